from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np
import pytest

from syndicate import compiled as module
from syndicate.compiled import compiled

if TYPE_CHECKING:
    from collections.abc import Callable

SOURCE = "def total(values):\n    s = 0\n    for v in values:\n        s += v\n    return s\n"


def from_nowhere(source: str = SOURCE) -> Callable[[object], int]:
    """A function of a file that does not exist: numba finds no folder for its cache."""
    names: dict[str, Callable[[object], int]] = {}
    exec(compile(source, "/nowhere/at/all.py", "exec"), names)  # noqa: S102
    return names["total"]


def test_without_a_folder_for_the_cache_kernels_are_compiled_all_the_same() -> None:
    module._warn_once.cache_clear()
    with pytest.warns(RuntimeWarning, match="NUMBA_CACHE_DIR") as caught:
        kernels = [compiled(from_nowhere()) for _ in range(3)]
    assert len(caught) == 1
    assert [kernel(np.arange(5)) for kernel in kernels] == [10, 10, 10]


def test_with_a_folder_there_is_no_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        kernel = compiled(_double)
    assert kernel(4) == 8


def _double(x: int) -> int:
    return 2 * x


def test_other_errors_pass(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(**_: object) -> object:
        raise RuntimeError("something else")

    monkeypatch.setattr(module.numba, "njit", broken)
    with pytest.raises(RuntimeError, match="something else"):
        compiled(_double)
