"""`syndicate compare`: two articles on screen, or many pairs into a table. Holds no logic of comparison."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from syndicate.options import Quiet, Strict, standard_input, steps_shown, tell_written


def compare(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="A B", help="Two files of one article each.")
    ] = None,
    pairs: Annotated[
        Path | None,
        typer.Option("--pairs", metavar="FILE.csv", help="A table with the columns article and other."),
    ] = None,
    articles: Annotated[
        list[str] | None,
        typer.Option(
            "--articles", metavar="PATH", help="Where the articles of --pairs are; may be repeated."
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FILE", help="The residue table (.csv, .jsonl, .parquet); --pairs needs it."
        ),
    ] = None,
    strict: Strict = False,
    quiet: Quiet = False,
) -> None:
    """Show two articles side by side.

    compare A B prints the two, sentence by sentence. compare --pairs FILE.csv --articles PATH --out FILE
    compares many pairs, named by id, and writes their sentences.
    """
    from syndicate.errors import InputError
    from syndicate.report.destination import check_file

    format_ = check_file(out) if out else ""
    if pairs and articles and out and not files:
        _compare_many(pairs, articles, out, format_, strict=strict, quiet=quiet)
    elif files and len(files) == 2 and not pairs and not articles:
        _compare_two(files[0], files[1], out, format_, strict=strict, quiet=quiet)
    else:
        raise InputError(
            "what is to be compared?",
            remedy="give two files, or --pairs FILE.csv with --articles PATH and --out FILE",
        )


def _compare_many(
    pairs: Path, articles: list[str], out: Path, format_: str, *, strict: bool, quiet: bool
) -> None:
    from syndicate.flow.comparing import compare_pairs
    from syndicate.flow.opening import clean_paths
    from syndicate.report.export import write_table
    from syndicate.sources.pairs import read_pairs

    wanted = read_pairs(pairs)
    with steps_shown(quiet=quiet) as steps:
        cleaned = clean_paths(articles, strict=strict, stdin=standard_input(), progress=steps)
        frame = compare_pairs(cleaned.articles, wanted, progress=steps)
    write_table(frame, out, format_)
    if not quiet:
        tell_written([out], f"{len(wanted)} pairs, {frame.height} sentences")


def _compare_two(a: str, b: str, out: Path | None, format_: str, *, strict: bool, quiet: bool) -> None:
    from syndicate.flow.comparing import compare_pairs
    from syndicate.flow.opening import read_two
    from syndicate.report.export import write_table
    from syndicate.report.passages import side_by_side

    both = read_two(a, b, strict=strict, stdin=standard_input())
    one, other = both["article"].to_list()
    frame = compare_pairs(both, [(one, other)])
    if out:
        write_table(frame, out, format_)
    if not quiet:
        typer.echo(side_by_side(both, frame), nl=False)
        if out:
            tell_written([out], f"{frame.height} sentences")
