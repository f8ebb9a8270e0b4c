from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from articles_by_hand import ARTICLES, Article, corpus_of, written
from hypothesis import given, settings
from hypothesis import strategies as st

from syndicate.match import evidence, relation, screening
from syndicate.match.evidence import FEATURES, gather
from syndicate.match.relation import Model, Shared
from syndicate.match.screening import OF_PHRASES, OF_RUNS, OF_SENTENCES, OF_SHINGLES, bounds, weighed
from syndicate.match.screening import OF_WORDING as EVERY

MISSING_COLUMNS = {
    OF_PHRASES: ("phrases", "phrases_back"),
    OF_SENTENCES: tuple(
        name for name in FEATURES if name.startswith(("cover", "mostly", "best", "order", "sentences"))
    ),
}


def shared(articles: list[Article], lag: float, source: int, runs: float, same: int = 6) -> Shared:
    """All pairs of the articles."""
    pairs = np.array(list(product(range(len(articles)), repeat=2)), np.int32)
    n = len(pairs)
    sizes = np.tile(np.array([20, 24, same], np.int32), (n, 1))
    return Shared(
        evidence=gather(corpus_of(articles), pairs), shingles=sizes, told=sizes,
        a_in_b=np.full(n, runs), b_in_a=np.full(n, runs / 2), longest_run=np.full(n, 9, np.int32),
        lag_hours=np.full(n, lag), slack_hours=np.zeros(n), credit=np.zeros(n, np.int8),
        same_outlet=np.arange(n) % 2 == 0, source=np.full(n, source, np.int8),
    )  # fmt: skip


def without(known: Shared, missing: frozenset[str]) -> Shared:
    """The same while the evidence behind these features is missing."""
    rows = known.evidence.copy()
    for features, columns in MISSING_COLUMNS.items():
        if features <= missing:
            rows[:, [FEATURES.index(name) for name in columns]] = 0
    known = replace(known, evidence=rows)
    if missing >= OF_SHINGLES:
        known = replace(known, shingles=known.shingles * 0, told=known.told * 0)
    return replace(known, a_in_b=known.a_in_b * 0, b_in_a=known.b_in_a * 0) if missing >= OF_RUNS else known


PAIRS = st.builds(
    shared,
    st.lists(ARTICLES, min_size=2, max_size=4),
    st.sampled_from([0.0, 5.0, 80.0, np.nan]),
    st.sampled_from([-1, 0, 1]),
    st.floats(0, 1),
    st.sampled_from([0, 6, 20]),
)
WEIGHTS = st.fixed_dictionaries(
    {name: st.floats(-4, 4) for name in sorted(EVERY | {"names", "late", "rare"})}
)


@given(PAIRS)
def test_what_may_be_missing_lies_between_0_and_1(known: Shared) -> None:
    found = relation.features(known)
    bare = relation.features(without(known, EVERY))
    for name in sorted(EVERY):
        assert ((found[name] >= 0) & (found[name] <= 1)).all(), name
        assert (bare[name] == 0).all(), name
    for name in set(found) - EVERY:
        assert np.array_equal(found[name], bare[name]), name


@settings(max_examples=60)
@given(PAIRS, st.lists(WEIGHTS, min_size=3, max_size=3), st.floats(0.001, 0.999))
def test_no_pair_is_let_go_that_would_be_kept(
    known: Shared, weights: list[dict[str, float]], least: float
) -> None:
    models = {
        name: Model(-2.0, own) for name, own in zip(relation.MODELS, weights, strict=True)
    }  # fmt: skip
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(relation, "model", models.__getitem__)
        _, story = relation.probabilities(known, relation.features(known))
        for missing in (EVERY, EVERY - OF_PHRASES, OF_SHINGLES | OF_RUNS, frozenset[str]()):
            assert bounds(without(known, missing), missing).may_reach(least)[story >= least].all()


@settings(max_examples=60)
@given(
    PAIRS, st.lists(WEIGHTS, min_size=3, max_size=3), st.floats(0.001, 0.999), st.floats(0, 1), st.booleans()
)
def test_what_is_left_unread_changes_no_answer(
    known: Shared, weights: list[dict[str, float]], least: float, floor: float, by_terms: bool
) -> None:
    if by_terms:  # as the story model is
        weights[relation.MODELS.index("story")] = {"names": 2.0, "late": -1.0, "rare": 0.3}
    models = {name: Model(-2.0, own) for name, own in zip(relation.MODELS, weights, strict=True)}
    bare = without(known, EVERY)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(relation, "model", models.__getitem__)
        derived, story = relation.probabilities(known, relation.features(known))
        so_far, told = relation.probabilities(bare, relation.features(bare))
        decided = ~bounds(bare, EVERY).undecided(least, floor)
    assert (derived[decided] < floor).all()
    assert (so_far[decided] < floor).all()
    kept = decided & (np.maximum(story, told) >= max(least, floor))
    assert story[kept] == pytest.approx(told[kept])


def test_the_story_hangs_on_terms_alone() -> None:
    assert not bounds(shared([[[]], [[]]], 0.0, 0, 0.0), EVERY).open_story


def test_strangers_are_let_go_and_one_text_is_not() -> None:
    strange = shared([written("a b c."), written("x y.")], 90.0, 0, 0.0, same=0)
    two = np.array([False, True, True, False])
    assert not bounds(strange, EVERY).may_reach(0.5)[two].any()
    assert not bounds(strange, EVERY).undecided(0.5, 0.5)[two].any()
    assert bounds(strange, EVERY).may_reach(0.0).all()
    assert bounds(strange, EVERY).may_reach(0.999)[~two].all()  # an article and itself


def test_what_stands_in_nothing_that_informs_may_be_one_text() -> None:
    assert bounds(shared([[[]], [[]]], 90.0, 0, 0.0, same=0), EVERY).undecided(0.5, 0.5).all()


def test_what_no_model_weighs_need_not_be_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screening.relation, "model", lambda _: Model(0.0, {"runs": 1.0, "told": 0.0}))
    assert weighed(OF_RUNS)
    assert not weighed(OF_SHINGLES)
    assert not weighed(OF_PHRASES)


def test_the_steps_fill_in_every_column() -> None:
    kernels = (*evidence.TERMS, *evidence.WORDING, *evidence.QUOTATIONS)
    assert len(set(kernels)) == len(kernels) == 4
