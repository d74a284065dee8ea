"""The matrix: whose answer it is, on connections that are kept (P5, P11)."""

from __future__ import annotations

import re

import pytest
from drivers import Driver
from faces import SOAK
from matrix import ONCE, READ, SET, call, watched
from raw_servers import Peer, RawServer, Request, http

NUMBERED = {"email": "number-{n}@example.com"}
AT_ONCE = 64
TIMES = 256 * SOAK


def answer_early(peer: Peer) -> None:
    """Answers as soon as it is known what is wanted, and then reads the rest."""
    while (head := peer.read_head()) is not None:
        received = peer.take_rest()
        while (found := re.search(rb'"(number-\d+@example\.com)', received)) is None:
            part = peer.socket.recv(7)
            if not part:
                return
            received += part
        peer.send(http(b'{"email":"' + found[1] + b'"}'))
        length = re.search(r"content-length: (\d+)", head.lower())
        assert length is not None
        while len(received) < int(length[1]):
            received += peer.socket.recv(int(length[1]) - len(received))
        peer.server.count(Request(head.split("\r\n")[0], head, received))


@pytest.mark.row("P5")
def test_an_answer_comes_early(face: Driver) -> None:
    with RawServer(answer_early) as server, watched(face, server) as row:
        wanted = call(server.url, SET, arguments=NUMBERED, times=TIMES, at_once=AT_ONCE)
        done = row.ask(wanted).series
    for number, one in enumerate(done):
        assert one.result["email"] == f"number-{number}@example.com"


@pytest.mark.row("P5")
def test_an_answer_comes_before_most_of_its_request(face: Driver) -> None:
    def answer_first(peer: Peer) -> None:
        while (head := peer.read_head()) is not None:
            peer.server.count(Request(head.split("\r\n")[0], head, b""))
            peer.send(http(b'{"city":"Orange"}'))
            if peer.read_body(head) is None:
                return

    long = {"address": "a" * 200_000}
    with RawServer(answer_first, receive_buffer=4096) as server, watched(face, server) as row:
        # Where the client ends such a connection, it was told yes before.
        done = row.ask(call(server.url, "user.update_profile", arguments=long, times=20)).series
    for one in done:
        assert one.result["city"] == "Orange"


@pytest.mark.row("P5")
def test_an_answer_too_many_is_nobodys(face: Driver) -> None:
    def answer_twice(peer: Peer) -> None:
        while (request := peer.read_request()) is not None:
            peer.send(request.answer() + http(b'{"email":"nobody@example.com"}'))

    with RawServer(answer_twice) as server, watched(face, server) as row:
        wanted = call(server.url, SET, arguments=NUMBERED, times=TIMES, at_once=AT_ONCE)
        done = row.ask(wanted).series
    for number, one in enumerate(done):
        assert one.result["email"] == f"number-{number}@example.com"


@pytest.mark.row("P11")
@pytest.mark.parametrize("operation", [READ, SET, ONCE])
def test_connections_that_are_announced_to_close(face: Driver, operation: str) -> None:
    reused: list[Request] = []

    def close_every_third(peer: Peer) -> None:
        while (request := peer.read_request()) is not None:
            if len(peer.server.received) % 3:
                peer.send(request.answer())
                continue
            answer = request.answer().replace(b"\r\n", b"\r\nConnection: close\r\n", 1)
            peer.send(answer)
            # It is left open, so that whoever uses it again is seen.
            peer.socket.settimeout(5)
            if (again := peer.read_request()) is not None:
                reused.append(again)
            return

    with RawServer(close_every_third) as server, watched(face, server) as row:
        done = row.ask(call(server.url, operation, times=60, at_once=4)).series
        assert [one.error for one in done] == [None] * 60
        assert len(server.received) == 60
        # Else nothing was tried.
        assert operation == ONCE or server.connections < 60
    assert reused == []
