"""The metrics of the gate, by hand. What the corpora's own scorer says to them stands in test_quality.py."""

from __future__ import annotations

import metrics
import pytest
from hypothesis import given
from hypothesis import strategies as st
from metrics import Finding, Rates, Sentence

TRUTH = {"a": "1", "b": "1", "c": "1", "d": "2"}
GROUPS = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("123"), min_size=1)

# Words


def test_words_of_spaced_and_unspaced_scripts() -> None:
    assert metrics.words("Don't STOP, 3.5 %") == ["don", "t", "stop", "3", "5"]
    assert metrics.words("台风 Qingluan") == ["台", "风", "qingluan"]
    assert metrics.words("") == []


# Groups


@given(GROUPS)
def test_the_truth_itself_is_perfect(truth: dict[str, str]) -> None:
    assert metrics.b_cubed(truth, truth) == Rates(1, 1)
    assert metrics.nearest_group(truth, dict.fromkeys(truth, "x")) == 1


@given(GROUPS, GROUPS)
def test_groups_have_no_names(truth: dict[str, str], found: dict[str, str]) -> None:
    renamed = {article: f"group {name}" for article, name in found.items()}
    assert metrics.b_cubed(truth, found) == pytest.approx(metrics.b_cubed(truth, renamed))
    assert metrics.adjusted_rand(truth, found) == pytest.approx(metrics.adjusted_rand(truth, renamed))


def test_b_cubed_of_one_lump() -> None:
    lump = dict.fromkeys(TRUTH, "x")
    assert metrics.b_cubed(TRUTH, lump) == pytest.approx((10 / 16, 1))
    assert metrics.pairwise(TRUTH, lump) == pytest.approx((3 / 6, 1))
    assert metrics.adjusted_rand(TRUTH, lump) == 0


def test_b_cubed_of_crumbs() -> None:
    crumbs = {article: article for article in TRUTH}
    assert metrics.b_cubed(TRUTH, crumbs) == pytest.approx((1, 2 / 4))
    assert metrics.pairwise(TRUTH, crumbs) == Rates(0, 0)
    assert Rates(0, 0).f1 == 0


def test_a_lost_article_stands_alone() -> None:
    assert metrics.b_cubed(TRUTH, {}) == pytest.approx((1, 2 / 4))
    assert metrics.b_cubed({}, {}) == Rates(0, 0)


def test_adjusted_rand_of_a_known_table() -> None:
    truth = dict(zip("abcdef", "111222", strict=True))
    found = dict(zip("abcdef", "112233", strict=True))
    assert metrics.adjusted_rand(truth, found) == pytest.approx(0.2424242424)


def test_nearest_group_counts_intruders_and_the_missing() -> None:
    assert metrics.nearest_group("ab", {"a": "1", "b": "1", "c": "2"}) == 1
    assert metrics.nearest_group("ab", {"a": "1", "b": "1", "c": "1"}) == pytest.approx(2 / 3)
    assert metrics.nearest_group("ab", {"a": "1", "b": "2"}) == 0.5
    assert metrics.nearest_group("ab", {}) == 0


# Derived or not


def test_macro_f1() -> None:
    assert metrics.macro_f1([True, False], [True, False]) == 1
    assert metrics.macro_f1([True, True, False, False], [True, False, False, False]) == pytest.approx(11 / 15)
    assert metrics.macro_f1([True, False], [True, True]) == pytest.approx(1 / 3)


@given(st.lists(st.tuples(st.booleans(), st.sampled_from([0.0, 0.2, 0.5, 1.0]))))
def test_auc_is_the_share_of_ordered_pairs(judged: list[tuple[bool, float]]) -> None:
    yes = [score for truth, score in judged if truth]
    no = [score for truth, score in judged if not truth]
    wins = sum((a > b) + 0.5 * (a == b) for a in yes for b in no)
    expected = wins / (len(yes) * len(no)) if yes and no else 0
    assert metrics.auc([truth for truth, _ in judged], [score for _, score in judged]) == pytest.approx(
        expected
    )


# Bodies


def test_body_overlap() -> None:
    assert metrics.body_overlap("a b c d e", "a b c d e") == Rates(1, 1)
    assert metrics.body_overlap("a b c d e", "menu a b c d e") == pytest.approx((2 / 3, 1))
    assert metrics.body_overlap("a b c d e", "") == Rates(0, 0)
    assert metrics.body_overlap("one", "one") == Rates(1, 1)
    assert metrics.mean_rates([Rates(1, 0), Rates(0, 1)]) == Rates(0.5, 0.5)
    assert metrics.mean_rates([]) == Rates(0, 0)


# Residue

WIRE = [Sentence("The river rose"), Sentence("Two people died"), Sentence("Rain is expected")]
ARTICLE = [
    Sentence("The river rose", frozenset({0}), "verbatim"),
    Sentence("Nine people died", frozenset({1}), "edited", altered=True),
    Sentence("Our reporter swam"),
]
PERFECT = [
    Finding("kept", "The river rose"),
    Finding("edited", "Nine people died", altered=True),
    Finding("added", "Our reporter swam"),
    Finding("removed", "Rain is expected"),
]


def figures(*findings: Finding) -> dict[str, float]:
    return metrics.residue_figures(metrics.residue_counts(WIRE, ARTICLE, findings))


def test_a_perfect_residue() -> None:
    assert set(figures(*PERFECT).values()) == {1.0}


def test_no_residue_at_all() -> None:
    nothing = figures()
    assert nothing.pop("altered specificity") == 1
    assert set(nothing.values()) == {0.0}


def test_furniture_called_an_addition_counts_against_it() -> None:
    found = figures(*PERFECT, Finding("added", "Most read"))
    assert found["added F1"] == pytest.approx(2 * 0.6 / 1.6)
    assert found["body words precision"] == pytest.approx(9 / 11)
    assert found["body words recall"] == 1


def test_wrong_status_and_false_alarm() -> None:
    found = figures(Finding("added", "The river rose", altered=True), *PERFECT[1:])
    assert found["status accuracy"] == pytest.approx(6 / 9)
    assert found["added F1"] == pytest.approx(2 * 0.5 / 1.5)
    assert found["altered specificity"] == 0
    assert found["altered recall"] == 1


def test_counts_of_many_articles_add_up() -> None:
    once = metrics.residue_counts(WIRE, ARTICLE, PERFECT[:2])
    assert metrics.residue_figures(once + once) == metrics.residue_figures(once)


# Rebuilt reports


def test_rebuilt_reports_are_judged_by_the_facts_of_the_wire() -> None:
    first = [
        Sentence("The wall cracked in two places.", frozenset({0})),
        Sentence("Fees rise.", frozenset({1})),
    ]
    second = [Sentence("In two places the wall cracked.", frozenset({0})), Sentence("A cat slept on it.")]
    third = [
        Sentence("Fees rise, the wall cracked.", frozenset({0, 1})),
        Sentence("Work starts.", frozenset({2})),
    ]
    articles = {"a": first, "b": second, "c": third}
    rebuilt = [
        ("The wall cracked in two places.", "a"),
        ("A cat slept on it.", "b"),
        ("Fees rise.", "nobody"),
    ]
    assert metrics.rebuilt_counts(articles, rebuilt) == {
        "carried wanted": 2, "carried right": 1, "of wire wanted": 3, "of wire right": 1
    }  # fmt: skip
    assert metrics.rebuilt_counts(articles, [("Fees rise, the wall cracked.", "c")])["carried right"] == 2
    assert metrics.rebuilt_counts({}, []).total() == 0
