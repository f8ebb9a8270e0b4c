"""Compiles every kernel once, by a small run of all that has kernels. Finds nothing.

A kernel is compiled when it is first called, and numba keeps the machine code on disk: a warm-up moves those
seconds from the first real run to the installation. Where nothing can be kept it moves nothing.
"""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import numpy as np
import polars as pl

from syndicate.compiled import KERNELS, n_compiled
from syndicate.flow.detect import detect
from syndicate.flow.measure.comparing import compare_pairs, consensus_of, overlap_of
from syndicate.flow.remarks import remarks_of
from syndicate.flow.signing import sign_texts
from syndicate.flow.update.updating import update
from syndicate.growing import in_memory
from syndicate.match.density import DENSE, thinned
from syndicate.match.exclusive import Counted, Phrases
from syndicate.match.outline import Lists
from syndicate.match.standing import HOLDERS
from syndicate.store.file import open_store

# A report that outlets take with other figures, rewritten or translated; and one of something else.
_REPORT: Final = """\
PORT WESSEL, Feb 20 (Reuters) - The harbour board approved a loan of 43 million crowns for a new breakwater.

"We cannot ask the fishermen to wait for a third storm," the chair, Mina Dorrit, told reporters on Tuesday.

Work is to begin in May and to last 18 months, according to the contract with the builder Hask.
"""
_REWRITTEN: Final = """\
Port Wessel will borrow 43 million crowns to build a new breakwater, its harbour board decided.

"We cannot ask the fishermen to wait for a third storm," said Mina Dorrit. Hask builds from May for 18 months.
"""
_TRANSLATED: Final = """\
PORT WESSEL, 20 feb (Reuters) - La junta del puerto aprobó prestar 43 millones de coronas para un dique.

"No podemos pedir a los pescadores que esperen otra tormenta", dijo el martes la presidenta, Mina Dorrit.

Las obras de la constructora Hask empezarán en mayo y durarán 18 meses, según el contrato con Port Wessel.
"""
_OTHER: Final = """\
Beetles have spread through the pear orchards of the upper valley, growers said, and 3,100 trees must fall.

北京市议会推迟了关于新桥的表决。会议持续了三小时。
"""
_COPIES: Final = [_REPORT.replace("43", str(n)) for n in range(43, 43 + HOLDERS)]  # a standing text
_TEXTS: Final = [*_COPIES, _REWRITTEN, _TRANSLATED, _OTHER]
_PAGES: Final = pl.DataFrame(
    {
        "article": [f"a{n}" for n in range(len(_TEXTS))],
        "outlet": ["Reuters", *(f"Courier {n % 3}" for n in range(1, len(_TEXTS)))],
        "published": ["2026-02-20T10:00:00Z"] * len(_TEXTS),
        "text": _TEXTS,
    }
)


def warm_up() -> int:
    """Run everything that has kernels on a few sentences; how many kernels are compiled then.

    A second process begins at the other end, with what compares: each finds on disk what the other compiled.
    """
    code = f"from {__name__} import compare; compare()"
    with subprocess.Popen([sys.executable, "-c", code], stderr=subprocess.DEVNULL):  # noqa: S603 (own code)
        found = detect(_PAGES)
        overlap_of(found)
        remarks_of(found)
        sign_texts(pl.Series(_TEXTS))
        _thin_out()
        _bring_to_store()
    compare()
    consensus_of(found)
    return n_compiled()


def compare() -> None:
    """Run the kernels of the residue, on texts as they are."""
    articles = _PAGES.rename({"text": "body"}).with_columns(language=pl.lit("en"))
    compare_pairs(articles, [("a0", "a1"), ("a0", f"a{HOLDERS}")])


def _bring_to_store() -> None:
    """Run the kernels that look for what is near new articles among those of a store."""
    now = datetime(2026, 2, 20, tzinfo=UTC)
    with TemporaryDirectory() as folder, open_store(Path(folder) / "warm.db", create=True) as store:
        update(store, _PAGES[::2], now=now)
        update(store, _PAGES[1::2], now=now)


def _thin_out() -> None:
    """Run the kernels that dense news alone has need of."""
    one = Lists(np.arange(2), np.zeros(1, np.int32))
    counted = Counted(np.zeros(1, np.uint16), np.full(1, DENSE + 1))
    thinned(Phrases(one, one, np.ones(1, np.int32)), 1, counted, in_memory)


def is_kept() -> bool:
    """Whether the next process will find the machine code: there is a folder for it that can be written."""
    return all(kernel.stats.cache_path for kernel in KERNELS)
