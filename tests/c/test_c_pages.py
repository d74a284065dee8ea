"""Iterations of C programs: pages, their end, failures in the middle, queues and forks."""

from __future__ import annotations

from pathlib import Path

import pytest
from programs import SANITIZED, build, run, valgrind
from sandbox_faults import fail_second_list
from sendgrid_accounts.sandbox import Sandbox

HERE = Path(__file__).parent


@pytest.mark.parametrize("kind", ["plain", "valgrind", "sanitized"])
@pytest.mark.parametrize(
    ("how", "requests"),
    # One request ends each iteration: 4 for all, by the queue, and 2 from an offset.
    [("all", 4 + 4 + 2), ("resume", 2 + 3 + 3), ("customers", 3 + 2), ("fork", 2 + 2)],
)
def test_pages(kind: str, how: str, requests: int) -> None:
    flags = ["-std=c11", *(SANITIZED if kind == "sanitized" else [])]
    program = build(HERE / "pages.c", flags=flags, name=f"pages_{kind}")
    under = valgrind() if kind == "valgrind" else []
    with Sandbox(subusers=1200) as sandbox:
        if how == "resume":
            fail_second_list(sandbox)
        run(program, how, sandbox.url, sandbox.api_key, under=under)
        assert len(sandbox.journal()) == requests
