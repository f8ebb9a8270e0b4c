from __future__ import annotations

import os
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


KERNELS = """
import numpy as np
from syndicate.compiled import compiled

@compiled
def doubled(values):
    return np.flip(values * 2)

@compiled
def largest(values):
    return doubled(values)[-1]
"""


def run(program: str, folder: Path, kernels: str = KERNELS) -> str:
    """What a process of its own prints, which finds the kernels."""
    (folder / "kernels.py").write_text(kernels, "utf-8")
    paths = os.pathsep.join([str(folder), str(ROOT)])
    done = subprocess.run(  # noqa: S603 (our own program)
        [sys.executable, "-c", f"from kernels import *\nimport sys\nv = np.array([3, 1])\n{program}"],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": paths, "NUMBA_CACHE_DIR": str(folder / "kept")},
    )
    return done.stdout


def test_loaded_code_is_compiled_into_another_kernel(tmp_path: Path) -> None:
    """Its intermediate code is parsed then, and not before."""
    run("doubled(v)", tmp_path)
    told = "(library,) = (o.library for o in doubled.overloads.values())\nprint(library._unparsed is None)"
    found = run(f"doubled(v)\n{told}\nprint(largest(v))\n{told}", tmp_path)
    assert found.split() == ["False", "6", "True"]
    hits = "len(largest.stats.cache_hits), len(largest.stats.cache_misses)"
    assert run(f"print(largest(v), {hits})", tmp_path) == "6 1 0\n"


def test_loading_imports_no_module_that_only_a_compiler_needs(tmp_path: Path) -> None:
    names = "print([name for name in ('numba.np.arraymath', 'numba.np.arrayobj') if name in sys.modules])"
    program = f"print(doubled(v), largest(v))\n{names}"
    run(program, tmp_path)
    assert run(program, tmp_path) == "[2 6] 6\n[]\n"


def test_what_was_kept_is_compiled_anew_where_it_is_gone(tmp_path: Path) -> None:
    run("doubled(v)", tmp_path)
    for kept in (tmp_path / "kept").rglob("*.nbc"):
        kept.unlink()
    assert run("print(doubled(v))", tmp_path) == "[2 6]\n"


def test_what_an_earlier_version_kept_is_let_go_where_its_classes_are_no_more(tmp_path: Path) -> None:
    """The types that a kernel takes stand in its index, which is read before it is known to be old."""
    named = f"from typing import NamedTuple\n{KERNELS}\nclass Row(NamedTuple):\n    values: object\n"
    named = named.replace("values * 2", "values.values * 2")
    assert run("print(doubled(Row(v)))", tmp_path, named) == "[2 6]\n"
    for hits in (0, 1):
        found = run("print(doubled(v), len(doubled.stats.cache_hits))", tmp_path, f"\n{KERNELS}")
        assert found == f"[2 6] {hits}\n"
