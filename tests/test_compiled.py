from __future__ import annotations

import subprocess
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from syndicate import compiled as module
from syndicate.compiled import compiled

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[1]
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


def test_machine_code_is_loaded_without_what_only_a_compiler_needs() -> None:
    """And what is compiled afterwards finds it."""
    distinct = "from syndicate.text.distinct import enumerate_distinct; import numpy as np\n"
    distinct += "found = enumerate_distinct(np.array([5, 7, 5], np.uint64))[0].tolist()\n"
    loads = (
        "import sys, numba\n"
        "print(found, 'numba.typed.typedlist' in sys.modules, 'scipy.linalg' in sys.modules)\n"
        "print(numba.njit(lambda a: np.dot(a, a).sum())(np.eye(2)), end='')"
    )
    for program in (distinct, distinct + loads):  # the first keeps what it compiles
        done = subprocess.run(  # noqa: S603 (our own program)
            [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
        )
    assert done.stdout == "[0, 1, 0] False False\n2.0"
