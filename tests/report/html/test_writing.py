"""A report as files: whole or not at all, and no file of anybody else is touched."""

from __future__ import annotations

import gc
import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from weakref import ref

import pytest
from contents_by_hand import contents
from detections import article, detection, kerunda, member
from invented import HARBOUR, ORCHARD

from syndicate.errors import OutputError
from syndicate.flow.measure.reporting import report_of
from syndicate.report.export import write_text
from syndicate.report.html import writing
from syndicate.report.html.writing import write_report

if TYPE_CHECKING:
    from pathlib import Path

    import polars as pl

    from syndicate.flow.detect import Detection
    from syndicate.report.html.contents import Texts


def payload(page: Path) -> dict[str, Any]:
    found = re.search(r'id="payload">(.*?)</script>', page.read_text("utf-8"), re.DOTALL)
    assert found
    return json.loads(found[1])  # type: ignore[no-any-return]


def test_one_page(tmp_path: Path) -> None:
    written = write_report(contents(kerunda()), tmp_path / "new" / "r.html")
    assert (written.page, written.parts) == (tmp_path / "new" / "r.html", ())
    assert [path.name for path in written.page.parent.iterdir()] == ["r.html"]
    assert len(payload(written.page)["texts"]) == 6


def test_many_articles_are_paged_into_a_folder(tmp_path: Path) -> None:
    written = write_report(contents(kerunda()), tmp_path / "r.html", on_one_page=5)
    (part,) = written.parts
    assert re.fullmatch(r"r\.stories-[0-9a-f]{12}", part.parent.name)
    overview = payload(written.page)
    assert (overview["pages"], overview["alone"]) == ({"s1": f"{part.parent.name}/0001.html"}, 1)
    assert payload(part)["home"] == "../r.html"
    assert len(payload(part)["texts"]) == 5


def test_pages_are_written_one_by_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The texts of a page are asked for when the page before is on disk, and its texts are let go.

    So it is in one thread; each thread more has a page more in hand.
    """
    found = several()
    made = contents(found)
    asked: list[tuple[int, list[str]]] = []
    kept: list[ref[pl.DataFrame]] = []

    def texts(clusters: pl.DataFrame) -> Texts:
        gc.collect()
        assert not any(one() is not None for one in kept)
        asked.append((len(list(tmp_path.rglob("0*.html"))), clusters["story"].unique().sort().to_list()))
        given = made.texts(clusters)
        kept.append(ref(given.aligned))
        return given

    monkeypatch.setattr(writing, "ON_A_PART", 2)
    monkeypatch.setattr("syndicate.parallel.PROCESSORS", 1)
    written = write_report(replace(made, texts=texts), tmp_path / "r.html", on_one_page=0)
    assert asked == [(0, ["s0"]), (1, ["s1"]), (2, ["s2"])]
    assert [path.name for path in written.parts] == ["0001.html", "0002.html", "0003.html"]
    assert [path for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_pages_hold_what_one_page_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = several()
    whole = payload(write_report(report_of(found), tmp_path / "one.html").page)
    monkeypatch.setattr(writing, "ON_A_PART", 2)
    pages = [
        payload(page) for page in write_report(report_of(found), tmp_path / "some.html", on_one_page=0).parts
    ]
    assert len(pages) == 3
    assert {json.dumps(pair) for page in pages for pair in pairs_of(page)} == {
        json.dumps(pair) for pair in pairs_of(whole)
    }
    told = [row for page in pages for row in zip(page["articles"]["rows"], page["texts"], strict=True)]
    assert told == list(zip(whole["articles"]["rows"], whole["texts"], strict=True))


def pairs_of(page: dict[str, Any]) -> list[list[Any]]:
    """The compared pairs, their articles by id."""
    at = page["articles"]["columns"].index("article")
    ids = [row[at] for row in page["articles"]["rows"]]
    return [[ids[a], ids[b], *rest] for a, b, *rest in page["pairs"]]


def several() -> Detection:
    """Three stories of two articles each."""
    bodies = (HARBOUR, ORCHARD, f"{ORCHARD}\n\n{HARBOUR}")
    rows = [article(f"{n}{side}", body=body + side) for n, body in enumerate(bodies) for side in "ab"]
    kin = [
        member(row, f"s{k // 2} c{k // 2}", "derived" if k % 2 else "origin", "edit", 0.9, f"{k // 2}a")
        for k, row in enumerate(rows)
    ]
    return detection(rows, kin)


def test_a_page_that_cannot_be_written_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "ON_A_PART", 2)
    made = contents(several())
    written: list[Path] = []

    def write(text: str, path: Path) -> None:
        if written:
            raise OutputError("the disk is full", place=str(path))
        write_text(text, path)
        written.append(path)

    monkeypatch.setattr(writing, "write_text", write)
    with pytest.raises(OutputError):
        write_report(made, tmp_path / "r.html", on_one_page=0)
    assert written
    assert list(tmp_path.iterdir()) == []


def test_a_folder_in_the_way_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = contents(several())
    folder = write_report(made, tmp_path / "r.html", on_one_page=0).parts[0].parent
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    folder.write_text("a file")
    with pytest.raises(OutputError, match="a part of the path is a file"):
        write_report(made, tmp_path / "r.html", on_one_page=0)
    assert folder.read_text() == "a file"


def test_a_story_is_never_torn_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "ON_A_PART", 1)
    assert len(write_report(contents(kerunda()), tmp_path / "r.html", on_one_page=0).parts) == 1


def test_an_earlier_folder_goes_and_nothing_else(tmp_path: Path) -> None:
    mine = [
        tmp_path / name for name in ("r.stories-", "r.stories-0123456789ab.txt", "x.stories-0123456789ab")
    ]
    for path in mine:
        path.mkdir()
    old = write_report(contents(kerunda()), tmp_path / "r.html", on_one_page=5).parts[0].parent
    new = write_report(contents(kerunda(), version="1"), tmp_path / "r.html", on_one_page=5).parts[0].parent
    assert old == new  # the story pages do not tell the version
    write_report(contents(kerunda()), tmp_path / "r.html")
    assert sorted(tmp_path.iterdir()) == sorted([*mine, tmp_path / "r.html"])


def test_an_earlier_report_stays_where_the_new_one_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = write_report(contents(kerunda()), tmp_path / "r.html")
    before = written.page.read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OutputError, match="the disk is full"):
        write_report(contents(kerunda(), version="2"), written.page)
    assert written.page.read_bytes() == before
    assert list(tmp_path.iterdir()) == [written.page]
