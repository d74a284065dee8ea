"""Value objects as programs use them: pickled, copied, hashed, changed, and as dictionaries."""

from __future__ import annotations

import copy
import datetime
import json
import pickle
import sys
from collections.abc import Callable
from typing import Any

import pytest
from sendgrid_accounts import (
    CLEAR,
    Account,
    ApiKeyInfo,
    Clear,
    Client,
    CreatedSubuser,
    Credits,
    Customer,
    CustomerList,
    Email,
    ErrorDetail,
    InvalidInputError,
    Limits,
    NewCustomer,
    NewSubuser,
    Profile,
    RateLimit,
    Reconciled,
    Reputation,
    Reseller,
    Retry,
    ScopeList,
    Subuser,
    SubuserCredits,
    Username,
)
from sendgrid_accounts.sandbox import Sandbox

PASSWORD = "canary-password-1"
FIELDS: dict[str, str] = {
    "username": "new@customer.example",
    "email": "new@customer.example",
    "first_name": "Édith",
    "last_name": "O'Neil",
    "address": "555 Any Street",
    "city": "Orange",
    "state": "CA",
    "zip": "91234",
    "country": "US",
    "phone": "555-555",
    "website": "example.com",
}


def new_customer(**more: Any) -> NewCustomer:
    fields: dict[str, Any] = {"password": PASSWORD, **FIELDS, **more}
    return NewCustomer(**fields)


def new_subuser(**more: Any) -> NewSubuser:
    fields: dict[str, Any] = {"username": "name", "email": "a@example.com", "region": "eu", **more}
    return NewSubuser(password=PASSWORD, **fields)


ROW = Customer("a@example.com", active=True, zip="1", id="7", extra={"plan": [1, None]})
VALUES: list[Any] = [
    Account("paid", 99.7, extra={"later": {"deep": [True, None, 1.5]}}),
    Credits(1, 2, 3, 4, "2026-01-01", "2026-02-01", "monthly"),
    Email("a@example.com"),
    Profile(city="Orange", zip="1"),
    Username("name", 1),
    ApiKeyInfo("id", "name", ["mail.send", "2fa_required"], extra={"plan": "7"}),
    ScopeList(["mail.send"]),
    ROW,
    Reconciled("applied", "evidence"),
    RateLimit(
        *("user.get_email", "shop", 600, 599),
        datetime.datetime(2026, 2, 28, 12, 30, tzinfo=datetime.timezone.utc),
    ),
    ErrorDetail("message", "field", {"help": [1]}, "7"),
    Subuser(1, "name", "a@example.com", True, "eu", extra={"plan": [1, None]}),
    CreatedSubuser(1, "name", "a@example.com", "unlimited", "eu"),
    SubuserCredits("recurring", "monthly", 1, 2, 3),
    Reputation("name", 95.2),
    new_customer(),
    new_customer(ip=["192.0.2.1"], ip_group=["a", "b"], free_user=True, billing_date="2026-02-28"),
    new_subuser(),
    new_subuser(ips=["192.0.2.1"]),
]
CHANGES: dict[type, tuple[str, object]] = {
    Account: ("type", "free"),
    Credits: ("remain", None),
    Email: ("email", "b@example.com"),
    Profile: ("city", "Denver"),
    Username: ("user_id", 2),
    ApiKeyInfo: ("scopes", ("alerts.read",)),
    ScopeList: ("scopes", ()),
    Customer: ("active", False),
    Reconciled: ("verdict", "inconclusive"),
    RateLimit: ("limit", 7),
    ErrorDetail: ("field", None),
    NewCustomer: ("city", "Denver"),
    Subuser: ("disabled", False),
    CreatedSubuser: ("id", 2),
    SubuserCredits: ("type", "unlimited"),
    Reputation: ("reputation", None),
    NewSubuser: ("region", None),
}
COPIES: list[Callable[[Any], Any]] = [
    copy.copy,
    copy.deepcopy,
    *[
        lambda value, protocol=protocol: pickle.loads(pickle.dumps(value, protocol))  # noqa: S301
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1)
    ],
]


def in_json(value: Any) -> Any:
    """A field as `to_dict()` has it: a tuple as a list, and a time as a text."""
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    return list[object](value) if isinstance(value, tuple) else value  # pyright: ignore[reportUnknownArgumentType]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
@pytest.mark.parametrize("copied", COPIES)
def test_a_copy_is_equal(value: Any, copied: Callable[[Any], Any]) -> None:
    same = copied(value)
    assert type(same) is type(value)
    assert same == value
    assert hash(same) == hash(value)
    assert same.to_dict() == value.to_dict()
    assert {value: 1}[same] == 1


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_changed_copy_differs_in_one_field(value: Any) -> None:
    field, change = CHANGES[type(value)]
    changed = value.__replace__(**{field: change})
    assert getattr(changed, field) == change
    assert changed != value
    assert hash(changed) != hash(value)
    assert changed.to_dict() == {**value.to_dict(), field: in_json(change)}
    assert value.__replace__() == value
    with pytest.raises(TypeError):
        value.__replace__(unknown=1)
    if sys.version_info >= (3, 13):
        assert copy.replace(value, **{field: change}) == changed


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_dictionary_is_json(value: Any) -> None:
    assert json.loads(json.dumps(value.to_dict())) == value.to_dict()
    for field in value.to_dict().keys() - {"later", "plan"}:
        expected = in_json(getattr(value, field))
        assert value.to_dict()[field] == expected, field


@pytest.mark.parametrize("value", VALUES, ids=lambda value: type(value).__name__)
def test_a_repr_is_that_of_python(value: Any) -> None:
    shown = repr(value)
    assert "Some(" not in shown
    assert '"O\'Neil"' in shown or not isinstance(value, NewCustomer)
    if not isinstance(value, NewCustomer | NewSubuser):
        assert eval(shown) == value  # noqa: S307
    known: dict[str, Any] = {} if getattr(value, "extra", None) else value.to_dict()
    for field, written in known.items():
        own: object = getattr(value, field)
        is_shown = isinstance(own, (tuple, datetime.datetime))
        part: object = own if is_shown else written  # pyright: ignore[reportUnknownVariableType]
        assert f"{field}={part!r}" in shown


def test_the_password_of_a_customer_is_in_its_pickle_only() -> None:
    customer = new_customer()
    assert repr(customer).startswith("NewCustomer(username='new@customer.example', password=****, ")
    for shown in (repr(customer), str(customer), str(customer.to_dict()), f"{customer}"):
        assert PASSWORD not in shown
    assert "password" not in customer.to_dict()
    assert not hasattr(customer, "password")
    assert PASSWORD.encode() in pickle.dumps(customer)
    other = customer.__replace__(password="another-password-2")
    assert other != customer
    assert other.to_dict() == customer.to_dict()
    with pytest.raises(TypeError, match=r"missing|required"):
        NewCustomer(**customer.to_dict())  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
    fields: dict[str, Any] = customer.to_dict()
    assert NewCustomer(**fields, password=PASSWORD) == customer


def test_a_pickled_customer_can_be_created() -> None:
    with Sandbox() as sandbox:
        credential = Reseller(sandbox.reseller_username, sandbox.reseller_password)
        client = Client(reseller=credential, base_url=sandbox.url)
        client.customers.create(pickle.loads(pickle.dumps(new_customer())))  # noqa: S301
        (sent,) = sandbox.journal()
        found = client.customers.list(username=FIELDS["username"])
    assert sent["operation"] == "customers.create"
    assert [customer.last_name for customer in found] == ["O'Neil"]


@pytest.mark.parametrize("date", [datetime.date(2026, 2, 28), "2026-02-28"])
def test_a_billing_date_is_a_date_or_a_string(date: datetime.date | str) -> None:
    customer = new_customer(billing_date=date)
    assert customer.billing_date == "2026-02-28"
    assert customer == new_customer(billing_date="2026-02-28")
    assert customer.__replace__(billing_date=datetime.date(987, 6, 5)).billing_date == "0987-06-05"


@pytest.mark.parametrize("wrong", [datetime.datetime(2026, 2, 28), 20260228, b"2026-02-28", True])
def test_a_time_is_not_a_date(wrong: Any) -> None:
    with pytest.raises(TypeError, match=r"billing_date must be str or datetime\.date, not "):
        new_customer(billing_date=wrong)


def customers() -> CustomerList:
    return CustomerList([ROW, Customer("b@example.com", city="", active=False)])


@pytest.mark.parametrize("copied", COPIES)
def test_a_copy_of_a_list_is_equal(copied: Callable[[Any], Any]) -> None:
    for rows in (customers(), CustomerList(), customers()[:1], customers()[::-1]):
        same = copied(rows)
        assert type(same) is type(rows)
        assert same == rows
        assert list(same) == list(rows)
    assert hash(copied(customers())) == hash(customers()) != hash(CustomerList())


def test_a_list_is_created_from_customers_only() -> None:
    assert list(CustomerList(iter([ROW]))) == [ROW]
    assert CustomerList(customers()) == customers()
    for wrong in ([ROW, "a"], [None], "text", 7):
        with pytest.raises(TypeError):
            CustomerList(wrong)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]


def test_a_list_of_a_server_becomes_dictionaries() -> None:
    with Sandbox(customers=3) as sandbox:
        credential = Reseller(sandbox.reseller_username, sandbox.reseller_password)
        found = Client(reseller=credential, base_url=sandbox.url).customers.list()
    rows = found.to_dicts()
    assert len(rows) == 5
    assert rows == [customer.to_dict() for customer in found]
    assert json.loads(json.dumps(rows)) == rows
    assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301
    assert copy.copy(found) is found
    assert customers().to_dicts()[0]["plan"] == [1, None]
    assert [row["active"] for row in customers().to_dicts()] == [True, False]


def test_a_list_becomes_a_data_frame() -> None:
    pandas = pytest.importorskip("pandas", exc_type=ImportError)
    frame = pandas.DataFrame(customers().to_dicts())
    assert list(frame["username"]) == ["a@example.com", "b@example.com"]
    assert list(frame["active"]) == [True, False]
    assert frame["plan"][0] == [1, None]
    assert len(pandas.DataFrame(CustomerList().to_dicts())) == 0


@pytest.mark.parametrize("options", [Retry(backoff=1.5, budget=7), Limits(max_headers=9)])
def test_options_are_values(options: Any) -> None:
    assert pickle.loads(pickle.dumps(options)) == options == copy.deepcopy(options)  # noqa: S301
    assert hash(copy.copy(options)) == hash(options)


def test_the_repr_of_a_credential_is_that_of_python() -> None:
    url = "https://example.com/apiv2/"
    assert repr(Reseller("it's", PASSWORD)) == (
        "Reseller(username=\"it's\", password=****, auth='params', dialect='reseller', "
        "format='json', base_url=None)"
    )
    credential = Reseller.with_api_key(
        "SG.canary", dialect="distributor", format="xml", base_url=url
    )
    assert repr(credential) == (
        f"Reseller.with_api_key(****, dialect='distributor', format='xml', base_url={url!r})"
    )


def test_clear_is_one_object() -> None:
    assert repr(CLEAR) == str(CLEAR) == "CLEAR"
    assert all(copied(CLEAR) is CLEAR for copied in COPIES)
    assert isinstance(CLEAR, Clear)
    assert list(Clear) == [CLEAR]
    assert len({CLEAR, Clear.CLEAR}) == 1
    assert CLEAR != ""  # type: ignore[comparison-overlap]
    with pytest.raises(ValueError, match="is not a valid Clear"):
        Clear("")


def test_the_meaning_of_an_empty_string_is_an_option() -> None:
    with Sandbox() as sandbox:
        client = Client(sandbox.api_key, base_url=sandbox.url, empty="ignore")
        row = {"city": "", "state": "", "zip": "", "first_name": "Example"}
        assert client.user.update_profile(**row).city == "Orange"
        assert client.user.update_profile(city=CLEAR, first_name="").city == ""
        cleared = client.with_options(empty="clear").user.update_profile(first_name="", zip="1")
        assert (cleared.first_name, cleared.zip) == ("", "1")
        clearing = Client(sandbox.api_key, base_url=sandbox.url)
        view = clearing.with_options(empty="ignore").with_options(timeout=9)
        assert view.user.update_profile(zip="", city="Denver").zip == "1"
        assert clearing.user.update_profile(zip="", empty="ignore", city="A").zip == "1"
        assert clearing.user.update_profile(zip="").zip == ""
        assert len(sandbox.journal()) == 6
        for called, row in (
            (client, {"city": "", "zip": ""}),
            (view, {"city": ""}),
            (clearing, {"city": "", "empty": "ignore"}),
        ):
            with pytest.raises(InvalidInputError, match="profile update has no field") as caught:
                called.user.update_profile(**row)
            assert caught.value.field == "profile"
        assert len(sandbox.journal()) == 6


@pytest.mark.parametrize("wrong", ["", "Ignore", "keep"])
def test_another_meaning_of_empty_is_refused(wrong: Any) -> None:
    client = Client("SG.key", base_url="http://127.0.0.1:9")
    for call in (
        lambda: Client("SG.key", empty=wrong),
        lambda: client.with_options(empty=wrong),
        lambda: client.user.update_profile(city="a", empty=wrong),
        lambda: client.customers.update_profile("user", city="a", empty=wrong),
    ):
        with pytest.raises(InvalidInputError, match='empty is neither "clear" nor "ignore"'):
            call()


@pytest.mark.parametrize("wrong", [Clear, float("nan"), 0, b"", ["clear"], True])
def test_a_field_is_a_string_or_clear(wrong: Any) -> None:
    client = Client("SG.key", base_url="http://127.0.0.1:9")
    with pytest.raises(TypeError, match="city must be str or CLEAR, not "):
        client.user.update_profile(city=wrong)
    with pytest.raises(TypeError, match="email must be str, not Clear"):
        client.user.update_email(CLEAR)  # type: ignore[arg-type]  # pyright: ignore[reportArgumentType]
