"""What calls of one client mean for each other's rate (rows L9 and L10 of the matrix)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import programs
import pytest
from faces import AwaitedClient, close_loops
from matrix import READ
from orders import answer, order_faults, refusals, window
from sendgrid_accounts import AsyncClient, Client, RateLimitError, Reseller
from sendgrid_accounts.sandbox import Sandbox

FACES: dict[str, Callable[..., Any]] = {"python": Client, "asyncio": AwaitedClient}


@pytest.fixture(params=FACES)
def face(request: pytest.FixtureRequest) -> Iterator[str]:
    name: str = request.param
    yield name
    close_loops()


@pytest.mark.row("L9", faces="asyncio")
def test_a_task_that_is_cancelled_while_it_waits_for_the_window() -> None:
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
        cancelled = time.monotonic()
        for number in (0, 4, 9):
            tasks[number].cancel()
        await asyncio.gather(*tasks[::9], return_exceptions=True)
        assert time.monotonic() - cancelled < 0.25
        await asyncio.gather(*tasks, return_exceptions=True)
        return order

    with Sandbox() as sandbox:
        window(sandbox, 3, 1)
        order = asyncio.run(main(sandbox))
        assert sum(refusals(sandbox)) == 0
    assert order[0] == 1, "first come, first served"
    assert sorted(order) == [1, 2, 3, 5, 6, 7, 8]


@pytest.mark.row("L9", faces="c-queue")
def test_a_call_of_a_queue_that_is_cancelled_while_it_waits_for_the_window() -> None:
    program = programs.build(Path(__file__).parent.parent / "c" / "queue_window.c")
    with Sandbox() as sandbox:
        window(sandbox, 3, 2)
        programs.run(program, sandbox.url, sandbox.api_key)
        assert sum(refusals(sandbox)) == 0
        assert [entry["applied"] for entry in sandbox.journal()] == [False] * 6


@pytest.mark.row("L10")
def test_one_credential_and_one_api_do_not_hold_up_others(face: str) -> None:
    with Sandbox(permissive=True) as sandbox:
        reseller = Reseller(sandbox.reseller_username, sandbox.reseller_password)
        make = FACES[face]
        client = make(sandbox.api_key, reseller=reseller, base_url=sandbox.url, timeout=3)
        other = make("SG.another-key", base_url=sandbox.url, timeout=3)
        order_faults(sandbox, READ, answer(429, X_RateLimit_Reset=str(int(time.time()) + 30)))
        for attempts in (1, 0):
            with pytest.raises(RateLimitError) as caught:
                client.user.get_email()
            assert caught.value.attempts == attempts
        # Whomever it acts for: the credential is the same.
        with pytest.raises(RateLimitError) as caught:
            client.on_behalf_of("test_subuser").user.get_email()
        assert caught.value.attempts == 0
        assert len(client.customers.list()) > 0
        assert other.user.get_email().email
        assert len(sandbox.journal()) == 3
