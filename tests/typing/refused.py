"""Errors that mypy and pyright must report. Nothing here runs.

Each line has a mark for both; an unnecessary mark is an error itself.
"""

# Consequential errors.
# pyright: reportUnknownMemberType=false, reportUnknownArgumentType=false

from __future__ import annotations

import sendgrid_accounts
import sendgrid_accounts.sandbox
from sendgrid_accounts import (
    Account,
    AsyncClient,
    AsyncCustomers,
    AsyncUser,
    Client,
    CustomerList,
    Customers,
    Email,
    ErrorDetail,
    Limits,
    NewCustomer,
    Profile,
    Reseller,
    Retry,
    SendGridError,
    User,
)


def passwords(user: User, customers: Customers) -> None:
    """Passwords are keyword-only, so that they cannot be swapped."""
    user.update_password("old", "new")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    user.update_password("old", new_password="new")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    user.update_password(old_password="old")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    customers.update_password("user", "password")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    customers.update_email("user", "example@example.com")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    customers.update_username("user", "name")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def requests_and_responses(client: Client) -> None:
    """The arguments of any other call, and of a call with its response."""
    client.request("POST", "/v3/x", idempotency="twice")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.request("GET", "/v3/x", params={"a": 1.5})  # type: ignore[dict-item]  # pyright: ignore[reportArgumentType]
    client.request("GET", "/v3/x", {"a": "b"})  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    client.with_raw_response.user.update_email()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    assert client.with_raw_response.user.get_profile().city  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    client.with_raw_response.no_such_group.list()  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]


async def awaited_passwords(user: AsyncUser, customers: AsyncCustomers) -> None:
    """The same with the asyncio client."""
    await user.update_password("old", "new")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    await user.update_password(old_password="old")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    await customers.update_password("user", "password")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    await customers.update_email("user", "example@example.com")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    await customers.update_username("user", "name")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def arguments(user: User, customers: Customers) -> None:
    """Unknown, missing and superfluous arguments, and wrong types."""
    user.update_profile(town="Orange")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    user.update_profile("Orange")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    user.update_profile(city=1)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    user.update_email()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    user.update_email(None)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    user.update_username(b"name")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    user.get_profile("name")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    customers.list("user")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    customers.list(limit="10")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    customers.list(active="yes")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    customers.update_profile(city="Denver")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    customers.update_profile("user", address2="")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    customers.create("user")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    customers.create({"username": "user"})  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    customers.delete()  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    NewCustomer(username="user")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def settings(reseller: Reseller) -> None:
    """All options but the key are keyword-only."""
    Client("SG.key", reseller)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    Client("SG.key", reseller=("name", "password"))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    Client("SG.key", timeout="60")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    Client("SG.key", max_attempts=3)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    Client("SG.key", backoff=0.1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    Client("SG.key", retry=3)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    Client("SG.key", retry=Limits())  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    Retry(0.1)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    Retry(budget=1.5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    Retry().budget = 1  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    Client("SG.key", max_retries=0.5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    Client("SG.key", retries=3)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    AsyncClient("SG.key", reseller)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    AsyncClient("SG.key", timeout=None)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    Reseller("name")  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType]
    Reseller("name", "password", "distributor")  # type: ignore[call-overload]  # pyright: ignore[reportCallIssue]


def results(profile: Profile, email: Email, account: Account, found: CustomerList) -> None:
    """Results are read-only, and an optional string is no string."""
    profile.city.upper()  # type: ignore[union-attr]  # pyright: ignore[reportOptionalMemberAccess]
    profile.city = "Orange"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    profile.extra["new"] = 1  # type: ignore[index]  # pyright: ignore[reportIndexIssue]
    repr(profile.town)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    address: str = email.email  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]
    number: int = account.reputation  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]
    repr((address, number))
    repr(found["user"])  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType, reportCallIssue]
    found[0] = found[1]  # type: ignore[index]  # pyright: ignore[reportIndexIssue]
    repr(found + found)  # type: ignore[operator]  # pyright: ignore[reportOperatorIssue]


def secrets(customer: NewCustomer, reseller: Reseller, client: Client) -> None:
    """Secrets are write-only."""
    repr(customer.password)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    repr(reseller.password)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    repr(client.api_key)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]


def nothing(user: User) -> None:
    """The result of a call without a result."""
    repr(user.update_password(old_password="old", new_password="new").status)  # type: ignore[attr-defined, func-returns-value]  # pyright: ignore[reportAttributeAccessIssue]


async def never_awaited(client: AsyncClient) -> None:
    """Coroutines need `await`, blocking calls do not."""
    client.user.get_email()  # type: ignore[unused-coroutine]  # pyright: ignore[reportUnusedCoroutine]
    repr(client.user.get_email().email)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    with client:  # type: ignore[attr-defined]  # pyright: ignore[reportGeneralTypeIssues]
        pass
    async with Client("SG.key"):  # type: ignore[attr-defined]  # pyright: ignore[reportGeneralTypeIssues]
        pass
    await Client("SG.key").user.get_email()  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]


def errors(error: SendGridError) -> None:
    """Attributes of other errors, and an unknown outcome."""
    repr(error.reset_at)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    repr(error.outcome == "failed")  # type: ignore[comparison-overlap]  # pyright: ignore[reportUnnecessaryComparison]


def details(detail: ErrorDetail) -> None:
    """Details are read-only."""
    detail.message = "text"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    detail.code = 1  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]


def names() -> None:
    """Unknown names of the package."""
    repr(sendgrid_accounts.Clinet)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    repr(sendgrid_accounts.sandbox.Sandbocks)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]


class Derived(Client):  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]
    """The classes are final."""
