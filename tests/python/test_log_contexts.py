"""Log records of concurrent calls (row Y20 of the fault matrix).

Each call runs in a context with a variable that names its operation. In a program, a record in
another context would carry the request ID of another request.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from contextvars import Context, ContextVar, copy_context
from functools import partial
from typing import Any

import pytest
from replay_server import ReplayServer
from sendgrid_accounts import AsyncClient, Client, SendGridError

KEY = "SG.canary-of-a-key"
OPERATIONS = [f"user.get_{name}" for name in ("account", "credits", "email", "profile", "username")]
CALLS = 4
"""Calls of each operation, one after the other in the same context."""
BUSY = {"head": ["HTTP/1.1 503 Busy"], "body": "busy"}
OK = {"head": ["HTTP/1.1 200 OK"], "body": "{}"}
RUNNING: ContextVar[str] = ContextVar("running", default="nothing")


class Contexts(logging.Filter):
    """Counts records by operation and context variable, like a filter for request IDs."""

    def __init__(self) -> None:
        """Starts without records."""
        super().__init__()
        self.found: Counter[tuple[str, str]] = Counter()
        self.levels: Counter[str] = Counter()

    def filter(self, record: logging.LogRecord) -> bool:
        """Keeps every record."""
        self.found[record.__dict__["operation"], RUNNING.get()] += 1
        self.levels[record.levelname] += 1
        return True


@contextmanager
def each_record_in_its_context() -> Generator[None]:
    """Checks that all operations log records, each in the right context."""
    logger = logging.getLogger("sendgrid_accounts")
    before, contexts = logger.level, Contexts()
    logger.setLevel(logging.DEBUG)
    logger.addFilter(contexts)
    try:
        yield
    finally:
        logger.removeFilter(contexts)
        logger.setLevel(before)
    assert {operation for operation, _ in contexts.found} == set(OPERATIONS)
    strange = {pair: count for pair, count in contexts.found.items() if pair[0] != pair[1]}
    assert strange == {}
    # Records of requests and of retries.
    assert contexts.levels["DEBUG"] >= 2 * CALLS * len(OPERATIONS)
    assert contexts.levels["INFO"] >= len(OPERATIONS)


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    """A server that refuses some requests."""
    with ReplayServer([BUSY] * len(OPERATIONS) + [OK] * 2 * CALLS * len(OPERATIONS)) as server:
        yield server


def method(client: Any, operation: str) -> Callable[[], Any]:
    """The method of an operation."""
    group, name = operation.split(".")
    bound: Callable[[], Any] = getattr(getattr(client, group), name)
    return bound


async def run_calls(client: AsyncClient, operation: str) -> None:
    """The calls of one task, in the context of that task."""
    RUNNING.set(operation)
    for _ in range(CALLS):
        # An empty response has no balance.
        with suppress(SendGridError):
            await method(client, operation)()


def test_records_of_a_task_carry_its_context(server: ReplayServer) -> None:
    async def main() -> None:
        async with AsyncClient(KEY, base_url=server.url) as client:
            tasks = [asyncio.create_task(run_calls(client, operation)) for operation in OPERATIONS]
            await asyncio.gather(*tasks)
        assert RUNNING.get() == "nothing"

    with each_record_in_its_context():
        asyncio.run(main())


def test_records_of_a_call_that_is_a_task_carry_its_context(server: ReplayServer) -> None:
    # The call itself is the task: its context is a copy of the one of the caller.
    async def main() -> None:
        async with AsyncClient(KEY, base_url=server.url) as client:
            tasks: list[Awaitable[Any]] = []
            for operation in OPERATIONS * CALLS:
                RUNNING.set(operation)
                tasks.append(asyncio.ensure_future(method(client, operation)()))
            RUNNING.set("main")
            await asyncio.gather(*tasks, return_exceptions=True)

    with each_record_in_its_context():
        asyncio.run(main())


def test_records_of_two_loops_carry_their_contexts(server: ReplayServer) -> None:
    client = AsyncClient(KEY, base_url=server.url)

    async def main(operations: list[str]) -> None:
        await asyncio.gather(*(run_calls(client, operation) for operation in operations))

    def run(operations: list[str]) -> None:
        asyncio.run(main(operations))

    with each_record_in_its_context():
        in_threads([partial(run, OPERATIONS[:3]), partial(run, OPERATIONS)])


def test_records_of_a_thread_carry_its_context(server: ReplayServer) -> None:
    def work(client: Client, operation: str) -> None:
        for _ in range(CALLS):
            with suppress(SendGridError):
                method(client, operation)()

    with Client(KEY, base_url=server.url) as client, each_record_in_its_context():
        # One context per call, like the requests of a web framework without asyncio.
        works: list[Callable[[], None]] = []
        for operation in OPERATIONS:
            works.append(partial(context_of(operation).run, partial(work, client, operation)))
        in_threads(works)


def context_of(operation: str) -> Context:
    """A context in which an operation runs."""
    context = copy_context()
    context.run(RUNNING.set, operation)
    return context


def in_threads(works: list[Callable[[], None]]) -> None:
    """Runs all functions concurrently."""
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()
