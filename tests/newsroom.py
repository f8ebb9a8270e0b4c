"""A small newsroom for the tests of stores: a week of invented reports, copied, trimmed, reworded."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import polars as pl
from invented import HARBOUR, ORCHARD, page, pages

if TYPE_CHECKING:
    from collections.abc import Sequence

    from syndicate.flow.detect import Detection

PLACES = ("Port Wessel", "Tarnby", "Lenne", "Orsk Bay", "Velden")
PEOPLE = ("Mina Dorrit", "Aron Pell", "Ruta Samuelsen", "Ilka Brandt", "Jonas Weer")
TRADES = ("pilots", "dockers", "bakers", "growers", "teachers")
THINGS = ("breakwater", "ferry terminal", "grain silo", "tram depot", "reservoir")
DOINGS = (
    "voted for a strike over pensions",
    "approved the plan for a new {thing}",
    "rejected the sale of the {thing}",
    "asked the court to stop work on the {thing}",
    "agreed to pay {n} million crowns for the {thing}",
)


def report(draw: random.Random) -> list[str]:
    """The sentences of a report that nobody else has."""
    place, person, other = draw.choice(PLACES), *draw.sample(PEOPLE, 2)
    trade, thing, n = draw.choice(TRADES), draw.choice(THINGS), draw.randint(11, 990)
    doing = draw.choice(DOINGS).format(thing=thing, n=n)
    return [
        f"The {trade} of {place} {doing} on Tuesday, after {draw.randint(3, 30)} hours of talks.",
        f'"We have waited {draw.randint(2, 19)} years for this," said {person}, who leads the {trade}.',
        f"The mayor of {place}, {other}, called the decision about the {thing} late but welcome.",
        f"Some {draw.randint(200, 9000)} people live from the {thing}, according to the town's own figures.",
        f"Work at the {thing} is to end in {draw.randint(2027, 2031)}, cost each household {n * 3} crowns.",
        f"A vote of the {trade} failed in {draw.randint(1999, 2020)} by {draw.randint(2, 40)} votes.",
    ]


def retold(draw: random.Random, sentences: Sequence[str]) -> list[str]:
    """The report as another outlet has it."""
    kind = draw.randrange(3)
    if kind == 0:
        return list(sentences)
    if kind == 1:
        return list(sentences[: draw.randint(2, 5)])
    return [
        s.replace(" on Tuesday", "").replace("said", "told reporters")
        for s in sentences
        if draw.random() < 0.8
    ]


def news(n: int, seed: int = 1) -> pl.DataFrame:
    """n >= 3 pages of about n / 3 stories over a week; some without a time, with a day alone, or empty."""
    draw = random.Random(seed)  # noqa: S311 (no secret)
    rows = []
    for k in range(n - 3):
        if k % 3 == 0:
            sentences, day = report(draw), draw.randint(10, 16)
        text = " ".join(retold(draw, sentences) or sentences)
        time = draw.choice(("", f"2026-02-{day}", *[f"2026-02-{day}T{draw.randint(10, 23)}:15:00Z"] * 6))
        outlet = f"Outlet {draw.randint(1, 9)}"
        rows.append(
            page(f"p{k}", text, outlet=outlet, url=f"https://{k}.example/", published=time, language="en")
        )
    rows += [page("h", HARBOUR, published="2026-02-12T10:00:00Z"), page("o", ORCHARD), page("e", "Hm.")]
    return pages(*rows)


def groups(clusters: pl.DataFrame, column: str) -> list[list[str]]:
    """The articles of each group, sorted."""
    return sorted(clusters.group_by(column).agg(pl.col("article").sort())["article"].to_list())


def differences(found: Detection, batch: Detection) -> list[str]:
    """What a store has otherwise than one batch: nothing, by name of the table; ids of groups may differ."""
    keys = {"articles": ["article"], "pairs": ["a", "b"], "links": ["a", "b"]}
    odd = [name for name, by in keys.items()
           if not getattr(found, name).sort(by).equals(getattr(batch, name).sort(by))]  # fmt: skip
    odd += [
        name for name in ("cluster", "story") if groups(found.clusters, name) != groups(batch.clusters, name)
    ]
    roles = [d.clusters.drop("cluster", "story").sort("article") for d in (found, batch)]
    return odd + ([] if roles[0].equals(roles[1]) else ["roles"])
