"""Fixtures for several tests."""

import logging
import sys
from collections.abc import Iterator
from types import ModuleType
from typing import Any, cast

import pytest
import sendgrid_accounts
from bindings import AwaitedClient, close_loops
from sendgrid_accounts import Client
from sendgrid_accounts.sandbox import Sandbox

UNRAISABLE: list[object] = []
"""Unraisable exceptions, such as errors in finalizers."""


@pytest.fixture(scope="session", autouse=True)
def nothing_unraisable() -> Iterator[None]:
    """Fails on unraisable exceptions, for which pytest only warns."""
    before = sys.unraisablehook

    def count(unraisable: "sys.UnraisableHookArgs") -> None:
        UNRAISABLE.append(repr(unraisable))
        before(unraisable)

    sys.unraisablehook = count
    yield
    sys.unraisablehook = before
    assert UNRAISABLE == []


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    """Restores the level of the root logger."""
    root = logging.getLogger()
    before = root.level
    yield
    root.setLevel(before)


@pytest.fixture(params=["sync", "async"])
def each_binding(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Runs the tests of a module with both clients: `Client` is the blocking or the asyncio one."""
    if request.param == "async":
        own: ModuleType = cast("Any", request).module  # untyped in pytest
        for module in (own, sys.modules[__name__]):
            if hasattr(module, "Client"):
                monkeypatch.setattr(module, "Client", AwaitedClient)
    yield
    close_loops()


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A fresh sandbox."""
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture
def client(sandbox: Sandbox) -> Iterator[Client]:
    """A client of the sandbox."""
    with Client(sandbox.api_key, base_url=sandbox.url) as client:
        yield client


@pytest.fixture
def async_client(sandbox: Sandbox) -> Iterator[sendgrid_accounts.AsyncClient]:
    """An asyncio client of the sandbox."""
    client = sendgrid_accounts.AsyncClient(sandbox.api_key, base_url=sandbox.url)
    yield client
    client.close()
