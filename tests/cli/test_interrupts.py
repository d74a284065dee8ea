"""Ctrl-C and SIGTERM say what became of a call."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest
from program import Program, inject

Process = subprocess.Popen[str]


def when_sent(program: Program, count: int = 1) -> None:
    """Waits until the sandbox has begun so many requests."""
    deadline = time.monotonic() + 30
    while len(program.sandbox.journal()) < count:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    time.sleep(0.1)


def interrupted(process: Process, number: signal.Signals = signal.SIGINT) -> tuple[int, str]:
    with process:
        process.send_signal(number)
        _, errors = process.communicate(timeout=30)
    return process.returncode, errors


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)], ids=["SIGINT", "SIGTERM"]
)
def test_a_change_in_progress(each_program: Program, number: signal.Signals, code: int) -> None:
    inject(each_program.sandbox, "customers.disable", kind="stall", apply=True)
    process = each_program.start("customers", "disable", "user1")
    when_sent(each_program)
    assert interrupted(process, number) == (
        code,
        "\ninterrupted: the request may have been sent, and the change may be applied: check it "
        "before you repeat the command\n",
    )


def test_a_read_in_progress(program: Program) -> None:
    inject(program.sandbox, "user.get_email", kind="stall", apply=True)
    process = program.start("email", "get")
    when_sent(program)
    assert interrupted(process) == (130, "\ninterrupted: the call only reads\n")


def test_a_call_that_waits_for_a_connection(program: Program) -> None:
    # Documentation address: packets to it get no answer.
    process = program.start("email", "set", "a@example.com", "--base-url", "https://192.0.2.1")
    time.sleep(1)
    if process.poll() is not None:
        pytest.skip("this network refuses the address at once")
    assert interrupted(process) == (130, "\ninterrupted: nothing was sent\n")


def jobs(folder: Path, count: int) -> str:
    file = folder / "jobs.csv"
    file.write_text("user\n" + "".join(f"customer{n}@example.com\n" for n in range(1, count + 1)))
    return str(file)


def test_a_bulk_run_ends_cleanly_and_is_resumed(each_program: Program, tmp_path: Path) -> None:
    inject(each_program.sandbox, "customers.disable", 200, kind="delay", before_response_ms=100)
    ledger, out = str(tmp_path / "job.db"), tmp_path / "results.csv"
    process = each_program.start(
        *("bulk", "customers.disable", "--from", jobs(tmp_path, 200), "--ledger", ledger),
        *("--out", str(out), "--concurrency", "4"),
    )
    when_sent(each_program, 12)
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=30)
    assert process.returncode == 130
    assert "stopping: calls in progress end" in errors
    assert f"to go on: sendgrid-accounts bulk resume {ledger}\n" in errors
    counts = json.loads(output)
    sent = len(each_program.sandbox.journal())
    # These customers do not exist, so that each is refused.
    assert counts["rejected"] == sent < 200
    assert counts["unknown"] == 0
    assert f"stopped: {200 - sent} of 200 jobs were not sent" in errors
    assert len(out.read_text().splitlines()) == sent + 1

    completed = each_program("bulk", "resume", ledger, "--out", str(out), "--concurrency", "64")
    assert completed.returncode == 3
    counts = json.loads(completed.stdout)
    assert counts == {
        **{"applied": 0, "from_ledger": sent, "not_sent": 0, "rejected": 200},
        **{"total": 200, "unknown": 0},
    }
    lines = out.read_text().splitlines()
    assert len({line.split(",")[0] for line in lines}) == len(lines) == 201
    assert len(each_program.sandbox.journal()) == 200


def test_a_second_signal_ends_a_bulk_run_at_once(program: Program, tmp_path: Path) -> None:
    inject(program.sandbox, "customers.disable", 9, kind="stall", apply=True)
    ledger = str(tmp_path / "job.db")
    process = program.start(
        *("bulk", "customers.disable", "--from", jobs(tmp_path, 9), "--ledger", ledger)
    )
    when_sent(program, 9)
    process.send_signal(signal.SIGINT)
    assert process.stderr is not None
    while "stopping" not in process.stderr.readline():
        pass
    started = time.monotonic()
    code, errors = interrupted(process)
    assert code == 130
    assert "the outcome of the calls in progress is unknown" in errors
    assert time.monotonic() - started < 5
    report = program.value("bulk", "report", ledger)
    assert report["total"] == 9
    assert report["begun"] + report["unknown"] == 9


def test_the_sandbox_ends(each_program: Program) -> None:
    process = each_program.start("sandbox")
    assert process.stdout is not None
    first, second = process.stdout.readline(), process.stdout.readline()
    assert first.startswith("export SENDGRID_API_KEY='SG.sandbox-")
    assert second.startswith("export SENDGRID_BASE_URL='http://127.0.0.1:")
    assert interrupted(process) == (0, "")
    process = each_program.start("sandbox", "--print", "json")
    assert process.stdout is not None
    assert set(json.loads(process.stdout.readline())) >= {"url", "api_key", "control_token"}
    assert interrupted(process, signal.SIGTERM) == (0, "")
