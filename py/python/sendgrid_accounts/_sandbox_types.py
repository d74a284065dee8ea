"""The dictionaries that a sandbox takes and returns: docs/sandbox.md explains their fields."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias, TypedDict

# `NotRequired` is newer than Python 3.10: the required keys are in a class of their own.


class _Status(TypedDict):
    kind: Literal["status"]
    status: int


class StatusFault(_Status, total=False):
    """A response with a status."""

    headers: dict[str, str]
    body: Any
    apply: bool


class _Redirect(TypedDict):
    kind: Literal["redirect"]
    location: str


class RedirectFault(_Redirect, total=False):
    """A redirect, with status 302 by default."""

    status: int
    apply: bool


class _Html(TypedDict):
    kind: Literal["html"]


class HtmlFault(_Html, total=False):
    """An HTML page, with status 502 by default."""

    status: int
    apply: bool


class _Echo(TypedDict):
    kind: Literal["echo"]


class EchoFault(_Echo, total=False):
    """An error response that repeats the request."""

    status: int
    size: int


class _Delay(TypedDict):
    kind: Literal["delay"]


class DelayFault(_Delay, total=False):
    """The normal response, delayed; at least one delay is required."""

    before_applying_ms: int
    before_response_ms: int
    before_body_ms: int


class DribbleFault(TypedDict):
    """The normal response in pieces."""

    kind: Literal["dribble"]
    bytes: int
    every_ms: int


class _Cut(TypedDict):
    kind: Literal["reset", "close"]


class CutFault(_Cut, total=False):
    """The end of the connection: RST or FIN."""

    apply: bool
    after_bytes: int


class _Stall(TypedDict):
    kind: Literal["stall"]


class StallFault(_Stall, total=False):
    """Silence."""

    apply: bool
    after_bytes: int
    ms: int


class _Raw(TypedDict):
    kind: Literal["raw"]


class RawFault(_Raw, total=False):
    """These bytes instead of a response: `text` or `base64`."""

    text: str
    base64: str
    apply: bool
    then: Literal["close", "keep", "hold", "reset"]


class _Headers(TypedDict):
    kind: Literal["headers"]


class HeadersFault(_Headers, total=False):
    """The normal response with other headers."""

    set: dict[str, str]
    add: list[tuple[str, str]]
    remove: list[str]


class _Flip(TypedDict):
    kind: Literal["flip"]
    byte: int


class FlipFault(_Flip, total=False):
    """The normal response with an inverted bit in its body."""

    bit: int


class TruncateFault(TypedDict):
    """The normal response with a shorter body."""

    kind: Literal["truncate"]
    at: int


class _Oversize(TypedDict):
    kind: Literal["oversize"]
    form: Literal["chunks", "length"]


class OversizeFault(_Oversize, total=False):
    """A response that is too large."""

    length: int
    apply: bool


class CloseIdleFault(TypedDict):
    """The normal response; then the server closes the connection, unless it is used in time."""

    kind: Literal["close_idle"]
    after_ms: int


Fault: TypeAlias = (
    StatusFault
    | RedirectFault
    | HtmlFault
    | EchoFault
    | DelayFault
    | DribbleFault
    | CutFault
    | StallFault
    | RawFault
    | HeadersFault
    | FlipFault
    | TruncateFault
    | OversizeFault
    | CloseIdleFault
)
"""A fault: its kind, and the fields of the kind."""


class FaultCondition(TypedDict, total=False):
    """The requests that a fault applies to."""

    nth: int
    user: str


class _FaultState(TypedDict):
    number: int
    operation: str
    fault: dict[str, Any]
    journal: int | None


class FaultState(_FaultState, total=False):
    """A fault that was added. `journal` is the entry of the request that met it, once executed."""

    on: FaultCondition


class Faults(TypedDict):
    """The faults that no request has met yet, and those that were injected."""

    waiting: list[FaultState]
    consumed: list[FaultState]


class _WindowRule(TypedDict):
    limit: int
    window_seconds: int


class WindowRule(_WindowRule, total=False):
    """A rate limit: requests per window, and the headers of a response 429."""

    headers: bool
    retry_after: Literal["none", "seconds", "date"]


class WindowTotal(TypedDict):
    """The requests of a window; `start` is in seconds since the Unix epoch."""

    start: int
    admitted: int
    rejected: int


class WindowState(TypedDict):
    """A rate limit with its windows, oldest first."""

    limit: int
    window_seconds: int
    headers: bool
    retry_after: Literal["none", "seconds", "date"]
    windows: list[WindowTotal]


class Windows(TypedDict):
    """All rate limits: of both APIs, and of single operations."""

    v3: WindowState
    customers: WindowState
    operations: dict[str, WindowState]


class JournalFault(TypedDict):
    """The fault of a journal entry."""

    number: int
    kind: str


class JournalEntry(TypedDict):
    """A request and its response. Secrets are hashes."""

    seq: int
    method: str
    path: str
    operation: str | None
    user: str | None
    on_behalf_of: str | None
    content_type: str | None
    user_agent: str | None
    authorization: str | None
    body: Any
    secrets_in_url: bool
    status: int
    response: Any
    applied: bool
    outcome: Literal["read", "changed", "refused", "fault"]
    fault: JournalFault | None
    connection: int
    peer_port: int
    arrived_ms: int
    attempt_id: str | None


class CreditsState(TypedDict):
    """The credits of an account."""

    remain: int
    total: int
    overage: int
    used: int
    last_reset: str
    next_reset: str
    reset_frequency: str


class AccountState(TypedDict):
    """An account. The password is a hash."""

    user_id: int
    username: str
    relation: Literal["parent", "subuser", "customer"]
    parent: int | None
    account_id: str | None
    password: str
    email: str
    active: bool
    website_access: bool
    type: Literal["free", "paid"]
    reputation: float
    credits: CreditsState
    allocation: Literal["unlimited", "recurring", "nonrecurring"]
    region: Literal["global", "eu"]
    profile: dict[str, str]


class ApiKeyState(TypedDict):
    """An API key without the key itself."""

    api_key_id: str
    name: str
    user_id: int
    scopes: list[str]


class IpState(TypedDict):
    """An IP address, and the numbers of the subusers that it is assigned to."""

    ip: str
    subusers: list[int]


class State(TypedDict):
    """All accounts, API keys and IP addresses."""

    accounts: list[AccountState]
    api_keys: list[ApiKeyState]
    ips: list[IpState]
