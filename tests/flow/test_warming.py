from __future__ import annotations

import os
import subprocess
import sys
from types import SimpleNamespace
from typing import TYPE_CHECKING

from syndicate.flow.warming import is_kept

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

FIND = """
import numpy as np
from syndicate import compiled
from syndicate.text.word_edges import mark_edges
is_edge = np.zeros(8, np.uint8)
mark_edges(np.frombuffer(b"ab cd   ", np.uint8), is_edge)
print(is_edge.tolist(), [kernel.stats.cache_path for kernel in compiled.KERNELS][:1])
"""
READ_ONLY = """
import errno
from numba.core import caching
def refuse(locator):
    raise OSError(errno.EROFS, "Read-only file system")
caching._CacheLocator.ensure_cache_path = refuse
"""


def run(code: str, **environment: str) -> tuple[str, str]:
    """(standard output, standard error) of Python code that must succeed."""
    done = subprocess.run(  # noqa: S603 (code of this file)
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, **environment},
    )
    return done.stdout.strip(), done.stderr.strip()


WARM_UP = """
from syndicate import compiled
from syndicate.flow.warming import is_kept, warm_up
n = warm_up()
modules = {kernel.py_func.__module__ for kernel in compiled.KERNELS if kernel.signatures}
print(n == compiled.n_compiled(), is_kept(), *sorted(modules))
"""


def test_kernels_of_every_room_are_compiled_the_rarely_called_too() -> None:
    out, _ = run(WARM_UP)
    counted, kept, *modules = out.split()
    assert (counted, kept) == ("True", "True")
    assert {module.split(".")[1] for module in modules} >= {"text", "sketch", "match", "compare"}
    rarely = {
        "sketch.across",
        "match.translation",
        "match.standing",
        "match.density",
        "sketch.nearest",
        "sketch.turned",
    }
    assert {f"syndicate.{name}" for name in rarely} <= set(modules)


def test_where_no_folder_can_be_written_kernels_work_with_one_warning() -> None:
    out, err = run(READ_ONLY + FIND)
    assert out == "[1, 0, 1, 1, 0, 1, 0, 0] [None]"
    assert err.count("NUMBA_CACHE_DIR") == 1


def test_the_folder_named_is_used(tmp_path: Path) -> None:
    out, err = run(FIND, NUMBA_CACHE_DIR=str(tmp_path))
    assert str(tmp_path) in out
    assert err == ""
    assert list(tmp_path.rglob("word_edges.mark_edges-*.nbc"))


def test_a_kernel_without_a_folder_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    kernel = SimpleNamespace(stats=SimpleNamespace(cache_path=None))
    monkeypatch.setattr("syndicate.flow.warming.KERNELS", [kernel])
    assert not is_kept()
