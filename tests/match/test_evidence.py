from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from articles_by_hand import ARTICLES, Article, Word, corpus_of, covered, plain_evidence, written
from hypothesis import given
from hypothesis import strategies as st

from syndicate.match import evidence, outline
from syndicate.match.evidence import EVIDENCE, FEATURES, gather, in_common
from syndicate.match.outline import read_outline
from syndicate.match.shared_sentences import LONG, MOSTLY, sentences_of_own

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray


def every_pair(n: int) -> NDArray[np.int32]:
    return np.array([(i, j) for i in range(n) for j in range(n)], np.int32).reshape(-1, 2)


def compare(one: str, other: str) -> dict[str, float]:
    corpus = corpus_of([written(one), written(other)])
    return dict(zip(FEATURES, gather(corpus, np.array([(0, 1)], np.int32))[0].tolist(), strict=True))


def test_the_features_and_their_order_are_those_of_the_fit() -> None:
    assert " ".join(FEATURES) == (
        "cosine contained contained_back coverage coverage_back covered covered_back mostly mostly_back "
        "best_three order names names_back numbers numbers_back quotes phrases phrases_back rare "
        "shared_terms shared_numbers shared_quotes sentences_a sentences_b size_a size_b "
        "exclusive exclusive_numbers shared_facts facts_apart"
    )
    assert EVIDENCE.names == FEATURES


@given(st.lists(ARTICLES, max_size=4))
def test_kernels_and_definitions_agree(articles: list[Article]) -> None:
    pairs = every_pair(len(articles))
    found = gather(corpus_of(articles), pairs)
    assert (found.shape, found.dtype) == ((len(pairs), len(FEATURES)), np.float32)
    for (a, b), row in zip(pairs.tolist(), found, strict=True):
        wanted = plain_evidence(articles[a], articles[b], articles)
        assert dict(zip(FEATURES, row.tolist(), strict=True)) == pytest.approx(
            dict(zip(FEATURES, wanted, strict=True)), abs=1e-6
        )


@given(ARTICLES, ARTICLES)
def test_swapping_the_articles_swaps_the_sides(one: Article, other: Article) -> None:
    there, back = gather(corpus_of([one, other]), np.array([(0, 1), (1, 0)], np.int32))
    k = {name: FEATURES.index(name) for name in FEATURES}
    for name in FEATURES:
        if name in ("sentences_a", "size_a"):
            assert there[k[name]] == back[k[name.replace("_a", "_b")]]
        elif name not in ("order", "sentences_b", "size_b"):
            assert there[k[name]] == pytest.approx(back[k[name]], abs=1e-6), name


SHARES = [name for name in FEATURES if not name.startswith(("rare", "shared", "size", "exclusive", "facts"))]


@given(ARTICLES, ARTICLES)
def test_shares_are_shares(one: Article, other: Article) -> None:
    row = dict(zip(FEATURES, gather(corpus_of([one, other]), every_pair(2))[1].tolist(), strict=True))
    assert {name: row[name] for name in SHARES if not (row[name] == -1 or 0 <= row[name] <= 1 + 1e-6)} == {}
    for name in SHARES:
        assert name.endswith("_back") or row[name] >= row.get(f"{name}_back", -1.0)


def test_an_article_with_itself() -> None:
    text = 'the A b 7 x. C d "e x y". B c 9 d Y.'
    row = compare(text, text)
    ones = [name for name in SHARES if name not in ("phrases", "phrases_back")]
    assert {name: row[name] for name in ones} == pytest.approx(dict.fromkeys(ones, 1.0))
    assert (row["shared_terms"], row["shared_numbers"], row["shared_quotes"]) == (3, 2, 1)


@pytest.mark.parametrize(("one", "other"), [("", ""), ("a b c.", ""), ("the.", "the."), ("a b.", "c d.")])
def test_nothing_in_common(one: str, other: str) -> None:
    row = compare(one, other)
    missing = {"names", "names_back", "numbers", "numbers_back", "quotes"}
    sizes = {"size_a", "size_b"}
    assert {name for name, value in row.items() if value == -1} == missing
    assert {name: value for name, value in row.items() if value and name not in missing | sizes} == {}


def test_a_digest_is_contained() -> None:
    row = compare("a b 7.", "a b 7. c d e. x y 9.")
    assert (row["contained"], row["contained_back"]) == pytest.approx((1.0, 4.5 / 27))
    assert (row["sentences_a"], row["sentences_b"]) == pytest.approx((1.0, 1 / 3))
    assert (row["numbers"], row["numbers_back"]) == (1.0, 0.5)


@pytest.mark.parametrize(("other", "order"), [
    ("a b. c d. x y.", 1.0), ("x y. c d. a b.", 0.0), ("c d. a b. x y.", 0.5), ("a b.", 0.5),
])  # fmt: skip
def test_order(other: str, order: float) -> None:
    assert compare("a b. c d. x y.", other)["order"] == order


@pytest.mark.parametrize(("one", "other", "quotes"), [
    ('"a b c"', '"a b c"', 1),
    ('"a b c"', "a b c", 0),
    ('"a b"', '"a b"', 0),
    ('"the a b c"', '"a" b "c"', 1),
    ('"a b c" d "x y e"', '"x y e" d "c b a"', 2),
    ('"a b x"', '"a b"', 0),
    ('"a b c. d" e', 'e "d c"', 1),
])  # fmt: skip
def test_quotations(one: str, other: str, quotes: int) -> None:
    assert compare(one, other)["shared_quotes"] == quotes


def test_a_capital_that_opens_a_sentence_is_no_name() -> None:
    assert compare("A b. Y e.", "a B. e y.")["names"] == -1.0
    assert compare("b A. e Y.", "b A. e c.")["names"] == pytest.approx(1.0)
    assert compare("b A. e Y.", "b A. e c.")["names_back"] == pytest.approx(1.0 / 7.0)


def test_phrases_ignore_words_that_say_nothing() -> None:
    assert compare("a the b the c", "a b the the c")["phrases"] == 1.0
    assert compare("a b c", "c b a")["phrases"] == 0.0


PROSE = [
    written(" ".join(f"{'abcdexy79'[(i * k) % 9]}{'.' if k % 5 == 4 else ''}" for k in range(40)))
    for i in range(12)
]


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_batches_threads_and_order_of_pairs_change_nothing(
    threads: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    corpus, pairs = corpus_of(PROSE), every_pair(len(PROSE))
    whole = gather(corpus, pairs, threads=1)
    monkeypatch.setattr(evidence, "PAIRS_A_BATCH", 7)
    assert (gather(corpus, pairs, threads=threads) == whole).all()
    assert (gather(corpus, pairs[::-1].copy(), threads=threads) == whole[::-1]).all()
    assert (gather(corpus, pairs, outline=read_outline(corpus)) == whole).all()


def test_no_pair_gives_no_row() -> None:
    for corpus in (corpus_of([]), corpus_of(PROSE)):
        assert gather(corpus, np.empty((0, 2), np.int32)).shape == (0, len(FEATURES))


def columns(corpus_outline: outline.Outline) -> list[Sequence[float]]:
    flat = [
        part for value in corpus_outline for part in (value if isinstance(value, outline.Lists) else [value])
    ]
    return [part.tolist() for part in flat]


@given(st.lists(ARTICLES, max_size=5), st.integers(1, 20))
def test_blocks_change_no_outline(articles: list[Article], size: int) -> None:
    corpus = corpus_of(articles)
    whole = columns(read_outline(corpus))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(outline, "ARTICLES_A_BLOCK", size)
        assert columns(read_outline(corpus)) == whole


def test_more_sentences_than_there_is_room_for_at_once() -> None:
    """Of 300 sentences each, 65,536 pairs of sentences are looked at at a time."""
    one, other = (
        [[Word("abcdexy79"[(i * k) % 9]) for i in range(k % 4, k % 4 + 3)] for k in range(start, start + 300)]
        for start in (2, 31)
    )
    found = gather(corpus_of([one, other]), every_pair(2))[1].tolist()
    assert found == pytest.approx(plain_evidence(one, other, [one, other]), abs=1e-5)


@given(ARTICLES, st.lists(ARTICLES, min_size=1, max_size=3), ARTICLES)
def test_a_sentence_of_ones_own_no_other_says(one: Article, others: list[Article], last: Article) -> None:
    """Of two neighbouring runs of pairs neither knows of the other."""
    everything = outline.read_outline(corpus_of([one, last, *others]))
    pairs = np.array([(a, b + 2) for a in (0, 1) for b in range(len(others))], np.int32)
    found = np.zeros(len(pairs), np.int64)
    sentences_of_own(pairs, in_common(pairs, everything), everything, found)
    assert found.tolist() == [*plain_own(one, others), *plain_own(last, others)]


def plain_own(article: Article, others: list[Article]) -> list[int]:
    """The definition, word for word."""
    found = [0] * len(others)
    for told in zip(*(covered(article, other) for other in others), strict=True):
        says = [len(terms) >= LONG and best >= MOSTLY for terms, best, _ in told]
        if sum(says) == 1:
            found[says.index(True)] += 1
    return found
