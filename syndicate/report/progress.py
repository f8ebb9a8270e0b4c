"""Shows on standard error which step is running, how fast, and how long it will take. Computes nothing."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from types import TracebackType

    from rich.progress import Progress, TaskID

WORDS: Final = {
    "read": "Reading", "clean": "Reading pages", "bodies": "Telling articles from their pages",
    "index": "Reading words", "candidates": "Looking for candidates", "compare": "Comparing pairs",
    "group": "Grouping", "align": "Comparing sentences", "rebuild": "Rebuilding reports",
    "derive": "Looking for sources", "explain": "Explaining", "thresholds": "Trying thresholds",
    "chance": "Comparing articles weeks apart", "overlap": "Measuring overlaps", "write": "Writing",
}  # fmt: skip


_DRAWN_EVERY: Final = 0.1  # seconds: a step may tell of every thing that is done


class Steps:
    """A line that names the step and what it works on; `shown=False` shows nothing.

    A step that says how much is done also shows its rate and the time left, the others the time they take.
    """

    def __init__(self, *, shown: bool) -> None:
        self._shown = shown
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        self._step = ""
        self._endless = False  # counts what comes, and nobody knows how much that will be
        self._drawn = 0.0

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
        """Begin a step over `size` things, or tell how many of them are done.

        A step that begins with all of its things done counts them as they come: nobody knows how many there
        will be.
        """
        if self._progress is None:
            return
        if self._task is None or step != self._step or not done:
            if self._task is not None:
                self._progress.remove_task(self._task)
            self._step, self._endless = step, 0 < done == size
            self._task = self._progress.add_task(f"{WORDS.get(step, step)} ({size:,})", pace="")
        elif self._endless:
            told = f"{WORDS.get(step, step)} ({done:,} so far)"
            self._tell(description=told, pace=rate(done, self._seconds()))
        else:
            self._tell(pace=pace(done, size, self._seconds()))

    def _seconds(self) -> float:
        return self._progress.tasks[-1].elapsed or 0.0 if self._progress else 0.0

    def _tell(self, **shown: str) -> None:
        """Show it, drawn at once where the last drawing is long enough ago."""
        if self._progress is None or self._task is None:
            return
        now = monotonic()
        fresh = now - self._drawn >= _DRAWN_EVERY
        self._drawn = now if fresh else self._drawn
        self._progress.update(self._task, refresh=fresh, **shown)  # type: ignore[arg-type]

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the line away."""
        if self._progress is not None:
            self._progress.stop()


def pace(done: float, size: float, seconds: float) -> str:
    """The share done, the mean rate and the time left at that rate; nothing before anything is done.

    What is counted may not be all: of a step whose things are all done it says that it finishes.
    """
    if not done or not seconds:
        return ""
    if done >= size:
        return "finishing"
    left = round((size - done) * seconds / done)
    return f"{done / size:.0%} · {rate(done, seconds)} · {left // 60}:{left % 60:02} left"


def rate(done: float, seconds: float) -> str:
    """How many a second, in the mean."""
    each = done / seconds if seconds else 0.0
    return f"{each:,.0f}/s" if each >= 10 else f"{each:.1f}/s"
