"""The matrix: what fails before an exchange, or under it (N4 to N19)."""

from __future__ import annotations

import time

import pytest
from drivers import Driver
from faces import SOAK
from lost_answers import check, lost, unreadable, unsent
from matrix import CUSTOMERS_ONCE, ONCE, READ, SET, call, watched
from raw_servers import Behaviour, Peer, RawServer, Request, http, well
from replay_server import unanswering_port


@pytest.mark.row("N4")
def test_nobody_listens(face: Driver) -> None:
    with RawServer(well) as server:
        url = server.url
    with watched(face) as row:
        check(row, url, unsent("connect"))


@pytest.mark.row("N5")
def test_no_connection_comes_about(face: Driver) -> None:
    with unanswering_port() as port, watched(face) as row:
        url = f"http://127.0.0.1:{port}"
        check(row, url, unsent("timeout"), connect_timeout_ms=60)
        # The limit of the call ends it too, and then also nothing was sent.
        for operation in (READ, SET, ONCE):
            done = row.ask(call(url, operation, connect_timeout_ms=5000, timeout_ms=200))
            assert done.error is not None
            assert done.verdict == ("timeout", "not_sent", 1)
            assert done.error["phase"] == "connect"


def reset_unread(peer: Peer) -> None:
    peer.wait_for_bytes()
    peer.reset()


def reset_applied(peer: Peer) -> None:
    peer.read_request()
    peer.reset()


def close_unapplied(peer: Peer) -> None:
    # What has arrived is read, or closing would be a reset.
    peer.read_head()


def close_applied(peer: Peer) -> None:
    peer.read_request()


BROKEN = pytest.mark.parametrize(
    "behaviour",
    [
        pytest.param(reset_unread, marks=pytest.mark.row("N7")),
        pytest.param(reset_applied, marks=pytest.mark.row("N8")),
        pytest.param(close_unapplied, marks=pytest.mark.row("N10")),
        pytest.param(close_applied, marks=pytest.mark.row("N10")),
    ],
)


@BROKEN
def test_no_answer_ever_comes(face: Driver, behaviour: Behaviour) -> None:
    with RawServer(behaviour) as server, watched(face, server) as row:
        check(row, server.url, lost("transport"))
        assert server.connections == 2 * (3 + 2 + 1)


@BROKEN
def test_no_answer_comes_once(face: Driver, behaviour: Behaviour) -> None:
    def first_only(peer: Peer) -> None:
        (behaviour if peer.number == 1 else well)(peer)

    for operation in (READ, SET):
        with RawServer(first_only) as server, watched(face, server) as row:
            assert row.ask(call(server.url, operation)).error is None
            assert server.connections == 2


@pytest.mark.row("N11")
@pytest.mark.parametrize("operation", [READ, SET, ONCE])
def test_a_kept_connection_is_just_being_closed(face: Driver, operation: str) -> None:
    # 20 calls a class in each face; more with SENDGRID_ACCOUNTS_SOAK.
    times = 20 * SOAK

    def close_when_idle(peer: Peer) -> None:
        peer.socket.settimeout(0.05)
        well(peer)

    with RawServer(close_when_idle) as server, watched(face, server) as row:
        wanted = call(server.url, operation, times=times, pause_ms=50)
        done = row.ask(wanted).series
    assert [one.answer for one in done if one.error is not None] == []
    if operation == ONCE:
        assert server.connections == times, "a kept connection for what is never repeated"


@pytest.mark.row("N12")
def test_every_answer_ends_its_connection(face: Driver) -> None:
    # 150 calls a class in each face; more with SENDGRID_ACCOUNTS_SOAK.
    def close_unannounced(peer: Peer) -> None:
        request = peer.read_request()
        if request is not None:
            peer.send(request.answer())

    with RawServer(close_unannounced) as server, watched(face, server) as row:
        for operation in (READ, SET, ONCE):
            done = row.ask(call(server.url, operation, times=150 * SOAK)).series
            assert [one.answer for one in done if one.error is not None] == []


@pytest.mark.row("N13")
def test_nobody_answers(face: Driver) -> None:
    with RawServer(Peer.hold) as server, watched(face) as row:
        check(row, server.url, lost("timeout"), attempt_timeout_ms=120)
        done = row.ask(call(server.url, CUSTOMERS_ONCE, timeout_ms=200))
        assert done.error is not None
        assert done.error["phase"] == "response"
        assert done.verdict == ("outcome_unknown", "unknown", 1)


@pytest.mark.row("N13")
def test_nobody_answers_on_a_kept_connection(face: Driver) -> None:
    def once(peer: Peer) -> None:
        request = peer.read_request()
        if request is not None:
            peer.send(request.answer())
            peer.read_request()
            peer.hold()

    with RawServer(once) as server, watched(face, server) as row:
        wanted = call(server.url, READ, times=2, attempt_timeout_ms=150, max_retries=0)
        first, second = row.ask(wanted).series
        assert first.error is None
        assert second.verdict == ("timeout", "unknown", 1)
        # The connection that is dead is not used again.
        third = row.ask(call(server.url, READ, times=3, attempt_timeout_ms=150)).series
        assert [one.error for one in third] == [None] * 3


HEAD = http(b" " * 1000).removesuffix(b" " * 1000)


@pytest.mark.row("N15")
@pytest.mark.parametrize("before", [b"", HEAD])
def test_an_answer_dribbles(face: Driver, before: bytes) -> None:
    def dribble(peer: Peer) -> None:
        peer.read_request()
        peer.send(before)
        for byte in HEAD if not before else b" " * 1000:
            peer.send(bytes([byte]))
            time.sleep(0.02)

    wanted = unreadable("timeout") if before else lost("timeout")
    with RawServer(dribble) as server, watched(face, server) as row:
        check(row, server.url, wanted, attempt_timeout_ms=120)


@pytest.mark.row("N16")
def test_an_answer_stops_in_its_body(face: Driver) -> None:
    def stop(peer: Peer) -> None:
        peer.read_request()
        peer.send(HEAD + b" " * 500)
        peer.hold()

    with RawServer(stop) as server, watched(face, server) as row:
        check(row, server.url, unreadable("timeout"), attempt_timeout_ms=120)
        done = row.ask(call(server.url, ONCE, timeout_ms=150))
        assert done.error is not None
        assert done.error["phase"] == "body"


@pytest.mark.row("N18")
@pytest.mark.parametrize("body", [b"", b'19\r\n{"email":"a@example.com"}\r\n', b"19\r\n{"])
def test_chunks_end_before_the_last(face: Driver, body: bytes) -> None:
    def cut(peer: Peer) -> None:
        peer.read_request()
        peer.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + body)

    with RawServer(cut) as server, watched(face, server) as row:
        check(row, server.url, unreadable("transport"))


LONG = {"address": "a" * 500_000}
"""More than a connection takes at once."""


@pytest.mark.row("N19")
@pytest.mark.parametrize("part", [b"", HEAD + b" " * 500])
def test_a_server_ends_its_side_too_early(face: Driver, part: bytes) -> None:
    def half_close(peer: Peer) -> None:
        head = peer.read_head()
        if part and head is not None:
            # It says yes to what it has seen.
            peer.server.count(Request(head.split("\r\n")[0], head, b""))
        peer.send(part)
        peer.finish()
        # Nothing more is read: the rest of the request is not taken.
        time.sleep(0.6)

    with (
        RawServer(half_close, receive_buffer=4096) as server,
        watched(face, server) as row,
    ):
        before = face.cpu_seconds()
        wanted = call(
            server.url, "user.update_profile", arguments=LONG, timeout_ms=500, max_retries=0
        )
        done = row.ask(wanted)
        assert done.error is not None
        assert done.error["outcome"] == ("applied" if part else "unknown")
        computed = face.cpu_seconds() - before
    # A loop that does not wait would take all of the half second.
    assert computed < 0.15, f"{computed} s of processor time"
