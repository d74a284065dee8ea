"""Servers that are told byte by byte what to do, and know what was done to them."""

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
    """A request that has arrived in whole."""

    line: str
    head: str
    body: bytes

    def answer(self) -> bytes:
        """The answer of a server that is well; a new address is told back."""
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
    """An answer with its length."""
    lines = f"HTTP/1.1 {status}", "Content-Type: application/json", f"Content-Length: {len(body)}"
    return "\r\n".join([*lines, *headers, "", ""]).encode() + body


class Peer:
    """A connection, as the server has it."""

    def __init__(self, server: RawServer, connection: socket.socket, number: int) -> None:
        """Takes a connection and its number, from 1."""
        self.server = server
        self.socket = connection
        self.number = number
        self._buffer = b""

    def read_head(self) -> str | None:
        """The lines before a body; None where the client has hung up."""
        while b"\r\n\r\n" not in self._buffer:
            part = self.socket.recv(65536)
            if not part:
                return None
            self._buffer += part
        head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
        return head.decode("latin-1")

    def read_body(self, head: str) -> bytes | None:
        """What follows it; None where the client has hung up before its end."""
        named = (line.lower().partition(": ") for line in head.split("\r\n"))
        length = next((int(value) for name, _, value in named if name == "content-length"), 0)
        while len(self._buffer) < length:
            part = self.socket.recv(65536)
            if not part:
                return None
            self._buffer += part
        body, self._buffer = self._buffer[:length], self._buffer[length:]
        return body

    def take_rest(self) -> bytes:
        """What has arrived beyond what was read."""
        rest, self._buffer = self._buffer, b""
        return rest

    def read_request(self) -> Request | None:
        """A whole request, which counts; None where the client has hung up."""
        head = self.read_head()
        if head is None or (body := self.read_body(head)) is None:
            return None
        request = Request(head.split("\r\n")[0], head, body)
        self.server.count(request)
        return request

    def wait_for_bytes(self) -> None:
        """Waits until something was sent, and leaves it where it is."""
        self.socket.recv(1, socket.MSG_PEEK)

    def send(self, data: bytes) -> None:
        """Sends bytes."""
        self.socket.sendall(data)

    def speak_tls(self, context: ssl.SSLContext) -> None:
        """Shakes hands; from then on everything is encrypted."""
        plain = self.socket
        self.socket = context.wrap_socket(plain, server_side=True, do_handshake_on_connect=False)
        self.server.swap(plain, self.socket)
        self.socket.do_handshake()

    def reset(self) -> None:
        """Ends the connection by RST."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        self.socket.close()

    def finish(self) -> None:
        """Ends this side alone."""
        self.socket.shutdown(socket.SHUT_WR)

    def hold(self) -> None:
        """Does nothing until the client hangs up."""
        while self.socket.recv(65536):
            continue


Behaviour = Callable[[Peer], None]
"""What is done with a connection; afterwards it is closed."""


@dataclass
class RawServer:
    """Gives each connection to a thread of its own, and counts what arrives in whole."""

    behave: Behaviour
    address: str = "127.0.0.1"
    port: int = 0
    receive_buffer: int | None = None
    connections: int = 0
    received: list[Request] = field(default_factory=list[Request])

    def __enter__(self) -> RawServer:
        """Starts to serve."""
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
        """Serves no longer."""
        # A thread that still waits in accept() would take the connections of whoever gets the same
        # descriptor next.
        self.refuse()
        self._accepting.join()
        self._listener.close()
        self.cut()
        for thread in self._threads:
            thread.join(5)
            assert not thread.is_alive(), "a connection that does not end"

    def refuse(self) -> None:
        """Takes no more connections."""
        self._listener.shutdown(socket.SHUT_RDWR)

    def cut(self) -> None:
        """Ends all connections."""
        with self._lock:
            for connection in self._open:
                with suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)

    def swap(self, old: socket.socket, new: socket.socket) -> None:
        """Takes note that a connection has another object now."""
        with self._lock:
            self._open.discard(old)
            self._open.add(new)

    def requests(self) -> int:
        """How many requests have arrived in whole."""
        return len(self.received)

    def applied(self) -> int:
        """How many changes may have been made: nobody else has them."""
        return len(self.received)

    def count(self, request: Request) -> None:
        """Notes a request."""
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
                self.behave(peer)
            finally:
                peer.socket.close()
        with self._lock:
            self._open.discard(peer.socket)


def well(peer: Peer) -> None:
    """Answers everything as it should."""
    while (request := peer.read_request()) is not None:
        peer.send(request.answer())


def trap(peer: Peer) -> None:
    """Is there to be counted."""
    peer.hold()
