"""The matrix: answers that are no HTTP, or too much of it (P1, P2, P7 to P9)."""

from __future__ import annotations

import gzip
import time
from functools import cache

import pytest
from drivers import Driver
from lost_answers import check, final, lost
from matrix import CUSTOMERS_READ, ONCE, READ, SET, call, watched
from raw_servers import Behaviour, Peer, RawServer, http, trap

EMAIL = b'{"email":"somebody@example.com"}'


def sends(*parts: bytes) -> Behaviour:
    """A server that answers every request with these bytes, and closes."""

    def behave(peer: Peer) -> None:
        peer.read_request()
        for part in parts:
            peer.send(part)

    return behave


@pytest.mark.row("P1")
@pytest.mark.parametrize(
    "answer",
    [
        b"no HTTP at all\r\n\r\n",
        # As HTTP/0.9 answered: the body, and nothing before it.
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
def test_what_comes_is_no_http(face: Driver, answer: bytes) -> None:
    with RawServer(sends(answer)) as server, watched(face, server) as row:
        check(row, server.url, lost("transport"))


@pytest.mark.row("P2")
def test_headers_up_to_the_limit(face: Driver) -> None:
    # With those that it has anyway there are a hundred.
    headers = [f"X-{number}: {number}" for number in range(98)]
    with RawServer(sends(http(EMAIL, *headers))) as server, watched(face, server) as row:
        assert row.ask(call(server.url, READ)).error is None
    too_many = http(EMAIL, *headers, "X-98: 98")
    with RawServer(sends(too_many)) as server, watched(face, server) as row:
        check(row, server.url, lost("transport"))


ENDLESS = 160_000
"""Bytes of a head that is too large: 64 KiB are taken, and what one more reading brings."""


@pytest.mark.row("P2")
@pytest.mark.parametrize("form", ["one header", "many headers", "reason", "one that never ends"])
def test_a_head_without_end(face: Driver, form: str) -> None:
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n"
    parts = {
        "one header": [head, b"X: " + b"x" * ENDLESS + b"\r\n\r\n{}"],
        "many headers": [head, b"X-Header: 12345678\r\n" * (ENDLESS // 20), b"\r\n{}"],
        "reason": [b"HTTP/1.1 200 ", b"O" * ENDLESS, b"\r\nContent-Length: 2\r\n\r\n{}"],
        "one that never ends": [head, b"X: ", *[b"x" * 100_000] * 400],
    }[form]
    with RawServer(sends(*parts)) as server, watched(face, server) as row:
        before = face.resident_bytes()
        for operation, verdict in lost("transport").items():
            if operation in (READ, ONCE):
                assert row.ask(call(server.url, operation)).verdict == verdict
        grown = face.resident_bytes() - before
    # Three attempts and one, each of which may hold some 400 kB for a while.
    assert grown < 4 << 20, f"{grown} bytes more"


@pytest.mark.row("P7")
@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
def test_redirects_are_not_followed(face: Driver, code: int) -> None:
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
            answer = http(b"", f"Location: {location}", status=f"{code} Elsewhere")
            with RawServer(sends(answer)) as server, watched(face, server) as row:
                wanted = final("response", users="unknown")
                check(row, server.url, wanted)
                assert len(server.received) == len(wanted)
        assert elsewhere.connections == 0


@cache
def packed() -> bytes:
    """Unpacked, it would have a hundred megabytes."""
    return gzip.compress(b" " * (100 << 20))


def bomb(coding: str) -> bytes:
    """A body of that coding; of those that nobody here can make, one that begins like it."""
    if coding == "gzip, gzip":
        return gzip.compress(packed())
    return packed() if coding == "gzip" else b"\x1f" * 99


@pytest.mark.row("P8")
@pytest.mark.parametrize("coding", ["gzip", "br", "zstd", "deflate", "gzip, gzip", "x-unknown"])
def test_compressed_answers(face: Driver, coding: str) -> None:
    answer = http(bomb(coding), f"Content-Encoding: {coding}")
    with RawServer(sends(answer)) as server, watched(face, server) as row:
        row.ask(call(server.url, READ))
        before = face.resident_bytes()
        check(row, server.url, final("response"))
        grown = face.resident_bytes() - before
    assert grown < 1 << 20, f"{grown} bytes more"


LARGEST = 256 << 10
"""What an answer may have that is no list."""


@pytest.mark.row("P9")
@pytest.mark.parametrize("form", ["chunks", "length", "until closed"])
def test_a_body_without_end(face: Driver, form: str) -> None:
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

    with RawServer(endless) as server, watched(face, server) as row:
        row.ask(call(server.url, READ))
        before = face.resident_bytes()
        for operation in (READ, SET, ONCE):
            done = row.ask(call(server.url, operation))
            assert done.verdict == ("response", "applied", 1)
        grown = face.resident_bytes() - before
        for _ in range(200):
            if len(closed) == 4:
                break
            time.sleep(0.01)
    # Each connection is ended by the client, when little more than the limit was sent: what the
    # buffers of the system hold is on its way already.
    assert len(closed) == 4
    assert max(closed) < LARGEST + (16 << 20)
    assert grown < 2 << 20, f"{grown} bytes more"


@pytest.mark.row("P9")
def test_the_limit_is_exact(face: Driver) -> None:
    start, end = b'{"email":"', b'"}'
    for size, fits in ((LARGEST, True), (LARGEST + 1, False)):
        body = start + b"x" * (size - len(start + end)) + end
        for chunked in (False, True):
            answer = http(body)
            if chunked:
                answer = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                answer += f"{size:x}\r\n".encode() + body + b"\r\n0\r\n\r\n"
            with RawServer(sends(answer)) as server, watched(face, server) as row:
                done = row.ask(call(server.url, READ))
                assert (done.error is None) == fits
                assert fits or "larger" in done.message


@pytest.mark.row("P9")
def test_a_list_may_be_longer(face: Driver) -> None:
    body = b"[" + b" " * (2 * LARGEST) + b"]"
    with RawServer(sends(http(body))) as server, watched(face, server) as row:
        assert row.ask(call(server.url, CUSTOMERS_READ)).result == []
