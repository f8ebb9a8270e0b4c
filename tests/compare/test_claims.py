from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.compare.claims import altered_claims, word_roots

WIRE = (
    "Foreign Minister Aline Tchombo said on Tuesday that the mission had left the base "
    "and that it was not pushed."
)
SPOKEN = '"No country can rent its security for ever," she said.'


def told(after: str, before: str) -> list[str]:
    return list(altered_claims(after, before, {0: word_roots(after), 1: word_roots(before)}, (0, 1)))


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("Aline Tchombo", "Marie Obo", ["Aline Tchombo -> Marie Obo"]),
        ("Tchombo", "Tchombos", []),
        ("was not pushed", "was pushed", ["not -> (nothing)"]),
        ("the mission had left", "the mission hadn't left", ["had -> hadn't"]),
        ("was not pushed", "wasn't pushed", []),
        ("base", "camp", []),
        ("Foreign Minister Aline Tchombo said on Tuesday that the", "The",
         ["Foreign Minister Aline Tchombo said on Tuesday that -> (nobody)"]),
    ],
)  # fmt: skip
def test_what_an_edit_changed(old: str, new: str, changes: list[str]) -> None:
    assert old in WIRE
    longer = f"{WIRE} The commander of the base, who has led the mission since March, handed over the keys."
    assert told(longer.replace(old, new), longer) == changes


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        (SPOKEN, SPOKEN.replace("rent", "buy"), ['"rent" -> "buy"']),
        (SPOKEN, '"Can rent its security," as she said.', []),
        (SPOKEN, "No country can buy security for ever.", []),
        ("“Wir haben gar nichts Unrechtes getan”, sagte er.", "„Wir haben nichts Unrechtes getan“, sagte er.",
         ['"gar" -> ""']),
        ('"Stop it now," he said.', '"Stop that now," he said.', []),
    ],
)  # fmt: skip
def test_words_inside_the_marks(before: str, after: str, changes: list[str]) -> None:
    assert told(after, before) == changes


def test_a_name_that_both_articles_have_is_not_changed() -> None:
    after = WIRE.replace("Aline Tchombo", "Marie Obo")
    known = {4: word_roots(after), 7: word_roots(f"{WIRE} Marie Obo stood by.")}
    assert list(altered_claims(after, WIRE, known, (4, 7))) == []


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_text_is_read(a: str, b: str) -> None:
    assert told(a, a) == []
    assert all(" -> " in change for change in told(a, b))
