"""`syndicate thresholds`: parses, tries each threshold, prints the chart. Holds no logic of it."""

from __future__ import annotations

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
    format_of,
    settings_of,
    show,
    standard_input,
    steps_shown,
    tell_written,
    write_out,
)


def thresholds(
    paths: Paths,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            metavar="FILE",
            help="The table as well; its ending (.csv, .jsonl, .parquet, .xlsx) is its format.",
            show_default=False,
        ),
    ] = None,
    threshold: Threshold = None,
    story_threshold: StoryThreshold = None,
    window: Window = None,
    null_check: Annotated[
        bool,
        typer.Option(
            "--null-check",
            help="Compare articles weeks apart as well: how many of the pairs are chance.",
        ),
    ] = False,
    spreadsheet: Spreadsheet = False,
    strict: Strict = False,
    quiet: Quiet = False,
) -> None:
    """Show how many pairs and clusters each threshold would give.

    Nothing is compared twice: from the DIR of an earlier `cluster` the chart comes at once, and
    `syndicate cluster DIR --threshold NUMBER --out DIR2` then groups its pairs anew.
    """
    from syndicate.flow.chance import SAMPLE, with_chance
    from syndicate.flow.opening import open_paths
    from syndicate.flow.thresholds import thresholds_of
    from syndicate.report.chart import thresholds_chart

    if out:
        format_of(out)
    settings = settings_of(threshold, window, paths, story_threshold=story_threshold)
    with steps_shown(quiet=quiet) as steps:
        found = open_paths(paths, settings, strict=strict, stdin=standard_input(), lines_of=0, progress=steps)
        table, told = thresholds_of(found, progress=steps), ""
        if null_check:
            steps("chance", min(SAMPLE, found.articles.height))
            table, told = with_chance(found, table)
    if out:
        write_out(table, out, "thresholds", spreadsheet=spreadsheet)
    if not quiet:
        show(lambda width: thresholds_chart(table, found.settings.threshold, width))
        if told:
            typer.echo(told)
        if out:
            tell_written([out])
