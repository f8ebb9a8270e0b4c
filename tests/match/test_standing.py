from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.corpus import Corpus
from syndicate.match import standing
from syndicate.match.outline import read_outline
from syndicate.match.standing import HOLDERS, WORDS, standing_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

NOTICE = tuple(range(1000, 1000 + WORDS + 2))  # the same sentence wherever it stands


def topic(number: int, sentences: int = 6) -> list[tuple[int, ...]]:
    """The sentences of a report that shares no word with another topic."""
    start = 10_000 * (number + 1)
    return [tuple(range(start + 20 * k, start + 20 * k + 10)) for k in range(sentences)]


def corpus_of(articles: Sequence[Sequence[tuple[int, ...]]]) -> Corpus:
    """Articles as sentences of word numbers; each word is its own term."""
    words = [word for article in articles for sentence in article for word in sentence]
    numbers = sorted(set(words))
    lengths = [len(sentence) for article in articles for sentence in article]
    generator = np.random.default_rng(4)
    hashes = dict(zip(numbers, generator.integers(0, 2**63, len(numbers), np.int64).tolist(), strict=True))
    n, zeros = len(articles), np.zeros(len(words), np.int32)
    return Corpus(
        articles=[f"a{i}" for i in range(n)],
        word_bounds=np.cumsum([0, *(sum(map(len, article)) for article in articles)], dtype=np.int64),
        words=np.array([hashes[word] for word in words], np.uint64),
        starts=zeros, ends=zeros, marks=zeros.astype(np.uint8),
        terms=np.searchsorted(numbers, words).astype(np.int32),
        sentence_bounds=np.cumsum([0, *map(len, articles)], dtype=np.int64),
        sentence_words=np.cumsum([0, *lengths], dtype=np.int64),
        sentence_starts=np.zeros(len(lengths), np.int32), sentence_ends=np.zeros(len(lengths), np.int32),
        term_hashes=np.array([hashes[number] for number in numbers], np.uint64) << np.uint64(1),
        term_weights=np.full(len(numbers), 4.0, np.float32), term_texts=[str(number) for number in numbers],
        hours=np.zeros(n), slack=np.zeros(n), languages=np.zeros(n, np.int16),
    )  # fmt: skip


def stands(articles: Sequence[Sequence[tuple[int, ...]]]) -> set[tuple[int, ...]]:
    """The distinct standing sentences."""
    flat = [sentence for article in articles for sentence in article]
    found = standing_sentences(corpus_of(articles))
    assert len(found) == len(flat)
    return {sentence for sentence, is_standing in zip(flat, found, strict=True) if is_standing}


def test_nothing_stands_in_nothing() -> None:
    assert stands([]) == stands([[]]) == stands([[], [()]]) == set()


def test_a_notice_under_reports_of_other_things() -> None:
    assert stands([[*topic(k), NOTICE] for k in range(4)]) == {NOTICE}


def test_too_few_holders_or_words() -> None:
    assert stands([[*topic(k), NOTICE] for k in range(HOLDERS - 1)]) == set()
    assert stands([[*topic(k), NOTICE[: WORDS - 1]] for k in range(4)]) == set()


def test_copies_of_one_report_keep_their_sentences() -> None:
    assert stands([topic(0)] * 50) == set()


def test_a_copy_adds_no_holder() -> None:
    told = [[*topic(k), NOTICE] for k in range(HOLDERS - 1)]
    assert stands([*told, told[0], told[0][::-1]]) == set()


def test_copies_neither_hide_nor_make_standing_text() -> None:
    told = [[*topic(k), NOTICE] for k in range(HOLDERS)]
    assert stands([*told, *[told[0]] * 20]) == {NOTICE}


def test_a_report_taken_over_with_words_of_ones_own_is_no_standing_text() -> None:
    report = topic(0, 12)
    assert stands([[*report, *topic(k, 2)] for k in range(1, 6)]) == set()


def test_a_sentence_of_reports_that_agree_in_the_rest() -> None:
    told = [tuple(word + k for word in sentence) for k in range(3) for sentence in topic(0)]
    retellings = [[*told[6 * k : 6 * k + 6], NOTICE] for k in range(3)]
    assert stands(retellings) == set()


@given(st.permutations(range(5)))
def test_the_order_of_the_articles_changes_nothing(order: list[int]) -> None:
    articles = [[*topic(k), NOTICE] for k in range(4)] + [topic(9)]
    assert stands([articles[k] for k in order]) == {NOTICE}


@pytest.mark.parametrize("rows", [1, 3, 7])
def test_blocks_change_nothing(rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tuple(word + 100 for word in NOTICE)
    articles = [[*topic(k), NOTICE, other] for k in range(5)] + [topic(9)] * 4
    monkeypatch.setattr(standing, "ROWS_A_BLOCK", rows)
    assert stands(articles) == {NOTICE, other}


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 4), st.booleans()), max_size=30))
def test_texts_are_numbered_with_those_who_carry_them(told: list[tuple[int, int, bool]]) -> None:
    told = sorted(told, key=lambda sentence: sentence[1])  # (text, article, whether it is long)
    held = [[long for _, a, long in told if a == i] for i in range(5)]
    corpus = corpus_of([[tuple(range(WORDS if long else 1)) for long in some] for some in held])
    hashes = np.array([text for text, _, _ in told], np.uint64) << np.uint64(50)  # of equal lowest bits
    article = np.array([a for _, a, _ in told], np.int64)
    carriers = {text: sorted({a for t, a, long in told if long and t == text}) for text in range(4)}
    common = [text for text in range(4) if len(carriers[text]) >= HOLDERS]
    found, carried, carrier = standing._repeated(corpus, hashes, article)
    assert found.tolist() == [common.index(t) if long and t in common else -1 for t, _, long in told]
    assert list(zip(carried, carrier, strict=True)) == [
        (number, a) for number, text in enumerate(common) for a in carriers[text]
    ]


def test_an_outline_leaves_it_out() -> None:
    articles = [[*topic(k), NOTICE] for k in range(3)]
    corpus = corpus_of(articles)
    outline = read_outline(corpus, standing_sentences(corpus))
    bare = read_outline(corpus_of([article[:-1] for article in articles]))
    assert np.diff(outline.terms.bounds).tolist() == np.diff(bare.terms.bounds).tolist()
    assert outline.phrase_weights.tolist() == bare.phrase_weights.tolist()
    assert len(outline.sentence_sizes) == len(corpus.sentence_words) - 1
    whole = read_outline(replace(corpus))
    assert np.diff(whole.terms.bounds).tolist() == [len({w for s in a for w in s}) for a in articles]
