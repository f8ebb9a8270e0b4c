"""`syndicate outlets`: parses, measures, prints who leans on whom. Holds no logic of measuring."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from syndicate.options import (
    Paths,
    Quiet,
    Spreadsheet,
    Strict,
    end_unless_related,
    format_of,
    show,
    standard_input,
    steps_shown,
    tell_written,
    write_out,
)

_ENDINGS = "its ending (.csv, .jsonl, .parquet, .xlsx) is its format."


def outlets(
    paths: Paths,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help=f"The table; {_ENDINGS}", show_default=False),
    ] = None,
    articles: Annotated[
        Path | None,
        typer.Option(
            "--articles",
            metavar="FILE",
            help="Also the measures of every article that they are means of.",
            show_default=False,
        ),
    ] = None,
    derivations: Annotated[
        Path | None,
        typer.Option(
            "--derivations",
            metavar="FILE",
            help="Also who took the text from whom, as far as that can be told, and why.",
            show_default=False,
        ),
    ] = None,
    spreadsheet: Spreadsheet = False,
    strict: Strict = False,
    quiet: Quiet = False,
) -> None:
    """Show who leans on which agency, and how much is their own.

    For each outlet: how many of its articles derive from a report, how often it credits no agency, how much
    it keeps, rewrites and adds, and how many hours later.
    """
    from syndicate.flow.measure.deriving import derivations_of
    from syndicate.flow.measure.measuring import measures_of, outlet_table
    from syndicate.flow.opening import open_paths
    from syndicate.report.outlets import outlets_shown

    named = {"outlets": out, "measures": articles, "derivations": derivations}
    wanted = {name: path for name, path in named.items() if path}
    for path in wanted.values():
        format_of(path)
    with steps_shown(quiet=quiet) as steps:
        found = open_paths(paths, strict=strict, stdin=standard_input(), lines_of=0, progress=steps)
        measures = measures_of(found, progress=steps)
        tables = {"outlets": outlet_table(found.clusters, measures), "measures": measures}
        if derivations:
            tables["derivations"] = derivations_of(found, progress=steps)
    for name, path in wanted.items():
        write_out(tables[name], path, name, spreadsheet=spreadsheet)
    if not quiet:
        show(lambda width: outlets_shown(tables["outlets"], width))
        if wanted:
            tell_written(list(wanted.values()))
    end_unless_related(found, quiet=quiet)
