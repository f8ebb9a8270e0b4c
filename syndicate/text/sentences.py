"""Splits a body into sentences whose spans tile it. Knows nothing of what they say.

sentencex finds the stops; a line's end always ends a sentence; a few rules join what was split too often
(over-splitting can be mended, under-splitting cannot).
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

import regex
import sentencex

_ZONE_AFTER_HOUR: Final = regex.compile(r"\b[ap]\.\s?m\.\s*$", regex.IGNORECASE)
_ZONE: Final = regex.compile(r"\p{Lu}{2,4}\b")
_DATELINE: Final = regex.compile(r"\s*(?:[\p{L}\p{M}\p{N}.'’-]+[\s,]*){1,3}[.۔।]\s*")
_INITIAL: Final = regex.compile(r"(?:^|[\s(\"“«])(?:\p{Lu}\.\s?){1,3}$")
_LOWER: Final = regex.compile(r"[\"'“”„«»(\[\s]*\p{Ll}")
_WORD: Final = regex.compile(r"[\p{L}\p{N}]")
_FULL_STOP: Final = regex.compile(r"[!?…。！？۔।]\W*$")
# sentencex 1.0.32 fails where a wide space parts an initial from a point: it counts that as one byte
_FATAL: Final = regex.compile(r"(?<=(?:^|[\s./])[A-Z]\s*)[^\S\x00-\x7f](?=\.)")
# Neither ASCII, nor a Latin letter, a dash, a quotation mark: it may be a stop of some script
_ODD: Final = regex.compile(r"[^\x00-\x7f\u00a0\u00c0-\u024f\u2010-\u2015\u2018-\u201f]")
_TAIL: Final = 40  # characters at the end of a sentence that are looked at; a dateline is no longer


def sentence_spans(body: str, language: str) -> list[tuple[int, int]]:
    """[(start, end)] in characters, in order; they tile the body.

    White space after a sentence belongs to it, that at the head of a line to what follows.
    `language` is an ISO 639-1 code or "": it selects sentencex' list of abbreviations. An empty body has no
    sentence; a body of white space has one. A lone surrogate, which no table of polars can hold, raises.
    """
    starts = sentence_starts(body, language)
    return list(pairwise([*starts, len(body)])) if starts else []


def sentence_starts(body: str, language: str) -> list[int]:
    """Where each of `sentence_spans` starts."""
    starts = [0] if body else []
    at = 0
    blank = True  # there has been nothing but white space
    for line in body.split("\n"):
        if line and not line.isspace():
            if not blank:
                starts.append(at)
            split_line(line, language or "en", at, starts)
            blank = False
        at += len(line) + 1
    return starts


def _may_split(line: str) -> bool:
    """Whether sentencex may split a line: in plain text only after these, where they are not its last."""
    last = len(line) - 1
    return (
        -1 < line.find(".") < last or -1 < line.find("?") < last or -1 < line.find("!") < last
        or (not line.isascii() and _ODD.search(line) is not None)
    )  # fmt: skip


def split_line(line: str, language: str, at: int, starts: list[int]) -> None:
    """Add the starts of all sentences but the first of a line that is not blank, and begins at `at`."""
    pieces = pieces_of(line, language) if _may_split(line) else []
    if len(pieces) < 2:
        return
    sentence, start = 0, 0  # where the present sentence and the piece begin in the line
    first = blank = True  # the present sentence is the line's first; it is nothing but white space as yet
    last = ""
    for piece in pieces:
        if len(last) >= _TAIL and piece[0].isupper() and _is_plain(last):  # nearly every one
            starts.append(at + start)
            sentence, first = start, False
        elif not piece.isspace():
            if not blank and not _belongs(line[max(sentence, start - _TAIL) : start], piece, first=first):
                starts.append(at + start)
                sentence, first = start, False
            blank = False
        start += len(piece)
        last = piece


def _is_plain(piece: str) -> bool:
    """Whether a piece of _TAIL characters or more surely ends where one with a capital begins.

    What `_belongs` then looks at is not the end of an initial, nor of "a.m.".
    """
    end = piece[-16:].rstrip()[-2:-1]
    return end != "" and end not in "mM" and not end.isupper()


def pieces_of(line: str, language: str) -> list[str]:
    """What sentencex makes of a line; they are as long as what tiles it. Where it fails, one piece."""
    if not (line.isascii() or line.isprintable()):  # where there is a wide space
        line = _FATAL.sub(" ", line)
    try:
        found: list[str] = sentencex.segment(language, line)  # half the time, but drops gaps in the text
        if sum(map(len, found)) == len(line):
            return found
        return [str(boundary["text"]) for boundary in sentencex.get_sentence_boundaries(language, line)]
    except BaseException as error:  # what Rust panics with is no Exception, and no reason to stop a run
        if type(error).__module__ != "pyo3_runtime":
            raise
        return [line]


def _belongs(before: str, after: str, *, first: bool) -> bool:
    """The piece `after` goes on with the sentence `before` on the same line; `first`: that began the line.

    Of a longer sentence `before` is the last _TAIL characters: a long line must not cost its length squared.
    """
    if len(before) < _TAIL and (not _WORD.search(before) or (first and _DATELINE.fullmatch(before))):
        return True
    if after[0].isupper():  # nearly every piece: only an abbreviation can have split it off
        tail = before[-16:].rstrip()[-8:]
        if tail[-2:-1] in "mM" and _ZONE_AFTER_HOUR.search(tail) and _ZONE.match(after):
            return True
        return tail[-2:-1].isupper() and _INITIAL.search(tail) is not None
    if not _WORD.search(after):
        return True
    return _LOWER.match(after) is not None and not _FULL_STOP.search(before)
