"""Puts functions of a test before those of the C library."""

from __future__ import annotations

import os
import subprocess
from functools import cache
from pathlib import Path

import programs

HERE = Path(__file__).parent


@cache
def _library(name: str = "preloaded") -> Path:
    """Builds them."""
    programs.BUILT.mkdir(parents=True, exist_ok=True)
    built = programs.BUILT / f"{name}.so"
    # Another process of the tests may be about to load it: it appears there in one piece.
    unfinished = built.with_name(f"{built.name}.{os.getpid()}")
    # What dlsym() gives is data to ISO C, and a function to POSIX.
    strict = [*programs.STRICT, "-Wno-pedantic"]
    flags = ["-std=c99", "-D_GNU_SOURCE", *strict, "-shared", "-fPIC"]
    source = str(HERE / f"{name}.c")
    subprocess.run(["gcc", *flags, source, "-o", str(unfinished), "-ldl"], check=True)
    unfinished.replace(built)
    return built


def slow_names(seconds: int) -> dict[str, str]:
    """The environment in which names below `.slow.invalid` need that long to be unknown."""
    return {"LD_PRELOAD": str(_library()), "SLOW_NAMES_SECONDS": str(seconds)}


def clock_ahead(seconds: int) -> dict[str, str]:
    """The environment in which the clock of the machine is ahead, or behind if negative."""
    return {"LD_PRELOAD": str(_library()), "CLOCK_AHEAD_SECONDS": str(seconds)}


def thread_masks(file: Path) -> dict[str, str]:
    """The environment in which each thread notes in a file which signals it starts unblocked."""
    return {"LD_PRELOAD": str(_library("thread_masks")), "THREAD_MASKS": str(file)}
