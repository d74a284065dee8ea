"""Every function refuses every invalid argument and names it, without a request or a crash."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from header_model import HEADER, Header, parse
from misuse_cases import program
from programs import BUILT, SANITIZED, build, run, valgrind
from rude_servers import RudeServer
from sendgrid_accounts.sandbox import Sandbox

HERE = Path(__file__).parent
EXACT = {"GLIBC_TUNABLES": "glibc.malloc.tcache_count=0"}
"""The program measures its memory, so that reachable leaks count too."""
LEAKS = {**EXACT, "ASAN_OPTIONS": "detect_leaks=1:detect_stack_use_after_return=1"}

PANIC = {
    "thread '<unnamed>' panicked",
    "thread 'main' panicked",
    "on purpose",
    "note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace",
}


def built(name: str, header: Header, flags: Sequence[str] = ()) -> Path:
    generated = BUILT / f"{name}.generated.c"
    BUILT.mkdir(parents=True, exist_ok=True)
    generated.write_text(program(header))
    return build(HERE / "misuse.c", generated, flags=[f"-I{HERE}", *flags], name=name)


@pytest.fixture(scope="module")
def header() -> Header:
    return parse(HEADER.read_text())


@pytest.fixture(scope="module")
def plain(header: Header) -> Path:
    return built("misuse", header)


@pytest.fixture(scope="module")
def sanitized(header: Header) -> Path:
    return built("misuse_sanitized", header, SANITIZED)


NO_MORE = r", 0 failures, (0|-\d+) bytes"
"""Memory of one round may be freed in the next."""


def misuse(executable: Path, sandbox: Sandbox, *more: str, under: Sequence[str] = ()) -> str:
    """Runs the misuses; none may reach the counting server."""
    with RudeServer() as counting:
        arguments = [counting.url, sandbox.url, sandbox.api_key, *more]
        output = run(executable, *arguments, under=under, environment=LEAKS)
        assert counting.connections == 0
    return output


def test_misuses_are_refused(plain: Path, sandbox: Sandbox) -> None:
    output = misuse(plain, sandbox)
    assert int(output.split()[0]) > 8000
    assert re.search(f"{NO_MORE} more\n$", output), output


def test_misuses_under_valgrind(plain: Path, sandbox: Sandbox) -> None:
    misuse(plain, sandbox, under=valgrind())


def test_misuses_under_sanitizers(sanitized: Path, sandbox: Sandbox) -> None:
    misuse(sanitized, sandbox)


@pytest.mark.parametrize("kind", ["plain", "sanitized", "valgrind"])
def test_panics_do_not_leave_the_library(
    kind: str, sandbox: Sandbox, request: pytest.FixtureRequest
) -> None:
    executable = request.getfixturevalue("sanitized" if kind == "sanitized" else "plain")
    environment = {**os.environ, **LEAKS, "SENDGRID_ACCOUNTS_PANIC": "1", "RUST_BACKTRACE": "0"}
    with RudeServer() as counting:
        done = subprocess.run(
            [
                *(valgrind() if kind == "valgrind" else []),
                *(str(executable), counting.url, sandbox.url, sandbox.api_key),
            ],
            env=environment,
            capture_output=True,
            text=True,
            timeout=150,
            check=False,
        )
        assert counting.connections == 0
    assert done.returncode == 0, done.stdout + done.stderr[-2000:]
    # Only the panic message is printed, and it contains no argument.
    output = {re.sub(r"\(\d+\) ", "", line) for line in done.stderr.splitlines()}
    assert {re.sub(r" at .*", "", line) for line in output if line} <= PANIC


def test_a_leak_is_reported(plain: Path, sandbox: Sandbox) -> None:
    arguments = ["http://127.0.0.1:9", sandbox.url, sandbox.api_key]
    assert re.search(NO_MORE, run(plain, *arguments, environment=EXACT))
    assert ", 0 failures, " in run(plain, *arguments, "leak", environment=EXACT, expect=1)


def test_a_wrong_field_is_reported(sandbox: Sandbox) -> None:
    doctored = HEADER.read_text().replace("const char *subuser", "const char *somebody")
    doctored = doctored.replace("@param subuser username", "@param somebody username")
    executable = built("misuse_doctored", parse(doctored))
    arguments = ["http://127.0.0.1:9", sandbox.url, sandbox.api_key]
    output = run(executable, *arguments, environment=EXACT, expect=1)
    reports = [line for line in output.splitlines() if "names subuser" in line]
    assert reports
    assert output.splitlines()[:-1] == reports
