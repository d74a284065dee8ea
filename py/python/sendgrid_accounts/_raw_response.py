"""`client.with_raw_response`: the calls of a client, whose results come with their responses."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine
    from typing import Any, ParamSpec, TypeVar

    from sendgrid_accounts._native import (
        ApiKeys,
        AsyncApiKeys,
        AsyncClient,
        AsyncCustomers,
        AsyncScopes,
        AsyncSubusers,
        AsyncUser,
        Client,
        Customers,
        RawResponse,
        Scopes,
        Subusers,
        User,
    )

    _P = ParamSpec("_P")
    _T = TypeVar("_T")


def _raw(method: Callable[_P, _T]) -> Callable[_P, RawResponse[_T]]:
    """The type of a method of a client that returns responses, whose own type says otherwise."""
    return method  # type: ignore[return-value]  # pyright: ignore[reportReturnType]


def _awaited(
    method: Callable[_P, Coroutine[Any, Any, _T]],
) -> Callable[_P, Coroutine[Any, Any, RawResponse[_T]]]:
    """As `_raw()`, for a coroutine method."""
    return method  # type: ignore[return-value]  # pyright: ignore[reportReturnType]


class UserWithRawResponse:
    """Calls of the Users API, as `client.with_raw_response.user`."""

    def __init__(self, user: User) -> None:
        """Takes the methods of a client that returns responses."""
        self.get_account = _raw(user.get_account)
        self.get_credits = _raw(user.get_credits)
        self.get_email = _raw(user.get_email)
        self.update_email = _raw(user.update_email)
        self.update_password = _raw(user.update_password)
        self.get_profile = _raw(user.get_profile)
        self.update_profile = _raw(user.update_profile)
        self.get_username = _raw(user.get_username)
        self.update_username = _raw(user.update_username)


class CustomersWithRawResponse:
    """Calls of the customer API, as `client.with_raw_response.customers`."""

    def __init__(self, customers: Customers) -> None:
        """Takes the methods of a client that returns responses."""
        self.create = _raw(customers.create)
        self.delete = _raw(customers.delete)
        self.list = _raw(customers.list)
        self.get = _raw(customers.get)
        self.enable = _raw(customers.enable)
        self.disable = _raw(customers.disable)
        self.enable_website = _raw(customers.enable_website)
        self.disable_website = _raw(customers.disable_website)
        self.update_profile = _raw(customers.update_profile)
        self.update_password = _raw(customers.update_password)
        self.update_username = _raw(customers.update_username)
        self.update_email = _raw(customers.update_email)


class SubusersWithRawResponse:
    """Calls of the Subusers API, as `client.with_raw_response.subusers`."""

    def __init__(self, subusers: Subusers) -> None:
        """Takes the methods of a client that returns responses."""
        self.list = _raw(subusers.list)
        self.get = _raw(subusers.get)
        self.create = _raw(subusers.create)
        self.delete = _raw(subusers.delete)
        self.enable = _raw(subusers.enable)
        self.disable = _raw(subusers.disable)
        self.enable_website = _raw(subusers.enable_website)
        self.disable_website = _raw(subusers.disable_website)
        self.get_ips = _raw(subusers.get_ips)
        self.update_ips = _raw(subusers.update_ips)
        self.get_credits = _raw(subusers.get_credits)
        self.update_credits = _raw(subusers.update_credits)
        self.adjust_credits = _raw(subusers.adjust_credits)
        self.get_reputations = _raw(subusers.get_reputations)


class ApiKeysWithRawResponse:
    """Calls of the API keys API, as `client.with_raw_response.api_keys`."""

    def __init__(self, api_keys: ApiKeys) -> None:
        """Takes the methods of a client that returns responses."""
        self.list = _raw(api_keys.list)
        self.get = _raw(api_keys.get)
        self.create = _raw(api_keys.create)
        self.create_full_access = _raw(api_keys.create_full_access)
        self.update = _raw(api_keys.update)
        self.update_name = _raw(api_keys.update_name)
        self.delete = _raw(api_keys.delete)


class ScopesWithRawResponse:
    """Calls of the scopes API, as `client.with_raw_response.scopes`."""

    def __init__(self, scopes: Scopes) -> None:
        """Takes the methods of a client that returns responses."""
        self.list = _raw(scopes.list)


class ClientWithRawResponse:
    """The calls of a `Client`, each of which returns a `RawResponse` of its result."""

    def __init__(self, client: Client) -> None:
        """Takes a client that returns responses."""
        self._client = client

    @property
    def user(self) -> UserWithRawResponse:
        """Calls of the Users API."""
        return UserWithRawResponse(self._client.user)

    @property
    def customers(self) -> CustomersWithRawResponse:
        """Calls of the customer API."""
        return CustomersWithRawResponse(self._client.customers)

    @property
    def subusers(self) -> SubusersWithRawResponse:
        """Calls of the Subusers API."""
        return SubusersWithRawResponse(self._client.subusers)

    @property
    def api_keys(self) -> ApiKeysWithRawResponse:
        """Calls of the API keys API."""
        return ApiKeysWithRawResponse(self._client.api_keys)

    @property
    def scopes(self) -> ScopesWithRawResponse:
        """Calls of the scopes API."""
        return ScopesWithRawResponse(self._client.scopes)


class AsyncUserWithRawResponse:
    """Calls of the Users API, as `client.with_raw_response.user`."""

    def __init__(self, user: AsyncUser) -> None:
        """Takes the methods of a client that returns responses."""
        self.get_account = _awaited(user.get_account)
        self.get_credits = _awaited(user.get_credits)
        self.get_email = _awaited(user.get_email)
        self.update_email = _awaited(user.update_email)
        self.update_password = _awaited(user.update_password)
        self.get_profile = _awaited(user.get_profile)
        self.update_profile = _awaited(user.update_profile)
        self.get_username = _awaited(user.get_username)
        self.update_username = _awaited(user.update_username)


class AsyncCustomersWithRawResponse:
    """Calls of the customer API, as `client.with_raw_response.customers`."""

    def __init__(self, customers: AsyncCustomers) -> None:
        """Takes the methods of a client that returns responses."""
        self.create = _awaited(customers.create)
        self.delete = _awaited(customers.delete)
        self.list = _awaited(customers.list)
        self.get = _awaited(customers.get)
        self.enable = _awaited(customers.enable)
        self.disable = _awaited(customers.disable)
        self.enable_website = _awaited(customers.enable_website)
        self.disable_website = _awaited(customers.disable_website)
        self.update_profile = _awaited(customers.update_profile)
        self.update_password = _awaited(customers.update_password)
        self.update_username = _awaited(customers.update_username)
        self.update_email = _awaited(customers.update_email)


class AsyncSubusersWithRawResponse:
    """Calls of the Subusers API, as `client.with_raw_response.subusers`."""

    def __init__(self, subusers: AsyncSubusers) -> None:
        """Takes the methods of a client that returns responses."""
        self.list = _awaited(subusers.list)
        self.get = _awaited(subusers.get)
        self.create = _awaited(subusers.create)
        self.delete = _awaited(subusers.delete)
        self.enable = _awaited(subusers.enable)
        self.disable = _awaited(subusers.disable)
        self.enable_website = _awaited(subusers.enable_website)
        self.disable_website = _awaited(subusers.disable_website)
        self.get_ips = _awaited(subusers.get_ips)
        self.update_ips = _awaited(subusers.update_ips)
        self.get_credits = _awaited(subusers.get_credits)
        self.update_credits = _awaited(subusers.update_credits)
        self.adjust_credits = _awaited(subusers.adjust_credits)
        self.get_reputations = _awaited(subusers.get_reputations)


class AsyncApiKeysWithRawResponse:
    """Calls of the API keys API, as `client.with_raw_response.api_keys`."""

    def __init__(self, api_keys: AsyncApiKeys) -> None:
        """Takes the methods of a client that returns responses."""
        self.list = _awaited(api_keys.list)
        self.get = _awaited(api_keys.get)
        self.create = _awaited(api_keys.create)
        self.create_full_access = _awaited(api_keys.create_full_access)
        self.update = _awaited(api_keys.update)
        self.update_name = _awaited(api_keys.update_name)
        self.delete = _awaited(api_keys.delete)


class AsyncScopesWithRawResponse:
    """Calls of the scopes API, as `client.with_raw_response.scopes`."""

    def __init__(self, scopes: AsyncScopes) -> None:
        """Takes the methods of a client that returns responses."""
        self.list = _awaited(scopes.list)


class AsyncClientWithRawResponse:
    """The calls of an `AsyncClient`, each of which returns a `RawResponse` of its result."""

    def __init__(self, client: AsyncClient) -> None:
        """Takes a client that returns responses."""
        self._client = client

    @property
    def user(self) -> AsyncUserWithRawResponse:
        """Calls of the Users API."""
        return AsyncUserWithRawResponse(self._client.user)

    @property
    def customers(self) -> AsyncCustomersWithRawResponse:
        """Calls of the customer API."""
        return AsyncCustomersWithRawResponse(self._client.customers)

    @property
    def subusers(self) -> AsyncSubusersWithRawResponse:
        """Calls of the Subusers API."""
        return AsyncSubusersWithRawResponse(self._client.subusers)

    @property
    def api_keys(self) -> AsyncApiKeysWithRawResponse:
        """Calls of the API keys API."""
        return AsyncApiKeysWithRawResponse(self._client.api_keys)

    @property
    def scopes(self) -> AsyncScopesWithRawResponse:
        """Calls of the scopes API."""
        return AsyncScopesWithRawResponse(self._client.scopes)
