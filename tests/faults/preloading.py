"""Puts functions of a test before those of the C library."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

import programs

SOURCE = Path(__file__).parent / "preloaded.c"


@cache
def _library() -> Path:
    """Builds them."""
    programs.BUILT.mkdir(parents=True, exist_ok=True)
    built = programs.BUILT / "preloaded.so"
    # What dlsym() gives is data to ISO C, and a function to POSIX.
    strict = [*programs.STRICT, "-Wno-pedantic"]
    flags = ["-std=c99", "-D_GNU_SOURCE", *strict, "-shared", "-fPIC"]
    subprocess.run(["gcc", *flags, str(SOURCE), "-o", str(built), "-ldl"], check=True)
    return built


def slow_names(seconds: int) -> dict[str, str]:
    """The environment in which names below `.slow.invalid` need that long to be unknown."""
    return {"LD_PRELOAD": str(_library()), "SLOW_NAMES_SECONDS": str(seconds)}


def clock_ahead(seconds: int) -> dict[str, str]:
    """The environment in which the clock of the machine is ahead, or behind if negative."""
    return {"LD_PRELOAD": str(_library()), "CLOCK_AHEAD_SECONDS": str(seconds)}
