"""TLS termination in front of a plain server."""

from __future__ import annotations

import socket
import ssl
import threading
from contextlib import suppress

import trustme


class TlsFront:
    """Terminates TLS on its own port and forwards the stream to a plain server."""

    def __init__(self, certificate: trustme.LeafCert, behind: str) -> None:
        """Listens with a certificate."""
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(self._context)  # pyright: ignore[reportUnknownMemberType]
        host, port = behind.split(":")
        self._behind = (host, int(port))
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.handshakes: list[str] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> TlsFront:
        return self

    def __exit__(self, *_: object) -> None:
        # `close` alone does not wake the thread in accept().
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        try:
            secure = self._context.wrap_socket(connection, server_side=True)
        except (ssl.SSLError, OSError):
            self.handshakes.append("failed")
            connection.close()
            return
        self.handshakes.append(secure.version() or "none")
        with secure, socket.create_connection(self._behind) as plain:
            back = threading.Thread(target=pump, args=(plain, secure), daemon=True)
            back.start()
            pump(secure, plain)
            # The peer may be closed.
            with suppress(OSError):
                plain.shutdown(socket.SHUT_RDWR)
            back.join(5)


def pump(source: socket.socket, target: socket.socket) -> None:
    try:
        while data := source.recv(65536):
            target.sendall(data)
    except OSError:
        return
