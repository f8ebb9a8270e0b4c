"""The derivation tree: whom each took its text from, the words that say why, and that it is a forest."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl
import pytest
from detections import article, detection, member, pair
from hypothesis import given, settings
from hypothesis import strategies as st
from invented import HARBOUR, ORCHARD

from syndicate.flow.measure.deriving import QUOTED, derivations_of, grouped
from syndicate.schema import DERIVATIONS

if TYPE_CHECKING:
    from syndicate.flow.detect import Detection
    from syndicate.flow.measure.deriving import Group

LEAD, VOTE, GUILD, WORK = HARBOUR.strip().split("\n\n")
OWN = (
    "At the quay a baker gave away warm rolls while the vote was counted inside, and two gulls took most of "
    "them before the doors of the hall were opened to the crowd."
)
DAY = "2026-02-20"


def at(hour: int) -> str:
    return f"{DAY}T{hour:02}:00:00Z"


def told(found: Detection) -> dict[str, dict[str, object]]:
    table = derivations_of(found)
    assert table.schema == pl.Schema(DERIVATIONS.types)
    assert (
        table["article"].to_list() == found.clusters.filter(pl.col("role") != "single")["article"].to_list()
    )
    return {str(row["article"]): row for row in table.iter_rows(named=True)}


def chain(*, wire: bool = True, by: str = "") -> Detection:
    """A wire, an outlet that adds a paragraph of its own, one that took it from there, and one apart."""
    added = f"{LEAD}\n\n{OWN}\n\n{VOTE}"
    rows = [
        article("wire", outlet="Reuters", wire="Reuters", body=HARBOUR, published=at(6)),
        article("first", outlet="Morning Ledger", wire="Reuters", body=added, published=at(9)),
        article("second", outlet="Star", body=f"{by}{OWN}\n\n{VOTE}", published=at(12)),
        article("apart", outlet="Mail", wire="Reuters", body=f"{LEAD}\n\n{GUILD}", published=at(8)),
    ]  # fmt: skip
    rows = rows if wire else rows[1:]
    group = [member(row, "s1 c1", "derived" if i else "origin") for i, row in enumerate(rows)]
    return detection(rows, group, [pair("first", "second", "copy", sentences_b_in_a=1.0)])


def test_the_agency_and_an_outlet_that_another_took_from() -> None:
    rows = told(chain())
    assert {name: row["derived_from"] for name, row in rows.items()} == {
        "wire": "", "first": "wire", "second": "first", "apart": "wire"
    }  # fmt: skip
    assert (rows["wire"]["certainty"], rows["wire"]["evidence"]) == (None, "")
    assert all(0.5 <= rows[name]["certainty"] <= 1 for name in ("first", "second", "apart"))  # type: ignore[operator]


def test_the_evidence_says_why_and_quotes_what_only_two_have() -> None:
    rows = told(chain())
    assert str(rows["apart"]["evidence"]).startswith(
        "Reuters is the agency it credits; published 2.0 hours later; "
    )
    assert "100% of its words stand there in runs" in str(rows["apart"]["evidence"])
    quoted = str(rows["second"]["evidence"]).split("“")[1].rstrip("”…")
    assert OWN.startswith(quoted)
    assert len(quoted) == QUOTED - 1


def test_without_the_report_a_copy_of_a_version_is_still_told_and_the_others_are_not() -> None:
    rows = told(chain(wire=False))
    assert rows["second"]["derived_from"] == "first"
    assert rows["apart"]["derived_from"] == ""
    assert rows["apart"]["evidence"] == "credits Reuters, whose report is not among the articles"


def test_an_outlet_that_is_named_counts() -> None:
    before, after = (told(chain(by=by))["second"] for by in ("", "The Morning Ledger reported it first.\n\n"))
    assert after["certainty"] > before["certainty"]  # type: ignore[operator]
    assert "names Morning Ledger" in str(after["evidence"])
    inside = told(chain(by="The Morning Ledgers reported it first.\n\n"))["second"]
    assert "names" not in str(inside["evidence"])


def test_strangers_and_articles_without_times() -> None:
    rows = [article("a", body=HARBOUR), article("b", body=ORCHARD), article("c", body=HARBOUR)]
    group = [
        member(row, "s1 c1", role) for row, role in zip(rows, ["origin", "derived", "derived"], strict=True)
    ]
    found = told(detection(rows, group))
    assert (found["b"]["derived_from"], found["b"]["certainty"]) == ("", None)
    assert found["b"]["evidence"] == "no article stands out as its source"


def test_nobody_derives_from_a_later_article() -> None:
    rows = [
        article(name, outlet=name, body=HARBOUR, published=at(hour)) for name, hour in (("a", 9), ("b", 3))
    ]
    group = [member(row, "s1 c1", "derived") for row in rows]
    assert told(detection(rows, group))["b"]["derived_from"] == ""


def test_no_groups() -> None:
    alone = detection([article("a", body=HARBOUR)], [member(article("a"), "s1 c1", "single")])
    assert derivations_of(alone).equals(DERIVATIONS.empty())


BODY = st.lists(st.sampled_from([LEAD, VOTE, GUILD, WORK, OWN, ORCHARD]), max_size=4).map("\n\n".join)
ARTICLE = st.tuples(
    BODY,
    st.sampled_from(["", "Reuters", "Post", "Star"]),
    st.sampled_from(["", "Reuters", "AP", "agencies"]),
    st.sampled_from(["", DAY, "2026-02-21", at(3), at(9)]),
    st.integers(1, 2),
)


@settings(max_examples=60)
@given(st.lists(ARTICLE, min_size=2, max_size=7), st.data())
def test_it_is_a_forest_inside_the_clusters_whose_roots_include_the_origins(
    articles: list[tuple[str, str, str, str, int]], data: st.DataObject
) -> None:
    rows = [
        article(str(i), body=body, outlet=outlet, wire=wire, published=published)
        for i, (body, outlet, wire, published, _) in enumerate(articles)
    ]
    group = {str(i): f"c{one[4]}" for i, one in enumerate(articles)}
    origins = {cluster: name for name, cluster in reversed(group.items())}
    members = sorted(
        (
            member(
                row,
                f"s1 {group[row['article']]}",
                "origin" if row["article"] in origins.values() else "derived",
            )  # type: ignore[index]
            for row in rows
        ),
        key=lambda row: str(row["cluster"]),
    )
    pairs = [
        pair(str(a), str(b), "edit", sentences_a_in_b=data.draw(st.floats(0, 1)))
        for a in range(len(rows))
        for b in range(a + 1, len(rows))
        if data.draw(st.booleans())
    ]
    table = derivations_of(detection(rows, members, pairs))
    parent = dict(table.select("article", "derived_from").iter_rows())
    for name, source in parent.items():
        assert source == "" or group[source] == group[name]
        assert source == "" if name in origins.values() else True
        seen = {name}
        while source:
            assert source not in seen
            seen.add(source)
            source = parent[source]  # noqa: PLW2901 (up the tree)
    known = table.filter(pl.col("derived_from") != "")
    assert known["certainty"].is_between(0.5, 1).all()
    assert (known["evidence"] != "").all()
    assert table.filter(pl.col("derived_from") == "")["certainty"].is_null().all()


@pytest.mark.parametrize("words", ["", "a few words only"])
def test_short_bodies(words: str) -> None:
    rows = [article(name, body=words) for name in "ab"]
    found = told(detection(rows, [member(row, "s1 c1", "derived") for row in rows]))
    assert {row["derived_from"] for row in found.values()} == {""}


def test_clusters_are_looked_at_some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each cluster whole, and nothing that is said of one hangs on the others."""
    first = chain()
    again = {name: name + "-2" for name in first.articles["article"]}
    named = pl.col("article").replace(again)
    articles = pl.concat([first.articles, first.articles.with_columns(named)])
    second = first.clusters.with_columns(named, story=pl.lit("s2"), cluster=pl.lit("c2"))
    pairs = pl.concat([first.pairs, first.pairs.with_columns(pl.col("a", "b").replace(again))])
    both = pl.concat([first.clusters, second]).sort("article")  # rows of both, mixed
    found = replace(first, articles=articles, pairs=pairs, clusters=both)
    whole, read = derivations_of(found), list[list[str]]()

    def remembered(table: pl.DataFrame, articles: pl.DataFrame) -> Group:
        read.append(table["cluster"].unique().to_list())
        return grouped(table, articles)

    monkeypatch.setattr("syndicate.flow.measure.deriving.ARTICLES_A_BLOCK", 1)
    monkeypatch.setattr("syndicate.flow.measure.deriving.grouped", remembered)
    assert derivations_of(found).equals(whole)
    assert read == [["c1"], ["c2"]]
    assert whole["article"].to_list() == both["article"].to_list()
