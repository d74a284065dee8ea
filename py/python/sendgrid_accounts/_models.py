"""Pickle support of the value objects."""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def rebuild(model: Callable[..., T], fields: tuple[object, ...], extra: dict[str, object]) -> T:
    """Rebuilds a value object that was pickled or copied."""
    return model(*fields, extra=extra)
