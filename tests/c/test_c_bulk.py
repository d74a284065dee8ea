"""Bulk runs of C programs: results, back-pressure, stops, cancellation, ledgers and forks."""

from __future__ import annotations

from pathlib import Path

import pytest
from programs import SANITIZED, build, run, valgrind
from rude_servers import SilentServer
from sendgrid_accounts.sandbox import Sandbox

HERE = Path(__file__).parent
KINDS = ["plain", "valgrind", "sanitized"]


def use(name: str, kind: str, *arguments: str) -> str:
    """Builds and runs a program, and returns its output."""
    flags = ["-std=c11", *(SANITIZED if kind == "sanitized" else [])]
    program = build(HERE / f"{name}.c", flags=flags, name=f"{name}_{kind}")
    if kind == "valgrind":
        return run(program, *arguments, under=valgrind(), environment={"SLOWNESS": "5"})
    return run(program, *arguments)


def users(sandbox: Sandbox) -> list[str]:
    """The customers that requests name, in order."""
    return [request["user"] for request in sandbox.journal()]


@pytest.mark.parametrize("kind", KINDS)
def test_each_of_many_jobs_has_one_result(kind: str) -> None:
    with Sandbox(customers=1000, window=(10**9, 3600)) as sandbox:
        use("bulk", kind, "many", sandbox.url, sandbox.api_key)
        assert sorted(users(sandbox)) == sorted(f"customer{it}@example.com" for it in range(1, 1001))


@pytest.mark.parametrize("kind", KINDS)
def test_jobs_have_results_and_errors(kind: str, sandbox: Sandbox) -> None:
    use("bulk", kind, "blocking", sandbox.url, sandbox.api_key)
    made = [(it["operation"], it["on_behalf_of"]) for it in sandbox.journal()]
    assert [name for name, _ in made] == [
        *("customers.list", "api_keys.create", "customers.disable", "api_keys.create"),
    ]
    assert [account for _, account in made] == [None, None, None, "test_subuser"]


@pytest.mark.parametrize("kind", KINDS)
def test_invalid_arguments_are_refused_and_not_repeated(kind: str, sandbox: Sandbox) -> None:
    assert use("bulk", kind, "arguments", sandbox.url, sandbox.api_key) == ""
    assert sandbox.journal() == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_stopped_run_ends_the_jobs_in_progress(kind: str) -> None:
    with Sandbox(customers=10, window=(3, 3600)) as sandbox:
        use("bulk", kind, "stop", sandbox.url, sandbox.api_key)
        applied = [request for request in sandbox.journal() if request["status"] == 200]
        assert len(applied) == 3


@pytest.mark.parametrize("kind", KINDS)
def test_jobs_of_a_freed_run_end(kind: str) -> None:
    with Sandbox(customers=100, latency_ms=200) as sandbox:
        use("bulk", kind, "free", sandbox.url, sandbox.api_key)
        assert len(set(users(sandbox))) == 32


@pytest.mark.parametrize("kind", KINDS)
def test_a_cancelled_job_has_an_unknown_outcome(kind: str) -> None:
    with SilentServer() as server:
        use("bulk", kind, "cancel", server.url, "SG.key.secret")
        assert len(server.received) >= 3


@pytest.mark.parametrize("kind", KINDS)
def test_a_run_belongs_to_its_process(kind: str) -> None:
    with Sandbox(customers=10) as sandbox:
        use("bulk", kind, "fork", sandbox.url, sandbox.api_key)
        assert len(sandbox.journal()) == 2
