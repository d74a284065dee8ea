"""Clients of C programs under many threads; the server counts what it was really asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from faces import SOAK
from programs import SANITIZED, build, run, valgrind
from sendgrid_accounts.sandbox import Sandbox

THREADS = Path(__file__).parent / "threads.c"
# Two seconds on a machine of its own are twenty on one that has other things to do.
pytestmark = pytest.mark.timeout(600)
KINDS = ["plain", "valgrind", "sanitized"]


def threads(kind: str, how: str, count: int, times: int) -> tuple[int, int]:
    """How many calls were answered and refused, where the server has counted as many answers."""
    flags = ["-std=c11"]
    if kind == "sanitized":
        flags += SANITIZED
    program = build(THREADS, flags=flags, name=f"threads_{kind}")
    under = valgrind() if kind == "valgrind" else []
    with Sandbox(window=(10**9, 3600)) as sandbox:
        arguments = [how, sandbox.url, sandbox.api_key, str(count), str(times)]
        said = run(program, *arguments, under=under, timeout=550)
        journal = sandbox.journal()
    answered, refused = map(int, said.split())
    assert len(journal) == answered
    assert {entry["status"] for entry in journal} == {200}
    return answered, refused


@pytest.mark.parametrize("kind", KINDS)
def test_threads_share_a_client(kind: str) -> None:
    count, times = (64, 1000) if kind == "plain" else (16, 20)
    assert threads(kind, "shared", count, times) == (count * times, 0)


@pytest.mark.parametrize("kind", KINDS)
def test_a_client_is_freed_while_threads_call(kind: str) -> None:
    times = 10_000 * SOAK if kind == "plain" else 300
    answered, refused = threads(kind, "freed", 8, times)
    # Both happen, or nothing was tried.
    assert answered > times / 10
    assert refused > 0
