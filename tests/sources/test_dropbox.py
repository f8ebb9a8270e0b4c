"""A drop box: each file once, again when it has changed, and never by halves without a second look."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from syndicate.errors import InputError
from syndicate.sources import dropbox
from syndicate.sources.dropbox import changed

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "The harbour of Port Selm was closed on Tuesday."


def read(folder: Path, stamps: dict[str, str]) -> list[str]:
    """Ids of what is new; the stamps are brought up to date."""
    found = []
    for drop in changed(folder, stamps):
        found += drop.intake.pages["article"].to_list()
        stamps |= drop.stamps
    return found


def test_no_such_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        list(changed(tmp_path / "none", {}))


def test_an_empty_folder(tmp_path: Path) -> None:
    assert list(changed(tmp_path, {})) == []


def test_each_file_once_and_again_when_changed(tmp_path: Path) -> None:
    stamps: dict[str, str] = {}
    (tmp_path / "Faro").mkdir()
    (tmp_path / "Faro" / "a.txt").write_text(TEXT)
    (tmp_path / "rows.jsonl").write_text(f'{{"id": "7", "text": "{TEXT}"}}\n')
    assert read(tmp_path, stamps) == ["Faro/a.txt", "7"]
    assert read(tmp_path, stamps) == []
    (tmp_path / "b.txt").write_text(TEXT)
    (tmp_path / "Faro" / "a.txt").write_text(TEXT + " It rained.")
    assert sorted(read(tmp_path, stamps)) == ["Faro/a.txt", "b.txt"]
    assert read(tmp_path, stamps) == []


def test_what_cannot_be_read_is_told_once(tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(b"%PDF")
    (tmp_path / "broken.parquet").write_bytes(b"PAR1")
    stamps: dict[str, str] = {}
    told = [place for drop in changed(tmp_path, stamps) for place in drop.intake.problems["place"]]
    assert len(told) == 2
    read(tmp_path, stamps)
    assert list(changed(tmp_path, stamps)) == []


def test_a_file_written_while_it_is_read_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, stamps, items = tmp_path / "a.txt", dict[str, str](), dropbox.items
    path.write_text(TEXT)

    def written_meanwhile(*args: object) -> object:
        found = list(items(*args))  # type: ignore[arg-type]
        path.write_text(TEXT * 2)
        return iter(found)

    monkeypatch.setattr(dropbox, "items", written_meanwhile)
    assert read(tmp_path, stamps) == ["a.txt"]
    monkeypatch.undo()
    assert read(tmp_path, stamps) == ["a.txt"]
    assert read(tmp_path, stamps) == []


def test_large_drops_come_in_parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dropbox, "DROP_FILES", 2)
    for i in range(5):
        (tmp_path / f"{i}.txt").write_text(TEXT)
    assert [len(drop.stamps) for drop in changed(tmp_path, {})] == [2, 2, 1]


def test_names_that_are_no_utf8(tmp_path: Path) -> None:
    (tmp_path / os.fsdecode(b"\xff.txt")).write_text(TEXT)
    stamps: dict[str, str] = {}
    assert len(read(tmp_path, stamps)) == 1
    assert read(tmp_path, stamps) == []
