"""The documentation of the core, which the headers of C and C++ repeat."""

from __future__ import annotations

import re
from collections.abc import Mapping

from programs import ROOT

CORE = ROOT / "core" / "src"
ITEM = re.compile(r"((?:^ *///.*\n)+)(?: *#\[.*\]\n)* *(?:pub )?(?:fn )?(?:r#)?(\w+)", re.MULTILINE)
METHOD = re.compile(r"((?:^ *///.*\n)+) *pub fn (\w+)\(self\b", re.MULTILINE)
DEFAULT = re.compile(r"default: (\d[\d,]*(?:\.\d+)?)(?: (\w+))?")
UNITS = {
    **dict.fromkeys(["s", "second", "seconds"], 1.0),
    **dict.fromkeys(["ms", "milliseconds"], 0.001),
    "KiB": 1024.0,
    "MiB": 1024.0 * 1024,
}


def documentation(
    file: str, item: re.Pattern[str] = ITEM, struct: str | None = None
) -> dict[str, str]:
    """The first paragraph of the doc comment of each item of a file below core/src.

    The first item of a name counts; of a struct, if the file has it, only its fields.
    """
    text = (CORE / file).read_text()
    if body := re.search(rf"^pub struct {struct} \{{\n(.*?)^\}}", text, re.MULTILINE | re.DOTALL):
        text = body[1]
    found: dict[str, str] = {}
    for comment, name in item.findall(text):
        lines = [line.strip().removeprefix("///").strip() for line in comment.splitlines()]
        found.setdefault(name, " ".join("\n".join(lines).split("\n\n")[0].split()))
    return found


def methods(group: str) -> dict[str, str]:
    """The doc comments of the methods of an API, such as `user`."""
    folder = CORE / "api" / group
    files = [f"api/{group}/{file.name}" for file in sorted(folder.glob("*.rs"))]
    files = files or [f"api/{group}.rs"]
    return {name: text for file in files for name, text in documentation(file, METHOD).items()}


def default(comment: str, unit: float = 1.0) -> float | None:
    """The default that a comment states, in seconds, bytes or pieces."""
    found = DEFAULT.search(" ".join(comment.split()))
    if found is None:
        return None
    number = float(found[1].rstrip(",").replace(",", ""))
    return number * UNITS.get(found[2] or "", unit)


def defaults(members: Mapping[str, str]) -> dict[str, float]:
    """The defaults that the comments of members state; `_ms` members state milliseconds."""
    found = {
        name.removesuffix("_ms"): default(comment, 0.001 if name.endswith("_ms") else 1.0)
        for name, comment in members.items()
    }
    return {name: value for name, value in found.items() if value is not None}


def core_defaults() -> dict[str, float]:
    """The defaults of the core's client builder."""
    return defaults(documentation("client/builder/settings.rs"))
