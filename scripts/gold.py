"""The gold sets: stories whose sentences are labelled, as pages, and what the product makes of them."""

from __future__ import annotations

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from metrics import Finding, Sentence, residue_counts, residue_figures
from running import syndicate
from written import Figures, rows

if TYPE_CHECKING:
    from pathlib import Path

APART = ("independent", "followup")  # kinds that do not derive from the wire
HARDEST = ("rewritten", "mixed")  # kinds whose additions are told apart from other words for the same

Story = Mapping[str, Any]  # one story of a gold set, as its file has it


def gold_figures(stories: Sequence[Story], inputs: Path, scratch: Path) -> Figures:
    """Residue of every derived article against its wire, where both are in one language; and by kind."""
    pairs = [
        (story["wire"], article)
        for story in stories
        for article in story["articles"]
        if article["kind"] not in APART
        and article["language"] == story["wire"].get("language", story["language"])
    ]
    asked = scratch / "asked.csv"
    with asked.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("article", "other"), *((a["id"], wire["id"]) for wire, a in pairs)])
    residue = scratch / "residue.csv"
    syndicate("compare", "--pairs", asked, "--articles", inputs, "--out", residue)
    found = defaultdict(list)
    for row in rows(residue):
        finding = Finding(row["status"], row["text"], bool(row["altered"]))
        found[row["article"], row["other"]].append(finding)
    counts = Counter[str]()
    by_kind: dict[str, Counter[str]] = defaultdict(Counter)
    for wire, article in pairs:
        told = residue_counts(sentences(wire), sentences(article), found[article["id"], wire["id"]])
        counts += told
        by_kind[article["kind"]] += told
    kinds = {kind: residue_figures(by_kind[kind]) for kind in HARDEST if kind in by_kind}
    return residue_figures(counts) | {f"added F1, {kind}": x["added F1"] for kind, x in kinds.items()}


def sentences(article: Mapping[str, Any]) -> list[Sentence]:
    """The labelled sentences of an article of a gold set."""
    return [
        Sentence(
            line["s"], frozenset(line.get("from", ())), line.get("how", "new"), bool(line.get("altered"))
        )
        for line in article["sentences"]
    ]


def body(article: Mapping[str, Any]) -> str:
    """Its sentences in their paragraphs, with a space between them where the script uses spaces."""
    paragraphs = defaultdict(list)
    for line in article["sentences"]:
        paragraphs[line["p"]].append(line["s"])
    glue = "" if article.get("language") in ("zh", "ja") else " "
    return "\n\n".join(glue.join(paragraphs[number]) for number in sorted(paragraphs))


def write_pages(path: Path, articles: Sequence[Story]) -> None:
    """Articles of a gold set as the pages they were scraped from, one JSON line each."""
    with path.open("w", encoding="utf-8") as file:
        for article in articles:
            page = [*article.get("page_before", ()), "", body(article), "", *article.get("page_after", ())]
            fields = {key: article[key] for key in ("id", "outlet", "published", "title")}
            file.write(json.dumps({**fields, "text": "\n".join(page)}, ensure_ascii=False) + "\n")


def translated_share(stories: Sequence[Story], found: Mapping[str, str]) -> float:
    """Share of the translated articles that stand in the cluster of their wire."""
    told = [
        found[article["id"]] == found[story["wire"]["id"]]
        for story in stories
        for article in story["articles"]
        if article["kind"] == "translated"
    ]
    return sum(told) / max(1, len(told))
