"""How the progress of a bulk run is shown."""

from __future__ import annotations

import asyncio
import os
import re
import subprocess
import sys

import pytest
from sendgrid_accounts import AsyncClient, BulkProgress, BulkResult, Client
from sendgrid_accounts.sandbox import Sandbox
from test_bulk import disabling, names, sandbox, slow

__all__ = ["sandbox", "slow"]


def test_a_function_gets_the_progress(slow: Sandbox) -> None:
    reports: list[BulkProgress] = []
    client = Client(slow.api_key, base_url=slow.url)
    run = client.bulk(disabling(names(40)), concurrency=8, progress=reports.append)
    assert len(list(run)) == 40
    assert 5 <= len(reports) <= 20
    ended = [report.ended for report in reports]
    assert ended == sorted(ended)
    last = reports[-1]
    assert (last.ended, last.left, last.total, last.applied) == (40, 0, 40, 40)
    assert last.window is not None
    assert (last.window.limit, last.window.reset_at is None) == (10**9, False)
    assert 10 < last.rate < 60


def test_a_function_gets_the_progress_while_no_job_ends() -> None:
    async def main(client: AsyncClient) -> None:
        run = client.bulk(disabling(names(1)), progress=reports[1].append)
        assert [result.outcome async for result in run] == ["applied"]

    reports: list[list[BulkProgress]] = [[], []]
    with Sandbox(customers=1, latency_ms=1800) as sandbox:
        client = Client(sandbox.api_key, base_url=sandbox.url)
        list(client.bulk(disabling(names(1)), progress=reports[0].append))
        asyncio.run(main(AsyncClient(sandbox.api_key, base_url=sandbox.url)))
    for seen in reports:
        assert [report.ended for report in seen[:2]] == [0, 0]
        assert seen[-1].ended == 1


def test_an_exception_of_the_function_stops_the_run(slow: Sandbox) -> None:
    def report(progress: BulkProgress) -> None:
        raise ZeroDivisionError(progress.ended)

    client = Client(slow.api_key, base_url=slow.url)
    run = client.bulk(disabling(names()), concurrency=5, progress=report)
    results: list[BulkResult] = []
    with pytest.raises(ZeroDivisionError):
        results.extend(run)
    results.extend(run)
    applied = [result for result in results if result.outcome == "applied"]
    assert 5 <= len(applied) <= 10
    assert len(results) == run.progress.begun


PROGRAM = """
import sys
from sendgrid_accounts import Client
{before}
client = Client(sys.argv[1], base_url=sys.argv[2])
jobs = [("customers.disable", {{"user": f"customer{{n}}@example.com"}}) for n in range(1, 41)]
jobs.append(("customers.disable", {{"user": "nobody"}}))
print(len(list(client.bulk({jobs}, concurrency=8, progress=True))))
"""
MISSING = "sys.modules['tqdm'] = None"


def shown(sandbox: Sandbox, *, before: str = "", jobs: str = "jobs", terminal: bool = True) -> str:
    """What a program with a progress bar writes to its standard error."""
    program = PROGRAM.format(before=before, jobs=jobs)
    command = [sys.executable, "-W", "error", "-c", program, sandbox.api_key, sandbox.url]
    if not terminal:
        ended = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
        assert ended.stdout == "41\n"
        return ended.stderr
    pty = pytest.importorskip("pty")
    import fcntl
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("4H", 24, 120, 0, 0))
    with subprocess.Popen(command, stderr=theirs, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603
        os.close(theirs)
        text = b""
        while True:
            try:
                text += os.read(ours, 4096)
            except OSError:  # the end, on Linux
                break
        output, _ = process.communicate()
    os.close(ours)
    assert (process.returncode, output) == (0, "41\n")
    return text.decode()


def test_a_bar_is_shown_on_a_terminal(slow: Sandbox) -> None:
    pytest.importorskip("tqdm", exc_type=ImportError)
    text = shown(slow)
    last = text.rstrip().splitlines()[-1]
    assert "100%" in last
    assert "41/41" in last
    assert "1 errors" in last
    assert "0 left" in last
    assert re.search(r"\d+\.\d/s", last)
    assert re.search(r"window \d+/1000000000", last)
    assert "to go" in text


def test_a_bar_without_a_total_counts(slow: Sandbox) -> None:
    pytest.importorskip("tqdm", exc_type=ImportError)
    text = shown(slow, jobs="iter(jobs)")
    assert "41" in text.rstrip().splitlines()[-1]
    assert "left" not in text
    assert "%" not in text


@pytest.mark.parametrize("before", ["", MISSING])
def test_nothing_is_shown_where_the_standard_error_is_no_terminal(
    slow: Sandbox, before: str
) -> None:
    assert shown(slow, before=before, terminal=False) == ""


def test_a_terminal_without_tqdm_gets_a_note(slow: Sandbox) -> None:
    assert shown(slow, before=MISSING).splitlines() == [
        "sendgrid_accounts: no progress bar without tqdm: pip install 'sendgrid-accounts[progress]'"
    ]


def test_a_program_without_a_standard_error_runs(slow: Sandbox) -> None:
    assert shown(slow, before="sys.stderr = None", terminal=False) == ""
