"""The examples in C and for the FFIs of other languages."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from programs import BUILT, PREFIX, ROOT, SANITIZED, build, needs, run, valgrind
from sendgrid_accounts import Client
from sendgrid_accounts.sandbox import Sandbox

C = ROOT / "examples" / "c"
FFI = ROOT / "examples" / "ffi"
LIBRARY = {
    "LD_LIBRARY_PATH": str(PREFIX / "lib"),
    "PKG_CONFIG_PATH": str(PREFIX / "lib" / "pkgconfig"),
}
WRONG_KEY = "SG.wrong"
Command = list[str]


@cache
def built(name: str, *flags: str) -> Path:
    """An example in C; `flags` are those of the sanitizers or none."""
    kind = "sanitized" if flags else "plain"
    return build(C / f"{name}.c", flags=flags, name=f"example-{name}-{kind}")


@pytest.fixture(params=["plain", "valgrind", "sanitized"])
def example(request: pytest.FixtureRequest) -> Callable[[str], Command]:
    """Runs an example in C, plain or with a memory checker."""
    if request.param == "valgrind":
        return lambda name: [*valgrind(), str(built(name))]
    flags = SANITIZED if request.param == "sanitized" else []
    return lambda name: [str(built(name, *flags))]


def output(command: Command, *arguments: str) -> list[str]:
    """The output lines of a successful program."""
    program, under = Path(command[-1]), command[:-1]
    return run(program, *arguments, under=under, environment=LIBRARY).splitlines()


def complaint(command: Command, *arguments: str) -> str:
    """The single line on stderr of a failed program."""
    done = subprocess.run(
        [*command, *arguments],
        env={**os.environ, **LIBRARY},
        capture_output=True,
        text=True,
        timeout=150,
    )
    assert done.returncode == 1, f"status {done.returncode}\n{done.stdout}\n{done.stderr}"
    [line] = done.stderr.splitlines()
    return line


def requests(sandbox: Sandbox) -> list[str]:
    return [f"{request['method']} {request['path']}" for request in sandbox.journal()]


def test_log(example: Callable[[str], Command], sandbox: Sandbox) -> None:
    request, response = output(example("log"), sandbox.url, sandbox.api_key)
    assert request == "debug user.get_credits request attempt=1 on_behalf_of=false"
    assert response.startswith("debug user.get_credits response attempt=1 status=200 bytes=")


def test_quickstart(example: Callable[[str], Command], sandbox: Sandbox) -> None:
    said = output(example("quickstart"), sandbox.url, sandbox.api_key)
    assert said == ["Test User lives in Orange"]


def test_quickstart_reports_an_invalid_key(
    example: Callable[[str], Command], sandbox: Sandbox
) -> None:
    said = complaint(example("quickstart"), sandbox.url, WRONG_KEY)
    assert said.startswith("user.update_profile (authentication): ")
    assert said.endswith("; outcome rejected")


def test_subusers(example: Callable[[str], Command], sandbox: Sandbox) -> None:
    said = output(example("subusers"), sandbox.url, sandbox.api_key)
    assert "app app@example.com" in said
    assert said[-2:] == ['app has the key "mail"', "app is disabled"]
    client = Client(api_key=sandbox.api_key, base_url=sandbox.url)
    assert client.subusers.get("app").disabled
    assert [key.name for key in client.on_behalf_of("app").api_keys.list()] == ["mail"]


def test_subusers_reports_an_invalid_key(
    example: Callable[[str], Command], sandbox: Sandbox
) -> None:
    said = complaint(example("subusers"), sandbox.url, WRONG_KEY)
    assert said.startswith("authentication: ")
    assert WRONG_KEY not in said


def test_resellers_day(example: Callable[[str], Command], sandbox: Sandbox) -> None:
    created, disabled, refused = output(example("resellers_day"), sandbox.url, sandbox.api_key)
    assert created == "newcustomer@example.com in any_city may send mail"
    assert disabled == "newcustomer@example.com in any_city may not send mail"
    assert refused.startswith("customers.create (api): ")
    assert refused.endswith(
        "; outcome rejected: nothing was changed, and the same call would fail again"
    )
    assert len(requests(sandbox)) == 5


def test_resellers_day_reports_an_invalid_key(
    example: Callable[[str], Command], sandbox: Sandbox
) -> None:
    said = complaint(example("resellers_day"), sandbox.url, WRONG_KEY)
    assert said.startswith("customers.create (authentication): ")
    assert WRONG_KEY not in said


def test_epoll(example: Callable[[str], Command], sandbox: Sandbox) -> None:
    [said] = output(example("epoll"), sandbox.url, sandbox.api_key)
    assert said.startswith("256 calls, 64 at a time: 256 succeeded, 0 failed; call ")
    assert len(requests(sandbox)) == 256


def test_a_key_of_a_new_subuser_is_stored(
    example: Callable[[str], Command], sandbox: Sandbox, tmp_path: Path
) -> None:
    file = tmp_path / "key"
    arguments = ["shop", str(file), sandbox.url, sandbox.api_key]
    assert output(example("subuser_key"), *arguments) == ["the key mail is stored"]
    assert file.stat().st_mode & 0o777 == 0o600
    scopes = Client(api_key=file.read_text(), base_url=sandbox.url).scopes.list()
    assert "mail.send" in scopes
    said = complaint(example("subuser_key"), *arguments)
    assert said.startswith("subusers.create (bad_request): ")


def test_bulk_resumes_from_its_ledger(
    example: Callable[[str], Command], sandbox: Sandbox, tmp_path: Path
) -> None:
    file, ledger = tmp_path / "customers.csv", str(tmp_path / "job.db")
    file.write_text("user\nuser1\nnobody\nuser2\n")
    arguments = [str(file), ledger, sandbox.url, sandbox.api_key]
    refused = "line 3: rejected: not found (HTTP 200): User not found"
    first = output(example("bulk"), *arguments)
    assert sorted(first) == ["line 2: applied", refused, "line 4: applied"]
    assert len(requests(sandbox)) == 3
    again = output(example("bulk"), *arguments)
    assert sorted(again)[::2] == [f"line {line}: applied by an earlier run" for line in (2, 4)]
    assert len(requests(sandbox)) == 3
    file.write_text("user,town\nuser1,Orange\n")
    said = complaint(example("bulk"), *arguments)
    assert said.startswith("invalid_input: file ")
    assert 'line 1 names an unknown column, "town"' in said


def test_epoll_reports_an_invalid_key_once(
    example: Callable[[str], Command], sandbox: Sandbox
) -> None:
    assert " (authentication): " in complaint(example("epoll"), sandbox.url, WRONG_KEY)


def test_epoll_runs_its_calls_concurrently() -> None:
    program = [str(built("epoll"))]
    with Sandbox(latency_ms=200) as slow:
        start = time.monotonic()
        output(program, slow.url, slow.api_key)
    # Sequentially they would take 51 seconds.
    assert time.monotonic() - start < 20


@pytest.mark.parametrize(
    "name",
    ["quickstart", "resellers_day", "epoll", "log", "subuser_key", "bulk"],
)
def test_missing_arguments_print_the_usage(name: str) -> None:
    done = subprocess.run([built(name)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    first = {"subuser_key": "USERNAME FILE ", "bulk": "FILE LEDGER "}.get(name, "")
    assert done.stderr.startswith(f"usage: {name} {first}BASE_URL ")


@cache
def go() -> Command:
    """The example in Go, built with the strictest pointer checks."""
    program = BUILT / "example-go"
    done = subprocess.run(
        [needs("go"), "build", "-o", str(program), "."],
        cwd=FFI / "go",
        env={**os.environ, **LIBRARY, "GOCACHE": str(BUILT / "go-cache"), "GOFLAGS": ""},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return [needs("env"), "GODEBUG=cgocheck=2", str(program)]


def luajit() -> Command:
    needs("cpp")
    return [needs("luajit"), str(FFI / "luajit" / "quickstart.lua")]


@cache
def node() -> Command:
    """The example for Node, in a copy of its folder."""
    tool, npm = needs("node"), needs("npm")
    copy = BUILT / "example-node"
    shutil.copytree(FFI / "node", copy, dirs_exist_ok=True)
    if not (copy / "node_modules" / "koffi").exists():
        # Without a network, npm retries for minutes by default.
        quick = ["--no-audit", "--no-fund", "--fetch-retries=0", "--fetch-timeout=60000"]
        command = [npm, "install", "--prefix", str(copy), *quick]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode != 0:
            pytest.skip(f"npm cannot install koffi here: {done.stderr.strip()[:300]}")
    return [tool, str(copy / "quickstart.mjs")]


LANGUAGES = pytest.mark.parametrize("language", [go, luajit, node])


@LANGUAGES
def test_other_languages(language: Callable[[], Command], sandbox: Sandbox) -> None:
    before, after, refused = output(language(), sandbox.url, sandbox.api_key)
    assert before == "Test User lives in Orange"
    assert after == "Test User lives in Anaheim"
    assert refused.startswith("refused: invalid_input: ")
    assert requests(sandbox) == ["GET /v3/user/profile", "PATCH /v3/user/profile"]


@LANGUAGES
def test_other_languages_report_an_invalid_key(
    language: Callable[[], Command], sandbox: Sandbox
) -> None:
    assert complaint(language(), sandbox.url, WRONG_KEY).startswith("authentication: ")


@LANGUAGES
def test_other_languages_report_a_refused_connection(language: Callable[[], Command]) -> None:
    with Sandbox() as sandbox:
        gone = sandbox.url, sandbox.api_key
    assert complaint(language(), *gone).startswith("connect: ")
