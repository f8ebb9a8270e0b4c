"""`syndicate watch`: parses, runs the job once or again and again, ends it on a signal."""

from __future__ import annotations

import re
import signal
import sys
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from syndicate.options import StoryThreshold, Threshold, Window, settings_of

if TYPE_CHECKING:
    from collections.abc import Iterator

StorePath = Annotated[
    Path, typer.Option("--store", metavar="FILE.db", help="The store; made where there is none.")
]
AllowPrivate = Annotated[
    bool,
    typer.Option("--allow-private", help="Fetch from this machine and from private networks as well."),
]
_UNITS: Final = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
LEAST_SECONDS: Final = 10.0  # between two runs; feeds are asked at their own pace whatever this says


def watch(
    store: StorePath,
    folder: Annotated[
        list[str] | None,
        typer.Option("--folder", metavar="DIR", help="A drop folder of articles; may be repeated."),
    ] = None,
    once: Annotated[bool, typer.Option("--once", help="One run, then end: for cron and systemd.")] = False,
    every: Annotated[
        str,
        typer.Option("--every", metavar="15m", help="Run after run: 90s, 15m, 1h30m.", show_default=False),
    ] = "",
    full_text: Annotated[
        str,
        typer.Option(
            "--full-text",
            metavar="WHEN",
            help="Fetch the pages of entries: auto (where the feed is short), always, never.",
        ),
    ] = "auto",
    on_change: Annotated[
        str,
        typer.Option(
            "--on-change", metavar="COMMAND", help="Gets changed clusters as JSON on its standard input."
        ),
    ] = "",
    webhook: Annotated[
        str, typer.Option("--webhook", metavar="URL", help="Gets changed clusters as JSON by POST.")
    ] = "",
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="DIR", help="Keep matrix, residue and report of changed clusters fresh here."
        ),
    ] = None,
    health: Annotated[
        Path | None,
        typer.Option(
            "--health",
            metavar="FILE",
            help="The last run's figures as JSON.  [default: FILE.db.health.json]",
            show_default=False,
        ),
    ] = None,
    log: Annotated[
        str, typer.Option("--log", metavar="FORM", help="text or json: lines on standard error.")
    ] = "text",
    allow_private: AllowPrivate = False,
    threshold: Threshold = None,
    story_threshold: StoryThreshold = None,
    window: Window = None,
) -> None:
    """Keep a store up to date with feeds and drop folders.

    Asks the feeds that are due (see `syndicate feeds`), reads what is new in the folders, groups it with what
    the store holds, and tells of the clusters that changed. Only one job works on a store at a time; it ends
    cleanly on SIGTERM or Ctrl-C, and takes up what a killed one has left. A store keeps the settings that it
    was made with, and refuses others.
    """
    from datetime import UTC, datetime
    from typing import get_args

    from syndicate.errors import InputError
    from syndicate.flow.choices import one_of
    from syndicate.flow.job.telling import Recipients
    from syndicate.flow.job.watch import Job, alone, run_every, run_once
    from syndicate.report.destination import check_folder
    from syndicate.report.journal import FORMS, Journal
    from syndicate.sources.feeds.entry_pages import FullText
    from syndicate.sources.web.answer import Manners
    from syndicate.sources.web.fetcher import Fetcher
    from syndicate.store.file import open_store

    if once == bool(every):
        raise InputError("once, or again and again?", remedy="give --once, or --every 15m")
    seconds = read_duration(every) if every else 0.0
    one_of("log", log, FORMS)
    one_of("full-text", full_text, get_args(FullText))
    if out:
        check_folder(out)
    job = Job(
        folders=tuple(folder or ()),
        full_text=full_text,  # type: ignore[arg-type]
        recipients=Recipients(command=on_change, webhook=webhook, folder=out),
        health=health or store.with_name(f"{store.name}.health.json"),
    )

    def clock() -> datetime:
        return datetime.now(UTC)

    journal = Journal(sys.stderr, log, clock)
    fetcher = Fetcher(Manners(allow_private=allow_private))
    settings = settings_of(threshold, window, [str(store)], story_threshold=story_threshold)
    with alone(store), open_store(store, settings, create=True) as opened, _signals() as ended:
        if once:
            run_once(opened, job, fetcher, journal, clock=clock, stopped=ended.is_set)
        else:
            run_every(
                seconds, opened, job, fetcher, journal, clock=clock, stopped=ended.is_set, wait=ended.wait
            )


def read_duration(text: str) -> float:
    """Seconds of a text such as 90s, 15m, 1h30m; InputError for anything else, or less than ten seconds."""
    from syndicate.errors import InputError

    parts = re.findall(r"([0-9]+(?:\.[0-9]+)?)([smhd])", text)
    seconds = sum(float(number) * _UNITS[unit] for number, unit in parts)
    if "".join(map("".join, parts)) != text or seconds < LEAST_SECONDS:
        remedy = f"give a time of at least {LEAST_SECONDS:g}s, such as 15m or 1h30m"
        raise InputError(f"--every {text!r} is no time to wait", remedy=remedy)
    return seconds


@contextmanager
def _signals() -> Iterator[threading.Event]:
    """An event that SIGTERM, SIGINT and SIGHUP set; a second SIGINT ends at once."""
    ended = threading.Event()

    def end(number: int, _: object) -> None:
        ended.set()
        signal.signal(number, signal.default_int_handler if number == signal.SIGINT else end)

    names = [name for name in ("SIGTERM", "SIGINT", "SIGHUP") if hasattr(signal, name)]
    before = {name: signal.signal(getattr(signal, name), end) for name in names}
    try:
        yield ended
    finally:
        for name, handler in before.items():
            signal.signal(getattr(signal, name), handler)
