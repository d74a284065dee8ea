"""Results, errors and clients as Python objects."""

import copy
import pickle

import pytest
from sendgrid_accounts import (
    Account,
    ApiKeyInfo,
    Client,
    ClosedError,
    Credits,
    Customer,
    Email,
    ErrorDetail,
    PermissionDeniedError,
    Profile,
    RateLimitError,
    ScopeList,
    SendGridError,
    Username,
)
from sendgrid_accounts._errors import CLASSES
from sendgrid_accounts._native import error_kinds, operations
from sendgrid_accounts.sandbox import Sandbox

OBJECTS = [
    (Account("paid", 99.7), Account("paid", 98.0)),
    (Credits(1, 2, 3, 4, "a", "b", "monthly"), Credits(1, 2, 3, 4, "a", "b", "weekly")),
    (Customer("a", active=True, id="7"), Customer("a", active=False, id="7")),
    (Email("a@example.com"), Email(None)),
    (Profile(city="Orange", zip="1"), Profile(city="Orange", zip="2")),
    (Username("name", 1), Username("name", 2)),
    (ApiKeyInfo("id", "name", ["a", "b"]), ApiKeyInfo("id", "name", ["b", "a"])),
    (ScopeList(["a"]), ScopeList(["a", "b"])),
]


@pytest.mark.parametrize(("one", "other"), OBJECTS)
def test_a_result_is_a_value(one: object, other: object) -> None:
    same = pickle.loads(pickle.dumps(one))  # noqa: S301
    assert same == one == copy.copy(one) == copy.deepcopy(one)
    assert hash(same) == hash(one) != hash(other)
    assert one != other
    assert len({one, same, other}) == 2
    with pytest.raises(AttributeError):
        one.city = "x"  # type: ignore[attr-defined]  # pyright: ignore[reportAttributeAccessIssue]


def test_the_repr_of_a_result_has_its_fields() -> None:
    assert repr(Username("it's", 7)) == 'Username(username="it\'s", user_id=7)'
    assert repr(Account("paid")) == "Account(type='paid', reputation=None)"
    assert eval(repr(OBJECTS[1][0])) == OBJECTS[1][0]  # noqa: S307


def test_unknown_fields_are_kept_and_read_only() -> None:
    email = Email("a@example.com", extra={"verified": True, "deep": {"list": [1, None]}})
    assert email.extra == {"verified": True, "deep": {"list": [1, None]}}
    assert email.to_dict() == {"email": "a@example.com", **email.extra}
    assert email != Email("a@example.com")
    assert "extra={'verified': True" in repr(email).replace("'deep': {'list': [1, None]}, ", "")
    assert pickle.loads(pickle.dumps(email)) == email  # noqa: S301
    with pytest.raises(TypeError):
        email.extra["verified"] = False  # type: ignore[index]  # pyright: ignore[reportIndexIssue]
    with pytest.raises(TypeError):
        Email("a@example.com", extra={"x": object()})


def test_a_customer_keeps_its_arguments() -> None:
    customer = Customer("a", active=False, zip="", extra={"plan": [1]})
    assert (customer.username, customer.active, customer.zip, customer.city) == (
        "a",
        False,
        "",
        None,
    )
    assert customer.to_dict()["plan"] == customer.extra["plan"] == [1]
    assert repr(customer).endswith("website_access=None, id=None, extra={'plan': [1]})")
    assert pickle.loads(pickle.dumps(customer)) == customer  # noqa: S301
    assert customer != Customer("a", active=False, zip="")


def test_a_result_can_be_matched() -> None:
    match Username("name", 7):
        case Username(name, user_id=number):
            assert (name, number) == ("name", 7)
        case _:
            pytest.fail("no match")


def test_every_kind_of_error_has_its_class() -> None:
    assert set(CLASSES) == set(error_kinds())
    assert len(set(CLASSES.values())) == len(CLASSES)
    for kind, error in CLASSES.items():
        assert issubclass(error, SendGridError)
        name = "".join(part.title() for part in kind.split("_")) + "Error"
        assert error.__name__ == {"TimeoutError": "RequestTimeoutError"}.get(name, name)


@pytest.mark.parametrize("kind", CLASSES.values())
def test_an_error_survives_pickling(kind: type[SendGridError]) -> None:
    error = kind("the cause", operation="user.get_email", outcome="rejected", attempts=2)
    same = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert type(same) is kind
    assert vars(same) == vars(error)
    assert str(same) == "user.get_email: the cause"


def test_an_error_keeps_the_attributes_of_its_class() -> None:
    denied = PermissionDeniedError("m", status=403, required_scope="user.email.read")
    limited = RateLimitError("m", status=429, retry_after=2.5, reset_at=1_700_000_000)
    assert denied.required_scope == "user.email.read"
    assert limited.reset_at is not None
    assert limited.reset_at.isoformat() == "2023-11-14T22:13:20+00:00"
    assert ErrorDetail("m", "f") == ErrorDetail("m", "f", None, None)


def test_a_client_is_not_copied() -> None:
    client = Client("SG.canary", base_url="http://127.0.0.1:9")
    for attempt in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="cannot be pickled or copied"):
            attempt(client)


def test_the_repr_of_a_client_has_its_url_and_no_key() -> None:
    client = Client("SG.canary", base_url="http://127.0.0.1:9").on_behalf_of("it's")
    expected = "Client(base_url='http://127.0.0.1:9/', on_behalf_of=\"it's\")"
    assert repr(client) == str(client) == expected


def test_a_closed_client_refuses_calls(client: Client) -> None:
    view = client.on_behalf_of("test_subuser")
    with client:
        view.user.get_email()
    for closed in (client, view):
        with pytest.raises(ClosedError):
            closed.user.get_email()
    client.close()


def test_a_closed_sandbox_is_an_error() -> None:
    with Sandbox() as sandbox:
        assert sandbox.journal() == []
    with pytest.raises(RuntimeError, match="closed"):
        sandbox.journal()


def test_every_operation_has_a_method() -> None:
    client = Client("SG.canary", base_url="http://127.0.0.1:9")
    for operation in operations():
        group, method = operation.split(".")
        assert callable(getattr(getattr(client, group), method))
