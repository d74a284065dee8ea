"""Values of all wrong types and forms, for every argument (row Y31 of the fault matrix)."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from bindings import AwaitedClient, close_loops
from client_options import grouped
from hypothesis import given, settings
from hypothesis import strategies as st
from replay_server import ReplayServer
from sendgrid_accounts import (
    ApiKeys,
    Client,
    ConfigError,
    Customers,
    InvalidInputError,
    Limits,
    NewCustomer,
    NewSubuser,
    Reseller,
    Retry,
    Scopes,
    Subusers,
    User,
)
from sendgrid_accounts._native import operations

# The same values on every run and machine.
BOUNDED = settings(max_examples=25, deadline=None, derandomize=True, database=None)
Values = st.SearchStrategy[Any]
CLIENTS: dict[str, Any] = {"sync": Client, "async": AwaitedClient}


@pytest.fixture(autouse=True)
def loops_end() -> Iterator[None]:
    """Closes the loops."""
    yield
    close_loops()


class EvilType(type):
    """A class without a readable name."""

    @property
    def __name__(cls) -> str:  # type: ignore[override]  # pyright: ignore[reportIncompatibleVariableOverride]
        raise AssertionError("read its name")


class Evil(metaclass=EvilType):
    """Claims to be a string, and fails on every access."""

    def _fail(self, *_: object) -> Any:
        raise AssertionError("accessed")

    __str__ = __repr__ = __bytes__ = __index__ = __int__ = __float__ = __bool__ = _fail
    __len__ = __iter__ = __getitem__ = __eq__ = __hash__ = __format__ = _fail
    __class__ = property(lambda _: str)  # pyright: ignore[reportIncompatibleMethodOverride]


class Number(int):
    """A subclass of int."""


SCALARS: Values = st.one_of(
    st.integers(),
    st.booleans(),
    st.floats(),
    st.just(math.nan),
    st.binary(),
    st.builds(bytearray, st.binary()),
    st.dictionaries(st.text(), st.integers(), max_size=2),
    st.sets(st.text(), max_size=2),
    st.builds(Evil),
    st.builds(Number, st.integers()),
    st.builds(object),
    st.just(str),
    st.just(...),
)
NO_STRING: Values = SCALARS | st.lists(st.text(), max_size=2) | st.tuples(st.text())
SURROGATES = st.characters(categories=["Cs"])
CONTROLS = st.sampled_from("\r\n\t\0\x1b\x7f\x85")
TEXTS: Values = NO_STRING | st.tuples(st.text(), SURROGATES | CONTROLS, st.text()).map("".join)
TEXT_LISTS: Values = SCALARS | st.none() | st.text() | st.lists(TEXTS, min_size=1, max_size=3)
ANYTHING: Values = NO_STRING | st.text(max_size=4)
SWITCHES: Values = ANYTHING.filter(lambda value: type(value) is not bool)
NO_NUMBER: Values = st.booleans() | ANYTHING.filter(
    lambda value: not isinstance(value, (int, float))
)
COUNTS: Values = NO_NUMBER | st.floats() | st.integers(max_value=-1) | st.integers(2**64)
ABSURD = st.sampled_from([math.nan, math.inf, 0, -1, 1e-300, 86_401, 10**400])
SECONDS: Values = st.none() | NO_NUMBER | ABSURD
HUGE = st.integers(10**6, 2 * 10**6).map(lambda length: "x" * length)

FITTING: dict[str, Any] = {
    "username": "name@example.com",
    "email": "contact@example.com",
    "old_password": "old-pass-1",
    "new_password": "new-pass-2",
    "user": "user@example.com",
    "password": "password-3",
    "api_key_id": "id-of-a-key",
    "name": "name",
    "scopes": ["mail.send"],
    **dict.fromkeys(["first_name", "last_name", "address", "city", "state", "zip"], "text"),
    **dict.fromkeys(["country", "phone", "website"], "text"),
    "usernames": ["name"],
    "ips": ["1.1.1.1"],
    "by": 1,
    "type": "recurring",
}
REQUIRED = [name for name in inspect.signature(NewCustomer).parameters if name in FITTING]
FITTING["subuser"] = NewSubuser(username="name", email="a@example.com", password="password-3")
FITTING["customer"] = NewCustomer(**{name: FITTING[name] for name in REQUIRED})
KINDS: dict[str, Values] = {
    "customer": ANYTHING,
    "subuser": ANYTHING,
    "by": COUNTS.filter(lambda value: type(value) is not int),
    "total": COUNTS,
    "clear": ANYTHING.filter(lambda value: type(value) is not bool),
    "include_region": SWITCHES,
    "ips": TEXT_LISTS,
    "usernames": TEXT_LISTS,
    "active": SWITCHES,
    "free_user": SWITCHES,
    "limit": COUNTS,
    "offset": COUNTS,
    **dict.fromkeys(["max_retries", "max_unknown_retries", "max_connections"], st.none() | COUNTS),
    **dict.fromkeys(["budget", "cost", "rate_limit_cost", "refund"], st.none() | COUNTS),
    **dict.fromkeys(["max_response_bytes", "max_list_bytes", "max_headers"], st.none() | COUNTS),
    **dict.fromkeys(["max_rate_limit_wait", "idle_timeout"], SECONDS),
    **dict.fromkeys(["backoff", "rate_limit_backoff", "max_backoff"], SECONDS),
    "retry": ANYTHING,
    "limits": ANYTHING,
    "timeout": SECONDS,
    "attempt_timeout": SECONDS,
    "connect_timeout": SECONDS,
    "trust_env": st.none() | SWITCHES,
    "allow_insecure_transport": st.none() | SWITCHES,
    "reseller": ANYTHING,
    "shared_rate_limiter": ANYTHING,
    "region": st.none() | ANYTHING | TEXTS,
    "subusers.list-region": TEXTS,
    "on_behalf_of-subuser": TEXTS,
    "dialect": st.none() | ANYTHING | TEXTS,
    "format": st.none() | ANYTHING | TEXTS,
    "auth": st.none() | ANYTHING | TEXTS,
    "allow_own": SWITCHES,
    "scopes": TEXT_LISTS | st.just([]),
    "ip": TEXT_LISTS,
    "ip_group": TEXT_LISTS,
}
# Arguments with a maximum length that the client checks; the server checks the others.
LIMITED = [
    "user.update_email-email",
    "user.update_password-old_password",
    "user.update_password-new_password",
    "customers.update_email-email",
    "customers.update_username-username",
    "customers.update_password-password",
    *[f"customers.update_profile-{name}" for name in ["user", "first_name", "city", "website"]],
]
GROUPS: dict[str, type] = {
    "user": User,
    "customers": Customers,
    "subusers": Subusers,
    "api_keys": ApiKeys,
    "scopes": Scopes,
}
Attempt = Callable[[Any, str, Any], object]


def parameters(operation: str) -> dict[str, inspect.Parameter]:
    group, method = operation.split(".")
    found = getattr(GROUPS[group], method)
    return dict(list(inspect.signature(found).parameters.items())[1:])


def make(client: Any, url: str, **more: Any) -> Any:
    options: dict[str, Any] = {"api_key": "SG.key", "reseller": Reseller("n", "w"), "base_url": url}
    return client(**options | more)


def call(operation: str, parameter: str, client: Any, url: str, value: Any) -> object:
    group, method = operation.split(".")
    found = getattr(getattr(make(client, url), group), method)
    needed = [name for name, one in parameters(operation).items() if one.default is one.empty]
    return found(**{name: FITTING[name] for name in needed} | {parameter: value})


def set_up(parameter: str, client: Any, url: str, value: Any) -> object:
    if parameter == "ca_bundle":
        url = url.replace("http", "https")  # otherwise the file is not read
    return make(client, url, **grouped(**{parameter: value})).user.get_email()


def represent(parameter: str, client: Any, url: str, value: Any) -> object:
    return make(client, url).on_behalf_of(**{parameter: value}).user.get_email()


def authenticate(parameter: str, client: Any, url: str, value: Any) -> object:
    reseller = Reseller(**{"username": "n", "password": "w", parameter: value})
    return make(client, url, reseller=reseller).customers.list()


def authenticate_by_key(parameter: str, client: Any, url: str, value: Any) -> object:
    reseller = Reseller.with_api_key(**{"key": "SG.key", parameter: value})
    return make(client, url, reseller=reseller).customers.list()


def create(parameter: str, client: Any, url: str, value: Any) -> object:
    fields = {name: FITTING[name] for name in REQUIRED} | {parameter: value}
    return make(client, url).customers.create(NewCustomer(**fields))


def cases() -> Iterator[Any]:
    """Every argument of every call and class, with values and a function that passes them."""
    for operation in operations():
        for name, parameter in parameters(operation).items():
            values = KINDS.get(f"{operation}-{name}", KINDS.get(name, TEXTS))
            if parameter.default is parameter.empty:
                values |= st.none()
            if f"{operation}-{name}" in LIMITED:
                values |= HUGE
            yield pytest.param(values, partial(call, operation, name), id=f"{operation}-{name}")
    ways: list[tuple[Any, Callable[..., object]]] = [
        (Client, set_up),
        (Retry, set_up),
        (Limits, set_up),
        (Client.on_behalf_of, represent),
        (Reseller, authenticate),
        (Reseller.with_api_key, authenticate_by_key),
        (NewCustomer, create),
    ]
    for owner, way in ways:
        for name in inspect.signature(owner).parameters:
            if name != "self":
                label = f"{owner.__name__}-{name}"
                values = KINDS.get(label, KINDS.get(name, TEXTS))
                yield pytest.param(values, partial(way, name), id=label)


@pytest.fixture(scope="module")
def server() -> Iterator[ReplayServer]:
    """A server that must not get any connection."""
    with ReplayServer() as server:
        yield server
    close_loops()


@pytest.mark.parametrize("binding", CLIENTS)
@pytest.mark.parametrize(("values", "attempt"), list(cases()))
def test_a_wrong_value_is_refused_before_anything_is_sent(
    server: ReplayServer, binding: str, values: Values, attempt: Attempt
) -> None:
    before = server.connections

    @BOUNDED
    @given(value=values)
    def refuse(value: Any) -> None:
        with pytest.raises((TypeError, InvalidInputError, ConfigError)) as caught:
            attempt(CLIENTS[binding], server.url, value)
        if isinstance(caught.value, InvalidInputError):
            assert caught.value.field
            assert (caught.value.outcome, caught.value.attempts) == ("not_sent", 0)

    refuse()
    assert server.connections == before


@pytest.mark.parametrize("binding", CLIENTS)
@pytest.mark.parametrize("operation", operations())
def test_an_unknown_argument_is_refused(server: ReplayServer, binding: str, operation: str) -> None:
    before = server.connections
    for reserved in ("api_user", "api_key", "method", "task", "confirm_password", "self", ""):
        with pytest.raises(TypeError):
            call(operation, reserved, CLIENTS[binding], server.url, "text")
    group, method = operation.split(".")
    found = getattr(getattr(make(CLIENTS[binding], server.url), group), method)
    with pytest.raises(TypeError):
        found(*["text"] * 3)
    assert server.connections == before
