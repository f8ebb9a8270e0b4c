"""Fits the weights that say who took from whom, and says how often they are right on stories left out.

    .venv/bin/python scripts/fit_direction.py MATERIAL

MATERIAL is the folder of the labelled corpora. Prints the weights fitted on all stories beside those of
syndicate/match/direction.py, and what either names right; writes nothing. Truth is the labelled set with its
wires and without them, each story with three articles more that shorten another outlet's version, and
newspapers against the agency's text (METER). Folds are whole stories: each article is judged by weights that
have seen nothing of its story.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from gold import APART, body
from labelled import rows
from scipy.optimize import minimize

from syndicate import schema
from syndicate.flow.detect import detect
from syndicate.flow.measure.comparing import members
from syndicate.flow.measure.deriving import gather, grouped
from syndicate.flow.measure.originals import with_reports
from syndicate.match.direction import BIAS, WEIGHTS, choose, signs
from syndicate.sources import read

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import polars as pl
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

FOLDS: Final = 6
RIDGE: Final = (
    0.001  # pull of a weight to 0, beside the mean log likelihood: .0005 to .005 are as right left out
)
AGAINST: Final = ("credits another", "later")  # signs that sense lets speak against a source only
UNFITTED: Final = ("named",)  # seen too seldom
SHORTENED: Final = ("edited", "rewritten", "mixed")  # the versions that somebody else shortens
KEPT: Final = 0.6  # of their sentences
SURE: Final = 0.8
MISSED: Final = -2  # the true source is no candidate: not clustered with the article
NOBODY: Final = -1  # no article of the group is the source


@dataclass(frozen=True, slots=True, eq=False)
class Choices:
    """N articles, each with the candidates it chooses among."""

    corpus: str
    article: Ints  # K, whose candidate: 0..N-1
    signs: Floats  # (K, F), in the order of WEIGHTS
    truth: Ints  # N, a candidate, NOBODY or MISSED
    story: list[str]  # N

    def of(self, chosen: NDArray[np.bool_]) -> Choices:
        """Those of some of the articles."""
        number, mine = np.cumsum(chosen) - 1, chosen[self.article]
        place = np.append(np.cumsum(mine) - 1, [MISSED, NOBODY])  # -2 and -1 stay what they are
        stories = [story for story, own in zip(self.story, chosen.tolist(), strict=True) if own]
        return Choices(
            self.corpus, number[self.article[mine]], self.signs[mine], place[self.truth[chosen]], stories
        )


def read_choices(
    corpus: str, pages: pl.DataFrame, source: Mapping[str, str], story: Mapping[str, str]
) -> Choices:
    """The choices of the articles in `source`: by id, the true source's id, or "" for nobody."""
    found = detect(pages)
    group = grouped(with_reports(members(found), found.articles), found.articles)
    candidates, _ = gather(group, found.pairs)
    ids = list(group.corpus.articles)
    asked = [i for i, name in enumerate(ids) if name in source]
    number = np.full(len(ids), -1)
    number[asked] = np.arange(len(asked))
    mine = number[candidates.article] >= 0
    told = signs(candidates)
    columns = np.column_stack([told[name] for name in WEIGHTS])[mine]
    article = number[candidates.article[mine]]
    pairs = zip(article.tolist(), candidates.source[mine].tolist(), strict=True)
    place = {(i, ids[j]): k for k, (i, j) in enumerate(pairs)}
    truth = [
        place.get((n, source[ids[i]]), MISSED) if source[ids[i]] else NOBODY for n, i in enumerate(asked)
    ]
    return Choices(corpus, article, columns, np.array(truth, np.int64), [story[ids[i]] for i in asked])


def gold(path: Path, *, wires: bool) -> Choices:
    """The labelled set, with its wires or without, and versions that are shortened once more."""
    pages: list[dict[str, Any]] = []
    source, story = dict[str, str](), dict[str, str]()
    for tale in json.loads(path.read_text(encoding="utf-8")):
        told = [*([tale["wire"]] if wires else []), *tale["articles"]]
        short = [shortened(a, n) for n, a in enumerate(told) if a.get("kind") in SHORTENED]
        for a in (*told, *short):
            named = {key: a[key] for key in ("outlet", "published", "title")}
            blank = dict.fromkeys(schema.PAGES.columns, "")
            pages.append({**blank, **named, "article": a["id"], "text": body(a), "markup": False})
            derives = wires and a.get("kind", "wire") not in ("wire", *APART)
            source[a["id"]] = a.get("source", tale["wire"]["id"] if derives else "")
            story[a["id"]] = tale["story_id"]
    return read_choices("gold" if wires else "gold, no wire", schema.PAGES.frame(pages), source, story)


def shortened(article: Mapping[str, Any], n: int) -> dict[str, Any]:
    """The front of a version, as another outlet could have taken it over within some hours."""
    own = article["sentences"]
    first, clock, rest = article["published"][:11], article["published"][11:13], article["published"][13:]
    later = f"{first}{min(int(clock) + 3, 23):02}{rest}"
    return {
        **article, "id": f"{article['id']}-short", "outlet": f"The Shorter Paper {n}", "published": later,
        "sentences": own[: max(3, round(KEPT * len(own)))], "source": article["id"],
    }  # fmt: skip


def meter(folder: Path) -> Choices:
    """Newspapers against the agency's text, derived from it or not."""
    source, story = dict[str, str](), dict[str, str]()
    for row in rows(folder / "derivation.csv"):
        source[row["article"]] = row["source"] if row["label"] == "derived" else ""
        story[row["article"]] = row["source"]
    return read_choices("meter", read([folder / "articles.jsonl"]).pages, source, story)


def labelled(folder: Path) -> list[Choices]:
    """The choices of all labelled corpora."""
    stories = folder / "gold/dev.json"
    return [gold(stories, wires=True), gold(stories, wires=False), meter(folder / "corpora/meter")]


def fit(corpora: Sequence[Choices]) -> Floats:
    """(F + 1) weights, the bias last, of largest mean log likelihood; corpora weigh alike.

    Of an article whose source was missed nothing is learnt.
    """
    names, fixed = list(WEIGHTS), len(WEIGHTS)
    at = np.array([*WEIGHTS.values(), BIAS])
    bounds = [(None, 0.0) if name in AGAINST else (0.0, None) for name in names] + [(None, None)]
    for k, name in enumerate(names):
        if name in UNFITTED:
            bounds[k] = (at[k], at[k])
    known = [c.of(c.truth != MISSED) for c in corpora]

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = (
            RIDGE * (weights[:fixed] @ weights[:fixed]),
            np.append(2 * RIDGE * weights[:fixed], 0.0),
        )
        for c in known:
            lost, down = surprise(c, weights)
            total, slope = total + lost / len(known), slope + down / len(known)
        return float(total), slope

    found: Floats = minimize(loss, at, jac=True, bounds=bounds, method="L-BFGS-B").x
    return found


def surprise(c: Choices, weights: Floats) -> tuple[float, Floats]:
    """(mean negative log likelihood of the true choices, its slope by the weights)."""
    n, x = max(1, len(c.truth)), np.column_stack([c.signs, np.ones(len(c.signs))])
    odds = x @ weights
    top = np.zeros(len(c.truth))
    np.maximum.at(top, c.article, odds)
    shifted, total = np.exp(odds - top[c.article]), np.exp(-top)
    np.add.at(total, c.article, shifted)
    told = np.flatnonzero(c.truth >= 0)
    log_true = -top
    log_true[told] = odds[c.truth[told]] - top[told]
    slope = (shifted / total[c.article]) @ x - x[c.truth[told]].sum(axis=0)
    return float((np.log(total) - log_true).sum()) / n, slope / n


def left_out(corpora: Sequence[Choices]) -> list[tuple[Ints, Floats]]:
    """By corpus, `choose` of every article by weights fitted without its story."""
    fold = {story: k % FOLDS for k, story in enumerate(sorted({s for c in corpora for s in c.story}))}
    folds = [np.array([fold[s] for s in c.story]) for c in corpora]
    found = [(np.full(len(c.truth), NOBODY), np.full(len(c.truth), np.nan)) for c in corpora]
    for k in range(FOLDS):
        weights = fit([c.of(f != k) for c, f in zip(corpora, folds, strict=True)])
        for c, f, (best, certainty) in zip(corpora, folds, found, strict=True):
            chosen, sure = named(c, weights)
            best[f == k], certainty[f == k] = chosen[f == k], sure[f == k]
    return found


def named(c: Choices, weights: Floats) -> tuple[Ints, Floats]:
    """`choose` by these weights."""
    return choose(c.article, c.signs @ weights[:-1] + weights[-1], len(c.truth))


def figures(c: Choices, best: Ints, certainty: Floats) -> dict[str, float]:
    """How often the source that is named is the true one, by certainty; and how often none is named.

    `right`: of all articles, the true source or, where nobody is it, nobody.
    """
    told, true, sure = best >= 0, best == c.truth, np.nan_to_num(certainty) >= SURE
    return {
        "articles": float(len(c.truth)),
        "right": share(true | ((c.truth == NOBODY) & ~told)),
        "named right": share(true[told]),
        "named right, unsure": share(true[told & ~sure]),
        "named right, sure": share(true[told & sure]),
        "unknown": share(~told),
        "unknown, has a source": share(~told[c.truth != NOBODY]),
    }


def share(hits: NDArray[np.bool_]) -> float:
    """Of nothing, NaN."""
    return float(hits.mean()) if len(hits) else float("nan")


def table(corpora: Sequence[Choices], found: Sequence[tuple[Ints, Floats]]) -> str:
    """A line for each corpus."""
    lines = []
    for c, (best, certainty) in zip(corpora, found, strict=True):
        told = ", ".join(f"{name} {value:.3g}" for name, value in figures(c, best, certainty).items())
        lines.append(f"  {c.corpus:14} {told}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("material", type=Path)
    corpora = labelled(parser.parse_args().material)
    now, fitted = np.array([*WEIGHTS.values(), BIAS]), fit(corpora)
    for name, *both in zip((*WEIGHTS, "bias"), now, fitted, strict=True):
        print(f"{name:26} now {both[0]:6.2f}  fitted {both[1]:6.2f}")
    print("as they are now\n" + table(corpora, [named(c, now) for c in corpora]))
    print("fitted, stories left out\n" + table(corpora, left_out(corpora)))


if __name__ == "__main__":
    main()
