"""Few or no free file descriptors at the first call of a process (row N28)."""

from __future__ import annotations

import resource
from pathlib import Path
from typing import Any

import pytest
from drivers import Driver
from matrix import READ, Monitor, call, watch
from raw_servers import RawServer, healthy

NO_RETRIES: dict[str, Any] = {"max_retries": 0}
MANY = 64
CAUSE = "too many open files"


def limit(driver: Driver, count: int) -> None:
    """Limits a driver to this number of additional descriptors."""
    files = Path("/proc") / str(driver.pid) / "fd"
    numbers = {int(entry.name) for entry in files.iterdir()}
    # A new descriptor has the lowest number that is free.
    free = (number for number in range(len(numbers) + count + 1) if number not in numbers)
    highest = [next(free) for _ in range(count + 1)][-1]
    hard = resource.prlimit(driver.pid, resource.RLIMIT_NOFILE)[1]
    resource.prlimit(driver.pid, resource.RLIMIT_NOFILE, (highest, hard))


@pytest.mark.row("N28")
@pytest.mark.parametrize("left", range(6))
def test_the_first_call_with_few_descriptors(binding: Driver, left: int) -> None:
    with RawServer(healthy) as server, Driver(binding.binding) as driver:
        # The driver has started, but has not created a client.
        rejected, _ = driver.run(call("no URL", READ).fields)
        assert rejected["error"]["field"] == "base_url"
        limit(driver, left)
        spec = call(server.url, READ, timeout_ms=3000, **NO_RETRIES)
        # The resources that the first call opens for the process stay open.
        outcome = Monitor(driver, server).run(spec)
        if outcome.error is not None or left == 0:
            assert outcome.error is not None, outcome.reply
            # Queue creation is not a call; its error has another kind.
            is_call_error = binding.binding != "c-queue" or not outcome.message.startswith("queue ")
            assert not is_call_error or outcome.error["kind"] != "internal", outcome.message
            assert outcome.error["outcome"] == "not_sent"
            assert CAUSE in outcome.message.lower()
            assert server.received == []
        limit(driver, MANY)
        assert Monitor(driver, server).run(spec).error is None
        # The failure has no lasting effect.
        with watch(driver, server) as monitor:
            assert monitor.run(spec).error is None
