"""Ledgers of bulk runs: resumed, held, read, and killed."""

from __future__ import annotations

import asyncio
import json
import os
import pickle
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from bindings import SOAK
from sendgrid_accounts import AsyncClient, BulkJob, BulkResult, Client, Ledger, LedgerError
from sendgrid_accounts.sandbox import Sandbox
from test_bulk import Job, disabled, disabling, names, sandbox, slow

__all__ = ["sandbox", "slow"]
PASSWORD = "canary-password-1"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "job.db"


def outcomes(results: list[BulkResult]) -> dict[str, int]:
    return dict(Counter(result.outcome for result in results))


def test_a_second_run_makes_only_the_calls_that_are_left(
    client: Client, sandbox: Sandbox, path: Path
) -> None:
    for result in client.bulk(disabling(names(50)), ledger=path, concurrency=4):
        if result.key.endswith("customer20@example.com"):
            break
    limit = time.monotonic() + 10
    results: list[BulkResult] = []
    while not results and time.monotonic() < limit:
        try:
            results = list(client.bulk(disabling([*names(50), "nobody"]), ledger=path))
        except LedgerError:  # until the jobs in progress have ended
            time.sleep(0.01)
    assert outcomes(results) == {"applied": 50, "rejected": 1}
    known = [result for result in results if result.from_ledger]
    assert 20 <= len(known) < 50
    assert sorted(disabled(sandbox)) == sorted([*names(50), "nobody"])


def test_a_finished_run_frees_its_ledger(client: Client, sandbox: Sandbox, path: Path) -> None:
    jobs = disabling([*names(5), "nobody"])
    first = client.bulk(jobs, ledger=str(path))
    assert outcomes(list(first)) == {"applied": 5, "rejected": 1}
    second = client.bulk(jobs, ledger=path)
    results = list(second)
    assert all(result.from_ledger for result in results)
    (refused,) = [result for result in results if result.error]
    assert type(refused.error).__name__ == "NotFoundError"
    assert second.progress.from_ledger == 6
    again = list(client.bulk(jobs, ledger=path, retry_rejected=True))
    assert [result.from_ledger for result in again].count(False) == 1
    assert len(sandbox.journal()) == 7


@pytest.mark.parametrize("how", ["close", "with"])
def test_a_closed_run_frees_its_ledger(slow: Sandbox, path: Path, how: str) -> None:
    client = Client(slow.api_key, base_url=slow.url)
    run = client.bulk(disabling(names(50)), ledger=path, concurrency=5)
    next(run)
    if how == "close":
        run.close()
    else:
        with run:
            pass
    rest = list(client.bulk(disabling(names(50)), ledger=path, concurrency=50))
    assert outcomes(rest) == {"applied": 50}
    assert sorted(disabled(slow)) == sorted(names(50))


def test_asyncio_runs_have_ledgers(async_client: AsyncClient, sandbox: Sandbox, path: Path) -> None:
    async def main() -> None:
        async with async_client.bulk(disabling(names(30)), ledger=path) as run:
            async for result in run:
                if result.key.endswith("customer10@example.com"):
                    break
        rest = [result async for result in async_client.bulk(disabling(names(30)), ledger=path)]
        assert outcomes(rest) == {"applied": 30}

    asyncio.run(main())
    assert sorted(disabled(sandbox)) == sorted(names(30))


def test_a_ledger_is_read_without_a_client(client: Client, path: Path) -> None:
    jobs: list[Job] = [*disabling([*names(3), "nobody"]), ("user.get_email", {})]
    run = client.bulk(jobs, ledger=path, description="customers.csv")
    during = Ledger(path)
    list(run)
    ledger = Ledger(str(path))
    assert (
        ledger.report()
        == during.report()
        == {
            "begun": 0,
            "applied": 4,
            "rejected": 1,
            "not_sent": 0,
            "unknown": 0,
            "total": 5,
        }
    )
    assert ledger.description == "customers.csv"
    rows = list(ledger)
    assert len({tuple(row) for row in rows}) == 1
    states = {row["key"]: row["state"] for row in rows}
    assert states["customers.disable customer1@example.com"] == "applied"
    (refused,) = [row for row in rows if row["state"] == "rejected"]
    assert (refused["target"], refused["error"], refused["status"]) == ("nobody", "not_found", 200)
    assert str(refused["ended_at"]) >= str(refused["begun_at"]) > "2020"
    assert list(pickle.loads(pickle.dumps(ledger))) == rows  # noqa: S301
    assert repr(ledger) == f"Ledger('{path}')"


def test_a_ledger_must_exist(tmp_path: Path) -> None:
    (tmp_path / "text").write_text("text " * 1000)
    for wrong in (tmp_path / "none.db", tmp_path / "text", tmp_path):
        with pytest.raises(LedgerError) as caught:
            Ledger(wrong)
        assert str(wrong) in str(caught.value)
    with pytest.raises(TypeError, match=r"path must be str or os\.PathLike, not int"):
        Ledger(7)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def test_a_ledger_that_cannot_be_opened_is_an_error_before_the_first_job(
    client: Client, sandbox: Sandbox, tmp_path: Path
) -> None:
    for wrong in (tmp_path, tmp_path / "none" / "job.db"):
        with pytest.raises(LedgerError):
            client.bulk(disabling(names()), ledger=wrong)
    assert sandbox.journal() == []


def test_a_ledger_has_one_run_at_a_time(slow: Sandbox, path: Path) -> None:
    client = Client(slow.api_key, base_url=slow.url)
    run = client.bulk(disabling(names(10)), ledger=path)
    next(run)
    with pytest.raises(LedgerError, match=str(os.getpid())):
        client.bulk(disabling(names(10)), ledger=path)
    program = f"""
import sys
from sendgrid_accounts import Client, LedgerError
try:
    Client(sys.argv[1], base_url=sys.argv[2]).bulk([], ledger=sys.argv[3])
except LedgerError as error:
    assert "{os.getpid()}" in str(error) and sys.argv[3] in str(error), error
else:
    raise AssertionError
"""
    arguments = [slow.api_key, slow.url, str(path)]
    subprocess.run([sys.executable, "-c", program, *arguments], check=True)  # noqa: S603
    assert len(list(run)) == 9


def test_a_key_twice_in_a_run_is_the_error_of_the_second_job(
    client: Client, sandbox: Sandbox, path: Path
) -> None:
    jobs = disabling([*names(3), names(1)[0]])
    results = list(client.bulk(jobs, ledger=path, concurrency=1))
    assert [result.outcome for result in results] == ["applied"] * 3 + ["not_sent"]
    assert isinstance(results[3].error, LedgerError)
    assert results[3].key in str(results[3].error)
    assert sorted(disabled(sandbox)) == sorted(names(3))


def test_a_ledger_has_no_password(client: Client, path: Path) -> None:
    job = BulkJob("customers.update_password", {"user": "user1", "password": PASSWORD})
    assert [result.outcome for result in client.bulk([job], ledger=path)] == ["applied"]
    for file in path.parent.iterdir():
        assert PASSWORD.encode() not in file.read_bytes(), file.name


VICTIM = """
import json, sys
from sendgrid_accounts import Client
key, url, path, jobs = sys.argv[1:]
client = Client(key, base_url=url)
for result in client.bulk(map(tuple, json.loads(jobs)), ledger=path, concurrency=8):
    assert result.outcome != "not_sent", result
print("done")
"""


def customer(name: str) -> dict[str, Any]:
    contact = {"first_name": "a", "last_name": "b", "address": "c", "city": "d", "state": "CA"}
    more = {"zip": "1", "country": "US", "phone": "1", "website": "example.com"}
    return {"username": name, "email": name, "password": PASSWORD, **contact, **more}


def test_a_killed_run_is_resumed_and_nothing_is_made_twice(path: Path) -> None:
    """Killed by SIGKILL at random moments, and resumed each time."""
    numbers = range(60 * SOAK)
    jobs: list[Job] = [
        ("customers.create", customer(f"new{number}@example.com")) for number in numbers
    ]
    jobs += disabling(names(60 * SOAK))
    moments = random.Random(7)  # noqa: S311
    with Sandbox(customers=60 * SOAK, window=(10**9, 3600), latency_ms=20) as sandbox:
        arguments = [sandbox.api_key, sandbox.url, str(path), json.dumps(jobs)]
        kills = 0
        while True:
            with subprocess.Popen(  # noqa: S603
                [sys.executable, "-c", VICTIM, *arguments], stdout=subprocess.PIPE, text=True
            ) as victim:
                try:
                    # The first ones are killed before the first call, too.
                    output, _ = victim.communicate(timeout=moments.uniform(0.1, 0.5) + 0.1 * kills)
                except subprocess.TimeoutExpired:
                    victim.kill()
                    kills += 1
                    continue
            assert (victim.returncode, output) == (0, "done\n")
            break
        assert kills >= 1
        journal = sandbox.journal()
        state = sandbox.state()
    created = [
        entry for entry in journal if entry["operation"] == "customers.create" and entry["applied"]
    ]
    assert sorted(entry["user"] or "" for entry in created) == sorted(
        job[1]["username"] for job in jobs[: len(numbers)]
    )
    assert set(names(60 * SOAK)) <= {entry["user"] for entry in journal if entry["applied"]}
    assert str(state).count("new0@example.com") >= 1
    assert Ledger(path).report() == {
        "begun": 0,
        "applied": len(jobs),
        "rejected": 0,
        "not_sent": 0,
        "unknown": 0,
        "total": len(jobs),
    }
