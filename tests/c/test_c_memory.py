"""Memory that is refused, at one place after the other."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from faces import SOAK
from programs import build
from sendgrid_accounts.sandbox import Sandbox

STEP = 13
"""Only every so manieth place is tried, unless there is time for more."""
NOTE = "note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace"
ABORTED = re.compile(r"memory allocation of \d+ bytes failed")


def test_memory_that_is_refused_anywhere() -> None:
    program = build(Path(__file__).parent / "host_memory.c")
    with Sandbox(window=(10**9, 3600)) as sandbox:
        command = [str(program), sandbox.url, sandbox.api_key, "1", str(max(1, STEP // SOAK))]
        quiet = {**os.environ, "RUST_BACKTRACE": "0"}
        done = subprocess.run(
            command, env=quiet, capture_output=True, text=True, timeout=170, check=False
        )
        assert done.returncode == 0, done.stderr[-2000:]
        children, aborted = map(int, done.stdout.split())
        assert children > 20
        # What Rust has to say of it, once for each.
        told = [line for line in done.stderr.splitlines() if line.strip() and line != NOTE]
        assert all(ABORTED.fullmatch(line) for line in told), told[:5]
        assert len(told) == aborted > 10
