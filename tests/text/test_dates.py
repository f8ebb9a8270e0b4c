from __future__ import annotations

from datetime import UTC, datetime, timedelta
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.text import dates
from syndicate.text.dates import column_to_utc, dates_in, to_utc

FOREIGN = cache(dates._foreign)

NO_DATES = [
    "",
    " ",
    "147",
    "hello",
    "2 hours ago",
    "yesterday",
    "31 February 2026",
    "30.02.2026",
    "13/13/2026",
    "2026-13-01",
    "2026-02-30T10:00:00Z",
    "1.2.3.4",
    "192.168.1.12",
    "+44 20 7946 0958",
    "5 Feb",
    "Friday 20 February",
    "0001-11-30",
    "99999999999999999999",
    "x" * 100_000,
    "2026-02-21T25:00:00Z",
    "\x00",
    "\ud800",
    "٪",
    "May be",
    "1/2",
    "9999-99-99",
]


@pytest.mark.parametrize("text", NO_DATES)
def test_what_is_no_date_is_empty(text: str) -> None:
    assert to_utc(text) == ""


@pytest.mark.parametrize(("text", "expected"), [
    ("2026-02-21T17:09:00+05:30", "2026-02-21T11:39:00Z"),
    ("2026-02-21T17:09:00.123456Z", "2026-02-21T17:09:00Z"),
    ("2026-02-21 17:09", "2026-02-21T17:09:00Z"),
    ("2026-02-21", "2026-02-21"),
    ("2026-02-21 00:00:00", "2026-02-21"),  # how databases write a day
    ("2026-02-21T00:00:00Z", "2026-02-21T00:00:00Z"),
    ("20260221", "2026-02-21"),
    ("20260221T170900Z", "2026-02-21T17:09:00Z"),
    ("1771686540", "2026-02-21T15:09:00Z"),
    ("1771686540000", "2026-02-21T15:09:00Z"),
    ("Sat, 21 Feb 2026 17:09:00 +0530", "2026-02-21T11:39:00Z"),
    ("Sat, 21 Feb 2026 17:09:00 GMT", "2026-02-21T17:09:00Z"),
    ("Fri Feb 20 10:00:00 +0000 2026", "2026-02-20T10:00:00Z"),
    ("Feb. 21, 2026 5:09 p.m.", "2026-02-21T17:09:00Z"),
    ("Feb. 21, 2026 5:09 p.m. 147", "2026-02-21T17:09:00Z"),
    ("21-02-2026 16:33 IST", "2026-02-21T11:03:00Z"),
    ("22 February 2026 15:02 PM", "2026-02-22T15:02:00Z"),
    ("12:05 a.m., March 3rd, 2026", "2026-03-03T00:05:00Z"),
    ("9:26 AM GMT, February 17, 2026", "2026-02-17T09:26:00Z"),
    ("08:15, Thu, Jul 16, 2026", "2026-07-16T08:15:00Z"),
    ("Sat 16 May 2026 22.45 BST", "2026-05-16T21:45:00Z"),
    ("May 19, 2026 7:05 PM ET", "2026-05-19T23:05:00Z"),
    ("Jan 19, 2026 7:05 PM ET", "2026-01-20T00:05:00Z"),
    ("18.11.2026 13:29 МСК", "2026-11-18T10:29:00Z"),
    ("August 22, 2026 18:40 (UTC+8)", "2026-08-22T10:40:00Z"),
    ("01.12.14", "2014-12-01"),
    ("1.12.99", "1999-12-01"),
    ("26-FEB-1987 15:01:01.79", "1987-02-26T15:01:01Z"),
    ("2026年8月22日 17:30", "2026-08-22T17:30:00Z"),
    ("2026年6月9日 22時20分", "2026-06-09T22:20:00Z"),
    ("2026년 2월 21일 오후 3:04", "2026-02-21T15:04:00Z"),
    ("15 जून 2026, 04:18 अपराह्न", "2026-06-15T16:18:00Z"),
    ("प्रकाशित: सोमवार, 15 जून 2026, रात 8 बजे", "2026-06-15T20:00:00Z"),
    ("१५ जून २०२६", "2026-06-15"),
    ("18 ноября 2026 г., 16:05", "2026-11-18T16:05:00Z"),
    ("Publié le 2 avril 2026 à 17h05", "2026-04-02T17:05:00Z"),
    ("Le 22 mai 2026 à 22 h 35", "2026-05-22T22:35:00Z"),
    ("2. April 2026, 16.44 Uhr", "2026-04-02T16:44:00Z"),
    ("20/07/2026 a las 14:02h.", "2026-07-20T14:02:00Z"),
    ("Domingo 12 de abril de 2026 | 16:30", "2026-04-12T16:30:00Z"),
    ("16.mai.2026 às 17h40", "2026-05-16T17:40:00Z"),
    ("21 فروری 2026 شام 5:09", "2026-02-21T17:09:00Z"),
    ("الأربعاء 11 فبراير 2026 - 17:05", "2026-02-11T17:05:00Z"),
    ("٢١ فبراير ٢٠٢٦", "2026-02-21"),
    ("Giriş Tarihi: 21.04.2026 16:10", "2026-04-21T16:10:00Z"),
    ("21. helmikuuta 2026 klo 14.05", "2026-02-21T14:05:00Z"),
])  # fmt: skip
def test_usual_forms(text: str, expected: str) -> None:
    assert to_utc(text) == expected


def test_a_language_that_the_table_of_months_lacks_goes_to_dateparser() -> None:
    assert to_utc("21 Chwefror 2026") == "2026-02-21"


@pytest.mark.parametrize(
    ("language", "day_first", "expected"),
    [
        ("en", None, "2017-09-06"),
        ("", None, "2017-09-06"),
        ("fr", None, "2017-06-09"),
        ("en", True, "2017-06-09"),
        ("fr", False, "2017-09-06"),
    ],
)
def test_order_of_day_and_month(language: str, day_first: bool | None, expected: str) -> None:
    assert to_utc("9/6/17", language=language, day_first=day_first) == expected


def test_assumed_zones() -> None:
    assert to_utc("2026-02-21 17:09", assume="+05:30") == "2026-02-21T11:39:00Z"
    assert to_utc("2026-07-21 17:09", assume="Europe/Berlin") == "2026-07-21T15:09:00Z"
    assert to_utc("2026-07-21 17:09 GMT", assume="Europe/Berlin") == "2026-07-21T17:09:00Z"
    assert to_utc("2026-07-21 17:09", assume="no such zone") == "2026-07-21T17:09:00Z"


def test_a_source_settles_its_own_order() -> None:
    values = ["9/6/17", "25/6/17", "9/6/17", "6/25/17", "9/6/17"]
    assert column_to_utc(values, ["a", "a", "b", "b", "c"]) == [
        "2017-06-09", "2017-06-25", "2017-09-06", "2017-06-25", "2017-09-06",
    ]  # fmt: skip


def test_column_of_nothing() -> None:
    assert column_to_utc([]) == []
    assert column_to_utc(["", "?"]) == ["", ""]


def test_dates_of_a_line_come_with_the_words_around_them() -> None:
    created, updated = dates_in("Created: 21-02-2026 16:33 IST | Updated: 22-02-2026 10:00 IST")
    assert (created.value, updated.value) == ("2026-02-21T11:03:00Z", "2026-02-22T04:30:00Z")
    assert created.before.strip() == "Created:"
    assert updated.before.endswith("Updated: ")


@given(st.datetimes(datetime(1900, 1, 1), datetime(2150, 1, 1)), st.integers(-12 * 60, 14 * 60))
def test_iso_times_of_any_zone(moment: datetime, minutes: int) -> None:
    moment = moment.replace(microsecond=0)
    sign = "-" if minutes < 0 else "+"
    offset = f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"
    expected = (moment - timedelta(minutes=minutes)).replace(tzinfo=UTC)
    assert to_utc(f"{moment.isoformat()}{offset}") == expected.strftime("%Y-%m-%dT%H:%M:%SZ")


@given(st.dates(datetime(1970, 1, 1).date(), datetime(2060, 1, 1).date()))
def test_days_by_name_of_month(day: datetime) -> None:
    assert to_utc(day.strftime("%d %B %Y")) == to_utc(day.strftime("%B %d, %Y")) == day.isoformat()


@given(st.text(max_size=60))
def test_never_raises(text: str) -> None:
    value = to_utc(text)
    assert value == "" or to_utc(value) == value


def digits(most: int) -> st.SearchStrategy[str]:
    """Two digits: all that a calendar or a clock has, what comes after them, and 99."""
    return st.sampled_from([*range(most + 3), 99]).map("{:02}".format)


DAYS = st.tuples(digits(12), digits(31))
YEARS = st.sampled_from(
    ["1600", "1899", "1900", "1999", "2000", "2024", "2100", "2199", "1599", "2200", "0000", "9999", "202",
     "20241"]
)  # fmt: skip
CLOCKS = st.one_of(
    st.just(""),
    st.tuples(digits(23), digits(59), digits(59), st.sampled_from(["Z", "Z", "Z", "", "z", "+00:00"])).map(
        lambda c: f"T{c[0]}:{c[1]}:{c[2]}{c[3]}"
    ),
)


@given(st.lists(st.tuples(YEARS, DAYS, CLOCKS, st.sampled_from(["", "", "", " ", "\n"])), max_size=20))
def test_a_column_of_iso_times_is_read_as_each_of_them(
    rows: list[tuple[str, tuple[str, str], str, str]],
) -> None:
    values = [f"{year}-{month}-{day}{clock}{end}" for year, (month, day), clock, end in rows]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dates, "_foreign", FOREIGN)  # asked by both, and slow
        assert column_to_utc(values) == [to_utc(value) for value in values]


@pytest.mark.parametrize("value", ["2026-02-21", "2026-02-21T17:09:00Z", "2024-02-29", "2023-02-29"])
def test_what_is_written_as_it_is_told_stays_if_it_is_a_day(value: str) -> None:
    assert column_to_utc([value]) == [to_utc(value)]
