from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from newsroom import news

from syndicate.flow.alone import sketch_articles
from syndicate.flow.nearness import UNTIMED, Held, bins_of, choose_near
from syndicate.flow.pages import checked
from syndicate.settings import Settings
from syndicate.sketch.sketches import taken_both
from syndicate.text.clean import clean

if TYPE_CHECKING:
    from syndicate.sketch.nearest import Choices
    from syndicate.sketch.sketches import Sketched, Sketches

ALONE = Settings(alone=1)
N = 30


@cache
def both() -> Sketched:
    articles = clean(checked(news(N)).sort("article"), alone=True).articles
    return sketch_articles(articles, np.arange(N), ALONE)[1]


def sketches() -> Sketches:
    return both().words


def test_bins_of_time() -> None:
    found = bins_of(sketches(), ALONE)
    known = np.isfinite(sketches().earliest)
    assert (found[~known] == UNTIMED).all()
    assert (found[known] * 120 <= sketches().earliest[known]).all()
    assert (sketches().earliest[known] < (found[known] + 1) * 120).all()


def test_nobody_within_the_window_stands_beyond_the_neighbouring_bin() -> None:
    found, known = bins_of(sketches(), ALONE), np.flatnonzero(np.isfinite(sketches().earliest))
    earliest, latest = sketches().earliest[known], sketches().latest[known]
    gap = np.maximum(earliest[:, None] - latest[None], earliest[None] - latest[:, None])
    apart = np.abs(found[known][:, None] - found[known][None])
    assert (gap <= ALONE.window_hours).any()
    assert apart[gap <= ALONE.window_hours].max() <= 1


def test_choices_come_in_the_order_of_the_probes() -> None:
    held = Held(both(), ALONE)
    whole, near = choose_near(both(), held, ALONE)
    rows = np.arange(N)[::-3]
    some, _ = choose_near(taken_both(both(), rows), held, ALONE)
    for place, row in enumerate(rows.tolist()):
        assert chosen_by(some, place) == chosen_by(whole, row)
    assert set(whole.chosen.tolist()) <= set(near.tolist())


def chosen_by(choices: Choices, row: int) -> set[int]:
    return set(choices.chosen[choices.bounds[row] : choices.bounds[row + 1]].tolist())


def test_other_languages_are_met_by_their_facts_alone() -> None:
    held = Held(both(), ALONE)
    languages = both().languages
    assert set(np.unique(languages)) >= {"en", "es"}
    for number in held.bins:
        own = np.flatnonzero(held.own == number)
        for language in ("en", "es"):
            foreign = [n for n in own.tolist() if languages[n] not in {language, ""}]
            assert held.facts(number, language).who.tolist() == foreign
    choices, _ = choose_near(both(), held, ALONE)
    no_words = both().words._replace(
        bands=np.zeros_like(both().words.bands), bounds=np.zeros_like(both().words.bounds)
    )
    by_facts, near = choose_near(both()._replace(words=no_words), Held(both(), ALONE), ALONE)
    assert len(by_facts.chosen) > 0
    assert set(near.tolist()) >= set(by_facts.chosen.tolist())
    for row in range(N):
        found = chosen_by(by_facts, row)
        assert found <= chosen_by(choices, row)
        assert all(languages[other] != languages[row] for other in found)
