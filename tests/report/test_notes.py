"""The remarks in words: the weakest bridges, the widest round-ups, and how many more there are."""

from __future__ import annotations

from detections import BRIEF, WIRE, kerunda

from syndicate.report.notes import SHOWN, remark_lines, version_ids
from syndicate.schema import BRIDGES, ROUNDUPS, VERSIONS


def bridge(probability: float, n: int = 1) -> dict[str, object]:
    known = {"cluster": "c1", "a": BRIEF, "b": WIRE, "held": "[]"}
    return {**known, "probability": probability, "n_held": n}


def test_nothing_is_known() -> None:
    assert remark_lines(kerunda().articles, {}) == []
    empty = {"bridges": BRIDGES.empty(), "roundups": ROUNDUPS.empty(), "versions": VERSIONS.empty()}
    assert remark_lines(kerunda().articles, empty) == []
    assert version_ids({}) == version_ids(empty) == []


def test_the_weakest_bridges_first() -> None:
    table = BRIDGES.frame([bridge(0.9), bridge(0.41, 2), *[bridge(0.8)] * SHOWN])
    lines = remark_lines(kerunda().articles, {"bridges": table})
    assert lines[0] == "c1: 2 articles hang on the rest by one pair alone, SnapBrief and Reuters (0.41)"
    assert lines[1].startswith("c1: 1 article hangs on")
    assert lines[-1] == "2 more such pairs: see the bridges table"
    assert len(lines) == SHOWN + 1


def test_roundups() -> None:
    rows = [{"article": BRIEF, "story": f"s{i}", "other": WIRE, "probability": 0.9} for i in range(3)]
    lines = remark_lines(kerunda().articles, {"roundups": ROUNDUPS.frame(rows)})
    assert lines == ["SnapBrief also tells of 3 other stories"]
