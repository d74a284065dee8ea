"""Untrusted certificates (rows T1 to T8)."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from pathlib import Path

import pytest
from certificates import HOST, Identity, issue, issue_with_sha1
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from drivers import Driver
from lost_responses import check
from matrix import CUSTOMERS_ONCE, CUSTOMERS_READ, ONCE, READ, SET, call, watch
from raw_servers import Peer, RawServer, healthy

ROOT = issue("a trusted root", authority=True)
MIDDLE = issue("an intermediate authority", ROOT, authority=True)


def weak_signature(folder: Path) -> Identity:
    return issue_with_sha1(MIDDLE, folder)


def weak_key(_: Path) -> Identity:
    key = rsa.generate_private_key(65537, 1024)  # noqa: S505 - the weak key is the fault
    return issue("server", MIDDLE, host=HOST, key=key)


def issuer_without_authority(_: Path) -> Identity:
    return issue("server", issue("not an authority", ROOT, host="other.example"), host=HOST)


def excluded_by_name_constraints(_: Path) -> Identity:
    own = x509.IPAddress(ipaddress.ip_network("10.0.0.0/8"))
    constraints = x509.NameConstraints(permitted_subtrees=[own], excluded_subtrees=None)
    return issue(
        "server", issue("limited", ROOT, authority=True, extensions=[constraints]), host=HOST
    )


def unknown_authority(_: Path) -> Identity:
    unknown = issue("a trusted root", authority=True)
    return issue("server", issue("an intermediate authority", unknown, authority=True), host=HOST)


Factory = Callable[[Path], Identity]
FAULTS: dict[str, list[Factory]] = {
    "T1": [lambda _: issue("server", MIDDLE, host=HOST, days=(-9, -1))],
    "T2": [lambda _: issue("server", MIDDLE, host=HOST, days=(1, 9))],
    "T3": [
        lambda _: issue("server", MIDDLE, host="127.0.0.9"),
        # Clients ignore the common name.
        lambda _: issue(HOST, MIDDLE),
    ],
    "T4": [
        lambda _: issue("server", host=HOST),
        lambda _: issue("server", host=HOST, authority=True),
    ],
    "T5": [
        unknown_authority,
        lambda _: issue("server", issue("an unknown root", authority=True), host=HOST),
    ],
    "T6": [issuer_without_authority],
    "T7": [excluded_by_name_constraints],
    "T8": [weak_signature, weak_key],
}
CASES = [
    pytest.param(factory, id=f"{row}-{number}", marks=pytest.mark.row(row))
    for row, kinds in FAULTS.items()
    for number, factory in enumerate(kinds)
]
UNTRUSTED = dict.fromkeys(
    (READ, SET, ONCE, CUSTOMERS_READ, CUSTOMERS_ONCE), ("connect", "not_sent", 1)
)


@pytest.fixture
def bundle(tmp_path: Path) -> str:
    """A CA bundle with the trusted root."""
    path = tmp_path / "bundle.pem"
    path.write_bytes(ROOT.certificate.public_bytes(Encoding.PEM))
    return str(path)


def tls_server(identity: Identity, folder: Path) -> RawServer:
    """A server with this certificate."""
    context = identity.context(folder)

    def handle(peer: Peer) -> None:
        peer.speak_tls(context)
        healthy(peer)

    return RawServer(handle)


@pytest.mark.parametrize("factory", CASES)
def test_an_untrusted_server_receives_no_request(
    binding: Driver, factory: Factory, bundle: str, tmp_path: Path
) -> None:
    identity = factory(tmp_path)
    with tls_server(identity, tmp_path) as server, watch(binding, server) as monitor:
        url = f"https://{HOST}:{server.port}"
        check(monitor, url, UNTRUSTED, ca_bundle=bundle)
        outcome = monitor.run(call(url, ONCE, ca_bundle=bundle))
        assert not outcome.safe, "safe to retry, although a retry gets the same certificate"
        assert "certificate" in outcome.message
        assert server.connections == len(UNTRUSTED) + 1


@pytest.mark.parametrize("key", [None, rsa.generate_private_key(65537, 2048)], ids=["ecdsa", "rsa"])
def test_a_valid_certificate_is_trusted(
    binding: Driver, key: rsa.RSAPrivateKey | None, bundle: str, tmp_path: Path
) -> None:
    identity = issue("server", MIDDLE, host=HOST, key=key)
    with tls_server(identity, tmp_path) as server, watch(binding, server) as monitor:
        url = f"https://{HOST}:{server.port}"
        for operation in (READ, SET, ONCE):
            assert monitor.run(call(url, operation, ca_bundle=bundle)).error is None
