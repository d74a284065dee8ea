"""What every error tells a type checker. Nothing here runs: mypy and pyright read it."""

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
    """What all have."""
    assert_type(error.message, str)
    assert_type(error.operation, str | None)
    assert_type(error.outcome, Outcome)
    assert_type(error.safe_to_retry, bool)
    assert_type(error.retry_quota_exhausted, bool)
    assert_type(error.attempts, int)
    assert_type(error.request_id, str | None)
    assert_type(error.status, int | None)


def without_more(
    error: ConfigError
    | ConnectError
    | TransportError
    | ResponseError
    | ClosedError
    | InternalError,
) -> None:
    """Those that add nothing."""
    assert_type(error.message, str)
    assert_type(error.outcome, Outcome)
    assert_type(error.status, int | None)


def with_more(
    invalid: InvalidInputError, timeout: RequestTimeoutError, unknown: OutcomeUnknownError
) -> None:
    """Those that say what they are about."""
    assert_type(invalid.field, str | None)
    assert_type(timeout.phase, Phase | None)
    assert_type(unknown.phase, Phase | None)


def of_the_server(
    error: ApiError | BadRequestError | AuthenticationError | NotFoundError | ServerError,
) -> None:
    """A refusal has a status in any case, and all of them have the same."""
    assert_type(error.status, int)
    assert_type(error.errors, list[ErrorDetail])
    assert_type(error.body, str | None)


def of_the_server_with_more(denied: PermissionDeniedError, limited: RateLimitError) -> None:
    """Two say how to be let in."""
    assert_type(denied.status, int)
    assert_type(denied.errors, list[ErrorDetail])
    assert_type(denied.body, str | None)
    assert_type(denied.required_scope, str | None)
    assert_type(limited.status, int)
    assert_type(limited.errors, list[ErrorDetail])
    assert_type(limited.body, str | None)
    assert_type(limited.retry_after, float | None)
    assert_type(limited.reset_at, datetime | None)


def detail(complaint: ErrorDetail) -> None:
    """One complaint."""
    assert_type(complaint.message, str)
    assert_type(complaint.field, str | None)
    assert_type(complaint.help, object)
    assert_type(complaint.error_id, str | None)
    match complaint:
        case ErrorDetail(text, field, _, number):
            assert_type((text, field, number), tuple[str, str | None, str | None])


def ancestors(
    config: ConfigError,
    invalid: InvalidInputError,
    connect: ConnectError,
    timeout: RequestTimeoutError,
    other: SendGridError,
) -> tuple[ValueError, ValueError, ConnectionError, TimeoutError, Exception]:
    """Four are also what Python calls them, so that code that knows nothing of us catches them."""
    return config, invalid, connect, timeout, other


def tree() -> list[type[SendGridError]]:
    """Everything is a `SendGridError`, and all refusals are an `ApiError`."""
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
        InternalError,
        *refusals,
    ]


def caught(client: Client) -> float:
    """As it is written every day."""
    try:
        client.user.update_username("name")
    except RateLimitError as error:
        return error.retry_after or 0
    except (RequestTimeoutError, OutcomeUnknownError) as error:
        assert_type(error.phase, Phase | None)
    except ApiError as error:
        assert_type(error.status, int)
        return len([complaint.message for complaint in error.errors])
    except SendGridError as error:
        assert_type(error.status, int | None)
    return 0


def outcomes(error: SendGridError) -> str:
    """There are four, and no fifth to think of."""
    match error.outcome:
        case "not_sent" | "rejected":
            return "nothing was changed"
        case "applied":
            return "changed"
        case "unknown":
            return "look"
        case _ as never:
            assert_never(never)


def phases(phase: Phase) -> str:
    """Four as well."""
    match phase:
        case "queue" | "connect":
            return "not sent"
        case "response":
            return "no answer"
        case "body":
            return "half an answer"
        case _:
            assert_never(phase)


def matched(error: SendGridError) -> None:
    """Errors are matched by name."""
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
