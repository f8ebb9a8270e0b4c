"""`syndicate cluster`: parses, groups, prints the summary. Holds no logic of detection."""

from __future__ import annotations

from typing import Annotated

import typer

from syndicate.options import (
    OutFolder,
    Paths,
    Quiet,
    Spreadsheet,
    StoryThreshold,
    Strict,
    Threshold,
    Window,
    end_unless_related,
    settings_of,
    show,
    standard_input,
    steps_shown,
    tell_written,
)


def cluster(
    paths: Paths,
    out: OutFolder,
    format: Annotated[  # noqa: A002
        str,
        typer.Option(
            "--format",
            metavar="NAME",
            help="csv, jsonl, parquet, or xlsx (one file, which no command reads).",
        ),
    ] = "csv",
    spreadsheet: Spreadsheet = False,
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
    alone: Annotated[
        bool,
        typer.Option(
            "--alone",
            help="Read every article by itself, as a store does, so that no other changes what two share.",
        ),
    ] = False,
    strict: Strict = False,
    quiet: Quiet = False,
    json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Group articles by the report they derive from.

    Writes the tables articles, clusters, pairs, links, versions, bridges, roundups, problems and lines, and
    prints a summary. The DIR of an earlier `cluster` as PATH is grouped anew at another --threshold, and
    nothing is compared again. In csv texts stand as they were found, and a headline can look like a formula:
    for spreadsheets take --spreadsheet, or --format xlsx with a sheet for each table.
    """
    from syndicate.parallel import share_arenas

    share_arenas()  # before any library starts a thread
    from syndicate.flow.choices import one_of
    from syndicate.flow.keeping import WORKBOOK, keep
    from syndicate.flow.opening import LINES_OF, open_paths
    from syndicate.flow.remarks import remarks_of
    from syndicate.report.counts import summary_json
    from syndicate.report.destination import check_folder
    from syndicate.report.export import FORMATS
    from syndicate.report.terminal import summary_shown
    from syndicate.store.parts import PARTS, Parts

    one_of("format", format, (*FORMATS, WORKBOOK))
    check_folder(out)
    settings = settings_of(
        threshold, window, paths, story_threshold=story_threshold, semantic=semantic, alone=alone
    )
    parts = Parts(out / PARTS)
    with steps_shown(quiet=quiet or json) as steps:
        found = open_paths(
            paths,
            settings,
            strict=strict,
            stdin=standard_input(),
            lines_of=LINES_OF,
            parts=parts,
            progress=steps,
        )
        steps("write", found.articles.height)
        remarks = remarks_of(found)
        written = keep(found, out, format, spreadsheet=spreadsheet, remarks=remarks)
        parts.clear()
    if json:
        typer.echo(summary_json(found, remarks))
    elif not quiet:
        place = "the sheet {}".format if format == WORKBOOK else f"{{}}.{format}".format
        show(lambda width: summary_shown(found, remarks, width, table=place))
        typer.echo()
        tell_written(written)
    end_unless_related(found, quiet=quiet or json)
