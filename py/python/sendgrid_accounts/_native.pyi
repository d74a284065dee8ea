"""The types of the native module. Its docstrings are those of the Rust code."""

import collections.abc
import os
import typing
from asyncio import Future
from collections.abc import Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final, Literal, SupportsFloat, SupportsIndex, final

from sendgrid_accounts._options import Limits, Retry

__all__ = [
    "Account",
    "AsyncClient",
    "AsyncCustomers",
    "AsyncUser",
    "Call",
    "Client",
    "Credits",
    "Customer",
    "CustomerIterator",
    "CustomerList",
    "Customers",
    "Email",
    "LostChange",
    "NewCustomer",
    "Profile",
    "RateLimit",
    "RateLimits",
    "Reconciled",
    "Reseller",
    "Sandbox",
    "SharedRateLimiter",
    "User",
    "Username",
    "__version__",
    "error_kinds",
    "operations",
    "run_sandbox",
]

__version__: Final[str]

@final
class Account:
    """Kind and reputation of an account. What a server leaves out is `None`."""

    __match_args__: Final[tuple[Literal["type"], Literal["reputation"]]]
    def __eq__(self, value: object, /) -> bool: ...
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
    def __repr__(self, /) -> str: ...
    @property
    def extra(self, /) -> MappingProxyType[str, object]:
        """Fields that a server sends and this version does not know, as a read-only mapping."""
    @property
    def reputation(self, /) -> float | None:
        """The sender reputation, 0 to 100."""
    def to_dict(self, /) -> dict[str, object]:
        """Returns the fields as a dictionary, unknown ones beside the known."""
    @property
    def type(self, /) -> str | None:
        """The kind of the account."""

@final
class AsyncClient:
    """Makes calls that are awaited: the same as those of `Client`.

    One client serves any number of tasks, loops and threads; make one and keep it, since it
    keeps connections open. Cancelling a task cancels its call and closes its connection.

    Making one opens no connection, and reads no credential from the environment.

    Args:
        api_key: The API key for the Users API.
        reseller: The credential for the customer API; a client may have both.
        region: `"global"` or `"eu"`: whose servers are called; default: global.
        base_url: Another server than the region's, such as a sandbox.
        on_behalf_of: The subuser that every call acts for.
        timeout: Time limit of a whole call in seconds, with all its attempts and waits;
            default: 60.
        attempt_timeout: Time limit of one attempt in seconds; default: 15.
        connect_timeout: Time limit of making a connection in seconds; default: 5.
        max_retries: Maximum number of retries of one call, where it may be retried at all;
            default: 2.
        max_rate_limit_wait: Longest wait for a rate limit in seconds; a call that would wait longer
            fails at once; default: 120.
        max_connections: Maximum number of connections, and so of concurrent calls; further calls
            wait; default: 64.
        retry: How failed calls are retried: waits, and a budget.
        limits: Limits of responses and connections.
        ca_bundle: A PEM file of the certificate authorities to trust instead of the machine's.
        proxy: The URL of a proxy for all calls: `http`, `https`, `socks5` or `socks5h`.
        trust_env: Without a `proxy`, use that of `HTTPS_PROXY`, `HTTP_PROXY` or `ALL_PROXY`, with
            the exceptions of `NO_PROXY`. This machine is never reached by a proxy of these.
        shared_rate_limiter: Shares the rate limits of the servers with the other clients that have
            it; default: with the views of this client only.
        allow_insecure_transport: Allows plain `http` to other hosts than this machine.

    Raises:
        TypeError: An argument is of another type.
        InvalidInputError: An argument is refused; `field` names it.
        ConfigError: The whole does not work, such as plain `http` to another host.
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
    ) -> AsyncClient: ...
    def __reduce__(self, /) -> typing.NoReturn: ...
    def __repr__(self, /) -> str: ...
    def close(self, /) -> None:
        """Refuses further calls and closes idle connections. Calls under way go on, later ones raise
        `ClosedError`. A client may be closed twice.
        """
    @property
    def customers(self, /) -> AsyncCustomers:
        """The calls of the resellers' customer API; they raise `ConfigError` where the client has no
        credential of a reseller.
        """
    @staticmethod
    def from_env() -> AsyncClient:
        """Makes a client from `SENDGRID_API_KEY`, or `SENDGRID_RESELLER_USERNAME` with
        `SENDGRID_RESELLER_PASSWORD`, or all of them, and, where set, `SENDGRID_REGION`.

        Raises:
            InvalidInputError: A variable holds what cannot be sent; `field` names it.
            ConfigError: There is no credential, or the region is neither `global` nor `eu`.
        """
    def on_behalf_of(
        self, /, subuser: str | None = None, *, account_id: str | None = None
    ) -> AsyncClient:
        """Returns a client whose calls act for another account. It shares connections with this one,
        which stays as it is.

        Args:
            subuser: The username of a subuser.
            account_id: The number of a customer account, for reseller partners.

        Raises:
            InvalidInputError: The name cannot stand in a header, or both are given.
            TypeError: Neither is given.
        """
    @property
    def rate_limits(self, /) -> RateLimits:
        """What the servers have said of their rate limits, to calls of this client and of those
        that share its connections.
        """
    @property
    def user(self, /) -> AsyncUser:
        """The calls of the Users API; they raise `ConfigError` where the client has no API key."""
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
    ) -> AsyncClient:
        """Returns a client whose calls have other limits. It shares connections and all else with
        this one, which stays as it is.

        Args:
            timeout: Time limit of a whole call in seconds, with all its attempts and waits.
            attempt_timeout: Time limit of one attempt in seconds.
            max_retries: Maximum number of retries of one call, where it may be retried at all.
            max_rate_limit_wait: Longest wait for a rate limit in seconds.
            max_unknown_retries: Maximum number of retries of an idempotent change whose outcome is
                unknown.
            backoff: Longest wait in seconds before the first retry after a failure.
            rate_limit_backoff: Longest wait in seconds after the first HTTP 429 without a time.
            max_backoff: Upper bound of both kinds of waits as they double, in seconds.
            max_response_bytes: Maximum size of a response about one account.
            max_list_bytes: Maximum size of a list.

        Raises:
            InvalidInputError: A limit is out of its bounds; `field` names it.
        """

@final
class AsyncCustomers:
    """The eleven calls of the customer API; `client.customers` gives it."""
    async def create(self, /, customer: NewCustomer) -> None:
        """Creates a customer (`*.add`). It is sent once and never repeated.

        Args:
            customer: The customer to be.

        Raises:
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing was changed.
            ConnectError: No connection could be made; nothing was sent.
            OutcomeUnknownError: It was sent and no answer came.
        """
    async def delete(self, /, user: str) -> None:
        """Deletes a customer (`*.delete`). The username can never be registered again. It is sent once
        and never repeated.

        Args:
            user: The username of the customer.

        Raises:
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing was changed.
            ConnectError: No connection could be made; nothing was sent.
            OutcomeUnknownError: It was sent and no answer came.
        """
    async def disable(self, /, user: str) -> None:
        """Stops a customer from sending mail (`*.manage`, `method=disable`); website access stays as it
        is.

        Args:
            user: The username of the customer.

        Raises:
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing was changed.
            ConnectError: No connection could be made; nothing was sent.
            OutcomeUnknownError: It was sent and no answer came.
        """
    async def disable_website(self, /, user: str) -> None:
        """Stops a customer from logging in to the website (`*.manage`, `method=website_disable`);
        sending mail stays as it is.

        Args:
            user: The username of the customer.

        Raises:
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing was changed.
            ConnectError: No connection could be made; nothing was sent.
            OutcomeUnknownError: It was sent and no answer came.
        """
    async def enable(self, /, user: str) -> None:
        """Lets a customer send mail again (`*.manage`, `method=enable`); website access stays as it is.

        Args:
            user: The username of the customer.

        Raises:
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing was changed.
            ConnectError: No connection could be made; nothing was sent.
            OutcomeUnknownError: It was sent and no answer came.
        """
    async def enable_website(self, /, user: str) -> None:
        """Lets a customer log in to the website (`*.manage`, `method=website_enable`); sending mail
        stays as it is.

        Args:
            user: The username of the customer.

        Raises:
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing was changed.
            ConnectError: No connection could be made; nothing was sent.
            OutcomeUnknownError: It was sent and no answer came.
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
        """Lists the customers that a filter matches (`*.manage`, `task=get`).

        Servers match parts of texts. `limit` and `offset` page through many customers.

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
            website: The address of the website.
            company: The name of the company.
            active: Whether the customer may send mail.
            limit: Most customers to list.
            offset: How many customers to pass over first.

        Raises:
            InvalidInputError: A filter is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable answer came.
        """
    async def update_email(self, /, user: str, *, email: str) -> None:
        """Changes the contact address of a customer (`*.manage`, `task=setEmail`).

        Args:
            user: The username of the customer.
            email: The new address.

        Raises:
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing was changed.
            ConnectError: No connection could be made; nothing was sent.
            OutcomeUnknownError: It was sent and no answer came.
        """
    async def update_password(self, /, user: str, *, password: str) -> None:
        """Sets the password of a customer (`*.manage`, `method=password`). It is sent once and never
        repeated.

        Args:
            user: The username of the customer.
            password: The new password, from 6 characters on.

        Raises:
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing was changed.
            ConnectError: No connection could be made; nothing was sent.
            OutcomeUnknownError: It was sent and no answer came.
        """
    async def update_profile(
        self,
        /,
        user: str,
        *,
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
    ) -> None:
        """Changes the given fields of a customer's profile (`*.manage`, `task=set`).

        `None` leaves a field as it is, an empty text clears it. At least one must be given.

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
            website: The address of the website.
            company: The name of the company.

        Raises:
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing was changed.
            ConnectError: No connection could be made; nothing was sent.
            OutcomeUnknownError: It was sent and no answer came.
        """
    async def update_username(self, /, user: str, *, username: str) -> None:
        """Changes the username of a customer (`*.manage`, `task=setUsername`), at once for every login.
        It is sent once and never repeated.

        Args:
            user: The username of the customer.
            username: The new username, in the form of an e-mail address.

        Raises:
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing was changed.
            ConnectError: No connection could be made; nothing was sent.
            OutcomeUnknownError: It was sent and no answer came.
        """

@final
class AsyncUser:
    """The nine calls of the Users API; `client.user` gives it."""
    async def get_account(self, /) -> Account:
        """Retrieves kind and reputation of the account (`GET /v3/user/account`).

        Raises:
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable answer came.
        """
    async def get_credits(self, /) -> Credits:
        """Retrieves the credit balance of the account (`GET /v3/user/credits`).

        Raises:
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable answer came.
        """
    async def get_email(self, /) -> Email:
        """Retrieves the e-mail address of the account (`GET /v3/user/email`).

        Raises:
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable answer came.
        """
    async def get_profile(self, /) -> Profile:
        """Retrieves the profile of the account (`GET /v3/user/profile`).

        Raises:
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable answer came.
        """
    async def get_username(self, /) -> Username:
        """Retrieves username and number of the account (`GET /v3/user/username`).

        Raises:
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable answer came.
        """
    async def update_email(self, /, email: str) -> Email:
        """Changes the e-mail address of the account (`PUT /v3/user/email`). A server may ask the new
        address for confirmation first and tell the old one until then.

        Args:
            email: The new address.

        Raises:
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing was changed.
            ConnectError: No connection could be made; nothing was sent.
            OutcomeUnknownError: It was sent and no answer came.
        """
    async def update_password(self, /, *, old_password: str, new_password: str) -> None:
        """Changes the password of the account (`PUT /v3/user/password`). It is sent once and never
        repeated: a repeat would fail on the old password.

        Args:
            old_password: The password that is in force.
            new_password: The password to be.

        Raises:
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing was changed.
            ConnectError: No connection could be made; nothing was sent.
            OutcomeUnknownError: It was sent and no answer came.
        """
    async def update_profile(
        self,
        /,
        *,
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
    ) -> Profile:
        """Changes the given fields of the profile (`PATCH /v3/user/profile`) and returns all of it.

        `None` leaves a field as it is, an empty text clears it. At least one must be given.

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
            website: The address of the website.
            zip: The zip code.

        Raises:
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing was changed.
            ConnectError: No connection could be made; nothing was sent.
            OutcomeUnknownError: It was sent and no answer came.
        """
    async def update_username(self, /, username: str) -> Username:
        """Changes the username of the account (`PUT /v3/user/username`). Logins by the old name fail
        from then on.

        Args:
            username: The new username.

        Raises:
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing was changed.
            ConnectError: No connection could be made; nothing was sent.
            OutcomeUnknownError: It was sent and no answer came.
        """

@final
class Call:
    def end(self, /) -> None: ...
    def flush(self, /) -> None: ...
    def interrupt(self, /, error: BaseException) -> None: ...
    def start(self, /) -> Future[typing.Any]: ...

@final
class Client:
    """Makes calls, and waits for them with the interpreter released.

    One client serves any number of threads; make one and keep it, since it keeps connections
    open.

    Making one opens no connection, and reads no credential from the environment.

    Args:
        api_key: The API key for the Users API.
        reseller: The credential for the customer API; a client may have both.
        region: `"global"` or `"eu"`: whose servers are called; default: global.
        base_url: Another server than the region's, such as a sandbox.
        on_behalf_of: The subuser that every call acts for.
        timeout: Time limit of a whole call in seconds, with all its attempts and waits;
            default: 60.
        attempt_timeout: Time limit of one attempt in seconds; default: 15.
        connect_timeout: Time limit of making a connection in seconds; default: 5.
        max_retries: Maximum number of retries of one call, where it may be retried at all;
            default: 2.
        max_rate_limit_wait: Longest wait for a rate limit in seconds; a call that would wait longer
            fails at once; default: 120.
        max_connections: Maximum number of connections, and so of concurrent calls; further calls
            wait; default: 64.
        retry: How failed calls are retried: waits, and a budget.
        limits: Limits of responses and connections.
        ca_bundle: A PEM file of the certificate authorities to trust instead of the machine's.
        proxy: The URL of a proxy for all calls: `http`, `https`, `socks5` or `socks5h`.
        trust_env: Without a `proxy`, use that of `HTTPS_PROXY`, `HTTP_PROXY` or `ALL_PROXY`, with
            the exceptions of `NO_PROXY`. This machine is never reached by a proxy of these.
        shared_rate_limiter: Shares the rate limits of the servers with the other clients that have
            it; default: with the views of this client only.
        allow_insecure_transport: Allows plain `http` to other hosts than this machine.

    Raises:
        TypeError: An argument is of another type.
        InvalidInputError: An argument is refused; `field` names it.
        ConfigError: The whole does not work, such as plain `http` to another host.
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
    ) -> Client: ...
    def __reduce__(self, /) -> typing.NoReturn: ...
    def __repr__(self, /) -> str: ...
    def close(self, /) -> None:
        """Refuses further calls and closes idle connections. Calls under way go on, later ones raise
        `ClosedError`. A client may be closed twice.
        """
    @property
    def customers(self, /) -> Customers:
        """The calls of the resellers' customer API; they raise `ConfigError` where the client has no
        credential of a reseller.
        """
    @staticmethod
    def from_env() -> Client:
        """Makes a client from `SENDGRID_API_KEY`, or `SENDGRID_RESELLER_USERNAME` with
        `SENDGRID_RESELLER_PASSWORD`, or all of them, and, where set, `SENDGRID_REGION`.

        Raises:
            InvalidInputError: A variable holds what cannot be sent; `field` names it.
            ConfigError: There is no credential, or the region is neither `global` nor `eu`.
        """
    def on_behalf_of(
        self, /, subuser: str | None = None, *, account_id: str | None = None
    ) -> Client:
        """Returns a client whose calls act for another account. It shares connections with this one,
        which stays as it is.

        Args:
            subuser: The username of a subuser.
            account_id: The number of a customer account, for reseller partners.

        Raises:
            InvalidInputError: The name cannot stand in a header, or both are given.
            TypeError: Neither is given.
        """
    @property
    def rate_limits(self, /) -> RateLimits:
        """What the servers have said of their rate limits, to calls of this client and of those
        that share its connections.
        """
    @property
    def user(self, /) -> User:
        """The calls of the Users API; they raise `ConfigError` where the client has no API key."""
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
    ) -> Client:
        """Returns a client whose calls have other limits. It shares connections and all else with
        this one, which stays as it is.

        Args:
            timeout: Time limit of a whole call in seconds, with all its attempts and waits.
            attempt_timeout: Time limit of one attempt in seconds.
            max_retries: Maximum number of retries of one call, where it may be retried at all.
            max_rate_limit_wait: Longest wait for a rate limit in seconds.
            max_unknown_retries: Maximum number of retries of an idempotent change whose outcome is
                unknown.
            backoff: Longest wait in seconds before the first retry after a failure.
            rate_limit_backoff: Longest wait in seconds after the first HTTP 429 without a time.
            max_backoff: Upper bound of both kinds of waits as they double, in seconds.
            max_response_bytes: Maximum size of a response about one account.
            max_list_bytes: Maximum size of a list.

        Raises:
            InvalidInputError: A limit is out of its bounds; `field` names it.
        """

@final
class Credits:
    """The credit balance of an account: how many messages it may send. Accounts without a limit may
    leave numbers out, which are `None` then.
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
    def __repr__(self, /) -> str: ...
    @property
    def extra(self, /) -> MappingProxyType[str, object]:
        """Fields that a server sends and this version does not know, as a read-only mapping."""
    @property
    def last_reset(self, /) -> str | None:
        """Date of the last reset, `YYYY-MM-DD`; of a lapsed plan it stays in the past."""
    @property
    def next_reset(self, /) -> str | None:
        """Date of the next reset, `YYYY-MM-DD`."""
    @property
    def overage(self, /) -> int | None:
        """Credits overdrawn."""
    @property
    def remain(self, /) -> int | None:
        """Credits that remain."""
    @property
    def reset_frequency(self, /) -> str | None:
        """How often the balance is reset."""
    def to_dict(self, /) -> dict[str, object]:
        """Returns the fields as a dictionary, unknown ones beside the known."""
    @property
    def total(self, /) -> int | None:
        """Credits assigned to the account."""
    @property
    def used(self, /) -> int | None:
        """Credits used."""

@final
class Customer:
    """A customer of a reseller. Which fields a server tells differs; what it leaves out is
    `None`.
    """

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
    def __repr__(self, /) -> str: ...
    @property
    def active(self, /) -> bool | None:
        """Whether the customer may send mail."""
    @property
    def address(self, /) -> str | None:
        """The street address."""
    @property
    def address2(self, /) -> str | None:
        """The second line of the street address."""
    @property
    def city(self, /) -> str | None:
        """The city."""
    @property
    def company(self, /) -> str | None:
        """The name of the company."""
    @property
    def country(self, /) -> str | None:
        """The country."""
    @property
    def email(self, /) -> str | None:
        """The e-mail address."""
    @property
    def extra(self, /) -> MappingProxyType[str, object]:
        """Fields that a server sends and this version does not know, as a read-only mapping."""
    @property
    def first_name(self, /) -> str | None:
        """The first name."""
    @property
    def id(self, /) -> str | None:
        """The number of the customer."""
    @property
    def last_name(self, /) -> str | None:
        """The last name."""
    @property
    def phone(self, /) -> str | None:
        """The phone number."""
    @property
    def state(self, /) -> str | None:
        """The state."""
    def to_dict(self, /) -> dict[str, object]:
        """Returns the fields as a dictionary, unknown ones beside the known."""
    @property
    def username(self, /) -> str | None:
        """The username, by which other calls name the customer."""
    @property
    def website(self, /) -> str | None:
        """The address of the website."""
    @property
    def website_access(self, /) -> bool | None:
        """Whether the customer may log in to the website."""
    @property
    def zip(self, /) -> str | None:
        """The zip code."""

@final
class CustomerIterator:
    """The customers of a `CustomerList`, one after the other."""
    def __iter__(self, /) -> CustomerIterator: ...
    def __next__(self, /) -> Customer: ...

@final
class CustomerList(Sequence[Customer]):
    """The customers that a list call found, in the server's order: a sequence that makes each
    `Customer` when it is asked for.
    """
    def __contains__(self, value: Any, /) -> bool: ...
    def __eq__(self, value: object, /) -> bool: ...
    @typing.overload
    def __getitem__(self, index: int, /) -> Customer: ...
    @typing.overload
    def __getitem__(self, index: slice, /) -> list[Customer]: ...
    def __iter__(self, /) -> CustomerIterator: ...
    def __len__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    def __reversed__(self, /) -> collections.abc.Iterator[Customer]: ...
    def count(self, /, value: typing.Any) -> int:
        """Returns how many customers are equal to one.

        Args:
            value: The customer.
        """
    def index(self, /, value: typing.Any, start: int = 0, stop: int = ...) -> int:
        """Returns the place of the first equal customer.

        Args:
            value: The customer.
            start: The place to begin at.
            stop: The place to end before.

        Raises:
            ValueError: There is none.
        """
    def to_dicts(self, /) -> list[dict[str, object]]:
        """Returns the customers as dictionaries, unknown fields beside the known."""

@final
class Customers:
    """The eleven calls of the customer API; `client.customers` gives it."""
    def create(self, /, customer: NewCustomer) -> None:
        """Creates a customer (`*.add`). It is sent once and never repeated.

        Args:
            customer: The customer to be.

        Raises:
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing was changed.
            ConnectError: No connection could be made; nothing was sent.
            OutcomeUnknownError: It was sent and no answer came.
        """
    def delete(self, /, user: str) -> None:
        """Deletes a customer (`*.delete`). The username can never be registered again. It is sent once
        and never repeated.

        Args:
            user: The username of the customer.

        Raises:
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing was changed.
            ConnectError: No connection could be made; nothing was sent.
            OutcomeUnknownError: It was sent and no answer came.
        """
    def disable(self, /, user: str) -> None:
        """Stops a customer from sending mail (`*.manage`, `method=disable`); website access stays as it
        is.

        Args:
            user: The username of the customer.

        Raises:
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing was changed.
            ConnectError: No connection could be made; nothing was sent.
            OutcomeUnknownError: It was sent and no answer came.
        """
    def disable_website(self, /, user: str) -> None:
        """Stops a customer from logging in to the website (`*.manage`, `method=website_disable`);
        sending mail stays as it is.

        Args:
            user: The username of the customer.

        Raises:
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing was changed.
            ConnectError: No connection could be made; nothing was sent.
            OutcomeUnknownError: It was sent and no answer came.
        """
    def enable(self, /, user: str) -> None:
        """Lets a customer send mail again (`*.manage`, `method=enable`); website access stays as it is.

        Args:
            user: The username of the customer.

        Raises:
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing was changed.
            ConnectError: No connection could be made; nothing was sent.
            OutcomeUnknownError: It was sent and no answer came.
        """
    def enable_website(self, /, user: str) -> None:
        """Lets a customer log in to the website (`*.manage`, `method=website_enable`); sending mail
        stays as it is.

        Args:
            user: The username of the customer.

        Raises:
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing was changed.
            ConnectError: No connection could be made; nothing was sent.
            OutcomeUnknownError: It was sent and no answer came.
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
        """Lists the customers that a filter matches (`*.manage`, `task=get`).

        Servers match parts of texts. `limit` and `offset` page through many customers.

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
            website: The address of the website.
            company: The name of the company.
            active: Whether the customer may send mail.
            limit: Most customers to list.
            offset: How many customers to pass over first.

        Raises:
            InvalidInputError: A filter is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable answer came.
        """
    def update_email(self, /, user: str, *, email: str) -> None:
        """Changes the contact address of a customer (`*.manage`, `task=setEmail`).

        Args:
            user: The username of the customer.
            email: The new address.

        Raises:
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing was changed.
            ConnectError: No connection could be made; nothing was sent.
            OutcomeUnknownError: It was sent and no answer came.
        """
    def update_password(self, /, user: str, *, password: str) -> None:
        """Sets the password of a customer (`*.manage`, `method=password`). It is sent once and never
        repeated.

        Args:
            user: The username of the customer.
            password: The new password, from 6 characters on.

        Raises:
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing was changed.
            ConnectError: No connection could be made; nothing was sent.
            OutcomeUnknownError: It was sent and no answer came.
        """
    def update_profile(
        self,
        /,
        user: str,
        *,
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
    ) -> None:
        """Changes the given fields of a customer's profile (`*.manage`, `task=set`).

        `None` leaves a field as it is, an empty text clears it. At least one must be given.

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
            website: The address of the website.
            company: The name of the company.

        Raises:
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing was changed.
            ConnectError: No connection could be made; nothing was sent.
            OutcomeUnknownError: It was sent and no answer came.
        """
    def update_username(self, /, user: str, *, username: str) -> None:
        """Changes the username of a customer (`*.manage`, `task=setUsername`), at once for every login.
        It is sent once and never repeated.

        Args:
            user: The username of the customer.
            username: The new username, in the form of an e-mail address.

        Raises:
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing was changed.
            ConnectError: No connection could be made; nothing was sent.
            OutcomeUnknownError: It was sent and no answer came.
        """

@final
class Email:
    """The e-mail address of an account."""

    __match_args__: Final[tuple[Literal["email"]]]
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(
        cls, /, email: str | None = None, *, extra: dict[str, object] | None = None
    ) -> Email: ...
    def __reduce__(self, /) -> tuple[object, ...]: ...
    def __repr__(self, /) -> str: ...
    @property
    def email(self, /) -> str | None:
        """The address on file."""
    @property
    def extra(self, /) -> MappingProxyType[str, object]:
        """Fields that a server sends and this version does not know, as a read-only mapping."""
    def to_dict(self, /) -> dict[str, object]:
        """Returns the fields as a dictionary, unknown ones beside the known."""

@final
class LostChange:
    """A change of unknown outcome and the client that made it. Pickling leaves it behind."""
    @property
    def target(self, /) -> str | None:
        """The user that the change is about, if it names one."""

@final
class NewCustomer:
    """A customer to be. The first thirteen fields must be given.

    The documents call `company`, `package` and `whitelabel` required too, and leave them
    out in their own examples: they are optional here, and the server decides. What is
    wrong is told when the customer is created, before anything is sent. The password can be
    given and never read.

    Args:
        username: The username, up to 64 characters.
        password: The password, from 6 characters on.
         email: The e-mail address, up to 64 characters.
         first_name: The first name, up to 50 characters.
         last_name: The last name, up to 50 characters.
         address: The street address, up to 100 characters.
         city: The city, up to 100 characters.
         state: The state, up to 100 characters.
         zip: The zip code, up to 50 characters.
         country: The country, up to 100 characters.
         phone: The phone number, up to 50 characters.
         website: The address of the website, up to 255 characters.
         company: The name of the company, up to 255 characters.
         package: The name of the package to assign, up to 255 characters.
         whitelabel: The domain for whitelabelling, up to 255 characters.
        ip_group: The names of IP groups of yours to add, each up to 255 characters.
        ip: IP addresses of yours to add, where the package allows it.
        free_user: Whether the customer is a free one; has to be given for a free customer.
        billing_date: The first billing date, `YYYY-MM-DD`, within one billing cycle from now.

    Raises:
        TypeError: An argument is missing or of another type.
        InvalidInputError: A text is not valid Unicode; `field` names it.
    """
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
        ip_group: Sequence[str] = ...,
        ip: Sequence[str] = ...,
        free_user: bool | None = None,
        billing_date: str | None = None,
    ) -> NewCustomer: ...
    def __repr__(self, /) -> str: ...
    @property
    def address(self, /) -> str:
        """The street address, up to 100 characters."""
    @property
    def billing_date(self, /) -> str | None:
        """The first billing date, `YYYY-MM-DD`, within one billing cycle from now."""
    @property
    def city(self, /) -> str:
        """The city, up to 100 characters."""
    @property
    def company(self, /) -> str | None:
        """The name of the company, up to 255 characters."""
    @property
    def country(self, /) -> str:
        """The country, up to 100 characters."""
    @property
    def email(self, /) -> str:
        """The e-mail address, up to 64 characters."""
    @property
    def first_name(self, /) -> str:
        """The first name, up to 50 characters."""
    @property
    def free_user(self, /) -> bool | None:
        """Whether the customer is a free one; has to be given for a free customer."""
    @property
    def ip(self, /) -> list[str]:
        """IP addresses of yours to add, where the package allows it."""
    @property
    def ip_group(self, /) -> list[str]:
        """The names of IP groups of yours to add, each up to 255 characters."""
    @property
    def last_name(self, /) -> str:
        """The last name, up to 50 characters."""
    @property
    def package(self, /) -> str | None:
        """The name of the package to assign, up to 255 characters."""
    @property
    def phone(self, /) -> str:
        """The phone number, up to 50 characters."""
    @property
    def state(self, /) -> str:
        """The state, up to 100 characters."""
    @property
    def username(self, /) -> str:
        """The username, up to 64 characters."""
    @property
    def website(self, /) -> str:
        """The address of the website, up to 255 characters."""
    @property
    def whitelabel(self, /) -> str | None:
        """The domain for whitelabelling, up to 255 characters."""
    @property
    def zip(self, /) -> str:
        """The zip code, up to 50 characters."""

@final
class Profile:
    """The profile of an account. What is not set is `None` or empty, as the server tells it."""

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
    def __repr__(self, /) -> str: ...
    @property
    def address(self, /) -> str | None:
        """The street address."""
    @property
    def address2(self, /) -> str | None:
        """The second line of the street address. Not every server tells it."""
    @property
    def city(self, /) -> str | None:
        """The city."""
    @property
    def company(self, /) -> str | None:
        """The name of the company."""
    @property
    def country(self, /) -> str | None:
        """The country."""
    @property
    def extra(self, /) -> MappingProxyType[str, object]:
        """Fields that a server sends and this version does not know, as a read-only mapping."""
    @property
    def first_name(self, /) -> str | None:
        """The first name."""
    @property
    def last_name(self, /) -> str | None:
        """The last name."""
    @property
    def phone(self, /) -> str | None:
        """The phone number."""
    @property
    def state(self, /) -> str | None:
        """The state."""
    def to_dict(self, /) -> dict[str, object]:
        """Returns the fields as a dictionary, unknown ones beside the known."""
    @property
    def website(self, /) -> str | None:
        """The address of the website."""
    @property
    def zip(self, /) -> str | None:
        """The zip code."""

@final
class RateLimit:
    """What a server has said of its rate limit, in the headers of its last answer."""
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    @property
    def limit(self, /) -> int | None:
        """Calls that a window allows."""
    @property
    def remaining(self, /) -> int | None:
        """Calls that were left of it."""
    @property
    def reset_at(self, /) -> datetime | None:
        """When the next window begins, by the server's clock."""

@final
class RateLimits:
    """The rate limits of both APIs."""
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __repr__(self, /) -> str: ...
    @property
    def customers(self, /) -> RateLimit | None:
        """Of the customer API; none where no answer has told."""
    @property
    def user(self, /) -> RateLimit | None:
        """Of the Users API; none where no answer has told."""

@final
class Reconciled:
    """What reading back has shown of a change whose answer was lost."""

    __match_args__: Final[tuple[Literal["verdict"], Literal["evidence"]]]
    def __eq__(self, value: object, /) -> bool: ...
    def __hash__(self, /) -> int: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __new__(cls, /, verdict: str, evidence: str) -> Reconciled: ...
    def __reduce__(self, /) -> tuple[object, ...]: ...
    def __repr__(self, /) -> str: ...
    @property
    def evidence(self, /) -> str:
        """What was read, in one sentence. It names fields, and shows no values."""
    @property
    def verdict(self, /) -> Literal["applied", "not_applied_yet", "inconclusive"]:
        """What was found: `"applied"`, `"not_applied_yet"` (in two readings a second apart; a request
        that is still on its way may yet arrive), or `"inconclusive"`.
        """

@final
class Reseller:
    """The credential for the customer API. No text of it shows its secret.

    Args:
        username: The username of the account.
        password: Its password.
        dialect: `"reseller"` or `"distributor"`, the older one; default: reseller.
        format: `"json"` or `"xml"`; what calls return does not depend on it; default: json.
        auth: `"params"` sends both as parameters, as documented, `"basic"` in a header;
            default: params.
        base_url: The address before the endpoint, such as `"https://sendgrid.com/apiv2/"`.

    Raises:
        InvalidInputError: An argument is refused; `field` names it.
    """
    def __new__(
        cls,
        /,
        username: str,
        password: str,
        *,
        dialect: str = ...,
        format: str = ...,
        auth: str = ...,
        base_url: str | None = None,
    ) -> Reseller: ...
    def __reduce__(self, /) -> typing.NoReturn: ...
    def __repr__(self, /) -> str: ...
    @staticmethod
    def with_api_key(
        key: str, *, dialect: str = ..., format: str = ..., base_url: str | None = None
    ) -> Reseller:
        """Takes an API key instead of username and password. The documents do not say that servers
        take one for these calls; some may.

        Args:
            key: The API key.
            dialect: `"reseller"` or `"distributor"`, the older one; default: reseller.
            format: `"json"` or `"xml"`; what calls return does not depend on it; default: json.
            base_url: The address before the endpoint, such as `"https://sendgrid.com/apiv2/"`.

        Raises:
            InvalidInputError: An argument is refused; `field` names it.
        """

@final
class Sandbox:
    """A stand-in server on this machine. It serves from the moment it is made until it is closed.

    Args:
        port: The port to listen on; 0 takes any free one.
        host: The loopback address to listen on.
        permissive: Accept any API key, and make up unknown on-behalf-of accounts.
        window: Requests allowed per key and operation, and in how many seconds; default: 600
            in 60.
        latency_ms: Milliseconds that each request waits before it is looked at.
        errors: `"seeds"` or `"2014"`: the generation of the customer API's error bodies.
        customers: How many generated customers to start with beside the two of the documents.

    Raises:
        ValueError: The host is not a loopback address, or the window is not positive.
        OSError: The port is taken.
    """
    def __enter__(self, /) -> Sandbox: ...
    def __exit__(self, /, *_exception: object) -> None: ...
    def __new__(
        cls,
        /,
        *,
        port: SupportsIndex = 0,
        host: str = ...,
        permissive: bool = False,
        window: tuple[SupportsIndex, SupportsIndex] = ...,
        latency_ms: SupportsIndex = 0,
        errors: str = ...,
        customers: SupportsIndex = 0,
    ) -> Sandbox: ...
    def __repr__(self, /) -> str: ...
    @property
    def api_key(self, /) -> str:
        """The API key that it accepts."""
    def close(self, /) -> None:
        """Stops the server; open connections are dropped."""
    @property
    def control_token(self, /) -> str:
        """The token of its control API, for the header `X-Sandbox-Token`."""
    def journal(self, /) -> list[dict[str, typing.Any]]:
        """Returns the requests that were served, oldest first, with secrets as hashes.

        Raises:
            RuntimeError: The sandbox is closed.
        """
    @property
    def reseller_password(self, /) -> str:
        """The password of the reseller."""
    @property
    def reseller_username(self, /) -> str:
        """The username of the reseller."""
    def reset(self, /) -> None:
        """Goes back to the start state, and empties the journal and the rate windows.

        Raises:
            RuntimeError: The sandbox is closed.
        """
    def state(self, /) -> dict[str, typing.Any]:
        """Returns all accounts as they are now, with passwords as hashes.

        Raises:
            RuntimeError: The sandbox is closed.
        """
    @property
    def url(self, /) -> str:
        """Where the server is reached."""

@final
class SharedRateLimiter:
    """Lets clients share what they know of rate limits.

    Those that are made with the same one and call the same API of the same host with the same
    credential wait as one: a program that makes a client for each job needs it, a program with one
    client and its views does not. Clients of both kinds may share it, on any threads and loops. It
    knows credentials by a fingerprint only. A process that is forked begins anew.
    """
    def __new__(cls, /) -> SharedRateLimiter: ...
    def __reduce__(self, /) -> typing.NoReturn: ...

@final
class User:
    """The nine calls of the Users API; `client.user` gives it."""
    def get_account(self, /) -> Account:
        """Retrieves kind and reputation of the account (`GET /v3/user/account`).

        Raises:
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable answer came.
        """
    def get_credits(self, /) -> Credits:
        """Retrieves the credit balance of the account (`GET /v3/user/credits`).

        Raises:
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable answer came.
        """
    def get_email(self, /) -> Email:
        """Retrieves the e-mail address of the account (`GET /v3/user/email`).

        Raises:
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable answer came.
        """
    def get_profile(self, /) -> Profile:
        """Retrieves the profile of the account (`GET /v3/user/profile`).

        Raises:
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable answer came.
        """
    def get_username(self, /) -> Username:
        """Retrieves username and number of the account (`GET /v3/user/username`).

        Raises:
            ApiError: The server refuses the call.
            ConnectError, RequestTimeoutError, TransportError, ResponseError: No usable answer came.
        """
    def update_email(self, /, email: str) -> Email:
        """Changes the e-mail address of the account (`PUT /v3/user/email`). A server may ask the new
        address for confirmation first and tell the old one until then.

        Args:
            email: The new address.

        Raises:
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing was changed.
            ConnectError: No connection could be made; nothing was sent.
            OutcomeUnknownError: It was sent and no answer came.
        """
    def update_password(self, /, *, old_password: str, new_password: str) -> None:
        """Changes the password of the account (`PUT /v3/user/password`). It is sent once and never
        repeated: a repeat would fail on the old password.

        Args:
            old_password: The password that is in force.
            new_password: The password to be.

        Raises:
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing was changed.
            ConnectError: No connection could be made; nothing was sent.
            OutcomeUnknownError: It was sent and no answer came.
        """
    def update_profile(
        self,
        /,
        *,
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
    ) -> Profile:
        """Changes the given fields of the profile (`PATCH /v3/user/profile`) and returns all of it.

        `None` leaves a field as it is, an empty text clears it. At least one must be given.

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
            website: The address of the website.
            zip: The zip code.

        Raises:
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing was changed.
            ConnectError: No connection could be made; nothing was sent.
            OutcomeUnknownError: It was sent and no answer came.
        """
    def update_username(self, /, username: str) -> Username:
        """Changes the username of the account (`PUT /v3/user/username`). Logins by the old name fail
        from then on.

        Args:
            username: The new username.

        Raises:
            InvalidInputError: An argument is refused before anything is sent; `field` names it.
            ApiError: The server refuses the call; nothing was changed.
            ConnectError: No connection could be made; nothing was sent.
            OutcomeUnknownError: It was sent and no answer came.
        """

@final
class Username:
    """The username of an account."""

    __match_args__: Final[tuple[Literal["username"], Literal["user_id"]]]
    def __eq__(self, value: object, /) -> bool: ...
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
    def __repr__(self, /) -> str: ...
    @property
    def extra(self, /) -> MappingProxyType[str, object]:
        """Fields that a server sends and this version does not know, as a read-only mapping."""
    def to_dict(self, /) -> dict[str, object]:
        """Returns the fields as a dictionary, unknown ones beside the known."""
    @property
    def user_id(self, /) -> int | None:
        """The number of the account; an update does not tell it."""
    @property
    def username(self, /) -> str | None:
        """The username."""

def error_kinds() -> list[str]:
    """The names of all kinds of errors, for the test that every one has its class."""

def operations() -> list[str]:
    """The names of all operations, for the test that every one has its method."""

def reconcile(change: LostChange) -> Reconciled:
    """Reads back whether the change was applied, and waits for it."""

async def reconcile_async(change: LostChange) -> Reconciled:
    """Reads back whether the change was applied, when it is awaited."""

def run_sandbox(arguments: list[str]) -> int:
    """Runs the server as a program with these command line arguments, until a signal's handler raises;
    returns its exit status.
    """
