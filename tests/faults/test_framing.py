"""The matrix: responses with ambiguous framing (P13)."""

from __future__ import annotations

from typing import Any

import pytest
from ambiguous import MOMENTS, RESPONSES, Poisoning
from drivers import Driver
from matrix import READ, call, watched
from raw_servers import RawServer

LIMITS: dict[str, Any] = {"attempt_timeout_ms": 1000, "timeout_ms": 2000}
ONE_ATTEMPT: dict[str, Any] = {"max_attempts": 1}
PAUSE_MS = 100
"""Between two calls: an idle connection receives what is sent to it."""


@pytest.mark.row("P13")
@pytest.mark.parametrize("moment", MOMENTS)
def test_no_later_call_gets_a_part_of_an_ambiguous_response(face: Driver, moment: str) -> None:
    taken: dict[str, list[str | None]] = {}
    for name in MOMENTS[moment]:
        poisoning = Poisoning(RESPONSES[name], moment)
        pause = PAUSE_MS if moment == "while idle" else 0
        with RawServer(poisoning) as server, watched(face, server) as row:
            wanted = call(server.url, READ, times=3, pause_ms=pause, **LIMITS, **ONE_ATTEMPT)
            first, *later = row.ask(wanted).series
        # An error, or the response as one of both framings has it.
        if first.error is None:
            assert first.result["email"] == "first@example.com", name
        else:
            assert first.error["outcome"] in ("applied", "unknown"), name
        emails = [one.answer.get("result", {}).get("email") for one in later]
        if emails != ["proper@example.com"] * 2:
            taken[name] = emails
    assert taken == {}
