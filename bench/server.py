"""The server, the certificates, and the processors that server and contenders run on."""

import json
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import trustme
from contenders import BUILT, RUST

ROUND_TRIP_MS = 20
"""Round-trip time of the far addresses."""
MACHINE_AUTHORITIES = Path("/etc/ssl/certs/ca-certificates.crt")
BUNDLE = BUILT / "certificates/bundle.pem"


@contextmanager
def serving() -> Iterator[dict[str, str]]:
    """Runs the server on the first processor; yields its addresses by name."""
    certificate, key = certificates()
    command = [str(RUST / "bench-server"), "--cert", str(certificate), "--key", str(key)]
    processors = sorted(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {processors[0]})
    server = subprocess.Popen(  # noqa: S603
        [*command, "--delay-ms", str(ROUND_TRIP_MS)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    # Contenders inherit this: each runs on one processor, other than the server's.
    os.sched_setaffinity(0, {processors[-1]})
    try:
        with kept_awake({processors[0], processors[-1]}):
            assert server.stdout
            yield cast("dict[str, str]", json.loads(server.stdout.readline()))
    finally:
        os.sched_setaffinity(0, processors)
        server.communicate()


def certificates() -> tuple[Path, Path]:
    """Creates an authority and a certificate; contenders trust it and the machine's authorities."""
    BUNDLE.parent.mkdir(parents=True, exist_ok=True)
    chain, key = BUNDLE.with_name("server.pem"), BUNDLE.with_name("server.key")
    authority = trustme.CA()
    identity = authority.issue_cert("127.0.0.1")
    chain.write_bytes(b"".join(part.bytes() for part in identity.cert_chain_pems))
    key.write_bytes(identity.private_key_pem.bytes())
    machine = MACHINE_AUTHORITIES.read_bytes() if MACHINE_AUTHORITIES.exists() else b""
    BUNDLE.write_bytes(machine + authority.cert_pem.bytes())
    return chain, key


@contextmanager
def kept_awake(processors: set[int]) -> Iterator[None]:
    """Keeps processors from halting: on a virtual machine, waking one takes longer than a call.

    The loops have idle priority.
    """
    children = [spin(processor) for processor in processors]
    try:
        yield
    finally:
        for child in children:
            os.kill(child, 9)
            os.waitpid(child, 0)


def spin(processor: int) -> int:
    """Starts a busy loop in a child process, which ends with this one."""
    parent = os.getpid()
    child = os.fork()
    if child == 0:
        os.sched_setaffinity(0, {processor})
        os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
        while os.getppid() == parent:
            for _ in range(200_000):
                pass
        os._exit(0)
    return child
