"""Closed loops with running calls leave nothing behind (row Y8 of the fault matrix)."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import pytest
from replay_server import ReplayServer, unanswering_port

CALLS = 10
SECONDS = 1.0
"""Time limit for the connections to close."""
HOLD: dict[str, Any] = {"then": "hold"}
STARTED: dict[str, Any] = {
    "head": ["HTTP/1.1 200 OK", "Content-Length: 9"],
    "body": "{",
    "then": "hold",
}
LAST: dict[str, Any] = {
    "head": ["HTTP/1.1 200 OK", "Connection: close"],
    "body": '{"email":"last@example.com"}',
}
PROGRAM = """
import asyncio, gc, json, os, sys, weakref
from sendgrid_accounts import AsyncClient

url, how, calls, after = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
client = AsyncClient("SG.key.secret", base_url=url, max_connections=calls)

async def others():
    # All calls have started, and the server holds them.
    await asyncio.sleep(0.2)

async def work():
    await client.user.get_email()

def threads():
    return len(os.listdir("/proc/self/task"))

async def close_soon():
    try:
        await AsyncClient("SG.key.secret", base_url="http://127.0.0.1:9", max_retries=0
            ).user.get_email()
    except ConnectionError:
        pass

# Starts the threads of the process.
asyncio.run(close_soon())
before, references = threads(), sys.getrefcount(client)
loop = asyncio.new_event_loop()
new_call = client.user.get_email if how == "call" else work
tasks = [loop.create_task(new_call()) for _ in range(calls)]
loop.run_until_complete(others())
for task in tasks:
    # Silences asyncio's own message about a pending task.
    task._log_destroy_pending = False
loop.close()
alive = [weakref.ref(task) for task in tasks]
if how == "coroutine":
    alive += [weakref.ref(task.get_coro()) for task in tasks]
alive.append(weakref.ref(loop))
del loop, tasks, task, new_call
gc.collect()
print(json.dumps({
    "alive": [str(one()) for one in alive if one() is not None],
    "references": sys.getrefcount(client) - references,
    "threads": threads() - before,
}), flush=True)
sys.stdin.readline()
if after == "new loop":
    print(asyncio.run(client.user.get_email()).email, flush=True)
"""


def wait_until(condition: Callable[[], bool]) -> None:
    limit = time.monotonic() + SECONDS
    while not condition():
        assert time.monotonic() < limit, "connections stay open"
        time.sleep(0.01)


def closed_loop(
    url: str, how: str, after: str, check: Callable[[], None]
) -> tuple[dict[str, Any], str]:
    """The remains of a loop, and the output of the program after `check`."""
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", PROGRAM, url, how, str(CALLS), after],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        if line:
            check()
        rest, errors = process.communicate("\n", timeout=20)
    assert (process.returncode, errors) == (0, "")
    left: dict[str, Any] = json.loads(line)
    return left, rest


NOTHING: dict[str, Any] = {"alive": [], "references": 0, "threads": 0}


@pytest.mark.parametrize("how", ["call", "coroutine"])
@pytest.mark.parametrize("moment", ["waiting", "reading"])
def test_a_closed_loop_leaves_no_task_and_no_connection(moment: str, how: str) -> None:
    held = {"waiting": HOLD, "reading": STARTED}[moment]
    with ReplayServer([held] * CALLS + [LAST]) as server:

        def is_closed() -> None:
            assert server.connections == CALLS
            wait_until(lambda: len(server.closed_at) == CALLS)

        left, rest = closed_loop(server.url, how, "new loop", is_closed)
        assert left == NOTHING
        # The client works on another loop.
        assert rest == "last@example.com\n"


def test_a_loop_closed_while_calls_connect_leaves_no_task() -> None:
    with unanswering_port() as port:
        url = f"http://127.0.0.1:{port}"
        left, _ = closed_loop(url, "call", "nothing", lambda: None)
        assert left == NOTHING
