"""JSON lines, arrays and objects, broken ones among them."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest

from syndicate.errors import InputError
from syndicate.sources import records as room
from syndicate.sources.base import Item, Kind, Problem, Row, Source
from syndicate.sources.records import read_records

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path, content: str, *, named: bool = True) -> list[Item]:
    path.write_bytes(gzip.compress(content.encode()) if path.suffix == ".gz" else content.encode())
    return list(
        read_records(Source(path, path.name, path.name, Kind.JSON, path.suffix == ".gz", named=named))
    )


def rows(items: list[Item]) -> list[tuple[str, str]]:
    return [(item.article, item.text) for item in items if isinstance(item, Row)]


def problems(items: list[Item]) -> list[tuple[str, str]]:
    return [(item.place, item.problem) for item in items if isinstance(item, Problem)]


@pytest.mark.parametrize("content", ["", "\n \n", "\ufeff"])
def test_empty(tmp_path: Path, content: str) -> None:
    assert problems(read(tmp_path / "a.jsonl", content)) == [("a.jsonl", "the file is empty")]


def test_bad_lines_are_told_by_number_and_skipped(tmp_path: Path) -> None:
    items = read(
        tmp_path / "a.jsonl",
        '{"text": "one"}\n\n{"text": "cut\n["list"]\n17\n{"id": "x"}\n{"text": "raw\ttab"}\n'
        + '{"a":' * 100_000,
    )
    assert rows(items) == [("a.jsonl:1", "one"), ("a.jsonl:7", "raw\ttab")]
    assert [place for place, _ in problems(items)] == [
        "a.jsonl:3",
        "a.jsonl:4",
        "a.jsonl:5",
        "a.jsonl:6",
        "a.jsonl:8",
    ]
    assert problems(items)[0][1].startswith("not valid JSON: Unterminated string")
    assert problems(items)[1][1] == "not a JSON object"
    assert problems(items)[4][1] == "JSON nested too deeply"


def test_a_number_too_long_for_python(tmp_path: Path) -> None:
    assert "not valid JSON" in problems(read(tmp_path / "a.jsonl", '{"text": ' + "9" * 5000 + "}"))[0][1]


def test_ten_megabytes_in_one_line(tmp_path: Path) -> None:
    text = "é" * 5 * 2**20
    assert rows(
        read(tmp_path / "a.jsonl", json.dumps({"id": "x", "text": text}) + '\n{"id": "y", "text": "z"}')
    ) == [
        ("x", text),
        ("y", "z"),
    ]


ARRAY = [{"id": "a", "text": "one"}, {"text": "two"}, 3]


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.json.gz"])
@pytest.mark.parametrize("indent", [None, 2])
def test_an_array(tmp_path: Path, name: str, indent: int | None) -> None:
    items = read(tmp_path / name, json.dumps(ARRAY, indent=indent))
    assert rows(items) == [("a", "one"), (f"{name}:2", "two")]
    assert problems(items) == [(f"{name}:3", "not a JSON object")]


@pytest.mark.parametrize("indent", [None, 1])
def test_an_object_and_one_that_wraps_a_list(tmp_path: Path, indent: int | None) -> None:
    one = {"id": "a", "text": "one"}
    assert rows(read(tmp_path / "a.json", json.dumps(one, indent=indent))) == [("a", "one")]
    wrapped = {"status": "ok", "articles": [{"id": "a", "content": "one"}]}
    assert rows(read(tmp_path / "b.json", json.dumps(wrapped, indent=1))) == [("a", "one")]
    two = json.dumps(one, indent=1) + "\n" + json.dumps({**one, "id": "b"}, indent=1)
    assert rows(read(tmp_path / "c.json", two)) == [("a", "one"), ("b", "one")]


def test_lines_in_a_json_file(tmp_path: Path) -> None:
    assert len(rows(read(tmp_path / "a.json", '{"text": "one"}\n{"text": "two"}\n'))) == 2


def test_an_array_that_breaks_gives_what_came_before(tmp_path: Path) -> None:
    items = read(tmp_path / "a.json", '[{"text": "one"},\n{"text": "two"},\n{"text": ]')
    assert len(rows(items)) == 2
    assert problems(items)[0][0] == "a.json:3"
    items = read(tmp_path / "b.json", '[{"text": "one"},\n')
    assert len(rows(items)) == 1
    assert "no end" in problems(items)[0][1]


def test_an_array_too_large_to_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MAX_WHOLE_BYTES", 10)
    with pytest.raises(InputError, match="JSON text of more than"):
        read(tmp_path / "a.json", '[{"text": "one"}]')


LABELS = '{"id": 1, "cluster": 2}\n' * 5


def test_labels_found_in_a_folder_are_one_note(tmp_path: Path) -> None:
    (problem,) = read(tmp_path / "labels.jsonl", LABELS, named=False)
    assert isinstance(problem, Problem)
    assert (problem.place, problem.skipped) == ("labels.jsonl", False)
    assert len(problems(read(tmp_path / "labels.jsonl", LABELS, named=True))) == 5


def test_many_labels_are_not_all_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(room, "MANY", 5)
    assert len(read(tmp_path / "labels.jsonl", LABELS + '{"text": "late"}', named=False)) == 1


def test_records_without_text_among_articles_are_all_told(tmp_path: Path) -> None:
    items = read(tmp_path / "a.jsonl", LABELS + '{"text": "one"}\n' + LABELS, named=False)
    assert len(rows(items)) == 1
    assert [place for place, _ in problems(items)] == [
        f"a.jsonl:{n}" for n in (1, 2, 3, 4, 5, 7, 8, 9, 10, 11)
    ]
