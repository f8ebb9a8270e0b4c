"""Finds the article's body in the plain text of scraped pages, line by line, and says why. Reads no markup.

The line model (`line_chain`, on the `line_features`) tells what stands before, in, inside and after the body; then a
few plain rules drop what it cannot see: lines that repeat the body, and lines that one outlet sets on many pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from syndicate.schema import FLAG, INT, TEXT, Column, Table
from syndicate.text import line_phrases
from syndicate.text.line_chain import Chain, load
from syndicate.text.line_features import PROSE_WORDS, Facts, facts, features
from syndicate.text.line_kinship import echoes
from syndicate.text.line_scan import END_BRACKET, END_COLON, END_DOTS, END_STOP, START_LOWER
from syndicate.text.mojibake import mended
from syndicate.text.page_lines import page_bounds, paragraphs, read_lines

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

KEPT_LINES = Table("kept lines", "one line of a page that is not blank", {
    "page": Column(INT, "0-based number of the page in the batch"),
    "line": Column(INT, "0-based number of the line in the page, blank lines not counted"),
    "text": Column(TEXT, "the line, without spaces around it"),
    "kept": Column(FLAG, "it stands in the body"),
    "reason": Column(TEXT, "why it was kept or cut, in a few words"),
    "paragraph": Column(INT, "kept lines of a page with the same number are one paragraph, joined by a space"),
})  # fmt: skip

_SURE: Final = 0.45  # how probable it must be that a line is of the body
_BATCH: Final = 1 << 23  # characters of pages looked at together: some 300 MB of features
_FEW_PAGES, _FEW_SHARE = (
    3,
    0.05,
)  # an outlet's line is furniture on so many of its pages, and so large a share
_FEW_PROSE_PAGES: Final = 8  # the same for sentences: standing paragraphs are part of some articles
_REPEATED: Final = 0.95  # of a sentence's 3-word runs stand in the body above: it stands there twice
_REPEATS: Final = 0.8  # of the words, or 3-word runs, of a line and its like
_REPEATS_CUT: Final = 0.5  # the same, for a line without a stop: a pull quote is seldom word for word
_QUOTABLE: Final = 12  # fewest words of a sentence whose second standing is no accident
_SHORTEST_QUOTE, _LONGEST_QUOTE = 4, 40  # words of a pull quote
_LONGEST_MARKED: Final = 15  # words of a line that a wording of furniture explains
_MENU_WORDS: Final = 5
_OPENING: Final = 30  # words with which a body may open without a stop at the end
_OTHER_SCRIPT: Final = 0.6  # of a line's letters are not in the script of the article

_REASONS: Final = {
    line_phrases.HEADING: "heading of a list", line_phrases.SHARE: "share line", line_phrases.OFFER: "newsletter or subscription line",
    line_phrases.LEGAL: "legal or cookie line", line_phrases.BYLINE: "byline or time line", line_phrases.CAPTION: "caption or credit of a picture",
    line_phrases.COMMENT: "comments line", line_phrases.ADVERT: "advertisement", line_phrases.MORE: "read-more line",
    line_phrases.MENU: "menu line", line_phrases.TAGS: "tags", line_phrases.FILLER: "filler text",
    line_phrases.NOTICE: "notice about the site or the writer",
}  # fmt: skip


def keep_lines(
    pages: Sequence[str], titles: Sequence[str], outlets: Sequence[str], *, chain: Chain | None = None
) -> pl.DataFrame:
    """The lines of N pages, each kept or cut, as the table KEPT_LINES.

    `titles` and `outlets` are N, "" where unknown. Lines are learnt as an outlet's furniture from the batch: give
    all pages at once. A page of one line is kept whole; an empty page has no line.
    """
    lines = read_lines(mended(_valid(pages)))
    unit = paragraphs(lines)
    units = _joined(lines, unit)
    standing = _standing(units, _valid(outlets))
    parts = [
        _decide(part, [titles[p] for p in span], standing[low:high], chain or load())
        for part, span, low, high in _batches(units, len(pages))
    ]
    kept = np.concatenate([np.zeros(0, np.bool_), *(k for k, _, _ in parts)])
    reasons = pl.concat([pl.Series([], dtype=TEXT), *(r for _, r, _ in parts)])
    opens = np.concatenate([np.zeros(0, np.bool_), *(o for _, _, o in parts)])
    return KEPT_LINES.cast(
        lines.with_columns(
            pl.Series("kept", kept[unit]),
            reasons.gather(unit).alias("reason"),
            pl.Series("paragraph", np.cumsum(opens)[unit]),
        )
    )


def bodies(table: pl.DataFrame, n_pages: int) -> list[str]:
    """The body of each of the pages of `keep_lines`: its kept paragraphs, a blank line between them."""
    whole = (
        table.filter("kept")
        .group_by("page", "paragraph", maintain_order=True)
        .agg(pl.col("text").str.join(" "))
        .group_by("page", maintain_order=True)
        .agg(pl.col("text").str.join("\n\n"))
    )
    found = [""] * n_pages
    for page, text in whole.iter_rows():
        found[page] = text
    return found


def _valid(texts: Sequence[str]) -> list[str]:
    """The texts with halves of surrogate pairs, which no UTF-8 can hold, turned into question marks."""
    return [text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8") for text in texts]


def read_facts(pages: Sequence[str], titles: Sequence[str]) -> tuple[pl.DataFrame, Facts]:
    """The joined lines of the pages and what is known of them: what the line model is fitted on."""
    lines = read_lines(mended(pages))
    units = _joined(lines, paragraphs(lines))
    return units, facts(units, titles)


def _joined(lines: pl.DataFrame, unit: NDArray[np.int64]) -> pl.DataFrame:
    """The lines with wrapped paragraphs joined: page, text, gap."""
    if len(unit) == 0 or unit[-1] == len(unit) - 1:
        return lines.select("page", "text", "gap")
    joined = lines.with_columns(pl.Series("unit", unit)).group_by("unit", maintain_order=True)
    return joined.agg(pl.col("page").first(), pl.col("text").str.join(" "), pl.col("gap").first()).drop(
        "unit"
    )


def _batches(units: pl.DataFrame, n_pages: int) -> Iterator[tuple[pl.DataFrame, range, int, int]]:
    """Runs of whole pages of about _BATCH characters, their pages renumbered from 0."""
    bounds = page_bounds(units["page"].to_numpy(), n_pages)
    filled = np.concatenate([[0], np.cumsum(units["text"].str.len_chars().to_numpy())])[bounds]
    cuts = np.flatnonzero(np.diff(filled // _BATCH, prepend=-1, append=np.inf)[:-1])
    for start, end in zip(cuts, np.append(cuts[1:], n_pages), strict=True):
        low, high = int(bounds[start]), int(bounds[end])
        part = units.slice(low, high - low).with_columns(pl.col("page") - int(start))
        if high > low:
            yield part, range(int(start), int(end)), low, high


def _standing(units: pl.DataFrame, outlets: Sequence[str]) -> NDArray[np.int32]:
    """On how many pages of its outlet each line stands, 0 where that is no sign of furniture.

    Pages are told apart by their longest line, so that one article sent twice counts once.
    """
    keyed = units.select(
        outlet=pl.Series(outlets, dtype=TEXT).cast(pl.Categorical).gather(units["page"]),
        key=pl.col("text").hash(),
        length=pl.col("text").str.len_chars(),
        prose=pl.col("text").str.contains(r"\s(?:\S+\s+){6,}\S+[.!?।。۔؟]$"),
        page="page",
    ).with_columns(face=pl.col("key").sort_by("length").last().over("page"))
    counted = keyed.with_columns(
        pages=pl.col("face").n_unique().over("outlet", "key"), of=pl.col("face").n_unique().over("outlet")
    ).select(
        pl.when(
            (pl.col("outlet") != "")
            & (pl.col("pages") >= pl.when("prose").then(_FEW_PROSE_PAGES).otherwise(_FEW_PAGES))
            & (pl.col("pages") >= _FEW_SHARE * pl.col("of"))
        )
        .then("pages")
        .otherwise(0)
        .cast(pl.Int32)
    )
    return counted.to_series().to_numpy()


def _decide(
    units: pl.DataFrame, titles: Sequence[str], standing: NDArray[np.int32], chain: Chain
) -> tuple[NDArray[np.bool_], pl.Series, NDArray[np.bool_]]:
    """For each line: kept, why, and whether it opens a paragraph."""
    f = facts(units, titles)
    kept = chain.body(*features(f), f.pages) >= _SURE
    rules = {
        "same line on many pages of this outlet": standing > 0,
        "repeats a line of the body": _repeats(f, kept),
        "headline": _headlines(f, kept & ~_edges(f, kept)),
        "byline or time line": f.dated & _unstopped(f) & (f.scan.column("bars") > 0),
        "filler text": _marked(f, line_phrases.FILLER),
        "below the heading of a list in another script": _below_alien_heading(f, kept),
        "other script than the article": f.alien > _OTHER_SCRIPT,
    }
    kept &= ~np.logical_or.reduce(list(rules.values()))
    kept &= ~_edges(f, kept)
    gap = units["gap"].to_numpy()
    kept |= _beside(f, kept, gap) & ~np.logical_or.reduce(list(rules.values()))
    kept |= _rescued(f, kept)
    return kept, _reasons(f, kept, rules), _opens(f, kept, gap)


def _marked(f: Facts, kind: str) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = f.marks[:, line_phrases.KINDS.index(kind)]
    return found


def _owner(f: Facts) -> NDArray[np.int64]:
    """The page of each line."""
    return np.repeat(np.arange(len(f.pages) - 1), np.diff(f.pages))


def _span(f: Facts, chosen: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each line the first and last chosen line of its page; where none is, first is beyond last."""
    owner, rows = _owner(f), np.flatnonzero(chosen)
    first = np.full(len(f.pages) - 1, len(chosen), np.int64)
    last = np.full(len(f.pages) - 1, -1, np.int64)
    first[owner[rows][::-1]] = rows[::-1]
    last[owner[rows]] = rows
    return first[owner], last[owner]


def _repeats(f: Facts, kept: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Kept sentences that stand in the body above already, and kept lines without a stop that quote its prose."""
    prose = kept & f.prose & (f.size >= _QUOTABLE)
    _, above = echoes(f.scan, f.pages, prose)
    again = prose & (above >= _REPEATED)
    quoted, _ = echoes(f.scan, f.pages, prose & ~again)
    cut = kept & _unstopped(f) & (f.size >= _SHORTEST_QUOTE)
    return again | (cut & (f.size < _LONGEST_QUOTE) & (quoted >= _REPEATS_CUT))


def _unstopped(f: Facts) -> NDArray[np.bool_]:
    """Lines that end neither in a stop nor in a colon."""
    stopped: NDArray[np.bool_] = f.scan.ends[:, [END_STOP, END_COLON]].any(axis=1)
    return ~stopped


def _headlines(f: Facts, kept: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Lines that are the page's title, nearly, or that stand above already, cut from the body there."""
    title = (f.kin.in_title >= _REPEATS) & (f.kin.of_title >= _REPEATS) & ~f.prose
    cut_above, _ = echoes(f.scan, f.pages, ~kept)
    return title | (
        _unstopped(f) & (f.size >= _SHORTEST_QUOTE) & (f.size < _LONGEST_QUOTE) & (cut_above == 1)
    )


def _below_alien_heading(f: Facts, kept: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Everything from the first list heading below prose that is not in the article's script.

    A site's own words in another script than the article are never the article's, so what they head is not either.
    """
    first, _ = _span(f, kept & f.prose)
    row = np.arange(len(kept))
    heading = (
        _marked(f, line_phrases.HEADING) & (f.alien > _OTHER_SCRIPT) & (f.size < PROSE_WORDS) & (row > first)
    )
    opens, _ = _span(f, heading)
    return row >= opens


def _edges(f: Facts, kept: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Kept lines above the first sentence (headline, byline), and those of furniture's wording below the last."""
    row = np.arange(len(kept))
    first, last = _span(f, kept & (f.prose | f.datelined | (f.size >= _OPENING)))
    stopped = f.scan.ends[:, END_STOP] & (f.size >= PROSE_WORDS)
    worded = (f.marks.any(axis=1) | f.dated) & ~stopped & (f.size < _LONGEST_MARKED)
    return kept & (first <= last) & ((row < first) | ((row > last) & worded))


def _beside(f: Facts, kept: NDArray[np.bool_], gap: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Sentences and bracketed credits without furniture's wording that are a paragraph of their own next to the body.

    A page that sets its paragraphs apart by blank lines seldom does so for its lists.
    """
    owner = _owner(f)
    same = np.concatenate([[False], owner[1:] == owner[:-1]]) if len(owner) else kept
    below = same & np.concatenate([[False], kept[:-1]])
    above = np.append(same[1:], False) & np.append(kept[1:], False)
    alone = gap & np.append(gap[1:], True)
    closed = f.scan.ends[:, END_STOP] | f.scan.ends[:, END_BRACKET]
    return alone & closed & (below | above) & ~f.marks.any(axis=1) & ~f.scan.ends[:, END_DOTS]


def _rescued(f: Facts, kept: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Lines to keep on pages of which nothing was kept: all prose; where there is none, all of a page, unless it
    has several lines and one with furniture's wording."""
    owner, n_pages = _owner(f), len(f.pages) - 1
    some, prose, worded = (np.zeros(n_pages, np.bool_) for _ in range(3))
    some[owner[kept]] = True
    prose[owner[f.prose]] = True
    worded[owner[f.marks.any(axis=1)]] = True
    bare = (~prose & (~worded | (np.diff(f.pages) == 1)))[owner]
    return ~some[owner] & (f.prose | bare)


def _opens(f: Facts, kept: NDArray[np.bool_], gap: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which lines open a paragraph: all but those that go on with the kept line right above in mid sentence."""
    unfinished = kept & _unstopped(f) & (f.size >= _SHORTEST_QUOTE)
    before = np.concatenate([[False], unfinished[:-1]])
    opens = ~(kept & before & f.scan.ends[:, START_LOWER] & ~gap)
    opens[f.pages[:-1][np.diff(f.pages) > 0]] = True
    return opens


def _reasons(f: Facts, kept: NDArray[np.bool_], rules: Mapping[str, NDArray[np.bool_]]) -> pl.Series:
    """Why each line was kept or cut, in words; what is named first wins."""
    row = np.arange(len(kept))
    first, last = _span(f, kept)
    short = f.size < _LONGEST_MARKED
    told = {
        "prose": kept & (f.prose | (f.size >= PROSE_WORDS)),
        "short line inside the body": kept,
        **rules,
        **{why: _marked(f, kind) & short for kind, why in _REASONS.items()},
        "legal or cookie line": _marked(f, line_phrases.LEGAL),
        "date or time": f.dated,
        "menu line": (row < first) & (f.size < _MENU_WORDS),
        "above the article": row < first,
        "repeats a line of the page": f.kin.echo >= _REPEATS,
        "teaser or notice below the article": (row > last) & f.prose,
        "list or menu below the article": row > last,
    }
    return pl.Series(np.select(list(told.values()), list(told), "furniture inside the article"), dtype=TEXT)
