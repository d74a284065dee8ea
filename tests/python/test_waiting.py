"""What a waiting call does to the rest of the program."""

import re
import threading
import time
from pathlib import Path

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


def naps_of_this_thread() -> int:
    """How often it has given the processor away to wait."""
    status = Path(f"/proc/self/task/{threading.get_native_id()}/status").read_text()
    return int(re.findall(r"^voluntary_ctxt_switches:\s*(\d+)", status, re.MULTILINE)[0])


def test_only_the_main_thread_looks_for_signals_while_it_waits() -> None:
    naps: list[int] = []
    with ReplayServer([{"then": "hold"}] * 2) as server:
        client = Client(KEY, base_url=server.url, attempt_timeout=1, max_attempts=1)

        def wait() -> None:
            before = naps_of_this_thread()
            with pytest.raises(TimeoutError):
                client.user.get_email()
            naps.append(naps_of_this_thread() - before)

        wait()
        other = threading.Thread(target=wait)
        other.start()
        other.join()
    # Signals are looked for 20 times a second, on a busy machine a little less often.
    assert naps[1] <= 10 < naps[0], naps


def test_many_threads_share_one_client(sandbox: Sandbox) -> None:
    client = Client(sandbox.api_key, base_url=sandbox.url, max_connections=4)
    results: list[Username] = []

    def work() -> None:
        results.extend(client.user.get_username() for _ in range(5))

    threads = [threading.Thread(target=work) for _ in range(64)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [Username("test_username", 1)] * 320


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
