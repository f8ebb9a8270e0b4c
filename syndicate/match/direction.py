"""Says who took from whom: in a pair, and in a group. Reads no text and no table.

A group's articles choose among the others of the group as in a conditional logit model (McFadden,
"Conditional logit analysis of qualitative choice behavior", 1974): every possible source has log odds that
are the sum of what speaks for it, against the odds 1 of a source that cannot be told. The share of a source
in the sum of all odds is the certainty: it grows with its own evidence, and falls with that of its rivals.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.match.relation import Shared

TELLING: Final = 0.5  # certainty from which a source is named: then it outweighs all the others together
WINDOWS: Final = 4  # a run of eight words that nobody else has: what is shorter may be chance
BIAS: Final = -5.8
# `scripts/fit_direction.py` fits them anew on 756 choices: the labelled set with its wires and without them,
# each with three articles more that shorten another outlet's version, and newspapers against PA. Refitted,
# they are no better on stories left out (right in .97, .96 and .85) than as they stand, and are left alone.
# There, of the sources named at a certainty of .5 to .8 about three in four are right, above .8 19 of 20.
WEIGHTS: Final = {
    "agency": 5.5,
    "credits": 0.9,
    "credits another": -1.3,
    "earlier": 1.5,
    "later": -1.5,
    "words": 2.2,
    "sentences": 0.8,
    "exclusive": 2.2,  # the report is among the articles: what it has not, others have from each other
    "exclusive without report": 1.0,  # it may be the report's, and nobody else have kept it
    "named": 1.0,  # seen too seldom to be fitted
}


def came_first(shared: Shared) -> NDArray[np.int8]:
    """Of M pairs (a, b): 1 where b derives from a, or came later; -1 the other way; 0 where it is not told.

    An agency's own report is the source of what is not its own, unless it is certainly the later of the two:
    then the two signs contradict each other. Else time alone decides, where it is beyond its slack. Which of
    the two holds more of the other says nothing of time: of 15 pairs of outlets of the labelled set that
    trimmed one report differently, the shorter was first in 12.
    """
    lag, slack = np.nan_to_num(shared.lag_hours), shared.slack_hours
    time = np.sign(lag) * (np.abs(lag) > slack)
    agency = -np.sign(shared.source.astype(np.float64))
    return np.where(agency == 0, time, np.where(agency == -time, 0, agency)).astype(np.int8)


@dataclass(frozen=True, slots=True, eq=False)
class Candidates:
    """K possible sources; row k says what speaks for article[k] having taken its text from source[k]."""

    article: NDArray[np.int64]
    source: NDArray[np.int64]
    agency: NDArray[np.bool_]  # the source is an agency's own report
    original: NDArray[np.bool_]  # the origin of the group is an agency's own report
    credit: NDArray[np.int8]  # 1 the article credits the source, 0 no agency, -1 another agency
    time: NDArray[np.int8]  # 1 the source is certainly earlier, -1 certainly later, 0 unknown
    words: NDArray[np.float64]  # share of the article's words that stand in the source in matching runs
    sentences: NDArray[np.float64]  # share of its sentences that have a partner there
    exclusive: NDArray[np.int64]  # word runs (windows) that these two have and nobody else in the group
    named: NDArray[np.bool_]  # the article names the source's outlet, and the origin does not


def signs(found: Candidates) -> dict[str, NDArray[np.float64]]:
    """What speaks for or against each candidate, by the names of WEIGHTS; each column has K rows."""
    exclusive = np.log1p(found.exclusive / WINDOWS)
    columns = {
        "agency": found.agency,
        "credits": found.credit > 0,
        "credits another": found.credit < 0,
        "earlier": found.time > 0,
        "later": found.time < 0,
        "words": found.words,
        "sentences": found.sentences,
        "exclusive": exclusive * found.original,
        "exclusive without report": exclusive * ~found.original,
        "named": found.named,
    }
    return {name: column.astype(np.float64) for name, column in columns.items()}


def log_odds(found: Candidates) -> NDArray[np.float64]:
    """The log odds of each candidate against a source that cannot be told; higher with every sign for it."""
    odds = np.full(len(found.article), BIAS)
    for name, column in signs(found).items():
        odds += WEIGHTS[name] * column
    return odds


def choose(
    article: NDArray[np.int64], odds: NDArray[np.float64], n: int
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """(candidate, certainty) for each of n articles; candidate -1 and NaN where none is TELLING.

    article, odds: the article, 0..n-1, and the log odds of each of K candidates. Of equals the first is
    taken.
    """
    top = np.zeros(n)  # the log odds of a source that cannot be told
    np.maximum.at(top, article, odds)
    total = np.exp(-top)
    np.add.at(total, article, np.exp(odds - top[article]))
    share = np.exp(odds - top[article]) / total[article]
    best, certainty = np.full(n, -1), np.full(n, np.nan)
    order = np.lexsort((-np.arange(len(share)), share))  # the surest is written last
    order = order[share[order] >= TELLING]
    best[article[order]] = order
    certainty[article[order]] = share[order]
    return best, certainty
