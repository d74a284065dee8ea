"""Responses whose end two readers may see at different places, with a forged response behind it."""

from __future__ import annotations

import time
from contextlib import suppress
from dataclasses import dataclass

from raw_servers import Peer, http

FIRST = b'{"email":"first@example.com"}'
FORGED = b'{"email":"forged@example.com","username":"forged"}'
PROPER = b'{"email":"proper@example.com"}'
POISON = http(FORGED)
CHUNKS = f"{len(FIRST):x}\r\n".encode() + FIRST + b"\r\n0\r\n\r\n"
TO_NEXT_REQUEST = 0.3
"""Seconds for which a server keeps the connection open for another request."""
DELAY = 0.02
"""Seconds after which the forged response follows on a connection that is idle."""
TRANSFER = "Transfer-Encoding: chunked"


def length(value: object) -> str:
    """A header."""
    return f"Content-Length: {value}"


def response(body: bytes, *headers: str, version: str = "1.1") -> bytes:
    """A response with no other framing than these headers."""
    return "\r\n".join([f"HTTP/{version} 200 OK", *headers, "", ""]).encode() + body


BOTH = len(CHUNKS)
"""A length that ends where the chunks end."""
BEYOND = len(CHUNKS + POISON)
"""A length that takes the forged response for a part of the body."""
N = len(FIRST)

RESPONSES = {
    "chunked, and a length that agrees": response(CHUNKS, TRANSFER, length(BOTH)),
    "a length that agrees, and chunked": response(CHUNKS, length(BOTH), TRANSFER),
    "chunked, and a longer length": response(CHUNKS, TRANSFER, length(BEYOND)),
    "chunked, and a shorter length": response(CHUNKS, TRANSFER, length(5)),
    "chunked, and a length of zero": response(CHUNKS, TRANSFER, length(0)),
    "a longer length, and chunked": response(CHUNKS, length(BEYOND), TRANSFER),
    "two lengths, the second longer": response(FIRST, length(N), length(N + len(POISON))),
    "two lengths, the first longer": response(FIRST, length(N + len(POISON)), length(N)),
    "two lengths, one of them zero": response(FIRST, length(0), length(N)),
    "a list of lengths": response(FIRST, length(f"{N}, {N + 1}")),
    "a list of lengths, the second zero": response(FIRST, length(f"{N}, 0")),
    "5, 6": response(FIRST, length("5, 6")),
    "chunked, identity": response(CHUNKS, f"{TRANSFER}, identity"),
    "identity": response(FIRST, "Transfer-Encoding: identity", length(N)),
    "chunked twice": response(CHUNKS, f"{TRANSFER}, chunked"),
    "chunked in two headers": response(CHUNKS, TRANSFER, TRANSFER),
    "chunked, then identity in a header": response(CHUNKS, TRANSFER, "Transfer-Encoding: identity"),
    "an unknown coding": response(CHUNKS, "Transfer-Encoding: xchunked", length(N)),
    "chunked with a blank before the colon": response(CHUNKS, TRANSFER.replace(":", " :")),
    "chunked on a folded line": response(CHUNKS, "Transfer-Encoding:\r\n chunked", length(5)),
    "chunked in HTTP/1.0": response(CHUNKS, TRANSFER, "Connection: keep-alive", version="1.0"),
    "chunked in HTTP/1.0, and a length": response(
        CHUNKS, TRANSFER, length(BOTH), "Connection: keep-alive", version="1.0"
    ),
    "a length with a plus": response(FIRST, length(f"+{N}")),
    "a length with a minus": response(FIRST, length(f"-{N}")),
    "a length with a blank": response(FIRST, length(f"{str(N)[0]} {str(N)[1:]}")),
    "a length in hexadecimal": response(FIRST, length(f"{N:#x}")),
    "a length with a point": response(FIRST, length(f"{N}.0")),
    "an empty length": response(FIRST, length("")),
    "a length of 25 digits": response(FIRST, length("9" * 25)),
    "a chunk size with a plus": response(b"+" + CHUNKS, TRANSFER),
    "a chunk size with a prefix": response(b"0x" + CHUNKS, TRANSFER),
    "a chunk size that overflows": response(b"1" + b"0" * 16 + CHUNKS, TRANSFER),
    "a chunk longer than its size": response(b"2\r\n" + FIRST + b"\r\n0\r\n\r\n", TRANSFER),
}
"""Ambiguous responses, by what is wrong. The status and all headers arrive in whole."""

COMPLETE = (
    "chunked, and a length that agrees",
    "a length that agrees, and chunked",
    "chunked, and a shorter length",
    "two lengths, one of them zero",
    "chunked twice",
    "chunked in HTTP/1.0, and a length",
)
"""Those that some readers take for complete, so that they keep the connection."""
MOMENTS = {
    "at once": tuple(RESPONSES),
    "while idle": COMPLETE,
    "with the next request": tuple(RESPONSES),
}
"""When the forged response follows, and the responses that it follows then."""


@dataclass
class Poisoning:
    """A server whose first response is ambiguous; each later request gets a proper response.

    The behaviour of a `RawServer`.
    """

    ambiguous: bytes
    moment: str
    reused: int = 0
    """How many requests came on the connection of the ambiguous response."""

    def __call__(self, peer: Peer) -> None:
        """Serves a connection."""
        while peer.read_request() is not None:
            if len(peer.server.received) > 1:
                peer.send(http(PROPER))
                continue
            self._poison(peer)
            return

    def _poison(self, peer: Peer) -> None:
        peer.send(self.ambiguous + (POISON if self.moment == "at once" else b""))
        if self.moment == "while idle":
            time.sleep(DELAY)
            peer.send(POISON)
        peer.socket.settimeout(TO_NEXT_REQUEST)
        with suppress(TimeoutError):
            while peer.read_request() is not None:
                self.reused += 1
                if self.moment == "with the next request":
                    peer.send(POISON)
                peer.send(http(PROPER))
