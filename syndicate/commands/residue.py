"""`syndicate residue`: parses, compares, writes the table. Holds no logic of comparison."""

from __future__ import annotations

import typer

from syndicate.options import (
    Against,
    Cluster,
    OutTable,
    Paths,
    Quiet,
    Strict,
    standard_input,
    steps_shown,
    tell_written,
)


def residue(
    paths: Paths,
    out: OutTable,
    against: Against = "origin",
    cluster: Cluster = "",
    strict: Strict = False,
    quiet: Quiet = False,
) -> None:
    """Write who kept, changed, added and removed what.

    Sentence by sentence, for the articles of each cluster: kept, edited, rewritten, added or removed, and
    which facts were altered.
    """
    from syndicate.flow.choices import one_of
    from syndicate.flow.comparing import AGAINST, residue_of
    from syndicate.flow.opening import open_paths
    from syndicate.report.destination import check_file
    from syndicate.report.export import write_table
    from syndicate.report.passages import residue_summary

    one_of("against", against, AGAINST)
    format_ = check_file(out)
    with steps_shown(quiet=quiet) as steps:
        found = open_paths(paths, strict=strict, stdin=standard_input(), keep_lines=False, progress=steps)
        frame = residue_of(found, against, cluster, progress=steps)
    write_table(frame, out, format_)
    if not quiet:
        typer.echo(residue_summary(found.articles, frame), nl=False)
        tell_written([out], f"{frame.height} sentences")
