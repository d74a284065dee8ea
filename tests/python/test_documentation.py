"""The docstrings of the package say what the documentation of the core says."""

from __future__ import annotations

import inspect
import pydoc
import re
from pathlib import Path
from types import MemberDescriptorType

import pytest
import sendgrid_accounts
from sendgrid_accounts import (
    Account,
    AsyncCustomers,
    AsyncUser,
    Credits,
    Customer,
    Customers,
    Email,
    NewCustomer,
    Profile,
    User,
    Username,
)
from sendgrid_accounts._native import operations

CORE = Path(__file__).parent.parent.parent / "core" / "src"
DOCUMENTED = re.compile(r"((?:^ *///.*\n)+)(?: *#\[.*\]\n)* *(?:pub )?(?:r#)?(\w+)", re.MULTILINE)


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
        (Account, "user/account.rs"),
        (Credits, "user/credits.rs"),
        (Email, "user/email.rs"),
        (Profile, "user/profile.rs"),
        (Username, "user/username.rs"),
        (Customer, "customers/customer.rs"),
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
    explained = documentation("customers/create.rs")
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
def test_help_tells_arguments_errors_and_source(group: type) -> None:
    for name, method in vars(group).items():
        if name.startswith("_"):
            continue
        shown = pydoc.plain(pydoc.render_doc(method))
        for parameter in list(inspect.signature(method).parameters)[1:]:
            assert re.search(rf"^ +{parameter}: [A-Z].+", shown, re.MULTILINE), (name, parameter)
        assert "Raises:" in shown, name
        assert re.search(r"Source: seeds? 00\d", shown), name


def test_every_public_name_is_explained() -> None:
    for name in sendgrid_accounts.__all__:
        item = getattr(sendgrid_accounts, name)
        if isinstance(item, type):
            assert item.__doc__, name
            for member, value in vars(item).items():
                # A slot has no documentation of its own; the constructor explains it.
                slot = isinstance(value, MemberDescriptorType)
                if not member.startswith("_") and not slot:
                    assert getattr(item, member).__doc__, f"{name}.{member}"
