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
from itertools import islice
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
_FEW = 3  # paragraphs, from either end of the body, in which a dateline or a credit can stand
_NEAR = 14  # lines of the page, on either side of the body, in which a credit line can stand
# Weak names that are no word of their own language: these may also carry an attribution
_STEMS = frozenset(STEMS)
_ATTRIBUTABLE = {*STRONG, "AP", "PA", "ANI", "Bloomberg", "भाषा", "Bhasha", "AAP", "APP"}


class Credit(NamedTuple):
    """The agency credited (or "agencies", or ""), and the words of the page that say so."""

    agency: str
    evidence: str


NONE = Credit("", "")


def mentions(texts: Sequence[str] | pl.Series) -> list[frozenset[str]]:
    """Text by text, the names of agencies in it and the stems of "agencies": one pass over all.

    A name among letters or digits of ASCII is none, as in PAPER; those among others are found as well, and
    `wire_credit` looks again. No name, no stem: no credit.
    """
    column = texts if isinstance(texts, pl.Series) else pl.Series(texts, dtype=pl.String)
    words = _names_and_stems()
    found = held(column, words)
    named: list[frozenset[str]] = [frozenset()] * len(found)
    rows, columns = np.nonzero(found)
    for row, word in zip(rows.tolist(), columns.tolist(), strict=True):
        named[row] |= {words.words[word]}
    return named


@cache
def _names_and_stems() -> Wanted:
    return wanted({**{name: not is_dense(name) for name in NAMES}, **dict.fromkeys(STEMS, False)})


def wire_credit(
    before: Sequence[str],
    body: str,
    after: Sequence[str],
    *,
    outlet: str = "",
    hint: str = "",
    url: str = "",
    mentioned: frozenset[str] | None = None,
) -> Credit:
    """The agency that one article credits, with the words that say so; `NONE` where it credits none.

    `before` and `after` are the page's lines around the body, in reading order; `hint` is what the input or
    the markup says (a source column, an author), parted by ";"; an outlet or host that is itself an agency is
    the wire. Of several credits the dateline wins over a credit line, that over an attribution, the first
    over later ones. `mentioned` is what `mentions` found in all of these lines; without it they are searched
    here.
    """
    for name in (outlet, url):
        if agency := agency_of(name):
            return Credit(agency, name)
    if hint and (credit := _hinted(hint)):
        return credit
    if mentioned is None:
        (mentioned,) = mentions(["\n".join([*before, body, *after])])
    if not mentioned:
        return NONE
    lines = body.split("\n")
    first, last = _paragraphs(lines), _paragraphs(reversed(lines))[::-1]
    credit = None
    if names := mentioned.intersection(NAMES):
        credit = (
            _dateline(first, names)
            or _credit_line(before, [*first[:1], *last], after, names)
            or _attribution(body, names)
        )
    if not credit and (stems := mentioned & _STEMS):
        credit = _unnamed([*before[-_NEAR:], *first[:2], *last, *after[:_NEAR]], stems)
    return credit or NONE


def _paragraphs(lines: Iterable[str]) -> list[str]:
    """The first few that are not blank."""
    return list(islice((line for line in lines if line and not line.isspace()), _FEW))


def _held(line: str, names: Iterable[str]) -> frozenset[str]:
    """Those of the names that stand in the line, if only within a word: patterns are asked afterwards."""
    return frozenset([name for name in names if name in line])


def _hinted(hint: str) -> Credit | None:
    for part in re.split(r"[;\n]", hint):
        if agency := agency_of(part):
            return Credit(agency, part.strip())
        if credit := _line(part, _held(part, NAMES)):
            return credit
    return None


def _dateline(paragraphs: Iterable[str], names: frozenset[str]) -> Credit | None:
    for paragraph in paragraphs:
        head = paragraph[:_HEAD]
        held = _held(head, names)
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
    before: Sequence[str], paragraphs: Sequence[str], after: Sequence[str], names: frozenset[str]
) -> Credit | None:
    """A credit before the body, in these paragraphs of it, after it, or in the copyright line."""
    for line in before[-_NEAR:]:
        if (held := _held(line, names)) and (credit := _line(line, held)):
            return credit
    for line in [*paragraphs, *after[:3]]:
        ending = line[-2 * _LINE :].strip()
        if not (held := _held(ending, names)):
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
    if not line or len(line) > _LINE or PHOTO.search(line, names):
        return None
    for pattern in (*LINES, INPUTS):
        if match := pattern.search(line, names):
            return Credit(_agency(match), line)
    return None


def _attribution(body: str, names: frozenset[str]) -> Credit | None:
    for match in _occurrences(body, names & _ATTRIBUTABLE):
        start = body.rfind("\n", 0, match.start()) + 1
        left = body[max(start, match.start() - 80) : match.start()]
        right = body[match.end() : match.end() + 40].partition("\n")[0]
        if (
            left.endswith("Thomson ")
            or right.startswith("/")
            or not (AFTER.match(right) or BEFORE.search(left))
        ):
            continue
        around = left[-40:] + match[0] + right
        if not PHOTO.search(around, _held(around, names)):
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


def _unnamed(lines: Iterable[str], stems: frozenset[str]) -> Credit | None:
    for line in lines:
        if not _held(line, stems):
            continue
        ending, whole = line[-2 * _LINE :], line.strip()
        if match := UNNAMED.search(ending):
            return Credit(GENERIC, ending[match.start() : match.end()].strip())
        if match := UNNAMED_LINE.match(whole):
            return Credit(GENERIC, match[0].strip())
    return None
