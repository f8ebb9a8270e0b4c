"""Reports rebuilt as articles and as a table, and what is compared with them."""

from __future__ import annotations

import json

import polars as pl
import pytest
from detections import article, detection, member
from invented import HARBOUR, ORCHARD

from syndicate.flow.detect import Detection, quiet
from syndicate.flow.measure.comparing import consensus_of, residue_of
from syndicate.flow.measure.originals import with_reports
from syndicate.flow.measure.rebuilding import against_reports, by_its_name, rebuilt_reports, with_other
from syndicate.schema import CONSENSUS, RESIDUE

LEAD, VOTE, GUILD, WORK = HARBOUR.strip().split("\n\n")
OWN = "At the quay a baker gave away warm rolls while the vote was counted inside."
OTHERS = """The orchestra rehearsed a quartet by Brahms in an unheated barn outside Uppsala.

Its violist, who had lost his gloves on the ferry, asked for an hour's rest and was given tea.

Nobody could say who owned the barn."""


def found(*, wire: bool = False) -> Detection:
    """Three versions of a report, with the wire itself or without it; two strangers put together by hand."""
    rows = [
        article("post", outlet="Post", wire="Reuters", body=f"{LEAD}\n\n{OWN}\n\n{GUILD}\n\n{WORK}"),
        article("star", outlet="Star", body=f"{LEAD}\n\n{VOTE}\n\n{WORK}"),
        article("mail", outlet="Mail", wire="Reuters", body=f"{VOTE}\n\n{GUILD}\n\n{WORK}"),
        article("x", outlet="Post", body=OTHERS), article("y", outlet="Star", body=ORCHARD),
    ]  # fmt: skip
    group = [member(row, "s1 c1", "derived", "edit", 0.9, "post") for row in rows[:3]]
    group[0]["role"] = "derived" if wire else "origin"
    if wire:
        rows.append(article("wire", outlet="Reuters", wire="Reuters", body=HARBOUR))
        group = [member(rows[-1], "s1 c1", "origin", "edit", 0.9, "post"), *group]
    strangers = [member(rows[3], "s2 c2", "origin"), member(rows[4], "s2 c2", "derived")]
    return detection(rows, [*group, *strangers])


def test_the_table_of_a_rebuilt_report() -> None:
    table = consensus_of(found())
    assert table.schema == pl.Schema(CONSENSUS.types)
    assert set(table["cluster"]) == {"c1"}
    assert table["sentence"].to_list() == list(range(table.height))
    assert OWN not in table["text"].to_list()
    said = " ".join(table["text"])
    assert said == " ".join(HARBOUR.split())
    for row in table.iter_rows(named=True):
        witnesses = json.loads(row["witnesses"])
        assert witnesses[0] == row["article"]
        assert len(witnesses) == len(set(witnesses)) == row["n_witnesses"] >= 2
        bodies = dict(found().articles.select("article", "body").iter_rows())
        told = {name for name, body in bodies.items() if row["text"] in " ".join(body.split())}
        assert row["article"] in told <= set(witnesses)


def test_positions_tile_the_rebuilt_report_and_are_those_of_the_residue() -> None:
    table, rows = consensus_of(found()), residue_of(found(), "consensus")
    assert table["start"].to_list() == [0, *table["end"].to_list()[:-1]]
    places = {row[0]: row[1:] for row in table.select("sentence", "start", "end", "text").iter_rows()}
    seen = rows.filter(pl.col("status") != "added")
    told = seen.select("other_sentence", "other_start", "other_end", "other_text").iter_rows()
    assert all(places[n] == (*place,) for n, *place in told)


def test_residue_against_a_rebuilt_report() -> None:
    rows = residue_of(found(), "consensus")
    assert rows.schema == pl.Schema(RESIDUE.types)
    assert set(rows["other"]) == {"consensus"}
    assert set(rows["article"]) == {"post", "star", "mail"}  # the strangers agree on nothing
    added = rows.filter(pl.col("status") == "added")
    assert added.select("article", "text").rows() == [("post", OWN)]
    removed = rows.filter((pl.col("status") == "removed") & (pl.col("article") == "star"))
    assert " ".join(removed["text"]) == " ".join(GUILD.split())


def test_an_agencys_own_report_stands_for_itself() -> None:
    assert consensus_of(found(wire=True)).is_empty()
    rows = residue_of(found(wire=True), "consensus")
    assert set(rows.select("article", "other").iter_rows()) == {(a, "wire") for a in ("post", "star", "mail")}


def test_one_cluster() -> None:
    assert consensus_of(found(), "c1").equals(consensus_of(found()))
    assert consensus_of(found(), "c2").equals(CONSENSUS.empty())
    assert residue_of(found(), "consensus", "c2").equals(RESIDUE.empty())


@pytest.mark.parametrize(("least", "rebuilt"), [(2, True), (3, True), (4, False)])
def test_other_is_the_rebuilt_report_or_the_origin(least: int, rebuilt: bool) -> None:
    groups = with_reports(found().clusters, found().articles)
    reports, _ = rebuilt_reports(found().articles, groups, least, quiet)
    table = with_other(groups, reports).with_columns(by_its_name())
    wanted = ["consensus"] * 3 if rebuilt else ["", "post", "post"]
    assert table["other"].to_list() == [*wanted, "", "x"]
    assert table["rebuilt"].to_list() == [rebuilt] * 3 + [False] * 2


def test_nothing_to_rebuild_and_nothing_to_compare() -> None:
    groups = with_reports(found().clusters.head(0), found().articles)
    reports, sentences = rebuilt_reports(found().articles, groups, 2, quiet)
    assert reports.is_empty()
    assert sentences.equals(CONSENSUS.empty())
    pieces, corpus = against_reports(found().articles, with_other(groups, reports), reports, quiet)
    assert (list(pieces), corpus.n_articles) == ([], 0)
