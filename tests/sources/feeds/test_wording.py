from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.sources.feeds.wording import heading, is_full, plain

LONG = "The river rose by two metres overnight. " * 30


@pytest.mark.parametrize(("html", "text"), [
    ("", ""), ("a  b\nc", "a b c"), ("<p>a</p><p>b</p>", "a b"), ("a &amp; b &lt;c&gt;", "a & b <c>"),
    ("1 < 2 > 0", "1 < 2 > 0"),
    ("<script>x<b>y</script>a", "a"), ("<script>x", ""), ("<!-- a -->b", "b"), ("<!-- a", ""),
    ("<STYLE>x</STYLE >a", "a"),
])  # fmt: skip
def test_plain(html: str, text: str) -> None:
    assert plain(html) == text


def test_headings() -> None:
    assert heading("<i>A</i> &amp; B", markup=True) == "A & B"
    assert heading("A &amp;\n B", markup=False) == "A &amp; B"
    assert len(heading("a" * 5000, markup=True)) == 1000


@pytest.mark.parametrize(("text", "full"), [
    ("", False), ("A short summary.", False), (LONG, True), (f"<p>{LONG}</p>", True), (LONG[:900], False),
    (LONG + "…", False), (LONG + "[...]", False), (LONG + "<a href='/'>Read more</a>", False),
    (LONG + "Continue reading the story »", False), (LONG + "Weiterlesen", False), (LONG + "[…]</p>", False),
    (LONG + "He said he would read more books.", True), (LONG + "More to read there is.", True),
    ("<img alt='" + LONG + "'>", False), ("<script>" + LONG + "</script>", False),
    ("東京で大きな地震がありました。" * 30, True), ("東京で地震。" * 10, False),
])  # fmt: skip
def test_full_texts(text: str, full: bool) -> None:
    assert is_full(text, markup="<" in text) is full


@given(st.text(st.sampled_from("<>!-/ascript &;"), max_size=200))
def test_any_markup_becomes_one_line(html: str) -> None:
    assert "\n" not in plain(html)
    assert plain(html) == plain(html).strip()
