from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.compare.align import align
from syndicate.compare.clauses import cut_clauses
from syndicate.compare.postings import read_postings
from syndicate.compare.residue import residue

if TYPE_CHECKING:
    from collections.abc import Callable

    from syndicate.corpus import Corpus

BEFORE = "The harbour board met behind closed doors for most of the evening."
CORE = "Dockworkers at the biggest container port began an open-ended strike on Tuesday"
OWN = "leaving seventeen ships waiting offshore and threatening exports of fruit"
AFTER = "Talks between the two sides are expected to resume before the weekend."
WHOLE = f"{BEFORE} {CORE}. {AFTER}"
WIDER = f"{BEFORE} {CORE}, {OWN}. {AFTER}"


def told(index: Callable[..., Corpus], a: str, b: str, language: str = "en") -> list[tuple[str, str, str]]:
    rows = residue(index(a, b, language=language), [a, b], [(0, 1)], clauses=True)
    return rows.filter(pl.col("status") != "kept").select("status", "text", "other_text").rows()


def test_a_clause_put_in_is_added(index: Callable[..., Corpus]) -> None:
    assert told(index, WIDER, WHOLE) == [("edited", f"{CORE},", f"{CORE}."), ("added", f"{OWN}.", "")]


def test_a_clause_left_out_is_removed(index: Callable[..., Corpus]) -> None:
    assert told(index, WHOLE, WIDER) == [
        ("edited", f"{CORE}.", f"{CORE},"), ("removed", f"{OWN}.", f"{OWN}."),
    ]  # fmt: skip


@pytest.mark.parametrize("border", ["; ", ": ", " - ", " – ", "—", ", and "])
def test_clauses_end_at_punctuation(index: Callable[..., Corpus], border: str) -> None:
    found = told(index, f"{BEFORE} {CORE}{border}{OWN}. {AFTER}", WHOLE)
    assert [status for status, *_ in found] == ["edited", "added"]
    assert found[1][1].endswith(f"{OWN}.")


def test_in_the_middle_too(index: Callable[..., Corpus]) -> None:
    first, last = "Dockworkers at the biggest container port", "began an open-ended strike on Tuesday at dawn"
    a, b = (f"{BEFORE} {first}{x}{last}. {AFTER}" for x in (f", {OWN}, ", " "))
    assert [status for status, *_ in told(index, a, b)] == ["edited", "added", "edited"]


def test_scripts_without_spaces(index: Callable[..., Corpus]) -> None:
    core, own = "受台风影响望潮港全面停止作业", "电力部门统计全省一度停电五十万户"
    rest = "消防救援人员驾驶冲锋舟挨家挨户转移被困群众。"
    found = told(index, f"{core}，{own}。{rest}", f"{core}。{rest}", "zh")
    assert [(status, text) for status, text, _ in found] == [("edited", f"{core}，"), ("added", f"{own}。")]


@pytest.mark.parametrize("instead", [
    "and seventeen vessels now lie idle beyond the breakwater", "who had asked for far higher wages",
])  # fmt: skip
def test_what_may_be_other_words_for_the_same_is_not_cut(index: Callable[..., Corpus], instead: str) -> None:
    statuses = {status for status, *_ in told(index, WIDER, WHOLE.replace(f"{CORE}.", f"{CORE}, {instead}."))}
    assert "added" not in statuses
    assert "removed" not in statuses


def test_a_clause_told_in_another_sentence_is_not_own(index: Callable[..., Corpus]) -> None:
    moved = f"{WHOLE} The walkout is {OWN}."
    assert "added" not in {status for status, *_ in told(index, WIDER, moved)}


def test_a_dateline_is_no_clause(index: Callable[..., Corpus]) -> None:
    dated = f"PORT AVERIL, Belmora, Wednesday February seventeenth (Reuters) - {WHOLE}"
    assert {status for status, *_ in told(index, WHOLE, dated)} == {"edited"}


def test_without_the_places_of_words_nothing_is_cut(index: Callable[..., Corpus]) -> None:
    corpus, bodies = index(WIDER, WHOLE), [WIDER, WHOLE]
    postings = read_postings(corpus, bodies, [0, 1])
    alignment = align(corpus, postings, 0, 1)
    own, theirs = cut_clauses(corpus, bodies, postings, (0, 1), alignment)
    assert ([*own], [*theirs]) == ([1], [])
    blind = replace(corpus, starts=corpus.starts[:0], ends=corpus.ends[:0])
    assert cut_clauses(blind, bodies, postings, (0, 1), alignment) == ({}, {})


PARTS = st.lists(
    st.sampled_from([CORE, OWN, BEFORE[:-1], AFTER[:-1], "said the mayor"]), min_size=1, max_size=3
)
TEXTS = st.lists(PARTS.map(lambda parts: ", ".join(parts) + "."), max_size=4).map(" ".join)


@given(TEXTS, TEXTS)
def test_pieces_tile_and_swapping_swaps_them(index: Callable[..., Corpus], a: str, b: str) -> None:
    rows = residue(index(a, b), [a, b], [(0, 1), (1, 0)], clauses=True)
    forth, back = (rows.filter(pl.col("article") == name) for name in ("a0", "a1"))
    for one, two, body in ((forth, back, a), (back, forth, b)):
        own = one.filter(pl.col("status") != "removed")
        assert "".join(body[start:end] for start, end in own.select("start", "end").rows()) == body
        added = one.filter(pl.col("status") == "added").select("start", "end", "text").rows()
        removed = two.filter(pl.col("status") == "removed").select("other_start", "other_end", "text").rows()
        assert added == removed


@given(TEXTS)
def test_an_article_against_itself_is_not_cut(index: Callable[..., Corpus], body: str) -> None:
    assert told(index, body, body) == []
