"""The labelled corpora, and how each is measured with the product's own commands. Judges nothing.

A measure takes the folder that its files lie under and an empty one to write to, and gives figures by name.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl
from copies import copies, of_one_event, together
from gold import APART, body, gold_figures, sentences, translated_share, write_pages
from metrics import b_cubed, nearest_group, paraphrase_figures, rebuilt_counts, share
from running import ROOT, cluster, syndicate
from written import Figures, body_figures, column, derivation_figures, group_figures, groups, rows

from syndicate import schema
from syndicate.compare.residue import residue
from syndicate.settings import Settings
from syndicate.text.indexing import index_articles

Measure = Callable[[Path, Path], Figures]


@dataclass(frozen=True, slots=True)
class Corpus:
    """A labelled corpus: its files under a base folder, and how it is measured."""

    name: str
    files: tuple[str, ...]
    measure: Measure


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
    clusters, events, bodies = {}, {}, {}
    for story in stories:
        for article in (story["wire"], *story["articles"]):
            name = article["id"]
            clusters[name] = name if article.get("kind") in APART else story["story_id"]
            events[name], bodies[name] = story["story_id"], body(article)
    inputs = scratch / "pages.jsonl"
    write_pages(inputs, [article for story in stories for article in (story["wire"], *story["articles"])])
    cluster(scratch, inputs)
    foreign = {story["story_id"] for story in stories if story["language"] != "en"}
    return {
        **group_figures("cluster", clusters, scratch),
        **group_figures("story", events, scratch),
        **{
            f"{name} F1, wire not English": b_cubed(
                {i: group for i, group in truth.items() if events[i] in foreign}, groups(scratch, name)
            ).f1
            for name, truth in (("cluster", clusters), ("story", events))
        },
        "translated with their wire": translated_share(stories, groups(scratch, "cluster")),
        **body_figures(bodies, scratch),
        **gold_figures(stories, inputs, scratch),
    }


def measure_lost_wires(base: Path, scratch: Path) -> Figures:
    """The wires taken away: how much of them is rebuilt, and how little else, of what derives from them."""
    stories = json.loads((base / "gold/dev.json").read_text(encoding="utf-8"))
    write_pages(scratch / "pages.jsonl", [article for story in stories for article in story["articles"]])
    cluster(scratch, scratch / "pages.jsonl")
    rebuilt = scratch / "rebuilt.csv"
    syndicate("residue", scratch, "--against", "consensus", "--out", scratch / "r.csv", "--rebuilt", rebuilt)
    found, counts = groups(scratch, "cluster"), Counter[str]()
    for story in stories:
        derived = {a["id"]: sentences(a) for a in story["articles"] if a["kind"] not in APART}
        largest, _ = Counter(found[article] for article in derived).most_common(1)[0]
        texts = [(row["text"], row["article"]) for row in rows(rebuilt) if row["cluster"] == largest]
        counts += rebuilt_counts(derived, texts)
    return {
        f"rebuilt, {what}": share(counts[f"{what} right"], counts[f"{what} wanted"])
        for what in ("carried", "of wire")
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
    events, found = column(folder / "events.csv", "id", "event"), groups(scratch, "cluster")
    texts, outlets = (column(scratch / "articles.csv", "article", name) for name in ("body", "outlet"))
    pairs = copies(texts)
    return {
        **group_figures("story", events, scratch),
        "copies together": together(pairs, outlets, found),
        "clusters of one event": of_one_event(found, events, pairs),
    }


def measure_pages(kind: str) -> Measure:
    """The bodies of real pages, given as `text` or as `html`."""

    def measure(base: Path, scratch: Path) -> Figures:
        folder = base / "corpora/pages"
        cluster(scratch, folder / f"{kind}.jsonl")
        lines = (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines()
        return body_figures({row["id"]: row["body"] for row in map(json.loads, lines)}, scratch)

    return measure


def measure_msrp(base: Path, scratch: Path) -> Figures:
    """Pairs of sentences that say the same or not, each sentence an article: is one the other's partner?"""
    labels = rows(base / "corpora/msrp/sentence_pairs.csv")
    truth = [row["label"] == "1" for row in labels]
    return paraphrase_figures(truth, matched([(row["sentence_a"], row["sentence_b"]) for row in labels]))


def matched(pairs: Sequence[tuple[str, str]]) -> list[bool]:
    """Whether the residue of each pair of texts has no sentence that is added."""
    bodies = [text.strip() for pair in pairs for text in pair]
    blank = {**dict.fromkeys(schema.ARTICLES.columns, ""), "language": "en", "n_words": 0, "n_sentences": 0}
    articles = [{**blank, "article": str(i), "body": body} for i, body in enumerate(bodies)]
    corpus = index_articles(schema.ARTICLES.frame(articles), Settings())
    table = residue(corpus, bodies, [(i, i + 1) for i in range(0, len(bodies), 2)])
    added = set(table.filter(pl.col("status") == "added")["article"])
    return [str(i) not in added for i in range(0, len(bodies), 2)]


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


def measure_reliability(base: Path, scratch: Path) -> Figures:
    """How far the cross-validated probabilities of the fit are from the shares observed, in tenths."""
    fitted = json.loads((ROOT / "syndicate/match/weights.json").read_text(encoding="utf-8"))
    gaps = [abs(predicted - observed) for predicted, observed, _ in fitted["reliability"]]
    return {"1 - largest gap in a tenth": 1 - max(gaps), "1 - mean gap": 1 - sum(gaps) / len(gaps)}


def _in(folder: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{folder}/{name}" for name in names)


CORPORA = (
    Corpus("seeds", _in("seeds", "pages", "feed.jsonl", ".labels.csv", ".gold.json"), measure_seeds),
    Corpus("report", ("seeds", "corpora/groundnews/articles.jsonl"), measure_report),
    Corpus("gold", ("gold/dev.json",), measure_gold),
    Corpus("lost wires", ("gold/dev.json",), measure_lost_wires),
    Corpus("lookalikes", _in("gold/lookalikes", "articles.jsonl", "clusters.csv"), measure_lookalikes),
    Corpus(
        "meter",
        _in("corpora/meter", "articles.jsonl", "clusters.csv", "stories.csv", "derivation.csv"),
        measure_meter,
    ),
    Corpus("counter", _in("corpora/counter", "articles.jsonl", "derivation.csv"), measure_counter),
    Corpus("groundnews", _in("corpora/groundnews", "articles.jsonl", "events.csv"), measure_groundnews),
    Corpus("reliability", (), measure_reliability),
    Corpus("msrp", ("corpora/msrp/sentence_pairs.csv",), measure_msrp),
    Corpus("pages-text", _in("corpora/pages", "text.jsonl", "gold.jsonl"), measure_pages("text")),
    Corpus("pages-html", _in("corpora/pages", "html.jsonl", "gold.jsonl"), measure_pages("html")),
)
