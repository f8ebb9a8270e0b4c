"""`syndicate cluster`: parses, groups, prints the summary. Holds no logic of detection."""

from __future__ import annotations

from typing import Annotated

import typer

from syndicate.options import (
    Format,
    OutFolder,
    Paths,
    Quiet,
    StoryThreshold,
    Strict,
    Threshold,
    Window,
    settings_of,
    standard_input,
    steps_shown,
    tell_written,
)


def cluster(
    paths: Paths,
    out: OutFolder,
    format: Format = "csv",  # noqa: A002
    threshold: Threshold = None,
    story_threshold: StoryThreshold = None,
    window: Window = None,
    semantic: Annotated[
        bool,
        typer.Option(
            "--semantic",
            help="Judge by meaning the translations that numbers and names leave open (extra [semantic]).",
        ),
    ] = False,
    strict: Strict = False,
    quiet: Quiet = False,
    json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Group articles by the report they derive from.

    Writes the tables articles, clusters, pairs, links, versions, bridges, roundups and problems, and prints a
    summary. The DIR of an earlier `cluster` as PATH is grouped anew at another --threshold, and nothing is
    compared again. Texts of a csv stand as they were found: in a spreadsheet, import its columns as text,
    since a headline can look like a formula.
    """
    from syndicate.flow.choices import one_of
    from syndicate.flow.opening import open_paths
    from syndicate.flow.remarks import remarks_of
    from syndicate.report.destination import check_folder
    from syndicate.report.export import FORMATS, write_tables
    from syndicate.report.settings_file import write_settings
    from syndicate.report.terminal import summary, summary_json

    one_of("format", format, FORMATS)
    check_folder(out)
    settings = settings_of(threshold, window, paths, story_threshold=story_threshold, semantic=semantic)
    with steps_shown(quiet=quiet or json) as steps:
        found = open_paths(
            paths, settings, strict=strict, stdin=standard_input(), keep_lines=False, progress=steps
        )
    remarks = remarks_of(found)
    tables = ("articles", "clusters", "pairs", "links", "problems")
    written = write_tables({table: getattr(found, table) for table in tables} | remarks, out, format)
    written.append(write_settings(found.settings, out))
    if json:
        typer.echo(summary_json(found, remarks))
    elif not quiet:
        typer.echo(summary(found, remarks))
        tell_written(written)
