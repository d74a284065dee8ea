"""Faults that tests order from a sandbox."""

from __future__ import annotations

from sendgrid_accounts.sandbox import Sandbox


def fail_second_list(sandbox: Sandbox) -> None:
    """Lets the second list of subusers fail once, with HTTP 503."""
    sandbox.fault("subusers.list", {"kind": "status", "status": 503}, nth=2)


def lose_response(sandbox: Sandbox, operation: str) -> None:
    """Lets the next call of an operation be applied, and closes its connection."""
    sandbox.fault(operation, {"kind": "close", "apply": True})
