"""Methods of the asyncio client return coroutines (row Y22 of the fault matrix)."""

from __future__ import annotations

import asyncio
import gc
import inspect
import sys
import time
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import pytest
from replay_server import ReplayServer, unanswering_port
from sendgrid_accounts import AsyncClient, InvalidInputError, NewCustomer, NewSubuser, Reseller
from sendgrid_accounts._native import operations

KEY = "SG.canary-of-a-key"
EMAIL = {"head": ["HTTP/1.1 200 OK"], "body": '{"email":"a@example.com"}'}
HOLD: dict[str, Any] = {"then": "hold"}
NEVER_AWAITED = r"coroutine '.+' was never awaited"
NEW = NewCustomer(
    username="newcustomer",
    password="new-password-1",
    email="new@example.com",
    first_name="fname",
    last_name="lname",
    address="555_anystreet",
    city="any_city",
    state="CA",
    zip="91234",
    country="US",
    phone="555-555",
    website="example.com",
)
AnyCall = Coroutine[Any, Any, Any]

CALLS: dict[str, Callable[[AsyncClient], AnyCall]] = {
    "user.get_account": lambda client: client.user.get_account(),
    "user.get_credits": lambda client: client.user.get_credits(),
    "user.get_email": lambda client: client.user.get_email(),
    "user.update_email": lambda client: client.user.update_email("x@example.com"),
    "user.update_password": lambda client: client.user.update_password(
        old_password="old-1", new_password="new-2"
    ),
    "user.get_profile": lambda client: client.user.get_profile(),
    "user.update_profile": lambda client: client.user.update_profile(city="Orange"),
    "user.get_username": lambda client: client.user.get_username(),
    "user.update_username": lambda client: client.user.update_username("x"),
    "customers.create": lambda client: client.customers.create(NEW),
    "customers.delete": lambda client: client.customers.delete("x"),
    "customers.list": lambda client: client.customers.list(),
    "customers.get": lambda client: client.customers.get("x"),
    "customers.enable": lambda client: client.customers.enable("x"),
    "customers.disable": lambda client: client.customers.disable("x"),
    "customers.enable_website": lambda client: client.customers.enable_website("x"),
    "customers.disable_website": lambda client: client.customers.disable_website("x"),
    "customers.update_profile": lambda client: client.customers.update_profile("x", city="Orange"),
    "customers.update_password": lambda client: client.customers.update_password("x", password="y"),
    "customers.update_username": lambda client: client.customers.update_username("x", username="y"),
    "customers.update_email": lambda client: client.customers.update_email(
        "x", email="x@example.com"
    ),
    "api_keys.list": lambda client: client.api_keys.list(),
    "api_keys.get": lambda client: client.api_keys.get("x"),
    "api_keys.create": lambda client: client.api_keys.create("x", scopes=["mail.send"]),
    "api_keys.create_full_access": lambda client: client.api_keys.create_full_access("x"),
    "api_keys.update": lambda client: client.api_keys.update("x", name="y", scopes=["mail.send"]),
    "api_keys.update_name": lambda client: client.api_keys.update_name("x", name="y"),
    "api_keys.delete": lambda client: client.api_keys.delete("x"),
    "scopes.list": lambda client: client.scopes.list(),
    "subusers.list": lambda client: client.subusers.list(),
    "subusers.get": lambda client: client.subusers.get("x"),
    "subusers.create": lambda client: client.subusers.create(
        NewSubuser(username="newsubuser", email="x@example.com", password="new-password-1")
    ),
    "subusers.delete": lambda client: client.subusers.delete("x"),
    "subusers.enable": lambda client: client.subusers.enable("x"),
    "subusers.disable": lambda client: client.subusers.disable("x"),
    "subusers.enable_website": lambda client: client.subusers.enable_website("x"),
    "subusers.disable_website": lambda client: client.subusers.disable_website("x"),
    "subusers.get_ips": lambda client: client.subusers.get_ips("x"),
    "subusers.update_ips": lambda client: client.subusers.update_ips("x", ["1.1.1.1"]),
    "subusers.get_credits": lambda client: client.subusers.get_credits("x"),
    "subusers.update_credits": lambda client: client.subusers.update_credits("x", type="unlimited"),
    "subusers.adjust_credits": lambda client: client.subusers.adjust_credits("x", by=1),
    "subusers.get_reputations": lambda client: client.subusers.get_reputations(["x"]),
}


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    """A server that responds to a few requests."""
    with ReplayServer([EMAIL] * 8) as server:
        yield server


def client_of(server: ReplayServer) -> AsyncClient:
    return AsyncClient(KEY, base_url=server.url, reseller=Reseller("name", "password"))


def test_every_operation_is_covered() -> None:
    assert set(CALLS) == set(operations())


def forget(call: AnyCall) -> None:
    """Takes the last reference to a call and drops it."""
    assert inspect.iscoroutine(call)
    assert asyncio.iscoroutine(call)
    assert inspect.isawaitable(call)
    assert inspect.getcoroutinestate(call) == inspect.CORO_CREATED


@pytest.mark.parametrize("operation", CALLS)
def test_a_call_is_a_coroutine_and_a_forgotten_await_warns(
    operation: str, server: ReplayServer
) -> None:
    async def main() -> None:
        with pytest.warns(RuntimeWarning, match=NEVER_AWAITED):
            forget(CALLS[operation](client))
        await asyncio.sleep(0.02)

    client = client_of(server)
    asyncio.run(main())
    assert server.connections == 0


def test_a_call_that_is_closed_is_never_sent(server: ReplayServer) -> None:
    async def main() -> None:
        call = client.user.get_email()
        call.close()
        with pytest.raises(RuntimeError, match="already awaited"):
            await call
        await asyncio.sleep(0.02)

    client = client_of(server)
    asyncio.run(main())
    assert server.connections == 0


def test_a_closed_call_ends_its_connection() -> None:
    with ReplayServer([HOLD]) as server:
        client = client_of(server)

        async def main() -> None:
            call = client.user.get_email()
            # Like an event loop, up to the first wait.
            call.send(None)
            while not server.received:
                await asyncio.sleep(0.005)
            call.close()
            end = time.monotonic() + 1
            while not server.closed_at:
                assert time.monotonic() < end, "the connection stays open"
                await asyncio.sleep(0.005)

        asyncio.run(main())


def test_a_call_can_be_run_by_itself(server: ReplayServer) -> None:
    async def main() -> AnyCall:
        return client_of(server).user.get_email()

    call: Any = asyncio.run(main())
    assert asyncio.run(call).email == "a@example.com"


async def grouped(calls: list[AnyCall]) -> list[Any]:
    group: Any = vars(asyncio)["TaskGroup"]  # from Python 3.11 on
    async with group() as started:
        tasks = [started.create_task(call) for call in calls]
    return [task.result() for task in tasks]


async def as_tasks(calls: list[AnyCall]) -> list[Any]:
    tasks = [asyncio.create_task(call, name="a call") for call in calls]
    assert [task.get_name() for task in tasks] == ["a call"] * len(calls)
    return [await task for task in tasks]


async def gathered(calls: list[AnyCall]) -> list[Any]:
    return list(await asyncio.gather(*calls))


async def shielded(calls: list[AnyCall]) -> list[Any]:
    return [await asyncio.shield(call) for call in calls]


async def limited(calls: list[AnyCall]) -> list[Any]:
    return [await asyncio.wait_for(call, 5) for call in calls]


async def waited_for(calls: list[AnyCall]) -> list[Any]:
    done, pending = await asyncio.wait([asyncio.ensure_future(call) for call in calls])
    assert not pending
    return [task.result() for task in done]


WAYS = {
    "create_task": as_tasks,
    "gather": gathered,
    "shield": shielded,
    "wait_for": limited,
    "wait": waited_for,
    "TaskGroup": grouped,
}


@pytest.mark.parametrize("way", WAYS)
def test_asyncio_accepts_calls(way: str, server: ReplayServer) -> None:
    if way not in vars(asyncio):
        pytest.skip(f"this Python has no asyncio.{way}")

    async def main() -> None:
        async with client_of(server) as client:
            found = await WAYS[way]([client.user.get_email() for _ in range(4)])
            assert [one.email for one in found] == ["a@example.com"] * 4

    asyncio.run(main())
    assert len(server.received) == 4


def test_a_task_of_a_call_has_a_stack() -> None:
    with ReplayServer([HOLD]) as server:
        client = client_of(server)

        async def main() -> None:
            task = asyncio.create_task(client.user.get_email())
            while not server.received:
                await asyncio.sleep(0.005)
            assert task.get_stack()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task

        asyncio.run(main())


def test_a_wrong_argument_is_refused_without_a_warning(server: ReplayServer) -> None:
    async def main() -> None:
        # The call or its `await` raises.
        with pytest.raises(InvalidInputError):
            await client_of(server).user.update_profile()

    asyncio.run(main())
    gc.collect()
    assert server.connections == 0


async def notes_of(call: AnyCall, started: Callable[[], object]) -> list[str]:
    """The notes on the cancellation of a call."""
    task = asyncio.ensure_future(call)
    while not started():
        assert not task.done(), await task
        await asyncio.sleep(0.005)
    task.cancel()
    try:
        await task
    except asyncio.CancelledError as error:
        return list(getattr(error, "__notes__", []))
    pytest.fail("not cancelled")


@pytest.mark.skipif(sys.version_info < (3, 11), reason="exceptions have notes from Python 3.11 on")
@pytest.mark.parametrize(
    ("operation", "outcome"),
    [("user.update_email", "unknown"), ("customers.create", "unknown"), ("user.get_email", None)],
)
def test_the_note_on_a_cancellation_names_the_outcome(operation: str, outcome: str | None) -> None:
    with ReplayServer([HOLD]) as server:

        async def main() -> list[str]:
            call = CALLS[operation](client_of(server))
            return await notes_of(call, lambda: server.received)

        expected = f"{operation} was interrupted; its outcome is {outcome}"
        assert asyncio.run(main()) == ([expected] if outcome else [])


@pytest.mark.skipif(sys.version_info < (3, 11), reason="exceptions have notes from Python 3.11 on")
def test_the_note_on_a_cancellation_while_connecting_is_not_sent() -> None:
    with unanswering_port() as port:

        async def main() -> list[str]:
            client = AsyncClient(KEY, base_url=f"http://127.0.0.1:{port}")
            begun = time.monotonic() + 0.1
            return await notes_of(
                client.user.update_email("x@example.com"), lambda: time.monotonic() > begun
            )

        expected = "user.update_email was interrupted; its outcome is not_sent"
        assert asyncio.run(main()) == [expected]


@pytest.mark.skipif(sys.version_info < (3, 12), reason="before, wait_for() hides the cancellation")
def test_the_note_survives_a_time_limit() -> None:
    with ReplayServer([HOLD]) as server:

        async def main() -> list[str]:
            call = client_of(server).user.update_email("x@example.com")
            with pytest.raises(TimeoutError) as caught:
                await asyncio.wait_for(call, 0.2)
            return list(getattr(caught.value.__cause__, "__notes__", []))

        expected = "user.update_email was interrupted; its outcome is unknown"
        assert asyncio.run(main()) == [expected]
