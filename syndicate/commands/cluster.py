"""`syndicate cluster`: parses, groups, prints the summary. Holds no logic of detection."""

from __future__ import annotations

from typing import Annotated

import typer

from syndicate.options import (
    Format,
    OutFolder,
    Paths,
    Quiet,
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
    window: Window = None,
    strict: Strict = False,
    quiet: Quiet = False,
    json: Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")] = False,
) -> None:
    """Group articles by the report they derive from.

    Writes the tables articles, clusters, pairs and problems, and prints a summary. Texts of a csv stand as
    they were found: in a spreadsheet, import its columns as text, since a headline can look like a formula.
    """
    from syndicate.flow.choices import one_of
    from syndicate.flow.opening import open_paths
    from syndicate.report.destination import check_folder
    from syndicate.report.export import FORMATS, write_tables
    from syndicate.report.terminal import summary, summary_json

    one_of("format", format, FORMATS)
    check_folder(out)
    settings = settings_of(threshold, window, paths, may_reread=False)
    with steps_shown(quiet=quiet or json) as steps:
        found = open_paths(
            paths, settings, strict=strict, stdin=standard_input(), keep_lines=False, progress=steps
        )
    tables = ("articles", "clusters", "pairs", "problems")
    written = write_tables({table: getattr(found, table) for table in tables}, out, format)
    if json:
        typer.echo(summary_json(found))
    elif not quiet:
        typer.echo(summary(found))
        tell_written(written)
