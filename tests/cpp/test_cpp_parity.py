"""The C++ headers have everything of the C header, under the same names except those below."""

from __future__ import annotations

import re
from functools import cache

import pytest
from core_documentation import core_defaults, defaults
from header_model import HEADER, Compound, Header, parse
from programs import ROOT

INCLUDE = ROOT / "include"
METHODS = {"delete": "remove"}
"""Methods whose function has a keyword of C++ as its name."""
STRUCTS = {"sga_customer": "BasicCustomer"}
"""Structs whose name is not that of the C struct in camel case."""
GROUPS = ("user", "customers", "subusers", "api_keys", "scopes", "client")
ELSEWHERE = {
    *("sga_completion", "sga_customer_list", "sga_api_key_list", "sga_rate_limits", "sga_error"),
    "sga_response",
    *("sga_subuser_list", "sga_reputation_list", "sga_ip_list"),
}
"""Structs that are futures, a container, a vector, an exception or two structs in C++."""
ACCESSORS = {"detail_count": "details", "change": "reconcile"}
PAGE = "_iter_next_page"
"""End of the names of submitted calls that are no operations of an API."""
UNUSED = {"sga_version_number", "sga_choice_name"}
"""Functions that the C++ headers do not use: in C++ a choice is an optional bool."""
NO_OPERATIONS = ("change_reconcile", "bulk_execute", "bulk_execute_next")
"""The submitted calls that are no operations of an API."""

OPERATION = re.compile(
    r"(?P<method>\w+)\([^)]*\) const \{\s*return calls_\.template make<\w+>\(\s*"
    r"(?P<block>sga_\w+),\s*(?P<submit>sga_submit_\w+)"
)

DETAIL = re.compile(r"^namespace (\S*detail) \{.*?^\} // namespace \1$", re.MULTILINE | re.DOTALL)


@cache
def in_c() -> str:
    return HEADER.read_text()


@cache
def in_cpp() -> str:
    files = [INCLUDE / "sendgrid_accounts.hpp", *(INCLUDE / "sendgrid_accounts").glob("*.hpp")]
    return "\n".join(file.read_text() for file in files)


def operations_of(header: Header) -> list[str]:
    """The names of all calls, such as user_get_profile."""
    names = [function.name for function in header.functions]
    submitted = [name.removeprefix("sga_submit_") for name in names if "_submit_" in name]
    return [name for name in submitted if name not in NO_OPERATIONS and not name.endswith(PAGE)]


def missing_operations(header: Header, cpp: str) -> list[str]:
    present = {(it["method"], it["block"], it["submit"]) for it in OPERATION.finditer(cpp)}
    missing: list[str] = []
    for operation in operations_of(header):
        group = next(group for group in GROUPS if operation.startswith(f"{group}_"))
        method = operation.removeprefix(f"{group}_")
        expected = (METHODS.get(method, method), f"sga_{operation}", f"sga_submit_{operation}")
        missing += [f"{group}.{method}"] * (expected not in present)
    return missing


def missing_functions(header: Header, cpp: str) -> list[str]:
    used = set(re.findall(r"\bsga_\w+", cpp)) | UNUSED
    return [function.name for function in header.functions if function.name not in used]


def missing_numbers(header: Header, cpp: str) -> list[str]:
    """Members of enumerations that the C++ headers do not use."""
    used = set(re.findall(r"\bSGA_\w+", cpp))
    enums = [it for it in header.compounds.values() if it.kind == "enum"]
    return [member.name for it in enums for member in it.members if member.name not in used]


def missing_exceptions(header: Header, cpp: str) -> list[str]:
    """Statuses without an exception class, except those of misuse."""
    classes = set(re.findall(r"^class (\w+_error) : public (?:\w+_)?error \{", cpp, re.MULTILINE))
    kinds = [
        member.name.removeprefix("SGA_ERR_").lower()
        for member in header.compounds["sga_status"].members
        if 0 < member.number < 100
    ]
    return [kind for kind in kinds if f"{kind}_error" not in classes]


def name_in_cpp(struct: Compound, member: str) -> str:
    """The name of a member, or nothing if another member represents it."""
    array = member.removesuffix("_count")
    is_length = member.endswith("_count") and (
        struct.is_input or any(it.name in (array, f"{array}s") for it in struct.members)
    )
    if is_length or member.startswith("has_") or member == "struct_size":
        return ""
    return member.removesuffix("_ms")


def missing_members(header: Header, cpp: str) -> list[str]:
    missing: list[str] = []
    for struct in header.compounds.values():
        if struct.kind != "struct" or struct.name in ELSEWHERE:
            continue
        camel = "".join(part.capitalize() for part in struct.name.split("_")[1:])
        name = STRUCTS.get(struct.name, camel)
        body = re.search(rf"^struct {name} \{{\n(.*?)^\}};", cpp, re.MULTILINE | re.DOTALL)
        present = re.findall(r"^    [\w:<>]+ (\w+)(?:\{\}| = .*)?;", body[1] if body else "", re.M)
        expected = [name_in_cpp(struct, member.name) for member in struct.members]
        missing += [f"{name}.{member}" for member in expected if member and member not in present]
    return missing


def missing_accessors(header: Header, cpp: str) -> list[str]:
    present = re.findall(r"\b(\w+)\(\) const", cpp[cpp.index("class error :") :])
    members = [it.name for it in header.compounds["sga_error"].members]
    expected = [ACCESSORS.get(name, name) for name in members if not name.startswith("has_")]
    return [name for name in expected if name not in present]


CHECKS = [
    missing_operations,
    missing_functions,
    missing_numbers,
    missing_exceptions,
    missing_members,
    missing_accessors,
]


@pytest.mark.parametrize("missing", CHECKS)
def test_nothing_is_missing(missing: type) -> None:
    assert missing(parse(in_c()), in_cpp()) == []


def test_there_are_as_many_operations_as_functions() -> None:
    assert len(operations_of(parse(in_c()))) == 45
    assert len(list(OPERATION.finditer(in_cpp()))) == 45


@pytest.mark.parametrize(
    ("missing", "old", "new", "found"),
    [
        (missing_operations, "sga_submit_user_get_email(", "sga_submit_user_get_x(", "user.get_x"),
        (missing_functions, "sga_queue_fd(", "sga_queue_descriptor(", "sga_queue_descriptor"),
        (missing_numbers, "SGA_REGION_EU = 1", "SGA_REGION_MOON = 1", "SGA_REGION_MOON"),
        (missing_exceptions, "SGA_ERR_CLOSED = 15", "SGA_ERR_TIRED = 15", "tired"),
        (missing_members, "char *reset_frequency;", "char *rhythm;", "Credits.rhythm"),
        (missing_members, "char *whitelabel;", "char *blacklabel;", "NewCustomer.blacklabel"),
        (missing_members, "uint64_t timeout_ms;", "uint64_t limit_ms;", "ClientOptions.limit"),
        (missing_members, "char *website;", "char *site;", "BasicCustomer.site"),
        (missing_accessors, "char *required_scope;", "char *scope;", "scope"),
    ],
)
def test_missing_items_are_reported(missing: type, old: str, new: str, found: str) -> None:
    assert old in in_c()
    assert found in missing(parse(in_c().replace(old, new)), in_cpp())


def test_a_wrong_function_is_reported() -> None:
    swapped = in_cpp().replace("sga_submit_customers_enable,", "sga_submit_customers_disable,")
    assert missing_operations(parse(in_c()), swapped) == ["customers.enable"]


def test_every_type_and_member_is_described() -> None:
    undescribed: list[str] = []
    for file in sorted((INCLUDE / "sendgrid_accounts").glob("*.hpp")):
        # The namespace detail is private.
        text = DETAIL.sub("", file.read_text())
        types = re.findall(r"(.*)\n(?:template.*\n)?(?:struct|class|enum class) (\w+).*\{", text)
        members = re.findall(r"(.*)\n    (?!using|class)[\w:<>]+ (\w+)(?:\{\}| = .*)?;", text)
        items = types + [it for it in members if not it[1].endswith("_")]
        undescribed += [f"{file.name}: {name}" for before, name in items if "///" not in before]
    assert undescribed == []


def test_defaults_equal_those_of_the_core() -> None:
    struct = re.search(r"^struct ClientOptions \{\n(.*?)^\};", in_cpp(), re.MULTILINE | re.DOTALL)
    assert struct
    found = re.findall(r"((?: +///.*\n)+) *\S+ (\w+)(?:\{\}| =)", struct[1])
    assert (
        defaults({name: comment.replace("///", " ") for comment, name in found}) == core_defaults()
    )
