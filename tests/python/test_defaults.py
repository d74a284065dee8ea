"""The defaults of the options: the core's documentation, the signatures, docstrings and docs agree.

The core's own tests compare its documentation with its values; those of C and C++ compare their
headers.
"""

from __future__ import annotations

import inspect
import pydoc
import re
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from sendgrid_accounts import AsyncClient, Client, Limits, NewCustomer, Reseller, Retry
from sendgrid_accounts.sandbox import Sandbox
from test_documentation import CONSTRUCTORS, METHODS, documentation

PAGE = Path(__file__).parent.parent.parent / "docs/reliability.md"
DEFAULT = re.compile(r"default: (\d[\d,]*(?:\.\d+)?)(?: (\w+))?")
NUMBER = re.compile(r"(\d[\d,]*(?:\.\d+)?)(?: (\w+))?")
UNITS = {
    **dict.fromkeys(["s", "second", "seconds"], 1.0),
    **dict.fromkeys(["ms", "milliseconds"], 0.001),
    "KiB": 1024.0,
    "MiB": 1024.0 * 1024,
}
PYTHON_NAMES = {
    "retry_budget": "budget",
    "retry_cost": "cost",
    "rate_limit_retry_cost": "rate_limit_cost",
    "retry_refund": "refund",
}
"""The options whose names differ between the core and Python."""


def amount(number: str, unit: str | None) -> float:
    """A default in seconds, bytes or pieces."""
    return float(number.rstrip(",").replace(",", "")) * UNITS.get(unit or "", 1.0)


def default(text: str) -> float | None:
    """The numeric default that a description states."""
    found = DEFAULT.search(" ".join(text.split()))
    return None if found is None else amount(found[1], found[2])


CORE = {
    PYTHON_NAMES.get(name, name): value
    for name, text in documentation("client/builder/settings.rs").items()
    if (value := default(text)) is not None
}


def signature_defaults(owner: type) -> dict[str, float]:
    """The numeric defaults of a signature."""
    parameters = inspect.signature(owner).parameters.items()
    values: dict[str, Any] = {name: parameter.default for name, parameter in parameters}
    return {name: value for name, value in values.items() if type(value) in (int, float)}


def docstring_defaults(owner: type) -> dict[str, float]:
    """The numeric defaults that the `Args` of a docstring state."""
    text = inspect.cleandoc(owner.__doc__ or "")
    entries = re.split(r"^ {4}(\w+): ", text, flags=re.MULTILINE)
    found = {name: default(text) for name, text in zip(entries[1::2], entries[2::2], strict=True)}
    return {name: value for name, value in found.items() if value is not None}


@pytest.mark.parametrize("client", [Client, AsyncClient])
@pytest.mark.parametrize("defaults", [signature_defaults, docstring_defaults])
def test_defaults_equal_those_of_the_core(client: type, defaults: Any) -> None:
    found: list[dict[str, float]] = [defaults(owner) for owner in (client, Retry, Limits)]
    assert [len(group) for group in found] == [6, 8, 4]
    assert found[0] | found[1] | found[2] == CORE


@pytest.mark.parametrize("item", [*METHODS, *CONSTRUCTORS, Sandbox])
def test_a_signature_has_real_defaults(item: Any) -> None:
    values = [parameter.default for parameter in inspect.signature(item).parameters.values()]
    assert Ellipsis not in values
    assert not re.search(r"Ellipsis|=\s*\.\.\.", pydoc.plain(pydoc.render_doc(item)))


def test_the_defaults_of_strings_and_pairs_are_real() -> None:
    defaults = {name: one.default for name, one in inspect.signature(Reseller).parameters.items()}
    assert [defaults[name] for name in ("dialect", "format", "auth")] == [
        "reseller",
        "json",
        "params",
    ]
    assert inspect.signature(Sandbox).parameters["window"].default == (600, 60)
    assert inspect.signature(NewCustomer).parameters["ip"].default == ()


def test_the_page_on_reliability_has_the_same_defaults() -> None:
    rows = re.findall(
        r"^\| `(\w+)` \| `([\w.]+)` \| (.+?) \| (call|client) \|$", PAGE.read_text(), re.MULTILINE
    )
    assert len(rows) == len(CORE)
    groups = {"Retry": Retry, "Limits": Limits}
    per_call = inspect.signature(Client.with_options).parameters
    for core, python, text, scope in rows:
        group, _, name = python.rpartition(".")
        assert name == PYTHON_NAMES.get(core, core)
        number = NUMBER.fullmatch(text)
        assert number is not None, text
        owner = groups.get(group, Client)
        assert amount(number[1], number[2]) == CORE[name] == signature_defaults(owner)[name]
        assert (scope == "call") == (name in per_call), name


def test_the_groups_have_no_option_twice() -> None:
    names = [field.name for group in (Retry, Limits) for field in fields(group)]
    assert len(names) == len(set(names))
    assert not set(names) & inspect.signature(Client).parameters.keys()


def test_a_default_is_read_in_every_unit() -> None:
    texts = "60 s; x", "1,000.", "256 KiB.", "50 milliseconds.", "0.05.", "2, within ten seconds"
    assert [default(f"A; default: {text}") for text in texts] == [60, 1000, 262144, 0.05, 0.05, 2]
    assert default("default: global") is None
