from __future__ import annotations

import pickle
from typing import TYPE_CHECKING

import numpy as np
import pytest
from datasketch import LeanMinHash, MinHash, MinHashLSH
from datasketch_alone import ten_lines
from handmade import corpora, corpus_of, prose, shingles
from hypothesis import given
from hypothesis import strategies as st

from syndicate.errors import InputError
from syndicate.settings import Settings
from syndicate.sketch.lsh import lsh_pairs
from syndicate.sketch.signature import EMPTY, from_datasketch, low32, resemblance, sign, to_datasketch
from syndicate.sketch.timeline import read_timeline

if TYPE_CHECKING:
    from syndicate.corpus import Corpus

SETTINGS = Settings()


@pytest.mark.parametrize(
    "text",
    [
        "one",
        "one two",
        "a b c d e",
        "a b c d e f",
        "a a a a a a a a a a a a",
        "दिल्ली में आज",
        prose(1, 40),
        prose(2, 700),
    ],
)
def test_a_signature_is_datasketchs_bit_for_bit(text: str) -> None:
    corpus = corpus_of([text, "other words"])
    signatures, _ = sign(corpus.words, corpus.word_bounds, SETTINGS)
    assert signatures.dtype == np.uint32
    assert signatures[0].tolist() == ten_lines(text).hashvalues.tolist()


@given(
    corpora(),
    st.builds(
        Settings,
        permutations=st.sampled_from([16, 17, 31, 100, 128, 1024]),
        bands=st.just(4),
        band_rows=st.just(4),
        seed=st.sampled_from([0, 1, 2**31 - 1]),
        shingle_words=st.sampled_from([1, 3, 32]),
    ),
)
def test_any_settings_give_datasketchs_signatures(corpus: Corpus, settings: Settings) -> None:
    signatures, counts = sign(corpus.words, corpus.word_bounds, settings)
    values, ends = shingles(corpus.words, corpus.word_bounds, settings.shingle_words)
    assert counts.tolist() == np.diff(ends).tolist()
    for i in range(corpus.n_articles):
        oracle = MinHash(settings.permutations, settings.seed, hashfunc=low32, scheme="affine32")
        oracle.update_batch(values[ends[i] : ends[i + 1]].tolist())
        assert (signatures[i] == oracle.hashvalues).all()


def test_an_article_without_words_has_no_signature() -> None:
    corpus = corpus_of(["", "a b", ""])
    signatures, counts = sign(corpus.words, corpus.word_bounds, SETTINGS)
    assert counts.tolist() == [0, 1, 0]
    assert (signatures[[0, 2]] == EMPTY).all()
    with pytest.raises(InputError, match="no signature"):
        to_datasketch(signatures[0], SETTINGS)


def test_no_article() -> None:
    signatures, counts = sign(np.empty(0, np.uint64), np.zeros(1, np.int64), SETTINGS)
    assert signatures.shape == (0, 128)
    assert counts.shape == (0,)


def test_threads_change_nothing() -> None:
    corpus = corpus_of([prose(seed, seed % 90) for seed in range(300)])
    one, two = (sign(corpus.words, corpus.word_bounds, SETTINGS, threads=threads) for threads in (1, 2))
    assert (one[0] == two[0]).all()
    assert (one[1] == two[1]).all()


def test_the_estimate_is_near_the_truth() -> None:
    shared = prose(1, 300)
    corpus = corpus_of([f"{shared} {prose(2, 100)}", f"{shared} {prose(3, 100)}"])
    signatures, _ = sign(corpus.words, corpus.word_bounds, Settings(permutations=1024))
    # 296 shingles in common of 496; the standard error of 1,024 slots is .016
    estimate = resemblance(signatures, np.array([[0, 1], [1, 1]], np.int32))
    assert estimate[0] == pytest.approx(296 / 496, abs=0.06)
    assert estimate[1] == 1.0


def test_there_and_back_to_datasketch() -> None:
    corpus = corpus_of([prose(1, 50)])
    row = sign(corpus.words, corpus.word_bounds, SETTINGS)[0][0]
    minhash = to_datasketch(row, SETTINGS)
    assert minhash.jaccard(ten_lines(prose(1, 50))) == 1.0
    assert (from_datasketch(minhash, SETTINGS) == row).all()
    assert (from_datasketch(LeanMinHash(minhash), SETTINGS) == row).all()
    assert (from_datasketch(pickle.loads(pickle.dumps(minhash)), SETTINGS) == row).all()  # noqa: S301 - our own


def test_a_signature_grows_with_datasketch() -> None:
    corpus = corpus_of(["a b c d e", "a b c d e f"])
    signatures, _ = sign(corpus.words, corpus.word_bounds, SETTINGS)
    values, _ = shingles(corpus.words, corpus.word_bounds, 5)
    minhash = to_datasketch(signatures[0], SETTINGS)
    minhash.update(int(values[2]))
    assert (minhash.hashvalues == signatures[1]).all()


@pytest.mark.parametrize(
    "other", [{"seed": 2}, {"num_perm": 64}, {"scheme": "legacy"}, {"scheme": "affine64"}]
)
def test_foreign_signatures_are_refused(other: dict[str, object]) -> None:
    minhash = MinHash(**{"num_perm": 128, "seed": 1, "scheme": "affine32", **other})
    with pytest.raises(InputError, match="scheme, seed, permutations"):
        from_datasketch(minhash, SETTINGS)


def test_datasketchs_own_index_finds_the_same_pairs() -> None:
    texts = [f"{prose(seed % 40, 30)} {prose(seed, seed % 50)}" for seed in range(200)]
    corpus = corpus_of(texts)
    signatures, counts = sign(corpus.words, corpus.word_bounds, SETTINGS)
    index = MinHashLSH(num_perm=128, params=(SETTINGS.bands, SETTINGS.band_rows))
    minhashes = [to_datasketch(row, SETTINGS) for row in signatures]
    for i, minhash in enumerate(minhashes):
        index.insert(i, minhash)
    wanted = sorted({(i, j) for i, minhash in enumerate(minhashes) for j in index.query(minhash) if i < j})
    timeline = read_timeline(corpus.hours, corpus.slack, 0.0)
    found = lsh_pairs(signatures, counts, timeline, SETTINGS).pairs
    assert len(wanted) > 100
    assert [tuple(pair) for pair in found.tolist()] == wanted
