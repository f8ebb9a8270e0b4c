"""Fits the table of kindred words: which terms keep the same company in a large body of news.

    python scripts/fit_words.py MATERIAL [--write]

MATERIAL is the folder of the labelled corpora; the terms are counted in corpora/speed.parquet. Positive
pointwise mutual information of terms at most five words apart, smoothed and cut to its largest dimensions by
a singular value decomposition (Levy, Goldberg and Dagan, "Improving distributional similarity with lessons
learned from word embeddings", TACL 2015). --write puts the table, with the digest of what it was fitted on,
into syndicate/compare/company.npz: hashes of terms and small whole numbers, no text.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy import sparse
from scipy.sparse.linalg import svds

from syndicate import schema
from syndicate.compiled import compiled
from syndicate.settings import Settings
from syndicate.text.indexing import index_articles

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Ints = NDArray[np.int32]

TABLE = Path(__file__).parents[1] / "syndicate" / "compare" / "company.npz"
MOST_TERMS = 24_000
LEAST_USES = 20
CHARACTERS = 6000  # of an article, from its start
ARTICLES_AT_A_TIME = 3000
WORDS_AT_A_TIME = 1_500_000
REACH = 5  # words between two terms that keep company, at most; the nearer, the more it counts
SMOOTHING = 0.75  # of the frequencies of contexts: rare ones say too much otherwise
LEAST_MET = 1.0  # meetings below which two terms met by chance
DIMENSIONS = 16
SHOWN = ("share", "jail", "storm", "vote", "doctor")  # stems


def read_terms(path: Path) -> tuple[NDArray[np.uint64], Ints, dict[int, str]]:
    """(hashes of the terms, in ascending order; the terms of all words by number, -1 for none; texts)."""
    parts, texts = [], dict[int, str]()
    bodies = pl.read_parquet(path, columns=["text"])["text"].fill_null("").str.slice(0, CHARACTERS)
    blank = {**dict.fromkeys(schema.ARTICLES.columns, ""), "language": "en", "n_words": 0, "n_sentences": 0}
    for low in range(0, len(bodies), ARTICLES_AT_A_TIME):
        batch = bodies[low : low + ARTICLES_AT_A_TIME].to_list()
        articles = [{**blank, "article": str(i), "body": body} for i, body in enumerate(batch)]
        corpus = index_articles(schema.ARTICLES.frame(articles), Settings())
        hashes = np.append(corpus.term_hashes, np.uint64(0))
        parts.append(hashes[corpus.terms])  # the last stands for none
        texts |= dict(zip(corpus.term_hashes.tolist(), corpus.term_texts, strict=True))
    words = np.concatenate(parts)
    known, places, uses = np.unique(words, return_inverse=True, return_counts=True)
    uses[known == 0] = 0
    chosen = np.sort(np.argsort(-uses, kind="stable")[:MOST_TERMS])
    chosen = chosen[uses[chosen] >= LEAST_USES]
    numbers = np.full(len(known), -1, np.int32)
    numbers[chosen] = np.arange(len(chosen))
    return known[chosen], numbers[places], texts


@compiled
def _meetings(terms: Ints, ends: tuple[Ints, Ints], weights: NDArray[np.float32]) -> int:
    """Write every two terms that stand near each other, and how near; returns their number."""
    n = 0
    for i in range(len(terms)):
        for step in range(1, min(REACH + 1, len(terms) - i)):
            if terms[i] >= 0 and terms[i + step] >= 0:
                ends[0][n], ends[1][n], weights[n] = terms[i], terms[i + step], 1.0 / step
                n += 1
    return n


def company(terms: Ints, n_terms: int) -> sparse.csr_matrix:
    """How often every two terms meet, (n, n), the same both ways."""
    total = sparse.csr_matrix((n_terms, n_terms), dtype=np.float32)
    for low in range(0, len(terms), WORDS_AT_A_TIME):
        some = terms[low : low + WORDS_AT_A_TIME]
        room = len(some) * REACH
        ends, weights = (np.empty(room, np.int32), np.empty(room, np.int32)), np.empty(room, np.float32)
        n = _meetings(some, ends, weights)
        total += sparse.coo_matrix((weights[:n], (ends[0][:n], ends[1][:n])), shape=total.shape).tocsr()
    total += total.T
    total.data[total.data < LEAST_MET] = 0
    total.eliminate_zeros()
    return total


def vectors(met: sparse.csr_matrix) -> NDArray[np.int8]:
    """A vector for each term, (n, DIMENSIONS), of length 127 or so; 0 for one that keeps no company."""
    uses = np.asarray(met.sum(axis=1)).ravel().astype(float)
    smoothed = uses**SMOOTHING
    smoothed *= uses.sum() / smoothed.sum()
    cells = met.tocoo()
    surprise = np.log(cells.data * uses.sum() / (uses[cells.row] * smoothed[cells.col]))
    kept = surprise > 0
    matrix = sparse.csr_matrix(
        (surprise[kept].astype(np.float32), (cells.row[kept], cells.col[kept])), met.shape
    )
    left, strength, _ = svds(matrix, k=DIMENSIONS, random_state=0)
    found = (left * np.sqrt(strength))[:, ::-1]  # the largest dimension first
    length = np.linalg.norm(found, axis=1, keepdims=True)
    return np.asarray(np.round(127 * found / np.maximum(length, 1e-9)), np.int8)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("material", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    source = options.material / "corpora" / "speed.parquet"
    hashes, terms, texts = read_terms(source)
    found = vectors(company(terms, len(hashes)))
    names = [texts[h] for h in hashes.tolist()]
    print(f"{len(names)} terms")
    for word in SHOWN:
        row = names.index(word)
        near = np.argsort(-(found.astype(int) @ found[row].astype(int)))[:8]
        print(f"{names[row]}: {', '.join(names[i] for i in near if i != row)}")
    if options.write:
        digest = hashlib.sha256(source.read_bytes()).hexdigest()
        fitted = {"corpora/speed.parquet": digest}
        np.savez_compressed(TABLE, hashes=hashes, vectors=found, fitted_on=np.array([*fitted.items()]))


if __name__ == "__main__":
    main()
