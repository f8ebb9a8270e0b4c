from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.sources.web.tags import tags


@pytest.mark.parametrize(("html", "found"), [
    ("", []),
    ("plain text < 3 > 2", []),
    ("<link>", [("link", {})]),
    ("<LINK Rel='a' href=\"b\" title=c>", [("link", {"rel": "a", "href": "b", "title": "c"})]),
    ('<link href="/a?x=1&amp;y=2"/>', [("link", {"href": "/a?x=1&y=2"})]),
    ("<!-- <link href=a> --><link href=b>", [("link", {"href": "b"})]),
    ("<!-- <link href=a>", []),
    ("<linked href=a>", []),
    ("<link href=a", []),
    ('<link title="a\nb">', [("link", {"title": "a\nb"})]),
    ("<meta name=x><link href=a>", [("link", {"href": "a"})]),
])  # fmt: skip
def test_tags_by_name(html: str, found: list[tuple[str, dict[str, str]]]) -> None:
    assert list(tags(html, "link")) == found


@given(st.text(st.sampled_from("<>!-/=\"' lika&;"), max_size=200))
def test_any_markup_gives_tags_of_the_names_asked_for(html: str) -> None:
    assert {name for name, _ in tags(html, "link", "a")} <= {"link", "a"}


@pytest.mark.parametrize("piece", ["<link ", "<!--", "<link a=", '<a b="', 'a="', "<a" + " " * 300, "<a>"])
def test_much_hostile_markup_ends(piece: str) -> None:
    count = sum(1 for _ in tags(piece * (2_000_000 // len(piece)), "link"))
    assert count == 0
