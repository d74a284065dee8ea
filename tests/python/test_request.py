"""Any other call: `client.request()`, and the limits of its arguments."""

from __future__ import annotations

import enum
import json
from collections import OrderedDict
from collections.abc import Iterator
from typing import Any

import pytest
from replay_server import ReplayServer
from sendgrid_accounts import (
    Client,
    ConfigError,
    Headers,
    InvalidInputError,
    NotFoundError,
    RateLimitError,
    Reseller,
    Response,
    ResponseError,
)

pytestmark = pytest.mark.usefixtures("each_binding")

KEY = "SG.canary-of-a-key"
DATE = "Date: Tue, 14 Nov 2023 22:13:20 GMT"


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    """A server without responses."""
    with ReplayServer() as server:
        yield server


@pytest.fixture
def client_of_server(server: ReplayServer) -> Client:
    """A client of that server."""
    return Client(KEY, base_url=server.url)


def response(body: str, *headers: str, status: str = "200 OK") -> dict[str, Any]:
    return {"head": [f"HTTP/1.1 {status}", *headers], "body": body}


def test_a_response_has_status_headers_body_and_json(
    server: ReplayServer, client_of_server: Client
) -> None:
    cookie = "Set-Cookie: id=very-secret"
    server.responses = [response('{"a":[1,null,"é"]}', "X-Request-Id: r-1", cookie)]
    answer = client_of_server.request("GET", "/v3/stats")
    assert isinstance(answer, Response)
    assert (answer.status, answer.request_id) == (200, "r-1")
    assert answer.body == '{"a":[1,null,"é"]}'.encode()
    assert answer.json() == {"a": [1, None, "é"]}
    assert isinstance(answer.headers, Headers)
    assert answer.headers["X-REQUEST-ID"] == answer.headers["x-request-id"] == "r-1"
    assert "set-cookie" in answer.headers
    assert "x-other" not in answer.headers
    assert answer.headers.get("X-Other", "none") == "none"
    assert repr(answer) == "Response(status=200, body_bytes=19)"
    assert repr(answer.headers) == "Headers(['x-request-id', 'set-cookie', 'content-length'])"


def test_json_of_another_body_is_an_error_without_the_body(
    server: ReplayServer, client_of_server: Client
) -> None:
    server.responses = [response("<p>very-secret</p>")]
    answer = client_of_server.request("GET", "/v3/stats")
    with pytest.raises(ResponseError) as refused:
        answer.json()
    assert (refused.value.status, refused.value.outcome, refused.value.body) == (
        200,
        "unknown",
        None,
    )
    assert str(refused.value) == "the body is not JSON (line 1, column 1)"


def test_a_body_need_not_be_text(server: ReplayServer, client_of_server: Client) -> None:
    server.responses = [{**response("ÿþ\0"), "encoding": "latin-1"}]
    assert client_of_server.request("GET", "/v3/stats").body == b"\xff\xfe\0"


def test_the_limit_of_lists_bounds_the_body(server: ReplayServer, client_of_server: Client) -> None:
    server.responses = [response("x" * 300_000), response("x" * 101)]
    assert len(client_of_server.request("GET", "/v3/stats").body) == 300_000
    with pytest.raises(ResponseError, match="larger than 100 bytes"):
        client_of_server.with_options(max_list_bytes=100).request("GET", "/v3/stats")


class Number(enum.IntEnum):
    """An int of another type."""

    ONE = 1


class Text(str):
    """A str of another type."""

    __slots__ = ()


def test_parameters_of_any_mapping(server: ReplayServer, client_of_server: Client) -> None:
    server.responses = [response("{}")]
    values: dict[str, Any] = {
        "a": Number.ONE,
        "b": Text("x"),
        "c": (True, 2, "3"),
        "d": [],
        "e": 2**63,
    }
    client_of_server.request("GET", "/v3/stats", params=OrderedDict(values))
    assert server.received[0][0] == (
        "GET /v3/stats?a=1&b=x&c=true&c=2&c=3&e=9223372036854775808 HTTP/1.1"
    )


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"params": [("a", "b")]}, "params must be a mapping of str to str, int, bool"),
        ({"params": {"a": 1.5}}, "not one with float"),
        ({"params": {"a": None}}, "not one with NoneType"),
        ({"params": {1: "a"}}, "not one with int"),
        ({"params": {"a": [["b"]]}}, "not one with list"),
        ({"form": "a=b"}, "form must be a mapping of str to str, int, bool"),
        ({"headers": {"a": 1}}, "headers must be a mapping of str to str, not one with int"),
        ({"headers": {"a": ["b"]}}, "not one with list"),
        ({"idempotency": True}, "idempotency must be str, not bool"),
        ({"json": {1, 2}}, "set is not JSON serializable"),
        ({"method": 1}, "method must be str, not int"),
        ({"path": b"/v3/stats"}, "path must be str, not bytes"),
    ],
)
def test_a_wrong_type_names_the_argument(
    server: ReplayServer, client_of_server: Client, arguments: dict[str, Any], message: str
) -> None:
    all_arguments: dict[str, Any] = {"method": "GET", "path": "/v3/stats", **arguments}
    with pytest.raises(TypeError, match=message):
        client_of_server.request(**all_arguments)
    assert server.connections == 0


CIRCULAR: list[Any] = []
CIRCULAR.append(CIRCULAR)
DEEP = json.loads("[" * 200 + "]" * 200)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"method": "TRACE"}, "method must be DELETE, GET, PATCH, POST or PUT"),
        ({"method": "GET "}, "method must be DELETE, GET, PATCH, POST or PUT"),
        ({"method": ""}, "method must be DELETE, GET, PATCH, POST or PUT"),
        ({"method": "HEAD"}, "method must be DELETE, GET, PATCH, POST or PUT"),
        ({"idempotency": "twice"}, "idempotency must be safe, idempotent or once"),
        ({"path": "/v3/\ud800"}, "path is not valid Unicode: it has a lone surrogate"),
        ({"params": {"a": "\ud800"}}, "params has a string that is not valid Unicode, or a"),
        ({"params": {"a": 2**130}}, "params has a string that is not valid Unicode, or a number"),
        ({"json": "\ud800"}, "json is not valid Unicode: it has a lone surrogate"),
        ({"json": {"a": float("nan")}}, "json contains NaN, an infinity or itself"),
        ({"json": CIRCULAR}, "json contains NaN, an infinity or itself"),
        ({"json": DEEP}, "json is nested too deeply"),
        ({"headers": {"Host": "example.com"}}, "headers contains host, which the client sets"),
    ],
)
def test_a_wrong_value_names_the_argument(
    server: ReplayServer, client_of_server: Client, arguments: dict[str, Any], message: str
) -> None:
    all_arguments: dict[str, Any] = {"method": "GET", "path": "/v3/stats", **arguments}
    with pytest.raises(InvalidInputError) as refused:
        client_of_server.request(**all_arguments)
    assert refused.value.field == next(iter(arguments))
    assert refused.value.message.startswith(message)
    assert server.connections == 0


def test_a_client_without_a_key_makes_no_call() -> None:
    client = Client(reseller=Reseller("name", "password"))
    with pytest.raises(ConfigError, match="the call needs an API key"):
        client.request("GET", "/v3/stats")


def test_an_endpoint_does_not_stop_another(server: ReplayServer, client_of_server: Client) -> None:
    last = response("{}", DATE, "X-RateLimit-Limit: 600", "X-RateLimit-Remaining: 0")
    last["head"].append("X-RateLimit-Reset: 1700000500")
    server.responses = [last, *[response("{}", DATE)] * 4]
    client_of_server.request("GET", "/v3/stats")
    for method, path in (("GET", "/v3/stats/x"), ("PATCH", "/v3/stats"), ("GET", "/v3/alerts")):
        client_of_server.request(method, path, idempotency="once")
    for params in ({"a": 1}, {}):
        with pytest.raises(RateLimitError) as refused:
            client_of_server.request("GET", "/v3/stats", params=params)
        assert refused.value.outcome == "not_sent"
    client_of_server.user.get_email()
    assert len(server.received) == 5
    [limit] = client_of_server.rate_limits
    assert (limit.operation, limit.limit, limit.remaining) == ("GET /v3/stats", 600, 0)


def test_against_the_sandbox(client: Client) -> None:
    profile = client.request("GET", "/v3/user/profile").json()
    assert profile["city"] == client.user.get_profile().city == "Orange"
    changed = client.request(
        "PATCH", "/v3/user/profile", json={"city": "Denver"}, idempotency="idempotent"
    )
    assert (changed.status, json.loads(changed.body)["city"]) == (200, "Denver")
    assert client.user.get_profile().city == "Denver"
    with pytest.raises(NotFoundError) as missing:
        client.request("GET", "/v3/no_such_thing")
    assert (missing.value.operation, missing.value.status) == ("request", 404)
