"""Names to articles, pages to lines, and the stage that decided on a pair."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pytest
from invented import HARBOUR, MIXED, ORCHARD, page, pages

from syndicate.errors import InputError
from syndicate.flow.detect import Detection, detect
from syndicate.flow.explain.explaining import explain_page, explain_pair, find_article
from syndicate.match.outline import read_outline
from syndicate.schema import LINES
from syndicate.settings import Settings

if TYPE_CHECKING:
    from syndicate.corpus import Corpus

TIME, LATER = "2026-02-20T10:00:00Z", "2026-02-24T11:00:00Z"
IDS = pl.DataFrame({"article": ["A/one.txt", "B/one.txt", "B/two.txt", "7", "77"]})


def pair(one: str, other: str, later: str = TIME) -> Detection:
    return detect(pages(page("a", one, published=TIME), page("b", other, published=later)))


@pytest.mark.parametrize(
    ("name", "article"),
    [
        ("7", "7"), ("77", "77"), ("B/two.txt", "B/two.txt"), ("two.txt", "B/two.txt"), ("tw", "B/two.txt"),
        ("pages/A/one.txt", "A/one.txt"),
    ],
)  # fmt: skip
def test_find_article(name: str, article: str) -> None:
    assert find_article(IDS, name) == article


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("one.txt", r"'one.txt' fits 2 articles \(name one of: A/one.txt, B/one.txt\)"),
        ("none", r"'none' is no article \(name one of: A/one.txt, B/one.txt, B/two.txt, 7, 77\)"),
        ("", "'' fits 5 articles"),
    ],
)
def test_find_no_article(name: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        find_article(IDS, name)
    with pytest.raises(InputError, match="give a PATH that holds it"):
        find_article(IDS.clear(), name)


def test_explain_page() -> None:
    found = pair(f"Home | News | Sport\n\n{HARBOUR}", ORCHARD)
    lines = explain_page(found, "a")
    assert lines["line"].is_sorted()
    assert set(lines["article"]) == {"a"}
    assert "\n\n".join(lines.filter("kept")["text"]) in found.articles["body"][0].replace("\n\n\n", "\n\n")
    assert (lines["reason"] != "").all()
    with pytest.raises(InputError, match="there is no article 'c'"):
        explain_page(found, "c")
    with pytest.raises(InputError, match=r"the page of 'a' was not kept \(give the pages"):
        explain_page(replace(found, lines=LINES.empty()), "a")


def test_together() -> None:
    why = explain_pair(pair(HARBOUR, HARBOUR), "b", "a")
    assert (why.a, why.b, why.together, why.relation) == ("a", "b", True, "copy")
    assert why.verdict.startswith("Together in cluster c")
    total = why.constant + sum(added for *_, added in why.contributions)
    assert 1 / (1 + 2.718281828**-total) == pytest.approx(why.probability, abs=1e-6)


@pytest.mark.parametrize(
    ("one", "other", "later", "verdict"),
    [
        ("Video", HARBOUR, TIME, "a has fewer than 5 words, too little to go by."),
        ("Video", "Video", TIME, "a and b have fewer than 5 words, too little to go by."),
        (HARBOUR, HARBOUR, LATER, "97 hours lie between them, the window is 96."),
        (HARBOUR, MIXED, TIME, "neither sketch proposed the pair"),
    ],
)
def test_apart(one: str, other: str, later: str, verdict: str) -> None:
    why = explain_pair(pair(one, other, later), "a", "b")
    assert not why.together
    assert why.verdict.startswith(f"Apart: {verdict}")


def test_the_threshold_that_decided_is_named() -> None:
    found = pair(HARBOUR, HARBOUR)
    clusters = found.clusters.with_columns(cluster=pl.Series(["c1", "c2"]))
    probability = explain_pair(found, "a", "b").probability
    for threshold, verdict in (
        (min(1.0, probability + 0.01), "below the threshold"),
        (probability - 0.1, "the mean over both groups is lower"),
    ):
        settings = replace(found.settings, threshold=threshold)
        why = explain_pair(replace(found, clusters=clusters, settings=settings), "a", "b")
        assert verdict in why.verdict
        assert why.verdict.endswith("They tell of one event.")


def test_no_pair() -> None:
    found = pair(HARBOUR, ORCHARD)
    with pytest.raises(InputError, match=r"'a' is given twice"):
        explain_pair(found, "a", "a")
    with pytest.raises(InputError, match="there is no article 'c'"):
        explain_pair(found, "a", "c")


@pytest.mark.parametrize("others", [0, 12])
def test_articles_read_alone_are_explained_as_they_were_compared(others: int) -> None:
    rows = [page("a", HARBOUR, published=TIME), page("b", HARBOUR[:700], published=TIME)]
    rows += [
        page(f"x{i}", ORCHARD + f"\n\nMina Dorrit saw {i} trawlers.", published=TIME) for i in range(others)
    ]
    found = detect(pages(*rows), Settings(alone=1))
    known = found.pairs.filter(a="a", b="b").row(0, named=True)
    assert explain_pair(found, "b", "a").probability == pytest.approx(known["probability"], abs=1e-4)


def test_how_exclusive_a_detail_is_hangs_on_the_pairs_that_were_compared(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("syndicate.match.density.DENSE", 1)  # as if the news of these days were dense
    words = HARBOUR.split()
    texts = [" ".join(words[k:] + words[: k // 2]) for k in (0, 40, 80)]
    texts += [" ".join(words[k::step]) for k in range(2) for step in (2, 3)] + [ORCHARD]  # other wordings
    rows = [page(f"a{i}", texts[i], outlet=f"Outlet {i}", published=TIME) for i in range(len(texts))]
    found = detect(pages(*rows))
    assert detect(pages(*rows[::-1])).pairs.equals(found.pairs)
    told = found.pairs.select("a", "b", "probability").rows()
    assert [explain_pair(found, a, b).probability for a, b, _ in told] == pytest.approx(
        [probability for *_, probability in told], abs=1e-4
    )
    none = np.empty((0, 2), np.int32), None, ()
    monkeypatch.setattr("syndicate.flow.explain.explaining.propose", lambda *_: none)
    as_strangers = [explain_pair(found, a, b).probability for a, b, _ in told]
    assert as_strangers != pytest.approx([probability for *_, probability in told], abs=1e-4)


def months() -> Detection:
    """Articles of six months, two of no known time; many are told in other words in each."""
    words = HARBOUR.split() + ORCHARD.split()
    rows = [
        page(
            f"{month}-{k}",
            " ".join(words[(k + month) % 9 :: 1 + k % 3] + words[: 40 + k]),
            outlet=f"Outlet {k}",
            published=f"2026-0{month}-{10 + 3 * k // 2}T10:00:00Z",
        )
        for month in range(1, 7)
        for k in range(8)
    ]
    undated = [page(f"undated-{k}", " ".join(words[k::2]), outlet=f"Paper {k}") for k in range(2)]
    return detect(pages(*rows, *undated))


@pytest.mark.parametrize("dense", [1 << 19, 40])
@pytest.mark.parametrize("pair", [("2-0", "2-1"), ("5-2", "5-7"), ("2-3", "undated-0"), ("1-1", "6-1")])
def test_what_a_pair_hangs_on_is_all_that_is_read_of_the_others(
    pair: tuple[str, str], dense: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("syndicate.match.density.DENSE", dense)
    found, read = months(), list[int]()

    def outlined(corpus: Corpus, *given: object, **named: object) -> object:
        read.append(corpus.n_articles)
        return read_outline(corpus, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr("syndicate.flow.explain.explaining.read_outline", outlined)
    told = explain_pair(found, *pair)
    (n,) = read
    if "undated" in pair[1]:  # it is of any time
        assert n == found.articles.height
    else:  # of one month or two, and the undated
        assert n <= 2 + (8 if pair[0][0] == pair[1][0] else 16)
    every = partial(np.ones_like, dtype=np.bool_)
    monkeypatch.setattr("syndicate.flow.explain.explaining.of_their_time", lambda hours, _: every(hours))
    whole = explain_pair(found, *pair)
    assert read[1] == found.articles.height
    assert (told.probability, told.story_probability) == (whole.probability, whole.story_probability)
    assert (told.contributions, told.would) == (whole.contributions, whole.would)
