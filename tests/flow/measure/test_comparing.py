"""Residue and overlap of what was found: which pairs, which rows, and how large they may be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from detections import article, detection, kerunda, member
from invented import HARBOUR, ORCHARD

from syndicate.errors import InputError, SettingError
from syndicate.flow.measure import comparing
from syndicate.flow.measure.comparing import compare_pairs, members, overlap_of, overlap_pairs_of, residue_of
from syndicate.schema import ARTICLES, OVERLAP, RESIDUE

if TYPE_CHECKING:
    from syndicate.flow.detect import Detection

KEPT, _ = HARBOUR.split("\n\n", 1)


def found() -> Detection:
    """A wire, a reprint, a shortened one, all of named outlets but the last; and a stranger."""
    rows = [
        article("wire", outlet="Reuters", body=HARBOUR),
        article("copy", outlet="Post", body=HARBOUR),
        article("short", body=KEPT),
        article("lone", outlet="Post", body=ORCHARD),
    ]
    wire, copy, short, lone = rows
    group = "s1 c1"
    return detection(rows, [
        member(wire, group, "origin", "copy", 0.9, "copy"),
        member(copy, group, "derived", "copy", 0.9, "wire"),
        member(short, group, "derived", "copy", 0.9, "wire"), member(lone, "s2 c2", "single"),
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("against", "pairs"),
    [
        ("origin", {("copy", "wire"), ("short", "wire")}),
        ("pairs", {(a, b) for a in ("wire", "copy", "short") for b in ("wire", "copy", "short") if a != b}),
        ("others", {("wire", "*"), ("copy", "*"), ("short", "*")}),
        ("consensus", {("copy", "wire"), ("short", "wire")}),
    ],
)
def test_residue_against(against: str, pairs: set[tuple[str, str]]) -> None:
    frame = residue_of(found(), against)
    assert frame.schema == pl.Schema(RESIDUE.types)
    assert set(frame.select("article", "other").iter_rows()) == pairs
    assert frame["cluster"].unique().to_list() == ["c1"]


def test_residue_of_a_shortened_reprint() -> None:
    frame = residue_of(found()).filter(pl.col("article") == "short")
    assert set(frame["status"]) == {"kept", "removed"}
    text = dict(found().articles.select("article", "body").iter_rows())["short"]
    for row in frame.filter(pl.col("status") == "kept").to_dicts():
        assert text[row["start"] : row["end"]].strip() == row["text"]


def test_against_others_has_each_sentence_once_with_its_closest_partner() -> None:
    frame = residue_of(found(), "others").filter(pl.col("article") == "wire")
    assert frame["sentence"].is_unique().all()
    assert set(frame["status"]) == {"kept"}


def test_a_sentence_carried_in_part_has_a_row_for_each_part_but_against_all_others() -> None:
    whole = "The port was closed. Dockworkers began an open-ended strike on Tuesday. Talks go on."
    wider = whole.replace("Tuesday.", "Tuesday, leaving seventeen ships waiting offshore with fruit.")
    rows = article("wire", outlet="Reuters", body=whole), article("more", body=wider)
    members_of_it = [
        member(rows[0], "s1 c1", "origin", "edit", 0.9, "more"),
        member(rows[1], "s1 c1", "derived", "edit", 0.9, "wire"),
    ]
    told = detection([*rows], members_of_it)
    assert residue_of(told)["status"].to_list() == ["kept", "edited", "added", "kept"]
    assert residue_of(told, "others")["status"].to_list() == ["kept", "edited", "kept"] * 2
    named = compare_pairs(told.articles, [("wire", "more")])
    assert named["status"].to_list() == ["kept", "edited", "kept", "removed"]
    assert compare_pairs(told.articles, [("wire", "more")], clauses=False).height == 3


def test_one_cluster_and_no_cluster() -> None:
    assert members(found())["article"].to_list() == ["wire", "copy", "short"]
    assert residue_of(found(), cluster="c1").equals(residue_of(found()))
    assert residue_of(found(), cluster="c2").equals(RESIDUE.empty())
    with pytest.raises(InputError, match="there is no cluster c9"):
        residue_of(found(), cluster="c9")
    with pytest.raises(InputError, match="there is no cluster c9"):
        overlap_of(found(), cluster="c9")


def test_unknown_words() -> None:
    with pytest.raises(SettingError, match="against"):
        residue_of(found(), "all")
    with pytest.raises(SettingError, match="measure"):
        overlap_of(found(), measure="letters")
    with pytest.raises(SettingError, match="by"):
        overlap_of(found(), by="day")


def test_named_pairs_in_their_order_with_or_without_clusters() -> None:
    named = [("short", "lone"), ("wire", "wire"), ("lone", "short"), ("short", "lone")]
    frame = compare_pairs(found().articles, named)
    order = frame.select("article", "other").rows()
    assert list(dict.fromkeys(order)) == named[:3]
    assert set(frame["cluster"]) == {""}
    assert set(frame.filter(pl.col("other") == "wire")["status"]) == {"kept"}
    assert compare_pairs(found().articles, []).equals(RESIDUE.empty())
    with pytest.raises(InputError, match="there is no article 'nobody'"):
        compare_pairs(found().articles, [("wire", "nobody")])


def test_only_the_articles_named_are_read() -> None:
    steps: list[tuple[object, ...]] = []
    many = pl.concat([found().articles, ARTICLES.frame([article(f"x{i}", body=ORCHARD) for i in range(500)])])
    compare_pairs(many, [("wire", "copy")] * 40, progress=lambda *step: steps.append(step))
    assert steps == [("index", 2), ("index", 2, 2), ("align", 40), ("align", 40, 32)]


def test_overlap_by_article() -> None:
    names, matrix = overlap_of(found())
    assert names == ["wire", "copy", "short", "lone"]
    assert np.diag(matrix).tolist() == [1.0] * 4
    assert matrix[0, 1] == matrix[1, 0] == matrix[2, 0] == 1.0
    assert 0.1 < matrix[0, 2] < 0.5
    assert matrix[3, :3].tolist() == matrix[:3, 3].tolist() == [0.0] * 3


def test_overlap_of_one_cluster() -> None:
    names, matrix = overlap_of(found(), cluster="c2")
    assert (names, matrix.tolist()) == (["lone"], [[1.0]])


def test_overlap_by_outlet() -> None:
    names, matrix = overlap_of(found(), by="outlet")
    assert names == ["Post", "Reuters", "short"]  # where no outlet is known, the article stands for itself
    assert np.diag(matrix).tolist() == [1.0] * 3
    assert matrix[0, 1] == matrix[1, 0] == 1.0
    assert 0.1 < matrix[0, 2] < 0.5


@pytest.mark.parametrize("by", ["article", "outlet"])
@pytest.mark.parametrize("measure", ["words", "jaccard", "longest-run"])
def test_overlap_as_rows_is_the_matrix_without_what_was_not_compared(by: str, measure: str) -> None:
    names, matrix = overlap_of(found(), by=by, measure=measure)
    rows = overlap_pairs_of(found(), by=by, measure=measure)
    assert rows.schema == pl.Schema(OVERLAP.types)
    for row, column, value in rows.iter_rows():
        assert row != column
        assert value == pytest.approx(matrix[names.index(row), names.index(column)], abs=1e-4)
    compared = {(a, b) for a in ("wire", "copy", "short") for b in ("wire", "copy", "short") if a != b}
    outlets = {(a, b) for a in names for b in names if a != b}
    assert set(rows.select("row", "column").iter_rows()) == (compared if by == "article" else outlets)


@pytest.mark.parametrize("measure", ["jaccard", "longest-run"])
def test_what_two_have_in_common_is_the_same_both_ways(measure: str) -> None:
    _, matrix = overlap_of(found(), measure=measure)
    assert (matrix == matrix.T).all()


def test_rows_of_one_cluster_of_any_number_and_of_unknown_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "MOST_ROWS", 2)
    assert overlap_pairs_of(found(), cluster="c1").height == 6
    assert overlap_pairs_of(found(), cluster="c2").equals(OVERLAP.empty())
    with pytest.raises(SettingError, match="measure"):
        overlap_pairs_of(found(), measure="letters")
    with pytest.raises(SettingError, match="by"):
        overlap_pairs_of(found(), by="day")


def test_outlets_that_share_no_cluster_and_those_that_share_two() -> None:
    rows = [article(f"{o}{i}", outlet=o, body=HARBOUR if i == 1 else ORCHARD) for o in "PQ" for i in (1, 2)]
    rows += [article("P3", outlet="P", body=KEPT), article("R1", outlet="R", body=ORCHARD)]
    group = {"P1": "s1 c1", "Q1": "s1 c1", "P3": "s1 c1", "P2": "s2 c2", "Q2": "s2 c2", "R1": "s3 c3"}
    table = sorted(
        (member(row, group[str(row["article"])], "derived") for row in rows), key=lambda r: str(r["cluster"])
    )
    names, matrix = overlap_of(detection(rows, table), by="outlet")
    assert names == ["P", "Q", "R"]
    _, articles = overlap_of(detection(rows, table))
    ids = [str(row["article"]) for row in table]
    cells = [articles[ids.index(a), ids.index(b)] for a, b in (("Q1", "P1"), ("Q1", "P3"), ("Q2", "P2"))]
    assert matrix[1, 0] == pytest.approx(np.mean(cells))
    assert cells[1] < 0.5
    assert np.isnan(matrix[0, 2])


def test_a_matrix_that_nobody_could_open_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "MOST_ROWS", 3)
    with pytest.raises(
        InputError, match=r"a matrix of 4 articles is too large, the most are 3 \(use --by outlet or"
    ):
        overlap_of(found())
    assert overlap_of(found(), by="outlet")[0] == ["Post", "Reuters", "short"]
    monkeypatch.setattr(comparing, "MOST_ROWS", 2)
    with pytest.raises(InputError, match=r"3 outlets is too large, the most are 2 \(use --cluster ID"):
        overlap_of(found(), by="outlet")


def test_progress() -> None:
    steps: list[tuple[object, ...]] = []
    residue_of(kerunda(), progress=lambda *step: steps.append(step))
    overlap_of(kerunda(), progress=lambda *step: steps.append(step))
    assert steps == [
        ("index", 4), ("index", 4, 4), ("align", 3), ("index", 6), ("index", 6, 6), ("overlap", 6),
        ("overlap", 6, 4), ("overlap", 6, 5), ("overlap", 6, 6),
    ]  # fmt: skip


def test_by_outlet_only_articles_in_company_are_read() -> None:
    heard: list[tuple[object, ...]] = []
    overlap_of(found(), by="outlet", progress=lambda *told: heard.append(told))
    company = members(found()).height
    assert 0 < company < found().clusters.height
    assert ("index", company, company) in heard
