"""Test programs in C++: plain, with sanitizers and under valgrind."""

from __future__ import annotations

import os
import socket
import subprocess
from collections.abc import Callable
from contextlib import ExitStack
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from programs import SANITIZED, build, needs, run, valgrind
from replay_server import ReplayServer
from sandbox_faults import fail_second_list
from sendgrid_accounts.sandbox import Sandbox

HERE = Path(__file__).parent
Run = Callable[..., str]
JSON = "Content-Type: application/json"
COMPLAINTS = (
    '{"errors": [{"message": "first", "field": "city", "help": {"a": 1}, "error_id": "e1"},'
    ' {"message": "second", "field": null}]}'
)


@cache
def built(name: str, *flags: str) -> Path:
    kind = "sanitized" if flags else "plain"
    return build(HERE / f"{name}.cpp", flags=flags, name=f"cpp-{name}-{kind}")


@pytest.fixture(params=["plain", "sanitized", "valgrind"])
def way(request: pytest.FixtureRequest) -> str:
    """A memory checker."""
    return str(request.param)


@pytest.fixture
def run_program(way: str) -> Run:
    """Runs a program."""

    def run_it(name: str, *arguments: str) -> str:
        flags = SANITIZED if way == "sanitized" else []
        under = valgrind() if way == "valgrind" else []
        return run(built(name, *flags), *arguments, under=under)

    return run_it


def credentials(sandbox: Sandbox) -> list[str]:
    reseller = [sandbox.reseller_username, sandbox.reseller_password]
    return [sandbox.url, sandbox.api_key, *reseller]


def test_pages(run_program: Run) -> None:
    with Sandbox(subusers=1200) as sandbox:
        fail_second_list(sandbox)
        run_program("pages", *credentials(sandbox))


def test_bulk(run_program: Run, tmp_path: Path) -> None:
    file = tmp_path / "customers.csv"
    file.write_text("user\n" + "".join(f"customer{number}@example.com\n" for number in range(1, 6)))
    with Sandbox(customers=1000, window=(10**9, 3600), latency_ms=5) as sandbox:
        run_program("bulk", *credentials(sandbox), str(tmp_path / "job.db"), str(file))
        disabled = [
            it["user"] for it in sandbox.journal() if it["operation"] == "customers.disable"
        ]
        assert len(disabled) == len(set(disabled)) > 170


def test_values(run_program: Run, sandbox: Sandbox) -> None:
    run_program("values", *credentials(sandbox))


def test_customer_lists(run_program: Run, sandbox: Sandbox) -> None:
    run_program("customer_list", *credentials(sandbox))
    [created] = [seen for seen in sandbox.journal() if seen["path"].endswith("reseller.add.json")]
    assert created["body"]["ip_group[]"] == ["group one", "group two"]
    assert created["body"]["free_user"] == "true"


def test_refusals(run_program: Run) -> None:
    with ReplayServer() as server:
        run_program("refusals", server.url, "SG.key", "reseller", "password")
        assert server.connections == 0


def test_futures(run_program: Run, sandbox: Sandbox) -> None:
    with ReplayServer([{"then": "hold"}] * 50) as held:
        run_program("futures", *credentials(sandbox), held.url)
        assert held.connections > 0


@pytest.mark.parametrize("flags", [[], SANITIZED], ids=["plain", "sanitized"])
def test_forks(flags: list[str], sandbox: Sandbox) -> None:
    # Not under valgrind, which reports the inherited objects that a child may not free.
    run(built("forks", *flags), *credentials(sandbox))


def response(status: int, body: str, *headers: str) -> list[dict[str, Any]]:
    # For the blocking call and the future.
    return [{"head": [f"HTTP/1.1 {status} Status", JSON, *headers], "body": body}] * 2


RESPONSES: dict[str, list[dict[str, Any]]] = {
    "config": [],
    "invalid_input": [],
    "timeout": [{"then": "hold"}] * 2,
    "transport": [{"then": "close"}] * 2,
    "outcome_unknown": [{"then": "close"}] * 2,
    "response": response(200, "nonsense"),
    "api": response(418, "{}"),
    "bad_request": response(400, COMPLAINTS),
    "authentication": response(401, "{}"),
    "permission_denied": response(403, "{}"),
    "not_found": response(404, "{}"),
    "rate_limit": response(429, "{}", "Retry-After: 7", "X-Request-Id: r-1"),
    "server": response(500, "{}"),
    "closed": [],
    "internal": [],
}


def test_every_kind_of_error(run_program: Run, way: str) -> None:
    responses = dict(RESPONSES)
    if way == "valgrind":
        # Valgrind reserves descriptors and fails when they run out.
        del responses["internal"]
    servers = {kind: ReplayServer(list(given)) for kind, given in responses.items()}
    with ExitStack() as running, socket.socket() as silent:
        urls = {kind: running.enter_context(server).url for kind, server in servers.items()}
        silent.bind(("127.0.0.1", 0))
        urls["connect"] = f"http://127.0.0.1:{silent.getsockname()[1]}"
        said = run_program("errors", *(f"{kind}={url}" for kind, url in urls.items()))
    assert said.split() == [*responses, "connect"]
    assert not any(server.responses for server in servers.values())


def test_sanitizers_are_linked() -> None:
    symbols = run(Path(needs("nm")), str(built("values", *SANITIZED)))
    assert "__asan_" in symbols
    assert "__ubsan_" in symbols


@pytest.mark.parametrize(
    ("fault", "sanitizer_says", "valgrind_says"),
    [
        ("leak", "LeakSanitizer", "definitely lost"),
        ("use-after-free", "heap-use-after-free", "Invalid read"),
        ("overflow", "signed integer overflow", None),
    ],
)
def test_checkers_detect_faults(fault: str, sanitizer_says: str, valgrind_says: str | None) -> None:
    def complaint(*command: str) -> str:
        done = subprocess.run(
            [*command, fault], capture_output=True, text=True, timeout=150, env=os.environ
        )
        assert done.returncode != 0
        return done.stderr

    assert sanitizer_says in complaint(str(built("faults", *SANITIZED)))
    if valgrind_says:
        assert valgrind_says in complaint(*valgrind(), str(built("faults")))


def test_limits(run_program: Run) -> None:
    def email(remaining: int) -> dict[str, Any]:
        head = ["HTTP/1.1 200 OK", "Date: Tue, 14 Nov 2023 22:13:20 GMT", JSON]
        head += ["X-RateLimit-Limit: 600", f"X-RateLimit-Remaining: {remaining}"]
        head += ["X-RateLimit-Reset: 1700000500"]
        return {"head": head, "body": '{"email": "lost@example.com"}'}

    first = {**email(0), "head": ["HTTP/1.1 200 OK", JSON]}
    username: dict[str, Any] = {
        "head": ["HTTP/1.1 200 OK", JSON],
        "body": '{"username": "parent"}',
    }
    closed: dict[str, Any] = {"then": "close"}
    responses = [closed, first, closed, email(0), email(1), username]
    with ReplayServer(responses=responses) as server:
        run_program("limits", server.url, "SG.key")
        requests = [line.split()[:2] for line, _, _ in server.received]
    email_path = "/v3/user/email"
    expected = [["PUT", email_path], ["GET", email_path]] * 2 + [["GET", email_path]]
    assert requests == [*expected, ["GET", "/v3/user/username"]]


def test_settings(run_program: Run) -> None:
    down = {"head": ["HTTP/1.1 503 Service Unavailable"], "body": "{}"}
    rate_limited = {"head": ["HTTP/1.1 429 Too Many Requests"], "body": "{}"}
    headers = ["Date: Tue, 14 Nov 2023 22:13:20 GMT", "X-RateLimit-Remaining: 0"]
    headers += ["X-RateLimit-Reset: 1700000060"]
    used_up = {"head": ["HTTP/1.1 200 OK", *headers], "body": "{}"}
    email = {"head": ["HTTP/1.1 200 OK"], "body": f"{{{' ' * 28}}}"}
    listed = {"head": ["HTTP/1.1 200 OK"], "body": f"[{' ' * 28}]"}
    # Two times twice one attempt and twice three; then a 429 for each of two rate limiters.
    responses = [*([down] * 16), *([rate_limited] * 2), used_up, *([email, listed] * 4)]
    responses += [{"head": ["HTTP/1.1 429 Too Many Requests", *headers], "body": "{}"}, email]
    with ReplayServer(responses=responses) as server, ReplayServer([email] * 2) as counting:
        run_program("settings", server.url, counting.url)
        assert server.responses == []
        assert counting.connections == 2
