"""`syndicate overlap`: parses, measures, writes the matrix. Holds no logic of comparison."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from syndicate.options import (
    By,
    Cluster,
    Measure,
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
    terminal,
    write_out,
)

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from syndicate.flow.detect import Detection


def overlap(
    paths: Paths,
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            metavar="FILE.csv",
            help="The matrix: ids in the first row and column, cells of 0 to 1; empty where two outlets "
            "share no cluster. With --long also .jsonl, .parquet or .xlsx.",
        ),
    ],
    by: By = "article",
    measure: Measure = "words",
    cluster: Cluster = "",
    long: Annotated[
        bool, typer.Option("--long", help="A line for each two that were compared: row, column, value.")
    ] = False,
    shown: Annotated[
        bool | None,
        typer.Option(
            "--map/--no-map", help="Print a heat map; by default on a terminal only.", show_default=False
        ),
    ] = None,
    spreadsheet: Spreadsheet = False,
    strict: Strict = False,
    quiet: Quiet = False,
) -> None:
    """Write the matrix of who shares how much with whom.

    A cell is the share of the row's text that is found in the column. Articles of different clusters are not
    compared and have 0.
    """
    from syndicate.compare.overlap import MEASURES
    from syndicate.flow.choices import one_of
    from syndicate.flow.measure.comparing import BY, overlap_of, overlap_pairs_of
    from syndicate.flow.opening import open_paths
    from syndicate.report.destination import check_file
    from syndicate.report.export import write_matrix
    from syndicate.report.plain import plural

    one_of("by", by, BY)
    one_of("measure", measure, MEASURES)
    format_of(out) if long else check_file(out, ("csv",))
    drawn = not quiet and (sys.stdout.isatty() and not long if shown is None else shown)
    with steps_shown(quiet=quiet) as steps:
        found = open_paths(paths, strict=strict, stdin=standard_input(), lines_of=0, progress=steps)
        if long:
            pairs = overlap_pairs_of(found, by=by, measure=measure, cluster=cluster, progress=steps)
        if drawn or not long:
            names, matrix = overlap_of(found, by=by, measure=measure, cluster=cluster, progress=steps)
    if drawn:
        _draw(found, names, matrix, by, measure)
    if long:
        write_out(pairs, out, "overlaps", spreadsheet=spreadsheet)
    else:
        write_matrix(names, matrix, out, safe=spreadsheet)
    if not quiet:
        size = f"{plural(pairs.height, 'pair')} of {by}s" if long else f"{len(names)} x {len(names)} {by}s"
        tell_written([out], f"{size}, {measure}")
    end_unless_related(found, cluster, quiet=quiet)


def _draw(found: Detection, names: list[str], matrix: NDArray[np.float64], by: str, measure: str) -> None:
    """Print the heat map; articles by the names of their outlets."""
    from syndicate.report.heatmap import heat_map
    from syndicate.report.plain import name

    outlets = dict(found.articles.select("article", "outlet").iter_rows()) if by == "article" else {}
    labels = [name(outlets.get(one, ""), one) for one in names]
    unit = "words" if measure == "longest-run" and by == "article" else "%"
    color = terminal() is not None and not os.environ.get("NO_COLOR")
    show(lambda width: heat_map(labels, matrix, width, color=color, unit=unit))
