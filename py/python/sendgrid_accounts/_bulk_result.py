"""The results of a bulk run."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, final

from sendgrid_accounts._frozen import Frozen

if TYPE_CHECKING:
    from sendgrid_accounts._errors import SendGridError
    from sendgrid_accounts._literals import Outcome
    from sendgrid_accounts._native import ApiKeySecret


@final
class BulkResult(Frozen):
    """Outcome and result of a job of a bulk run.

    Args:
        key: Key that identifies the job in the ledger.
        operation: Operation.
        outcome: Outcome of the job; see `Outcome`.
        line: Line of the file that the job comes from.
        result: Result of the call as JSON, without secrets; `None` if there is none.
        error: Error of the call; without details and body if an earlier run made the call.
        evidence: How the outcome was found, if it was read back.
        from_ledger: Whether an earlier run made the call: the outcome comes from the ledger, or was
            read back.
        api_key: API key that the call created. No later call returns it, nor does the ledger.
    """

    __match_args__ = (
        "key",
        "operation",
        "outcome",
        "line",
        "result",
        "error",
        "evidence",
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
            """Error of the call; without details and body if an earlier run made the call."""
            ...

        @property
        def evidence(self) -> str | None:
            """How the outcome was found, if it was read back."""
            ...

        @property
        def from_ledger(self) -> bool:
            """Whether an earlier run made the call: the outcome comes from the ledger, or was read
            back.
            """
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
        evidence: str | None = None,
        from_ledger: bool = False,
        api_key: ApiKeySecret | None = None,
    ) -> None:
        """Sets the fields; the class documents them."""
        self._set(key, operation, outcome, line, result, error, evidence, from_ledger, api_key)

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
            "evidence": self.evidence,
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
