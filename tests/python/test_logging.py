"""Events in Python's logging (rows Y18 and Y19 of the fault matrix)."""

from __future__ import annotations

import asyncio
import logging
import logging.handlers
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from email.utils import parsedate_to_datetime

import pytest
import sendgrid_accounts
from replay_server import ReplayServer
from sendgrid_accounts import AsyncClient, Client, Retry, SendGridError
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


class Calling(logging.Handler):
    """A handler that makes a call for each record, as one that reports to an API does."""

    def __init__(self, call: Callable[[], object]) -> None:
        super().__init__()
        self.records: list[logging.LogRecord] = []
        self._call = call

    def emit(self, record: logging.LogRecord) -> None:
        """Makes the call."""
        self.records.append(record)
        assert len(self.records) < 50, "the records of calls of this handler are emitted"
        self._call()


@contextmanager
def handling(handler: logging.Handler, name: str = "sendgrid_accounts") -> Generator[None]:
    logger = logging.getLogger(name)
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)


def test_calls_of_a_handler_emit_no_records(sandbox: Sandbox) -> None:
    client = Client(sandbox.api_key, base_url=sandbox.url)

    def call() -> None:
        with sendgrid_accounts.Client(sandbox.api_key, base_url=sandbox.url) as another:
            another.user.get_username()

    handler = Calling(call)
    with handling(handler):
        client.user.get_email()
        assert [record.__dict__["operation"] for record in handler.records] == [
            "user.get_email",
            "user.get_email",
        ]
        client.user.get_email()
        assert len(handler.records) == 4, "the next call is logged"
    assert len(sandbox.journal()) == 2 + 4


def test_a_failing_call_of_a_handler_emits_no_records(sandbox: Sandbox) -> None:
    def call() -> None:
        with pytest.raises(SendGridError):
            sendgrid_accounts.Client(
                sandbox.api_key, base_url="http://127.0.0.1:9"
            ).user.get_email()

    handler = Calling(call)
    with handling(handler):
        Client(sandbox.api_key, base_url=sandbox.url).user.get_email()
    assert len(handler.records) == 2


def test_tasks_of_a_handler_emit_no_records(sandbox: Sandbox) -> None:
    async def main() -> list[logging.LogRecord]:
        tasks: list[asyncio.Future[None]] = []
        async with AsyncClient(sandbox.api_key, base_url=sandbox.url) as client:

            async def report() -> None:
                await client.user.get_username()

            handler = Calling(lambda: tasks.append(asyncio.ensure_future(report())))
            with handling(handler):
                await client.user.get_email()
                while not all(task.done() for task in tasks):
                    await asyncio.gather(*tasks)
                await client.user.get_email()
            await asyncio.gather(*tasks)
            assert len(tasks) == len(handler.records)
        return handler.records

    records = asyncio.run(main())
    assert [record.__dict__["operation"] for record in records] == ["user.get_email"] * 4
    assert len(sandbox.journal()) == 2 + 4


def test_calls_of_a_handler_behind_a_queue_emit_no_records(sandbox: Sandbox) -> None:
    waiting: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
    handler = Calling(
        sendgrid_accounts.Client(sandbox.api_key, base_url=sandbox.url).user.get_email
    )
    listener = logging.handlers.QueueListener(waiting, handler)
    with handling(logging.handlers.QueueHandler(waiting)):
        listener.start()
        Client(sandbox.api_key, base_url=sandbox.url).user.get_username()
        # The listener stops after the records so far, and before those of the calls it makes.
        while len(handler.records) < 2 or not waiting.empty():
            time.sleep(0.01)
        listener.stop()
    assert len(handler.records) == 2


def test_calls_of_a_handler_of_another_logger_emit_no_records(
    sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG, "sendgrid_accounts")
    client = sendgrid_accounts.Client(sandbox.api_key, base_url=sandbox.url)
    with handling(Calling(client.user.get_email), "application"):
        logging.getLogger("application").error("something happened")
    assert [record.name for record in caplog.records] == ["application"]
    assert len(sandbox.journal()) == 1


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


def waits(caplog: pytest.LogCaptureFixture) -> list[tuple[str, ...]]:
    """Level, operation, length and end of each wait for a rate limit."""
    records = [r for r in caplog.records if r.getMessage().startswith("rate limit wait ")]
    return [
        (r.levelname, *(r.__dict__[name] for name in ("operation", "wait_ms", "until")))
        for r in records
    ]


def test_a_wait_for_a_rate_limit_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "sendgrid_accounts")
    headers = ["Date: Tue, 14 Nov 2023 22:13:20 GMT", "X-RateLimit-Remaining: 0"]
    last = {"head": ["HTTP/1.1 200 OK", *headers, "X-RateLimit-Reset: 1700000002"], "body": "{}"}
    too_many = {"head": ["HTTP/1.1 429 Too Many"], "body": "{}"}
    with ReplayServer([last, OK, too_many, OK, too_many, OK]) as server:
        retry = Retry(rate_limit_backoff=0.2)
        client = Client("SG.key-canary", base_url=server.url, retry=retry)
        client.user.get_email()
        assert waits(caplog) == []
        client.user.get_email()
        ended = time.time()
        ((level, operation, wait_ms, until),) = waits(caplog)
        assert (level, operation) == ("INFO", "user.get_email")
        assert 2000 <= int(wait_ms) <= 3100
        assert abs(parsedate_to_datetime(until).timestamp() - ended) < 1.7
        # A wait of at most a second is for debugging alone.
        client.user.get_username()
        assert len(waits(caplog)) == 1
        caplog.set_level(logging.DEBUG, "sendgrid_accounts")
        client.user.get_credits()
        level, operation, wait_ms, _ = waits(caplog)[-1]
        assert (level, operation, len(waits(caplog))) == ("DEBUG", "user.get_credits", 2)
        assert 90 <= int(wait_ms) <= 210
    assert "canary" not in caplog.text
