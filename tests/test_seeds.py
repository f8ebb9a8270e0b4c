"""The sample set: its labels, its pages and its README say the same."""

from __future__ import annotations

import csv
import html
import json
import re
import sys
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds"
PAGES = {path.relative_to(SEEDS).as_posix(): path for path in sorted((SEEDS / "pages").rglob("*.*"))}
APART = {"independent", "followup"}
KINDS = {"wire", "verbatim", "trimmed", "edited", "rewritten", "summary", "mixed", "translated"} | APART


def feed() -> list[dict[str, str]]:
    return [json.loads(line) for line in (SEEDS / "feed.jsonl").read_text(encoding="utf-8").splitlines()]


def labels() -> list[dict[str, str]]:
    with (SEEDS / ".labels.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def stories() -> list[dict[str, Any]]:
    return json.loads((SEEDS / ".gold.json").read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def articles() -> list[dict[str, Any]]:
    return [article for story in stories() for article in (story["wire"], *story["articles"])]


def visible(article: str) -> str:
    """The text of a page or of a feed's row, white space evened out."""
    if article not in PAGES:
        return " ".join(next(row["text"] for row in feed() if row["id"] == article).split())
    text = PAGES[article].read_text(encoding="utf-8")
    if article.endswith(".html"):
        text = html.unescape(re.sub(r"<[^>]+>", "", text))
    return " ".join(text.split())


def test_every_article_is_labelled_once() -> None:
    assert Counter(row["article"] for row in labels()) == Counter([*PAGES, *(row["id"] for row in feed())])


def test_small_and_telling() -> None:
    assert 40 <= len(labels()) <= 60
    assert {path.suffix for path in PAGES.values()} == {".txt", ".html"}
    assert len({article["language"] for article in articles()}) >= 4


def test_every_story_has_every_kind() -> None:
    for story in stories():
        assert {story["wire"]["kind"], *(article["kind"] for article in story["articles"])} == KINDS


def test_labels_agree_with_the_gold_sentences() -> None:
    by_article = {row["article"]: row for row in labels()}
    for story in stories():
        for article in (story["wire"], *story["articles"]):
            row = by_article.pop(article["id"])
            apart = article["kind"] in APART
            assert row["kind"] == article["kind"]
            assert row["story"] == story["story_id"]
            assert row["cluster"] == (article["id"] if apart else story["story_id"])
    assert {row["kind"] for row in by_article.values()} == {"lookalike"}


@pytest.mark.parametrize("article", articles(), ids=lambda article: article["id"])
def test_page_holds_its_labelled_sentences_in_order(article: dict[str, Any]) -> None:
    page, at = visible(article["id"]), 0
    for line in article["sentences"]:
        at = page.index(" ".join(line["s"].split()), at) + 1


def test_gold_sentences_point_into_the_wire() -> None:
    for story in stories():
        n = len(story["wire"]["sentences"])
        for article in story["articles"]:
            for line in article["sentences"]:
                assert all(0 <= number < n for number in line["from"])
                assert (line["how"] == "new") == (line["from"] == [])


def test_pages_carry_more_than_their_body() -> None:
    bodies = {article["id"]: sum(len(line["s"]) for line in article["sentences"]) for article in articles()}
    assert all(len(visible(page)) > bodies[page] + 150 for page in PAGES)


def test_feed_rows_have_a_time_or_a_day() -> None:
    times = [row["published"] for row in feed()]
    assert all(datetime.fromisoformat(time) for time in times)
    assert 0 < sum(len(time) == len("2026-03-10") for time in times) < len(times)


def test_html_pages_name_their_time_with_its_zone() -> None:
    for name, path in PAGES.items():
        if name.endswith(".html"):
            assert re.search(
                r'"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)"', path.read_text(encoding="utf-8")
            )


def test_readme_counts() -> None:
    readme = (SEEDS / "README.md").read_text(encoding="utf-8")
    kinds = Counter(path.suffix for path in PAGES.values())
    for claim in (f"{len(labels())} articles", f"{kinds['.txt']} scraped pages", f"{kinds['.html']} pages",
                  f"{len(feed())} rows"):  # fmt: skip
        assert claim in readme


def test_the_command_gives_the_labelled_ids_and_their_outlets(
    call: Callable[..., subprocess.CompletedProcess[str]], tmp_path: Path
) -> None:
    run = call(sys.executable, "-m", "syndicate", "cluster", SEEDS, "--out", tmp_path, "--format", "csv")
    assert run.returncode == 0, run.stderr
    with (tmp_path / "clusters.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert Counter(row["article"] for row in found) == Counter(row["article"] for row in labels())
    outlets = {row["id"]: row["outlet"] for row in feed()} | {
        name: path.parent.name for name, path in PAGES.items()
    }
    assert {row["article"]: row["outlet"] for row in found} == outlets
