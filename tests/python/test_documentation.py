"""The docstrings of the package: complete, equal to the stub, and to the core's documentation."""

from __future__ import annotations

import ast
import inspect
import operator
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from types import MemberDescriptorType
from typing import Any

import pytest
import sendgrid_accounts
from sendgrid_accounts import (
    Account,
    ApiKeyInfo,
    ApiKeys,
    ApiKeySecret,
    AsyncApiKeys,
    AsyncClient,
    AsyncCustomers,
    AsyncScopes,
    AsyncSubusers,
    AsyncUser,
    BulkJob,
    BulkProgress,
    BulkResult,
    BulkWindow,
    Client,
    CreatedApiKey,
    Credits,
    Customer,
    Customers,
    Email,
    ErrorDetail,
    Ledger,
    Limits,
    NewCustomer,
    Profile,
    Reconciled,
    Reputation,
    Reseller,
    Retry,
    ScopeList,
    Scopes,
    Subuser,
    SubuserCredits,
    Subusers,
    User,
    Username,
    _clear,
    _literals,
    _native,
)
from sendgrid_accounts._native import operations
from sendgrid_accounts.sandbox import Sandbox

CORE = Path(__file__).parent.parent.parent / "core" / "src"
# The version is a string, which has no docstring of its own.
PUBLIC: dict[str, Any] = {
    name: getattr(sendgrid_accounts, name)
    for name in sendgrid_accounts.__all__
    if name != "__version__"
} | {"Sandbox": Sandbox}
DOCUMENTED = re.compile(
    r"((?:^ *///.*\n)+)(?: *#\[.*\]\n)* *(?:pub )?(?:fn )?(?:r#)?(\w+)", re.MULTILINE
)


def documentation(file: str) -> dict[str, str]:
    """The first paragraph of the doc comment of each item of a file of the core."""
    found: dict[str, str] = {}
    for comment, name in DOCUMENTED.findall((CORE / file).read_text()):
        lines = [line.strip().removeprefix("///").strip() for line in comment.splitlines()]
        found.setdefault(name, " ".join("\n".join(lines).split("\n\n")[0].split()))
    return found


def first_paragraph(text: str | None) -> str:
    assert text
    return " ".join(text.split("\n\n")[0].split())


IN_CORE = {(Account, "type"): "account_type", (SubuserCredits, "type"): "credit_type"}
"""The fields with another name in the core."""


@pytest.mark.parametrize(
    ("model", "file"),
    [
        (Account, "api/user/account.rs"),
        (Credits, "api/user/credits.rs"),
        (Email, "api/user/email.rs"),
        (Profile, "api/user/profile.rs"),
        (Username, "api/user/username.rs"),
        (Customer, "api/customers/customer.rs"),
        (ApiKeyInfo, "api/api_keys/key.rs"),
        (CreatedApiKey, "api/api_keys/created.rs"),
        (ScopeList, "api/scopes.rs"),
        (Subuser, "api/subusers/subuser.rs"),
        (SubuserCredits, "api/subusers/credits.rs"),
        (Reputation, "api/subusers/reputations.rs"),
    ],
)
def test_a_field_is_explained_as_in_the_core(model: type, file: str) -> None:
    explained = documentation(file)
    fields: tuple[str, ...] = vars(model)["__match_args__"]
    for field in (*fields, "extra"):
        in_core = IN_CORE.get((model, field), field)
        text = first_paragraph(getattr(model, field).__doc__)
        if field == "extra":
            core_text = explained["extra"].partition(";")[0].rstrip(".")
            assert text == f"{core_text}, as a read-only mapping."
        else:
            assert text == explained[in_core]


def test_a_field_of_a_new_customer_is_explained_as_in_the_core() -> None:
    explained = documentation("api/customers/create.rs")
    members = [name for name in vars(NewCustomer) if not name.startswith("_")]
    fields = [name for name in members if name != "to_dict"]
    assert len(fields) == 18
    for field in fields:
        assert first_paragraph(getattr(NewCustomer, field).__doc__) == explained[field]


@pytest.mark.parametrize(
    ("group", "file"),
    [
        (User, "user/mod"),
        (Customers, "customers/mod"),
        (Subusers, "subusers/mod"),
        (ApiKeys, "api_keys/mod"),
        (Scopes, "scopes"),
    ],
)
def test_a_method_is_explained_as_in_the_core(group: type, file: str) -> None:
    explained = documentation(f"api/{file}.rs")
    resource = file.removesuffix("/mod")
    methods = [name.split(".")[1] for name in operations() if name.startswith(f"{resource}.")]
    assert methods
    for method in methods:
        assert first_paragraph(getattr(group, method).__doc__) == explained[method]


def sections(text: str) -> dict[str, list[str]]:
    """The names of the entries of each section of a docstring, such as `Args` and `Raises`."""
    found: dict[str, list[str]] = {}
    for block in re.split(r"\n\n", inspect.cleandoc(text)):
        title, _, entries = block.partition(":\n")
        if title in ("Args", "Raises", "Returns"):
            found[title] = re.findall(r"^ {4}(\w+(?:, \w+)*): [A-Z\"`]", entries, re.MULTILINE)
    return found


def arguments(function: Any) -> list[str]:
    """The names of the arguments that a function or class takes."""
    parameters = inspect.signature(function).parameters.values()
    return [
        parameter.name
        for parameter in parameters
        if parameter.name != "self" and parameter.kind is not parameter.VAR_KEYWORD
    ]


def public_methods(owner: type) -> dict[str, Any]:
    """The methods of a class by their names."""
    members = {name: getattr(owner, name) for name in vars(owner) if not name.startswith("_")}
    return {name: member for name, member in members.items() if callable(member)}


METHODS = [
    pytest.param(method, id=f"{owner.__name__}.{name}")
    for owner in PUBLIC.values()
    if inspect.isclass(owner)
    for name, method in public_methods(owner).items()
]
CONSTRUCTORS = [
    ApiKeySecret,
    AsyncClient,
    BulkJob,
    BulkProgress,
    BulkResult,
    BulkWindow,
    Client,
    ErrorDetail,
    Ledger,
    Limits,
    NewCustomer,
    Reconciled,
    Reseller,
    Retry,
]
RAISED: dict[str, type[BaseException]] = {
    **{name: item for name, item in PUBLIC.items() if name.endswith("Error")},
    **{error.__name__: error for error in (OSError, RuntimeError, TypeError, ValueError)},
}


@pytest.mark.parametrize("item", [*METHODS, *CONSTRUCTORS, Sandbox])
def test_a_docstring_lists_all_arguments_and_no_others(item: Any) -> None:
    listed = sections(item.__doc__ or "").get("Args", [])
    assert listed == [name for name in arguments(item) if name in listed], (
        "unknown, or out of order"
    )
    assert set(listed) == set(arguments(item))


@pytest.mark.parametrize(
    "group",
    [
        *(User, AsyncUser, Customers, AsyncCustomers, Subusers, AsyncSubusers),
        *(ApiKeys, AsyncApiKeys, Scopes, AsyncScopes),
    ],
)
def test_a_call_lists_the_errors_of_its_kind(group: type) -> None:
    reading = {"ApiError", "ConnectError", "RequestTimeoutError", "TransportError", "ResponseError"}
    changing = {"ApiError", "ConnectError", "OutcomeUnknownError"}
    for name, method in public_methods(group).items():
        errors = set(", ".join(sections(method.__doc__)["Raises"]).split(", "))
        expected = reading if name.startswith(("get", "iter", "list")) else changing
        if arguments(method):
            expected = expected | {"TypeError", "InvalidInputError"}
        if name == "get":
            expected |= {"NotFoundError"}
        assert errors == expected, name


@pytest.mark.parametrize("item", [*METHODS, *CONSTRUCTORS, Sandbox])
def test_the_errors_of_a_docstring_exist(item: Any) -> None:
    listed = sections(item.__doc__ or "").get("Raises", [])
    for error in filter(None, ", ".join(listed).split(", ")):
        assert issubclass(RAISED[error], Exception)


@pytest.mark.parametrize(
    "item", [AsyncClient, BulkJob, Client, Ledger, NewCustomer, Reseller, Sandbox]
)
def test_a_constructor_lists_its_errors(item: type) -> None:
    assert {"TypeError"} < set(sections(item.__doc__ or "")["Raises"])


def documented_literals() -> dict[str, str]:
    """The docstrings of type aliases and constants, which are not kept at run time."""
    files = [_clear.__file__, _literals.__file__]
    body = [statement for file in files for statement in ast.parse(Path(file).read_text()).body]
    found: dict[str, str] = {}
    for statement, below in pairwise(body):
        match statement, below:
            case (
                ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(ast.Constant(str(text))),
            ):
                found[name] = text
            case _:
                pass
    return found


def explanation(name: str) -> str | None:
    item = PUBLIC[name]
    return item.__doc__ if isinstance(item, type) else documented_literals()[name]


@pytest.mark.parametrize("name", PUBLIC)
def test_a_public_name_is_explained(name: str) -> None:
    assert re.match(r"[A-Z].+", explanation(name) or "")


@pytest.mark.parametrize("name", [name for name, item in PUBLIC.items() if inspect.isclass(item)])
def test_a_member_is_explained(name: str) -> None:
    owner: type = PUBLIC[name]
    for member, value in vars(owner).items():
        # The class explains its slots, which have no docstrings.
        if not member.startswith("_") and not isinstance(value, MemberDescriptorType):
            assert re.match(r"[A-Z`\"].+", getattr(owner, member).__doc__ or ""), member


def test_no_docstring_names_an_internal_document() -> None:
    internal = re.compile(r"\bseeds? \d|\bSource:")
    folder = Path(sendgrid_accounts.__file__).parent
    sources = [*folder.glob("*.py"), *folder.glob("*.pyi")]
    assert len(sources) > 5
    found = [path.name for path in sources if internal.search(path.read_text())]
    natives: Mapping[str, Any] = vars(_native)
    for name, item in natives.items():
        members: Mapping[str, Any] = vars(item) if inspect.isclass(item) else {}
        texts = [item.__doc__, *(member.__doc__ for member in members.values())]
        found += [name for text in texts if isinstance(text, str) and internal.search(text)]
    assert found == []


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
    natives: Mapping[str, Any] = vars(_native)
    for name, item in natives.items():
        if inspect.isclass(item) and item.__module__.startswith("sendgrid_accounts"):
            members = [member for member in vars(item) if not member.startswith("_")]
            assert {f"{name}.{member}" for member in members} <= written.keys()
