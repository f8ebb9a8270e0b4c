"""What a report is made from: which pairs are shown, and that every table speaks of the same articles."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING

import polars as pl
import pytest
from detections import BRIEF, REPRINT, WIRE, article, detection, kerunda, member

from syndicate.flow.measure import reporting
from syndicate.flow.measure.reporting import LINES_UNKNOWN, OF_A_CLUSTER, OF_A_STORY, pairs_shown, report_of
from syndicate.report.html.contents import ALIGNED, REBUILT, SHARED, SPANS
from syndicate.schema import CLUSTERS, LINES

if TYPE_CHECKING:
    from syndicate.flow.detect import Detection
    from syndicate.report.html.contents import Texts


def crowd(n: int, *, clusters: int = 1) -> pl.DataFrame:
    """One story of n articles in clusters of even size; the partner of each is the one before it."""
    rows = [article(f"{i:03}", body="x") for i in range(n)]
    size = -(-n // clusters)
    return CLUSTERS.frame(
        [
            member(
                row,
                f"s c{i // size}",
                "derived" if i % size else "origin",
                "edit",
                0.9,
                f"{max(i - 1, 0):03}",
            )
            for i, row in enumerate(rows)
        ]
    )


def test_in_a_small_story_each_is_beside_each() -> None:
    ids = [f"{i:03}" for i in range(OF_A_STORY)]
    shown = list(pairs_shown(crowd(OF_A_STORY, clusters=4)))
    assert sorted(shown) == sorted((b, a) for a, b in combinations(ids, 2))


def test_in_a_larger_story_only_kin() -> None:
    shown = list(pairs_shown(crowd(2 * OF_A_STORY, clusters=2)))
    assert len(shown) == 2 * OF_A_STORY * (OF_A_STORY - 1) // 2
    assert all((int(a) < OF_A_STORY) == (int(b) < OF_A_STORY) for a, b in shown)


def test_in_a_crowd_only_the_origin_and_the_nearest() -> None:
    n = OF_A_CLUSTER + 1
    shown = set(pairs_shown(crowd(n)))
    assert shown == {(f"{i:03}", other) for i in range(1, n) for other in ("000", f"{i - 1:03}")}


def test_nothing_is_beside_nothing() -> None:
    assert list(pairs_shown(CLUSTERS.empty())) == []


def texts_of(found: Detection) -> Texts:
    """All texts of a report."""
    return report_of(found).texts(found.clusters)


@pytest.fixture(scope="module")
def found() -> Detection:
    return kerunda()


def test_every_table_has_its_schema(found: Detection) -> None:
    contents = report_of(found)
    texts = contents.texts(found.clusters)
    for table in (SPANS, ALIGNED, SHARED, REBUILT):
        assert dict(getattr(texts, table.name).schema) == table.types
    assert contents.thresholds.height > 0
    assert set(contents.measures["article"]) == set(contents.derivations["article"])


def test_sentences_tile_their_bodies(found: Detection) -> None:
    contents = texts_of(found)
    for name, body in found.articles.select("article", "body").iter_rows():
        own = contents.spans.filter(pl.col("article") == name)
        assert "".join(body[start:end] for start, end in own.select("start", "end").iter_rows()) == body


def test_pairs_count_the_sentences_of_the_spans(found: Detection) -> None:
    contents = texts_of(found)
    counts = dict(contents.spans.group_by("article").len().iter_rows())
    told = contents.aligned.filter(pl.col("status") != "removed")
    for a, b, n in told.group_by("article", "other").len().iter_rows():
        assert n == counts[a], (a, b)
    assert (BRIEF, WIRE) in set(told.select("article", "other").iter_rows())


def test_copied_words_are_measured_both_ways(found: Detection) -> None:
    words = {(a, b): told for a, b, *told in texts_of(found).shared.iter_rows()}
    in_wire, in_reprint, run = words[REPRINT, WIRE]
    assert (in_wire, in_reprint) == (1.0, 1.0)
    assert run > 300


def test_pieces_change_nothing(found: Detection, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = texts_of(found).aligned
    monkeypatch.setattr(reporting, "_PAIRS_A_TIME", 2)
    assert texts_of(found).aligned.equals(whole)


def test_a_lost_report_is_rebuilt_once() -> None:
    """Three versions of one report, none of them the agency's: they are measured against what they share."""
    wire = next(row for row in kerunda().articles.iter_rows(named=True) if row["article"] == WIRE)
    paragraphs = wire["body"].split("\n\n")
    bodies = [paragraphs[:8], paragraphs[1:9], paragraphs[2:10]]
    rows = [
        article(
            f"{name}/x", outlet=name, wire="Reuters", body="\n\n".join([f"{name} writes this itself.", *body])
        )
        for name, body in zip("ABC", bodies, strict=True)
    ]
    found = detection(
        rows,
        [member(row, "s c", "derived" if i else "origin", "copy", 0.9, "A/x") for i, row in enumerate(rows)],
    )
    contents = report_of(found)
    assert set(contents.measures["other"]) == {"consensus"}
    told_of = contents.texts(found.clusters)
    assert told_of.rebuilt["other"].unique().to_list() == ["consensus"]
    assert set(told_of.rebuilt["article"]) == {"A/x", "B/x", "C/x"}
    told = told_of.rebuilt.filter(pl.col("status") != "removed")["other_sentence"].drop_nulls()
    assert told.max() < told_of.consensus.height


def test_a_large_cluster_has_a_grid(found: Detection, monkeypatch: pytest.MonkeyPatch) -> None:
    assert texts_of(found).grids == []
    monkeypatch.setattr(reporting, "OF_A_CLUSTER", 3)
    (grid,) = texts_of(found).grids
    assert set(grid.articles) == {WIRE, BRIEF, REPRINT, "pages/El Faro del Sur/las-ultimas-tropas.txt"}
    assert grid.words[grid.articles.index(REPRINT), grid.articles.index(WIRE)] == 100


def test_lines_that_are_not_known_are_told_of(found: Detection) -> None:
    assert LINES_UNKNOWN in report_of(found).notes
    line = {"article": WIRE, "line": 0, "text": "Home", "kept": False, "reason": "menu"}
    assert report_of(replace(found, lines=LINES.frame([line]))).notes == found.notes


def test_every_step_counts_up_to_its_size(found: Detection) -> None:
    heard: list[tuple[str, int, int]] = []
    contents = report_of(found, progress=lambda step, size, done=0, /: heard.append((step, size, done)))
    contents.texts(found.clusters)
    assert {step for step, _, done in heard if done} >= {"index", "thresholds"}
    assert all(0 <= done <= size for _, size, done in heard)
    begun = {step for step, _, done in heard if not done}
    assert {step for step, *_ in heard} == begun


def test_nothing_at_all() -> None:
    one = article("x", body="")
    contents = texts_of(detection([one], [member(one, "s c", "single")]))
    assert (contents.aligned.height, contents.shared.height, contents.rebuilt.height) == (0, 0, 0)
    assert contents.spans.height == 0
