"""Results with their responses: `client.with_raw_response`."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from datetime import datetime, timezone
from typing import Any

import pytest
from replay_server import ReplayServer
from sendgrid_accounts import (
    AsyncClient,
    BadRequestError,
    Client,
    Email,
    Headers,
    InvalidInputError,
    Profile,
    RawResponse,
    Reseller,
)
from sendgrid_accounts._native import operations

each_binding = pytest.mark.usefixtures("each_binding")
KEY = "SG.canary-of-a-key"
LIMITED = [
    "HTTP/1.1 200 OK",
    "Date: Tue, 14 Nov 2023 22:13:20 GMT",
    "X-Request-Id: r-1",
    "X-RateLimit-Limit: 600",
    "X-RateLimit-Remaining: 599",
    "X-RateLimit-Reset: 1700000500",
    "Set-Cookie: very-secret",
]


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    """A server without responses."""
    with ReplayServer() as server:
        yield server


@each_binding
def test_a_result_comes_with_its_response(server: ReplayServer) -> None:
    client = Client(KEY, base_url=server.url)
    server.responses = [{"head": LIMITED, "body": '{"city":"very-secret-city"}'}]
    raw = client.with_raw_response.user.get_profile()
    assert isinstance(raw, RawResponse)
    assert raw.parse() == Profile(city="very-secret-city")
    assert raw.parse() is raw.parse()
    assert (raw.status, raw.request_id) == (200, "r-1")
    assert isinstance(raw.headers, Headers)
    assert raw.headers["X-RateLimit-Limit"] == "600"
    limit = raw.rate_limit
    assert limit is not None
    reset_at = datetime.fromtimestamp(1_700_000_500, timezone.utc)
    assert (limit.operation, limit.on_behalf_of) == ("user.get_profile", None)
    assert (limit.limit, limit.remaining, limit.reset_at) == (600, 599, reset_at)
    assert [limit] == list(client.rate_limits)
    assert repr(raw) == "RawResponse(status=200, request_id='r-1')"


@each_binding
def test_a_response_without_headers_has_none(server: ReplayServer) -> None:
    client = Client(KEY, base_url=server.url)
    server.responses = [{"head": ["HTTP/1.1 204 No Content"], "body": ""}]
    raw = client.with_raw_response.user.update_password(old_password="old-1", new_password="new-2")
    assert raw.parse() is None
    assert (raw.status, raw.request_id, raw.rate_limit) == (204, None, None)


@each_binding
def test_the_rate_limit_is_that_of_the_account(server: ReplayServer) -> None:
    view = Client(KEY, base_url=server.url).on_behalf_of("subuser")
    server.responses = [{"head": LIMITED, "body": '{"email":"a@example.com"}'}]
    raw = view.with_raw_response.user.update_email("a@example.com")
    assert raw.parse() == Email("a@example.com")
    assert raw.rate_limit is not None
    assert (raw.rate_limit.operation, raw.rate_limit.on_behalf_of) == (
        "user.update_email",
        "subuser",
    )
    assert "On-Behalf-Of: subuser" in server.received[0][1]


@each_binding
def test_retries_errors_and_options_are_those_of_the_client(server: ReplayServer) -> None:
    client = Client(KEY, base_url=server.url)
    unavailable: dict[str, Any] = {"head": ["HTTP/1.1 503 Unavailable"], "body": ""}
    server.responses = [unavailable, {"head": LIMITED, "body": "{}"}]
    assert client.with_raw_response.user.get_email().request_id == "r-1"
    refusal = {"head": ["HTTP/1.1 400 Bad Request", "X-Request-Id: r-2"], "body": ""}
    server.responses = [refusal, {"head": LIMITED, "body": "{}"}]
    with pytest.raises(BadRequestError) as refused:
        client.with_raw_response.user.get_email()
    assert (refused.value.request_id, refused.value.operation) == ("r-2", "user.get_email")
    assert client.user.get_email() == Email(None)


@pytest.mark.parametrize("name", operations())
def test_every_operation_has_its_twin(name: str) -> None:
    group, method = name.split(".")
    for client in (Client(KEY), AsyncClient(KEY)):
        plain = getattr(getattr(client, group), method)
        raw = getattr(getattr(client.with_raw_response, group), method)
        assert inspect.signature(plain) == inspect.signature(raw)
        assert plain.__doc__ == raw.__doc__
        assert plain.__qualname__ == raw.__qualname__


def test_a_list_of_customers_is_a_result(server: ReplayServer) -> None:
    client = Client(base_url=server.url, reseller=Reseller("name", "password", base_url=server.url))
    server.responses = [{"head": LIMITED, "body": '[{"username":"a"}]'}]
    raw = client.with_raw_response.customers.list()
    assert [customer.username for customer in raw.parse()] == ["a"]
    assert raw.rate_limit is not None
    assert raw.rate_limit.operation == "customers"


def test_the_class_has_a_parameter() -> None:
    assert RawResponse[Profile].__origin__ is RawResponse  # type: ignore[attr-defined]  # pyright: ignore


def test_a_call_of_several_requests_has_no_response() -> None:
    for client in (Client(KEY), AsyncClient(KEY)):
        with pytest.raises(InvalidInputError, match="several requests") as refused:
            client.with_raw_response.subusers.get("shop", include_region=True)
        assert refused.value.field == "include_region"


def test_a_created_key_is_in_no_repr(server: ReplayServer) -> None:
    server.responses = [{"head": LIMITED, "body": '{"api_key":"SG.canary.canary","name":"app"}'}]
    client = Client(KEY, base_url=server.url)
    raw = client.with_raw_response.api_keys.create("app", scopes=["mail.send"])
    assert raw.parse().api_key is not None
    assert "canary" not in f"{raw!r} {raw.parse()!r}"
