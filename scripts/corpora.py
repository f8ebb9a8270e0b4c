"""The labelled corpora, and how each is measured with the product's own commands. Judges nothing.

A measure takes the folder that its files lie under and an empty one to write to, and gives figures by name.
"""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from metrics import (
    Finding,
    Sentence,
    adjusted_rand,
    auc,
    b_cubed,
    body_overlap,
    macro_f1,
    mean_rates,
    nearest_group,
    pairwise,
    residue_counts,
    residue_figures,
)

ROOT = Path(__file__).resolve().parent.parent
APART = ("independent", "followup")  # kinds that do not derive from the wire
csv.field_size_limit(2**31 - 1)

Figures = dict[str, float]
Measure = Callable[[Path, Path], Figures]
Story = Mapping[str, Any]  # one story of a gold set, as its file has it


@dataclass(frozen=True, slots=True)
class Corpus:
    """A labelled corpus: its files under a base folder, and how it is measured."""

    name: str
    files: tuple[str, ...]
    measure: Measure


class BrokenError(Exception):
    """The product ended with an error, or its tables break their contract; the message says how."""


# The product


def syndicate(*arguments: str | Path) -> None:
    """Run the command; raises `BrokenError` with the last lines of what it said."""
    command = [sys.executable, "-m", "syndicate", *map(str, arguments)]
    run = subprocess.run(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if run.returncode:
        said = "\n".join((run.stdout + run.stderr).strip().splitlines()[-15:])
        raise BrokenError(f"syndicate {arguments[0]} ended with {run.returncode}\n{said}")


def cluster(out: Path, *inputs: Path) -> None:
    """The tables of `inputs` into the folder `out`."""
    syndicate("cluster", *inputs, "--out", out, "--format", "csv")


def rows(path: Path) -> list[dict[str, str]]:
    """A CSV file."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def column(path: Path, key: str, value: str) -> dict[str, str]:
    """Two columns of a CSV file, as a mapping."""
    return {row[key]: row[value] for row in rows(path)}


def groups(out: Path, name: str) -> dict[str, str]:
    """The column `name` of the clusters in `out`, by article."""
    found = column(out / "clusters.csv", "article", name)
    if len(found) < len(rows(out / "clusters.csv")):
        raise BrokenError("clusters.csv names an article more than once")
    return found


# What is measured


def group_figures(name: str, truth: Mapping[str, str], out: Path) -> Figures:
    """How well the column `name` of the clusters in `out` follows the true groups."""
    found = groups(out, name)
    rates = b_cubed(truth, found)
    return {
        f"{name} B-cubed precision": rates.precision,
        f"{name} B-cubed recall": rates.recall,
        f"{name} B-cubed F1": rates.f1,
        f"{name} pairwise F1": pairwise(truth, found).f1,
        f"{name} ARI": adjusted_rand(truth, found),
    }


def derivation_figures(labels: Path, out: Path) -> Figures:
    """Whether an article derives from its source: by their cluster, and by their pair's probability."""
    found = groups(out, "cluster")
    probability = {
        frozenset((row["a"], row["b"])): float(row["probability"]) for row in rows(out / "pairs.csv")
    }
    pairs = [(row["source"], row["article"]) for row in rows(labels)]
    truth = [row["label"] != "non-derived" for row in rows(labels)]
    said = [a in found and found[a] == found.get(b) for a, b in pairs]
    scores = [probability.get(frozenset(pair), 0.0) for pair in pairs]
    return {"derivation macro-F1": macro_f1(truth, said), "derivation AUC": auc(truth, scores)}


def body_figures(gold: Mapping[str, str], out: Path) -> Figures:
    """How well the bodies in `out` follow the true ones."""
    found = column(out / "articles.csv", "article", "body")
    rates = mean_rates([body_overlap(body, found.get(article, "")) for article, body in gold.items()])
    return {
        "body shingles precision": rates.precision,
        "body shingles recall": rates.recall,
        "body shingles F1": rates.f1,
    }


def gold_figures(stories: Sequence[Story], inputs: Path, scratch: Path) -> Figures:
    """Residue of every derived article against its wire, where both are in one language."""
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
    for wire, article in pairs:
        counts += residue_counts(sentences(wire), sentences(article), found[article["id"], wire["id"]])
    return residue_figures(counts)


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


# The corpora


def measure_seeds(base: Path, scratch: Path) -> Figures:
    seeds = base / "seeds"
    stories = json.loads((seeds / ".gold.json").read_text(encoding="utf-8"))
    labels = seeds / ".labels.csv"
    bodies = {
        article["id"]: body(article) for story in stories for article in (story["wire"], *story["articles"])
    }
    cluster(scratch, seeds)
    return {
        **group_figures("cluster", column(labels, "article", "cluster"), scratch),
        **group_figures("story", column(labels, "article", "story"), scratch),
        **body_figures(bodies, scratch),
        **gold_figures(stories, seeds, scratch),
    }


def measure_gold(base: Path, scratch: Path) -> Figures:
    stories = json.loads((base / "gold/dev.json").read_text(encoding="utf-8"))
    pages, clusters, events, bodies = [], {}, {}, {}
    for story in stories:
        for article in (story["wire"], *story["articles"]):
            name, text = article["id"], body(article)
            page = [*article.get("page_before", ()), "", text, "", *article.get("page_after", ())]
            fields = {key: article[key] for key in ("id", "outlet", "published", "title")}
            pages.append({**fields, "text": "\n".join(page)})
            clusters[name] = name if article.get("kind") in APART else story["story_id"]
            events[name], bodies[name] = story["story_id"], text
    inputs = scratch / "pages.jsonl"
    inputs.write_text(
        "".join(json.dumps(page, ensure_ascii=False) + "\n" for page in pages), encoding="utf-8"
    )
    cluster(scratch, inputs)
    return {
        **group_figures("cluster", clusters, scratch),
        **group_figures("story", events, scratch),
        **body_figures(bodies, scratch),
        **gold_figures(stories, inputs, scratch),
    }


def measure_lookalikes(base: Path, scratch: Path) -> Figures:
    folder = base / "gold/lookalikes"
    cluster(scratch, folder / "articles.jsonl")
    return group_figures("cluster", column(folder / "clusters.csv", "id", "cluster"), scratch)


def measure_meter(base: Path, scratch: Path) -> Figures:
    folder = base / "corpora/meter"
    cluster(scratch, folder / "articles.jsonl")
    return {
        **group_figures("cluster", column(folder / "clusters.csv", "id", "cluster"), scratch),
        **group_figures("story", column(folder / "stories.csv", "id", "cluster"), scratch),
        **derivation_figures(folder / "derivation.csv", scratch),
    }


def measure_counter(base: Path, scratch: Path) -> Figures:
    folder = base / "corpora/counter"
    cluster(scratch, folder / "articles.jsonl")
    return derivation_figures(folder / "derivation.csv", scratch)


def measure_groundnews(base: Path, scratch: Path) -> Figures:
    folder = base / "corpora/groundnews"
    cluster(scratch, folder / "articles.jsonl")
    return group_figures("story", column(folder / "events.csv", "id", "event"), scratch)


def measure_pages(kind: str) -> Measure:
    """The bodies of real pages, given as `text` or as `html`."""

    def measure(base: Path, scratch: Path) -> Figures:
        folder = base / "corpora/pages"
        cluster(scratch, folder / f"{kind}.jsonl")
        lines = (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()
        return body_figures({row["id"]: row["body"] for row in map(json.loads, lines)}, scratch)

    return measure


def measure_report(base: Path, scratch: Path) -> Figures:
    """Real pages that retell one report: the same cluster, and nobody else in it, alone and in a crowd."""
    pages, crowd = base / "seeds", base / "corpora/groundnews/articles.jsonl"
    figures = {}
    for name, inputs in (("alone", (pages,)), ("in a crowd", (pages, crowd))):
        out = scratch / name
        cluster(out, *inputs)
        wanted = [path.name for path in pages.glob("*.txt")]
        figures[f"one cluster, {name}"] = nearest_group(wanted, groups(out, "cluster"))
    return figures


def _in(folder: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{folder}/{name}" for name in names)


CORPORA = (
    Corpus("seeds", _in("seeds", "pages", "feed.jsonl", ".labels.csv", ".gold.json"), measure_seeds),
    Corpus("report", ("seeds", "corpora/groundnews/articles.jsonl"), measure_report),
    Corpus("gold", ("gold/dev.json",), measure_gold),
    Corpus("lookalikes", _in("gold/lookalikes", "articles.jsonl", "clusters.csv"), measure_lookalikes),
    Corpus(
        "meter",
        _in("corpora/meter", "articles.jsonl", "clusters.csv", "stories.csv", "derivation.csv"),
        measure_meter,
    ),
    Corpus("counter", _in("corpora/counter", "articles.jsonl", "derivation.csv"), measure_counter),
    Corpus("groundnews", _in("corpora/groundnews", "articles.jsonl", "events.csv"), measure_groundnews),
    Corpus("pages-text", _in("corpora/pages", "text.jsonl", "gold.jsonl"), measure_pages("text")),
    Corpus("pages-html", _in("corpora/pages", "html.jsonl", "gold.jsonl"), measure_pages("html")),
)
