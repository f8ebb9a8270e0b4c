"""Splits a body into sentences whose spans tile it. Knows nothing of what they say.

sentencex finds the stops; a line's end always ends a sentence; a few rules join what was split too often
(over-splitting can be mended, under-splitting cannot).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_ZONE_AFTER_HOUR: Final = regex.compile(r"\b[ap]\.\s?m\.\s*$", regex.IGNORECASE)
_ZONE: Final = regex.compile(r"\p{Lu}{2,4}\b")
_DATELINE: Final = regex.compile(r"\s*(?:[\p{L}\p{M}\p{N}.'’-]+[\s,]*){1,3}[.۔।]\s*")
_INITIAL: Final = regex.compile(r"(?:^|[\s(\"“«])(?:\p{Lu}\.\s?){1,3}$")
_LOWER: Final = regex.compile(r"[\"'“”„«»(\[\s]*\p{Ll}")
_WORD: Final = regex.compile(r"[\p{L}\p{N}]")
_FULL_STOP: Final = regex.compile(r"[!?…。！？۔।]\W*$")
_TAIL: Final = 40  # characters at the end of a sentence that are looked at; a dateline is no longer


def sentence_spans(body: str, language: str) -> list[tuple[int, int]]:
    """[(start, end)] in characters, in order; they tile the body.

    White space after a sentence belongs to it, that at the head of a line to what follows.
    `language` is an ISO 639-1 code or "": it selects sentencex' list of abbreviations. An empty body has no
    sentence; a body of white space has one. A lone surrogate, which no table of polars can hold, raises.
    """
    spans: list[tuple[int, int]] = []
    line_first = 0  # number of spans when the line began
    blank = True  # there has been nothing but white space
    for start, end, new_line in _pieces(body, language or "en"):
        if new_line:
            line_first = len(spans)
        piece, on_this_line = body[start:end], len(spans) - line_first
        space = piece.isspace()
        joins = blank or space
        if not joins and on_this_line:
            before = body[max(spans[-1][0], start - _TAIL) : start]
            joins = _belongs(before, piece, first=on_this_line == 1)
        if spans and joins:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        blank = blank and space
    return spans


def _pieces(body: str, language: str) -> Iterator[tuple[int, int, bool]]:
    """(start, end, a new line begins here) of what sentencex finds, cut at line ends; they tile the body."""
    from sentencex import get_sentence_boundaries

    if not body:
        return
    start, new_line = 0, True
    ends = [int(found["end_index"]) for found in get_sentence_boundaries(language, body)]
    for end in [*ends, len(body)]:
        while start < end:
            cut = body.find("\n", start, end) + 1 or end
            yield start, cut, new_line
            new_line = body[cut - 1] == "\n"
            start = cut


def _belongs(before: str, after: str, *, first: bool) -> bool:
    """The piece `after` goes on with the sentence `before` on the same line; `first`: that began the line.

    Of a longer sentence `before` is the last _TAIL characters: a long line must not cost its length squared.
    """
    if len(before) < _TAIL and (not _WORD.search(before) or (first and _DATELINE.fullmatch(before))):
        return True
    if after[0].isupper():  # nearly every piece: only an abbreviation can have split it off
        tail = before.rstrip()[-8:]
        zone = _ZONE_AFTER_HOUR.search(tail) and _ZONE.match(after)
        return bool(zone or (tail[-2:-1].isupper() and _INITIAL.search(tail)))
    if not _WORD.search(after):
        return True
    return _LOWER.match(after) is not None and not _FULL_STOP.search(before)
