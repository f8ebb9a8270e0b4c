"""What the sentences of articles mean, by the model of the extra [semantic]. Compares no sentence."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from syndicate.compare.meaning import Meanings, Vectors
    from syndicate.corpus import Corpus


def meanings(corpus: Corpus, bodies: Sequence[str], *, semantic: bool) -> Meanings | None:
    """A function from numbers of articles to the vectors of their sentences; None where nobody asks for it.

    Raises MissingExtra at once where the model is not installed.
    """
    if not semantic:
        return None
    from syndicate.semantic.embedding import MODEL, embed, require
    from syndicate.semantic.kept import Kept

    require()

    def of(articles: Sequence[int]) -> Vectors:
        with closing(Kept(MODEL)) as kept:
            return {i: embed(_sentences(corpus, bodies[i], i), kept) for i in articles}

    return of


def _sentences(corpus: Corpus, body: str, article: int) -> list[str]:
    own = slice(*corpus.sentence_bounds[article : article + 2].tolist())
    spans = zip(corpus.sentence_starts[own].tolist(), corpus.sentence_ends[own].tolist(), strict=True)
    return [body[start:end] for start, end in spans]
