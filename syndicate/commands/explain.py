"""`syndicate explain`: how a page was read, why two articles are apart. Holds no logic of detection."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from syndicate.options import Threshold, Window, columns, settings_of, standard_input, steps_shown

if TYPE_CHECKING:
    from syndicate.settings import Settings


def explain(
    arguments: Annotated[
        list[str],
        typer.Argument(
            metavar="A [B] PATH",
            help="One or two articles (ids, or a part of one that fits no other), and where they are.",
            show_default=False,
        ),
    ],
    threshold: Threshold = None,
    window: Window = None,
) -> None:
    """Show how a page was read, or why two articles are apart.

    explain ARTICLE PATH shows the page, what was kept and cut of it and why, and the words that credit a
    wire. explain A B PATH shows what decided, what each piece of evidence added, and what would have changed
    the answer. A store, or the DIR of an earlier `cluster` of more than 5,000 pages, explains pairs alone.
    """
    from syndicate.errors import InputError

    names, paths = _split_names(arguments)
    if not paths:
        raise InputError("what is to be explained?", remedy="explain ARTICLE PATH..., or explain A B PATH...")
    if len(names) == 1:
        typer.echo(_page(names[0], paths), nl=False)
    else:
        settings = settings_of(threshold, window, paths)
        typer.echo(_pair(names[0], names[1], paths, settings), nl=False)


def _split_names(arguments: list[str]) -> tuple[list[str], list[str]]:
    """(one or two names, paths): of two arguments the second is a path, of more the first two are names,
    unless the second alone is there to be read.
    """
    one_name = Path(arguments[1]).exists() and not Path(arguments[0]).exists() if len(arguments) > 2 else True
    return (arguments[:1], arguments[1:]) if one_name else (arguments[:2], arguments[2:])


def _page(name: str, paths: list[str]) -> str:
    from syndicate.flow.explain.explaining import explain_page, find_article
    from syndicate.flow.opening import clean_paths
    from syndicate.report.reasons import page_explained

    with steps_shown(quiet=False) as steps:
        cleaned = clean_paths(paths, stdin=standard_input(), progress=steps)
    article = find_article(cleaned.articles, name)
    row = cleaned.articles.row(cleaned.articles["article"].to_list().index(article), named=True)
    return page_explained(row, explain_page(cleaned, article), cleaned.evidence.get(article, ""), columns())


def _pair(a: str, b: str, paths: list[str], settings: Settings | None) -> str:
    from syndicate.flow.explain.explaining import explain_pair, find_article
    from syndicate.flow.opening import open_paths
    from syndicate.report.reasons import pair_explained

    with steps_shown(quiet=False) as steps:
        found = open_paths(paths, settings, stdin=standard_input(), lines_of=0, progress=steps)
        one, other = (find_article(found.articles, name) for name in (a, b))
        steps("explain", 1)
        return pair_explained(found.articles, explain_pair(found, one, other), columns())
