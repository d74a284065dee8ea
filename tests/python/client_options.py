"""Options of a client by flat names, so that one table covers `Client`, `Retry` and `Limits`."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from sendgrid_accounts import Limits, Retry

RETRY = {field.name for field in fields(Retry)}
LIMITS = {field.name for field in fields(Limits)}


def grouped(**options: Any) -> dict[str, Any]:
    """The keyword arguments of a client with these options."""
    retry = {name: options.pop(name) for name in sorted(RETRY & options.keys())}
    limits = {name: options.pop(name) for name in sorted(LIMITS & options.keys())}
    if retry:
        options["retry"] = Retry(**retry)
    if limits:
        options["limits"] = Limits(**limits)
    return options
