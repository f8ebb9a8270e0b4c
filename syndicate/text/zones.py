"""A zone as a source writes it -> the offset it stands for at a moment. Finds no zone in a text."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone, tzinfo
from functools import lru_cache

from syndicate.text.months import FLOATING, ZONES


def zone_at(zone: str, at: datetime) -> tzinfo:
    """The zone of the local time `at` (naive): `zone` is letters ("EST", "ET"), an offset or an IANA name.

    Offsets are "+5", "+0530" or "-05:00". UTC for a name that nobody knows; ValueError for an offset of a
    day or more, or one that is no figure.
    """
    if zone in ZONES:
        summer = 60 if zone in FLOATING and _american_summer(at) else 0
        return timezone(timedelta(minutes=ZONES[zone] + summer))
    return _offset(zone) if zone[0] in "+-" else _named(zone)


def _offset(zone: str) -> tzinfo:
    digits = zone[1:].replace(":", "")
    hours, minutes = (digits, "0") if len(digits) <= 2 else (digits[:-2], digits[-2:])
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-offset if zone[0] == "-" else offset)


@lru_cache(maxsize=64)
def _named(zone: str) -> tzinfo:
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(zone)
    except (KeyError, ValueError, OSError):
        return UTC


def _american_summer(at: datetime) -> bool:
    """Second Sunday of March to first Sunday of November (Energy Policy Act of 2005)."""
    march, november = datetime(at.year, 3, 8), datetime(at.year, 11, 1)
    start = march + timedelta(days=6 - march.weekday())
    return start <= at < november + timedelta(days=6 - november.weekday())
