"""Failing allocations, one after the other (row F16 of the fault matrix)."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from programs import build
from sendgrid_accounts.sandbox import Sandbox

ALLOWED = [
    # Written in parts: a thread that ends its process may cut it.
    r"memory allocation of (\d+( bytes( failed)?)?)?",
    r"note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace",
    # Message of the system, for thread-local variables.
    r"Fatal glibc error: failed to register TLS destructor: out of memory",
    # A dependency that panics; the panic becomes a status.
    r"thread '.*' \(\d+\) panicked at \S+:",
    r"out of memory",
]


def test_every_allocation_can_fail() -> None:
    program = build(Path(__file__).parent / "host_memory.c")
    with Sandbox(window=(10**9, 3600)) as sandbox:
        done = subprocess.run(
            [str(program), sandbox.url, sandbox.api_key],
            env={**os.environ, "RUST_BACKTRACE": "0"},
            capture_output=True,
            text=True,
            timeout=170,
            check=False,
        )
        assert done.returncode == 0, done.stderr[-2000:]
        assert sandbox.api_key[:12] not in done.stderr
    places, aborted = map(int, done.stdout.split())
    assert places >= aborted > 100
    lines = {line for line in done.stderr.splitlines() if line}
    assert {line for line in lines if not any(re.fullmatch(one, line) for one in ALLOWED)} == set()
