"""What value objects need from Python itself."""

from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def rebuild(make: Callable[..., T], fields: tuple[object, ...], extra: dict[str, object]) -> T:
    """Makes a value object again that was pickled or copied."""
    return make(*fields, extra=extra)
