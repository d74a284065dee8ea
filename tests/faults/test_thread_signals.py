"""Library threads start with the signals of the program blocked (row F21)."""

from __future__ import annotations

from pathlib import Path

import pytest
from drivers import Driver
from matrix import ONCE, READ, call
from preloading import thread_masks
from sendgrid_accounts.sandbox import Sandbox


@pytest.mark.row("F21")
@pytest.mark.parametrize("binding", ["python", "asyncio", "c", "c-queue"])
def test_every_thread_starts_with_signals_blocked(binding: str, tmp_path: Path) -> None:
    # These drivers start no threads of their own for sequential calls.
    masks = tmp_path / "masks"
    with Sandbox() as sandbox, Driver(binding, environment=thread_masks(masks)) as driver:
        for operation in (READ, ONCE):
            reply, _ = driver.run(call(sandbox, operation).fields)
            assert "result" in reply
    threads = masks.read_text().splitlines() if masks.exists() else []
    assert [line for line in threads if line != "thread:"] == []
