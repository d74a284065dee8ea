"""The progress of a bulk run."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import TYPE_CHECKING, Any, final

from sendgrid_accounts._frozen import Frozen


@final
class BulkWindow(Frozen):
    """The rate limit of a bulk run, as the server last reported it.

    Args:
        limit: Number of requests that a window allows; `None` if unknown.
        remaining: Number of requests that remained in the window; `None` if unknown.
        reset_at: Start of the next window, by the server's clock; `None` if unknown.
    """

    __match_args__ = ("limit", "remaining", "reset_at")

    if TYPE_CHECKING:
        # Properties, since a type checker allows assignments to slots.

        @property
        def limit(self) -> int | None:
            """Number of requests that a window allows; `None` if unknown."""
            ...

        @property
        def remaining(self) -> int | None:
            """Number of requests that remained in the window; `None` if unknown."""
            ...

        @property
        def reset_at(self) -> datetime | None:
            """Start of the next window, by the server's clock; `None` if unknown."""
            ...

    else:
        __slots__ = __match_args__

    def __init__(
        self,
        limit: int | None = None,
        remaining: int | None = None,
        reset_at: datetime | None = None,
    ) -> None:
        """Sets the fields; the class documents them."""
        self._set(limit, remaining, reset_at)


@final
class BulkProgress(Frozen):
    """Progress of a bulk run: jobs by what became of them, speed and rate limit.

    Args:
        total: Number of jobs, if the iterable has a length.
        begun: Number of jobs that were begun.
        applied: Number of jobs that were applied, in this run or an earlier one.
        rejected: Number of jobs that the server refused.
        not_sent: Number of jobs that were not sent.
        unknown: Number of jobs whose outcome is unknown.
        from_ledger: Number of jobs among these whose outcome comes from the ledger.
        rate: Jobs that ended per second, in the last ten seconds, without those from the ledger.
        window: Rate limit of the last operation; `None` until the server has reported it.
    """

    __match_args__ = (
        "total",
        "begun",
        "applied",
        "rejected",
        "not_sent",
        "unknown",
        "from_ledger",
        "rate",
        "window",
    )

    if TYPE_CHECKING:
        # Properties, since a type checker allows assignments to slots.

        @property
        def total(self) -> int | None:
            """Number of jobs, if the iterable has a length."""
            ...

        @property
        def begun(self) -> int:
            """Number of jobs that were begun."""
            ...

        @property
        def applied(self) -> int:
            """Number of jobs that were applied, in this run or an earlier one."""
            ...

        @property
        def rejected(self) -> int:
            """Number of jobs that the server refused."""
            ...

        @property
        def not_sent(self) -> int:
            """Number of jobs that were not sent."""
            ...

        @property
        def unknown(self) -> int:
            """Number of jobs whose outcome is unknown."""
            ...

        @property
        def from_ledger(self) -> int:
            """Number of jobs among these whose outcome comes from the ledger."""
            ...

        @property
        def rate(self) -> float:
            """Jobs that ended per second in the last ten seconds, without those from the ledger."""
            ...

        @property
        def window(self) -> BulkWindow | None:
            """Rate limit of the last operation; `None` until the server has reported it."""
            ...

    else:
        __slots__ = __match_args__

    def __init__(
        self,
        total: int | None = None,
        begun: int = 0,
        applied: int = 0,
        rejected: int = 0,
        not_sent: int = 0,
        unknown: int = 0,
        from_ledger: int = 0,
        rate: float = 0.0,
        window: BulkWindow | None = None,
    ) -> None:
        """Sets the fields; the class documents them."""
        self._set(total, begun, applied, rejected, not_sent, unknown, from_ledger, rate, window)

    @property
    def ended(self) -> int:
        """Number of jobs that ended."""
        return self.applied + self.errors

    @property
    def errors(self) -> int:
        """Number of jobs that ended and were not applied."""
        return self.rejected + self.not_sent + self.unknown

    @property
    def left(self) -> int | None:
        """Number of jobs that have not ended, if the iterable has a length."""
        return None if self.total is None else max(self.total - self.ended, 0)

    @property
    def seconds_left(self) -> float | None:
        """Time in seconds in which the rest ends at the current rate, if that is known."""
        return None if self.left is None or self.rate == 0 else self.left / self.rate


def of_runner(fields: tuple[Any, ...]) -> BulkProgress:
    """The progress of a runner, whose fields have the window as a tuple."""
    *counts, window = fields
    if window is not None:
        limit, remaining, reset_at = window
        time = None if reset_at is None else datetime.fromtimestamp(reset_at, timezone.utc)
        window = BulkWindow(limit, remaining, time)
    progress: Any = BulkProgress
    return progress(*counts, window)  # type: ignore[no-any-return]
