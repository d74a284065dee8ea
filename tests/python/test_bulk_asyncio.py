"""Bulk runs of the asyncio client."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import time
import weakref
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from sendgrid_accounts import AsyncBulkRun, AsyncClient, BulkResult
from sendgrid_accounts.sandbox import Sandbox
from test_asyncio import Runner, run
from test_bulk import CUSTOMERS, Job, disabled, disabling, names, sandbox, slow

__all__ = ["run", "sandbox", "slow"]


async def one_by_one(jobs: list[Job]) -> AsyncIterator[Job]:
    for job in jobs:
        await asyncio.sleep(0)
        yield job


async def collect(bulk: AsyncBulkRun, results: list[BulkResult]) -> None:
    """Collects the results before an exception, too."""
    async for result in bulk:
        results.append(result)


def keys(results: list[BulkResult]) -> list[str]:
    return sorted(result.key.removeprefix("customers.disable ") for result in results)


@pytest.mark.parametrize("asynchronous", [False, True], ids=["iterable", "asynchronous iterable"])
def test_each_job_is_executed_once_and_has_a_result(
    async_client: AsyncClient, sandbox: Sandbox, run: Runner, asynchronous: bool
) -> None:
    jobs = disabling([*names(), "nobody"])

    async def main() -> list[BulkResult]:
        bulk = async_client.bulk(one_by_one(jobs) if asynchronous else jobs)
        return [result async for result in bulk]

    results = run(main())
    assert keys(results) == sorted([*names(), "nobody"]) == sorted(disabled(sandbox))
    assert [result.outcome for result in results if result.error] == ["rejected"]


@pytest.mark.parametrize("asynchronous", [False, True], ids=["iterable", "asynchronous iterable"])
def test_jobs_are_pulled_when_there_is_room(slow: Sandbox, asynchronous: bool) -> None:
    pulled: list[str] = []

    def jobs() -> Iterator[Job]:
        for job in disabling(names()):
            pulled.append(job[1]["user"])
            yield job

    async def jobs_awaited() -> AsyncIterator[Job]:
        for job in jobs():
            yield job

    async def main() -> None:
        client = AsyncClient(slow.api_key, base_url=slow.url)
        started = time.monotonic()
        bulk = client.bulk(jobs_awaited() if asynchronous else jobs(), concurrency=20)
        assert pulled == []
        for taken in range(1, 41):
            await anext(bulk)
            assert taken <= len(pulled) <= taken + 20
        assert 0.4 <= time.monotonic() - started < 1.2
        await bulk.aclose()
        # A job that was pulled and not sent yet is not sent.
        rest = [result.outcome async for result in bulk]
        assert 40 + len(rest) == len(pulled)
        assert 40 + rest.count("applied") == len(disabled(slow))

    asyncio.run(main())


def test_a_result_does_not_wait_for_the_iterable(async_client: AsyncClient) -> None:
    async def main() -> None:
        more = asyncio.Event()

        async def jobs() -> AsyncIterator[Job]:
            yield "customers.disable", {"user": "user1"}
            await more.wait()
            yield "customers.disable", {"user": "user2"}

        seen: list[str] = []
        async for result in async_client.bulk(jobs()):
            seen.append(result.key)
            more.set()
        assert seen == ["customers.disable user1", "customers.disable user2"]

    asyncio.run(asyncio.wait_for(main(), 10))


def test_a_generator_is_iterated_by_one_task(async_client: AsyncClient) -> None:
    tasks: set[Any] = set()

    async def jobs() -> AsyncIterator[Job]:
        async with asyncio.Lock():
            for job in disabling(names(30)):
                tasks.add(asyncio.current_task())
                yield job

    async def main() -> None:
        assert len([result async for result in async_client.bulk(jobs(), concurrency=3)]) == 30

    asyncio.run(main())
    assert len(tasks) == 1


def test_an_exception_of_the_iterable_is_raised_after_the_jobs_in_progress(slow: Sandbox) -> None:
    async def jobs() -> AsyncIterator[Job]:
        for job in disabling(names(8)):
            yield job
        await asyncio.sleep(0.1)
        raise ZeroDivisionError("on purpose")

    def jobs_at_once() -> Iterator[Job]:
        yield from disabling(names(8))
        time.sleep(0.1)
        raise ZeroDivisionError("on purpose")

    async def main() -> None:
        client = AsyncClient(slow.api_key, base_url=slow.url)
        for source in (jobs(), jobs_at_once()):
            bulk = client.bulk(source)
            results: list[BulkResult] = []
            with pytest.raises(ZeroDivisionError, match="on purpose"):
                await collect(bulk, results)
            assert keys(results) == sorted(names(8))
            assert [result async for result in bulk] == []

    asyncio.run(main())


@pytest.mark.parametrize("asynchronous", [False, True], ids=["iterable", "asynchronous iterable"])
def test_cancelling_the_task_stops_the_run(slow: Sandbox, run: Runner, asynchronous: bool) -> None:
    jobs = disabling(names())

    async def iterate(client: AsyncClient) -> None:
        async for _ in client.bulk(one_by_one(jobs) if asynchronous else jobs, concurrency=6):
            pass

    async def main() -> None:
        client = AsyncClient(slow.api_key, base_url=slow.url)
        task = asyncio.ensure_future(iterate(client))
        await asyncio.sleep(0.3)
        cancelled = time.monotonic()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert time.monotonic() - cancelled < 0.1
        assert asyncio.all_tasks() == {asyncio.current_task()}
        await asyncio.sleep(0.6)
        assert 6 <= len(disabled(slow)) <= 12
        assert all(entry["status"] == 200 for entry in slow.journal())

    run(main())


def test_the_results_of_a_cancelled_run_can_be_read(slow: Sandbox) -> None:
    async def main() -> None:
        client = AsyncClient(slow.api_key, base_url=slow.url)
        bulk = client.bulk(one_by_one(disabling(names())), concurrency=6)
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(anext(bulk), 0.05)
        assert keys([result async for result in bulk]) == sorted(names(6))
        assert bulk.progress.begun == 6

    asyncio.run(main())


@pytest.mark.parametrize("asynchronous", [False, True], ids=["iterable", "asynchronous iterable"])
def test_leaving_the_loop_lets_the_jobs_in_progress_end(slow: Sandbox, asynchronous: bool) -> None:
    jobs = disabling(names())

    async def main() -> weakref.ref[Any]:
        client = AsyncClient(slow.api_key, base_url=slow.url)
        bulk = client.bulk(one_by_one(jobs) if asynchronous else jobs, concurrency=5)
        async for _ in bulk:
            break
        return weakref.ref(bulk)

    loop = asyncio.new_event_loop()
    reference = loop.run_until_complete(main())
    # As `asyncio.run` does: the iterable of the jobs is the program's, and may be open.
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.close()
    gc.collect()
    assert reference() is None
    limit = time.monotonic() + 5
    while len(disabled(slow)) < 5 and time.monotonic() < limit:
        time.sleep(0.01)
    time.sleep(0.4)
    assert 5 <= len(disabled(slow)) <= 10
    assert all(entry["status"] == 200 for entry in slow.journal())


def test_a_context_manager_waits_for_the_jobs_in_progress(slow: Sandbox) -> None:
    async def main() -> None:
        client = AsyncClient(slow.api_key, base_url=slow.url)
        bulk = client.bulk(one_by_one(disabling(names())), concurrency=5)
        with contextlib.suppress(ZeroDivisionError):
            async with bulk:
                await anext(bulk)
                raise ZeroDivisionError
        assert len(disabled(slow)) == bulk.progress.begun == bulk.progress.applied

    asyncio.run(main())


def test_other_tasks_go_on(async_client: AsyncClient) -> None:
    async def main() -> None:
        ticks = 0

        async def tick() -> None:
            nonlocal ticks
            while True:
                ticks += 1
                await asyncio.sleep(0)

        ticking = asyncio.ensure_future(tick())
        wrong: list[Job] = [("customers.unknown", {})] * 300
        assert len([result async for result in async_client.bulk(wrong)]) == 300
        assert ticks >= 300
        ticking.cancel()

    asyncio.run(main())


def test_another_thread_stops_a_run_that_waits_for_jobs(async_client: AsyncClient) -> None:
    async def jobs() -> AsyncIterator[Job]:
        yield "customers.disable", {"user": "user1"}
        await asyncio.sleep(60)

    async def main() -> None:
        bulk = async_client.bulk(jobs())
        await anext(bulk)

        def stop_later() -> None:
            time.sleep(0.1)
            bulk.stop()

        loop = asyncio.get_running_loop()
        stopping = loop.run_in_executor(None, stop_later)
        assert [result async for result in bulk] == []
        await stopping
        assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(main())


def test_one_caller_at_a_time(slow: Sandbox) -> None:
    async def main() -> None:
        client = AsyncClient(slow.api_key, base_url=slow.url)
        async with client.bulk(disabling(names(3))) as bulk:
            first = asyncio.ensure_future(anext(bulk))
            await asyncio.sleep(0.05)
            with pytest.raises(RuntimeError, match="already waits for another caller"):
                await anext(bulk)
            assert (await first).outcome == "applied"

    asyncio.run(main())


def test_many_runs_on_one_loop(async_client: AsyncClient, sandbox: Sandbox) -> None:
    async def count(part: int) -> int:
        bulk = async_client.bulk(disabling(names()[part::8]))
        return len([result async for result in bulk])

    async def main() -> None:
        assert await asyncio.gather(*map(count, range(8))) == [CUSTOMERS // 8] * 8

    asyncio.run(main())
    assert sorted(disabled(sandbox)) == sorted(names())
