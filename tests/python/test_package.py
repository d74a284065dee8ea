"""The package as a whole: version, types, import and licences."""

import importlib.metadata
import re
import subprocess
import sys
from pathlib import Path

import sendgrid_accounts

ROOT = Path(__file__).parent.parent.parent


def test_there_is_one_version() -> None:
    manifest = (ROOT / "Cargo.toml").read_text()
    version = re.search(r'\[workspace\.package\]\nversion = "(.+)"', manifest)
    assert version is not None
    assert sendgrid_accounts.__version__ == version[1]
    assert importlib.metadata.version("sendgrid-accounts") == version[1]
    assert set(re.findall(r'version = "=(.+?)"', manifest)) == {version[1]}
    members = re.search(r"members = \[(.+)\]", manifest)
    assert members is not None
    for member in re.findall(r'"(\w+)"', members[1]):
        assert "version.workspace = true" in (ROOT / member / "Cargo.toml").read_text()


def test_it_is_typed_and_its_import_starts_no_thread() -> None:
    program = """
import sys, threading
before = set(sys.modules)
import sendgrid_accounts
assert threading.active_count() == 1
heavy = "asyncio typing collections re logging dataclasses inspect json datetime ssl socket"
assert not set(heavy.split()) & (set(sys.modules) - before)
"""
    subprocess.run([sys.executable, "-c", program], check=True)  # noqa: S603
    assert (Path(sendgrid_accounts.__file__).parent / "py.typed").exists()


def test_the_changelog_and_the_licences_exist() -> None:
    assert "## Unreleased" in (ROOT / "CHANGELOG.md").read_text()
    for licence in ("LICENSE-MIT", "LICENSE-APACHE"):
        assert (ROOT / licence).stat().st_size > 1000
