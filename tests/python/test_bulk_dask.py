"""The recipe of docs/scaling.md on a local Dask cluster: rates, partitions, a killed worker."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from sendgrid_accounts import Ledger
from sendgrid_accounts.sandbox import Sandbox

pytest.importorskip("distributed", reason="pip install --group frameworks", exc_type=ImportError)
EXAMPLES = Path(__file__).parent.parent.parent / "examples"
WORKERS, LIMIT, SECONDS = 2, 60, 3


def run(*arguments: str, **environment: str) -> str:
    ended = subprocess.run(  # noqa: S603
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, **environment},
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_the_example_disables_everybody_within_the_limit() -> None:
    output = run(str(EXAMPLES / "bulk_dask.py"))
    found = re.fullmatch(
        r"300 of 300 are disabled, (\d+) calls were refused for the rate\n", output
    )
    assert found, output
    assert int(found[1]) <= 6


PROGRAM = """
import json, os, signal, sys, threading, time
sys.path.insert(0, sys.argv[1])
from bulk_dask import BulkJob, run_job, share
from distributed import Client, LocalCluster

def main():
    folder, workers, limit, seconds = sys.argv[2], *map(int, sys.argv[3:])
    names = [f"customer{number}@example.com" for number in range(1, 201)]
    jobs = [BulkJob("customers.disable", {"user": name}, key=name) for name in names]
    local = LocalCluster(
        n_workers=workers, threads_per_worker=1, dashboard_address=None, local_directory=folder
    )
    with local, Client(local) as cluster:
        victim = next(iter(cluster.run(os.getpid).values()))
        threading.Timer(3, os.kill, (victim, signal.SIGKILL)).start()
        rows = run_job(cluster, jobs, folder, share(limit, seconds, workers))
    print(json.dumps(rows))

if __name__ == "__main__":
    main()
"""


def test_a_killed_worker_leaves_nobody_out_and_repeats_nothing(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    figures = [str(figure) for figure in (WORKERS, LIMIT, SECONDS)]
    with Sandbox(customers=200, window=(LIMIT, SECONDS)) as sandbox:
        environment = {"SENDGRID_API_KEY": sandbox.api_key, "SENDGRID_BASE_URL": sandbox.url}
        output = run(str(program), str(EXAMPLES), str(tmp_path), *figures, **environment)
        journal = sandbox.journal()
    rows = json.loads(output)
    names = [f"customer{number}@example.com" for number in range(1, 201)]
    assert sorted(row["key"] for row in rows) == sorted(names)
    assert {row["outcome"] for row in rows} == {"applied"}
    assert any(row["from_ledger"] for row in rows), "the partition was resumed"

    calls = Counter(entry["user"] for entry in journal if entry["applied"])
    assert set(calls) == set(names)
    # A call that was cut off by the kill is made again: it sets the same state.
    assert sum(calls.values()) <= len(names) + 16
    refused = [entry for entry in journal if entry["status"] == 429]
    windows = (journal[-1]["arrived_ms"] - journal[0]["arrived_ms"]) / 1000 / SECONDS + 1
    assert len(refused) <= WORKERS * windows
    reports = [Ledger(tmp_path / f"{part}.db").report() for part in range(WORKERS)]
    assert sum(report["applied"] for report in reports) == len(names)
    assert sum(report["total"] for report in reports) == len(names)
