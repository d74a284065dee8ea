"""Leak checkers detect objects that a program does not free."""

from pathlib import Path

import programs

FORGETS = Path(__file__).parent / "forgets.c"


def test_valgrind_detects_a_leaked_error() -> None:
    programs.run(programs.build(FORGETS), under=programs.valgrind(), expect=99)


def test_address_sanitizer_detects_a_leaked_error() -> None:
    program = programs.build(FORGETS, flags=programs.SANITIZED, name="forgets_sanitized")
    programs.run(program, expect=1)
