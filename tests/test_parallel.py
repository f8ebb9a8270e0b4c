from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate import parallel
from syndicate.parallel import SHARE, ahead, in_slices, one_by_one

if TYPE_CHECKING:
    from collections.abc import Iterator


def test_nothing_to_do_gives_nothing() -> None:
    assert in_slices(lambda start, end: (start, end), 0, size=4) == []


@given(st.integers(1, 40), st.integers(1, 50), st.sampled_from([None, 1, 2, 5]))
def test_slices_cover_everything_once_in_order(total: int, size: int, threads: int | None) -> None:
    slices = in_slices(range, total, size=size, threads=threads)
    assert [i for part in slices for i in part] == list(range(total))
    assert all(len(part) <= size for part in slices)


def test_little_is_shared_out_as_well() -> None:
    assert in_slices(lambda low, high: high - low, 1001, size=4096, threads=2) == [501, 500]
    assert in_slices(lambda low, high: high - low, SHARE, size=4096, threads=2) == [SHARE]


def test_two_threads_work_at_the_same_time() -> None:
    both = threading.Barrier(2, timeout=30)
    in_slices(lambda _start, _end: both.wait(), 2, size=1, threads=2)
    assert not both.broken


def test_an_error_in_a_slice_is_raised() -> None:
    def fail(start: int, _: int) -> None:
        if start == 3:
            raise KeyError(start)

    with pytest.raises(KeyError):
        in_slices(fail, 5, size=1, threads=2)


@given(st.integers(0, 12), st.sampled_from([None, 1, 2, 5]))
def test_items_come_out_in_order(total: int, threads: int | None) -> None:
    assert list(one_by_one(lambda x: 2 * x, range(total), threads=threads)) == [2 * x for x in range(total)]


def test_few_items_are_held_at_a_time() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for x in range(20):
            taken.append(x)
            yield x

    results = one_by_one(abs, items(), threads=2)
    assert [next(results), next(results)] == [0, 1]
    assert len(taken) <= 5


def test_an_error_in_an_item_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        list(one_by_one(lambda x: 1 // x, [1, 0, 1], threads=2))


@pytest.mark.parametrize("error", [OSError, AttributeError, TypeError])
def test_a_system_without_glibc_shares_no_arenas(
    monkeypatch: pytest.MonkeyPatch, error: type[Exception]
) -> None:
    def fail(_: None) -> None:
        raise error

    monkeypatch.setattr(parallel.ctypes, "CDLL", fail)
    parallel.share_arenas.cache_clear()
    assert in_slices(lambda low, high: high - low, 4, size=2, threads=2) == [2, 2]
    parallel.share_arenas.cache_clear()


@given(st.lists(st.integers()))
def test_items_made_ahead_are_the_same(items: list[int]) -> None:
    assert list(ahead(iter(items))) == items


def test_the_next_item_is_made_while_one_is_used() -> None:
    second = threading.Event()

    def items() -> Iterator[int]:
        yield 1
        second.set()
        yield 2

    found = ahead(items())
    assert next(found) == 1
    assert second.wait(timeout=30)
    assert list(found) == [2]


def test_what_cannot_be_made_is_raised_after_what_could() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise KeyError(2)

    found = ahead(items())
    assert next(found) == 1
    with pytest.raises(KeyError):
        next(found)


def test_who_asks_for_no_more_items_gets_away() -> None:
    ended = threading.Event()

    def items() -> Iterator[int]:
        try:
            yield from range(100)
        finally:
            ended.set()

    found = ahead(source := items())
    assert next(found) == 0
    found.close()  # type: ignore[attr-defined]
    source.close()  # type: ignore[attr-defined]
    assert ended.is_set()
