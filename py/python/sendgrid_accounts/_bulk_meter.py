"""Shows the progress of a bulk run."""

from __future__ import annotations

import sys
import time
from importlib import import_module
from typing import TYPE_CHECKING, Any

from sendgrid_accounts._bulk_progress import BulkProgress, of_runner

if TYPE_CHECKING:
    from collections.abc import Callable

    from sendgrid_accounts._native import BulkRunner

INTERVAL = 0.1
"""Minimum time in seconds between two reports."""
BAR = "{percentage:3.0f}%|{bar}| {n_fmt}/{total_fmt}{postfix}"
COUNT = "{n_fmt} jobs{postfix}"
HINT = "sendgrid_accounts: no progress bar without tqdm: pip install 'sendgrid-accounts[progress]'"


class Meter:
    """Reports the progress of a run to a function, to a progress bar or to nobody."""

    def __init__(
        self,
        runner: BulkRunner,
        total: int | None,
        progress: bool | Callable[[BulkProgress], object] | None,
    ) -> None:
        """Opens a bar for a true `progress`."""
        if progress is not None and not isinstance(progress, bool) and not callable(progress):
            raise TypeError(f"progress must be a bool or callable, not {type(progress).__name__}")
        if total is not None:
            runner.set_total(total)
        self._runner = runner
        self._report: Callable[[BulkProgress], object] | None = None
        self._bar: _Bar | None = None
        if callable(progress):
            self._report = progress
        elif progress:
            self._bar = _open_bar(total)
            self._report = None if self._bar is None else self._bar.show
        self._reported = time.monotonic()

    @property
    def is_shown(self) -> bool:
        """Whether anybody gets reports."""
        return self._report is not None

    def progress(self) -> BulkProgress:
        """The progress now."""
        return of_runner(self._runner.progress())

    def update(self) -> None:
        """Reports, unless the last report is recent."""
        if self._report is not None and time.monotonic() - self._reported >= INTERVAL:
            self._reported = time.monotonic()
            self._report(self.progress())

    def close(self) -> None:
        """Reports for the last time."""
        report, self._report = self._report, None
        bar, self._bar = self._bar, None
        try:
            if report is not None:
                report(self.progress())
        finally:
            if bar is not None:
                bar.close()


def _open_bar(total: int | None) -> _Bar | None:
    """A bar on the standard error; none where that is no terminal, or where tqdm is missing."""
    stream: Any = sys.stderr  # None in a program without a console
    if stream is None or not stream.isatty():
        return None
    try:
        tqdm: Any = import_module("tqdm")
    except ImportError:
        stream.write(f"{HINT}\n")
        return None
    bar_format = COUNT if total is None else BAR
    return _Bar(tqdm.tqdm(total=total, dynamic_ncols=True, bar_format=bar_format))


class _Bar:
    """A bar of tqdm, with the figures of the run."""

    def __init__(self, bar: Any) -> None:
        self._bar = bar

    def show(self, progress: BulkProgress) -> None:
        """Shows rate, window, jobs left, errors and time left."""
        parts = [f"{progress.rate:.1f}/s", f"{progress.errors} errors"]
        window = progress.window
        if window is not None and window.limit is not None and window.remaining is not None:
            parts.append(f"window {window.remaining}/{window.limit}")
        if progress.left is not None:
            parts.append(f"{progress.left} left")
        if progress.seconds_left is not None:
            parts.append(f"{self._bar.format_interval(progress.seconds_left)} to go")
        self._bar.set_postfix_str(", ".join(parts), refresh=False)
        self._bar.n = progress.ended
        self._bar.refresh()

    def close(self) -> None:
        """Leaves the bar as it is."""
        self._bar.close()
