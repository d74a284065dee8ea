"""The matrix: certificates that nobody should trust (T1 to T8)."""

from __future__ import annotations

import ipaddress
from collections.abc import Callable
from pathlib import Path

import pytest
from certificates import HOST, Identity, issue, signed_by_sha1
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from drivers import Driver
from lost_answers import check
from matrix import CUSTOMERS_ONCE, CUSTOMERS_READ, ONCE, READ, SET, call, watched
from raw_servers import Peer, RawServer, well

ROOT = issue("a root that is trusted", authority=True)
MIDDLE = issue("an authority below it", ROOT, authority=True)


def weak_signature(folder: Path) -> Identity:
    return signed_by_sha1(MIDDLE, folder)


def weak_key(_: Path) -> Identity:
    key = rsa.generate_private_key(65537, 1024)  # noqa: S505 - that is the fault
    return issue("server", MIDDLE, host=HOST, key=key)


def no_authority(_: Path) -> Identity:
    return issue("server", issue("no authority", ROOT, host="other.example"), host=HOST)


def not_its_names(_: Path) -> Identity:
    own = x509.IPAddress(ipaddress.ip_network("10.0.0.0/8"))
    only = x509.NameConstraints(permitted_subtrees=[own], excluded_subtrees=None)
    return issue("server", issue("limited", ROOT, authority=True, extensions=[only]), host=HOST)


def unknown_authority(_: Path) -> Identity:
    stranger = issue("a root that is trusted", authority=True)
    return issue("server", issue("an authority below it", stranger, authority=True), host=HOST)


Made = Callable[[Path], Identity]
FAULTS: dict[str, list[Made]] = {
    "T1": [lambda _: issue("server", MIDDLE, host=HOST, days=(-9, -1))],
    "T2": [lambda _: issue("server", MIDDLE, host=HOST, days=(1, 9))],
    "T3": [
        lambda _: issue("server", MIDDLE, host="127.0.0.9"),
        # The name of a subject has not counted for decades.
        lambda _: issue(HOST, MIDDLE),
    ],
    "T4": [
        lambda _: issue("server", host=HOST),
        lambda _: issue("server", host=HOST, authority=True),
    ],
    "T5": [
        unknown_authority,
        lambda _: issue("server", issue("a stranger", authority=True), host=HOST),
    ],
    "T6": [no_authority],
    "T7": [not_its_names],
    "T8": [weak_signature, weak_key],
}
CASES = [
    pytest.param(made, id=f"{row}-{number}", marks=pytest.mark.row(row))
    for row, kinds in FAULTS.items()
    for number, made in enumerate(kinds)
]
UNTRUSTED = dict.fromkeys(
    (READ, SET, ONCE, CUSTOMERS_READ, CUSTOMERS_ONCE), ("connect", "not_sent", 1)
)


@pytest.fixture
def bundle(tmp_path: Path) -> str:
    """The file of what is trusted."""
    path = tmp_path / "bundle.pem"
    path.write_bytes(ROOT.certificate.public_bytes(Encoding.PEM))
    return str(path)


def secured(identity: Identity, folder: Path) -> RawServer:
    """A server with that certificate."""
    context = identity.context(folder)

    def behave(peer: Peer) -> None:
        peer.speak_tls(context)
        well(peer)

    return RawServer(behave)


@pytest.mark.parametrize("made", CASES)
def test_nobody_is_told_anything(face: Driver, made: Made, bundle: str, tmp_path: Path) -> None:
    identity = made(tmp_path)
    with secured(identity, tmp_path) as server, watched(face, server) as row:
        url = f"https://{HOST}:{server.port}"
        check(row, url, UNTRUSTED, ca_bundle=bundle)
        done = row.ask(call(url, ONCE, ca_bundle=bundle))
        assert not done.safe, "no certificate becomes better by asking"
        assert "certificate" in done.message
        assert server.connections == len(UNTRUSTED) + 1


@pytest.mark.parametrize("key", [None, rsa.generate_private_key(65537, 2048)], ids=["ecdsa", "rsa"])
def test_without_a_fault_it_is_trusted(
    face: Driver, key: rsa.RSAPrivateKey | None, bundle: str, tmp_path: Path
) -> None:
    identity = issue("server", MIDDLE, host=HOST, key=key)
    with secured(identity, tmp_path) as server, watched(face, server) as row:
        url = f"https://{HOST}:{server.port}"
        for operation in (READ, SET, ONCE):
            assert row.ask(call(url, operation, ca_bundle=bundle)).error is None
