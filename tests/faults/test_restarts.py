"""A server that is killed and restarted, and a large number of connections (rows N25 and N27)."""

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
from bindings import SOAK
from drivers import Driver
from matrix import ONCE, READ, SET, Outcome, call, watch
from raw_servers import Peer, RawServer
from secret_markers import OLD_PASSWORD

PROGRAM = Path(__file__).parent / "journalling_server.py"
AT_ONCE = 8


class RestartableServer:
    """A server in its own process, with a journal that survives a kill."""

    def __init__(self, journal: Path) -> None:
        """Sets the path of the journal."""
        self._journal = journal
        self.port = 0

    def __enter__(self) -> RestartableServer:
        """Starts the process, on the same port as before."""
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
        """Kills the process."""
        self._process.terminate()
        self._process.communicate()
        assert self._process.returncode == -signal.SIGKILL

    def requests(self) -> int:
        """The number of changes; the journal has no reads."""
        return self.applied()

    def applied(self) -> int:
        """The number of changes in all processes."""
        return sum(self.changes().values())

    def changes(self) -> Counter[int]:
        """The number of applications of each change."""
        lines = self._journal.read_text().split() if self._journal.exists() else []
        return Counter(map(int, lines))


@contextmanager
def restart_under_load(server: RestartableServer) -> Iterator[None]:
    """Kills the server under load, and restarts it."""

    def work() -> None:
        # The number of changes shows that the server is under load, in every binding.
        while server.applied() < 2 * AT_ONCE:
            time.sleep(0.005)
        server.__exit__(None, None, None)
        server.__enter__()

    thread = threading.Thread(target=work)
    thread.start()
    yield
    thread.join()


PATIENT: dict[str, Any] = {"max_retries": 14, "retry_budget": 1_000_000}
"""Settings with enough retries for the duration of a restart."""
NUMBERED = {
    SET: {"email": "number-{n}@example.com"},
    ONCE: {"old_password": OLD_PASSWORD, "new_password": "number-{n}-of-the-passwords"},
}


@pytest.mark.row("N25")
@pytest.mark.parametrize("operation", [SET, ONCE])
def test_a_server_is_killed_under_load(binding: Driver, tmp_path: Path, operation: str) -> None:
    with RestartableServer(tmp_path / "journal") as server, watch(binding, server) as monitor:
        spec = call(
            server.url,
            operation,
            arguments=NUMBERED[operation],
            times=150,
            at_once=AT_ONCE,
            **PATIENT,
        )
        with restart_under_load(server):
            outcomes = monitor.run(spec).series
        changes = server.changes()
    audit(operation, outcomes, changes)


@pytest.mark.row("N25")
def test_reads_recover(binding: Driver, tmp_path: Path) -> None:
    with RestartableServer(tmp_path / "journal") as server, watch(binding, server) as monitor:
        server.__exit__(None, None, None)
        timer = threading.Timer(0.2, server.__enter__)
        timer.start()
        spec = call(server.url, READ, times=30, at_once=AT_ONCE, **PATIENT)
        assert [one.error for one in monitor.run(spec).series] == [None] * 30
        timer.join()


def audit(operation: str, outcomes: list[Outcome], changes: Counter[int]) -> None:
    """Compares the outcome of each call with the changes on the server."""
    unknown = 0
    for number, one in enumerate(outcomes):
        if one.error is None:
            assert changes[number] >= 1, f"number {number} is lost"
        else:
            assert one.error["outcome"] == "unknown", one.error["message"]
            unknown += 1
        if operation == ONCE:
            assert changes[number] <= 1, f"number {number} was applied twice"
    # Absolute changes recover; of the others only requests in flight are unknown.
    assert unknown <= (AT_ONCE if operation == ONCE else 0), f"{unknown} unknown outcomes"


@pytest.mark.row("N27")
def test_many_connections(binding: Driver) -> None:
    # 500 per binding; 20,000 with SENDGRID_ACCOUNTS_SOAK=40.
    times = 500 * SOAK

    def respond_once(peer: Peer) -> None:
        # The side that closes first keeps its port in TIME_WAIT: here the client.
        request = peer.read_request()
        if request is not None:
            peer.send(request.response())
            peer.hold()

    with RawServer(respond_once) as server, watch(binding, server) as monitor:
        outcomes = monitor.run(call(server.url, ONCE, times=times, at_once=4)).series
        assert server.connections == times
    assert [one.error for one in outcomes] == [None] * times
