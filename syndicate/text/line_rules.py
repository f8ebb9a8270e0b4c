"""Keeps or cuts each line, and says why: the line model first, then what it cannot see. Reads no text.

The rules: lines that repeat the body or the headline, that one outlet sets on many pages, that are in another
script; the edges of the body; and what to do with a page of which nothing is left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from syndicate.text import line_phrases
from syndicate.text.line_features import PROSE_WORDS, Facts, features
from syndicate.text.line_kinship import echoes
from syndicate.text.line_scan import COLUMNS, END_BRACKET, END_COLON, END_DOTS, END_STOP, START_LOWER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from syndicate.text.line_chain import Chain

    Flags = NDArray[np.bool_]

_SURE: Final = 0.45  # how probable it must be that a line is of the body
_REPEATED: Final = 0.95  # of a sentence's 3-word runs stand in the body above: it stands there twice
_REPEATS: Final = 0.8  # of the words, or 3-word runs, of a line and its like
_REPEATS_CUT: Final = 0.5  # the same, for a line without a stop: a pull quote is seldom word for word
_QUOTABLE: Final = 12  # fewest words of a sentence whose second standing is no accident
_SHORTEST_QUOTE, _LONGEST_QUOTE = 4, 40  # words of a pull quote
_LONGEST_MARKED: Final = 15  # words of a line that a wording of furniture explains
_MENU_WORDS: Final = 5
_OPENING: Final = 30  # words with which a body may open without a stop at the end
_CIPHERED: Final = (
    0.4  # of a line's letters and digits are digits: paywalled text enciphered letter by letter
)
_LISTED: Final = 60  # words, hardly a stop among them, most with a capital: the choices of a form
_OTHER_SCRIPT: Final = 0.6  # of a line's letters are not in the script of the article

_SCRIPTS: Final = COLUMNS.index("latin")  # from here on the columns count letters by script

_REASONS: Final = {
    line_phrases.HEADING: "heading of a list",
    line_phrases.SHARE: "share line",
    line_phrases.OFFER: "newsletter or subscription line",
    line_phrases.LEGAL: "legal or cookie line",
    line_phrases.BYLINE: "byline or time line",
    line_phrases.CAPTION: "caption or credit of a picture",
    line_phrases.COMMENT: "comments line",
    line_phrases.ADVERT: "advertisement",
    line_phrases.MORE: "read-more line",
    line_phrases.MENU: "menu line",
    line_phrases.TAGS: "tags",
    line_phrases.FILLER: "filler text",
    line_phrases.NOTICE: "notice about the site or the writer",
    line_phrases.PLEA: "plea of the site",
}


def decide(
    f: Facts, gap: Flags, standing: NDArray[np.int32], chain: Chain, *, told: bool = True
) -> tuple[Flags, pl.Series, Flags]:
    """For each line: kept, why (text, empty unless `told`), and whether it opens a paragraph.

    `gap` marks the lines with a blank line before them; `standing` says on how many pages of its outlet a
    line stands, 0 where that is no sign of furniture.
    """
    kept = chain.body(*features(f), f.pages) >= _SURE
    pleas, unreadable = _marked(f, line_phrases.PLEA), _unreadable(f)
    rules = {
        "same line on many pages of this outlet": standing > 0,
        "repeats a line of the body": _repeats(f, kept),
        "headline": _headlines(f, kept & ~_edges(f, kept)),
        "byline or time line": f.dated & _unstopped(f) & (f.scan.column("bars") > 0),
        "filler text": _marked(f, line_phrases.FILLER),
        "plea of the site": pleas,
        "no text to read": unreadable,
        "below the heading of a list in another script": _below_alien_heading(f, kept),
        "other script than the article": f.alien > _OTHER_SCRIPT,
    }
    kept &= ~np.logical_or.reduce(list(rules.values()))
    kept &= ~_edges(f, kept)
    kept |= _beside(f, kept, gap) & ~np.logical_or.reduce(list(rules.values()))
    kept |= _rescued(f, kept) & ~pleas & ~unreadable
    reasons = _reasons(f, kept, rules) if told else pl.repeat("", len(kept), dtype=pl.String, eager=True)
    return kept, reasons, _opens(f, kept, gap)


def _marked(f: Facts, kind: str) -> Flags:
    found: Flags = f.marks[:, line_phrases.KINDS.index(kind)]
    return found


def _unreadable(f: Facts) -> Flags:
    """Long lines that are no text: enciphered, or the choices of a form one after another."""
    digits, letters = f.scan.column("digits"), f.scan.counts[:, _SCRIPTS:].sum(axis=1)
    ciphered = (f.size >= PROSE_WORDS) & (digits > _CIPHERED * (digits + letters)) & (letters > 0)
    listed = (f.size >= _LISTED) & (f.scan.column("stops") * 40 < f.size)
    listed &= f.scan.column("capitals") > 0.6 * f.scan.column("words")
    unreadable: Flags = ciphered | listed
    return unreadable


def _owner(f: Facts) -> NDArray[np.int64]:
    """The page of each line."""
    return np.repeat(np.arange(len(f.pages) - 1), np.diff(f.pages))


def _span(f: Facts, chosen: Flags) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For each line the first and last chosen line of its page; where none is, first is beyond last."""
    owner, rows = _owner(f), np.flatnonzero(chosen)
    first = np.full(len(f.pages) - 1, len(chosen), np.int64)
    last = np.full(len(f.pages) - 1, -1, np.int64)
    first[owner[rows][::-1]] = rows[::-1]
    last[owner[rows]] = rows
    return first[owner], last[owner]


def _repeats(f: Facts, kept: Flags) -> Flags:
    """Kept sentences that stand in the body above, and kept lines without a stop that quote its prose."""
    prose = kept & f.prose & (f.size >= _QUOTABLE)
    _, above = echoes(f.kin.runs, f.pages, prose, prose & (f.kin.echo_before >= _REPEATED))
    again = above >= _REPEATED
    cut = kept & _unstopped(f) & (f.size >= _SHORTEST_QUOTE) & (f.size < _LONGEST_QUOTE)
    quoted, _ = echoes(f.kin.runs, f.pages, prose & ~again, cut & (f.kin.echo >= _REPEATS_CUT))
    repeats: Flags = again | (quoted >= _REPEATS_CUT)
    return repeats


def _unstopped(f: Facts) -> Flags:
    """Lines that end neither in a stop nor in a colon."""
    return np.asarray(~f.scan.ends[:, [END_STOP, END_COLON]].any(axis=1))


def _headlines(f: Facts, kept: Flags) -> Flags:
    """Lines that are the page's title, nearly, or that stand above already, cut from the body there."""
    title = (f.kin.in_title >= _REPEATS) & (f.kin.of_title >= _REPEATS) & ~f.prose
    quotable = _unstopped(f) & (f.size >= _SHORTEST_QUOTE) & (f.size < _LONGEST_QUOTE)
    cut_above, _ = echoes(f.kin.runs, f.pages, ~kept, quotable & (f.kin.echo == 1))
    headlines: Flags = title | (cut_above == 1)
    return headlines


def _below_alien_heading(f: Facts, kept: Flags) -> Flags:
    """Everything from the first list heading below prose that is not in the article's script.

    A site's own words in another script than the article are never the article's, nor is what they head.
    """
    first, _ = _span(f, kept & f.prose)
    row = np.arange(len(kept))
    alien = (f.alien > _OTHER_SCRIPT) & (f.size < PROSE_WORDS)
    heading = _marked(f, line_phrases.HEADING) & alien & (row > first)
    opens, _ = _span(f, heading)
    return row >= opens


def _edges(f: Facts, kept: Flags) -> Flags:
    """Kept lines above the first sentence (headline, byline), and furniture's wordings below the last."""
    row = np.arange(len(kept))
    first, last = _span(f, kept & (f.prose | f.datelined | (f.size >= _OPENING)))
    stopped = f.scan.ends[:, END_STOP] & (f.size >= PROSE_WORDS)
    worded = (f.worded | f.dated) & ~stopped & (f.size < _LONGEST_MARKED)
    edges: Flags = kept & (first <= last) & ((row < first) | ((row > last) & worded))
    return edges


def _beside(f: Facts, kept: Flags, gap: Flags) -> Flags:
    """Sentences and bracketed credits, no furniture's wording in them, that stand alone next to the body.

    A page that sets its paragraphs apart by blank lines seldom does so for its lists.
    """
    owner = _owner(f)
    same = np.concatenate([[False], owner[1:] == owner[:-1]]) if len(owner) else kept
    below = same & np.concatenate([[False], kept[:-1]])
    above = np.append(same[1:], False) & np.append(kept[1:], False)
    alone = gap & np.append(gap[1:], True)
    closed = f.scan.ends[:, END_STOP] | f.scan.ends[:, END_BRACKET]
    beside: Flags = alone & closed & (below | above) & ~f.worded & ~f.scan.ends[:, END_DOTS]
    return beside


def _rescued(f: Facts, kept: Flags) -> Flags:
    """Lines to keep on pages of which nothing was kept: all prose, or all of a page without any.

    Except that a page of several lines without prose has no body where one of them has furniture's wording.
    """
    owner, n_pages = _owner(f), len(f.pages) - 1
    some, prose, worded = (np.zeros(n_pages, np.bool_) for _ in range(3))
    some[owner[kept]] = True
    prose[owner[f.prose]] = True
    worded[owner[f.worded]] = True
    bare = (~prose & (~worded | (np.diff(f.pages) == 1)))[owner]
    rescued: Flags = ~some[owner] & (f.prose | bare)
    return rescued


def _opens(f: Facts, kept: Flags, gap: Flags) -> Flags:
    """Which lines open a paragraph: all but those that go on in mid sentence with the kept line above."""
    unfinished = kept & _unstopped(f) & (f.size >= _SHORTEST_QUOTE)
    before = np.concatenate([[False], unfinished[:-1]])
    opens: Flags = ~(kept & before & f.scan.ends[:, START_LOWER] & ~gap)
    opens[f.pages[:-1][np.diff(f.pages) > 0]] = True
    return opens


def _reasons(f: Facts, kept: Flags, rules: Mapping[str, Flags]) -> pl.Series:
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
    chosen = np.select(list(told.values()), list(told), "furniture inside the article")
    return pl.Series(chosen, dtype=pl.String)
