"""Clients with one `SharedRateLimiter` share rate limits; other clients do not."""

from __future__ import annotations

import asyncio
import copy
import pickle
import time
from collections.abc import Iterator
from typing import Any

import pytest
from replay_server import ReplayServer
from sendgrid_accounts import AsyncClient, Client, RateLimitError, Reseller, SharedRateLimiter

OK: dict[str, Any] = {"head": ["HTTP/1.1 200 OK"], "body": "{}"}
LISTED: dict[str, Any] = {"head": ["HTTP/1.1 200 OK"], "body": "[]"}


@pytest.fixture
def server() -> Iterator[ReplayServer]:
    """A server that refuses its first request for a minute."""
    headers = ["X-RateLimit-Limit: 7", f"X-RateLimit-Reset: {int(time.time()) + 60}"]
    refusal = {"head": ["HTTP/1.1 429 Too Many Requests", *headers], "body": "{}"}
    with ReplayServer([refusal]) as server:
        yield server


def attempts(client: Client) -> int:
    """The number of attempts of a call that the rate limit refuses."""
    with pytest.raises(RateLimitError) as caught:
        client.user.get_email()
    return caught.value.attempts


async def awaited_attempts(client: AsyncClient) -> int:
    """The number of attempts of an asyncio call that the rate limit refuses."""
    with pytest.raises(RateLimitError) as caught:
        await client.user.get_email()
    return caught.value.attempts


def test_clients_of_both_kinds_share_it(server: ReplayServer) -> None:
    shared = SharedRateLimiter()
    client = Client("SG.key", base_url=server.url, timeout=5, shared_rate_limiter=shared)
    assert attempts(client) == 1
    del client
    again = Client("SG.key", base_url=server.url, timeout=5, shared_rate_limiter=shared)
    assert attempts(again) == 0
    awaited = AsyncClient("SG.key", base_url=server.url, timeout=5, shared_rate_limiter=shared)
    assert asyncio.run(awaited_attempts(awaited)) == 0
    assert awaited.rate_limits == again.rate_limits
    (limit,) = again.rate_limits
    assert (limit.operation, limit.on_behalf_of, limit.limit) == ("user.get_email", None, 7)
    assert len(server.received) == 1


def test_other_apis_credentials_and_limiters_are_independent(server: ReplayServer) -> None:
    shared, url = SharedRateLimiter(), server.url
    reseller = Reseller("parent", "secret-1")
    options: dict[str, Any] = {"reseller": reseller, "timeout": 5, "shared_rate_limiter": shared}
    client = Client("SG.key", base_url=url, **options)
    assert attempts(client) == 1
    server.responses += [LISTED, OK, OK, OK]
    assert len(client.customers.list()) == 0
    Client("SG.other", base_url=url, shared_rate_limiter=shared).user.get_email()
    Client("SG.key", base_url=url, shared_rate_limiter=SharedRateLimiter()).user.get_email()
    Client("SG.key", base_url=url).user.get_email()
    assert attempts(client) == 0
    assert len(server.received) == 5


def test_it_is_not_copied() -> None:
    for attempt in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="cannot be pickled or copied"):
            attempt(SharedRateLimiter())
