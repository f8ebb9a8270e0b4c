"""Turns the lines of pages into features of the line model, a row per line, each in 0..1. Decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from syndicate.compiled import compiled
from syndicate.text import line_phrases
from syndicate.text.line_kinship import Kinship, core, kinship
from syndicate.text.line_scan import (
    END_BRACKET,
    END_COLON,
    END_DOTS,
    END_STOP,
    START_LOWER,
    START_MARK,
    START_QUOTE,
    Scan,
    scan,
)
from syndicate.text.page_lines import page_bounds

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Column = NDArray[np.floating] | NDArray[np.bool_]

PROSE_WORDS: Final = 8  # fewest words of a line that counts as prose: fewer may be a title, even with a stop
_LENGTHS: Final = ((1, 4), (4, 8), (8, 15), (15, 30), (30, 60), (60, np.inf))  # words, low <= size < high
# The core is the run of lines whose prose outweighs the rest most. What a line of no prose costs, in
# words, and what
# a line of prose may add at most; a line of one sentence, as teasers are, adds less.
_COST, _MOST, _SINGLE = 11.0, 35.0, 0.75
_WIDE_COST: Final = 4.0  # of the wide core, which bridges longer lists
_CLOCK: Final = (
    r"(?-u:\b)(?:19|20)[0-9]{2}(?-u:\b)|(?-u:\b)[0-9]{1,2}[:.h][0-9]{2}(?-u:\b)"
    r"|(?-u:\b)[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2,4}|年|[0-9]月"
)
_DATELINE: Final = (
    r"^(?:[\p{Lu}\p{Lo}][^!?]{1,60}?\s?)?[(（][^()（）]{2,24}[)）]\s*[-—–:]?\s?"  # Paris (AFP) -
    r"|^\p{Lu}[^a-z!?]{2,30}.{0,24}? ?[—–-] "  # PARIS, May 3 -
    r"|^\p{Lu}[\p{L} .]{2,24}[/:] ?\p{Lu}"  # Paris/ or Paris:
)
_DATELINE_MARK: Final = r"[(（]|[—–-] |[/:] ?\p{Lu}"  # in all of them, and found at a tenth of the cost
_ENDINGS: Final = (line_phrases.HEADING, line_phrases.TAGS, line_phrases.COMMENT)
_NOTICES: Final = (line_phrases.OFFER, line_phrases.LEGAL, line_phrases.NOTICE, line_phrases.MORE)
_DATED: Final = 22  # words: longest line of names, dates and times
_WORDED: Final = 50  # words: longer lines are not searched for furniture's wordings
_SHORT: Final = 15  # words: furniture says what it is in lines below this


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """What is known of N lines (or paragraphs that were wrapped) of P pages."""

    pages: NDArray[np.int64]  # P + 1 bounds
    size: Column  # words; in scripts without spaces, two characters count as one
    scan: Scan
    marks: NDArray[np.bool_]  # N x len(line_phrases.KINDS)
    worded: NDArray[np.bool_]  # it has a mark
    kin: Kinship
    prose: NDArray[np.bool_]  # a line of sentences: long enough, ends in a stop
    inside: NDArray[np.bool_]  # it stands in the page's core
    wide: NDArray[np.bool_]  # it stands in the page's wide core
    alien: Column  # 1 where its script is not that of the page's prose
    dated: NDArray[np.bool_]
    datelined: NDArray[np.bool_]  # it starts with a place and a dash, as a report does


def facts(lines: pl.DataFrame, titles: Sequence[str]) -> Facts:
    """The facts of lines (columns page 0..P-1 sorted, text); `titles` are P, "" where unknown."""
    pages = page_bounds(lines["page"].to_numpy(), len(titles))
    scanned = scan(lines["text"])
    glyphs = scanned.column("glyphs").astype(np.float32)
    size = scanned.column("words") - glyphs / 2
    marks = np.zeros((lines.height, len(line_phrases.KINDS)), np.bool_)
    asked = np.flatnonzero(size < _WORDED)
    marks[asked] = line_phrases.marks(lines["text"].gather(asked))
    prose = (size >= PROSE_WORDS) & scanned.ends[:, END_STOP] & ~scanned.ends[:, END_DOTS]
    worded = np.asarray(marks.any(axis=1))
    furniture = worded & (size < _SHORT)
    worth = np.minimum(size, _MOST) * np.where(scanned.column("stops") > 0, 1, _SINGLE) * (prose & ~furniture)
    inside, wide = (
        core(np.where(worth > 0, worth, -np.maximum(0, cost - size / 4)).astype(np.float32), pages)
        for cost in (_COST, _WIDE_COST)
    )
    dated = np.zeros(lines.height, np.bool_)
    brief = np.flatnonzero(size < _DATED)
    dated[brief] = (
        lines["text"].gather(brief).str.slice(0, line_phrases.LONGEST).str.contains(_CLOCK).to_numpy()
    )
    return Facts(
        pages, size, scanned, marks, worded, kinship(scanned, pages, inside, scan(list(titles))), prose,
        inside, wide, _alien(scanned, pages, prose & inside), dated,
        _datelined(lines["text"], size >= _SHORT),
    )  # fmt: skip


def _datelined(texts: pl.Series, asked: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which of the lines asked for start as a report does."""
    rows = np.flatnonzero(asked)
    heads = texts.gather(rows).str.slice(0, 80)
    marked = heads.str.contains(_DATELINE_MARK).to_numpy()
    found = np.zeros(len(texts), np.bool_)
    found[rows[marked]] = heads.filter(pl.Series(marked)).str.contains(_DATELINE).to_numpy()
    return found


def _alien(scanned: Scan, pages: NDArray[np.int64], prose: NDArray[np.bool_]) -> Column:
    """The share of a line's letters in other scripts than the one most letters of the page's prose
    belong to.
    """
    letters = scanned.counts[:, 9:].astype(np.float32)
    owner = np.repeat(np.arange(len(pages) - 1), np.diff(pages))
    totals = np.zeros((len(pages) - 1, letters.shape[1]), np.float32)
    np.add.at(totals, owner[prose], letters[prose])
    home = totals.argmax(axis=1)
    known = (totals.max(axis=1) > 0)[owner]
    total = letters.sum(axis=1)
    own = letters[np.arange(len(letters)), home[owner]]
    return np.where(known & (total > 0), 1 - own / np.maximum(total, 1), 0).astype(np.float32)


def features(facts: Facts) -> tuple[list[str], NDArray[np.float32]]:
    """(names, N x F matrix, column by column in memory)."""
    columns = {**dict(_own(facts)), **dict(_around(facts)), **dict(_page(facts))}
    rows = np.empty((len(columns), len(facts.size)), np.float32)
    for row, column in zip(rows, columns.values(), strict=True):
        row[:] = column
    return list(columns), rows.T


def _own(f: Facts) -> Iterator[tuple[str, Column | NDArray[np.bool_]]]:
    """What the line is by itself."""
    words = np.maximum(f.scan.column("words"), 1).astype(np.float32)
    for low, high in _LENGTHS:
        yield f"{low} words or more", (f.size >= low) & (f.size < high)
    short = f.size < _SHORT
    stop = f.scan.ends[:, END_STOP]
    yield "ends in a stop, short", stop & (f.size < PROSE_WORDS)
    yield "ends in a stop, long", stop & (f.size >= PROSE_WORDS)
    yield "no stop, long", ~stop & (f.size >= _SHORT)
    yield "ends in a colon", f.scan.ends[:, END_COLON]
    yield "ends in dots", f.scan.ends[:, END_DOTS]
    yield "starts small", f.scan.ends[:, START_LOWER]
    yield "starts with a quotation mark", f.scan.ends[:, START_QUOTE]
    yield "starts with a mark or digit", f.scan.ends[:, START_MARK]
    yield "several sentences", np.minimum(f.scan.column("stops"), 3) / 3
    yield "commas", np.minimum(f.scan.column("commas"), 4) / 4
    yield "capitals", f.scan.column("capitals") / words
    yield "capitals, short", f.scan.column("capitals") / words * short
    yield "shouted", (f.scan.column("shouted") >= 0.6 * words) & (words >= 2)
    yield "digits", np.minimum(f.scan.column("digits") / (words + 1), 1)
    yield "bars", np.minimum(f.scan.column("bars") / 2, 1)
    yield "short words", f.scan.column("short") / words
    yield "date or time", f.dated
    yield "no letter", f.scan.counts[:, 9:].sum(axis=1) == 0
    for number, kind in enumerate(line_phrases.KINDS):
        if kind == line_phrases.PLEA:
            continue  # a rule of its own
        yield f"{kind} wording, short", f.marks[:, number] & short
    for name, kinds in (("offer, legal or notice", _NOTICES), ("caption", (line_phrases.CAPTION,))):
        yield f"{name} wording, long", _marked(f, kinds) & ~short
    yield "ends in a bracket", f.scan.ends[:, END_BRACKET]
    yield "dateline", f.datelined
    yield "other script", f.alien


def _around(f: Facts) -> Iterator[tuple[str, Column | NDArray[np.bool_]]]:
    """What stands around the line."""
    prose = f.prose.astype(np.float32)
    long_prose = (f.prose & ((f.scan.column("stops") > 0) | (f.size >= 25))).astype(np.float32)
    tiny = (f.size < 5).astype(np.float32)
    marked = (f.worded & (f.size < _SHORT)).astype(np.float32)
    heading = (f.marks[:, 0] & (f.size < PROSE_WORDS)).astype(np.float32)
    for name, column in (("prose", prose), ("tiny line", tiny), ("furniture wording", marked)):
        for reach in (1, 3, 10):
            yield f"{name}, {reach} before", _window(column, f.pages, -reach)
            yield f"{name}, {reach} after", _window(column, f.pages, reach)
    yield "full prose, 4 before", _window(long_prose, f.pages, -4)
    yield "full prose, 4 after", _window(long_prose, f.pages, 4)
    yield "list heading, 1 before", _window(heading, f.pages, -1)
    yield "list heading, 4 before", np.minimum(4 * _window(heading, f.pages, -4), 1)
    yield "list heading, 15 before", np.minimum(15 * _window(heading, f.pages, -15), 1)
    date = f.dated.astype(np.float32)
    yield "date, 2 before", _window(date, f.pages, -2)
    yield "date, 2 after", _window(date, f.pages, 2)
    yield "date, 12 around", np.minimum(_window(date, f.pages, -12) + _window(date, f.pages, 12), 1)
    byline = np.maximum(date, _marked(f, (line_phrases.BYLINE, line_phrases.SHARE)) & (f.size < _SHORT))
    yield "byline, date or share line, 6 before", np.minimum(3 * _window(byline, f.pages, -6), 1)
    ending = _marked(f, _ENDINGS) & (f.size < PROSE_WORDS)
    yield (
        "tags, comments or list heading, 4 after",
        np.minimum(4 * _window(ending.astype(np.float32), f.pages, 4), 1),
    )
    yield (
        "tags, comments or list heading, 6 before",
        np.minimum(6 * _window(ending.astype(np.float32), f.pages, -6), 1),
    )
    yield (
        "teaser between titles",
        f.prose
        & (f.scan.column("stops") == 0)
        & (_window(1 - prose, f.pages, -1) > 0)
        & (_window(1 - prose, f.pages, 1) > 0),
    )


def _page(f: Facts) -> Iterator[tuple[str, Column | NDArray[np.bool_]]]:
    """Where the line stands in the page, and how it is kin to the rest."""
    mass = np.where(f.prose, np.minimum(f.size, _MOST), 0).astype(np.float64)
    total = np.repeat(_page_sum(mass, f.pages), np.diff(f.pages))
    above = np.cumsum(mass) - mass
    above -= (
        np.repeat(above[np.minimum(f.pages[:-1], max(0, len(above) - 1))], np.diff(f.pages))
        if len(above)
        else 0
    )
    share = above / np.maximum(total, 1)
    below = 1 - share - mass / np.maximum(total, 1)
    yield "share of the page's prose", mass / np.maximum(total, 1)
    yield "no prose above", above == 0
    yield "prose above", share
    yield "prose below", np.where(total > 0, below, 0)
    yield "no prose below", below <= 1e-6
    yield "no core", np.repeat(_page_sum(f.inside.astype(np.float64), f.pages) == 0, np.diff(f.pages))
    yield "in the core", f.inside
    yield "in the wide core", f.wide
    marked = f.worded & (f.size < _SHORT)
    no_stop = ~f.scan.ends[:, [END_STOP, END_COLON]].any(axis=1)
    yield "no stop and short, in the core", f.inside & no_stop & (f.size < PROSE_WORDS)
    yield "no stop and long, in the core", f.inside & no_stop & (f.size >= PROSE_WORDS)
    yield "furniture wording, in the core", f.inside & marked
    yield "prose, in the core", f.inside & f.prose
    yield "prose of several sentences, in the core", f.inside & f.prose & (f.scan.column("stops") > 0)
    yield "long prose, in the core", f.inside & f.prose & (f.size >= 20)
    yield "kin, long, in the core", f.kin.kin * (f.inside & f.prose)
    yield "prose, in the wide core only", f.wide & ~f.inside & f.prose
    brief = f.size < 40
    yield "echo", f.kin.echo * brief
    yield "echo above", f.kin.echo_before
    yield "echo, no stop", f.kin.echo * brief * ~f.scan.ends[:, END_STOP]
    yield "kin, long", f.kin.kin * (f.size >= PROSE_WORDS)
    yield "kin, short", f.kin.kin * (f.size < PROSE_WORDS)
    yield "stranger", (f.kin.kin < 0.25) & (f.size >= PROSE_WORDS)
    yield "title's words", f.kin.of_title * (f.size < 40)
    yield "nothing but the title's words", f.kin.in_title * f.kin.of_title


def _marked(f: Facts, kinds: Sequence[str]) -> NDArray[np.bool_]:
    """Lines with a wording of one of the kinds."""
    return np.asarray(f.marks[:, [line_phrases.KINDS.index(kind) for kind in kinds]].any(axis=1))


def _window(column: Column, pages: NDArray[np.int64], reach: int) -> Column:
    """The share of ones among the |reach| rows before (reach < 0) or after each row, as if zeros stood beyond
    the page.
    """
    shares = np.empty(len(column), np.float32)
    _slide(np.asarray(column, np.float32), pages, abs(reach), reach < 0, shares)
    return shares


@compiled
def _slide(
    column: NDArray[np.float32],
    pages: NDArray[np.int64],
    size: int,
    forth: bool,
    shares: NDArray[np.float32],
) -> None:
    """Move a window over each page, forth or back; write what it holds, all whole numbers, over its size."""
    for page in range(len(pages) - 1):
        low, high = pages[page], pages[page + 1]
        held = 0.0
        for step in range(high - low):
            row = low + step if forth else high - 1 - step
            shares[row] = held / size
            held += column[row]
            if step >= size:
                held -= column[row - size if forth else row + size]


def _page_sum(column: NDArray[np.float64] | Column, pages: NDArray[np.int64]) -> NDArray[np.float64]:
    sums = np.concatenate([[0.0], np.cumsum(column, dtype=np.float64)])
    return np.asarray(sums[pages[1:]] - sums[pages[:-1]])
