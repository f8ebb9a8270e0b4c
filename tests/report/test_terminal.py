"""The summary says who carries what, adds up, and cannot be made to lie by what it quotes."""

from __future__ import annotations

import json
import re
from io import StringIO
from typing import TYPE_CHECKING

import pytest
from detections import BRIEF, REPRINT, article, detection, hostile, kerunda, member, pair, problem
from golden_files import agree
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.style import Style

from syndicate.report.columns import plain
from syndicate.report.counts import summary_counts, summary_json
from syndicate.report.notes import NONE
from syndicate.report.plain import WIDTH
from syndicate.report.terminal import (
    LONE_SHOWN,
    MEMBERS_SHOWN,
    PROBLEMS_SHOWN,
    SHOWN,
    STYLES,
    summary,
    summary_shown,
)
from syndicate.schema import PROBLEMS, VERSIONS

if TYPE_CHECKING:
    from syndicate.flow.detect import Detection


def singles(n: int, *, stories: int = 0) -> Detection:
    rows = [article(f"a{i}", title=f"Title {i}") for i in range(n)]
    return detection(rows, [member(r, f"s{i % (stories or n)} c{i}", "single") for i, r in enumerate(rows)])


def drawn(found: Detection, width: int) -> str:
    return plain(summary_shown(found, NONE, width), width)


def test_golden() -> None:
    told = (f"== {width} columns\n{drawn(kerunda(), width)}" for width in (60, 80, WIDTH, 160))
    agree("summary.txt", "".join(told))


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


def reprinted(n: int) -> Detection:
    """So many stories of one report each, and one reprint of it."""
    rows, clusters, pairs = [], [], []
    for i in range(n):
        wire, copy = (article(f"{i:05}{side}", title=f"Story {i}", outlet=side) for side in ("wire", "post"))
        rows += [wire, copy]
        clusters.append(member(wire, f"s{i:05} c{i:05}", "origin", "copy", 0.99, f"{i:05}post"))
        clusters.append(member(copy, f"s{i:05} c{i:05}", "derived", "copy", 0.99, f"{i:05}wire"))
        pairs.append(pair(f"{i:05}post", f"{i:05}wire", "copy", a_in_b=1.0, sentences_a_in_b=1.0))
    return detection(rows, clusters, pairs)


def test_two_clusters_are_told_whole() -> None:
    said = summary(reprinted(2))
    assert said.startswith("4 articles from 2 outlets.\n2 derive from 2 reports among them.\n")
    assert re.findall(r"^■ (.+)$", said, re.MULTILINE) == ["Story 0", "Story 1"]
    assert said.count("100% of its sentences, 100% word for word") == 2
    assert "more stor" not in said


@pytest.mark.parametrize("width", [60, WIDTH])
def test_five_thousand_clusters_fit_a_few_screens(width: int) -> None:
    drawing = summary_shown(reprinted(5000), NONE, width, table="{}.csv".format)
    lines = plain(drawing, width).splitlines()
    assert lines[:2] == ["10,000 articles from 2 outlets.", "5,000 derive from 5,000 reports among them."]
    assert [line for line in lines if line.startswith("■")] == [f"■ Story {i}" for i in range(SHOWN)]
    assert f"... and {5000 - SHOWN:,} more stories: see clusters.csv." in lines
    assert len(lines) < 80


def test_of_many_large_stories_each_is_cut_short() -> None:
    n = SHOWN + 1
    rows = [article(f"{i:02} {k:02}", title=f"Story {i}") for i in range(n) for k in range(60)]
    clusters = [
        member(row, f"s{k // 60} c{k // 60 if k % 60 < 30 else k}", "single" if k % 60 >= 30 else "derived")
        for k, row in enumerate(rows)
    ]
    lines = summary(detection(rows, clusters)).splitlines()
    assert sum(line.endswith("more articles") for line in lines) == SHOWN
    assert sum(line.endswith("more independent reports") for line in lines) == SHOWN
    assert len(lines) < SHOWN * (MEMBERS_SHOWN[1] + LONE_SHOWN[1] + 6) + 6


@given(st.integers(60, 240))
def test_it_keeps_to_the_screen(width: int) -> None:
    for found in (kerunda(), hostile()):
        assert max(map(cell_len, drawn(found, width).splitlines())) <= width


def test_colours_add_nothing_to_what_is_said() -> None:
    out = StringIO()
    console = Console(file=out, width=100, force_terminal=True, color_system="256", legacy_windows=False)
    console.print(summary_shown(kerunda(), NONE, 100))
    said = out.getvalue()
    assert "\x1b[1m■ Last combat troops" in said
    assert re.search(r"\x1b\[[0-9;]*35m +rewrite", said)
    bare = re.sub(r"\x1b\[[0-9;]*m", "", said)
    assert [line.rstrip() for line in bare.splitlines()] == drawn(kerunda(), 100).splitlines()
    assert all(Style.parse(style) for style in STYLES.values())


def test_large_clusters_and_stories_are_cut_and_counted() -> None:
    rows = [article(f"a{i}") for i in range(MEMBERS_SHOWN[0] + 1)]
    clusters = [member(rows[0], "s c", "origin", "copy", 0.9, "a1")]
    clusters += [member(row, "s c", "derived", "copy", 0.9, "a0") for row in rows[1:]]
    lone = [article(f"b{i}") for i in range(LONE_SHOWN[0] + 2)]
    said = summary(
        detection([*rows, *lone], clusters + [member(row, f"s c{i}", "single") for i, row in enumerate(lone)])
    )
    assert said.count("\n  copy ") == MEMBERS_SHOWN[0] - 1
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


def test_nothing_hostile_reaches_the_terminal() -> None:
    said = summary(hostile())
    assert {c for c in said if not c.isprintable()} <= {"\n"}
    assert said.count("■") == 1
    assert len(said.splitlines()) < 20
