"""Orders to the stand-in server: what goes wrong, its windows and its clock."""

from __future__ import annotations

import json
import urllib.request
from itertools import pairwise
from typing import Any

from sendgrid_accounts.sandbox import Sandbox

Fault = dict[str, Any]


def order(sandbox: Sandbox, what: str, body: object = None) -> Any:
    """Sends an order to the control API, or without a body a question; the answer, if any."""
    request = urllib.request.Request(  # noqa: S310
        f"{sandbox.url}/__sandbox/{what}",
        data=None if body is None else json.dumps(body).encode(),
        headers={"X-Sandbox-Token": sandbox.control_token},
    )
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
        text = answer.read()
    return json.loads(text) if text else None


def order_faults(sandbox: Sandbox, operation: str, *faults: Fault) -> None:
    """The next requests of an operation meet these, one after the other."""
    order(sandbox, "faults", [{"operation": operation, "fault": fault} for fault in faults])


def window(sandbox: Sandbox, limit: int, seconds: int, **more: object) -> None:
    """How many requests each key and operation has, of both APIs."""
    rule = {"limit": limit, "window_seconds": seconds, **more}
    order(sandbox, "windows", {"v3": rule, "customers": rule})


def refusals(sandbox: Sandbox) -> list[int]:
    """How many requests each window of the Users API has refused."""
    windows = order(sandbox, "windows")["v3"]["windows"]
    return [one["rejected"] for one in windows]


def arrivals(sandbox: Sandbox) -> list[float]:
    """When each request has come, in seconds."""
    return [entry["arrived_ms"] / 1000 for entry in sandbox.journal()]


def gaps(sandbox: Sandbox) -> list[float]:
    """The seconds between requests."""
    times = arrivals(sandbox)
    return [later - earlier for earlier, later in pairwise(times)]


def answer(status: int, body: object = None, *, apply: bool = False, **headers: str) -> Fault:
    """An answer of that status; `_` stands for `-` in the names of headers.

    The request is carried out only with `apply`.
    """
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    fault: Fault = {"kind": "status", "status": status, "headers": named, "apply": apply}
    return fault if body is None else {**fault, "body": body}
