"""Reads the facts of articles that a store held before it kept any, and links translations among them.

A store of an older form is led to the newest one without a look at its texts; what that leaves is read
here, some articles in one transaction: a kill loses one such step at most.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from syndicate.flow.alone import sketch_articles
from syndicate.flow.nearness import bins_of
from syndicate.flow.update.regrouping import regroup
from syndicate.flow.update.relinking import read_sketched, relink
from syndicate.store.groups import begin_step
from syndicate.store.reading import read_articles
from syndicate.store.sketches import SketchColumns, facts_known_from, without_facts, write_facts

if TYPE_CHECKING:
    from syndicate.sketch.sketches import Sketches
    from syndicate.store.file import Store

ARTICLES_A_STEP: Final = 5000


def catch_up(store: Store, told: str) -> None:
    """Read what is missing, the newest first: its groups are those of one batch then. `told` is the time."""
    while _catch_up_some(store, told):
        pass


def _catch_up_some(store: Store, told: str) -> bool:
    with store.writing() as connection:
        if not (wanted := without_facts(connection, ARTICLES_A_STEP)):
            return False
        numbers, articles = read_articles(connection, wanted)
        _, sketched = sketch_articles(articles, numbers.to_numpy(), store.settings)
        bins, columns = bins_of(sketched.words, store.settings), SketchColumns(*sketched.facts)
        write_facts(connection, bins, sketched.languages.tolist(), columns)
        facts_known_from(connection, min(wanted))
        none = read_sketched(connection, [], store.settings)
        by_facts = sketched._replace(words=_without_words(sketched.words))
        touched = relink(connection, by_facts, none, store.settings)
        regroup(connection, touched.union(wanted), store.settings, begin_step(connection), told)
    return True


def _without_words(words: Sketches) -> Sketches:
    """The same articles, near nobody by their words: by those they are linked already."""
    return words._replace(
        bands=np.zeros_like(words.bands),
        bounds=np.zeros_like(words.bounds),
        terms=words.terms[:0],
        weights=words.weights[:0],
    )
