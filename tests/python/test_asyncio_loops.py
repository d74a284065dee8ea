"""Event loops of every kind, at every end of a call."""

from __future__ import annotations

import asyncio
import contextvars
import gc
import logging
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Any

import pytest
from replay_server import ReplayServer
from sendgrid_accounts import AsyncClient
from sendgrid_accounts.sandbox import Sandbox

KEY = "SG.canary-of-a-key"
BUSY = {"head": ["HTTP/1.1 503 Busy"], "body": "busy"}
OK = {"head": ["HTTP/1.1 200 OK"], "body": '{"email":"a@example.com"}'}
HOLD = {"then": "hold"}
TASK: contextvars.ContextVar[str] = contextvars.ContextVar("task", default="none")


class Contexts(logging.Handler):
    """Records the context of each log record."""

    def __init__(self) -> None:
        """Starts without records."""
        super().__init__()
        self.seen: list[tuple[str, str, float]] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Records operation, context and time."""
        operation: str = record.__dict__["operation"]
        self.seen.append((operation, TASK.get(), time.monotonic()))


@pytest.fixture
def contexts() -> Iterator[Contexts]:
    """A handler for all records of the library."""
    logger, handler = logging.getLogger("sendgrid_accounts"), Contexts()
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    yield handler
    logger.removeHandler(handler)
    logger.setLevel(before)


def test_records_are_logged_while_the_call_waits(contexts: Contexts) -> None:
    with ReplayServer([BUSY, HOLD]) as server:
        client = AsyncClient(KEY, base_url=server.url, attempt_timeout=1, max_retries=1)

        async def main() -> None:
            TASK.set("main")
            with pytest.raises(TimeoutError):
                await client.user.get_email()

        asyncio.run(main())
    times = [at for _, _, at in contexts.seen]
    # Request, response and retry of the first attempt, and the request of the second one.
    assert [task for _, task, _ in contexts.seen] == ["main"] * 5
    assert times[4] - times[3] > 0.9


def test_a_result_for_a_closed_loop_is_dropped_in_silence(
    capfd: pytest.CaptureFixture[str],
) -> None:
    with Sandbox(latency_ms=50) as sandbox:
        client = AsyncClient(sandbox.api_key, base_url=sandbox.url)
        loop = asyncio.new_event_loop()
        task: Any = loop.create_task(client.user.get_email())
        loop.run_until_complete(asyncio.sleep(0.01))
        loop.close()
        time.sleep(0.2)
        # Silences asyncio's own message about a pending task.
        task._log_destroy_pending = False
        del task
        gc.collect()
    assert capfd.readouterr().err == ""


def test_a_loop_need_not_watch_descriptors(
    async_client: AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise NotImplementedError

    loop = asyncio.new_event_loop()
    # Like the event loop of Windows.
    monkeypatch.setattr(loop, "add_reader", refuse)
    monkeypatch.setattr(loop, "add_writer", refuse)
    try:
        assert loop.run_until_complete(async_client.user.get_username()).user_id == 1
    finally:
        loop.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork")
def test_a_child_does_not_touch_the_calls_of_its_parent() -> None:
    program = """
import asyncio, os
from sendgrid_accounts import AsyncClient
from sendgrid_accounts.sandbox import Sandbox

async def one(client):
    return (await client.user.get_username()).user_id

async def main(sandbox):
    client = AsyncClient(sandbox.api_key, base_url=sandbox.url)
    for _ in range(20):
        tasks = [asyncio.ensure_future(one(client)) for _ in range(5)]
        await asyncio.sleep(0.02)
        child = os.fork()
        if child == 0:
            for task in tasks:
                task.get_coro().close()
            os._exit(0)
        assert await asyncio.gather(*tasks) == [1] * 5
        assert os.waitpid(child, 0)[1] == 0

with Sandbox(latency_ms=100) as sandbox:
    asyncio.run(main(sandbox))
"""
    ended = subprocess.run(  # noqa: S603
        [sys.executable, "-W", "ignore", "-c", program],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")


def test_a_first_call_without_descriptors_names_the_cause() -> None:
    program = """
import asyncio, os, resource
from sendgrid_accounts import AsyncClient, SendGridError

async def main():
    client = AsyncClient("SG.key", base_url="http://127.0.0.1:9")
    held = os.open("/dev/null", os.O_RDONLY)
    resource.setrlimit(resource.RLIMIT_NOFILE, (held + 1, held + 1))
    try:
        await client.user.update_username("name")
    except SendGridError as error:
        print(type(error).__name__, error.outcome, "oo many open files" in str(error))

asyncio.run(main())
"""
    ended = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=False
    )
    assert (ended.stdout, ended.stderr) == ("ConnectError not_sent True\n", "")
