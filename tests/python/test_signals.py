"""Signals during a blocking call (rows Y1, Y3 and Y4 of the fault matrix)."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from types import FrameType

import pytest
from replay_server import ReplayServer, unanswering_port
from sendgrid_accounts import Client

KEY = "SG.canary-of-a-key"
HOLD = {"then": "hold"}


@pytest.fixture(autouse=True)
def python_handles_ctrl_c() -> Iterator[None]:
    """Restores Ctrl-C: a shell starts background jobs with SIGINT ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def interrupt_when_received(server: ReplayServer, number: int = signal.SIGINT) -> list[float]:
    """Sends a signal when a request arrives; the list gets the time."""
    sent: list[float] = []

    def interrupt() -> None:
        while not server.received:
            time.sleep(0.002)
        sent.append(time.monotonic())
        os.kill(os.getpid(), number)

    threading.Thread(target=interrupt).start()
    return sent


def test_ctrl_c_interrupts_a_call() -> None:
    with ReplayServer([HOLD]) as server:
        client = Client(KEY, base_url=server.url)
        sent = interrupt_when_received(server)
        with pytest.raises(KeyboardInterrupt) as caught:
            client.user.get_email()
        assert time.monotonic() - sent[0] < 0.1
        assert getattr(caught.value, "__notes__", []) == []
        while not server.closed_at:
            time.sleep(0.002)
        assert server.closed_at[0] - sent[0] < 0.15
        server.responses.append({"head": ["HTTP/1.1 200 OK"], "body": '{"email":"after@x.com"}'})
        assert client.user.get_email().email == "after@x.com"


def test_an_interrupted_change_has_a_note_with_its_outcome() -> None:
    with ReplayServer([HOLD, HOLD]) as server:
        client = Client(KEY, base_url=server.url)
        interrupt_when_received(server)
        with pytest.raises(KeyboardInterrupt) as caught:
            client.user.update_password(old_password="old-1", new_password="new-2")
        notes = getattr(caught.value, "__notes__", [])
        assert notes == ["user.update_password was interrupted; its outcome is unknown"]


def test_the_note_on_an_unsent_change_is_not_sent() -> None:
    with unanswering_port() as port:
        client = Client(KEY, base_url=f"http://127.0.0.1:{port}")
        threading.Timer(0.1, os.kill, (os.getpid(), signal.SIGINT)).start()
        with pytest.raises(KeyboardInterrupt) as caught:
            client.user.update_username("next")
        notes = getattr(caught.value, "__notes__", [])
        assert notes == ["user.update_username was interrupted; its outcome is not_sent"]


class StopError(Exception):
    """Exception of the program's signal handler."""


@pytest.mark.parametrize("logged", [False, True], ids=["silent", "logged"])
def test_a_signal_handler_of_the_program_may_raise(
    logged: bool, caplog: pytest.LogCaptureFixture
) -> None:
    # Inside `logging`, an exception of the signal handler would count as an error of the log.
    caplog.set_level(logging.DEBUG if logged else logging.ERROR, "sendgrid_accounts")
    runs: list[int] = []

    def handle(number: int, _: FrameType | None) -> None:
        runs.append(number)
        raise StopError

    before = signal.signal(signal.SIGUSR1, handle)
    try:
        with ReplayServer([HOLD]) as server:
            client = Client(KEY, base_url=server.url)
            sent = interrupt_when_received(server, signal.SIGUSR1)
            with pytest.raises(StopError):
                client.user.get_email()
            assert time.monotonic() - sent[0] < 0.1
            assert runs == [signal.SIGUSR1]
    finally:
        signal.signal(signal.SIGUSR1, before)


def test_a_call_continues_if_the_signal_handler_returns() -> None:
    runs: list[int] = []
    before = signal.signal(signal.SIGUSR1, lambda number, _: runs.append(number))
    try:
        with ReplayServer([HOLD]) as server:
            client = Client(KEY, base_url=server.url, attempt_timeout=0.3, max_retries=0)
            interrupt_when_received(server, signal.SIGUSR1)
            with pytest.raises(TimeoutError):
                client.user.get_email()
            assert runs == [signal.SIGUSR1]
    finally:
        signal.signal(signal.SIGUSR1, before)


def test_the_main_thread_gets_the_signal_and_a_thread_finishes() -> None:
    with ReplayServer([HOLD]) as server:
        client = Client(KEY, base_url=server.url, attempt_timeout=0.4, max_retries=0)
        outcome: list[str] = []

        def work() -> None:
            try:
                client.user.get_email()
            except TimeoutError:
                outcome.append("timed out, undisturbed")

        worker = threading.Thread(target=work)
        interrupt_when_received(server)

        def start_and_sleep() -> None:
            worker.start()
            time.sleep(5)

        # The signal may arrive as soon as the request of the worker does.
        with pytest.raises(KeyboardInterrupt):
            start_and_sleep()
        worker.join()
        assert outcome == ["timed out, undisturbed"]


@pytest.mark.parametrize("handled", [False, True])
def test_sigterm_ends_a_program_during_a_call(handled: bool) -> None:
    program = f"""
import signal, sys
from sendgrid_accounts import Client
from sendgrid_accounts.sandbox import Sandbox
if {handled}:
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(7))
sandbox = Sandbox(latency_ms=10_000)
print("waiting", flush=True)
Client(sandbox.api_key, base_url=sandbox.url).user.get_email()
"""
    with subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "waiting\n"
        time.sleep(0.2)
        started = time.monotonic()
        process.terminate()
        assert process.wait(10) == (7 if handled else -signal.SIGTERM)
        assert time.monotonic() - started < 1
