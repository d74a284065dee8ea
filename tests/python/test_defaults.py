"""The defaults of a client's numbers, wherever they are told: the core's documentation has them.

The core's own tests compare that with what the numbers are; those of C and C++ their headers with
that.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from sendgrid_accounts import AsyncClient, Client
from test_documentation import documentation

ROOT = Path(__file__).parent.parent.parent
DEFAULT = re.compile(r"default: (\d[\d,]*(?:\.\d+)?)(?: (\w+))?")
UNITS = {
    **dict.fromkeys(["s", "second", "seconds"], 1.0),
    **dict.fromkeys(["ms", "milliseconds"], 0.001),
    "KiB": 1024.0,
    "MiB": 1024.0 * 1024,
}


def default(text: str, unit: float = 1.0) -> float | None:
    """What a text tells, in seconds, bytes or pieces; `unit` is that of a bare number."""
    found = DEFAULT.search(" ".join(text.split()))
    if found is None:
        return None
    number = float(found[1].rstrip(",").replace(",", ""))
    return number * UNITS.get(found[2] or "", unit)


def told(members: dict[str, str]) -> dict[str, float]:
    """The defaults of members, by the names of their settings."""
    found = {
        name.removesuffix("_ms"): default(text, 0.001 if name.endswith("_ms") else 1.0)
        for name, text in members.items()
    }
    return {name: value for name, value in found.items() if value is not None}


CORE = {
    name: value
    for name, text in documentation("client/builder/settings.rs").items()
    if (value := default(text)) is not None
}


def of_the_class(client: type) -> dict[str, str]:
    """What the docstring says of each argument."""
    entries = re.split(r"^ {4}(\w+): ", client.__doc__ or "", flags=re.MULTILINE)
    return dict(zip(entries[1::2], entries[2::2], strict=True))


@pytest.mark.parametrize("client", [Client, AsyncClient])
def test_defaults_are_told_alike(client: type) -> None:
    assert len(CORE) > 15
    assert told(of_the_class(client)) == CORE


def test_the_page_on_reliability_tells_the_same() -> None:
    page = (ROOT / "docs/reliability.md").read_text()
    found = re.findall(r"`(\w+)`\s\((\d+)(?: (\w+))?[,:)]", page)
    found += [(name, number, "") for number, name in re.findall(r"(\d+)[ \w]*\s\(`(\w+)`\)", page)]
    tells = {name: float(number) * UNITS.get(unit, 1.0) for name, number, unit in found}
    assert {"timeout", "largest_list", "retry_quota", "retry_gain"} < tells.keys()
    assert tells == {name: CORE[name] for name in tells}


def test_a_default_is_read_in_every_unit() -> None:
    texts = "60 s; x", "1,000.", "256 KiB.", "50 milliseconds.", "0.05.", "2, within ten seconds"
    assert [default(f"A; default: {text}") for text in texts] == [60, 1000, 262144, 0.05, 0.05, 2]
    assert (default("default: global"), default("default: 20,000.", 0.001)) == (None, 20)
