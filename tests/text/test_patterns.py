from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.text import patterns
from syndicate.text.agencies import NAMES, alternatives, is_spaced
from syndicate.text.credit_phrases import BEFORE, DATELINE, INPUTS, LINES, OWNED, PHOTO, SIGNED, UNNAMED
from syndicate.text.dates import _DATE, _TIME
from syndicate.text.patterns import Named, Pattern


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


CASELESS = {
    "attribution": (
        BEFORE, ["according to the ", "Told ", "QUOTED BY ", "laut ", "sagte der ", "à l’", "— “", "据"],
    ),
    "agencies": (
        UNNAMED, ["With inputs from other Agencies", "mit Material von Agenturen", "wire", "Agency Inputs"],
    ),
    "date": (
        _DATE, ["21 Kasım 2026", "21 KASIM 26", "May 3rd, 2026", "9/6/17", "Feb 21 17:09:00 UTC 2026", "-"],
    ),
    "time": (_TIME, ["3 PM", "15:42 Uhr", "p.m. 9", "下午3点", "11.30 h", "7 a. m."]),
}  # fmt: skip


@pytest.mark.parametrize("name", CASELESS)
@given(data=st.data())
def test_any_case_is_found_where_re_finds_it(name: str, data: st.DataObject) -> None:
    pattern, pieces = CASELESS[name]
    piece = st.sampled_from(pieces).flatmap(lambda p: st.sampled_from([p, p.upper(), p.lower(), p.title()]))
    text = "".join(data.draw(st.lists(piece | st.text(max_size=3), max_size=6)))
    twin = re.compile(pattern.text, re.IGNORECASE)
    first = pattern.search(text)
    assert (first and first.span()) == ((m := twin.search(text)) and m.span())
    found, expected = list(pattern.finditer(text)), list(twin.finditer(text))
    assert [m.span() for m in found] == [m.span() for m in expected]
    assert [_lower(m.groups()) for m in found] == [_lower(m.groups()) for m in expected]


def _lower(groups: tuple[str | None, ...]) -> list[str | None]:
    return [group and group.lower() for group in groups]


@pytest.mark.parametrize("name", CASELESS)
def test_the_pattern_is_written_in_small_letters(name: str) -> None:
    written = re.sub(r"\\[A-Z]|\(\?P[<=]", "", CASELESS[name][0].text)
    assert written == written.lower()
    assert not set(written.replace("[iı]", "")) & set("ıſKİ")


ASCII = st.characters(max_codepoint=127)


@pytest.mark.parametrize("name", ["attribution", "agencies"])
@given(data=st.data())
def test_the_quick_look_lets_pass_what_matches(name: str, data: st.DataObject) -> None:
    pattern = CASELESS[name][0]
    text = data.draw(st.from_regex(re.compile(pattern.text, re.IGNORECASE), alphabet=ASCII))
    first = re.compile(pattern.text, re.IGNORECASE).search(text)
    assert first is not None
    assert (found := pattern.search(text)) is not None
    assert found.span() == first.span()


@pytest.mark.parametrize("named", [PHOTO, INPUTS, LINES[2]], ids=["photo", "inputs", "line"])
@given(data=st.data())
def test_the_quick_look_around_names_lets_pass_what_matches(named: Named, data: st.DataObject) -> None:
    names = frozenset({"AP", "PA", "ANI", "The Associated Press", "Associated Press", "dpa"})
    pattern = re.compile(named._text(names, True), named._flags)
    text = data.draw(st.from_regex(pattern, alphabet=ASCII))
    first = pattern.search(text)
    assert first is not None
    assert (found := named.search(text, names)) is not None
    assert (found.span(), found.groups()) == (first.span(), first.groups())


EVERY = frozenset(NAMES)
SCRAPS = st.sampled_from([
    "Reuters", "AP", "PA", "The Associated Press", "dpa", "ТАСС", "新华社", "時事通信", "भाषा",
    "(", ")", " - ", "/", ".", " ",
    "By ", "Source: ", "with inputs from ", "© 2026 ", "Photo: ",
    "Havana, Feb 20", "电", "s", "_", "東京", "\n", "本报综合",
])  # fmt: skip


@given(st.lists(SCRAPS, max_size=8).map("".join))
def test_what_a_text_holds_is_enough_to_search_it(text: str) -> None:
    held = frozenset(name for name in NAMES if name in text)
    for named in (PHOTO, DATELINE, INPUTS, OWNED, SIGNED, *LINES):
        whole = re.compile(named._text(EVERY, False), named._flags).search(text)
        mine = named.search(text, held)
        assert (mine and (mine.span(), mine.groups())) == (whole and (whole.span(), whole.groups()))


def test_few_sets_of_names_have_patterns_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patterns, "_SETS", 1)
    asked: list[tuple[frozenset[str], bool]] = []

    def text(names: frozenset[str], spaced: bool) -> str:
        asked.append((names, spaced))
        return alternatives(names, spaced=spaced)

    named = Named(text, is_spaced, frozenset({"AP", "AFP", "dpa"}))
    for name in ("AP", "AFP", "AP", "dpa", "AFP"):
        found = named.search(f"({name})", frozenset({name}))
        assert found is not None
        assert found[0] == name
    assert asked == [(frozenset({"AP"}), True), (frozenset({"AP", "AFP", "dpa"}), True)]


def test_of_no_name_nothing_matches() -> None:
    assert re.search(alternatives([]), "") is None
