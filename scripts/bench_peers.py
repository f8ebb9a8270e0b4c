"""Each peer in its fastest documented use: texts -> signatures of 128 slots over word 5-shingles.

A peer that is not installed raises ImportError, and is named as skipped. Where a peer has no word shingles of
its own it is given them as Python makes them fastest.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import polars as pl
    from numpy.typing import NDArray

SLOTS, SHINGLE = 128, 5
BANDS, ROWS = 32, 4
_WORD: Final = re.compile(r"\w+")
_NO_WORD: Final = re.compile(r"\W", re.UNICODE)


class Peer(NamedTuple):
    """One way to sign texts, and how to read what it gives."""

    sign: Callable[[Sequence[str]], Any]
    slots: Callable[[Any], NDArray[Any]] | None = None  # (texts, SLOTS); None where it keeps them to itself


def shingle_texts(text: str) -> list[str]:
    """The word 5-shingles of a text as strings."""
    words = _WORD.findall(text.lower())
    return [" ".join(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))]


def ours(texts: Sequence[str] | pl.Series) -> NDArray[np.uint32]:
    """syndicate: a column of strings to signatures; one thread."""
    import polars as pl

    from syndicate.flow.signing import sign_texts

    column = texts if isinstance(texts, pl.Series) else pl.Series(texts, dtype=pl.String)
    return sign_texts(column, threads=1)[0]


def datasketch(texts: Sequence[str]) -> list[Any]:
    """datasketch: MinHash.bulk with xxh32 and its 32-bit scheme."""
    import xxhash
    from datasketch import MinHash

    shingles = [{shingle.encode() for shingle in shingle_texts(text)} for text in texts]
    found: list[Any] = MinHash.bulk(
        shingles, num_perm=SLOTS, hashfunc=xxhash.xxh32_intdigest, scheme="affine32"
    )
    return found


def rensa(texts: Sequence[str]) -> list[Any]:
    """rensa: RMinHash."""
    from rensa import RMinHash

    found = []
    for text in texts:
        sketch = RMinHash(num_perm=SLOTS, seed=1)
        sketch.update(shingle_texts(text))
        found.append(sketch.digest())
    return found


def gaoya(texts: Sequence[str]) -> Any:
    """gaoya: its string index, which shingles by itself (and inserts as well)."""
    from gaoya.minhash import MinHashStringIndex

    index = MinHashStringIndex(
        hash_size=32,
        num_bands=BANDS,
        band_size=ROWS,
        analyzer="word",
        lowercase=True,
        ngram_range=(SHINGLE, SHINGLE),
    )
    index.par_bulk_insert_docs(list(range(len(texts))), list(texts))
    return index


def daft(texts: Sequence[str]) -> Any:
    """daft: normalize and minhash, both native."""
    import daft as engine

    column = engine.col("text").normalize(remove_punct=True, lowercase=True, white_space=True)
    frame = engine.from_pydict({"text": list(texts)})
    return frame.select(column.minhash(num_hashes=SLOTS, ngram_size=SHINGLE).alias("slots")).collect()


def text_dedup(texts: Sequence[str]) -> list[NDArray[Any]]:
    """text-dedup 0.4's `embed_func`, with the faster of its hashes and 32 bits.

    Written anew from its documentation: the package asks for Spark and for old releases of what others need.
    """
    import xxhash

    draw = np.random.RandomState(42)
    prime, mask = np.uint32((1 << 32) - 5), np.uint32((1 << 32) - 1)
    a = draw.randint(1, prime, SLOTS, dtype=np.uint32)
    b = draw.randint(0, prime, SLOTS, dtype=np.uint32)
    found = []
    for text in texts:
        words = _NO_WORD.split(text.lower())
        grams = zip(*(words[k:] for k in range(SHINGLE)), strict=False) if len(words) >= SHINGLE else [words]
        shingles = {" ".join(gram).encode() for gram in grams}
        hashes = np.array([xxhash.xxh3_64_intdigest(gram) & 0xFFFFFFFF for gram in shingles], np.uint32)
        turned = (hashes[:, None] * a + b) % prime & mask
        found.append(np.vstack([turned, np.full(SLOTS, mask, np.uint32)]).min(axis=0))
    return found


def polars(texts: Sequence[str]) -> Any:
    """polars: words, shingles, hashes and 128 minima as expressions."""
    import polars as pl

    from syndicate.settings import Settings
    from syndicate.sketch.signature import permutations

    words = pl.LazyFrame({"text": list(texts)}).with_row_index("row")
    words = words.with_columns(pl.col("text").str.to_lowercase().str.extract_all(r"\w+")).explode("text")
    hashed = words.select("row", word=pl.col("text").hash())
    # Five numbers below 2**57 have a sum below 2**64; a shingle that reaches into the next text goes.
    turned = [pl.col("word").shift(-k) // (128 + k) for k in range(SHINGLE)]
    of_one = pl.col("row") == pl.col("row").shift(1 - SHINGLE)
    hashed = hashed.with_columns(hash=pl.sum_horizontal(turned).hash() & 0x7FFFFFFF).filter(of_one)
    slots = [
        ((pl.col("hash") * int(a) + int(b)) & 0xFFFFFFFF).min().alias(str(p))
        for p, (a, b) in enumerate(zip(*permutations(Settings()), strict=True))
    ]
    return hashed.group_by("row").agg(slots).collect()


def _stacked(rows: Sequence[Any]) -> NDArray[Any]:
    return np.array([getattr(row, "hashvalues", row) for row in rows])


PEERS: Final[Mapping[str, Peer]] = {
    "syndicate": Peer(ours, np.asarray),
    "datasketch": Peer(datasketch, _stacked),
    "rensa": Peer(rensa, _stacked),
    "gaoya": Peer(gaoya),
    "daft": Peer(daft, lambda found: np.array(found.to_pydict()["slots"])),
    "text-dedup": Peer(text_dedup, _stacked),
    "polars": Peer(polars, lambda found: found.sort("row").drop("row").to_numpy()),
}


def index_datasketch(signatures: Sequence[Any]) -> set[tuple[int, int]]:
    """datasketch: MinHashLSH of 32 bands of 4; the pairs that share one."""
    from datasketch import MinHashLSH

    index = MinHashLSH(num_perm=SLOTS, params=(BANDS, ROWS))
    with index.insertion_session() as session:
        for i, signature in enumerate(signatures):
            session.insert(i, signature, check_duplication=False)
    return {(i, j) for i, signature in enumerate(signatures) for j in index.query(signature) if i < j}


def index_ours(signatures: NDArray[np.uint32]) -> NDArray[np.int32]:
    """syndicate: sorted band keys, one thread, no time window."""
    from syndicate.settings import Settings
    from syndicate.sketch.lsh import lsh_pairs
    from syndicate.sketch.timeline import read_timeline

    n = len(signatures)
    timeline = read_timeline(np.full(n, np.nan), np.zeros(n), 0.0)
    return lsh_pairs(signatures, np.ones(n, np.int32), timeline, Settings(), threads=1).pairs
