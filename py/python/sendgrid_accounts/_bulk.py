"""Iterator over the results of a bulk run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import TYPE_CHECKING, Any, final

from sendgrid_accounts._bulk_run import IN_USE, REFRESH, Run

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sendgrid_accounts._bulk_job import BulkJob
    from sendgrid_accounts._bulk_progress import BulkProgress
    from sendgrid_accounts._bulk_result import BulkResult
    from sendgrid_accounts._native import BulkRunner


@final
class BulkRun(Run, Iterator["BulkResult"]):
    """A bulk run: an iterator over the results of its jobs, in the order in which they end.

    Calls go on between two results, but no job begins unless the next result is asked for. After
    an exception of the iterable or the ledger, or `stop()`, the iterator returns the results of the
    jobs in progress, then ends. As a context manager, or by `close()`, it waits for the jobs in
    progress; one that is dropped, such as by `break`, lets them end in the background, and the
    interpreter waits for them when it exits.
    """

    def __init__(
        self,
        runner: BulkRunner,
        jobs: Iterable[BulkJob | tuple[str, Mapping[str, Any]]],
        progress: bool | Callable[[BulkProgress], object] | None,
    ) -> None:
        """Iterates over the results of a runner."""
        source: Any = jobs
        if not isinstance(source, Iterable):
            raise TypeError(f"jobs must be an iterable of jobs, not {type(jobs).__name__}")
        super().__init__(runner, jobs, progress)
        self._jobs = iter(jobs)

    def __iter__(self) -> BulkRun:
        """Returns the iterator itself."""
        return self

    def __next__(self) -> BulkResult:
        """Returns the next result; begins jobs while fewer than `concurrency` are in progress."""
        if not self._lock.acquire(blocking=False):
            raise RuntimeError(IN_USE)
        try:
            result = self._next()
        except BaseException as error:  # of a signal handler, or of no kind that a job has
            self._interrupt(error)
            raise
        finally:
            self._lock.release()
        if result is None:
            self._end()
            raise StopIteration
        return result

    def _next(self) -> BulkResult | None:
        runner = self._runner
        while self._pull() or runner.held:
            result = self._take()
            if result is not None:
                return result
            if self._jobs is None or not runner.has_room:
                runner.wait(REFRESH if self._meter.is_shown else None)
                self._meter.update()
        return None

    def _interrupt(self, error: BaseException) -> None:
        """Lets the jobs in progress end; another signal ends the wait for them."""
        try:
            self.close()
        finally:
            self._note(error)

    def close(self) -> None:
        """Stops the run and waits for the jobs in progress. Their results can still be read."""
        self.stop()
        self._runner.drain()
        self._close()

    def __enter__(self) -> BulkRun:
        """Returns the run."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stops the run and waits for the jobs in progress."""
        self.close()
