"""Shows the progress of a bulk run."""

from __future__ import annotations

import sys
import time
from collections import deque
from typing import TYPE_CHECKING, Any

from sendgrid_accounts._bulk_result import BulkProgress

if TYPE_CHECKING:
    from collections.abc import Callable

    from sendgrid_accounts._native import BulkRunner

INTERVAL = 0.1
"""Minimum time in seconds between two reports."""
MEASURED = 10.0
"""Time in seconds over which the rate is measured."""
HINT = "sendgrid_accounts: no progress bar without tqdm: pip install 'sendgrid-accounts[progress]'"


class Meter:
    """Measures the rate of a run, and reports its progress."""

    def __init__(
        self,
        runner: BulkRunner,
        total: int | None,
        progress: bool | Callable[[BulkProgress], object] | None,
    ) -> None:
        """Reports to a function, to a progress bar or to nobody."""
        if progress is not None and not isinstance(progress, bool) and not callable(progress):
            raise TypeError(f"progress must be a bool or callable, not {type(progress).__name__}")
        self._runner = runner
        self._total = total
        self._report: Callable[[BulkProgress], object] | None = None
        self._bar: _Bar | None = None
        if callable(progress):
            self._report = progress
        elif progress:
            self._bar = _open_bar(total)
            self._report = None if self._bar is None else self._bar.show
        self._samples: deque[tuple[float, int]] = deque()
        self._reported = 0.0

    @property
    def is_shown(self) -> bool:
        """Whether anybody gets reports."""
        return self._report is not None

    def progress(self) -> BulkProgress:
        """The progress now."""
        begun, applied, rejected, not_sent, unknown = self._runner.progress()
        ended = applied + rejected + not_sent + unknown
        rate = self._rate(time.monotonic(), ended)
        window = self._runner.window()
        return BulkProgress(self._total, begun, applied, rejected, not_sent, unknown, rate, window)

    def _rate(self, now: float, ended: int) -> float:
        samples = self._samples
        if not samples or now - samples[-1][0] >= INTERVAL:
            samples.append((now, ended))
        while len(samples) > 1 and now - samples[1][0] > MEASURED:
            samples.popleft()
        since, before = samples[0]
        return (ended - before) / (now - since) if now > since else 0.0

    def update(self) -> None:
        """Reports after a result, unless the last report is recent."""
        if self._report is not None and time.monotonic() - self._reported >= INTERVAL:
            self.refresh()

    def refresh(self) -> None:
        """Reports now."""
        if self._report is not None:
            self._reported = time.monotonic()
            self._report(self.progress())

    def close(self) -> None:
        """Reports for the last time."""
        report, self._report = self._report, None
        if report is not None:
            report(self.progress())
        if self._bar is not None:
            self._bar.close()
            self._bar = None


def _open_bar(total: int | None) -> _Bar | None:
    """A bar on the standard error; none where that is no terminal, or where tqdm is missing."""
    if sys.stderr is None or not sys.stderr.isatty():  # pyright: ignore[reportUnnecessaryComparison]
        return None
    try:
        import tqdm
    except ImportError:
        print(HINT, file=sys.stderr)  # noqa: T201
        return None
    return _Bar(tqdm.tqdm(total=total, unit="job", dynamic_ncols=True))


class _Bar:
    """A bar of tqdm, which has the rate and the time left itself."""

    def __init__(self, bar: Any) -> None:
        self._bar = bar

    def show(self, progress: BulkProgress) -> None:
        parts = [f"{progress.errors} errors"]
        if progress.left is not None:
            parts.insert(0, f"{progress.left} left")
        window = progress.window
        if window is not None and window.limit is not None and window.remaining is not None:
            parts.append(f"window {window.remaining}/{window.limit}")
        self._bar.set_postfix_str(", ".join(parts), refresh=False)
        self._bar.update(progress.ended - self._bar.n)
        self._bar.refresh()

    def close(self) -> None:
        self._bar.close()
