"""What would have changed the answer for a pair: one piece of evidence, or the threshold. Changes nothing.

Each piece of evidence is turned by itself, the others left as they are, until the model's answer crosses the
threshold: a counterfactual explanation (Wachter, Mittelstadt, Russell 2018), in steps of a twentieth.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from syndicate.match import relation
from syndicate.match.evidence import FEATURES

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from syndicate.match.relation import Shared

STEPS: Final = np.linspace(0.0, 1.0, 21)  # of the way from what is to all there could be, or to nothing
SAID: Final = 2  # pieces of evidence named
NEARLY: Final = 0.999  # a share that says all


class Change(NamedTuple):
    """One piece of evidence that would have changed the answer, if it alone were so."""

    step: float  # how much of the way it would have to go, 0..1
    words: str


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of evidence: how it is turned, and how the change is told."""

    turn: Callable[[Shared, NDArray[np.float64], bool], Shared]
    tell: Callable[[Shared, Shared], str]  # (as it is, as it would be) -> words


def changes(shared: Shared, threshold: float) -> list[Change]:
    """What would take the one pair of `shared` over the threshold, or below it: the smallest changes first.

    Nothing is told where no piece of evidence would do by itself.
    """
    rises = bool(_probability(shared)[0] < threshold)
    found = []
    for piece in _PIECES:
        many = piece.turn(relation.joined([shared] * len(STEPS)), STEPS, rises)
        crossed = np.flatnonzero((_probability(many) >= threshold) == rises)
        if len(crossed):
            would = relation.chosen(many, np.arange(len(STEPS)) == crossed[0])
            found.append(Change(float(STEPS[crossed[0]]), piece.tell(shared, would)))
    return sorted(change for change in found if change.words)[:SAID]


def _probability(shared: Shared) -> NDArray[np.float64]:
    return relation.probabilities(shared, relation.features(shared))[0]


def _column(shared: Shared, name: str) -> NDArray[np.float64]:
    return shared.evidence[:, FEATURES.index(name)].astype(np.float64)


def _shares(*names: str, count: str = "") -> Callable[[Shared, NDArray[np.float64], bool], Shared]:
    """Moves these columns, shares of 0..1, towards 1 or 0; `count` grows in proportion to the first."""

    def turn(shared: Shared, step: NDArray[np.float64], rises: bool) -> Shared:
        evidence = shared.evidence.copy()
        for name in names:
            now = _column(shared, name)
            there = now + step * (1.0 - now) if rises else now * (1.0 - step)
            evidence[:, FEATURES.index(name)] = np.where(now < 0, now, there)
        if count:
            before, after = _column(shared, names[0]), evidence[:, FEATURES.index(names[0])]
            grown = np.divide(after, before, out=np.ones(len(before)), where=before > 0)
            evidence[:, FEATURES.index(count)] *= grown
        return replace(shared, evidence=evidence)

    return turn


def _share_of(what: str, column: str) -> Callable[[Shared, Shared], str]:
    def tell(now: Shared, would: Shared) -> str:
        return _tell_share(what, float(_column(now, column)[0]), float(_column(would, column)[0]))

    return tell


def _tell_share(what: str, was: float, then: float) -> str:
    if was < 0:
        return ""
    if then < was:
        return f"if only {then:.0%} of {what}, not {was:.0%}"
    return f"if {'all' if then > NEARLY else f'{then:.0%}'} of {what}, not {was:.0%}"


def _wording(shared: Shared, step: NDArray[np.float64], rises: bool) -> Shared:
    """More, or fewer, of the same words in a row."""
    turned = _shares("phrases", "phrases_back")(shared, step, rises)
    runs = {
        name: getattr(shared, name) + step * (float(rises) - getattr(shared, name))
        for name in ("a_in_b", "b_in_a")
    }
    shingles, told = (_moved(sizes, step, rises) for sizes in (shared.shingles, shared.told))
    return replace(turned, shingles=shingles, told=told, **runs)


def _moved(sizes: NDArray[np.int32], step: NDArray[np.float64], rises: bool) -> NDArray[np.int32]:
    """More, or fewer, in common of two sets of these sizes."""
    most = np.minimum(sizes[:, 0], sizes[:, 1])
    goal, moved = most if rises else np.zeros_like(most), sizes.copy()
    moved[:, 2] += (step * (goal - sizes[:, 2])).astype(sizes.dtype)
    return moved


def _tell_wording(now: Shared, would: Shared) -> str:
    was, then = (float(s.shingles[0, 2] / max(1, s.shingles[0, :2].min())) for s in (now, would))
    return _tell_share("the shorter article's wording were the same", was, then)


def _in_time(shared: Shared, step: NDArray[np.float64], rises: bool) -> Shared:
    if not rises:
        return shared
    return replace(shared, lag_hours=shared.lag_hours * (1.0 - step))


def _tell_time(now: Shared, would: Shared) -> str:
    lag = abs(float(would.lag_hours[0]))
    told = f"if they had been published within {math.floor(lag)} hours of each other"
    return "" if math.isnan(lag) else told


def _credited(shared: Shared, step: NDArray[np.float64], rises: bool) -> Shared:
    """From half of the way on: two agencies become none that is known, none one; or the other way."""
    turned = np.clip(shared.credit + (1 if rises else -1), -1, 1)
    return replace(shared, credit=np.where(step >= 0.5, turned, shared.credit).astype(np.int8))


def _tell_credit(now: Shared, would: Shared) -> str:
    said = {1: "if both credited one agency", -1: "if they credited two agencies"}
    otherwise = "if they did not credit two agencies" if now.credit[0] < 0 else "if no agency were credited"
    return said.get(int(would.credit[0]), otherwise)


_PIECES: Final = (
    _Piece(
        _shares("contained", "contained_back"), _share_of("the informative words were shared", "contained")
    ),
    _Piece(_shares("names", "names_back"), _share_of("the names were shared", "names")),
    _Piece(
        _shares("numbers", "numbers_back", count="shared_numbers"),
        _share_of("the numbers were shared", "numbers"),
    ),
    _Piece(_shares("quotes"), _share_of("the quoted words were shared", "quotes")),
    _Piece(_wording, _tell_wording),
    _Piece(_in_time, _tell_time),
    _Piece(_credited, _tell_credit),
)
