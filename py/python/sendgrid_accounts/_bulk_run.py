"""What the iterators over the results of bulk runs share."""

from __future__ import annotations

import atexit
import weakref
from collections.abc import Iterator, Sized
from contextlib import suppress
from threading import Lock
from typing import TYPE_CHECKING, Any

from sendgrid_accounts._bulk_job import BulkJob
from sendgrid_accounts._bulk_meter import Meter
from sendgrid_accounts._errors import SendGridError

if TYPE_CHECKING:
    from collections.abc import Callable

    from sendgrid_accounts._bulk_progress import BulkProgress
    from sendgrid_accounts._bulk_result import BulkResult
    from sendgrid_accounts._native import BulkRunner

IN_USE = "the bulk run already waits for another caller"
REFRESH = 0.5
"""Interval in seconds at which the progress is shown while no job ends."""

RUNS: weakref.WeakSet[Run] = weakref.WeakSet()
"""Runs that exist, to be stopped at interpreter exit."""
ABANDONED: list[BulkRunner] = []
"""Runners whose jobs go on after their runs were dropped."""


def to_job(job: object) -> BulkJob:
    """A job of an iterable."""
    if isinstance(job, BulkJob):
        return job
    items: Any = job
    if isinstance(job, tuple) and len(items) == 2:
        operation, arguments = items
        return BulkJob(operation, arguments)
    kind = type(items).__name__
    raise TypeError(f"a job must be a BulkJob or a tuple (operation, arguments), not {kind}")


class Run:
    """What both iterators share."""

    def __init__(
        self,
        runner: BulkRunner,
        jobs: object,
        progress: bool | Callable[[BulkProgress], object] | None,
    ) -> None:
        total = len(jobs) if isinstance(jobs, Sized) else None
        self._meter = Meter(runner, total, progress)
        self._runner = runner
        self._jobs: Iterator[object] | None = None
        self._failure: BaseException | None = None
        self._is_ended = False
        self._lock = Lock()
        RUNS.add(self)

    @property
    def progress(self) -> BulkProgress:
        """The progress of the run."""
        return self._meter.progress()

    def stop(self) -> None:
        """Stops the run, from any thread: jobs in progress end, and none begins.

        The iterator ends after their results. With a ledger, another run makes the calls that were
        not begun.
        """
        self._runner.stop()

    def _begin(self, job: object) -> None:
        self._runner.begin(to_job(job))

    def _pull(self) -> bool:
        """Begins the next job, if there are one and room for it."""
        if self._jobs is None or not self._runner.has_room:
            return False
        try:
            self._begin(next(self._jobs))
        except StopIteration:
            self._jobs = None
            return False
        except Exception as error:
            self._jobs = None
            self._fail(error)
            return False
        return True

    def _fail(self, error: BaseException) -> None:
        """Stops the run. The error is raised after the results of the jobs in progress."""
        self._failure = self._failure or error
        self._runner.stop()

    def _take(self) -> BulkResult | None:
        try:
            result = self._runner.take()
        except Exception as error:  # the ledger's
            self._fail(error)
            return None
        if result is not None:
            try:
                self._meter.update()
            except Exception as error:  # the function's that is called with the progress
                self._fail(error)
        return result

    def _end(self) -> None:
        """Ends the iteration; raises what stopped it."""
        failure, self._failure = self._failure, None
        if self._is_ended:
            return
        self._is_ended = True
        try:
            self._meter.close()
            self._runner.close()
        except Exception as error:
            failure = failure or error
        if failure is not None:
            raise failure

    def _close(self) -> None:
        """Closes the ledger, once no job is in progress. An error that ended the run is raised when
        the iteration ends.
        """
        self._meter.close()
        with suppress(SendGridError):
            self._runner.close()

    def _note(self, error: BaseException) -> None:
        """Says in a note on an exception that interrupts the run what became of the jobs."""
        count = self._runner.held
        note = (
            f"the bulk run was stopped; {count} of its jobs ended or still run, whose results the "
            "iterator has not returned: iterate further for them"
        )
        noted: Any = error
        if count and hasattr(error, "add_note"):  # not in Python 3.10
            noted.add_note(note)

    def __del__(self) -> None:
        runner: BulkRunner | None = getattr(self, "_runner", None)
        if runner is not None and runner.running:
            runner.abandon()
            ABANDONED[:] = [other for other in ABANDONED if other.running]
            ABANDONED.append(runner)


def _end_all() -> None:
    """At interpreter exit: waits for the jobs in progress of runs that no thread iterates."""
    runs = list(RUNS)
    for run in runs:
        run.stop()
    idle = [run._runner for run in runs if not run._lock.locked()]  # pyright: ignore[reportPrivateUsage]
    for runner in (*idle, *ABANDONED):
        runner.drain()


atexit.register(_end_all)
