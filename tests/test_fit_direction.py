"""The fit of who took from whom: what it learns of choices whose truth is known."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from fit_direction import (
    AGAINST,
    MISSED,
    NOBODY,
    Choices,
    figures,
    fit,
    labelled,
    left_out,
    named,
    shortened,
    surprise,
    table,
)

from syndicate.match.direction import BIAS, WEIGHTS

if TYPE_CHECKING:
    from pathlib import Path

ABOUT = 1.0  # more or less weight than this in a fit, and the weights in use are to be looked at again
NAMES = list(WEIGHTS)


def invented(seed: int = 1, n: int = 120) -> Choices:
    """Each article has two candidates, of which the agency is the source; one in three has none."""
    draw = np.random.default_rng(seed)
    signs = (draw.random((2 * n, len(NAMES))) < 0.2).astype(float)
    signs[:, NAMES.index("agency")] = 0.0
    has = np.arange(n) % 3 > 0
    signs[2 * np.flatnonzero(has), NAMES.index("agency")] = 1.0
    truth = np.where(has, 2 * np.arange(n), NOBODY)
    return Choices("invented", np.repeat(np.arange(n), 2), signs, truth, [f"s{i % 30}" for i in range(n)])


def test_it_learns_who_is_the_source_and_where_nobody_is() -> None:
    choices = invented()
    told = figures(choices, *named(choices, fit([choices])))
    assert told["right"] == told["named right"] == 1.0
    assert told["unknown"] == pytest.approx(1 / 3)


def test_stories_left_out_are_judged_all_the_same() -> None:
    choices = invented()
    ((best, certainty),) = left_out([choices])
    assert figures(choices, best, certainty)["right"] > 0.95
    assert (np.isnan(certainty) == (best < 0)).all()
    assert "right" in table([choices], [(best, certainty)])


def test_no_sign_turns_against_sense() -> None:
    choices = invented()
    spoiled = choices.signs.copy()
    spoiled[:, NAMES.index("words")] = 1.0 - spoiled[:, NAMES.index("agency")]
    spoiled[:, NAMES.index("later")] = spoiled[:, NAMES.index("agency")]
    given = Choices("spoiled", choices.article, spoiled, choices.truth, choices.story)
    weights = dict(zip(NAMES, fit([given]), strict=False))
    assert all(weight <= 0 if name in AGAINST else weight >= 0 for name, weight in weights.items())


def test_the_slope_is_that_of_the_loss() -> None:
    choices, weights = invented(), np.linspace(-1, 1, len(NAMES) + 1)
    _, slope = surprise(choices, weights)
    for k in range(len(weights)):
        step = np.zeros(len(weights))
        step[k] = 1e-5
        rise = surprise(choices, weights + step)[0] - surprise(choices, weights - step)[0]
        assert rise / 2e-5 == pytest.approx(slope[k], abs=1e-6)


def test_some_of_the_choices_keep_their_truth() -> None:
    choices = invented(n=6)
    choices.truth[1] = MISSED
    some = choices.of(np.array([False, True, True, True, False, True]))
    assert some.story == ["s1", "s2", "s3", "s5"]
    assert some.truth.tolist() == [MISSED, 2, NOBODY, 6]
    assert (some.signs[some.truth[[1, 3]], NAMES.index("agency")] == 1).all()


def test_a_missed_source_is_unknown_and_not_right() -> None:
    choices = invented(n=3)
    choices.truth[:] = MISSED
    told = figures(choices, np.full(3, NOBODY), np.full(3, np.nan))
    assert (told["right"], told["unknown"], told["unknown, has a source"]) == (0.0, 1.0, 1.0)
    assert np.isnan(told["named right"])


def test_a_version_is_shortened_within_its_day() -> None:
    article = {
        "id": "a", "outlet": "The Harrow Ledger", "published": "2026-03-10T22:05:00Z",
        "sentences": [{"s": f"{i}."} for i in range(10)],
    }  # fmt: skip
    made = shortened(article, 2)
    assert (made["id"], made["source"], made["published"]) == ("a-short", "a", "2026-03-10T23:05:00Z")
    assert made["sentences"] == article["sentences"][:6]


@pytest.mark.material
def test_the_weights_in_use_are_about_those_fitted(material: Path) -> None:
    fitted = fit(labelled(material))
    assert fitted == pytest.approx([*WEIGHTS.values(), BIAS], abs=ABOUT)
