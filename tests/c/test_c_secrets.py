"""Secrets of created objects in C."""

from __future__ import annotations

from pathlib import Path

import pytest
from programs import SANITIZED, build, run, valgrind
from sendgrid_accounts.sandbox import Sandbox

HERE = Path(__file__).parent


@pytest.mark.parametrize("kind", ["plain", "valgrind", "sanitized"])
def test_a_secret_is_overwritten_when_its_object_is_freed(kind: str, sandbox: Sandbox) -> None:
    flags = SANITIZED if kind == "sanitized" else []
    program = build(HERE / "secrets.c", flags=flags, name=f"secrets_{kind}")
    under = valgrind() if kind == "valgrind" else []
    run(program, sandbox.url, sandbox.api_key, under=under)
