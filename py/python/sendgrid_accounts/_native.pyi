"""The types of the native module. Its docstrings are those of the Rust code."""

import collections.abc
import os
import typing
from asyncio import Future
from collections.abc import AsyncIterable, Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import (
    Any,
    Final,
    Generic,
    Literal,
    NoReturn,
    SupportsFloat,
    SupportsIndex,
    TypeAlias,
    TypeVar,
    final,
)

from sendgrid_accounts._bulk import BulkRun
from sendgrid_accounts._bulk_async import AsyncBulkRun
from sendgrid_accounts._bulk_job import BulkJob
from sendgrid_accounts._bulk_progress import BulkProgress
from sendgrid_accounts._bulk_result import BulkResult
from sendgrid_accounts._clear import Clear
from sendgrid_accounts._headers import Headers
from sendgrid_accounts._options import Limits, Retry
from sendgrid_accounts._pages import AsyncPages, Pages
from sendgrid_accounts._raw_response import AsyncClientWithRawResponse, ClientWithRawResponse
from sendgrid_accounts._sandbox_types import (
    Fault,
    Faults,
    JournalEntry,
    State,
    WindowRule,
    Windows,
)

_T_co = TypeVar("_T_co", covariant=True)
_Parameter: TypeAlias = str | int | bool
_Job: TypeAlias = BulkJob | tuple[str, Mapping[str, Any]]
_Progress: TypeAlias = bool | Callable[[BulkProgress], object]

__all__ = [
    "Account",
    "ApiKeyInfo",
    "ApiKeySecret",
    "ApiKeys",
    "AsyncApiKeys",
    "AsyncClient",
    "AsyncCustomers",
    "AsyncScopes",
    "AsyncSubusers",
    "AsyncUser",
    "BulkFile",
    "BulkFileIterator",
    "BulkRunner",
    "Call",
    "Client",
    "CreatedApiKey",
    "CreatedSubuser",
    "Credits",
    "Customer",
    "CustomerIterator",
    "CustomerList",
    "Customers",
    "Email",
    "Ledger",
    "LedgerIterator",
    "LostChange",
    "NewCustomer",
    "NewSubuser",
    "PageReader",
    "Profile",
    "RateLimit",
    "RawResponse",
    "Reconciled",
    "Reputation",
    "Reseller",
    "Response",
    "Sandbox",
    "ScopeList",
    "Scopes",
    "SecretToken",
    "SharedRateLimiter",
    "Subuser",
    "SubuserCredits",
    "Subusers",
    "User",
    "Username",
    "__version__",
    "check_account",
    "error_kinds",
    "operations",
    "plain_parameters",
    "run_command_line",
    "run_sandbox",
]

__version__: Final[str]

@final
class Account:
    """Kind and reputation of an account. A field that the response lacks is `None`."""

    __match_args__: Final[tuple[Literal["type"], Literal["reputation"]]]
    def __eq__(self, value: object, /) -> bool: ...
    @staticmethod
    def __get_pydantic_core_schema__(source: Any, handler: Any, /) -> Any: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(
        cls,
        /,
        type: str | None = None,
        reputation: SupportsFloat | SupportsIndex | None = None,
        *,
        extra: dict[str, object] | None = None,
    ) -> Account: ...
    def __reduce__(self, /) -> tuple[object, ...]: ...
    def __replace__(self, /, **changes: Any) -> Account: ...
    def __repr__(self, /) -> str: ...
    @property
    def extra(self, /) -> MappingProxyType[str, object]:
        """Unknown fields of the response, and values that do not fit, as a read-only mapping."""
    @property
    def reputation(self, /) -> float | None:
        """Sender reputation, 0 to 100."""
    def to_dict(self, /) -> dict[str, object]:
        """Returns the fields as a dictionary that `json.dumps` accepts, including unknown fields."""
    @property
    def type(self, /) -> str | None:
        """Kind of the account."""

@final
class ApiKeyInfo:
    """An API key: its id, name and scopes, without the key itself. A field that the response lacks is
    `None`.
    """

    __match_args__: Final[tuple[Literal["api_key_id"], Literal["name"], Literal["scopes"]]]
    def __eq__(self, value: object, /) -> bool: ...
    @staticmethod
    def __get_pydantic_core_schema__(source: Any, handler: Any, /) -> Any: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(
        cls,
        /,
        api_key_id: str | None = None,
        name: str | None = None,
        scopes: Sequence[str] | None = None,
        *,
        extra: dict[str, object] | None = None,
    ) -> ApiKeyInfo: ...
    def __reduce__(self, /) -> tuple[object, ...]: ...
    def __replace__(self, /, **changes: Any) -> ApiKeyInfo: ...
    def __repr__(self, /) -> str: ...
    @property
    def api_key_id(self, /) -> str | None:
        """Id of the key: the middle part of `SG.<id>.<secret>`."""
    @property
    def extra(self, /) -> MappingProxyType[str, object]:
        """Unknown fields of the response, and values that do not fit, as a read-only mapping."""
    @property
    def name(self, /) -> str | None:
        """Name of the key; several keys may have the same one."""
    @property
    def scopes(self, /) -> tuple[str, ...] | None:
        """Scopes of the key. The list of keys and the response to a new name do not contain them.
        Servers add some by themselves, such as `2fa_required`.
        """
    def to_dict(self, /) -> dict[str, object]:
        """Returns the fields as a dictionary that `json.dumps` accepts, including unknown fields."""

@final
class ApiKeySecret:
    """A created API key as a secret. No `repr()`, `str()` or `to_dict()` shows it, and it cannot be pickled.

    Args:
        key: An API key, such as in a test of your own.

    Raises:
        TypeError: The key is not a string.
        InvalidInputError: The key is not valid Unicode.
    """
    def __copy__(self, /) -> ApiKeySecret: ...
    def __deepcopy__(self, memo: Any, /) -> ApiKeySecret: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, key: str) -> ApiKeySecret: ...
    def __reduce__(self, /) -> NoReturn: ...
    def __repr__(self, /) -> str: ...
    def reveal(self, /) -> str:
        """Returns the API key. Store it at once: no later call returns it."""

@final
class ApiKeys:
    """Calls of the API keys API, as `client.api_keys`."""
    def create(self, /, name: str, *, scopes: Sequence[str]) -> CreatedApiKey:
        """Creates an API key with these scopes, at least one (`POST /v3/api_keys`). The result is the
        only one that contains the key. It is never retried.

        `client.api_keys.create("app", scopes=["mail.send"]).reveal()` returns the key.

        A key can only give scopes that it has itself. Scopes that begin with `billing.` exclude all
        others.

        Args:
            name: The name of the key. A unique one makes `reconcile()` conclusive.
            scopes: The scopes of the key: one without any would have full access.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    def create_full_access(self, /, name: str) -> CreatedApiKey:
        """Creates an API key that may do everything (`POST /v3/api_keys` without scopes). The result is
        the only one that contains the key. It is never retried.

        Args:
            name: The name of the key. A unique one makes `reconcile()` conclusive.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    def delete(self, /, api_key_id: str, *, allow_own: bool = False) -> None:
        """Deletes an API key (`DELETE /v3/api_keys/{api_key_id}`). Calls that authenticate by it fail after
        a short delay.

        Args:
            api_key_id: The id of the key.
            allow_own: Permits the call if the key is the one that the client uses, whose next calls then
                fail.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    def get(self, /, api_key_id: str) -> ApiKeyInfo:
        """Retrieves name and scopes of an API key (`GET /v3/api_keys/{api_key_id}`).

        Args:
            api_key_id: The id of the key.

        Raises:
            TypeError: The id is not a string.
            InvalidInputError: The id is refused before anything is sent.
            NotFoundError: No key has this id.
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
                arrives.
        """
    def list(self, /) -> tuple[ApiKeyInfo, ...]:
        """Lists the API keys (`GET /v3/api_keys`): their ids and names, without their scopes.

        Raises:
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
                arrives.
        """
    def update(
        self, /, api_key_id: str, *, name: str, scopes: Sequence[str], allow_own: bool = False
    ) -> ApiKeyInfo:
        """Sets name and scopes of an API key (`PUT /v3/api_keys/{api_key_id}`): the server has no change of
        the scopes alone.

        Args:
            api_key_id: The id of the key.
            name: The name, the old or a new one.
            scopes: All scopes of the key, at least one.
            allow_own: Permits the call if the key is the one that the client uses, which may lose the
                scope for the next call.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    def update_name(self, /, api_key_id: str, *, name: str) -> ApiKeyInfo:
        """Sets the name of an API key (`PATCH /v3/api_keys/{api_key_id}`); its scopes do not change.

        Args:
            api_key_id: The id of the key.
            name: The new name.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """

@final
class AsyncApiKeys:
    """Calls of the API keys API, as `client.api_keys`."""
    async def create(self, /, name: str, *, scopes: Sequence[str]) -> CreatedApiKey:
        """Creates an API key with these scopes, at least one (`POST /v3/api_keys`). The result is the
        only one that contains the key. It is never retried.

        `client.api_keys.create("app", scopes=["mail.send"]).reveal()` returns the key.

        A key can only give scopes that it has itself. Scopes that begin with `billing.` exclude all
        others.

        Args:
            name: The name of the key. A unique one makes `reconcile()` conclusive.
            scopes: The scopes of the key: one without any would have full access.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    async def create_full_access(self, /, name: str) -> CreatedApiKey:
        """Creates an API key that may do everything (`POST /v3/api_keys` without scopes). The result is
        the only one that contains the key. It is never retried.

        Args:
            name: The name of the key. A unique one makes `reconcile()` conclusive.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    async def delete(self, /, api_key_id: str, *, allow_own: bool = False) -> None:
        """Deletes an API key (`DELETE /v3/api_keys/{api_key_id}`). Calls that authenticate by it fail after
        a short delay.

        Args:
            api_key_id: The id of the key.
            allow_own: Permits the call if the key is the one that the client uses, whose next calls then
                fail.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    async def get(self, /, api_key_id: str) -> ApiKeyInfo:
        """Retrieves name and scopes of an API key (`GET /v3/api_keys/{api_key_id}`).

        Args:
            api_key_id: The id of the key.

        Raises:
            TypeError: The id is not a string.
            InvalidInputError: The id is refused before anything is sent.
            NotFoundError: No key has this id.
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
                arrives.
        """
    async def list(self, /) -> tuple[ApiKeyInfo, ...]:
        """Lists the API keys (`GET /v3/api_keys`): their ids and names, without their scopes.

        Raises:
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
                arrives.
        """
    async def update(
        self, /, api_key_id: str, *, name: str, scopes: Sequence[str], allow_own: bool = False
    ) -> ApiKeyInfo:
        """Sets name and scopes of an API key (`PUT /v3/api_keys/{api_key_id}`): the server has no change of
        the scopes alone.

        Args:
            api_key_id: The id of the key.
            name: The name, the old or a new one.
            scopes: All scopes of the key, at least one.
            allow_own: Permits the call if the key is the one that the client uses, which may lose the
                scope for the next call.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    async def update_name(self, /, api_key_id: str, *, name: str) -> ApiKeyInfo:
        """Sets the name of an API key (`PATCH /v3/api_keys/{api_key_id}`); its scopes do not change.

        Args:
            api_key_id: The id of the key.
            name: The new name.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """

@final
class AsyncClient:
    """Asynchronous client for asyncio: the calls of `Client` as coroutines.

    Create one client and keep it: it reuses connections, and any number of tasks, event loops and
    threads can share it. Cancelling a task cancels its call and closes its connection.

    Creating a client opens no connection and reads no credentials from the environment.

    Args:
        api_key: API key for both APIs. One that does not begin with `SG.` causes a `UserWarning`.
        reseller: Dialect, format and, for old servers, username and password of the customer API;
            default: `Reseller()`, which uses the API key.
        region: Region of the servers, `"global"` or `"eu"`; default: global. Calls of `subusers` and
            `customers` go to the global one, which serves the accounts of both.
        base_url: URL of another server than the region's, such as a sandbox; `/v3` at its end is
            dropped.
        on_behalf_of: Subuser that every call acts for.
        timeout: Time limit of a whole call in seconds, including all attempts and waits;
            default: 60.
        attempt_timeout: Time limit of one attempt in seconds; default: 15.
        connect_timeout: Time limit of connecting in seconds: name lookup, TCP and TLS; default: 5.
        max_retries: Maximum number of retries of one call; default: 2.
        max_rate_limit_wait: Maximum wait for a rate limit in seconds; a call that would wait longer
            fails at once; default: 120.
        max_connections: Maximum number of connections, and so of concurrent calls; further calls
            wait; default: 64.
        retry: Backoff and retry budget; default: `Retry()`.
        limits: Limits of responses and idle connections; default: `Limits()`.
        ca_bundle: PEM file of the certificate authorities to trust; default: the machine's.
        proxy: URL of a proxy for all calls: `http`, `https`, `socks5` or `socks5h`.
        trust_env: Without a `proxy`, use the one of `HTTPS_PROXY`, `HTTP_PROXY` or `ALL_PROXY`, with
            the exceptions of `NO_PROXY` and of loopback addresses; default: true.
        shared_rate_limiter: Shares rate limits with the other clients that have it; default: only
            the views of this client share them.
        allow_insecure_transport: Allow plain `http` to other machines, or by a proxy on one; default:
            false.
        empty: Meaning of an empty string in an update: `"clear"` clears the field, `"ignore"` keeps
            it; default: clear.

    Raises:
        TypeError: An argument has the wrong type.
        InvalidInputError: An argument is refused; `field` names it.
        ConfigError: There is no credential, the options do not work together, such as plain
            `http` to another host, or the CA bundle cannot be read.
    """
    async def __aenter__(self, /) -> AsyncClient: ...
    async def __aexit__(self, /, *_exception: object) -> None: ...
    def __new__(
        cls,
        /,
        api_key: str | None = None,
        *,
        reseller: Reseller | None = None,
        region: str = "global",
        base_url: str | None = None,
        on_behalf_of: str | None = None,
        timeout: float = 60.0,
        attempt_timeout: float = 15.0,
        connect_timeout: float = 5.0,
        max_retries: int = 2,
        max_rate_limit_wait: float = 120.0,
        max_connections: int = 64,
        retry: Retry | None = None,
        limits: Limits | None = None,
        ca_bundle: str | os.PathLike[str] | None = None,
        proxy: str | None = None,
        trust_env: bool = True,
        shared_rate_limiter: SharedRateLimiter | None = None,
        allow_insecure_transport: bool = False,
        empty: Literal["clear", "ignore"] = "clear",
    ) -> AsyncClient: ...
    def __reduce__(self, /) -> typing.NoReturn: ...
    def __repr__(self, /) -> str: ...
    @property
    def api_keys(self, /) -> AsyncApiKeys:
        """Calls of the API keys API. They raise `ConfigError` if the client has no API key."""
    def bulk(
        self,
        /,
        jobs: AsyncIterable[_Job] | Iterable[_Job],
        *,
        concurrency: int = 16,
        ledger: str | os.PathLike[str] | None = None,
        progress: _Progress = False,
        description: str | None = None,
        retry_rejected: bool = False,
        max_per_minute: int | None = None,
    ) -> AsyncBulkRun:
        """Makes many calls, a number of them at once, paced by the rate limits, and returns an iterator over
        their results, in the order in which they end.

        A job is pulled when there is room for it, in the thread that iterates. An exception of the iterable
        stops the run and is raised after the results of the jobs in progress. Cancelling the task
        stops it too; its jobs in progress end in the background.

        Args:
            jobs: Iterable or asynchronous iterable of `(operation, arguments)`, such as
                `("customers.disable", {"user": "name"})`, or of `BulkJob`; or a `BulkFile`.
            concurrency: Number of jobs at once, from 1 to 1,000; default: 16.
            ledger: File that records each job before it is sent and what became of it. Another run with the
                same file resumes this one; default: no ledger.
            progress: True for a progress bar on a terminal, which needs `tqdm`, or a function that is called
                with the `BulkProgress` at most ten times per second; default: false.
            description: Text that the ledger keeps, such as the name of a file; it must not have secrets.
            retry_rejected: Whether calls that the server refused in an earlier run are made again; default:
                only those refused for the rate, the credential or a fault of the server.
            max_per_minute: Maximum number of calls that the run begins in a minute, evenly spaced: its part of
                a rate limit that others use at the same time; default: only the server limits the rate.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: A setting is out of bounds; `field` names it.
            LedgerError: The ledger cannot be opened, or another run uses it.
        """
    def close(self, /) -> None:
        """Refuses further calls and closes idle connections. Running calls continue; later calls raise
        `ClosedError`. Closing a client twice is a no-op.
        """
    @property
    def customers(self, /) -> AsyncCustomers:
        """Calls of the customer API."""
    @staticmethod
    def from_env(
        *,
        api_key: str | None = None,
        reseller: Reseller | None = None,
        region: str | None = None,
        base_url: str | None = None,
        on_behalf_of: str | None = None,
        timeout: float = 60.0,
        attempt_timeout: float = 15.0,
        connect_timeout: float = 5.0,
        max_retries: int = 2,
        max_rate_limit_wait: float = 120.0,
        max_connections: int = 64,
        retry: Retry | None = None,
        limits: Limits | None = None,
        ca_bundle: str | os.PathLike[str] | None = None,
        proxy: str | None = None,
        trust_env: bool = True,
        shared_rate_limiter: SharedRateLimiter | None = None,
        allow_insecure_transport: bool = False,
        empty: Literal["clear", "ignore"] = "clear",
    ) -> AsyncClient:
        """Creates a client from environment variables; arguments win. An empty or blank variable is unset.

        Args:
            api_key: API key for both APIs; default: `SENDGRID_API_KEY`.
            reseller: Dialect, format and credential of the customer API; default: for old servers
                `SENDGRID_RESELLER_USERNAME` and `SENDGRID_RESELLER_PASSWORD`, else `Reseller()`.
            region: Region of the servers; default: `SENDGRID_REGION`, or global.
            base_url: URL of another server, such as a sandbox; default: `SENDGRID_BASE_URL`, or that of
                the region.
            on_behalf_of: Subuser that every call acts for; default: `SENDGRID_ON_BEHALF_OF`, which may also
                be `account-id` and the number of a customer account.
            timeout: As for the client.
            attempt_timeout: As for the client.
            connect_timeout: As for the client.
            max_retries: As for the client.
            max_rate_limit_wait: As for the client.
            max_connections: As for the client.
            retry: As for the client.
            limits: As for the client.
            ca_bundle: As for the client.
            proxy: As for the client.
            trust_env: As for the client.
            shared_rate_limiter: As for the client.
            allow_insecure_transport: As for the client.
            empty: As for the client.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument or a variable is refused; `field` names it.
            ConfigError: As for the client; or the region is neither `global` nor `eu`, or only one of
                username and password is set.
        """
    def on_behalf_of(
        self, /, subuser: str | None = None, *, account_id: str | None = None
    ) -> AsyncClient:
        """Returns a view whose calls act for another account. The view shares the connections of this
        client, which does not change.

        Args:
            subuser: Username of a subuser.
            account_id: Number of a customer account, for reseller partners.

        Raises:
            InvalidInputError: The name is not a valid header value, or both arguments are present.
            TypeError: Both arguments are missing, or one has the wrong type.
        """
    @property
    def rate_limits(self, /) -> tuple[RateLimit, ...]:
        """Rate limits as the servers last reported them to this client, to its views and to clients that
        share its rate limiter, by operation and account. A limit is missing until a response reports
        it, and may be missing if it was not used for long, once there are 10,000.
        """
    async def request(
        self,
        /,
        method: str,
        path: str,
        *,
        params: Mapping[str, _Parameter | Sequence[_Parameter]] | None = None,
        json: object = None,
        form: Mapping[str, _Parameter | Sequence[_Parameter]] | None = None,
        idempotency: Literal["safe", "idempotent", "once"] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Makes a call for which this package has no method, such as `GET /v3/stats`. Authentication,
        `On-Behalf-Of`, retries and errors are those of every call; each method and path has a rate limit
        of its own.

        Args:
            method: `"GET"`, `"POST"`, `"PUT"`, `"PATCH"` or `"DELETE"`.
            path: Path below the base URL, percent-encoded, such as `"/v3/stats"`. Refused: scheme, host,
                query, fragment, and empty or relative segments, also encoded ones.
            params: Parameters of the query. A list repeats its name.
            json: JSON value of the body; `None` is no body. Errors redact its strings whose names contain
                `password`, `secret`, `token` or `api_key`.
            form: Parameters of a form as the body; not with `json`. Errors redact as for `json`.
            idempotency: Effect of a retry: `"safe"` for a read, `"idempotent"` for an absolute state, or
                `"once"` for a call that is never retried. Mandatory for every method but `GET`, whose
                default is `"safe"`.
            headers: Further headers; refused are those that the client sets itself, such as
                `Authorization` and, with a body, `Content-Type`.

        Returns:
            The response of any 2xx, with any body. The limit of lists, `max_list_bytes`, bounds its size.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    @property
    def scopes(self, /) -> AsyncScopes:
        """Calls of the scopes API. They raise `ConfigError` if the client has no API key."""
    @property
    def subusers(self, /) -> AsyncSubusers:
        """Calls of the Subusers API. They raise `ConfigError` if the client has no API key, or acts for
        another account.
        """
    @property
    def user(self, /) -> AsyncUser:
        """Calls of the Users API. They raise `ConfigError` if the client has no API key."""
    def with_options(
        self,
        /,
        *,
        timeout: float | None = None,
        attempt_timeout: float | None = None,
        max_retries: int | None = None,
        max_rate_limit_wait: float | None = None,
        max_unknown_retries: int | None = None,
        backoff: float | None = None,
        rate_limit_backoff: float | None = None,
        max_backoff: float | None = None,
        max_response_bytes: int | None = None,
        max_list_bytes: int | None = None,
        empty: Literal["clear", "ignore"] | None = None,
    ) -> AsyncClient:
        """Returns a client with other options for its calls. It shares connections, rate limits and
        the retry budget with this client, which does not change. `None` keeps a value.

        Args:
            timeout: Time limit of a whole call in seconds, including all attempts and waits.
            attempt_timeout: Time limit of one attempt in seconds.
            max_retries: Maximum number of retries of one call.
            max_rate_limit_wait: Maximum wait for a rate limit in seconds.
            max_unknown_retries: Maximum number of retries of an idempotent change whose outcome is
                unknown.
            backoff: Maximum wait in seconds before the first retry after a failure.
            rate_limit_backoff: Maximum wait in seconds after the first HTTP 429 without a time.
            max_backoff: Upper bound of both backoffs, in seconds.
            max_response_bytes: Maximum size of a response body other than a list, in bytes.
            max_list_bytes: Maximum size of the response body of a list, in bytes.
            empty: Meaning of an empty string in an update, `"clear"` or `"ignore"`.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: A value is out of bounds; `field` names it.
        """
    @property
    def with_raw_response(self, /) -> AsyncClientWithRawResponse:
        """Calls whose results come with their responses: `client.with_raw_response.user.get_profile()`
        returns a `RawResponse` of the `Profile`, with status, headers, identifier and rate limit.
        """

@final
class AsyncCustomers:
    """Calls of the customer API, as `client.customers`."""
    async def create(self, /, customer: NewCustomer) -> None:
        """Creates a customer (`*.add`). It is never retried.

        Args:
            customer: The new customer.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    async def delete(self, /, user: str) -> None:
        """Deletes a customer (`*.delete`). The username can never be registered again. It is never
        retried.

        Args:
            user: The username of the customer.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    async def disable(self, /, user: str) -> None:
        """Forbids a customer to send mail (`*.manage`, `method=disable`).

        Args:
            user: The username of the customer.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    async def disable_website(self, /, user: str) -> None:
        """Forbids a customer to log in to the website (`*.manage`, `method=website_disable`).

        Args:
            user: The username of the customer.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    async def enable(self, /, user: str) -> None:
        """Allows a customer to send mail (`*.manage`, `method=enable`).

        Args:
            user: The username of the customer.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    async def enable_website(self, /, user: str) -> None:
        """Allows a customer to log in to the website (`*.manage`, `method=website_enable`).

        Args:
            user: The username of the customer.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    async def get(self, /, user: str) -> Customer:
        """Retrieves the customer of this username, by the list (`*.manage`, `task=get`). A customer whose
        username only contains it is another one.

        Args:
            user: The username of the customer, exactly.

        Raises:
            TypeError: The argument has the wrong type.
            InvalidInputError: The argument is refused before anything is sent; `field` names it.
            NotFoundError: No customer has exactly this username.
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
                arrives.
        """
    def iter(
        self,
        /,
        *,
        id: str | None = None,
        username: str | None = None,
        email: str | None = None,
        first_name: str | None = None,
        last_name: str | None = None,
        address: str | None = None,
        city: str | None = None,
        state: str | None = None,
        country: str | None = None,
        zip: str | None = None,
        phone: str | None = None,
        website: str | None = None,
        company: str | None = None,
        active: bool | None = None,
        page_size: int | None = None,
        offset: int | None = None,
    ) -> AsyncPages[Customer]:
        """Iterates over the customers that match a filter.

        Without `page_size`, one request returns all customers: servers of the older edition have no pages. With
        it, a page is read when a row of it is needed. An exception names the `offset` at which the iteration, or
        another one, can continue.

        Args:
            id: The number of the customer.
            username: The username.
            email: The e-mail address.
            first_name: The first name.
            last_name: The last name.
            address: The street address.
            city: The city.
            state: The state.
            country: The country.
            zip: The zip code.
            phone: The phone number.
            website: The URL of the website.
            company: The name of the company.
            active: Whether the customer may send mail.
            page_size: Maximum number of customers of one response; default: all.
            offset: Number of customers to skip.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses a page.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
                arrives.
        """
    async def list(
        self,
        /,
        *,
        id: str | None = None,
        username: str | None = None,
        email: str | None = None,
        first_name: str | None = None,
        last_name: str | None = None,
        address: str | None = None,
        city: str | None = None,
        state: str | None = None,
        country: str | None = None,
        zip: str | None = None,
        phone: str | None = None,
        website: str | None = None,
        company: str | None = None,
        active: bool | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> CustomerList:
        """Lists the customers that match a filter (`*.manage`, `task=get`).

        Servers match parts of strings. `limit` and `offset` page through a long list.

        Args:
            id: The number of the customer.
            username: The username.
            email: The e-mail address.
            first_name: The first name.
            last_name: The last name.
            address: The street address.
            city: The city.
            state: The state.
            country: The country.
            zip: The zip code.
            phone: The phone number.
            website: The URL of the website.
            company: The name of the company.
            active: Whether the customer may send mail.
            limit: Maximum number of customers.
            offset: Number of customers to skip.

        Raises:
            TypeError: A filter has the wrong type.
            InvalidInputError: A filter is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
                arrives.
        """
    async def update_email(self, /, user: str, *, email: str) -> None:
        """Changes the contact address of a customer (`*.manage`, `task=setEmail`).

        Args:
            user: The username of the customer.
            email: The new address.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    async def update_password(self, /, user: str, *, password: str) -> None:
        """Sets the password of a customer (`*.manage`, `method=password`). It is never retried.

        Args:
            user: The username of the customer.
            password: The new password, at least 6 characters.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    async def update_profile(
        self,
        /,
        user: str,
        *,
        first_name: str | Clear | None = None,
        last_name: str | Clear | None = None,
        address: str | Clear | None = None,
        city: str | Clear | None = None,
        state: str | Clear | None = None,
        country: str | Clear | None = None,
        zip: str | Clear | None = None,
        phone: str | Clear | None = None,
        website: str | Clear | None = None,
        company: str | Clear | None = None,
        empty: str | None = None,
    ) -> None:
        """Changes fields of a customer's profile (`*.manage`, `task=set`).

        `None` keeps a field, `CLEAR` clears it. An empty string clears it, too: an empty cell of a CSV
        row deletes what the server has, unless `empty="ignore"` applies. At least one field is
        required.

        Args:
            user: The username of the customer.
            first_name: The first name.
            last_name: The last name.
            address: The street address.
            city: The city.
            state: The state.
            country: The country.
            zip: The zip code.
            phone: The phone number.
            website: The URL of the website.
            company: The name of the company.
            empty: Meaning of an empty string, `"clear"` or `"ignore"`, which keeps the field; default:
                the client's.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    async def update_username(self, /, user: str, *, username: str) -> None:
        """Changes the username of a customer (`*.manage`, `task=setUsername`), for every login at
        once. It is never retried.

        Args:
            user: The username of the customer.
            username: The new username, in the form of an e-mail address.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """

@final
class AsyncScopes:
    """Calls of the scopes API, as `client.scopes`."""
    async def list(self, /) -> ScopeList:
        """Lists the scopes of the API key that the client uses (`GET /v3/scopes`); for a client that
        acts for another account, those that the key has there. It changes nothing: a test of the
        credential.

        Raises:
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
                arrives.
        """

@final
class AsyncSubusers:
    """Calls of the Subusers API, as `client.subusers`. They act for the account of the API key: a client
    that acts for another account raises `ConfigError`.
    """
    async def adjust_credits(self, /, username: str, *, by: int) -> SubuserCredits:
        """Adds to the remaining credits of a subuser, or takes from them
        (`PATCH /v3/subusers/{username}/credits/remaining`). It is never retried: a retry would do it twice.

        Args:
            username: The username of the subuser.
            by: Number of credits to add; a negative number takes them.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    async def create(self, /, subuser: NewSubuser) -> CreatedSubuser:
        """Creates a subuser (`POST /v3/subusers`). It is never retried. The response does not prove that the
        subuser exists: `get` does.

        Args:
            subuser: The new subuser.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    async def delete(self, /, username: str) -> None:
        """Deletes a subuser (`DELETE /v3/subusers/{username}`), who cannot be restored. It is never retried:
        the name may have been registered again.

        Args:
            username: The username of the subuser.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    async def disable(self, /, username: str) -> None:
        """Disables a subuser, who then cannot send mail (`PATCH /v3/subusers/{username}`).

        Args:
            username: The username of the subuser.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    async def disable_website(self, /, username: str) -> None:
        """Forbids a subuser to log in to the website (`PATCH /v3/subusers/{username}/website_access`). No
        call reads this access.

        Args:
            username: The username of the subuser.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    async def enable(self, /, username: str) -> None:
        """Enables a subuser (`PATCH /v3/subusers/{username}`).

        Args:
            username: The username of the subuser.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    async def enable_website(self, /, username: str) -> None:
        """Allows a subuser to log in to the website (`PATCH /v3/subusers/{username}/website_access`).

        Args:
            username: The username of the subuser.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    async def get(self, /, username: str, *, include_region: bool = False) -> Subuser:
        """Retrieves the subuser of this username (`GET /v3/subusers/{username}`, which SendGrid does not
        document).

        Args:
            username: The username, exactly.
            include_region: Whether the result has the region, which only the list has (`GET /v3/subusers`):
                pages of names that begin in the same way are read until the exact one. Not with
                `with_raw_response`.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            NotFoundError: No subuser has exactly this username.
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
                arrives.
        """
    async def get_credits(self, /, username: str) -> SubuserCredits:
        """Retrieves the credits of a subuser (`GET /v3/subusers/{username}/credits`).

        Args:
            username: The username of the subuser.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
                arrives.
        """
    async def get_ips(
        self,
        /,
        username: str,
        *,
        limit: int = 500,
        offset: int = 0,
    ) -> tuple[str, ...]:
        """Retrieves the IP addresses of a subuser (`GET /v3/ips`): one page.

        Args:
            username: The username of the subuser.
            limit: Maximum number of addresses.
            offset: Number of addresses to skip.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
                arrives.
        """
    async def get_reputations(self, /, usernames: Sequence[str]) -> tuple[Reputation, ...]:
        """Retrieves the sender reputations of subusers (`GET /v3/subusers/reputations`), 1 to 10 in one call.

        Args:
            usernames: The usernames of 1 to 10 subusers.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
                arrives.
        """
    def iter(
        self,
        /,
        *,
        username: str | None = None,
        region: str | None = None,
        include_region: bool = False,
        page_size: int = 500,
        offset: int = 0,
    ) -> AsyncPages[Subuser]:
        """Iterates over the subusers that match a filter, page by page.

        It reads a page when a row of it is needed, and keeps one page. An exception names the `offset` at which
        the iteration, or another one, can continue.

        Args:
            username: Beginning of the username, in any letter case.
            region: The region, `"global"` or `"eu"`; default: all.
            include_region: Whether the rows have the field `region`.
            page_size: Maximum number of rows of one response; default: 500, the documented maximum.
            offset: Number of rows to skip.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses a page.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
                arrives.
        """
    async def list(
        self,
        /,
        *,
        username: str | None = None,
        region: str | None = None,
        include_region: bool = False,
        limit: int = 500,
        offset: int = 0,
    ) -> tuple[Subuser, ...]:
        """Lists the subusers that match a filter (`GET /v3/subusers`): one page. `iter` reads all pages.

        Args:
            username: Beginning of the username, in any letter case. `get` looks for the exact one.
            region: The region, `"global"` or `"eu"`; default: all.
            include_region: Whether the rows have the field `region`.
            limit: Maximum number of rows; default: 500, the documented maximum. A server may return fewer.
            offset: Number of rows to skip.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
                arrives.
        """
    async def update_credits(
        self,
        /,
        username: str,
        *,
        type: str,
        total: int | None = None,
        reset_frequency: str | None = None,
    ) -> SubuserCredits:
        """Sets the credits of a subuser (`PUT /v3/subusers/{username}/credits`). The remaining credits become
        the total, also in a retry: credits that are used between two attempts are given back.

        Args:
            username: The username of the subuser.
            type: How the credits are reset: `"unlimited"`, `"recurring"` or `"nonrecurring"`.
            total: Credits after a reset, at least 1; not for unlimited credits.
            reset_frequency: Interval of the resets, `"monthly"`, `"weekly"` or `"daily"`, for recurring
                credits only.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    async def update_ips(
        self,
        /,
        username: str,
        ips: Sequence[str],
        *,
        clear: bool = False,
    ) -> None:
        """Replaces the IP addresses of a subuser (`PUT /v3/subusers/{username}/ips`).

        Args:
            username: The username of the subuser.
            ips: All addresses that the subuser has afterwards.
            clear: Removes all addresses; `ips` is then empty. Without it, an empty `ips` is refused.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """

@final
class AsyncUser:
    """Calls of the Users API, as `client.user`."""
    async def get_account(self, /) -> Account:
        """Retrieves kind and reputation of the account (`GET /v3/user/account`).

        Raises:
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
                arrives.
        """
    async def get_credits(self, /) -> Credits:
        """Retrieves the credit balance of the account (`GET /v3/user/credits`).

        Raises:
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
                arrives.
        """
    async def get_email(self, /) -> Email:
        """Retrieves the e-mail address of the account (`GET /v3/user/email`).

        Raises:
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
                arrives.
        """
    async def get_profile(self, /) -> Profile:
        """Retrieves the profile of the account (`GET /v3/user/profile`).

        Raises:
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
                arrives.
        """
    async def get_username(self, /) -> Username:
        """Retrieves username and number of the account (`GET /v3/user/username`).

        Raises:
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
                arrives.
        """
    async def update_email(self, /, email: str) -> Email:
        """Changes the e-mail address of the account (`PUT /v3/user/email`). A server may return the
        old address until the new one is confirmed.

        Args:
            email: The new address.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    async def update_password(self, /, *, old_password: str, new_password: str) -> None:
        """Changes the password of the account (`PUT /v3/user/password`). It is never retried: a retry
        would fail on the old password.

        Args:
            old_password: The current password.
            new_password: The new password.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    async def update_profile(
        self,
        /,
        *,
        address: str | Clear | None = None,
        address2: str | Clear | None = None,
        city: str | Clear | None = None,
        company: str | Clear | None = None,
        country: str | Clear | None = None,
        first_name: str | Clear | None = None,
        last_name: str | Clear | None = None,
        phone: str | Clear | None = None,
        state: str | Clear | None = None,
        website: str | Clear | None = None,
        zip: str | Clear | None = None,
        empty: str | None = None,
    ) -> Profile:
        """Changes fields of the profile (`PATCH /v3/user/profile`) and returns the whole profile.

        `None` keeps a field, `CLEAR` clears it. An empty string clears it, too: an empty cell of a CSV
        row deletes what the server has, unless `empty="ignore"` applies. At least one field is
        required.

        Args:
            address: The street address.
            address2: The second line of the street address.
            city: The city.
            company: The name of the company.
            country: The country.
            first_name: The first name.
            last_name: The last name.
            phone: The phone number.
            state: The state.
            website: The URL of the website.
            zip: The zip code.
            empty: Meaning of an empty string, `"clear"` or `"ignore"`, which keeps the field; default:
                the client's.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    async def update_username(self, /, username: str) -> Username:
        """Changes the username of the account (`PUT /v3/user/username`). Logins with the old username
        fail from then on, and so do calls of a client that acts for the account by its old username:
        such a client never retries the change.

        Args:
            username: The new username.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """

@final
class BulkFile:
    """The jobs of a CSV file, from `BulkJob.from_csv`: an iterable of `BulkJob` with a length, which has one row
    in memory. Each iteration reads the file, and raises `InvalidInputError` if it has changed.

    A pickle contains the path, not the jobs.
    """
    def __iter__(self, /) -> BulkFileIterator: ...
    def __len__(self, /) -> int: ...
    def __new__(
        cls,
        /,
        path: str | os.PathLike[str],
        operation: str,
        *,
        empty: Literal["clear", "ignore"] | None = None,
        delimiter: str | None = None,
    ) -> BulkFile: ...
    def __reduce__(self, /) -> tuple[object, ...]: ...
    def __repr__(self, /) -> str: ...

@final
class BulkFileIterator(Iterator[BulkJob]):
    """Iterator over the jobs of a `BulkFile`."""
    def __iter__(self, /) -> BulkFileIterator: ...
    def __next__(self, /) -> BulkJob: ...

@final
class BulkRunner:
    """Executes the jobs of a bulk run. Jobs go on while nobody waits; dropping this stops the run: jobs in
    progress end, none begins.
    """
    def abandon(self, /) -> None:
        """Stops the run, and closes its ledger once no job is in progress."""
    def begin(self, /, job: BulkJob) -> None:
        """Begins a `BulkJob`."""
    def close(self, /) -> None:
        """Closes the ledger, so that another run can use it, and raises the error that ended the run early."""
    def drain(self, /) -> None:
        """Waits until no job is in progress, as `wait`."""
    def drain_async(self, /) -> typing.Coroutine[Any, Any, None]:
        """Waits until no job is in progress, as a coroutine."""
    @property
    def has_room(self, /) -> bool:
        """Whether another job may begin: fewer are in progress, or wait to be taken, than may be at once."""
    @property
    def held(self, /) -> int:
        """Number of jobs in progress or with a result to take."""
    @property
    def is_stopped(self, /) -> bool:
        """Whether the run was stopped."""
    def progress(self, /) -> tuple[Any, ...]:
        """The fields of a `BulkProgress`, in order."""
    @property
    def running(self, /) -> int:
        """Number of jobs in progress."""
    def set_total(self, /, total: int) -> None:
        """Sets the number of all jobs, for the progress."""
    def stop(self, /) -> None:
        """Stops the run: jobs in progress end, none begins."""
    def take(self, /) -> BulkResult | None:
        """Takes the result of a job that ended; `None` if there is none. The error is that of the ledger."""
    def wait(self, /, timeout: float | None = None) -> None:
        """Waits for a result to take, with the interpreter detached, as long as any job is in progress and
        at most `timeout` seconds. A signal handler that raises ends the wait.
        """
    def wait_async(self, /) -> typing.Coroutine[Any, Any, None]:
        """Waits for a result to take, as a coroutine."""

@final
class Call:
    """A call of `_coroutine.py`, which starts it once and ends it."""
    def end(self, /) -> None:
        """Aborts the call if it is still running, and flushes its log records."""
    def flush(self, /) -> None:
        """Flushes the log records of the call so far."""
    def interrupt(self, /, error: BaseException) -> None:
        """Aborts the call and adds the outcome of a change to the exception."""
    def start(self, /) -> Future[typing.Any]:
        """Starts the call and returns the future of its result."""

@final
class Client:
    """Blocking client; it releases the interpreter while a call waits.

    Create one client and keep it: it reuses connections, and any number of threads can share it.

    Creating a client opens no connection and reads no credentials from the environment.

    Args:
        api_key: API key for both APIs. One that does not begin with `SG.` causes a `UserWarning`.
        reseller: Dialect, format and, for old servers, username and password of the customer API;
            default: `Reseller()`, which uses the API key.
        region: Region of the servers, `"global"` or `"eu"`; default: global. Calls of `subusers` and
            `customers` go to the global one, which serves the accounts of both.
        base_url: URL of another server than the region's, such as a sandbox; `/v3` at its end is
            dropped.
        on_behalf_of: Subuser that every call acts for.
        timeout: Time limit of a whole call in seconds, including all attempts and waits;
            default: 60.
        attempt_timeout: Time limit of one attempt in seconds; default: 15.
        connect_timeout: Time limit of connecting in seconds: name lookup, TCP and TLS; default: 5.
        max_retries: Maximum number of retries of one call; default: 2.
        max_rate_limit_wait: Maximum wait for a rate limit in seconds; a call that would wait longer
            fails at once; default: 120.
        max_connections: Maximum number of connections, and so of concurrent calls; further calls
            wait; default: 64.
        retry: Backoff and retry budget; default: `Retry()`.
        limits: Limits of responses and idle connections; default: `Limits()`.
        ca_bundle: PEM file of the certificate authorities to trust; default: the machine's.
        proxy: URL of a proxy for all calls: `http`, `https`, `socks5` or `socks5h`.
        trust_env: Without a `proxy`, use the one of `HTTPS_PROXY`, `HTTP_PROXY` or `ALL_PROXY`, with
            the exceptions of `NO_PROXY` and of loopback addresses; default: true.
        shared_rate_limiter: Shares rate limits with the other clients that have it; default: only
            the views of this client share them.
        allow_insecure_transport: Allow plain `http` to other machines, or by a proxy on one; default:
            false.
        empty: Meaning of an empty string in an update: `"clear"` clears the field, `"ignore"` keeps
            it; default: clear.

    Raises:
        TypeError: An argument has the wrong type.
        InvalidInputError: An argument is refused; `field` names it.
        ConfigError: There is no credential, the options do not work together, such as plain
            `http` to another host, or the CA bundle cannot be read.
    """
    def __enter__(self, /) -> Client: ...
    def __exit__(self, /, *_exception: object) -> None: ...
    def __new__(
        cls,
        /,
        api_key: str | None = None,
        *,
        reseller: Reseller | None = None,
        region: str = "global",
        base_url: str | None = None,
        on_behalf_of: str | None = None,
        timeout: float = 60.0,
        attempt_timeout: float = 15.0,
        connect_timeout: float = 5.0,
        max_retries: int = 2,
        max_rate_limit_wait: float = 120.0,
        max_connections: int = 64,
        retry: Retry | None = None,
        limits: Limits | None = None,
        ca_bundle: str | os.PathLike[str] | None = None,
        proxy: str | None = None,
        trust_env: bool = True,
        shared_rate_limiter: SharedRateLimiter | None = None,
        allow_insecure_transport: bool = False,
        empty: Literal["clear", "ignore"] = "clear",
    ) -> Client: ...
    def __reduce__(self, /) -> typing.NoReturn: ...
    def __repr__(self, /) -> str: ...
    @property
    def api_keys(self, /) -> ApiKeys:
        """Calls of the API keys API. They raise `ConfigError` if the client has no API key."""
    def bulk(
        self,
        /,
        jobs: Iterable[_Job],
        *,
        concurrency: int = 16,
        ledger: str | os.PathLike[str] | None = None,
        progress: _Progress = False,
        description: str | None = None,
        retry_rejected: bool = False,
        max_per_minute: int | None = None,
    ) -> BulkRun:
        """Makes many calls, a number of them at once, paced by the rate limits, and returns an iterator over
        their results, in the order in which they end.

        A job is pulled when there is room for it, in the thread that iterates. An exception of the iterable
        stops the run and is raised after the results of the jobs in progress. Ctrl-C stops it too, and raises
        `KeyboardInterrupt` once the jobs in progress have ended.

        Args:
            jobs: Iterable of `(operation, arguments)`, such as
                `("customers.disable", {"user": "name"})`, or of `BulkJob`; or a `BulkFile`.
            concurrency: Number of jobs at once, from 1 to 1,000; default: 16.
            ledger: File that records each job before it is sent and what became of it. Another run with the
                same file resumes this one; default: no ledger.
            progress: True for a progress bar on a terminal, which needs `tqdm`, or a function that is called
                with the `BulkProgress` at most ten times per second; default: false.
            description: Text that the ledger keeps, such as the name of a file; it must not have secrets.
            retry_rejected: Whether calls that the server refused in an earlier run are made again; default:
                only those refused for the rate, the credential or a fault of the server.
            max_per_minute: Maximum number of calls that the run begins in a minute, evenly spaced: its part of
                a rate limit that others use at the same time; default: only the server limits the rate.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: A setting is out of bounds; `field` names it.
            LedgerError: The ledger cannot be opened, or another run uses it.
        """
    def close(self, /) -> None:
        """Refuses further calls and closes idle connections. Running calls continue; later calls raise
        `ClosedError`. Closing a client twice is a no-op.
        """
    @property
    def customers(self, /) -> Customers:
        """Calls of the customer API."""
    @staticmethod
    def from_env(
        *,
        api_key: str | None = None,
        reseller: Reseller | None = None,
        region: str | None = None,
        base_url: str | None = None,
        on_behalf_of: str | None = None,
        timeout: float = 60.0,
        attempt_timeout: float = 15.0,
        connect_timeout: float = 5.0,
        max_retries: int = 2,
        max_rate_limit_wait: float = 120.0,
        max_connections: int = 64,
        retry: Retry | None = None,
        limits: Limits | None = None,
        ca_bundle: str | os.PathLike[str] | None = None,
        proxy: str | None = None,
        trust_env: bool = True,
        shared_rate_limiter: SharedRateLimiter | None = None,
        allow_insecure_transport: bool = False,
        empty: Literal["clear", "ignore"] = "clear",
    ) -> Client:
        """Creates a client from environment variables; arguments win. An empty or blank variable is unset.

        Args:
            api_key: API key for both APIs; default: `SENDGRID_API_KEY`.
            reseller: Dialect, format and credential of the customer API; default: for old servers
                `SENDGRID_RESELLER_USERNAME` and `SENDGRID_RESELLER_PASSWORD`, else `Reseller()`.
            region: Region of the servers; default: `SENDGRID_REGION`, or global.
            base_url: URL of another server, such as a sandbox; default: `SENDGRID_BASE_URL`, or that of
                the region.
            on_behalf_of: Subuser that every call acts for; default: `SENDGRID_ON_BEHALF_OF`, which may also
                be `account-id` and the number of a customer account.
            timeout: As for the client.
            attempt_timeout: As for the client.
            connect_timeout: As for the client.
            max_retries: As for the client.
            max_rate_limit_wait: As for the client.
            max_connections: As for the client.
            retry: As for the client.
            limits: As for the client.
            ca_bundle: As for the client.
            proxy: As for the client.
            trust_env: As for the client.
            shared_rate_limiter: As for the client.
            allow_insecure_transport: As for the client.
            empty: As for the client.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument or a variable is refused; `field` names it.
            ConfigError: As for the client; or the region is neither `global` nor `eu`, or only one of
                username and password is set.
        """
    def on_behalf_of(
        self, /, subuser: str | None = None, *, account_id: str | None = None
    ) -> Client:
        """Returns a view whose calls act for another account. The view shares the connections of this
        client, which does not change.

        Args:
            subuser: Username of a subuser.
            account_id: Number of a customer account, for reseller partners.

        Raises:
            InvalidInputError: The name is not a valid header value, or both arguments are present.
            TypeError: Both arguments are missing, or one has the wrong type.
        """
    @property
    def rate_limits(self, /) -> tuple[RateLimit, ...]:
        """Rate limits as the servers last reported them to this client, to its views and to clients that
        share its rate limiter, by operation and account. A limit is missing until a response reports
        it, and may be missing if it was not used for long, once there are 10,000.
        """
    def request(
        self,
        /,
        method: str,
        path: str,
        *,
        params: Mapping[str, _Parameter | Sequence[_Parameter]] | None = None,
        json: object = None,
        form: Mapping[str, _Parameter | Sequence[_Parameter]] | None = None,
        idempotency: Literal["safe", "idempotent", "once"] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Response:
        """Makes a call for which this package has no method, such as `GET /v3/stats`. Authentication,
        `On-Behalf-Of`, retries and errors are those of every call; each method and path has a rate limit
        of its own.

        Args:
            method: `"GET"`, `"POST"`, `"PUT"`, `"PATCH"` or `"DELETE"`.
            path: Path below the base URL, percent-encoded, such as `"/v3/stats"`. Refused: scheme, host,
                query, fragment, and empty or relative segments, also encoded ones.
            params: Parameters of the query. A list repeats its name.
            json: JSON value of the body; `None` is no body. Errors redact its strings whose names contain
                `password`, `secret`, `token` or `api_key`.
            form: Parameters of a form as the body; not with `json`. Errors redact as for `json`.
            idempotency: Effect of a retry: `"safe"` for a read, `"idempotent"` for an absolute state, or
                `"once"` for a call that is never retried. Mandatory for every method but `GET`, whose
                default is `"safe"`.
            headers: Further headers; refused are those that the client sets itself, such as
                `Authorization` and, with a body, `Content-Type`.

        Returns:
            The response of any 2xx, with any body. The limit of lists, `max_list_bytes`, bounds its size.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    @property
    def scopes(self, /) -> Scopes:
        """Calls of the scopes API. They raise `ConfigError` if the client has no API key."""
    @property
    def subusers(self, /) -> Subusers:
        """Calls of the Subusers API. They raise `ConfigError` if the client has no API key, or acts for
        another account.
        """
    @property
    def user(self, /) -> User:
        """Calls of the Users API. They raise `ConfigError` if the client has no API key."""
    def with_options(
        self,
        /,
        *,
        timeout: float | None = None,
        attempt_timeout: float | None = None,
        max_retries: int | None = None,
        max_rate_limit_wait: float | None = None,
        max_unknown_retries: int | None = None,
        backoff: float | None = None,
        rate_limit_backoff: float | None = None,
        max_backoff: float | None = None,
        max_response_bytes: int | None = None,
        max_list_bytes: int | None = None,
        empty: Literal["clear", "ignore"] | None = None,
    ) -> Client:
        """Returns a client with other options for its calls. It shares connections, rate limits and
        the retry budget with this client, which does not change. `None` keeps a value.

        Args:
            timeout: Time limit of a whole call in seconds, including all attempts and waits.
            attempt_timeout: Time limit of one attempt in seconds.
            max_retries: Maximum number of retries of one call.
            max_rate_limit_wait: Maximum wait for a rate limit in seconds.
            max_unknown_retries: Maximum number of retries of an idempotent change whose outcome is
                unknown.
            backoff: Maximum wait in seconds before the first retry after a failure.
            rate_limit_backoff: Maximum wait in seconds after the first HTTP 429 without a time.
            max_backoff: Upper bound of both backoffs, in seconds.
            max_response_bytes: Maximum size of a response body other than a list, in bytes.
            max_list_bytes: Maximum size of the response body of a list, in bytes.
            empty: Meaning of an empty string in an update, `"clear"` or `"ignore"`.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: A value is out of bounds; `field` names it.
        """
    @property
    def with_raw_response(self, /) -> ClientWithRawResponse:
        """Calls whose results come with their responses: `client.with_raw_response.user.get_profile()`
        returns a `RawResponse` of the `Profile`, with status, headers, identifier and rate limit.
        """

@final
class CreatedApiKey:
    """A created API key with its secret. A field that the response lacks is `None`.

    No `repr()`, `to_dict()` or pydantic output has the secret, and the object cannot be pickled.
    """

    __match_args__: Final[
        tuple[Literal["api_key"], Literal["api_key_id"], Literal["name"], Literal["scopes"]]
    ]
    def __eq__(self, value: object, /) -> bool: ...
    @staticmethod
    def __get_pydantic_core_schema__(source: Any, handler: Any, /) -> Any: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(
        cls,
        /,
        api_key: ApiKeySecret,
        api_key_id: str | None = None,
        name: str | None = None,
        scopes: Sequence[str] | None = None,
        *,
        extra: dict[str, object] | None = None,
    ) -> CreatedApiKey: ...
    def __reduce__(self, /) -> tuple[object, ...]: ...
    def __replace__(self, /, **changes: Any) -> CreatedApiKey: ...
    def __repr__(self, /) -> str: ...
    @property
    def api_key(self, /) -> ApiKeySecret:
        """The key itself, shown by `reveal()`. No later call returns it."""
    @property
    def api_key_id(self, /) -> str | None:
        """Id of the key, by which other calls name it."""
    @property
    def extra(self, /) -> MappingProxyType[str, object]:
        """Unknown fields of the response, and values that do not fit, as a read-only mapping."""
    @property
    def name(self, /) -> str | None:
        """Name of the key."""
    def reveal(self, /) -> str:
        """Returns the API key, as `api_key.reveal()` does. Store it at once: no later call returns it."""
    @property
    def scopes(self, /) -> tuple[str, ...] | None:
        """Scopes of the key. Servers add some by themselves, such as `2fa_required`."""
    def to_dict(self, /) -> dict[str, object]:
        """Returns the fields as a dictionary that `json.dumps` accepts, including unknown fields."""

@final
class CreatedSubuser:
    """A new subuser, as the response to its creation describes it. The tokens are secrets: no `repr()`,
    `to_dict()` or pickle has them.
    """

    __match_args__: Final[
        tuple[
            Literal["id"],
            Literal["username"],
            Literal["email"],
            Literal["credit_type"],
            Literal["region"],
        ]
    ]
    def __eq__(self, value: object, /) -> bool: ...
    @staticmethod
    def __get_pydantic_core_schema__(source: Any, handler: Any, /) -> Any: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(
        cls,
        /,
        id: SupportsIndex | None = None,
        username: str | None = None,
        email: str | None = None,
        credit_type: str | None = None,
        region: str | None = None,
        *,
        extra: dict[str, object] | None = None,
    ) -> CreatedSubuser: ...
    def __reduce__(self, /) -> tuple[object, ...]: ...
    def __replace__(self, /, **changes: Any) -> CreatedSubuser: ...
    def __repr__(self, /) -> str: ...
    @property
    def authorization_token(self, /) -> SecretToken | None:
        """Token for calls of the subuser; newer servers return none."""
    @property
    def credit_type(self, /) -> str | None:
        """How the credits of the subuser are reset: `unlimited`, `recurring` or `nonrecurring`."""
    @property
    def email(self, /) -> str | None:
        """E-mail address."""
    @property
    def extra(self, /) -> MappingProxyType[str, object]:
        """Unknown fields of the response, and values that do not fit, as a read-only mapping."""
    @property
    def id(self, /) -> int | None:
        """Number of the subuser."""
    @property
    def region(self, /) -> str | None:
        """Region of the subuser's data, if the call set one."""
    @property
    def signup_session_token(self, /) -> SecretToken | None:
        """Token of the sign-up; newer servers return none."""
    def to_dict(self, /) -> dict[str, object]:
        """Returns the fields as a dictionary that `json.dumps` accepts, including unknown fields."""
    @property
    def username(self, /) -> str | None:
        """Username, which identifies the subuser in other calls."""

@final
class Credits:
    """Credit balance of an account: the number of messages that it may send. For an account without a
    limit, some numbers may be `None`.
    """

    __match_args__: Final[
        tuple[
            Literal["remain"],
            Literal["total"],
            Literal["overage"],
            Literal["used"],
            Literal["last_reset"],
            Literal["next_reset"],
            Literal["reset_frequency"],
        ]
    ]
    def __eq__(self, value: object, /) -> bool: ...
    @staticmethod
    def __get_pydantic_core_schema__(source: Any, handler: Any, /) -> Any: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(
        cls,
        /,
        remain: SupportsIndex | None = None,
        total: SupportsIndex | None = None,
        overage: SupportsIndex | None = None,
        used: SupportsIndex | None = None,
        last_reset: str | None = None,
        next_reset: str | None = None,
        reset_frequency: str | None = None,
        *,
        extra: dict[str, object] | None = None,
    ) -> Credits: ...
    def __reduce__(self, /) -> tuple[object, ...]: ...
    def __replace__(self, /, **changes: Any) -> Credits: ...
    def __repr__(self, /) -> str: ...
    @property
    def extra(self, /) -> MappingProxyType[str, object]:
        """Unknown fields of the response, and values that do not fit, as a read-only mapping."""
    @property
    def last_reset(self, /) -> str | None:
        """Date of the last reset, `YYYY-MM-DD`."""
    @property
    def next_reset(self, /) -> str | None:
        """Date of the next reset, `YYYY-MM-DD`."""
    @property
    def overage(self, /) -> int | None:
        """Overdrawn credits."""
    @property
    def remain(self, /) -> int | None:
        """Remaining credits."""
    @property
    def reset_frequency(self, /) -> str | None:
        """Interval of the resets."""
    def to_dict(self, /) -> dict[str, object]:
        """Returns the fields as a dictionary that `json.dumps` accepts, including unknown fields."""
    @property
    def total(self, /) -> int | None:
        """Assigned credits."""
    @property
    def used(self, /) -> int | None:
        """Used credits."""

@final
class Customer:
    """Customer of a reseller. A field that the response lacks is `None`."""

    __match_args__: Final[
        tuple[
            Literal["username"],
            Literal["email"],
            Literal["active"],
            Literal["first_name"],
            Literal["last_name"],
            Literal["address"],
            Literal["address2"],
            Literal["city"],
            Literal["state"],
            Literal["zip"],
            Literal["country"],
            Literal["phone"],
            Literal["website"],
            Literal["company"],
            Literal["website_access"],
            Literal["id"],
        ]
    ]
    def __eq__(self, value: object, /) -> bool: ...
    @staticmethod
    def __get_pydantic_core_schema__(source: Any, handler: Any, /) -> Any: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(
        cls,
        /,
        username: str | None = None,
        email: str | None = None,
        active: bool | None = None,
        first_name: str | None = None,
        last_name: str | None = None,
        address: str | None = None,
        address2: str | None = None,
        city: str | None = None,
        state: str | None = None,
        zip: str | None = None,
        country: str | None = None,
        phone: str | None = None,
        website: str | None = None,
        company: str | None = None,
        website_access: bool | None = None,
        id: str | None = None,
        *,
        extra: dict[str, object] | None = None,
    ) -> Customer: ...
    def __reduce__(self, /) -> tuple[object, ...]: ...
    def __replace__(self, /, **changes: Any) -> Customer: ...
    def __repr__(self, /) -> str: ...
    @property
    def active(self, /) -> bool | None:
        """Whether the customer may send mail."""
    @property
    def address(self, /) -> str | None:
        """Street address."""
    @property
    def address2(self, /) -> str | None:
        """Second line of the street address."""
    @property
    def city(self, /) -> str | None:
        """City."""
    @property
    def company(self, /) -> str | None:
        """Name of the company."""
    @property
    def country(self, /) -> str | None:
        """Country."""
    @property
    def email(self, /) -> str | None:
        """E-mail address."""
    @property
    def extra(self, /) -> MappingProxyType[str, object]:
        """Unknown fields of the response, and values that do not fit, as a read-only mapping."""
    @property
    def first_name(self, /) -> str | None:
        """First name."""
    @property
    def id(self, /) -> str | None:
        """Number of the customer."""
    @property
    def last_name(self, /) -> str | None:
        """Last name."""
    @property
    def phone(self, /) -> str | None:
        """Phone number."""
    @property
    def state(self, /) -> str | None:
        """State."""
    def to_dict(self, /) -> dict[str, object]:
        """Returns the fields as a dictionary that `json.dumps` accepts, including unknown fields."""
    @property
    def username(self, /) -> str | None:
        """Username, which identifies the customer in other calls."""
    @property
    def website(self, /) -> str | None:
        """URL of the website."""
    @property
    def website_access(self, /) -> bool | None:
        """Whether the customer may log in to the website."""
    @property
    def zip(self, /) -> str | None:
        """Zip code."""

@final
class CustomerIterator:
    """Iterator over the customers of a `CustomerList`."""
    def __iter__(self, /) -> CustomerIterator: ...
    def __next__(self, /) -> Customer: ...

@final
class CustomerList(Sequence[Customer]):
    """Result of `customers.list`, in the server's order: a sequence that creates each `Customer` on
    access.

    Args:
        customers: Customers of a list of your own, such as in a test.

    Raises:
        TypeError: An item is not a `Customer`.
    """
    def __contains__(self, value: Any, /) -> bool: ...
    def __copy__(self, /) -> CustomerList: ...
    def __deepcopy__(self, memo: Any, /) -> CustomerList: ...
    def __eq__(self, value: object, /) -> bool: ...
    @staticmethod
    def __get_pydantic_core_schema__(source: Any, handler: Any, /) -> Any: ...
    @typing.overload
    def __getitem__(self, index: int, /) -> Customer: ...
    @typing.overload
    def __getitem__(self, index: slice, /) -> list[Customer]: ...
    def __hash__(self, /) -> int: ...
    def __iter__(self, /) -> CustomerIterator: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, customers: collections.abc.Iterable[Customer] = (), /) -> CustomerList: ...
    def __reduce__(self, /) -> tuple[object, ...]: ...
    def __repr__(self, /) -> str: ...
    def __reversed__(self, /) -> collections.abc.Iterator[Customer]: ...
    def count(self, /, value: typing.Any) -> int:
        """Returns the number of equal customers.

        Args:
            value: Customer to find.
        """
    def index(self, /, value: typing.Any, start: int = 0, stop: int | None = None) -> int:
        """Returns the index of the first equal customer.

        Args:
            value: Customer to find.
            start: First index of the search.
            stop: Index after the last one of the search; default: the end.

        Raises:
            ValueError: No customer is equal.
        """
    def to_dicts(self, /) -> list[dict[str, object]]:
        """Returns the customers as dictionaries that `json.dumps` accepts, including unknown fields, for
        `DataFrame(customers.to_dicts())` and for `csv.DictWriter`.
        """

@final
class Customers:
    """Calls of the customer API, as `client.customers`."""
    def create(self, /, customer: NewCustomer) -> None:
        """Creates a customer (`*.add`). It is never retried.

        Args:
            customer: The new customer.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    def delete(self, /, user: str) -> None:
        """Deletes a customer (`*.delete`). The username can never be registered again. It is never
        retried.

        Args:
            user: The username of the customer.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    def disable(self, /, user: str) -> None:
        """Forbids a customer to send mail (`*.manage`, `method=disable`).

        Args:
            user: The username of the customer.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    def disable_website(self, /, user: str) -> None:
        """Forbids a customer to log in to the website (`*.manage`, `method=website_disable`).

        Args:
            user: The username of the customer.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    def enable(self, /, user: str) -> None:
        """Allows a customer to send mail (`*.manage`, `method=enable`).

        Args:
            user: The username of the customer.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    def enable_website(self, /, user: str) -> None:
        """Allows a customer to log in to the website (`*.manage`, `method=website_enable`).

        Args:
            user: The username of the customer.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    def get(self, /, user: str) -> Customer:
        """Retrieves the customer of this username, by the list (`*.manage`, `task=get`). A customer whose
        username only contains it is another one.

        Args:
            user: The username of the customer, exactly.

        Raises:
            TypeError: The argument has the wrong type.
            InvalidInputError: The argument is refused before anything is sent; `field` names it.
            NotFoundError: No customer has exactly this username.
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
                arrives.
        """
    def iter(
        self,
        /,
        *,
        id: str | None = None,
        username: str | None = None,
        email: str | None = None,
        first_name: str | None = None,
        last_name: str | None = None,
        address: str | None = None,
        city: str | None = None,
        state: str | None = None,
        country: str | None = None,
        zip: str | None = None,
        phone: str | None = None,
        website: str | None = None,
        company: str | None = None,
        active: bool | None = None,
        page_size: int | None = None,
        offset: int | None = None,
    ) -> Pages[Customer]:
        """Iterates over the customers that match a filter.

        Without `page_size`, one request returns all customers: servers of the older edition have no pages. With
        it, a page is read when a row of it is needed. An exception names the `offset` at which the iteration, or
        another one, can continue.

        Args:
            id: The number of the customer.
            username: The username.
            email: The e-mail address.
            first_name: The first name.
            last_name: The last name.
            address: The street address.
            city: The city.
            state: The state.
            country: The country.
            zip: The zip code.
            phone: The phone number.
            website: The URL of the website.
            company: The name of the company.
            active: Whether the customer may send mail.
            page_size: Maximum number of customers of one response; default: all.
            offset: Number of customers to skip.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses a page.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
                arrives.
        """
    def list(
        self,
        /,
        *,
        id: str | None = None,
        username: str | None = None,
        email: str | None = None,
        first_name: str | None = None,
        last_name: str | None = None,
        address: str | None = None,
        city: str | None = None,
        state: str | None = None,
        country: str | None = None,
        zip: str | None = None,
        phone: str | None = None,
        website: str | None = None,
        company: str | None = None,
        active: bool | None = None,
        limit: int | None = None,
        offset: int | None = None,
    ) -> CustomerList:
        """Lists the customers that match a filter (`*.manage`, `task=get`).

        Servers match parts of strings. `limit` and `offset` page through a long list.

        Args:
            id: The number of the customer.
            username: The username.
            email: The e-mail address.
            first_name: The first name.
            last_name: The last name.
            address: The street address.
            city: The city.
            state: The state.
            country: The country.
            zip: The zip code.
            phone: The phone number.
            website: The URL of the website.
            company: The name of the company.
            active: Whether the customer may send mail.
            limit: Maximum number of customers.
            offset: Number of customers to skip.

        Raises:
            TypeError: A filter has the wrong type.
            InvalidInputError: A filter is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
                arrives.
        """
    def update_email(self, /, user: str, *, email: str) -> None:
        """Changes the contact address of a customer (`*.manage`, `task=setEmail`).

        Args:
            user: The username of the customer.
            email: The new address.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    def update_password(self, /, user: str, *, password: str) -> None:
        """Sets the password of a customer (`*.manage`, `method=password`). It is never retried.

        Args:
            user: The username of the customer.
            password: The new password, at least 6 characters.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    def update_profile(
        self,
        /,
        user: str,
        *,
        first_name: str | Clear | None = None,
        last_name: str | Clear | None = None,
        address: str | Clear | None = None,
        city: str | Clear | None = None,
        state: str | Clear | None = None,
        country: str | Clear | None = None,
        zip: str | Clear | None = None,
        phone: str | Clear | None = None,
        website: str | Clear | None = None,
        company: str | Clear | None = None,
        empty: str | None = None,
    ) -> None:
        """Changes fields of a customer's profile (`*.manage`, `task=set`).

        `None` keeps a field, `CLEAR` clears it. An empty string clears it, too: an empty cell of a CSV
        row deletes what the server has, unless `empty="ignore"` applies. At least one field is
        required.

        Args:
            user: The username of the customer.
            first_name: The first name.
            last_name: The last name.
            address: The street address.
            city: The city.
            state: The state.
            country: The country.
            zip: The zip code.
            phone: The phone number.
            website: The URL of the website.
            company: The name of the company.
            empty: Meaning of an empty string, `"clear"` or `"ignore"`, which keeps the field; default:
                the client's.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    def update_username(self, /, user: str, *, username: str) -> None:
        """Changes the username of a customer (`*.manage`, `task=setUsername`), for every login at
        once. It is never retried.

        Args:
            user: The username of the customer.
            username: The new username, in the form of an e-mail address.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """

@final
class Email:
    """E-mail address of an account."""

    __match_args__: Final[tuple[Literal["email"]]]
    def __eq__(self, value: object, /) -> bool: ...
    @staticmethod
    def __get_pydantic_core_schema__(source: Any, handler: Any, /) -> Any: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(
        cls, /, email: str | None = None, *, extra: dict[str, object] | None = None
    ) -> Email: ...
    def __reduce__(self, /) -> tuple[object, ...]: ...
    def __replace__(self, /, **changes: Any) -> Email: ...
    def __repr__(self, /) -> str: ...
    @property
    def email(self, /) -> str | None:
        """Current address."""
    @property
    def extra(self, /) -> MappingProxyType[str, object]:
        """Unknown fields of the response, and values that do not fit, as a read-only mapping."""
    def to_dict(self, /) -> dict[str, object]:
        """Returns the fields as a dictionary that `json.dumps` accepts, including unknown fields."""

@final
class Ledger:
    """The ledger of a bulk run, also of one that is going on: an iterable of its jobs in the order in which they
    were recorded first.

    Each job is a dictionary with the same keys, whose values are scalars: `key`, `operation`, `account` (acted
    for), `target` (what the job names), `state`, `error` (kind of the error), `status`, `request_id`, `message`,
    `begun_at` and `ended_at`. The state is an `Outcome`, or `"begun"` for a job that is in progress or whose run
    was killed.

    Args:
        path: Path of the ledger, which must exist.

    Raises:
        TypeError: The path has the wrong type.
        LedgerError: There is no ledger that can be read.
    """
    def __iter__(self, /) -> LedgerIterator: ...
    def __new__(cls, /, path: str | os.PathLike[str]) -> Ledger: ...
    def __reduce__(self, /) -> tuple[object, ...]: ...
    def __repr__(self, /) -> str: ...
    @property
    def description(self, /) -> str | None:
        """Text that the program recorded with `description`."""
    def report(self, /) -> dict[str, int]:
        """Counts the jobs by their states.

        Returns:
            The numbers of `begun`, `applied`, `rejected`, `not_sent` and `unknown` jobs, and their `total`.

        Raises:
            LedgerError: The ledger cannot be read.
        """

@final
class LedgerIterator(Iterator[dict[str, str | int | None]]):
    """Iterator over the jobs of a `Ledger`."""
    def __iter__(self, /) -> LedgerIterator: ...
    def __next__(self, /) -> dict[str, str | int | None]: ...

@final
class LostChange:
    """A change of unknown outcome and its client. A pickled error does not contain it."""
    @property
    def target(self, /) -> str | None:
        """The user or API key that the change names, if any."""

@final
class NewCustomer:
    """A new customer for `customers.create`, which checks the fields before it sends anything.

    The documents call `company`, `package` and `whitelabel` required, but omit them in their
    examples: they are optional here, and the server decides.

    The password is write-only: no attribute, `repr()` or `to_dict()` has it. A pickle has it,
    since the customer could not be created without it: keep a pickle as secret as the password.

    Args:
        username: Username, up to 64 characters.
        password: Password, 6 to 128 characters.
        email: E-mail address, up to 64 characters.
        first_name: First name, up to 50 characters.
        last_name: Last name, up to 50 characters.
        address: Street address, up to 100 characters.
        city: City, up to 100 characters.
        state: State, up to 100 characters.
        zip: Zip code, up to 50 characters.
        country: Country, up to 100 characters.
        phone: Phone number, up to 50 characters.
        website: URL of the website, up to 255 characters.
        company: Name of the company, up to 255 characters.
        package: Name of the package to assign, up to 255 characters.
        whitelabel: Domain for whitelabelling, up to 255 characters.
        ip_group: Names of your IP groups to assign, each up to 255 characters.
        ip: Your IP addresses to assign, if the package allows it.
        free_user: Whether the customer is a free one; mandatory for a free customer.
        billing_date: First billing date, `YYYY-MM-DD` or a `datetime.date`, within one billing cycle
            from now.

    Raises:
        TypeError: An argument is missing or has the wrong type.
        InvalidInputError: A string is not valid Unicode; `field` names it.
    """
    def __eq__(self, value: object, /) -> bool: ...
    @staticmethod
    def __get_pydantic_core_schema__(source: Any, handler: Any, /) -> Any: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(
        cls,
        /,
        *,
        username: str,
        password: str,
        email: str,
        first_name: str,
        last_name: str,
        address: str,
        city: str,
        state: str,
        zip: str,
        country: str,
        phone: str,
        website: str,
        company: str | None = None,
        package: str | None = None,
        whitelabel: str | None = None,
        ip_group: Sequence[str] = (),
        ip: Sequence[str] = (),
        free_user: bool | None = None,
        billing_date: str | date | None = None,
    ) -> NewCustomer: ...
    def __reduce__(self, /) -> tuple[object, ...]: ...
    def __replace__(self, /, **changes: Any) -> NewCustomer: ...
    def __repr__(self, /) -> str: ...
    @property
    def address(self, /) -> str:
        """Street address, up to 100 characters."""
    @property
    def billing_date(self, /) -> str | None:
        """First billing date, `YYYY-MM-DD`, within one billing cycle from now."""
    @property
    def city(self, /) -> str:
        """City, up to 100 characters."""
    @property
    def company(self, /) -> str | None:
        """Name of the company, up to 255 characters."""
    @property
    def country(self, /) -> str:
        """Country, up to 100 characters."""
    @property
    def email(self, /) -> str:
        """E-mail address, up to 64 characters."""
    @property
    def first_name(self, /) -> str:
        """First name, up to 50 characters."""
    @property
    def free_user(self, /) -> bool | None:
        """Whether the customer is a free one; mandatory for a free customer."""
    @property
    def ip(self, /) -> list[str]:
        """Your IP addresses to assign, if the package allows it."""
    @property
    def ip_group(self, /) -> list[str]:
        """Names of your IP groups to assign, each up to 255 characters."""
    @property
    def last_name(self, /) -> str:
        """Last name, up to 50 characters."""
    @property
    def package(self, /) -> str | None:
        """Name of the package to assign, up to 255 characters."""
    @property
    def phone(self, /) -> str:
        """Phone number, up to 50 characters."""
    @property
    def state(self, /) -> str:
        """State, up to 100 characters."""
    def to_dict(self, /) -> dict[str, object]:
        """Returns the fields without the password, as a dictionary that `json.dumps` accepts."""
    @property
    def username(self, /) -> str:
        """Username, up to 64 characters."""
    @property
    def website(self, /) -> str:
        """URL of the website, up to 255 characters."""
    @property
    def whitelabel(self, /) -> str | None:
        """Domain for whitelabelling, up to 255 characters."""
    @property
    def zip(self, /) -> str:
        """Zip code, up to 50 characters."""

@final
class NewSubuser:
    """A new subuser for `subusers.create`, which checks the fields before it sends anything.

    The password is write-only: no attribute, `repr()` or `to_dict()` has it. A pickle has it, since the
    subuser could not be created without it: keep a pickle as secret as the password.

    Args:
        username: Username, 3 to 64 characters, unique among the accounts of all customers of SendGrid.
        email: E-mail address, which must be in use.
        password: Password. The server requires 16 to 128 characters with a letter and a digit.
        ips: Your IP addresses to assign; default: the server decides. A subuser of the EU region takes
            none of the global region.
        region: Region of the subuser's data, `"global"` or `"eu"`, which never changes; default: that of
            the server, which is global.

    Raises:
        TypeError: An argument is missing or has the wrong type.
        InvalidInputError: A string is not valid Unicode; `field` names it.
    """
    def __eq__(self, value: object, /) -> bool: ...
    @staticmethod
    def __get_pydantic_core_schema__(source: Any, handler: Any, /) -> Any: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(
        cls,
        /,
        *,
        username: str,
        email: str,
        password: str,
        ips: Sequence[str] | None = None,
        region: str | None = None,
    ) -> NewSubuser: ...
    def __reduce__(self, /) -> tuple[object, ...]: ...
    def __replace__(self, /, **changes: Any) -> NewSubuser: ...
    def __repr__(self, /) -> str: ...
    @property
    def email(self, /) -> str:
        """E-mail address."""
    @property
    def ips(self, /) -> list[str] | None:
        """Your IP addresses to assign; `None` if the server decides."""
    @property
    def region(self, /) -> str | None:
        """Region of the subuser's data."""
    def to_dict(self, /) -> dict[str, object]:
        """Returns the fields without the password, as a dictionary that `json.dumps` accepts."""
    @property
    def username(self, /) -> str:
        """Username, 3 to 64 characters."""

@final
class PageReader:
    """Reads the pages of a list, one at a time. A page that was read stays here until `take` returns it, so
    that an interrupted wait loses no row.
    """
    @property
    def offset(self, /) -> int:
        """Offset of the next page."""
    def read(self, /) -> None:
        """Reads the next page, unless one waits."""
    async def read_async(self, /) -> None:
        """Reads the next page, unless one waits, as a coroutine."""
    def take(self, /) -> tuple[object, ...]:
        """Returns the rows of the page that waits; none at the end of the list."""

@final
class Profile:
    """Profile of an account. An unset field is `None` or empty, as in the response."""

    __match_args__: Final[
        tuple[
            Literal["address"],
            Literal["address2"],
            Literal["city"],
            Literal["company"],
            Literal["country"],
            Literal["first_name"],
            Literal["last_name"],
            Literal["phone"],
            Literal["state"],
            Literal["website"],
            Literal["zip"],
        ]
    ]
    def __eq__(self, value: object, /) -> bool: ...
    @staticmethod
    def __get_pydantic_core_schema__(source: Any, handler: Any, /) -> Any: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(
        cls,
        /,
        address: str | None = None,
        address2: str | None = None,
        city: str | None = None,
        company: str | None = None,
        country: str | None = None,
        first_name: str | None = None,
        last_name: str | None = None,
        phone: str | None = None,
        state: str | None = None,
        website: str | None = None,
        zip: str | None = None,
        *,
        extra: dict[str, object] | None = None,
    ) -> Profile: ...
    def __reduce__(self, /) -> tuple[object, ...]: ...
    def __replace__(self, /, **changes: Any) -> Profile: ...
    def __repr__(self, /) -> str: ...
    @property
    def address(self, /) -> str | None:
        """Street address."""
    @property
    def address2(self, /) -> str | None:
        """Second line of the street address. Some servers do not return it."""
    @property
    def city(self, /) -> str | None:
        """City."""
    @property
    def company(self, /) -> str | None:
        """Name of the company."""
    @property
    def country(self, /) -> str | None:
        """Country."""
    @property
    def extra(self, /) -> MappingProxyType[str, object]:
        """Unknown fields of the response, and values that do not fit, as a read-only mapping."""
    @property
    def first_name(self, /) -> str | None:
        """First name."""
    @property
    def last_name(self, /) -> str | None:
        """Last name."""
    @property
    def phone(self, /) -> str | None:
        """Phone number."""
    @property
    def state(self, /) -> str | None:
        """State."""
    def to_dict(self, /) -> dict[str, object]:
        """Returns the fields as a dictionary that `json.dumps` accepts, including unknown fields."""
    @property
    def website(self, /) -> str | None:
        """URL of the website."""
    @property
    def zip(self, /) -> str | None:
        """Zip code."""

@final
class RateLimit:
    """Rate limit as the headers of the server's last response reported it (`X-RateLimit-Limit`,
    `X-RateLimit-Remaining` and `X-RateLimit-Reset`).

    Args:
        operation: Operation that has the limit.
        on_behalf_of: Account acted for.
        limit: Number of calls that a window allows.
        remaining: Number of calls that remained in the window.
        reset_at: Start of the next window, with a time zone.
    """

    __match_args__: Final[
        tuple[
            Literal["operation"],
            Literal["on_behalf_of"],
            Literal["limit"],
            Literal["remaining"],
            Literal["reset_at"],
        ]
    ]
    def __eq__(self, value: object, /) -> bool: ...
    @staticmethod
    def __get_pydantic_core_schema__(source: Any, handler: Any, /) -> Any: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(
        cls,
        /,
        operation: str,
        on_behalf_of: str | None = None,
        limit: int | None = None,
        remaining: int | None = None,
        reset_at: datetime | None = None,
    ) -> RateLimit: ...
    def __reduce__(self, /) -> tuple[object, ...]: ...
    def __replace__(self, /, **changes: Any) -> RateLimit: ...
    def __repr__(self, /) -> str: ...
    @property
    def limit(self, /) -> int | None:
        """Number of calls that a window allows; `None` if unknown."""
    @property
    def on_behalf_of(self, /) -> str | None:
        """Account acted for, as the value of the header `On-Behalf-Of`; `None` for the account of the
        credential.
        """
    @property
    def operation(self, /) -> str:
        """Operation that has the limit, such as `"user.get_email"`; method and path of `client.request()`,
        such as `"GET /v3/stats"`; `"customers"` for the customer API, whose operations share one limit.
        """
    @property
    def remaining(self, /) -> int | None:
        """Number of calls that remained in the window; `None` if unknown."""
    @property
    def reset_at(self, /) -> datetime | None:
        """Start of the next window, by the server's clock; `None` if unknown."""
    def to_dict(self, /) -> dict[str, object]:
        """Returns the fields as a dictionary that `json.dumps` accepts, including unknown fields."""

@final
class RawResponse(Generic[_T_co]):
    """Result of a call of `client.with_raw_response`, and the response that it comes from. Its repr shows
    neither the result nor the headers.
    """
    @classmethod
    def __class_getitem__(cls, key: Any) -> Any: ...
    def __repr__(self, /) -> str: ...
    @property
    def headers(self, /) -> Headers:
        """Headers: a mapping whose names have any letter case. Several lines of one name are one value."""
    def parse(self, /) -> _T_co:
        """Returns the result of the call, such as a `Profile`."""
    @property
    def rate_limit(self, /) -> RateLimit | None:
        """Rate limit that the response reports; `None` if it reports none."""
    @property
    def request_id(self, /) -> str | None:
        """Identifier of the call at the server, for its support; `None` if the response has none."""
    @property
    def status(self, /) -> int:
        """HTTP status, 200 to 299."""

@final
class Reconciled:
    """Result of reading back a change whose response was lost.

    Args:
        verdict: `"applied"`, `"not_applied_yet"` or `"inconclusive"`.
        evidence: The observed state, in one sentence.
    """

    __match_args__: Final[tuple[Literal["verdict"], Literal["evidence"]]]
    def __eq__(self, value: object, /) -> bool: ...
    @staticmethod
    def __get_pydantic_core_schema__(source: Any, handler: Any, /) -> Any: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, verdict: str, evidence: str) -> Reconciled: ...
    def __reduce__(self, /) -> tuple[object, ...]: ...
    def __replace__(self, /, **changes: Any) -> Reconciled: ...
    def __repr__(self, /) -> str: ...
    @property
    def evidence(self, /) -> str:
        """The observed state, in one sentence. It contains values only where they differ
        by letter case or outer blanks alone, ids and scopes of API keys, and the numbers of credits.
        """
    @property
    def verdict(self, /) -> Literal["applied", "not_applied_yet", "inconclusive"]:
        """`"applied"`, `"not_applied_yet"` (in two reads one second apart; a request still in flight may
        arrive later), or `"inconclusive"`.
        """
    def to_dict(self, /) -> dict[str, object]:
        """Returns the fields as a dictionary that `json.dumps` accepts, including unknown fields."""

@final
class Reputation:
    """Sender reputation of a subuser. For subusers of the EU region, servers return wrong values."""

    __match_args__: Final[tuple[Literal["username"], Literal["reputation"]]]
    def __eq__(self, value: object, /) -> bool: ...
    @staticmethod
    def __get_pydantic_core_schema__(source: Any, handler: Any, /) -> Any: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(
        cls,
        /,
        username: str | None = None,
        reputation: SupportsFloat | SupportsIndex | None = None,
        *,
        extra: dict[str, object] | None = None,
    ) -> Reputation: ...
    def __reduce__(self, /) -> tuple[object, ...]: ...
    def __replace__(self, /, **changes: Any) -> Reputation: ...
    def __repr__(self, /) -> str: ...
    @property
    def extra(self, /) -> MappingProxyType[str, object]:
        """Unknown fields of the response, and values that do not fit, as a read-only mapping."""
    @property
    def reputation(self, /) -> float | None:
        """Sender reputation, 0 to 100."""
    def to_dict(self, /) -> dict[str, object]:
        """Returns the fields as a dictionary that `json.dumps` accepts, including unknown fields."""
    @property
    def username(self, /) -> str | None:
        """Username of the subuser."""

@final
class Reseller:
    """Dialect, format and credential of the customer API. Its `repr` contains no secret.

    The default credential is the API key of the client. SendGrid ended username and password for its
    APIs in 2020; other servers may need them. The username `apikey` with an API key as its password is
    another form of that key.

    Args:
        username: Username of the account, for old servers; default: the API key of the client.
        password: Password of the account.
        dialect: API dialect, `"reseller"` or the older `"distributor"`; default: reseller.
        format: Response format, `"json"` or `"xml"`; results are the same; default: json.
        auth: `"params"` sends username and password as parameters, `"basic"` in the `Authorization`
            header; default: params.
        base_url: URL before the endpoint, such as `"https://sendgrid.com/apiv2/"`; default: that of
            the dialect.

    Raises:
        TypeError: An argument has the wrong type.
        InvalidInputError: An argument is refused; `field` names it.
    """
    @typing.overload
    def __new__(
        cls,
        /,
        username: None = None,
        password: None = None,
        *,
        dialect: str = "reseller",
        format: str = "json",
        base_url: str | None = None,
    ) -> Reseller: ...
    @typing.overload
    def __new__(
        cls,
        /,
        username: str,
        password: str,
        *,
        dialect: str = "reseller",
        format: str = "json",
        auth: str = "params",
        base_url: str | None = None,
    ) -> Reseller: ...
    def __reduce__(self, /) -> typing.NoReturn: ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def with_api_key(
        key: str, *, dialect: str = "reseller", format: str = "json", base_url: str | None = None
    ) -> Reseller:
        """Creates a credential from another API key than the client's.

        Args:
            key: API key.
            dialect: API dialect, `"reseller"` or the older `"distributor"`; default: reseller.
            format: Response format, `"json"` or `"xml"`; results are the same; default: json.
            base_url: URL before the endpoint, such as `"https://sendgrid.com/apiv2/"`; default: that of
                the dialect.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused; `field` names it.
        """

@final
class Response:
    """Response to `client.request()`, with the status 2xx. Its repr shows neither headers nor body."""
    def __repr__(self, /) -> str: ...
    @property
    def body(self, /) -> bytes:
        """Body, unchanged; empty if the response has no body."""
    @property
    def headers(self, /) -> Headers:
        """Headers: a mapping whose names have any letter case. Several lines of one name are one value."""
    def json(self, /) -> Any:
        """Parses the body as JSON.

        Raises:
            ResponseError: The body is not JSON; it is open whether the API sent it.
        """
    @property
    def request_id(self, /) -> str | None:
        """Identifier of the call at the server, for its support; `None` if the response has none."""
    @property
    def status(self, /) -> int:
        """HTTP status, 200 to 299."""

@final
class Sandbox:
    """Local stand-in server. It runs from its creation until it is closed.

    Args:
        port: Port to listen on; 0 selects a free one.
        host: Address to listen on; a loopback address unless `allow_remote` is set.
        allow_remote: Allow a `host` that other computers can reach. The header `Host` is checked as
            without it; besides loopback addresses and `allowed_hosts` it may have the `host`.
        tls: Serve HTTPS, with a certificate that is made at the start. The client trusts it with
            `ca_bundle=sandbox.ca_file`.
        ca_file: File for the certificate of the authority, in PEM, which is replaced; by default a
            temporary file, which `close()` removes. It requires `tls`.
        api_key: Full access key of the parent account, of the form `SG.ID.SECRET`; random by default.
        seed: Accounts and API keys that exist at the start and after each reset: a file in JSON or
            YAML, or a dictionary with the same fields. The sandbox's README describes them.
        permissive: Accept any non-empty API key and any non-empty username and password, and create
            the accounts that `On-Behalf-Of` names: every program that can connect can read and
            change all accounts, the parent included.
        reseller_password: Password of the reseller, which is that of the parent account; random by
            default.
        allowed_hosts: Names or addresses, without a port, that the header `Host` may have besides
            loopback addresses and `localhost`.
        window: Requests allowed per key and operation, and the length of the window in seconds;
            default: (600, 60).
        latency_ms: Delay of each response in milliseconds.
        errors: Form of the customer API's error bodies, `"documented"` or `"2014"`.
        customers: Number of generated customers beside the two of the documents.
        subusers: Number of generated subusers beside the three of the documents.
        journal_bytes: Maximum size of the journal; the oldest entries are dropped, but never the
            newest one.
        request_timeout_ms: Time in milliseconds in which the head of a request must arrive, then its
            body, and in which a client must read a part of the response. An idle connection is
            closed after it. At least 1, at most a day.
        max_connections: Maximum number of open connections; further ones get status 503.

    Raises:
        TypeError: An argument has the wrong type.
        ValueError: An argument has an impossible value; the message names it.
        OSError: The port is in use, or the certificate cannot be written.
    """
    def __enter__(self, /) -> Sandbox: ...
    def __exit__(self, /, *_exception: object) -> None: ...
    def __new__(
        cls,
        /,
        *,
        port: SupportsIndex = 0,
        host: str = "127.0.0.1",
        allow_remote: bool = False,
        tls: bool = False,
        ca_file: str | os.PathLike[str] | None = None,
        api_key: str | None = None,
        seed: str | os.PathLike[str] | dict[str, Any] | None = None,
        permissive: bool = False,
        reseller_password: str | None = None,
        allowed_hosts: Sequence[str] = (),
        window: tuple[SupportsIndex, SupportsIndex] = (600, 60),
        latency_ms: SupportsIndex = 0,
        errors: str = "documented",
        customers: SupportsIndex = 0,
        subusers: SupportsIndex = 0,
        journal_bytes: SupportsIndex = 268435456,
        request_timeout_ms: SupportsIndex = 30000,
        max_connections: SupportsIndex = 1000,
    ) -> Sandbox: ...
    def __repr__(self, /) -> str: ...
    @property
    def api_key(self, /) -> str:
        """Full access key of the parent account."""
    @property
    def ca_file(self, /) -> str | None:
        """PEM file of the certificate authority with `tls`, for the `ca_bundle` of a client; otherwise
        `None`.
        """
    def clear_faults(self, /) -> None:
        """Removes all faults. Their numbers are not reused.

        Raises:
            RuntimeError: The sandbox is closed.
        """
    def clock(self, /, shift_seconds: SupportsIndex) -> None:
        """Shifts the clock of the server, which is that of the header `Date` and of the rate windows.

        Args:
            shift_seconds: Offset from the real time, which can be negative; it replaces an earlier
                one.

        Raises:
            RuntimeError: The sandbox is closed.
        """
    def close(self, /) -> None:
        """Stops the server and closes its connections."""
    @property
    def console_url(self, /) -> str:
        """URL of the console for a browser, with the control token."""
    @property
    def control_token(self, /) -> str:
        """Token of the control API, for the header `X-Sandbox-Token`."""
    def down(self, /, down: bool = True, *, status: SupportsIndex = 503) -> None:
        """Begins or ends a simulated outage, in which every request except control requests gets one
        status.

        Args:
            down: Begin the outage; false ends it.
            status: Status of every response.

        Raises:
            ValueError: The status does not have three digits.
            RuntimeError: The sandbox is closed.
        """
    def fault(
        self,
        /,
        operation: str,
        fault: Fault,
        *,
        nth: SupportsIndex = 1,
        user: str | None = None,
        times: SupportsIndex = 1,
    ) -> list[int]:
        """Adds a fault to the next requests of an operation.

        Args:
            operation: Name of the operation, such as `customers.disable`, or `*` for any.
            fault: Kind of the fault and its fields, such as `{"kind": "status", "status": 503}`.
            nth: Number of the matching request that meets the fault; the ones before it do not.
            user: Customer or subuser that the request must name or act for; default: any.
            times: Number of times that the fault is added.

        Returns:
            The numbers of the added faults.

        Raises:
            ValueError: There is no such operation, or the fault has an unknown or invalid field.
            RuntimeError: The sandbox is closed.
        """
    def faults(self, /) -> Faults:
        """Returns the faults that no request has met yet, and those that were injected.

        Raises:
            RuntimeError: The sandbox is closed.
        """
    def journal(self, /, since: SupportsIndex = 0) -> list[JournalEntry]:
        """Returns the journal of requests, oldest first, with secrets as hashes. `journal_dropped()` is
        the number of older entries that are no longer in it.

        Args:
            since: Number of an entry; only newer ones are returned.

        Raises:
            RuntimeError: The sandbox is closed.
        """
    def journal_dropped(self, /) -> int:
        """Returns the number of entries that the journal has dropped since the start or the last reset,
        because it reached `journal_bytes`.

        Raises:
            RuntimeError: The sandbox is closed.
        """
    @property
    def reseller_password(self, /) -> str:
        """Password of the reseller at the start, which is that of the parent account."""
    @property
    def reseller_username(self, /) -> str:
        """Username of the reseller."""
    def reset(self, /) -> None:
        """Restores the initial state and empties the journal and the rate windows.

        Raises:
            RuntimeError: The sandbox is closed.
        """
    def state(self, /) -> State:
        """Returns the current state of all accounts, API keys and IP addresses, with passwords as hashes
        and without the keys themselves.

        Raises:
            RuntimeError: The sandbox is closed.
        """
    @property
    def url(self, /) -> str:
        """URL of the server."""
    def windows(
        self,
        /,
        *,
        v3: WindowRule | None = None,
        customers: WindowRule | None = None,
        operations: dict[str, WindowRule] | None = None,
    ) -> Windows:
        """Sets rate limits, which resets their counts, and returns all limits with their windows.
        Without arguments it only returns them.

        Args:
            v3: Limit under `/v3/` per API key and operation, such as
                `{"limit": 2, "window_seconds": 60}`. It replaces those of single operations.
            customers: Limit of the customer API per credential.
            operations: Limits of single operations under `/v3/`, by their names.

        Raises:
            ValueError: A limit has an unknown or invalid field, or there is no such operation.
            RuntimeError: The sandbox is closed.
        """

@final
class ScopeList:
    """Scopes of an API key: `"mail.send" in scopes`. Their names are open."""

    __match_args__: Final[tuple[Literal["scopes"]]]
    def __contains__(self, scope: object, /) -> bool: ...
    def __eq__(self, value: object, /) -> bool: ...
    @staticmethod
    def __get_pydantic_core_schema__(source: Any, handler: Any, /) -> Any: ...
    def __hash__(self, /) -> int: ...
    def __iter__(self, /) -> Iterator[str]: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(
        cls,
        /,
        scopes: Sequence[str],
        *,
        extra: dict[str, object] | None = None,
    ) -> ScopeList: ...
    def __reduce__(self, /) -> tuple[object, ...]: ...
    def __replace__(self, /, **changes: Any) -> ScopeList: ...
    def __repr__(self, /) -> str: ...
    @property
    def extra(self, /) -> MappingProxyType[str, object]:
        """Unknown fields of the response, and values that do not fit, as a read-only mapping."""
    @property
    def scopes(self, /) -> tuple[str, ...]:
        """Names of the scopes, such as `mail.send`, in the server's order."""
    def to_dict(self, /) -> dict[str, object]:
        """Returns the fields as a dictionary that `json.dumps` accepts, including unknown fields."""

@final
class Scopes:
    """Calls of the scopes API, as `client.scopes`."""
    def list(self, /) -> ScopeList:
        """Lists the scopes of the API key that the client uses (`GET /v3/scopes`); for a client that
        acts for another account, those that the key has there. It changes nothing: a test of the
        credential.

        Raises:
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
                arrives.
        """

@final
class SecretToken:
    """A secret that a server returns. Only `reveal()` shows it: no `repr()`, `str()` or pickle has it.

    Args:
        token: The secret, for tests of your own code.

    Raises:
        TypeError: The argument has the wrong type.
    """
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, token: str, /) -> SecretToken: ...
    def __reduce__(self, /) -> NoReturn: ...
    def __repr__(self, /) -> str: ...
    def reveal(self, /) -> str:
        """Returns the secret."""

@final
class SharedRateLimiter:
    """Rate limits that several clients share.

    Clients with the same limiter that call the same operation of the same host with the same
    credential, for the same account, wait together. A program that creates a client for each job
    needs it; a program with one client and its views does not. Blocking and asyncio clients can share
    it, on any thread and event loop. It stores a fingerprint of each credential, and at most 10,000
    limits beyond those of calls in progress. A forked process starts without known limits.
    """
    def __new__(cls, /) -> SharedRateLimiter: ...
    def __reduce__(self, /) -> typing.NoReturn: ...

@final
class Subuser:
    """A subuser. A field that the response lacks is `None`."""

    __match_args__: Final[
        tuple[
            Literal["id"],
            Literal["username"],
            Literal["email"],
            Literal["disabled"],
            Literal["region"],
        ]
    ]
    def __eq__(self, value: object, /) -> bool: ...
    @staticmethod
    def __get_pydantic_core_schema__(source: Any, handler: Any, /) -> Any: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(
        cls,
        /,
        id: SupportsIndex | None = None,
        username: str | None = None,
        email: str | None = None,
        disabled: bool | None = None,
        region: str | None = None,
        *,
        extra: dict[str, object] | None = None,
    ) -> Subuser: ...
    def __reduce__(self, /) -> tuple[object, ...]: ...
    def __replace__(self, /, **changes: Any) -> Subuser: ...
    def __repr__(self, /) -> str: ...
    @property
    def disabled(self, /) -> bool | None:
        """Whether the subuser is disabled."""
    @property
    def email(self, /) -> str | None:
        """E-mail address."""
    @property
    def extra(self, /) -> MappingProxyType[str, object]:
        """Unknown fields of the response, and values that do not fit, as a read-only mapping."""
    @property
    def id(self, /) -> int | None:
        """Number of the subuser."""
    @property
    def region(self, /) -> str | None:
        """Region of the subuser's data, `global` or `eu`. Only lists have it, and only where it is asked for."""
    def to_dict(self, /) -> dict[str, object]:
        """Returns the fields as a dictionary that `json.dumps` accepts, including unknown fields."""
    @property
    def username(self, /) -> str | None:
        """Username, which identifies the subuser in other calls."""

@final
class SubuserCredits:
    """Credits of a subuser: the number of messages that it may send. A subuser without a limit has no
    numbers.
    """

    __match_args__: Final[
        tuple[
            Literal["type"],
            Literal["reset_frequency"],
            Literal["remain"],
            Literal["total"],
            Literal["used"],
        ]
    ]
    def __eq__(self, value: object, /) -> bool: ...
    @staticmethod
    def __get_pydantic_core_schema__(source: Any, handler: Any, /) -> Any: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(
        cls,
        /,
        type: str | None = None,
        reset_frequency: str | None = None,
        remain: SupportsIndex | None = None,
        total: SupportsIndex | None = None,
        used: SupportsIndex | None = None,
        *,
        extra: dict[str, object] | None = None,
    ) -> SubuserCredits: ...
    def __reduce__(self, /) -> tuple[object, ...]: ...
    def __replace__(self, /, **changes: Any) -> SubuserCredits: ...
    def __repr__(self, /) -> str: ...
    @property
    def extra(self, /) -> MappingProxyType[str, object]:
        """Unknown fields of the response, and values that do not fit, as a read-only mapping."""
    @property
    def remain(self, /) -> int | None:
        """Remaining credits."""
    @property
    def reset_frequency(self, /) -> str | None:
        """Interval of the resets, of recurring credits only."""
    def to_dict(self, /) -> dict[str, object]:
        """Returns the fields as a dictionary that `json.dumps` accepts, including unknown fields."""
    @property
    def total(self, /) -> int | None:
        """Credits after a reset."""
    @property
    def type(self, /) -> str | None:
        """How the credits are reset: `unlimited`, `recurring` or `nonrecurring`."""
    @property
    def used(self, /) -> int | None:
        """Used credits."""

@final
class Subusers:
    """Calls of the Subusers API, as `client.subusers`. They act for the account of the API key: a client
    that acts for another account raises `ConfigError`.
    """
    def adjust_credits(self, /, username: str, *, by: int) -> SubuserCredits:
        """Adds to the remaining credits of a subuser, or takes from them
        (`PATCH /v3/subusers/{username}/credits/remaining`). It is never retried: a retry would do it twice.

        Args:
            username: The username of the subuser.
            by: Number of credits to add; a negative number takes them.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    def create(self, /, subuser: NewSubuser) -> CreatedSubuser:
        """Creates a subuser (`POST /v3/subusers`). It is never retried. The response does not prove that the
        subuser exists: `get` does.

        Args:
            subuser: The new subuser.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    def delete(self, /, username: str) -> None:
        """Deletes a subuser (`DELETE /v3/subusers/{username}`), who cannot be restored. It is never retried:
        the name may have been registered again.

        Args:
            username: The username of the subuser.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    def disable(self, /, username: str) -> None:
        """Disables a subuser, who then cannot send mail (`PATCH /v3/subusers/{username}`).

        Args:
            username: The username of the subuser.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    def disable_website(self, /, username: str) -> None:
        """Forbids a subuser to log in to the website (`PATCH /v3/subusers/{username}/website_access`). No
        call reads this access.

        Args:
            username: The username of the subuser.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    def enable(self, /, username: str) -> None:
        """Enables a subuser (`PATCH /v3/subusers/{username}`).

        Args:
            username: The username of the subuser.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    def enable_website(self, /, username: str) -> None:
        """Allows a subuser to log in to the website (`PATCH /v3/subusers/{username}/website_access`).

        Args:
            username: The username of the subuser.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    def get(self, /, username: str, *, include_region: bool = False) -> Subuser:
        """Retrieves the subuser of this username (`GET /v3/subusers/{username}`, which SendGrid does not
        document).

        Args:
            username: The username, exactly.
            include_region: Whether the result has the region, which only the list has (`GET /v3/subusers`):
                pages of names that begin in the same way are read until the exact one. Not with
                `with_raw_response`.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            NotFoundError: No subuser has exactly this username.
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
                arrives.
        """
    def get_credits(self, /, username: str) -> SubuserCredits:
        """Retrieves the credits of a subuser (`GET /v3/subusers/{username}/credits`).

        Args:
            username: The username of the subuser.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
                arrives.
        """
    def get_ips(self, /, username: str, *, limit: int = 500, offset: int = 0) -> tuple[str, ...]:
        """Retrieves the IP addresses of a subuser (`GET /v3/ips`): one page.

        Args:
            username: The username of the subuser.
            limit: Maximum number of addresses.
            offset: Number of addresses to skip.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
                arrives.
        """
    def get_reputations(self, /, usernames: Sequence[str]) -> tuple[Reputation, ...]:
        """Retrieves the sender reputations of subusers (`GET /v3/subusers/reputations`), 1 to 10 in one call.

        Args:
            usernames: The usernames of 1 to 10 subusers.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
                arrives.
        """
    def iter(
        self,
        /,
        *,
        username: str | None = None,
        region: str | None = None,
        include_region: bool = False,
        page_size: int = 500,
        offset: int = 0,
    ) -> Pages[Subuser]:
        """Iterates over the subusers that match a filter, page by page.

        It reads a page when a row of it is needed, and keeps one page. An exception names the `offset` at which
        the iteration, or another one, can continue.

        Args:
            username: Beginning of the username, in any letter case.
            region: The region, `"global"` or `"eu"`; default: all.
            include_region: Whether the rows have the field `region`.
            page_size: Maximum number of rows of one response; default: 500, the documented maximum.
            offset: Number of rows to skip.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses a page.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
                arrives.
        """
    def list(
        self,
        /,
        *,
        username: str | None = None,
        region: str | None = None,
        include_region: bool = False,
        limit: int = 500,
        offset: int = 0,
    ) -> tuple[Subuser, ...]:
        """Lists the subusers that match a filter (`GET /v3/subusers`): one page. `iter` reads all pages.

        Args:
            username: Beginning of the username, in any letter case. `get` looks for the exact one.
            region: The region, `"global"` or `"eu"`; default: all.
            include_region: Whether the rows have the field `region`.
            limit: Maximum number of rows; default: 500, the documented maximum. A server may return fewer.
            offset: Number of rows to skip.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
                arrives.
        """
    def update_credits(
        self,
        /,
        username: str,
        *,
        type: str,
        total: int | None = None,
        reset_frequency: str | None = None,
    ) -> SubuserCredits:
        """Sets the credits of a subuser (`PUT /v3/subusers/{username}/credits`). The remaining credits become
        the total, also in a retry: credits that are used between two attempts are given back.

        Args:
            username: The username of the subuser.
            type: How the credits are reset: `"unlimited"`, `"recurring"` or `"nonrecurring"`.
            total: Credits after a reset, at least 1; not for unlimited credits.
            reset_frequency: Interval of the resets, `"monthly"`, `"weekly"` or `"daily"`, for recurring
                credits only.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    def update_ips(self, /, username: str, ips: Sequence[str], *, clear: bool = False) -> None:
        """Replaces the IP addresses of a subuser (`PUT /v3/subusers/{username}/ips`).

        Args:
            username: The username of the subuser.
            ips: All addresses that the subuser has afterwards.
            clear: Removes all addresses; `ips` is then empty. Without it, an empty `ips` is refused.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """

@final
class User:
    """Calls of the Users API, as `client.user`."""
    def get_account(self, /) -> Account:
        """Retrieves kind and reputation of the account (`GET /v3/user/account`).

        Raises:
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
                arrives.
        """
    def get_credits(self, /) -> Credits:
        """Retrieves the credit balance of the account (`GET /v3/user/credits`).

        Raises:
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
                arrives.
        """
    def get_email(self, /) -> Email:
        """Retrieves the e-mail address of the account (`GET /v3/user/email`).

        Raises:
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
                arrives.
        """
    def get_profile(self, /) -> Profile:
        """Retrieves the profile of the account (`GET /v3/user/profile`).

        Raises:
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
                arrives.
        """
    def get_username(self, /) -> Username:
        """Retrieves username and number of the account (`GET /v3/user/username`).

        Raises:
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable response
                arrives.
        """
    def update_email(self, /, email: str) -> Email:
        """Changes the e-mail address of the account (`PUT /v3/user/email`). A server may return the
        old address until the new one is confirmed.

        Args:
            email: The new address.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    def update_password(self, /, *, old_password: str, new_password: str) -> None:
        """Changes the password of the account (`PUT /v3/user/password`). It is never retried: a retry
        would fail on the old password.

        Args:
            old_password: The current password.
            new_password: The new password.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    def update_profile(
        self,
        /,
        *,
        address: str | Clear | None = None,
        address2: str | Clear | None = None,
        city: str | Clear | None = None,
        company: str | Clear | None = None,
        country: str | Clear | None = None,
        first_name: str | Clear | None = None,
        last_name: str | Clear | None = None,
        phone: str | Clear | None = None,
        state: str | Clear | None = None,
        website: str | Clear | None = None,
        zip: str | Clear | None = None,
        empty: str | None = None,
    ) -> Profile:
        """Changes fields of the profile (`PATCH /v3/user/profile`) and returns the whole profile.

        `None` keeps a field, `CLEAR` clears it. An empty string clears it, too: an empty cell of a CSV
        row deletes what the server has, unless `empty="ignore"` applies. At least one field is
        required.

        Args:
            address: The street address.
            address2: The second line of the street address.
            city: The city.
            company: The name of the company.
            country: The country.
            first_name: The first name.
            last_name: The last name.
            phone: The phone number.
            state: The state.
            website: The URL of the website.
            zip: The zip code.
            empty: Meaning of an empty string, `"clear"` or `"ignore"`, which keeps the field; default:
                the client's.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """
    def update_username(self, /, username: str) -> Username:
        """Changes the username of the account (`PUT /v3/user/username`). Logins with the old username
        fail from then on, and so do calls of a client that acts for the account by its old username:
        such a client never retries the change.

        Args:
            username: The new username.

        Raises:
            TypeError: An argument has the wrong type.
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing is changed.
            ConnectError: No connection is established; nothing is sent.
            OutcomeUnknownError: The request is sent, but no response arrives, or a refusal follows
                an attempt without a response.
        """

@final
class Username:
    """Username of an account."""

    __match_args__: Final[tuple[Literal["username"], Literal["user_id"]]]
    def __eq__(self, value: object, /) -> bool: ...
    @staticmethod
    def __get_pydantic_core_schema__(source: Any, handler: Any, /) -> Any: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(
        cls,
        /,
        username: str | None = None,
        user_id: SupportsIndex | None = None,
        *,
        extra: dict[str, object] | None = None,
    ) -> Username: ...
    def __reduce__(self, /) -> tuple[object, ...]: ...
    def __replace__(self, /, **changes: Any) -> Username: ...
    def __repr__(self, /) -> str: ...
    @property
    def extra(self, /) -> MappingProxyType[str, object]:
        """Unknown fields of the response, and values that do not fit, as a read-only mapping."""
    def to_dict(self, /) -> dict[str, object]:
        """Returns the fields as a dictionary that `json.dumps` accepts, including unknown fields."""
    @property
    def user_id(self, /) -> int | None:
        """Number of the account; the response to an update does not contain it."""
    @property
    def username(self, /) -> str | None:
        """Username."""

def check_account(subuser: str | None, id: str | None) -> None:
    """Refuses a job that acts for two accounts."""

def error_kinds() -> list[str]:
    """Names of all error kinds, for the test that each has its class."""

def operations() -> list[str]:
    """Names of all operations, for the test that each has its method."""

def plain_parameters(operation: str) -> list[str]:
    """Names of the parameters of an operation that hold no secret; none for an unknown operation."""

def reconcile(change: LostChange) -> Reconciled:
    """Reads back whether the change was applied."""

async def reconcile_async(change: LostChange) -> Reconciled:
    """Reads back whether the change was applied, as a coroutine."""

def run_command_line(arguments: list[str]) -> int:
    """Runs the command line with these arguments, of which the first one is the name of the program. Takes
    over the signals SIGINT and SIGTERM of the process. Returns the exit status.
    """

def run_sandbox(arguments: list[str]) -> int:
    """Runs the server as a program with these command line arguments until a signal handler raises.
    Returns the exit status.
    """
