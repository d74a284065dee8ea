"""TLS: who is trusted, and what becomes of a call to somebody who is not."""

from __future__ import annotations

import socket
import ssl
import threading
from pathlib import Path

import pytest
import trustme
from replay_server import ReplayServer
from sendgrid_accounts import Client, ConfigError, ConnectError

pytestmark = pytest.mark.usefixtures("each_face")

KEY = "SG.canary-of-a-key"
OK = {"head": ["HTTP/1.1 200 OK"], "body": '{"city":"over TLS"}'}


class TlsFront:
    """Speaks TLS on a port of its own, and hands what comes to a plain server behind it."""

    def __init__(self, certificate: trustme.LeafCert, behind: str) -> None:
        """Listens with this certificate."""
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(self._context)  # pyright: ignore[reportUnknownMemberType]
        host, port = behind.split(":")
        self._behind = (host, int(port))
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listener.getsockname()[1]
        self.handshakes: list[str] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
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
            back.join(5)


def pump(source: socket.socket, target: socket.socket) -> None:
    try:
        while data := source.recv(65536):
            target.sendall(data)
    except OSError:
        return


@pytest.fixture
def authority() -> trustme.CA:
    """A certificate authority that nobody knows."""
    return trustme.CA()


@pytest.fixture
def bundle(authority: trustme.CA, tmp_path: Path) -> Path:
    """The file of that authority."""
    path = tmp_path / "bundle.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


def test_a_bundle_says_who_is_trusted(authority: trustme.CA, bundle: Path) -> None:
    with ReplayServer([OK, OK]) as server:
        front = TlsFront(authority.issue_cert("localhost", "127.0.0.1"), server.address)
        for ca_bundle in (bundle, str(bundle)):
            url = f"https://localhost:{front.port}"
            client = Client(KEY, base_url=url, ca_bundle=ca_bundle)
            assert client.user.get_profile().city == "over TLS"
            client.close()
        assert front.handshakes == ["TLSv1.3"] * 2
        assert f"Host: localhost:{front.port}" in server.received[0][1]


@pytest.mark.parametrize("fault", ["unknown authority", "wrong name"])
def test_nobody_else_is(authority: trustme.CA, bundle: Path, fault: str) -> None:
    issuer = authority if fault == "wrong name" else trustme.CA()
    name = "elsewhere.example" if fault == "wrong name" else "localhost"
    with ReplayServer() as server:
        front = TlsFront(issuer.issue_cert(name), server.address)
        url = f"https://localhost:{front.port}"
        client = Client(KEY, base_url=url, ca_bundle=bundle)
        with pytest.raises(ConnectError) as caught:
            client.user.update_password(old_password="old-1", new_password="new-2")
        # A certificate does not become valid by asking again.
        assert (caught.value.attempts, caught.value.safe_to_retry) == (1, False)
        assert caught.value.outcome == "not_sent"
        assert "certificate" in caught.value.message
        assert server.received == []


def test_the_machines_own_authorities_do_not_know_it(authority: trustme.CA) -> None:
    with ReplayServer() as server:
        front = TlsFront(authority.issue_cert("localhost"), server.address)
        try:
            client = Client(KEY, base_url=f"https://localhost:{front.port}")
        except ConfigError:
            pytest.skip("this machine has no CA store")
        with pytest.raises(ConnectError):
            client.user.get_email()
        assert server.received == []


def test_a_bundle_without_a_certificate_is_refused(tmp_path: Path) -> None:
    empty = tmp_path / "empty.pem"
    empty.write_text("no certificate\n")
    with pytest.raises(ConfigError, match="holds no usable certificate"):
        Client(KEY, ca_bundle=empty)
