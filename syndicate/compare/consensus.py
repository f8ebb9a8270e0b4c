"""Rebuilds the report that several articles derive from, of the sentences that they agree on. Groups nothing.

The articles are the witnesses to a lost original, as in textual criticism: what two of them carry that do not
depend on each other stood in it, what one alone has is its own. Articles of one outlet, and copies that are
nearly identical, may have one parent after the original: they are one version, and have one voice. Where all
are one version, each article speaks for itself: then their common text is all that is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations, permutations
from typing import TYPE_CHECKING, Final, TypeAlias

import numpy as np

from syndicate.compare.align import align_pairs
from syndicate.compare.postings import read_postings
from syndicate.compare.runs import read_runs, read_windows
from syndicate.lists import bounds_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from syndicate.compare.alignment import Alignment
    from syndicate.compare.runs import Windows
    from syndicate.corpus import Corpus

    Ints: TypeAlias = NDArray[np.int64]
    Floats: TypeAlias = NDArray[np.float64]

CONSENSUS: Final = "consensus"  # what the rebuilt report is called in the column `other`
NEARLY_IDENTICAL: Final = 0.8  # resemblance of their windows of words from which two articles are one version
MOST_ARTICLES: Final = 64  # of a cluster that are looked at: the longest
MOST_VERSIONS: Final = 16  # that are aligned, each with each: where sixteen agree, others add nothing
# Sum over the other versions of the probability that they carry a sentence: the testimony of one that is
# sure, or of two that are not. On the labelled set .9 let in two sentences that are own material of one, 1.0
# one, and 1.1 lost one sentence of the wire in fifty more.
SUPPORT: Final = 1.0
# By itself in brackets stands a note of the editors.
NOTES: Final = ("()", "（）", "[]", "【】")
# What a partner counts that an earlier sentence has spoken for: of a sentence whose partners are all taken,
# one that merges two is the likelier explanation than a third that says the same again.
TAKEN: Final = 0.2
LIKELY: Final = 0.3  # probability from which a partner bears witness, and is spoken for
SURE: Final = 0.9999  # of a partner of the same words


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """One sentence of a rebuilt report, in the words of one article."""

    article: int  # number in the corpus
    sentence: int  # number in the article
    witnesses: tuple[int, ...]  # one article for each version that carries it, this one first


@dataclass(frozen=True, slots=True, eq=False)
class Links:
    """L links between the S sentences of V versions, each link both ways."""

    version: NDArray[np.int64]  # S
    tells: NDArray[np.bool_]  # S, it is in the language of the report, and no note
    sentence: NDArray[np.int64]  # S, number in its article
    one: NDArray[np.int64]  # L, 0..S-1
    other: NDArray[np.int64]  # L
    strength: NDArray[np.float64]  # L, probability that the other carries the same facts


def rebuild(
    corpus: Corpus, bodies: Sequence[str], articles: Sequence[int], outlets: Sequence[str]
) -> list[Rebuilt]:
    """The report of one cluster, see `rebuild_all`."""
    return next(rebuild_all(corpus, bodies, [(articles, outlets)]))


def rebuild_all(
    corpus: Corpus,
    bodies: Sequence[str],
    clusters: Sequence[tuple[Sequence[int], Sequence[str]]],
    *,
    least: int = 2,
) -> Iterator[list[Rebuilt]]:
    """For each cluster the sentences that at least two versions carry, in the order that most have them.

    clusters: the numbers of the articles of each, and their outlets, "" where unknown. Fewer than `least`
    versions give nothing, nor does one article. Each sentence is told in the words that come closest to those
    of all other versions; of equals, in those of the longest. All are told in the language that most versions
    have: translations bear witness.
    """
    windows = read_windows(corpus, np.array([i for articles, _ in clusters for i in articles], np.int64))
    chosen = [versions(corpus, windows, *cluster) for cluster in clusters]
    chosen = [group if len(group) >= max(2, least) else [] for group in chosen]
    postings = read_postings(corpus, bodies, [i for group in chosen for i in group])
    pairs = [pair for group in chosen for pair in permutations(group, 2)]
    alignments = align_pairs(corpus, postings, pairs)
    for group in chosen:
        yield _rebuilt(corpus, bodies, group, alignments) if group else []


def _rebuilt(
    corpus: Corpus, bodies: Sequence[str], chosen: Sequence[int], alignments: Iterator[Alignment]
) -> list[Rebuilt]:
    """The report that the chosen articles, each a version, bear witness to."""
    links = _read_links(corpus, bodies, chosen, alignments)
    partner, sure = _partners(links, len(chosen))
    picked = _pick(links, partner, sure)
    places = _places(links, partner[picked], sure[picked])
    tellers = links.version[picked].tolist()
    return [
        Rebuilt(chosen[tellers[k]], int(links.sentence[picked[k]]), _witnesses(places[k], chosen, tellers[k]))
        for k in in_agreed_order(places)
    ]


def versions(corpus: Corpus, windows: Windows, articles: Sequence[int], outlets: Sequence[str]) -> list[int]:
    """One article, the longest, for each independent version; the longest MOST_VERSIONS, longest first.

    Articles of one known outlet are one version, as are nearly identical ones, and what they are connected
    with. Where that leaves a single version, each article is one.
    """
    lengths = np.diff(corpus.word_bounds)[list(articles)]
    longest = np.argsort(-lengths, kind="stable")[:MOST_ARTICLES].tolist()
    ends = list(combinations(longest, 2))
    runs = read_runs(windows, [(articles[a], articles[b]) for a, b in ends])
    alike = runs.shared / np.maximum(runs.windows_a + runs.windows_b - runs.shared, 1) >= NEARLY_IDENTICAL
    version = {i: n for n, i in enumerate(longest)}
    for (a, b), same in zip(ends, alike.tolist(), strict=True):
        if same or (outlets[a] and outlets[a] == outlets[b]):
            one, gone = sorted((version[a], version[b]))
            version = {i: one if n == gone else n for i, n in version.items()}
    first = sorted(set(version.values()))
    return [articles[longest[n]] for n in (first if len(first) > 1 else range(len(longest)))][:MOST_VERSIONS]


def _read_links(
    corpus: Corpus, bodies: Sequence[str], chosen: Sequence[int], alignments: Iterator[Alignment]
) -> Links:
    """All matched sentences between the chosen articles, with the strength of each sentence's best link.

    Takes one alignment for each permutation of two of the chosen.
    """
    sizes = np.diff(corpus.sentence_bounds)[list(chosen)]
    first = bounds_of(sizes)
    strength: dict[tuple[int, int], float] = {}
    for u, v in permutations(range(len(chosen)), 2):
        found = next(alignments)
        for x, y in found.links.tolist():
            sure = float(found.similarity[x]) if found.best[x] == y else 0.0
            for ends in ((first[u] + x, first[v] + y), (first[v] + y, first[u] + x)):
                strength[ends] = max(strength.get(ends, 0.0), sure)
    linked = np.array(list(strength), np.int64).reshape(-1, 2)
    notes = np.array([_is_note(text) for i in chosen for text in _sentences(corpus, bodies[i], i)], np.bool_)
    version, languages = np.repeat(np.arange(len(chosen)), sizes), corpus.languages[list(chosen)]
    return Links(
        version=version,
        sentence=np.arange(first[-1]) - first[version],
        tells=(languages == np.bincount(languages + 1).argmax() - 1)[version] & ~notes,
        one=linked[:, 0],
        other=linked[:, 1],
        strength=np.array(list(strength.values()), np.float64),
    )


def _sentences(corpus: Corpus, body: str, article: int) -> Iterator[str]:
    own = slice(*corpus.sentence_bounds[article : article + 2].tolist())
    for start, end in zip(corpus.sentence_starts[own], corpus.sentence_ends[own], strict=True):
        yield body[start:end].strip()


def _is_note(text: str) -> bool:
    return any(text.startswith(opens) and text.endswith(closes) for opens, closes in NOTES)


def _pick(links: Links, partner: Ints, sure: Floats) -> list[int]:
    """The sentences, one for each fact that is carried often enough: the best supported first."""
    taken = np.zeros(len(links.version), np.bool_)
    picked: list[int] = []
    while len(taken):
        voices = np.zeros(sure.shape)
        worth = links.strength * np.where(taken[links.other], TAKEN, 1.0)
        np.maximum.at(voices, (links.one, links.version[links.other]), worth)
        support = np.where(taken | ~links.tells, -1.0, voices.sum(axis=1))
        best = int(support.argmax())
        if support[best] < SUPPORT:
            break
        picked.append(best)
        taken |= _says_the_same(links.version, best, partner, sure)
    return picked


def _says_the_same(version: Ints, x: int, partner: Ints, sure: Floats) -> NDArray[np.bool_]:
    """The sentences that carry what sentence x does: x is their likeliest partner in its version.

    But two that a third version has, word for word, as two sentences are two.
    """
    two = ((sure >= SURE) & (sure[x] >= SURE) & (partner != partner[x])).any(axis=1)
    same: NDArray[np.bool_] = (partner[:, version[x]] == x) & (sure[:, version[x]] >= LIKELY) & ~two
    return same


def _partners(links: Links, n_versions: int) -> tuple[Ints, Floats]:
    """(S x V) the likeliest partner of each sentence in each version, -1 for none; and how likely it is.

    In its own version it is itself.
    """
    n = len(links.version)
    partner, sure = np.full((n, n_versions), -1), np.zeros((n, n_versions))
    rising = np.argsort(links.strength, kind="stable")  # the strongest is written last
    partner[links.one[rising], links.version[links.other[rising]]] = links.other[rising]
    sure[links.one[rising], links.version[links.other[rising]]] = links.strength[rising]
    partner[np.arange(n), links.version], sure[np.arange(n), links.version] = np.arange(n), 1.0
    return partner, sure


def _places(links: Links, partner: Ints, sure: Floats) -> Floats:
    """Where each version has each of K picked sentences, 0..1 of its length; NaN where it has it not."""
    sizes = np.bincount(links.version, minlength=partner.shape[1])
    places: Floats = (links.sentence[partner] + 0.5) / sizes[links.version[partner]]
    verbatim = np.zeros(len(links.version), np.bool_)
    verbatim[partner[sure >= SURE]] = True  # told word for word: not another sentence in other words
    return np.where((sure >= LIKELY) & ((sure >= SURE) | ~verbatim[partner]), places, np.nan)


def _witnesses(places: NDArray[np.float64], chosen: Sequence[int], told_by: int) -> tuple[int, ...]:
    others = [v for v in np.flatnonzero(~np.isnan(places)).tolist() if v != told_by]
    return (chosen[told_by], *(chosen[v] for v in others))


def in_agreed_order(places: NDArray[np.float64]) -> list[int]:
    """The rows of K x V places in the order that most versions have them; NaN where a version has none.

    Sorted by how many others each stands before in most of the versions that have both (Copeland's score),
    then moved forward past its neighbour while most say so (local Kemenization: Dwork, Kumar, Naor and
    Sivakumar, "Rank aggregation methods for the web", WWW 2001, section 5): no neighbours stand against the
    majority.
    """
    before = np.zeros((len(places), len(places)))  # above 0 where the row comes before the column
    for k, row in enumerate(places):
        before[k] = np.nansum(np.sign(places - row), axis=1)
    order: list[int] = []
    for k in np.argsort(-np.sign(before).sum(axis=1), kind="stable").tolist():
        at = len(order)
        while at and before[order[at - 1], k] < 0:
            at -= 1
        order.insert(at, k)
    return order
