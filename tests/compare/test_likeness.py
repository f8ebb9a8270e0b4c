from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from retellings import RETOLD, WIRE

from syndicate.compare import likeness
from syndicate.compare.layout import lay_out
from syndicate.compare.likeness import PAIR_FEATURES, pair_features, share_tables
from syndicate.compare.postings import Postings, read_postings
from syndicate.corpus import CAPITAL, NUMBER, QUOTED

if TYPE_CHECKING:
    from collections.abc import Callable

    from syndicate.corpus import Corpus


def sizes(corpus: Corpus) -> list[int]:
    return [int(n) for n in np.diff(corpus.sentence_bounds)]


def entries(postings: Postings, article: int) -> list[tuple[int, int, int, int, float]]:
    """(root, term, sentence, marks, weight) of an article's postings."""
    own = slice(*postings.bounds[article : article + 2])
    columns = (postings.roots, postings.terms, postings.sentences, postings.marks, postings.weights)
    return list(zip(*(c[own].tolist() for c in columns), strict=True))


def plain_shared(postings: Postings, n: int, m: int) -> dict[str, np.ndarray]:
    """The table of terms between articles 0 and 1, posting by posting."""
    a, b = entries(postings, 0), entries(postings, 1)
    table = {name: np.zeros((n, m)) for name in ("weight", "local", "rarest", "names", "quotes")}
    for root, term, i, marks, weight in a:
        used = sum(e[0] == root for e in a) + sum(e[0] == root for e in b)
        rarity = max(0.0, np.log((n + m + 1) / max(2, used)) / np.log((n + m + 1) / 2))
        for other_root, other_term, j, other_marks, other_weight in b:
            if root != other_root:
                continue
            shared = min(weight, other_weight) * (1.0 if term == other_term else likeness.RELATED)
            table["weight"][i, j] += shared
            table["local"][i, j] += shared * rarity
            table["rarest"][i, j] = max(table["rarest"][i, j], shared * rarity)
            table["names"][i, j] += shared * rarity * bool(marks & other_marks & (CAPITAL | NUMBER))
            table["quotes"][i, j] += shared * bool(marks & other_marks & QUOTED)
    return table


def test_kernel_and_plain_python_agree(index: Callable[..., Corpus]) -> None:
    corpus = index(RETOLD, WIRE)
    postings = read_postings(corpus, [RETOLD, WIRE], [0, 1])
    n, m = sizes(corpus)
    tables = share_tables(postings, lay_out(corpus.sentence_bounds, [(0, 1)]))
    for name, expected in plain_shared(postings, n, m).items():
        assert tables.shared[name].reshape(n, m) == pytest.approx(expected, rel=1e-5), name
    assert tables.rows["words"].tolist() == [sum(e[2] == i for e in entries(postings, 0)) for i in range(n)]


def test_the_features_are_the_same_both_ways(index: Callable[..., Corpus]) -> None:
    corpus = index(RETOLD, WIRE)
    postings = read_postings(corpus, [RETOLD, WIRE], [0, 1])
    n, m = sizes(corpus)
    features = pair_features(share_tables(postings, lay_out(corpus.sentence_bounds, [(0, 1), (1, 0)])))
    x, y = features[: n * m].reshape(n, m, -1), features[n * m :].reshape(m, n, -1)
    assert x.shape == (n, m, len(PAIR_FEATURES))
    assert x == pytest.approx(y.transpose(1, 0, 2))
    assert np.isfinite(x).all()


def test_related_words_count_half(index: Callable[..., Corpus]) -> None:
    bodies = ["Kerunda", "Kerundan", "Kerunda"]
    corpus = index(*bodies)
    postings = read_postings(corpus, bodies, [0, 1, 2])
    same, related = share_tables(postings, lay_out(corpus.sentence_bounds, [(0, 2), (0, 1)])).shared["weight"]
    assert 0 < related == pytest.approx(same * likeness.RELATED, rel=0.2)


def test_sentences_without_words(index: Callable[..., Corpus]) -> None:
    bodies = ["...", "— — —"]
    corpus = index(*bodies)
    layout = lay_out(corpus.sentence_bounds, [(0, 1)])
    tables = share_tables(read_postings(corpus, bodies, [0, 1]), layout)
    assert tables.shared["weight"].tolist() == [0]
    assert np.isfinite(pair_features(tables)).all()
