"""Whole commands, each in a process of its own: time, peak memory, and what is found of what was planted."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING, Final, NamedTuple

import numpy as np
import polars as pl
from bench_accuracy import ALIKE, exact_pairs
from bench_stages import hot_kinds
from generated import generate

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

A_DAY: Final = 2740  # articles: a million a year
LEAST_DAYS: Final = 10.0
WAYS: Final = ("reprint", "trim", "reword")


class Cost(NamedTuple):
    """What a command took."""

    cpu: float  # seconds, user and system
    wall: float  # seconds
    peak: float  # GB


def measured(command: Sequence[str]) -> Cost:
    """The cost of a command that must succeed."""
    start = time.monotonic()
    child = os.posix_spawn(command[0], list(command), os.environ)
    _, status, used = os.wait4(child, 0)
    if status:
        raise SystemExit(f"failed: {' '.join(command)}")
    return Cost(used.ru_utime + used.ru_stime, time.monotonic() - start, used.ru_maxrss / 2**20)


def cluster(path: Path, out: Path) -> Cost:
    """`syndicate cluster` on a file or a folder."""
    options = ["--out", str(out), "--format", "parquet", "-q"]
    return measured([sys.executable, "-m", "syndicate", "cluster", str(path), *options])


def datasketch_alone(path: Path, scripts: Path) -> Cost:
    """datasketch's MinHash and LSH of the same texts, and nothing else."""
    code = (
        "import sys, polars as pl; sys.path.insert(0, sys.argv[1]);"
        "from bench_peers import datasketch, index_datasketch;"
        "texts = pl.read_parquet(sys.argv[2])['text'].to_list();"
        "index_datasketch([m for i in range(0, len(texts), 1000) for m in datasketch(texts[i:i + 1000])])"
    )
    return measured([sys.executable, "-c", code, str(scripts), str(path)])


def write_news(n: int, folder: Path) -> pl.DataFrame:
    """Write n invented articles to parquet files, batch by batch; the truth: article, story, way, alike.

    `alike` tells a retelling that resembles its report by ALIKE or more.
    """
    folder.mkdir()
    truth = []
    for i, pages in enumerate(generate(n, days=max(LEAST_DAYS, n / A_DAY))):
        columns = pages.rename({"article": "id"}).drop("place", "markup")
        columns.write_parquet(folder / f"{i:05d}.parquet")
        pairs, exact = exact_pairs(pages)
        alike = np.zeros(len(pages), np.bool_)
        alike[pairs[:, 1]] = exact >= ALIKE
        places = pages["place"].str.split(":").list
        truth.append(pages.select("article", story=places.get(0), way=places.get(1), alike=alike))
    return pl.concat(truth)


def recall(truth: pl.DataFrame, found: pl.DataFrame) -> Iterator[float]:
    """Of copies that are alike: the share in one cluster with their report; of rewordings: the share in one
    cluster with it, and in one story.
    """
    held = truth.select("article", "way", "alike", of="story").join(found, on="article")
    reports = held.filter(way="report").select("of", in_cluster="cluster", in_story="story")
    held = held.join(reports, on="of")
    copies, rewordings = pl.col("way").is_in(WAYS[:2]) & pl.col("alike"), pl.col("way") == WAYS[2]
    for kind, group in ((copies, "cluster"), (rewordings, "cluster"), (rewordings, "story")):
        hits = held.filter(kind).select(pl.col(group) == pl.col(f"in_{group}")).to_series()
        yield float(hits.to_numpy().mean()) if len(hits) else float("nan")


def hot_clusters(n: int, folder: Path) -> Iterator[tuple[str, Cost]]:
    """(kind, the cost of `cluster`) for each of `hot_kinds`."""
    for kind, pages in hot_kinds(n).items():
        path = folder / f"{kind}.parquet"
        pages.rename({"article": "id"}).drop("place", "markup").write_parquet(path)
        yield kind, cluster(path, folder / kind)


def growth(sizes: Sequence[int], folder: Path) -> Iterator[tuple[str, ...]]:
    """Rows for each number of articles: cost of `cluster`, and what it found."""
    for n in sizes:
        given, out = folder / f"{n}", folder / f"{n}-out"
        truth = write_news(n, given)
        cost = cluster(given, out)
        found = pl.read_parquet(out / "clusters.parquet", columns=["article", "cluster", "story"])
        shares = recall(truth, found)
        yield (
            f"{n:,}",
            f"{cost.cpu:.1f}",
            f"{cost.wall:.1f}",
            f"{cost.peak:.2f}",
            *(f"{x:.3f}" for x in shares),
        )
        for file in given.iterdir():
            file.unlink()
