"""`syndicate report`, as it is typed: one page, or one line that says why not."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from invented import FURNITURE, HARBOUR, ORCHARD, jsonl, page

from syndicate.__main__ import main
from syndicate.report.html import writing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Types `syndicate report ...`: (exit code, output, errors)."""

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["syndicate", "report", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        code = ended.value.code
        return (code if isinstance(code, int) else 0), said.out, said.err

    return call


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    rows = [page("a", HARBOUR), page("b", HARBOUR), page("c", ORCHARD)]
    return jsonl(tmp_path / "in" / "feed.jsonl", *rows)


def test_a_page(run: Run, feed: Path, tmp_path: Path) -> None:
    out = tmp_path / "r.html"
    assert run(feed, "--out", out) == (0, f"Written: {out} (3 articles). Open it in a browser.\n", "")
    assert out.read_text("utf-8").startswith("<!doctype html>")
    assert "Port Wessel" in out.read_text("utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in", "r.html"]


@pytest.mark.parametrize("format_", ["csv", "jsonl", "parquet"])
def test_of_an_earlier_result_it_is_the_same_to_the_letter(
    run: Run, feed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format_: str
) -> None:
    pages = tmp_path / "in" / "pages" / "Port Post"
    pages.mkdir(parents=True)
    (pages / "loan.txt").write_text(f"Home | World | Sport\n\n{HARBOUR}{FURNITURE}")
    words = [
        "syndicate",
        "cluster",
        str(feed.parent),
        "--out",
        str(tmp_path / "out"),
        "--format",
        format_,
        "-q",
    ]
    monkeypatch.setattr(sys, "argv", words)
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 0
    assert run(feed.parent, "--out", tmp_path / "r.html", "-q")[0] == 0
    assert run(tmp_path / "out", "--out", tmp_path / "again.html", "-q")[0] == 0
    assert (tmp_path / "again.html").read_bytes() == (tmp_path / "r.html").read_bytes()
    assert "Home | World | Sport" in (tmp_path / "again.html").read_text("utf-8")


def test_of_tables_without_lines_it_says_so(
    run: Run, feed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("syndicate.flow.opening.LINES_OF", 2)
    monkeypatch.setattr(
        sys, "argv", ["syndicate", "cluster", str(feed), "--out", str(tmp_path / "out"), "-q"]
    )
    with pytest.raises(SystemExit):
        main()
    assert (tmp_path / "out" / "lines.csv").read_text() == "article,line,text,kept,reason\n"
    run(tmp_path / "out", "--out", tmp_path / "r.html", "-q")
    assert "What was cut from the pages cannot be shown" in (tmp_path / "r.html").read_text("utf-8")


def test_nothing_said(run: Run, feed: Path, tmp_path: Path) -> None:
    assert run(feed, "--out", tmp_path / "r.html", "--quiet") == (0, "", "")


def test_pages_are_counted(run: Run, feed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing.write_report, "__kwdefaults__", {"on_one_page": 2})
    out = tmp_path / "r.html"
    said = f"Written: {out} and 1 story page beside it (3 articles). Open it in a browser.\n"
    assert run(feed, "--out", out) == (0, said, "")


@pytest.mark.parametrize(
    ("out", "words"),
    [
        ("r.txt", "end it in .html"),
        ("in", "end it in .html"),
        ("in/feed.jsonl/r.html", "is a file, not a folder"),
    ],
)
def test_where_it_cannot_be_written_is_said_before_any_work(
    run: Run, feed: Path, tmp_path: Path, out: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("syndicate.flow.opening.open_paths", None)
    code, said, error = run(feed, "--out", tmp_path / out)
    assert (code, said) == (2, "")
    assert error.startswith("syndicate: ")
    assert words in error
    assert error.count("\n") == 1


def test_nothing_to_read(run: Run, tmp_path: Path) -> None:
    code, said, error = run(tmp_path / "absent", "--out", tmp_path / "r.html")
    assert (code, said, error.count("\n")) == (2, "", 1)
    assert not (tmp_path / "r.html").exists()
