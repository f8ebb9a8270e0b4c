"""Which agency an article credits: dateline, then credit line, then attribution in the text. Changes no text.

    dateline     HAVANA, Feb 20 (Reuters) -     新华社望潮8月22日电     Велижск. 18 ноября. ИНТЕРФАКС -
    credit line  By Reuters     Source: Reuters     (With inputs from ANI)     REDACCIÓN / EFE     © 2026 AFP
    attribution  Reuters reports     told Reuters     laut dpa     据新华社报道     समाचार एजेंसी भाषा

An agency that is the topic ("Reuters shares fell") or took the photograph ("REUTERS/Jane Doe") is not
credited.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import polars as pl

from syndicate.text.agencies import (
    GENERIC,
    NAMES,
    STRONG,
    agency_of,
    alternatives,
    canonical,
    is_dense,
    is_spaced,
)
from syndicate.text.credit_phrases import (
    AFTER,
    BEFORE,
    DATELINE,
    INPUTS,
    LINES,
    OWNED,
    PHOTO,
    SIGNED,
    STEMS,
    UNNAMED,
    UNNAMED_LINE,
)
from syndicate.text.name_scan import Wanted, held, wanted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_HEAD = 160  # characters of a paragraph in which a dateline can stand
_LINE = 140  # characters of the longest credit line
_FEW = 3  # lines, from either end of the body, in which a dateline or a credit can stand
_NEAR = 14  # lines of the page, on either side of the body, in which a credit line can stand
# Weak names that are no word of their own language: these may also carry an attribution
_STEMS = frozenset(STEMS)
_ATTRIBUTABLE = {*STRONG, "AP", "PA", "ANI", "Bloomberg", "भाषा", "Bhasha", "AAP", "APP"}


class Credit(NamedTuple):
    """The agency credited (or "agencies", or ""), and the words of the page that say so."""

    agency: str
    evidence: str


NONE = Credit("", "")


class Line(NamedTuple):
    """A line of a body that may credit, and its place there."""

    text: str
    names: frozenset[str]  # of agencies that stand in it
    unnamed: bool  # whether a stem of "agencies" does
    before: int  # lines of the body before it that are not blank
    after: int  # and after it


def mentions(texts: pl.Series) -> dict[int, frozenset[str]]:
    """Row -> the names of agencies in a text and the stems of "agencies", for the texts that hold any.

    A name among letters or digits of ASCII is none, as in PAPER; those among others are found as well, and
    `wire_credit` looks again. No name, no stem: no credit.
    """
    words = _names_and_stems()
    found = held(texts, words)
    rows = np.flatnonzero(found.any(axis=1))
    named = dict.fromkeys(rows.tolist(), frozenset[str]())
    places, columns = np.nonzero(found[rows])
    for row, word in zip(rows[places].tolist(), columns.tolist(), strict=True):
        named[row] |= {words.words[word]}
    return named


def crediting(bodies: pl.Series) -> dict[int, list[Line]]:
    """Row -> the lines of a body that may credit, for the bodies with any.

    All others stay in their column: what is done to columns leaves the interpreter to other threads.
    """
    rows = np.flatnonzero(held(bodies, _names_and_stems()).any(axis=1))
    lines = (
        pl.DataFrame({"row": rows, "text": bodies.gather(rows).str.split("\n")})
        .explode("text")
        .filter(pl.col("text").str.strip_chars() != "")
        .with_columns(before=pl.int_range(pl.len()).over("row"))
        .with_columns(after=pl.len().over("row") - 1 - pl.col("before"))
    )
    named = mentions(lines["text"])
    found: dict[int, list[Line]] = {}
    for (row, text, before, after), names in zip(lines[list(named)].iter_rows(), named.values(), strict=True):
        line = Line(text, names - _STEMS, not names.isdisjoint(_STEMS), before, after)
        found.setdefault(row, []).append(line)
    return found


@cache
def _names_and_stems() -> Wanted:
    return wanted({**{name: not is_dense(name) for name in NAMES}, **dict.fromkeys(STEMS, False)})


def wire_credit(
    before: Sequence[str],
    body: Sequence[Line],
    after: Sequence[str],
    *,
    around: frozenset[str],
    outlet: str = "",
    hint: str = "",
    url: str = "",
) -> Credit:
    """The agency that one article credits, with the words that say so; `NONE` where it credits none.

    `body` are its lines that may credit; `before` and `after` are the page's lines around it, in reading
    order, and `around` what `mentions` finds in them; `hint` is what the input or the markup says (a source
    column, an author), parted by ";"; an outlet or host that is itself an agency is the wire. Of several
    credits the dateline wins over a credit line, that over an attribution, the first over later ones.
    """
    for name in (outlet, url):
        if agency := agency_of(name):
            return Credit(agency, name)
    if hint and (credit := _hinted(hint)):
        return credit
    named, names = [line for line in body if line.names], around - _STEMS
    credit = None
    if named or names:
        credit = _dateline(named) or _credit_line(before, named, after, names) or _attribution(named)
    return credit or _unnamed(before, body, after, around & _STEMS) or NONE


def _held(line: str, names: Iterable[str]) -> frozenset[str]:
    """Those of the names that stand in the line, if only within a word: patterns are asked afterwards."""
    return frozenset(filter(line.__contains__, names))


def _hinted(hint: str) -> Credit | None:
    for part in re.split(r"[;\n]", hint):
        if agency := agency_of(part):
            return Credit(agency, part.strip())
        if credit := _line(part, _held(part, NAMES)):
            return credit
    return None


def _dateline(body: Sequence[Line]) -> Credit | None:
    for line in body:
        if line.before >= _FEW:
            break
        head = line.text[:_HEAD]
        held = _held(head, line.names)
        match = DATELINE.search(head, held) if held else None
        if match and not _explains(head, match, held) and not PHOTO.search(head[: match.end()], held):
            return Credit(_agency(match), head[: match.end()])
    return None


def _explains(text: str, match: re.Match[str], names: frozenset[str]) -> bool:
    """The brackets repeat the name before them: "The Associated Press (AP) will cut ..." is its topic."""
    return any(canonical(name[0]) == _agency(match) for name in _occurrences(text[: match.start()], names))


def _agency(match: re.Match[str]) -> str:
    return canonical(next(group for group in match.groups() if group))


def _credit_line(
    before: Sequence[str], body: Sequence[Line], after: Sequence[str], names: frozenset[str]
) -> Credit | None:
    """A credit before the body, in its first line or the last few, after it, or in the copyright line."""
    for line in before[-_NEAR:]:
        if (held := _held(line, names)) and (credit := _line(line, held)):
            return credit
    endings = [(line.text, line.names) for line in body if not line.before or line.after < _FEW]
    for line, named in [*endings, *((line, names) for line in after[:_FEW])]:
        ending = line[-2 * _LINE :].strip()
        if not (held := _held(ending, named)):
            continue
        match = INPUTS.search(ending, held) or SIGNED.search(ending[-60:], held)
        if match and not PHOTO.search(ending, held):
            return Credit(_agency(match), ending[-_LINE:])
    for line in after[:_NEAR]:
        if (held := _held(line, names)) and (credit := _line(line, held)):
            return credit
    for line in reversed(after):
        held = _held(line, names) if len(line) <= 2 * _LINE else frozenset[str]()
        if held and (match := OWNED.search(line, held)):
            return Credit(_agency(match), line.strip())
    return None


def _line(line: str, names: frozenset[str]) -> Credit | None:
    line = line.strip()
    if not line or len(line) > _LINE:
        return None
    for pattern in (*LINES, INPUTS):
        if match := pattern.search(line, names):
            return None if PHOTO.search(line, names) else Credit(_agency(match), line)
    return None


def _attribution(body: Iterable[Line]) -> Credit | None:
    for line in body:
        for match in _occurrences(line.text, line.names & _ATTRIBUTABLE):
            left = line.text[max(0, match.start() - 80) : match.start()]
            right = line.text[match.end() : match.end() + 40]
            if (
                left.endswith("Thomson ")
                or right.startswith("/")
                or not (AFTER.match(right) or BEFORE.search(left))
            ):
                continue
            around = left[-40:] + match[0] + right
            if not PHOTO.search(around, _held(around, line.names)):
                return Credit(canonical(match[0]), f"{left[-40:]}{match[0]}{right[:20]}".strip())
    return None


def _occurrences(text: str, names: frozenset[str]) -> Iterator[re.Match[str]]:
    """Where the names stand in the text as words, in order; of names that start at one place the longest."""
    places = []
    for name in names:
        start = text.find(name)
        while start >= 0:
            places.append((start, -len(name), name))
            start = text.find(name, start + 1)
    end = 0
    for start, _, name in sorted(places):
        around = text[max(0, start - 1) : start + len(name) + 3]  # a case ending is of two letters at most
        if start >= end and (match := _word(name, is_spaced(around)).match(text, start)):
            end = match.end()
            yield match


@lru_cache(maxsize=1024)
def _word(name: str, spaced: bool) -> re.Pattern[str]:
    return re.compile(alternatives([name], spaced=spaced))


def _unnamed(
    before: Sequence[str], body: Sequence[Line], after: Sequence[str], stems: frozenset[str]
) -> Credit | None:
    """An agency without its name: near the body, in its first two lines or the last few."""
    edges = [line.text for line in body if (line.before < 2 or line.after < _FEW) and line.unnamed]
    near = [[line for line in part if _held(line, stems)] for part in (before[-_NEAR:], after[:_NEAR])]
    for line in [*near[0], *edges, *near[1]]:
        ending, whole = line[-2 * _LINE :], line.strip()
        if match := UNNAMED.search(ending):
            return Credit(GENERIC, ending[match.start() : match.end()].strip())
        if match := UNNAMED_LINE.match(whole):
            return Credit(GENERIC, match[0].strip())
    return None
