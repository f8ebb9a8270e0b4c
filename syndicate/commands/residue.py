"""`syndicate residue`: parses, compares, writes the table. Holds no logic of comparison."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

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
    rebuilt: Annotated[
        Path | None,
        typer.Option(
            "--rebuilt",
            metavar="FILE",
            help="Also the rebuilt reports, each sentence with the articles that bear witness to it.",
            show_default=False,
        ),
    ] = None,
    strict: Strict = False,
    quiet: Quiet = False,
) -> None:
    """Write who kept, changed, added and removed what.

    Sentence by sentence, for the articles of each cluster: kept, edited, rewritten, added or removed, and
    which facts were altered.
    """
    from syndicate.flow.choices import one_of
    from syndicate.flow.comparing import AGAINST, consensus_of, residue_of
    from syndicate.flow.opening import open_paths
    from syndicate.report.destination import check_file
    from syndicate.report.export import write_table
    from syndicate.report.passages import residue_summary

    one_of("against", against, AGAINST)
    format_ = check_file(out)
    rebuilt_format = check_file(rebuilt) if rebuilt else ""
    with steps_shown(quiet=quiet) as steps:
        found = open_paths(paths, strict=strict, stdin=standard_input(), keep_lines=False, progress=steps)
        frame = residue_of(found, against, cluster, progress=steps)
        if rebuilt:
            write_table(consensus_of(found, cluster, progress=steps), rebuilt, rebuilt_format)
    write_table(frame, out, format_)
    if not quiet:
        typer.echo(residue_summary(found.articles, frame), nl=False)
        tell_written([out, rebuilt] if rebuilt else [out], f"{frame.height} sentences")
