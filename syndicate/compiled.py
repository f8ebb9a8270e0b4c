"""How a kernel is compiled: one decorator with types. Holds no kernel."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba

F = TypeVar("F", bound=Callable[..., Any])


def compiled(function: F) -> F:
    """Compile a function of arrays and numbers with numba: cached on disk, free of the interpreter's lock.

    The cache is keyed by the kernel's own source file: a kernel calls compiled functions of its own module
    only, so that an edit can never leave a stale machine-code copy behind.
    """
    return cast("F", numba.njit(cache=True, nogil=True)(function))
