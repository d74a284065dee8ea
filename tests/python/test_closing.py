"""Closing clients that are in use (row Y32 of the fault matrix)."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest
from sendgrid_accounts import AsyncClient, Client, ClosedError, Username
from sendgrid_accounts.sandbox import Sandbox

FOUND = Username("test_username", 1)


@pytest.fixture
def slow() -> Iterator[Sandbox]:
    """A server with a latency that allows a client to be closed during a call."""
    with Sandbox(latency_ms=300) as sandbox:
        yield sandbox


def test_running_calls_outlive_their_client(slow: Sandbox) -> None:
    results: list[Username] = []
    with Client(slow.api_key, base_url=slow.url) as client:
        view = client.on_behalf_of("test_subuser")

        def work() -> None:
            results.append(client.user.get_username())

        threads = [threading.Thread(target=work) for _ in range(8)]
        for thread in threads:
            thread.start()
        threading.Event().wait(0.15)
    assert results == []
    for closed in (client, view):
        with pytest.raises(ClosedError) as caught:
            closed.user.get_username()
        assert (caught.value.outcome, caught.value.attempts) == ("not_sent", 0)
    client.close()
    for thread in threads:
        thread.join()
    assert results == [FOUND] * 8


def test_running_asyncio_calls_outlive_their_client(slow: Sandbox) -> None:
    async def main() -> None:
        async with AsyncClient(slow.api_key, base_url=slow.url) as client:
            tasks = [asyncio.ensure_future(client.user.get_username()) for _ in range(8)]
            not_started = client.user.get_username()
            await asyncio.sleep(0.15)
        assert not any(task.done() for task in tasks)
        with pytest.raises(ClosedError):
            await not_started
        client.close()
        async with client:
            assert await asyncio.gather(*tasks) == [FOUND] * 8

    asyncio.run(main())


def test_a_call_outlives_the_last_reference_to_its_client(slow: Sandbox) -> None:
    async def main() -> Username:
        return await AsyncClient(slow.api_key, base_url=slow.url).user.get_username()

    assert asyncio.run(main()) == FOUND
    assert Client(slow.api_key, base_url=slow.url).user.get_username() == FOUND
