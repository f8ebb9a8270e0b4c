"""From the facts that two languages share to a probability: a small logistic model. Reads no text.

The ordinary evidence counts words, and a translation keeps none: what it keeps are numbers and names, and
their order. The weights stand in `translation_weights.json`, fitted by `scripts/fit_translations.py`.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np

from syndicate.compiled import compiled
from syndicate.match.relation import Model

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from syndicate.corpus import Facts

DOUBT: Final = 3.0  # nats added to all of an article's: the share of a few facts is no share
MANY: Final = 10.0  # facts in common from which their order can be told
LATE_HOURS: Final = 20.0  # as in `relation`: the next day's report
UNRELATED: Final = 0.82  # cosine (multilingual-e5-small) of the nearest of an unrelated article's sentences
ALIKE: Final = 0.94  # cosine of two sentences that say the same
ORDERED: Final = 128  # common facts whose order is looked at: bounds the work on endless articles
MEANING: Final = ("alike", "alike_back", "meaning_order")  # features that need a model of meaning


class Common(NamedTuple):
    """What the facts of M pairs say."""

    numbers: NDArray[np.float64]  # nats of the numbers in common
    names: NDArray[np.float64]  # nats of the names
    numbers_share: NDArray[np.float64]  # of the article that has fewer
    names_share: NDArray[np.float64]
    order: NDArray[np.float64]  # share of pairs of common facts that stand in the same order, 0.5 if none
    n: NDArray[np.float64]  # facts in common


def common_facts(facts: Facts, pairs: NDArray[np.int32]) -> Common:
    """What pairs (M x 2) of articles have in common, fact by fact."""
    out = np.zeros((len(pairs), 6))
    _compare(pairs, facts.bounds, facts.keys, facts.surprise, facts.places, facts.named, out)
    return Common(*out.T)


def features(
    common: Common, lag_hours: NDArray[np.float64], slack_hours: NDArray[np.float64]
) -> dict[str, NDArray[np.float64]]:
    """The features of every pair, by name; lags in hours, NaN where unknown."""
    lag = np.maximum(0.0, np.abs(lag_hours) - slack_hours)
    return {
        "numbers": common.numbers_share,
        "names": common.names_share,
        "order": (common.order - 0.5) * np.minimum(1.0, common.n / MANY),
        "late": (np.nan_to_num(lag, nan=0.0) > LATE_HOURS).astype(np.float64),
    }


def meaning(cosines: NDArray[np.float32]) -> tuple[float, float, float]:
    """(MEANING of two articles) from the cosines of their sentences, one row for each sentence of the first.

    How well the sentences of the side that is better matched find a partner, 0..1, then of the other side,
    and the share of neighbouring matched sentences whose partners come in the same order (0.5 where none).
    """
    if not cosines.size:
        return 0.0, 0.0, 0.5
    best = [np.clip((cosines.max(axis=side) - UNRELATED) / (ALIKE - UNRELATED), 0, 1) for side in (1, 0)]
    alike, back = sorted((float(side.mean()) for side in best), reverse=True)
    partners = cosines.argmax(axis=1)[best[0] >= 0.5]
    order = float((np.diff(partners) > 0).mean()) if len(partners) > 1 else 0.5
    return alike, back, order


@cache
def model(name: str) -> Model:
    """A fitted model: `report` or `story`, and the same with `_meaning` where sentences were compared."""
    stored = json.loads((files("syndicate.match") / "translation_weights.json").read_text(encoding="utf-8"))
    return Model(stored[name]["constant"], stored[name]["weights"])


def chosen(found: Mapping[str, NDArray[np.float64]]) -> Model:
    """The model of reports that judges by these features."""
    return model("report_meaning" if MEANING[0] in found else "report")


def probabilities(
    found: Mapping[str, NDArray[np.float64]],
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(both derive from one report, both tell of one event); the first implies the second.

    With the features MEANING among those found, the models that use them answer.
    """
    kind = "_meaning" if MEANING[0] in found else ""
    report = model(f"report{kind}").probabilities(found)
    return report, np.maximum(report, model(f"story{kind}").probabilities(found))


@compiled
def _compare(
    pairs: NDArray[np.int32],
    bounds: NDArray[np.int64],
    keys: NDArray[np.uint64],
    surprise: NDArray[np.float32],
    places: NDArray[np.float32],
    named: NDArray[np.bool_],
    out: NDArray[np.float64],
) -> None:
    """Merge the two sorted rows of every pair."""
    for p in range(len(pairs)):
        i, j = bounds[pairs[p, 0]], bounds[pairs[p, 1]]
        i_end, j_end = bounds[pairs[p, 0] + 1], bounds[pairs[p, 1] + 1]
        totals = np.zeros((2, 2))  # side, kind
        for side, (low, high) in enumerate(((i, i_end), (j, j_end))):
            for entry in range(low, high):
                totals[side, int(named[entry])] += surprise[entry]
        here, there = np.empty(i_end - i, np.float32), np.empty(i_end - i, np.float32)
        n, nats = 0, np.zeros(2)
        while i < i_end and j < j_end:
            if keys[i] == keys[j]:
                nats[int(named[i])] += min(surprise[i], surprise[j])
                here[n], there[n] = places[i], places[j]
                n += 1
                i += 1
                j += 1
            elif keys[i] < keys[j]:
                i += 1
            else:
                j += 1
        out[p, 0], out[p, 1] = nats
        for kind in range(2):
            out[p, 2 + kind] = nats[kind] / (min(totals[0, kind], totals[1, kind]) + DOUBT)
        out[p, 4], out[p, 5] = _concordance(here[: min(n, ORDERED)], there[: min(n, ORDERED)]), n


@compiled
def _concordance(here: NDArray[np.float32], there: NDArray[np.float32]) -> float:
    """Share of pairs that stand in the same order on both sides, 0.5 for none."""
    same, total = 0, 0
    for a in range(len(here)):
        for b in range(a):
            total += 1
            same += (here[a] - here[b]) * (there[a] - there[b]) > 0
    return same / total if total else 0.5
