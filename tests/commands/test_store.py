"""`syndicate update` and `syndicate store`, as they are typed, and what they say; the first is a process."""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import polars as pl
import pytest
from invented import HARBOUR, ORCHARD, jsonl, page

if TYPE_CHECKING:
    from collections.abc import Callable
    from subprocess import CompletedProcess

    from said import Typed

    Call = Callable[..., CompletedProcess[str]]

OLD = page("old", ORCHARD, outlet="Post", url="https://p.example/1", published="2025-02-20T10:00:00Z")
WIRE = page("wire", HARBOUR, outlet="Reuters", url="https://r.example/1", published="2026-02-20T10:00:00Z")
COPY = page("copy", HARBOUR, outlet="Herald", url="https://h.example/1", published="2026-02-20T11:00:00Z")


@pytest.fixture(scope="module")
def store(call: Call, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    news = jsonl(folder / "news.jsonl", OLD, WIRE, COPY)
    done = call(sys.executable, "-m", "syndicate", "update", news, "--store", folder / "news.db")
    assert done.stdout == "3 new pages: 3 articles, 0 new versions, 0 known; 1 cluster changed\n", done.stderr
    return folder / "news.db"


def test_what_was_read_before_changes_nothing(run: Typed, store: Path) -> None:
    done = run("update", store.with_name("news.jsonl"), "--store", store, "--json")
    found = json.loads(done.out)
    assert (found["received"], found["new"], found["clusters"], found["changes"]) == (0, 0, [], [])


def test_a_store_keeps_its_settings_and_refuses_others(run: Typed, tmp_path: Path) -> None:
    news, own = jsonl(tmp_path / "news.jsonl", WIRE, COPY), tmp_path / "own.db"
    assert run("update", news, "--store", own, "--window", "24", "--threshold", "0.5").code == 0
    for same in ((), ("--window", "24"), ("--threshold", "0.5")):
        assert run("update", news, "--store", own, *same).code == 0
    refused = run("update", news, "--store", own, "--window", "48")
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert "window_hours 24.0, not 48.0" in refused.err
    assert "begin another store" in refused.err


def test_info(run: Typed, store: Path) -> None:
    found = json.loads(run("store", "info", store, "--json").out)
    assert (found["articles"], found["clusters"], found["clustered"]) == (3, 1, 2)
    assert "last published   2026-02-20T11:00:00Z" in run("store", "info", store).out


def test_its_tables_are_those_of_the_same_batch(run: Typed, store: Path, tmp_path: Path) -> None:
    out, batch = tmp_path / "out", tmp_path / "batch"
    assert run("store", "export", store, "--out", out, "--format", "parquet").code == 0
    names = {"articles", "clusters", "pairs", "links", "changes", "feeds"}
    assert {path.stem for path in out.iterdir()} == names
    done = run("cluster", store.with_name("news.jsonl"), "--alone", "--out", batch, "--format", "parquet")
    assert done.code == 0, done.err
    for name in ("articles", "clusters", "pairs", "links"):
        ours, theirs = (
            pl.read_parquet(folder / f"{name}.parquet").drop("cluster", "story", strict=False)
            for folder in (out, batch)
        )
        assert ours.sort(ours.columns[:3]).equals(theirs.sort(ours.columns[:3])), name


def test_its_tables_for_people(run: Typed, store: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("store", "export", store, "--out", out, "--format", "xlsx").out.endswith("syndicate.xlsx\n")
    with ZipFile(out / "syndicate.xlsx") as book:
        named = book.read("xl/workbook.xml").decode()
    for name in ("articles", "clusters", "pairs", "links", "changes", "feeds"):
        assert f'name="{name}"' in named
    assert run("store", "export", store, "--out", out, "--spreadsheet").code == 0
    assert (out / "clusters.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    refused = run("store", "export", store, "--out", out, "--format", "ods")
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert "xlsx" in refused.err


def test_every_command_reads_it(run: Typed, store: Path, tmp_path: Path) -> None:
    explained = run("explain", "wire", "copy", store)
    assert explained.code == 0, explained.err
    assert "Together in cluster" in explained.out
    assert run("overlap", store, "--out", tmp_path / "matrix.csv").code == 0


def test_forget_and_vacuum(run: Typed, store: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.db"
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("VACUUM INTO ?", (str(own),))
    assert run("store", "forget", own, "--older-than", "2026-01-01").out == (
        "Forgot 1 article published before 2026-01-01.\n"
    )
    assert run("store", "vacuum", own).out.startswith("Freed ")
    assert json.loads(run("store", "info", own, "--json").out)["articles"] == 2


@pytest.mark.parametrize(
    "wrong",
    [
        ("info", "none.db"),
        ("info", "theirs.db"),
        ("info", "broken.db"),
        ("vacuum", "."),
        ("forget", "none.db", "--older-than", "soon"),
        ("export", "none.db", "--out", "out"),
    ],
)
def test_what_is_wrong_is_one_line_and_exit_code_2(
    run: Typed, wrong: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with closing(sqlite3.connect("theirs.db")) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    Path("broken.db").write_bytes(b"no database" * 99)
    failed = run("store", *wrong)
    assert failed.code == 2
    assert len(failed.err.splitlines()) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken.db", "theirs.db"]
