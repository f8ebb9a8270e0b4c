"""The options that several commands share, and what they stand for. Runs no command."""

from __future__ import annotations

import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO, Final, NoReturn

import typer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import polars as pl
    from rich.console import Console, RenderableType

    from syndicate.flow.detect import Detection
    from syndicate.report.progress import Steps
    from syndicate.settings import Settings

NOTHING_FOUND: Final = 1  # the exit code; 0 is found, 2 bad input
BESIDE: Final = 80  # columns of a terminal that two articles fit beside each other in

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH",
        help="Files or folders of txt, html, jsonl, json, csv, tsv (each also .gz) or parquet; - is JSON "
        "lines on standard input; or the DIR of an earlier `cluster`, from which nothing is computed twice.",
        show_default=False,
    ),
]


def number(text: str) -> float:
    """The number that an option names; anything else is an error of usage."""
    try:
        return float(text)
    except ValueError:
        raise typer.BadParameter(f"{text[:40]} is not a number") from None


Threshold = Annotated[
    float | None,
    typer.Option(
        "--threshold",
        parser=number,
        metavar="NUMBER",
        help="Mean probability from which two groups derive from one report, 0 to 1.  [default: 0.4]",
        show_default=False,
    ),
]
StoryThreshold = Annotated[
    float | None,
    typer.Option(
        "--story-threshold",
        parser=number,
        metavar="NUMBER",
        help="Mean probability from which two clusters tell of one event, 0 to 1.  [default: 0.5]",
        show_default=False,
    ),
]
Window = Annotated[
    float | None,
    typer.Option(
        "--window",
        parser=number,
        metavar="NUMBER",
        help="Hours; articles further apart are not compared, those without a time with all.  [default: 96]",
        show_default=False,
    ),
]
Strict = Annotated[
    bool, typer.Option("--strict", help="Stop at the first input that would have to be skipped.")
]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
Cluster = Annotated[
    str,
    typer.Option(
        "--cluster", metavar="ID", help="Only this cluster (an id of the clusters table).", show_default=False
    ),
]
OutFolder = Annotated[
    Path,
    typer.Option(
        "--out", metavar="DIR", help="Folder for the tables, and the settings that they were made with."
    ),
]
By = Annotated[
    str, typer.Option("--by", metavar="WHAT", help="article or outlet (the mean over their articles).")
]
Measure = Annotated[
    str,
    typer.Option(
        "--measure",
        metavar="NAME",
        help="words (in matching runs), jaccard, shingles, sentences (that find a partner) or "
        "longest-run (in words).",
    ),
]
OutTable = Annotated[
    Path,
    typer.Option(
        "--out", metavar="FILE", help="The table; its ending (.csv, .jsonl, .parquet, .xlsx) is its format."
    ),
]
Spreadsheet = Annotated[
    bool,
    typer.Option(
        "--spreadsheet",
        help="csv for people: a byte order mark, and an apostrophe before texts that would be formulas.",
    ),
]
Against = Annotated[
    str,
    typer.Option(
        "--against",
        metavar="WHAT",
        help="origin (of the cluster), consensus (the agency's report, or one rebuilt of several versions), "
        "pairs (each against each) or others (against all together).",
    ),
]
Format = Annotated[str, typer.Option("--format", metavar="NAME", help="csv, jsonl or parquet.")]


def settings_of(
    threshold: float | None,
    window: float | None,
    paths: list[str],
    *,
    story_threshold: float | None = None,
    semantic: bool = False,
    alone: bool = False,
) -> Settings | None:
    """The settings asked for, the others as an earlier result has them; None where nothing was asked for."""
    from syndicate.flow.opening import settings_of_result
    from syndicate.settings import Settings

    options: dict[str, float | None] = {
        "threshold": threshold,
        "window_hours": window,
        "story_threshold": story_threshold,
        "semantic": 1 if semantic else None,
        "alone": 1 if alone else None,
    }
    given = {name: value for name, value in options.items() if value is not None}
    return replace(settings_of_result(paths) or Settings(), **given) if given else None  # type: ignore[arg-type]


def standard_input() -> BinaryIO:
    """The bytes of standard input; none where it is closed."""
    return sys.stdin.buffer if sys.stdin else BytesIO()


def steps_shown(*, quiet: bool) -> Steps:
    """Progress on standard error, where that is a terminal."""
    from syndicate.report.progress import Steps

    return Steps(shown=not quiet and bool(sys.stderr) and sys.stderr.isatty())


def terminal(least: int = 1) -> Console | None:
    """Standard output where colours can be drawn: a terminal of so many columns at least; else None.

    NO_COLOR leaves weight and signs; FORCE_COLOR draws into a pipe as well.
    """
    from rich.console import Console

    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=False)
    drawn = console.is_terminal and not console.is_dumb_terminal and console.width >= least
    return console if drawn else None


def columns() -> int:
    """Columns of plain text: those of the terminal, where standard output is a narrow one."""
    from shutil import get_terminal_size

    from syndicate.report.plain import WIDTH

    return min(WIDTH, get_terminal_size().columns) if sys.stdout.isatty() else WIDTH


def show(draw: Callable[[int], RenderableType]) -> None:
    """Print what is drawn for so many columns: in colours on a terminal, as plain text into a pipe."""
    from syndicate.report.columns import plain

    if console := terminal():
        console.print(draw(console.width))
    else:
        typer.echo(plain(draw(columns()), columns()), nl=False)


def format_of(path: Path) -> str:
    """The format that the ending of a table's file names, before any work is done; errors as `check_file`."""
    from syndicate.flow.keeping import WORKBOOK
    from syndicate.report.destination import check_file
    from syndicate.report.export import FORMATS

    return check_file(path, (*FORMATS, WORKBOOK))


def write_out(frame: pl.DataFrame, path: Path, name: str, *, spreadsheet: bool) -> None:
    """Write one table in the format that its ending names; `name` is that of a workbook's sheet."""
    from syndicate.flow.keeping import WORKBOOK
    from syndicate.report.export import write_table
    from syndicate.report.workbook import write_workbook

    format_ = format_of(path)
    if format_ == WORKBOOK:
        write_workbook({name: frame}, path)
    else:
        write_table(frame, path, format_, safe=spreadsheet)


def end_unless_related(found: Detection, cluster: str = "", *, quiet: bool) -> None:
    """End with NOTHING_FOUND where no two articles (of the cluster) derive from one report."""
    from syndicate.flow.measure.comparing import members

    if members(found, cluster).height < 2:
        nothing_found(
            "no two of these articles derive from one report",
            "`syndicate thresholds` shows what a lower --threshold of `cluster` would give",
            quiet=quiet,
        )


def nothing_found(reason: str, remedy: str, *, quiet: bool) -> NoReturn:
    """End the command with NOTHING_FOUND; the reason goes to standard error."""
    if not quiet:
        typer.echo(f"syndicate: nothing found: {reason} ({remedy})", err=True)
    raise typer.Exit(NOTHING_FOUND)


def tell_written(written: Sequence[Path], what: str = "") -> None:
    """Say which files were written, and what they hold."""
    from syndicate.report.plain import told_paths

    typer.echo(f"Written{told_paths(written)}{f' ({what})' if what else ''}")
