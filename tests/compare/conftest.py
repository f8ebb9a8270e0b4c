"""Corpora for the tests of comparison: articles given as plain texts, indexed as the product does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from syndicate import schema
from syndicate.settings import Settings
from syndicate.text.indexing import index_articles

if TYPE_CHECKING:
    from collections.abc import Callable

    from syndicate.corpus import Corpus


@pytest.fixture(scope="session")
def index() -> Callable[..., Corpus]:
    """index(*bodies, language="en") is their corpus; article i is named ai."""

    def build(*bodies: str, language: str = "en") -> Corpus:
        n = len(bodies)
        columns: dict[str, list[str] | list[int]] = {name: [""] * n for name in schema.ARTICLES.columns}
        columns |= {"article": [f"a{i}" for i in range(n)], "language": [language] * n, "body": list(bodies)}
        columns |= {"n_words": [0] * n, "n_sentences": [0] * n}
        return index_articles(schema.ARTICLES.frame(columns), Settings())

    return build
