"""TLS: trusted and untrusted certificates."""

from __future__ import annotations

from pathlib import Path

import pytest
import trustme
from replay_server import ReplayServer
from sendgrid_accounts import Client, ConfigError, ConnectError
from tls_front import TlsFront

pytestmark = pytest.mark.usefixtures("each_binding")

KEY = "SG.canary-of-a-key"
OK = {"head": ["HTTP/1.1 200 OK"], "body": '{"city":"over TLS"}'}


@pytest.fixture
def authority() -> trustme.CA:
    """A private certificate authority."""
    return trustme.CA()


@pytest.fixture
def bundle(authority: trustme.CA, tmp_path: Path) -> Path:
    """The PEM file of the authority."""
    path = tmp_path / "bundle.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


def test_the_authorities_of_a_bundle_are_trusted(authority: trustme.CA, bundle: Path) -> None:
    with (
        ReplayServer([OK, OK]) as server,
        TlsFront(authority.issue_cert("localhost", "127.0.0.1"), server.address) as front,
    ):
        for ca_bundle in (bundle, str(bundle)):
            url = f"https://localhost:{front.port}"
            client = Client(KEY, base_url=url, ca_bundle=ca_bundle)
            assert client.user.get_profile().city == "over TLS"
            client.close()
        assert front.handshakes == ["TLSv1.3"] * 2
        assert f"Host: localhost:{front.port}" in server.received[0][1]


@pytest.mark.parametrize("fault", ["unknown authority", "wrong name"])
def test_other_certificates_are_refused(authority: trustme.CA, bundle: Path, fault: str) -> None:
    issuer = authority if fault == "wrong name" else trustme.CA()
    name = "elsewhere.example" if fault == "wrong name" else "localhost"
    with ReplayServer() as server, TlsFront(issuer.issue_cert(name), server.address) as front:
        url = f"https://localhost:{front.port}"
        client = Client(KEY, base_url=url, ca_bundle=bundle)
        with pytest.raises(ConnectError) as caught:
            client.user.update_password(old_password="old-1", new_password="new-2")
        # A retry does not make a certificate valid.
        assert (caught.value.attempts, caught.value.safe_to_retry) == (1, False)
        assert caught.value.outcome == "not_sent"
        assert "certificate" in caught.value.message
        assert server.received == []


def test_the_machine_does_not_trust_a_private_authority(authority: trustme.CA) -> None:
    with (
        ReplayServer() as server,
        TlsFront(authority.issue_cert("localhost"), server.address) as front,
    ):
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
