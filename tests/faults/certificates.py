"""Certificates with one fault each."""

from __future__ import annotations

import datetime
import ipaddress
import ssl
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

DAY = datetime.timedelta(days=1)
HOST = "127.0.0.1"
PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True)
class Identity:
    """A certificate with its key and its chain."""

    certificate: x509.Certificate
    key: PrivateKey
    chain: tuple[x509.Certificate, ...] = ()

    def pem(self) -> bytes:
        """The certificate and its chain, in PEM."""
        chain = (self.certificate, *self.chain)
        return b"".join(one.public_bytes(Encoding.PEM) for one in chain)

    def key_pem(self) -> bytes:
        """The private key, in PEM."""
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    def context(self, folder: Path) -> ssl.SSLContext:
        """A server context that accepts weak certificates and ciphers."""
        (folder / "chain.pem").write_bytes(self.pem())
        (folder / "key.pem").write_bytes(self.key_pem())
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.load_cert_chain(folder / "chain.pem", folder / "key.pem")
        return context


def name_of(common_name: str) -> x509.Name:
    """A name that has only a common name."""
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common_name)])


def issue(
    subject: str,
    issuer: Identity | None = None,
    *,
    key: PrivateKey | None = None,
    host: str | None = None,
    authority: bool = False,
    days: tuple[int, int] = (-1, 1),
    extensions: Sequence[Any] = (),
) -> Identity:
    """A certificate; self-signed without an issuer."""
    key = key or ec.generate_private_key(ec.SECP256R1())
    now = datetime.datetime.now(datetime.timezone.utc)
    builder = (
        x509.CertificateBuilder()
        .subject_name(name_of(subject))
        .issuer_name(issuer.certificate.subject if issuer else name_of(subject))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + days[0] * DAY)
        .not_valid_after(now + days[1] * DAY)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
    )
    if host is not None:
        try:
            address: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(host))
        except ValueError:
            address = x509.DNSName(host)
        builder = builder.add_extension(x509.SubjectAlternativeName([address]), critical=False)
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
        builder = builder.add_extension(usage, critical=False)
    for extension in extensions:
        builder = builder.add_extension(extension, critical=True)
    signer = issuer.key if issuer else key
    return Identity(builder.sign(signer, hashes.SHA256()), key, chain_below(issuer))


def chain_below(issuer: Identity | None) -> tuple[x509.Certificate, ...]:
    """The intermediate certificates that a server sends; the root is not among them."""
    if issuer is None or issuer.certificate.issuer == issuer.certificate.subject:
        return ()
    return issuer.certificate, *issuer.chain


def issue_with_sha1(issuer: Identity, folder: Path) -> Identity:
    """A certificate for `HOST` with a SHA-1 signature, by OpenSSL: cryptography rejects SHA-1."""
    key = ec.generate_private_key(ec.SECP256R1())
    request = x509.CertificateSigningRequestBuilder().subject_name(name_of("server"))
    pem = request.sign(key, hashes.SHA256())
    (folder / "request.pem").write_bytes(pem.public_bytes(Encoding.PEM))
    (folder / "issuer.pem").write_bytes(issuer.pem())
    (folder / "issuer.key").write_bytes(issuer.key_pem())
    extensions = [
        "basicConstraints=critical,CA:FALSE",
        f"subjectAltName=IP:{HOST}",
        "extendedKeyUsage=serverAuth",
    ]
    (folder / "extensions").write_text("\n".join(extensions))
    command = ["openssl", "x509", "-req", "-in", "request.pem", "-sha1", "-days", "1"]
    command += ["-CA", "issuer.pem", "-CAkey", "issuer.key", "-extfile", "extensions"]
    command += ["-set_serial", "7"]
    result = subprocess.run(command, cwd=folder, check=True, capture_output=True)
    certificate = x509.load_pem_x509_certificate(result.stdout)
    algorithm = certificate.signature_hash_algorithm
    assert algorithm is not None
    assert algorithm.name == "sha1"
    return Identity(certificate, key, chain_below(issuer))
