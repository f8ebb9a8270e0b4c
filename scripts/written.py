"""What the product wrote, read back, and the figures of it. Runs nothing.

Figures are given by name. A table that breaks its contract raises `BrokenError`.
"""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

from metrics import adjusted_rand, auc, b_cubed, body_overlap, macro_f1, mean_rates, pairwise

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

csv.field_size_limit(2**31 - 1)

Figures = dict[str, float]


class BrokenError(Exception):
    """The product ended with an error, or its tables break their contract; the message says how."""


def rows(path: Path) -> list[dict[str, str]]:
    """A CSV file."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def column(path: Path, key: str, value: str) -> dict[str, str]:
    """Two columns of a CSV file, as a mapping."""
    return {row[key]: row[value] for row in rows(path)}


def groups(out: Path, name: str) -> dict[str, str]:
    """The column `name` of the clusters in `out`, by article."""
    found = column(out / "clusters.csv", "article", name)
    if len(found) < len(rows(out / "clusters.csv")):
        raise BrokenError("clusters.csv names an article more than once")
    return found


def group_figures(name: str, truth: Mapping[str, str], out: Path) -> Figures:
    """How well the column `name` of the clusters in `out` follows the true groups."""
    found = groups(out, name)
    rates = b_cubed(truth, found)
    return {
        f"{name} B-cubed precision": rates.precision,
        f"{name} B-cubed recall": rates.recall,
        f"{name} B-cubed F1": rates.f1,
        f"{name} pairwise precision": pairwise(truth, found).precision,
        f"{name} pairwise F1": pairwise(truth, found).f1,
        f"{name} ARI": adjusted_rand(truth, found),
    }


def derivation_figures(labels: Path, out: Path) -> Figures:
    """Whether an article derives from its source: by their cluster, and by their pair's probability."""
    found = groups(out, "cluster")
    probability = {
        frozenset((row["a"], row["b"])): float(row["probability"]) for row in rows(out / "pairs.csv")
    }
    pairs = [(row["source"], row["article"]) for row in rows(labels)]
    truth = [row["label"] != "non-derived" for row in rows(labels)]
    said = [a in found and found[a] == found.get(b) for a, b in pairs]
    scores = [probability.get(frozenset(pair), 0.0) for pair in pairs]
    return {"derivation macro-F1": macro_f1(truth, said), "derivation AUC": auc(truth, scores)}


def body_figures(gold: Mapping[str, str], out: Path) -> Figures:
    """How well the bodies in `out` follow the true ones."""
    found = column(out / "articles.csv", "article", "body")
    rates = mean_rates([body_overlap(body, found.get(article, "")) for article, body in gold.items()])
    return {
        "body shingles precision": rates.precision,
        "body shingles recall": rates.recall,
        "body shingles F1": rates.f1,
    }
