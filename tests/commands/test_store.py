"""`syndicate update` and `syndicate store` as people run them: real processes, and what they say."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from zipfile import ZipFile

import polars as pl
import pytest
from invented import HARBOUR, ORCHARD, jsonl, page

ROOT = Path(__file__).parents[2]
OLD = page("old", ORCHARD, outlet="Post", url="https://p.example/1", published="2025-02-20T10:00:00Z")
WIRE = page("wire", HARBOUR, outlet="Reuters", url="https://r.example/1", published="2026-02-20T10:00:00Z")
COPY = page("copy", HARBOUR, outlet="Herald", url="https://h.example/1", published="2026-02-20T11:00:00Z")


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 (our own command)
        [sys.executable, "-m", "syndicate", *map(str, arguments)],
        capture_output=True, text=True, check=False, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    done = run("update", jsonl(folder / "news.jsonl", OLD, WIRE, COPY), "--store", folder / "news.db")
    assert done.stdout == "3 new pages: 3 articles, 0 new versions, 0 known; 1 cluster changed\n", done.stderr
    return folder / "news.db"


def test_what_was_read_before_changes_nothing(store: Path) -> None:
    done = run("update", store.with_name("news.jsonl"), "--store", store, "--json")
    found = json.loads(done.stdout)
    assert (found["received"], found["new"], found["clusters"], found["changes"]) == (0, 0, [], [])


def test_a_store_keeps_its_settings_and_refuses_others(tmp_path: Path) -> None:
    news, own = jsonl(tmp_path / "news.jsonl", WIRE, COPY), tmp_path / "own.db"
    assert run("update", news, "--store", own, "--window", "24", "--threshold", "0.5").returncode == 0
    for same in ((), ("--window", "24"), ("--threshold", "0.5")):
        assert run("update", news, "--store", own, *same).returncode == 0
    refused = run("update", news, "--store", own, "--window", "48")
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "window_hours 24.0, not 48.0" in refused.stderr
    assert "begin another store" in refused.stderr


def test_info(store: Path) -> None:
    found = json.loads(run("store", "info", store, "--json").stdout)
    assert (found["articles"], found["clusters"], found["clustered"]) == (3, 1, 2)
    assert "last published   2026-02-20T11:00:00Z" in run("store", "info", store).stdout


def test_its_tables_are_those_of_the_same_batch(store: Path, tmp_path: Path) -> None:
    out, batch = tmp_path / "out", tmp_path / "batch"
    assert run("store", "export", store, "--out", out, "--format", "parquet").returncode == 0
    names = {"articles", "clusters", "pairs", "links", "changes", "feeds"}
    assert {path.stem for path in out.iterdir()} == names
    done = run("cluster", store.with_name("news.jsonl"), "--alone", "--out", batch, "--format", "parquet")
    assert done.returncode == 0, done.stderr
    for name in ("articles", "clusters", "pairs", "links"):
        ours, theirs = (
            pl.read_parquet(folder / f"{name}.parquet").drop("cluster", "story", strict=False)
            for folder in (out, batch)
        )
        assert ours.sort(ours.columns[:3]).equals(theirs.sort(ours.columns[:3])), name


def test_its_tables_for_people(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("store", "export", store, "--out", out, "--format", "xlsx").stdout.endswith("syndicate.xlsx\n")
    with ZipFile(out / "syndicate.xlsx") as book:
        named = book.read("xl/workbook.xml").decode()
    for name in ("articles", "clusters", "pairs", "links", "changes", "feeds"):
        assert f'name="{name}"' in named
    assert run("store", "export", store, "--out", out, "--spreadsheet").returncode == 0
    assert (out / "clusters.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    refused = run("store", "export", store, "--out", out, "--format", "ods")
    assert (refused.returncode, refused.stderr.count("\n")) == (2, 1)
    assert "xlsx" in refused.stderr


def test_every_command_reads_it(store: Path, tmp_path: Path) -> None:
    explained = run("explain", "wire", "copy", store)
    assert explained.returncode == 0, explained.stderr
    assert "Together in cluster" in explained.stdout
    assert run("overlap", store, "--out", tmp_path / "matrix.csv").returncode == 0


def test_forget_and_vacuum(store: Path, tmp_path: Path) -> None:
    own = tmp_path / "own.db"
    with closing(sqlite3.connect(store)) as connection:
        connection.execute("VACUUM INTO ?", (str(own),))
    assert run("store", "forget", own, "--older-than", "2026-01-01").stdout == (
        "Forgot 1 article published before 2026-01-01.\n"
    )
    assert run("store", "vacuum", own).stdout.startswith("Freed ")
    assert json.loads(run("store", "info", own, "--json").stdout)["articles"] == 2


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
    wrong: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with closing(sqlite3.connect("theirs.db")) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    Path("broken.db").write_bytes(b"no database" * 99)
    failed = run("store", *wrong)
    assert failed.returncode == 2
    assert len(failed.stderr.splitlines()) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken.db", "theirs.db"]
