"""Pickle support of the value objects."""

from collections.abc import Callable, Mapping
from typing import TypeVar

T = TypeVar("T")


def rebuild(model: Callable[..., T], fields: tuple[object, ...], extra: dict[str, object]) -> T:
    """Rebuilds a value object that was pickled or copied."""
    return model(*fields, extra=extra) if extra else model(*fields)


def rebuild_by_name(model: Callable[..., T], fields: Mapping[str, object]) -> T:
    """Rebuilds a value object whose fields are keyword-only."""
    return model(**fields)
