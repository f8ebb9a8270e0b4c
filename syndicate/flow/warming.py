"""Compiles every kernel once, by a small run of all that has kernels. Finds nothing.

A kernel is compiled when it is first called, and numba keeps the machine code on disk: a warm-up moves those
seconds from the first real run to the installation. Where nothing can be kept it moves nothing.
"""

from __future__ import annotations

from typing import Final

import polars as pl

from syndicate.compiled import KERNELS, n_compiled
from syndicate.flow.detect import detect
from syndicate.flow.measure.comparing import compare_pairs, consensus_of, overlap_of
from syndicate.flow.signing import sign_texts

# Two outlets that take one report, sentence by sentence or rewritten, and one that has nothing to do with it.
_REPORT: Final = """\
PORT WESSEL, Feb 20 (Reuters) - The harbour board approved a loan of 43 million crowns for a new breakwater.

"We cannot ask the fishermen to wait for a third storm," the chair, Mina Dorrit, told reporters on Tuesday.

Work is to begin in May and to last 18 months, according to the contract with the builder Hask.
"""
_REWRITTEN: Final = """\
Port Wessel will borrow 43 million crowns to build a new breakwater, its harbour board decided.

"We cannot ask the fishermen to wait for a third storm," said Mina Dorrit. Hask builds from May for 18 months.
"""
_OTHER: Final = """\
Beetles have spread through the pear orchards of the upper valley, growers said, and 3,100 trees must fall.

北京市议会推迟了关于新桥的表决。会议持续了三小时。
"""


def warm_up() -> int:
    """Run everything that has kernels on a few sentences; how many kernels are compiled then."""
    texts = [_REPORT, _REPORT.replace("43", "44"), _REWRITTEN, _OTHER]
    found = detect(
        pl.DataFrame(
            {
                "article": ["a", "b", "c", "d"],
                "outlet": ["Reuters", "The Courier", "The Tribune", "The Courier"],
                "published": ["2026-02-20T10:00:00Z"] * 4,
                "text": texts,
            }
        )
    )
    compare_pairs(found.articles, [("a", "b"), ("a", "c")])
    overlap_of(found)
    consensus_of(found)
    sign_texts(pl.Series(texts))
    return n_compiled()


def is_kept() -> bool:
    """Whether the next process will find the machine code: there is a folder for it that can be written."""
    return all(kernel.stats.cache_path for kernel in KERNELS)
