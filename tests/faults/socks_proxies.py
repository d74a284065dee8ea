"""A SOCKS5 proxy (RFC 1928), optionally with a password (RFC 1929)."""

from __future__ import annotations

import socket
import threading
from dataclasses import dataclass, field
from typing import NamedTuple

from proxies import pump
from raw_servers import Peer

NO_AUTHENTICATION, PASSWORD, NONE_ACCEPTABLE = 0, 2, 0xFF
CONNECT = 1
IPV4, NAME, IPV6 = 1, 3, 4
SUCCEEDED, NOT_ALLOWED, REJECTED = 0, 2, 5


class Destination(NamedTuple):
    """The destination of a client."""

    kind: int
    host: str
    port: int


@dataclass
class Socks5:
    """A SOCKS5 proxy; a handler of a `RawServer`."""

    credentials: tuple[str, str] | None = None
    """The required user and password."""
    target: int | None = None
    """The local port of every connection; None uses the requested destination."""
    reply: int = SUCCEEDED
    """The reply code to every request; all but `SUCCEEDED` reject it."""
    destinations: list[Destination] = field(default_factory=list[Destination])
    """The requested destinations."""
    passwords: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """The credentials of the clients."""

    def __call__(self, peer: Peer) -> None:
        """Serves a connection."""
        if not self._authenticate(peer):
            return
        destination = self._read_request(peer)
        self.destinations.append(destination)
        peer.send(bytes([5, self.reply, 0, IPV4, 127, 0, 0, 1, 0, 0]))
        if self.reply != SUCCEEDED:
            return
        address = destination[1:] if self.target is None else ("127.0.0.1", self.target)
        with socket.create_connection(address, timeout=5) as behind:
            behind.settimeout(None)
            back = threading.Thread(target=pump, args=(behind, peer.socket), daemon=True)
            back.start()
            pump(peer.socket, behind)
            back.join()

    def _authenticate(self, peer: Peer) -> bool:
        version, count = read(peer, 2)
        assert version == 5, "not SOCKS5"
        method = NO_AUTHENTICATION if self.credentials is None else PASSWORD
        if method not in read(peer, count):
            peer.send(bytes([5, NONE_ACCEPTABLE]))
            return False
        peer.send(bytes([5, method]))
        if self.credentials is None:
            return True
        assert read(peer, 1) == b"\1", "no user and password"
        user = read(peer, *read(peer, 1)).decode()
        password = read(peer, *read(peer, 1)).decode()
        self.passwords.append((user, password))
        is_right = self.passwords[-1] == self.credentials
        peer.send(bytes([1, 0 if is_right else 1]))
        return is_right

    def _read_request(self, peer: Peer) -> Destination:
        version, command, _, kind = read(peer, 4)
        assert (version, command) == (5, CONNECT), "not a CONNECT request"
        if kind == NAME:
            host = read(peer, *read(peer, 1)).decode()
        else:
            family, length = (socket.AF_INET, 4) if kind == IPV4 else (socket.AF_INET6, 16)
            host = socket.inet_ntop(family, read(peer, length))
        return Destination(kind, host, int.from_bytes(read(peer, 2), "big"))


def read(peer: Peer, length: int) -> bytes:
    """Reads exactly this number of bytes."""
    data = b""
    while len(data) < length:
        part = peer.socket.recv(length - len(data))
        if not part:
            raise ConnectionResetError("the client has closed the connection")
        data += part
    return data
