"""The stage that decided on a pair, and what would have decided otherwise, in sentences. Measures nothing."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from syndicate.flow.grouping import linked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from syndicate.flow.detect import Detection
    from syndicate.flow.explain.counterfactuals import Change
    from syndicate.flow.grouping import Linked
    from syndicate.match.cluster import When
    from syndicate.settings import Settings
    from syndicate.sketch.candidates import WhyNot

PULLED: Final = 3  # pairs named that pulled a mean down


class Linkage(NamedTuple):
    """What grouping made of two articles."""

    height: float  # the largest threshold at which they are together; 0 where there is none
    one_version: bool  # nearly the same text: together at any threshold
    mean: float  # over all pairs between their two clusters, as it was counted; 0 where they are in one
    pairs: int  # so many versions of one are against so many of the other
    unlike: int  # of these, pairs without a link: they count as 0
    lowest: tuple[tuple[str, str, float], ...]  # the least probable links among them
    hours_apart: float = 0.0  # between what is of known time in the one and in the other; 0 where none is


@dataclass(frozen=True, slots=True, eq=False)
class Judged:
    """What is known of one pair before a sentence is made of it."""

    a: str
    b: str
    probability: float
    story: float
    too_short: tuple[str, ...]  # those of the two that have too few words to be compared
    sketches: WhyNot
    linkage: Linkage
    settings: Settings
    compared: bool = False  # it stands among the links: a sketch proposed it, whatever is found now


def linkage_of(found: Detection, a: str, b: str) -> Linkage:
    """How far apart the grouping has put articles a and b."""
    articles = found.articles.sort("article")
    ids = articles["article"].to_list()
    groups = dict(found.clusters.select("article", "cluster").iter_rows())
    joined = linked(articles, found.links, found.settings, max(found.settings.floor, 0.01))
    i, j = ids.index(a), ids.index(b)
    height = joined.clusters.height(i, j)
    same = bool(joined.version[i] == joined.version[j])
    if groups[a] == groups[b]:
        return Linkage(height, same, 0.0, 0, 0, ())
    side = np.array([1 if groups[x] == groups[a] else 2 if groups[x] == groups[b] else 0 for x in ids])
    known = Linkage(height, same, 0.0, 0, 0, ())
    known = known._replace(hours_apart=_hours_between(joined.when, side))
    return _between(joined, side, ids, known, found.settings.floor)


def _hours_between(when: When, side: NDArray[np.int64]) -> float:
    """The least number of hours that may lie between the articles of side 1 and those of side 2."""
    first, last = when.hours - when.slack, when.hours + when.slack
    start, end = ([turned(times[side == s]) for s in (1, 2)] for turned, times in (
        (np.fmin.reduce, first), (np.fmax.reduce, last)
    ))  # fmt: skip
    return float(np.fmax(0.0, max(start[1] - end[0], start[0] - end[1])))


def _between(
    joined: Linked, side: NDArray[np.int64], ids: Sequence[str], known: Linkage, floor: float
) -> Linkage:
    """The mean between the articles of side 1 and those of side 2, and what pulled it down."""
    links, version, mass = joined.found, joined.version, joined.mass
    across = (side[links.pairs].prod(axis=1) == 2) & (links.probability >= floor)
    pairs, probability = links.pairs[across], links.probability[across]
    ends = np.sort(version[pairs], axis=1)
    keys, which, counts = np.unique(ends, axis=0, return_inverse=True, return_counts=True)
    means = np.bincount(which.reshape(-1), probability, len(keys)) / counts
    here, there = (np.unique(version[side == s]) for s in (1, 2))
    total = mass[here].sum() * mass[there].sum()
    low = sorted((float(p), ids[x], ids[y]) for p, (x, y) in zip(probability, pairs.tolist(), strict=True))
    return known._replace(
        mean=float((means * mass[keys].prod(axis=1)).sum() / total),
        pairs=len(here) * len(there),
        unlike=len(here) * len(there) - len(keys),
        lowest=tuple((x, y, p) for p, x, y in low[:PULLED]),
    )


def why_apart(judged: Judged) -> str:
    """The stage at which the pair was dropped."""
    sketches, settings, probability = judged.sketches, judged.settings, judged.probability
    if judged.too_short:
        few = f"fewer than {settings.shingle_words} words, too little to go by"
        return f"{' and '.join(judged.too_short)} {'have' if len(judged.too_short) > 1 else 'has'} {few}"
    if not sketches.inside_window:
        return f"{sketches.hours_apart:.0f} hours lie between them, the window is {sketches.window_hours:g}"
    if not sketches.proposed and not judged.compared:
        return "neither sketch proposed the pair (no LSH band and too few key terms in common)"
    if probability < settings.floor:
        return f"the evidence gives {probability:.3f}, below the floor of {settings.floor:g}"
    if probability < settings.threshold:
        return f"the evidence gives {probability:.2f}, below the threshold of {settings.threshold:g}"
    why = "the mean over both groups is lower"
    if _parted_by_time(judged):
        hours = f"{judged.linkage.hours_apart:.0f} hours lie between what is dated in their groups"
        why = f"{hours}, the window is {settings.window_hours:g}"
    return f"the pair alone would join ({probability:.2f}), but {why}"


def _parted_by_time(judged: Judged) -> bool:
    """Their groups are close enough to be one but for their times."""
    linkage, settings = judged.linkage, judged.settings
    return linkage.hours_apart > settings.window_hours and linkage.mean >= settings.threshold


def would_change(judged: Judged, together: bool, pieces: Sequence[Change]) -> tuple[str, ...]:
    """What would have changed the answer, in sentences; the cheapest to try come first."""
    carried = judged.probability >= judged.settings.threshold
    if together:
        own = f"Their own evidence would {'not ' if carried else ''}carry it"
        return (*_parted(judged), *(f"{own} {piece.words}." for piece in pieces))
    if judged.too_short:
        return (f"They would be compared if both had {judged.settings.shingle_words} words or more.",)
    told = [*_reached(judged), *_joined(judged)]
    if not carried:
        told += [f"The pair would reach the threshold {piece.words}." for piece in pieces]
        if not pieces:
            told.append("No single piece of evidence would lift the pair over the threshold.")
    return tuple(told)


def _parted(judged: Judged) -> list[str]:
    if judged.linkage.one_version:
        return ["They are nearly the same text, and stay together at any threshold."]
    height = judged.linkage.height
    if height < judged.settings.threshold:  # put together by hand, or by other settings
        return []
    return [f"Apart at a threshold above {_down(height)}."]


def _reached(judged: Judged) -> list[str]:
    """What would have had them compared."""
    sketches = judged.sketches
    enough = judged.probability >= judged.settings.threshold
    then = f"; the evidence would {'do' if enough else 'not do'} ({judged.probability:.2f})"
    if not sketches.inside_window:
        return [f"Inside a window of {math.ceil(sketches.hours_apart)} hours they would be compared{then}."]
    missing = sketches.needed_keyterms - sketches.shared_keyterms
    if not sketches.proposed and missing > 0 and not judged.compared:
        more = f"{missing} more key {'term' if missing == 1 else 'terms'}"
        return [f"With {more} in common they would be compared{then}."]
    return []


def _joined(judged: Judged) -> list[str]:
    """At which threshold they would be together, and what keeps them apart above it."""
    linkage, told = judged.linkage, []
    if 0 < linkage.height < judged.settings.threshold:
        told.append(f"Together at a threshold of {_down(linkage.height)} or less.")
    if _parted_by_time(judged):
        hours = math.ceil(linkage.hours_apart)
        told.append(f"Inside a window of {hours} hours their groups would be near enough to be joined.")
    elif judged.probability >= judged.settings.threshold and linkage.pairs > 1:
        unlike = f", {linkage.unlike} of them without a likeness" if linkage.unlike else ""
        lowest = "; ".join(f"{x} and {y} {p:.2f}" for x, y, p in linkage.lowest)
        told.append(
            f"The mean between their two groups is {linkage.mean:.2f}, over {linkage.pairs} pairs of versions"
            f"{unlike}; pulled down by: {lowest}."
        )
    return told


def _down(value: float) -> str:
    """Two digits, never above the value: a threshold that is named must do what is said of it."""
    return f"{math.floor(value * 100 + 1e-9) / 100:.2f}" if value >= 0.01 else f"{value:.4f}"
