"""Versions, bridges and round-ups in words, for the summary. Finds none itself."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final, TypeAlias

from syndicate.report.plain import name, plural

if TYPE_CHECKING:
    from collections.abc import Mapping

    import polars as pl

Remarks: TypeAlias = "Mapping[str, pl.DataFrame]"  # tables by name, as far as they are known
NONE: Final[Remarks] = MappingProxyType({})
SHOWN: Final = 3  # bridges, and round-ups; the tables have them all


def version_ids(remarks: Remarks) -> list[str]:
    """The articles that are later versions of their outlet's own."""
    return remarks["versions"]["article"].to_list() if "versions" in remarks else []


def remark_lines(articles: pl.DataFrame, remarks: Remarks) -> list[str]:
    """The weakest pairs that alone hold articles in their cluster, and the widest round-ups.

    articles: schema.ARTICLES; remarks: schema.BRIDGES and schema.ROUNDUPS by name.
    """
    names = {
        article: name(outlet, article) for article, outlet in articles.select("article", "outlet").rows()
    }
    return [*_bridges(names, remarks), *_roundups(names, remarks)]


def _bridges(names: Mapping[str, str], remarks: Remarks) -> list[str]:
    if "bridges" not in remarks:
        return []
    table = remarks["bridges"].sort("probability", maintain_order=True)
    told = [
        f"{row['cluster']}: {plural(row['n_held'], 'article hangs', 'articles hang')} on the rest by one "
        f"pair alone, {names[row['a']]} and {names[row['b']]} ({row['probability']:.2f})"
        for row in table.head(SHOWN).iter_rows(named=True)
    ]
    return told + _more(table.height, "such pair", "bridges")


def _roundups(names: Mapping[str, str], remarks: Remarks) -> list[str]:
    if "roundups" not in remarks:
        return []
    counted = remarks["roundups"].group_by("article", maintain_order=True).len()
    widest = counted.sort("len", descending=True, maintain_order=True)
    told = [
        f"{names[article]} also tells of {plural(n, 'other story', 'other stories')}"
        for article, n in widest.head(SHOWN).iter_rows()
    ]
    return told + _more(counted.height, "such article", "roundups")


def _more(n: int, what: str, table: str) -> list[str]:
    return [f"{plural(n - SHOWN, f'more {what}')}: see the {table} table"] if n > SHOWN else []
