"""What the page's script reads: every article once, nothing that could end its element."""

from __future__ import annotations

import json
from base64 import b64decode
from dataclasses import replace

import numpy as np
import polars as pl
from contents_by_hand import contents, row
from detections import BRIEF, REPRINT, WIRE, article, detection, kerunda, member
from hypothesis import given
from hypothesis import strategies as st

from syndicate.report.html import payload
from syndicate.report.html.contents import REBUILT, Grid
from syndicate.schema import CONSENSUS


def records(table: dict[str, list[list[object]]]) -> list[dict[object, object]]:
    return [dict(zip(table["columns"], values, strict=True)) for values in table["rows"]]


def test_every_article_in_the_order_of_the_clusters() -> None:
    found = kerunda()
    told = payload.whole(contents(found))
    rows = records(told["articles"])
    assert [one["article"] for one in rows] == found.clusters["article"].to_list()
    assert len(told["texts"]) == len(rows)
    by_id = {one["article"]: one for one in rows}
    assert (by_id[BRIEF]["role"], by_id[BRIEF]["derived_from"]) == ("derived", WIRE)
    assert by_id[WIRE]["credited"] is True
    assert by_id["afp/kerunda"]["own"] is None  # what stands alone is measured against nothing


def test_the_texts_are_those_of_their_articles() -> None:
    found = kerunda()
    told = payload.whole(contents(found))
    number = [one["article"] for one in records(told["articles"])].index(REPRINT)
    body = dict(found.articles.select("article", "body").iter_rows())[REPRINT]
    assert " ".join(told["texts"][number]).split() == body.split()


def test_pairs_name_rows_of_the_articles() -> None:
    told = payload.whole(contents(kerunda()))
    ids = [one["article"] for one in records(told["articles"])]
    assert {(ids[packed[0]], ids[packed[1]]) for packed in told["pairs"]} >= {(BRIEF, WIRE), (REPRINT, BRIEF)}


def test_a_rebuilt_report_counts_on_where_the_articles_end() -> None:
    found = kerunda()
    sentence = ("c1", 0, 0, 5, "Gone.", BRIEF, json.dumps([BRIEF, REPRINT]), 2)
    rebuilt = contents(
        found,
        consensus=CONSENSUS.frame([dict(zip(CONSENSUS.columns, sentence, strict=True))]),
        rebuilt=REBUILT.frame([{"cluster": "c1", **row(BRIEF, "consensus", "kept", 0, 0, 1.0, "", "")}]),
    )
    told = payload.whole(rebuilt)
    rows = [one["article"] for one in records(told["articles"])]
    assert told["rebuilt"] == [["c1", ["Gone."], [[rows.index(BRIEF), rows.index(REPRINT)]]]]
    assert told["pairs"][-1][:2] == [rows.index(BRIEF), len(rows)]


def test_a_grid_is_bytes_of_its_articles_rows() -> None:
    matrix = np.array([[100, 7], [255, 100]], np.uint8)
    told = payload.whole(contents(kerunda(), grids=[Grid("c1", [WIRE, BRIEF], matrix, matrix.T)]))
    ids = [one["article"] for one in records(told["articles"])]
    ((rows, words, sentences),) = told["grids"]
    assert rows == [ids.index(WIRE), ids.index(BRIEF)]
    assert list(b64decode(words)) == [100, 7, 255, 100]
    assert list(b64decode(sentences)) == [100, 255, 7, 100]
    elsewhere = contents(kerunda(), grids=[Grid("c9", ["x"], matrix, matrix)])
    assert payload.whole(elsewhere)["grids"] == []


def test_an_overview_has_no_texts() -> None:
    found = kerunda()
    made = contents(found)
    listed = payload.articles_of(made, found.clusters.filter(pl.col("story") == "s1"))
    told = payload.index(made, listed, {"s1": "there/0001.html"})
    assert {one["story"] for one in records(told["articles"])} == {"s1"}
    assert (told["alone"], told["pages"]) == (1, {"s1": "there/0001.html"})
    assert "texts" not in told
    assert not {"url", "evidence", "carried"} & set(told["articles"]["columns"])  # its own page tells


def test_a_part_has_its_own_texts_only() -> None:
    found = contents(kerunda())
    articles = payload.articles_of(found, found.clusters.filter(pl.col("story") == "s2"))
    told = payload.part(found, articles, "../report.html")
    assert (len(told["texts"]), told["pairs"], told["home"]) == (1, [], "../report.html")
    assert "settings" not in told


def test_links_of_other_kinds_are_dropped() -> None:
    found = kerunda()
    clicked = found.articles.with_columns(url=pl.lit("javascript:alert(1)"))
    told = payload.whole(replace(contents(found), articles=clicked))
    assert {one["url"] for one in records(told["articles"])} == {""}


def test_unknown_numbers_are_null() -> None:
    found = kerunda()
    odd = found.clusters.with_columns(probability=pl.lit(float("nan")))
    told = json.loads(payload.as_json(payload.whole(replace(contents(found), clusters=odd))))
    assert {one["probability"] for one in records(told["articles"])} == {None}


def test_nothing_at_all() -> None:
    one = article("x", body="")
    told = payload.whole(contents(detection([one], [member(one, "s c", "single")])))
    assert (told["texts"], told["pairs"], told["rebuilt"]) == ([[]], [], [])


@given(st.text())
def test_json_cannot_leave_its_element(text: str) -> None:
    written = payload.as_json({"text": f"</script><!--{text}"})
    assert not set(written) & set("<>&\u2028\u2029")
    assert json.loads(written) == {"text": f"</script><!--{text}"}
