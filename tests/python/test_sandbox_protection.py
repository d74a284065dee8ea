"""The sandbox refuses web pages, and bounds what it stores, waits for and holds."""

import http.client
import json
import socket
import time
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import pytest
from sendgrid_accounts import AuthenticationError, Client, Reseller
from sendgrid_accounts.sandbox import Sandbox

PAGES = [
    ("Origin", "http://example.com"),
    ("Origin", "http://localhost:1"),
    ("Origin", "null"),
    ("Sec-Fetch-Site", "cross-site"),
    ("Sec-Fetch-Site", "same-site"),
    ("Host", "rebound.example.com"),
]
"""Headers that a browser adds to the requests and forms of other pages."""
DAY_MS = 24 * 3600 * 1000


def send(
    sandbox: Sandbox, method: str, path: str, body: str | None = None, **headers: str
) -> tuple[int, str, dict[str, str]]:
    """Status, body and headers of a response, with all credentials in the request."""
    connection = http.client.HTTPConnection(sandbox.url.removeprefix("http://"), timeout=10)
    headers = {
        "Authorization": f"Bearer {sandbox.api_key}",
        "X-Sandbox-Token": sandbox.control_token,
        **{name.replace("_", "-"): value for name, value in headers.items()},
    }
    connection.request(method, path, body, headers)
    response = connection.getresponse()
    text = response.read().decode()
    connection.close()
    return response.status, text, {k.lower(): v for k, v in response.getheaders()}


@contextmanager
def opened(sandbox: Sandbox) -> Generator[socket.socket]:
    """A connection to a sandbox."""
    host, port = sandbox.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=10) as connection:
        yield connection


@pytest.mark.parametrize(("name", "value"), PAGES)
@pytest.mark.parametrize("permissive", [False, True])
def test_web_pages_are_refused(name: str, value: str, permissive: bool) -> None:
    with Sandbox(permissive=permissive) as sandbox:
        form = urlencode(
            {
                "method": "disable",
                "user": "user1",
                "api_user": sandbox.reseller_username,
                "api_key": sandbox.reseller_password,
            }
        )
        before = sandbox.state()
        for method, path, body, kind in [
            ("POST", "/apiv2/reseller.manage.json", form, "application/x-www-form-urlencoded"),
            ("GET", f"/apiv2/reseller.manage.xml?{form}", None, "text/plain"),
            ("PUT", "/v3/user/email", '{"email": "page@b.c"}', "application/json"),
            ("GET", "/v3/user/email", None, "text/plain"),
            ("OPTIONS", "/v3/user/email", None, "text/plain"),
            ("GET", "/nowhere", None, "text/plain"),
            ("POST", "/__sandbox/reset", "", "text/plain"),
            ("GET", "/__sandbox/state", None, "text/plain"),
        ]:
            status, text, headers = send(
                sandbox, method, path, body, Content_Type=kind, **{name.replace("-", "_"): value}
            )
            assert status == 403, (path, text)
            assert "access-control-allow-origin" not in headers
        assert sandbox.state() == before
        assert sandbox.journal() == []
        own = {"Origin": sandbox.url, "Sec_Fetch_Site": "same-origin"}
        assert send(sandbox, "GET", "/v3/user/email", **own)[0] == 200


def test_only_allowed_hosts_and_loopback_are_accepted() -> None:
    with Sandbox(allowed_hosts=["one.test", "192.0.2.1"]) as sandbox:
        hosts = ["one.test", "ONE.test:80", "192.0.2.1", "localhost:1", "two.test"]
        answers = [send(sandbox, "GET", "/v3/user/email", Host=host)[0] for host in hosts]
        assert answers == [200, 200, 200, 200, 403]


def test_the_reseller_password_is_random_unless_given() -> None:
    with Sandbox() as one, Sandbox() as other:
        assert one.reseller_password != other.reseller_password
        guess = Reseller(one.reseller_username, "old_password")
        with pytest.raises(AuthenticationError):
            Client(reseller=guess, base_url=one.url).customers.list()
        own = Reseller(one.reseller_username, one.reseller_password)
        assert len(Client(reseller=own, base_url=one.url).customers.list()) == 2
    with Sandbox(reseller_password="a &+ß password") as sandbox:
        assert sandbox.reseller_password == "a &+ß password"
        own = Reseller(sandbox.reseller_username, sandbox.reseller_password)
        assert len(Client(reseller=own, base_url=sandbox.url).customers.list()) == 2
        client = Client(sandbox.api_key, base_url=sandbox.url)
        client.user.update_password(old_password="a &+ß password", new_password="other-1")
        sandbox.reset()
        client.user.update_password(old_password="a &+ß password", new_password="other-2")


def test_the_journal_is_bounded_by_bytes() -> None:
    with Sandbox(journal_bytes=64 * 1024) as sandbox:
        assert sandbox.journal_dropped() == 0
        for _ in range(100):
            assert send(sandbox, "GET", "/" + "x" * 2000)[0] == 404
        journal, dropped = sandbox.journal(), sandbox.journal_dropped()
        assert 10 < len(journal) < 33
        assert (dropped + len(journal), journal[-1]["seq"]) == (100, 100)
        _, text, headers = send(sandbox, "GET", "/__sandbox/journal")
        assert json.loads(text) == journal
        assert headers["x-sandbox-journal-dropped"] == str(dropped)
        sandbox.reset()
        assert sandbox.journal_dropped() == 0
    with pytest.raises(RuntimeError, match="the sandbox is closed"):
        sandbox.journal_dropped()


def test_a_slow_request_ends() -> None:
    with Sandbox(request_timeout_ms=300) as sandbox:
        head = f"PUT /v3/user/email HTTP/1.1\r\nHost: a.localhost\r\nX-Slow: {'x' * 100}"
        body = (
            "PUT /v3/user/email HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n"
            f"Authorization: Bearer {sandbox.api_key}\r\n\r\n"
        )
        for begin in (head, body):
            with opened(sandbox) as connection:
                connection.sendall(begin.encode())
                started = time.monotonic()
                assert connection.recv(4096).startswith(b"HTTP/1.1 408 Request Timeout\r\n")
                assert 0.2 < time.monotonic() - started < 5
        with opened(sandbox) as idle:
            assert idle.recv(4096) == b""


def test_connections_are_limited() -> None:
    with Sandbox(max_connections=2) as sandbox, opened(sandbox), opened(sandbox):
        status, text, _ = send(sandbox, "GET", "/v3/user/email")
        assert status == 503
        assert "--max-connections" in text


@pytest.mark.parametrize("character", ["\0", "\n", "\x1b", "\x7f", "\x85"])
def test_no_control_character_is_stored(sandbox: Sandbox, character: str) -> None:
    before = sandbox.state()
    for method, path, field in [
        ("PUT", "/v3/user/email", "email"),
        ("PUT", "/v3/user/username", "username"),
        ("PATCH", "/v3/user/profile", "city"),
    ]:
        body = json.dumps({field: f"a{character}@example.com"})
        status, text, _ = send(sandbox, method, path, body, Content_Type="application/json")
        assert (status, json.loads(text)["errors"][0]["field"]) == (400, field)
    assert sandbox.state() == before


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("reseller_password", ""),
        ("reseller_password", "a\nb"),
        ("allowed_hosts", ["http://a"]),
        ("allowed_hosts", ["a:1"]),
        ("request_timeout_ms", 0),
        ("request_timeout_ms", DAY_MS + 1),
        ("max_connections", 0),
    ],
)
def test_an_impossible_option_is_named(name: str, value: Any) -> None:
    with pytest.raises(ValueError, match=name.removesuffix("_ms")) as caught:
        Sandbox(**{name: value})
    assert "a\nb" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"), [("reseller_password", 1), ("allowed_hosts", "a"), ("allowed_hosts", [1])]
)
def test_an_option_of_a_wrong_type_is_named(name: str, value: Any) -> None:
    with pytest.raises(TypeError, match=name):
        Sandbox(**{name: value})
