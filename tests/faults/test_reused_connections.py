"""Responses on reused connections belong to the right call (rows P5, P11 and P14)."""

from __future__ import annotations

import re
import time

import pytest
from binding_fixtures import in_all_bindings
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


class UnexpectedResponses:
    """A server that sends an unexpected response after each response, with the name of a stranger.

    The handler of a `RawServer`. `delay` is the time between the two in seconds; without one, both
    are in the same segment.
    """

    def __init__(self, delay: float) -> None:
        """Sends the second response after this time."""
        self.delay = delay
        self.in_time = 0
        """The number of unexpected responses that arrived before the next call."""
        self.late: set[str] = set()
        """The names in the others, which a client may take for expected responses."""
        self.reused = 0
        """The number of requests on a connection with unexpected bytes."""

    def __call__(self, peer: Peer) -> None:
        """Serves a connection."""
        is_poisoned = False
        while (request := peer.read_request()) is not None:
            self.reused += is_poisoned
            account = re.search(r"\r\non-behalf-of: (\w+)", request.head, re.IGNORECASE)
            stranger = f"stranger {peer.number}"
            own, second = map(response_with, (account[1] if account else "parent", stranger))
            started = time.monotonic()
            peer.send(own if self.delay else own + second)
            if self.delay:
                time.sleep(self.delay)
                peer.send(second)
            # This thread may have waited for a processor, and the next call may have begun.
            if time.monotonic() - started > PAUSE_MS / 2000:
                self.late.add(stranger)
                return
            is_poisoned = True
            self.in_time += 1


def response_with(username: str) -> bytes:
    """A response with this username."""
    return http(f'{{"username":"{username}"}}'.encode())


PAUSE_MS = 10
"""Pause between two calls, in which the unexpected response arrives."""


@pytest.mark.row("P14")
@in_all_bindings
@pytest.mark.parametrize("delay", [0.001, 0], ids=["after 1 ms", "in the same segment"])
def test_no_call_receives_a_response_that_came_before_it(binding: Driver, delay: float) -> None:
    responses = UnexpectedResponses(delay)
    with RawServer(responses) as server, watch(binding, server) as monitor:
        spec = call(
            server.url,
            "user.get_username",
            times=400,
            pause_ms=PAUSE_MS,
            odd_on_behalf_of="subuser",
        )
        outcomes = monitor.run(spec).series
    wrong = [
        one.result["username"]
        for number, one in enumerate(outcomes)
        if one.result["username"] != ("subuser" if number % 2 else "parent")
    ]
    assert set(wrong) <= responses.late
    assert responses.reused == 0
    assert responses.in_time > 200
