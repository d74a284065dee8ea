"""HTTP proxies: one for CONNECT tunnels, and one for plain HTTP requests."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from urllib.parse import quote

from raw_servers import Peer, RawServer


@dataclass
class Tunnels:
    """A proxy that opens or rejects tunnels; a handler of a `RawServer`."""

    rejection: str | None = None
    """The status code and reason of a rejection; None opens every tunnel."""
    target: int | None = None
    """The local port of every tunnel; None uses the requested destination."""
    heads: list[str] = field(default_factory=list[str])
    """The headers of all requests to the proxy."""
    _open: list[socket.socket] = field(default_factory=list[socket.socket])

    def __call__(self, peer: Peer) -> None:
        """Serves a connection."""
        head = peer.read_head()
        if head is None:
            return
        self.heads.append(head)
        if self.rejection is not None:
            peer.send(f"HTTP/1.1 {self.rejection}\r\nContent-Length: 0\r\n\r\n".encode())
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

    def close(self) -> None:
        """Closes the open tunnels; a new tunnel may open before the last one is closed."""
        tunnels, self._open = self._open, []
        for side in tunnels:
            with suppress(OSError):
                side.shutdown(socket.SHUT_RDWR)


@dataclass
class Forwarding:
    """A proxy for plain HTTP, which responds instead of the server."""

    heads: list[str] = field(default_factory=list[str])
    """The headers of all requests to the proxy."""

    def __call__(self, peer: Peer) -> None:
        """Serves a connection."""
        while (request := peer.read_request()) is not None:
            self.heads.append(request.head)
            peer.send(request.response())


def pump(source: socket.socket, target: socket.socket) -> None:
    """Copies bytes until either side closes."""
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
    for side in (source, target):
        with suppress(OSError):
            side.shutdown(socket.SHUT_RDWR)


def address_of(proxy: RawServer, password: str) -> str:
    """The URL of a proxy with credentials."""
    return f"http://someone:{quote(password, safe='')}@127.0.0.1:{proxy.port}"
