"""`syndicate compare`: two articles on screen, or many pairs into a table. Holds no logic of comparison."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from syndicate.options import (
    BESIDE,
    Quiet,
    Spreadsheet,
    Strict,
    columns,
    format_of,
    standard_input,
    steps_shown,
    tell_written,
    terminal,
    write_out,
)


def compare(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="FILE", help="Two files of one article each.")
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
            "--out",
            metavar="FILE",
            help="The residue table (.csv, .jsonl, .parquet, .xlsx); --pairs needs it.",
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
    """Show two articles side by side.

    compare A B prints the two, sentence by sentence. compare --pairs FILE.csv --articles PATH --out FILE
    compares many pairs, named by id, and writes their sentences.
    """
    from syndicate.errors import InputError

    if out:
        format_of(out)
    if pairs and articles and out and not files:
        _compare_many(
            pairs, articles, out, spreadsheet=spreadsheet, semantic=semantic, strict=strict, quiet=quiet
        )
    elif files and len(files) == 2 and not pairs and not articles:
        _compare_two(
            files[0], files[1], out, spreadsheet=spreadsheet, semantic=semantic, strict=strict, quiet=quiet
        )
    else:
        raise InputError(
            "what is to be compared?",
            remedy="give two files, or --pairs FILE.csv with --articles PATH and --out FILE",
        )


def _compare_many(
    pairs: Path,
    articles: list[str],
    out: Path,
    *,
    spreadsheet: bool,
    semantic: bool,
    strict: bool,
    quiet: bool,
) -> None:
    from syndicate.flow.measure.comparing import compare_pairs
    from syndicate.flow.opening import clean_paths
    from syndicate.report.plain import plural
    from syndicate.sources.pairs import read_pairs

    wanted = read_pairs(pairs)
    with steps_shown(quiet=quiet) as steps:
        cleaned = clean_paths(articles, strict=strict, stdin=standard_input(), progress=steps)
        frame = compare_pairs(cleaned.articles, wanted, semantic=semantic, progress=steps)
    write_out(frame, out, "residue", spreadsheet=spreadsheet)
    if not quiet:
        tell_written([out], f"{plural(len(wanted), 'pair')}, {plural(frame.height, 'sentence')}")


def _compare_two(
    a: str, b: str, out: Path | None, *, spreadsheet: bool, semantic: bool, strict: bool, quiet: bool
) -> None:
    from syndicate.flow.measure.comparing import compare_pairs
    from syndicate.flow.opening import read_two
    from syndicate.report.beside import beside
    from syndicate.report.passages import side_by_side
    from syndicate.report.plain import plural

    both = read_two(a, b, strict=strict, stdin=standard_input())
    one, other = both["article"].to_list()
    frame = compare_pairs(both, [(one, other)], semantic=semantic)
    if out:
        write_out(frame, out, "residue", spreadsheet=spreadsheet)
    if not quiet:
        if console := terminal(BESIDE):
            console.print(beside(both, frame, console.width))
        else:
            typer.echo(side_by_side(both, frame, columns()), nl=False)
        if out:
            tell_written([out], plural(frame.height, "sentence"))
