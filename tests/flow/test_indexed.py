"""The words of articles are read as a step that counts them."""

from __future__ import annotations

from detections import article
from invented import HARBOUR

from syndicate.flow.indexed import indexed
from syndicate.schema import ARTICLES
from syndicate.settings import Settings
from syndicate.text.indexing import index_articles


def test_it_counts_up_to_all() -> None:
    articles = ARTICLES.frame([article(str(n), body=10 * HARBOUR) for n in range(700)])
    heard: list[tuple[object, ...]] = []
    corpus = indexed(articles, lambda *told: heard.append(told))
    assert heard[0] == ("index", 700)
    assert heard[-1] == ("index", 700, 700)
    assert len(heard) > 3
    assert all(told[:2] == ("index", 700) for told in heard)
    assert sorted(set(heard[1:])) == heard[1:]
    assert corpus.articles == index_articles(articles, Settings()).articles


def test_nothing_to_read() -> None:
    assert indexed(ARTICLES.empty(), lambda *_: None).n_articles == 0
