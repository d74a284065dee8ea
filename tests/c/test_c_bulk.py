"""Bulk runs of C programs: results, back-pressure, stops, cancellation, ledgers and forks."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from programs import SANITIZED, build, run, valgrind
from rude_servers import SilentServer
from sandbox_faults import lose_response
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
    return [request["user"] or "" for request in sandbox.journal()]


@pytest.mark.parametrize("kind", KINDS)
def test_each_of_many_jobs_has_one_result(kind: str) -> None:
    count = 200 if kind == "valgrind" else 1000
    with Sandbox(customers=count, window=(10**9, 3600)) as sandbox:
        use("bulk", kind, "many", sandbox.url, sandbox.api_key, str(count))
        expected = sorted(f"customer{number}@example.com" for number in range(1, count + 1))
        assert sorted(users(sandbox)) == expected


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


@pytest.mark.parametrize("kind", ["plain", "sanitized"])
def test_a_run_belongs_to_its_process(kind: str) -> None:
    # Not under valgrind, which reports the inherited run that a child may not free.
    with Sandbox(customers=10) as sandbox:
        use("bulk", kind, "fork", sandbox.url, sandbox.api_key)
        assert len(sandbox.journal()) == 2


def created(sandbox: Sandbox) -> list[str]:
    """The customers that were created, in order."""
    return [
        request["user"] or ""
        for request in sandbox.journal()
        if request["operation"] == "customers.create" and request["applied"]
    ]


def outcomes(output: str) -> dict[str, int]:
    """The number of results by their outcome."""
    found = [line.split(": ")[1] for line in output.splitlines() if ": " in line[:60]]
    return {outcome: found.count(outcome) for outcome in set(found)}


def test_a_killed_program_creates_nobody_twice(tmp_path: Path) -> None:
    program = build(HERE / "bulk_ledger.c", flags=["-std=c11"])
    ledger = tmp_path / "job.db"
    with Sandbox(latency_ms=5, window=(10**9, 3600)) as sandbox:
        command = [str(program), "create", sandbox.url, sandbox.api_key, str(ledger)]
        for ended in (1, 40, 100, 200):
            with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
                assert process.stdout
                for _, _line in zip(range(ended), process.stdout, strict=False):
                    pass
                process.kill()
        output = run(program, *command[1:])
        names = created(sandbox)
        assert sorted(names) == sorted(f"new{number}@example.com" for number in range(300))
        assert outcomes(output).keys() <= {"applied", "applied before"}
        assert outcomes(output)["applied before"] >= 200
        assert outcomes(run(program, *command[1:])) == {"applied before": 300}
        assert created(sandbox) == names
    stored = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"new299@example.com" in stored
    assert b"ledger-canary" not in stored
    assert "ledger-canary" not in output


@pytest.mark.parametrize("kind", KINDS)
def test_a_ledger_belongs_to_one_run(kind: str, tmp_path: Path) -> None:
    ledger = str(tmp_path / "job.db")
    with Sandbox(customers=20, latency_ms=300) as sandbox:
        use("bulk_ledger", kind, "held", sandbox.url, sandbox.api_key, ledger)
        assert len(set(users(sandbox))) == 20


def test_a_second_process_is_refused_with_the_id_of_the_first(tmp_path: Path) -> None:
    program = build(HERE / "bulk_ledger.c", flags=["-std=c11"])
    ledger = tmp_path / "job.db"
    with Sandbox(latency_ms=1000) as sandbox:
        command = [str(program), "create", sandbox.url, sandbox.api_key, str(ledger)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout
            assert process.stdout.readline().startswith("customers.create new")
            said = run(program, *command[1:], expect=3)
            process.kill()
    assert said == f"ledger: the ledger {ledger} is in use by the process {process.pid}\n"


@pytest.mark.parametrize("kind", KINDS)
def test_a_file_is_run_by_threads_and_by_a_queue(kind: str, tmp_path: Path) -> None:
    file = tmp_path / "customers.csv"
    rows = [f"customer{number}@example.com;Orange;" for number in range(1, 51)]
    file.write_text("\r\n".join(["user;city;phone", *rows, ""]))
    arguments = [str(tmp_path / "job.db"), str(file)]
    with Sandbox(customers=50, window=(10**9, 3600)) as sandbox:
        for outcome in ("applied", "applied before"):
            output = use("bulk_ledger", kind, "next", sandbox.url, sandbox.api_key, *arguments)
            assert output.splitlines()[0] == "50 rows"
            assert outcomes(output) == {outcome: 50}
        assert len(set(users(sandbox))) == len(users(sandbox)) == 50


@pytest.mark.parametrize("kind", KINDS)
def test_a_lost_response_is_read_back_for_the_account_of_the_job(kind: str, tmp_path: Path) -> None:
    ledger = str(tmp_path / "job.db")
    with Sandbox() as sandbox:
        lose_response(sandbox, "api_keys.create")
        use("bulk_ledger", kind, "lost", sandbox.url, sandbox.api_key, ledger)
        said = use("bulk_ledger", kind, "found", sandbox.url, sandbox.api_key, ledger)
        assert said
        names = [it["operation"] for it in sandbox.journal()]
        assert names.count("api_keys.create") == 1
        assert {it["on_behalf_of"] for it in sandbox.journal()} == {"test_subuser"}


@pytest.mark.parametrize("ledger", ["missing/job.db", ".", "text"])
def test_a_ledger_that_cannot_be_used_is_an_error(ledger: str, tmp_path: Path) -> None:
    program = build(HERE / "bulk_ledger.c", flags=["-std=c11"])
    (tmp_path / "text").write_text("user\nreader\n" * 1000)
    with Sandbox() as sandbox:
        arguments = ["create", sandbox.url, sandbox.api_key, str(tmp_path / ledger)]
        said = run(program, *arguments, expect=3)
        assert said.startswith(f"ledger: the ledger {tmp_path}")
        assert sandbox.journal() == []
