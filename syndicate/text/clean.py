"""Pages as found -> articles: the body, title, outlet, time, language and wire credit of each. Opens no file.

What the input names stands; then what the markup says; then what the page's own text shows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from itertools import chain, compress
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from syndicate.counting import nobody
from syndicate.parallel import one_by_one
from syndicate.schema import ARTICLES, LINES, PROBLEMS
from syndicate.text.agencies import agency_of
from syndicate.text.boilerplate import body_column
from syndicate.text.credit import NONE, Credit, crediting, mentions, wire_credit
from syndicate.text.dates import column_to_utc, to_utc
from syndicate.text.language import code_of, detect
from syndicate.text.page import find_outlet, find_time, find_title
from syndicate.text.page_lines import page_bounds
from syndicate.text.reading import Learnt, Read, batches, first_known, learn, lesson, lines_of, read_pages

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from syndicate.counting import Told
    from syndicate.text.metadata import Metadata


_ADDRESS = r"^https?://([a-z0-9-]+\.[a-z0-9.-]{1,100})/[^ ]*$"  # of which the host alone may name an agency
_TOP = 3  # lines of the body under which the page may still name its author and time


@dataclass(frozen=True, slots=True, eq=False)
class Cleaned:
    """N pages cleaned: N articles in the pages' order, their lines, and what could not be read."""

    articles: pl.DataFrame  # schema.ARTICLES; n_words and n_sentences are 0 until they are counted
    lines: pl.DataFrame  # schema.LINES
    problems: pl.DataFrame  # schema.PROBLEMS
    evidence: Mapping[str, str]  # article -> the words that credit its wire, for articles with one


class _Around:
    """The lines of pages before and after their bodies.

    Of a page without a body all stand before. Cut lines among the body's first few count as before: a byline
    often stands under the first paragraph.
    """

    def __init__(self, table: pl.DataFrame, n_pages: int) -> None:
        kept, page = table["kept"].to_numpy(), table["page"].to_numpy()
        bounds = page_bounds(page, n_pages)
        where = np.append(np.flatnonzero(kept), len(kept))
        spans = np.searchsorted(where[:-1], bounds)
        low, high, end = spans[:-1], spans[1:], bounds[1:]
        first = np.where(high > low, where[np.minimum(low + _TOP, high) - 1], end)
        last = np.where(high > low, where[high - 1] + 1, end)
        place = np.arange(len(kept))
        outside = ~kept & ((place < first[page]) | (place >= last[page]))
        self.pages: NDArray[np.int64] = page[outside]
        self.texts = table["text"].filter(pl.Series(outside, dtype=pl.Boolean))
        self._texts: list[str] = self.texts.to_list()
        self._bounds = np.searchsorted(place[outside], [bounds[:-1], last, end]).T.tolist()

    def lines(self, row: int) -> tuple[list[str], list[str]]:
        """(those before the body of a page, those after it)."""
        start, last, end = self._bounds[row]
        return self._texts[start:last], self._texts[last:end]


def clean(
    pages: pl.DataFrame | Iterable[pl.DataFrame],
    *,
    alone: bool = False,
    keep_lines: bool = True,
    told: Told = nobody,
) -> Cleaned:
    """schema.PAGES -> `Cleaned`. A page without usable text is an article with an empty body, and a problem.

    Give all pages at once, or all of them in batches: the lines that one outlet repeats over many of its
    pages, and how it writes its dates, are learnt from them. With `alone` nothing is: a page is read the same
    whatever the others are. Without `keep_lines` the lines are let go, batch by batch: they hold as much text
    as the pages. `told` hears how many bodies are found.
    """
    frames = [pages] if isinstance(pages, pl.DataFrame) else pages
    parts = chain.from_iterable(map(batches, frames))
    del pages
    reads = list(one_by_one(partial(read_pages, alone=alone), parts))
    learnt = learn([lesson(read) for read in reads], alone=alone)
    step = partial(clean_batch, learnt=learnt, alone=alone, keep_lines=keep_lines)
    found: list[Cleaned] = []
    for part in one_by_one(step, _drained(reads)):
        found.append(part)
        told(sum(one.articles.height for one in found))
    return joined(found)


def joined(parts: Sequence[Cleaned]) -> Cleaned:
    """The articles of all parts, one after another."""
    return Cleaned(
        pl.concat([ARTICLES.empty(), *(part.articles for part in parts)]),
        pl.concat([LINES.empty(), *(part.lines for part in parts)]),
        pl.concat([PROBLEMS.empty(), *(part.problems for part in parts)]),
        {article: words for part in parts for article, words in part.evidence.items()},
    )


def _drained(reads: list[Read]) -> Iterator[Read]:
    """Each batch, let go as it is given."""
    reads.reverse()
    while reads:
        yield reads.pop()


def clean_batch(read: Read, *, learnt: Learnt, alone: bool, keep_lines: bool) -> Cleaned:
    """One batch of pages, read once, cleaned."""
    pages, titles, outlets = read.pages, list(read.titles), list(read.outlets)
    table = lines_of(read, learnt, told=keep_lines)
    texts = body_column(table, pages.height)
    languages = _languages(pages["language"].to_list(), texts, read.metas)
    times = _times(pages["published"].to_list(), outlets, languages, learnt, alone=alone)
    problems = _problems(pages, texts, times)
    times = first_known(times, [meta.published for meta in read.metas])
    around = _Around(table, pages.height)
    for row, known in enumerate(zip(titles, outlets, times, strict=True)):
        if not all(known):
            before, after = around.lines(row)
            titles[row] = titles[row] or find_title(before, texts[row], after)
            outlets[row] = outlets[row] or find_outlet(before, after, read.urls[row])
            times[row] = times[row] or find_time(before, after, languages[row])
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
    read = cache(lambda text, language: to_utc(text, language=language))
    return list(map(read, published, languages))


def _languages(named: Sequence[str], texts: pl.Series, metas: Sequence[Metadata]) -> list[str]:
    """The input's own code, else the detected one, else the markup's (it tells the site's language, not the
    article's).
    """
    codes = [code_of(name or "") for name in named]
    rows = [row for row, code in enumerate(codes) if not code]
    for row, code in zip(rows, detect(texts.gather(rows)), strict=True):
        codes[row] = code or metas[row].language
    return codes


def _credits(
    hints: Sequence[str], texts: pl.Series, around: _Around, sources: Sequence[tuple[str, str]]
) -> list[Credit]:
    """The credit of each page; `hints` are what input and markup say, `sources` outlets and addresses."""
    hosts = pl.Series([url for _, url in sources], dtype=pl.String).str.replace(_ADDRESS, "$1").to_list()
    found = [Credit(agency, outlet) if (agency := agency_of(outlet)) else NONE for outlet, _ in sources]
    rows = [row for row, credit in enumerate(found) if not credit.agency]
    within = {rows[k]: lines for k, lines in crediting(texts.gather(rows)).items()}
    beside = _beside(around)
    for row in rows:
        if row in within or row in beside or hints[row] or agency_of(hosts[row]):
            before, after = around.lines(row)
            found[row] = wire_credit(
                before,
                within.get(row, []),
                after,
                around=beside.get(row, frozenset()),
                hint=hints[row],
                url=sources[row][1],
            )
    return found


def _beside(around: _Around) -> dict[int, frozenset[str]]:
    """Page -> what `mentions` finds in its lines around the body, for pages with any."""
    found: dict[int, frozenset[str]] = {}
    for line, names in mentions(around.texts).items():
        page = int(around.pages[line])
        found[page] = found.get(page, frozenset()) | names
    return found


def _problems(pages: pl.DataFrame, texts: pl.Series, times: Sequence[str]) -> pl.DataFrame:
    """Pages without a body, and times of the input that are none."""
    empty = (texts == "").to_list()
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
