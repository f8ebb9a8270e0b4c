"""Reports rebuilt from what several versions carry: by hand, and what holds for any texts."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from retellings import FOREIGN, RETOLD, WIRE

from syndicate.compare.consensus import MOST_VERSIONS, in_agreed_order, rebuild, rebuild_all, versions
from syndicate.compare.runs import read_windows

if TYPE_CHECKING:
    from collections.abc import Callable

    from syndicate.corpus import Corpus

OWN = "Bus operators in Selm said fares to the quarry had doubled to 9,000 shillings."
ELSE = "The harbour master of Uppsala counted eleven swans on the frozen river before noon."
LINES = (
    "About 240 soldiers of the mission boarded two aircraft at Camp Orrin on Tuesday.",
    "President Malongo gave the force until March 15 to withdraw after guards killed seven people.",
    "The shooting in Bissango set off the largest demonstrations in a decade.",
    "Foreign Minister Aline Tchombo said no country could rent its security for ever.",
    "Varland has spent 1.3 billion euros on the deployment and lost 23 of its men.",
    "A rear party of 60 logistics staff remains at the airport to ship out vehicles.",
)


def told(corpus: Corpus, bodies: list[str], outlets: list[str] | None = None) -> list[str]:
    """The rebuilt report of all articles, a text a sentence."""
    found = rebuild(corpus, bodies, range(len(bodies)), outlets or [""] * len(bodies))
    rows = [corpus.sentence_bounds[one.article] + one.sentence for one in found]
    return [
        bodies[one.article][corpus.sentence_starts[row] : corpus.sentence_ends[row]].strip()
        for one, row in zip(found, rows, strict=True)
    ]


def body(*lines: str) -> str:
    return "\n\n".join(lines)


@pytest.mark.parametrize(
    "bodies", [[], [""], [WIRE], ["", ""], [WIRE, ""], [WIRE, FOREIGN], ["Word", "Other"]]
)
def test_nothing_to_agree_on(index: Callable[..., Corpus], bodies: list[str]) -> None:
    assert told(index(*bodies), bodies) == []


@given(st.lists(st.sampled_from(LINES), unique=True, min_size=1), st.integers(2, 5))
def test_of_identical_copies_it_is_the_copy(index: Callable[..., Corpus], lines: list[str], n: int) -> None:
    bodies = [body(*lines)] * n
    assert told(index(*bodies), bodies) == lines
    assert told(index(*bodies), bodies, ["Post"] * n) == lines  # one version at all: each has its own voice


def test_what_one_alone_has_is_left_out(index: Callable[..., Corpus]) -> None:
    bodies = [body(*LINES), body(LINES[0], OWN, *LINES[2:4]), body(*LINES[:2], ELSE, *LINES[3:])]
    assert told(index(*bodies), bodies) == list(LINES)


def test_rewritten_sentences_bear_witness_and_strangers_do_not(index: Callable[..., Corpus]) -> None:
    bodies = [WIRE, RETOLD, FOREIGN]
    corpus = index(*bodies)
    found = rebuild(corpus, bodies, [0, 1, 2], ["", "", ""])
    assert {one.witnesses for one in found} <= {(0, 1), (1, 0)}
    said = told(corpus, bodies)
    assert (
        '"No country can rent its security for ever," Foreign Minister Aline Tchombo told a news conference.'
        in said
    )
    assert not any("Bus operators" in text or "quartet" in text for text in said)


def test_one_outlet_and_near_copies_have_one_voice(index: Callable[..., Corpus]) -> None:
    """A paragraph of its own that an outlet prints twice, or another copies with it, has one witness."""
    copied = body(LINES[0], OWN, *LINES[1:])
    bodies = [copied, copied + " ", body(*LINES)]
    assert OWN not in told(index(*bodies), bodies)
    bodies = [body(*LINES[:3], OWN), body(OWN, *LINES[3:]), body(*LINES)]
    assert OWN in told(index(*bodies), bodies)
    assert OWN not in told(index(*bodies), bodies, ["Post", "Post", ""])


def test_versions(index: Callable[..., Corpus]) -> None:
    bodies = [RETOLD, WIRE, WIRE + " (End)", FOREIGN]
    corpus = index(*bodies)
    windows = read_windows(corpus)
    assert versions(corpus, windows, range(4), [""] * 4) == [2, 0, 3]  # the longest first
    assert versions(corpus, windows, [1, 2], ["", ""]) == [2, 1]  # a single version: each article is one
    assert versions(corpus, windows, [3, 1, 0], ["Post", "Star", "Post"]) == [1, 0]
    assert versions(corpus, windows, [], []) == []


def test_the_number_of_versions_is_bounded(index: Callable[..., Corpus]) -> None:
    bodies = [
        f"{LINES[n % 6]} Version number {n} of the {n * 7} known ones." for n in range(MOST_VERSIONS + 9)
    ]
    corpus = index(*bodies)
    assert (
        len(versions(corpus, read_windows(corpus), range(len(bodies)), [""] * len(bodies))) == MOST_VERSIONS
    )


def test_clusters_do_not_mix_and_fewer_versions_than_asked_give_nothing(index: Callable[..., Corpus]) -> None:
    bodies = [body(*LINES[:3]), body(*LINES[3:]), body(*LINES[:3], OWN), body(*LINES[3:], ELSE)]
    clusters = [([0, 2], ["", ""]), ([1, 3], ["", ""])]
    corpus = index(*bodies)
    first, second = rebuild_all(corpus, bodies, clusters)
    assert {one.article for one in first} <= {0, 2}
    assert {one.article for one in second} <= {1, 3}
    assert (len(first), len(second)) == (3, 3)
    assert list(rebuild_all(corpus, bodies, clusters, least=3)) == [[], []]


def test_translations_bear_witness_but_do_not_speak(index: Callable[..., Corpus]) -> None:
    bodies = [WIRE, RETOLD, WIRE + " " + OWN]
    corpus = index(*bodies)
    corpus.languages[:] = [0, 0, 1]
    assert {one.article for one in rebuild(corpus, bodies, [0, 1, 2], ["", "", ""])} <= {0, 1}


@given(st.permutations(range(6)), st.integers(1, 4))
def test_versions_of_one_order_keep_it(order: list[int], n: int) -> None:
    places = np.argsort(order)[:, None] + np.arange(n) / 10.0
    assert in_agreed_order(places) == order


def test_the_majority_decides_the_order() -> None:
    nan = np.nan
    places = np.array([[0.1, 0.1, 0.9], [0.5, 0.6, 0.1], [0.9, nan, 0.5]])
    assert in_agreed_order(places) == [0, 1, 2]
    assert in_agreed_order(np.empty((0, 3))) == []


@given(
    st.integers(1, 7).flatmap(
        lambda k: st.lists(st.lists(st.floats(0, 1), min_size=3, max_size=3), min_size=k, max_size=k)
    )
)
def test_no_neighbours_stand_against_the_majority(rows: list[list[float]]) -> None:
    places = np.array(rows)
    order = in_agreed_order(places)
    assert sorted(order) == list(range(len(rows)))
    for a, b in pairwise(order):
        assert np.sign(places[b] - places[a]).sum() >= 0
