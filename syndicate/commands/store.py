"""`syndicate store` and `syndicate update`: parse, one call each, print. Hold no logic of storing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from syndicate.options import (
    Paths,
    Quiet,
    Spreadsheet,
    StoryThreshold,
    Strict,
    Threshold,
    Window,
    settings_of,
    standard_input,
    steps_shown,
    tell_written,
)

StoreFile = Annotated[Path, typer.Argument(metavar="FILE.db", help="The store.", show_default=False)]

store = typer.Typer(
    name="store",
    no_args_is_help=True,
    help="Look into a store, write out its tables, forget old articles.",
)


def update(
    paths: Paths,
    into: Annotated[
        Path, typer.Option("--store", metavar="FILE.db", help="The store; made where there is none.")
    ],
    threshold: Threshold = None,
    story_threshold: StoryThreshold = None,
    window: Window = None,
    strict: Strict = False,
    quiet: Quiet = False,
    json: Annotated[bool, typer.Option("--json", help="Print what was done as JSON.")] = False,
) -> None:
    """Take articles into a store, and bring its groups up to date.

    What the store knows already changes nothing; a new text of an article (same outlet, same address) becomes
    its newest version. In whatever order and in how many runs articles come, the groups are the same. A store
    keeps the settings that it was made with, and refuses others.
    """
    from datetime import UTC

    from syndicate.flow.opening import read_pages
    from syndicate.flow.update.updating import update
    from syndicate.report.storing import told_update, update_json
    from syndicate.store.file import open_store

    settings = settings_of(threshold, window, [str(into)], story_threshold=story_threshold)
    with steps_shown(quiet=quiet or json) as steps, open_store(into, settings, create=True) as opened:
        intake = read_pages(paths, strict=strict, stdin=standard_input(), progress=steps)
        done = update(opened, intake.pages, now=datetime.now(UTC), progress=steps)
    if json:
        typer.echo(update_json(done, intake.problems))
    elif not quiet:
        typer.echo(told_update(done, intake.problems))


@store.command()
def info(
    file: StoreFile,
    json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """What a store holds."""
    from syndicate.report.storing import info_json, told_info
    from syndicate.store.care import info
    from syndicate.store.file import open_store

    with open_store(file) as opened:
        typer.echo((info_json if json else told_info)(info(opened)))


@store.command()
def export(
    file: StoreFile,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="Folder for the tables.")],
    format: Annotated[  # noqa: A002
        str, typer.Option("--format", help="csv, jsonl, parquet, or xlsx (one file, a sheet for each table).")
    ] = "csv",
    spreadsheet: Spreadsheet = False,
    quiet: Quiet = False,
) -> None:
    """Write the tables of a store: articles, clusters, pairs, links, changes and feeds."""
    from syndicate.flow.choices import one_of
    from syndicate.flow.keeping import WORKBOOK, keep_tables
    from syndicate.flow.update.stored import read_tables
    from syndicate.report.destination import check_folder
    from syndicate.report.export import FORMATS

    one_of("format", format, (*FORMATS, WORKBOOK))
    check_folder(out)
    written = keep_tables(read_tables(file), out, format, spreadsheet=spreadsheet)
    if not quiet:
        tell_written(written)


@store.command()
def vacuum(file: StoreFile, quiet: Quiet = False) -> None:
    """Write the file anew, without the room of what was forgotten."""
    from syndicate.report.storing import told_bytes
    from syndicate.store.care import vacuum
    from syndicate.store.file import open_store

    with open_store(file) as opened:
        freed = vacuum(opened)
    if not quiet:
        typer.echo(f"Freed {told_bytes(freed)}.")


@store.command()
def forget(
    file: StoreFile,
    older_than: Annotated[
        str, typer.Option("--older-than", metavar="AGE", help="A day (2026-02-21), or an age: 90d, 52w.")
    ],
    quiet: Quiet = False,
) -> None:
    """Forget the articles published before a day, and group anew what is left.

    Their pages are not taken in again. The file shrinks with `syndicate store vacuum`.
    """
    from datetime import UTC

    from syndicate.flow.update.forgetting import forget, moment
    from syndicate.report.plain import plural
    from syndicate.store.file import open_store

    now = datetime.now(UTC)
    before = moment(older_than, now)
    with open_store(file) as opened:
        n = forget(opened, before, now=now)
    if not quiet:
        typer.echo(f"Forgot {plural(n, 'article')} published before {_told(before)}.")


def _told(moment: datetime) -> str:
    """A day alone where it is its first moment."""
    at = "" if (moment.hour, moment.minute) == (0, 0) else f" {moment:%H:%M} UTC"
    return f"{moment:%Y-%m-%d}{at}"
