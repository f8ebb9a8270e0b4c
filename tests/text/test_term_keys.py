from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from syndicate.corpus import GLYPH
from syndicate.text.characters import fold
from syndicate.text.term_keys import meet
from syndicate.text.tokens import fold_words
from syndicate.text.utf8 import of_strings

TEXT = st.text(st.sampled_from("aAé1, 国家中か\u3099\u0301İ\u00ad"), max_size=12)


def plainly(text: str, spans: list[tuple[int, int]], glyphs: list[bool]) -> list[str]:
    """The fold of each word of a text, or of its pair with the next one."""
    found = []
    for w, (start, end) in enumerate(spans):
        is_pair = glyphs[w] and w + 1 < len(spans) and glyphs[w + 1] and spans[w + 1][0] == end
        found.append(
            fold(text[start : spans[w + 1][1] if is_pair else end]) if is_pair or not glyphs[w] else ""
        )
    return found


@given(st.lists(st.tuples(TEXT, st.sampled_from([-1, 0, 1])), max_size=5))
def test_words_and_pairs_are_met_by_language(articles: list[tuple[str, int]]) -> None:
    texts, languages = [text for text, _ in articles], [language for _, language in articles]
    words, folds = fold_words(of_strings(texts))
    met = meet(words, folds, np.array(languages, np.int16))
    wanted = []
    for t, text in enumerate(texts):
        some = slice(words.bounds[t], words.bounds[t + 1])
        spans = list(zip(words.starts[some].tolist(), words.ends[some].tolist(), strict=True))
        glyphs = ((words.marks[some] & GLYPH) > 0).tolist()
        folded = plainly(text, spans, glyphs)
        wanted += [(languages[t], g, x) for g, x in zip(glyphs, folded, strict=True)]
    distinct = list(dict.fromkeys(wanted))
    assert met.numbers.tolist() == [distinct.index(one) for one in wanted]
    glyphs = ((met.marks & GLYPH) > 0).tolist()
    read = met.texts(np.arange(len(distinct)))
    assert list(zip(met.languages.tolist(), glyphs, read, strict=True)) == distinct
    assert len(set(met.keys.tolist())) == len(distinct)


def test_keys_are_the_same_in_every_batch() -> None:
    first, second = (
        meet(*fold_words(of_strings([text])), np.zeros(1, np.int16)) for text in ("a 国家 Vote", "vote 国家")
    )
    assert first.keys[[3, 1]].tolist() == second.keys[:2].tolist()
