"""The matrix: a process without a descriptor left, in its first call (N28)."""

from __future__ import annotations

import resource
from pathlib import Path
from typing import Any

import pytest
from drivers import Driver
from matrix import READ, Row, call, watched
from raw_servers import RawServer, well

ONE_ATTEMPT: dict[str, Any] = {"max_attempts": 1}
ENOUGH = 64
CAUSE = "too many open files"


def limit(driver: Driver, left: int) -> None:
    """Lets a driver open that many more files."""
    files = Path("/proc") / str(driver.pid) / "fd"
    numbers = {int(entry.name) for entry in files.iterdir()}
    # A new descriptor has the lowest number that is free.
    free = (number for number in range(len(numbers) + left + 1) if number not in numbers)
    highest = [next(free) for _ in range(left + 1)][-1]
    hard = resource.prlimit(driver.pid, resource.RLIMIT_NOFILE)[1]
    resource.prlimit(driver.pid, resource.RLIMIT_NOFILE, (highest, hard))


@pytest.mark.row("N28")
@pytest.mark.parametrize("left", range(6))
def test_the_first_call_has_no_descriptor_left(face: Driver, left: int) -> None:
    with RawServer(well) as server, Driver(face.face) as driver:
        # It has started, and has made no client.
        refused, _ = driver.ask(call("no URL", READ).fields)
        assert refused["error"]["field"] == "base_url"
        limit(driver, left)
        wanted = call(server.url, READ, timeout_ms=3000, **ONE_ATTEMPT)
        # What the first call opens for the whole process stays open.
        done = Row(driver, server).ask(wanted)
        if done.error is not None or left == 0:
            assert done.error is not None, done.answer
            # A queue that cannot be made is no call; its error has another kind.
            is_call = face.face != "c-queue" or not done.message.startswith("queue ")
            assert not is_call or done.error["kind"] != "internal", done.message
            assert done.error["outcome"] == "not_sent"
            assert CAUSE in done.message.lower()
            assert server.received == []
        limit(driver, ENOUGH)
        assert Row(driver, server).ask(wanted).error is None
        # Nothing of the failure is left.
        with watched(driver, server) as row:
            assert row.ask(wanted).error is None
