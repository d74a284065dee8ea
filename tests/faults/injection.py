"""Faults, rate limit windows and arrival times of the sandbox."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any, cast

from sendgrid_accounts.sandbox import Sandbox

if TYPE_CHECKING:
    from sendgrid_accounts import sandbox as sandbox_types

Fault = dict[str, Any]


def inject_faults(sandbox: Sandbox, operation: str, *faults: Fault) -> None:
    """Injects faults into the next requests of an operation, in this order."""
    for fault in faults:
        sandbox.fault(operation, cast("sandbox_types.Fault", fault))


def window(sandbox: Sandbox, limit: int, seconds: int, **more: object) -> None:
    """Sets the rate limit per key and operation, in both APIs."""
    rule = {"limit": limit, "window_seconds": seconds, **more}
    both = cast("sandbox_types.WindowRule", rule)
    sandbox.windows(v3=both, customers=both)


def rejections(sandbox: Sandbox) -> list[int]:
    """The number of rejected requests in each window of the Users API."""
    return [one["rejected"] for one in sandbox.windows()["v3"]["windows"]]


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
