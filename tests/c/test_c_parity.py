"""The C header has the operations, error kinds, fields and documentation of the core."""

from __future__ import annotations

import re

import pytest
from core_documentation import CORE, core_defaults, defaults, documentation, methods
from programs import ROOT
from sendgrid_accounts import (
    Account,
    ApiKeyInfo,
    CreatedApiKey,
    CreatedSubuser,
    Credits,
    Customer,
    Email,
    ErrorDetail,
    NewCustomer,
    Profile,
    Reputation,
    ScopeList,
    Subuser,
    SubuserCredits,
    Username,
)
from sendgrid_accounts._errors import CLASSES
from sendgrid_accounts._native import operations

HEADER = (ROOT / "include" / "sendgrid_accounts.h").read_text()
MEMBER = re.compile(r"/\*\*((?:(?!\*/).)*)\*/\s+[\w *]+[ *](\w+);", re.DOTALL)
MODELS = {Account: "account", Credits: "credits", Email: "email", Profile: "profile"} | {
    Username: "username",
    Customer: "customer",
    ApiKeyInfo: "api_key_info",
    CreatedApiKey: "created_api_key",
    ScopeList: "scope_list",
    Subuser: "subuser",
    CreatedSubuser: "created_subuser",
    SubuserCredits: "subuser_credits",
    Reputation: "reputation",
}
FILES = {model: f"api/user/{name}.rs" for model, name in MODELS.items()} | {
    Customer: "api/customers/customer.rs",
    ApiKeyInfo: "api/api_keys/key.rs",
    CreatedApiKey: "api/api_keys/created.rs",
    ScopeList: "api/scopes.rs",
    Subuser: "api/subusers/subuser.rs",
    CreatedSubuser: "api/subusers/create.rs",
    SubuserCredits: "api/subusers/credits.rs",
    Reputation: "api/subusers/reputations.rs",
}
SECRETS: dict[type, list[str]] = {CreatedSubuser: ["authorization_token", "signup_session_token"]}
"""Secrets, which are attributes in Python, but no fields of a value object."""
IN_CORE = {(Account, "type"): "account_type", (SubuserCredits, "type"): "credit_type"}


def functions(header: str) -> dict[str, str]:
    """The description of each function."""
    found = re.findall(r"/\*\*((?:(?!\*/).)*)\*/\s+[\w ]+[ *](sga_\w+)\(", header, re.DOTALL)
    return {name: plain(comment) for comment, name in found}


def members(header: str, struct: str) -> dict[str, str]:
    """The description of each member of a struct."""
    end = header.find(f"\n}} sga_{struct};")
    assert end > 0, f"there is no struct sga_{struct}"
    body = header[header.rfind("typedef struct {", 0, end) : end]
    return {name: plain(comment) for comment, name in MEMBER.findall(body)}


def plain(comment: str) -> str:
    text = "\n".join(line.strip().removeprefix("*").strip() for line in comment.splitlines())
    return " ".join(text.strip().split("\n\n")[0].split())


def missing_functions(header: str) -> set[str]:
    names = {name.replace(".", "_") for name in operations()}
    expected = {f"sga_{name}" for name in names} | {f"sga_submit_{name}" for name in names}
    return expected - set(functions(header))


def missing_kinds(header: str) -> set[str]:
    return {f"SGA_ERR_{kind.upper()}" for kind in CLASSES if kind != "sendgrid"} - set(
        re.findall(r"\b(SGA_ERR_\w+) = \d+,", header)
    )


def test_every_operation_has_its_functions() -> None:
    assert missing_functions(HEADER) == set()


def test_every_kind_of_error_has_its_status() -> None:
    assert missing_kinds(HEADER) == set()


def test_missing_items_are_reported() -> None:
    header = HEADER.replace("sga_submit_user_get_email(", "x(").replace("SGA_ERR_API =", "X =")
    assert missing_functions(header) == {"sga_submit_user_get_email"}
    assert missing_kinds(header) == {"SGA_ERR_API"}


@pytest.mark.parametrize("model", MODELS)
def test_results_have_the_fields_and_descriptions_of_the_core(model: type) -> None:
    documented = documentation(FILES[model], struct=model.__name__)
    present = members(HEADER, MODELS[model])
    fields: tuple[str, ...] = vars(model)["__match_args__"]
    own = [name for name in present if not name.startswith("has_") and not name.endswith("_count")]
    secrets = SECRETS.get(model, [])
    assert own == [*fields, *secrets, "extra"]
    for field in [*fields, *secrets]:
        in_core = IN_CORE.get((model, field), field)
        assert begins_with(present[field], documented[in_core]), field


@pytest.mark.parametrize(
    ("struct", "file"),
    [
        ("new_customer", "api/customers/create.rs"),
        ("customer_filter", "api/customers/list.rs"),
        ("customer_profile_update", "api/customers/update.rs"),
        ("profile_update", "api/user/profile.rs"),
        ("password_change", "api/user/password.rs"),
        ("new_api_key", "api/api_keys/create.rs"),
        ("api_key_update", "api/api_keys/update.rs"),
        ("subuser_filter", "api/subusers/list.rs"),
        ("new_subuser", "api/subusers/create.rs"),
        ("subuser_ips_update", "api/subusers/ips.rs"),
    ],
)
def test_inputs_have_the_descriptions_of_the_core(struct: str, file: str) -> None:
    documented = documentation(file)
    present = members(HEADER, struct)
    fields = [
        name for name in present if not name.endswith(("_count", "_size")) and "has_" not in name
    ]
    assert len(fields) > 1
    for field in fields:
        assert begins_with(present[field], documented[field]), field


def test_inputs_have_the_fields_of_the_core() -> None:
    present = set(members(HEADER, "new_customer"))
    fields = {name for name in vars(NewCustomer) if not name.startswith("_")} - {"to_dict"}
    assert fields <= present
    source = (CORE / "api/customers/list.rs").read_text().split("\nfilters! {")[1]
    filters = set(re.findall(r"^    (\w+),$", source, re.M))
    assert len(filters) > 10
    assert filters | {"active", "limit", "offset"} <= set(members(HEADER, "customer_filter"))


def test_errors_have_the_properties_of_the_core() -> None:
    present = set(members(HEADER, "error"))
    accessors = re.findall(r"^    pub fn (\w+)\(&self\)", (CORE / "error/mod.rs").read_text(), re.M)
    names = {"kind": "status", "status": "http_status"}
    assert len(accessors) > 10
    assert {names.get(name, name) for name in accessors} <= present
    assert set(ErrorDetail.__match_args__) == set(members(HEADER, "error_detail"))


def numbers(file: str, pattern: str) -> set[str]:
    """The names of options in a file of the core."""
    found = set(re.findall(pattern, (CORE / file).read_text(), re.M))
    assert len(found) > 8, found
    return found


def without_units(struct: str) -> set[str]:
    return {name.removesuffix("_ms") for name in members(HEADER, struct)}


def test_the_options_are_those_of_the_core() -> None:
    of_a_client = numbers("client/builder/settings.rs", r"^    pub fn (\w+)\(mut self")
    of_a_client |= {"empty"}
    assert of_a_client <= without_units("client_options")
    of_a_call = without_units("call_options") - {"struct_size"}
    config = (CORE / "client/config.rs").read_text()
    assert of_a_call == set(re.findall(r"^    (\w+): \w+ = ", config, re.M))
    assert of_a_call < of_a_client


def test_defaults_equal_those_of_the_core() -> None:
    assert len(core_defaults()) > 15
    assert defaults(members(HEADER, "client_options")) == core_defaults()


@pytest.mark.parametrize("name", operations())
def test_functions_have_the_descriptions_of_the_core(name: str) -> None:
    group, method = name.split(".")
    assert functions(HEADER)[f"sga_{group}_{method}"] == methods(group)[method]


def begins_with(comment: str, documented: str) -> bool:
    """Whether a comment is the core's, or the core's with an addition for C; None is NULL in C."""
    in_c = re.sub(r"\bNone\b", "NULL", documented.replace("`", ""))
    return comment.replace("`", "").startswith(in_c.removesuffix("."))
