"""Where nothing can be written, that is said before any work is done, and nothing is left behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from syndicate.errors import OutputError
from syndicate.report import destination
from syndicate.report.destination import check_file, check_folder


def test_a_place_that_can_be_written_is_left_as_it_was(tmp_path: Path) -> None:
    check_folder(tmp_path)
    check_folder(tmp_path / "new" / "deep")
    assert check_file(tmp_path / "other" / "T.CSV") == "csv"
    assert list(tmp_path.iterdir()) == []


def test_relative_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    check_folder("out")
    assert check_file(Path("m.parquet")) == "parquet"


def test_a_file_where_a_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=r"file: is a file, not a folder"):
        check_folder(tmp_path / "file")
    with pytest.raises(OutputError, match=r"below: a part of the path is a file"):
        check_folder(tmp_path / "file" / "below")
    with pytest.raises(OutputError, match="file: is a file"):
        check_file(tmp_path / "file" / "t.csv")


def test_a_folder_where_a_file_should_be(tmp_path: Path) -> None:
    (tmp_path / "t.csv").mkdir()
    with pytest.raises(OutputError, match=r"is a folder \(give the name of a file\)"):
        check_file(tmp_path / "t.csv")


@pytest.mark.parametrize("name", ["t", "t.txt", "t.csv.bak", ".csv"])
def test_endings(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputError, match=r"end it in \.csv or \.jsonl or \.parquet"):
        check_file(tmp_path / name)
    with pytest.raises(OutputError, match=r"end it in \.csv\)"):
        check_file(tmp_path / "t.parquet", ("csv",))


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(destination.os, "access", lambda path, mode: False)
    with pytest.raises(OutputError, match="no permission"):
        check_folder(tmp_path)


def test_a_name_too_long() -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        check_folder("x" * 5000)
