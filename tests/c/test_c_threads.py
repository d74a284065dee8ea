"""Clients of C programs with many threads; the server counts the requests."""

from __future__ import annotations

from pathlib import Path

import pytest
from bindings import SOAK
from programs import SANITIZED, build, run, valgrind
from sendgrid_accounts.sandbox import Sandbox

THREADS = Path(__file__).parent / "threads.c"
# On a busy machine the program may take ten times as long.
pytestmark = pytest.mark.timeout(600)
KINDS = ["plain", "valgrind", "sanitized"]


def threads(kind: str, how: str, count: int, times: int) -> tuple[int, int]:
    """The numbers of successful and refused calls, compared with the count of the server."""
    flags = ["-std=c11"]
    if kind == "sanitized":
        flags += SANITIZED
    program = build(THREADS, flags=flags, name=f"threads_{kind}")
    under = valgrind() if kind == "valgrind" else []
    with Sandbox(window=(10**9, 3600)) as sandbox:
        arguments = [how, sandbox.url, sandbox.api_key, str(count), str(times)]
        said = run(program, *arguments, under=under, timeout=550)
        journal = sandbox.journal()
    succeeded, refused = map(int, said.split())
    assert len(journal) == succeeded
    assert {entry["status"] for entry in journal} == {200}
    return succeeded, refused


@pytest.mark.parametrize("kind", KINDS)
def test_threads_share_a_client(kind: str) -> None:
    count, times = (64, 1000) if kind == "plain" else (16, 20)
    assert threads(kind, "shared", count, times) == (count * times, 0)


@pytest.mark.parametrize("kind", KINDS)
def test_a_client_is_freed_while_threads_call(kind: str) -> None:
    times = 10_000 * SOAK if kind == "plain" else 300
    succeeded, refused = threads(kind, "freed", 8, times)
    # Both must occur.
    assert succeeded > times / 10
    assert refused > 0
