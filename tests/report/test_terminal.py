"""The summary says who carries what, adds up, and cannot be made to lie by what it quotes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from detections import AGENCY, BRIEF, FARO, REPRINT, WIRE, article, detection, kerunda, member, problem
from golden_files import agree

from syndicate.report.terminal import (
    LONE_SHOWN,
    MEMBERS_SHOWN,
    PROBLEMS_SHOWN,
    SHOWN,
    summary,
    summary_counts,
    summary_json,
)
from syndicate.schema import PROBLEMS, VERSIONS

if TYPE_CHECKING:
    from syndicate.flow.detect import Detection

HOSTILE = "\x1b[2J\x07 Title \u202e\u2066 with\nlines \0 <b>=1+1 \x7f"


def singles(n: int, *, stories: int = 0) -> Detection:
    rows = [article(f"a{i}", title=f"Title {i}") for i in range(n)]
    return detection(rows, [member(r, f"s{i % (stories or n)} c{i}", "single") for i, r in enumerate(rows)])


def test_golden() -> None:
    agree("summary.txt", summary(kerunda()))


def test_counts_add_up() -> None:
    counts = summary_counts(kerunda())
    assert counts == {
        "articles": 6, "outlets": 5, "outlet_unknown": 1, "stories": 1, "clusters": 1, "derived": 3,
        "versions": 0, "single": 2, "independent": 1, "alone": 1, "skipped": 1,
    }  # fmt: skip
    assert counts["articles"] == sum(counts[k] for k in ("clusters", "derived", "independent", "alone"))


def test_a_later_version_is_no_pickup() -> None:
    row = {
        "cluster": "c1",
        "article": REPRINT,
        "version_of": BRIEF,
        "outlet": "SnapBrief",
        "relation": "copy",
    }
    remarks = {"versions": VERSIONS.frame([row])}
    counts = summary_counts(kerunda(), remarks)
    assert (counts["derived"], counts["versions"]) == (2, 1)
    said = summary(kerunda(), remarks)
    assert "1 is a later version of an outlet's own" in said
    assert "  version  001.txt" in said
    assert json.loads(summary_json(kerunda(), remarks))["versions"] == [row]


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (singles(0), "0 articles.\nNo two of them derive from one report.\n"),
        (
            singles(1),
            "1 article; 1 names no outlet.\nNo two of them derive from one report, 1 stands alone.\n",
        ),
        (
            singles(3),
            "3 articles; 3 name no outlet.\nNo two of them derive from one report, 3 stand alone.\n",
        ),
    ],
)
def test_nothing_in_common(found: Detection, said: str) -> None:
    assert summary(found) == said


def test_a_story_of_independent_reports_alone() -> None:
    said = summary(singles(2, stories=1))
    assert "2 tell of the same events independently" in said
    assert "■ Title 0\n  2 articles from 2 independent origins\n" in said
    assert said.count("an independent report") == 2


def test_the_relation_is_the_one_to_the_origin() -> None:
    rows = {row.split()[1]: row for row in summary(kerunda()).splitlines() if row.startswith("  ")}
    assert "rewrite" in rows["El"]  # its nearest kin is the reprint, which it copies
    assert "(en -> es)" in rows["El"]
    assert rows["SnapBrief"].endswith("by way of 001.txt")  # no verified pair with the origin
    assert rows["SnapBrief"].split()[0] == "edit"
    assert "100% of its sentences,  98% word for word" in rows["001.txt"]


def test_many_stories_are_cut_and_counted() -> None:
    said = summary(singles(2 * SHOWN + 6, stories=SHOWN + 3))
    assert said.count("■") == SHOWN
    assert "... and 3 more stories: see the clusters table." in said


def test_large_clusters_and_stories_are_cut_and_counted() -> None:
    rows = [article(f"a{i}") for i in range(MEMBERS_SHOWN + 1)]
    clusters = [member(rows[0], "s c", "origin", "copy", 0.9, "a1")]
    clusters += [member(row, "s c", "derived", "copy", 0.9, "a0") for row in rows[1:]]
    lone = [article(f"b{i}") for i in range(LONE_SHOWN + 2)]
    said = summary(
        detection([*rows, *lone], clusters + [member(row, f"s c{i}", "single") for i, row in enumerate(lone)])
    )
    assert said.count("\n  copy ") == MEMBERS_SHOWN - 1
    assert "\n  ... and 1 more article\n  single" in said
    assert "\n  ... and 2 more independent reports\n" in said


def test_stories_with_a_taken_report_come_first() -> None:
    lone = [article(f"a{i}", title="Lone") for i in range(3)]
    wire, copy = article("w", title="Taken"), article("x", title="Copy")
    clusters = [member(row, f"s1 c{i}", "single") for i, row in enumerate(lone)]
    clusters += [
        member(wire, "s2 c9", "origin", "copy", 0.9, "x"),
        member(copy, "s2 c9", "derived", "copy", 0.9, "w"),
    ]
    said = summary(detection([*lone, wire, copy], clusters))
    assert 0 < said.index("■ Taken") < said.index("■ Lone")


def test_problems_are_counted_and_the_skipped_come_first() -> None:
    rows = [problem(f"d{i}", "doubtful", "look", skipped=False) for i in range(PROBLEMS_SHOWN)]
    rows.append(problem("lost.txt", "no text", "fill it in"))
    said = summary(detection([], [], problems=PROBLEMS.frame(rows)))
    assert "1 input skipped, 5 doubts:\n  lost.txt: no text (fill it in)\n" in said
    assert said.endswith("  ... and 1 more: see the problems table.\n")


def hostile() -> Detection:
    rows = [article(HOSTILE, title=HOSTILE, outlet=HOSTILE, published=HOSTILE, wire=HOSTILE), article("b")]
    clusters = [
        member(rows[0], "s c", "origin", "copy", 0.9, "b"),
        member(rows[1], "s c", "derived", "copy", 0.9, HOSTILE),
    ]
    return detection(
        rows, clusters, problems=PROBLEMS.frame([problem(HOSTILE, HOSTILE, HOSTILE)]), notes=(HOSTILE,)
    )


def test_nothing_hostile_reaches_the_terminal() -> None:
    said = summary(hostile())
    assert {c for c in said if not c.isprintable()} <= {"\n"}
    assert said.count("■") == 1
    assert len(said.splitlines()) < 20


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
