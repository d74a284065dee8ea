"""The notices in the repository, and the checks that the packages must pass."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from artefacts import (
    LICENCES,
    ROOT,
    assert_notices,
    build_paths,
    files_with_build_paths,
    folder_files,
    listed,
)
from notices import (
    NOTICES,
    PACKAGES,
    STANDARD_LIBRARY,
    Component,
    LicenceMissingError,
    components,
    licence_texts,
    notices,
)

CURRENT = NOTICES.read_text("utf-8")


def test_the_notices_are_current() -> None:
    assert notices(components()) == CURRENT, "run make notices"


def test_the_notices_have_the_texts_of_code_inside_crates() -> None:
    assert "ring 0" in CURRENT
    for words in (
        "third_party/fiat/LICENSE [",  # in ring
        "LICENSE-BoringSSL [",
        "LICENSE.httprouter [",  # in matchit
        "UNICODE LICENSE V3",
        "Copyright 2015-2025 Brian Smith",
        "Isis Agora Lovecruft",  # subtle
        "LLVM Exceptions to the Apache 2.0 License",
    ):
        assert words in CURRENT, words
    assert STANDARD_LIBRARY.title in listed(CURRENT)


def test_a_crate_without_the_text_of_its_licence_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("MIT")
    (tmp_path / "license.rs").write_text("fn main() {}")
    crate = Component("made-up", "1.2.3", "MIT", tmp_path)
    with pytest.raises(LicenceMissingError, match=r"made-up 1\.2\.3 \(MIT\) has no licence file"):
        notices([crate])
    (tmp_path / "LICENSES").mkdir()
    (tmp_path / "LICENSES" / "MIT.txt").write_text("Permission is hereby granted")
    assert licence_texts(crate) == [("LICENSES/MIT.txt", "Permission is hereby granted")]
    assert listed(notices([crate])) == {"made-up 1.2.3"}


@pytest.mark.parametrize("package", PACKAGES)
def test_a_linked_crate_that_the_notices_leave_out_is_found(package: str) -> None:
    files = {name: (ROOT / name).read_bytes() for name in LICENCES}
    assert_notices(files, package)
    missing = CURRENT.replace("\nsubtle ", "\nother ").encode()
    with pytest.raises(AssertionError, match="subtle"):
        assert_notices({**files, NOTICES.name: missing}, package)
    with pytest.raises(AssertionError):
        assert_notices({"LICENSE-MIT": b""}, package)


def test_paths_of_this_machine_are_found(tmp_path: Path) -> None:
    for number, path in enumerate(build_paths()):
        (tmp_path / str(number)).write_bytes(b"\0/rustc/\xff" + path.encode() + b"registry")
    (tmp_path / "clean").write_bytes(b"/etc/ssl cargo/registry/src/ring/lib.rs")
    found = files_with_build_paths(folder_files(tmp_path))
    assert set(found) == {str(number) for number in range(len(build_paths()))}


def release_flags(home: Path) -> tuple[list[str], list[str]]:
    """The flags for rustc and for the C compiler, on a machine with this home."""
    variables = {"RUSTFLAGS": "-C  debuginfo=2", "CFLAGS": "-g3", "HOME": str(home)}
    build = str(ROOT / "release" / "build")
    # A build in a build adds nothing.
    printed = subprocess.run(
        [build, build, "env", "-0"],
        env={**variables, "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = dict(line.split("=", 1) for line in printed.split("\0") if line)
    return found["CARGO_ENCODED_RUSTFLAGS"].split("\037"), found["CFLAGS"].split()


def test_a_release_build_keeps_the_flags_of_the_environment(tmp_path: Path) -> None:
    rust, c = release_flags(tmp_path)
    assert rust[:2] == ["-C", "debuginfo=2"]
    assert c[0] == "-g3"
    for flags, option in ((rust, "--remap-path-prefix"), (c, "-ffile-prefix-map")):
        assert flags.count(f"{option}={ROOT}=.") == 1
        assert flags.count(f"{option}={tmp_path}/.cargo=cargo") == 1


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("located.rs", 'fn main() { print!("{}", file!()) }'),
        ("located.c", "const char *located = __FILE__;"),
        ("located.S", "located:\n nop\n"),
    ],
)
def test_a_release_build_replaces_the_paths_of_this_machine(
    tmp_path: Path, name: str, source: str
) -> None:
    (tmp_path / name).write_text(source)
    rust, c = release_flags(tmp_path)
    for flags, found in ((["-g"], True), (rust if name.endswith(".rs") else ["-g", *c], False)):
        compiler = ["rustc"] if name.endswith(".rs") else ["cc", "-c"]
        command = [*compiler, *flags, str(tmp_path / name), "-o", "located"]
        subprocess.run(command, cwd=tmp_path, check=True)
        assert (str(tmp_path).encode() in (tmp_path / "located").read_bytes()) is found
