"""The header has what the core has: operations, kinds of error, fields, and their explanations."""

from __future__ import annotations

import inspect
import re

import pytest
from programs import ROOT
from sendgrid_accounts import (
    Account,
    AsyncClient,
    Client,
    Credits,
    Customer,
    Email,
    ErrorDetail,
    NewCustomer,
    Profile,
    Username,
)
from sendgrid_accounts._errors import CLASSES
from sendgrid_accounts._native import operations
from test_defaults import CORE as CORE_DEFAULTS
from test_defaults import told
from test_documentation import documentation, first_paragraph

HEADER = (ROOT / "include" / "sendgrid_accounts.h").read_text()
CORE = ROOT / "core" / "src"
MEMBER = re.compile(r"/\*\*((?:(?!\*/).)*)\*/\s+[\w *]+[ *](\w+);", re.DOTALL)
MODELS = {Account: "account", Credits: "credits", Email: "email", Profile: "profile"} | {
    Username: "username",
    Customer: "customer",
}
FILES = {model: f"api/user/{name}.rs" for model, name in MODELS.items()} | {
    Customer: "api/customers/customer.rs"
}


def functions(header: str) -> dict[str, str]:
    """The explanation of each function."""
    found = re.findall(r"/\*\*((?:(?!\*/).)*)\*/\s+[\w ]+[ *](sga_\w+)\(", header, re.DOTALL)
    return {name: plain(comment) for comment, name in found}


def members(header: str, struct: str) -> dict[str, str]:
    """The explanation of each member of a struct."""
    end = header.find(f"\n}} sga_{struct};")
    assert end > 0, f"there is no struct sga_{struct}"
    body = header[header.rfind("typedef struct {", 0, end) : end]
    return {name: plain(comment) for comment, name in MEMBER.findall(body)}


def plain(comment: str) -> str:
    text = "\n".join(line.strip().removeprefix("*").strip() for line in comment.splitlines())
    return first_paragraph(text.strip())


def missing_functions(header: str) -> set[str]:
    wanted = {name.replace(".", "_") for name in operations()}
    wanted = {f"sga_{name}" for name in wanted} | {f"sga_submit_{name}" for name in wanted}
    return wanted - set(functions(header))


def missing_kinds(header: str) -> set[str]:
    return {f"SGA_ERR_{kind.upper()}" for kind in CLASSES if kind != "sendgrid"} - set(
        re.findall(r"\b(SGA_ERR_\w+) = \d+,", header)
    )


def test_every_operation_has_its_functions() -> None:
    assert missing_functions(HEADER) == set()


def test_every_kind_of_error_has_its_status() -> None:
    assert missing_kinds(HEADER) == set()


def test_what_is_missing_is_named() -> None:
    header = HEADER.replace("sga_submit_user_get_email(", "x(").replace("SGA_ERR_API =", "X =")
    assert missing_functions(header) == {"sga_submit_user_get_email"}
    assert missing_kinds(header) == {"SGA_ERR_API"}


@pytest.mark.parametrize("model", MODELS)
def test_every_field_of_a_result_is_a_member_and_explained_alike(model: type) -> None:
    explained = documentation(FILES[model])
    there = members(HEADER, MODELS[model])
    fields: tuple[str, ...] = vars(model)["__match_args__"]
    assert [name for name in there if not name.startswith("has_")] == [*fields, "extra"]
    for field in fields:
        in_core = "account_type" if (model, field) == (Account, "type") else field
        assert begins_with(there[field], explained[in_core]), field


@pytest.mark.parametrize(
    ("struct", "file"),
    [
        ("new_customer", "api/customers/create.rs"),
        ("customer_filter", "api/customers/list.rs"),
        ("customer_profile_update", "api/customers/profile.rs"),
        ("profile_update", "api/user/profile.rs"),
        ("password_change", "api/user/password.rs"),
    ],
)
def test_every_field_of_an_input_is_a_member_and_explained_alike(struct: str, file: str) -> None:
    explained = documentation(file)
    there = members(HEADER, struct)
    own = [name for name in there if not name.endswith(("_count", "_size")) and "has_" not in name]
    assert len(own) > 1
    for field in own:
        assert begins_with(there[field], explained[field]), field


def test_inputs_have_every_field() -> None:
    there = set(members(HEADER, "new_customer"))
    assert {name for name in vars(NewCustomer) if not name.startswith("_")} <= there
    texts = (CORE / "api/customers/list.rs").read_text().split("\nfilters! {")[1]
    wanted = set(re.findall(r"^    (\w+),$", texts, re.M))
    assert len(wanted) > 10
    assert wanted | {"active", "limit", "offset"} <= set(members(HEADER, "customer_filter"))


def test_an_error_has_every_property() -> None:
    there = set(members(HEADER, "error"))
    accessors = re.findall(r"^    pub fn (\w+)\(&self\)", (CORE / "error/mod.rs").read_text(), re.M)
    names = {"kind": "status", "status": "http_status"}
    assert len(accessors) > 10
    assert {names.get(name, name) for name in accessors} <= there
    assert set(ErrorDetail.__match_args__) == set(members(HEADER, "error_detail"))


def numbers(file: str, pattern: str) -> set[str]:
    """The names of numbers in a file of the core."""
    found = set(re.findall(pattern, (CORE / file).read_text(), re.M))
    assert len(found) > 8, found
    return found


def without_units(struct: str) -> set[str]:
    return {name.removesuffix("_ms") for name in members(HEADER, struct)}


@pytest.mark.parametrize("client", [Client, AsyncClient])
def test_every_number_can_be_set(client: type[Client | AsyncClient]) -> None:
    of_a_client = numbers("client/builder/numbers.rs", r"^    pub fn (\w+)\(mut self")
    assert of_a_client <= without_units("client_options")
    assert of_a_client <= set(inspect.signature(client).parameters)
    of_a_call = numbers("client/config.rs", r"^    pub (\w+): Option")
    assert of_a_call == without_units("call_options") - {"struct_size"}
    assert of_a_call == set(inspect.signature(client.with_options).parameters) - {"self"}
    assert of_a_call < of_a_client


def test_defaults_are_told_as_in_the_core() -> None:
    assert told(members(HEADER, "client_options")) == CORE_DEFAULTS


@pytest.mark.parametrize("name", operations())
def test_a_function_is_explained_as_in_the_core(name: str) -> None:
    group, method = name.split(".")
    explained = documentation(f"api/{group}/calls.rs")[method]
    assert functions(HEADER)[f"sga_{group}_{method}"] == explained


def begins_with(text: str, explained: str) -> bool:
    """Whether a text is the core's, perhaps with what only C needs to know behind it."""
    return text.replace("`", "").startswith(explained.replace("`", "").removesuffix("."))
