"""The job, once or again and again: what is new is fetched, stored, grouped and told. Each step is another's.

    feeds, drop boxes -> inbox -> update -> changes -> command, webhook, folder; figures -> journal, health

Every step has stored what it did before the next begins, and each run first takes up what the last one left:
so the job can be ended, or killed, at any time, and nothing is lost or done twice.
"""

from __future__ import annotations

import time
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from syndicate.errors import InputError, SyndicateError
from syndicate.flow.job.harvest import harvest
from syndicate.flow.job.memory import StoreMemory
from syndicate.flow.job.telling import Recipients, expect, tell
from syndicate.flow.update.stored import read_clusters
from syndicate.flow.update.updating import update
from syndicate.report.journal import write_health
from syndicate.sources.dropbox import changed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from syndicate.report.journal import Journal
    from syndicate.sources.feeds.entry_pages import FullText
    from syndicate.sources.web.fetcher import Fetcher
    from syndicate.store.file import Store

    Clock = Callable[[], datetime]
    Stopped = Callable[[], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What a run does."""

    folders: tuple[str, ...] = ()
    full_text: FullText = "auto"
    recipients: Recipients = field(default_factory=Recipients)
    health: Path | None = None


@dataclass(slots=True, kw_only=True)
class Run:
    """The figures of one run."""

    began: str
    seconds: float = 0.0
    feeds: dict[str, int] = field(default_factory=dict)  # by what came of asking them
    entries_new: int = 0
    entries_changed: int = 0
    pages_fetched: int = 0
    pages_failed: int = 0
    files: int = 0
    articles_new: int = 0
    articles_changed: int = 0
    pages_same: int = 0
    clusters_changed: int = 0
    problems: list[str] = field(default_factory=list)
    ended_early: bool = False

    def line(self) -> dict[str, Any]:
        """The figures that the summary line of a run shows; counts where the run itself has more to say."""
        asked = sum(self.feeds.values())
        failed = asked - sum(self.feeds.get(status, 0) for status in ("ok", "unchanged"))
        return {
            "feeds": asked, "feeds_failed": failed, "entries": self.entries_new + self.entries_changed,
            "files": self.files, "articles": self.articles_new, "changed": self.articles_changed,
            "clusters": self.clusters_changed, "problems": len(self.problems),
            "seconds": round(self.seconds, 1),
        }  # fmt: skip


def run_once(
    store: Store, job: Job, fetcher: Fetcher, journal: Journal, *, clock: Clock, stopped: Stopped
) -> Run:
    """Everything that is due, now. Between two steps it ends early where `stopped` says so.

    What goes wrong with a feed, a file, a recipient is told and does not end the run. InputError where the
    store itself gives way.
    """
    run, start = Run(began=f"{clock():%Y-%m-%dT%H:%M:%SZ}"), time.monotonic()
    memory = StoreMemory(store)
    expect(store, job.recipients)
    _take_in_feeds(memory, job, run, fetcher, journal, clock, stopped)
    for folder in job.folders:
        _take_in_folder(memory, folder, run, journal, stopped)
    _bring_up_to_date(store, run, journal, clock)
    for problem in tell(store, job.recipients, read_clusters):
        _note(run, journal, "not told", problem)
    run.seconds, run.ended_early = time.monotonic() - start, stopped()
    journal.say("run", level="warning" if run.problems else "info", **run.line())
    if job.health:
        write_health(job.health, run.line() | asdict(run) | {"ended": f"{clock():%Y-%m-%dT%H:%M:%SZ}"})
    return run


def run_every(
    seconds: float,
    store: Store,
    job: Job,
    fetcher: Fetcher,
    journal: Journal,
    *,
    clock: Clock,
    stopped: Stopped,
    wait: Callable[[float], object],
) -> None:
    """Run after run, `seconds` from one's beginning to the next one's, until `stopped`.

    `wait` sleeps for some seconds, less where it is woken. A run that fails is told, and tried again in turn.
    """
    while not stopped():
        start = time.monotonic()
        try:
            run_once(store, job, fetcher, journal, clock=clock, stopped=stopped)
        except SyndicateError as error:
            journal.say("run failed", level="error", problem=str(error))
        wait(max(0.0, seconds - (time.monotonic() - start)))


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Keep a second job from this store; InputError where one is at work. A killed process keeps no lock."""
    from filelock import FileLock, Timeout

    lock = FileLock(f"{path}.lock", blocking=False)
    try:
        with lock:
            yield
    except Timeout as error:
        raise InputError(
            "another job is at work on this store", place=str(path), remedy="wait until it ends"
        ) from error


def _take_in_feeds(
    memory: StoreMemory,
    job: Job,
    run: Run,
    fetcher: Fetcher,
    journal: Journal,
    clock: Clock,
    stopped: Stopped,
) -> None:
    found = harvest(memory, fetcher, clock, full_text=job.full_text, stopped=stopped, journal=journal)
    run.feeds = dict(found.outcomes)
    run.entries_new, run.entries_changed = found.new, found.changed
    run.pages_fetched, run.pages_failed = found.pages_fetched, found.pages_failed


def _take_in_folder(memory: StoreMemory, folder: str, run: Run, journal: Journal, stopped: Stopped) -> None:
    try:
        for drop in changed(folder, memory.stamps()):
            memory.receive_files(drop.intake.pages, drop.stamps)
            run.files += len(drop.stamps)
            for place, problem in drop.intake.problems.select("place", "problem").iter_rows():
                _note(run, journal, "input", f"{place}: {problem}")
            if stopped():
                return
    except InputError as error:
        _note(run, journal, "folder", str(error))


def _bring_up_to_date(store: Store, run: Run, journal: Journal, clock: Clock) -> None:
    made = update(store, now=clock())
    run.articles_new, run.articles_changed, run.pages_same = made.new, made.changed, made.same
    run.clusters_changed = len(made.clusters)
    for place, problem in made.problems.select("place", "problem").iter_rows():
        _note(run, journal, "input", f"{place}: {problem}")


def _note(run: Run, journal: Journal, event: str, problem: str) -> None:
    run.problems.append(problem)
    journal.say(event, level="warning", problem=problem)
