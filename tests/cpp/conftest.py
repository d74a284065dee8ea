"""Fixtures of the tests of C++, which use the modules of the tests of C."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "c"), str(HERE.parent / "python")]

from programs import PREFIX  # noqa: E402  (in tests/c)
from sendgrid_accounts.sandbox import Sandbox  # noqa: E402


@pytest.fixture(scope="session", autouse=True)
def installed() -> None:
    """Checks that the library is installed."""
    assert (PREFIX / "include" / "sendgrid_accounts.hpp").exists(), "run `make build-c` first"


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A new sandbox server."""
    with Sandbox() as sandbox:
        yield sandbox
