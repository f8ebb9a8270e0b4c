from __future__ import annotations

import re

import pytest

from syndicate.text.patterns import Pattern


def test_gives_what_re_gives() -> None:
    text, asked = "(a)|b+", "xxBBa"
    pattern, twin = Pattern(text, re.IGNORECASE), re.compile(text, re.IGNORECASE)
    for name in ("search", "match"):
        for some in (asked, asked[2:], "", "none"):
            mine, theirs = getattr(pattern, name)(some), getattr(twin, name)(some)
            assert (mine and mine.span(), mine and mine.groups()) == (
                theirs and theirs.span(),
                theirs and theirs.groups(),
            )
    assert [m[0] for m in pattern.finditer(asked)] == ["BB", "a"]


def test_is_compiled_at_its_first_use() -> None:
    pattern = Pattern("(")
    with pytest.raises(re.error):
        pattern.search("x")
