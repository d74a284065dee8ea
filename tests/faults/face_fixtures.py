"""Each test with a parameter `face` runs in every language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from drivers import Driver
from matrix import ONCE, READ, call
from row import EVERY
from sendgrid_accounts.sandbox import Sandbox


@pytest.fixture(scope="session")
def drivers() -> Iterator[dict[str, Driver]]:
    """The drivers that run, by their faces."""
    running: dict[str, Driver] = {}
    yield running
    for driver in running.values():
        if driver.is_alive():
            driver.close()


@pytest.fixture(params=EVERY.split())
def face(request: pytest.FixtureRequest, drivers: dict[str, Driver]) -> Driver:
    """A driver that has made calls before, so that what stays is there."""
    name: str = request.param
    if name not in drivers or not drivers[name].is_alive():
        drivers[name] = warm(Driver(name))
    return drivers[name]


def warm(driver: Driver) -> Driver:
    """Lets a driver start what stays for its whole life."""
    with Sandbox() as sandbox:
        for operation in (READ, ONCE):
            driver.ask(call(sandbox, operation, times=2).fields)
            driver.ask(call(sandbox, operation).fields)
    return driver
