"""Settings that few programs change, in two groups."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Retry:
    """How failed calls are retried. The values are checked by the client that gets them.

    Args:
        backoff: Longest wait in seconds before the first retry after a failure; it doubles with
            each further one, and each wait is random between zero and that; default: 0.05.
        max_backoff: Upper bound of both kinds of waits as they double, in seconds; default: 20.
        rate_limit_backoff: Longest wait in seconds after the first HTTP 429 without a time; it
            doubles with each further one in a row, and each wait is random between half of that
            and all of it; default: 1.
        max_unknown_retries: Maximum number of retries of an idempotent change whose outcome is
            unknown; default: 1, within ten seconds. With 0 none is retried.
        budget: Tokens for retries, shared by all calls of the client; default: 500. With 0 nothing
            is retried.
        cost: Tokens that a retry after a failure takes from the budget, given back where the call
            then succeeds; default: 14.
        rate_limit_cost: Tokens that a retry after an HTTP 429 takes from the budget; default: 5.
        refund: Tokens that a call gives to the budget that succeeds without a retry; default: 1.
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
    """Limits of responses and connections. The values are checked by the client that gets them.

    Args:
        max_response_bytes: Maximum size of a response about one account; default: 256 KiB.
        max_list_bytes: Maximum size of a list; default: 256 MiB.
        max_headers: Maximum number of headers of a response; default: 100.
        idle_timeout: How long an idle connection is kept, in seconds; default: 10.
    """

    max_response_bytes: int = 256 * 1024
    max_list_bytes: int = 256 * 1024 * 1024
    max_headers: int = 100
    idle_timeout: float = 10.0
