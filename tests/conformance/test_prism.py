"""Prism accepts the requests of the client, and the examples of the descriptions decode."""

from __future__ import annotations

import json
import re
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from any_calls import ANY_CALLS
from calls import METHOD_CALLS, OWN_KEY, Call
from described import FILES, OPERATIONS, Described
from exceptions import NOT_CALLED, NOT_DECODED, REFUSED
from mock_server import PRISM, Exchange, MockServer
from sendgrid_accounts import ApiError, Client, ResponseError, SendGridError
from sendgrid_accounts._native import operations

CALLS = [*METHOD_CALLS, *ANY_CALLS]
ACCEPTED = [call for call in CALLS if call.name not in REFUSED]
WITH_REQUEST_EXAMPLE = sorted(
    {call.described for call in ACCEPTED if OPERATIONS[call.described].request_example is not None}
)


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, MockServer]]:
    if shutil.which("npm") is None:
        pytest.skip("npm is missing: Prism cannot be installed")
    assert PRISM.exists(), "npm is here, but Prism is not installed: run make conformance"
    logs = tmp_path_factory.mktemp("prism")
    started = {
        name: MockServer(description, logs / f"{name}.log") for name, description in FILES.items()
    }
    try:
        for server in started.values():
            server.wait()
        yield started
    finally:
        for server in started.values():
            server.close()


def send(call: Call, servers: dict[str, MockServer], prefer: str | None = None) -> Any:
    """Makes a call with a client of its own, since refusals of others would hold it back.

    Returns the result or the error, and the exchange.
    """
    server = servers[call.described.split(".")[0]]
    server.prefer = prefer
    server.exchanges.clear()
    with Client(api_key=OWN_KEY, base_url=server.url, max_retries=0, trust_env=False) as client:
        try:
            result = call.make(client)
        except SendGridError as error:
            result = error
    return result, server.exchanges


def only(exchanges: list[Exchange]) -> Exchange:
    """Returns the exchange of a call; an iteration reads on until nothing is new."""
    first = exchanges[0]
    assert {exchange.content for exchange in exchanges} == {first.content}
    return first


def check_described(exchange: Exchange, described: Described) -> None:
    """Compares a request with the operation: Prism ignores whatever is not described."""
    assert exchange.method == described.method
    pattern = re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(described.path))
    assert re.fullmatch(pattern, exchange.path), exchange.path
    assert {name for name, _ in exchange.query} <= {
        name for kind, name in described.parameters if kind == "query"
    }
    if "on-behalf-of" in exchange.headers:
        assert ("header", "on-behalf-of") in described.parameters
    body = json.loads(exchange.body) if exchange.body else None
    if isinstance(body, dict):
        assert body.keys() <= described.fields


@pytest.mark.parametrize("call", ACCEPTED, ids=lambda call: call.name)
def test_prism_accepts_the_request(call: Call, servers: dict[str, MockServer]) -> None:
    _, exchanges = send(call, servers)
    for exchange in exchanges:
        assert exchange.violations == []
        check_described(exchange, OPERATIONS[call.described])
        assert exchange.status in (200, 201, 204)
    on_behalf_of = only(exchanges).headers["on-behalf-of"]
    assert on_behalf_of == ("John@example.com" if call.name.endswith("of a subuser") else None)


@pytest.mark.parametrize("described", WITH_REQUEST_EXAMPLE)
def test_a_call_sends_the_example_of_the_request(
    described: str, servers: dict[str, MockServer]
) -> None:
    calls = [call for call in ACCEPTED if call.described == described]
    bodies = [exchange.body for call in calls for exchange in send(call, servers)[1]]
    assert OPERATIONS[described].request_example in map(json.loads, bodies)


@pytest.mark.parametrize("call", ACCEPTED, ids=lambda call: call.name)
def test_every_example_decodes(call: Call, servers: dict[str, MockServer]) -> None:
    for status, examples in OPERATIONS[call.described].examples.items():
        # Without a name, Prism answers the example of the schema, the first one of the response, or
        # values of the schema's types.
        for name in [None, *examples]:
            prefer = f"code={status}" + (f", example={name}" if name else "")
            result, exchanges = send(call, servers, prefer)
            exchange = only(exchanges)
            assert exchange.violations == []
            assert exchange.status == status
            body = json.loads(exchange.content or "null")
            assert name is None or body == examples[name]
            shown = [each for each, value in examples.items() if value == body]
            if status >= 400:
                check_error(result, status, body)
            elif any((call.operation, each) in NOT_DECODED for each in shown):
                assert isinstance(result, ResponseError)
            else:
                assert result == call.decoded(body)


def check_error(error: object, status: int, body: dict[str, Any]) -> None:
    """Compares an error with the body of the response; a 500 may leave the outcome unknown."""
    assert isinstance(error, SendGridError)
    refusal = error if isinstance(error, ApiError) else error.__cause__
    assert isinstance(refusal, ApiError)
    assert refusal.status == status
    assert [(each.message, each.field, each.help) for each in refusal.errors] == [
        # Where no field is at fault, an example has the text "null", and others have null.
        (
            each["message"],
            None if each.get("field") == "null" else each.get("field"),
            each.get("help"),
        )
        for each in body["errors"]
    ]


@pytest.mark.parametrize("call", [c for c in CALLS if c.name in REFUSED], ids=lambda c: c.name)
def test_prism_refuses_the_exceptions(call: Call, servers: dict[str, MockServer]) -> None:
    _, violation = REFUSED[call.name]
    _, exchanges = send(call, servers)
    assert only(exchanges).violations == [violation]


def test_prism_refuses_wrong_values_and_a_missing_key(servers: dict[str, MockServer]) -> None:
    server = servers["subusers"]
    server.prefer = None
    path = "/v3/subusers/shop/credits/remaining"
    client = Client(api_key=OWN_KEY, base_url=server.url, trust_env=False)
    with client, pytest.raises(ApiError):
        client.request("PATCH", path, json={"allocation_update": "9"}, idempotency="once")
    violation = "Request body property allocation_update must be integer"
    assert server.exchanges[-1].violations == [violation]
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(f"{server.url}/v3/subusers", timeout=30)  # noqa: S310
    assert server.exchanges[-1].violations == ["Invalid security scheme used"]


def test_every_operation_is_called_or_listed() -> None:
    resources = ("subusers.", "api_keys.", "scopes.")
    assert {call.operation for call in CALLS} == {
        "request",
        *(operation for operation in operations() if operation.startswith(resources)),
    }
    called = {call.described for call in ACCEPTED}
    not_called = {
        each for each in OPERATIONS for pattern in NOT_CALLED if re.fullmatch(pattern, each)
    }
    assert called & not_called == set()
    assert called | not_called == set(OPERATIONS)


def test_every_exception_is_needed() -> None:
    assert set(REFUSED) <= {call.name for call in CALLS}
    examples = {
        (call.operation, name)
        for call in ACCEPTED
        for names in OPERATIONS[call.described].examples.values()
        for name in names
    }
    assert set(NOT_DECODED) <= examples
    unused = [
        pattern for pattern in NOT_CALLED if not any(map(re.compile(pattern).fullmatch, OPERATIONS))
    ]
    assert unused == []
