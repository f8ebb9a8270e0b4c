"""Shows on standard error which step is running. Computes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from types import TracebackType

    from rich.progress import Progress, TaskID

WORDS: Final = {
    "read": "Reading", "clean": "Cleaning pages", "index": "Reading words",
    "candidates": "Looking for candidates", "compare": "Comparing pairs", "group": "Grouping",
    "align": "Comparing sentences", "rebuild": "Rebuilding reports", "derive": "Looking for sources",
    "explain": "Explaining", "thresholds": "Trying thresholds",
    "chance": "Comparing articles weeks apart",
    "measure": "Measuring", "write": "Writing",
}  # fmt: skip


class Steps:
    """A line that names the step and counts what it works on; `shown=False` shows nothing."""

    def __init__(self, *, shown: bool) -> None:
        self._shown = shown
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Steps:
        """Begin to show."""
        if self._shown:
            from rich.console import Console
            from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

            self._progress = Progress(
                SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(),
                console=Console(stderr=True), transient=True,
            )  # fmt: skip
            self._progress.start()
        return self

    def __call__(self, step: str, size: int) -> None:
        """Begin a step over `size` things."""
        if self._progress is not None:
            if self._task is not None:
                self._progress.remove_task(self._task)
            self._task = self._progress.add_task(f"{WORDS.get(step, step)} ({size:,})", total=None)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the line away."""
        if self._progress is not None:
            self._progress.stop()
