"""Responses on reused connections belong to the right call (rows P5 and P11)."""

from __future__ import annotations

import re

import pytest
from bindings import SOAK
from drivers import Driver
from matrix import ONCE, READ, SET, call, watch
from raw_servers import Peer, RawServer, Request, http

NUMBERED = {"email": "number-{n}@example.com"}
AT_ONCE = 64
TIMES = 256 * SOAK


def respond_early(peer: Peer) -> None:
    """Responds as soon as the body contains the address, and then reads the rest."""
    while (head := peer.read_head()) is not None:
        received = peer.take_rest()
        while (match := re.search(rb'"(number-\d+@example\.com)', received)) is None:
            part = peer.socket.recv(7)
            if not part:
                return
            received += part
        peer.send(http(b'{"email":"' + match[1] + b'"}'))
        length = re.search(r"content-length: (\d+)", head.lower())
        assert length is not None
        while len(received) < int(length[1]):
            received += peer.socket.recv(int(length[1]) - len(received))
        peer.server.count(Request(head.split("\r\n")[0], head, received))


@pytest.mark.row("P5")
def test_an_early_response(binding: Driver) -> None:
    with RawServer(respond_early) as server, watch(binding, server) as monitor:
        spec = call(server.url, SET, arguments=NUMBERED, times=TIMES, at_once=AT_ONCE)
        outcomes = monitor.run(spec).series
    for number, one in enumerate(outcomes):
        assert one.result["email"] == f"number-{number}@example.com"


@pytest.mark.row("P5")
def test_a_response_before_most_of_its_request(binding: Driver) -> None:
    def respond_first(peer: Peer) -> None:
        while (head := peer.read_head()) is not None:
            peer.server.count(Request(head.split("\r\n")[0], head, b""))
            peer.send(http(b'{"city":"Orange"}'))
            if peer.read_body(head) is None:
                return

    large = {"address": "a" * 200_000}
    with RawServer(respond_first, receive_buffer=4096) as server, watch(binding, server) as monitor:
        # If the client closes the connection, it has already received the 200.
        outcomes = monitor.run(
            call(server.url, "user.update_profile", arguments=large, times=20)
        ).series
    for one in outcomes:
        assert one.result["city"] == "Orange"


@pytest.mark.row("P5")
def test_an_extra_response_is_dropped(binding: Driver) -> None:
    def respond_twice(peer: Peer) -> None:
        while (request := peer.read_request()) is not None:
            peer.send(request.response() + http(b'{"email":"extra@example.com"}'))

    with RawServer(respond_twice) as server, watch(binding, server) as monitor:
        spec = call(server.url, SET, arguments=NUMBERED, times=TIMES, at_once=AT_ONCE)
        outcomes = monitor.run(spec).series
    for number, one in enumerate(outcomes):
        assert one.result["email"] == f"number-{number}@example.com"


@pytest.mark.row("P11")
@pytest.mark.parametrize("operation", [READ, SET, ONCE])
def test_a_closing_connection_is_not_reused(binding: Driver, operation: str) -> None:
    reused: list[Request] = []

    def close_every_third(peer: Peer) -> None:
        while (request := peer.read_request()) is not None:
            if len(peer.server.received) % 3:
                peer.send(request.response())
                continue
            response = request.response().replace(b"\r\n", b"\r\nConnection: close\r\n", 1)
            peer.send(response)
            # The connection stays open to detect a reuse.
            peer.socket.settimeout(5)
            if (second := peer.read_request()) is not None:
                reused.append(second)
            return

    with RawServer(close_every_third) as server, watch(binding, server) as monitor:
        outcomes = monitor.run(call(server.url, operation, times=60, at_once=4)).series
        assert [one.error for one in outcomes] == [None] * 60
        assert len(server.received) == 60
        # Without reuse the test would prove nothing.
        assert operation == ONCE or server.connections < 60
    assert reused == []
