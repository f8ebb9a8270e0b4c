from __future__ import annotations

import itertools

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from syndicate.text.line_chain import Chain
from syndicate.text.line_kinship import core, echoes, kinship, word_runs
from syndicate.text.line_scan import scan

RUN = 3


@given(st.lists(st.integers(-9, 9), max_size=12))
def test_core_has_the_largest_sum(gains: list[int]) -> None:
    inside = core(np.array(gains, np.float32), np.array([0, len(gains)]))
    sums = [sum(gains[i:j]) for i in range(len(gains)) for j in range(i, len(gains) + 1)]
    assert sum(g for g, kept in zip(gains, inside, strict=True) if kept) == max([0, *sums])


@given(st.lists(st.text(alphabet="ab ", max_size=14), max_size=7))
def test_echoes_are_the_shares_of_word_runs(lines: list[str]) -> None:
    every = np.ones(len(lines), np.bool_)
    found, above = echoes(word_runs(scan(lines)), np.array([0, len(lines)]), every, every)
    runs = [
        [tuple(w[i : i + RUN]) for i in range(len(w) - RUN + 1)] for w in (line.split() for line in lines)
    ]
    for i, own in enumerate(runs):
        others = {run for j, its in enumerate(runs) for run in its if j != i}
        earlier = {run for its in runs[:i] for run in its}
        n = max(1, len(own))
        assert np.isclose(found[i], sum(run in others for run in own) / n)
        assert np.isclose(above[i], sum(run in earlier for run in own) / n)


@given(st.lists(st.tuples(st.text(alphabet="ab ", max_size=14), st.booleans(), st.booleans()), max_size=7))
def test_echoes_among_some_lines_are_theirs(lines: list[tuple[str, bool, bool]]) -> None:
    among, asked = (np.array([line[k] for line in lines], np.bool_) for k in (1, 2))
    runs = word_runs(scan([line for line, _, _ in lines]))
    keys = [set(runs.keys[low:high].tolist()) for low, high in itertools.pairwise(runs.bounds.tolist())]
    found, above = echoes(runs, np.array([0, len(lines)]), among, asked)
    for i, own in enumerate(itertools.pairwise(runs.bounds.tolist())):
        mine = runs.keys[slice(*own)].tolist() if asked[i] else []
        others = {key for j, its in enumerate(keys) if among[j] and j != i for key in its}
        earlier = {key for j, its in enumerate(keys[:i]) if among[j] for key in its}
        assert np.isclose(found[i], sum(key in others for key in mine) / max(1, len(mine)))
        assert np.isclose(above[i], sum(key in earlier for key in mine) / max(1, len(mine)))


def test_kin_is_of_words_that_carry_a_subject_and_of_the_core() -> None:
    lines = ["the strike of the harbour", "a strike", "the strike", "harbour"]
    inside = np.array([True, True, True, False])
    kin = kinship(scan(lines), np.array([0, 4]), inside, scan([""]))
    assert np.allclose(kin.kin, [1 / 2, 1, 1, 1])


def test_kin_and_title_look_at_the_page_alone() -> None:
    lines = ["harbour strike grows", "strike at the harbour", "soup recipes", "harbour strike"]
    pages = np.array([0, 3, 4])
    kin = kinship(scan(lines), pages, np.ones(4, np.bool_), scan(["Harbour strike", ""]))
    assert np.allclose(kin.kin, [2 / 3, 1, 0, 0])
    assert np.allclose(kin.of_title, [1, 1, 0, 0])
    assert np.allclose(kin.in_title, [2 / 3, 1 / 2, 0, 0])


@given(st.lists(st.floats(-3, 3), min_size=1, max_size=7), st.lists(st.floats(-2, 2), min_size=4, max_size=4))
def test_the_chain_gives_the_marginals(odds: list[float], steps: list[float]) -> None:
    moves = np.array(steps).reshape(2, 2)
    values = np.array(odds, np.float32)[:, None]
    chain = Chain(("x",), np.ones(1), 0.0, moves)
    found = chain.body(["x"], values, np.array([0, len(odds)]))
    total, hits = 0.0, np.zeros(len(odds))
    for code in range(2 ** len(odds)):
        path = [code >> i & 1 for i in range(len(odds))]
        score = sum(float(values[i, 0]) for i, s in enumerate(path) if s)
        weight = np.exp(score + sum(moves[a, b] for a, b in itertools.pairwise(path)))
        total += weight
        hits += weight * np.array(path)
    assert np.allclose(found, hits / total, atol=1e-5)
