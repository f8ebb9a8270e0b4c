from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.text.page import find_outlet, find_time, find_title, host_of

BODY = (
    "The harbour council voted on Monday to close the old bridge for two years.\n\n"
    "Traders on the east bank said the closing would cost them half their customers.\n\n"
    "The mayor promised a ferry until the new bridge opens."
)
TITLE = "Harbour council closes old bridge for two years"


@pytest.mark.parametrize(("before", "body", "after"), [
    ([], "", []), (["Menu", "Home | News | Sport"], BODY, ["Related", "Share"]),
])  # fmt: skip
def test_nothing_is_found_in_nothing(before: list[str], body: str, after: list[str]) -> None:
    assert find_title(before, body, after) == ""
    assert find_outlet(before, after) == ""
    assert find_time(before, after) == ""


def test_a_repeated_line_is_the_headline() -> None:
    before = ["Home | News", "Ferry strike ends after talks with union", TITLE, "3 min read", TITLE]
    assert find_title(before, BODY) == TITLE


def test_the_line_that_the_body_takes_up_is_the_headline() -> None:
    assert find_title(["Your town, your paper for ninety years", TITLE, "By A. Writer"], BODY) == TITLE


def test_an_opening_line_is_a_headline_where_the_body_takes_it_up() -> None:
    assert find_title([], TITLE + "\n\n" + BODY) == TITLE


@pytest.mark.parametrize(
    "line",
    [
        "Home | News | Bridge | Council",
        "By the harbour council staff",
        "Photo: the old bridge of the harbour council",
        "The harbour council voted to close the old bridge.",
        "Monday, 3 March 2026 at the harbour council bridge",
    ],
)
def test_what_is_no_headline(line: str) -> None:
    assert find_title([line], BODY) == ""


@pytest.mark.parametrize(("before", "after", "expected"), [
    (["Updated: 22-02-2026 16:33 IST | Created: 21-02-2026 16:33 IST"], [], "2026-02-21T11:03:00Z"),
    (["Published 15:42, 10 Mar 2026", "Updated 16:10, 10 Mar 2026"], [], "2026-03-10T15:42:00Z"),
    (["Today: February 21, 2026", "February 20, 2026"], [], "2026-02-20"),
    (["Tuesday, March 10, 2026", "10 March 2026, 9.55 am"], [], "2026-03-10T09:55:00Z"),
    ([], ["Feb. 21, 2026 5:09 p.m. 147", "Other story", "Feb. 22, 2026 6:49 p.m."], "2026-02-21T17:09:00Z"),
    ([], ["More stories", "Another", "Feb. 22, 2026 6:49 p.m."], ""),
    (["10/03/2026 - 10:02"], [], ""),  # day or month first: nobody can tell
    (["10/03/2026 - 10:02", "Issued 25/02/2026"], [], "2026-03-10T10:02:00Z"),
    (["2 hours ago"], [], ""),
])  # fmt: skip
def test_times(before: list[str], after: list[str], expected: str) -> None:
    assert find_time(before, after) == expected


def test_a_numeric_day_comes_first_outside_english() -> None:
    assert find_time(["10/03/2026 - 10:02"], [], "fr") == "2026-03-10T10:02:00Z"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (["Devdesk News Desk | Updated: 21-02-2026"], [], "Devdesk"),
        (["NEWS DESK"], [], ""),
        (
            ["The Coastal Tribune", "Home | News"],
            ["© 2026 Coastal Tribune Media. All rights reserved."],
            "The Coastal Tribune",
        ),
        (["Kerunda"], ["© 2026 UE Digital Streams"], ""),
        (["Skip"], ["Email: info@devdesk.example"], "devdesk.example"),
        (["Skip"], ["Write to jane.doe@gmail.com"], ""),
        (["Post by : Jane Doe"], [], ""),
    ],
)
def test_outlets(before: list[str], after: list[str], expected: str) -> None:
    assert find_outlet(before, after) == expected


def test_an_address_names_the_outlet() -> None:
    assert find_outlet(["The Coastal Tribune"], [], "https://www.coast.example:8080/a?b") == "coast.example"
    assert [host_of(url) for url in ("", "no url", "http://[bad", "https://m.coast.example/x")] == [
        "",
        "",
        "",
        "coast.example",
    ]


@given(st.lists(st.text(max_size=60), max_size=6), st.text(max_size=200), st.text(max_size=40))
def test_never_raises(lines: list[str], body: str, url: str) -> None:
    found = [find_title(lines, body, lines), find_outlet(lines, lines, url), find_time(lines, lines)]
    assert found[0] in {"", *lines, *body.splitlines(), body}
    assert all(isinstance(value, str) for value in found)
