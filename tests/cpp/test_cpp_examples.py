"""The examples in C++."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from programs import BUILT, PREFIX, ROOT, build, run
from sendgrid_accounts.sandbox import Sandbox

EXAMPLES = ROOT / "examples"


@cache
def built(name: str) -> Path:
    return build(EXAMPLES / "cpp" / f"{name}.cpp", name=f"example-cpp-{name}")


def complaint(program: Path, *arguments: str) -> str:
    """The single line on stderr of a failed program."""
    done = subprocess.run([program, *arguments], capture_output=True, text=True, timeout=60)
    assert done.returncode == 1, f"status {done.returncode}\n{done.stdout}\n{done.stderr}"
    [line] = done.stderr.splitlines()
    return line


def test_quickstart(sandbox: Sandbox) -> None:
    said = run(built("quickstart"), sandbox.url, sandbox.api_key)
    assert said == "Test User lives in Orange\n"
    said = complaint(built("quickstart"), sandbox.url, "SG.wrong")
    assert said.startswith("user.update_profile: ")
    assert said.endswith("; outcome rejected")


def test_resellers_day(sandbox: Sandbox) -> None:
    said = run(built("resellers_day"), sandbox.url, sandbox.api_key)
    created, disabled, refused = said.splitlines()
    assert created == "newcustomer@example.com in any_city may send mail"
    assert disabled == "newcustomer@example.com in any_city may not send mail"
    assert refused.startswith("customers.create: ")
    assert refused.endswith(": nothing was changed")
    said = complaint(built("resellers_day"), sandbox.url, "SG.wrong")
    assert said.startswith("customers.create: ")
    assert "SG.wrong" not in said


def test_futures(sandbox: Sandbox) -> None:
    counted, refused = run(built("futures"), sandbox.url, sandbox.api_key).splitlines()
    assert counted == "64 calls were in flight at once"
    assert refused.startswith("user.update_username: ")
    said = complaint(built("futures"), sandbox.url, "SG.wrong")
    assert said.startswith("user.get_username: ")


def test_bulk(sandbox: Sandbox, tmp_path: Path) -> None:
    file, ledger = tmp_path / "customers.csv", str(tmp_path / "job.db")
    file.write_text("user;key\r\nuser1;a\r\nnobody;b\r\nuser2;c\r\n")
    arguments = [str(file), ledger, sandbox.url, sandbox.api_key]
    refused = "line 3: rejected: not found (HTTP 200): User not found"
    said = run(built("bulk"), *arguments).splitlines()
    assert sorted(said) == ["line 2: applied", refused, "line 4: applied"]
    said = run(built("bulk"), *arguments).splitlines()
    assert sorted(said)[::2] == [f"line {line}: applied by an earlier run" for line in (2, 4)]
    assert len(sandbox.journal()) == 3
    refusal = complaint(built("bulk"), str(tmp_path), *arguments[1:])
    assert refusal.startswith("file ")


@pytest.mark.parametrize("name", ["quickstart", "resellers_day", "futures", "bulk"])
def test_missing_arguments_print_the_usage(name: str) -> None:
    done = subprocess.run([built(name)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    first = "FILE LEDGER " if name == "bulk" else ""
    assert done.stderr.startswith(f"usage: {name} {first}BASE_URL ")


def test_cmake(sandbox: Sandbox) -> None:
    # CMake of this environment, if it has one.
    search = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    cmake = shutil.which("cmake", path=search) or pytest.skip("cmake is not installed")
    folder = BUILT / "example-cmake"
    shutil.rmtree(folder, ignore_errors=True)
    settings = [f"-DCMAKE_PREFIX_PATH={PREFIX}", "-DCMAKE_BUILD_TYPE=Debug", "-Wdev"]
    for step in (
        ["-S", str(EXAMPLES / "cmake"), "-B", str(folder), *settings],
        ["--build", folder],
    ):
        done = subprocess.run([cmake, *step], capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Warning" not in done.stderr
    for program in ("quickstart_c", "quickstart_cpp"):
        said = run(folder / program, sandbox.url, sandbox.api_key)
        assert said == "Test User lives in Orange\n"
