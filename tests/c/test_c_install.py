"""The installation by `make install`, and programs that use only it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from programs import ROOT, STRICT, build, needs, run
from sendgrid_accounts import __version__
from sendgrid_accounts.sandbox import Sandbox

VERSION = __version__
NAME = f"libsendgrid_accounts.so.{VERSION}"
SONAME = "libsendgrid_accounts.so.0"
QUICKSTART = ROOT / "examples" / "c" / "quickstart.c"
LICENCES = ("LICENSE-MIT", "LICENSE-APACHE", "THIRD-PARTY-NOTICES.txt")
SAYS = "Test User lives in Orange\n"


def install(*options: str, built: Path = ROOT / "target" / "debug", mask: int = 0o022) -> str:
    """Runs the installer and returns its error output."""
    command = [str(ROOT / "capi" / "install.sh"), "--built", str(built), *options]
    return subprocess.run(command, umask=mask, capture_output=True, text=True).stderr


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    """Small stand-ins for the libraries that cargo builds."""
    for suffix in ("so", "a"):
        (tmp_path / f"libsendgrid_accounts_capi.{suffix}").touch()
    return tmp_path


@pytest.fixture(scope="module")
def prefix() -> Iterator[Path]:
    """An installation in its prefix."""
    with tempfile.TemporaryDirectory() as folder:
        assert install("--prefix", folder) == ""
        yield Path(folder)


@pytest.fixture
def moved(prefix: Path) -> Iterator[Path]:
    """A copy of that installation in another folder."""
    with tempfile.TemporaryDirectory(dir=prefix.parent) as folder:
        copy = Path(folder) / "moved"
        yield shutil.copytree(prefix, copy, symlinks=True, copy_function=os.link)


def described(folder: Path, *flags: str) -> str:
    environment = {**os.environ, "PKG_CONFIG_PATH": str(folder / "pkgconfig")}
    command = [needs("pkg-config"), *flags, "sendgrid-accounts"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def dynamic(program: Path) -> str:
    """The dynamic section of a program or library."""
    command = [needs("readelf"), "--dynamic", str(program)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def test_all_files_are_readable_for_all_users(empty: Path) -> None:
    destdir, lib = empty / "stage", "opt/accounts/lib/x86_64-linux-gnu"
    options = ("--prefix", "/opt/accounts", "--libdir", f"/{lib}", "--destdir", str(destdir))
    assert install(*options, built=empty, mask=0o077) == ""
    headers = [path.relative_to(ROOT) for path in (ROOT / "include").rglob("*.h*")]
    libraries = ["libsendgrid_accounts.a", "libsendgrid_accounts.so", SONAME, NAME]
    cmake = [f"cmake/sendgrid_accounts/sendgrid_accountsConfig{part}" for part in ("", "Version")]
    assert {str(path.relative_to(destdir)) for path in destdir.rglob("*") if path.is_file()} == {
        *(f"opt/accounts/{header}" for header in headers),
        *(f"{lib}/{name}" for name in libraries),
        *(f"{lib}/{name}.cmake" for name in cmake),
        f"{lib}/pkgconfig/sendgrid-accounts.pc",
        *(f"opt/accounts/share/doc/sendgrid-accounts/{name}" for name in LICENCES),
    }
    for path in destdir.rglob("*"):
        assert path.stat().st_mode & 0o044 == 0o044, path
        is_text = path.suffix in (".pc", ".cmake")
        assert not is_text or str(destdir) not in path.read_text(), path


def test_links_resolve_to_the_library(prefix: Path) -> None:
    lib = prefix / "lib"
    assert (lib / "libsendgrid_accounts.so").readlink() == Path(SONAME)
    assert (lib / SONAME).readlink() == Path(NAME)
    assert not (lib / NAME).is_symlink()
    assert f"Library soname: [{SONAME}]" in dynamic(lib / NAME)


def test_pkg_config_has_the_version_and_the_flags(prefix: Path) -> None:
    lib = prefix / "lib"
    assert described(lib, "--modversion") == VERSION
    assert described(lib, "--cflags") == f"-I{prefix}/include"
    assert described(lib, "--libs") == f"-L{prefix}/lib -lsendgrid_accounts"
    assert "-lpthread" in described(lib, "--static", "--libs").split()


@pytest.mark.parametrize(
    ("prefix", "lib", "cflags", "libs"),
    [
        ("/opt/a b", "/opt/a b/lib", r"-I/opt/a\ b/include", r"-L/opt/a\ b/lib"),
        ("/opt/one/", "/opt/one/lib64/", "-I/opt/one/include", "-L/opt/one/lib64"),
        ("/opt/one", "/srv/lib", "-I/opt/one/include", "-L/srv/lib"),
    ],
)
def test_prefix_and_libdir_are_independent(
    empty: Path, prefix: str, lib: str, cflags: str, libs: str
) -> None:
    options = ("--prefix", prefix, "--libdir", lib, "--destdir", str(empty / "stage"))
    assert install(*options, built=empty) == ""
    folder = empty / "stage" / lib[1:]
    assert described(folder, "--cflags") == cflags
    assert described(folder, "--libs") == f"{libs} -lsendgrid_accounts"


@pytest.mark.parametrize(
    "options",
    [("--prefix", "opt"), ("--libdir", "lib"), ("--prefix", "/a|b"), ("--made-up", "x")],
)
def test_the_installer_refuses_invalid_options(empty: Path, options: tuple[str, str]) -> None:
    assert "install.sh: " in install("--destdir", str(empty / "stage"), *options, built=empty)
    assert not (empty / "stage").exists()


def test_a_program_links_with_the_shared_library(prefix: Path, sandbox: Sandbox) -> None:
    program = build(QUICKSTART, name="installed-shared", prefix=prefix)
    assert SONAME in dynamic(program)
    assert run(program, sandbox.url, sandbox.api_key) == SAYS


def test_a_program_links_with_the_archive_alone(
    prefix: Path, sandbox: Sandbox, tmp_path: Path
) -> None:
    (tmp_path / "libsendgrid_accounts.a").symlink_to(prefix / "lib" / "libsendgrid_accounts.a")
    only = f"--define-variable=libdir={tmp_path}"
    flags = described(prefix / "lib", only, "--static", "--cflags", "--libs").split()
    program = tmp_path / "quickstart"
    command = ["gcc", "-std=c99", *STRICT, str(QUICKSTART), "-o", str(program), *flags]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "sendgrid" not in dynamic(program)
    assert run(program, sandbox.url, sandbox.api_key) == SAYS


PROJECT = f"""
cmake_minimum_required(VERSION 3.16)
project(consumer C)
find_package(sendgrid_accounts ${{WANTED}} REQUIRED)
get_target_property(location sendgrid_accounts::sendgrid_accounts IMPORTED_LOCATION)
message(STATUS "found ${{location}}")
foreach(target sendgrid_accounts static)
    add_executable(with_${{target}} "{QUICKSTART}")
    target_link_libraries(with_${{target}} PRIVATE sendgrid_accounts::${{target}})
endforeach()
"""


def cmake(*arguments: str) -> str:
    """Runs CMake of this environment or of the machine, and returns its output."""
    own = Path(sys.executable).parent / "cmake"
    command = [str(own) if own.exists() else needs("cmake"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True)
    # CMake wraps its messages.
    return " ".join(f"{done.stdout} {done.stderr} status {done.returncode}".split())


def configured(folder: Path, prefix: Path, wanted: str = "0.1") -> str:
    (folder / "CMakeLists.txt").write_text(PROJECT)
    built, where = str(folder / "built"), f"-DCMAKE_PREFIX_PATH={prefix}"
    return cmake("-S", str(folder), "-B", built, where, f"-DWANTED={wanted}")


def test_a_cmake_project_finds_both_libraries(
    prefix: Path, sandbox: Sandbox, tmp_path: Path
) -> None:
    assert configured(tmp_path, prefix).endswith("status 0")
    said = cmake("--build", str(tmp_path / "built"))
    assert said.endswith("status 0"), said
    shared, static = (tmp_path / "built" / f"with_{it}" for it in ("sendgrid_accounts", "static"))
    assert SONAME in dynamic(shared)
    assert "libsendgrid" not in dynamic(static)
    assert run(shared, sandbox.url, sandbox.api_key) == SAYS
    assert run(static, sandbox.url, sandbox.api_key) == SAYS


@pytest.mark.parametrize("wanted", ["0.2", "0.1.1", "1.0", "0.0.9"])
def test_cmake_refuses_other_versions(prefix: Path, tmp_path: Path, wanted: str) -> None:
    said = configured(tmp_path, prefix, wanted)
    assert said.endswith("status 1")
    assert f'compatible with requested version "{wanted}"' in said
    assert f"version: {VERSION}" in said


def test_a_moved_installation_refers_to_itself(moved: Path, tmp_path: Path) -> None:
    assert f"found {moved}/lib/{NAME} " in configured(tmp_path, moved)
    assert described(moved / "lib", "--define-prefix", "--libs").startswith(f"-L{moved}/lib ")


def test_a_missing_library_is_reported(moved: Path, tmp_path: Path) -> None:
    program = build(QUICKSTART, name="uninstalled", prefix=moved)
    shutil.move(program, tmp_path)
    for name in ("libsendgrid_accounts.so", SONAME, NAME, "libsendgrid_accounts.a"):
        (moved / "lib" / name).unlink()
    done = subprocess.run([tmp_path / "uninstalled"], capture_output=True, text=True)
    assert done.returncode == 127
    assert f"{SONAME}: cannot open shared object file" in done.stderr
    said = configured(tmp_path, moved)
    assert said.endswith("status 1")
    assert f"{moved}/lib/{NAME} does not exist" in said
    where = described(moved / "lib", "--define-prefix", "--cflags", "--libs").split()
    command = ["gcc", str(QUICKSTART), "-o", str(tmp_path / "quickstart"), *where]
    done = subprocess.run(command, capture_output=True, text=True)
    assert "cannot find -lsendgrid_accounts" in done.stderr


def test_cargo_c_installs_the_same_names(prefix: Path) -> None:
    tomllib = pytest.importorskip("tomllib")
    manifest = tomllib.loads((ROOT / "capi" / "Cargo.toml").read_text())
    metadata = manifest["package"]["metadata"]["capi"]
    library, parts = metadata["library"]["name"], metadata["library"]["version_suffix_components"]
    assert f"lib{library}.so.{'.'.join(VERSION.split('.')[:parts])}" == SONAME
    assert described(prefix / "lib", "--libs-only-l") == f"-l{library}"
    assert metadata["pkg_config"]["filename"] == "sendgrid-accounts"
    assert described(prefix / "lib", "--print-provides").startswith(metadata["pkg_config"]["name"])
    header = metadata["header"]
    assert not header["subdirectory"]
    assert (prefix / "include" / f"{header['name']}.h").exists()
    assets = metadata["install"]["include"]["asset"]
    found = [path for asset in assets for path in (ROOT / "capi").glob(asset["from"])]
    for path in (ROOT / "include").rglob("*.h*"):
        assert path in {one.resolve() for one in found}, f"cargo-c does not install {path.name}"
