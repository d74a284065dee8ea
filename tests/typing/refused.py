"""What type checkers have to refuse. Nothing here runs: mypy and pyright read it.

Each line is marked for both; a mark that is not needed any more is an error itself.
"""

# What follows from an error that is wanted is not a second one.
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
    NewCustomer,
    Profile,
    Reseller,
    SendGridError,
    User,
)


def passwords(user: User, customers: Customers) -> None:
    """By name alone, so that they cannot be swapped."""
    user.update_password("old", "new")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    user.update_password("old", new_password="new")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    user.update_password(old_password="old")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    customers.update_password("user", "password")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    customers.update_email("user", "example@example.com")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    customers.update_username("user", "name")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


async def awaited_passwords(user: AsyncUser, customers: AsyncCustomers) -> None:
    """The same, awaited."""
    await user.update_password("old", "new")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    await user.update_password(old_password="old")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    await customers.update_password("user", "password")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    await customers.update_email("user", "example@example.com")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    await customers.update_username("user", "name")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def arguments(user: User, customers: Customers) -> None:
    """Unknown, missing, superfluous, or of another type."""
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
    """All but the key are given by name."""
    Client("SG.key", reseller)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    Client("SG.key", reseller=("name", "password"))  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    Client("SG.key", timeout="60")  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    Client("SG.key", max_attempts=1.5)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    Client("SG.key", retries=3)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    AsyncClient("SG.key", reseller)  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    AsyncClient("SG.key", timeout=None)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    Reseller("name")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]
    Reseller("name", "password", "distributor")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def results(profile: Profile, email: Email, account: Account, found: CustomerList) -> None:
    """Results are read, not written, and a text that may be missing is not a text."""
    profile.city.upper()  # type: ignore[union-attr]  # pyright: ignore[reportOptionalMemberAccess]
    profile.city = "Orange"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    profile.extra["new"] = 1  # type: ignore[index]  # pyright: ignore[reportIndexIssue]
    repr(profile.town)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    text: str = email.email  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]
    number: int = account.reputation  # type: ignore[assignment]  # pyright: ignore[reportAssignmentType]
    repr((text, number))
    repr(found["user"])  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType, reportCallIssue]
    found[0] = found[1]  # type: ignore[index]  # pyright: ignore[reportIndexIssue]
    repr(found + found)  # type: ignore[operator]  # pyright: ignore[reportOperatorIssue]


def secrets(newcomer: NewCustomer, reseller: Reseller, client: Client) -> None:
    """What goes in does not come out."""
    repr(newcomer.password)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    repr(reseller.password)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    repr(client.api_key)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]


def nothing(user: User) -> None:
    """A call that gives nothing."""
    repr(user.update_password(old_password="old", new_password="new").status)  # type: ignore[attr-defined, func-returns-value]  # pyright: ignore[reportAttributeAccessIssue]


async def never_awaited(client: AsyncClient) -> None:
    """Each client has its own way."""
    client.user.get_email()  # type: ignore[unused-coroutine]  # pyright: ignore[reportUnusedCoroutine]
    repr(client.user.get_email().email)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    with client:  # type: ignore[attr-defined]  # pyright: ignore[reportGeneralTypeIssues]
        pass
    async with Client("SG.key"):  # type: ignore[attr-defined]  # pyright: ignore[reportGeneralTypeIssues]
        pass
    await Client("SG.key").user.get_email()  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]


def errors(error: SendGridError) -> None:
    """What only some errors have, and an outcome that there is not."""
    repr(error.retry_after)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    repr(error.outcome == "failed")  # type: ignore[comparison-overlap]  # pyright: ignore[reportUnnecessaryComparison]


def details(detail: ErrorDetail) -> None:
    """A complaint is read, not written."""
    detail.message = "text"  # type: ignore[misc]  # pyright: ignore[reportAttributeAccessIssue]
    detail.code = 1  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]


def names() -> None:
    """What the package does not have."""
    repr(sendgrid_accounts.Clinet)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]
    repr(sendgrid_accounts.sandbox.Sandbocks)  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]


class Derived(Client):  # type: ignore[misc]  # pyright: ignore[reportGeneralTypeIssues]
    """The classes are final."""
