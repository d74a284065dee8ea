"""`CLEAR`, the value that clears a field of an update.

A module of its own, since `enum` takes longer to import than this package.
"""

from enum import Enum
from typing import Final


class Clear(Enum):
    """The type of `CLEAR`, its only value, for annotations: `str | Clear`."""

    CLEAR = "clear"

    def __repr__(self) -> str:
        return "CLEAR"

    __str__ = __repr__


CLEAR: Final = Clear.CLEAR
"""Clears a field of an update, such as `update_profile(city=CLEAR)`, whatever an empty string means
there. Pickling and copying it give the same object: compare it with `is`."""
