"""Which report a cluster derives from, and whose it is."""

from __future__ import annotations

import polars as pl
from detections import article, member

from syndicate.flow.measure.originals import with_reports
from syndicate.schema import ARTICLES, CLUSTERS


def reports(*rows: tuple[str, str, str, str, str]) -> dict[str, tuple[object, ...]]:
    """(cluster, article, outlet, credit, role) each; what is said of each article."""
    articles = [article(name, outlet=outlet, wire=credit) for _, name, outlet, credit, _ in rows]
    members = [member(a, f"s1 {row[0]}", row[4]) for a, row in zip(articles, rows, strict=True)]
    found = with_reports(CLUSTERS.frame(members), ARTICLES.frame(articles))
    columns = found.select("article", "credit", "origin", "original", "wire").iter_rows()
    return {name: said for name, *said in columns}  # type: ignore[misc]


def test_an_agencys_own_report() -> None:
    said = reports(
        ("c1", "w", "AP Health", "AP", "origin"), ("c1", "a", "Post", "Reuters", "derived"),
        ("c1", "b", "Star", "Reuters", "derived"),
    )  # fmt: skip
    assert said["a"] == ["Reuters", "w", True, "AP"]
    assert said["w"] == ["AP", "w", True, "AP"]


def test_a_lost_report_is_whom_most_credit() -> None:
    said = reports(
        ("c1", "a", "Post", "agencies", "origin"), ("c1", "b", "Star", "Reuters", "derived"),
        ("c1", "c", "Mail", "", "derived"), ("c1", "d", "Sun", "agencies", "derived"),
        ("c2", "e", "Post", "AFP", "origin"), ("c2", "f", "Star", "AP", "derived"),
        ("c3", "g", "Post", "agencies", "origin"), ("c3", "h", "", "", "derived"),
    )  # fmt: skip
    assert said["c"] == ["", "a", False, "Reuters"]
    assert said["e"][3] == "AFP"  # of two equals the first in the alphabet
    assert said["g"] == ["agencies", "g", False, ""]


def test_groups_without_an_origin_and_with_two() -> None:
    said = reports(
        ("c1", "a", "Post", "", "derived"), ("c1", "b", "Star", "", "derived"),
        ("c2", "c", "Post", "", "origin"), ("c2", "d", "Reuters", "", "origin"),
    )  # fmt: skip
    assert said["a"] == ["", "", False, ""]
    assert said["d"] == ["", "c", False, ""]


def test_no_groups() -> None:
    found = with_reports(CLUSTERS.empty(), ARTICLES.empty())
    assert found.is_empty()
    assert found.schema["original"] == pl.Boolean
