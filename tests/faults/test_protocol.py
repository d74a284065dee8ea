"""Invalid HTTP, redirects, compression and size limits (rows P1, P2 and P7 to P9)."""

from __future__ import annotations

import gzip
import time
from functools import cache

import pytest
from drivers import Driver
from lost_responses import check, lost, permanent
from matrix import CUSTOMERS_READ, ONCE, READ, SET, call, watch
from raw_servers import Handler, Peer, RawServer, http, trap

EMAIL = b'{"email":"somebody@example.com"}'


def sends(*parts: bytes) -> Handler:
    """A handler that responds to one request with these bytes and closes."""

    def handle(peer: Peer) -> None:
        peer.read_request()
        for part in parts:
            peer.send(part)

    return handle


@pytest.mark.row("P1")
@pytest.mark.parametrize(
    "response",
    [
        b"no HTTP at all\r\n\r\n",
        # HTTP/0.9: only a body.
        EMAIL,
        http(EMAIL).replace(b"HTTP/1.1", b"HTTP/9.9"),
        http(EMAIL, status="000 Nothing"),
        http(EMAIL, status="99 Too Little"),
        http(EMAIL, status="1000 Too Much"),
        b"\0" * 100,
        b"\x15\x03\x03\x00\x02\x02\x28",
    ],
    ids=["garbage", "0.9", "9.9", "status 000", "status 99", "status 1000", "zeros", "TLS alert"],
)
def test_invalid_http(binding: Driver, response: bytes) -> None:
    with RawServer(sends(response)) as server, watch(binding, server) as monitor:
        check(monitor, server.url, lost("transport"))


@pytest.mark.row("P2")
def test_headers_up_to_the_limit(binding: Driver) -> None:
    # Exactly 100 headers, together with the two of `http`.
    headers = [f"X-{number}: {number}" for number in range(98)]
    with RawServer(sends(http(EMAIL, *headers))) as server, watch(binding, server) as monitor:
        assert monitor.run(call(server.url, READ)).error is None
    too_many = http(EMAIL, *headers, "X-98: 98")
    with RawServer(sends(too_many)) as server, watch(binding, server) as monitor:
        check(monitor, server.url, lost("transport"))


ENDLESS = 1_000_000
"""Size of the headers in bytes, above hyper's limit of 417,792 bytes plus one read."""


@pytest.mark.row("P2")
@pytest.mark.parametrize("form", ["one header", "many headers", "reason", "one endless header"])
def test_endless_headers(binding: Driver, form: str) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n"
    parts = {
        "one header": [head, b"X: " + b"x" * ENDLESS + b"\r\n\r\n{}"],
        "many headers": [head, b"X-Header: 12345678\r\n" * (ENDLESS // 20), b"\r\n{}"],
        "reason": [b"HTTP/1.1 200 ", b"O" * ENDLESS, b"\r\nContent-Length: 2\r\n\r\n{}"],
        "one endless header": [head, b"X: ", *[b"x" * 100_000] * 400],
    }[form]
    with RawServer(sends(*parts)) as server, watch(binding, server) as monitor:
        before = binding.resident_bytes()
        for operation, failure in lost("transport").items():
            if operation in (READ, ONCE):
                assert monitor.run(call(server.url, operation)).failure == failure
        growth = binding.resident_bytes() - before
    # Four attempts in total, each with a buffer of about 400 kB.
    assert growth < 4 << 20, f"memory growth of {growth} bytes"


@pytest.mark.row("P7")
@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_redirects_are_not_followed(binding: Driver, code: int) -> None:
    with RawServer(trap, address="127.0.0.9") as elsewhere:
        locations = [
            "/v3/user/username",
            f"http://127.0.0.9:{elsewhere.port}/",
            f"//127.0.0.9:{elsewhere.port}/",
            f"https://127.0.0.9:{elsewhere.port}/",
            "file:///etc/passwd",
            "",
        ]
        for location in locations:
            response = http(b"", f"Location: {location}", status=f"{code} Elsewhere")
            with RawServer(sends(response)) as server, watch(binding, server) as monitor:
                expected = permanent("response")
                check(monitor, server.url, expected)
                assert len(server.received) == len(expected)
        assert elsewhere.connections == 0


@cache
def gzip_bomb() -> bytes:
    """A gzip body of 100 MiB of spaces."""
    return gzip.compress(b" " * (100 << 20))


def bomb(coding: str) -> bytes:
    """A body with this content coding. Codings without an encoder get a placeholder."""
    if coding == "gzip, gzip":
        return gzip.compress(gzip_bomb())
    return gzip_bomb() if coding == "gzip" else b"\x1f" * 99


@pytest.mark.row("P8")
@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "deflate", "gzip, gzip", "x-unknown"])
def test_compressed_responses(binding: Driver, coding: str) -> None:
    response = http(bomb(coding), f"Content-Encoding: {coding}")
    with RawServer(sends(response)) as server, watch(binding, server) as monitor:
        monitor.run(call(server.url, READ))
        before = binding.resident_bytes()
        check(monitor, server.url, permanent("response"))
        growth = binding.resident_bytes() - before
    assert growth < 1 << 20, f"memory growth of {growth} bytes"


MAX_BODY = 256 << 10
"""Maximum body size of a response other than a list, in bytes."""


@pytest.mark.row("P9")
@pytest.mark.parametrize("form", ["chunks", "length", "until closed"])
def test_an_endless_body(binding: Driver, form: str) -> None:
    head, part = {
        "chunks": (b"Transfer-Encoding: chunked\r\n\r\n", b"1000\r\n" + b" " * 4096 + b"\r\n"),
        "length": (b"Content-Length: 10000000000\r\n\r\n", b" " * 4096),
        "until closed": (b"\r\n", b" " * 4096),
    }[form]
    closed: list[int] = []

    def endless(peer: Peer) -> None:
        peer.read_request()
        peer.send(b"HTTP/1.1 200 OK\r\n" + head)
        sent = 0
        try:
            while True:
                peer.send(part)
                sent += len(part)
        finally:
            closed.append(sent)

    with RawServer(endless) as server, watch(binding, server) as monitor:
        monitor.run(call(server.url, READ))
        before = binding.resident_bytes()
        for operation in (READ, SET, ONCE):
            outcome = monitor.run(call(server.url, operation))
            assert outcome.failure == ("response", "unknown", 1)
        growth = binding.resident_bytes() - before
        for _ in range(200):
            if len(closed) == 4:
                break
            time.sleep(0.01)
    # The client closes each connection soon after the limit. The socket buffers of the system hold
    # the excess.
    assert len(closed) == 4
    assert max(closed) < MAX_BODY + (16 << 20)
    assert growth < 2 << 20, f"memory growth of {growth} bytes"


@pytest.mark.row("P9")
def test_the_size_limit_is_exact(binding: Driver) -> None:
    start, end = b'{"email":"', b'"}'
    for size, fits in ((MAX_BODY, True), (MAX_BODY + 1, False)):
        body = start + b"x" * (size - len(start + end)) + end
        for chunked in (False, True):
            response = http(body)
            if chunked:
                response = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                response += f"{size:x}\r\n".encode() + body + b"\r\n0\r\n\r\n"
            with RawServer(sends(response)) as server, watch(binding, server) as monitor:
                outcome = monitor.run(call(server.url, READ))
                assert (outcome.error is None) == fits
                assert fits or "larger" in outcome.message


@pytest.mark.row("P9")
def test_a_list_may_exceed_the_limit(binding: Driver) -> None:
    body = b"[" + b" " * (2 * MAX_BODY) + b"]"
    with RawServer(sends(http(body))) as server, watch(binding, server) as monitor:
        assert monitor.run(call(server.url, CUSTOMERS_READ)).result == []
