from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from syndicate.text import sentence_batches
from syndicate.text.sentence_batches import BODY, starts_of_all
from syndicate.text.sentences import sentence_starts
from syndicate.text.utf8 import of_strings

WORDS = st.sampled_from([
    "he", "The", "the house", "said", "of the man who", "Mr", "Sen", "No", "in", "ft", "5", "2019", "12",
    "A", "I",
    "U.S", "J.R", "p.m", "a.m", "P.M", "Ph.D", "MD", "etc", "Inc", "May", "Yahoo", "NATO", "x", "iv", "can't",
    "dogs'", "don’t", "high-rise", "café", "Édith", "£5", "3.5", "www.x.com", "Hill.TV", "a@b.co", "[3]",
    "(AP)",
    "(a)", "(iv)", "1)", "a)", "*", "•", "–", "—", "…", "...", ". .", "EST", "HAVANA", "Paris, Feb",
    "non-U.S",
    "U.S.-led", "(He left.)", "(he", "left)", "30%", "国家。", "\u00a0", "\u2028", "\t", "\x1c",
])  # fmt: skip
MARKS = st.sampled_from(
    ["", "", "", "", "“", "”", '"', "'", "‘", "’", "''", "(", ")", "[", "<", "`", "«", "„"]
)
STOPS = st.sampled_from(["", "", ".", ".", ".", "!", "?", ",", ":", '."', ".”", "?”", ".’”", ".)", "?!"])
GAPS = st.sampled_from([" ", " ", " ", " ", " ", "", "  ", "\n", " \n"])
BODIES = st.lists(st.tuples(MARKS, WORDS, STOPS, GAPS).map("".join), max_size=16).map("".join)
QUOTED = st.lists(
    st.tuples(st.sampled_from(["“", '"', "", "", "("]), WORDS, STOPS, st.sampled_from(["”", '"', "", "",
    ")"]), GAPS)
    .map("".join), max_size=8,
).map("".join)  # fmt: skip
LANGUAGES = st.sampled_from(["en", "en", "en", "", "de"])


def check(bodies: list[str], languages: list[str]) -> None:
    """What a kernel and a cache find is what sentencex and the rules find line by line."""
    wanted = [
        i * BODY + start
        for i, (body, language) in enumerate(zip(bodies, languages, strict=True))
        for start in sentence_starts(body, language)
    ]
    assert starts_of_all(of_strings(bodies), languages).tolist() == wanted


@settings(max_examples=200)
@given(st.lists(st.tuples(BODIES | QUOTED, LANGUAGES), max_size=5))
def test_what_news_is_made_of(articles: list[tuple[str, str]]) -> None:
    check([body for body, _ in articles], [language for _, language in articles])


@given(
    st.lists(st.text(max_size=30) | st.text(st.sampled_from("aA1. \n\"'“”’()!?"), max_size=30), max_size=5)
)
def test_any_text(bodies: list[str]) -> None:
    check(bodies, ["en"] * len(bodies))


def test_next_to_nothing() -> None:
    assert starts_of_all(of_strings([]), []).dtype == np.int64
    check(["", " ", "\n", " \n x", "x", ".", "\u00a0", "\u00a0\nx. Yes", "\t\n", "", "!"], ["en"] * 11)


@pytest.mark.parametrize("body", [
    "He met Mr. Lane. Mr. The left.", "It is 5 ft. Then he left. Anna ft. He left.",
    "Come in. Sit down. Only 5 in. Wide.",
    "Yahoo! He left. He left Yahoo. He sat.", "At 9 p.m. EST it ends. At 9 a. m. EST it ends.",
    "I met J. R. Smith. He left.",
    "U.S. He left U.S. soil. The U.S.-led talks. The U.S.’s aim.", "PARIS. He left. ROME. He sat.",
    "Paris, Feb. 20. He left.",
    "“He left.” She sat. “He left,” she said. “Is it?” he said. “It is.” “No.”",
    "He said “no.” “So” he left.",
    '"He left." She sat. "He left." she said. "Is it?" he said. "It is.", he said.',
    'An odd " mark. He left. "Yes."',
    "“Not closed. He left.", "‘He left.’ She sat. “‘No.’ He left.” She sat.",
    "(He left.) She sat (not. Here). So.",
    "(“He left.” She) sat. “(He left.” She) sat.", "Plans (a) one. Two (b) three. Four.",
    "In (2019) he. So in (2020) He.",
    "It ended [3]. [4] Then. So.[5] He left.", "He asked (really?). he left. Is it so? he said.",
    "He rose 30%. Then (he) fell.",
    "It was he ... Then. No.. Yes. So. . . He left.",
    "Dogs' owners. He left. 'Yes.' he said. ''No.'' He left.",
    "Non-ASCII café. He left. Édith. Élan. He left.", "… He left. He left… So. He left. — He sat.",
    "He left.  He sat. ",
    f"{'x' * 30}. He left. He left. {'X' * 30} sat.", "Mr. “Yes” left. Mr. 5 left. Mr. (Yes) left.",
])  # fmt: skip
@pytest.mark.parametrize("head", ["", "Yesterday it was said that he had been there. ", "So he ", "Anna 5 "])
def test_what_a_kernel_could_get_wrong(head: str, body: str) -> None:
    check([head + body, f"  {head}{body}\n\n{body}", body], ["en", "", "en"])


def test_what_is_known_is_let_go_and_found_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sentence_batches, "_MOST_KNOWN", 1)
    for _ in range(3):
        check(
            ["He met Mr. Lane. He left. It is 5 ft. Then.", "At 9 p.m. he left. He sat. He met Mr. Lane."],
            ["en"] * 2,
        )


def test_what_was_asked_in_vain_is_asked_again() -> None:
    asked: list[tuple[int, int]] = []

    def ask(data: bytes, begin: int, end: int) -> int:
        asked.append((begin, end))
        if len(asked) == 2:
            raise KeyboardInterrupt
        return data[begin]

    known, data, places = (
        sentence_batches._Known(ask),
        b"abab" + bytes(16),
        np.array([[0, 2], [1, 3], [2, 4]]),
    )
    with pytest.raises(KeyboardInterrupt):
        known.answers(data, places)
    for _ in range(2):
        assert known.answers(data, places).tolist() == list(b"aba")
    assert asked == [(0, 2), (1, 3), (0, 2), (1, 3)]


@pytest.mark.parametrize(
    "unit", ["(a. ", "a. B", "Aa. ", "“Aa.” ", "Aa, ", ") ", "A.", "x\n", "Mr. ", "x", "(x "]
)
def test_hostile_lengths(unit: str) -> None:
    """What grew with the square of the length would hang."""
    check([(unit * 200_000)[:200_000]], ["en"])
