"""CSV: separators, quotes that never close, rows of the wrong length."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from syndicate.sources import delimited as room
from syndicate.sources.base import Item, Kind, Problem, Row, Source
from syndicate.sources.delimited import read_delimited

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path, content: str, *, encoding: str = "utf-8", named: bool = True) -> list[Item]:
    path.write_bytes(content.encode(encoding))
    return list(read_delimited(Source(path, path.name, path.name, Kind.CSV, named=named)))


def rows(items: list[Item]) -> list[tuple[str, str]]:
    return [(item.article, item.text) for item in items if isinstance(item, Row)]


def places(items: list[Item]) -> list[str]:
    return [item.place for item in items if isinstance(item, Problem)]


@pytest.mark.parametrize("content", ["", "\n\n", "\ufeff"])
def test_empty(tmp_path: Path, content: str) -> None:
    (problem,) = read(tmp_path / "a.csv", content)
    assert isinstance(problem, Problem)
    assert problem.problem == "the file is empty"


def test_a_header_alone(tmp_path: Path) -> None:
    assert read(tmp_path / "a.csv", "id,text\n") == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_line_ends_and_encodings(tmp_path: Path, encoding: str, separator: str, end: str) -> None:
    content = end.join(["Id,Text,note", 'a,"one; | two, three",n', '"b","l\xe0 ""haut""",', ""]).replace(
        ",", separator
    )
    items = read(tmp_path / "a.csv", content, encoding=encoding)
    assert rows(items) == [("a", f"one; | two{separator} three"), ("b", 'l\xe0 "haut"')]


def test_excels_own_first_line(tmp_path: Path) -> None:
    assert rows(read(tmp_path / "a.csv", "sep=;\nid;text\na;one, two\n")) == [("a", "one, two")]


def test_text_of_several_lines_and_numbers_of_lines(tmp_path: Path) -> None:
    assert rows(read(tmp_path / "a.csv", 'text,x\n"one\n\ntwo",1\nthree,2\n')) == [
        ("a.csv:2", "one\n\ntwo"),
        ("a.csv:5", "three"),
    ]


def test_an_unclosed_quote_loses_its_own_line_only(tmp_path: Path) -> None:
    items = read(tmp_path / "a.csv", 'id,text\na,"open\nb,two\nc,"three, and"\nd,four\n')
    assert rows(items) == [("b", "two"), ("c", "three, and"), ("d", "four")]
    assert places(items) == ["a.csv:2"]


def test_an_unclosed_quote_to_the_end_of_the_file(tmp_path: Path) -> None:
    items = read(tmp_path / "a.csv", 'id,text\na,one\nb,"open\nc,three\n')
    assert rows(items) == [("a", "one"), ("c", "three")]
    assert places(items) == ["a.csv:3"]


def test_wrong_numbers_of_cells(tmp_path: Path) -> None:
    items = read(tmp_path / "a.csv", "id,text\na\nb,two,,\nc,x,y\n\n , \nd,four\n")
    assert rows(items) == [("b", "two"), ("d", "four")]
    assert places(items) == ["a.csv:2", "a.csv:4"]


def test_quotes_between_tabs_may_be_plain(tmp_path: Path) -> None:
    items = read(tmp_path / "a.tsv", 'id\ttext\na\t"Yes," she said.\nb\t"quoted\ttab"\n')
    assert rows(items) == [("a", '"Yes," she said.'), ("b", "quoted\ttab")]


def test_a_table_without_text(tmp_path: Path) -> None:
    (problem,) = read(tmp_path / "labels.csv", "id,cluster\na,1\nb,1\n")
    assert isinstance(problem, Problem)
    assert problem.skipped
    (found,) = read(tmp_path / "labels.csv", "id,cluster\na,1\nb,1\n", named=False)
    assert isinstance(found, Problem)
    assert not found.skipped


def test_quotes_broken_without_end_cannot_take_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "MAX_REREAD", 10_000)
    monkeypatch.setattr(room, "MAX_ROW", 1_000)
    items = read(tmp_path / "a.csv", "id,text\n" + 'a","\n' * 5_000)
    assert rows(items) == []
    assert "the rest was not read" in [item.problem for item in items if isinstance(item, Problem)][-1]
    assert len(items) < 100


def test_a_cell_of_ten_megabytes(tmp_path: Path) -> None:
    text = "word " * (2 * 2**20)
    assert rows(read(tmp_path / "a.csv", f'id,text\na,"{text}"\n')) == [("a", text)]


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\r\0"), max_size=15)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6), st.sampled_from(",;\t|"))
@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_a_writer_wrote_is_read_back(
    tmp_path: Path, table: list[tuple[str, str, str]], separator: str
) -> None:
    kept = [(a, b, c) for a, b, c in table if (a + b + c).strip()]
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator, quoting=csv.QUOTE_ALL).writerows([("id", "text", "note"), *kept])
    items = read(tmp_path / "a.csv", file.getvalue())
    assert places(items) == []
    assert [text for _, text in rows(items)] == [text if text.strip() else "" for _, text, _ in kept]


@given(st.text('a",\n;', max_size=40))
@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_line_after_any_mess_is_read_or_quoted_or_told(tmp_path: Path, mess: str) -> None:
    content = "id,text\n" + mess + "\nlast,row\n"
    items = read(tmp_path / "a.csv", content)
    quoted = any("last,row" in item.text + item.article for item in items if isinstance(item, Row))
    told = f"a.csv:{content.count(chr(10))}" in places(items)
    assert ("last", "row") in rows(items) or quoted or told
