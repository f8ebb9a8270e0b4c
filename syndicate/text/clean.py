"""Pages as found -> articles: the body, title, outlet, time, language and wire credit of each. Opens no file.

What the input names stands; then what the markup says; then what the page's own text shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import compress
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from syndicate.schema import ARTICLES, LINES, PROBLEMS
from syndicate.text.boilerplate import bodies, keep_lines
from syndicate.text.credit import Credit, mentions, wire_credit
from syndicate.text.dates import column_to_utc
from syndicate.text.language import code_of, detect
from syndicate.text.markup import Markup, read_markup
from syndicate.text.page import find_outlet, find_time, find_title

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


_TOP = 3  # lines of the body under which the page may still name its author and time
_IN_MARKUP, _OUTSIDE_MARKUP = "text of the article in the markup", "outside the article in the markup"


@dataclass(frozen=True, slots=True, eq=False)
class Cleaned:
    """N pages cleaned: N articles in the pages' order, their lines, and what could not be read."""

    articles: pl.DataFrame  # schema.ARTICLES; n_words and n_sentences are 0 until they are counted
    lines: pl.DataFrame  # schema.LINES
    problems: pl.DataFrame  # schema.PROBLEMS
    evidence: Mapping[str, str]  # article -> the words that credit its wire, for articles with one


@dataclass(frozen=True, slots=True)
class _Around:
    """The lines of one page, before and after its body."""

    before: Sequence[str]
    after: Sequence[str]


def clean(pages: pl.DataFrame) -> Cleaned:
    """schema.PAGES -> `Cleaned`. A page without usable text is an article with an empty body, and a problem.

    Give all pages at once: the lines that one outlet repeats over many of its pages are learnt from them.
    """
    markups = _markups(pages)
    titles = _first_known(pages["title"].to_list(), [m.meta.title if m else "" for m in markups])
    outlets = _first_known(pages["outlet"].to_list(), [m.meta.outlet if m else "" for m in markups])
    urls = _first_known(pages["url"].to_list(), [m.meta.url if m else "" for m in markups])
    table = _lines(pages["text"].to_list(), markups, titles, outlets)
    texts = bodies(table, pages.height)
    languages = _languages(pages["language"].to_list(), texts, markups)
    times = column_to_utc(pages["published"].to_list(), outlets, languages)
    problems = _problems(pages, texts, times)
    times = _first_known(times, [m.meta.published if m else "" for m in markups])
    around = _arounds(table, pages.height)
    for row, (lines, text) in enumerate(zip(around, texts, strict=True)):
        titles[row] = titles[row] or find_title(lines.before, text, lines.after)
        outlets[row] = outlets[row] or find_outlet(lines.before, lines.after, urls[row])
        times[row] = times[row] or find_time(lines.before, lines.after, languages[row])
    hints = [
        ";".join(filter(None, (hint, markup.meta.credit if markup else "")))
        for hint, markup in zip(pages["credit"], markups, strict=True)
    ]
    credited = _credits(hints, texts, around, list(zip(outlets, urls, strict=True)))
    articles = ARTICLES.frame({
        "article": pages["article"], "outlet": outlets, "url": urls, "title": titles, "published": times,
        "language": languages, "wire": [credit.agency for credit in credited],
        "n_words": [0] * pages.height, "n_sentences": [0] * pages.height, "body": texts,
    })  # fmt: skip
    told = table.with_columns(article=pages["article"].gather(table["page"]))
    evidence = {
        a: credit.evidence for a, credit in zip(pages["article"], credited, strict=True) if credit.agency
    }
    return Cleaned(articles, LINES.cast(told), problems, evidence)


def _markups(pages: pl.DataFrame) -> list[Markup | None]:
    """The markup of each page that is HTML, None for plain text."""
    return [
        read_markup(text, url=url) if markup else None
        for text, url, markup in zip(pages["text"], pages["url"], pages["markup"], strict=True)
    ]


def _first_known(*columns: Sequence[str | None]) -> list[str]:
    """Row by row the first value that is not blank."""
    return [
        next((value.strip() for value in row if value and value.strip()), "")
        for row in zip(*columns, strict=True)
    ]


def _lines(
    texts: Sequence[str], markups: Sequence[Markup | None], titles: Sequence[str], outlets: Sequence[str]
) -> pl.DataFrame:
    """The lines of all pages as `keep_lines` gives them; or as the markup showed them."""
    shown = np.array([bool(markup and any(markup.kept)) for markup in markups], dtype=np.bool_)
    plain = np.flatnonzero(~shown).tolist()
    unread = [texts[i] if (markup := markups[i]) is None else "\n".join(markup.lines) for i in plain]
    table = keep_lines(unread, [titles[i] for i in plain], [outlets[i] for i in plain])
    table = table.with_columns(pl.Series("page", plain, dtype=pl.Int64).gather(table["page"]))
    if not shown.any():
        return table
    read = [
        _shown_lines(page, markup).cast(table.schema)
        for page, markup in enumerate(markups) if markup is not None and shown[page]
    ]  # fmt: skip
    return pl.concat([table, *read]).sort("page", maintain_order=True)


def _shown_lines(page: int, markup: Markup) -> pl.DataFrame:
    n = len(markup.lines)
    return pl.DataFrame({
        "page": [page] * n, "line": range(n), "text": markup.lines, "kept": markup.kept,
        "reason": [_IN_MARKUP if kept else _OUTSIDE_MARKUP for kept in markup.kept],
        "paragraph": range(n),
    })  # fmt: skip


def _languages(named: Sequence[str], texts: Sequence[str], markups: Sequence[Markup | None]) -> list[str]:
    """The input's own code, else the detected one, else the markup's (it tells the site's language, not the
    article's).
    """
    codes = [code_of(name or "") for name in named]
    rows = [row for row, code in enumerate(codes) if not code]
    for row, code in zip(rows, detect([texts[row] for row in rows]), strict=True):
        markup = markups[row]
        codes[row] = code or (markup.meta.language if markup else "")
    return codes


def _arounds(table: pl.DataFrame, n_pages: int) -> list[_Around]:
    """Of each page the lines cut before its body and after it; of a page without a body all stand before.

    Cut lines among the body's first few count as before: a byline often stands under the first paragraph.
    """
    text, kept = table["text"].to_list(), table["kept"].to_numpy()
    bounds = np.searchsorted(table["page"].to_numpy(), np.arange(n_pages + 1))
    where = np.flatnonzero(kept)
    spans = np.searchsorted(where, bounds)
    around = []
    for start, end, low, high in zip(bounds[:-1], bounds[1:], spans[:-1], spans[1:], strict=True):
        first = where[min(low + _TOP, high) - 1] if high > low else end
        last = where[high - 1] + 1 if high > low else end
        around.append(_Around([text[line] for line in range(start, first) if not kept[line]], text[last:end]))
    return around


def _credits(
    hints: Sequence[str], texts: Sequence[str], around: Sequence[_Around], sources: Sequence[tuple[str, str]]
) -> list[Credit]:
    """The credit of each page; `hints` are what input and markup say, `sources` outlets and addresses."""
    named = mentions([
        "\n".join((*lines.before, text, *lines.after)) for lines, text in zip(around, texts, strict=True)
    ])  # fmt: skip
    known: dict[tuple[str, str], Credit] = {}
    found = []
    for lines, text, hint, source, mentioned in zip(around, texts, hints, sources, named, strict=True):
        credit = known.get(source) if not (mentioned or hint) else None
        if credit is None:
            outlet, url = source
            credit = wire_credit(
                lines.before, text, lines.after, outlet=outlet, hint=hint, url=url, mentioned=mentioned
            )
        if not (mentioned or hint):
            known[source] = credit
        found.append(credit)
    return found


def _problems(pages: pl.DataFrame, texts: Sequence[str], times: Sequence[str]) -> pl.DataFrame:
    """Pages without a body, and times of the input that are none."""
    empty = [not text for text in texts]
    undated = [
        bool(raw and raw.strip()) and not time for raw, time in zip(pages["published"], times, strict=True)
    ]
    rows = [
        {
            "place": place,
            "problem": "no usable text",
            "remedy": "give the article's text, or the page as HTML",
            "skipped": False,
        }
        for place in compress(pages["place"], empty)
    ] + [
        {
            "place": place,
            "problem": f"not a date: {raw[:60]!r}",
            "remedy": "write it as 2026-02-21T17:09:00Z",
            "skipped": False,
        }
        for place, raw in compress(zip(pages["place"], pages["published"], strict=True), undated)
    ]
    return PROBLEMS.frame(rows) if rows else PROBLEMS.empty()
