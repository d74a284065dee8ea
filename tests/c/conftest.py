"""Fixtures of the tests of C and C++."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from programs import PREFIX
from sendgrid_accounts.sandbox import Sandbox

sys.path.insert(0, str(Path(__file__).parent.parent / "python"))


@pytest.fixture(scope="session", autouse=True)
def installed() -> None:
    """Checks that the library is installed."""
    assert (PREFIX / "include" / "sendgrid_accounts.h").exists(), "run `make build-c` first"


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A new sandbox server."""
    with Sandbox() as sandbox:
        yield sandbox
