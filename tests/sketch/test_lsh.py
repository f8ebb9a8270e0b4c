from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
import pytest
from handmade import corpora, corpus_of, prose, within
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from syndicate.settings import Settings
from syndicate.sketch.lsh import (
    HOT,
    LshPairs,
    _runs,
    band_keys,
    distinct_pairs,
    least_agreement,
    lsh_pairs,
)
from syndicate.sketch.signature import resemblance, sign
from syndicate.sketch.timeline import read_timeline

if TYPE_CHECKING:
    from syndicate.corpus import Corpus

SETTINGS = Settings()


def found_in(corpus: Corpus, settings: Settings = SETTINGS, threads: int | None = None) -> LshPairs:
    signatures, counts = sign(corpus.words, corpus.word_bounds, settings)
    timeline = read_timeline(corpus.hours, corpus.slack, settings.window_hours)
    return lsh_pairs(signatures, counts, timeline, settings, threads=threads)


def plain_pairs(corpus: Corpus, settings: Settings) -> list[list[int]]:
    """Every pair inside the window that agrees in all slots of some band."""
    signatures, counts = sign(corpus.words, corpus.word_bounds, settings)
    bands = [
        slice(band * settings.band_rows, (band + 1) * settings.band_rows) for band in range(settings.bands)
    ]
    return [
        [i, j]
        for i in range(corpus.n_articles)
        for j in range(i + 1, corpus.n_articles)
        if counts[i] and counts[j] and within(corpus, i, j, settings.window_hours)
        if any((signatures[i, band] == signatures[j, band]).all() for band in bands)
    ]


@given(st.lists(st.integers(0, 5), max_size=30), st.integers(1, 8))
def test_runs_of_equal_keys(numbers: list[int], bits: int) -> None:
    order = np.array(
        [number << bits | i % (1 << bits) for i, number in enumerate(sorted(numbers))], np.uint64
    )
    wanted, start = [], 0
    for _, group in itertools.groupby(sorted(numbers)):
        end = start + len(list(group))
        wanted += [[start, end]] if end - start > 1 else []
        start = end
    assert _runs(order, bits).tolist() == wanted


def n_groups(pairs: np.ndarray, n: int) -> int:
    return int(connected_components(coo_array((np.ones(len(pairs)), pairs.T), shape=(n, n)))[0])


@given(
    corpora(),
    st.sampled_from([(32, 4), (1, 64), (128, 1), (512, 2), (5, 3)]),
    st.sampled_from([0.0, 96.0, 8e5]),
)
def test_every_pair_with_a_common_band_and_no_other(
    corpus: Corpus, shape: tuple[int, int], window: float
) -> None:
    bands, rows = shape
    settings = Settings(
        permutations=max(16, bands * rows), bands=bands, band_rows=rows, window_hours=window, shingle_words=2
    )
    assert found_in(corpus, settings).pairs.tolist() == plain_pairs(corpus, settings)


def test_keys_are_equal_exactly_where_bands_are() -> None:
    draw = np.random.default_rng(1)
    signatures = draw.integers(0, 2, (200, 128)).astype(np.uint32)
    keys = band_keys(signatures, SETTINGS)
    bands = signatures.reshape(200, 32, 4)
    assert ((keys[:, None] == keys[None]) == (bands[:, None] == bands[None]).all(axis=3)).all()


@pytest.mark.parametrize("texts", [[], [""], ["", ""], ["one"], ["one", "two"]])
def test_nothing_to_pair(texts: list[str]) -> None:
    found = found_in(corpus_of(texts))
    assert found.pairs.shape == (0, 2)
    assert found[1:3] == (0, 0)
    assert not found.twins.any()


def test_identical_articles_of_one_word_are_a_pair() -> None:
    assert found_in(corpus_of(["one", "two", "one"])).pairs.tolist() == [[0, 2]]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9))))
def test_distinct_pairs(pairs: list[tuple[int, int]]) -> None:
    found = distinct_pairs(np.array(pairs, np.int64).reshape(-1, 2), 10)
    assert found.dtype == np.int32
    assert found.tolist() == sorted(
        {(min(p), max(p)) for p in pairs} and [list(p) for p in {(min(p), max(p)) for p in pairs}]
    )


def test_a_bucket_of_the_greatest_size_still_gives_all_pairs() -> None:
    found = found_in(corpus_of([prose(1, 20)] * HOT))
    assert len(found.pairs) == HOT * (HOT - 1) // 2
    assert found.hot_articles == 0


def test_a_hot_bucket_costs_one_pair_a_member_and_keeps_all_together() -> None:
    n = 5000
    found = found_in(corpus_of([prose(1, 20)] * n))
    assert found.hot_articles == n
    assert found.twins.sum() == n - 1
    assert len(found.pairs) == n - 1
    assert n_groups(found.pairs, n) == 1


def test_in_a_hot_bucket_the_lead_is_handed_on_as_the_window_moves() -> None:
    n = 300  # one an hour, so that no two leaders' followers overlap in 96 hours
    hours = np.random.default_rng(1).permutation(n).astype(float)
    found = found_in(corpus_of([prose(1, 20)] * n, list(hours)))
    assert (abs(np.diff(hours[found.pairs], axis=1)) <= SETTINGS.window_hours).all()
    assert n_groups(found.pairs, n) == 1
    assert len(found.pairs) < 2 * n


def test_a_hot_bucket_is_not_joined_across_a_gap_wider_than_the_window() -> None:
    hours = [0.0] * 100 + [97.0] * 100
    found = found_in(corpus_of([prose(1, 20)] * 200, hours))
    assert n_groups(found.pairs, 200) == 2


def test_members_of_a_hot_bucket_are_linked_to_a_leader_they_resemble_only() -> None:
    # reports of five outlets each under one notice of their length: strangers agree in a third of the slots
    notice = prose(999, 200)
    corpus = corpus_of([f"{prose(seed // 5, 200)} {notice}" for seed in range(400)])
    settings = Settings(bands=2, band_rows=2)  # proposes from a resemblance of .7
    found = found_in(corpus, settings)
    assert found.hot_articles > HOT
    assert found.crowded_out == 0
    by_report = found.pairs // 5
    assert n_groups(found.pairs[by_report[:, 0] == by_report[:, 1]], 400) == 80
    signatures, _ = sign(corpus.words, corpus.word_bounds, settings)
    keys = band_keys(signatures, settings)
    hot = np.stack(
        [(keys[:, band, None] == keys[None, :, band]).sum(axis=1) > HOT for band in range(2)], axis=1
    )
    strangers = found.pairs[resemblance(signatures, found.pairs) * 128 < least_agreement(settings)]
    in_cool_bucket = (keys[strangers[:, 0]] == keys[strangers[:, 1]]) & ~hot[strangers[:, 0]]
    assert in_cool_bucket.any(axis=1).all()


def test_more_kinds_than_places_are_counted() -> None:
    notice = prose(999, 120)
    found = found_in(corpus_of([f"{prose(seed, 200)} {notice}" for seed in range(1500)]))
    assert found.crowded_out > 0
    assert len(found.pairs) < 1500 * HOT


def test_kin_that_hot_buckets_keep_apart_meet_in_a_cool_one() -> None:
    notice = prose(999, 300)
    texts = [f"{notice} {prose(seed, 100)}" for seed in range(400)]
    kin = f"{notice} {prose(500, 160)}"
    found = found_in(corpus_of([*texts, f"{kin} {prose(502, 8)}", f"{kin} {prose(503, 8)}"]))
    assert found.hot_articles > 300
    assert len(found.pairs) < 400 * 399 / 4
    assert [400, 401] in found.pairs.tolist()


def test_threads_change_nothing() -> None:
    corpus = corpus_of([f"{prose(seed % 30, 40)} {prose(seed, 20)}" for seed in range(400)])
    one, two = (found_in(corpus, threads=threads) for threads in (1, 2))
    assert one.pairs.tolist() == two.pairs.tolist()
    assert one[1:3] == two[1:3]
    assert one.twins.tolist() == two.twins.tolist()
