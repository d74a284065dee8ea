"""The matrix: TLS that is too old, that breaks, or that nobody can judge (T9 to T17)."""

from __future__ import annotations

import socket
import ssl
import warnings
from pathlib import Path

import pytest
from certificates import HOST, issue
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from drivers import Driver
from face_fixtures import warm
from lost_answers import check, unsent
from matrix import CUSTOMERS_ONCE, ONCE, READ, SET, call, watched
from preloading import clock_ahead
from raw_servers import Behaviour, Peer, RawServer, trap, well
from sendgrid_accounts.sandbox import Sandbox

ROOT = issue("a root", authority=True)
LEAF = issue("server", ROOT, host=HOST, key=rsa.generate_private_key(65537, 2048))
YEAR = 31_557_600


@pytest.fixture
def bundle(tmp_path: Path) -> str:
    """The file of what is trusted."""
    path = tmp_path / "bundle.pem"
    path.write_bytes(ROOT.certificate.public_bytes(Encoding.PEM))
    return str(path)


def secured(context: ssl.SSLContext) -> Behaviour:
    """A server that speaks TLS like that."""

    def behave(peer: Peer) -> None:
        peer.speak_tls(context)
        well(peer)

    return behave


def limit(context: ssl.SSLContext, form: str) -> None:
    """Lets a side speak nothing better than that."""
    if form == "no cipher":
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.set_ciphers("eNULL:@SECLEVEL=0")
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        context.minimum_version = context.maximum_version = ssl.TLSVersion[form]


@pytest.mark.row("T9")
@pytest.mark.parametrize("form", ["TLSv1", "TLSv1_1", "no cipher"])
def test_what_is_too_old(face: Driver, form: str, bundle: str, tmp_path: Path) -> None:
    context = LEAF.context(tmp_path)
    limit(context, form)
    with RawServer(secured(context)) as server:
        old = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        old.load_verify_locations(bundle)
        old.set_ciphers("ALL:@SECLEVEL=0")
        limit(old, form)
        # Somebody of its own time understands this server.
        with socket.create_connection((HOST, server.port)) as plain:
            old.wrap_socket(plain, server_hostname=HOST).close()
        with watched(face, server) as row:
            for operation in (READ, SET, ONCE, CUSTOMERS_ONCE):
                url = f"https://{HOST}:{server.port}"
                kind, outcome, _ = row.ask(call(url, operation, ca_bundle=bundle)).verdict
                assert (kind, outcome) == ("connect", "not_sent")


def reset_at_once(peer: Peer) -> None:
    peer.wait_for_bytes()
    peer.reset()


def reset_in_between(peer: Peer) -> None:
    peer.wait_for_bytes()
    # The beginning of a record that holds a handshake.
    peer.send(b"\x16\x03\x03\x00\x7a\x02\x00\x00\x76\x03\x03")
    peer.socket.recv(65536)
    peer.reset()


def close_in_between(peer: Peer) -> None:
    peer.socket.recv(65536)
    peer.send(b"\x16\x03\x03\x00\x7a\x02")


@pytest.mark.row("T10")
@pytest.mark.parametrize("behaviour", [reset_at_once, reset_in_between, close_in_between])
def test_a_handshake_breaks(face: Driver, behaviour: Behaviour, bundle: str) -> None:
    with RawServer(behaviour) as server, watched(face, server) as row:
        check(row, f"https://{HOST}:{server.port}", unsent("connect"), ca_bundle=bundle)
        assert server.connections == 3 * len(unsent("connect"))


@pytest.mark.row("T10")
def test_a_handshake_stops(face: Driver, bundle: str) -> None:
    with RawServer(trap) as server, watched(face, server) as row:
        url = f"https://{HOST}:{server.port}"
        limits = {"ca_bundle": bundle, "connect_timeout_ms": "60"}
        check(row, url, unsent("timeout"), **limits)
        done = row.ask(call(url, ONCE, timeout_ms=150, ca_bundle=bundle))
        assert done.error is not None
        assert done.verdict == ("timeout", "not_sent", 1)
        assert done.error["phase"] == "connect"


@pytest.mark.row("T13")
def test_a_machine_without_authorities(face: Driver, tmp_path: Path) -> None:
    nowhere = {name: str(tmp_path / "nowhere") for name in ("SSL_CERT_FILE", "SSL_CERT_DIR")}
    with Sandbox() as sandbox, warm(Driver(face.face, environment=nowhere)) as driver:
        with watched(driver, sandbox) as row:
            assert row.ask(call(sandbox, ONCE)).error is None
        with watched(driver) as row:
            done = row.ask(call(f"https://{HOST}:9", ONCE))
            assert done.verdict == ("config", "not_sent", 0)
            assert "CA" in done.message


@pytest.mark.row("T15")
def test_plain_http_to_another_machine(face: Driver) -> None:
    # An address of the documents, where nobody is.
    url = "http://192.0.2.1"
    with watched(face) as row:
        for operation in (READ, SET, ONCE, CUSTOMERS_ONCE):
            done = row.ask(call(url, operation))
            assert done.verdict == ("config", "not_sent", 0)
            assert "https" in done.message
        done = row.ask(
            call(url, ONCE, allow_insecure_transport="true", max_retries=0, timeout_ms=100)
        )
        assert done.error is not None
        assert done.error["kind"] in ("connect", "timeout")
        assert done.error["outcome"] == "not_sent"


@pytest.mark.row("T17")
@pytest.mark.parametrize("years", [-55, 73], ids=["1970", "2099"])
def test_a_clock_that_is_wrong(face: Driver, years: int, bundle: str, tmp_path: Path) -> None:
    context = LEAF.context(tmp_path)
    with RawServer(secured(context)) as server:
        url = f"https://{HOST}:{server.port}"
        with watched(face, server) as row:
            # By the right time it is good.
            assert row.ask(call(url, READ, ca_bundle=bundle)).error is None
        with (
            warm(Driver(face.face, environment=clock_ahead(years * YEAR))) as driver,
            watched(driver, server) as row,
        ):
            for operation in (READ, SET, ONCE):
                done = row.ask(call(url, operation, ca_bundle=bundle))
                assert done.verdict == ("connect", "not_sent", 1)
                assert not done.safe
                assert "expired" in done.message or "not valid" in done.message
