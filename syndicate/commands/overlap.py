"""`syndicate overlap`: parses, measures, writes the matrix. Holds no logic of comparison."""

from __future__ import annotations

from syndicate.options import (
    By,
    Cluster,
    Measure,
    OutMatrix,
    Paths,
    Quiet,
    Strict,
    standard_input,
    steps_shown,
    tell_written,
)


def overlap(
    paths: Paths,
    out: OutMatrix,
    by: By = "article",
    measure: Measure = "words",
    cluster: Cluster = "",
    strict: Strict = False,
    quiet: Quiet = False,
) -> None:
    """Write the matrix of who shares how much with whom.

    A cell is the share of the row's text that is found in the column. Articles of different clusters are not
    compared and have 0.
    """
    from syndicate.compare.overlap import MEASURES
    from syndicate.flow.choices import one_of
    from syndicate.flow.comparing import BY, overlap_of
    from syndicate.flow.opening import open_paths
    from syndicate.report.destination import check_file
    from syndicate.report.export import write_matrix

    one_of("by", by, BY)
    one_of("measure", measure, MEASURES)
    check_file(out, ("csv",))
    with steps_shown(quiet=quiet) as steps:
        found = open_paths(paths, strict=strict, stdin=standard_input(), keep_lines=False, progress=steps)
        names, matrix = overlap_of(found, by=by, measure=measure, cluster=cluster, progress=steps)
    write_matrix(names, matrix, out)
    if not quiet:
        tell_written([out], f"{len(names)} x {len(names)} {by}s, {measure}")
