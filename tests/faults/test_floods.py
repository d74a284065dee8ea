"""The matrix: protocol elements without end (P12)."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from drivers import Driver
from floods import FLOODS, LONGEST
from matrix import ONCE, READ, call, watched
from raw_servers import RawServer, well

HERE = Path(__file__).parent
LIMITS: dict[str, Any] = {"attempt_timeout_ms": 300, "timeout_ms": 800}
ONE_ATTEMPT: dict[str, Any] = {"max_attempts": 1}
LONGEST_DELAY = 0.1
"""Seconds that a task of the loop may be late."""
LONGEST_CALL = 1.0
"""Seconds that a call with these limits may take."""


@pytest.mark.row("P12")
@pytest.mark.parametrize("form", FLOODS)
def test_a_flood_ends_with_the_attempt(face: Driver, form: str) -> None:
    flood = FLOODS[form]
    before = "outcome_unknown", "unknown", 1
    with RawServer(flood) as server, watched(face, server) as row:
        read = row.ask(call(server.url, READ, **LIMITS, **ONE_ATTEMPT))
        once = row.ask(call(server.url, ONCE, **LIMITS, **ONE_ATTEMPT))
    for done in (read, once):
        assert done.seconds < LONGEST_CALL
        assert done.error is not None
        if flood.has_final_status:
            # After a 200 of the Users API only the body is missing.
            kind, outcome, attempts = done.verdict
            assert kind in ("timeout", "transport", "response")
            assert (outcome, attempts) == ("applied", 1)
    if not flood.has_final_status:
        assert read.verdict in [(kind, "unknown", 1) for kind in ("timeout", "transport")]
        assert once.verdict == before


@pytest.mark.row("P12")
@pytest.mark.parametrize("form", ["100 Continue", "one-byte chunks with long extensions"])
def test_a_flood_ends_with_the_call(face: Driver, form: str) -> None:
    # With retries, and an attempt that may take longer than the call.
    with RawServer(FLOODS[form]) as server, watched(face, server) as row:
        done = row.ask(call(server.url, READ, timeout_ms=LIMITS["timeout_ms"]))
        assert done.seconds < LONGEST_CALL
        assert done.error is not None


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
