"""The exceptions of this package: one tree, the same in every language of the project."""

from __future__ import annotations

from sendgrid_accounts import _native
from sendgrid_accounts._detail import ErrorDetail

# `typing` takes longer to import than this package.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Coroutine
    from datetime import datetime
    from typing import Any, Final

    from sendgrid_accounts._literals import Outcome, Phase
    from sendgrid_accounts._native import LostChange, Reconciled


class SendGridError(Exception):
    """Base class: the cause of a failed call, its outcome, and whether a retry is safe.

    No message or attribute contains a credential or a password.
    """

    message: str
    """The cause, in one line, without the name of the operation. Text of the server in it is
    redacted, and its control and bidirectional characters are escaped."""
    operation: str | None
    """The operation that failed, such as `user.get_profile`; `None` without a call."""
    outcome: Outcome
    """Outcome of the call."""
    safe_to_retry: bool
    """Whether the same call may be retried: a retry cannot apply a change twice, and may
    succeed."""
    attempts: int
    """Number of attempts to send the request; 0 if it was refused before."""
    retry_budget_exhausted: bool
    """Whether the retry budget prevented a retry (`Retry.budget`)."""
    request_id: str | None
    """Identifier of the request, for the support of the server."""
    status: int | None
    """HTTP status of the last response; for a call that a rate limit holds back, that of the
    earlier refusals."""
    retry_after: float | None
    """Time to wait in seconds, as the response requests: its `Retry-After`, whatever its status, or
    that of the proxy that refused a tunnel; with a `RateLimitError` also the end of the window of
    the rate limit. Of a call that was not sent because of a lockout: the rest of the lockout."""
    offset: int | None
    """Offset of the page that an iteration could not read: another iteration can begin at it."""
    _change: LostChange | None

    def __init__(
        self,
        message: str,
        *,
        operation: str | None = None,
        outcome: Outcome = "not_sent",
        safe_to_retry: bool = False,
        attempts: int = 0,
        retry_budget_exhausted: bool = False,
        request_id: str | None = None,
        status: int | None = None,
        retry_after: float | None = None,
        offset: int | None = None,
        **details: Any,
    ) -> None:
        """Sets the attributes.

        Args:
            message: The cause, in one sentence.
            operation: Operation that failed.
            outcome: Outcome of the call.
            safe_to_retry: Whether the same call may be retried.
            attempts: Number of attempts to send the request.
            retry_budget_exhausted: Whether the retry budget prevented a retry.
            request_id: Identifier of the request.
            status: HTTP status of the last response.
            retry_after: Time to wait in seconds, as the response requests.
            offset: Offset of the page that an iteration could not read.
            details: Attributes of the subclasses.
        """
        super().__init__(message if operation is None else f"{operation}: {message}")
        self.message = message
        self.operation = operation
        self.outcome = outcome
        self.safe_to_retry = safe_to_retry
        self.attempts = attempts
        self.retry_budget_exhausted = retry_budget_exhausted
        self.request_id = request_id
        self.status = status
        self.retry_after = retry_after
        self.offset = offset
        self._change = details.pop("change", None)
        self._take(details)

    def _take(self, details: dict[str, Any]) -> None:
        """Sets the attributes of a subclass."""

    @property
    def target(self) -> str | None:
        """The user or API key that a change of unknown outcome names, if any."""
        return None if self._change is None else self._change.target

    def reconcile(self) -> Reconciled:
        """Reads back whether a change of unknown outcome was applied.

        It changes nothing. If the first read does not find the change, it reads again after one
        second.

        Returns:
            The verdict and its evidence.

        Raises:
            ConfigError: The outcome is known, or the error was pickled, which drops its client.
        """
        return _native.reconcile(self._lost())

    def reconcile_async(self) -> Coroutine[Any, Any, Reconciled]:
        """Reads back whether a change of unknown outcome was applied, as a coroutine.

        Returns:
            A coroutine of the verdict and its evidence.

        Raises:
            ConfigError: The outcome is known, or the error was pickled, which drops its client.
        """
        return _native.reconcile_async(self._lost())

    def _lost(self) -> LostChange:
        if self._change is not None:
            return self._change
        problem = "only an error with an unknown outcome can be reconciled, before it is pickled"
        raise ConfigError(problem, operation=self.operation)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickles the class, the message, the attributes and the refusal that is the cause, if any.

        None of them contains a secret.
        """
        attributes = {name: value for name, value in vars(self).items() if name != "message"}
        # It contains a client.
        attributes["_change"] = None
        refusal = self.__cause__ if isinstance(self.__cause__, SendGridError) else None
        return _rebuild, (type(self), self.message, attributes, refusal)


def _rebuild(
    kind: type[SendGridError],
    message: str,
    attributes: dict[str, Any],
    cause: SendGridError | None = None,
) -> SendGridError:
    error = kind(message, operation=attributes["operation"])
    vars(error).update(attributes)
    if cause is not None:
        error.__cause__ = cause
    return error


class ConfigError(SendGridError, ValueError):
    """The options of the client do not work: a credential is missing, the CA bundle cannot be read,
    or plain `http` to another host is not allowed.
    """


class InvalidInputError(SendGridError, ValueError):
    """An argument is invalid; nothing was sent."""

    field: str | None
    """Name of the argument."""

    def _take(self, details: dict[str, Any]) -> None:
        self.field = details.get("field")


class ConnectError(SendGridError, ConnectionError):
    """No connection was established (name lookup, TCP, TLS or proxy); nothing was sent."""


class RequestTimeoutError(SendGridError, TimeoutError):
    """No response within the time limit."""

    phase: Phase | None
    """Phase in which the time limit passed."""

    def _take(self, details: dict[str, Any]) -> None:
        self.phase = details.get("phase")


class TransportError(SendGridError):
    """The connection failed during a call, or the response was not HTTP."""


class OutcomeUnknownError(SendGridError):
    """A change was sent, but no response came back: it may have been applied.

    Where the server refused a later attempt, that refusal is the `__cause__`: it may be the effect
    of the change itself. The error is neither a `ConnectionError` nor a `TimeoutError`, so that no
    general retry catches it.
    """

    phase: Phase | None
    """Phase in which the time limit passed; `None` if the connection failed."""

    def _take(self, details: dict[str, Any]) -> None:
        self.phase = details.get("phase")


class ResponseError(SendGridError):
    """The response is unusable: undecodable, too large, compressed, or a redirect."""

    body: str | None
    """Body of the response, cut at 2,048 bytes; `None` if it is empty or too large."""

    def _take(self, details: dict[str, Any]) -> None:
        self.body = details.get("body")


class ApiError(SendGridError):
    """The server refused the call."""

    # Narrowed: an error response always has a status.
    status: int  # pyright: ignore[reportIncompatibleVariableOverride]
    """HTTP status of the response."""
    errors: list[ErrorDetail]
    """Errors in the body of the response; empty if it has none. Only secrets are removed from their
    strings: they may contain control characters."""
    body: str | None
    """Body of the response, cut at 2,048 bytes. Only secrets are removed: it may contain control
    characters."""

    def _take(self, details: dict[str, Any]) -> None:
        self.errors = list(details.get("errors") or ())
        self.body = details.get("body")


class BadRequestError(ApiError):
    """HTTP 400: the server refused the arguments."""


class AuthenticationError(ApiError):
    """HTTP 401: the server refused the credential.

    With `outcome == "not_sent"`, the call was withheld after several of these; the text says when
    to retry.
    """


class PermissionDeniedError(ApiError):
    """HTTP 403: the server does not permit the call."""

    required_scope: str | None
    """Scope that the operation needs. It is a property of the operation, not a diagnosis: the
    server may have refused the call for another reason."""

    def _take(self, details: dict[str, Any]) -> None:
        super()._take(details)
        self.required_scope = details.get("required_scope")


class NotFoundError(ApiError):
    """HTTP 404, or a response that the user does not exist."""


class RateLimitError(ApiError):
    """HTTP 429: too many requests."""

    reset_at: datetime | None
    """Time from which the server accepts calls again, by its own clock."""

    def _take(self, details: dict[str, Any]) -> None:
        super()._take(details)
        from datetime import datetime, timezone

        reset_at = details.get("reset_at")
        self.reset_at = None if reset_at is None else datetime.fromtimestamp(reset_at, timezone.utc)


class ServerError(ApiError):
    """HTTP 5xx: the server failed."""


class ClosedError(SendGridError):
    """The client was closed before the call."""


class LedgerError(SendGridError):
    """The ledger of a bulk run cannot be used, or it records another job under the same key."""


class InternalError(SendGridError):
    """A fault of this library; please report it."""


CLASSES: Final[dict[str, type[SendGridError]]] = {
    "config": ConfigError,
    "invalid_input": InvalidInputError,
    "connect": ConnectError,
    "timeout": RequestTimeoutError,
    "transport": TransportError,
    "outcome_unknown": OutcomeUnknownError,
    "response": ResponseError,
    "api": ApiError,
    "bad_request": BadRequestError,
    "authentication": AuthenticationError,
    "permission_denied": PermissionDeniedError,
    "not_found": NotFoundError,
    "rate_limit": RateLimitError,
    "server": ServerError,
    "closed": ClosedError,
    "ledger": LedgerError,
    "internal": InternalError,
}
"""The class of each error kind, by the name of the kind in the core."""
