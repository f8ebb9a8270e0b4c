from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.sources.feeds.times import from_iso, from_parsed, iso


def test_iso_is_in_utc() -> None:
    assert iso(datetime(2026, 2, 21, 1, tzinfo=timezone(timedelta(hours=3)))) == "2026-02-20T22:00:00Z"


@pytest.mark.parametrize(("text", "expected"), [
    ("2026-02-21T10:30:00Z", "2026-02-21T10:30:00Z"),
    ("2026-02-21T10:30:00.123+05:30", "2026-02-21T05:00:00Z"),
    ("2026-02-21T10:30", "2026-02-21T10:30:00Z"), (" 2026-02-21\n", "2026-02-21"), ("", ""),
    ("gestern", "gestern"), ("2026-13-01", "2026-13-01"),
    ("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00+14:00"),
])  # fmt: skip
def test_from_iso(text: str, expected: str) -> None:
    assert from_iso(text) == expected


@pytest.mark.parametrize(("parsed", "text", "expected"), [
    (time.gmtime(0), "Thu, 01 Jan 1970 00:00:00 GMT", "1970-01-01T00:00:00Z"),
    (time.gmtime(0), "1970-01-01", "1970-01-01"),
    (None, " some   day ", "some day"),
    (time.struct_time((2026, 2, 21, 23, 59, 60, 0, 0, 0)), "23:59:60", "2026-02-22T00:00:00Z"),
    (time.struct_time((2026, 2, 31, 0, 0, 0, 0, 0, 0)), "31 Feb 2026 0:0", "31 Feb 2026 0:0"),
])  # fmt: skip
def test_from_parsed(parsed: time.struct_time | None, text: str, expected: str) -> None:
    assert from_parsed(parsed, text) == expected


@given(st.datetimes(min_value=datetime(1000, 1, 1), timezones=st.just(UTC)))
def test_times_survive_being_written(moment: datetime) -> None:
    assert from_iso(iso(moment)) == iso(moment)


@given(st.text(max_size=200))
def test_any_text_is_kept_short(text: str) -> None:
    assert len(from_iso(text)) <= 60
