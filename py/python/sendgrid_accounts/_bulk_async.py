"""Asynchronous iterator over the results of a bulk run."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterable, AsyncIterator, Iterable
from types import TracebackType
from typing import TYPE_CHECKING, Any, final

from sendgrid_accounts._bulk_run import IN_USE, REFRESH, Run, to_job

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping

    from sendgrid_accounts._bulk_job import BulkJob
    from sendgrid_accounts._bulk_meter import Meter
    from sendgrid_accounts._bulk_progress import BulkProgress
    from sendgrid_accounts._bulk_result import BulkResult
    from sendgrid_accounts._native import BulkRunner


@final
class AsyncBulkRun(Run, AsyncIterator["BulkResult"]):
    """A bulk run, for `async for`: as `BulkRun`, on an event loop.

    Jobs of an asynchronous iterable are pulled by a task of the run, as long as there is room. A
    cancelled `anext()` stops the run; jobs in progress end in the background.
    """

    def __init__(
        self,
        runner: BulkRunner,
        jobs: AsyncIterable[BulkJob | tuple[str, Mapping[str, Any]]]
        | Iterable[BulkJob | tuple[str, Mapping[str, Any]]],
        progress: bool | Callable[[BulkProgress], object] | None,
    ) -> None:
        """Iterates over the results of a runner."""
        source: Any = jobs
        if not isinstance(source, (AsyncIterable, Iterable)):
            raise TypeError(f"jobs must be an iterable of jobs, not {type(jobs).__name__}")
        super().__init__(runner, jobs, progress)
        self._source = jobs
        self._puller: _Puller | None = None
        if not isinstance(jobs, AsyncIterable):
            self._jobs = iter(jobs)

    def __aiter__(self) -> AsyncBulkRun:
        """Returns the iterator itself."""
        return self

    async def __anext__(self) -> BulkResult:
        """Returns the next result; begins jobs while fewer than `concurrency` are in progress."""
        if not self._lock.acquire(blocking=False):
            raise RuntimeError(IN_USE)
        try:
            result = await self._next()
        except BaseException as error:  # a cancellation, or of no kind that a job has
            self.stop()
            self._meter.close()
            self._note(error)
            if isinstance(error, asyncio.CancelledError):
                await self._end_puller()
            raise
        finally:
            self._lock.release()
        if result is None:
            await self._end_puller()
            self._end()
            raise StopAsyncIteration
        return result

    async def _next(self) -> BulkResult | None:
        if isinstance(self._source, AsyncIterable) and self._puller is None:
            self._puller = _Puller(self._runner, self._source)
        runner, puller = self._runner, self._puller
        while True:
            begun = self._pull()
            result = self._take()
            if result is not None:
                if puller is not None:
                    puller.has_room.set()
                await asyncio.sleep(0)  # other tasks of the loop may run between two results
                return result
            if begun:
                continue
            if runner.held:
                await self._wait(runner.wait_async())
            elif puller is None or not puller.goes_on():
                break
            else:
                await self._wait(puller.wait())
        if puller is not None and puller.error is not None:
            self._fail(puller.error)
            puller.error = None
        return None

    async def _wait(self, change: Coroutine[Any, Any, None]) -> None:
        ticker = _Ticker(self._meter) if self._meter.is_shown else None
        try:
            await change
        finally:
            if ticker is not None:
                ticker.cancel()

    async def _end_puller(self) -> None:
        if self._puller is not None:
            await self._puller.end()

    def stop(self) -> None:
        """Stops the run, from any thread: jobs in progress end, and none begins.

        The iterator ends after their results. With a ledger, another run makes the calls that were
        not begun.
        """
        super().stop()
        if self._puller is not None:
            self._puller.wake()

    async def aclose(self) -> None:
        """Stops the run and waits for the jobs in progress. Their results can still be read."""
        self.stop()
        await self._end_puller()
        await self._runner.drain_async()
        self._close()

    async def __aenter__(self) -> AsyncBulkRun:
        """Returns the run."""
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stops the run and waits for the jobs in progress."""
        await self.aclose()

    def __del__(self) -> None:
        super().__del__()
        puller: _Puller | None = getattr(self, "_puller", None)
        if puller is not None:
            puller.cancel()


class _Puller:
    """A task that begins the jobs of an asynchronous iterable.

    It does not refer to the run, which cancels it when it is dropped.
    """

    def __init__(self, runner: BulkRunner, jobs: AsyncIterable[object]) -> None:
        self._runner = runner
        self._jobs = aiter(jobs)
        self._loop = asyncio.get_running_loop()
        self.has_room = asyncio.Event()
        self._changed = asyncio.Event()
        self.error: Exception | None = None
        self._task = self._loop.create_task(self._pull_all())

    async def _pull_all(self) -> None:
        try:
            while not self._runner.is_stopped:
                if self._runner.has_room:
                    self._runner.begin(to_job(await anext(self._jobs)))
                    self._changed.set()
                else:
                    self.has_room.clear()
                    await self.has_room.wait()
        except StopAsyncIteration:
            pass
        except Exception as error:
            self.error = error
            self._runner.stop()
        finally:
            self._changed.set()

    def goes_on(self) -> bool:
        """Whether another job may begin."""
        return not self._task.done() and not self._runner.is_stopped

    async def wait(self) -> None:
        """Waits until a job begins, or none will."""
        await self._changed.wait()
        self._changed.clear()

    def wake(self) -> None:
        """Ends the wait, from any thread."""
        self._call_soon(self._changed.set)

    def cancel(self) -> None:
        """Cancels the task, from any thread."""
        self._call_soon(self._task.cancel)

    def _call_soon(self, function: Callable[[], object]) -> None:
        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(function)

    async def end(self) -> None:
        """Cancels the task and waits for its end."""
        self._task.cancel()
        await asyncio.wait({self._task})


class _Ticker:
    """Shows the progress at intervals while the loop waits."""

    def __init__(self, meter: Meter) -> None:
        self._meter = meter
        self._schedule()

    def _schedule(self) -> None:
        loop = asyncio.get_running_loop()
        self._handle = loop.call_later(REFRESH, self._tick)

    def _tick(self) -> None:
        self._meter.update()
        self._schedule()

    def cancel(self) -> None:
        self._handle.cancel()
