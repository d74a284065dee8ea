"""Interpreter exit with calls in flight (row Y17 of the fault matrix)."""

from __future__ import annotations

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from bindings import SOAK
from sendgrid_accounts.sandbox import Sandbox

START = """
import asyncio, atexit, threading, time
from sendgrid_accounts import AsyncClient, Client
key, url = {key!r}, {url!r}
client = Client(key, base_url=url)
awaited = AsyncClient(key, base_url=url)
"""
PROGRAMS = {
    "daemon threads": """
for _ in range(50):
    threading.Thread(target=client.user.get_email, daemon=True).start()
time.sleep(0.05)
""",
    "atexit": """
hasty = Client(key, base_url=url, attempt_timeout=0.1, max_retries=0)
def last():
    try:
        hasty.user.get_email()
    except TimeoutError:
        pass
atexit.register(last)
""",
    "asyncio, cancelled": """
async def main():
    tasks = [asyncio.ensure_future(awaited.user.get_email()) for _ in range(50)]
    await asyncio.sleep(0.05)
asyncio.run(main())
""",
    "asyncio, in a daemon thread": """
async def main():
    await asyncio.gather(*(awaited.user.get_email() for _ in range(50)))
threading.Thread(target=lambda: asyncio.run(main()), daemon=True).start()
time.sleep(0.1)
""",
    "clients and calls in globals": """
import warnings
# Python warns of a coroutine that is never awaited.
warnings.simplefilter("ignore", RuntimeWarning)
class Owner:
    def __init__(self):
        self.client, self.itself = Client(key, base_url=url), self
    def __del__(self):
        self.client.close()
        try:
            self.client.user.get_email()
        except Exception as error:
            assert "is closed" in str(error)
owner = Owner()
calls = [awaited.user.get_email() for _ in range(50)]
loop = asyncio.new_event_loop()
async def begin():
    global task
    task = asyncio.ensure_future(awaited.user.get_email())
    await asyncio.sleep(0.05)
    task._log_destroy_pending = False
loop.run_until_complete(begin())
loop.close()
""",
}


@pytest.mark.parametrize("name", PROGRAMS)
def test_the_interpreter_exits_with_calls_in_flight(name: str) -> None:
    with Sandbox(latency_ms=10_000) as sandbox:
        program = START.format(key=sandbox.api_key, url=sandbox.url) + PROGRAMS[name]

        def exit_once(_: int) -> None:
            started = time.monotonic()
            ended = subprocess.run(  # noqa: S603
                [sys.executable, "-c", program],
                capture_output=True,
                text=True,
                timeout=30,
                check=False,
            )
            assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
            assert time.monotonic() - started < 4

        with ThreadPoolExecutor(2) as pool:
            # Five programs: two hundred exits in all.
            list(pool.map(exit_once, range(40 * SOAK)))
