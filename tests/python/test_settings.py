"""Each number that can be set is obeyed: by a client, and by single calls that have it too."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from replay_server import ReplayServer
from sendgrid_accounts import (
    Client,
    RateLimitError,
    Reseller,
    ResponseError,
    SendGridError,
    ServerError,
    TransportError,
)
from sendgrid_accounts.sandbox import Sandbox
from test_sandbox_faults import control

pytestmark = pytest.mark.usefixtures("each_face")

Make = Callable[..., Client]
DAY = 86_400.0
"""No call waits that long: where it is the limit of a wait by chance, it does not fit."""
MOMENT = 0.001


@pytest.fixture(params=["of the client", "of the call"])
def make(request: pytest.FixtureRequest, sandbox: Sandbox) -> Make:
    """Makes a client whose calls have such limits, in both ways."""
    reseller = Reseller(sandbox.reseller_username, sandbox.reseller_password)

    def make_it(**limits: Any) -> Client:
        own = limits if request.param == "of the client" else {}
        client = Client(sandbox.api_key, reseller=reseller, base_url=sandbox.url, timeout=5, **own)
        return client if own else client.with_options(**limits)

    return make_it


def order(sandbox: Sandbox, status: int, times: int) -> None:
    """Lets the sandbox refuse so many times to tell the e-mail address."""
    fault = {"kind": "status", "status": status}
    control(sandbox, "faults", [{"operation": "user.get_email", "fault": fault, "times": times}])


def error_of(call: Callable[[], object]) -> SendGridError:
    """What a call raises."""
    with pytest.raises(SendGridError) as caught:
        call()
    return caught.value


@pytest.mark.parametrize(
    ("limits", "attempts"),
    [
        ({"backoff": 0.01}, 3),
        ({"backoff": DAY, "longest_backoff": DAY}, 1),
        ({"backoff": DAY, "longest_backoff": MOMENT}, 3),
    ],
)
def test_a_repeat_waits_as_long_as_the_backoff_says(
    sandbox: Sandbox, make: Make, limits: dict[str, float], attempts: int
) -> None:
    order(sandbox, 503, 3)
    error = error_of(make(**limits).user.get_email)
    assert (type(error), error.attempts) == (ServerError, attempts)
    assert len(sandbox.journal()) == attempts


@pytest.mark.parametrize("most", [1, 3])
def test_a_change_that_may_be_there_already_is_sent_as_often_as_allowed(
    sandbox: Sandbox, make: Make, most: int
) -> None:
    fault = {"kind": "status", "status": 503}
    control(sandbox, "faults", [{"operation": "user.update_email", "fault": fault, "times": most}])
    client = make(max_unknown_attempts=most)
    error = error_of(lambda: client.user.update_email("new@example.com"))
    assert (type(error), error.outcome, error.attempts) == (ServerError, "unknown", most)
    assert len(sandbox.journal()) == most


def test_an_error_tells_that_the_quota_is_used_up(sandbox: Sandbox) -> None:
    order(sandbox, 503, 4)
    client = Client(sandbox.api_key, base_url=sandbox.url, retry_quota=40, retry_cost=20)
    for attempts, exhausted in ((3, False), (1, True)):
        error = error_of(client.user.get_email)
        assert (error.attempts, error.retry_quota_exhausted) == (attempts, exhausted)


def test_a_refusal_for_the_rate_closes_the_gate_as_long_as_its_backoff_says(
    sandbox: Sandbox, make: Make
) -> None:
    order(sandbox, 429, 2)
    make(throttle_backoff=DAY, longest_backoff=MOMENT).user.get_email()
    client = make(throttle_backoff=DAY, longest_backoff=DAY)
    assert len(sandbox.journal()) == 3
    order(sandbox, 429, 1)
    for attempts in (1, 0):
        error = error_of(client.user.get_email)
        assert (type(error), error.attempts) == (RateLimitError, attempts)
    assert len(sandbox.journal()) == 4


def test_a_call_waits_for_the_rate_as_long_as_it_says(sandbox: Sandbox, make: Make) -> None:
    told = {"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": str(int(time.time()) + 3)}
    fault = {"kind": "headers", "set": told}
    control(sandbox, "faults", [{"operation": "user.get_email", "fault": fault}])
    client = make(longest_wait=0.1)
    client.user.get_email()
    error = error_of(client.user.get_email)
    assert (type(error), error.attempts) == (RateLimitError, 0)
    client.with_options(longest_wait=60).user.get_email()
    assert len(sandbox.journal()) == 2


@pytest.mark.parametrize(("idle_timeout", "connections"), [(0.1, 2), (DAY, 1)])
def test_a_connection_is_kept_as_long_as_the_idle_timeout_says(
    sandbox: Sandbox, idle_timeout: float, connections: int
) -> None:
    client = Client(sandbox.api_key, base_url=sandbox.url, idle_timeout=idle_timeout)
    client.user.get_email()
    time.sleep(0.3)
    client.user.get_email()
    assert len({entry["connection"] for entry in sandbox.journal()}) == connections


@pytest.mark.parametrize(("limits", "fits"), [({}, True), ({"most_headers": 2}, False)])
def test_headers_are_read_up_to_their_greatest_number(limits: dict[str, Any], fits: bool) -> None:
    head = ["HTTP/1.1 200 OK", "X-First: 1", "X-Second: 2", "X-Long: " + "a" * 40_000]
    with ReplayServer([{"head": head, "body": '{"email":"long@example.com"}'}]) as server:
        client = Client("SG.key", base_url=server.url, max_attempts=1, **limits)
        if fits:
            assert client.user.get_email().email == "long@example.com"
        else:
            assert type(error_of(client.user.get_email)) is TransportError


def connections_to(port: str) -> int:
    """How many connections this process has made there, and not closed."""
    established, remote = "01", f":{int(port):04X}"
    rows = [row.split() for row in Path("/proc/self/net/tcp").read_text().splitlines()[1:]]
    return sum(row[2].endswith(remote) and row[3] == established for row in rows)


def test_the_next_call_closes_what_was_idle_for_too_long() -> None:
    with Sandbox(latency_ms=100) as sandbox, ThreadPoolExecutor(3) as threads:
        port = sandbox.url.rpartition(":")[2]
        reseller = Reseller(sandbox.reseller_username, sandbox.reseller_password)
        client = Client(sandbox.api_key, reseller=reseller, base_url=sandbox.url, idle_timeout=0.2)
        for call in [threads.submit(client.user.get_email) for _ in range(3)]:
            call.result()
        assert connections_to(port) == 3
        time.sleep(0.3)
        # Of the other API: it has no use for them.
        client.customers.list()
        assert connections_to(port) == 1


@pytest.mark.parametrize(
    ("limits", "refused"),
    [
        ({"largest_answer": 10}, "get_email"),
        ({"largest_list": 10}, "list"),
        ({"largest_answer": 1000, "largest_list": 2**31 - 1}, ""),
    ],
)
def test_an_answer_is_read_up_to_its_greatest_size(
    make: Make, limits: dict[str, int], refused: str
) -> None:
    client = make(**limits)
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
