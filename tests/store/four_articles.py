"""A store that rows are written into by hand; how rows come about is for the tests of `flow`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from syndicate.schema import LINKS, PAIRS
from syndicate.store.articles import identity, text_hash, write_articles
from syndicate.store.groups import Member, write_members
from syndicate.store.kin import write_kin
from syndicate.store.sketches import SketchColumns, write_facts, write_sketches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from syndicate.store.file import Store

IDS = ("ada", "bel", "cyd", "dov")  # numbered from 1
NUMBERS = {name: n for n, name in enumerate(IDS, 1)}
BINS = (-1, 4, 5, 5)
DAYS = tuple(f"2026-02-0{n}T00:00:00Z" for n in NUMBERS.values())
LANGUAGES = ("en", "", "es", "en")
PAIR = {
    "a": "ada", "b": "bel", "relation": "copy", "probability": 0.9, "jaccard": 0.8, "a_in_b": 1.0,
    "b_in_a": 0.9, "longest_run": 40, "shared_terms": 12, "shared_numbers": 3, "shared_quotes": 1,
    "sentences_a_in_b": 1.0, "sentences_b_in_a": 0.5, "lag_hours": 24.0, "derived_from": "ada",
}  # fmt: skip


def write_four(store: Store, published: Sequence[str] = DAYS) -> None:
    """Four articles, a day apart if not said otherwise: a bin of time each, but the last two share one."""
    rows = [
        (n, name, "Herald", f"https://h.example/{n}", f"Title {n}", published[n - 1],
         LANGUAGES[n - 1], "", 9, 1, identity(name, "Herald", f"https://h.example/{n}"),
         text_hash(f"Body {n}."), BINS[n - 1], "(AP)" * (n == 2), "2026-02-09T00:00:00Z", f"Body {n}.")
        for name, n in NUMBERS.items()
    ]  # fmt: skip
    with store.writing() as connection:
        write_articles(connection, rows)
        write_sketches(connection, np.array(BINS), sketches(store.settings.bands))
        write_facts(connection, np.array(BINS), LANGUAGES, sketches(0))


def sketches(n_bands: int) -> SketchColumns:
    """Sketches of the four: n - 1 key terms each, and values at the ends of their types."""
    return SketchColumns(
        who=np.array([1, 2, 3, 4]),
        priority=np.array([7, 2**32 - 1, 0, 5], np.uint32),
        earliest=np.array([-np.inf, 24.0, 48.0, 72.0]),
        latest=np.array([np.inf, 24.0, 48.0, 96.0]),
        bands=np.arange(4 * n_bands, dtype=np.uint64).reshape(4, n_bands) + np.uint64(2**63),
        bounds=np.array([0, 0, 1, 3, 6]),
        terms=np.arange(6, dtype=np.uint64) + np.uint64(2**64 - 6),
        weights=np.linspace(0.1, 1, 6, dtype=np.float32),
    )


def pairs(*rows: dict[str, object]) -> pl.DataFrame:
    return PAIRS.frame([PAIR | row for row in rows])


def links(*rows: tuple[str, str, float, float, float]) -> pl.DataFrame:
    return pl.DataFrame(rows, LINKS.types, orient="row")


def write_two_clusters(store: Store) -> None:
    """ada and bel derive from one report, cyd and dov stand alone; bel and cyd tell of one event."""
    kin = links(("ada", "bel", 0.9, 0.95, 0.8), ("bel", "cyd", 0.1, 0.7, 0.0))
    members = [
        Member(1, "c1", "s1", 1, 1, "origin", "", None, None),
        Member(2, "c1", "s1", 1, 1, "derived", "copy", 0.9, 1),
        Member(3, "c3", "s1", 1, 1, "single", "", None, None),
        Member(4, "c4", "s4", 1, 1, "single", "", None, None),
    ]
    with store.writing() as connection:
        write_kin(connection, pairs({}), kin, NUMBERS)
        write_members(connection, members)
