from __future__ import annotations

import json
import unicodedata
from importlib import resources

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.text import line_phrases
from syndicate.text.line_phrases import KINDS, LONGEST, marks


def kinds(line: str) -> set[str]:
    (row,) = marks(pl.Series([line], dtype=pl.String))
    return {kind for kind, marked in zip(KINDS, row, strict=True) if marked}


@pytest.mark.parametrize("line", ["", " ", "¡!", "^", "$", "The minister resigned on Friday."])
def test_a_line_that_says_nothing_of_the_kind(line: str) -> None:
    assert kinds(line) == set()


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Most read", "heading"),
        ("SHARE", "share"),
        ("Subscribe now!", "offer"),
        ("© 2026. All rights reserved.", "legal"),
        ("Комментарии (3)", "comment"),
        ("Lorem ipsum dolor sit amet", "filler"),
        ("本文相关阅读：", "heading"),
        ("Join our WhatsApp group. Subscribe to our daily roundup email", "plea"),
        ("Suscríbete para seguir leyendo", "plea"),
    ],
)
def test_furniture_is_known_by_what_it_says(line: str, kind: str) -> None:
    assert kind in kinds(line)


def test_signs_bind_a_wording_to_the_edges_of_a_line() -> None:
    assert "share" in kinds("Share")
    assert "share" not in kinds("Share prices fell")
    assert "heading" not in kinds("The most read newspaper")


def test_words_are_whole_words() -> None:
    assert "legal" in kinds("We use cookies here")
    assert "legal" not in kinds("We use cookiesheets here")


def test_only_the_beginning_of_a_long_line_is_looked_at() -> None:
    assert "legal" not in kinds("x" * LONGEST + " all rights reserved")


def test_no_lines() -> None:
    assert marks(pl.Series([], dtype=pl.String)).shape == (0, len(KINDS))


def test_every_wording_can_match() -> None:
    stored = json.loads((resources.files("syndicate.text") / "line_wordings.json").read_text("utf-8"))
    assert tuple(stored) == KINDS
    for number, wordings in enumerate(stored.values()):
        lines = [wording.strip("^$ ") for wording in wordings]
        found = marks(pl.Series(lines, dtype=pl.String))[:, number]
        assert [line for line, marked in zip(lines, found, strict=True) if not marked] == []


WORDINGS = sorted(line_phrases._patterns()[1])
PIECES = st.one_of(
    st.sampled_from(WORDINGS),
    st.sampled_from(["İ", "ΣΑΣ", "Σ", "ς", "ё", "Ё", "ي", "Ⅻ", "ǅ", "x\u0301", "\u00ad", "٣", "ก", "・"]),
    st.sampled_from(["\U0001f642", "\U00010400", "\U00020000", "_", "'", "’", "\u00a0", "^", "$", ".", "\n"]),
)  # fmt: skip


def cased(texts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(texts, st.sampled_from([str.upper, str.title, str.lower])).map(
        lambda two: two[1](two[0])
    )


@given(st.lists(st.one_of(st.text(), st.lists(cased(PIECES)).map("".join), st.lists(PIECES).map(" ".join))))
def test_lines_read_word_by_word_say_what_the_automaton_finds(lines: list[str]) -> None:
    known = [line for line in lines if "Cn" not in set(map(unicodedata.category, line))]
    heads = pl.Series([line[:LONGEST] for line in known], dtype=pl.String)
    assert (marks(pl.Series(known, dtype=pl.String)) == line_phrases._search(heads)).all()


def test_the_longest_lines_that_are_looked_at_hold_the_most_words() -> None:
    assert kinds(". " * LONGEST + "share") == set()
    assert kinds("x " * LONGEST) == set()
    assert "legal" in kinds("x " * (LONGEST // 2 - 11) + "all rights reserved" + " y" * LONGEST)
