"""The sentences of an explanation hold: cut where they say, the two are together, or apart."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import polars as pl
import pytest
from detections import SEEDS, article, detection, member
from invented import HARBOUR, ORCHARD, page, pages

from syndicate.flow.detect import Detection, detect
from syndicate.flow.explain.explaining import explain_pair
from syndicate.flow.explain.reasoning import linkage_of
from syndicate.flow.opening import open_paths
from syndicate.flow.recutting import recut
from syndicate.schema import LINKS

TIME = "2026-02-20T10:00:00Z"
FIRST = HARBOUR.split("\n\n")[0]
MIXED = f"{FIRST}\n\n{ORCHARD}"


@cache
def seeds() -> Detection:
    return open_paths([SEEDS])


def together(found: Detection, a: str, b: str) -> bool:
    clusters = dict(found.clusters.select("article", "cluster").iter_rows())
    return clusters[a] == clusters[b]


def said(words: tuple[str, ...], pattern: str) -> float:
    (found,) = [match for text in words if (match := re.search(pattern, text))]
    return float(found.group(1))


def test_the_threshold_that_is_named_does_what_is_said() -> None:
    found = seeds()
    pairs = found.pairs.filter(found.pairs["probability"] < 0.9).sample(12, seed=3).select("a", "b").rows()
    for a, b in pairs:
        why = explain_pair(found, a, b)
        if why.together:
            level = said(why.would, r"Apart at a threshold above (\S+)\.$")
            assert together(recut(found, max(0.0, level)), a, b)
            assert not together(recut(found, min(1.0, level + 0.011)), a, b)
        elif any("Together at a threshold" in text for text in why.would):
            level = said(why.would, r"Together at a threshold of (\S+) or less")
            assert together(recut(found, level), a, b)


def three() -> Detection:
    """a and b are one cluster, c another, though b and c alone would join."""
    rows = [article(name) for name in "abc"]
    links = [("a", "b", 0.9), ("a", "c", 0.06), ("b", "c", 0.6)]
    frame = LINKS.frame([{"a": a, "b": b, "probability": p, "story": p, "jaccard": 0.1} for a, b, p in links])
    groups = zip(rows, ("s c1", "s c1", "s c2"), strict=True)
    return detection(rows, [member(row, group, "derived") for row, group in groups], links=frame)


def test_the_mean_that_separated_them() -> None:
    linkage = linkage_of(three(), "b", "c")
    assert linkage.mean == pytest.approx(0.33)
    assert linkage.height == pytest.approx(0.33)
    assert (linkage.pairs, linkage.unlike, linkage.one_version) == (2, 0, False)
    assert linkage.lowest == (("a", "c", 0.06), ("b", "c", 0.6))
    alone = three()
    unlinked = replace(alone, links=alone.links.filter(alone.links["probability"] > 0.1))
    assert linkage_of(unlinked, "b", "c").unlike == 1
    assert linkage_of(unlinked, "b", "c").mean == pytest.approx(0.3)


def two_years() -> Detection:
    """a and c, b and d are a cluster each: c and d are undated, and like all."""
    years = {"a": "2015-05-01", "b": "2019-05-01T12:00:00Z", "c": "", "d": ""}
    rows = [article(name, published=when, body=HARBOUR) for name, when in years.items()]
    links = {"ac": 0.9, "bd": 0.9, "ad": 0.8, "bc": 0.8, "cd": 0.8}
    frame = LINKS.frame([
        {"a": a, "b": b, "probability": p, "story": p, "jaccard": 0.1} for (a, b), p in links.items()
    ])  # fmt: skip
    groups = zip(rows, ("s c1", "t c2", "s c1", "t c2"), strict=True)
    return recut(detection(rows, [member(row, group, "derived") for row, group in groups], links=frame))


def test_the_times_that_separated_them() -> None:
    found = two_years()
    assert together(found, "a", "c")
    assert together(found, "b", "d")
    linkage = linkage_of(found, "c", "d")
    assert linkage.mean == pytest.approx(0.6)
    assert (linkage.height, linkage.hours_apart) == (0.0, 24 * (4 * 365 + 1) - 12)
    why = explain_pair(found, "c", "d")
    assert "35052 hours lie between what is dated in their groups, the window is 96" in why.verdict
    assert "Inside a window of 35052 hours their groups would be near enough to be joined." in why.would
    undated = found.articles.with_columns(published=pl.lit(""))
    assert linkage_of(replace(found, articles=undated), "c", "d").hours_apart == 0.0


def test_what_was_never_linked() -> None:
    linkage = linkage_of(detect(pages(page("a", HARBOUR), page("b", ORCHARD))), "a", "b")
    assert (linkage.height, linkage.mean, linkage.lowest) == (0.0, 0.0, ())


def would(one: str, other: str, later: str = TIME) -> str:
    found = detect(pages(page("a", one, published=TIME), page("b", other, published=later)))
    return " ".join(explain_pair(found, "a", "b").would)


def test_copies_stay_together_at_any_threshold() -> None:
    assert "stay together at any threshold" in would(HARBOUR, HARBOUR)


def test_a_wider_window() -> None:
    told = would(HARBOUR, HARBOUR, "2026-02-24T11:00:00Z")
    assert "Inside a window of 97 hours they would be compared; the evidence would do (" in told


def test_too_short() -> None:
    assert would("Video", HARBOUR) == "They would be compared if both had 5 words or more."


def test_key_terms_that_are_missing() -> None:
    told = would(HARBOUR, "Nothing here says what anybody else says about it today.")
    assert re.search(
        r"With \d more key terms? in common they would be compared; the evidence would not do", told
    )
