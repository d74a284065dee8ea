"""The cases of `tests/vectors`, for the runners of all languages that Python drives."""

from __future__ import annotations

import json
from base64 import b64encode
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote, quote_plus

import pytest
from sendgrid_accounts import __version__

FOLDER = Path(__file__).parent.parent / "vectors"
SETTINGS: dict[str, str] = json.loads((FOLDER / "settings.json").read_text())
VECTORS: dict[str, Any] = {
    f"{file.parent.name}-{file.stem}": json.loads(file.read_text())
    for file in sorted(FOLDER.glob("*/*.json"))
}
Variant = tuple[str, str]
"""A dialect and a format of the customer API; both empty for the Users API."""


def variants() -> list[Any]:
    """Each vector in each of its dialects and formats."""
    found: list[Any] = []
    for name, vector in VECTORS.items():
        reseller = vector.get("client", {}).get("reseller", {"dialects": [""], "formats": [""]})
        for dialect in reseller["dialects"]:
            for form in reseller["formats"]:
                label = "-".join(filter(None, (name, dialect, form)))
                found.append(pytest.param(vector, (dialect, form), id=label))
    return found


def responses_of(vector: dict[str, Any], variant: Variant, trap: str) -> list[dict[str, Any]]:
    """The responses of the server, which may differ between the formats."""
    responses = [step["response"].get(variant[1], step["response"]) for step in vector["exchange"]]
    substituted: list[dict[str, Any]] = substitute(responses, {"{trap}": trap})
    return substituted


def spellings_of_secrets(vector: dict[str, Any]) -> set[str]:
    """The secrets of a vector in all spellings that must not leak."""
    arguments = vector["call"]["arguments"]
    secrets = {value for name, value in arguments.items() if name.endswith("password")}
    secrets |= set(vector.get("secrets", []))
    secrets |= {SETTINGS["api_key"], SETTINGS["reseller_password"]}
    # Some documented example passwords equal names of fields and cannot be searched for.
    secrets -= {"old_password", "new_password"}
    # A shorter one is redacted as a whole word only.
    secrets = {secret for secret in secrets if len(secret) >= 4}
    encoded = {b64encode(secret.encode()).decode().rstrip("=") for secret in secrets}
    return secrets | {quote(secret) for secret in secrets} | set(map(quote_plus, secrets)) | encoded


def expected_requests(
    vector: dict[str, Any], address: str, variant: Variant, binding: str
) -> list[tuple[str, list[str], str]]:
    """The requests that the client must send."""
    dialect, form = variant
    replacements = {
        "{host}": address,
        "{version}": __version__,
        "{binding}": binding,
        "{folder}": "apiv2" if dialect == "reseller" else "api",
        "{dialect}": dialect,
        "{format}": form,
    }
    requests = substitute([step["request"] for step in vector["exchange"]], replacements)
    return [(request["line"], sorted(request["headers"]), request["body"]) for request in requests]


def substitute(value: Any, replacements: dict[str, str]) -> Any:
    """A value with its placeholders replaced."""
    if isinstance(value, str):
        for name, replacement in replacements.items():
            value = value.replace(name, replacement)
        return value
    if isinstance(value, list):
        items = cast("list[object]", value)
        return [substitute(item, replacements) for item in items]
    if isinstance(value, dict):
        fields = cast("dict[str, object]", value)
        return {name: substitute(item, replacements) for name, item in fields.items()}
    return value
