"""Reads labelled pages, and says which of a page's lines stand in its labelled body. Fits nothing."""

from __future__ import annotations

import difflib
import json
import random
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from syndicate.text.mojibake import mended

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

SOURCES = (
    "corpora/pages/text.jsonl", "corpora/pages/gold.jsonl", "gold/dev.json", "gold/lookalikes/articles.jsonl",
    "corpora/meter/articles.jsonl", "corpora/counter/articles.jsonl",
)  # fmt: skip
CLEAN_SHARES = (1.0, 0.3, 0.1)  # of the articles of the last three sources
_WORD = re.compile(r"\w+")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@dataclass(frozen=True)
class Page:
    corpus: str
    group: str  # pages of a group are never fitted on and scored together
    text: str
    title: str
    body: str


def load(root: Path) -> list[Page]:
    """All labelled pages."""
    gold = {row["id"]: row["body"] for row in _rows(root / SOURCES[1])}
    pages = [
        Page("pages", row["url"].split("/")[2], mended(pl.Series([row["text"]]))[0], "", gold[row["id"]])
        for row in _rows(root / SOURCES[0])
    ]
    for story in json.loads((root / SOURCES[2]).read_text("utf-8")):
        for article in [story["wire"], *story["articles"]]:
            body = _body(article)
            text = "\n".join([*article.get("page_before", []), "", body, "", *article.get("page_after", [])])
            pages.append(Page("gold", story["story_id"], text, article["title"], body))
    for source, share in zip(SOURCES[3:], CLEAN_SHARES, strict=True):
        rows = _rows(root / source)
        chosen = random.Random(7).sample(rows, int(share * len(rows)))  # noqa: S311  a sample, no secret
        pages.extend(Page("clean", r["id"], r["text"], r["title"], r["text"]) for r in chosen)
    return pages


def _rows(path: Path) -> list[dict[str, str]]:
    return [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]


def _body(article: dict[str, Any]) -> str:
    paragraphs = defaultdict(list)
    for sentence in article["sentences"]:
        paragraphs[sentence["p"]].append(sentence["s"])
    glue = "" if article.get("language") in ("zh", "ja") else " "
    return "\n\n".join(glue.join(sentences) for _, sentences in sorted(paragraphs.items()))


def words(text: str) -> list[str]:
    """Words in lower case; in scripts without spaces, characters."""
    found: list[str] = []
    for word in _WORD.findall(text.lower()):
        found.extend(word if _WIDE.search(word) else [word])
    return found


def in_body(lines: Sequence[str], body: str) -> list[bool]:
    """Which lines stand in the body: at least half of their words do, in order, in runs of four or as
    whole lines.
    """
    line_of, page_words = [], []
    for number, line in enumerate(lines):
        found = words(line)
        page_words += found
        line_of += [number] * len(found)
    hits: Counter[int] = Counter()
    sizes = Counter(line_of)
    blocks = difflib.SequenceMatcher(None, page_words, words(body), autojunk=False).get_matching_blocks()
    for a, _, n in blocks:
        starts = a == 0 or (a < len(line_of) and line_of[a - 1] != line_of[a])
        closes = a + n == len(line_of) or (n and line_of[a + n] != line_of[a + n - 1])
        if n >= 4 or (starts and closes):
            hits.update(line_of[a : a + n])
    return [hits[i] * 2 >= sizes[i] > 0 for i in range(len(lines))]
