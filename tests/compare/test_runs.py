from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.compare import runs
from syndicate.compare.runs import matching_runs, read_runs, read_windows

if TYPE_CHECKING:
    from collections.abc import Callable

    from syndicate.corpus import Corpus

WORDS = st.lists(st.sampled_from("abcd"), max_size=40)


def plain_runs(a: list[str], b: list[str]) -> tuple[set[int], int, int, int, int]:
    """(a's copied words, longest run, distinct windows shared, of a, of b), by comparing everything."""
    k = runs.WINDOW
    of_a = [tuple(a[i : i + k]) for i in range(len(a) - k + 1)]
    of_b = [tuple(b[i : i + k]) for i in range(len(b) - k + 1)]
    copied = {i + d for i, window in enumerate(of_a) if window in set(of_b) for d in range(k)}
    longest = 0
    for i in range(len(a)):
        for j in range(len(b)):
            n = 0
            while i + n < len(a) and j + n < len(b) and a[i + n] == b[j + n]:
                n += 1
            longest = max(longest, n)
    return copied, longest if longest >= k else 0, len(set(of_a) & set(of_b)), len(set(of_a)), len(set(of_b))


@given(WORDS, WORDS)
def test_kernel_and_plain_python_agree(index: Callable[..., Corpus], a: list[str], b: list[str]) -> None:
    corpus = index(" ".join(a), " ".join(b))
    found = read_runs(read_windows(corpus), [(0, 1)])
    copied, longest, shared, windows_a, windows_b = plain_runs(a, b)
    assert found.a_in_b[0] == pytest.approx(len(copied) / max(1, len(a)))
    assert found.b_in_a[0] == pytest.approx(len(plain_runs(b, a)[0]) / max(1, len(b)))
    assert (found.longest[0], found.shared[0]) == (longest, shared)
    assert (found.windows_a[0], found.windows_b[0]) == (windows_a, windows_b)


@pytest.mark.parametrize("body", ["", "one", "one two three four", "..."])
def test_too_short_for_a_window_shares_nothing(index: Callable[..., Corpus], body: str) -> None:
    a_in_b, b_in_a, longest = matching_runs(index(body, body), [(0, 1), (0, 0)])
    assert not a_in_b.any()
    assert not b_in_a.any()
    assert not longest.any()


def test_no_pairs(index: Callable[..., Corpus]) -> None:
    a_in_b, b_in_a, longest = matching_runs(index("a b c d e f"), [])
    assert len(a_in_b) == len(b_in_a) == len(longest) == 0


def test_moved_blocks_count(index: Callable[..., Corpus]) -> None:
    first, second = "one two three four five six", "red green blue white black grey pink"
    a_in_b, b_in_a, longest = matching_runs(index(f"{first} {second}", f"{second} {first} tail"), [(0, 1)])
    assert a_in_b[0] == 1.0
    assert b_in_a[0] == pytest.approx(13 / 14)
    assert longest[0] == 7


def test_scripts_without_spaces_need_longer_runs(index: Callable[..., Corpus]) -> None:
    body = "国家发展和改革委员会今天宣布"
    a_in_b, _, longest = matching_runs(
        index(body, "据悉国家发展和改委", body, language="zh"), [(0, 1), (0, 2)]
    )
    assert a_in_b.tolist() == [0.0, 1.0]
    assert longest.tolist() == [0, len(body)]


def test_a_text_that_repeats_itself_is_quick_and_right(index: Callable[..., Corpus]) -> None:
    corpus = index("ha " * 20_000, "ha " * 10_000)
    a_in_b, b_in_a, longest = matching_runs(corpus, [(0, 1)])
    assert (a_in_b[0], b_in_a[0], longest[0]) == (1.0, 1.0, 10_000)


def test_threads_and_selection_change_nothing(
    index: Callable[..., Corpus], monkeypatch: pytest.MonkeyPatch
) -> None:
    bodies = [" ".join(re.findall(r"\w", f"abcdefghij{i}klmnop"[i : i + 14])) for i in range(6)]
    corpus = index(*bodies)
    pairs = np.array([(a, b) for a in range(6) for b in range(6)])
    monkeypatch.setattr(runs, "BATCH", 5)
    one, two = (read_runs(read_windows(corpus), pairs, threads=n) for n in (1, 2))
    assert np.array_equal(one.a_in_b, two.a_in_b)
    assert one.a_in_b.max() > 0
    assert np.array_equal(matching_runs(corpus, pairs[:7])[0], one.a_in_b[:7])


@given(st.lists(WORDS, min_size=2, max_size=4), st.data())
def test_what_pairs_give_does_not_hang_on_the_pairs_before(
    index: Callable[..., Corpus], bodies: list[list[str]], data: st.DataObject
) -> None:
    corpus = index(*map(" ".join, bodies))
    number = st.integers(0, len(bodies) - 1)
    pairs = data.draw(st.lists(st.tuples(number, number), min_size=1, max_size=8))
    whole = read_runs(read_windows(corpus), pairs)
    for k, pair in enumerate(pairs):
        alone = read_runs(read_windows(corpus, pair), [pair])
        for name in ("a_in_b", "b_in_a", "longest", "shared", "windows_a", "windows_b"):
            assert getattr(whole, name)[k] == getattr(alone, name)[0]
    uncounted = read_runs(read_windows(corpus, counted=False), pairs)
    for name in ("a_in_b", "b_in_a", "longest", "shared"):
        assert np.array_equal(getattr(uncounted, name), getattr(whole, name))
    assert not np.any([uncounted.windows_a, uncounted.windows_b])


def test_pairs_that_are_not_asked_for_are_all_zeros(index: Callable[..., Corpus]) -> None:
    corpus = index("a b c d e f g", "x a b c d e f g", "a b c d e f g")
    pairs = np.array([(0, 1), (0, 2), (1, 2)])
    whole = read_runs(read_windows(corpus), pairs)
    some = read_runs(read_windows(corpus, [0, 2]), pairs, among=np.array([False, True, False]))
    assert (some.a_in_b[1], some.longest[1]) == (whole.a_in_b[1], whole.longest[1]) == (1.0, 7)
    assert not some.a_in_b[[0, 2]].any()
    assert not some.longest[[0, 2]].any()
