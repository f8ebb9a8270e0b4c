from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from invented import HARBOUR, ORCHARD
from retellings import FOREIGN, RETOLD, WIRE

from syndicate.compare import align as align_module
from syndicate.compare.align import align, align_pairs
from syndicate.compare.postings import read_postings

if TYPE_CHECKING:
    from collections.abc import Callable

    from syndicate.corpus import Corpus


def test_nothing_is_carried_where_nothing_is_alike(index: Callable[..., Corpus]) -> None:
    bodies = [WIRE, FOREIGN]
    corpus = index(*bodies)
    found = align(corpus, read_postings(corpus, bodies, [0, 1]), 0, 1)
    assert set(found.best.tolist()) == {-1}
    assert not found.carried.any()


@pytest.mark.parametrize("pair", [(0, 2), (2, 0), (2, 2)])
def test_an_empty_article_has_no_links(index: Callable[..., Corpus], pair: tuple[int, int]) -> None:
    bodies = [WIRE, RETOLD, ""]
    corpus = index(*bodies)
    found = align(corpus, read_postings(corpus, bodies, pair), *pair)
    counts = np.diff(corpus.sentence_bounds)
    assert (len(found.best), len(found.carried)) == (counts[pair[0]], counts[pair[1]])
    assert not len(found.links)


def test_swapping_turns_the_links(index: Callable[..., Corpus]) -> None:
    bodies = [WIRE, RETOLD]
    corpus = index(*bodies)
    postings = read_postings(corpus, bodies, [0, 1])
    forth, back = align(corpus, postings, 0, 1), align(corpus, postings, 1, 0)
    assert set(map(tuple, forth.links.tolist())) == {(i, j) for j, i in back.links.tolist()}
    assert np.array_equal(forth.carried, back.best >= 0)
    assert sorted(forth.similarity[forth.best >= 0])[-1] == sorted(back.similarity[back.best >= 0])[-1]
    assert all(forth.best[i] in forth.partners(int(i)) for i in np.flatnonzero(forth.best >= 0))


def test_many_pairs_at_once_are_aligned_as_each_is_alone(
    index: Callable[..., Corpus], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(align_module, "CELLS", 50)
    monkeypatch.setattr(align_module, "TOGETHER", 200)
    bodies = [WIRE, "", RETOLD, FOREIGN]
    corpus, pairs = index(*bodies), list(itertools.product(range(4), repeat=2))
    postings = read_postings(corpus, bodies, range(4))
    for pair, found in zip(pairs, align_pairs(corpus, postings, pairs), strict=True):
        alone = align(corpus, postings, *pair)
        for name in ("best", "similarity", "kept", "links", "carried"):
            assert np.array_equal(getattr(found, name), getattr(alone, name))


def test_two_articles_are_matched_once_from_both_sides(
    index: Callable[..., Corpus], monkeypatch: pytest.MonkeyPatch
) -> None:
    bodies = [WIRE, RETOLD, FOREIGN]
    corpus, matched = index(*bodies), list[tuple[int, int]]()
    postings, match = read_postings(corpus, bodies, range(3)), align_module._match

    def watched(corpus: Corpus, postings: Any, pairs: Any, vectors: None) -> Any:
        matched.extend(map(tuple, pairs.tolist()))
        return match(corpus, postings, pairs, vectors)

    monkeypatch.setattr(align_module, "_match", watched)
    pairs = [*itertools.product(range(3), repeat=2), (2, 0)]
    assert len(list(align_pairs(corpus, postings, pairs))) == len(pairs)
    assert sorted(map(sorted, matched)) == [[0, 1], [0, 2], [1, 2]]


def test_the_same_sentences_are_matched_as_scores_would(
    index: Callable[..., Corpus], monkeypatch: pytest.MonkeyPatch
) -> None:
    body = "He took no questions.\nShe took 12 of them.\nHe took no questions.\nIt rained."
    bodies = [body, body.replace("12", "13"), body.replace("He", "HE"), ""]
    corpus = index(*bodies)
    postings, pairs = read_postings(corpus, bodies, range(4)), [(0, 0), (0, 2), (2, 0), (3, 3)]
    quick = list(align_pairs(corpus, postings, pairs))
    monkeypatch.setattr(align_module, "_same_words", lambda *_: np.zeros(len(pairs), np.bool_))
    for found, scored in zip(quick, align_pairs(corpus, postings, pairs), strict=True):
        assert found.open == scored.open
        for name in ("best", "similarity", "kept", "links", "carried"):
            assert np.array_equal(getattr(found, name), getattr(scored, name)), name
            assert getattr(found, name).dtype == getattr(scored, name).dtype, name


@pytest.mark.parametrize("largest", [align_module.LARGEST, 0])
def test_repeated_sentences_are_matched_in_their_places(
    index: Callable[..., Corpus], monkeypatch: pytest.MonkeyPatch, largest: int
) -> None:
    monkeypatch.setattr(align_module, "LARGEST", largest)
    body = "He took no questions.\nShe took none at all.\nHe took no questions."
    corpus = index(body, body, "He took no questions.\nA stranger.")
    postings = read_postings(corpus, [body, body, ""], [0, 1, 2])
    same = align(corpus, postings, 0, 1)
    assert same.best.tolist() == [0, 1, 2]
    assert same.kept.all()
    assert same.carried.all()
    other = align(corpus, postings, 0, 2)
    assert other.best[[0, 2]].tolist() == [0, 0]
    assert other.carried[0]


def test_a_very_long_article_is_aligned_by_its_words(index: Callable[..., Corpus]) -> None:
    long = "\n".join(f"Sentence number {i} of the book." for i in range(3000))
    corpus = index(long, f"{long}\nThe end.")
    found = align(corpus, read_postings(corpus, [long, long], [0, 1]), 0, 1)
    assert found.best.tolist() == list(range(3000))
    assert np.flatnonzero(~found.carried).tolist() == [3000]


def test_strangers_share_nothing(index: Callable[..., Corpus]) -> None:
    corpus = index(HARBOUR, ORCHARD)
    found = align(corpus, read_postings(corpus, [HARBOUR, ORCHARD], [0, 1]), 0, 1)
    assert set(found.best.tolist()) == {-1}
    assert not found.carried.any()


def test_meaning_is_asked_where_words_leave_it_open(index: Callable[..., Corpus]) -> None:
    bodies = [WIRE, RETOLD]
    corpus = index(*bodies)
    postings = read_postings(corpus, bodies, [0, 1])
    assert align(corpus, postings, 0, 1).open
    assert not align(corpus, postings, 0, 0).open


def test_meaning_matches_what_no_word_does(index: Callable[..., Corpus]) -> None:
    bodies = [WIRE, RETOLD]
    corpus = index(*bodies)
    postings = read_postings(corpus, bodies, [0, 1])
    n = np.diff(corpus.sentence_bounds)
    chance = np.random.default_rng(0).normal(size=(n.sum() + 1, 64))
    own, other = chance[: n[0]], chance[n[0] : -1]
    by_words = next(align_pairs(corpus, postings, [(1, 0)]))
    other[by_words.links[:, 0]] = own[by_words.links[:, 1]]
    added = int(np.flatnonzero(by_words.best < 0)[0])
    other[added] = own[2]  # says what the wire's third sentence says
    own, other = (2 * chance[-1] + x for x in (own, other))  # all are about one thing
    vectors = {
        i: (x / np.linalg.norm(x, axis=1, keepdims=True)).astype(np.float32)
        for i, x in enumerate((own, other))
    }
    found = next(align_pairs(corpus, postings, [(1, 0)], vectors))
    assert found.best[added] == 2
