"""Tables as CSV, for programs and for spreadsheets: golden, byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from detections import changes, kerunda, sentence
from golden_files import agree

from syndicate.report.export import write_matrix, write_table
from syndicate.schema import RESIDUE

if TYPE_CHECKING:
    from pathlib import Path

FORMULAS = [sentence("added", f'{sign}cmd|"/c calc"!A1,\nsays "Post"') for sign in "=+-@\t\r"]


@pytest.mark.parametrize("safe", [False, True])
def test_golden_tables(tmp_path: Path, safe: bool) -> None:
    found = kerunda()
    tables = {
        "clusters": found.clusters,
        "pairs": found.pairs,
        "problems": found.problems,
        "residue": changes(),
    }
    tables["formulas"] = RESIDUE.frame(FORMULAS)
    for name, frame in tables.items():
        write_table(frame, tmp_path / f"{name}.csv", "csv", safe=safe)
    matrix = np.array([[1.0, 0.12345], [np.nan, 1.0]])
    write_matrix(["=Post", 'The "Star"'], matrix, tmp_path / "matrix.csv", safe=safe)
    said = {name: (tmp_path / f"{name}.csv").read_bytes().decode() for name in (*tables, "matrix")}
    told = "".join(f"== {name}\n{text}" for name, text in said.items())
    shown = told.replace("\ufeff", "<BOM>").replace("\r", "<CR>").replace("\t", "<TAB>")
    agree(f"tables_{'for_spreadsheets' if safe else 'for_programs'}.txt", shown)
