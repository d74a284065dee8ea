"""Events in Python's logging (rows Y18 and Y19 of the fault matrix)."""

from __future__ import annotations

import asyncio
import logging
import subprocess
import sys
import threading
import time
from contextlib import suppress

import pytest
import sendgrid_accounts
from replay_server import ReplayServer
from sendgrid_accounts import AsyncClient, Client, SendGridError
from sendgrid_accounts.sandbox import Sandbox

pytestmark = pytest.mark.usefixtures("each_binding")

BUSY = {"head": ["HTTP/1.1 503 Busy"], "body": "busy"}
OK = {"head": ["HTTP/1.1 200 OK"], "body": '{"email":"a@example.com"}'}


def test_records_contain_names_and_numbers(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "sendgrid_accounts")
    with ReplayServer([BUSY, OK]) as server:
        Client("SG.key-canary", base_url=server.url).user.get_email()
    records = [r for r in caplog.records if r.name == "sendgrid_accounts"]
    events = [(r.levelname, r.getMessage().split()[0]) for r in records]
    assert events == [
        ("DEBUG", "request"),
        ("DEBUG", "response"),
        ("INFO", "retry"),
        ("DEBUG", "request"),
        ("DEBUG", "response"),
    ]
    assert [getattr(record, "attempt", None) for record in records] == ["1", "1", "1", "2", "2"]
    assert getattr(records[2], "status", None) == "503"
    assert {r.__dict__["operation"] for r in records} == {"user.get_email"}
    assert {record.threadName for record in records} == {threading.current_thread().name}
    assert "canary" not in caplog.text


def test_the_record_of_a_failure_has_no_message_of_the_server(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG, "sendgrid_accounts")
    body = '{"errors":[{"message":"text-canary"}]}'
    refusal = {"head": ["HTTP/1.1 400 Bad"], "body": body}
    with ReplayServer([refusal]) as server, pytest.raises(SendGridError, match="text-canary"):
        Client("SG.key-canary", base_url=server.url).user.update_username("name-canary")
    last = caplog.records[-1].getMessage()
    assert last.startswith("failed ")
    assert "kind=bad_request outcome=rejected status=400" in last
    assert "canary" not in caplog.text


def test_a_disabled_logger_gets_no_records(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, "sendgrid_accounts")
    with ReplayServer([BUSY, OK]) as server:
        Client("SG.key", base_url=server.url).user.get_email()
    assert caplog.records == []


def test_a_handler_may_call_the_client(sandbox: Sandbox) -> None:
    client = Client(sandbox.api_key, base_url=sandbox.url)
    calls = 0

    class Calling(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            nonlocal calls
            assert record.name == "sendgrid_accounts"
            if calls < 5:
                calls += 1
                with sendgrid_accounts.Client(sandbox.api_key, base_url=sandbox.url) as another:
                    another.user.get_username()

    logger = logging.getLogger("sendgrid_accounts")
    handler = Calling()
    logger.addHandler(handler)
    before = logger.level
    logger.setLevel(logging.DEBUG)
    try:
        client.user.get_username()
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)
    assert calls == 5


def test_a_handler_that_fails_does_not_fail_the_call(sandbox: Sandbox) -> None:
    program = f"""
import logging
from sendgrid_accounts import Client
class Failing(logging.Handler):
    def emit(self, record):
        raise RuntimeError("in the handler")
logging.getLogger("sendgrid_accounts").addHandler(Failing())
logging.getLogger("sendgrid_accounts").setLevel(1)
print(Client({sandbox.api_key!r}, base_url={sandbox.url!r}).user.get_username().user_id)
"""
    ended = subprocess.run(  # noqa: S603
        [sys.executable, "-c", program], capture_output=True, text=True, timeout=30, check=True
    )
    assert ended.stdout == "1\n"
    assert "in the handler" in ended.stderr


def test_eight_threads_build_clients_while_everything_is_logged(sandbox: Sandbox) -> None:
    logging.getLogger().setLevel(1)
    done: list[int | None] = []

    def work() -> None:
        for _ in range(5):
            with Client(sandbox.api_key, base_url=sandbox.url) as client:
                done.append(client.user.get_username().user_id)

    try:
        threads = [threading.Thread(target=work, daemon=True) for _ in range(8)]
        started = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(20)
        assert done == [1] * 40
        assert time.monotonic() - started < 10
    finally:
        logging.getLogger().setLevel(logging.WARNING)


def test_closing_during_calls_does_not_deadlock() -> None:
    with Sandbox(latency_ms=20) as sandbox:
        for _ in range(20):
            client = Client(sandbox.api_key, base_url=sandbox.url)
            threads = [threading.Thread(target=quietly, args=(client,)) for _ in range(8)]
            for thread in threads:
                thread.start()
            client.close()
            for thread in threads:
                thread.join(10)
                assert not thread.is_alive()


def quietly(client: Client) -> None:
    with suppress(SendGridError):
        client.user.get_email()


def test_two_loops_log_on_their_own_threads(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG, "sendgrid_accounts")
    with Sandbox() as sandbox:
        client = AsyncClient(sandbox.api_key, base_url=sandbox.url)

        async def main() -> None:
            await client.user.get_email()

        names = ["loop one", "loop two"]
        threads = [
            threading.Thread(target=lambda: asyncio.run(main()), name=name) for name in names
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert {record.threadName for record in caplog.records} == set(names)
