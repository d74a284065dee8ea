"""A server that answers before it was told everything, and then resets the connection."""

from __future__ import annotations

import socket
import struct
import threading
from types import TracebackType

BODY = b'{"email": "somebody@example.com"}'
HEAD = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(BODY)}\r\n\r\n"


class ResettingServer:
    """Whoever still writes when the reset has come raises SIGPIPE in its process."""

    def __enter__(self) -> ResettingServer:
        """Starts to serve."""
        self._listener = socket.socket()
        # The smaller, the sooner a client has to wait with the rest of a long request.
        self._listener.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        self._listener.bind(("127.0.0.1", 0))
        self._listener.listen(128)
        self.port = self._listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.answered = 0
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Serves no longer."""
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with connection:
                self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        try:
            received = connection.recv(4096)
            while b"\r\n\r\n" not in received:
                received += connection.recv(4096)
            connection.sendall(HEAD.encode() + BODY)
            # After the end of what is sent a reset is a broken pipe, and no reset, to the writer.
            connection.shutdown(socket.SHUT_WR)
        except OSError:
            return
        self.answered += 1
        linger = struct.pack("ii", 1, 0)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
