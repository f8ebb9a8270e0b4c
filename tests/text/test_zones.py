from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.text.zones import zone_at

WINTER, SUMMER = datetime(2026, 1, 15, 12), datetime(2026, 7, 15, 12)


@pytest.mark.parametrize(
    ("zone", "winter", "summer"),
    [
        ("Z", 0, 0),
        ("+5", 300, 300),
        ("+0530", 330, 330),
        ("-05:00", -300, -300),
        ("EST", -300, -300),
        ("ET", -300, -240),
        ("America/New_York", -300, -240),
        ("Europe/Paris", 60, 120),
        ("Nowhere/At all", 0, 0),
        ("../../etc/passwd", 0, 0),
    ],
)
def test_minutes_east_of_greenwich(zone: str, winter: int, summer: int) -> None:
    minutes = [at.replace(tzinfo=zone_at(zone, at)).utcoffset() for at in (WINTER, SUMMER)]
    assert minutes == [timedelta(minutes=winter), timedelta(minutes=summer)]


@pytest.mark.parametrize("zone", ["+24:00", "-99", "+x"])
def test_an_impossible_offset_is_an_error(zone: str) -> None:
    with pytest.raises(ValueError, match=r"offset|invalid literal"):
        zone_at(zone, WINTER)


@given(st.dates(min_value=date(2007, 1, 1), max_value=date(2026, 12, 31)))
def test_american_letters_follow_the_american_clock_by_the_day(day: date) -> None:
    noon = datetime.combine(day, time(12))
    ours, theirs = (noon.replace(tzinfo=zone_at(zone, noon)) for zone in ("ET", "America/New_York"))
    assert ours.utcoffset() == theirs.utcoffset()
