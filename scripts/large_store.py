"""Makes a store of a million invented articles, and measures what an update of a thousand more costs.

A base is generated and brought in as by any job; the rest are copies of it, made by SQL, each one stretch of
time earlier under ids of its own, so that every window is as full as that of a year of a million articles.
Prints a JSON line per update: seconds, peak memory, and the store's size. Python's bytecode is kept in the
folder, as any installation keeps it: a first update that is not measured makes it.
"""

from __future__ import annotations

import argparse
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from typing import Final

import polars as pl
from generated import generate

from syndicate.flow.nearness import DAY_ALONE
from syndicate.flow.update.updating import update
from syndicate.settings import Settings
from syndicate.store.file import Store, open_store
from syndicate.store.inbox import signed_hash

BINS: Final = 4  # of time that the base fills: a copy is moved by so many
HOURS: Final = Settings().window_hours + DAY_ALONE  # of a bin
NOW: Final = datetime(2026, 3, 1, tzinfo=UTC)
COPIES: Final = (
    """INSERT INTO article SELECT n + :n, article || :mark, outlet, url || :mark, title,
       CASE published WHEN '' THEN '' ELSE strftime('%Y-%m-%dT%H:%M:%SZ', published, :hours) END,
       language, wire, n_words, n_sentences, marked(identity, :mark), text, bin - :bins, credit, stored, body
       FROM article WHERE n <= :most""",
    """INSERT INTO sketch SELECT bin - :bins, article + :n, priority, earliest + :shift, latest + :shift,
       bands, terms, weights FROM sketch WHERE article <= :most ORDER BY bin, article""",
    """INSERT INTO fact SELECT bin - :bins, language, article + :n, priority, earliest + :shift,
       latest + :shift, keys, weights FROM fact WHERE article <= :most ORDER BY bin, language, article""",
    "INSERT INTO link SELECT a + :n, b + :n, probability, story, jaccard FROM link WHERE b <= :most",
    """INSERT INTO pair SELECT a + :n, b + :n, relation, probability, jaccard, a_in_b, b_in_a, longest_run,
       shared_terms, shared_numbers, shared_quotes, sentences_a_in_b, sentences_b_in_a, lag_hours,
       derived_from + :n FROM pair WHERE b <= :most""",
    """INSERT INTO member SELECT article + :n, cluster || :mark, story || :mark, cluster_since, story_since,
       role, relation, probability, partner + :n FROM member WHERE article <= :most""",
)


def generated(articles: int, more: int) -> pl.DataFrame:
    """The pages of the base, and those that come next."""
    days = BINS * HOURS / 24.0
    return pl.concat(generate(articles + more, days=days * (articles + more) / articles))


def multiply(store: Store, copies: int) -> None:
    """The store's articles again and again, each time some days earlier."""
    connection, hours = store.connection, BINS * HOURS
    connection.create_function(
        "marked", 2, lambda number, mark: signed_hash(f"{number}{mark}"), deterministic=True
    )
    most = connection.execute("SELECT max(n) FROM article").fetchone()[0]
    for k in range(1, copies):
        told = {"n": k * most, "most": most, "mark": f"/{k}", "bins": k * BINS, "shift": -k * hours,
                "hours": f"{-k * hours:.0f} hours"}  # fmt: skip
        with store.writing():
            for statement in COPIES:
                connection.execute(statement, told)


def measured(store: Path, pages: Path, bytecode: Path) -> dict[str, object]:
    """One `syndicate update` in a process of its own."""
    command = [sys.executable, "-m", "syndicate", "update", str(pages), "--store", str(store), "--json"]
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(bytecode)
    load, began = os.getloadavg()[0], time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as job:
        said = json.loads(job.stdout.read()) if job.stdout else {}
        _, status, used = os.wait4(job.pid, 0)
        job.returncode = os.waitstatus_to_exitcode(status)
    return {
        "store": store.name,
        "seconds": round(time.perf_counter() - began, 2),
        "cpu_seconds": round(used.ru_utime + used.ru_stime, 2),
        "peak_mb": used.ru_maxrss // 1000,
        "store_gb": round(store.stat().st_size / 1e9, 2),
        "articles": _count(store),
        "new": said.get("new"),
        "clusters": len(said.get("clusters", ())),
        "load": load,
        "exit": job.returncode,
    }


def _count(store: Path) -> int:
    connection = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    try:
        return int(connection.execute("SELECT count(*) FROM member").fetchone()[0])
    finally:
        connection.close()


def prepare(folder: Path, base: int, copies: int, new: int, runs: int) -> None:
    """The two stores, where they are missing, and the pages of each update."""
    small, large = stores(folder, copies)
    pages = generated(base, new * runs)
    if not small.exists():
        with open_store(small, create=True) as store:
            update(store, pages[:base], now=NOW)
    if not large.exists():
        with open_store(small) as store:
            store.connection.execute("VACUUM INTO ?", (str(large),))
        with open_store(large) as store:
            multiply(store, copies)
    pages[:99].write_parquet(folder / "first.parquet")
    for run in range(runs):
        pages[base + run * new :][:new].write_parquet(folder / f"new{run}.parquet")


def stores(folder: Path, copies: int) -> tuple[Path, Path]:
    """Where they are."""
    return folder / "base.db", folder / f"times{copies}.db"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="for the stores; what is there is used again")
    parser.add_argument("--base", type=int, default=50_000)
    parser.add_argument("--copies", type=int, default=20)
    parser.add_argument("--new", type=int, default=1000)
    parser.add_argument("--runs", type=int, default=3)
    given = parser.parse_args()
    given.folder.mkdir(parents=True, exist_ok=True)
    # In a process of its own: the peak of a process counts what its parent held when it was started.
    make = get_context("spawn").Process(
        target=prepare, args=(given.folder, given.base, given.copies, given.new, given.runs)
    )
    make.start()
    make.join()
    if make.exitcode:
        raise SystemExit(make.exitcode)
    bytecode = given.folder / "bytecode"
    with tempfile.TemporaryDirectory(dir=given.folder) as scratch:
        measured(Path(scratch) / "first.db", given.folder / "first.parquet", bytecode)
    for run in range(given.runs):
        for path in stores(given.folder, given.copies):
            print(json.dumps(measured(path, given.folder / f"new{run}.parquet", bytecode)), flush=True)


if __name__ == "__main__":
    main()
