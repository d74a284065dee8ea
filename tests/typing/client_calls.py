"""Types of the clients and of the results of all calls, for mypy and pyright. Nothing here runs."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sendgrid_accounts import (
    Account,
    AsyncClient,
    AsyncCustomers,
    AsyncUser,
    Client,
    Credits,
    CustomerList,
    Customers,
    Email,
    Headers,
    Limits,
    NewCustomer,
    Profile,
    RateLimit,
    RawResponse,
    Reseller,
    Response,
    Retry,
    SharedRateLimiter,
    User,
    Username,
    __version__,
)

if TYPE_CHECKING:
    from typing_extensions import assert_type


def clients(reseller: Reseller, bundle: Path, shared: SharedRateLimiter) -> None:
    """Both clients take the same arguments."""
    retry = Retry(
        backoff=0.05,
        max_backoff=20,
        rate_limit_backoff=1,
        max_unknown_retries=1,
        budget=500,
        cost=14,
        rate_limit_cost=5,
        refund=1,
    )
    limits = Limits(
        max_response_bytes=1 << 18, max_list_bytes=1 << 28, max_headers=100, idle_timeout=10
    )
    assert_type(retry, Retry)
    assert_type(limits, Limits)
    assert_type(retry.backoff, float)
    assert_type(limits.max_headers, int)
    client = Client(
        "SG.key",
        reseller=reseller,
        region="eu",
        base_url="https://example.com",
        on_behalf_of="subuser",
        timeout=60,
        attempt_timeout=1.5,
        connect_timeout=5,
        max_retries=2,
        max_rate_limit_wait=120,
        max_connections=64,
        retry=retry,
        limits=limits,
        trust_env=False,
        shared_rate_limiter=shared,
        ca_bundle=bundle,
        proxy="http://127.0.0.1:3128",
        allow_insecure_transport=False,
    )
    assert_type(client, Client)
    assert_type(client.user, User)
    assert_type(client.customers, Customers)
    assert_type(client.on_behalf_of("subuser"), Client)
    assert_type(
        client.with_options(timeout=5, max_unknown_retries=0, max_list_bytes=1 << 20), Client
    )
    assert_type(client.on_behalf_of(account_id="1"), Client)
    assert_type(client.close(), None)
    assert_type(Client.from_env(), Client)
    assert_type(Client.from_env(api_key="SG.key", region="eu", timeout=5), Client)
    assert_type(Reseller(dialect="distributor", format="xml"), Reseller)

    awaited = AsyncClient(
        "SG.key",
        reseller=reseller,
        region="eu",
        base_url="https://example.com",
        on_behalf_of="subuser",
        timeout=60,
        attempt_timeout=1.5,
        connect_timeout=5,
        max_retries=2,
        max_rate_limit_wait=120,
        max_connections=64,
        retry=retry,
        limits=limits,
        trust_env=False,
        shared_rate_limiter=shared,
        ca_bundle="bundle.pem",
        proxy="http://127.0.0.1:3128",
        allow_insecure_transport=False,
    )
    assert_type(awaited, AsyncClient)
    assert_type(awaited.user, AsyncUser)
    assert_type(awaited.customers, AsyncCustomers)
    assert_type(awaited.on_behalf_of("subuser"), AsyncClient)
    assert_type(awaited.with_options(timeout=5, max_retries=0, max_list_bytes=1 << 20), AsyncClient)
    assert_type(awaited.on_behalf_of(account_id="1"), AsyncClient)
    assert_type(awaited.close(), None)
    assert_type(AsyncClient.from_env(), AsyncClient)
    assert_type(AsyncClient.from_env(base_url="http://localhost", limits=Limits()), AsyncClient)

    assert_type(Reseller("name", "password"), Reseller)
    assert_type(
        Reseller(
            username="name",
            password="password",
            dialect="distributor",
            format="xml",
            auth="basic",
            base_url="https://sendgrid.com/apiv2/",
        ),
        Reseller,
    )
    assert_type(
        Reseller.with_api_key("SG.key", dialect="reseller", format="json", base_url=None), Reseller
    )
    assert_type(SharedRateLimiter(), SharedRateLimiter)
    assert_type(__version__, str)


def any_other_call(client: Client) -> None:
    """Arguments and response of `request()`."""
    response = client.request(
        "POST",
        "/v3/alerts",
        params={"limit": 5, "tags": ["a", 1], "on": True},
        json={"a": [1, None]},
        idempotency="once",
        headers={"X-Trace": "1"},
    )
    assert_type(response, Response)
    assert_type(response.status, int)
    assert_type(response.headers, Headers)
    assert_type(response.headers["a"], str)
    assert_type(response.body, bytes)
    assert_type(response.request_id, str | None)
    client.request("PUT", "/v3/x", form={"a": ["b"]}, idempotency="idempotent")


def raw_responses(client: Client) -> None:
    """Each result is inside its response."""
    raw = client.with_raw_response.user.get_profile()
    assert_type(raw, RawResponse[Profile])
    assert_type(raw.parse(), Profile)
    assert_type(raw.status, int)
    assert_type(raw.headers, Headers)
    assert_type(raw.request_id, str | None)
    assert_type(raw.rate_limit, RateLimit | None)
    assert_type(client.with_raw_response.user.update_email("a@example.com"), RawResponse[Email])
    assert_type(client.with_raw_response.customers.list(active=True), RawResponse[CustomerList])
    assert_type(client.with_raw_response.customers.delete("user"), RawResponse[None])


async def awaited_raw_responses(client: AsyncClient) -> None:
    """The same with coroutines."""
    assert_type(await client.request("GET", "/v3/stats"), Response)
    assert_type(await client.with_raw_response.user.get_profile(), RawResponse[Profile])
    assert_type(await client.with_raw_response.customers.list(), RawResponse[CustomerList])


def user_calls(user: User) -> None:
    """The nine calls of the Users API."""
    assert_type(user.get_account(), Account)
    assert_type(user.get_credits(), Credits)
    assert_type(user.get_email(), Email)
    assert_type(user.update_email("example@example.com"), Email)
    assert_type(user.update_email(email="example@example.com"), Email)
    assert_type(user.update_password(old_password="old", new_password="new"), None)
    assert_type(user.get_profile(), Profile)
    assert_type(
        user.update_profile(
            address="1451 Larimer Street",
            address2="",
            city="Denver",
            company=None,
            country="US",
            first_name="Example",
            last_name="User",
            phone="555-555",
            state="CO",
            website="example.com",
            zip="80202",
        ),
        Profile,
    )
    assert_type(user.get_username(), Username)
    assert_type(user.update_username("name"), Username)
    assert_type(user.update_username(username="name"), Username)


async def awaited_user_calls(user: AsyncUser) -> None:
    """The same calls as coroutines."""
    assert_type(await user.get_account(), Account)
    assert_type(await user.get_credits(), Credits)
    assert_type(await user.get_email(), Email)
    assert_type(await user.update_email("example@example.com"), Email)
    assert_type(await user.update_email(email="example@example.com"), Email)
    assert_type(await user.update_password(old_password="old", new_password="new"), None)
    assert_type(await user.get_profile(), Profile)
    assert_type(
        await user.update_profile(
            address="1451 Larimer Street",
            address2="",
            city="Denver",
            company=None,
            country="US",
            first_name="Example",
            last_name="User",
            phone="555-555",
            state="CO",
            website="example.com",
            zip="80202",
        ),
        Profile,
    )
    assert_type(await user.get_username(), Username)
    assert_type(await user.update_username("name"), Username)
    assert_type(await user.update_username(username="name"), Username)


def customer_calls(customers: Customers, new_customer: NewCustomer) -> None:
    """The eleven calls of the customer API."""
    assert_type(customers.create(new_customer), None)
    assert_type(customers.create(customer=new_customer), None)
    assert_type(customers.delete("user"), None)
    assert_type(customers.list(), CustomerList)
    assert_type(
        customers.list(
            id="1",
            username="user",
            email="example@example.com",
            first_name="Example",
            last_name="User",
            address="1451 Larimer Street",
            city="Denver",
            state="CO",
            country="US",
            zip="80202",
            phone="555-555",
            website="example.com",
            company=None,
            active=True,
            limit=10,
            offset=0,
        ),
        CustomerList,
    )
    assert_type(customers.disable("user"), None)
    assert_type(customers.enable("user"), None)
    assert_type(customers.enable_website("user"), None)
    assert_type(customers.disable_website(user="user"), None)
    assert_type(
        customers.update_profile(
            "user",
            first_name="Example",
            last_name="User",
            address="1451 Larimer Street",
            city="Denver",
            state="CO",
            country="US",
            zip="80202",
            phone="555-555",
            website="example.com",
            company=None,
        ),
        None,
    )
    assert_type(customers.update_password("user", password="password"), None)
    assert_type(customers.update_username("user", username="name"), None)
    assert_type(customers.update_email("user", email="example@example.com"), None)


async def awaited_customer_calls(customers: AsyncCustomers, new_customer: NewCustomer) -> None:
    """The same calls as coroutines."""
    assert_type(await customers.create(new_customer), None)
    assert_type(await customers.create(customer=new_customer), None)
    assert_type(await customers.delete("user"), None)
    assert_type(await customers.list(), CustomerList)
    assert_type(
        await customers.list(
            id="1",
            username="user",
            email="example@example.com",
            first_name="Example",
            last_name="User",
            address="1451 Larimer Street",
            city="Denver",
            state="CO",
            country="US",
            zip="80202",
            phone="555-555",
            website="example.com",
            company=None,
            active=True,
            limit=10,
            offset=0,
        ),
        CustomerList,
    )
    assert_type(await customers.disable("user"), None)
    assert_type(await customers.enable("user"), None)
    assert_type(await customers.enable_website("user"), None)
    assert_type(await customers.disable_website(user="user"), None)
    assert_type(
        await customers.update_profile(
            "user",
            first_name="Example",
            last_name="User",
            address="1451 Larimer Street",
            city="Denver",
            state="CO",
            country="US",
            zip="80202",
            phone="555-555",
            website="example.com",
            company=None,
        ),
        None,
    )
    assert_type(await customers.update_password("user", password="password"), None)
    assert_type(await customers.update_username("user", username="name"), None)
    assert_type(await customers.update_email("user", email="example@example.com"), None)


async def coroutines(user: AsyncUser) -> None:
    """Calls are accepted where coroutines are."""
    call: Coroutine[Any, Any, Username] = user.get_username()
    assert_type(await call, Username)
    assert_type(asyncio.create_task(user.get_username()), asyncio.Task[Username])
    assert_type(await asyncio.wait_for(user.get_email(), 1), Email)
    both = await asyncio.gather(user.get_email(), user.update_email("example@example.com"))
    assert_type(both, tuple[Email, Email])
