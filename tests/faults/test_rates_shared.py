"""Calls that share a rate limiter (rows L9 and L10)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import programs
import pytest
from bindings import AwaitedClient, close_loops
from injection import inject_faults, rejections, response, window
from matrix import READ
from sendgrid_accounts import AsyncClient, Client, RateLimitError, Reseller
from sendgrid_accounts.sandbox import Sandbox

BINDINGS: dict[str, Callable[..., Any]] = {"python": Client, "asyncio": AwaitedClient}


@pytest.fixture(params=BINDINGS)
def binding(request: pytest.FixtureRequest) -> Iterator[str]:
    name: str = request.param
    yield name
    close_loops()


@pytest.mark.row("L9", bindings="asyncio")
def test_cancellation_of_a_task_that_waits_for_the_window() -> None:
    async def main(sandbox: Sandbox) -> list[int]:
        client = AsyncClient(sandbox.api_key, base_url=sandbox.url)
        for _ in range(3):
            await client.user.get_email()
        order: list[int] = []

        async def one(number: int) -> None:
            await client.user.get_email()
            order.append(number)

        tasks = [asyncio.ensure_future(one(number)) for number in range(10)]
        await asyncio.sleep(0.1)
        started = time.monotonic()
        for number in (0, 4, 9):
            tasks[number].cancel()
        await asyncio.gather(*tasks[::9], return_exceptions=True)
        assert time.monotonic() - started < 0.25
        await asyncio.gather(*tasks, return_exceptions=True)
        return order

    with Sandbox() as sandbox:
        window(sandbox, 3, 1)
        order = asyncio.run(main(sandbox))
        assert sum(rejections(sandbox)) == 0
    assert order[0] == 1, "the calls are out of order"
    assert sorted(order) == [1, 2, 3, 5, 6, 7, 8]


@pytest.mark.row("L9", bindings="c-queue")
def test_cancellation_of_a_queued_call_that_waits_for_the_window() -> None:
    program = programs.build(Path(__file__).parent.parent / "c" / "queue_window.c")
    with Sandbox() as sandbox:
        window(sandbox, 3, 2)
        programs.run(program, sandbox.url, sandbox.api_key)
        assert sum(rejections(sandbox)) == 0
        # Three before the wait, and three of four after it.
        assert [entry["applied"] for entry in sandbox.journal()] == [True] * 6


@pytest.mark.row("L10")
def test_other_credentials_accounts_operations_and_apis_are_not_limited(binding: str) -> None:
    with Sandbox(permissive=True) as sandbox:
        reseller = Reseller(sandbox.reseller_username, sandbox.reseller_password)
        client_class = BINDINGS[binding]
        client = client_class(sandbox.api_key, reseller=reseller, base_url=sandbox.url, timeout=3)
        other = client_class("SG.another-key", base_url=sandbox.url, timeout=3)
        inject_faults(sandbox, READ, response(429, X_RateLimit_Reset=str(int(time.time()) + 30)))
        for attempts in (1, 0):
            with pytest.raises(RateLimitError) as caught:
                client.user.get_email()
            assert caught.value.attempts == attempts
        assert client.on_behalf_of("test_subuser").user.get_email().email
        assert client.user.get_username().user_id == 1
        assert len(client.customers.list()) > 0
        assert other.user.get_email().email
        assert len(sandbox.journal()) == 5
