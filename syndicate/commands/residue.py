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
    Spreadsheet,
    Strict,
    end_unless_related,
    format_of,
    nothing_found,
    show,
    standard_input,
    steps_shown,
    tell_written,
    write_out,
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
    spreadsheet: Spreadsheet = False,
    semantic: Annotated[
        bool,
        typer.Option(
            "--semantic", help="Judge by meaning the sentences that words leave open (extra [semantic])."
        ),
    ] = False,
    strict: Strict = False,
    quiet: Quiet = False,
) -> None:
    """Write who kept, changed, added and removed what.

    Sentence by sentence, for the articles of each cluster: kept, edited, rewritten, added or removed, and
    which facts were altered.
    """
    from syndicate.flow.choices import one_of
    from syndicate.flow.measure.comparing import AGAINST, consensus_of, residue_of
    from syndicate.flow.opening import open_paths
    from syndicate.report.passages import residue_summary
    from syndicate.report.plain import plural

    one_of("against", against, AGAINST)
    for path in filter(None, (out, rebuilt)):
        format_of(path)
    with steps_shown(quiet=quiet) as steps:
        found = open_paths(paths, strict=strict, stdin=standard_input(), lines_of=0, progress=steps)
        frame = residue_of(found, against, cluster, semantic=semantic, progress=steps)
        if rebuilt:
            reports = consensus_of(found, cluster, progress=steps)
            write_out(reports, rebuilt, "consensus", spreadsheet=spreadsheet)
    write_out(frame, out, "residue", spreadsheet=spreadsheet)
    if not quiet:
        if frame.height:
            show(lambda width: residue_summary(found.articles, frame, width))
        tell_written([out, rebuilt] if rebuilt else [out], plural(frame.height, "sentence"))
    end_unless_related(found, cluster, quiet=quiet)
    if frame.is_empty():
        nothing_found(f"no report to hold them against ({against})", "try --against pairs", quiet=quiet)
