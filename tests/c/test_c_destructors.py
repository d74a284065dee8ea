"""Calls from the destructors of thread-specific data (row F20 of the fault matrix)."""

from __future__ import annotations

import subprocess
from collections import Counter
from pathlib import Path

import pytest
from programs import build, needs
from sendgrid_accounts.sandbox import Sandbox

SOURCE = Path(__file__).parent / "host_destructors.c"
ROUNDS = 3
THREADS = 8
ALWAYS = {"call": 1, "refused call": 1, "queue": 1, "client": 1}
"""Kinds of calls that each run of the destructor makes at least, and how many of each."""


def memory_check() -> list[str]:
    """Finds what is used after it was freed; leaks of a thread that ends are found elsewhere."""
    return [needs("valgrind"), "--quiet", "--error-exitcode=99", "--leak-check=no"]


@pytest.mark.parametrize(
    ("how", "kind"),
    [("first", "plain"), ("used", "plain"), ("main", "plain"), ("used", "valgrind")],
)
def test_calls_from_a_destructor_give_a_status(how: str, kind: str, sandbox: Sandbox) -> None:
    program = build(SOURCE)
    under = memory_check() if kind == "valgrind" else []
    done = subprocess.run(
        [*under, str(program), how, sandbox.url, sandbox.api_key],
        capture_output=True,
        text=True,
        timeout=40,
        check=False,
    )
    # Nothing on standard error: no panic, no failed expectation, no word of the runtime.
    assert (done.returncode, done.stderr) == (0, ""), done.stdout[-500:]
    statuses = [line.partition(": ") for line in done.stdout.splitlines()]
    runs = ROUNDS * (1 if how == "main" else THREADS)
    calls = Counter(kind for kind, _, _ in statuses)
    assert all(calls[kind] >= count * runs for kind, count in ALWAYS.items()), calls
    assert all(status.isidentifier() for _, _, status in statuses)
