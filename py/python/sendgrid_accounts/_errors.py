"""The errors of this package: one tree, the same in every language of the project."""

from __future__ import annotations

from sendgrid_accounts import _native
from sendgrid_accounts._detail import ErrorDetail

# `typing` takes longer to import than all the rest of this package.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Coroutine
    from datetime import datetime
    from typing import Any, Final

    from sendgrid_accounts._literals import Outcome, Phase
    from sendgrid_accounts._native import LostChange, Reconciled


class SendGridError(Exception):
    """Why a call failed, what it may have done, and whether it may be repeated.

    No text of it ever holds a credential or a password.
    """

    message: str
    """What happened, in one sentence, without the name of the operation."""
    operation: str | None
    """The operation that failed, such as `user.get_profile`; none where no call was made."""
    outcome: Outcome
    """What the call may have done."""
    safe_to_retry: bool
    """Whether the same call may be made again as it is: a repeat cannot apply a change twice, and
    what was in the way may pass."""
    attempts: int
    """How many times the request was handed to the network, 0 where it never was."""
    retry_budget_exhausted: bool
    """Whether the call would have been repeated, had so many others not been (`retry_quota`)."""
    request_id: str | None
    """The server's identifier of the call, for its support."""
    status: int | None
    """The HTTP status of the last answer; of a call that was held back after refusals, theirs."""
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
        **details: Any,
    ) -> None:
        """Takes what is known of the failure.

        Args:
            message: What happened, in one sentence.
            operation: The operation that failed.
            outcome: What the call may have done.
            safe_to_retry: Whether the same call may be made again as it is.
            attempts: How many times the request was handed to the network.
            retry_budget_exhausted: Whether the call would have been repeated, had so many others not
                been.
            request_id: The server's identifier of the call.
            status: The HTTP status of the last answer.
            details: What only some errors have, by the names of their attributes.
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
        self._change = details.pop("change", None)
        self._take(details)

    def _take(self, details: dict[str, Any]) -> None:
        """Keeps what only some errors have; the others drop it."""

    @property
    def target(self) -> str | None:
        """Whom a change of unknown outcome is about, where it names somebody."""
        return None if self._change is None else self._change.target

    def reconcile(self) -> Reconciled:
        """Looks whether a change of unknown outcome was applied, by reading back what it would set.

        It changes nothing, and takes a second where the change is not found at first.

        Returns:
            What was found, and by which evidence.

        Raises:
            ConfigError: There is nothing to look for: the outcome is known, or the error was
                pickled, which leaves the client behind.
        """
        return _native.reconcile(self._lost())

    def reconcile_async(self) -> Coroutine[Any, Any, Reconciled]:
        """The same, awaited.

        Returns:
            What was found, and by which evidence, once it is awaited.

        Raises:
            ConfigError: As of `reconcile`.
        """
        return _native.reconcile_async(self._lost())

    def _lost(self) -> LostChange:
        if self._change is not None:
            return self._change
        problem = (
            "only a change whose outcome is unknown can be looked for, and only where it failed"
        )
        raise ConfigError(problem, operation=self.operation)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickles the class, the message and the attributes, which hold no secret."""
        attributes = {name: value for name, value in vars(self).items() if name != "message"}
        # It holds a client.
        attributes["_change"] = None
        return _rebuild, (type(self), self.message, attributes)


def _rebuild(make: type[SendGridError], message: str, attributes: dict[str, Any]) -> SendGridError:
    error = make(message, operation=attributes["operation"])
    vars(error).update(attributes)
    return error


class ConfigError(SendGridError, ValueError):
    """The client is set up wrongly: a credential is missing, the CA bundle cannot be read, plain
    `http` was asked for a host that is not this machine.
    """


class InvalidInputError(SendGridError, ValueError):
    """An argument was refused before anything was sent."""

    field: str | None
    """The argument."""

    def _take(self, details: dict[str, Any]) -> None:
        self.field = details.get("field")


class ConnectError(SendGridError, ConnectionError):
    """No connection could be made: name lookup, TCP, TLS or proxy. Nothing was sent."""


class RequestTimeoutError(SendGridError, TimeoutError):
    """No answer in time."""

    phase: Phase | None
    """What was being waited for."""

    def _take(self, details: dict[str, Any]) -> None:
        self.phase = details.get("phase")


class TransportError(SendGridError):
    """The connection failed while a call was on it, or what came back was not HTTP."""


class OutcomeUnknownError(SendGridError):
    """A change was sent and no answer came: it may or may not have been applied.

    It derives from no connection or timeout error, so that no general retry catches it.
    """

    phase: Phase | None
    """What was being waited for, where time ran out."""

    def _take(self, details: dict[str, Any]) -> None:
        self.phase = details.get("phase")


class ResponseError(SendGridError):
    """An answer came that cannot be used: undecodable, too large, compressed, or a redirect."""


class ApiError(SendGridError):
    """The server refused the call."""

    # Narrowed, as a refusal always has one, though an attribute that can be set could lose it.
    status: int  # pyright: ignore[reportIncompatibleVariableOverride]
    """The HTTP status."""
    errors: list[ErrorDetail]
    """What the server complained about, in its order; empty where it gave no reason."""
    body: str | None
    """The body of the answer as text, capped at 2,048 bytes."""

    def _take(self, details: dict[str, Any]) -> None:
        self.errors = list(details.get("errors") or ())
        self.body = details.get("body")


class BadRequestError(ApiError):
    """HTTP 400: the server refused the arguments."""


class AuthenticationError(ApiError):
    """HTTP 401: the credential was not accepted."""


class PermissionDeniedError(ApiError):
    """HTTP 403: the credential may not do this."""

    required_scope: str | None
    """The scope that the API key needs for this call."""

    def _take(self, details: dict[str, Any]) -> None:
        super()._take(details)
        self.required_scope = details.get("required_scope")


class NotFoundError(ApiError):
    """HTTP 404, or an answer that says that the user does not exist."""


class RateLimitError(ApiError):
    """HTTP 429: too many requests."""

    retry_after: float | None
    """How many seconds the server asks to wait."""
    reset_at: datetime | None
    """When the server accepts calls again, by its own clock."""

    def _take(self, details: dict[str, Any]) -> None:
        super()._take(details)
        self.retry_after = details.get("retry_after")
        from datetime import datetime, timezone

        reset_at = details.get("reset_at")
        self.reset_at = None if reset_at is None else datetime.fromtimestamp(reset_at, timezone.utc)


class ServerError(ApiError):
    """HTTP 5xx: the server failed."""


class ClosedError(SendGridError):
    """The client was closed before the call."""


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
    "internal": InternalError,
}
"""The class of each kind of error, by the kind's name in the core."""
