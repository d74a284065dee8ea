"""Requests to the control API of the sandbox: faults, rate limit windows and the clock."""

from __future__ import annotations

import json
import urllib.request
from itertools import pairwise
from typing import Any

from sendgrid_accounts.sandbox import Sandbox

Fault = dict[str, Any]


def control(sandbox: Sandbox, resource: str, body: object = None) -> Any:
    """Sends a POST with a body, or a GET without one; returns the response body, if any."""
    request = urllib.request.Request(  # noqa: S310
        f"{sandbox.url}/__sandbox/{resource}",
        data=None if body is None else json.dumps(body).encode(),
        headers={"X-Sandbox-Token": sandbox.control_token},
    )
    with urllib.request.urlopen(request, timeout=10) as response:  # noqa: S310
        content = response.read()
    return json.loads(content) if content else None


def inject_faults(sandbox: Sandbox, operation: str, *faults: Fault) -> None:
    """Injects faults into the next requests of an operation, in this order."""
    control(sandbox, "faults", [{"operation": operation, "fault": fault} for fault in faults])


def window(sandbox: Sandbox, limit: int, seconds: int, **more: object) -> None:
    """Sets the rate limit per key and operation, in both APIs."""
    rule = {"limit": limit, "window_seconds": seconds, **more}
    control(sandbox, "windows", {"v3": rule, "customers": rule})


def rejections(sandbox: Sandbox) -> list[int]:
    """The number of rejected requests in each window of the Users API."""
    windows = control(sandbox, "windows")["v3"]["windows"]
    return [one["rejected"] for one in windows]


def arrivals(sandbox: Sandbox) -> list[float]:
    """The arrival time of each request, in seconds."""
    return [entry["arrived_ms"] / 1000 for entry in sandbox.journal()]


def gaps(sandbox: Sandbox) -> list[float]:
    """The seconds between consecutive requests."""
    times = arrivals(sandbox)
    return [later - earlier for earlier, later in pairwise(times)]


def response(status: int, body: object = None, *, apply: bool = False, **headers: str) -> Fault:
    """A response with this status; `_` stands for `-` in header names.

    The sandbox applies the request only with `apply`.
    """
    fields = {name.replace("_", "-"): value for name, value in headers.items()}
    fault: Fault = {"kind": "status", "status": status, "headers": fields, "apply": apply}
    return fault if body is None else {**fault, "body": body}
