"""Characters that act on their neighbours do nothing; what people need to write stays."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.report.html.inert import MARKS, inert, web_address

HOSTILE = st.text(st.sampled_from("a\u0301\u0489\u200d\u202e\u2066\u0000\n\ufeff<"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("plain <b>text</b>", "plain <b>text</b>"),
        ("two\nlines\u2028here", "two lines here"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("\u2066isolated\u2069 \u200fmark\ufeff", "isolated mark"),
        ("bell\x07 and \x1b[31mred", "bell and [31mred"),
        ("tags\U000e0041\U000e0042", "tags"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_what_is_shown(text: str, shown: str) -> None:
    assert inert(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "مجلس الميناء وافق",
        "نمی‌خواهم",
        "बंदरगाह बोर्ड ने ऋण",
        "Đà Nẵng".encode().decode(),
        "👩‍👩‍👧",
        "וַיֹּ֥אמֶר",
        "港口",
    ],
)
def test_every_script_stays_as_it_is(text: str) -> None:
    assert inert(unicodedata.normalize("NFD", text)) == unicodedata.normalize("NFD", text)


def test_a_flood_of_marks_is_cut() -> None:
    assert inert("Z" + "\u0301" * 500 + "algo") == "Z" + "\u0301" * MARKS + "algo"
    assert inert("Z" + "\u0301\u200d" * 500).count("\u0301") == MARKS


@given(HOSTILE)
def test_nothing_acts_and_nothing_changes_twice(text: str) -> None:
    shown = inert(text)
    assert all(c in "\u200c\u200d" or unicodedata.category(c) not in ("Cc", "Cf", "Cs") for c in shown)
    assert inert(shown) == shown


@pytest.mark.parametrize("url", ["https://a.example/x?y=1#z", "http://a.example", "https://a.example/é"])
def test_addresses_of_the_web(url: str) -> None:
    assert web_address(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "", "javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\nscript:alert(1)",
        "data:text/html,<script>", "vbscript:x", "file:///etc/passwd", "//a.example", "a.example", "https:///x",
        "http://[::1", "https://a.example/\u202ex", "https://a.example/\x00",
    ],
)  # fmt: skip
def test_everything_else_becomes_no_link(url: str) -> None:
    assert web_address(url) == ""
