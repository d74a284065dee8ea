"""Servers that send protocol elements without end in place of a response."""

from __future__ import annotations

import socket
import time
from dataclasses import dataclass

from raw_servers import Peer

LONGEST = 3.0
"""Seconds after which a flood ends by itself, so that a client without limits fails its test and
does not hang."""
OK = b"HTTP/1.1 200 OK\r\n"
CHUNKED = OK + b"Transfer-Encoding: chunked\r\n\r\n"
EMAIL = b'22\r\n{"email":"somebody@example.com"}  \r\n'


def interim(status: str, *headers: str) -> bytes:
    """An interim response."""
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, "", ""]).encode()


@dataclass(frozen=True)
class Flood:
    """What a server sends after each request: a beginning once, then a part for `LONGEST` seconds.

    The behaviour of a `RawServer`. It ends early when the client closes the connection.
    """

    begin: bytes
    part: bytes
    pause: float = 0.0
    """Seconds between two parts."""

    @property
    def has_final_status(self) -> bool:
        """Whether the client has read a final status before the flood begins."""
        return b"\r\n\r\n" in self.begin

    def __call__(self, peer: Peer) -> None:
        """Serves a connection."""
        if peer.read_request() is None:
            return
        peer.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        # A client that stops reading must not block this thread beyond the flood's end.
        peer.socket.settimeout(LONGEST)
        end = time.monotonic() + LONGEST
        peer.send(self.begin)
        while time.monotonic() < end:
            peer.send(self.part)
            time.sleep(self.pause)


def flood(begin: bytes, element: bytes) -> Flood:
    """As many elements as the connection takes, in writes of some 64 kB."""
    return Flood(begin, element * max(1, 65536 // len(element)))


EXTENDED = b"1;name=" + b"x" * 8000 + b"\r\n \r\n"

FLOODS = {
    "100 Continue": flood(b"", interim("100 Continue")),
    "100 Continue, one a millisecond": Flood(b"", interim("100 Continue"), 0.001),
    "102 Processing": flood(b"", interim("102 Processing")),
    "103 Early Hints": flood(b"", interim("103 Early Hints", "Link: </a.css>; rel=preload")),
    "blank lines": flood(b"", b"\r\n"),
    "header bytes, one at a time": Flood(OK + b"X: ", b"x", 0.0005),
    "empty headers, one at a time": Flood(OK, b"X:\r\n", 0.02),
    "one-byte chunks": flood(CHUNKED, b"1\r\n \r\n"),
    "one-byte chunks, one a millisecond": Flood(CHUNKED, b"1\r\n \r\n", 0.001),
    "one-byte chunks with long extensions": flood(CHUNKED, EXTENDED),
    "a chunk size of zeros": flood(CHUNKED, b"0"),
    "a chunk extension": flood(CHUNKED + b"1;", b"x"),
    "trailers": flood(CHUNKED + EMAIL + b"0\r\n", b"X-Trailer: 1\r\n"),
    "trailers, one a millisecond": Flood(CHUNKED + EMAIL + b"0\r\n", b"X:\r\n", 0.001),
}
