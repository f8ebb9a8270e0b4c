from __future__ import annotations

import numpy as np
import pytest

from syndicate.lists import bounds_of
from syndicate.text.sentence_scan import CUT_COLUMNS, LINE_COLUMNS, scan_lines


def scan(
    *texts: str, strange: list[bool] | None = None
) -> tuple[list[list[int]], list[tuple[int, int, str, str]], list[bool]]:
    """(rows of lines, cuts: line, start, word before, word after with the space; strange texts)."""
    data = "".join(f"{text}\n" for text in texts).encode()
    bounds = bounds_of(np.array([len(text.encode()) + 1 for text in texts], np.int64))
    lines = np.empty((len(data), LINE_COLUMNS), np.int64)
    cuts = np.empty((len(data), CUT_COLUMNS), np.int64)
    is_strange = np.array(strange or [False] * len(texts), np.bool_)
    n_lines, n_cuts = scan_lines(np.frombuffer(data, np.uint8), bounds, lines, cuts, is_strange)
    words = [
        (line, at, data[a:b].decode(), data[b + 1 : c].decode())
        for line, at, a, b, c in cuts[:n_cuts].tolist()
    ]
    return lines[:n_lines].tolist(), words, is_strange.tolist()


def test_nothing() -> None:
    assert scan() == ([], [], [])
    assert scan("", "  ", "\n \n") == ([], [], [False] * 3)


def test_lines_are_told_in_characters_and_in_bytes() -> None:
    lines = scan("Édith", " a\n\n“é” b")[0]
    assert lines == [[0, 0, 0, 6, 0], [1, 0, 7, 9, 0], [1, 4, 11, 21, 0]]


def test_a_strange_text_is_not_read() -> None:
    assert scan("x", "y", strange=[True, False])[0] == [[1, 0, 2, 3, 0]]


def test_cuts_with_the_words_around_them() -> None:
    lines, cuts, _ = scan(
        "Then a man, Édith, left. He sat.\nHe said this so. “Go,” he said. 5 did? Is it so? no."
    )
    assert [line[4] for line in lines] == [0, 0]
    assert cuts == [
        (0, 25, "left", " He"), (1, 50, "so", ""), (1, 65, "said", " 5"), (1, 72, "did", ""), (1, 82, "so",
    ""),
    ]  # fmt: skip


@pytest.mark.parametrize("line", [
    "He left. he sat.", "It is 3.5, he said.", "At U.S. Steel he (left. He sat) down.", "PARIS. Two left.",
    "“He left. She sat.” he said.", '"He left. She sat." he said.', "He left.",
])  # fmt: skip
def test_where_no_sentence_can_end(line: str) -> None:
    assert scan(line) == ([[0, 0, 0, len(line.encode()), 0]], [], [False])


@pytest.mark.parametrize("line", [
    "He left... He sat.", "“Not closed.", "(Not closed.", "A 'quote.' He", "a) one", "(a) one",
    "It is so.[1] He",
    "He said «no».", "He\tleft.", "He left `so`.", "« He", "Well… he", "ok 好", "An odd \".",
    "“So (he” left).",
    "He left so c. He sat.", f"It was just {'x' * 25}. He sat there.", "Zoë. He sat.",
])  # fmt: skip
def test_odd_lines(line: str) -> None:
    lines, cuts, _ = scan(f"It was he that left. He sat.\n{line}\nIt was he that left. He sat.")
    assert [row[4] for row in lines] == [0, 1, 0]
    assert [cut[0] for cut in cuts] == [0, 2]


@pytest.mark.parametrize("line", ["好", "\u3000", "\t", "\x1c ", "é", "\x7f"])
def test_lines_of_which_it_is_not_known_whether_they_are_blank(line: str) -> None:
    assert scan("x", f"x\n {line}\ny", "z")[2] == [False, True, False]
