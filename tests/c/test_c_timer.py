"""An interval timer of the host, whose signals are the host's (row F21 of the fault matrix)."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from programs import build, run
from sendgrid_accounts.sandbox import Sandbox

SOURCE = Path(__file__).parent / "host_timer.c"
PROCESSES = 24


@pytest.mark.parametrize("how", ["call", "queue"])
def test_no_handler_of_the_host_runs_on_a_thread_of_the_library(how: str, sandbox: Sandbox) -> None:
    program = build(SOURCE)

    def measured(_: int) -> tuple[int, ...]:
        shown = run(program, how, sandbox.url, sandbox.api_key, timeout=20)
        return tuple(int(number) for number in re.findall(r"\d+", shown))

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(measured, range(PROCESSES)))
    threads, unblocked, elsewhere = zip(*found, strict=True)
    # Else nothing was tried; a call that is waited for may need no thread.
    assert how == "call" or min(threads) >= 1
    assert set(unblocked) == {0}, "threads start with signals that are not blocked"
    assert set(elsewhere) == {0}, "a handler ran on a thread of the library"
