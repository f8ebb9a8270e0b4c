from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from syndicate.flow.update.naming import Event, Name, events, name_groups

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


def happened(
    before: Mapping[int, str], groups: Mapping[str, Sequence[int]]
) -> list[tuple[str, str, tuple, tuple]]:  # type: ignore[type-arg]
    """What happened; ids are older the earlier in the alphabet they stand; the first member is the origin."""
    known = {article: Name(text, ord(text[0])) for article, text in before.items()}
    naming = name_groups(groups, known, 999, lambda _: False)
    was = {text: min(a for a, t in before.items() if t == text) for text in before.values()}
    now = {naming.names[key].text: members[0] for key, members in groups.items() if len(members) > 1}
    return [tuple(event) for event in events(naming, was, now)]  # type: ignore[misc]


def test_what_can_happen() -> None:
    assert happened({}, {"x": [1, 2], "y": [3]}) == [("created", "x", (1, 2), ())]
    assert happened({1: "a", 2: "a"}, {"x": [1, 2]}) == []
    assert happened({1: "a", 2: "a"}, {"x": [1, 2, 3]}) == [("grown", "a", (3,), ())]
    assert happened({1: "a", 2: "a"}, {"x": [3, 1, 2]}) == [
        ("grown", "a", (3,), ()),
        ("re-rooted", "a", (3,), ()),
    ]
    assert happened({1: "b", 2: "b", 3: "a", 4: "a"}, {"x": [3, 1, 2, 4]}) == [("merged", "a", (), ("b",))]
    split = happened({1: "a", 2: "a", 3: "a", 4: "a", 5: "a"}, {"x": [1, 2, 3], "y": [4, 5]})
    assert split == [("shrunk", "a", (4, 5), ()), ("split", "y", (4, 5), ("a",))]
    assert happened({1: "a", 2: "a"}, {"x": [1], "y": [2]}) == [("dissolved", "a", (1, 2), ())]
    assert happened({1: "a", 2: "a"}, {}) == [("dissolved", "a", (1, 2), ())]


def test_an_id_in_use_elsewhere_is_not_given_again() -> None:
    naming = name_groups({"x": [1]}, {}, 1, lambda name: name == "x")
    assert naming.names["x"] == Name("x-2", 1)


def test_an_event_names_the_articles_that_still_have_an_id() -> None:
    assert Event("grown", "a", (1, 2), ("b",)).lists({2: "two"}) == ('["two"]', '["b"]')


ARTICLES = st.integers(1, 8)


@given(
    st.dictionaries(ARTICLES, st.sampled_from("abc")),
    st.dictionaries(ARTICLES, st.sampled_from("xyz"), min_size=1),
)
def test_every_group_has_an_id_of_its_own_and_old_ones_come_first(
    before: dict[int, str], now: dict[int, str]
) -> None:
    groups = {key: sorted(a for a, k in now.items() if k == key) for key in sorted(set(now.values()))}
    known = {article: Name(text, ord(text)) for article, text in before.items()}
    names = name_groups(groups, known, 999, lambda _: False).names
    assert names.keys() == groups.keys()
    assert len({name.text for name in names.values()}) == len(groups)
    for key, name in names.items():
        assert name.text in {before[a] for a in groups[key] if a in before} or name.since == 999
