"""Headers of responses."""

from __future__ import annotations

# `collections.abc` without `collections`, as in `__init__.py`.
from _collections_abc import Iterable, Iterator, Mapping


class Headers(Mapping[str, str]):
    """Headers of a response: a mapping whose names have any letter case.

    Iteration gives the names in lower case. Several lines of one name are one value, joined by
    `, `. The repr shows the names alone.
    """

    __slots__ = ("_values",)

    def __init__(self, lines: Iterable[tuple[str, str]] = ()) -> None:
        """Takes the lines of a response."""
        values: dict[str, str] = {}
        for name, value in lines:
            key = name.lower()
            values[key] = f"{values[key]}, {value}" if key in values else value
        self._values = values

    def __getitem__(self, name: str) -> str:
        """The value of a header."""
        return self._values[str(name).lower()]

    def __iter__(self) -> Iterator[str]:
        """The names, in lower case."""
        return iter(self._values)

    def __len__(self) -> int:
        """The number of names."""
        return len(self._values)

    def __repr__(self) -> str:
        """The names alone: a value may be a secret, such as a cookie."""
        return f"Headers({list(self._values)})"
