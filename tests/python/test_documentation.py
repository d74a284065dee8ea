"""The docstrings of the package say what the documentation of the core says."""

from __future__ import annotations

import ast
import inspect
import operator
import pydoc
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import MemberDescriptorType
from typing import Any

import pytest
import sendgrid_accounts
from sendgrid_accounts import (
    Account,
    AsyncClient,
    AsyncCustomers,
    AsyncUser,
    Client,
    Credits,
    Customer,
    Customers,
    Email,
    ErrorDetail,
    NewCustomer,
    Profile,
    Reseller,
    User,
    Username,
    _literals,
    _native,
)
from sendgrid_accounts._native import operations
from sendgrid_accounts.sandbox import Sandbox

CORE = Path(__file__).parent.parent.parent / "core" / "src" / "api"
# The version is a text, which cannot be explained; what it means is in the changelog.
PUBLIC: dict[str, Any] = {
    name: getattr(sendgrid_accounts, name)
    for name in sendgrid_accounts.__all__
    if name != "__version__"
} | {"Sandbox": Sandbox}
DOCUMENTED = re.compile(
    r"((?:^ *///.*\n)+)(?: *#\[.*\]\n)* *(?:pub )?(?:fn )?(?:r#)?(\w+)", re.MULTILINE
)


def documentation(file: str) -> dict[str, str]:
    """The doc comment of each item of a file of the core."""
    found: dict[str, str] = {}
    for comment, name in DOCUMENTED.findall((CORE / file).read_text()):
        lines = [line.strip().removeprefix("///").strip() for line in comment.splitlines()]
        found.setdefault(name, " ".join(lines))
    return found


def first_paragraph(text: str | None) -> str:
    assert text
    return " ".join(text.split("\n\n")[0].split())


@pytest.mark.parametrize(
    ("model", "file"),
    [
        (Account, "api/user/account.rs"),
        (Credits, "api/user/credits.rs"),
        (Email, "api/user/email.rs"),
        (Profile, "api/user/profile.rs"),
        (Username, "api/user/username.rs"),
        (Customer, "api/customers/customer.rs"),
    ],
)
def test_a_field_is_explained_as_in_the_core(model: type, file: str) -> None:
    explained = documentation(file)
    fields: tuple[str, ...] = vars(model)["__match_args__"]
    for field in (*fields, "extra"):
        in_core = "account_type" if (model, field) == (Account, "type") else field
        text = first_paragraph(getattr(model, field).__doc__)
        if field == "extra":
            assert text.startswith("Fields that")
        else:
            assert text == explained[in_core]


def test_a_field_of_a_new_customer_is_explained_as_in_the_core() -> None:
    explained = documentation("api/customers/create.rs")
    fields = [name for name in vars(NewCustomer) if not name.startswith("_")]
    assert len(fields) == 18
    for field in fields:
        assert first_paragraph(getattr(NewCustomer, field).__doc__) == explained[field]


@pytest.mark.parametrize(("group", "file"), [(User, "user"), (Customers, "customers")])
def test_a_method_is_explained_as_in_the_core(group: type, file: str) -> None:
    explained = documentation(f"{file}/calls.rs")
    methods = [name.split(".")[1] for name in operations() if name.startswith(f"{file}.")]
    assert methods
    for method in methods:
        assert first_paragraph(getattr(group, method).__doc__) == explained[method]


@pytest.mark.parametrize("group", [User, AsyncUser, Customers, AsyncCustomers])
def test_help_tells_arguments_and_errors(group: type) -> None:
    for name, method in vars(group).items():
        if name.startswith("_"):
            continue
        shown = pydoc.plain(pydoc.render_doc(method))
        for parameter in list(inspect.signature(method).parameters)[1:]:
            assert re.search(rf"^ +{parameter}: [A-Z].+", shown, re.MULTILINE), (name, parameter)
        assert "Raises:" in shown, name


def documented_literals() -> dict[str, str]:
    """The texts under the types that are no classes, which keep no documentation at run time."""
    body = ast.parse(Path(_literals.__file__).read_text()).body
    found: dict[str, str] = {}
    for statement, below in pairwise(body):
        match statement, below:
            case ast.Assign(targets=[ast.Name(id=name)]), ast.Expr(ast.Constant(str(text))):
                found[name] = text
            case _:
                pass
    return found


def explanation(name: str) -> str | None:
    item = PUBLIC[name]
    return item.__doc__ if isinstance(item, type) else documented_literals()[name]


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_name_is_explained(name: str) -> None:
    assert explanation(name)


@pytest.mark.parametrize("name", [name for name, item in PUBLIC.items() if inspect.isclass(item)])
def test_a_member_is_explained(name: str) -> None:
    owner: type = PUBLIC[name]
    for member, value in vars(owner).items():
        # A slot has no documentation of its own; the class explains it.
        if member.startswith("_") or isinstance(value, MemberDescriptorType):
            continue
        assert getattr(owner, member).__doc__, member


@pytest.mark.parametrize("made", [AsyncClient, Client, ErrorDetail, NewCustomer, Reseller, Sandbox])
def test_what_a_class_is_made_of_is_explained(made: type) -> None:
    shown = pydoc.plain(pydoc.render_doc(made))
    # A complaint takes whatever it is given.
    assert made is ErrorDetail or "Raises:" in shown
    for parameter in inspect.signature(made).parameters:
        assert re.search(rf"^[ |]+{parameter}: [A-Z\"`].+", shown, re.MULTILINE), parameter


def stubs(body: list[ast.stmt], prefix: str = "") -> Iterator[tuple[str, str]]:
    """The docstring of each class and function of the stub."""
    for item in body:
        if isinstance(item, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            text = ast.get_docstring(item)
            if text is not None and not item.name.startswith("__"):
                yield prefix + item.name, text
        if isinstance(item, ast.ClassDef):
            yield from stubs(item.body, f"{item.name}.")


def test_the_stub_explains_as_the_module() -> None:
    path = Path(sendgrid_accounts.__file__).parent / "_native.pyi"
    written = dict(stubs(ast.parse(path.read_text()).body))
    for name, text in written.items():
        item = operator.attrgetter(name)(_native)
        assert text == inspect.cleandoc(item.__doc__ or ""), name
    for group in (User, AsyncUser, Customers, AsyncCustomers, Client, AsyncClient):
        methods = [name for name in vars(group) if not name.startswith("_")]
        assert {f"{group.__name__}.{name}" for name in methods} <= written.keys()
