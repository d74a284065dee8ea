"""The fixture `binding`, which runs a test in every binding."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from drivers import Driver
from matrix import ONCE, READ, call
from row import BINDINGS, EVERY
from sendgrid_accounts.sandbox import Sandbox

in_all_bindings = pytest.mark.parametrize("binding", BINDINGS, indirect=True)
"""Runs a test in C++, too."""


@pytest.fixture(scope="session")
def drivers() -> Iterator[dict[str, Driver]]:
    """The running drivers, by binding."""
    running: dict[str, Driver] = {}
    yield running
    for driver in running.values():
        if driver.is_alive():
            driver.close()


@pytest.fixture(params=EVERY.split())
def binding(request: pytest.FixtureRequest, drivers: dict[str, Driver]) -> Driver:
    """A driver after its first calls, so that its persistent threads and descriptors exist."""
    name: str = request.param
    if name not in drivers or not drivers[name].is_alive():
        drivers[name] = warm(Driver(name))
    return drivers[name]


def warm(driver: Driver) -> Driver:
    """Makes a driver create its persistent threads and descriptors."""
    with Sandbox() as sandbox:
        for operation in (READ, ONCE):
            driver.run(call(sandbox, operation, times=2).fields)
            driver.run(call(sandbox, operation).fields)
    return driver
