"""The folder of changed clusters: written, kept fresh, and cleared of those that are no more."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import polars as pl
import pytest
from detections import SEEDS

from syndicate.errors import OutputError
from syndicate.flow.job.publishing import FILES, publish, restricted
from syndicate.flow.opening import open_paths

if TYPE_CHECKING:
    from pathlib import Path

    from syndicate.flow.detect import Detection


@cache
def found() -> Detection:
    return open_paths([SEEDS])


def smallest() -> str:
    groups = found().clusters.filter(pl.col("role") != "single").group_by("cluster").len()
    return str(groups.sort("len", "cluster")["cluster"][0])


def test_matrix_residue_and_report_of_each_changed_cluster(tmp_path: Path) -> None:
    cluster = smallest()
    assert publish(found(), [cluster, "c000"], tmp_path) == ([cluster], [])
    assert sorted(path.name for path in tmp_path.iterdir()) == [cluster]
    assert {path.name for path in (tmp_path / cluster).iterdir()} == set(FILES)
    members = restricted(found(), cluster).articles["article"].to_list()
    assert len(members) == 2
    matrix = (tmp_path / cluster / "overlap.csv").read_text("utf-8").splitlines()
    assert len(matrix) == 3
    residue = pl.read_csv(tmp_path / cluster / "residue.csv")
    assert set(residue["article"]) | set(residue["other"]) == set(members)


def test_a_cluster_that_is_no_more_loses_its_files_and_nothing_else(tmp_path: Path) -> None:
    cluster = smallest()
    publish(found(), [cluster], tmp_path)
    (tmp_path / cluster / "notes.txt").write_text("mine")
    apart = replace(found(), clusters=found().clusters.with_columns(role=pl.lit("single")))
    assert publish(apart, [cluster], tmp_path) == ([], [cluster])
    assert [path.name for path in (tmp_path / cluster).iterdir()] == ["notes.txt"]
    assert publish(apart, [cluster], tmp_path) == ([], [])


def test_ids_that_are_no_names_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "overlap.csv").write_text("mine")
    assert publish(found(), ["..", ".", "", "/etc"], tmp_path / "out") == ([], [])
    assert (tmp_path / "overlap.csv").exists()


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(OutputError, match="not a folder"):
        publish(found(), [smallest()], tmp_path / "out")
