"""How the tests build and run programs in C and C++."""

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
"""Where `make build-c` installs the library for the tests."""
BUILT = ROOT / "target" / "programs"
STRICT = ["-Wall", "-Wextra", "-Wpedantic", "-Werror", "-g"]
SANITIZED = ["-fsanitize=address,undefined", "-fno-sanitize-recover=all"]


def crate_version() -> str:
    """The version that Cargo.toml says."""
    found = re.search(
        r'^\[workspace\.package\]\n(?:.+\n)*?version = "(.+)"$',
        (ROOT / "Cargo.toml").read_text(),
        re.MULTILINE,
    )
    assert found
    return found[1]


def package(*flags: str, prefix: Path = PREFIX) -> list[str]:
    """What pkg-config says of the installed library."""
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
    # Another process of the tests may be about to run it: it appears there in one piece.
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
    """Runs a program to its end and gives what it wrote; what it complains of is shown."""
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
    """The path of a tool, or the test is skipped."""
    return shutil.which(tool) or pytest.skip(f"{tool} is not installed")


def valgrind() -> list[str]:
    """A memory check that fails on errors and on leaks."""
    return [
        needs("valgrind"),
        "--quiet",
        # Else a thread that polls keeps all others from running.
        "--fair-sched=try",
        "--error-exitcode=99",
        "--leak-check=full",
        "--show-leak-kinds=definite,indirect",
        "--errors-for-leak-kinds=definite,indirect",
    ]
