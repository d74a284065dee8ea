"""What a waiting call does to the rest of the program."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

import pytest
from replay_server import ReplayServer
from sendgrid_accounts import Client, Username
from sendgrid_accounts.sandbox import Sandbox

KEY = "SG.canary-of-a-key"


def test_waiting_releases_the_interpreter() -> None:
    with ReplayServer([{"then": "hold"}]) as server:
        client = Client(KEY, base_url=server.url, attempt_timeout=0.5, max_attempts=1)
        counted = 0

        def wait() -> None:
            with pytest.raises(TimeoutError):
                client.user.get_email()

        waiting = threading.Thread(target=wait)
        waiting.start()
        while waiting.is_alive():
            counted += 1
            time.sleep(0.001)
        assert counted > 50


@pytest.fixture
def python_handles_ctrl_c() -> Iterator[None]:
    """A shell starts background jobs with SIGINT ignored, and Python then leaves it so."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("python_handles_ctrl_c")
def test_ctrl_c_interrupts_a_waiting_call() -> None:
    with ReplayServer([{"then": "hold"}]) as server:
        client = Client(KEY, base_url=server.url)
        sent: list[float] = []

        def interrupt() -> None:
            while not server.received:
                time.sleep(0.005)
            sent.append(time.monotonic())
            os.kill(os.getpid(), signal.SIGINT)

        threading.Thread(target=interrupt).start()
        with pytest.raises(KeyboardInterrupt):
            client.user.get_email()
        assert time.monotonic() - sent[0] < 0.5
        server.answers.append({"head": ["HTTP/1.1 200 OK"], "body": '{"email":"after@x.com"}'})
        assert client.user.get_email().email == "after@x.com"


def test_many_threads_share_one_client(sandbox: Sandbox) -> None:
    client = Client(sandbox.api_key, base_url=sandbox.url, max_connections=4)
    results: list[Username] = []

    def work() -> None:
        results.extend(client.user.get_username() for _ in range(5))

    threads = [threading.Thread(target=work) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [Username("test_username", 1)] * 80


def test_one_call_after_another_uses_one_connection() -> None:
    answers = [{"head": ["HTTP/1.1 200 OK"], "body": "{}"}] * 3
    with ReplayServer(answers) as server:
        client = Client(KEY, base_url=server.url)
        for _ in range(3):
            client.user.get_profile()
        assert server.connections == 1


def test_a_password_change_has_a_connection_of_its_own() -> None:
    answers = [{"head": ["HTTP/1.1 200 OK"], "body": "{}"}] * 3
    with ReplayServer(answers) as server:
        client = Client(KEY, base_url=server.url)
        client.user.get_profile()
        client.user.update_password(old_password="old-1", new_password="new-2")
        client.user.get_profile()
        assert server.connections == 2


def test_the_interpreter_exits_with_a_call_under_way() -> None:
    program = """
import threading, time
from sendgrid_accounts import Client
from sendgrid_accounts.sandbox import Sandbox
sandbox = Sandbox(latency_ms=5000)
client = Client(sandbox.api_key, base_url=sandbox.url)
threading.Thread(target=client.user.get_email, daemon=True).start()
time.sleep(0.2)
"""
    started = time.monotonic()
    ended = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=False
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
    assert time.monotonic() - started < 4
