"""Proxies of HTTP: one that opens tunnels, or does not, and one that responds by itself."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from dataclasses import dataclass, field

from raw_servers import Peer, RawServer


@dataclass
class Tunnels:
    """What a proxy does with its connections, for a `RawServer`."""

    refusal: str | None = None
    """Its answer, where it opens no tunnel: a status with its reason."""
    target: int | None = None
    """The port of this machine that every tunnel leads to, whatever its name; None: as named."""
    heads: list[str] = field(default_factory=list[str])
    """What was asked of it."""
    _open: list[socket.socket] = field(default_factory=list[socket.socket])

    def __call__(self, peer: Peer) -> None:
        """Serves a connection."""
        head = peer.read_head()
        if head is None:
            return
        self.heads.append(head)
        if self.refusal is not None:
            peer.send(f"HTTP/1.1 {self.refusal}\r\nContent-Length: 0\r\n\r\n".encode())
            return
        host, _, port = head.split(" ")[1].rpartition(":")
        if self.target is not None:
            host, port = "127.0.0.1", str(self.target)
        with socket.create_connection((host, int(port)), timeout=5) as behind:
            behind.settimeout(None)
            self._open += [peer.socket, behind]
            peer.send(b"HTTP/1.1 200 Connection established\r\n\r\n")
            back = threading.Thread(target=pump, args=(behind, peer.socket), daemon=True)
            back.start()
            pump(peer.socket, behind)
            back.join()

    def cut(self) -> None:
        """Ends the tunnels that are open now: the next may come before the last is ended."""
        ended, self._open = self._open, []
        for side in ended:
            with suppress(OSError):
                side.shutdown(socket.SHUT_RDWR)


@dataclass
class Forwarding:
    """A proxy for requests that it can read, which responds in place of every server."""

    heads: list[str] = field(default_factory=list[str])
    """What was asked of it."""

    def __call__(self, peer: Peer) -> None:
        """Serves a connection."""
        while (request := peer.read_request()) is not None:
            self.heads.append(request.head)
            peer.send(request.answer())


def pump(source: socket.socket, target: socket.socket) -> None:
    """Hands over what comes, until either side ends."""
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    for side in (source, target):
        with suppress(OSError):
            side.shutdown(socket.SHUT_RDWR)


def address_of(proxy: RawServer, password: str) -> str:
    """The URL of a proxy that wants a password."""
    return f"http://someone:{password}@127.0.0.1:{proxy.port}"
