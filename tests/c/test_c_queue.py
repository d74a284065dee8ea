"""Queues of C programs: each call has one completion."""

from __future__ import annotations

import time
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


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("how", ["poll", "epoll", "late"])
def test_a_loop_gets_one_completion_for_each_call(how: str, kind: str) -> None:
    with Sandbox(latency_ms=100) as sandbox:
        use("queue_loop", kind, how, sandbox.url, sandbox.api_key)
        assert len(sandbox.journal()) == 64


@pytest.mark.parametrize("kind", KINDS)
def test_calls_are_cancelled_by_their_tags(kind: str) -> None:
    with SilentServer() as server:
        times = use("queue_cancel", kind, server.url, "SG.key.secret").split()
        closed = sorted(server.closed_at)
    delays = []
    for at in map(float, times):
        delays.append(min((end for end in closed if end > at), default=at + 60) - at)
    assert len(delays) == 5
    assert max(delays) < 2
    # On a busy machine, one or two may be late.
    assert sorted(delays)[2] < (0.05 if kind != "valgrind" else 1)
    changes = [line for line in server.received if line.startswith("PUT ")]
    assert len(changes) == 5


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("how", ["takers", "waiters", "orphans", "storm"])
def test_threads_share_queues_and_free_them(how: str, kind: str) -> None:
    with Sandbox(latency_ms=10, window=(10**9, 3600)) as sandbox:
        use("queue_threads", kind, how, sandbox.url, sandbox.api_key)
        succeeded = len(sandbox.journal())
    assert succeeded == {"takers": 200, "waiters": 0, "orphans": 50}.get(how, succeeded)


@pytest.mark.parametrize("kind", KINDS)
def test_freeing_a_queue_closes_its_connections(kind: str) -> None:
    with SilentServer() as server:
        use("queue_threads", kind, "abandoned", server.url, "SG.key.secret")
        ended = time.monotonic()
        counts = (server.connections, len(server.received), len(server.closed_at))
        assert counts == (50, 50, 50)
        # The queue closed them, not the end of the program.
        assert max(server.closed_at) < ended - 0.5
