from __future__ import annotations

import pytest
import sentencex
from hypothesis import given
from hypothesis import strategies as st

from syndicate.text.sentences import sentence_spans

PIECES = st.sampled_from([
    "The mayor spoke.", "He left.", " ", "\n", "\n\n", "\t", "Mr. Smith", "at 9 a.m. EST", "U.S.",
    "J. K. Rowling", "“Yes,” she said.", '"No!"', "...", "…", "?!", "3.5", "e.g.", "国家发展。",
    "परिषद ने कहा।", "کونسل نے کہا۔", "\u00a0", "\u2028", "x", ".", "(", ")", "🙂", "\r\n", "lower case.",
    "PARIS.", "’", "[1]", "\x1c",
])  # fmt: skip


def split(body: str, language: str = "en") -> list[str]:
    return [body[start:end].strip() for start, end in sentence_spans(body, language)]


def check_tiling(body: str, language: str) -> None:
    spans = sentence_spans(body, language)
    ends = [0, *(end for _, end in spans)]
    assert [start for start, _ in spans] == ends[:-1]
    assert ends[-1] == len(body)
    assert all(start < end for start, end in spans)
    if body.strip():
        assert all(body[start:end].strip() for start, end in spans)


@given(st.text(), st.sampled_from(["", "en", "zh", "hi", "ru", "xx"]))
def test_spans_tile_any_text(body: str, language: str) -> None:
    check_tiling(body, language)


@given(st.lists(PIECES, max_size=25), st.sampled_from(["", " "]), st.sampled_from(["en", "ur", "zh"]))
def test_spans_tile_what_news_is_made_of(pieces: list[str], glue: str, language: str) -> None:
    check_tiling(glue.join(pieces), language)


@pytest.mark.parametrize(("body", "n"), [("", 0), (" \n ", 1), ("x", 1), ("...", 1), ("\n\nOne.\n\n", 1)])
def test_next_to_nothing(body: str, n: int) -> None:
    assert len(sentence_spans(body, "en")) == n


@pytest.mark.parametrize(("language", "sentences"), [
    ("en", ["The mayor left the hall early.", "She had no time!", "Why?", "Nobody knew."]),
    ("en", ["Mr. Lane met Dr. Ode on Sunday.", "They talked."]),
    ("en", ["The U.S. Senate met.", "It rained."]),
    ("en", ["Polls close at 9 p.m. EST on Tuesday.", "Results follow."]),
    ("en", ["Author J. K. Rowling spoke.", "Others listened."]),
    ("en", ["“It is over,” she said.", "“We won.”"]),
    ("en", ["It rose 3.5 percent.", "Then it fell."]),
    ("en", ['"Stop! now," he cried.', "Nobody did."]),
    ("de", ["Am 3. März traf er Dr. Meier.", "Sie sprachen lange."]),
    ("fr", ["M. Macron a parlé.", "Il est parti."]),
    ("ru", ["Совет отложил голосование о новом мосте.", "Он вернется к нему весной."]),
    ("hi", ["परिषद ने मतदान टाल दिया।", "वह वसंत में लौटेगी।"]),
    ("ur", ["کونسل نے رائے شماری ملتوی کر دی۔", "وہ بہار میں لوٹے گی۔"]),
    ("ar", ["أجل المجلس التصويت على الجسر.", "هل يعود؟", "لا أحد يعرف."]),
    ("", ["The mayor left the hall early.", "She had no time."]),
])  # fmt: skip
def test_sentences(language: str, sentences: list[str]) -> None:
    assert split(" ".join(sentences), language) == sentences


@pytest.mark.parametrize(("language", "sentences"), [
    ("zh", ["市议会推迟了表决。", "会议持续三小时！", "为什么？"]),
    ("ja", ["市議会は採決を延期した。", "会議は三時間続いた。"]),
])  # fmt: skip
def test_sentences_without_spaces(language: str, sentences: list[str]) -> None:
    assert split("".join(sentences), language) == sentences


@pytest.mark.parametrize("dateline", ["HAVANA.", "NEW YORK.", "Paris, Feb. 20.", "NEU-DELHI, 3."])
def test_a_dateline_belongs_to_the_sentence_it_opens(dateline: str) -> None:
    assert split(f"{dateline} Two ships left port. They were late.") == [
        f"{dateline} Two ships left port.",
        "They were late.",
    ]


def test_what_the_body_of_no_table_can_hold_is_refused() -> None:
    with pytest.raises(UnicodeEncodeError):
        sentence_spans("\ud800", "en")


@pytest.mark.parametrize("space", ["\u00a0", "\u3000", " \u2009", "\u0085"])
def test_a_wide_space_between_an_initial_and_its_point(space: str) -> None:
    """sentencex 1.0.32 panics at it."""
    body = f"They met Anna A{space}. Then it rained.\nI{space}. Then"
    assert sentence_spans(body, "en") == sentence_spans(body.replace(space, " " * len(space)), "en")


def test_a_panic_of_sentencex_costs_but_the_line_its_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    panic = type("PanicException", (BaseException,), {"__module__": "pyo3_runtime"})
    segment = sentencex.segment

    def fail(language: str, line: str) -> list[str]:
        if "fatal" in line:
            raise panic
        if "stop" in line:
            raise KeyboardInterrupt
        return list(segment(language, line))

    monkeypatch.setattr(sentencex, "segment", fail)
    body = "It rained all day. It poured.\nThis is fatal. It is so.\nIt rained all day. It poured."
    assert [body[a:b].strip() for a, b in sentence_spans(body, "en")] == [
        "It rained all day.", "It poured.", "This is fatal. It is so.", "It rained all day.", "It poured.",
    ]  # fmt: skip
    with pytest.raises(KeyboardInterrupt):
        sentence_spans("Now do stop it. It is late.", "en")


SIGNS = "".join(map(chr, range(0xA1, 0xC0)))
LATIN = st.characters(max_codepoint=0x24F, exclude_categories=["Cc"], exclude_characters=".?!" + SIGNS)


@given(st.text(LATIN), st.sampled_from(["–", "’", "“", "”", "é"]), st.sampled_from(["en", "de", "fr", "xx"]))
def test_a_plain_line_without_a_stop_inside_is_one_that_sentencex_leaves_whole(
    line: str, mark: str, language: str
) -> None:
    line = f"{line[:20]}{mark}{line[20:]} end."
    assert sentencex.segment(language, line) == [line]
    assert sentence_spans(line, language) == [(0, len(line))]


def test_a_short_sentence_later_in_the_line_is_no_dateline() -> None:
    assert split("The ships left the port at dawn. Nobody waved. They were late.")[1:] == [
        "Nobody waved.",
        "They were late.",
    ]


def test_a_line_end_always_ends_a_sentence() -> None:
    assert split("A heading without a stop\nand then\nmore") == [
        "A heading without a stop",
        "and then",
        "more",
    ]
    assert split("PARIS.\nTwo ships left.") == ["PARIS.", "Two ships left."]


def test_white_space_belongs_to_the_sentence_before_up_to_its_line_end() -> None:
    body = "  One.  \n\n Two.\n"
    assert [body[start:end] for start, end in sentence_spans(body, "en")] == ["  One.  \n\n", " Two.\n"]


HOSTILE = (
    "(a. ", "...a ", "word word. next ", "a! b? ", "。 ", "۔ ", "\n", " ", "A. ", '" ', "((", "p.m. EST ",
    "Mr. ", "?!", "x\n", "1. ", "’’", "A.B.",
)  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE, ids=ascii)
def test_hostile_lengths(unit: str) -> None:
    """Cut without a gap, at an end: what grew with the square of the length would hang."""
    check_tiling((unit * 600_000)[:600_000], "en")


def test_two_megabytes_of_lower_case_pieces_in_one_line() -> None:
    assert len(sentence_spans("word word. next " * 125_000, "en")) == 1  # quadratic it took an hour
