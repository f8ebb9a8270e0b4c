from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
import xxhash
from hypothesis import given
from hypothesis import strategies as st

from syndicate.text.distinct import enumerate_distinct
from syndicate.text.frequencies import share_by_length, word_shares
from syndicate.text.term_keys import meet
from syndicate.text.terms import LENGTH_ARTICLES, Terms, Vocabulary, number
from syndicate.text.tokens import fold_words
from syndicate.text.utf8 import of_strings

if TYPE_CHECKING:
    from collections.abc import Sequence

BACKGROUND = 500.0


def terms_of(texts: Sequence[str], languages: str | Sequence[str] = "en") -> Terms:
    """The terms of texts that come in batches of 64."""
    codes = sorted({languages} if isinstance(languages, str) else set(languages))
    numbers = np.array(
        [codes.index(languages if isinstance(languages, str) else languages[i]) for i in range(len(texts))],
        np.int16,
    )
    vocabulary, sizes = Vocabulary(codes), [np.zeros(1, np.int64)]
    for low in range(0, len(texts), 64):
        words, folds = fold_words(of_strings(texts[low : low + 64]))
        vocabulary.read(meet(words, folds, numbers[low : low + 64]))
        sizes.append(np.diff(words.bounds))
    return vocabulary.terms(np.cumsum(np.concatenate(sizes)), numbers, BACKGROUND)


def read(text: str, language: str = "en") -> list[str]:
    """The terms of one text, in order; "" where a word has none."""
    terms = terms_of([text], language)
    return [terms.texts[t] if t >= 0 else "" for t in terms.of_word.tolist()]


def weights(terms: Terms) -> dict[str, float]:
    return dict(zip(terms.texts, terms.weights.tolist(), strict=True))


@pytest.mark.parametrize(("text", "language", "terms"), [
    ("Elections elected ELECTION", "en", ["elect"] * 3),
    ("Díaz Diaz", "es", ["diaz", "diaz"]),
    ("1,180 1.180 1180 9,5 9.5", "de", ["1180", "1180", "1180", "9.5", "9.5"]),
    ("٣٤ 34 १८", "ar", ["34", "34", "18"]),
    ("中国人 x 国", "zh", ["中国", "国人", "", "x", ""]),
    ("中 国", "zh", ["", ""]),
    ("中国", "", ["中国", ""]),
    ("ไทย", "th", ["ไท", "ทย", ""]),
    ("...", "en", []),
    ("", "xx", []),
])  # fmt: skip
def test_terms(text: str, language: str, terms: list[str]) -> None:
    assert read(text, language) == terms


def test_no_article() -> None:
    terms = terms_of([])
    assert (terms.of_word.tolist(), terms.hashes.tolist(), terms.weights.tolist(), terms.texts) == (
        [],
        [],
        [],
        [],
    )
    assert (terms.hashes.dtype, terms.weights.dtype) == (np.uint64, np.float32)


def test_the_last_character_of_one_text_does_not_pair_with_the_next_text() -> None:
    terms = terms_of(["国", " 家"], "zh")  # the second starts where the first ended
    assert terms.of_word.tolist() == [-1, -1]


def test_hashes_are_the_same_in_every_run() -> None:
    terms = terms_of(["vote council"])
    assert terms.hashes.tolist() == [xxhash.xxh64_intdigest(t.encode()) for t in terms.texts]


def test_weights_blend_the_corpus_with_general_language() -> None:
    texts = ["zyxgh council"] * 3 + ["council"]
    found, council = weights(terms_of(texts)), word_shares(["council"], "en")[0]
    assert found["zyxgh"] == pytest.approx(-math.log(3 / (4 + BACKGROUND)))
    assert found["council"] == pytest.approx(-math.log((4 + BACKGROUND * council) / (4 + BACKGROUND)))


def test_repeats_in_one_article_count_once() -> None:
    assert weights(terms_of(["zyxgh " * 9, "the"]))["zyxgh"] == pytest.approx(
        weights(terms_of(["zyxgh", "the"]))["zyxgh"]
    )


def test_of_two_languages_the_commoner_use_counts() -> None:
    die, general = weights(terms_of(["die", "die"], ["de", "en"]))["die"], word_shares(["die"], "de")[0]
    assert die == pytest.approx(-math.log((2 + BACKGROUND * general) / (2 + BACKGROUND)), abs=1e-6)


def test_no_weight_is_negative() -> None:
    assert min(terms_of(["the the the and"] * 50).weights) >= 0.0


def test_a_language_without_a_list_goes_by_length_while_it_has_few_articles() -> None:
    found = weights(terms_of(["kwa wananchi 43"], "sw"))
    share = (1 + LENGTH_ARTICLES * share_by_length("wananchi", unspaced=False)) / (1 + LENGTH_ARTICLES)
    assert found["wananchi"] == pytest.approx(-math.log((1 + BACKGROUND * share) / (1 + BACKGROUND)))
    assert found["kwa"] < 2.0
    assert found["wananchi"] > 3.5
    assert found["43"] == pytest.approx(weights(terms_of(["43"]))["43"])


def test_a_language_without_a_list_counts_its_own_articles() -> None:
    texts = [
        f"serikali {'wananchi' if i % 2 else 'uchaguzi'} tarehe{'xyz'[i % 3] * (i // 3)}" for i in range(300)
    ]
    found = weights(terms_of([*texts, "english"], ["sw"] * 300 + ["en"]))
    assert found["serikali"] < 0.6  # all of them use it
    assert found["wananchi"] == pytest.approx(-math.log(0.5), abs=0.6)  # half of them
    assert found["tarehexxx"] > 4.0


def test_an_unknown_language_of_another_script_is_not_all_rare() -> None:
    found = weights(terms_of(["и в на оппозиционный"], ""))
    assert max(found["и"], found["в"], found["на"]) < 2.0
    assert found["оппозиционный"] > 4.0


def test_thai_goes_by_its_own_pairs() -> None:
    few, many = (weights(terms_of([f"ไทย{chr(0x0E01 + i % 40)}" for i in range(n)], "th")) for n in (2, 2000))
    assert many["ไท"] < 0.1
    assert 2.5 < few["ไท"] < 5.0


@pytest.mark.parametrize(("word", "value"), [
    ("1,180", "1180"), ("1.180.000", "1180000"), ("9,5", "9.5"), ("9.5", "9.5"), ("1٬180", "1180"),
    ("9٫5", "9.5"), ("1,1800", "1.1800"), ("g20", "g20"), ("1,180.5", "1180.5"),
])  # fmt: skip
def test_thousands(word: str, value: str) -> None:
    assert number(word) == value


@given(st.permutations(["国家 vote", "the vote of 1,180", "", "家", "Élan vital", "voting"]))
def test_the_order_of_the_articles_changes_no_weight(texts: list[str]) -> None:
    usual = weights(terms_of(sorted(texts)))
    assert weights(terms_of(texts)) == pytest.approx(usual)


@given(st.lists(st.integers(0, 2**64 - 1) | st.integers(0, 3)))
def test_distinct_keys_are_numbered_as_they_come(keys: list[int]) -> None:
    group, first = enumerate_distinct(np.array(keys, np.uint64))
    distinct = list(dict.fromkeys(keys))
    assert group.tolist() == [distinct.index(key) for key in keys]
    assert first.tolist() == [keys.index(key) for key in distinct]


def test_more_distinct_keys_than_the_first_table_holds() -> None:
    keys = np.arange(300_000, dtype=np.uint64) * np.uint64(0x10001)
    group, first = enumerate_distinct(np.concatenate([keys, keys[::-1]]))
    assert group.tolist() == [*range(300_000), *reversed(range(300_000))]
    assert first.tolist() == list(range(300_000))
