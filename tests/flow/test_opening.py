"""What a PATH may be: files, folders, an earlier result; and what may not be mixed."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from invented import HARBOUR, ORCHARD, jsonl, page
from polars.testing import assert_frame_equal

from syndicate.errors import InputError, NothingToRead
from syndicate.flow import opening
from syndicate.flow.detect import Detection
from syndicate.flow.opening import clean_paths, is_result, open_paths, read_two
from syndicate.report.export import FORMATS, write_tables

if TYPE_CHECKING:
    from pathlib import Path

TABLES = ("articles", "clusters", "pairs", "links", "problems")


@pytest.fixture
def feed(tmp_path: Path) -> Path:
    rows = [page("a", HARBOUR), page("b", HARBOUR), page("c", ORCHARD), page("empty", " ")]
    return jsonl(tmp_path / "in" / "feed.jsonl", *rows)


def keep(found: Detection, folder: Path, format_: str = "csv") -> Path:
    write_tables({name: getattr(found, name) for name in TABLES}, folder, format_)
    return folder


@pytest.mark.parametrize("format_", FORMATS)
def test_an_earlier_result_is_read_back_and_nothing_is_computed(
    tmp_path: Path, feed: Path, format_: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = open_paths([feed])
    folder = keep(found, tmp_path / "out", format_)
    for step in ("detect", "clean", "scan"):
        monkeypatch.delattr(opening, step)
    again = open_paths([folder])
    for name in TABLES:
        assert_frame_equal(getattr(found, name), getattr(again, name))
    assert_frame_equal(clean_paths([folder]).articles, found.articles)


def test_result_of_no_article_at_all(tmp_path: Path, feed: Path) -> None:
    found = open_paths([feed])
    empty = Detection(**{
        name: getattr(found, name).clear() if name in TABLES else getattr(found, name)
        for name in Detection.__dataclass_fields__
    })  # fmt: skip
    assert open_paths([keep(empty, tmp_path / "out")]).clusters.is_empty()


def test_a_result_is_not_mixed_with_articles(tmp_path: Path, feed: Path) -> None:
    folder = keep(open_paths([feed]), tmp_path / "out")
    with pytest.raises(InputError, match="out: the tables of an earlier run among the articles"):
        open_paths([feed, folder])
    with pytest.raises(InputError, match="out: the tables of an earlier run among the articles"):
        open_paths([tmp_path])
    assert is_result(folder)
    assert not is_result(tmp_path)
    assert not is_result(folder / "clusters.csv")


def test_its_articles_table_may_be_read_as_articles(tmp_path: Path, feed: Path) -> None:
    folder = keep(open_paths([feed]), tmp_path / "out")
    more = jsonl(tmp_path / "more.jsonl", page("d", ORCHARD))
    assert sorted(open_paths([folder / "articles.csv", more]).clusters["article"]) == ["a", "b", "c", "d"]


def test_problems_of_reading_are_told(feed: Path) -> None:
    found = open_paths([feed])
    assert found.problems.select("problem", "skipped").rows() == [("no text", True)]
    assert clean_paths([feed]).problems.equals(found.problems)


def test_strict(tmp_path: Path, feed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = keep(open_paths([feed]), tmp_path / "out")
    monkeypatch.delattr(opening, "detect")  # it is told before any work is done
    for path in (feed, folder):
        with pytest.raises(InputError, match=r"feed\.jsonl:4: no text \(fill it in or remove it"):
            open_paths([path], strict=True)
        with pytest.raises(InputError, match=r"feed\.jsonl:4: no text"):
            clean_paths([path], strict=True)


def test_strict_counts_what_else_was_skipped(tmp_path: Path) -> None:
    path = jsonl(tmp_path / "f.jsonl", page("a", ""), page("b", ""), page("c", HARBOUR))
    with pytest.raises(InputError, match="no text, and 1 more skipped"):
        open_paths([path], strict=True)


def test_nothing_to_read_names_the_place(tmp_path: Path) -> None:
    with pytest.raises(NothingToRead, match=f"{tmp_path}: no article was found"):
        open_paths([tmp_path])
    with pytest.raises(NothingToRead, match="no path was given"):
        open_paths([])


def test_splitting_the_input_changes_no_cluster(tmp_path: Path) -> None:
    rows = [page(f"a{i}", text) for i, text in enumerate([HARBOUR, ORCHARD, HARBOUR, ORCHARD, HARBOUR])]
    one = jsonl(tmp_path / "one" / "all.jsonl", *rows)
    for i, row in enumerate(rows):
        jsonl(tmp_path / "many" / f"{9 - i}.jsonl", row)
    assert_frame_equal(open_paths([one]).clusters, open_paths([tmp_path / "many"]).clusters)


def test_standard_input() -> None:
    rows = "\n".join(json.dumps(page(name, HARBOUR)) for name in "ab").encode()
    assert open_paths(["-"], stdin=io.BytesIO(rows)).clusters["cluster"].n_unique() == 1


def test_two_files_keep_their_order_and_names(tmp_path: Path) -> None:
    for folder, text in (("x", ORCHARD), ("a", HARBOUR), ("same", ORCHARD)):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "story.txt").write_text(text)
    both = read_two(tmp_path / "x" / "story.txt", tmp_path / "a" / "story.txt")
    assert both["article"].to_list() == ["story.txt", "story.txt#2"]
    assert "pear orchards" in both["body"][0]
    same = read_two(tmp_path / "x" / "story.txt", tmp_path / "same" / "story.txt")
    assert same["body"][0] == same["body"][1]


def test_two_files_hold_one_article_each(feed: Path) -> None:
    with pytest.raises(InputError, match=r"feed\.jsonl: holds 3 articles, not one"):
        read_two(feed, feed)
