"""How a kernel is compiled: one decorator with types. Holds no kernel."""

from __future__ import annotations

import pickle
import sys
import warnings
from collections.abc import Callable
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, TypeVar, cast

import numba
from llvmlite.binding import parse_bitcode
from numba.core.caching import FunctionCache
from numba.core.codegen import JITCodeLibrary
from numba.core.environment import Environment, lookup_environment
from numba.core.runtime.nrt import rtsys

F = TypeVar("F", bound=Callable[..., Any])
KERNELS: list[Any] = []  # numba's dispatchers of all modules imported so far


class _Cache(FunctionCache):
    """Machine code on disk, loaded without what only a compiler needs: half a second of a run of three.

    Before it loads anything numba tells its contexts of all that they could compile (`refresh`), imports the
    modules of all functions of its own that a kernel calls, and reads the intermediate code as well. Machine
    code needs the memory manager alone. A compiler refreshes both contexts itself (`CompilerBase`).
    """

    def load_overload(self, sig: object, target_context: Any) -> Any:
        """The machine code for a signature, or None."""
        rtsys.initialize(target_context)
        codegen = target_context.codegen()
        codegen._library_class = _Library
        with self._guard_against_spurious_io_errors():
            stored = self._stored(self._index_key(sig, codegen))  # type: ignore[no-untyped-call]
            return stored and self._impl.rebuild(target_context, stored)

    def _stored(self, key: object) -> Any:
        """What numba has kept for a signature, or None."""
        try:
            name = self._cache_file._load_index().get(key)  # type: ignore[no-untyped-call]
        except (AttributeError, ImportError):  # of an earlier version, whose classes are no more
            self.flush()  # type: ignore[no-untyped-call]
            return None
        if name is None:
            return None
        path = Path(self._cache_file._data_path(name))  # type: ignore[no-untyped-call]
        try:
            return _Unpickler(BytesIO(path.read_bytes())).load()
        except FileNotFoundError:  # the index outlived it
            return None


class _Unpickler(pickle.Unpickler):
    """Reads what numba has kept, but for the modules that its functions stand in."""

    def find_class(self, module: str, name: str) -> Any:
        """The function or class of this name."""
        if (module, name) == ("numba.core.environment", "_rebuild_env"):
            return _environment
        return super().find_class(module, name)


def _environment(module: str, constants: list[object], name: str) -> Environment:
    """The constants of a compiled function, as numba's own `_rebuild_env`; only code for the interpreter asks
    for the names of its module.
    """
    found: Environment | None = lookup_environment(name)  # type: ignore[no-untyped-call]
    if found is None:
        names = vars(sys.modules[module]) if module in sys.modules else {"__name__": module}
        found = Environment._memo[name] = Environment(names)
        found.consts[:], found.env_name = constants, name
    return found


class _Library(JITCodeLibrary):
    """The code of one kernel; where it was loaded, intermediate code is parsed when a compiler needs it."""

    _unparsed: bytes | None = None

    @classmethod
    def _unserialize(cls, codegen: Any, state: tuple[str, str, Any]) -> Any:
        name, kind, code = state
        if kind != "object":
            return super()._unserialize(codegen, state)  # type: ignore[no-untyped-call]
        found = codegen.create_library(name)
        machine_code, found._unparsed = code
        found.enable_object_caching()
        found._set_compiled_object(machine_code)
        found._finalize_final_module()
        return found

    def get_pointer_to_function(self, name: str) -> int:
        """The address of a function; 0 where there is none of this name."""
        if self._unparsed is None:
            address: int = super().get_pointer_to_function(name)  # type: ignore[no-untyped-call]
        else:
            address = self._codegen._engine.get_function_address(name)
        return address

    def _get_module_for_linking(self) -> Any:
        if self._unparsed is not None:
            self._shared_module, self._unparsed = parse_bitcode(self._unparsed), None
            self._codegen._engine._load_defined_symbols(self._shared_module)  # type: ignore[no-untyped-call]
        return super()._get_module_for_linking()  # type: ignore[no-untyped-call]


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
