"""What a row of the matrix of faults says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

FACES = ("rust", "python", "asyncio", "c", "c-queue", "cpp", "cpp-futures")
"""The ways to make a call."""
EVERY = "rust python asyncio c c-queue"
"""Those that a row is due in where it says nothing else: C++ is made of C."""
PYTHON = "python asyncio"
C = "c c-queue"


@dataclass(frozen=True)
class Row:
    """One thing that goes wrong, what must come of it, and where that is tested.

    A case of this folder belongs to a row by its mark: `@pytest.mark.row("N1")` on a test with a
    parameter `face`, or `@pytest.mark.row("N1", faces="rust c")` on one without.
    """

    id: str
    what: str
    expected: str
    faces: str = EVERY
    """The ways to make a call in which it must be tested."""
    scripts: tuple[str, ...] = ()
    """The scripts of faults that are this row: all operations go through them in each way."""
    vectors: tuple[str, ...] = ()
    """The vectors that are this row, each `folder/name`: they too are run in each way."""
    tests: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Tests of other folders, by the ways that they try: those of pytest by their node, those of
    Rust as `file::name`."""

    def due(self) -> list[str]:
        """The faces, one by one."""
        return self.faces.split()

    def elsewhere(self) -> dict[str, list[str]]:
        """The tests of other folders, each with the faces that it tries."""
        found: dict[str, list[str]] = {}
        for faces, tests in self.tests.items():
            for test in tests:
                found.setdefault(test, []).extend(faces.split())
        return found
