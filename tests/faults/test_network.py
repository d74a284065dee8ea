"""Failures of connections before and during an exchange (rows N4 to N19)."""

from __future__ import annotations

import time

import pytest
from bindings import SOAK
from drivers import Driver
from lost_responses import check, lost, unreadable, unsent
from matrix import CUSTOMERS_ONCE, ONCE, READ, SET, call, watch
from raw_servers import Handler, Peer, RawServer, Request, healthy, http
from replay_server import unanswering_port


@pytest.mark.row("N4")
def test_a_closed_port(binding: Driver) -> None:
    with RawServer(healthy) as server:
        url = server.url
    with watch(binding) as monitor:
        check(monitor, url, unsent("connect"))


@pytest.mark.row("N5")
def test_a_full_accept_queue(binding: Driver) -> None:
    with unanswering_port() as port, watch(binding) as monitor:
        url = f"http://127.0.0.1:{port}"
        check(monitor, url, unsent("timeout"), connect_timeout_ms=60)
        # The timeout of the call also applies during the connect.
        for operation in (READ, SET, ONCE):
            outcome = monitor.run(call(url, operation, connect_timeout_ms=5000, timeout_ms=200))
            assert outcome.error is not None
            assert outcome.failure == ("timeout", "not_sent", 1)
            assert outcome.error["phase"] == "connect"


def reset_before_read(peer: Peer) -> None:
    peer.wait_for_bytes()
    peer.reset()


def reset_after_request(peer: Peer) -> None:
    peer.read_request()
    peer.reset()


def close_after_headers(peer: Peer) -> None:
    # A close with unread bytes would be a reset.
    peer.read_head()


def close_after_request(peer: Peer) -> None:
    peer.read_request()


BROKEN = pytest.mark.parametrize(
    "handler",
    [
        pytest.param(reset_before_read, marks=pytest.mark.row("N7")),
        pytest.param(reset_after_request, marks=pytest.mark.row("N8")),
        pytest.param(close_after_headers, marks=pytest.mark.row("N10")),
        pytest.param(close_after_request, marks=pytest.mark.row("N10")),
    ],
)


@BROKEN
def test_no_attempt_gets_a_response(binding: Driver, handler: Handler) -> None:
    with RawServer(handler) as server, watch(binding, server) as monitor:
        check(monitor, server.url, lost("transport"))
        assert server.connections == 2 * (3 + 2 + 1)


@BROKEN
def test_the_first_attempt_gets_no_response(binding: Driver, handler: Handler) -> None:
    def first_only(peer: Peer) -> None:
        (handler if peer.number == 1 else healthy)(peer)

    for operation in (READ, SET):
        with RawServer(first_only) as server, watch(binding, server) as monitor:
            assert monitor.run(call(server.url, operation)).error is None
            assert server.connections == 2


@pytest.mark.row("N11")
@pytest.mark.parametrize("operation", [READ, SET, ONCE])
def test_an_idle_connection_is_closed_before_its_reuse(binding: Driver, operation: str) -> None:
    # 20 calls per class and binding; more with SENDGRID_ACCOUNTS_SOAK.
    times = 20 * SOAK

    def close_when_idle(peer: Peer) -> None:
        peer.socket.settimeout(0.05)
        healthy(peer)

    with RawServer(close_when_idle) as server, watch(binding, server) as monitor:
        spec = call(server.url, operation, times=times, pause_ms=50)
        outcomes = monitor.run(spec).series
    assert [one.reply for one in outcomes if one.error is not None] == []
    if operation == ONCE:
        assert server.connections == times, "a once-only change on a reused connection"


@pytest.mark.row("N12")
def test_a_server_that_closes_after_each_response(binding: Driver) -> None:
    # 150 calls per class and binding; more with SENDGRID_ACCOUNTS_SOAK.
    def close_unannounced(peer: Peer) -> None:
        request = peer.read_request()
        if request is not None:
            peer.send(request.response())

    with RawServer(close_unannounced) as server, watch(binding, server) as monitor:
        for operation in (READ, SET, ONCE):
            outcomes = monitor.run(call(server.url, operation, times=150 * SOAK)).series
            assert [one.reply for one in outcomes if one.error is not None] == []


@pytest.mark.row("N13")
def test_a_silent_server(binding: Driver) -> None:
    with RawServer(Peer.hold) as server, watch(binding) as monitor:
        check(monitor, server.url, lost("timeout"), attempt_timeout_ms=120)
        outcome = monitor.run(call(server.url, CUSTOMERS_ONCE, timeout_ms=200))
        assert outcome.error is not None
        assert outcome.error["phase"] == "response"
        assert outcome.failure == ("outcome_unknown", "unknown", 1)


@pytest.mark.row("N13")
def test_a_silent_server_on_a_reused_connection(binding: Driver) -> None:
    def once(peer: Peer) -> None:
        request = peer.read_request()
        if request is not None:
            peer.send(request.response())
            peer.read_request()
            peer.hold()

    with RawServer(once) as server, watch(binding, server) as monitor:
        spec = call(server.url, READ, times=2, attempt_timeout_ms=150, max_retries=0)
        first, second = monitor.run(spec).series
        assert first.error is None
        assert second.failure == ("timeout", "unknown", 1)
        # The dead connection is not reused.
        third = monitor.run(call(server.url, READ, times=3, attempt_timeout_ms=150)).series
        assert [one.error for one in third] == [None] * 3


HEAD = http(b" " * 1000).removesuffix(b" " * 1000)


@pytest.mark.row("N15")
@pytest.mark.parametrize("before", [b"", HEAD])
def test_a_response_byte_by_byte(binding: Driver, before: bytes) -> None:
    def dribble(peer: Peer) -> None:
        peer.read_request()
        peer.send(before)
        for byte in HEAD if not before else b" " * 1000:
            peer.send(bytes([byte]))
            time.sleep(0.02)

    expected = unreadable("timeout") if before else lost("timeout")
    with RawServer(dribble) as server, watch(binding, server) as monitor:
        check(monitor, server.url, expected, attempt_timeout_ms=120)


@pytest.mark.row("N16")
def test_a_stalled_body(binding: Driver) -> None:
    def stop(peer: Peer) -> None:
        peer.read_request()
        peer.send(HEAD + b" " * 500)
        peer.hold()

    with RawServer(stop) as server, watch(binding, server) as monitor:
        check(monitor, server.url, unreadable("timeout"), attempt_timeout_ms=120)
        outcome = monitor.run(call(server.url, ONCE, timeout_ms=150))
        assert outcome.error is not None
        assert outcome.error["phase"] == "body"


@pytest.mark.row("N18")
@pytest.mark.parametrize("body", [b"", b'19\r\n{"email":"a@example.com"}\r\n', b"19\r\n{"])
def test_truncated_chunks(binding: Driver, body: bytes) -> None:
    def cut(peer: Peer) -> None:
        peer.read_request()
        peer.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body)

    with RawServer(cut) as server, watch(binding, server) as monitor:
        check(monitor, server.url, unreadable("transport"))


LARGE = {"address": "a" * 500_000}
"""A body that exceeds the socket buffers."""


@pytest.mark.row("N19")
@pytest.mark.parametrize("part", [b"", HEAD + b" " * 500])
def test_a_server_half_closes_during_the_request(binding: Driver, part: bytes) -> None:
    def half_close(peer: Peer) -> None:
        head = peer.read_head()
        if part and head is not None:
            # The server responds before the end of the request.
            peer.server.count(Request(head.split("\r\n")[0], head, b""))
        peer.send(part)
        peer.half_close()
        # The server does not read the rest of the request.
        time.sleep(0.6)

    with (
        RawServer(half_close, receive_buffer=4096) as server,
        watch(binding, server) as monitor,
    ):
        before = binding.cpu_seconds()
        spec = call(
            server.url, "user.update_profile", arguments=LARGE, timeout_ms=500, max_retries=0
        )
        outcome = monitor.run(spec)
        assert outcome.error is not None
        assert outcome.error["outcome"] == ("applied" if part else "unknown")
        processor_time = binding.cpu_seconds() - before
    # A busy wait would take the whole half second.
    assert processor_time < 0.15, f"{processor_time} s of processor time"
