"""Paths to sources: order, names, links, and what is not read."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from syndicate.errors import InputError
from syndicate.sources.base import Kind
from syndicate.sources.locate import locate

if TYPE_CHECKING:
    from pathlib import Path


def touch(root: Path, *names: str) -> None:
    for name in names:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).touch()


def test_sorted_by_relative_path(tmp_path: Path) -> None:
    touch(tmp_path, "b/z.txt", "a.txt", "b.txt", "b/a/x.txt", "C.TXT")
    found, problems = locate([tmp_path])
    assert [source.name for source in found] == ["C.TXT", "a.txt", "b/a/x.txt", "b/z.txt", "b.txt"]
    assert [source.outlet for source in found] == ["", "", "a", "b", ""]
    assert problems == []


@pytest.mark.parametrize(
    ("name", "kind", "packed"),
    [
        ("a.txt", Kind.TEXT, False), ("a.HTM.GZ", Kind.HTML, True), ("a.ndjson", Kind.JSON, False),
        ("a.json.gz", Kind.JSON, True), ("a.tsv", Kind.CSV, False), ("a.b.parquet", Kind.PARQUET, False),
    ],
)  # fmt: skip
def test_kinds(tmp_path: Path, name: str, kind: Kind, packed: bool) -> None:
    touch(tmp_path, name)
    ((source,), _) = locate([tmp_path / name])
    assert (source.kind, source.packed, source.named, source.name) == (kind, packed, True, name)


@pytest.mark.parametrize("name", ["a.pdf", "a", "a.gz", "a.parquet.gz", "a.png"])
def test_unknown_type_given_by_name(tmp_path: Path, name: str) -> None:
    touch(tmp_path, name)
    with pytest.raises(InputError, match="not a type") as caught:
        locate([tmp_path / name])
    assert "jsonl" in caught.value.remedy


def test_what_a_folder_holds_besides(tmp_path: Path) -> None:
    touch(
        tmp_path,
        "a.txt",
        "pic.PNG",
        "page_files/x.css",
        "Thumbs.db",
        ".DS_Store",
        "r.pdf",
        "x.md",
        "y.md",
        "LICENSE",
    )
    found, problems = locate([tmp_path])
    assert [source.name for source in found] == ["a.txt"]
    assert [(problem.place, problem.skipped) for problem in problems] == [
        (str(tmp_path / "r.pdf"), True),
        (str(tmp_path), False),
    ]
    assert "(no ending: 1)" in problems[1].problem


def test_a_file_reached_twice_is_read_once(tmp_path: Path) -> None:
    touch(tmp_path, "a.txt", "b/c.txt")
    found, problems = locate([tmp_path, tmp_path / "a.txt", tmp_path / "b", "-", "-"])
    assert [source.name for source in found] == ["a.txt", "b/c.txt", "stdin"]
    assert [problem.skipped for problem in problems] == [False] * 3
    assert "the same file" in problems[0].problem


def test_links(tmp_path: Path) -> None:
    touch(tmp_path, "in/z/real.txt", "outside/far.txt")
    root = tmp_path / "in"
    (root / "a").symlink_to(root / "z")  # another way to the same folder
    (root / "z" / "loop").symlink_to(root)
    (root / "self").symlink_to(root / "self")
    (root / "out").symlink_to(tmp_path / "outside")
    found, problems = locate([root])
    assert [source.name for source in found] == ["out/far.txt", "z/real.txt"]
    assert [problem.place for problem in problems] == [str(root / "self")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    found, problems = locate([tmp_path])
    assert found == []
    assert problems[0].problem == "not a regular file"


def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    try:
        touch(tmp_path, name)
    except OSError:
        pytest.skip("this file system has valid names only")
    ((source,), _) = locate([tmp_path])
    assert source.name == "caf\ufffd.txt"


def test_outlet_is_the_nearest_folder_with_a_name(tmp_path: Path) -> None:
    touch(tmp_path, "2026/x.txt", "El Faro/2026/02-21/x.html", "news/El Faro/x.txt", "news/feed.jsonl")
    found, _ = locate([tmp_path])
    assert [source.outlet for source in found] == ["", "El Faro", "El Faro", ""]
