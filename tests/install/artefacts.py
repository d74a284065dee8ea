"""Contents of the packages and of the installed C library."""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import zipfile
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.append(str(ROOT / "release"))

from notices import NOTICES, STANDARD_LIBRARY, linked  # noqa: E402

PREFIX = "/opt/sendgrid"
LICENCES = ("LICENSE-MIT", "LICENSE-APACHE", NOTICES.name)
EXAMPLES = ("ring", "rustls-webpki", "subtle", "untrusted", "icu_normalizer_data")
"""Crates that every artefact links, so that the list of crates cannot be empty."""


def package_files(package: Path) -> dict[str, bytes]:
    """Content of each file of a wheel or a source distribution."""
    if package.suffix == ".whl":
        with zipfile.ZipFile(package) as wheel:
            return {name: wheel.read(name) for name in wheel.namelist()}
    with tarfile.open(package) as archive:
        opened = {member.name: archive.extractfile(member) for member in archive}
        return {name: file.read() for name, file in opened.items() if file is not None}


def folder_files(folder: Path) -> dict[str, bytes]:
    """Content of each file below a folder."""
    files = [path for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def build_paths() -> set[str]:
    """Folders of this machine that a build reads: home, toolchain, crates and checkout."""
    home = Path.home()
    folders = {
        home,
        Path(os.environ.get("CARGO_HOME", home / ".cargo")),
        Path(os.environ.get("RUSTUP_HOME", home / ".rustup")),
        ROOT,
    }
    folders |= {folder.resolve() for folder in folders}
    return {f"{folder}/" for folder in folders if folder != Path("/")}


def files_with_build_paths(files: dict[str, bytes]) -> dict[str, set[str]]:
    """The folders of this machine that a file contains, by the name of the file."""
    needles = {path: path.encode() for path in build_paths()}
    found = {
        name: {path for path, needle in needles.items() if needle in content}
        for name, content in files.items()
    }
    return {name: paths for name, paths in found.items() if paths}


def assert_no_build_paths(files: dict[str, bytes]) -> None:
    found = files_with_build_paths(files)
    assert not found, found


def listed(notices: str) -> set[str]:
    """Titles of the components in the notices: the lines before a licence."""
    contents = notices.split("\n====", 1)[0].splitlines()
    return {
        line
        for line, following in pairwise(contents)
        if following.startswith("    ") and not line.startswith(" ")
    }


def host() -> str:
    command = ["rustc", "--version", "--verbose"]
    version = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return version.split("host: ", 1)[1].split()[0]


def assert_notices(files: dict[str, bytes], package: str) -> None:
    """Checks that the licences are there, and that the notices name all that a package links."""
    contents = {
        Path(name).name: content.decode() for name, content in files.items() if is_text(name)
    }
    assert contents.keys() == set(LICENCES), contents.keys()
    crates = linked(package, host())
    assert {name for name, _ in crates} >= set(EXAMPLES)
    titles = {f"{name} {version}" for name, version in crates} | {STANDARD_LIBRARY.title}
    missing = titles - listed(contents[NOTICES.name])
    assert not missing, missing


def is_text(name: str) -> bool:
    return Path(name).name in LICENCES
