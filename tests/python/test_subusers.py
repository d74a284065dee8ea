"""Subusers: iteration, secrets, and clients that act for others."""

from __future__ import annotations

import asyncio
import copy
import gc
import pickle
import threading
import traceback
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from replay_server import ReplayServer
from sendgrid_accounts import (
    AsyncClient,
    AsyncPages,
    Client,
    ConfigError,
    InvalidInputError,
    NewSubuser,
    NotFoundError,
    Pages,
    RequestTimeoutError,
    Reseller,
    ResponseError,
    SecretToken,
    ServerError,
    Subuser,
)
from sendgrid_accounts.sandbox import Sandbox

KEY = "SG.canary-of-a-key"
NEW = NewSubuser(username="app", email="app@example.com", password="canary-password-1")


def response(body: str, status: str = "200 OK") -> dict[str, Any]:
    return {"head": [f"HTTP/1.1 {status}"], "body": body}


def page(*ids: int) -> dict[str, Any]:
    return response(str([{"id": number} for number in ids]).replace("'", '"'))


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    """A server whose responses a test sets."""
    with ReplayServer() as server:
        yield server


def client_of(server: ReplayServer) -> Client:
    return Client(KEY, base_url=server.url, max_retries=0)


def lines(server: ReplayServer) -> list[str]:
    return [line for line, *_ in server.received]


@pytest.mark.usefixtures("each_binding")
def test_all_pages_are_read_with_size_filter_and_offset(server: ReplayServer) -> None:
    server.responses = [page(1, 2), page(3), page()]
    rows = client_of(server).subusers.iter(username="a", page_size=2, offset=10)
    assert [row.id for row in rows] == [1, 2, 3]
    assert rows.offset == 13
    assert lines(server) == [
        f"GET /v3/subusers?username=a&limit=2&offset={offset} HTTP/1.1" for offset in (10, 12, 13)
    ]
    assert list(rows) == []
    assert len(server.received) == 3


@pytest.mark.usefixtures("each_binding")
def test_a_server_without_offsets_ends_the_list(server: ReplayServer) -> None:
    server.responses = [page(1, 2), page(1, 2)]
    assert [row.id for row in client_of(server).subusers.iter()] == [1, 2]
    server.responses = [page(1, 2), page(2, 3), page()]
    assert [row.id for row in client_of(server).subusers.iter()] == [1, 2, 3]


@pytest.mark.usefixtures("each_binding")
def test_an_iteration_continues_after_an_exception(server: ReplayServer) -> None:
    server.responses = [page(1), response("", "503 Unavailable"), page(2), page()]
    rows = client_of(server).subusers.iter()
    assert next(rows).id == 1
    with pytest.raises(ServerError, match=r"continue the list at offset 1") as caught:
        next(rows)
    assert (caught.value.offset, rows.offset) == (1, 1)
    assert pickle.loads(pickle.dumps(caught.value)).offset == 1  # noqa: S301
    assert [row.id for row in rows] == [2]


@pytest.mark.usefixtures("each_binding")
def test_customers_are_iterated_and_found(server: ReplayServer) -> None:
    client = Client(reseller=Reseller("name", "password"), base_url=server.url)
    two = response('[{"username":"a"},{"username":"ab"}]')
    server.responses = [two]
    assert [row.username for row in client.customers.iter()] == ["a", "ab"]
    server.responses = [two, two]
    assert [row.username for row in client.customers.iter(page_size=2)] == ["a", "ab"]
    bodies = [body.rpartition("task=get")[2] for *_, body in server.received]
    assert bodies == ["", "&limit=2&offset=0", "&limit=2&offset=2"]
    server.responses = [two, two]
    assert client.customers.get("ab").username == "ab"
    with pytest.raises(NotFoundError, match="no customer has this username") as caught:
        client.customers.get("b")
    assert (caught.value.operation, caught.value.status) == ("customers.get", 200)


@pytest.mark.usefixtures("each_binding")
def test_bad_arguments_are_refused_when_the_iteration_is_made(server: ReplayServer) -> None:
    client = client_of(server)
    wrong: Any = "1"
    for group in (client.subusers, client.customers):
        with pytest.raises(InvalidInputError) as caught:
            group.iter(page_size=0)
        assert caught.value.field == "page_size"
        with pytest.raises(TypeError, match="offset must be int"):
            group.iter(offset=wrong)
    assert server.connections == 0


@pytest.mark.usefixtures("each_binding")
def test_a_view_refuses_subusers(server: ReplayServer) -> None:
    view = client_of(server).on_behalf_of("other")
    with pytest.raises(ConfigError, match=r"the call cannot act on behalf"):
        view.subusers.get("a")
    with pytest.raises(ConfigError, match=r"the call cannot act on behalf"):
        next(view.subusers.iter())
    with pytest.raises(ConfigError, match=r"the call cannot act on behalf"):
        view.subusers.get("a", include_region=True)
    assert server.connections == 0


@pytest.mark.usefixtures("each_binding")
def test_the_region_is_that_of_the_exact_name(server: ReplayServer) -> None:
    server.responses = [
        response('[{"id":1,"username":"app2","region":"eu"}]'),
        response('[{"id":2,"username":"app","region":"global"}]'),
    ]
    client = client_of(server)
    assert client.subusers.get("app", include_region=True) == Subuser(2, "app", region="global")
    server.responses = [response('[{"id":1,"username":"app2"}]'), page()]
    with pytest.raises(NotFoundError, match="no subuser of this username"):
        client.subusers.get("app", include_region=True)


@pytest.mark.usefixtures("each_binding")
def test_tokens_are_shown_by_reveal_only(server: ReplayServer) -> None:
    body = '{"user_id":1,"authorization_token":"canary-token","password":"canary-password-1"}'
    server.responses = [response(body)]
    created = client_of(server).subusers.create(NEW)
    assert created.authorization_token is not None
    assert created.authorization_token.reveal() == "canary-token"
    assert created.signup_session_token is None
    assert repr(created.authorization_token) == "SecretToken(****)"
    shown = f"{created!r} {created} {created.authorization_token} {created.to_dict()} "
    shown += f"{dict(created.extra)} {pickle.dumps(created)!r} {copy.copy(created)!r}"
    assert "canary" not in shown
    assert pickle.loads(pickle.dumps(created)).authorization_token is None  # noqa: S301
    for copied in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="cannot be pickled"):
            copied(created.authorization_token)
    assert created.authorization_token == SecretToken("canary-token")
    assert created.authorization_token != SecretToken("other")
    assert len({SecretToken("a"), SecretToken("a")}) == 1


@pytest.mark.usefixtures("each_binding")
def test_no_error_shows_the_body_of_a_creation(server: ReplayServer) -> None:
    gzip = {"head": ["HTTP/1.1 200 OK", "Content-Encoding: gzip"], "body": '{"a":"canary-token"}'}
    for unusable in (response('{"authorization_token":"canary-token"'), gzip):
        server.responses = [unusable]
        with pytest.raises(ResponseError) as caught:
            client_of(server).subusers.create(NEW)
        assert caught.value.body is None
        shown = "".join(traceback.format_exception(caught.value)) + repr(vars(caught.value))
        assert "canary" not in shown.replace(KEY, "")


@pytest.mark.usefixtures("each_binding")
def test_a_created_subuser_can_be_acted_for(sandbox: Sandbox) -> None:
    client = Client(sandbox.api_key, base_url=sandbox.url)
    client.subusers.create(NEW)
    assert client.on_behalf_of("app").user.get_username().username == "app"
    client.subusers.disable("app")
    assert client.subusers.get("app").disabled is True
    client.subusers.update_credits("app", type="nonrecurring", total=10)
    assert client.subusers.adjust_credits("app", by=-4).remain == 6
    client.subusers.update_ips("app", ["1.1.1.1"])
    assert client.subusers.get_ips("app") == ("1.1.1.1",)
    client.subusers.update_ips("app", [], clear=True)
    assert client.subusers.get_ips("app") == ()
    client.subusers.delete("app")
    with pytest.raises(NotFoundError):
        client.subusers.get("app")


def test_two_threads_cannot_read_one_page(server: ReplayServer) -> None:
    server.responses = [{"then": "hold"}]
    rows = client_of(server).with_options(timeout=2.0).subusers.iter()

    def read() -> None:
        with pytest.raises(RequestTimeoutError):
            next(rows)

    started = threading.Thread(target=read)
    started.start()
    while server.connections == 0:
        started.join(0.01)
    with pytest.raises(RuntimeError, match="already reads a page"):
        next(rows)
    started.join()


def test_a_cancelled_wait_loses_no_row(server: ReplayServer) -> None:
    async def main() -> list[int | None]:
        rows = AsyncClient(KEY, base_url=server.url).subusers.iter()
        for _ in range(20):
            task = asyncio.ensure_future(anext(rows))
            await asyncio.sleep(0.002)
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            if task.done() and not task.cancelled() and task.exception() is None:
                return [task.result().id, *[row.id async for row in rows]]
        return [row.id async for row in rows]

    server.responses = [page(1, 2)] * 30
    assert asyncio.run(main()) == [1, 2]


def test_iterators_are_those_of_python(sandbox: Sandbox) -> None:
    client = Client(sandbox.api_key, base_url=sandbox.url)
    rows = client.subusers.iter()
    assert isinstance(rows, Pages)
    assert isinstance(rows, Iterator)
    assert iter(rows) is rows
    awaited = AsyncClient(sandbox.api_key, base_url=sandbox.url).subusers.iter()
    assert isinstance(awaited, AsyncPages)
    assert isinstance(awaited, AsyncIterator)
    assert awaited.offset == 0


def test_a_long_list_needs_the_memory_of_a_page() -> None:
    with Sandbox(subusers=5000) as sandbox:
        rows = Client(sandbox.api_key, base_url=sandbox.url).subusers.iter(page_size=100)
        most = count = 0
        for row in rows:
            count += row.username is not None
            if count % 500 == 0:
                most = max(most, sum(isinstance(it, Subuser) for it in gc.get_objects()))
        # One page, and perhaps the row of the loop.
        assert count == 5003
        assert most in (100, 101)
