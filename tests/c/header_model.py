"""A parser of the C header: declarations and their descriptions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from programs import ROOT

HEADER = ROOT / "include" / "sendgrid_accounts.h"

COMMENT = r"/\*\*(?P<comment>(?:[^*]|\*(?!/))*)\*/\s*"
ITEM = re.compile(
    rf"(?:{COMMENT})?(?:"
    r"typedef (?P<kind>struct|enum) \{\n(?P<body>(?s:.*?))\n\} (?P<named>\w+);"
    r"|typedef struct (?P<opaque>\w+) (?P=opaque);"
    r"|typedef void \(\*(?P<callback>\w+)\)\((?P<takes>[^)]*)\);"
    r"|#define (?P<macro>SGA_\w+)(?P<value>(?:.*\\\n)*.*)"
    r"|(?P<returns>(?:const )?\w+ \*?)(?P<function>sga_\w+)\((?P<parameters>[^)]*)\);"
    r")\n+"
)
MEMBER = re.compile(rf"\s*(?:{COMMENT})?(?P<declared>[^/;,]+)[;,]")
NAMED = re.compile(r"(?P<type>.*[ *])(?P<name>\w+)", re.DOTALL)
SCAFFOLD = re.compile(
    r"\s+|/\*\*\n \* @file\n(?s:.*?)\*/|/\* Generated from .*\n"
    r"|#ifndef SENDGRID_ACCOUNTS_H|#define SENDGRID_ACCOUNTS_H|#include <\w+\.h>"
    r'|#ifdef __cplusplus|extern "C" \{|\}  // extern "C"|#endif.*'
)
"""The parts of a header that are not declarations."""


@dataclass(frozen=True)
class Declared:
    """A parameter, a member or an enumerator, which has a number instead of a type."""

    name: str
    type: str = ""
    comment: str = ""
    number: int = 0

    @property
    def is_pointer(self) -> bool:
        """Whether it is a pointer."""
        return self.type.endswith("*")

    @property
    def target(self) -> str:
        """The type that a pointer points to."""
        return self.type.removesuffix("*").strip()

    @property
    def is_output(self) -> bool:
        """Whether the function writes to its target."""
        return self.type.endswith("**") or self.type in ("size_t *", "uint64_t *")


@dataclass(frozen=True)
class Function:
    """A function of the library."""

    name: str
    returns: str
    parameters: tuple[Declared, ...]
    comment: str


@dataclass(frozen=True)
class Compound:
    """A struct with its members, or an enumeration with its values."""

    name: str
    kind: str
    members: tuple[Declared, ...]
    comment: str

    @property
    def is_input(self) -> bool:
        """Whether it is an input."""
        return self.members[0].name == "struct_size"


@dataclass
class Header:
    """The declarations of a header."""

    functions: list[Function] = field(default_factory=list[Function])
    compounds: dict[str, Compound] = field(default_factory=dict[str, Compound])
    handles: dict[str, str] = field(default_factory=dict[str, str])
    """The incomplete types, with their comments."""
    callbacks: list[Function] = field(default_factory=list[Function])
    """The types of functions that the program passes in."""
    macros: dict[str, str] = field(default_factory=dict[str, str])
    """The comments of the macros."""
    values: dict[str, str] = field(default_factory=dict[str, str])
    """The values of the macros, each on one line."""

    def inputs(self) -> list[Compound]:
        """The input structs."""
        return [it for it in self.compounds.values() if it.kind == "struct" and it.is_input]


def parse(text: str) -> Header:
    """Parses a header; an unknown construct is an error."""
    header = Header()
    position = 0
    while position < len(text):
        if item := ITEM.match(text, position):
            _add(header, item)
            position = item.end()
        elif scaffold := SCAFFOLD.match(text, position):
            position = scaffold.end()
        else:
            line = text.count("\n", 0, position) + 1
            raise ValueError(f"line {line} is not understood: {text[position : position + 60]!r}")
    return header


def _add(header: Header, item: re.Match[str]) -> None:
    comment = _plain(item["comment"])
    if item["function"]:
        returns = item["returns"].strip()
        parameters = _parameters(item["parameters"])
        header.functions.append(Function(item["function"], returns, parameters, comment))
    elif item["callback"]:
        parameters = _parameters(item["takes"])
        header.callbacks.append(Function(item["callback"], "void", parameters, comment))
    elif item["kind"]:
        members = tuple(
            _declared(member["declared"].strip(), _plain(member["comment"]))
            for member in MEMBER.finditer(item["body"] + ("," if item["kind"] == "enum" else ""))
        )
        header.compounds[item["named"]] = Compound(item["named"], item["kind"], members, comment)
    elif item["opaque"]:
        header.handles[item["opaque"]] = comment
    else:
        header.macros[item["macro"]] = comment
        header.values[item["macro"]] = " ".join(item["value"].replace("\\\n", " ").split())


def _parameters(text: str) -> tuple[Declared, ...]:
    listed = [] if text == "void" else text.split(",")
    return tuple(_declared(parameter.strip()) for parameter in listed)


def _declared(text: str, comment: str = "") -> Declared:
    if "=" in text:
        name, number = text.split("=")
        return Declared(name.strip(), comment=comment, number=int(number))
    named = NAMED.fullmatch(text)
    assert named, text
    return Declared(named["name"], named["type"].strip(), comment)


def _plain(comment: str | None) -> str:
    lines = (line.strip().removeprefix("*").strip() for line in (comment or "").splitlines())
    return "\n".join(lines).strip()


def undescribed(header: Header) -> list[str]:
    """The items without a description."""
    missing = [name for name, comment in header.macros.items() if not comment]
    missing += [name for name, comment in header.handles.items() if not comment]
    for compound in header.compounds.values():
        missing += [compound.name] * (not compound.comment)
        missing += [f"{compound.name}.{it.name}" for it in compound.members if not it.comment]
    for function in [*header.functions, *header.callbacks]:
        missing += _undescribed_of(function)
    return missing


def _undescribed_of(function: Function) -> list[str]:
    sentence, *tags = re.split(r"^@", function.comment, flags=re.MULTILINE)
    described = [" ".join(tag.split()) for tag in tags]
    expected = [f"param{'[out]' * it.is_output} {it.name} " for it in function.parameters]
    expected += ["return "] * (function.returns != "void")
    missing = [] if sentence.strip() else [function.name]
    if len(described) != len(expected):
        missing.append(f"{function.name}: {len(expected)} tags expected, {len(described)} found")
    for tag, start in zip(described, expected, strict=False):
        # The name alone is no description.
        if not tag.startswith(start) or tag == start.strip():
            missing.append(f"{function.name}: @{start.strip()}")
    return missing
