"""The exported symbols, soname and version of the library."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from header_model import HEADER, parse
from programs import PREFIX, build, crate_version, needs, package, run

LIBRARY = PREFIX / "lib" / "libsendgrid_accounts.so"
COMMITTED = Path(__file__).parent / "symbols.txt"
VERSION_PROGRAM = """
#include <sendgrid_accounts.h>
#include <stdio.h>
int main(void)
{
    printf("%s %s %u %d\\n", sga_version(), SGA_VERSION, sga_version_number(), SGA_VERSION_NUMBER);
    return 0;
}
"""


def said_by(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout


def exported() -> list[str]:
    lines = said_by(needs("nm"), "-D", "--defined-only", str(LIBRARY)).splitlines()
    return sorted(line.split()[-1] for line in lines)


def test_exactly_the_functions_of_the_header_are_exported() -> None:
    declared = sorted(function.name for function in parse(HEADER.read_text()).functions)
    assert exported() == declared


def test_the_symbols_are_those_of_the_committed_file() -> None:
    # A new function must be added to the file; a removed one breaks programs.
    assert COMMITTED.read_text().splitlines() == exported()


def test_the_soname_is_the_one_that_programs_link_with() -> None:
    version = crate_version()
    major = version.split(".")[0]
    dynamic = said_by(needs("readelf"), "--dynamic", "--wide", str(LIBRARY))
    assert f"Library soname: [libsendgrid_accounts.so.{major}]" in dynamic
    links = [LIBRARY, LIBRARY.with_name(f"libsendgrid_accounts.so.{major}")]
    assert all(link.is_symlink() for link in links)
    names = [link.readlink().name for link in links]
    assert names == [links[1].name, f"libsendgrid_accounts.so.{version}"]
    assert not LIBRARY.resolve().is_symlink()


def test_the_library_stays_loaded() -> None:
    dynamic = said_by(needs("readelf"), "--dynamic", "--wide", str(LIBRARY))
    assert re.search(r"\(FLAGS_1\).*\bNODELETE\b", dynamic)


def test_the_library_needs_only_system_libraries() -> None:
    dynamic = said_by(needs("readelf"), "--dynamic", "--wide", str(LIBRARY))
    needed = set(re.findall(r"\(NEEDED\).*\[(.+?)\.so", dynamic))
    assert needed <= {"libc", "libm", "libgcc_s", "libpthread", "libdl", "ld-linux-x86-64"}


def test_all_versions_agree(tmp_path: Path) -> None:
    (tmp_path / "version.c").write_text(VERSION_PROGRAM)
    of_library, of_header, *numbers = run(build(tmp_path / "version.c")).split()
    version = crate_version()
    assert [of_library, of_header, *package("--modversion")] == [version] * 3
    major, minor, patch = map(int, version.split("."))
    assert [int(number) for number in numbers] == [major * 1_000_000 + minor * 1_000 + patch] * 2


@pytest.mark.parametrize("kind", ["shared", "static"])
def test_programs_link_with_the_flags_of_pkg_config(kind: str, tmp_path: Path) -> None:
    (tmp_path / "version.c").write_text(VERSION_PROGRAM)
    source, program = tmp_path / "version.c", tmp_path / "version"
    flags = [f"-Wl,-rpath,{PREFIX / 'lib'}"]
    if kind == "static":
        libraries = package("--static", "--libs")
        flags = ["-Wl,-Bstatic", "-lsendgrid_accounts", "-Wl,-Bdynamic"]
        flags += [it for it in libraries if it != "-lsendgrid_accounts"]
    flags = [*package("--cflags", "--libs-only-L"), *flags]
    flags += package("--libs-only-l") if kind == "shared" else []
    said_by(needs("gcc"), str(source), "-o", str(program), *flags)
    linked = "libsendgrid_accounts" in said_by(needs("readelf"), "--dynamic", str(program))
    assert linked == (kind == "shared")
    assert run(program).startswith(crate_version())
