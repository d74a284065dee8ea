"""Types of all errors, for mypy and pyright. Nothing here runs."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sendgrid_accounts import (
    ApiError,
    AuthenticationError,
    BadRequestError,
    Client,
    ClosedError,
    ConfigError,
    ConnectError,
    ErrorDetail,
    InternalError,
    InvalidInputError,
    LedgerError,
    NotFoundError,
    Outcome,
    OutcomeUnknownError,
    PermissionDeniedError,
    Phase,
    RateLimitError,
    RequestTimeoutError,
    ResponseError,
    SendGridError,
    ServerError,
    TransportError,
)

if TYPE_CHECKING:
    from typing_extensions import assert_never, assert_type


def every_error(error: SendGridError) -> None:
    """Attributes of all errors."""
    assert_type(error.message, str)
    assert_type(error.operation, str | None)
    assert_type(error.outcome, Outcome)
    assert_type(error.safe_to_retry, bool)
    assert_type(error.retry_budget_exhausted, bool)
    assert_type(error.retry_after, float | None)
    assert_type(error.attempts, int)
    assert_type(error.request_id, str | None)
    assert_type(error.status, int | None)


def without_own_attributes(
    error: ConfigError
    | ConnectError
    | TransportError
    | ResponseError
    | ClosedError
    | LedgerError
    | InternalError,
) -> None:
    """Errors without attributes of their own."""
    assert_type(error.message, str)
    assert_type(error.outcome, Outcome)
    assert_type(error.status, int | None)


def with_own_attributes(
    invalid: InvalidInputError, timeout: RequestTimeoutError, unknown: OutcomeUnknownError
) -> None:
    """Errors with a field or a phase."""
    assert_type(invalid.field, str | None)
    assert_type(timeout.phase, Phase | None)
    assert_type(unknown.phase, Phase | None)


def of_the_server(
    error: ApiError | BadRequestError | AuthenticationError | NotFoundError | ServerError,
) -> None:
    """Refusals of the server always have a status."""
    assert_type(error.status, int)
    assert_type(error.errors, list[ErrorDetail])
    assert_type(error.body, str | None)


def of_the_server_with_own_attributes(
    denied: PermissionDeniedError, limited: RateLimitError
) -> None:
    """Refusals with a scope or a time."""
    assert_type(denied.status, int)
    assert_type(denied.errors, list[ErrorDetail])
    assert_type(denied.body, str | None)
    assert_type(denied.required_scope, str | None)
    assert_type(limited.status, int)
    assert_type(limited.errors, list[ErrorDetail])
    assert_type(limited.body, str | None)
    assert_type(limited.reset_at, datetime | None)


def detail(detail: ErrorDetail) -> None:
    """One error of a response."""
    assert_type(detail.message, str)
    assert_type(detail.field, str | None)
    assert_type(detail.help, object)
    assert_type(detail.error_id, str | None)
    match detail:
        case ErrorDetail(message, field, _, error_id):
            assert_type((message, field, error_id), tuple[str, str | None, str | None])


def ancestors(
    config: ConfigError,
    invalid: InvalidInputError,
    connect: ConnectError,
    timeout: RequestTimeoutError,
    other: SendGridError,
) -> tuple[ValueError, ValueError, ConnectionError, TimeoutError, Exception]:
    """Four errors derive from built-in exceptions, which general code catches."""
    return config, invalid, connect, timeout, other


def tree() -> list[type[SendGridError]]:
    """All errors are `SendGridError`s, and all refusals are `ApiError`s."""
    refusals: list[type[ApiError]] = [
        BadRequestError,
        AuthenticationError,
        PermissionDeniedError,
        NotFoundError,
        RateLimitError,
        ServerError,
    ]
    return [
        ConfigError,
        InvalidInputError,
        ConnectError,
        RequestTimeoutError,
        TransportError,
        OutcomeUnknownError,
        ResponseError,
        ApiError,
        ClosedError,
        LedgerError,
        InternalError,
        *refusals,
    ]


def caught(client: Client) -> float:
    """Usual handlers."""
    try:
        client.user.update_username("name")
    except RateLimitError as error:
        return error.retry_after or 0
    except (RequestTimeoutError, OutcomeUnknownError) as error:
        assert_type(error.phase, Phase | None)
    except ApiError as error:
        assert_type(error.status, int)
        return len([detail.message for detail in error.errors])
    except SendGridError as error:
        assert_type(error.status, int | None)
    return 0


def outcomes(error: SendGridError) -> str:
    """The four outcomes are exhaustive."""
    match error.outcome:
        case "not_sent" | "rejected":
            return "nothing was changed"
        case "applied":
            return "changed"
        case "unknown":
            return "reconcile"
        case _ as never:
            assert_never(never)


def phases(phase: Phase) -> str:
    """The four phases are exhaustive."""
    match phase:
        case "queue" | "connect":
            return "not sent"
        case "response":
            return "no response"
        case "body":
            return "half a response"
        case _:
            assert_never(phase)


def matched(error: SendGridError) -> None:
    """Patterns over attributes."""
    match error:
        case RateLimitError(retry_after=float(seconds)):
            assert_type(seconds, float)
        case PermissionDeniedError(required_scope=str(scope)):
            assert_type(scope, str)
        case ApiError(status=status, errors=[first, *_]):
            assert_type(status, int)
            assert_type(first, ErrorDetail)
        case SendGridError(status=status):
            assert_type(status, int | None)
