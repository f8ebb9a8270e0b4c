"""Spreads a kernel over slices of rows with plain threads; knows nothing of what the kernel computes."""

from __future__ import annotations

import os
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

R = TypeVar("R")


def in_slices(work: Callable[[int, int], R], total: int, *, size: int, threads: int | None = None) -> list[R]:
    """Results of work(start, end) over the half-open slices of 0..total, in order; [] where total is 0.

    `size` is the length of a slice; `threads` defaults to the machine's processors. Kernels release the
    interpreter's lock, so threads share the arrays and nothing is copied. What a slice gives must not depend
    on the others: then the number of threads never changes a result.
    """
    starts = range(0, total, size)
    workers = min(threads or os.cpu_count() or 1, len(starts))
    if workers <= 1:
        return [work(start, min(start + size, total)) for start in starts]
    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(lambda start: work(start, min(start + size, total)), starts))
