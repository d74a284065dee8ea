"""Endless protocol elements instead of a response (row P12)."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from binding_fixtures import in_all_bindings
from drivers import Driver
from floods import FLOODS, MAX_SECONDS
from matrix import ONCE, READ, call, watch
from raw_servers import RawServer, healthy

HERE = Path(__file__).parent
LIMITS: dict[str, Any] = {"attempt_timeout_ms": 300, "timeout_ms": 800}
NO_RETRIES: dict[str, Any] = {"max_retries": 0}
MAX_DELAY = 0.1
"""Maximum delay of a task of the event loop, in seconds."""
MAX_CALL_SECONDS = 1.0
"""Maximum duration of a call with these limits, in seconds."""


SETTLE_SECONDS = 20.0
"""Seconds within which the connection of a flooded call must be closed: hyper parses all bytes
in its buffer before it detects the cancellation."""


def limits(binding: Driver) -> dict[str, Any]:
    """The timeouts of a call.

    Rust programs bring their own runtime. If its only thread also drives the connection, a timeout
    may wait until hyper yields. All other bindings run connections on a thread of their own.
    """
    return {**LIMITS, "timeout_ms": 10_000} if binding.binding == "rust" else LIMITS


def wait_until_responsive(binding: Driver) -> None:
    """Waits until connections of an earlier flood no longer delay other calls."""
    end = time.monotonic() + SETTLE_SECONDS
    with RawServer(healthy) as server:
        while "error" in binding.run(call(server.url, READ, **LIMITS, **NO_RETRIES).fields)[0]:
            assert time.monotonic() < end


@in_all_bindings
@pytest.mark.row("P12")
@pytest.mark.parametrize("operation", [READ, ONCE])
@pytest.mark.parametrize("form", FLOODS)
def test_a_flood_ends_with_the_attempt(binding: Driver, form: str, operation: str) -> None:
    flood = FLOODS[form]
    wait_until_responsive(binding)
    with (
        RawServer(flood) as server,
        watch(binding, server, settle_seconds=SETTLE_SECONDS) as monitor,
    ):
        run = monitor.run(call(server.url, operation, **limits(binding), **NO_RETRIES))
    assert run.error is not None
    assert run.seconds < MAX_CALL_SECONDS or binding.binding == "rust"
    if flood.has_final_status:
        # A 200 of the Users API means applied if its body is cut, but not if it is too large.
        kind, outcome, attempts = run.failure
        assert kind in ("timeout", "transport", "response")
        assert (outcome, attempts) == ("unknown" if kind == "response" else "applied", 1)
    elif operation == READ:
        assert run.failure in [(kind, "unknown", 1) for kind in ("timeout", "transport")]
    else:
        assert run.failure == ("outcome_unknown", "unknown", 1)


@in_all_bindings
@pytest.mark.row("P12")
@pytest.mark.parametrize("form", ["100 Continue", "one-byte chunks with long extensions"])
def test_a_flood_ends_with_the_call(binding: Driver, form: str) -> None:
    # With retries, and an attempt timeout longer than that of the call.
    wait_until_responsive(binding)
    with (
        RawServer(FLOODS[form]) as server,
        watch(binding, server, settle_seconds=SETTLE_SECONDS) as monitor,
    ):
        outcome = monitor.run(call(server.url, READ, timeout_ms=limits(binding)["timeout_ms"]))
        assert outcome.error is not None
        assert outcome.seconds < MAX_CALL_SECONDS or binding.binding == "rust"


def measurements(form: str, limit: float) -> dict[str, Any]:
    """The measurements of `ticking.py` during a flood."""
    program = [sys.executable, str(HERE / "ticking.py")]
    with RawServer(FLOODS[form]) as flooded, RawServer(healthy) as other:
        process = subprocess.run(
            [*program, flooded.url, other.url, str(limit)],
            capture_output=True,
            text=True,
            timeout=4 * MAX_SECONDS,
            check=False,
        )
    assert (process.returncode, process.stderr) == (0, "")
    results: dict[str, Any] = json.loads(process.stdout)
    assert results["ticks"] > 5
    assert results["others"] > 1
    assert results["delay"] < MAX_DELAY, results
    assert results["other"] < MAX_CALL_SECONDS, results
    return results


@pytest.mark.row("P12", bindings="asyncio")
@pytest.mark.parametrize("form", FLOODS)
def test_other_tasks_of_the_loop_continue(form: str) -> None:
    results = measurements(form, 0)
    assert results["seconds"] < MAX_CALL_SECONDS, results
    # A body without end may reach its maximum size before its maximum time.
    ends = ("applied", "too large, unknown") if FLOODS[form].has_final_status else ("unknown",)
    assert results["outcome"] in ends


@pytest.mark.row("P12", bindings="asyncio")
@pytest.mark.parametrize("form", ["100 Continue", "one-byte chunks, one per millisecond"])
def test_a_flooded_call_can_be_cancelled(form: str) -> None:
    results = measurements(form, 0.2)
    assert results["outcome"] == "cancelled"
    assert results["seconds"] < 0.2 + MAX_DELAY, results
