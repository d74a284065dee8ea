"""C code for input structs: valid ones, and ones with an invalid member."""

from __future__ import annotations

import re
from collections.abc import Iterator

from header_model import Compound, Declared, Header

REQUIRED = {
    "sga_password_change": ["old_password", "new_password"],
    "sga_new_customer": [
        *("username", "password", "email", "first_name", "last_name", "address"),
        *("city", "state", "zip", "country", "phone", "website"),
    ],
    "sga_reseller": ["username", "password"],
    "sga_request": ["method", "path"],
    "sga_client_options": ["api_key"],
    "sga_profile_update": ["city"],
    "sga_customer_profile_update": ["city"],
    "sga_new_api_key": ["name"],
    "sga_api_key_update": ["api_key_id", "name"],
    "sga_new_subuser": ["username", "email", "password"],
    "sga_subuser_ips_update": ["username"],
    "sga_subuser_credits_update": ["username", "type"],
    "sga_bulk_job": ["operation"],
}
"""The mandatory members of each struct."""
ALSO = {"sga_subuser_ips_update": "{name}.clear = 1;"}
"""Further members that a valid struct needs."""
REQUIRED_ROWS = {"sga_new_api_key": ["scopes"], "sga_api_key_update": ["scopes"]}
"""The mandatory arrays of each struct."""
NEVER_NULL = (
    *("sga_password_change", "sga_new_customer", "sga_new_api_key", "sga_api_key_update"),
    "sga_request",
    *("sga_new_subuser", "sga_subuser_ips_update", "sga_subuser_credits_update", "sga_bulk_job"),
)
"""Structs whose mandatory members are refused if NULL."""
OTHER_NAMES = {
    ("sga_reseller", "username"): "reseller_username",
    ("sga_reseller", "password"): "reseller_password",
}
"""Members with another name in errors: that of the client's builder."""
OTHER_SIZES = {
    "no size": "{name}.struct_size = 0;",
    "a size of 1": "{name}.struct_size = 1;",
    "a size of one less": "{name}.struct_size--;",
    "a huge size": "{name}.struct_size = SIZE_MAX;",
    "a negative size": "{name}.struct_size = (size_t)PTRDIFF_MIN;",
}
NOT_UTF8 = [r"te\xff", r"te\xc3", r"te\xed\xa0\x80", r"te\xc0\xaf", r"te\xf4\x90\x80\x80"]

Wrong = tuple[str, str, str, str]
"""Description, expected status, expected field, and the statement that makes a struct invalid."""


def filled(struct: Compound, name: str) -> str:
    """A struct with its mandatory members."""
    lines = [f"{struct.name} {name} = {struct.name.upper()}_INIT;"]
    values = {
        "api_key": 'edge_string("SG.key")',
        "method": 'edge_string("GET")',
        "path": 'edge_string("/v3/scopes")',
    }
    required = REQUIRED.get(struct.name, [])
    lines += [f"{name}.{it} = {values.get(it, 'GOOD_STRING')};" for it in required]
    for rows in REQUIRED_ROWS.get(struct.name, []):
        lines += [f"const char *{name}_{rows}[] = {{GOOD_STRING}};"]
        lines += [f"{name}.{rows} = {name}_{rows}; {name}.{rows}_count = 1;"]
    return " ".join([*lines, ALSO.get(struct.name, "").format(name=name)])


def wrong_sizes(name: str) -> Iterator[Wrong]:
    """A struct with an invalid size."""
    for what, change in OTHER_SIZES.items():
        yield f"{name} has {what}", "STRUCT_SIZE", name, change.format(name=name)


def wrong_members(header: Header, struct: Compound, name: str) -> Iterator[Wrong]:
    """A struct with one invalid member, for each member."""
    for index, member in enumerate(struct.members[1:]):
        place = f"{name}.{member.name}"
        field = OTHER_NAMES.get((struct.name, member.name), member.name)
        if member.type == "const char *":
            string = NOT_UTF8[index % len(NOT_UTF8)]
            change = f'{place} = edge_string("{string}");'
            yield f"{place} is not UTF-8", "UTF8", field, change
            if struct.name in NEVER_NULL and member.name in REQUIRED[struct.name]:
                yield f"{place} is NULL", "NULL", field, f"{place} = NULL;"
        elif member.type == "const char *const *":
            yield from _wrong_rows(place, field)
        elif member.type == "int":
            for number in ("-1", str(_count(header, member)), "INT_MAX", "INT_MIN"):
                yield f"{place} is {number}", "ENUM", field, f"{place} = {number};"
        elif member.target.removeprefix("const ") in header.handles:
            yield from _wrong_handles(place, field)
        elif member.is_pointer:
            inner = header.compounds[member.target.removeprefix("const ")]
            yield from _wrong_inside(header, inner, place)
        elif struct.name == "sga_client_options":
            change = f"{place} = ({member.type})-2;"
            yield f"{place} is huge", "INVALID_INPUT", field.removesuffix("_ms"), change
        else:
            # All numbers are valid for these members.
            assert member.type in ("size_t", "uint64_t", "uint32_t", "int64_t"), member


def _wrong_handles(place: str, field: str) -> Iterator[Wrong]:
    for what in ("client", "error", "email"):
        yield f"{place} is a {what}", "WRONG_HANDLE", field, f"{place} = (void *)good.{what};"
    for what, value in (("freed", f"stale.{field}"), ("a small number", "(void *)3")):
        yield f"{place} is {what}", "STALE_HANDLE", field, f"{place} = {value};"


def _wrong_rows(place: str, field: str) -> Iterator[Wrong]:
    yield f"{place} is NULL", "NULL", field, f"{place} = NULL; {place}_count = 1;"
    for what, status, text in (
        ("NULL", "NULL", "NULL"),
        ("not UTF-8", "UTF8", r'edge_string("te\xff")'),
    ):
        change = f"const char *row[] = {{GOOD_STRING, {text}}};"
        change += f" {place} = edge_copy(row, sizeof row); {place}_count = 2;"
        yield f"{place}[1] is {what}", status, field, change


def _wrong_inside(header: Header, inner: Compound, place: str) -> Iterator[Wrong]:
    name = inner.name.removeprefix("sga_")
    begin = filled(inner, name)
    end = f"{place} = edge_copy(&{name}, sizeof {name});"
    wrong = [*wrong_members(header, inner, name), *wrong_sizes(name)]
    for what, status, field, change in wrong:
        yield what, status, field, f"{begin} {change} {end}"


def _count(header: Header, member: Declared) -> int:
    """Number of valid values of a member, which count from 0."""
    named = re.search(r"\bone of (sga_\w+)", member.comment, re.IGNORECASE)
    if not named:
        assert re.search(r"\b1 (if|allows|permits)\b", member.comment), member
        return 2
    return len(header.compounds[named[1]].members)
