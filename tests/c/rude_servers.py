"""Servers that misbehave, and record the behaviour of their clients."""

from __future__ import annotations

import socket
import struct
import threading
import time
from contextlib import suppress
from types import TracebackType
from typing import TypeVar

BODY = b'{"email": "somebody@example.com"}'
HEAD = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(BODY)}\r\n\r\n"
Server = TypeVar("Server", bound="RudeServer")


class RudeServer:
    """Serves each connection on its own thread."""

    def __enter__(self: Server) -> Server:
        """Starts the server."""
        self._listener = socket.socket()
        # A small buffer, so that a client soon waits with the rest of a long request.
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen(256)
        self.port = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.connections = 0
        self._lock = threading.Lock()
        self._accepts = threading.Thread(target=self._accept, daemon=True)
        self._accepts.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stops the server."""
        # After close() alone, the thread could accept for the next owner of the descriptor.
        self._listener.shutdown(socket.SHUT_RDWR)
        self._accepts.join()
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            received = b""
            while b"\r\n\r\n" not in received:
                part = connection.recv(4096)
                if not part:
                    return
                received += part
            self.response(connection, received.decode(errors="replace"))

    def response(self, connection: socket.socket, request: str) -> None:
        """Closes the connection."""


class SilentServer(RudeServer):
    """Keeps connections open without a response."""

    def __init__(self) -> None:
        """Starts without requests."""
        self.received: list[str] = []
        """The first line of each request."""
        self.closed_at: list[float] = []
        """The time at which the client closed its connection."""

    def response(self, connection: socket.socket, request: str) -> None:
        """Waits for the end."""
        with self._lock:
            self.received.append(request.split("\r\n")[0])
        with suppress(ConnectionResetError):
            while connection.recv(4096):
                continue
        with self._lock:
            self.closed_at.append(time.monotonic())


class ResettingServer(RudeServer):
    """Responds before the request is complete, and then resets the connection.

    Whoever still writes when the reset has come raises SIGPIPE in its process.
    """

    responses = 0

    def response(self, connection: socket.socket, request: str) -> None:
        """Sends the response."""
        assert request
        connection.sendall(HEAD.encode() + BODY)
        # After the end of the response, the writer gets EPIPE instead of ECONNRESET.
        connection.shutdown(socket.SHUT_WR)
        with self._lock:
            self.responses += 1
        linger = struct.pack("ii", 1, 0)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
