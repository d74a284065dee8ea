"""Failing servers: the documented error within the timeout, and no secret in any string."""

import io
import logging
import pickle
import socket
import time
import traceback
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any, TypeVar

import pytest
from replay_server import ReplayServer
from sendgrid_accounts import (
    Client,
    ConnectError,
    OutcomeUnknownError,
    RequestTimeoutError,
    ResponseError,
    Retry,
    SendGridError,
    ServerError,
    TransportError,
)

pytestmark = pytest.mark.usefixtures("each_binding")

E = TypeVar("E", bound=SendGridError)

KEY = "SG.canary-of-a-key"
OLD, NEW = "old-canary-word", "new-canary-word"


def read(client: Client) -> None:
    client.user.get_profile()


def change_password(client: Client) -> None:
    client.user.update_password(old_password=OLD, new_password=NEW)


HTML = {"head": ["HTTP/1.1 502 Bad Gateway", "Content-Type: text/html"], "body": "<html></html>"}
SILENCE = {"then": "hold"}
HALF = {"head": ["HTTP/1.1 200 OK", "Content-Length: 99"], "body": '{"city":', "then": "close"}
STALL = {"head": ["HTTP/1.1 200 OK", "Content-Length: 99"], "body": '{"city":', "then": "hold"}


@contextmanager
def fails_within(seconds: float, error: type[E]) -> Generator[list[E]]:
    """Expects the error in time, and no secret in logs, messages and attributes."""
    printed = io.StringIO()
    handler = logging.StreamHandler(printed)
    root = logging.getLogger()
    root.addHandler(handler)
    before = root.level
    root.setLevel(1)
    caught: list[E] = []
    started = time.monotonic()
    try:
        with pytest.raises(error) as info:
            yield caught
    finally:
        root.removeHandler(handler)
        root.setLevel(before)
    assert time.monotonic() - started < seconds
    assert type(info.value) is error
    caught.append(info.value)
    output = printed.getvalue() + repr(info.value) + repr(vars(info.value))
    output += "".join(traceback.format_exception(info.value))
    for secret in (KEY, OLD, NEW):
        assert secret not in output
        assert secret.encode() not in pickle.dumps(info.value)


@pytest.mark.parametrize("operate", [read, change_password])
def test_a_dead_port(operate: Callable[[Client], None]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    client = Client(KEY, base_url=f"http://127.0.0.1:{port}", timeout=5)
    with fails_within(5, ConnectError) as caught:
        operate(client)
    # Nothing was sent, so that even a password change is retried.
    assert (caught[0].outcome, caught[0].attempts, caught[0].safe_to_retry) == ("not_sent", 3, True)
    assert isinstance(caught[0], ConnectionError)


def test_an_unknown_host_name() -> None:
    client = Client(KEY, base_url="https://sandbox.invalid", timeout=10, max_retries=0)
    with fails_within(10, ConnectError) as caught:
        client.user.get_email()
    assert caught[0].outcome == "not_sent"


def test_an_html_response() -> None:
    with ReplayServer([HTML] * 4) as server:
        client = Client(KEY, base_url=server.url)
        with fails_within(5, ServerError) as caught:
            read(client)
        assert (caught[0].status, caught[0].attempts) == (502, 3)
        with fails_within(5, ServerError) as caught:
            change_password(client)
        assert (caught[0].outcome, caught[0].attempts) == ("unknown", 1)
        assert not caught[0].safe_to_retry


def test_a_server_without_a_response() -> None:
    with ReplayServer([SILENCE] * 3) as server:
        # Short waits leave time for a third attempt.
        times: dict[str, Any] = {"timeout": 0.6, "attempt_timeout": 0.25}
        client = Client(KEY, base_url=server.url, retry=Retry(backoff=0.001), **times)
        with fails_within(0.85, RequestTimeoutError) as timeout:
            read(client)
        assert isinstance(timeout[0], TimeoutError)
        assert (timeout[0].phase, timeout[0].safe_to_retry) == ("response", True)
    with ReplayServer([SILENCE]) as server:
        client = Client(KEY, base_url=server.url, attempt_timeout=0.25)
        with fails_within(0.5, OutcomeUnknownError) as unknown:
            change_password(client)
        assert not isinstance(unknown[0], OSError)
        assert (unknown[0].outcome, unknown[0].attempts) == ("unknown", 1)
        assert not unknown[0].safe_to_retry


def test_a_truncated_body() -> None:
    with ReplayServer([HALF] * 4) as server:
        client = Client(KEY, base_url=server.url)
        with fails_within(5, TransportError) as caught:
            read(client)
        assert caught[0].attempts == 3
        with fails_within(5, TransportError) as caught:
            change_password(client)
        assert (caught[0].outcome, caught[0].safe_to_retry) == ("applied", False)


def test_a_stalled_body() -> None:
    with ReplayServer([STALL]) as server:
        client = Client(KEY, base_url=server.url, attempt_timeout=0.25, max_retries=0)
        with fails_within(0.5, RequestTimeoutError) as caught:
            read(client)
        assert caught[0].phase == "body"


@pytest.mark.parametrize("operate", [read, change_password])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_another_host(operate: Callable[[Client], None], status: int) -> None:
    with ReplayServer() as trap, ReplayServer() as server:
        head = [f"HTTP/1.1 {status} Elsewhere", f"Location: {trap.url}/v3/user/profile"]
        server.responses = [{"head": head, "body": ""}]
        with fails_within(5, ResponseError) as caught:
            operate(Client(KEY, base_url=server.url))
        assert (caught[0].status, caught[0].outcome) == (status, "unknown")
        assert trap.connections == 0
        assert len(server.received) == 1


def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with ReplayServer() as trap, ReplayServer() as server:
        for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, trap.url)
        server.responses = [{"head": ["HTTP/1.1 200 OK"], "body": "{}"}]
        read(Client(KEY, base_url=server.url))
        assert trap.connections == 0


def test_the_proxy_option_is_used() -> None:
    with ReplayServer([{"head": ["HTTP/1.1 200 OK"], "body": '{"city":"via proxy"}'}]) as proxy:
        url = f"http://user:proxy-canary@{proxy.address}"
        client = Client(KEY, base_url="http://127.0.0.9:9", proxy=url)
        assert client.user.get_profile().city == "via proxy"
        assert proxy.received[0][0] == "GET http://127.0.0.9:9/v3/user/profile HTTP/1.1"
        assert "proxy-canary" not in repr(client)
