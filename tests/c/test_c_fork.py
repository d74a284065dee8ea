"""Forks of C programs with calls in progress."""

from __future__ import annotations

from pathlib import Path

import pytest
from bindings import SOAK
from programs import SANITIZED, build, run, valgrind
from sendgrid_accounts.sandbox import Sandbox

FORK = Path(__file__).parent / "fork.c"


def built(kind: str) -> tuple[Path, list[str]]:
    """The program with its memory checker."""
    flags = ["-std=c11", *(SANITIZED if kind == "sanitized" else [])]
    # Children leak on purpose: see fork.c.
    under = [option for option in valgrind() if "leak" not in option]
    return build(FORK, flags=flags, name=f"fork_{kind}"), under if kind == "valgrind" else []


@pytest.mark.parametrize("kind", ["plain", "valgrind", "sanitized"])
def test_children_and_parents_can_make_calls(kind: str, sandbox: Sandbox) -> None:
    program, under = built(kind)
    how = "idle" if kind == "plain" else "checked"
    for _ in range(5 if kind == "plain" else 1):
        run(program, how, sandbox.url, sandbox.api_key, under=under)


# Not with sanitizers, whose allocator locks stay locked in the child.
@pytest.mark.parametrize(("kind", "forks"), [("plain", 400 * SOAK), ("valgrind", 10)])
def test_forks_beside_threads_that_call(kind: str, forks: int) -> None:
    program, under = built(kind)
    with Sandbox(window=(10**9, 3600)) as sandbox:
        run(program, "busy", sandbox.url, sandbox.api_key, str(forks), under=under)
