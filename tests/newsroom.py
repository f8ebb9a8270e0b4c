"""A small newsroom for tests of stores: a week of invented reports, copied, trimmed, reworded, translated."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import polars as pl
from invented import HARBOUR, ORCHARD, RUSSIAN, page, pages

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


def report(draw: random.Random) -> tuple[list[str], list[str]]:
    """The sentences of a report that nobody else has, in English and in Spanish."""
    place, person, other = draw.choice(PLACES), *draw.sample(PEOPLE, 2)
    trade, thing, n = draw.choice(TRADES), draw.choice(THINGS), draw.randint(11, 990)
    doing = draw.choice(DOINGS).format(thing=thing, n=n)
    hours, years, people = draw.randint(3, 30), draw.randint(2, 19), draw.randint(200, 9000)
    end, failed, votes = draw.randint(2027, 2031), draw.randint(1999, 2020), draw.randint(2, 40)
    return [
        f"The {trade} of {place} {doing} on Tuesday, after {hours} hours of talks.",
        f'"We have waited {years} years for this," said {person}, who leads the {trade}.',
        f"The mayor of {place}, {other}, called the decision about the {thing} late but welcome.",
        f"Some {people} people live from the {thing}, according to the town's own figures.",
        f"Work at the {thing} is to end in {end}, cost each household {n * 3} crowns.",
        f"A vote of the {trade} failed in {failed} by {votes} votes.",
    ], [
        f"Los trabajadores de {place} votaron el martes, tras {hours} horas de conversaciones.",
        f'"Hemos esperado {years} años para esto", dijo {person}, que dirige el gremio.',
        f"El alcalde de {place}, {other}, calificó la decisión de tardía pero bienvenida.",
        f"Unas {people} personas viven de ello, según las cifras del propio ayuntamiento.",
        f"Las obras terminarán en {end} y costarán a cada hogar {n * 3} coronas.",
        f"Una votación del gremio fracasó en {failed} por {votes} votos.",
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
    """n >= 4 pages of about n / 3 stories over a week; some without a time, with a day alone, or empty."""
    draw = random.Random(seed)  # noqa: S311 (no secret)
    rows = []
    for k in range(n - 4):
        if k % 3 == 0:
            (sentences, translated), day = report(draw), draw.randint(10, 16)
        language = "es" if k % 6 == 5 else "en"
        told = translated if language == "es" else sentences
        text = " ".join(retold(draw, told) or told)
        time = draw.choice(("", f"2026-02-{day}", *[f"2026-02-{day}T{draw.randint(10, 23)}:15:00Z"] * 6))
        outlet = f"Outlet {draw.randint(1, 9)}"
        rows.append(
            page(f"p{k}", text, outlet=outlet, url=f"https://{k}.example/", published=time, language=language)
        )
    rows += [page("h", HARBOUR, published="2026-02-12T10:00:00Z"), page("r", RUSSIAN), page("o", ORCHARD),
             page("e", "Hm.")]  # fmt: skip
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
