"""How a kernel is compiled: one decorator with types. Holds no kernel."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar, cast

import numba
from numba.core.caching import FunctionCache
from numba.core.runtime.nrt import rtsys
from numba.np import linalg

F = TypeVar("F", bound=Callable[..., Any])
KERNELS: list[Any] = []  # numba's dispatchers of all modules imported so far


def _load_without_scipy() -> None:
    """Load numba's array functions, which look for a BLAS in scipy, without the fifth of a second that takes.

    Kernels that call one of them load all. None of ours has a use for a BLAS; one that has still finds it,
    when it is compiled.
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


class _Cache(FunctionCache):
    """Machine code on disk, loaded without what only a compiler needs.

    Before it loads anything numba tells its contexts of all that they could compile (`refresh`): a tenth of a
    second, of three that a short run takes. Code that is compiled already needs the memory manager alone. A
    compiler refreshes both contexts itself (`CompilerBase`).
    """

    def load_overload(self, sig: object, target_context: Any) -> Any:
        """The machine code for a signature, or None; as numba's own, but for `refresh`."""
        rtsys.initialize(target_context)
        with self._guard_against_spurious_io_errors():
            return self._load_overload(sig, target_context)  # type: ignore[no-untyped-call]


def compiled(function: F) -> F:
    """Compile a function of arrays and numbers with numba: cached on disk, free of the interpreter's lock.

    The cache is keyed by the kernel's own source file: a kernel calls compiled functions of its own module
    only, so that an edit can never leave a stale machine-code copy behind (a constant from another module is
    part of the code, too: it does not change). Where no folder for the cache can be written (not beside the
    source, nor in the user's cache) a kernel is compiled anew in every process, after one RuntimeWarning.
    """
    kernel: Any = numba.njit(nogil=True)(function)
    try:
        kernel._cache = _Cache(function)  # type: ignore[no-untyped-call]  # as `enable_caching` sets numba's own
    except RuntimeError as error:
        if "no locator available" not in str(error):
            raise
        _warn_once()
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
