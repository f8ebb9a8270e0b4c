"""Reads the numbers, dates and weekdays of a text, in digits of any script or in words. Compares none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, TypeAlias

import regex

from syndicate.compare.figures import chinese_value, digits_value, significant_digits
from syndicate.compare.guessing import guess_language
from syndicate.compare.lexicon import (
    MONTHS,
    NUMBER_WORDS,
    ONES,
    PER_CENT,
    PERCENT,
    SCALES,
    SHORT_SCALES,
    WEEKDAYS,
)  # fmt: skip

PLAIN: Final = 0
DATE: Final = 1  # its value is month * 100 + day
WEEKDAY: Final = 2  # its value is 0 (Monday) to 6
SHARE: Final = 3  # percent
YEAR: Final = 4

UNIT_LETTERS: Final = 5  # of the counted word: enough to tell words apart, few enough to leave the ending off
# Characters read ahead of what may open a number (for a month before a day) and behind it (for the rest)
AHEAD: Final = 16
BEHIND: Final = 24
YEARS: Final = (1800, 2100)  # four digits alone between these are a year

_TOKEN: Final = regex.compile(
    r"(?P<digits>\d+(?:[.,٫٬'’]\d+|[\u00a0\u202f ]\d{3}(?!\d))*)"
    r"|(?P<zhday>(?:周|星期|礼拜)[一二三四五六日天])"
    r"|(?P<zh>[零〇一二两三四五六七八九十百千万亿]+)"
    r"|(?P<word>[\p{Script=Han}]|[\p{L}\p{M}]+)"
    r"|(?P<sign>[%٪％])"
)
# The same in a text of ASCII letters, in lower case: the library's own engine takes half the time.
_ASCII_TOKEN: Final = re.compile(
    r"(?P<digits>[0-9]+(?:[.,'][0-9]+| [0-9]{3}(?![0-9]))*)|(?P<word>[a-z]+)|(?P<sign>%)"
)
_GAPS: Final = " \u00a0\u202f-"  # between the words of a number
_GAP: Final = re.compile(f"[{_GAPS}]?")
_NEXT: Final = " \u00a0\u202f.-"  # may stand between a number and its unit or month
_AND: Final = {"en": "and", "es": "y", "fr": "et"}  # two hundred and six, treinta y cinco, vingt et un


@dataclass(frozen=True, slots=True)
class Numeral:
    """One number, date or weekday in a text."""

    start: int  # first character
    end: int  # one past the last
    value: float
    kind: int  # PLAIN, DATE, WEEKDAY, SHARE or YEAR
    unit: str  # the word that is counted, in lower case and cut; "" where there is none
    digits: int  # significant digits: 1,200 has 2


# A word, number or sign as the lists have it; which, is told by its `lastgroup`
_Token: TypeAlias = re.Match[str]


@dataclass(frozen=True, slots=True)
class _Words:
    """What the words of one language mean to a reader of numbers."""

    language: str
    numbers: dict[str, float]
    scales: dict[str, float]
    months: dict[str, float]
    weekdays: dict[str, float]
    ones: frozenset[str]
    known: frozenset[str]  # the words that may start something
    openers: re.Pattern[str]  # finds the first letters of all of these, digits and Chinese numerals


def read_numerals(text: str, language: str | None = None) -> list[Numeral]:
    """All numbers, dates and weekdays of a text, in order; `language` (ISO 639-1) is guessed where None.

    "One" and its kin are no numbers (they are pronouns too), unless a scale follows ("one million").
    """
    low = _lowered(text)
    words = _words(guess_language(low) if language is None else language)
    found: list[Numeral] = []
    for start, end in _windows(low, words.openers):
        tokens, at = _tokens(low, start, end), 0
        while at < len(tokens):
            token = tokens[at]
            if token.lastgroup == "word" and token[0] not in words.known:
                at += 1
                continue
            numeral, at = _read_at(text, tokens, at, words)
            if numeral is not None:
                found.append(numeral)
    return found


def _lowered(text: str) -> str:
    """The text as the lists have it; capitals that fold to several letters stay as they are."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low.replace("\u0451", "\u0435")


def _windows(low: str, openers: re.Pattern[str]) -> list[tuple[int, int]]:
    """The parts of a text, cut at spaces, outside of which no number can be."""
    found: list[tuple[int, int]] = []
    for match in openers.finditer(low):
        at = match.start()
        if found and at + BEHIND <= found[-1][1]:
            continue
        start = low.rfind(" ", 0, max(0, at - AHEAD)) + 1
        end = low.find(" ", at + BEHIND)
        end = len(low) if end < 0 else end
        if found and start <= found[-1][1]:
            start = found.pop()[0]
        found.append((start, end))
    return found


def _tokens(low: str, start: int, end: int) -> list[_Token]:
    """The words, digits and signs of a part of a text."""
    pattern = _ASCII_TOKEN if low[start:end].isascii() else _TOKEN
    return list(pattern.finditer(low, start, end))


@cache
def _words(language: str) -> _Words:
    numbers = dict(NUMBER_WORDS.get(language, {}))
    if language == "de":
        ones = {"ein": 1.0} | {word: value for word, value in numbers.items() if 2 <= value <= 9}
        tens = {word: value for word, value in numbers.items() if value >= 20 and value % 10 == 0}
        numbers |= {f"{o}und{t}": v + w for o, v in ones.items() for t, w in tens.items()}
        numbers |= {f"{o}hundert": 100 * v for o, v in ones.items()}
        numbers |= {f"{o}tausend": 1000 * v for o, v in ones.items()}
    tables = (SCALES, MONTHS, WEEKDAYS)
    scales, months, weekdays = (table.get(language, {}) for table in tables)
    one = frozenset(ONES.get(language, ()))
    known = one.union(numbers, weekdays)
    scaled = {f"{o}{gap}{scale}" for o in one for gap in _GAPS for scale in scales}
    openers = _openers((known - one) | scaled)
    return _Words(language, numbers, scales, months, weekdays, one, known, openers)


def _openers(words: frozenset[str]) -> re.Pattern[str]:
    """Matches at least wherever a number, date or weekday begins; the words as a tree, which is fast.

    A vowel sign of Hindi is no letter to `re`: there, more is matched.
    """
    tree: dict[str, Any] = {}
    for word in words:
        branch = tree
        for letter in word:
            branch = branch.setdefault(letter, {})
        branch[""] = {}
    return re.compile(
        r"[\d零〇一二两三四五六七八九十百千万亿周星礼]+"
        + (rf"|\b{_alternatives(tree)}(?!\w)" if words else "")
    )


def _alternatives(tree: dict[str, Any]) -> str:
    """A pattern of all words of a tree."""
    parts = [re.escape(letter) + _alternatives(rest) for letter, rest in tree.items() if letter]
    return f"(?:{'|'.join(parts)})" + ("?" if "" in tree else "") if parts else ""


def _read_at(text: str, tokens: list[_Token], at: int, words: _Words) -> tuple[Numeral | None, int]:
    """(what starts with the token `at`, or None; the token to go on with)."""
    token = tokens[at]
    if token.lastgroup == "zhday":
        day = "一二三四五六日天".index(token[0][-1])
        return Numeral(token.start(), token.end(), float(min(day, 6)), WEEKDAY, "", 1), at + 1
    if token[0] in words.weekdays:
        return Numeral(token.start(), token.end(), words.weekdays[token[0]], WEEKDAY, "", 1), at + 1
    if token.lastgroup == "digits":
        value = digits_value(token[0], words.language)
    elif token.lastgroup == "zh":
        value = chinese_value(token[0])
    else:
        value = 1.0 if token[0] in words.ones else words.numbers.get(token[0])
    if value is None:
        return None, at + 1
    last, value = _with_scale(text, tokens, at, value, words)
    if value == 1.0 and token[0] in words.ones:
        return None, at + 1
    return _with_unit(text, tokens, (at, last), value, words)


def _with_scale(text: str, tokens: list[_Token], at: int, value: float, words: _Words) -> tuple[int, float]:
    """(last token, value) of the number that starts at `at`: twenty-five, 2.5 million, two hundred six."""
    total, current, last = 0.0, value, at
    spelt = tokens[at].lastgroup == "word"
    while last + 1 < len(tokens):
        following = last + 1
        gap = text[tokens[last].end() : tokens[following].start()]
        joined = spelt and tokens[following][0] == _AND.get(words.language) and following + 1 < len(tokens)
        following += joined
        token = tokens[following]
        scale = None if joined else _scale_of(token, gap, words)
        more = words.numbers.get(token[0]) if spelt else None
        if not _GAP.fullmatch(gap):
            break
        if scale is not None and scale >= 1000:
            total, current = total + max(current, 1.0) * scale, 0.0
        elif scale is not None:
            current = max(current, 1.0) * scale
        elif current == 4 and token[0] in ("vingt", "vingts"):
            current = 80.0
        elif more is not None and _fits_behind(current, more):
            current += more
        else:
            break
        last = following
    return last, total + current


def _scale_of(token: _Token, gap: str, words: _Words) -> float | None:
    if token.lastgroup == "zh":
        return words.scales.get(token[0])
    if token[0] in SHORT_SCALES and gap:
        return None
    return words.scales.get(token[0])


def _fits_behind(value: float, more: float) -> bool:
    """A number word goes on the one before it: 5 behind 20, 80 behind 200, not 7 behind 6."""
    size = 10 ** len(f"{more:.0f}")
    return value == 0 or (value >= size and value % size == 0) or (value in (60.0, 80.0) and more < 20)


def _with_unit(
    text: str, tokens: list[_Token], places: tuple[int, int], value: float, words: _Words
) -> tuple[Numeral, int]:
    """(the numeral of the tokens `places`, first and last, with what it counts; the token to go on with)."""
    first, last = places
    start, end, after = tokens[first].start(), tokens[last].end(), last + 1
    date, following = _date(text, tokens, places, value, words)
    if date is not None:
        return date, following
    kind, unit = PLAIN, ""
    if after < len(tokens) and not text[end : tokens[after].start()].strip(_NEXT):
        behind = tokens[after]
        pair = (behind[0], tokens[after + 1][0]) if after + 1 < len(tokens) else ("", "")
        if behind[0] in PERCENT or pair in PER_CENT:
            return Numeral(start, end, value, SHARE, "%", significant_digits(value)), after
        unit = behind[0][:UNIT_LETTERS] if behind.lastgroup == "word" else ""
    if text[start:end].isdecimal() and YEARS[0] <= value <= YEARS[1]:
        kind = YEAR
    return Numeral(start, end, value, kind, unit, significant_digits(value)), after


def _date(
    text: str, tokens: list[_Token], places: tuple[int, int], value: float, words: _Words
) -> tuple[Numeral | None, int]:
    """(the date that the number at `places` is part of, or None; the token to go on with)."""
    first, last = places
    start, end, after = tokens[first].start(), tokens[last].end(), last + 1
    if not 1 <= value <= 31 or value != int(value):
        return None, after
    if after < len(tokens) and not text[end : tokens[after].start()].strip(_NEXT):
        behind = tokens[after]
        if behind[0] in words.months:
            month = words.months[behind[0]]
            return Numeral(start, behind.end(), month * 100 + value, DATE, "", 3), after + 1
        day = tokens[after + 1] if behind[0] == "月" and after + 1 < len(tokens) else None
        if day is not None and day.start() == behind.end() and regex.fullmatch(r"[0-9]{1,2}", day[0]):
            return Numeral(start, day.end(), value * 100 + int(day[0]), DATE, "", 3), after + 2
    ahead = tokens[first - 1] if first else tokens[first]
    if ahead[0] in words.months and not text[ahead.end() : start].strip(_NEXT):
        return Numeral(ahead.start(), end, words.months[ahead[0]] * 100 + value, DATE, "", 3), after
    return None, after
