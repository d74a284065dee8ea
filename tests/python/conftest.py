"""What several tests share."""

from collections.abc import Iterator

import pytest
from sendgrid_accounts import Client
from sendgrid_accounts.sandbox import Sandbox


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A fresh stand-in server."""
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def client(sandbox: Sandbox) -> Iterator[Client]:
    """A client of the sandbox."""
    with Client(sandbox.api_key, base_url=sandbox.url) as client:
        yield client
