"""The measures of articles and outlets: by hand, and the sums that they must give."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from detections import article, detection, kerunda, member
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import HARBOUR, ORCHARD

from syndicate.compare.residue import residue
from syndicate.flow.measure.measuring import EVERY, measure, measures_of, outlet_table, outlets_of
from syndicate.schema import MEASURES, OUTLETS

if TYPE_CHECKING:
    from syndicate.flow.detect import Detection

LEAD, VOTE, GUILD, WORK = HARBOUR.strip().split("\n\n")
OWN = "At the quay a baker gave away warm rolls while the vote was counted inside."
LESS = f"{OWN}\n\n{LEAD}\n\n{VOTE}"
DAY = "2026-02-20"
SHARES = ("kept", "edited", "rewritten", "own")


def found(*, wire: bool = True, hours: bool = True) -> Detection:
    """A wire, or none, and three outlets that took it; one of them also stands alone, uncredited."""
    rows = [
        article("wire", outlet="Reuters", wire="Reuters", body=HARBOUR, published=DAY + "T08:00:00Z"),
        article("copy", outlet="Post", wire="Reuters", body=HARBOUR, published=DAY + "T10:30:00Z"),
        article("less", outlet="Star", body=LESS, published=DAY + "T09:00:00Z" * hours),
        article("mail", outlet="Mail", wire="Reuters", body=f"{LEAD}\n\n{GUILD}\n\n{WORK}"),
        article("lone", outlet="Post", body=ORCHARD),
    ][0 if wire else 1 :]  # fmt: skip
    first, *others, lone = rows
    group = [member(row, "s1 c1", "derived", "edit", 0.9, "copy") for row in others]
    return detection(rows, [member(first, "s1 c1", "origin"), *group, member(lone, "s2 c2", "single")])


def measured(found_: Detection) -> dict[str, dict[str, object]]:
    table = measures_of(found_)
    assert table.schema == pl.Schema(MEASURES.types)
    return {str(row["article"]): row for row in table.iter_rows(named=True)}


def test_measures_against_an_agencys_report() -> None:
    rows = measured(found())
    assert list(rows) == ["wire", "copy", "less", "mail"]
    assert {row["wire"] for row in rows.values()} == {"Reuters"}
    assert [row["other"] for row in rows.values()] == ["", "wire", "wire", "wire"]
    assert [row["credited"] for row in rows.values()] == [True, True, False, True]
    assert [row["lag_hours"] for row in rows.values()] == [0.0, 2.5, 1.0, None]
    assert (rows["copy"]["kept"], rows["copy"]["own"], rows["copy"]["carried"]) == (1.0, 0.0, 1.0)
    assert (rows["less"]["own_lead"], rows["less"]["own_end"], rows["copy"]["own_lead"]) == (1.0, 0.0, None)
    shared = len(f"{LEAD} {VOTE}".replace(" - ", " ").split())
    assert rows["less"]["own"] == pytest.approx(len(OWN.split()) / (len(OWN.split()) + shared), abs=0.01)


def test_the_report_itself_is_its_own() -> None:
    row = measured(found())["wire"]
    assert (row["own"], row["kept"], row["carried"], row["altered"]) == (1.0, 0.0, 1.0, 0)
    assert [row[name] for name in ("own_lead", "own_middle", "own_end")] == [0.3333] * 3


def test_a_lost_report_is_rebuilt_to_measure_against() -> None:
    rows = measured(found(wire=False))
    assert {row["other"] for row in rows.values()} == {"consensus"}
    assert rows["less"]["own"] == measured(found())["less"]["own"]
    assert [row["lag_hours"] for row in rows.values()] == [1.5, 0.0, None]  # after the first of them


def test_two_versions_are_measured_against_the_origin() -> None:
    few = found(wire=False)
    two = detection(few.articles.head(2).to_dicts(), few.clusters.head(2).to_dicts())
    assert [row["other"] for row in measured(two).values()] == ["", "copy"]


def test_where_nobody_credits_an_agency_the_origin_is_the_report() -> None:
    some = found(wire=False)
    uncredited = some.articles.with_columns(wire=pl.lit(""))
    rows = measured(detection(uncredited.to_dicts(), some.clusters.to_dicts()))
    assert [row["other"] for row in rows.values()] == ["", "copy", "copy"]
    assert {row["wire"] for row in rows.values()} == {""}


def test_a_day_alone_has_no_lag_and_groups_by_hand_may_lack_an_origin() -> None:
    assert measured(found(hours=False))["less"]["lag_hours"] is None
    two = detection(
        [article("a", body=HARBOUR), article("b", body=ORCHARD)],
        [member(article(name), "s1 c1", "derived") for name in "ab"],
    )
    row = measured(two)["a"]
    assert (row["other"], row["own"], row["carried"], row["lag_hours"]) == ("", 1.0, None, None)


def test_outlets() -> None:
    table = outlets_of(found())
    assert table.schema == pl.Schema(OUTLETS.types)
    rows = {(row["outlet"], row["wire"]): row for row in table.iter_rows(named=True)}
    assert list(rows) == [
        ("Post", EVERY), ("Post", "Reuters"), ("Mail", EVERY), ("Mail", "Reuters"), ("Star", EVERY),
        ("Star", "Reuters"), ("Reuters", EVERY),
    ]  # fmt: skip
    assert (rows["Post", EVERY]["articles"], rows["Post", EVERY]["derived"]) == (2, 1)
    assert (rows["Post", "Reuters"]["articles"], rows["Post", "Reuters"]["kept"]) == (1, 1.0)
    assert (rows["Star", EVERY]["uncredited"], rows["Mail", EVERY]["uncredited"]) == (1.0, 0.0)
    assert rows["Reuters", EVERY]["derived"] == 0
    assert [rows["Reuters", EVERY][name] for name in ("uncredited", "own", "lag_hours")] == [None] * 3


def test_outlets_are_means_and_the_lag_a_median() -> None:
    columns = {"story": "s", "cluster": "c", "published": "", "other": "w", "n_words": 9, "wire": "AP",
               "outlet": "Post", "credited": True, "rewritten": 0.0, "carried": 0.5, "altered": 0,
               "own_lead": None, "own_middle": None, "own_end": None, "edited": 0.0}  # fmt: skip
    kept = {"a": (1.0, 1.0), "b": (0.5, 3.0), "c": (0.0, 11.0)}
    rows = [
        {**columns, "article": a, "kept": k, "own": 1 - k, "lag_hours": lag} for a, (k, lag) in kept.items()
    ]
    rows[2]["altered"] = 3
    clusters = detection(
        [article(a, outlet="Post") for a in kept],
        [member(article(a, outlet="Post"), "s c", "derived") for a in kept],
    ).clusters
    every, agency = outlet_table(clusters, MEASURES.cast(pl.DataFrame(rows))).to_dicts()
    assert (every["kept"], every["own"], every["altered"], every["lag_hours"]) == (0.5, 0.5, 1.0, 3.0)
    assert {**every, "wire": "AP"} == agency


LINES = st.lists(st.sampled_from([LEAD, VOTE, GUILD, WORK, OWN, *ORCHARD.split("\n\n")]), max_size=6)


@settings(max_examples=25)
@given(st.lists(st.tuples(LINES, st.sampled_from(["", "Reuters", "Post"])), min_size=2, max_size=5))
def test_shares_add_up(articles: list[tuple[list[str], str]]) -> None:
    rows = [
        article(str(i), outlet=outlet, wire="AP", body="\n\n".join(lines))
        for i, (lines, outlet) in enumerate(articles)
    ]
    group = [member(row, "s1 c1", "derived" if i else "origin") for i, row in enumerate(rows)]
    for row in measures_of(detection(rows, group)).iter_rows(named=True):
        assert sum(row[name] for name in SHARES) == pytest.approx(1, abs=1e-3)
        assert all(0 <= row[name] <= 1 for name in (*SHARES, "carried"))
        thirds = [row[name] for name in ("own_lead", "own_middle", "own_end")]
        assert thirds == [None] * 3 or sum(thirds) == pytest.approx(1, abs=1e-3)
        assert (thirds[0] is None) <= (row["own"] < 1e-3 or row["n_words"] == 0)


def test_nothing_and_progress() -> None:
    alone = detection([article("a", body=HARBOUR)], [member(article("a"), "s1 c1", "single")])
    assert measures_of(alone).equals(MEASURES.empty())
    assert outlets_of(alone)["derived"].to_list() == [0]
    steps: list[str] = []
    measures_of(kerunda(), progress=lambda step, _, done=0, /: None if done else steps.append(step))
    assert steps == ["index", "rebuild", "index", "align"]


@pytest.mark.parametrize("wire", [True, False])
def test_rows_are_counted_piece_by_piece(wire: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, compared = measure(found(wire=wire)), list[int]()

    def compare(*given: Any, **named: Any) -> pl.DataFrame:
        compared.append(len(given[2]))
        return residue(*given, **named)

    monkeypatch.setattr("syndicate.flow.measure.rebuilding.PAIRS_A_PIECE", 2)
    monkeypatch.setattr("syndicate.flow.measure.rebuilding.residue", compare)
    pieces = measure(found(wire=wire))
    assert compared == [2, 1]
    assert pieces.measures.equals(whole.measures)
    assert pieces.against.equals(whole.against)
    assert whole.against.is_empty() == wire
