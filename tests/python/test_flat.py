"""Memory and file descriptors over many calls (row Y21 of the fault matrix)."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import pytest
from bindings import SOAK
from sendgrid_accounts import AsyncClient, BadRequestError, Client

Run = Callable[[Coroutine[Any, Any, None]], None]
CALLS, CANCELLATIONS, ERRORS = 100_000 * SOAK, 10_000 * SOAK, 10_000 * SOAK


def resident() -> int:
    """The memory of this process in bytes."""
    gc.collect()
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * resource.getpagesize()


def descriptors() -> int:
    return len(os.listdir("/proc/self/fd"))


def assert_flat(work: Callable[[int], None], count: int) -> None:
    """Does the work in ten parts; the last eight must add nothing per call."""
    for _ in range(2):
        work(count // 10)
    objects, memory, files = len(gc.get_objects()), resident(), descriptors()
    for _ in range(8):
        work(count // 10)
    assert descriptors() <= files + 70, "descriptors"
    assert len(gc.get_objects()) - objects < 500, "objects"
    assert (resident() - memory) / (0.8 * count) < 50, "bytes per call"


@pytest.fixture
def outside() -> Iterator[tuple[str, str]]:
    """A server in another process, whose journal does not count as memory of this one."""
    program = [sys.executable, "-m", "sendgrid_accounts.sandbox", "--window", "1000000000/3600"]
    with subprocess.Popen(program, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        assert process.stdout is not None
        ready = json.loads(process.stdout.readline())
        yield ready["api_key"], ready["url"]
        process.terminate()
        process.wait(10)


@pytest.fixture
def run() -> Iterator[Run]:
    """Runs coroutines one after the other on one loop."""
    loop = asyncio.new_event_loop()
    yield loop.run_until_complete
    loop.close()


@pytest.mark.timeout(300 * SOAK)
def test_a_hundred_thousand_calls(outside: tuple[str, str], run: Run) -> None:
    key, url = outside

    async def many(client: AsyncClient, count: int) -> None:
        async def some(number: int) -> None:
            for _ in range(number):
                await client.user.get_username()

        await asyncio.gather(*(some(count // 50) for _ in range(50)))

    client = AsyncClient(key, base_url=url)
    assert_flat(lambda count: run(many(client, count)), CALLS)


def test_ten_thousand_cancellations(outside: tuple[str, str], run: Run) -> None:
    key, url = outside

    async def many(client: AsyncClient, count: int) -> None:
        for _ in range(count // 50):
            tasks = [asyncio.ensure_future(client.user.get_username()) for _ in range(50)]
            await asyncio.sleep(0.001)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0.05)

    client = AsyncClient(key, base_url=url)
    assert_flat(lambda count: run(many(client, count)), CANCELLATIONS)


def test_ten_thousand_errors(outside: tuple[str, str]) -> None:
    key, url = outside
    client = Client(key, base_url=url)

    def many(count: int) -> None:
        for _ in range(count):
            with pytest.raises(BadRequestError):
                client.user.update_username("test_subuser")

    assert_flat(many, ERRORS)
