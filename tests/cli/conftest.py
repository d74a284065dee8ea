"""Fixtures of the tests of the program."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from program import BINARY, SCRIPT, Program
from sendgrid_accounts.sandbox import Sandbox


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A fresh sandbox."""
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def program(sandbox: Sandbox) -> Iterator[Program]:
    """The program that cargo builds."""
    program = Program(sandbox)
    yield program
    program.close()


@pytest.fixture(params=[BINARY, SCRIPT], ids=["binary", "script"])
def each_program(request: pytest.FixtureRequest, sandbox: Sandbox) -> Iterator[Program]:
    """The program that cargo builds, and the console script."""
    path: Path = request.param
    program = Program(sandbox, path)
    yield program
    program.close()
