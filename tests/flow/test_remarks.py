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


HARBOUR, ORCHARD, STATION, MUSEUM = (
    "The harbour board of Port Wessel approved a loan of 43 million crowns for a new breakwater.",
    "Beetles have spread through the pear orchards of the upper Lenne valley, said Ruta Samuelsen.",
    "Engineers shut the reactor at Harsby after a cooling pump leaked 300 litres of water.",
    "Thieves took a Flemish altarpiece from the museum in Tarnby, police inspector Ole Brandt said.",
)
MORE = "Nobody was hurt. The council meets again on Thursday to hear what the chair has to say about it."
TIME = "2026-02-20T10:00:00Z"


def told(name: str, *sentences: str, published: str = TIME) -> dict[str, object]:
    return article(name, body=" ".join([*sentences, MORE]), published=published)


def digest(**given: str) -> list[dict[str, object]]:
    """One that tells of three events, and a report of each."""
    return [
        told("a", HARBOUR, ORCHARD, STATION),
        told("b", HARBOUR),
        told("c", ORCHARD, **given),
        told("d", STATION),
    ]


SPOKES = [("a", "b", 0.01, 0.8), ("a", "c", 0.3, 0.7), ("a", "d", 0.01, 0.9)]
ALONE = ["s1 c1", "s2 c2", "s3 c3", "s4 c4"]


def test_a_roundup_is_told_and_what_it_quotes_is_not() -> None:
    rows = [*digest(), told("e", MUSEUM), told("f", MUSEUM)]
    weak = [("b", "c", 0.0, 0.2), ("b", "e", 0.0, 0.6)]
    told_of = roundups_of(of(rows, [*ALONE, "s5 c5", "s5 c5"], [], **links(*SPOKES, *weak)))
    assert told_of.schema == ROUNDUPS.empty().schema
    assert told_of.rows() == [("a", "s4", "d", 0.9), ("a", "s2", "b", 0.8), ("a", "s3", "c", 0.7)]


def test_its_own_story_is_one_of_a_roundups() -> None:
    groups = ["s1 c1", "s1 c2", "s3 c3", "s4 c4"]
    told_of = roundups_of(of(digest(), groups, [], **links(*SPOKES)))
    assert told_of.rows() == [("a", "s4", "d", 0.9), ("a", "s3", "c", 0.7)]


@pytest.mark.parametrize(
    "rows",
    [
        [told("a", HARBOUR, ORCHARD), *digest()[1:]],  # nothing of the third
        [told("a", HARBOUR), told("b", HARBOUR), told("c", HARBOUR), told("d", HARBOUR)],  # all the same
        digest(published=""),
        digest(published="2026-02-25T10:00:00Z"),  # too late to be compared with the others
    ],
)
def test_no_roundup(rows: list[dict[str, object]]) -> None:
    assert roundups_of(of(rows, ALONE, [], **links(*SPOKES))).is_empty()


def test_stories_that_others_link_are_one_affair() -> None:
    joined = links(*SPOKES, ("b", "c", 0.1, 0.6))
    assert roundups_of(of(digest(), ALONE, [], **joined)).is_empty()


def test_what_two_roundups_tell_of_is_none() -> None:
    """All three reports stand in two digests as well, which tell of more."""
    rows = [
        told("a", HARBOUR, ORCHARD, STATION, MUSEUM),
        *digest()[1:],
        told("e", HARBOUR, ORCHARD, STATION),
        told("f", MUSEUM),
    ]
    ends = [(x, y, 0.1, 0.8) for x in "ae" for y in "bcd"] + [("a", "f", 0.1, 0.9)]
    found = of(
        rows, [*ALONE, "s5 c5", "s6 c6"], [], **links(*((min(e[:2]), max(e[:2]), *e[2:]) for e in ends))
    )
    assert set(roundups_of(found)["article"]) == {"a", "e"}
