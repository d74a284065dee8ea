"""What the tests of C++ share; they build and run programs as those of C do."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "c"), str(HERE.parent / "python")]

from programs import PREFIX  # noqa: E402  (it lies beside the tests of C)
from sendgrid_accounts.sandbox import Sandbox  # noqa: E402


@pytest.fixture(scope="session", autouse=True)
def installed() -> None:
    """The tests run against an installed library."""
    assert (PREFIX / "include" / "sendgrid_accounts.hpp").exists(), "run `make build-c` first"


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A fresh stand-in server."""
    with Sandbox() as sandbox:
        yield sandbox
