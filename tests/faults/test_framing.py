"""Responses with ambiguous framing (row P13)."""

from __future__ import annotations

from typing import Any

import pytest
from ambiguous import MOMENTS, RESPONSES, Poisoning
from binding_fixtures import in_all_bindings
from drivers import Driver
from matrix import READ, call, watch
from raw_servers import RawServer

LIMITS: dict[str, Any] = {"attempt_timeout_ms": 1000, "timeout_ms": 2000}
NO_RETRIES: dict[str, Any] = {"max_retries": 0}
PAUSE_MS = 100
"""Pause between two calls, in which an idle connection receives the forged response."""


@in_all_bindings
@pytest.mark.row("P13")
@pytest.mark.parametrize("moment", MOMENTS)
def test_no_later_call_receives_bytes_of_an_ambiguous_response(
    binding: Driver, moment: str
) -> None:
    wrong: dict[str, list[str | None]] = {}
    for name in MOMENTS[moment]:
        poisoning = Poisoning(RESPONSES[name], moment)
        pause = PAUSE_MS if moment == "while idle" else 0
        with RawServer(poisoning) as server, watch(binding, server) as monitor:
            spec = call(server.url, READ, times=3, pause_ms=pause, **LIMITS, **NO_RETRIES)
            first, *later = monitor.run(spec).series
        # Either an error, or the body according to one of the two framings.
        if first.error is None:
            assert first.result["email"] == "first@example.com", name
        else:
            assert first.error["outcome"] in ("applied", "unknown"), name
        emails = [one.reply.get("result", {}).get("email") for one in later]
        if emails != ["proper@example.com"] * 2:
            wrong[name] = emails
    assert wrong == {}
