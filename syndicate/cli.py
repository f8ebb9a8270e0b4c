"""What do I type? Each command parses, makes one library call, and prints. Holds no logic of detection."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from syndicate.options import (
    Against,
    By,
    Cluster,
    Format,
    Measure,
    OutFolder,
    OutMatrix,
    OutTable,
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

if TYPE_CHECKING:
    from syndicate.settings import Settings

app = typer.Typer(
    name="syndicate",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(asked: bool) -> None:
    if asked:
        from syndicate import __version__

        typer.echo(f"syndicate {__version__}")
        raise typer.Exit


@app.callback()
def syndicate(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Find the articles that derive from one wire report, what they share, and what each outlet changed."""


@app.command()
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


@app.command()
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


@app.command()
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


@app.command()
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


@app.command()
def explain(
    arguments: Annotated[
        list[str],
        typer.Argument(
            metavar="ARTICLE PATH... | A B PATH...",
            help="One or two articles (ids, or a part of one that fits no other), and where they are.",
            show_default=False,
        ),
    ],
    threshold: Threshold = None,
    window: Window = None,
) -> None:
    """Show how a page was read, or why two articles are apart.

    explain ARTICLE PATH shows the page, what was kept and cut of it and why, and the words that credit a
    wire. explain A B PATH shows what decided, and what each piece of evidence added. The DIR of an earlier
    `cluster` holds no pages and explains pairs alone: give the --threshold and --window it was made with.
    """
    from syndicate.errors import InputError

    names, paths = _split_names(arguments)
    if not paths:
        raise InputError("what is to be explained?", remedy="explain ARTICLE PATH..., or explain A B PATH...")
    if len(names) == 1:
        typer.echo(_page(names[0], paths), nl=False)
    else:
        settings = settings_of(threshold, window, paths, may_reread=True)
        typer.echo(_pair(names[0], names[1], paths, settings), nl=False)


def _split_names(arguments: list[str]) -> tuple[list[str], list[str]]:
    """(one or two names, paths): of two arguments the second is a path, of more the first two are names,
    unless the second alone is there to be read.
    """
    one_name = Path(arguments[1]).exists() and not Path(arguments[0]).exists() if len(arguments) > 2 else True
    return (arguments[:1], arguments[1:]) if one_name else (arguments[:2], arguments[2:])


def _page(name: str, paths: list[str]) -> str:
    from syndicate.flow.explaining import explain_page, find_article
    from syndicate.flow.opening import clean_paths
    from syndicate.report.reasons import page_explained

    with steps_shown(quiet=False) as steps:
        cleaned = clean_paths(paths, stdin=standard_input(), progress=steps)
    article = find_article(cleaned.articles, name)
    row = cleaned.articles.row(cleaned.articles["article"].to_list().index(article), named=True)
    return page_explained(row, explain_page(cleaned, article), cleaned.evidence.get(article, ""))


def _pair(a: str, b: str, paths: list[str], settings: Settings) -> str:
    from syndicate.flow.explaining import explain_pair, find_article
    from syndicate.flow.opening import open_paths
    from syndicate.report.reasons import pair_explained

    with steps_shown(quiet=False) as steps:
        found = open_paths(paths, settings, stdin=standard_input(), keep_lines=False, progress=steps)
        one, other = (find_article(found.articles, name) for name in (a, b))
        steps("explain", 1)
        return pair_explained(found.articles, explain_pair(found, one, other))
