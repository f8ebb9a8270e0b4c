"""The options that several commands share, and what they stand for. Runs no command."""

from __future__ import annotations

import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

if TYPE_CHECKING:
    from syndicate.report.progress import Steps
    from syndicate.settings import Settings

Paths = Annotated[
    list[str],
    typer.Argument(
        metavar="PATH...",
        help="Files or folders of txt, html, jsonl, json, csv, tsv (each also .gz) or parquet; - is JSON "
        "lines on standard input; or the DIR of an earlier `cluster`, from which nothing is computed twice.",
        show_default=False,
    ),
]
Threshold = Annotated[
    float | None,
    typer.Option(
        "--threshold",
        help="Mean probability from which two groups derive from one report, 0 to 1.  [default: 0.4]",
        show_default=False,
    ),
]
StoryThreshold = Annotated[
    float | None,
    typer.Option(
        "--story-threshold",
        help="Mean probability from which two clusters tell of one event, 0 to 1.  [default: 0.5]",
        show_default=False,
    ),
]
Window = Annotated[
    float | None,
    typer.Option(
        "--window",
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
By = Annotated[str, typer.Option("--by", help="article or outlet (the mean over their articles).")]
Measure = Annotated[
    str,
    typer.Option(
        "--measure",
        help="words (in matching runs), jaccard, shingles, sentences (that find a partner) or "
        "longest-run (in words).",
    ),
]
OutTable = Annotated[
    Path,
    typer.Option(
        "--out", metavar="FILE", help="The table; its ending (.csv, .jsonl, .parquet) is its format."
    ),
]
Against = Annotated[
    str,
    typer.Option(
        "--against",
        help="origin (of the cluster), consensus (the agency's report, or one rebuilt of several versions), "
        "pairs (each against each) or others (against all together).",
    ),
]
Format = Annotated[str, typer.Option("--format", help="csv, jsonl or parquet.")]


def settings_of(
    threshold: float | None,
    window: float | None,
    paths: list[str],
    *,
    story_threshold: float | None = None,
    semantic: bool = False,
) -> Settings | None:
    """The settings asked for, the others as an earlier result has them; None where nothing was asked for."""
    from syndicate.flow.opening import settings_of_result
    from syndicate.settings import Settings

    options: dict[str, float | None] = {
        "threshold": threshold,
        "window_hours": window,
        "story_threshold": story_threshold,
        "semantic": 1 if semantic else None,
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


def tell_written(written: list[Path], what: str = "") -> None:
    """Say which files were written, and what they hold."""
    from syndicate.report.plain import safe

    typer.echo(f"Written: {', '.join(safe(str(path)) for path in written)}{f' ({what})' if what else ''}")
