"""Options that few programs change, in two groups."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Retry:
    """Backoff and retry budget of a client, which checks the values.

    Args:
        backoff: Maximum wait in seconds before the first retry after a failure; it doubles with
            each retry. The real wait is random between zero and the maximum; default: 0.05.
        max_backoff: Upper bound of both backoffs, in seconds; default: 20.
        rate_limit_backoff: Maximum wait in seconds after the first HTTP 429 without a time; it
            doubles with each consecutive one. The real wait is random between half the maximum
            and the maximum; default: 1.
        max_unknown_retries: Maximum number of retries of an idempotent change whose outcome is
            unknown, within ten seconds; default: 1. 0 disables these retries.
        budget: Size of the retry budget in tokens, shared by all calls of the client; default: 500.
            0 disables retries.
        cost: Tokens that a retry after a failure takes from the budget, returned if the call then
            succeeds; default: 14.
        rate_limit_cost: Tokens that a retry after an HTTP 429 takes from the budget; default: 5.
        refund: Tokens that a success without a retry returns to the budget; default: 1.
    """

    backoff: float = 0.05
    max_backoff: float = 20.0
    rate_limit_backoff: float = 1.0
    max_unknown_retries: int = 1
    budget: int = 500
    cost: int = 14
    rate_limit_cost: int = 5
    refund: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """Limits of responses and idle connections of a client, which checks the values.

    Args:
        max_response_bytes: Maximum size of a response body other than a list; default: 256 KiB.
        max_list_bytes: Maximum size of the response body of a list; default: 256 MiB.
        max_headers: Maximum number of headers of a response; default: 100.
        idle_timeout: Time in seconds after which an idle connection is closed; default: 10.
    """

    max_response_bytes: int = 256 * 1024
    max_list_bytes: int = 256 * 1024 * 1024
    max_headers: int = 100
    idle_timeout: float = 10.0
