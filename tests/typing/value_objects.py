"""Types of `CLEAR`, of the meaning of empty strings, and of value objects. Nothing here runs."""

from __future__ import annotations

import datetime
import sys
from typing import TYPE_CHECKING, Literal

from sendgrid_accounts import (
    CLEAR,
    AsyncClient,
    Clear,
    Client,
    Customer,
    CustomerList,
    ErrorDetail,
    NewCustomer,
    Profile,
    Reconciled,
)

if TYPE_CHECKING:
    from typing_extensions import assert_type


def narrowing(value: str | Clear | None) -> str:
    """`is` and `isinstance` narrow a value that may be `CLEAR`."""
    if value is CLEAR:
        assert_type(value, Literal[Clear.CLEAR])
        return "cleared"
    assert_type(value, str | None)
    return value or "kept"


def narrowing_by_class(value: str | Clear) -> str:
    """As above."""
    if isinstance(value, Clear):
        return "cleared"
    assert_type(value, str)
    return value


def clear(client: Client, row: dict[str, str], field: str | Clear | None) -> None:
    """Fields are cleared by `CLEAR`."""
    client.user.update_profile(city=CLEAR, zip=field, empty="ignore")
    client.customers.update_profile("user", city=CLEAR, empty="clear", company=None)
    client.customers.update_profile("user", **row)
    client.user.update_profile(**row)
    assert_type(client.with_options(empty="ignore"), Client)
    assert_type(Client("SG.key", empty="ignore"), Client)
    assert_type(AsyncClient("SG.key", empty="clear"), AsyncClient)


async def clear_awaited(client: AsyncClient) -> None:
    """The same with the asyncio client."""
    assert_type(await client.user.update_profile(city=CLEAR, empty="ignore"), Profile)
    await client.customers.update_profile("user", city=CLEAR, empty="ignore")


def refused(client: Client) -> None:
    """Values of other types."""
    client.user.update_profile(city=Clear)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.user.update_profile(city="", empty=True)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.user.update_email(CLEAR)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    client.with_options(empty=True)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    CustomerList(["a"])  # type: ignore[list-item]  # pyright: ignore[reportArgumentType]


def values(profile: Profile, customer: NewCustomer, detail: ErrorDetail) -> None:
    """Changed copies, dictionaries and lists."""
    if sys.version_info >= (3, 13):
        import copy

        assert_type(copy.replace(profile, city=None), Profile)
        assert_type(copy.replace(customer, billing_date=datetime.date(2026, 2, 28)), NewCustomer)
        assert_type(copy.replace(detail, field=None), ErrorDetail)
        assert_type(copy.replace(Reconciled("applied", "e"), evidence="f"), Reconciled)
    assert_type(customer.to_dict(), dict[str, object])
    assert_type(detail.to_dict(), dict[str, object])
    assert_type(CustomerList([Customer("a")]), CustomerList)
    assert_type({customer: hash(profile)}, dict[NewCustomer, int])
