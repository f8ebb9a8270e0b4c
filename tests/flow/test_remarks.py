"""Versions, bridges and round-ups, from tables made by hand."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from detections import article, detection, member, pair

from syndicate.flow.remarks import bridges_of, remarks_of, roundups_of, versions_of
from syndicate.schema import BRIDGES, LINKS, ROUNDUPS, VERSIONS

if TYPE_CHECKING:
    from syndicate.flow.detect import Detection


def links(*rows: tuple[str, str, float, float]) -> dict[str, object]:
    return {
        "links": LINKS.frame([
            {"a": a, "b": b, "probability": p, "story": story, "jaccard": 0.1} for a, b, p, story in rows
        ])
    }  # fmt: skip


def of(
    articles: list[dict[str, object]], groups: list[str], pairs: list[dict[str, object]], **given: object
) -> Detection:
    rows = [
        member(row, group, "derived" if groups.count(group) > 1 else "single")
        for row, group in zip(articles, groups, strict=True)
    ]
    return detection(articles, rows, pairs, **given)


def test_nothing_to_remark() -> None:
    for name, table in remarks_of(of([article("a")], ["s1 c1"], [])).items():
        assert table.is_empty()
        assert name in ("versions", "bridges", "roundups")
    assert remarks_of(detection([], []))["bridges"].schema == BRIDGES.empty().schema


def test_later_versions_of_an_outlets_own() -> None:
    times = {"b": "2026-02-20T12:00:00Z", "a": "2026-02-20T14:00:00Z", "c": ""}
    rows = [article(name, outlet="Post", published=time) for name, time in times.items()]
    other = article("d", outlet="Echo", published="2026-02-20T13:00:00Z")
    found = of(
        [*rows, other],
        ["s1 c1"] * 4,
        [pair("a", "b", "edit"), pair("a", "c", "copy"), pair("a", "d", "copy")],
    )
    assert versions_of(found).rows() == [
        ("c1", "a", "b", "Post", "copy"), ("c1", "c", "b", "Post", "copy")
    ]  # fmt: skip
    assert versions_of(found).schema == VERSIONS.empty().schema


@pytest.mark.parametrize(
    ("one", "other", "groups", "n"),
    [
        ({"outlet": "Post"}, {"outlet": "Post"}, ["s1 c1", "s1 c1"], 0),  # told anew: not a version
        ({"outlet": "Post", "url": "x"}, {"outlet": "Post", "url": "x"}, ["s1 c1", "s1 c1"], 1),
        ({"outlet": "Post", "url": "x"}, {"outlet": "Post", "url": "x"}, ["s1 c1", "s1 c2"], 0),
        ({"outlet": "", "url": "x"}, {"outlet": "", "url": "x"}, ["s1 c1", "s1 c1"], 0),
    ],
)
def test_what_is_a_version(one: dict[str, str], other: dict[str, str], groups: list[str], n: int) -> None:
    rows = [article("a", **one), article("b", **other)]
    assert versions_of(of(rows, groups, [pair("a", "b", "rewrite")])).height == n


def test_a_bridge_and_what_hangs_on_it() -> None:
    rows = [article(name, outlet=name) for name in "abcde"]
    found = of(rows, ["s1 c1"] * 4 + ["s1 c2"], [], **links(
        ("a", "b", 0.9, 0.9), ("a", "c", 0.8, 0.9), ("b", "c", 0.8, 0.9), ("c", "d", 0.7, 0.9),
        ("a", "d", 0.1, 0.9), ("d", "e", 0.9, 0.9),
    ))  # fmt: skip
    assert bridges_of(found).rows() == [("c1", "c", "d", 0.7, 1, json.dumps(["d"]))]


def test_an_agency_is_no_bridge() -> None:
    rows = [article("a", outlet="Reuters"), article("b", outlet="Post"), article("c", outlet="Echo")]
    found = of(rows, ["s1 c1"] * 3, [], **links(("a", "b", 0.9, 0.9), ("a", "c", 0.9, 0.9)))
    assert bridges_of(found).is_empty()


def test_a_roundup_is_told_and_what_it_quotes_is_not() -> None:
    rows = [article(name) for name in "abcdefg"]
    groups = ["s1 c1", "s2 c2", "s3 c3", "s4 c4", "s5 c5", "s5 c6", "s6 c7"]
    found = of(rows, groups, [], **links(
        ("a", "b", 0.01, 0.8), ("a", "c", 0.3, 0.7), ("a", "d", 0.01, 0.9), ("b", "g", 0.0, 0.6),
        ("b", "c", 0.0, 0.2), ("e", "f", 0.1, 0.9),
    ))  # fmt: skip
    told = roundups_of(found)
    assert told.schema == ROUNDUPS.empty().schema
    assert told.rows() == [("a", "s4", "d", 0.9), ("a", "s2", "b", 0.8), ("a", "s3", "c", 0.7)]
