"""Builds and runs programs in C and C++."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PREFIX = ROOT / "target" / "c"
"""The folder into which `make build-c` installs the library."""
BUILT = ROOT / "target" / "programs"
STRICT = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-g"]
SANITIZED = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"]


def crate_version() -> str:
    """The version in Cargo.toml."""
    found = re.search(
        r'^\[workspace\.package\]\n(?:.+\n)*?version = "(.+)"$',
        (ROOT / "Cargo.toml").read_text(),
        re.MULTILINE,
    )
    assert found
    return found[1]


def package(*flags: str, prefix: Path = PREFIX) -> list[str]:
    """The output of pkg-config for the installed library."""
    environment = {**os.environ, "PKG_CONFIG_PATH": str(prefix / "lib" / "pkgconfig")}
    found = subprocess.run(
        ["pkg-config", *flags, "sendgrid-accounts"],
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return found.stdout.split()


def build(*sources: Path, flags: Sequence[str] = (), name: str = "", prefix: Path = PREFIX) -> Path:
    """Builds a program of C or C++ with all warnings as errors, linked with the shared library."""
    is_cpp = any(source.suffix == ".cpp" for source in sources)
    compiler = ["g++", "-std=c++17"] if is_cpp else ["gcc", "-std=c99", "-D_GNU_SOURCE"]
    BUILT.mkdir(parents=True, exist_ok=True)
    program = BUILT / (name or sources[0].stem)
    # Atomic, since another test process may start the program.
    unfinished = program.with_name(f"{program.name}.{os.getpid()}")
    command = [
        *compiler,
        *STRICT,
        *flags,
        *map(str, sources),
        "-o",
        str(unfinished),
        *package("--cflags", "--libs", prefix=prefix),
        f"-Wl,-rpath,{prefix / 'lib'}",
        "-pthread",
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stderr}"
    unfinished.replace(program)
    return program


def run(
    program: Path,
    *arguments: str,
    under: Sequence[str] = (),
    environment: Mapping[str, str] | None = None,
    expect: int = 0,
    timeout: float = 150,
) -> str:
    """Runs a program and returns its output; on a failure, its errors are in the assertion."""
    done = subprocess.run(
        [*under, str(program), *arguments],
        env={**os.environ, **(environment or {})},
        capture_output=True,
        text=True,
        timeout=timeout,
    )
    assert done.returncode == expect, f"status {done.returncode}\n{done.stdout}\n{done.stderr}"
    assert "panicked" not in done.stderr
    return done.stdout


def needs(tool: str) -> str:
    """The path of a tool; skips the test without it."""
    return shutil.which(tool) or pytest.skip(f"{tool} is not installed")


def valgrind() -> list[str]:
    """The command of a memory checker that fails on errors and leaks."""
    return [
        needs("valgrind"),
        "--quiet",
        # Otherwise a polling thread starves the others.
        "--fair-sched=try",
        "--error-exitcode=99",
        "--leak-check=full",
        "--show-leak-kinds=definite,indirect",
        "--errors-for-leak-kinds=definite,indirect",
    ]
