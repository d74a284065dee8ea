"""The rows of the fault matrix."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

BINDINGS = ("rust", "python", "asyncio", "c", "c-queue", "cpp", "cpp-futures")
"""All bindings of the library; a binding with two call styles counts twice."""
EVERY = "rust python asyncio c c-queue"
"""The default bindings of a row. C++ is built on C."""
ALL = " ".join(BINDINGS)
"""EVERY and C++, whose wrapper may lose an error or what it says."""
PYTHON = "python asyncio"
C = "c c-queue"


@dataclass(frozen=True)
class Row:
    """A fault, the expected behaviour, and the tests of it.

    A test of this folder belongs to a row by its mark: `@pytest.mark.row("N1")` if it has a
    parameter `binding`, else `@pytest.mark.row("N1", bindings="rust c")`.
    """

    id: str
    what: str
    expected: str
    bindings: str = EVERY
    """The bindings in which the row must be tested."""
    scripts: tuple[str, ...] = ()
    """The fault scripts of this row. Every operation runs under them in every binding."""
    vectors: tuple[str, ...] = ()
    """The vectors of this row, each `folder/name`. They also run in every binding."""
    tests: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Tests of other folders by the bindings they cover: pytest tests by their node id, Rust tests
    as `file::name`."""

    def required(self) -> list[str]:
        """The bindings, as a list."""
        return self.bindings.split()

    def elsewhere(self) -> dict[str, list[str]]:
        """The tests of other folders, each with the bindings it covers."""
        by_test: dict[str, list[str]] = {}
        for bindings, tests in self.tests.items():
            for test in tests:
                by_test.setdefault(test, []).extend(bindings.split())
        return by_test
