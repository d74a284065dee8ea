"""The matrix: protocol elements without end (P12)."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from drivers import Driver
from floods import FLOODS, LONGEST
from matrix import ONCE, READ, call, watched
from raw_servers import RawServer, well

HERE = Path(__file__).parent
LIMITS: dict[str, Any] = {"attempt_timeout_ms": 300, "timeout_ms": 800}
NO_RETRIES: dict[str, Any] = {"max_retries": 0}
LONGEST_DELAY = 0.1
"""Seconds that a task of the loop may be late."""
LONGEST_CALL = 1.0
"""Seconds that a call with these limits may take."""


SETTLED = 20.0
"""Seconds within which the connection of a flooded call must be gone: hyper parses what it has read
before it notices that nobody waits."""


def limits(face: Driver) -> dict[str, Any]:
    """The time limits of a call.

    Rust programs bring their runtime. Where its only thread runs the connection too, a deadline may
    wait for hyper to yield; every other binding runs connections on a thread of their own.
    """
    return {**LIMITS, "timeout_ms": 10_000} if face.face == "rust" else LIMITS


def wait_until_responsive(face: Driver) -> None:
    """Waits until connections of an earlier flood no longer delay others."""
    end = time.monotonic() + SETTLED
    with RawServer(well) as server:
        while "error" in face.ask(call(server.url, READ, **LIMITS, **NO_RETRIES).fields)[0]:
            assert time.monotonic() < end


@pytest.mark.row("P12")
@pytest.mark.parametrize("operation", [READ, ONCE])
@pytest.mark.parametrize("form", FLOODS)
def test_a_flood_ends_with_the_attempt(face: Driver, form: str, operation: str) -> None:
    flood = FLOODS[form]
    wait_until_responsive(face)
    with RawServer(flood) as server, watched(face, server, settled=SETTLED) as row:
        done = row.ask(call(server.url, operation, **limits(face), **NO_RETRIES))
    assert done.error is not None
    assert done.seconds < LONGEST_CALL or face.face == "rust"
    if flood.has_final_status:
        # After a 200 of the Users API only the body is missing.
        kind, outcome, attempts = done.verdict
        assert kind in ("timeout", "transport", "response")
        assert (outcome, attempts) == ("applied", 1)
    elif operation == READ:
        assert done.verdict in [(kind, "unknown", 1) for kind in ("timeout", "transport")]
    else:
        assert done.verdict == ("outcome_unknown", "unknown", 1)


@pytest.mark.row("P12")
@pytest.mark.parametrize("form", ["100 Continue", "one-byte chunks with long extensions"])
def test_a_flood_ends_with_the_call(face: Driver, form: str) -> None:
    # With retries, and an attempt that may take longer than the call.
    wait_until_responsive(face)
    with RawServer(FLOODS[form]) as server, watched(face, server, settled=SETTLED) as row:
        done = row.ask(call(server.url, READ, timeout_ms=limits(face)["timeout_ms"]))
        assert done.error is not None
        assert done.seconds < LONGEST_CALL or face.face == "rust"


def measured(form: str, limit: float) -> dict[str, Any]:
    """What the program on an event loop measures during a flood."""
    program = [sys.executable, str(HERE / "ticking.py")]
    with RawServer(FLOODS[form]) as flooded, RawServer(well) as other:
        ended = subprocess.run(
            [*program, flooded.url, other.url, str(limit)],
            capture_output=True,
            text=True,
            timeout=4 * LONGEST,
            check=False,
        )
    assert (ended.returncode, ended.stderr) == (0, "")
    found: dict[str, Any] = json.loads(ended.stdout)
    assert found["ticks"] > 5
    assert found["others"] > 1
    assert found["delay"] < LONGEST_DELAY, found
    assert found["other"] < LONGEST_CALL, found
    return found


@pytest.mark.row("P12", faces="asyncio")
@pytest.mark.parametrize("form", FLOODS)
def test_other_tasks_of_the_loop_go_on(form: str) -> None:
    found = measured(form, 0)
    assert found["seconds"] < LONGEST_CALL, found
    assert found["outcome"] == ("applied" if FLOODS[form].has_final_status else "unknown")


@pytest.mark.row("P12", faces="asyncio")
@pytest.mark.parametrize("form", ["100 Continue", "one-byte chunks, one a millisecond"])
def test_a_flooded_call_can_be_cancelled(form: str) -> None:
    found = measured(form, 0.2)
    assert found["outcome"] == "cancelled"
    assert found["seconds"] < 0.2 + LONGEST_DELAY, found
