"""Servers that fail: the documented error within the timeout, and no secret in any text."""

import io
import logging
import pickle
import socket
import time
import traceback
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TypeVar

import pytest
from replay_server import ReplayServer
from sendgrid_accounts import (
    Client,
    ConnectError,
    OutcomeUnknownError,
    RequestTimeoutError,
    ResponseError,
    SendGridError,
    ServerError,
    TransportError,
)

pytestmark = pytest.mark.usefixtures("each_face")

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
    """Expects the error in time, and that nothing printed shows a secret."""
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
    shown = printed.getvalue() + repr(info.value) + repr(vars(info.value))
    shown += "".join(traceback.format_exception(info.value))
    for secret in (KEY, OLD, NEW):
        assert secret not in shown
        assert secret.encode() not in pickle.dumps(info.value)


@pytest.mark.parametrize("operate", [read, change_password])
def test_a_dead_port(operate: Callable[[Client], None]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    client = Client(KEY, base_url=f"http://127.0.0.1:{port}", timeout=5)
    with fails_within(5, ConnectError) as caught:
        operate(client)
    # Nothing was sent, so that even a password change was tried as often as allowed.
    assert (caught[0].outcome, caught[0].attempts, caught[0].safe_to_retry) == ("not_sent", 3, True)
    assert isinstance(caught[0], ConnectionError)


def test_a_name_that_does_not_exist() -> None:
    client = Client(KEY, base_url="https://sandbox.invalid", timeout=10, max_attempts=1)
    with fails_within(10, ConnectError) as caught:
        client.user.get_email()
    assert caught[0].outcome == "not_sent"


def test_a_server_that_answers_html() -> None:
    with ReplayServer([HTML] * 4) as server:
        client = Client(KEY, base_url=server.url)
        with fails_within(5, ServerError) as caught:
            read(client)
        assert (caught[0].status, caught[0].attempts) == (502, 3)
        with fails_within(5, ServerError) as caught:
            change_password(client)
        assert (caught[0].outcome, caught[0].attempts) == ("unknown", 1)
        assert not caught[0].safe_to_retry


def test_a_server_that_never_answers() -> None:
    with ReplayServer([SILENCE] * 3) as server:
        # Waits between them that are short leave time for a third attempt.
        client = Client(KEY, base_url=server.url, timeout=0.6, attempt_timeout=0.25, backoff=0.001)
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


def test_a_body_that_is_cut_in_half() -> None:
    with ReplayServer([HALF] * 4) as server:
        client = Client(KEY, base_url=server.url)
        with fails_within(5, TransportError) as caught:
            read(client)
        assert caught[0].attempts == 3
        with fails_within(5, TransportError) as caught:
            change_password(client)
        assert (caught[0].outcome, caught[0].safe_to_retry) == ("applied", False)


def test_a_body_that_stops_in_the_middle() -> None:
    with ReplayServer([STALL]) as server:
        client = Client(KEY, base_url=server.url, attempt_timeout=0.25, max_attempts=1)
        with fails_within(0.5, RequestTimeoutError) as caught:
            read(client)
        assert caught[0].phase == "body"


@pytest.mark.parametrize("operate", [read, change_password])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_to_another_host(operate: Callable[[Client], None], status: int) -> None:
    with ReplayServer() as trap, ReplayServer() as server:
        head = [f"HTTP/1.1 {status} Elsewhere", f"Location: {trap.url}/v3/user/profile"]
        server.answers = [{"head": head, "body": ""}]
        with fails_within(5, ResponseError) as caught:
            operate(Client(KEY, base_url=server.url))
        assert (caught[0].status, caught[0].outcome) == (status, "unknown")
        assert trap.connections == 0
        assert len(server.received) == 1


def test_a_proxy_of_the_environment_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with ReplayServer() as trap, ReplayServer() as server:
        for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, trap.url)
        server.answers = [{"head": ["HTTP/1.1 200 OK"], "body": "{}"}]
        read(Client(KEY, base_url=server.url))
        assert trap.connections == 0


def test_a_proxy_is_used_where_it_is_given() -> None:
    with ReplayServer([{"head": ["HTTP/1.1 200 OK"], "body": '{"city":"via proxy"}'}]) as proxy:
        url = f"http://user:proxy-canary@{proxy.address}"
        client = Client(KEY, base_url="http://127.0.0.9:9", proxy=url)
        assert client.user.get_profile().city == "via proxy"
        assert proxy.received[0][0] == "GET http://127.0.0.9:9/v3/user/profile HTTP/1.1"
        assert "proxy-canary" not in repr(client)
