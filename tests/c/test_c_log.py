"""Log callbacks of C programs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from programs import SANITIZED, build, run, valgrind
from replay_server import ReplayServer
from sendgrid_accounts.sandbox import Sandbox

HERE = Path(__file__).parent
KINDS = ["plain", "valgrind", "sanitized"]
KEY = "SG.canary-of-a-key.canary"
EMAIL = {"head": ["HTTP/1.1 200 OK", "Content-Type: application/json"], "body": "{}"}
BUSY = {"head": ["HTTP/1.1 503 Service Unavailable"], "body": "canary of a server"}
UNKNOWN = {"head": ["HTTP/1.1 404 Not Found"], "body": "canary of a server"}


def log(what: str, kind: str, url: str, key: str = KEY) -> list[str]:
    """Builds and runs the program; returns its lines without times."""
    flags = SANITIZED if kind == "sanitized" else []
    program = build(HERE / "log.c", flags=flags, name=f"log_{kind}")
    under = valgrind() if kind == "valgrind" else []
    said = run(program, what, url, key, under=under, environment={"SLOWNESS": "5"})
    assert "canary" not in said
    return re.sub(r"(_ms)=\d+", r"\1=N", said).splitlines()


def call(operation: str, status: int = 200, attempt: int = 1, size: int = 2) -> list[str]:
    """The records of one attempt."""
    return [
        f"debug {operation} request attempt={attempt} on_behalf_of=false",
        f"debug {operation} response attempt={attempt} status={status} bytes={size} elapsed_ms=N",
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_the_callback_gets_the_records_of_each_call(kind: str) -> None:
    with ReplayServer([EMAIL, BUSY, EMAIL, EMAIL, UNKNOWN, EMAIL]) as server:
        lines = log("records", kind, server.url)
    retry = "info user.get_email retry attempt=1 kind=server status=503 wait_ms=N"
    failed = "debug user.get_email failed attempts=1 kind=not_found outcome=rejected status=404"
    assert lines == [
        *call("user.get_email", 503, size=18),
        retry,
        *call("user.get_email", attempt=2),
        *call("user.get_credits"),
        *call("user.get_email", 404, size=18),
        failed,
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_a_level_limits_the_records(kind: str) -> None:
    with ReplayServer([BUSY, EMAIL] * 3) as server:
        lines = log("levels", kind, server.url)
    assert lines == [
        'warn - the API key does not begin with "SG.", as the keys of SendGrid do',
        "info user.get_email retry attempt=1 kind=server status=503 wait_ms=N",
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_calls_of_the_callback_are_not_logged(kind: str) -> None:
    with ReplayServer([EMAIL] * 5) as server:
        assert log("recursion", kind, server.url) == call("user.get_email")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("what", ["slow", "self", "threads"])
def test_a_callback_holds_up_no_call_and_is_not_called_after_its_end(what: str, kind: str) -> None:
    with Sandbox(window=(10**9, 3600)) as sandbox:
        log(what, kind, sandbox.url, sandbox.api_key)


@pytest.mark.parametrize("kind", ["plain", "sanitized"])
def test_a_child_logs_its_own_calls(kind: str) -> None:
    # Not under valgrind, which reports the inherited objects that a child may not free.
    with ReplayServer([EMAIL] * 2) as server:
        lines = log("fork", kind, server.url)
    assert lines == [*call("user.get_email") * 2, "child"]
