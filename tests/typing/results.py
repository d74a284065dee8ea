"""Types of all results, for mypy and pyright. Nothing here runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from sendgrid_accounts import (
    Account,
    AsyncClient,
    AsyncPages,
    Client,
    CreatedSubuser,
    Credits,
    Customer,
    CustomerIterator,
    CustomerList,
    Email,
    NewCustomer,
    NewSubuser,
    Pages,
    Profile,
    Reputation,
    Reseller,
    SecretToken,
    Subuser,
    SubuserCredits,
    Username,
)
from sendgrid_accounts.sandbox import Faults, JournalEntry, Sandbox, State, Windows

if TYPE_CHECKING:
    from typing_extensions import assert_never, assert_type


def account_fields(account: Account) -> None:
    """Each field may be `None`."""
    assert_type(account.type, str | None)
    assert_type(account.reputation, float | None)
    assert_type(account.extra, MappingProxyType[str, object])
    assert_type(account.to_dict(), dict[str, object])
    assert_type(Account("paid", 99.7, extra={"new": 1}), Account)
    assert_type(Account(type=None, reputation=99), Account)


def credits_fields(balance: Credits) -> None:
    """Numbers are integers, dates are strings."""
    assert_type(balance.remain, int | None)
    assert_type(balance.total, int | None)
    assert_type(balance.overage, int | None)
    assert_type(balance.used, int | None)
    assert_type(balance.last_reset, str | None)
    assert_type(balance.next_reset, str | None)
    assert_type(balance.reset_frequency, str | None)
    assert_type(balance.extra, MappingProxyType[str, object])
    assert_type(balance.to_dict(), dict[str, object])
    assert_type(Credits(1, 2, 3, 4, "2013-01-01", "2013-02-01", "monthly"), Credits)


def email_fields(email: Email) -> None:
    """One field."""
    assert_type(email.email, str | None)
    assert_type(email.extra, MappingProxyType[str, object])
    assert_type(email.to_dict(), dict[str, object])
    assert_type(Email("example@example.com"), Email)


def profile_fields(profile: Profile) -> None:
    """All fields are strings."""
    assert_type(profile.address, str | None)
    assert_type(profile.address2, str | None)
    assert_type(profile.city, str | None)
    assert_type(profile.company, str | None)
    assert_type(profile.country, str | None)
    assert_type(profile.first_name, str | None)
    assert_type(profile.last_name, str | None)
    assert_type(profile.phone, str | None)
    assert_type(profile.state, str | None)
    assert_type(profile.website, str | None)
    assert_type(profile.zip, str | None)
    assert_type(profile.extra, MappingProxyType[str, object])
    assert_type(profile.to_dict(), dict[str, object])
    assert_type(Profile(city="Orange"), Profile)


def username_fields(username: Username) -> None:
    """The response to an update has no number."""
    assert_type(username.username, str | None)
    assert_type(username.user_id, int | None)
    assert_type(username.extra, MappingProxyType[str, object])
    assert_type(username.to_dict(), dict[str, object])
    assert_type(Username("name", 1), Username)


def customer_fields(customer: Customer) -> None:
    """The two switches are booleans."""
    assert_type(customer.username, str | None)
    assert_type(customer.email, str | None)
    assert_type(customer.active, bool | None)
    assert_type(customer.first_name, str | None)
    assert_type(customer.last_name, str | None)
    assert_type(customer.address, str | None)
    assert_type(customer.address2, str | None)
    assert_type(customer.city, str | None)
    assert_type(customer.state, str | None)
    assert_type(customer.zip, str | None)
    assert_type(customer.country, str | None)
    assert_type(customer.phone, str | None)
    assert_type(customer.website, str | None)
    assert_type(customer.company, str | None)
    assert_type(customer.website_access, bool | None)
    assert_type(customer.id, str | None)
    assert_type(customer.extra, MappingProxyType[str, object])
    assert_type(customer.to_dict(), dict[str, object])
    assert_type(Customer(username="user", active=True), Customer)


def new_customer_fields() -> None:
    """Required fields are strings; the password is write-only."""
    new_customer = NewCustomer(
        username="user",
        password="password",
        email="example@example.com",
        first_name="Example",
        last_name="User",
        address="1451 Larimer Street",
        city="Denver",
        state="CO",
        zip="80202",
        country="US",
        phone="555-555",
        website="example.com",
        company=None,
        package="Free",
        whitelabel=None,
        ip_group=["group"],
        ip=("192.0.2.1",),
        free_user=True,
        billing_date="2013-01-01",
    )
    assert_type(new_customer, NewCustomer)
    assert_type(new_customer.username, str)
    assert_type(new_customer.email, str)
    assert_type(new_customer.first_name, str)
    assert_type(new_customer.last_name, str)
    assert_type(new_customer.address, str)
    assert_type(new_customer.city, str)
    assert_type(new_customer.state, str)
    assert_type(new_customer.zip, str)
    assert_type(new_customer.country, str)
    assert_type(new_customer.phone, str)
    assert_type(new_customer.website, str)
    assert_type(new_customer.company, str | None)
    assert_type(new_customer.package, str | None)
    assert_type(new_customer.whitelabel, str | None)
    assert_type(new_customer.ip_group, list[str])
    assert_type(new_customer.ip, list[str])
    assert_type(new_customer.free_user, bool | None)
    assert_type(new_customer.billing_date, str | None)


def customer_list(found: CustomerList) -> None:
    """A list call returns a sequence."""
    assert_type(found[0], Customer)
    assert_type(found[-1].username, str | None)
    assert_type(found[1:], list[Customer])
    assert_type(found[::-1], list[Customer])
    assert_type(len(found), int)
    assert_type(iter(found), CustomerIterator)
    assert_type(next(iter(found)), Customer)
    for customer in found:
        assert_type(customer, Customer)
    for number, customer in enumerate(found):
        assert_type((number, customer), tuple[int, Customer])
    for customer in reversed(found):
        assert_type(customer, Customer)
    assert_type(found[0] in found, bool)
    assert_type(list(found), list[Customer])
    by_name = sorted(found, key=lambda customer: customer.username or "")
    assert_type(by_name, list[Customer])
    first, *rest = found
    assert_type(first, Customer)
    assert_type(rest, list[Customer])
    assert_type(found.to_dicts(), list[dict[str, object]])


def customer_list_as_iterable(found: CustomerList) -> tuple[Iterable[Customer], Iterator[Customer]]:
    """A list is an iterable of customers."""
    return found, iter(found)


def matched_by_place(result: Account | Credits | Email | Profile | Username | Customer) -> str:
    """Positional patterns of every class."""
    match result:
        case Account(kind, reputation):
            assert_type(kind, str | None)
            assert_type(reputation, float | None)
            return "account"
        case Credits(remain, total, overage, used, last, following, frequency):
            assert_type(remain, int | None)
            assert_type(total, int | None)
            assert_type(overage, int | None)
            assert_type(used, int | None)
            assert_type(last, str | None)
            assert_type(following, str | None)
            assert_type(frequency, str | None)
            return "credits"
        case Email(address):
            assert_type(address, str | None)
            return "email"
        case Profile(street, _, city):
            assert_type((street, city), tuple[str | None, str | None])
            return "profile"
        case Username(name, number):
            assert_type(name, str | None)
            assert_type(number, int | None)
            return "username"
        case Customer(name, address, active):
            assert_type((name, address), tuple[str | None, str | None])
            assert_type(active, bool | None)
            return "customer"
        case _:
            assert_never(result)


def matched_by_name(profile: Profile, customer: Customer) -> None:
    """A pattern inside a field narrows it."""
    match profile:
        case Profile(city=str(city), country="US"):
            assert_type(city, str)
        case Profile(city=None):
            assert_type(profile.city, str | None)
        case _:
            assert_type(profile, Profile)
    match customer:
        case Customer(active=False, username=str() as username):
            assert_type(username, str)
        case Customer(website_access=access):
            assert_type(access, bool | None)


def with_client() -> Profile:
    """The context manager suppresses no exception."""
    with Client("SG.key") as client:
        assert_type(client, Client)
        return client.user.get_profile()


async def with_async_client() -> CustomerList:
    """The same with the asyncio client."""
    async with AsyncClient(reseller=Reseller("name", "password")) as client:
        assert_type(client, AsyncClient)
        return await client.customers.list(limit=1)


def with_sandbox() -> str:
    """The sandbox."""
    with Sandbox(
        port=0,
        host="127.0.0.1",
        allow_remote=False,
        tls=True,
        ca_file=Path("ca.pem"),
        api_key="SG.dev.key",
        seed={"subusers": [{"username": "shop"}]},
        permissive=True,
        reseller_password="a-password",
        allowed_hosts=["sandbox.test"],
        window=(600, 60),
        latency_ms=1,
        errors="2014",
        customers=3,
        subusers=4,
        journal_bytes=1_000_000,
        request_timeout_ms=1000,
        max_connections=10,
    ) as sandbox:
        assert_type(sandbox, Sandbox)
        assert_type(sandbox.url, str)
        assert_type(sandbox.api_key, str)
        assert_type(sandbox.control_token, str)
        assert_type(sandbox.reseller_username, str)
        assert_type(sandbox.reseller_password, str)
        assert_type(sandbox.console_url, str)
        assert_type(sandbox.ca_file, str | None)
        assert_type(sandbox.fault("*", {"kind": "html"}, nth=2, user="a", times=3), list[int])
        assert_type(sandbox.faults(), Faults)
        assert_type(sandbox.faults()["consumed"][0]["journal"], int | None)
        assert_type(sandbox.clear_faults(), None)
        assert_type(sandbox.clock(3600), None)
        assert_type(sandbox.windows(v3={"limit": 1, "window_seconds": 60}), Windows)
        assert_type(sandbox.windows()["operations"]["user.get_email"]["limit"], int)
        assert_type(sandbox.down(status=500), None)
        assert_type(sandbox.down(False), None)
        assert_type(sandbox.journal(since=1), list[JournalEntry])
        assert_type(sandbox.journal()[0]["applied"], bool)
        assert_type(sandbox.journal_dropped(), int)
        assert_type(sandbox.state(), State)
        assert_type(sandbox.state()["accounts"][0]["username"], str)
        assert_type(sandbox.reset(), None)
        assert_type(sandbox.close(), None)
        return sandbox.url


def subusers(client: Client, new: NewSubuser) -> None:
    """Lists are tuples, iterators know their rows, and secrets are no strings."""
    assert_type(client.subusers.list(username="a", limit=2), tuple[Subuser, ...])
    assert_type(client.subusers.iter(page_size=2), Pages[Subuser])
    assert_type([row.disabled for row in client.subusers.iter()], list[bool | None])
    assert_type(client.subusers.get("a", include_region=True).region, str | None)
    created = client.subusers.create(new)
    assert_type(created, CreatedSubuser)
    assert_type(created.authorization_token, SecretToken | None)
    assert_type(client.subusers.get_ips("a"), tuple[str, ...])
    assert_type(client.subusers.adjust_credits("a", by=1), SubuserCredits)
    assert_type(client.subusers.get_reputations(["a"]), tuple[Reputation, ...])
    assert_type(client.customers.iter(active=True), Pages[Customer])
    assert_type(client.customers.get("a"), Customer)


async def awaited_subusers(client: AsyncClient) -> None:
    """The same rows, awaited."""
    assert_type(await client.subusers.list(), tuple[Subuser, ...])
    assert_type(client.subusers.iter(), AsyncPages[Subuser])
    async for row in client.subusers.iter():
        assert_type(row, Subuser)
    async for customer in client.customers.iter():
        assert_type(customer, Customer)
