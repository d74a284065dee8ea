"""Effects of a blocking call on the rest of the program."""

import re
import threading
import time
from pathlib import Path

import pytest
from replay_server import ReplayServer
from sendgrid_accounts import Client, Username
from sendgrid_accounts.sandbox import Sandbox

KEY = "SG.canary-of-a-key"


def test_a_call_releases_the_interpreter() -> None:
    with ReplayServer([{"then": "hold"}]) as server:
        client = Client(KEY, base_url=server.url, attempt_timeout=0.5, max_retries=0)
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


def voluntary_switches() -> int:
    """The number of voluntary context switches of this thread."""
    status = Path(f"/proc/self/task/{threading.get_native_id()}/status").read_text()
    return int(re.findall(r"^voluntary_ctxt_switches:\s*(\d+)", status, re.MULTILINE)[0])


def test_only_the_main_thread_checks_for_signals() -> None:
    switches: list[int] = []
    with ReplayServer([{"then": "hold"}] * 2) as server:
        client = Client(KEY, base_url=server.url, attempt_timeout=1, max_retries=0)

        def wait() -> None:
            before = voluntary_switches()
            with pytest.raises(TimeoutError):
                client.user.get_email()
            switches.append(voluntary_switches() - before)

        wait()
        other = threading.Thread(target=wait)
        other.start()
        other.join()
    # The main thread checks 20 times per second, on a busy machine less often.
    assert switches[1] <= 10 < switches[0], switches


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
    responses = [{"head": ["HTTP/1.1 200 OK"], "body": "{}"}] * 3
    with ReplayServer(responses) as server:
        client = Client(KEY, base_url=server.url)
        for _ in range(3):
            client.user.get_profile()
        assert server.connections == 1


def test_a_password_change_has_its_own_connection() -> None:
    responses = [{"head": ["HTTP/1.1 200 OK"], "body": "{}"}] * 3
    with ReplayServer(responses) as server:
        client = Client(KEY, base_url=server.url)
        client.user.get_profile()
        client.user.update_password(old_password="old-1", new_password="new-2")
        client.user.get_profile()
        assert server.connections == 2
