"""What do I type? Each command parses, makes one library call, and prints. Holds no logic of detection."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from syndicate.flow.detect import Detection

app = typer.Typer(
    name="syndicate",
    help="Find the articles that derive from one wire report, measure what they share, show what each outlet changed.",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH...", help="Files or folders of txt, html, jsonl(.gz), csv, parquet; - for jsonl on standard input; or the DIR of an earlier `cluster`."),
]  # fmt: skip
Format = Annotated[str, typer.Option("--format", help="csv, jsonl or parquet.")]
Threshold = Annotated[
    float,
    typer.Option("--threshold", help="Average probability at which two groups derive from one report, 0..1."),
]
Window = Annotated[float, typer.Option("--window", help="Hours; articles further apart are not compared.")]
Strict = Annotated[bool, typer.Option("--strict", help="A skipped input is an error.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print no summary and no progress.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print the summary as JSON.")]
Cluster = Annotated[str, typer.Option("--cluster", help="Only this cluster (an id of the clusters table).")]


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
    """Find the articles that derive from one wire report, measure what they share, show what each outlet changed."""


@app.command()
def cluster(
    paths: Paths,
    out: Annotated[
        Path, typer.Option("--out", help="Folder for the tables articles, clusters, pairs (and problems).")
    ],
    format: Format = "csv",  # noqa: A002
    threshold: Threshold = 0.5,
    window: Window = 96.0,
    strict: Strict = False,
    quiet: Quiet = False,
    json: AsJson = False,
) -> None:
    """Group articles by the wire report they derive from; write the tables; print a summary."""
    from syndicate.report.export import write_tables
    from syndicate.report.terminal import summary, summary_json

    found = _open(paths, strict=strict, quiet=quiet or json, threshold=threshold, window=window)
    tables = {
        "articles": found.articles,
        "clusters": found.clusters,
        "pairs": found.pairs,
        "problems": found.problems,
    }
    written = write_tables(tables, out, format)
    if json:
        typer.echo(summary_json(found))
    elif not quiet:
        typer.echo(summary(found), nl=False)
        typer.echo(f"Written: {', '.join(map(str, written))}")


@app.command()
def overlap(
    paths: Paths,
    out: Annotated[
        Path, typer.Option("--out", help="The CSV file: a square matrix, ids in the first row and column.")
    ],
    by: Annotated[str, typer.Option("--by", help="article or outlet.")] = "article",
    measure: Annotated[
        str, typer.Option("--measure", help="words, jaccard, shingles, sentences or longest-run.")
    ] = "words",
    cluster: Cluster = "",
    strict: Strict = False,
    quiet: Quiet = False,
) -> None:
    """Write the overlap matrix: the share of the row's text that is found in the column."""
    from syndicate.flow.comparing import overlap_of
    from syndicate.report.export import write_matrix

    found = _open(paths, strict=strict, quiet=quiet)
    ids, matrix = overlap_of(found, by=by, measure=measure, cluster=cluster)
    write_matrix(ids, matrix, out)
    if not quiet:
        typer.echo(f"Written: {out} ({len(ids)} x {len(ids)} {by}s, {measure})")


@app.command()
def residue(
    paths: Paths,
    out: Annotated[
        Path, typer.Option("--out", help="The file; its ending (.csv, .jsonl, .parquet) is its format.")
    ],
    against: Annotated[
        str,
        typer.Option("--against", help="origin, pairs (all of a cluster) or others (all others together)."),
    ] = "origin",
    cluster: Cluster = "",
    strict: Strict = False,
    quiet: Quiet = False,
) -> None:
    """Write, sentence by sentence, what each outlet kept, edited, rewrote, added and removed."""
    from syndicate.flow.comparing import residue_of
    from syndicate.report.export import write_table
    from syndicate.report.terminal import residue_summary

    format_ = _format_of(out)
    found = _open(paths, strict=strict, quiet=quiet)
    frame = residue_of(found, against, cluster)
    write_table(frame, out, format_)
    if not quiet:
        typer.echo(residue_summary(found, frame), nl=False)
        typer.echo(f"Written: {out} ({frame.height} sentences)")


@app.command()
def compare(
    articles_named: Annotated[
        list[str] | None, typer.Argument(metavar="A B", help="Two files, each one article.")
    ] = None,
    pairs: Annotated[
        Path | None, typer.Option("--pairs", help="CSV with the columns article and other.")
    ] = None,
    articles: Annotated[
        list[str] | None, typer.Option("--articles", help="Where those articles are: any PATH.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option("--out", help="The file for the residue rows (.csv, .jsonl, .parquet).")
    ] = None,
    strict: Strict = False,
    quiet: Quiet = False,
) -> None:
    """Two articles side by side in the terminal; or many named pairs into residue rows."""
    from syndicate.errors import InputError
    from syndicate.flow.comparing import compare_pairs
    from syndicate.report.export import write_table
    from syndicate.report.terminal import side_by_side

    if pairs is not None and articles and out is not None and not articles_named:
        format_ = _format_of(out)
        wanted = _pairs_of(pairs)
        frame = compare_pairs(_articles(articles, strict=strict), wanted)
        write_table(frame, out, format_)
        if not quiet:
            typer.echo(f"Written: {out} ({len(wanted)} pairs, {frame.height} sentences)")
        return
    if not articles_named or len(articles_named) != 2 or pairs is not None or articles:
        raise InputError(
            "nothing to compare", remedy="give two files, or --pairs FILE.csv --articles PATH --out FILE"
        )
    frames = _articles(articles_named, strict=strict)
    if frames.height != 2:
        raise InputError(
            f"{frames.height} articles in what was given", remedy="give two files of one article each"
        )
    a, b = frames["article"].to_list()
    frame = compare_pairs(frames, [(a, b)])
    if out is not None:
        write_table(frame, out, _format_of(out))
    if not quiet:
        typer.echo(side_by_side(frames, frame), nl=False)


@app.command()
def explain(
    arguments: Annotated[
        list[str],
        typer.Argument(
            metavar="ARTICLE PATH... | A B PATH...",
            help="One article: its page, kept and cut. Two: why they are, or are not, together.",
        ),
    ],
) -> None:
    """Show what was kept and cut of a page, or why two articles are, or are not, together."""
    from syndicate.errors import InputError
    from syndicate.flow.explaining import explain_page, explain_pair, find_article
    from syndicate.report.terminal import page_explained, pair_explained

    names, paths = _split_names(arguments)
    if not names or not paths:
        raise InputError("what is to be explained?", remedy="explain ARTICLE PATH..., or explain A B PATH...")
    found = _open(paths, strict=False, quiet=True)
    ids = [find_article(found, name) for name in names]
    if len(ids) == 1:
        typer.echo(page_explained(found, explain_page(found, ids[0]), ids[0]), nl=False)
    else:
        typer.echo(pair_explained(found, explain_pair(found, ids[0], ids[1])), nl=False)


def _split_names(arguments: list[str]) -> tuple[list[str], list[str]]:
    """(one or two names, paths): the names come first; a lone second argument that exists is a path."""
    if len(arguments) == 2 or (
        len(arguments) > 2 and Path(arguments[1]).exists() and not Path(arguments[0]).exists()
    ):
        return arguments[:1], arguments[1:]
    return arguments[:2], arguments[2:]


def _open(paths: list[str], *, strict: bool, quiet: bool, **knobs: float) -> Detection:
    from syndicate.flow.opening import open_paths
    from syndicate.report.progress import Steps
    from syndicate.settings import Settings

    renamed: dict[str, Any] = {{"window": "window_hours"}.get(k, k): v for k, v in knobs.items()}
    if "threshold" in renamed:
        renamed["story_threshold"] = min(renamed["threshold"], Settings().story_threshold)
    with Steps(shown=not quiet and sys.stderr.isatty()) as steps:
        return open_paths(paths, Settings(**renamed), strict=strict, stdin=sys.stdin.buffer, progress=steps)


def _articles(paths: list[str], *, strict: bool) -> Any:
    from syndicate.flow.opening import read_articles

    return read_articles(paths, strict=strict)


def _pairs_of(path: Path) -> list[tuple[str, str]]:
    from syndicate.sources.pairs import read_pairs

    return read_pairs(path)


def _format_of(path: Path) -> str:
    from syndicate.errors import OutputError
    from syndicate.report.export import FORMATS

    ending = path.suffix.lstrip(".").lower()
    if ending not in FORMATS:
        raise OutputError("no known ending", place=str(path), remedy=f"end it in .{', .'.join(FORMATS)}")
    return ending
