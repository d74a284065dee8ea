"""Memory that is refused, at one place after the other (row F16 of the fault matrix)."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from programs import build
from sendgrid_accounts.sandbox import Sandbox

SAID = [
    r"memory allocation of \d+ bytes failed",
    r"note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace",
    # The system's own word, for the variables of a thread.
    r"Fatal glibc error: failed to register TLS destructor: out of memory",
    # A library that panics instead: it becomes a status.
    r"thread '.*' \(\d+\) panicked at \S+:",
    r"out of memory",
]


def test_memory_that_is_refused_anywhere() -> None:
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
    told = {line for line in done.stderr.splitlines() if line}
    assert {line for line in told if not any(re.fullmatch(one, line) for one in SAID)} == set()
