"""Servers with byte-level control of each connection, and counters of requests."""

from __future__ import annotations

import json
import socket
import ssl
import struct
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from types import TracebackType

RESET = struct.pack("ii", 1, 0)


@dataclass(frozen=True)
class Request:
    """A complete request."""

    line: str
    head: str
    body: bytes

    def response(self) -> bytes:
        """The response of a healthy server. An email update returns the new address."""
        body: object = {"message": "success"}
        if "/v3/user/email" in self.line:
            body = {"email": "somebody@example.com"}
            if self.line.startswith("PUT"):
                body = {"email": json.loads(self.body)["email"]}
        elif "/v3/user/profile" in self.line:
            body = {"city": "Orange"}
        elif "/v3/" in self.line:
            body = {}
        elif b"task=get" in self.body:
            body = []
        return http(json.dumps(body).encode())


def http(body: bytes, *headers: str, status: str = "200 OK") -> bytes:
    """A response with Content-Length."""
    lines = f"HTTP/1.1 {status}", "Content-Type: application/json", f"Content-Length: {len(body)}"
    return "\r\n".join([*lines, *headers, "", ""]).encode() + body


class Peer:
    """The server side of a connection."""

    def __init__(self, server: RawServer, connection: socket.socket, number: int) -> None:
        """Wraps an accepted connection; numbers start at 1."""
        self.server = server
        self.socket = connection
        self.number = number
        self._buffer = b""

    def read_head(self) -> str | None:
        """Reads the request line and headers; None if the client closes the connection."""
        while b"\r\n\r\n" not in self._buffer:
            part = self.socket.recv(65536)
            if not part:
                return None
            self._buffer += part
        head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
        return head.decode("latin-1")

    def read_body(self, head: str) -> bytes | None:
        """Reads the body; None if the client closes the connection early."""
        headers = (line.lower().partition(": ") for line in head.split("\r\n"))
        length = next((int(value) for name, _, value in headers if name == "content-length"), 0)
        while len(self._buffer) < length:
            part = self.socket.recv(65536)
            if not part:
                return None
            self._buffer += part
        body, self._buffer = self._buffer[:length], self._buffer[length:]
        return body

    def take_rest(self) -> bytes:
        """The bytes in the buffer after the last read."""
        rest, self._buffer = self._buffer, b""
        return rest

    def read_request(self) -> Request | None:
        """Reads and counts a request; None if the client closes the connection."""
        head = self.read_head()
        if head is None or (body := self.read_body(head)) is None:
            return None
        request = Request(head.split("\r\n")[0], head, body)
        self.server.count(request)
        return request

    def wait_for_bytes(self) -> None:
        """Waits for the first bytes without reading them."""
        self.socket.recv(1, socket.MSG_PEEK)

    def send(self, data: bytes) -> None:
        """Sends bytes."""
        self.socket.sendall(data)

    def speak_tls(self, context: ssl.SSLContext) -> None:
        """Makes a TLS handshake as the server; later bytes are encrypted."""
        plain = self.socket
        self.socket = context.wrap_socket(plain, server_side=True, do_handshake_on_connect=False)
        self.server.swap(plain, self.socket)
        self.socket.do_handshake()

    def reset(self) -> None:
        """Resets the connection (RST)."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        self.socket.close()

    def half_close(self) -> None:
        """Closes the sending side (FIN)."""
        self.socket.shutdown(socket.SHUT_WR)

    def hold(self) -> None:
        """Waits until the client closes the connection."""
        while self.socket.recv(65536):
            continue


Handler = Callable[[Peer], None]
"""Serves a connection, which is then closed."""


@dataclass
class RawServer:
    """Runs a handler in a thread per connection, and counts connections and complete requests."""

    handle: Handler
    address: str = "127.0.0.1"
    port: int = 0
    receive_buffer: int | None = None
    connections: int = 0
    received: list[Request] = field(default_factory=list[Request])

    def __enter__(self) -> RawServer:
        """Starts the server."""
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._threads: list[threading.Thread] = []
        self._listener = socket.socket()
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if self.receive_buffer is not None:
            self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, self.receive_buffer)
        self._listener.bind((self.address, self.port))
        self._listener.listen(1024)
        self.port = self._listener.getsockname()[1]
        self.url = f"http://{self.address}:{self.port}"
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stops the server."""
        # A thread that still waits in accept() would accept connections of the next socket with the
        # same descriptor.
        self.stop_accepting()
        self._accepting.join()
        self._listener.close()
        self.close_connections()
        for thread in self._threads:
            thread.join(5)
            assert not thread.is_alive(), "a connection does not end"

    def stop_accepting(self) -> None:
        """Accepts no more connections."""
        self._listener.shutdown(socket.SHUT_RDWR)

    def close_connections(self) -> None:
        """Closes all connections."""
        with self._lock:
            for connection in self._open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def swap(self, old: socket.socket, new: socket.socket) -> None:
        """Replaces the socket object of a connection."""
        with self._lock:
            self._open.discard(old)
            self._open.add(new)

    def requests(self) -> int:
        """The number of complete requests."""
        return len(self.received)

    def applied(self) -> int:
        """The number of changes that may have been applied: every complete request."""
        return len(self.received)

    def count(self, request: Request) -> None:
        """Counts a request."""
        with self._lock:
            self.received.append(request)

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                self.connections += 1
                self._open.add(connection)
                peer = Peer(self, connection, self.connections)
            thread = threading.Thread(target=self._serve, args=(peer,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _serve(self, peer: Peer) -> None:
        with suppress(OSError):
            try:
                self.handle(peer)
            finally:
                peer.socket.close()
        with self._lock:
            self._open.discard(peer.socket)


def healthy(peer: Peer) -> None:
    """Responds to every request."""
    while (request := peer.read_request()) is not None:
        peer.send(request.response())


def trap(peer: Peer) -> None:
    """Accepts connections and never responds, so that a test can count them."""
    peer.hold()


def responding(*responses: bytes) -> Handler:
    """A handler that sends these responses in turn, on any connection."""
    remaining = iter(responses * 100)

    def handle(peer: Peer) -> None:
        while peer.read_request() is not None:
            peer.send(next(remaining))

    return handle
