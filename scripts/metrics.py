"""The figures by which a detector of syndication is judged, from labels and from its tables. Reads no file.

Groups are given as a mapping from article to the name of its group. Shares are 0..1; of nothing, 0.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise as neighbours
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

WORD = re.compile(r"\w+")
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class Rates(NamedTuple):
    """How much of what was found is right, and how much of what is right was found."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        return share(2 * self.precision * self.recall, self.precision + self.recall)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A labelled sentence: whose facts of the wire it carries, and how."""

    text: str
    carries: frozenset[int] = frozenset()  # numbers of the wire's sentences
    how: str = "new"  # verbatim, edited, rewritten or new
    altered: bool = False  # the outlet changed a fact


@dataclass(frozen=True, slots=True)
class Finding:
    """A row of the residue table."""

    status: str
    text: str
    altered: bool = False


def share(part: float, whole: float) -> float:
    """`part` of `whole`; 0 of nothing."""
    return part / whole if whole else 0.0


def words(text: str) -> list[str]:
    """Lower-cased words; scripts written without spaces are counted by character."""
    return [
        unit for word in WORD.findall(text.lower()) for unit in (word if UNSPACED.search(word) else (word,))
    ]


# Groups


def b_cubed(truth: Mapping[str, str], found: Mapping[str, str]) -> Rates:
    """B-cubed precision and recall over the articles of `truth` (Bagga and Baldwin 1998)."""
    cells, right, said = _contingency(truth, found)
    return Rates(
        share(sum(n * n / said[group] for (_, group), n in cells.items()), len(truth)),
        share(sum(n * n / right[group] for (group, _), n in cells.items()), len(truth)),
    )


def pairwise(truth: Mapping[str, str], found: Mapping[str, str]) -> Rates:
    """Of the pairs put together, those that belong together; and the other way round."""
    both, right, said, _ = _pairs(truth, found)
    return Rates(share(both, said), share(both, right))


def adjusted_rand(truth: Mapping[str, str], found: Mapping[str, str]) -> float:
    """Agreement on pairs above chance, 1 at most (Hubert and Arabie 1985); 0 where chance leaves no room."""
    both, right, said, every = _pairs(truth, found)
    expected = share(right * said, every)
    return share(both - expected, (right + said) / 2 - expected)


def nearest_group(group: Iterable[str], found: Mapping[str, str]) -> float:
    """Jaccard similarity of `group` and the found group nearest to it: 1 when it stands alone and whole."""
    wanted = set(group)
    gathered: dict[str, set[str]] = {}
    for article, name in found.items():
        gathered.setdefault(name, set()).add(article)
    return max((share(len(wanted & one), len(wanted | one)) for one in gathered.values()), default=0.0)


def _contingency(
    truth: Mapping[str, str], found: Mapping[str, str]
) -> tuple[Counter[tuple[str, str]], Counter[str], Counter[str]]:
    """Sizes of the cells, of the true groups and of the found ones; a lost article is a group of its own."""
    cells = Counter((group, found.get(article, f"lost: {article}")) for article, group in truth.items())
    right, said = Counter[str](), Counter[str]()
    for (wanted, got), n in cells.items():
        right[wanted] += n
        said[got] += n
    return cells, right, said


def _pairs(truth: Mapping[str, str], found: Mapping[str, str]) -> tuple[int, int, int, int]:
    """Numbers of pairs: together in both, in truth, in what was found, and of all articles."""
    cells, right, said = _contingency(truth, found)
    both, wanted, got = (sum(n * (n - 1) // 2 for n in sizes.values()) for sizes in (cells, right, said))
    return both, wanted, got, len(truth) * (len(truth) - 1) // 2


# Derived or not


def macro_f1(truth: Sequence[bool], said: Sequence[bool]) -> float:
    """Mean of the F1 of the positive and of the negative side."""
    return sum(_side(truth, said, wanted).f1 for wanted in (True, False)) / 2


def _side(truth: Sequence[bool], said: Sequence[bool], wanted: bool) -> Rates:
    hits = sum(t == s == wanted for t, s in zip(truth, said, strict=True))
    return Rates(share(hits, sum(s == wanted for s in said)), share(hits, sum(t == wanted for t in truth)))


def auc(truth: Sequence[bool], scores: Sequence[float]) -> float:
    """Share of (positive, negative) pairs that the score puts in order, a tie counting half."""
    ranked = sorted(zip(scores, truth, strict=True))
    bounds = [0, *(i for i, (a, b) in enumerate(neighbours(ranked), 1) if a[0] != b[0]), len(ranked)]
    below, wins, positives = 0, 0.0, sum(truth)
    for start, end in neighbours(bounds):
        hits = sum(positive for _, positive in ranked[start:end])
        misses = end - start - hits
        wins += hits * (below + misses / 2)
        below += misses
    return share(wins, positives * below)


# Bodies


def body_overlap(gold: str, found: str, k: int = 4) -> Rates:
    """Shared word k-shingles, counted with repetition; a shorter text is one shingle."""
    wanted, got = _shingles(gold, k), _shingles(found, k)
    hits = (wanted & got).total()
    return Rates(share(hits, got.total()), share(hits, wanted.total()))


def mean_rates(rates: Sequence[Rates]) -> Rates:
    """Mean precision and mean recall."""
    return (
        Rates(*(share(sum(column), len(rates)) for column in zip(*rates, strict=True)))
        if rates
        else Rates(0, 0)
    )


def _shingles(text: str, k: int) -> Counter[tuple[str, ...]]:
    units = words(text)
    return Counter(zip(*(units[i:] for i in range(k)), strict=False)) or Counter([tuple(units)])


# Sentences


def paraphrase_figures(truth: Sequence[bool], said: Sequence[bool]) -> dict[str, float]:
    """Whether two sentences say the same: share of right answers, and F1 of those that do."""
    right = sum(t == s for t, s in zip(truth, said, strict=True))
    return {"accuracy": share(right, len(truth)), "F1": _side(truth, said, wanted=True).f1}


# Residue


def residue_counts(
    wire: Sequence[Sentence], article: Sequence[Sentence], findings: Sequence[Finding]
) -> Counter[str]:
    """What the residue of one article against its wire got right, in words (facts: in sentences).

    `X wanted` is what the labels hold, `X said` what was reported, `X right` both. The counters of many
    articles are added up for `residue_figures`.
    """
    shown = [finding for finding in findings if finding.status != "removed"]
    gold_words, sentence_of = _spread(sentence.text for sentence in article)
    page_words, finding_of = _spread(finding.text for finding in shown)
    partner = dict(_aligned(gold_words, page_words))
    seen = {i: shown[finding_of[j]] for i, j in partner.items()}

    counts = Counter({"body wanted": len(gold_words), "body said": len(page_words), "body right": len(seen)})
    for i, n in enumerate(sentence_of):
        how, status = article[n].how, seen[i].status if i in seen else "lost"
        counts["status right"] += status == {"verbatim": "kept", "new": "added"}.get(how, how)
        counts["added wanted"] += how == "new"
        counts["added right"] += how == "new" and status == "added"
    # Page furniture that is called an addition counts against it.
    counts["added said"] = sum(shown[n].status == "added" for n in finding_of)
    counts.update(_removed(wire, article, findings))
    counts.update(_altered(article, {sentence_of[i] for i, finding in seen.items() if finding.altered}))
    return counts


def residue_figures(counts: Counter[str]) -> dict[str, float]:
    """The figures of a sum of `residue_counts`."""
    rates = {
        name: Rates(
            share(counts[f"{name} right"], counts[f"{name} said"]),
            share(counts[f"{name} right"], counts[f"{name} wanted"]),
        )
        for name in ("body", "added", "removed")
    }
    return {
        "body words precision": rates["body"].precision,
        "body words recall": rates["body"].recall,
        "added F1": rates["added"].f1,
        "removed F1": rates["removed"].f1,
        "status accuracy": share(counts["status right"], counts["body wanted"]),
        "altered recall": share(counts["altered right"], counts["altered wanted"]),
        "altered specificity": share(counts["clean right"], counts["clean wanted"]),
    }


def _removed(
    wire: Sequence[Sentence], article: Sequence[Sentence], findings: Sequence[Finding]
) -> Counter[str]:
    """Words of the wire that nothing in the article carries."""
    carried = frozenset[int]().union(*(sentence.carries for sentence in article))
    wire_words, sentence_of = _spread(sentence.text for sentence in wire)
    said, _ = _spread(finding.text for finding in findings if finding.status == "removed")
    gone = {i for i, n in enumerate(sentence_of) if n not in carried}
    hit = {i for i, _ in _aligned(wire_words, said)}
    return Counter({"removed wanted": len(gone), "removed right": len(gone & hit), "removed said": len(said)})


def _altered(article: Sequence[Sentence], flagged: set[int]) -> Counter[str]:
    """Sentences from the wire whose changed facts were flagged, and clean ones that were left in peace."""
    counts = Counter[str]()
    for n, sentence in enumerate(article):
        if sentence.how != "new":
            side = "altered" if sentence.altered else "clean"
            counts[f"{side} wanted"] += 1
            counts[f"{side} right"] += (n in flagged) == sentence.altered
    return counts


# Rebuilt reports


def rebuilt_counts(
    articles: Mapping[str, Sequence[Sentence]], rebuilt: Iterable[tuple[str, str]]
) -> Counter[str]:
    """What a report that was rebuilt without its wire got right, in sentences.

    articles: the labelled ones that derive from the wire, by id; rebuilt: each sentence, and the id of the
    article whose words it has. `carried`: sentences of the wire that at least two articles carry; `of wire`:
    sentences rebuilt that carry something of it, and are not one article's own, or page furniture.
    """
    told = Counter(n for lines in articles.values() for n in {n for line in lines for n in line.carries})
    facts = [_facts(text, articles.get(source, ())) for text, source in rebuilt]
    wanted = {n for n, carriers in told.items() if carriers > 1}
    return Counter({
        "carried wanted": len(wanted),
        "carried right": len(wanted & frozenset[int]().union(*facts)),
        "of wire wanted": len(facts),
        "of wire right": sum(map(bool, facts)),
    })  # fmt: skip


def _facts(text: str, article: Sequence[Sentence]) -> frozenset[int]:
    """The sentences of the wire that a text carries: those of the labelled sentences that it mostly is."""
    said, found = words(text), frozenset[int]()
    for line in article:
        labelled = words(line.text)
        shared = sum(1 for _ in _aligned(labelled, said))
        if 2 * shared >= len(labelled) or 5 * shared >= 4 * len(said):
            found |= line.carries
    return found


def _spread(texts: Iterable[str]) -> tuple[list[str], list[int]]:
    """All words in order, and for each the number of the text it comes from."""
    numbered = [(word, n) for n, text in enumerate(texts) for word in words(text)]
    return [word for word, _ in numbered], [n for _, n in numbered]


def _aligned(gold: Sequence[str], found: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Positions of the same words in both, in order."""
    for block in SequenceMatcher(None, gold, found, autojunk=False).get_matching_blocks():
        yield from zip(
            range(block.a, block.a + block.size), range(block.b, block.b + block.size), strict=True
        )
