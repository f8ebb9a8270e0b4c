from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.errors import FeedError
from syndicate.sources.feeds.safe_xml import child_text, cleaned, closed, local, parsed


@pytest.mark.parametrize(("text", "root"), [
    ("<a/>", "a"), ("\ufeff<?xml version='1.0'?>\n<!-- <!DOCTYPE x []> --><n:a b='c'>", "n:a"),
    ("text", ""), ("", ""),
    ("<!DOCTYPE a><a>", "a"), ("<!DOCTYPE a SYSTEM 'x'>\n<?p?><a>", "a"), ("< a>", ""), ("<?xml", ""),
    ("<!-- <a>", ""),
])  # fmt: skip
def test_the_root_is_found_behind_the_prolog(text: str, root: str) -> None:
    document, found = cleaned(text, "x")
    assert found == root
    assert not root or document.startswith(f"<{root}")


@pytest.mark.parametrize(
    "text", ["<!DOCTYPE a [", "<!doctype a [<!ENTITY b 'c'>]><a/>", "<!ENTITY b 'c'>", "<!DOCTYPE a"]
)
def test_definitions_are_refused(text: str) -> None:
    with pytest.raises(FeedError, match="entities"):
        cleaned(text, "x")


def test_forbidden_characters_go() -> None:
    assert cleaned("<a>\x00b\x1f\ufffe\ud800</a>", "x") == ("<a>b</a>", "a")


@pytest.mark.parametrize(("text", "most", "expected"), [
    ("<feed><entry>1</entry></feed>", 9, "<feed><entry>1</entry></feed>"),
    ("<feed><entry>1</entry></feed>\n<!-- end", 9, "<feed><entry>1</entry></feed>\n<!-- end"),
    ("<feed><entry>1</entry><entry>2", 9, "<feed><entry>1</entry></feed>"),
    ("<feed><a:entry>1</a:entry ><entry>2", 9, "<feed><a:entry>1</a:entry ></feed>"),
    ("<feed><title>x</title><entry>2", 9, "<feed><title>x</title></feed>"),
    ("<feed><title>x", 9, "<feed><title>x</feed>"),
    ("<feed><entry>1</entry><entry>2</entry></feed>", 1, "<feed><entry>1</entry></feed>"),
])  # fmt: skip
def test_documents_end_after_their_last_whole_entry(text: str, most: int, expected: str) -> None:
    document, doubt = closed(text, "feed", "entry", most)
    assert document == expected
    assert bool(doubt) is (document != text)


def test_a_tree_is_mended_and_its_entities_are_not_read() -> None:
    tree = parsed("<a xmlns='n'><B>1</B><b><c>2</c> 3</b>&x;<?p?><!-- c --></a>", "x")
    assert [local(child) for child in tree] == ["b", "b", ""]
    assert (child_text(tree, "c", "b"), child_text(tree, "nothing")) == ("1", "")


@given(st.text(st.sampled_from("<>/a b='&;![-"), max_size=100))
def test_any_text_gives_a_tree_or_an_error(text: str) -> None:
    try:
        document, root = cleaned(text, "x")
        tree = parsed(closed(document, root or "a", "item", 5)[0], "x")
    except FeedError as error:
        assert error.remedy  # noqa: PT017
    else:
        assert isinstance(local(tree), str)
