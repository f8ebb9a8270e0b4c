"""Spreads work over plain threads: slices of rows, or items as they come. Knows nothing of the work itself.

Kernels and polars release the interpreter's lock, so threads share the arrays and nothing is copied. What one
piece of work gives must not depend on the others: then the number of threads never changes a result.
"""

from __future__ import annotations

import os
from collections import deque
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Future

T = TypeVar("T")
R = TypeVar("R")


def in_slices(work: Callable[[int, int], R], total: int, *, size: int, threads: int | None = None) -> list[R]:
    """Results of work(start, end) over the half-open slices of 0..total, in order; [] where total is 0.

    `size` is the length of a slice; `threads` defaults to the machine's processors.
    """
    starts = range(0, total, size)
    workers = min(threads or os.cpu_count() or 1, len(starts))
    if workers <= 1:
        return [work(start, min(start + size, total)) for start in starts]
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(lambda start: work(start, min(start + size, total)), starts))


def one_by_one(work: Callable[[T], R], items: Iterable[T], *, threads: int | None = None) -> Iterator[R]:
    """Results of work(item) in order, as they are asked for; of the items few more than threads are held."""
    workers = threads or os.cpu_count() or 1
    with ThreadPoolExecutor(workers) as pool:
        waiting: deque[Future[R]] = deque()
        for item in items:
            waiting.append(pool.submit(work, item))
            del item  # a thread holds it now, and lets it go
            if len(waiting) > workers:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
