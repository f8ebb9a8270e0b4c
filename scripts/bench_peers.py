"""Each peer in its fastest documented use: texts -> signatures of 128 slots over word 5-shingles.

A peer that is not installed raises ImportError, and is named as skipped. Where a peer has no word shingles of
its own it is given them as Python makes them fastest.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    import numpy as np
    import polars as pl
    from numpy.typing import NDArray

SLOTS, SHINGLE = 128, 5
_WORD: Final = re.compile(r"\w+")


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
        num_bands=32,
        band_size=4,
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
    return frame.select(column.minhash(num_hashes=SLOTS, ngram_size=SHINGLE)).collect()


def polars(texts: Sequence[str]) -> Any:
    """polars: shingles, hashes and 128 minima as expressions."""
    import polars as pl

    from syndicate.settings import Settings
    from syndicate.sketch.signature import permutations

    words = pl.LazyFrame({"text": list(texts)}).with_row_index("row")
    words = words.with_columns(pl.col("text").str.to_lowercase().str.extract_all(r"\w+")).explode("text")
    ahead = [pl.col("text").shift(-k).over("row") for k in range(SHINGLE)]
    hashed = words.select("row", hash=pl.concat_str(ahead, separator=" ").hash() & 0x7FFFFFFF)
    slots = [
        ((pl.col("hash") * int(a) + int(b)) & 0xFFFFFFFF).min().alias(str(p))
        for p, (a, b) in enumerate(zip(*permutations(Settings()), strict=True))
    ]
    return hashed.group_by("row").agg(slots).collect()


PEERS: Final[Mapping[str, Callable[[Sequence[str]], Any]]] = {
    "syndicate": ours,
    "datasketch": datasketch,
    "rensa": rensa,
    "gaoya": gaoya,
    "daft": daft,
    "polars": polars,
}


def index_datasketch(signatures: Sequence[Any]) -> set[tuple[int, int]]:
    """datasketch: MinHashLSH of 32 bands of 4; the pairs that share one."""
    from datasketch import MinHashLSH

    index = MinHashLSH(num_perm=SLOTS, params=(32, 4))
    with index.insertion_session() as session:
        for i, signature in enumerate(signatures):
            session.insert(i, signature, check_duplication=False)
    return {(i, j) for i, signature in enumerate(signatures) for j in index.query(signature) if i < j}


def index_ours(signatures: NDArray[np.uint32]) -> NDArray[np.int32]:
    """syndicate: sorted band keys, one thread, no time window."""
    import numpy as np

    from syndicate.settings import Settings
    from syndicate.sketch.lsh import lsh_pairs
    from syndicate.sketch.timeline import read_timeline

    n = len(signatures)
    timeline = read_timeline(np.full(n, np.nan), np.zeros(n), 0.0)
    return lsh_pairs(signatures, np.ones(n, np.int32), timeline, Settings(), threads=1).pairs
