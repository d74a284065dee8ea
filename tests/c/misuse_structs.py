"""The structs that go into calls, filled in C code: rightly, or with one member wrong."""

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
    "sga_client_options": ["api_key"],
    "sga_profile_update": ["city"],
    "sga_customer_profile_update": ["city"],
}
"""Members that make a struct right, as the header says in words."""
NEVER_NULL = ("sga_password_change", "sga_new_customer")
"""Of these the members above may not be NULL."""
OTHER_NAMES = {
    ("sga_reseller", "username"): "reseller_username",
    ("sga_reseller", "password"): "reseller_password",
}
"""Errors name what the builder of the client calls it, which is flat."""
OTHER_SIZES = {
    "no size": "{name}.struct_size = 0;",
    "a size of 1": "{name}.struct_size = 1;",
    "a size of one less": "{name}.struct_size--;",
    "a huge size": "{name}.struct_size = SIZE_MAX;",
    "a negative size": "{name}.struct_size = (size_t)PTRDIFF_MIN;",
}
NOT_UTF8 = [r"te\xff", r"te\xc3", r"te\xed\xa0\x80", r"te\xc0\xaf", r"te\xf4\x90\x80\x80"]

Wrong = tuple[str, str, str, str]
"""What is wrong, the status that says so, the field that it names, the line that makes it so."""


def filled(struct: Compound, name: str) -> str:
    """A struct with what it must have."""
    lines = [f"{struct.name} {name} = {struct.name.upper()}_INIT;"]
    lines += [f"{name}.{it} = GOOD_TEXT;" for it in REQUIRED.get(struct.name, [])]
    return " ".join(lines)


def wrong_sizes(name: str) -> Iterator[Wrong]:
    """A struct with a size that it cannot have."""
    for what, change in OTHER_SIZES.items():
        yield f"{name} has {what}", "STRUCT_SIZE", name, change.format(name=name)


def wrong_members(header: Header, struct: Compound, name: str) -> Iterator[Wrong]:
    """A struct with one member that is wrong, for each."""
    for index, member in enumerate(struct.members[1:]):
        place = f"{name}.{member.name}"
        field = OTHER_NAMES.get((struct.name, member.name), member.name)
        if member.type == "const char *":
            text = NOT_UTF8[index % len(NOT_UTF8)]
            change = f'{place} = edge_text("{text}");'
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
            change = f"{place} = ({member.type})-1;"
            yield f"{place} is huge", "INVALID_INPUT", field.removesuffix("_ms"), change
        else:
            # All numbers of these members are right.
            assert member.type in ("size_t", "uint64_t", "uint32_t"), member


def _wrong_handles(place: str, field: str) -> Iterator[Wrong]:
    for what in ("client", "error", "email"):
        yield f"{place} is a {what}", "WRONG_HANDLE", field, f"{place} = (void *)good.{what};"
    for what, value in (("freed", f"stale.{field}"), ("a small number", "(void *)3")):
        yield f"{place} is {what}", "STALE_HANDLE", field, f"{place} = {value};"


def _wrong_rows(place: str, field: str) -> Iterator[Wrong]:
    yield f"{place} is NULL", "NULL", field, f"{place}_count = 1;"
    for what, status, text in (
        ("NULL", "NULL", "NULL"),
        ("not UTF-8", "UTF8", r'edge_text("te\xff")'),
    ):
        change = f"const char *row[] = {{GOOD_TEXT, {text}}};"
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
    """How many numbers a member may be, from 0 on."""
    named = re.search(r"\bone of (sga_\w+)", member.comment, re.IGNORECASE)
    if not named:
        assert re.match(r"1 (if|allows)\b", member.comment), member
        return 2
    return len(header.compounds[named[1]].members)
