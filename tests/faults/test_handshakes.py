"""TLS versions, broken handshakes, missing authorities and wrong clocks (rows T9 to T17)."""

from __future__ import annotations

import socket
import ssl
import warnings
from pathlib import Path

import pytest
from binding_fixtures import warm
from certificates import HOST, issue
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from drivers import Driver
from lost_responses import check, unsent
from matrix import CUSTOMERS_ONCE, ONCE, READ, SET, call, watch
from preloading import clock_ahead
from raw_servers import Handler, Peer, RawServer, healthy, trap
from sendgrid_accounts.sandbox import Sandbox

ROOT = issue("a root", authority=True)
LEAF = issue("server", ROOT, host=HOST, key=rsa.generate_private_key(65537, 2048))
YEAR = 31_557_600


@pytest.fixture
def bundle(tmp_path: Path) -> str:
    """A CA bundle with the root."""
    path = tmp_path / "bundle.pem"
    path.write_bytes(ROOT.certificate.public_bytes(Encoding.PEM))
    return str(path)


def tls_handler(context: ssl.SSLContext) -> Handler:
    """A handler for TLS connections with this context."""

    def handle(peer: Peer) -> None:
        peer.speak_tls(context)
        healthy(peer)

    return handle


def limit(context: ssl.SSLContext, form: str) -> None:
    """Limits a context to this TLS version or to null ciphers."""
    if form == "no cipher":
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.set_ciphers("eNULL:@SECLEVEL=0")
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = context.maximum_version = ssl.TLSVersion[form]


@pytest.mark.row("T9")
@pytest.mark.parametrize("form", ["TLSv1", "TLSv1_1", "no cipher"])
def test_outdated_tls(binding: Driver, form: str, bundle: str, tmp_path: Path) -> None:
    context = LEAF.context(tmp_path)
    limit(context, form)
    with RawServer(tls_handler(context)) as server:
        client = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        client.load_verify_locations(bundle)
        client.set_ciphers("ALL:@SECLEVEL=0")
        limit(client, form)
        # A client with the same limits can connect to this server.
        with socket.create_connection((HOST, server.port)) as plain:
            client.wrap_socket(plain, server_hostname=HOST).close()
        with watch(binding, server) as monitor:
            for operation in (READ, SET, ONCE, CUSTOMERS_ONCE):
                url = f"https://{HOST}:{server.port}"
                kind, outcome, _ = monitor.run(call(url, operation, ca_bundle=bundle)).failure
                assert (kind, outcome) == ("connect", "not_sent")


def reset_after_client_hello(peer: Peer) -> None:
    peer.wait_for_bytes()
    peer.reset()


def reset_in_handshake(peer: Peer) -> None:
    peer.wait_for_bytes()
    # The start of a handshake record.
    peer.send(b"\x16\x03\x03\x00\x7a\x02\x00\x00\x76\x03\x03")
    peer.socket.recv(65536)
    peer.reset()


def close_in_handshake(peer: Peer) -> None:
    peer.socket.recv(65536)
    peer.send(b"\x16\x03\x03\x00\x7a\x02")


@pytest.mark.row("T10")
@pytest.mark.parametrize(
    "handler", [reset_after_client_hello, reset_in_handshake, close_in_handshake]
)
def test_a_broken_handshake(binding: Driver, handler: Handler, bundle: str) -> None:
    with RawServer(handler) as server, watch(binding, server) as monitor:
        check(monitor, f"https://{HOST}:{server.port}", unsent("connect"), ca_bundle=bundle)
        assert server.connections == 3 * len(unsent("connect"))


@pytest.mark.row("T10")
def test_a_stalled_handshake(binding: Driver, bundle: str) -> None:
    with RawServer(trap) as server, watch(binding, server) as monitor:
        url = f"https://{HOST}:{server.port}"
        limits = {"ca_bundle": bundle, "connect_timeout_ms": "60"}
        check(monitor, url, unsent("timeout"), **limits)
        outcome = monitor.run(call(url, ONCE, timeout_ms=150, ca_bundle=bundle))
        assert outcome.error is not None
        assert outcome.failure == ("timeout", "not_sent", 1)
        assert outcome.error["phase"] == "connect"


@pytest.mark.row("T13")
def test_a_system_without_certificate_authorities(binding: Driver, tmp_path: Path) -> None:
    missing = {name: str(tmp_path / "missing") for name in ("SSL_CERT_FILE", "SSL_CERT_DIR")}
    with Sandbox() as sandbox, warm(Driver(binding.binding, environment=missing)) as driver:
        with watch(driver, sandbox) as monitor:
            assert monitor.run(call(sandbox, ONCE)).error is None
        with watch(driver) as monitor:
            outcome = monitor.run(call(f"https://{HOST}:9", ONCE))
            assert outcome.failure == ("config", "not_sent", 0)
            assert "CA" in outcome.message


@pytest.mark.row("T15")
def test_plain_http_to_another_machine(binding: Driver) -> None:
    # An address for documentation (RFC 5737), which no host has.
    url = "http://192.0.2.1"
    with watch(binding) as monitor:
        for operation in (READ, SET, ONCE, CUSTOMERS_ONCE):
            outcome = monitor.run(call(url, operation))
            assert outcome.failure == ("config", "not_sent", 0)
            assert "https" in outcome.message
        outcome = monitor.run(
            call(url, ONCE, allow_insecure_transport="true", max_retries=0, timeout_ms=100)
        )
        assert outcome.error is not None
        assert outcome.error["kind"] in ("connect", "timeout")
        assert outcome.error["outcome"] == "not_sent"


@pytest.mark.row("T17")
@pytest.mark.parametrize("years", [-55, 73], ids=["1970", "2099"])
def test_a_wrong_system_clock(binding: Driver, years: int, bundle: str, tmp_path: Path) -> None:
    context = LEAF.context(tmp_path)
    with RawServer(tls_handler(context)) as server:
        url = f"https://{HOST}:{server.port}"
        with watch(binding, server) as monitor:
            # The certificate is valid at the correct time.
            assert monitor.run(call(url, READ, ca_bundle=bundle)).error is None
        with (
            warm(Driver(binding.binding, environment=clock_ahead(years * YEAR))) as driver,
            watch(driver, server) as monitor,
        ):
            for operation in (READ, SET, ONCE):
                outcome = monitor.run(call(url, operation, ca_bundle=bundle))
                assert outcome.failure == ("connect", "not_sent", 1)
                assert not outcome.safe
                assert "expired" in outcome.message or "not valid" in outcome.message
