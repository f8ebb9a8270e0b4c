from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from handmade import corpora, corpus_of, prose, reordered, within
from hypothesis import given
from hypothesis import strategies as st

from syndicate.schema import ARTICLES
from syndicate.settings import Settings
from syndicate.sketch.candidates import candidates, why_not

if TYPE_CHECKING:
    from pathlib import Path

    from syndicate.corpus import Corpus

SETTINGS = Settings()


def pairs_of(corpus: Corpus) -> set[tuple[int, int]]:
    return {(i, j) for i, j in candidates(corpus, SETTINGS).pairs.tolist()}


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["one"], ["one", "two three"]])
def test_nothing_to_pair(texts: list[str]) -> None:
    found = candidates(corpus_of(texts), SETTINGS)
    assert found.pairs.shape == (0, 2)
    assert found.pairs.dtype == np.int32
    assert found.notes == ()


def test_a_reprint_comes_from_lsh_and_a_rewrite_from_key_terms() -> None:
    wire = prose(1, 60)
    shuffled = " ".join(np.random.default_rng(1).permutation(wire.split()))
    corpus = corpus_of([wire, f"{wire} more", shuffled, prose(2, 60)])
    pairs = candidates(corpus, SETTINGS).pairs.tolist()
    assert pairs == [[0, 1], [0, 2], [1, 2]]
    why = [why_not(corpus, SETTINGS, i, j) for i, j in pairs]
    assert [facts.common_bands > 0 for facts in why] == [True, False, False]
    assert all(facts.shared_weight > 0.9 for facts in why)


def test_of_many_copies_one_speaks_for_all() -> None:
    shuffled = " ".join(np.random.default_rng(1).permutation(prose(1, 60).split()))
    found = candidates(corpus_of([*[prose(1, 60)] * 300, shuffled]), SETTINGS)
    assert found.pairs.tolist() == [[0, i] for i in range(1, 301)]


@given(corpora())
def test_pairs_are_sorted_distinct_and_inside_the_window(corpus: Corpus) -> None:
    pairs = candidates(corpus, SETTINGS).pairs.tolist()
    assert pairs == sorted(list(pair) for pair in {(i, j) for i, j in pairs})
    assert all(i < j and within(corpus, i, j, SETTINGS.window_hours) for i, j in pairs)


@given(corpora(), st.randoms(use_true_random=False))
def test_the_order_of_the_articles_changes_no_pair(corpus: Corpus, random: object) -> None:
    order = list(range(corpus.n_articles))
    random.shuffle(order)  # type: ignore[attr-defined]
    renamed = {
        (min(order[i], order[j]), max(order[i], order[j])) for i, j in pairs_of(reordered(corpus, order))
    }
    assert renamed == pairs_of(corpus)


@given(corpora(), st.integers(0, 15))
def test_a_copy_is_always_a_candidate(corpus: Corpus, which: int) -> None:
    if not corpus.n_articles:
        return
    i = which % corpus.n_articles
    twin = reordered(corpus, [*range(corpus.n_articles), i])
    has_words = corpus.word_bounds[i] < corpus.word_bounds[i + 1]
    assert ((i, corpus.n_articles) in pairs_of(twin)) == has_words


@given(corpora())
def test_a_stranger_changes_nothing_between_the_others(corpus: Corpus) -> None:
    bounds = corpus.word_bounds
    texts = [
        " ".join(corpus.term_texts[t] for t in corpus.terms[bounds[i] : bounds[i + 1]])
        for i in range(corpus.n_articles)
    ]
    joined = corpus_of([*texts, prose(7, 50)], [*corpus.hours, np.nan], [*corpus.slack, 0.0])
    assert pairs_of(joined) == pairs_of(corpus)


def test_threads_change_nothing() -> None:
    corpus = corpus_of([f"{prose(seed % 100, 30)} {prose(seed, 20)}" for seed in range(600)])
    one, two = (candidates(corpus, SETTINGS, threads=threads) for threads in (1, 2))
    assert len(one.pairs) >= 1500
    assert (one.pairs == two.pairs).all()


def test_what_was_capped_is_said() -> None:
    words, draw = prose(2, 20).split(), np.random.default_rng(1)
    shuffled = [" ".join(draw.permutation(words)) for _ in range(2100)]
    found = candidates(corpus_of([*[prose(1, 20)] * 100, *shuffled]), SETTINGS)
    assert len(found.pairs) == 99
    assert [note.split()[0] for note in found.notes] == ["100", "20"]


@given(corpora())
def test_the_facts_about_a_pair_agree_with_the_proposal(corpus: Corpus) -> None:
    found = pairs_of(corpus)
    for i in range(corpus.n_articles):
        for j in range(i + 1, corpus.n_articles):
            facts = why_not(corpus, SETTINGS, i, j)
            assert facts.proposed == ((i, j) in found)
            assert facts.inside_window == within(corpus, i, j, SETTINGS.window_hours)
            assert len(facts.keyterms) == facts.shared_keyterms


def test_the_facts_are_in_plain_numbers() -> None:
    corpus = corpus_of(
        ["alpha beta gamma delta", "beta gamma x y", ""], [0.0, 200.0, np.nan], [0.0, 12.0, 0.0]
    )
    facts = why_not(corpus, SETTINGS, 0, 1)
    assert (facts.hours_apart, facts.window_hours, facts.times_known) == (188.0, 96.0, True)
    assert set(facts.keyterms) == {"beta", "gamma"}
    assert (facts.shared_keyterms, facts.needed_keyterms) == (2, 2)
    assert not facts.proposed
    nothing = why_not(corpus, SETTINGS, 1, 2)
    assert (nothing.common_bands, nothing.resemblance, nothing.times_known) == (0, 0.0, False)
    assert not nothing.proposed


def recall(material: Path, articles: str, groups: str) -> tuple[float, float]:
    """(share of the labelled pairs that are proposed, pairs proposed for each article)."""
    from syndicate.text.indexing import index_articles

    rows = [json.loads(line) for line in (material / articles).read_text(encoding="utf-8").splitlines()]
    empty = dict.fromkeys(ARTICLES.types, "") | {"language": "en", "n_words": 0, "n_sentences": 0}
    frame = ARTICLES.frame(
        [empty | {"article": r["id"], "body": r["text"], "published": r["published"]} for r in rows]
    )
    corpus = index_articles(frame, SETTINGS)
    number = {article: i for i, article in enumerate(corpus.articles)}
    members: dict[str, list[int]] = {}
    for article, group in pl.read_csv(material / groups, infer_schema=False).iter_rows():
        members.setdefault(group, []).append(number[article])
    wanted = {(i, j) for group in members.values() for i in group for j in group if i < j}
    found = pairs_of(corpus)
    return len(wanted & found) / len(wanted), len(found) / len(rows)


@pytest.mark.material
@pytest.mark.parametrize(
    ("articles", "groups"),
    [
        ("corpora/meter/articles.jsonl", "corpora/meter/stories.csv"),
        ("gold/lookalikes/articles.jsonl", "gold/lookalikes/clusters.csv"),
    ],
)
def test_the_pairs_of_a_story_are_found_without_many_others(
    material: Path, articles: str, groups: str
) -> None:
    share, pairs = recall(material, articles, groups)
    assert share >= 0.99
    assert pairs <= 10
