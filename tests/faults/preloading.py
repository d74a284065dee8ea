"""Preloads libraries that override functions of the C library."""

from __future__ import annotations

import os
import subprocess
from functools import cache
from pathlib import Path

import programs

HERE = Path(__file__).parent


@cache
def _library(name: str = "preloaded") -> Path:
    """Builds a library from its C source."""
    programs.BUILT.mkdir(parents=True, exist_ok=True)
    library = programs.BUILT / f"{name}.so"
    # The rename is atomic: another test process may load the library at the same time.
    unfinished = library.with_name(f"{library.name}.{os.getpid()}")
    # dlsym() returns a data pointer; its conversion to a function pointer is POSIX, not ISO C.
    strict = [*programs.STRICT, "-Wno-pedantic"]
    flags = ["-std=c99", "-D_GNU_SOURCE", *strict, "-shared", "-fPIC"]
    source = str(HERE / f"{name}.c")
    subprocess.run(["gcc", *flags, source, "-o", str(unfinished), "-ldl"], check=True)
    unfinished.replace(library)
    return library


def slow_names(seconds: int) -> dict[str, str]:
    """Environment in which lookups of names below `.slow.invalid` fail after this time."""
    return {"LD_PRELOAD": str(_library()), "SLOW_NAMES_SECONDS": str(seconds)}


def clock_ahead(seconds: int) -> dict[str, str]:
    """Environment with a system clock that is ahead, or behind if negative."""
    return {"LD_PRELOAD": str(_library()), "CLOCK_AHEAD_SECONDS": str(seconds)}


def thread_masks(file: Path) -> dict[str, str]:
    """Environment in which each new thread writes its unblocked signals to a file."""
    return {"LD_PRELOAD": str(_library("thread_masks")), "THREAD_MASKS": str(file)}
