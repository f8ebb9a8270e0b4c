"""Signatures by `xxhash` and `datasketch` alone, with nothing of ours: what ours must equal bit for bit."""

from __future__ import annotations

import xxhash
from datasketch import MinHash


def ten_lines(text: str, k: int = 5) -> MinHash:
    """Any signature with nothing of ours: `xxhash` and `datasketch` alone."""
    minhash = MinHash(num_perm=128, seed=1, scheme="affine32", hashfunc=lambda shingle: shingle & 0xFFFFFFFF)
    words = [xxhash.xxh64_intdigest(word.encode()) for word in text.split()]
    k = min(k, len(words))
    for i in range(len(words) - k + 1 if words else 0):
        shingle = 0
        for j, word in enumerate(words[i : i + k]):
            turn = 11 * j % 64
            shingle ^= (word << turn | word >> (64 - turn)) & (2**64 - 1)
        minhash.update(shingle)
    return minhash
