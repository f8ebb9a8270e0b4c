"""A time as a source writes it -> ISO 8601 in UTC, or the day alone. Asks no clock: "an hour ago" is no date.

The forms that news pages use are read by the expressions below; what they leave goes to `dateparser`, which
knows more languages, is a thousand times slower, and is asked for a few short strings only.
"""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import polars as pl

from syndicate.text.months import AFTERNOON, MONTHS, MORNING, NIGHT, ZONES, fold
from syndicate.text.patterns import Caseless
from syndicate.text.zones import zone_at

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LONGEST = 120  # characters of a date with all its trimmings; longer is prose
_FOREIGN = 64  # strings of one column that dateparser is asked for, at some 20 ms each
_YEARS = range(1600, 2200)  # news exists since 1605; beyond 2199 a number is no year

_MONTH = (
    "(?P<{}>"
    + "|".join(re.escape(name).replace("ı", "[iı]") for name in sorted(MONTHS, key=len, reverse=True))
    + r")(?![^\W\d_])\.?"
)
_OF = r"(?:\s*(?:de|of|di|del|d')\s+)?"
_GAP = r"[-\s./]{0,3}"
_TH = r"(?:st|nd|rd|th|er|º|ª|o)?"
_CLOCK_AND_ZONE = r"\d{1,2}:\d{2}:\d{2}\s(?:[a-z]{3,4}\s|[+-]\d{4}\s)?"
_FORMS = (
    # 2026-02-21, 2026/2/21, 2026.02.21, 2026年8月22日, 2026년 2월 21일
    r"(?<!\d)(?P<y1>\d{4})\s?(?:[-/.]|年|년)\s?(?P<m1>\d{1,2})\s?(?:[-/.]|月|월)\s?(?P<d1>\d{1,2})(?!\d)\s?[日일]?",
    # 21 February 2026, 2. April 2026, 10 de marzo de 2026, 16.mai.2026, 21-Apr-26
    rf"(?<![\d:])(?P<d2>\d{{1,2}}){_TH}{_GAP}{_OF}{_MONTH.format('m2')},?{_GAP}{_OF}(?P<y2>\d{{4}}|(?<=[-'])\d{{2}})(?!\d)",
    # February 21, 2026; Feb. 21 2026
    rf"(?<![^\W_]){_MONTH.format('m3')}[-\s]{{0,2}}(?P<d3>\d{{1,2}}){_TH}(?!\d),?[-\s]{{1,2}}(?P<y3>\d{{4}})(?!\d)",
    # 2026. február 21., 2026 Feb 21
    rf"(?<!\d)(?P<y4>\d{{4}})[-\s.,]{{1,3}}{_MONTH.format('m4')}[-\s]{{0,2}}(?P<d4>\d{{1,2}})(?!\d)",
    # Sat Feb 21 17:09:00 +0000 2026
    rf"(?<![^\W_]){_MONTH.format('m5')}\s{{1,2}}(?P<d5>\d{{1,2}})\s(?={_CLOCK_AND_ZONE}(?P<y5>\d{{4}}))",
    # 21-02-2026, 21.2.26, 9/6/17
    r"(?<![\d./-])(?P<a>\d{1,2})(?P<mark>[-/.])(?P<b>\d{1,2})(?P=mark)\s?(?P<y6>\d{4}|\d{2})(?![\d./-]*\d)",
)
_DATE = Caseless("|".join(_FORMS))
_HALF = "|".join(re.escape(word) for word in sorted(AFTERNOON | MORNING | NIGHT, key=len, reverse=True))
_TIME = Caseless(
    rf"(?:(?P<before>{_HALF})\s?)?(?<![\d:.])(?P<hour>\d{{1,2}})"
    r"(?:\s?(?:[:.h]|時|时|点|點|시)\s?(?P<minute>\d{2})(?!\d)(?:\s?(?:[:.]|分"
    r"|분)\s?(?P<second>\d{2})(?!\d)(?:[.,]\d+)?)?[分분]?)?"
    rf"(?P<hourly>\s?(?:h\b|uhr|時|时|点|बजे))?(?:\s?(?P<after>{_HALF})(?![^\W\d_]))?"
)
_ZONE = re.compile(
    r"\s?[(\[,]?\s?(?:(?:UTC|GMT)\s?)?(?P<offset>[+-]\d{1,2}(?::?\d{2})?)(?![\d:-])"
    r"|(?:\s?(?:Uhr|h|hrs|IS)\b\.?)?\s?[(\[]?(?P<name>[A-ZМСК]{1,5})(?![^\W_])"
)
_ISO = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?(?: ?(Z|UTC|GMT"
    r"|[+-]\d{2}:?\d{2}))?)?$"
)
_CANONICAL = r"^(?:1[6-9]|2[01])[0-9]{2}-[0-9]{2}-[0-9]{2}(?:T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z)?$"
_EPOCH = re.compile(r"(\d{10})(?:\d{3}|\d{6})?(?:\.\d+)?$")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z)?)?$")


class _Habits(NamedTuple):
    """How a source writes its times: see `to_utc`."""

    language: str
    assume: str
    day_first: bool | None


class _Clock(NamedTuple):
    """A time of day as figures, in a zone as written ("" where none is)."""

    hour: str
    minute: str | None
    second: str | None
    zone: str


class Found(NamedTuple):
    """A date found in a line: its value as `to_utc` gives it, and the (folded) text before and after it."""

    value: str
    before: str
    after: str


def to_utc(text: str, *, language: str = "", assume: str = "UTC", day_first: bool | None = None) -> str:
    """One time as written -> "YYYY-MM-DDTHH:MM:SSZ", the day alone where no hour is named, "" where it is no
    date.

    `assume` is the zone of a time that names none: an offset ("+05:30") or an IANA name. `day_first` settles
    9/6/17: where it is None, a member above 12 decides, then dots and dashes (day first), then `language`
    (slashes are month first in English alone). Midnight to the second without a zone is how databases write a
    day: it is that day. Never raises; an impossible date (31 February) is "".
    """
    text, habits = text.strip(), _Habits(language, assume, day_first)
    return _read(text, habits) or _foreign(text, habits)


def column_to_utc(
    values: Sequence[str],
    sources: Sequence[str] = (),
    languages: Sequence[str] = (),
    assume: str = "UTC",
    *,
    day_first: Mapping[str, bool | None] | None = None,
) -> list[str]:
    """A column of times -> `to_utc` of each. What 9/6/17 means a source's own unambiguous dates settle.

    `sources` and `languages` are parallel to `values`, or empty. Where a source shows both orders, or none,
    the defaults of `to_utc` stand. `day_first` is `day_orders` of a longer column, of which this is a part.
    """
    sources = sources or [""] * len(values)
    languages = languages or [""] * len(values)
    orders = day_orders(values, sources) if day_first is None else day_first
    known: dict[tuple[str, str, bool | None], str] = {}
    foreign = _FOREIGN
    result = list(values)
    for row in (~_canonical(pl.Series(values, dtype=pl.String))).arg_true().to_list():
        value, language = values[row], languages[row]
        key = (value, language, orders.get(sources[row]))
        found = known.get(key)
        if found is None:
            text = value.strip()
            habits = _Habits(language, assume, key[2])
            found = _read(text, habits)
            if not found and foreign and _worth_asking(text):
                foreign -= 1
                found = _foreign(text, habits)
            known[key] = found
        result[row] = found
    return result


def _canonical(values: pl.Series) -> pl.Series:
    """Which times are already written as `to_utc` gives them."""
    day = values.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    return values.str.contains(_CANONICAL) & day.is_not_null()


def dates_in(
    line: str, *, language: str = "", assume: str = "UTC", day_first: bool | None = None
) -> list[Found]:
    """Every possible date of a line in order, each with the text around it up to the next one."""
    line = fold(line[: 4 * LONGEST])
    habits = _Habits(language, assume, day_first)
    matches = list(_DATE.finditer(line))
    edges = [0, *(match.end() for match in matches)], [*(match.start() for match in matches[1:]), len(line)]
    found = []
    for match, left, right in zip(matches, *edges, strict=False):
        before, after = line[left : match.start()], line[match.end() : right]
        if value := _moment(match, before, after, habits):
            found.append(Found(value, before, after))
    return found


def _read(text: str, habits: _Habits) -> str:
    if not text or len(text) > LONGEST:
        return ""
    if match := _ISO.match(text):
        return _iso(match, habits)
    if not text.isascii():
        text = fold(text).strip()
    if match := _EPOCH.match(text):
        return _stamp(datetime.fromtimestamp(int(match[1]), UTC))
    if match := _COMPACT.match(text):
        clock = _Clock(match[4], match[5], match[6], match[7] or "") if match[4] else None
        return _build(match.group(1, 2, 3), clock, habits)
    match = _DATE.search(text)
    return _moment(match, text[: match.start()], text[match.end() :], habits) if match else ""


def _iso(match: re.Match[str], habits: _Habits) -> str:
    hour, minute, second, zone = match.group(4, 5, 6, 7)
    day_alone = hour is None or (hour, minute, second, zone) == ("00", "00", "00", None)
    return _build(
        match.group(1, 2, 3), None if day_alone else _Clock(hour, minute, second, zone or ""), habits
    )


def _moment(match: re.Match[str], before: str, after: str, habits: _Habits) -> str:
    """The date matched, with the clock that stands near after it or else near before it."""
    clock = _clock_in(after[:40], first=True) or _clock_in(before[-30:], first=False)
    return _build(_members(match, habits), clock, habits)


def _members(match: re.Match[str], habits: _Habits) -> tuple[str, str, str]:
    """Year, month and day in figures."""
    part = match.groupdict()
    for form in "12345":
        if part["y" + form]:
            month = part["m" + form].lower()
            return part["y" + form], str(MONTHS.get(month, month)), part["d" + form]
    first, second = part["a"], part["b"]
    if int(first) > 12 or int(second) > 12:
        month_first = int(first) <= 12
    elif habits.day_first is not None:
        month_first = not habits.day_first
    else:
        month_first = part["mark"] == "/" and habits.language in ("", "en")
    return (part["y6"], first, second) if month_first else (part["y6"], second, first)


def _clock_in(text: str, *, first: bool) -> _Clock | None:
    """The nearest clock in the text: the first, or the last, that names minutes or a half of the day."""
    clocks = [match for match in _TIME.finditer(text) if match["minute"] or match["after"] or match["hourly"]]
    if not clocks:
        return None
    match = clocks[0 if first else -1]
    if (
        first and len(re.findall(r"\w+", text[: match.start()])) > 4
    ):  # "3 May 2026 | A. Writer takes the 11:30 bus"
        return None
    hour = int(match["hour"])
    half = (match["after"] or match["before"] or "").lower()
    if half in AFTERNOON or (half in NIGHT and 6 <= hour < 12):
        hour += 12 if hour < 12 else 0
    elif (half in MORNING or half in NIGHT) and hour == 12:
        hour = 0
    return _Clock(str(hour), match["minute"], match["second"], _zone(text[match.end() :]))


def _zone(text: str) -> str:
    match = _ZONE.match(text)
    if not match:
        return ""
    return match["offset"] or (match["name"] if match["name"] in ZONES else "")


def _build(members: tuple[str | Any, ...], clock: _Clock | None, habits: _Habits) -> str:
    """The canonical form, or "" where no calendar or clock has such a time."""
    year = int(members[0])
    if len(members[0]) == 2:
        year += 2000 if year < 69 else 1900  # as POSIX strptime reads %y
    if year not in _YEARS:
        return ""
    try:
        day = datetime(year, int(members[1]), int(members[2]))
        if clock is None:
            return day.strftime("%Y-%m-%d")
        second = min(int(clock.second or 0), 59)  # a leap second
        at = day.replace(hour=int(clock.hour), minute=int(clock.minute or 0), second=second)
        return _stamp(at.replace(tzinfo=zone_at(clock.zone or habits.assume, at)))
    except (ValueError, OverflowError):
        return ""


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def day_orders(values: Sequence[str], sources: Sequence[str]) -> dict[str, bool | None]:
    """Source -> day first (True), month first (False), where all its unambiguous numeric dates agree."""
    seen: dict[str, set[bool]] = defaultdict(set)
    for row in pl.Series(values, dtype=pl.String).str.contains(_NUMERIC_STARTS).arg_true().to_list():
        if match := _NUMERIC.match(values[row]):
            first, second = int(match[1]), int(match[2])
            if first > 12 >= second:
                seen[sources[row]].add(True)
            elif second > 12 >= first:
                seen[sources[row]].add(False)
    return {source: order.pop() for source, order in seen.items() if len(order) == 1}


_NUMERIC_STARTS = r"^[\s\x1c-\x1f]*\d{1,2}[-/.]"  # of all that _NUMERIC matches
_NUMERIC = re.compile(r"\s*(\d{1,2})[-/.](\d{1,2})[-/.](?:\d{4}|\d{2})\b")


def _worth_asking(text: str) -> bool:
    return 8 <= len(text) <= 60 and any(c.isdigit() for c in text) and any(c.isalpha() for c in text)


def _foreign(text: str, habits: _Habits) -> str:
    """The date that dateparser reads in a short string that names day, month and year; else ""."""
    if not _worth_asking(text) or _DATE.search(fold(text)):
        return ""
    import dateparser

    parts = ["day", "month", "year"]
    settings = {"REQUIRE_PARTS": parts, "PARSERS": ["absolute-time"], "STRICT_PARSING": True}
    languages = [habits.language] if habits.language else None
    try:
        at: datetime | None = dateparser.parse(text, languages=languages, settings=settings)
    except Exception:  # whatever a hostile string breaks in there, it is no date to us
        return ""
    if at is None or at.year not in _YEARS:
        return ""
    if at.tzinfo is None and not re.search(r"\d\s?[:.h]\s?\d", text):
        return at.strftime("%Y-%m-%d")
    return _stamp(at if at.tzinfo else at.replace(tzinfo=zone_at(habits.assume, at)))
