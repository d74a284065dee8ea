"""Bulk runs of the blocking client."""

from __future__ import annotations

import gc
import threading
import time
import weakref
from collections.abc import Iterator
from typing import Any

import pytest
from bindings import SOAK
from sendgrid_accounts import (
    BulkJob,
    BulkProgress,
    BulkResult,
    Client,
    ClosedError,
    InvalidInputError,
    NotFoundError,
)
from sendgrid_accounts.sandbox import Sandbox

CUSTOMERS = 200
Job = tuple[str, dict[str, Any]]


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with Sandbox(customers=CUSTOMERS, window=(10**9, 3600)) as sandbox:
        yield sandbox


@pytest.fixture
def slow() -> Iterator[Sandbox]:
    """A server that takes 0.2 seconds for each response."""
    with Sandbox(customers=CUSTOMERS, window=(10**9, 3600), latency_ms=200) as sandbox:
        yield sandbox


def names(count: int = CUSTOMERS) -> list[str]:
    return [f"customer{number}@example.com" for number in range(1, count + 1)]


def disabling(users: list[str]) -> list[Job]:
    return [("customers.disable", {"user": user}) for user in users]


def disabled(sandbox: Sandbox) -> list[str]:
    entries = sandbox.journal()
    return [entry["user"] or "" for entry in entries if entry["operation"] == "customers.disable"]


def test_each_job_is_executed_once_and_has_a_result(client: Client, sandbox: Sandbox) -> None:
    results = list(client.bulk(disabling([*names(), "nobody"])))
    assert sorted(result.key for result in results) == sorted(
        f"customers.disable {user}" for user in [*names(), "nobody"]
    )
    assert sorted(disabled(sandbox)) == sorted([*names(), "nobody"])
    (refused,) = [result for result in results if result.error]
    assert isinstance(refused.error, NotFoundError)
    assert (refused.key, refused.outcome) == ("customers.disable nobody", "rejected")
    applied = BulkResult("customers.disable customer1@example.com", "customers.disable", "applied")
    assert applied in results


def test_jobs_of_any_form_and_operation(client: Client) -> None:
    jobs: list[BulkJob | Job] = [
        ("user.get_email", {}),
        BulkJob("customers.update_profile", {"user": "user1", "city": "Orange"}, key="profile"),
        BulkJob("user.get_username", {}, on_behalf_of="test_subuser", line=7),
        BulkJob("user.get_username", {}, account_id="123"),
        ("api_keys.create", {"name": "bulk", "scopes": ["mail.send"]}),
    ]
    results = {result.key: result for result in client.bulk(iter(jobs))}
    assert results["profile"].outcome == "applied"
    values = [result.result for result in results.values()]
    assert {"email": "test@example.com"} in values
    (named,) = [result for result in results.values() if result.line == 7]
    assert named.result == {"username": "test_subuser", "user_id": 2}
    (created,) = [result for result in results.values() if result.api_key]
    assert created.api_key is not None
    assert created.result["name"] == "bulk"
    secret = created.api_key.reveal()
    assert Client(secret, base_url=client_url(client)).scopes.list().scopes
    for shown in (repr(created), str(created.to_dict()), str(created.result)):
        assert secret not in shown


def client_url(client: Client) -> str:
    return repr(client).split("'")[1]


def test_as_many_run_at_once_as_the_setting_says(slow: Sandbox) -> None:
    client = Client(slow.api_key, base_url=slow.url)
    for concurrency, jobs in ((1, 3), (40, 80)):
        started = time.monotonic()
        run = client.bulk(disabling(names(jobs)), concurrency=concurrency)
        assert len(list(run)) == jobs
        took = time.monotonic() - started
        rounds = jobs / concurrency
        assert 0.2 * rounds <= took < 0.2 * rounds + 0.8, f"{concurrency} at once"


def test_a_job_is_pulled_when_there_is_room_in_the_thread_that_iterates(slow: Sandbox) -> None:
    pulled: list[int] = []

    def jobs() -> Iterator[Job]:
        for user in names():
            pulled.append(threading.get_ident())
            yield "customers.disable", {"user": user}

    client = Client(slow.api_key, base_url=slow.url)
    run = client.bulk(jobs(), concurrency=5)
    assert pulled == []
    for taken in range(1, 8):
        next(run)
        assert taken <= len(pulled) <= taken + 5
    time.sleep(0.5)
    assert len(pulled) <= 12
    run.close()
    assert set(pulled) == {threading.get_ident()}


def test_a_result_does_not_wait_for_the_other_jobs_of_the_iterable(client: Client) -> None:
    def jobs() -> Iterator[Job]:
        yield "customers.disable", {"user": "user1"}
        time.sleep(0.3)
        yield "customers.disable", {"user": "user2"}
        assert seen[:1] == ["customers.disable user1"]

    seen: list[str] = []
    seen.extend(result.key for result in client.bulk(jobs()))
    assert seen == ["customers.disable user1", "customers.disable user2"]


def test_an_exception_of_the_iterable_is_raised_after_the_jobs_in_progress(slow: Sandbox) -> None:
    def jobs() -> Iterator[Job]:
        yield from disabling(names(8))
        time.sleep(0.1)
        raise ZeroDivisionError("on purpose")

    client = Client(slow.api_key, base_url=slow.url)
    run = client.bulk(jobs())
    results: list[BulkResult] = []
    with pytest.raises(ZeroDivisionError, match="on purpose"):
        results.extend(run)
    with pytest.raises(StopIteration):
        next(run)
    assert run.progress.begun == 8
    assert sorted(disabled(slow)) == sorted(names(8))
    assert [result.outcome for result in results] == ["applied"] * len(results)


WRONG: list[tuple[Any, str]] = [
    (
        "customers.disable",
        r"a job must be a BulkJob or a tuple \(operation, arguments\), not str",
    ),
    (("customers.disable",), "a job must be a BulkJob or a tuple"),
    (("customers.disable", ["user"]), "arguments must be a mapping of str, not list"),
    ((7, {}), "operation must be str, not int"),
    (("customers.disable", {7: "a"}), "arguments must be a mapping of str, not one with int"),
    (("customers.disable", {"user": b"a"}), "arguments must be of JSON values, .* with bytes"),
]


@pytest.mark.parametrize(("wrong", "message"), WRONG)
def test_something_that_is_no_job_stops_the_run(client: Client, wrong: Any, message: str) -> None:
    run = client.bulk([("customers.disable", {"user": "user1"}), wrong, *disabling(names())])
    results: list[BulkResult] = []
    with pytest.raises(TypeError, match=message):
        results.extend(run)
    assert [result.key for result in results] == ["customers.disable user1"]
    assert run.progress.begun == 1


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "\ud800"])
def test_a_value_that_is_not_json_stops_the_run(
    client: Client, value: Any, sandbox: Sandbox
) -> None:
    with pytest.raises(InvalidInputError) as caught:
        list(client.bulk([("customers.disable", {"user": value})]))
    assert caught.value.field == "arguments"
    assert sandbox.journal() == []


@pytest.mark.parametrize(
    ("operation", "arguments", "field"),
    [
        ("customers.unknown", {}, "operation"),
        ("customers.disable", {}, "user"),
        ("customers.disable", {"user": ""}, "user"),
        ("customers.disable", {"user": 7}, "user"),
        ("customers.disable", {"user": "a", "city": "b"}, "arguments"),
        ("customers.update_profile", {"user": "a"}, "profile"),
    ],
)
def test_invalid_arguments_are_the_error_of_the_result(
    client: Client, sandbox: Sandbox, operation: str, arguments: dict[str, Any], field: str
) -> None:
    jobs: list[Job] = [(operation, arguments), ("user.get_email", {})]
    first, second = sorted(client.bulk(jobs), key=lambda result: result.operation)
    assert isinstance(first.error, InvalidInputError)
    assert (first.error.field, first.outcome) == (field, "not_sent")
    assert second.outcome == "applied"
    assert [entry["operation"] for entry in sandbox.journal()] == ["user.get_email"]


def test_settings_are_checked_at_once(client: Client) -> None:
    out_of_bounds: list[tuple[dict[str, Any], str]] = [
        ({"concurrency": 0}, "concurrency is not between 1 and 1000"),
        ({"concurrency": 1001}, "concurrency is not between 1 and 1000"),
        ({"max_per_minute": 0}, "max_per_minute is not between 1 and 1000000"),
    ]
    for setting, problem in out_of_bounds:
        with pytest.raises(InvalidInputError, match=problem):
            client.bulk([], **setting)
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"concurrency": "7"}, "concurrency must be int, not str"),
        ({"concurrency": True}, "concurrency must be int, not bool"),
        ({"ledger": 7}, "ledger must be str or os.PathLike, not int"),
        ({"progress": "yes"}, "progress must be a bool or callable, not str"),
        ({"max_per_minute": 1.5}, "max_per_minute must be int, not float"),
    ]
    for settings, problem in wrong:
        with pytest.raises(TypeError, match=problem):
            client.bulk([], **settings)
    with pytest.raises(TypeError, match="jobs must be an iterable of jobs, not int"):
        client.bulk(7)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    assert list(client.bulk([])) == []


def test_leaving_the_loop_lets_the_jobs_in_progress_end(slow: Sandbox) -> None:
    client = Client(slow.api_key, base_url=slow.url)
    for _ in client.bulk(disabling(names()), concurrency=10):
        break
    limit = time.monotonic() + 5
    while len(disabled(slow)) < 10 and time.monotonic() < limit:
        time.sleep(0.01)
    time.sleep(0.5)
    assert 10 <= len(disabled(slow)) <= 11
    assert all(entry["status"] == 200 for entry in slow.journal())


@pytest.mark.parametrize("how", ["close", "with", "stop"])
def test_a_stopped_run_ends_with_the_jobs_in_progress(slow: Sandbox, how: str) -> None:
    client = Client(slow.api_key, base_url=slow.url)
    run = client.bulk(disabling(names()), concurrency=10)
    next(run)
    if how == "close":
        run.close()
    elif how == "stop":
        run.stop()
    else:
        with run:
            pass
    rest = list(run)
    begun = run.progress.begun
    assert 1 + len(rest) == begun == len(disabled(slow)) <= 12
    assert all(result.outcome == "applied" for result in rest)
    run.close()
    assert list(run) == []


def test_another_thread_may_stop_a_run_but_not_iterate_it_at_the_same_time(slow: Sandbox) -> None:
    client = Client(slow.api_key, base_url=slow.url)
    run = client.bulk(disabling(names()), concurrency=4)
    problems: list[str] = []

    def disturb() -> None:
        time.sleep(0.1)
        try:
            next(run)
        except RuntimeError as error:
            problems.append(str(error))
        run.stop()

    thread = threading.Thread(target=disturb)
    thread.start()
    assert len(list(run)) == 4
    thread.join()
    assert problems == ["the bulk run already waits for another caller"]


def test_several_threads_have_runs_of_one_client(client: Client, sandbox: Sandbox) -> None:
    results: list[list[BulkResult]] = []

    def work(part: int) -> None:
        results.append(list(client.bulk(disabling(names()[part::4]))))

    threads = [threading.Thread(target=work, args=(part,)) for part in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(part) for part in results] == [CUSTOMERS // 4] * 4
    assert sorted(disabled(sandbox)) == sorted(names())


def test_a_run_paces_itself(client: Client) -> None:
    started = time.monotonic()
    results = list(client.bulk(disabling(names(11)), max_per_minute=1200))
    assert 0.5 <= time.monotonic() - started < 2.5
    assert [result.outcome for result in results] == ["applied"] * 11


def test_a_stopped_run_waits_for_no_rate(client: Client) -> None:
    run = client.bulk(disabling(names(5)), max_per_minute=1)
    threading.Timer(1, run.stop).start()
    started = time.monotonic()
    assert [result.outcome for result in run] == ["applied"] + ["not_sent"] * 4
    assert time.monotonic() - started < 10


def test_a_run_waits_for_the_window_of_the_server() -> None:
    with Sandbox(customers=CUSTOMERS, window=(20, 2)) as sandbox:
        client = Client(sandbox.api_key, base_url=sandbox.url)
        results = list(client.bulk(disabling(names(50)), concurrency=8))
        assert [result.outcome for result in results] == ["applied"] * 50
        refused = [entry for entry in sandbox.journal() if entry["status"] == 429]
        assert len(refused) <= 3


def test_a_closed_client_makes_no_calls(client: Client) -> None:
    client.close()
    run = client.bulk(disabling(names()), concurrency=2)
    results: list[BulkResult] = []
    with pytest.raises(ClosedError):
        results.extend(run)
    assert list(run) == []
    assert {type(result.error) for result in results} == {ClosedError}
    assert len(results) <= 3


def test_nothing_is_kept_of_the_jobs_that_ended(client: Client) -> None:
    """A run keeps no jobs and no results: the number of objects does not depend on that of jobs."""

    def jobs(count: int) -> Iterator[Job]:
        for _ in range(count):
            yield "customers.unknown", {}

    def objects(count: int) -> int:
        run = client.bulk(jobs(count))
        for number, result in enumerate(run):
            if number == count - 1:
                del result
                gc.collect()
                return len(gc.get_objects())
        raise AssertionError

    objects(10)
    assert abs(objects(5_000 * SOAK) - objects(200)) < 200


def test_a_dropped_run_is_collected(client: Client) -> None:
    run = client.bulk(disabling(names()))
    next(run)
    reference = weakref.ref(run)
    del run
    gc.collect()
    assert reference() is None


def test_progress_counts_by_outcome(client: Client) -> None:
    run = client.bulk([*disabling([*names(50), "nobody"]), ("customers.unknown", {})])
    assert run.progress == BulkProgress(52)
    list(run)
    progress = run.progress
    assert (progress.applied, progress.rejected, progress.not_sent, progress.unknown) == (
        50,
        1,
        1,
        0,
    )
    assert (progress.ended, progress.errors, progress.left) == (52, 2, 0)
    assert progress.window is not None
    assert progress.window.limit == 10**9
    assert progress.rate > 0
    assert client.bulk(iter(disabling(["user1"]))).progress.total is None
