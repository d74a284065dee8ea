"""What a program forgets to free is seen by those who look for it."""

from pathlib import Path

import programs

FORGETS = Path(__file__).parent / "forgets.c"


def test_valgrind_sees_an_error_that_is_not_freed() -> None:
    programs.run(programs.build(FORGETS), under=programs.valgrind(), expect=99)


def test_address_sanitizer_sees_an_error_that_is_not_freed() -> None:
    program = programs.build(FORGETS, flags=programs.SANITIZED, name="forgets_sanitized")
    programs.run(program, expect=1)
