"""Faults that tests order from a sandbox."""

from __future__ import annotations

import json
from http.client import HTTPConnection

from sendgrid_accounts.sandbox import Sandbox


def fail_second_list(sandbox: Sandbox) -> None:
    """Lets the second list of subusers fail once, with HTTP 503."""
    fault = {"kind": "status", "status": 503}
    _order(sandbox, {"operation": "subusers.list", "fault": fault, "on": {"nth": 2}})


def lose_response(sandbox: Sandbox, operation: str) -> None:
    """Lets the next call of an operation be applied, and closes its connection."""
    _order(sandbox, {"operation": operation, "fault": {"kind": "close", "apply": True}})


def _order(sandbox: Sandbox, fault: dict[str, object]) -> None:
    order = [fault]
    control = HTTPConnection(sandbox.url.removeprefix("http://"), timeout=10)
    headers = {"Content-Type": "application/json", "X-Sandbox-Token": sandbox.control_token}
    control.request("POST", "/__sandbox/faults", json.dumps(order), headers)
    assert control.getresponse().status // 100 == 2
    control.close()
