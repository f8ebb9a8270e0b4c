from __future__ import annotations

import json

import polars as pl
import pytest

from syndicate.flow.update.updating import Update
from syndicate.report.storing import info_json, told_bytes, told_info, told_update, update_json
from syndicate.schema import CHANGES, PROBLEMS

ODD = "\x1b[31mred\x1b[0m"
GROWN = {"at": "2026-02-21T00:00:00Z", "change": "grown", "cluster": "c1", "story": "s1", "articles": '["ä"]',
         "others": "[]"}  # fmt: skip


def problems(*places: str) -> pl.DataFrame:
    told = {"problem": "no text", "remedy": "", "skipped": True}
    return PROBLEMS.cast(pl.DataFrame([{"place": place} | told for place in places], PROBLEMS.types))


def done(*places: str) -> Update:
    return Update(12_345, 12_000, 5, 340, ("c1", "c2"), CHANGES.frame([GROWN]), problems(*places))


def test_an_update_in_one_line() -> None:
    line = told_update(done(), PROBLEMS.empty())
    assert line == "12,345 new pages: 12,000 articles, 5 new versions, 340 known; 2 clusters changed"


def test_the_first_problems_are_named_and_the_others_counted() -> None:
    lines = told_update(done(*"abcdef"), problems(ODD)).splitlines()
    assert len(lines) == 1 + 5 + 1
    assert "\x1b" not in lines[1]
    assert lines[-1] == "  and 2 more problems"


def test_an_update_for_programs() -> None:
    found, told = json.loads(update_json(done("a"), problems(ODD))), GROWN | {"articles": ["ä"], "others": []}
    assert (found["received"], found["clusters"], found["changes"]) == (12_345, ["c1", "c2"], [told])
    assert [row["place"] for row in found["problems"]] == [ODD, "a"]


def test_what_a_store_holds() -> None:
    found = {"path": ODD, "bytes": 4_494_147_584, "articles": 1_000_000, "last_change": ""}
    told = told_info(found)
    assert [line.split("  ")[0] for line in told.splitlines()] == ["path", "bytes", "articles", "last change"]
    assert "4.5 GB" in told
    assert "1,000,000" in told
    assert "\x1b" not in told
    assert json.loads(info_json(found)) == found


@pytest.mark.parametrize(
    ("n", "told"),
    [
        (-1, "0 bytes"),
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1000, "1.0 kB"),
        (6e6, "6.0 MB"),
        (5e13, "50000.0 GB"),
    ],
)
def test_sizes(n: int, told: str) -> None:
    assert told_bytes(n) == told
