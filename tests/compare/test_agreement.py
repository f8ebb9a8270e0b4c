from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from retellings import RETOLD, WIRE

from syndicate.compare.agreement import ABSENT, ROUNDED, agree, may_differ, support
from syndicate.compare.alignment import Alignment, together
from syndicate.compare.layout import lay_out
from syndicate.compare.likeness import share_tables
from syndicate.compare.postings import NUMBER, read_postings

if TYPE_CHECKING:
    from collections.abc import Callable

    from syndicate.corpus import Corpus

SENTENCES = 3
VALUES = st.sampled_from([94.0, 96, 1180, 1200, 2000, 2026])
ONE_NUMBER = st.tuples(VALUES, st.integers(0, 4), st.integers(1, 4), st.integers(0, SENTENCES - 1))
NUMBERS = st.lists(ONE_NUMBER, max_size=5).map(lambda rows: sorted(rows, key=lambda row: row[3]))
PLACES = st.tuples(st.integers(0, SENTENCES - 1), st.integers(0, SENTENCES - 1))


@given(ONE_NUMBER, ONE_NUMBER)
def test_numbers_agree_both_ways(one: tuple[float, ...], other: tuple[float, ...]) -> None:
    x, y = np.array([one, other], NUMBER)
    assert agree(x, y) == agree(y, x)
    assert agree(x, x)


def test_what_two_articles_share_in_numbers(index: Callable[..., Corpus]) -> None:
    bodies = [RETOLD, WIRE]
    corpus = index(*bodies)
    postings, layout = read_postings(corpus, bodies, [0, 1]), lay_out(corpus.sentence_bounds, [(0, 1)])
    tables = share_tables(postings, layout)
    first = postings.number_bounds
    own, theirs = (postings.numbers[first[i] : first[i + 1]] for i in (0, 1))
    same = np.array([[agree(x, y) for y in theirs] for x in own])
    expected = np.zeros(tuple(np.diff(corpus.sentence_bounds)))
    for x, y in zip(*same.nonzero(), strict=True):
        hits = max(same[x].sum(), same[:, y].sum())
        expected[own["sentence"][x], theirs["sentence"][y]] += 1 / np.sqrt(hits)
    assert np.allclose(tables.shared["numbers"].reshape(expected.shape), expected)
    assert expected.any()
    assert tables.rows["numbers"].sum() == len(own)
    assert tables.columns["found_numbers"].sum() == same.any(axis=0).sum()


def alignment(links: list[tuple[int, int]], kept: list[bool]) -> Alignment:
    best = np.full(SENTENCES, -1)
    for own, other in reversed(links):
        best[own] = other
    carried = np.isin(np.arange(SENTENCES), [j for _, j in links])
    table = np.array(links, np.int64).reshape(-1, 2)
    return Alignment(best, (best >= 0).astype(float), np.array(kept) & (best >= 0), table, carried)


def plainly_differ(own: np.ndarray, theirs: np.ndarray, found: Alignment) -> bool:
    """The rule of `may_differ`, number by number."""
    partners: dict[int, list[int]] = {}
    for i, j in found.links.tolist():
        partners.setdefault(i, []).append(j)
    lost = theirs["sentence"][support(theirs, own) == ABSENT].tolist()
    for said, i in zip(support(own, theirs).tolist(), own["sentence"].tolist(), strict=True):
        retold = i in partners and not found.kept[i]
        if retold and (said == ROUNDED or (said == ABSENT and set(partners[i]) & set(lost))):
            return True
    return False


@given(
    st.lists(
        st.tuples(
            NUMBERS,
            st.sets(PLACES, max_size=4).map(sorted),
            st.lists(st.booleans(), min_size=SENTENCES, max_size=SENTENCES),
        ),
        min_size=2,
        max_size=4,
    )
)
def test_what_may_differ_is_told_as_number_by_number(
    articles: list[tuple[list[tuple[float, ...]], list[tuple[int, int]], list[bool]]],
) -> None:
    numbers = [np.array(rows, NUMBER) for rows, *_ in articles]
    found = [alignment(links, kept) for _, links, kept in articles]
    pairs = [(i, (i + 1) % len(articles)) for i in range(len(articles))]
    bounds = np.cumsum([0, *map(len, numbers)])
    told = may_differ((bounds, np.concatenate(numbers)), together(list(zip(pairs, found, strict=True))))
    expected = [plainly_differ(numbers[a], numbers[b], x) for (a, b), x in zip(pairs, found, strict=True)]
    assert told.tolist() == [
        differ and bool(len(numbers[b])) for differ, (_, b) in zip(expected, pairs, strict=True)
    ]
