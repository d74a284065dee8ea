"""The matrix: signals of the program, which no thread of the library takes (F21)."""

from __future__ import annotations

from pathlib import Path

import pytest
from drivers import Driver
from matrix import ONCE, READ, call
from preloading import thread_masks
from sendgrid_accounts.sandbox import Sandbox


@pytest.mark.row("F21")
@pytest.mark.parametrize("face", ["python", "asyncio", "c", "c-queue"])
def test_every_thread_starts_with_signals_blocked(face: str, tmp_path: Path) -> None:
    # Each of these drivers starts no thread of its own for calls one after the other.
    noted = tmp_path / "masks"
    with Sandbox() as sandbox, Driver(face, environment=thread_masks(noted)) as driver:
        for operation in (READ, ONCE):
            answer, _ = driver.ask(call(sandbox, operation).fields)
            assert "result" in answer
    threads = noted.read_text().splitlines() if noted.exists() else []
    assert [line for line in threads if line != "thread:"] == []
