"""How a kernel is compiled: one decorator with types. Holds no kernel."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, cast

import numba
from numba.np import linalg

F = TypeVar("F", bound=Callable[..., Any])
KERNELS: list[Any] = []  # numba's dispatchers of all modules imported so far


def _load_without_scipy() -> None:
    """Load numba's array functions, which look for a BLAS in scipy, without the fifth of a second that takes.

    No kernel of ours has a use for one; one that has still finds it, when it is compiled.
    """
    look_for = getattr(linalg, "ensure_blas", None)
    if look_for is None:  # another numba: nothing to spare
        return
    linalg.ensure_blas = lambda: None
    try:
        from numba.np import arraymath

        vars(arraymath)["ensure_blas"] = look_for
    finally:
        linalg.ensure_blas = look_for


_load_without_scipy()


def compiled(function: F) -> F:
    """Compile a function of arrays and numbers with numba: cached on disk, free of the interpreter's lock.

    The cache is keyed by the kernel's own source file: a kernel calls compiled functions of its own module
    only, so that an edit can never leave a stale machine-code copy behind (a constant from another module is
    part of the code, too: it does not change). Where no folder for the cache can be written (not beside the
    source, nor in the user's cache) a kernel is compiled anew in every process, after one RuntimeWarning.
    """
    try:
        kernel = numba.njit(cache=True, nogil=True)(function)
    except RuntimeError as error:
        if "no locator available" not in str(error):
            raise
        _warn_once()
        kernel = numba.njit(nogil=True)(function)
    KERNELS.append(kernel)
    return cast("F", kernel)


def n_compiled() -> int:
    """How many kernels have machine code in this process."""
    return sum(bool(kernel.signatures) for kernel in KERNELS)


@cache
def _warn_once() -> None:
    warnings.warn(
        "compiled code cannot be kept, so every start takes longer: set NUMBA_CACHE_DIR to a writable folder",
        RuntimeWarning,
        stacklevel=3,
    )
