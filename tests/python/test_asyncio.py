"""Behaviour of the asyncio client only (rows Y5 to Y10 and Y27 of the fault matrix)."""

from __future__ import annotations

import asyncio
import collections.abc
import gc
import inspect
import sys
import threading
import time
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from bindings import SOAK
from replay_server import ReplayServer, unanswering_port
from sendgrid_accounts import (
    AsyncApiKeys,
    AsyncClient,
    AsyncCustomers,
    AsyncScopes,
    AsyncSubusers,
    AsyncUser,
    Client,
    ClosedError,
    Customers,
    InternalError,
    Subusers,
    User,
    Username,
    _native,
)
from sendgrid_accounts._native import operations
from sendgrid_accounts.sandbox import Sandbox

KEY = "SG.canary-of-a-key"
GROUPS = {
    "user": AsyncUser,
    "customers": AsyncCustomers,
    "subusers": AsyncSubusers,
    "api_keys": AsyncApiKeys,
    "scopes": AsyncScopes,
}
OK = {"head": ["HTTP/1.1 200 OK"], "body": "{}"}
HOLD = {"then": "hold"}
STARTED = {"head": ["HTTP/1.1 200 OK", "Content-Length: 9"], "body": "{", "then": "hold"}
Runner = Callable[[Coroutine[Any, Any, Any]], Any]


def uvloop_runner() -> Runner:
    uvloop = pytest.importorskip("uvloop")

    def run(main: Coroutine[Any, Any, Any]) -> Any:
        loop = uvloop.new_event_loop()
        try:
            return loop.run_until_complete(main)
        finally:
            loop.close()

    return run


@pytest.fixture(params=["asyncio", "uvloop"])
def run(request: pytest.FixtureRequest) -> Runner:
    """Runs a coroutine on a new loop of either kind."""
    return asyncio.run if request.param == "asyncio" else uvloop_runner()


async def until(condition: Callable[[], bool], seconds: float = 5) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "the condition stays false"
        await asyncio.sleep(0.001)


@pytest.mark.parametrize(
    ("sync", "awaited"), [(User, AsyncUser), (Customers, AsyncCustomers), (Subusers, AsyncSubusers)]
)
def test_both_clients_have_the_same_signatures(sync: type, awaited: type) -> None:
    names = [name for name in vars(sync) if not name.startswith("_")]
    assert names == [name for name in vars(awaited) if not name.startswith("_")]
    for name in names:
        one, other = getattr(sync, name), getattr(awaited, name)
        assert inspect.signature(one) == inspect.signature(other)
        assert one.__doc__ == other.__doc__


def test_both_clients_have_the_same_constructor() -> None:
    assert inspect.signature(Client) == inspect.signature(AsyncClient)
    differing = {"__enter__", "__exit__", "__aenter__", "__aexit__", "__doc__"}
    assert set(vars(Client)) - differing == set(vars(AsyncClient)) - differing
    for operation in operations():
        group, method = operation.split(".")
        assert hasattr(GROUPS[group], method)


def test_many_calls_at_once(sandbox: Sandbox, run: Runner) -> None:
    async def main() -> None:
        async with AsyncClient(sandbox.api_key, base_url=sandbox.url) as client:
            calls = [client.user.get_username() for _ in range(300)]
            assert await asyncio.gather(*calls) == [Username("test_username", 1)] * 300
            assert (
                await client.user.update_password(  # type: ignore[func-returns-value]
                    old_password=sandbox.reseller_password, new_password="new-1"
                )
                is None
            )
        with pytest.raises(ClosedError):
            await client.user.get_email()

    run(main())


def test_a_call_is_a_coroutine(async_client: AsyncClient) -> None:
    async def main() -> None:
        call = async_client.user.get_username()
        assert inspect.iscoroutine(call)
        assert isinstance(call, collections.abc.Coroutine)
        assert asyncio.iscoroutine(call)
        task = asyncio.create_task(call)
        assert (await task).username == "test_username"
        with pytest.raises(RuntimeError, match="already awaited"):
            await call

    asyncio.run(main())


def test_a_call_outside_a_loop_is_an_error(async_client: AsyncClient) -> None:
    with pytest.raises(RuntimeError, match="no running event loop"):
        async_client.user.get_email().send(None)


def test_one_client_across_loops_and_threads(async_client: AsyncClient, run: Runner) -> None:
    results: list[Username] = []

    async def main() -> None:
        results.extend(await asyncio.gather(*(async_client.user.get_username() for _ in range(10))))

    for _ in range(2):
        run(main())
    threads = [threading.Thread(target=lambda: run(main())) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [Username("test_username", 1)] * 100


def test_several_loops_alternate_on_one_thread(async_client: AsyncClient) -> None:
    loops = [asyncio.new_event_loop() for _ in range(3)]
    for _ in range(5):
        for loop in loops:
            found = loop.run_until_complete(async_client.user.get_username())
            assert found.user_id == 1
    for loop in loops:
        loop.close()


@pytest.mark.parametrize("moment", ["before start", "waiting", "reading", "done"])
def test_cancelling_a_task_cancels_its_call(moment: str, run: Runner) -> None:
    responses: dict[str, list[dict[str, Any]]] = {
        "before start": [],
        "waiting": [HOLD],
        "reading": [STARTED],
        "done": [OK],
    }
    with ReplayServer(responses[moment]) as server:
        client = AsyncClient(KEY, base_url=server.url)

        async def main() -> None:
            task = asyncio.ensure_future(client.user.get_profile())
            if moment == "done":
                await task
                assert not task.cancel()
                return
            if moment != "before start":
                await until(lambda: bool(server.received))
                await asyncio.sleep(0.02)
            cancelled = time.monotonic()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            if moment == "before start":
                await asyncio.sleep(0.05)
                assert server.connections == 0
                return
            await until(lambda: bool(server.closed_at))
            assert server.closed_at[0] - cancelled < 0.05

        run(main())


def test_cancelling_while_connecting(run: Runner) -> None:
    with unanswering_port() as port:
        client = AsyncClient(KEY, base_url=f"http://127.0.0.1:{port}")

        async def main() -> None:
            task = asyncio.ensure_future(client.user.get_email())
            await asyncio.sleep(0.05)
            task.cancel()
            started = time.monotonic()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert time.monotonic() - started < 0.05

        run(main())


def test_a_cancelled_change_has_a_note_with_its_outcome() -> None:
    with ReplayServer([HOLD]) as server:
        client = AsyncClient(KEY, base_url=server.url)

        async def main() -> None:
            change = client.user.update_password(old_password="old-1", new_password="new-2")
            task = asyncio.ensure_future(change)
            await until(lambda: bool(server.received))
            task.cancel()
            try:
                await task
            except asyncio.CancelledError as error:
                notes = getattr(error, "__notes__", [])
                expected = "user.update_password was interrupted; its outcome is unknown"
                # Before Python 3.11 a task raises a new exception.
                assert notes == [expected] or sys.version_info < (3, 11)
            else:
                pytest.fail("not cancelled")

        asyncio.run(main())


async def timed(call: Coroutine[Any, Any, Any]) -> None:
    timeout: Any = vars(asyncio)["timeout"]  # from Python 3.11 on
    async with timeout(0.1):
        await call


@pytest.mark.parametrize("way", ["wait_for", "timeout"])
def test_a_timeout_cancels_the_call(run: Runner, way: str) -> None:
    if not hasattr(asyncio, way):
        pytest.skip(f"this Python has no asyncio.{way}")
    with ReplayServer([HOLD]) as server:
        client = AsyncClient(KEY, base_url=server.url)

        async def main() -> None:
            call = client.user.get_email()
            limited = timed(call) if way == "timeout" else asyncio.wait_for(call, 0.1)
            with pytest.raises((TimeoutError, asyncio.TimeoutError)):
                await limited
            await until(lambda: bool(server.closed_at))

        run(main())


def test_other_calls_advance_after_cancelled_calls_in_the_queue(sandbox: Sandbox) -> None:
    async def main() -> None:
        client = AsyncClient(sandbox.api_key, base_url=sandbox.url, max_connections=1)
        tasks = [asyncio.create_task(client.user.get_username()) for _ in range(50)]
        await asyncio.sleep(0)
        for task in tasks[::2]:
            task.cancel()
        results = await asyncio.gather(*tasks, return_exceptions=True)
        assert [isinstance(result, Username) for result in results[1::2]] == [True] * 25

    asyncio.run(main())


def test_ten_thousand_cancellations() -> None:
    async def main(sandbox: Sandbox) -> None:
        # In debug mode asyncio takes milliseconds to record the traceback of each task.
        asyncio.get_running_loop().set_debug(False)
        client = AsyncClient(sandbox.api_key, base_url=sandbox.url)
        for round_ in range(100 * SOAK):
            tasks = [asyncio.create_task(client.user.get_username()) for _ in range(100)]
            for _ in range(round_ % 5):
                await asyncio.sleep(0)
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
        assert (await client.user.get_username()).user_id == 1

    with Sandbox(window=(10**9, 3600)) as sandbox:
        asyncio.run(main(sandbox))


def test_a_thousand_loops_closed_with_calls_in_flight() -> None:
    with Sandbox(latency_ms=2, window=(10**9, 3600)) as sandbox:
        client = AsyncClient(sandbox.api_key, base_url=sandbox.url)
        for number in range(1000 * SOAK):
            loop = asyncio.new_event_loop()
            calls: list[Any] = [loop.create_task(client.user.get_username()) for _ in range(2)]
            loop.run_until_complete(asyncio.sleep(0))
            if number % 2:
                for call in calls:
                    call.cancel()
                loop.run_until_complete(asyncio.gather(*calls, return_exceptions=True))
            else:
                # Destroyed while pending, as by a program that drops the task.
                for call in calls:
                    call._log_destroy_pending = False
            loop.close()
        del calls, loop  # pyright: ignore[reportPossiblyUnboundVariable]
        gc.collect()
        time.sleep(0.05)
        assert asyncio.run(one(client)) == 1


async def one(client: AsyncClient) -> int | None:
    return (await client.user.get_username()).user_id


def test_a_blocking_client_works_inside_a_loop(sandbox: Sandbox) -> None:
    client = Client(sandbox.api_key, base_url=sandbox.url)

    async def main() -> None:
        assert client.user.get_username().user_id == 1
        assert (await asyncio.to_thread(client.user.get_username)).user_id == 1

    asyncio.run(main())


def test_a_panic_is_an_internal_error(capfd: pytest.CaptureFixture[str]) -> None:
    if "panicking_call" not in vars(_native):
        pytest.skip("only builds with test hooks can panic")
    panicking_call: Callable[[Client], None] = vars(_native)["panicking_call"]
    panicking_coroutine: Callable[[AsyncClient], Coroutine[Any, Any, None]] = vars(_native)[
        "panicking_coroutine"
    ]
    with pytest.raises(InternalError) as caught:
        panicking_call(Client(KEY, base_url="http://127.0.0.1:9"))
    assert isinstance(caught.value, Exception)
    assert (caught.value.outcome, "canary" in str(caught.value)) == ("unknown", False)

    async def main() -> None:
        with pytest.raises(InternalError):
            await panicking_coroutine(AsyncClient(KEY, base_url="http://127.0.0.1:9"))

    asyncio.run(main())
    assert capfd.readouterr() == ("", "")
