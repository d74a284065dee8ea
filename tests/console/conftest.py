"""A browser, and pages of the console of a sandbox. Without a browser the tests are skipped."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sendgrid_accounts.sandbox import Sandbox
from visit import Visit

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Adds the folder for the pictures of the documentation."""
    parser.addoption("--pictures", metavar="FOLDER", help="folder for pictures of the console")


@pytest.fixture
def pictures(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The folder for pictures: a temporary one, unless an option names one."""
    folder: str | None = request.config.getoption("--pictures")
    return tmp_path if folder is None else Path(folder)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Debian's Chromium, or another one in the path."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("chromium is not installed (Debian: chromium)")
    # Chromium has no sandbox for root, as in containers.
    arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=arguments)
        yield browser
        browser.close()


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A fresh sandbox."""
    with Sandbox() as sandbox:
        yield sandbox


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    """The color scheme that the user prefers."""
    scheme: str = request.param
    return scheme


@pytest.fixture
def visit(browser: Any, sandbox: Sandbox) -> Iterator[Visit]:
    """The console in a new browser context, which must have no error at the end."""
    with Visit.of(browser, sandbox) as visit:
        visit.open()
        yield visit
