"""The eleven operations of the customer API, end to end against the sandbox."""

from __future__ import annotations

import copy
import io
import json
import logging
import pickle
import resource
import traceback
from base64 import b64encode
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any
from urllib.parse import quote, quote_plus

import pytest
from sendgrid_accounts import (
    ApiError,
    AuthenticationError,
    Client,
    ConfigError,
    Customer,
    InvalidInputError,
    NewCustomer,
    NotFoundError,
    Reseller,
    SendGridError,
)
from sendgrid_accounts.sandbox import Sandbox

pytestmark = pytest.mark.usefixtures("each_binding")

PASSWORD, CHANGED, SHORT = "first&canary=1 é", "second+canary%2", "sh+rt"
WAYS = [(d, f) for d in ("reseller", "distributor") for f in ("json", "xml")]


def client_of(sandbox: Sandbox, dialect: str = "reseller", form: str = "json") -> Client:
    credential = Reseller(
        sandbox.reseller_username, sandbox.reseller_password, dialect=dialect, format=form
    )
    return Client(sandbox.api_key, reseller=credential, base_url=sandbox.url)


def new_customer(username: str = "new@customer.example", **more: Any) -> NewCustomer:
    return NewCustomer(
        username=username,
        password=PASSWORD,
        email="contact@example.com",
        first_name="José",
        last_name="O'Neil & Söhne <東京>",
        address='1 + 1 = 2; 100% "quoted"',
        city="Zürich",
        state="ZH",
        zip="8000",
        country="CH",
        phone="+41 44",
        website="http://example.com/?a=b&c=d",
        **more,
    )


def test_a_sandbox_starts_with_the_customers_of_the_documents(sandbox: Sandbox) -> None:
    lists = [client_of(sandbox, *way).customers.list() for way in WAYS]
    assert all(found == lists[0] for found in lists)
    first, second = lists[0]
    assert (first.username, first.email, first.active) == ("user1", "example1@example.com", True)
    assert (second.first_name, second.last_name, second.active) == ("jane", "doe", False)
    assert [customer.address for customer in lists[0]] == ["555 any street"] * 2


@pytest.mark.parametrize(("dialect", "form"), WAYS)
def test_a_resellers_day(sandbox: Sandbox, dialect: str, form: str) -> None:
    customers = client_of(sandbox, dialect, form).customers
    name, renamed = "new@customer.example", "renamed@customer.example"
    customers.create(new_customer(company="A & B", free_user=True, billing_date="2026-12-01"))
    created = customers.list(username=name)[0]
    assert (created.last_name, created.city) == ("O'Neil & Söhne <東京>", "Zürich")
    assert (created.active, created.website_access) == (True, True)

    customers.disable(name)
    assert (customers.list(username=name)[0].active, len(customers.list(active=False))) == (
        False,
        2,
    )
    customers.disable_website(name)
    customers.enable(name)
    half = customers.list(username=name)[0]
    assert (half.active, half.website_access) == (True, False)
    customers.enable_website(name)
    assert customers.list(username=name)[0].website_access is True

    customers.update_profile(name, address="2 Other Street", company="")
    customers.update_email(name, email="other@example.com")
    customers.update_password(name, password=CHANGED)
    changed = customers.list(username=name)[0]
    assert (changed.address, changed.city) == ("2 Other Street", "Zürich")
    assert (changed.company, changed.email) == ("", "other@example.com")

    customers.update_username(name, username=renamed)
    with pytest.raises(NotFoundError):
        customers.enable(name)
    assert customers.list(username=renamed)[0].id == created.id
    customers.delete(renamed)
    assert len(customers.list(username=renamed)) == 0
    with pytest.raises(ApiError) as caught:
        customers.create(new_customer(renamed))
    assert (caught.value.outcome, caught.value.status) == ("rejected", 200)


@pytest.mark.parametrize("generation", ["documented", "2014"])
@pytest.mark.parametrize("form", ["json", "xml"])
def test_both_forms_of_error_bodies_are_the_same_error(generation: str, form: str) -> None:
    with Sandbox(errors=generation) as sandbox:
        customers = client_of(sandbox, form=form).customers
        switches = [
            customers.enable,
            customers.disable,
            customers.enable_website,
            customers.disable_website,
        ]
        for switch in switches:
            with pytest.raises(NotFoundError) as caught:
                switch("nobody@example.com")
            assert (caught.value.outcome, caught.value.attempts) == ("rejected", 1)
        with pytest.raises(ApiError) as refused:
            customers.create(new_customer("user1"))
        assert refused.value.errors


@pytest.mark.parametrize("form", ["json", "xml"])
def test_every_kind_of_credential(sandbox: Sandbox, form: str) -> None:
    name, word = sandbox.reseller_username, sandbox.reseller_password
    for credential in (
        Reseller(name, word, format=form),
        Reseller(name, word, format=form, auth="basic"),
        Reseller.with_api_key(sandbox.api_key, format=form),
        Reseller(name, word, format=form, base_url=f"{sandbox.url}/apiv2/"),
    ):
        client = Client(reseller=credential, base_url=sandbox.url)
        assert len(client.customers.list()) == 2
    wrong = Client(reseller=Reseller(name, "wrong", format=form), base_url=sandbox.url)
    with pytest.raises(AuthenticationError) as caught:
        wrong.customers.list()
    assert caught.value.status == 401


def test_both_apis_share_one_state(sandbox: Sandbox) -> None:
    client = client_of(sandbox)
    client.customers.create(new_customer("both@example.com"))
    customer = client.on_behalf_of("both@example.com")
    assert customer.user.get_profile().city == "Zürich"
    customer.user.update_profile(city="Bern")
    assert client.customers.list(username="both@")[0].city == "Bern"
    with pytest.raises(ConfigError, match="on behalf of"):
        customer.customers.list()


def test_a_call_needs_the_credential_of_its_api() -> None:
    reseller = Reseller("name", "word")
    with pytest.raises(ConfigError, match=r"user\.get_email: the call needs an API key"):
        Client(reseller=reseller, base_url="http://127.0.0.1:9").user.get_email()


def test_a_list_is_a_sequence(sandbox: Sandbox) -> None:
    found = client_of(sandbox).customers.list()
    assert repr(found) == "CustomerList(2 customers)"
    assert (found[0], found[-1]) == tuple(found) == tuple(found[:]) == tuple(found[::-1][::-1])
    assert isinstance(found[0], Customer)
    assert found[5:] == []
    assert found[1] in found
    assert "user1" not in found
    assert (found.index(found[1]), found.count(found[0]), found.count(None)) == (1, 1, 0)
    assert list(reversed(found)) == [found[1], found[0]]
    with pytest.raises(ValueError, match="no such customer"):
        found.index(found[0], 1)
    assert found.to_dicts()[0]["username"] == "user1"
    assert found.to_dicts() == [customer.to_dict() for customer in found]
    for wrong in (2, -3):
        with pytest.raises(IndexError):
            found[wrong]
    with pytest.raises(TypeError, match="integers or slices"):
        found["user1"]  # type: ignore[call-overload]  # pyright: ignore[reportArgumentType, reportCallIssue]
    assert isinstance(found, Sequence)


@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_list_of_a_hundred_thousand_customers_is_complete_and_small(form: str) -> None:
    with Sandbox(customers=100_000) as sandbox:
        customers = client_of(sandbox, form=form).customers
        assert len(customers.list(limit=3, offset=50_000)) == 3
        before = resident()
        found = customers.list()
        growth = resident() - before
        assert len(found) == 100_002
        assert len({customer.username for customer in found}) == 100_002
        size = sum(len(str(value)) for value in found[99_999].to_dict().values()) * len(found)
        # The list and its body; one Python object per field would take ten times as much.
        assert growth < 8 * size
    assert found[0].username == "user1"


def resident() -> int:
    """The memory of this process in bytes."""
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * resource.getpagesize()


def test_no_secret_is_printed_or_logged(
    sandbox: Sandbox, capfd: pytest.CaptureFixture[str]
) -> None:
    output: list[str] = []
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(1)
    try:
        for dialect, form in WAYS:
            sandbox.reset()
            client = client_of(sandbox, dialect, form)
            customer = new_customer(f"{dialect}@{form}.example")
            output += [repr(client), repr(customer), str(vars(type(customer)))]
            client.customers.create(customer)
            client.customers.update_password(customer.username, password=CHANGED)
            refused: list[tuple[Callable[..., None], tuple[object, ...]]] = [
                (client.customers.create, (customer,)),
                (partial(client.customers.update_password, password=CHANGED), ("none",)),
                (partial(client.customers.update_password, password=SHORT), ("none",)),
            ]
            for fail, arguments in refused:
                with pytest.raises(SendGridError) as caught:
                    fail(*arguments)
                error = caught.value
                output += [*traceback.format_exception(error), repr(error), str(vars(error))]
            journal = sandbox.journal()
            assert not any(entry["secrets_in_url"] for entry in journal)
            output += [json.dumps(journal), json.dumps(journal, ensure_ascii=False)]
    finally:
        logging.getLogger().removeHandler(handler)
    printed = capfd.readouterr()
    output_text = "\n".join([*output, log.getvalue(), printed.out, printed.err])
    assert "sha256:" in output_text
    for secret in (PASSWORD, CHANGED, SHORT, sandbox.reseller_password, sandbox.api_key):
        encoded = b64encode(secret.encode()).decode().rstrip("=")
        spellings = {secret, quote(secret), quote(secret, safe=""), quote_plus(secret), encoded}
        for spelling in spellings:
            assert spelling not in output_text, spelling


def test_a_new_customer_does_not_reveal_its_password() -> None:
    customer = new_customer(ip=["192.0.2.1"], ip_group=("a", "b"))
    assert repr(customer).startswith("NewCustomer(username='new@customer.example', password=****, ")
    assert not hasattr(customer, "password")
    assert (customer.ip, customer.ip_group, customer.free_user) == (["192.0.2.1"], ["a", "b"], None)
    with pytest.raises(TypeError, match="ip must be a list of str, not str"):
        new_customer(ip="192.0.2.1")
    with pytest.raises(TypeError):
        NewCustomer(username="name")  # type: ignore[call-arg]  # pyright: ignore[reportCallIssue]


def test_a_credential_does_not_reveal_its_secret() -> None:
    for credential in (Reseller("n", "canary"), Reseller.with_api_key("SG.canary")):
        assert "canary" not in repr(credential)
        for attempt in (pickle.dumps, copy.copy):
            with pytest.raises(TypeError, match="cannot be pickled or copied"):
                attempt(credential)


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        (("", "word"), "reseller_username"),
        (("name", ""), "reseller_password"),
        (("name\n", "word"), "reseller_username"),
        (("name", "word\n"), "reseller_password"),
        ((None, "word"), "reseller_username"),
        (("name", None), "reseller_password"),
        (("name\ud800", "word"), "reseller_username"),
        (("name", "word\ud800"), "reseller_password"),
    ],
)
def test_an_unsendable_credential_is_refused(arguments: Any, field: str) -> None:
    with pytest.raises(InvalidInputError) as caught:
        Client(reseller=Reseller(*arguments))
    assert caught.value.field == field
    for name in ("dialect", "format", "auth"):
        with pytest.raises(InvalidInputError) as caught:
            Reseller("name", "word", **{name: "nonsense"})
        assert caught.value.field == name
