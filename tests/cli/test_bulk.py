"""Bulk runs: files, results, ledgers and exit codes."""

from __future__ import annotations

import csv
import json
import stat
import time
from pathlib import Path

import pytest
from program import Program, inject


def table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def counts(**numbers: int) -> dict[str, int]:
    names = ("applied", "from_ledger", "not_sent", "rejected", "total", "unknown")
    return {name: numbers.get(name, 0) for name in names}


@pytest.fixture
def customers(tmp_path: Path) -> Path:
    """A file of two customers and of one who does not exist."""
    file = tmp_path / "customers.csv"
    file.write_text("user\nuser1\nuser2\nnobody\n")
    return file


def test_a_run_prints_its_counts_and_writes_its_results(
    program: Program, customers: Path, tmp_path: Path
) -> None:
    out = tmp_path / "results.csv"
    completed = program(*("bulk", "customers.disable", "--from", str(customers), "--out", str(out)))
    assert completed.returncode == 3
    assert json.loads(completed.stdout) == counts(applied=2, rejected=1, total=3)
    message = "not found (HTTP 200): User not found"
    assert completed.stderr == f"line 4: customers.disable nobody: rejected: {message}\n"
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    rows = {row["line"]: row for row in table(out)}
    assert set(rows) == {"2", "3", "4"}
    assert rows["4"] == {
        **{"key": "customers.disable nobody", "line": "4", "outcome": "rejected"},
        **{"from_ledger": "false", "kind": "not_found", "status": "200", "message": message},
        **{"request_id": "", "evidence": ""},
    }
    assert rows["2"]["outcome"] == "applied"
    again = program("bulk", "customers.disable", "--from", str(customers), "--out", str(out))
    assert again.returncode == 2
    assert "exists" in again.stderr
    assert len(program.sandbox.journal()) == 3


def test_results_have_columns(program: Program, tmp_path: Path) -> None:
    jobs, out = tmp_path / "jobs.csv", tmp_path / "results.csv"
    jobs.write_text("user\nuser1\nnobody\n")
    inject(program.sandbox, "customers.list", kind="delay", before_response_ms=1)
    arguments = ("bulk", "customers.get", "--from", str(jobs), "--out", str(out))
    assert program(*arguments).returncode == 3
    rows = {row["line"]: row for row in table(out)}
    assert rows["2"]["username"] == "user1"
    assert rows["2"]["email"] == "example1@example.com"
    assert rows["2"]["extra"] == ""
    assert rows["3"]["username"] == ""
    jobs.write_text("username\ntest_subuser\n")
    out.unlink()
    program("bulk", "subusers.get_ips", "--from", str(jobs), "--out", str(out))
    assert json.loads(table(out)[0]["result"]) == []


def test_created_keys_go_to_the_results_only(program: Program, tmp_path: Path) -> None:
    jobs, out = tmp_path / "jobs.csv", tmp_path / "results.csv"
    jobs.write_text("name;scopes\none;mail.send\ntwo;mail.send|stats.read\n")
    arguments = ("bulk", "api_keys.create", "--from", str(jobs))
    refused = program(*arguments)
    assert refused.returncode == 2
    assert "--out" in refused.stderr
    assert program.sandbox.journal() == []
    ledger = tmp_path / "job.db"
    printed = program.done(*arguments, "--out", str(out), "--ledger", str(ledger))
    assert "SG." not in printed
    keys = [row["api_key"] for row in table(out)]
    assert all(key.startswith("SG.sandbox-") for key in keys)
    assert len(set(keys)) == 2
    assert not any(key.encode() in ledger.read_bytes() for key in keys)
    # A resumed run keeps the keys of the first one.
    before = out.read_text()
    program.done("bulk", "resume", str(ledger), "--out", str(out))
    assert out.read_text() == before
    assert len(program.sandbox.journal()) == 2


def test_a_resumed_run_repeats_nothing(program: Program, customers: Path, tmp_path: Path) -> None:
    ledger = str(tmp_path / "job.db")
    arguments = ("bulk", "customers.disable", "--from", str(customers), "--ledger", ledger)
    assert program(*arguments).returncode == 3
    for command in (arguments, ("bulk", "resume", ledger)):
        completed = program(*command)
        expected = counts(applied=2, rejected=1, total=3, from_ledger=3)
        assert json.loads(completed.stdout) == expected
    assert len(program.sandbox.journal()) == 3
    completed = program("bulk", "resume", ledger, "--retry-rejected")
    assert json.loads(completed.stdout)["from_ledger"] == 2
    assert len(program.sandbox.journal()) == 4


def test_a_results_file_of_a_power_failure_is_repaired(
    program: Program, customers: Path, tmp_path: Path
) -> None:
    ledger, out = str(tmp_path / "job.db"), tmp_path / "results.csv"
    program(
        *("bulk", "customers.disable", "--from", str(customers), "--ledger", ledger),
        *("--out", str(out)),
    )
    whole = out.read_text()
    out.write_text(whole[:-10])
    program("bulk", "resume", ledger, "--out", str(out))
    rows = table(out)
    assert {row["line"] for row in rows} == {"2", "3", "4"}
    assert rows[-1]["from_ledger"] == "true"
    out.write_text("a,b\n1,2\n")
    completed = program("bulk", "resume", ledger, "--out", str(out))
    assert completed.returncode == 2
    assert "has other columns" in completed.stderr
    assert out.read_text() == "a,b\n1,2\n"


def test_the_ledger_remembers_the_settings_of_the_file(program: Program, tmp_path: Path) -> None:
    jobs, ledger = tmp_path / "jobs.csv", str(tmp_path / "job.db")
    jobs.write_text("user\tcity\tphone\nuser1\tDenver\t\n")
    arguments = ("bulk", "customers.update_profile", "--from", str(jobs), "--ledger", ledger)
    inject(program.sandbox, "customers.update_profile", kind="status", status=401)
    assert program(*arguments, "--empty", "ignore", "--delimiter", "\\t").returncode == 3
    program.done("bulk", "resume", ledger)
    assert program.sandbox.journal()[-1]["body"]["city"] == "Denver"
    assert "phone" not in program.sandbox.journal()[-1]["body"]
    moved = tmp_path / "moved.csv"
    jobs.rename(moved)
    completed = program("bulk", "resume", ledger)
    assert completed.returncode == 2
    assert "cannot be opened" in completed.stderr
    program.done("bulk", "resume", ledger, "--from", str(moved))


@pytest.mark.parametrize(
    ("fault", "code", "outcome"),
    [
        ({"kind": "reset", "apply": True}, 4, "unknown"),
        ({"kind": "status", "status": 400}, 3, "rejected"),
    ],
)
def test_the_exit_code_is_that_of_the_worst_outcome(
    program: Program, tmp_path: Path, fault: dict[str, object], code: int, outcome: str
) -> None:
    jobs = tmp_path / "jobs.csv"
    jobs.write_text("user,password\nuser1,new-password-1\n")
    inject(program.sandbox, "customers.update_password", 3, **fault)
    arguments = ("bulk", "customers.update_password", "--from", str(jobs))
    completed = program(*arguments, "--yes")
    assert completed.returncode == code
    assert json.loads(completed.stdout) == counts(total=1, **{outcome: 1})
    assert "new-password-1" not in completed.stdout + completed.stderr


def test_what_is_not_sent(program: Program, customers: Path) -> None:
    completed = program(
        *("bulk", "customers.disable", "--from", str(customers)),
        *("--base-url", "http://127.0.0.1:1"),
    )
    assert completed.returncode == 5
    assert json.loads(completed.stdout) == counts(not_sent=3, total=3)


def test_a_dry_run_checks_the_file_and_sends_nothing(program: Program, customers: Path) -> None:
    arguments = ("bulk", "customers.delete", "--from", str(customers), "--dry-run")
    expected = {"operation": "customers.delete", "jobs": 3, "sent": 0}
    assert program.value(*arguments) == expected
    assert program(*arguments, SENDGRID_API_KEY="").returncode == 0
    assert program.sandbox.journal() == []


def test_a_bad_file_is_reported_by_line(program: Program, tmp_path: Path) -> None:
    jobs = tmp_path / "jobs.csv"
    jobs.write_bytes(
        b'\xef\xbb\xbfuser;city\r\nuser1;"Denver"\r\n;x\r\nuser2\r\nuser1;Paris\r\n"user3;x\r\n'
    )
    completed = program(
        *("bulk", "customers.update_profile", "--from", str(jobs)),
        *("--ledger", str(tmp_path / "job.db"), "--out", str(tmp_path / "out.csv")),
    )
    assert completed.returncode == 2
    lines = completed.stderr.splitlines()
    assert lines[0].startswith(f'error: file "{jobs}" has 4 problems (nothing was sent):')
    assert [line.split()[:2] for line in lines[1:]] == [
        *(["line", "3"], ["line", "4"], ["line", "5"], ["line", "6"])
    ]
    assert {path.name for path in tmp_path.iterdir()} == {"jobs.csv"}
    assert program.sandbox.journal() == []


def test_a_run_that_cannot_be_undone_asks(program: Program, customers: Path) -> None:
    completed = program("bulk", "customers.delete", "--from", str(customers))
    assert completed.returncode == 2
    assert "customers.delete of 3 rows cannot be undone: " in completed.stderr
    assert "--yes is needed" in completed.stderr
    assert program.sandbox.journal() == []


def test_a_report_needs_no_credential(program: Program, customers: Path, tmp_path: Path) -> None:
    ledger = str(tmp_path / "job.db")
    program("bulk", "customers.disable", "--from", str(customers), "--ledger", ledger)
    without = {"SENDGRID_API_KEY": "", "SENDGRID_BASE_URL": ""}
    report = json.loads(program("bulk", "report", ledger, **without).stdout)
    assert report == {
        **{"applied": 2, "begun": 0, "not_sent": 0, "rejected": 1, "total": 3, "unknown": 0}
    }
    assert len(program.value("bulk", "report", ledger, "--jobs")) == 3
    (rejected,) = program.value("bulk", "report", ledger, "--state", "rejected")
    assert (rejected["target"], rejected["kind"]) == ("nobody", "not_found")
    missing = program("bulk", "report", str(tmp_path / "none.db"))
    assert missing.returncode == 5
    assert "none.db" in missing.stderr
    assert not (tmp_path / "none.db").exists()


def test_two_runs_do_not_share_a_ledger(program: Program, customers: Path, tmp_path: Path) -> None:
    ledger = str(tmp_path / "job.db")
    inject(program.sandbox, "customers.disable", 3, kind="stall", apply=True)
    arguments = ("bulk", "customers.disable", "--from", str(customers), "--ledger", ledger)
    first = program.start(*arguments)
    while len(program.sandbox.journal()) < 3:
        assert first.poll() is None
        time.sleep(0.02)
    second = program("bulk", "resume", ledger)
    assert second.returncode == 5
    assert str(first.pid) in second.stderr
    assert ledger in second.stderr


def test_wrong_arguments(program: Program, customers: Path, tmp_path: Path) -> None:
    run = ["bulk", "customers.disable", "--from", str(customers)]
    text = tmp_path / "text"
    text.write_text("no ledger")
    for arguments, problem in [
        ([*run, "--concurrency", "0"], "0 is not in 1..=1000"),
        ([*run, "--max-per-minute", "0"], "--max-per-minute"),
        ([*run, "--delimiter", "ab"], "not one character"),
        ([*run, "--delimiter", "|"], "delimiter"),
        (["bulk", "customers.disable"], "--from"),
        (["bulk", "customers.nothing", "--from", str(customers)], "customers.nothing"),
        (["bulk", "customers.disable", "--from", "nowhere.csv"], "nowhere.csv"),
    ]:
        completed = program(*arguments)
        assert completed.returncode == 2, completed
        assert problem in completed.stderr, completed
    assert program("bulk", "resume", str(text)).returncode == 5
    assert program.sandbox.journal() == []
