"""Pages as found -> articles: the body, title, outlet, time, language and wire credit of each. Opens no file.

What the input names stands; then what the markup says; then what the page's own text shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from itertools import chain, compress
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from syndicate.parallel import one_by_one
from syndicate.schema import ARTICLES, LINES, PROBLEMS
from syndicate.text.boilerplate import bodies
from syndicate.text.credit import Credit, mentions, wire_credit
from syndicate.text.dates import column_to_utc
from syndicate.text.language import code_of, detect
from syndicate.text.page import find_outlet, find_time, find_title
from syndicate.text.reading import Learnt, Read, batches, first_known, learn, lines_of, read_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from syndicate.text.metadata import Metadata


_TOP = 3  # lines of the body under which the page may still name its author and time


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


def clean(
    pages: pl.DataFrame | Iterable[pl.DataFrame], *, alone: bool = False, keep_lines: bool = True
) -> Cleaned:
    """schema.PAGES -> `Cleaned`. A page without usable text is an article with an empty body, and a problem.

    Give all pages at once, or all of them in batches: the lines that one outlet repeats over many of its
    pages, and how it writes its dates, are learnt from them. With `alone` nothing is: a page is read the same
    whatever the others are. Without `keep_lines` the lines are let go, batch by batch: they hold as much text
    as the pages.
    """
    frames = [pages] if isinstance(pages, pl.DataFrame) else pages
    parts = chain.from_iterable(map(batches, frames))
    del pages
    reads = list(one_by_one(partial(read_pages, alone=alone), parts))
    learnt = learn(reads, alone=alone)
    step = partial(_clean_batch, learnt=learnt, alone=alone, keep_lines=keep_lines)
    found = list(one_by_one(step, _drained(reads)))
    return Cleaned(
        pl.concat([ARTICLES.empty(), *(part.articles for part in found)]),
        pl.concat([LINES.empty(), *(part.lines for part in found)]),
        pl.concat([PROBLEMS.empty(), *(part.problems for part in found)]),
        {article: words for part in found for article, words in part.evidence.items()},
    )


def _drained(reads: list[Read]) -> Iterator[Read]:
    """Each batch, let go as it is given."""
    reads.reverse()
    while reads:
        yield reads.pop()


def _clean_batch(read: Read, *, learnt: Learnt, alone: bool, keep_lines: bool) -> Cleaned:
    """One batch of pages, read once, cleaned."""
    pages, titles, outlets = read.pages, list(read.titles), list(read.outlets)
    table = lines_of(read, learnt)
    texts = bodies(table, pages.height)
    languages = _languages(pages["language"].to_list(), texts, read.metas)
    times = _times(pages["published"].to_list(), outlets, languages, learnt, alone=alone)
    problems = _problems(pages, texts, times)
    times = first_known(times, [meta.published for meta in read.metas])
    around = _arounds(table, pages.height)
    for row, (lines, text) in enumerate(zip(around, texts, strict=True)):
        titles[row] = titles[row] or find_title(lines.before, text, lines.after)
        outlets[row] = outlets[row] or find_outlet(lines.before, lines.after, read.urls[row])
        times[row] = times[row] or find_time(lines.before, lines.after, languages[row])
    hints = [
        ";".join(filter(None, (hint, meta.credit)))
        for hint, meta in zip(pages["credit"], read.metas, strict=True)
    ]
    credited = _credits(hints, texts, around, list(zip(outlets, read.urls, strict=True)))
    articles = ARTICLES.frame({
        "article": pages["article"], "outlet": outlets, "url": read.urls, "title": titles, "published": times,
        "language": languages, "wire": [credit.agency for credit in credited],
        "n_words": [0] * pages.height, "n_sentences": [0] * pages.height, "body": texts,
    })  # fmt: skip
    told = table.with_columns(article=pages["article"].gather(table["page"])) if keep_lines else LINES.empty()
    evidence = {
        a: credit.evidence for a, credit in zip(pages["article"], credited, strict=True) if credit.agency
    }
    return Cleaned(articles, LINES.cast(told), problems, evidence)


def _times(
    published: Sequence[str],
    outlets: Sequence[str],
    languages: Sequence[str],
    learnt: Learnt,
    *,
    alone: bool,
) -> list[str]:
    """Each time in UTC, or ""; what 9/6/17 means the outlet's other dates settle, but for those `alone`."""
    if not alone:
        return column_to_utc(published, outlets, languages, day_first=learnt.day_first)
    distinct = sorted(set(zip(published, languages, strict=True)))
    known = {row: column_to_utc([row[0]], [""], [row[1]])[0] for row in distinct}
    return [known[row] for row in zip(published, languages, strict=True)]


def _languages(named: Sequence[str], texts: Sequence[str], metas: Sequence[Metadata]) -> list[str]:
    """The input's own code, else the detected one, else the markup's (it tells the site's language, not the
    article's).
    """
    codes = [code_of(name or "") for name in named]
    rows = [row for row, code in enumerate(codes) if not code]
    for row, code in zip(rows, detect([texts[row] for row in rows]), strict=True):
        codes[row] = code or metas[row].language
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
