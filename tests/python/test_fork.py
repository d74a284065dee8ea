"""Forks with clients, loops and calls in use (rows Y12 to Y14 of the fault matrix)."""

from __future__ import annotations

import asyncio
import gc
import multiprocessing
import os
import signal
import subprocess
import sys
import textwrap
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest
import trustme
from bindings import SOAK
from replay_server import ReplayServer
from sendgrid_accounts import AsyncClient, Client, RateLimitError, SharedRateLimiter
from sendgrid_accounts.sandbox import Sandbox
from tls_front import TlsFront

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="this system does not fork"),
    # From Python 3.12 on, a fork with other threads warns.
    pytest.mark.filterwarnings("ignore:This process.*is multi-threaded:DeprecationWarning"),
]


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A server with a rate limit that allows many calls."""
    with Sandbox(window=(10**9, 3600)) as sandbox:
        yield sandbox


def in_child(work: Callable[[], object], seconds: int = 15) -> None:
    """Forks, and expects the child to do its work in time."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            signal.alarm(seconds)
            work()
            status = 0
        finally:
            os._exit(status)
    assert os.waitpid(child, 0)[1] == 0


async def awaited(client: AsyncClient) -> int | None:
    return (await client.user.get_username()).user_id


@pytest.mark.parametrize("threads", [0, 4], ids=["idle", "other threads busy"])
def test_two_hundred_forks(sandbox: Sandbox, threads: int) -> None:
    old = Client(sandbox.api_key, base_url=sandbox.url)
    old_async = AsyncClient(sandbox.api_key, base_url=sandbox.url)
    assert old.user.get_username().user_id == asyncio.run(awaited(old_async)) == 1
    stop = threading.Event()

    def call() -> None:
        while not stop.is_set():
            old.user.get_username()

    def build() -> None:
        while not stop.is_set():
            with Client(sandbox.api_key, base_url=sandbox.url) as another:
                another.on_behalf_of("test_subuser").user.get_email()

    busy = [threading.Thread(target=(call, build)[number % 2]) for number in range(threads)]
    for thread in busy:
        thread.start()

    def child() -> None:
        assert old.user.get_username().user_id == 1
        assert asyncio.run(awaited(old_async)) == 1
        new = Client(sandbox.api_key, base_url=sandbox.url)
        assert new.user.get_username().user_id == 1

    for _ in range(100 * SOAK):
        in_child(child)
        assert old.user.get_username().user_id == 1
    stop.set()
    for thread in busy:
        thread.join()
    assert asyncio.run(awaited(old_async)) == 1


def test_a_child_inherits_no_rate_limit_of_a_shared_rate_limiter() -> None:
    headers = [f"X-RateLimit-Reset: {int(time.time()) + 60}"]
    refusal = {"head": ["HTTP/1.1 429 Too Many Requests", *headers], "body": "{}"}
    shared = SharedRateLimiter()
    with ReplayServer([refusal, *([{"head": ["HTTP/1.1 200 OK"], "body": "{}"}] * 2)]) as server:
        client = Client("SG.key", base_url=server.url, timeout=5, shared_rate_limiter=shared)
        with pytest.raises(RateLimitError):
            client.user.get_email()

        def child() -> None:
            client.user.get_email()
            Client("SG.key", base_url=server.url, shared_rate_limiter=shared).user.get_email()

        in_child(child)
        with pytest.raises(RateLimitError):
            client.user.get_email()
        assert len(server.received) == 3


def test_a_grandchild_works_too(sandbox: Sandbox) -> None:
    client = Client(sandbox.api_key, base_url=sandbox.url)
    client.user.get_username()

    def child() -> None:
        client.user.get_username()
        in_child(lambda: client.user.get_username())
        client.user.get_username()

    in_child(child)


def test_a_child_may_drop_the_client_and_exit_in_any_way(sandbox: Sandbox) -> None:
    program = textwrap.dedent(f"""
        import os, sys
        from sendgrid_accounts import Client
        client = Client({sandbox.api_key!r}, base_url={sandbox.url!r})
        client.user.get_username()
        for ending in ("exit", "_exit", "parent first"):
            child = os.fork()
            if child == 0:
                client.user.get_username()
                if ending == "exit":
                    sys.exit(0)
                if ending == "_exit":
                    os._exit(0)
                del client
                sys.exit(0)
            if ending != "parent first":
                assert os.waitpid(child, 0)[1] == 0
            client.user.get_username()
    """)
    ended = subprocess.run(  # noqa: S603
        [sys.executable, "-W", "ignore", "-c", program],
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    # A child that writes to its parent's connection would break a response.
    assert {entry["status"] for entry in sandbox.journal()} == {200}


def test_a_child_does_not_use_the_tls_connection_of_its_parent(tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "bundle.pem"))
    response = {"head": ["HTTP/1.1 200 OK"], "body": "{}"}
    with (
        ReplayServer([response] * 60) as server,
        TlsFront(authority.issue_cert("localhost"), server.address) as front,
    ):
        url, bundle = f"https://localhost:{front.port}", tmp_path / "bundle.pem"
        clients = [Client("SG.key", base_url=url, ca_bundle=bundle)]
        clients[0].user.get_email()

        def child() -> None:
            clients[0].user.get_email()
            # Dropping it closes only the child's own connection.
            clients.clear()
            gc.collect()

        for _ in range(20):
            in_child(child)
            clients[0].user.get_email()
        # One for all calls of the parent, and one for each child.
        assert front.handshakes == ["TLSv1.3"] * 21


def call_in_pool(arguments: tuple[str, str]) -> int | None:
    key, url = arguments
    return Client(key, base_url=url).user.get_username().user_id


def test_process_pools(sandbox: Sandbox) -> None:
    Client(sandbox.api_key, base_url=sandbox.url).user.get_username()
    context = multiprocessing.get_context("fork")
    arguments = [(sandbox.api_key, sandbox.url)] * 8
    with context.Pool(2) as pool:
        assert pool.map(call_in_pool, arguments) == [1] * 8
    with ProcessPoolExecutor(2, mp_context=context) as executor:
        assert list(executor.map(call_in_pool, arguments)) == [1] * 8
