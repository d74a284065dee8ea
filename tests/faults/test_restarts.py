"""The matrix: a server that is killed and comes back, and connections without number (N25, N27)."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest
from canaries import OLD_PASSWORD
from drivers import Driver
from faces import SOAK
from matrix import ONCE, READ, SET, Outcome, call, watched
from raw_servers import Peer, RawServer

PROGRAM = Path(__file__).parent / "journalling_server.py"
AT_ONCE = 8


class KilledServer:
    """A server in a process of its own, whose journal outlives it."""

    def __init__(self, journal: Path) -> None:
        """Names its journal."""
        self._journal = journal
        self.port = 0

    def __enter__(self) -> KilledServer:
        """Starts it, on the port that it had before."""
        self._process = subprocess.Popen(
            [sys.executable, str(PROGRAM), str(self.port), str(self._journal)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._process.stdout is not None
        self.port = json.loads(self._process.stdout.readline())["port"]
        self.url = f"http://127.0.0.1:{self.port}"
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Kills it."""
        self._process.terminate()
        self._process.communicate()
        assert self._process.returncode == -signal.SIGKILL

    def requests(self) -> int:
        """Reads are not written down."""
        return self.applied()

    def applied(self) -> int:
        """The changes that it made in all its lives."""
        return sum(self.made().values())

    def made(self) -> Counter[int]:
        """How often each change was made."""
        text = self._journal.read_text() if self._journal.exists() else ""
        return Counter(map(int, text.split()))


@contextmanager
def killed_and_restarted(server: KilledServer) -> Iterator[None]:
    """Kills the server a little later, and starts it again."""

    def work() -> None:
        # Under load by then, in the slowest of languages too.
        while server.applied() < 2 * AT_ONCE:
            time.sleep(0.005)
        server.__exit__(None, None, None)
        server.__enter__()

    thread = threading.Thread(target=work)
    thread.start()
    yield
    thread.join()


ENOUGH: dict[str, Any] = {"max_retries": 14, "retry_budget": 1_000_000}
"""To outlast the restart."""
NUMBERED = {
    SET: {"email": "number-{n}@example.com"},
    ONCE: {"old_password": OLD_PASSWORD, "new_password": "number-{n}-of-the-passwords"},
}


@pytest.mark.row("N25")
@pytest.mark.parametrize("operation", [SET, ONCE])
def test_a_server_is_killed_under_load(face: Driver, tmp_path: Path, operation: str) -> None:
    with KilledServer(tmp_path / "journal") as server, watched(face, server) as row:
        wanted = call(
            server.url,
            operation,
            arguments=NUMBERED[operation],
            times=150,
            at_once=AT_ONCE,
            **ENOUGH,
        )
        with killed_and_restarted(server):
            done = row.ask(wanted).series
        made = server.made()
    audit(operation, done, made)


@pytest.mark.row("N25")
def test_reads_recover(face: Driver, tmp_path: Path) -> None:
    with KilledServer(tmp_path / "journal") as server, watched(face, server) as row:
        server.__exit__(None, None, None)
        back = threading.Timer(0.2, server.__enter__)
        back.start()
        wanted = call(server.url, READ, times=30, at_once=AT_ONCE, **ENOUGH)
        assert [one.error for one in row.ask(wanted).series] == [None] * 30
        back.join()


def audit(operation: str, done: list[Outcome], made: Counter[int]) -> None:
    """Joins what each caller was told with what the server did."""
    unknown = 0
    for number, one in enumerate(done):
        if one.error is None:
            assert made[number] >= 1, f"number {number} is lost"
        else:
            assert one.error["outcome"] == "unknown", one.error["message"]
            unknown += 1
        if operation == ONCE:
            assert made[number] <= 1, f"number {number} was made twice"
    # Absolute changes recover; of the others only what was under way is unknown.
    assert unknown <= (AT_ONCE if operation == ONCE else 0), f"{unknown} unknown"


@pytest.mark.row("N27")
def test_connections_without_number(face: Driver) -> None:
    # 500 in each face; twenty thousand with SENDGRID_ACCOUNTS_SOAK=40.
    times = 500 * SOAK

    def one_answer(peer: Peer) -> None:
        # The side that ends a connection first keeps its port waiting: the client's, here.
        request = peer.read_request()
        if request is not None:
            peer.send(request.answer())
            peer.hold()

    with RawServer(one_answer) as server, watched(face, server) as row:
        done = row.ask(call(server.url, ONCE, times=times, at_once=4)).series
        assert server.connections == times
    assert [one.error for one in done] == [None] * times
