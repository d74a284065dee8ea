"""A server that replays the responses of a vector and records the requests."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Generator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

Received = tuple[str, list[str], str]
"""A request: its first line, its sorted header lines, its body."""


@dataclass
class ReplayServer:
    """Sends responses in order, independent of the connection of each request."""

    responses: list[dict[str, Any]] = field(default_factory=list[dict[str, Any]])
    received: list[Received] = field(default_factory=list[Received])
    connections: int = 0
    closed_at: list[float] = field(default_factory=list[float])
    """Times at which clients closed connections that the server held open."""

    def __enter__(self) -> ReplayServer:
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self.url = f"http://{self.address}"
        self._accepting = threading.Thread(target=self._accept, daemon=True)
        self._accepting.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        # Otherwise a thread in accept() accepts connections of the next socket with the same
        # descriptor.
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._accepting.join()
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                self.connections += 1
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as stream:
            while (request := _read_request(stream)) is not None:
                with self._lock:
                    self.received.append(request)
                    # An unexpected request is recorded and gets no response.
                    response = self.responses.pop(0) if self.responses else {"then": "close"}
                if "head" in response:
                    try:
                        connection.sendall(raw_response(response))
                    except OSError:
                        return
                if response.get("then") == "hold":
                    self._hold(connection)
                if response.get("then") in ("close", "hold"):
                    return

    def _hold(self, connection: socket.socket) -> None:
        with suppress(ConnectionResetError):
            connection.recv(1)
        self.closed_at.append(time.monotonic())


@contextmanager
def unanswering_port() -> Generator[int]:
    """A port that completes no connection: the queue of its listener is full."""
    with socket.socket() as listener, ExitStack() as open_sockets:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(4):
            filler = open_sockets.enter_context(socket.socket())
            filler.setblocking(False)
            filler.connect_ex(listener.getsockname())
        yield listener.getsockname()[1]


def raw_response(response: dict[str, Any]) -> bytes:
    """The bytes of a response, with a `Content-Length` if the head has no length."""
    body: bytes = response["body"].encode(response.get("encoding", "utf-8"))
    lines = list(response["head"])
    if not any(
        line.lower().startswith(("content-length:", "transfer-encoding:")) for line in lines
    ):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def _read_request(stream: Any) -> Received | None:
    lines: list[str] = []
    while True:
        try:
            line = stream.readline()
        except OSError:
            return None
        if not line:
            return None
        header = line.decode().removesuffix("\r\n")
        if not header:
            break
        lines.append(header)
    prefix = "Content-Length: "
    length = next((int(line[len(prefix) :]) for line in lines if line.startswith(prefix)), 0)
    return lines[0], sorted(lines[1:]), stream.read(length).decode()
