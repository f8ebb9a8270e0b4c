"""Keeps a folder of changed clusters fresh: matrix, residue and report of each. Finds no cluster itself."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import polars as pl

from syndicate.errors import OutputError
from syndicate.flow.measure.comparing import overlap_of, residue_of
from syndicate.flow.measure.reporting import report_of
from syndicate.report.export import write_matrix, write_table
from syndicate.report.html.writing import write_report

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from syndicate.flow.detect import Detection

FILES: Final = ("overlap.csv", "residue.csv", "report.html")
_NAME: Final = re.compile(r"\w+")


def publish(
    found: Detection, clusters: Iterable[str], folder: str | os.PathLike[str]
) -> tuple[list[str], list[str]]:
    """Write folder/CLUSTER/{overlap.csv, residue.csv, report.html} of each of the clusters.

    One that is no more, or has one article left, loses its files. Gives (written, removed), ids of clusters.
    Raises OutputError where the folder cannot be written.
    """
    groups = found.clusters.filter(pl.col("role") != "single")["cluster"].unique().to_list()
    written, removed = [], []
    for cluster in sorted(set(clusters)):
        if not _NAME.fullmatch(cluster):
            continue
        if cluster in groups:
            _write(restricted(found, cluster), cluster, Path(folder) / cluster)
            written.append(cluster)
        elif _remove(Path(folder) / cluster):
            removed.append(cluster)
    return written, removed


def restricted(found: Detection, cluster: str) -> Detection:
    """What was found of one cluster alone."""
    clusters = found.clusters.filter(pl.col("cluster") == cluster)
    ids = clusters["article"].to_list()
    both = pl.col("a").is_in(ids) & pl.col("b").is_in(ids)
    return replace(
        found,
        articles=found.articles.filter(pl.col("article").is_in(ids)),
        clusters=clusters,
        pairs=found.pairs.filter(both),
        links=found.links.filter(both),
        lines=found.lines.filter(pl.col("article").is_in(ids)),
        problems=found.problems.clear(),
        notes=(),
    )


def _write(found: Detection, cluster: str, folder: Path) -> None:
    matrix, residue, report = (folder / name for name in FILES)
    write_matrix(*overlap_of(found, cluster=cluster), matrix)
    write_table(residue_of(found, cluster=cluster), residue, "csv")
    write_report(report_of(found), report)


def _remove(folder: Path) -> bool:
    """Remove the files of a cluster, and its folder where nothing else lies in it; whether there were any."""
    mine = [folder / name for name in FILES if (folder / name).is_file()]
    try:
        for path in mine:
            path.unlink()
        if mine and not any(folder.iterdir()):
            folder.rmdir()
    except OSError as error:
        raise OutputError(
            f"cannot be removed: {error.strerror}", place=str(folder), remedy="remove it by hand"
        ) from error
    return bool(mine)
