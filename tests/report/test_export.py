"""Tables to files and back, whole or not at all."""

from __future__ import annotations

import csv
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from syndicate.errors import InputError, OutputError
from syndicate.report import export
from syndicate.report.export import FORMATS, read_tables, write_matrix, write_table, write_tables
from syndicate.schema import ARTICLES, CLUSTERS, PAIRS, RESIDUE

HOSTILE = [
    "",
    " ",
    'say "hi", he said',
    "a\nb",
    "a\rb\r\n",
    "=1+1",
    "'",
    '""',
    "é语😀\u2028",
    ",;\t|",
    "\\",
    "null",
    "NaN",
    "7",
]


def articles(texts: list[str]) -> pl.DataFrame:
    columns: dict[str, object] = dict.fromkeys(ARTICLES.types, texts)
    return ARTICLES.frame({**columns, "n_words": range(len(texts)), "n_sentences": [None] * len(texts)})


def pairs(shares: list[float | None]) -> pl.DataFrame:
    values: dict[object, object] = {
        pl.Float64: shares,
        pl.String: ["x"] * len(shares),
        pl.Int64: [3] * len(shares),
    }
    return PAIRS.frame({name: values[dtype] for name, dtype in PAIRS.types.items()})


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("texts", [HOSTILE, [], [""]])
def test_round_trip(tmp_path: Path, format_: str, texts: list[str]) -> None:
    tables = {
        "articles": articles(texts),
        "clusters": CLUSTERS.empty(),
        "pairs": pairs([0.1, None, 1e-12, 1 / 3]),
    }
    paths = write_tables(tables, tmp_path / "new" / "out", format_)
    assert [path.name for path in paths] == [f"{name}.{format_}" for name in tables]
    found = read_tables(tmp_path / "new" / "out")
    assert list(found) == ["articles", "pairs", "clusters"]
    for name, frame in tables.items():
        assert found[name].equals(frame)
        assert found[name].schema == frame.schema
    assert len(list((tmp_path / "new" / "out").iterdir())) == len(tables)


@given(st.lists(st.text(st.characters(codec="utf-8"), max_size=12), max_size=6), st.sampled_from(FORMATS))
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_back(tmp_path: Path, texts: list[str], format_: str) -> None:
    folder = tmp_path / format_
    write_tables({"articles": articles(texts), "clusters": CLUSTERS.empty()}, folder, format_)
    assert read_tables(folder)["articles"].equals(articles(texts))


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=12), max_size=6))
@settings(max_examples=80, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_csv_is_what_other_programs_read(tmp_path: Path, texts: list[str]) -> None:
    write_table(articles(texts), tmp_path / "a.csv", "csv")
    with (tmp_path / "a.csv").open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file, strict=True))
    assert [row["title"] for row in rows] == texts
    assert [row["n_words"] for row in rows] == [str(n) for n in range(len(texts))]


def test_csv_has_plain_lines_and_bare_empty_cells(tmp_path: Path) -> None:
    write_table(pl.DataFrame({"a": ["x", "", None], "n": [1, None, 2]}), tmp_path / "a.csv", "csv")
    assert (tmp_path / "a.csv").read_bytes() == b"a,n\nx,1\n,\n,2\n"
    write_table(pl.DataFrame({"a": ["x", "", "y"]}), tmp_path / "b.csv", "csv")
    assert (tmp_path / "b.csv").read_bytes() == b'a\nx\n""\ny\n'


def test_formulas_are_defused_for_spreadsheets_if_asked(tmp_path: Path) -> None:
    texts = ["=cmd|'/c calc'!A1", "+1", "-1", "@x", "\tx", "\rx", "x=1", "", "'x"]
    frame = pl.DataFrame({"text": texts, "n": [-1] * len(texts)})
    write_table(frame, tmp_path / "safe.csv", "csv", safe=True)
    write_table(frame, tmp_path / "plain.csv", "csv")
    write_table(frame, tmp_path / "safe.parquet", "parquet", safe=True)
    with (tmp_path / "safe.csv").open(newline="", encoding="utf-8") as file:
        cells = list(csv.reader(file))[1:]
    assert [text for text, _ in cells] == ["'" + text for text in texts[:6]] + texts[6:]
    assert {number for _, number in cells} == {"-1"}
    with (tmp_path / "plain.csv").open(newline="", encoding="utf-8") as file:
        assert [text for text, _ in list(csv.reader(file))[1:]] == texts
    assert pl.read_parquet(tmp_path / "safe.parquet").equals(frame)


@pytest.mark.parametrize("format_", FORMATS)
def test_an_error_leaves_the_old_files_whole(
    tmp_path: Path, format_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = {"articles": articles(["old"]), "clusters": CLUSTERS.empty()}
    before = {path: path.read_bytes() for path in write_tables(old, tmp_path, format_)}
    write = export._write

    def fail(frame: pl.DataFrame, *args: object, **options: object) -> None:
        write(frame, *args, **options)  # type: ignore[arg-type]
        if "cluster" in frame.columns:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr(export, "_write", fail)
    with pytest.raises(OutputError, match="disk is full"):
        write_tables({"articles": articles(["new"]), "clusters": CLUSTERS.empty()}, tmp_path, format_)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_an_interruption_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_table(articles(["old"]), tmp_path / "a.csv", "csv")
    before = (tmp_path / "a.csv").read_bytes()

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_table(articles(["new"]), tmp_path / "a.csv", "csv")
    assert (tmp_path / "a.csv").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]


def test_an_interruption_leaves_all_tables_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old = {"articles": articles(["old"]), "clusters": CLUSTERS.empty()}
    before = {path: path.read_bytes() for path in write_tables(old, tmp_path, "csv")}

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_tables({"articles": articles(["new"]), "clusters": CLUSTERS.empty()}, tmp_path, "csv")
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes with a name")
def test_a_table_goes_through_a_pipe(format_: str, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / f"articles.{format_}")
    with ThreadPoolExecutor(1) as reader:
        read = reader.submit((tmp_path / f"articles.{format_}").read_bytes)
        write_tables({"articles": articles(["one"])}, tmp_path, format_)
    write_tables({"articles": articles(["one"])}, tmp_path / "beside", format_)
    assert read.result() == (tmp_path / "beside" / f"articles.{format_}").read_bytes()


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_full_disk(format_: str) -> None:
    with pytest.raises(OutputError, match="the disk is full") as caught:
        write_table(articles(["x" * 100_000]), "/dev/full", format_)
    assert caught.value.place == "/dev/full"
    assert caught.value.remedy


def test_a_device_is_written_through() -> None:
    write_table(articles(["x"]), os.devnull, "csv")
    assert Path(os.devnull).is_char_device()


def test_paths_that_cannot_be_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="is a file, not a folder"):
        write_tables({"articles": articles([])}, tmp_path / "file", "csv")
    with pytest.raises(OutputError, match="is a file, not a folder"):
        write_table(articles([]), tmp_path / "file" / "deep" / "a.csv", "csv")
    with pytest.raises(OutputError, match="is a folder"):
        write_table(articles([]), tmp_path, "csv")
    with pytest.raises(OutputError, match="no format xls"):
        write_table(articles([]), tmp_path / "a.xls", "xls")

    def refuse(*_: object, **__: object) -> None:  # the suite may run as root, whom no mode stops
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(OutputError, match="no permission"):
        write_tables({"articles": articles([])}, tmp_path / "locked", "csv")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link.csv").symlink_to(tmp_path / "real" / "a.csv")
    write_table(pl.DataFrame({"a": [1]}), tmp_path / "link.csv", "csv")
    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real" / "a.csv").read_text() == "a\n1\n"


def test_the_newest_format_counts(tmp_path: Path) -> None:
    for stamp, format_ in enumerate(["parquet", "csv", "jsonl"]):
        for path in write_tables(
            {"articles": articles([format_]), "clusters": CLUSTERS.empty()}, tmp_path, format_
        ):
            os.utime(path, (stamp, stamp))
    assert read_tables(tmp_path)["articles"]["article"].to_list() == ["jsonl"]


def test_tables_that_are_not_ours(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not a folder of results"):
        read_tables(tmp_path)
    with pytest.raises(InputError, match="not a folder of results"):
        read_tables(tmp_path / "absent")
    (tmp_path / "clusters.csv").write_text("id,cluster\na,1\n")
    with pytest.raises(InputError, match="not a sound table clusters") as caught:
        read_tables(tmp_path)
    assert caught.value.place == str(tmp_path / "clusters.csv")
    write_table(CLUSTERS.empty(), tmp_path / "clusters.csv", "csv")
    with pytest.raises(InputError, match=r"no articles\.csv"):
        read_tables(tmp_path)


@pytest.mark.parametrize("format_", FORMATS)
@pytest.mark.parametrize("raw", [b"", b"\xff\xfe\x00", b"PAR1", b"a,b\n1\n", b'{"a": 1'])
def test_a_damaged_table(tmp_path: Path, format_: str, raw: bytes) -> None:
    write_tables({"articles": articles(["x"]), "clusters": CLUSTERS.empty()}, tmp_path, format_)
    (tmp_path / f"articles.{format_}").write_bytes(raw)
    if format_ == "jsonl" and not raw:
        assert read_tables(tmp_path)["articles"].is_empty()  # an empty table in this format
        return
    with pytest.raises(InputError, match="not a sound table articles"):
        read_tables(tmp_path)


def test_ten_megabytes_in_a_cell(tmp_path: Path) -> None:
    table = articles(["word " * (2 * 2**20)]).with_columns(article=pl.lit("a"))
    for format_ in FORMATS:
        write_tables({"articles": table, "clusters": CLUSTERS.empty()}, tmp_path / format_, format_)
        assert read_tables(tmp_path / format_)["articles"].equals(table)


def test_residue_with_unknown_positions(tmp_path: Path) -> None:
    row = {name: "x" if dtype is pl.String else None for name, dtype in RESIDUE.types.items()}
    table = RESIDUE.frame([row])
    for format_ in FORMATS:
        tables = {"articles": articles([]), "clusters": CLUSTERS.empty(), "residue": table}
        write_tables(tables, tmp_path / format_, format_)
        assert read_tables(tmp_path / format_)["residue"].equals(table)


def test_matrix(tmp_path: Path) -> None:
    write_matrix(["a,b", "c"], np.array([[1.0, 0.123456], [np.nan, 1.0]]), tmp_path / "m.csv")
    assert (tmp_path / "m.csv").read_text() == 'article,"a,b",c\n"a,b",1.0,0.1235\nc,,1.0\n'


def test_matrix_of_nothing_of_one_and_of_a_name_twice(tmp_path: Path) -> None:
    write_matrix([], np.empty((0, 0)), tmp_path / "m.csv")
    assert (tmp_path / "m.csv").read_text() == "article\n"
    write_matrix([""], np.ones((1, 1), dtype=np.float32), tmp_path / "m.csv")
    assert (tmp_path / "m.csv").read_text() == 'article,""\n"",1.0\n'
    write_matrix(["x", "x"], np.eye(2), tmp_path / "m.csv")
    assert (tmp_path / "m.csv").read_text() == "article,x,x\nx,1.0,0.0\nx,0.0,1.0\n"


def test_a_new_file_has_the_rights_of_any_other(tmp_path: Path) -> None:
    (tmp_path / "plain").touch()
    write_table(pl.DataFrame({"a": [1]}), tmp_path / "a.csv", "csv")
    assert (tmp_path / "a.csv").stat().st_mode == (tmp_path / "plain").stat().st_mode
