"""Shows on standard error which step is running, how fast, and how long it will take. Computes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from types import TracebackType

    from rich.progress import Progress, TaskID

WORDS: Final = {
    "read": "Reading", "clean": "Reading pages", "bodies": "Telling articles from their pages",
    "index": "Reading words", "candidates": "Looking for candidates", "compare": "Comparing pairs",
    "group": "Grouping", "align": "Comparing sentences", "rebuild": "Rebuilding reports",
    "derive": "Looking for sources", "explain": "Explaining", "thresholds": "Trying thresholds",
    "chance": "Comparing articles weeks apart", "measure": "Measuring", "write": "Writing",
}  # fmt: skip


class Steps:
    """A line that names the step and what it works on; `shown=False` shows nothing.

    A step that says how much is done also shows its rate and the time left, the others the time they take.
    """

    def __init__(self, *, shown: bool) -> None:
        self._shown = shown
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        self._step = ""

    def __enter__(self) -> Steps:
        """Begin to show."""
        if self._shown:
            from rich.console import Console
            from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

            self._progress = Progress(
                SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn(),
                TextColumn("{task.fields[pace]}", markup=False), console=Console(stderr=True), transient=True,
            )  # fmt: skip
            self._progress.start()
        return self

    def __call__(self, step: str, size: int, done: int = 0, /) -> None:
        """Begin a step over `size` things, or tell how many of them are done."""
        if self._progress is None:
            return
        if self._task is None or step != self._step or not done:
            if self._task is not None:
                self._progress.remove_task(self._task)
            self._step = step
            self._task = self._progress.add_task(f"{WORDS.get(step, step)} ({size:,})", total=size, pace="")
        else:
            seconds = self._progress.tasks[-1].elapsed or 0.0
            self._progress.update(self._task, completed=done, pace=pace(done, size, seconds), refresh=True)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the line away."""
        if self._progress is not None:
            self._progress.stop()


def pace(done: float, size: float, seconds: float) -> str:
    """The share done, the mean rate and the time left at that rate; nothing before anything is done."""
    if not done or not seconds:
        return ""
    rate = done / seconds
    left = round((size - done) / rate)
    shown = f"{rate:,.0f}" if rate >= 10 else f"{rate:.1f}"
    return f"{done / size:.0%} · {shown}/s · {left // 60}:{left % 60:02} left"
