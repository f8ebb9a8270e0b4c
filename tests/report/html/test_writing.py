"""A report as files: whole or not at all, and no file of anybody else is touched."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from contents_by_hand import contents
from detections import kerunda

from syndicate.errors import OutputError
from syndicate.report.html import writing
from syndicate.report.html.writing import write_report

if TYPE_CHECKING:
    from pathlib import Path


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
