from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from articles_by_hand import ARTICLES, Article, corpus_of
from hypothesis import given, settings
from hypothesis import strategies as st

from syndicate.match import evidence, relation, screening
from syndicate.match.evidence import FEATURES, gather
from syndicate.match.relation import Model, Shared
from syndicate.match.screening import OF_PHRASES, OF_RUNS, OF_SENTENCES, OF_TRIPLES, may_reach, weighed

EVERY = OF_PHRASES | OF_SENTENCES | OF_TRIPLES | OF_RUNS
MISSING_COLUMNS = {
    OF_PHRASES: ("phrases", "phrases_back"),
    OF_SENTENCES: tuple(
        name for name in FEATURES if name.startswith(("cover", "mostly", "best", "order", "sentences"))
    ),
}


def shared(articles: list[Article], lag: float, source: int, runs: float) -> Shared:
    """All pairs of the articles."""
    pairs = np.array(list(product(range(len(articles)), repeat=2)), np.int32)
    n = len(pairs)
    sizes = np.tile(np.array([20, 24, 6], np.int32), (n, 1))
    return Shared(
        evidence=gather(corpus_of(articles), pairs), shingles=sizes * 0, triples=sizes,
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
    if missing >= OF_TRIPLES:
        known = replace(known, triples=known.triples * 0)
    return replace(known, a_in_b=known.a_in_b * 0, b_in_a=known.b_in_a * 0) if missing >= OF_RUNS else known


PAIRS = st.builds(
    shared,
    st.lists(ARTICLES, min_size=2, max_size=4),
    st.sampled_from([0.0, 5.0, 80.0, np.nan]),
    st.sampled_from([-1, 0, 1]),
    st.floats(0, 1),
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
        for missing in (EVERY, EVERY - OF_PHRASES, OF_TRIPLES | OF_RUNS, frozenset[str]()):
            assert may_reach(without(known, missing), missing, least)[story >= least].all()


def test_strangers_are_let_go_and_one_text_is_not() -> None:
    corpus = corpus_of([[[]], [[]]])
    strange = shared([[[]], [[]]], 90.0, 0, 0.0)
    assert not may_reach(strange, EVERY, 0.5).any()
    assert may_reach(strange, EVERY, 0.0).all()
    same = replace(strange, shingles=np.tile(np.array([30, 30, 30], np.int32), (4, 1)))
    assert may_reach(same, EVERY, 0.5).all()
    assert corpus.n_articles == 2


def test_what_no_model_weighs_need_not_be_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screening.relation, "model", lambda _: Model(0.0, {"runs": 1.0, "triples": 0.0}))
    assert weighed(OF_RUNS)
    assert not weighed(OF_TRIPLES)
    assert not weighed(OF_PHRASES)


def test_the_steps_fill_in_every_column() -> None:
    kernels = (*evidence.TERMS, *evidence.WORDING, *evidence.QUOTATIONS)
    assert len(set(kernels)) == len(kernels) == 4
