"""Each numeric option takes effect, for a client and for `with_options`."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from client_options import grouped
from replay_server import ReplayServer
from sendgrid_accounts import (
    Client,
    Limits,
    RateLimitError,
    Reseller,
    ResponseError,
    Retry,
    SendGridError,
    ServerError,
    TransportError,
)
from sendgrid_accounts.sandbox import Sandbox

pytestmark = pytest.mark.usefixtures("each_binding")

Factory = Callable[..., Client]
DAY = 86_400.0
"""A wait beyond every time limit."""
MOMENT = 0.001


@pytest.fixture(params=["constructor", "with_options"])
def factory(request: pytest.FixtureRequest, sandbox: Sandbox) -> Factory:
    """A factory of clients with options, set by the constructor or by `with_options`."""
    reseller = Reseller(sandbox.reseller_username, sandbox.reseller_password)

    def create(**limits: Any) -> Client:
        own = grouped(**limits) if request.param == "constructor" else {}
        client = Client(sandbox.api_key, reseller=reseller, base_url=sandbox.url, timeout=5, **own)
        return client if own else client.with_options(**limits)

    return create


def order(sandbox: Sandbox, status: int, times: int) -> None:
    """Makes the sandbox refuse `get_email` this many times."""
    sandbox.fault("user.get_email", {"kind": "status", "status": status}, times=times)


def error_of(call: Callable[[], object]) -> SendGridError:
    """The error of a call."""
    with pytest.raises(SendGridError) as caught:
        call()
    return caught.value


@pytest.mark.parametrize(
    ("limits", "attempts"),
    [
        ({"backoff": 0.01}, 3),
        ({"backoff": DAY, "max_backoff": DAY}, 1),
        ({"backoff": DAY, "max_backoff": MOMENT}, 3),
    ],
)
def test_a_retry_waits_for_the_backoff(
    sandbox: Sandbox, factory: Factory, limits: dict[str, float], attempts: int
) -> None:
    order(sandbox, 503, 3)
    error = error_of(factory(**limits).user.get_email)
    assert (type(error), error.attempts) == (ServerError, attempts)
    assert len(sandbox.journal()) == attempts


@pytest.mark.parametrize("limit", [1, 3])
def test_max_unknown_retries_limits_the_retries_of_a_change(
    sandbox: Sandbox, factory: Factory, limit: int
) -> None:
    sandbox.fault("user.update_email", {"kind": "status", "status": 503}, times=limit)
    client = factory(max_unknown_retries=limit - 1)
    error = error_of(lambda: client.user.update_email("new@example.com"))
    assert (type(error), error.outcome, error.attempts) == (ServerError, "unknown", limit)
    assert len(sandbox.journal()) == limit


def test_an_error_reports_an_exhausted_retry_budget(sandbox: Sandbox) -> None:
    order(sandbox, 503, 4)
    client = Client(sandbox.api_key, base_url=sandbox.url, retry=Retry(budget=40, cost=20))
    for attempts, exhausted in ((3, False), (1, True)):
        error = error_of(client.user.get_email)
        assert (error.attempts, error.retry_budget_exhausted) == (attempts, exhausted)


def test_a_429_blocks_calls_for_the_rate_limit_backoff(sandbox: Sandbox, factory: Factory) -> None:
    order(sandbox, 429, 2)
    factory(rate_limit_backoff=DAY, max_backoff=MOMENT).user.get_email()
    client = factory(rate_limit_backoff=DAY, max_backoff=DAY)
    assert len(sandbox.journal()) == 3
    order(sandbox, 429, 1)
    for attempts in (1, 0):
        error = error_of(client.user.get_email)
        assert (type(error), error.attempts) == (RateLimitError, attempts)
    assert len(sandbox.journal()) == 4


def test_a_call_waits_up_to_max_rate_limit_wait(sandbox: Sandbox, factory: Factory) -> None:
    headers = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(time.time()) + 3)}
    sandbox.fault("user.get_email", {"kind": "headers", "set": headers})
    client = factory(max_rate_limit_wait=0.1)
    client.user.get_email()
    error = error_of(client.user.get_email)
    assert (type(error), error.attempts) == (RateLimitError, 0)
    client.with_options(max_rate_limit_wait=60).user.get_email()
    assert len(sandbox.journal()) == 2


@pytest.mark.parametrize(("idle_timeout", "connections"), [(0.1, 2), (DAY, 1)])
def test_a_connection_is_kept_for_the_idle_timeout(
    sandbox: Sandbox, idle_timeout: float, connections: int
) -> None:
    limits = Limits(idle_timeout=idle_timeout)
    client = Client(sandbox.api_key, base_url=sandbox.url, limits=limits)
    client.user.get_email()
    time.sleep(0.3)
    client.user.get_email()
    assert len({entry["connection"] for entry in sandbox.journal()}) == connections


@pytest.mark.parametrize(("limits", "fits"), [(Limits(), True), (Limits(max_headers=2), False)])
def test_max_headers_limits_the_headers_of_a_response(limits: Limits, fits: bool) -> None:
    head = ["HTTP/1.1 200 OK", "X-First: 1", "X-Second: 2", "X-Long: " + "a" * 40_000]
    with ReplayServer([{"head": head, "body": '{"email":"long@example.com"}'}]) as server:
        client = Client("SG.key", base_url=server.url, max_retries=0, limits=limits)
        if fits:
            assert client.user.get_email().email == "long@example.com"
        else:
            assert type(error_of(client.user.get_email)) is TransportError


def connections_to(port: str) -> int:
    """The number of open connections of this process to a port."""
    established, remote = "01", f":{int(port):04X}"
    rows = [row.split() for row in Path("/proc/self/net/tcp").read_text().splitlines()[1:]]
    return sum(row[2].endswith(remote) and row[3] == established for row in rows)


def test_the_next_call_closes_expired_connections() -> None:
    with Sandbox(latency_ms=100) as sandbox, ThreadPoolExecutor(3) as threads:
        port = sandbox.url.rpartition(":")[2]
        reseller = Reseller(sandbox.reseller_username, sandbox.reseller_password)
        limits = Limits(idle_timeout=0.2)
        client = Client(sandbox.api_key, reseller=reseller, base_url=sandbox.url, limits=limits)
        for call in [threads.submit(client.user.get_email) for _ in range(3)]:
            call.result()
        assert connections_to(port) == 3
        time.sleep(0.3)
        # A call of the other API, which cannot reuse them.
        client.customers.list()
        assert connections_to(port) == 1


@pytest.mark.parametrize(
    ("limits", "refused"),
    [
        ({"max_response_bytes": 10}, "get_email"),
        ({"max_list_bytes": 10}, "list"),
        ({"max_response_bytes": 1000, "max_list_bytes": 2**31 - 1}, ""),
    ],
)
def test_max_bytes_limit_the_body_of_a_response(
    factory: Factory, limits: dict[str, int], refused: str
) -> None:
    client = factory(**limits)
    calls: dict[str, Callable[[], object]] = {
        "get_email": client.user.get_email,
        "list": client.customers.list,
    }
    for name, call in calls.items():
        if name == refused:
            error = error_of(call)
            assert type(error) is ResponseError
            assert error.message == "the response is larger than 10 bytes"
        else:
            call()
