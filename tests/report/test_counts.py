"""Counts that add up, and the summary for programs."""

from __future__ import annotations

import json

from detections import AGENCY, BRIEF, FARO, HOSTILE, REPRINT, WIRE, hostile, kerunda

from syndicate.report.counts import summary_counts, summary_json


def test_counts_add_up() -> None:
    counts = summary_counts(kerunda())
    assert counts == {
        "articles": 6, "outlets": 5, "outlet_unknown": 1, "stories": 1, "clusters": 1, "derived": 3,
        "versions": 0, "single": 2, "independent": 1, "alone": 1, "skipped": 1,
    }  # fmt: skip
    assert counts["articles"] == sum(counts[k] for k in ("clusters", "derived", "independent", "alone"))


def test_json_is_valid_and_escaped() -> None:
    text = summary_json(hostile())
    assert text.isascii()
    assert text.isprintable()
    (story,) = json.loads(text)["stories_found"]
    assert story["title"] == HOSTILE
    assert [row["article"] for row in story["articles"]] == [HOSTILE, "b"]


def test_json_says_what_the_summary_says() -> None:
    told = json.loads(summary_json(kerunda()))
    assert {key: told[key] for key in summary_counts(kerunda())} == summary_counts(kerunda())
    (story,) = told["stories_found"]
    assert (story["story"], story["origins"]) == ("s1", 2)
    rows = {row["article"]: row for row in story["articles"]}
    assert list(rows) == [WIRE, BRIEF, REPRINT, FARO, AGENCY]
    assert (rows[FARO]["relation"], rows[FARO]["relation_to_origin"]) == ("copy", "rewrite")
    assert (rows[REPRINT]["sentences_in_origin"], rows[REPRINT]["words_in_origin"]) == (1.0, 0.98)
    assert rows[BRIEF]["sentences_in_origin"] is None
    assert rows[AGENCY]["probability"] is None
    assert told["problems"][0]["place"] == "kerunda/empty.txt"
