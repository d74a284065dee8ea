"""The results and the progress of a bulk run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, final

from sendgrid_accounts._frozen import Frozen

if TYPE_CHECKING:
    from sendgrid_accounts._errors import SendGridError
    from sendgrid_accounts._literals import Outcome
    from sendgrid_accounts._native import ApiKeySecret, RateLimit


@final
class BulkResult(Frozen):
    """What became of a job of a bulk run.

    Args:
        key: Key that identifies the job in the ledger.
        operation: Operation.
        outcome: Outcome of the job; see `Outcome`.
        line: Line of the file that the job comes from.
        result: Result of the call as JSON, without secrets; `None` if there is none.
        error: Error of the call.
        from_ledger: Whether the outcome comes from the ledger: an earlier run made the call.
        api_key: API key that the call created. No later call returns it, nor does the ledger.
    """

    __match_args__ = (
        "key",
        "operation",
        "outcome",
        "line",
        "result",
        "error",
        "from_ledger",
        "api_key",
    )

    if TYPE_CHECKING:
        # Properties, since a type checker allows assignments to slots.

        @property
        def key(self) -> str:
            """Key that identifies the job in the ledger."""
            ...

        @property
        def operation(self) -> str:
            """Operation."""
            ...

        @property
        def outcome(self) -> Outcome:
            """Outcome of the job; after `"not_sent"` a resumed run makes the call."""
            ...

        @property
        def line(self) -> int | None:
            """Line of the file that the job comes from."""
            ...

        @property
        def result(self) -> Any:
            """Result of the call as JSON, without secrets."""
            ...

        @property
        def error(self) -> SendGridError | None:
            """Error of the call."""
            ...

        @property
        def from_ledger(self) -> bool:
            """Whether the outcome comes from the ledger: an earlier run made the call."""
            ...

        @property
        def api_key(self) -> ApiKeySecret | None:
            """API key that the call created, shown by `reveal()`."""
            ...

    else:
        __slots__ = __match_args__

    def __init__(
        self,
        key: str,
        operation: str,
        outcome: Outcome,
        line: int | None = None,
        result: Any = None,
        error: SendGridError | None = None,
        from_ledger: bool = False,
        api_key: ApiKeySecret | None = None,
    ) -> None:
        """Sets the fields; the class documents them."""
        self._set(key, operation, outcome, line, result, error, from_ledger, api_key)

    def to_dict(self) -> dict[str, str | int | bool | None]:
        """Returns a row for CSV files and data frames: the same keys in every row, all scalar.

        `result` is a JSON text. The error is in `error`, the name of its class, `message`, `field`,
        `status` and `request_id`. The row does not have `api_key`.
        """
        error = self.error
        return {
            "key": self.key,
            "operation": self.operation,
            "line": self.line,
            "outcome": self.outcome,
            "from_ledger": self.from_ledger,
            "error": None if error is None else type(error).__name__,
            "message": None if error is None else error.message,
            "field": getattr(error, "field", None),
            "status": None if error is None else error.status,
            "request_id": None if error is None else error.request_id,
            "result": None if self.result is None else json.dumps(self.result, ensure_ascii=False),
        }

    def _comparable(self) -> tuple[Any, ...]:
        error = self.error
        if error is None:
            return self._values()
        # Exceptions are equal to themselves only, also where pickle rebuilds them.
        fields = {name: value for name, value in vars(error).items() if name != "_change"}
        return (*self._values()[:5], type(error), fields, *self._values()[6:])

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, BulkResult):
            return NotImplemented
        return self._comparable() == other._comparable()

    def __hash__(self) -> int:
        # The result and the error may be unhashable.
        return hash((self.key, self.operation, self.outcome, self.line, self.from_ledger))

    def __repr__(self) -> str:
        fields = zip(self.__match_args__, self._values(), strict=True)
        return f"BulkResult({', '.join(f'{name}={value!r}' for name, value in fields)})"

    def __reduce__(self) -> tuple[Any, ...]:
        return BulkResult, self._values()


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
        rate: Jobs that ended per second, over the last seconds.
        window: Rate limit of the last calls, if the server reports one.
    """

    __match_args__ = (
        "total",
        "begun",
        "applied",
        "rejected",
        "not_sent",
        "unknown",
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
        def rate(self) -> float:
            """Jobs that ended per second, over the last seconds."""
            ...

        @property
        def window(self) -> RateLimit | None:
            """Rate limit of the last calls, if the server reports one."""
            ...

    else:
        __slots__ = __match_args__

    def __init__(
        self,
        total: int | None,
        begun: int,
        applied: int,
        rejected: int,
        not_sent: int,
        unknown: int,
        rate: float = 0.0,
        window: RateLimit | None = None,
    ) -> None:
        """Sets the fields; the class documents them."""
        self._set(total, begun, applied, rejected, not_sent, unknown, rate, window)

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
        """Time left in seconds at this rate, if it is known."""
        return None if self.left is None or self.rate == 0 else self.left / self.rate

    def __repr__(self) -> str:
        fields = zip(self.__match_args__, self._values(), strict=True)
        return f"BulkProgress({', '.join(f'{name}={value!r}' for name, value in fields)})"

    def __reduce__(self) -> tuple[Any, ...]:
        return BulkProgress, self._values()
