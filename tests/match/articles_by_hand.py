"""Articles as sentences of marked words, and the evidence of a pair in plain Python: the kernels' oracle."""

from __future__ import annotations

import math
from collections import Counter
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from hypothesis import strategies as st

from syndicate.corpus import CAPITAL, NUMBER, QUOTED, Corpus
from syndicate.match.evidence import FEATURES
from syndicate.match.exclusive import MANY_WORDINGS, OWN_WORDINGS
from syndicate.match.outline import MIN_WEIGHT
from syndicate.match.shared_sentences import COVERED, LONG, MOSTLY
from syndicate.match.shared_terms import RARE_WEIGHT
from syndicate.match.shared_wording import CARRIED, QUOTATION_TERMS

if TYPE_CHECKING:
    from collections.abc import Sequence

# Weights that add up without rounding. `the` says nothing; `x` and `y` are rare.
WEIGHTS = {
    "the": 0.5,
    "a": 1.0,
    "b": 1.5,
    "c": 2.0,
    "d": 2.5,
    "e": 3.0,
    "7": 2.0,
    "9": 4.5,
    "x": 4.5,
    "y": 6.0,
}
TERMS = list(WEIGHTS)


class Word(NamedTuple):
    term: str  # "" for a word without a term
    capital: bool = False
    quoted: bool = False

    @property
    def informs(self) -> bool:
        return WEIGHTS.get(self.term, 0.0) >= MIN_WEIGHT

    @property
    def mark(self) -> int:
        number = NUMBER if self.term.isdigit() else 0
        return number | (CAPITAL if self.capital else 0) | (QUOTED if self.quoted else 0)


Article = list[list[Word]]


def written(text: str) -> Article:
    """'a b. "c d" X.': sentences end in a stop, a capital is one, quotation marks stand for themselves."""
    quoted, article = False, []
    for sentence in text.split("."):
        words = []
        for word in sentence.replace('"', ' " ').split():
            if word == '"':
                quoted = not quoted
            else:
                low = word.lower()
                words.append(Word(low if low in WEIGHTS else "", word[0].isupper(), quoted))
        if words:
            article.append(words)
    return article


WORDS = st.builds(Word, st.sampled_from(["", *TERMS]), st.booleans(), st.sampled_from([False, False, True]))
ARTICLES = st.lists(st.lists(WORDS, max_size=7), max_size=6)


def corpus_of(articles: Sequence[Article]) -> Corpus:
    words = [word for article in articles for sentence in article for word in sentence]
    lengths = [len(sentence) for article in articles for sentence in article]
    n, none = len(articles), np.zeros(len(words), np.int32)
    return Corpus(
        articles=[f"a{i}" for i in range(n)],
        word_bounds=np.cumsum([0, *(sum(map(len, article)) for article in articles)], dtype=np.int64),
        words=none.astype(np.uint64),
        starts=none,
        ends=none,
        marks=np.array([word.mark for word in words], np.uint8),
        terms=np.array([TERMS.index(word.term) if word.term else -1 for word in words], np.int32),
        sentence_bounds=np.cumsum([0, *map(len, articles)], dtype=np.int64),
        sentence_words=np.cumsum([0, *lengths], dtype=np.int64),
        sentence_starts=np.zeros(len(lengths), np.int32),
        sentence_ends=np.zeros(len(lengths), np.int32),
        term_hashes=np.arange(len(TERMS), dtype=np.uint64),
        term_weights=np.array(list(WEIGHTS.values()), np.float32),
        term_texts=TERMS,
        hours=np.zeros(n),
        slack=np.zeros(n),
        languages=np.zeros(n, np.int16),
    )


def weight(terms: set[str]) -> float:
    return sum(WEIGHTS[term] for term in terms)


def shares(shared: float, one: float, other: float, missing: float) -> tuple[float, float]:
    if not one or not other:
        return missing, missing
    return min(1.0, shared / min(one, other)), min(1.0, shared / max(one, other))


def informing(sentence: list[Word]) -> set[str]:
    return {word.term for word in sentence if word.informs}


def counted(article: Article) -> Counter[str]:
    return Counter(word.term for sentence in article for word in sentence if word.informs)


def names(article: Article) -> set[str]:
    return {word.term for sentence in article for word in sentence[1:] if word.informs and word.capital}


def quoted(article: Article) -> set[str]:
    return {word.term for sentence in article for word in sentence if word.informs and word.quoted}


def phrases(article: Article) -> list[tuple[str, str]]:
    return list(pairwise(word.term for sentence in article for word in sentence if word.informs))


def carried(article: Article, other: Article) -> int:
    runs = groupby((word for sentence in article for word in sentence), key=lambda word: word.quoted)
    spoken = [[word.term for word in run if word.informs] for is_quoted, run in runs if is_quoted]
    return sum(
        len(terms) >= QUOTATION_TERMS
        and sum(WEIGHTS[t] for t in terms if t in quoted(other)) >= CARRIED * sum(WEIGHTS[t] for t in terms)
        for terms in spoken
    )


def covered(article: Article, other: Article) -> list[tuple[set[str], float, int]]:
    """(terms, coverage, partner) of each sentence that informs."""
    theirs = [informing(sentence) for sentence in other]
    found = []
    for sentence in article:
        terms = informing(sentence)
        if terms:
            scores = [weight(terms & others) / weight(terms) for others in theirs]
            best = max(scores, default=0.0)
            found.append((terms, float(np.float32(best)), scores.index(best) if scores else -1))
    return found


def coverage(article: Article, other: Article) -> dict[str, float]:
    rows = covered(article, other)
    total = sum(weight(terms) for terms, _, _ in rows)
    if not total:
        return dict.fromkeys(("coverage", "covered", "mostly", "best_three", "partnered"), 0.0)
    best = sorted((best for terms, best, _ in rows if len(terms) >= LONG), reverse=True)[:3]
    return {
        "coverage": sum(weight(terms) * best for terms, best, _ in rows) / total,
        "covered": sum(weight(terms) for terms, best, _ in rows if best >= COVERED) / total,
        "mostly": sum(weight(terms) for terms, best, _ in rows if best >= MOSTLY) / total,
        "best_three": sum(best) / 3,
        "partnered": sum(best >= COVERED for _, best, _ in rows) / len(rows),
    }


def order(article: Article, other: Article) -> float:
    partners = [partner for _, best, partner in covered(article, other) if best >= COVERED]
    steps = list(pairwise(partners))
    return sum(x <= y for x, y in steps) / len(steps) if steps else 0.5


def exclusivity(term: str, articles: Sequence[Article]) -> float:
    wordings = [pair for pair in {p for article in articles for p in phrases(article)} if pair[0] != pair[1]]
    n = sum((term == one) + (term == other) for one, other in wordings)
    return 1 / (1 + max(0, n - OWN_WORDINGS) / MANY_WORDINGS)


def plain_evidence(a: Article, b: Article, articles: Sequence[Article]) -> list[float]:
    """What each feature means, word for word, in the order of FEATURES; `articles` is the whole corpus."""
    ours, theirs = counted(a), counted(b)
    both = set(ours) & set(theirs)
    found = dict.fromkeys(FEATURES, 0.0)

    def tf(counts: Counter[str], term: str) -> float:
        return WEIGHTS[term] * (1 + math.log(counts[term]))

    def both_ways(name: str, larger: float, smaller: float) -> None:
        found[name], found[f"{name}_back"] = larger, smaller

    if both:
        norms = math.prod(math.sqrt(sum(tf(counts, t) ** 2 for t in counts)) for counts in (ours, theirs))
        found["cosine"] = sum(tf(ours, t) * tf(theirs, t) for t in both) / norms
        one, other = coverage(a, b), coverage(b, a)
        for name in ("coverage", "covered", "mostly"):
            both_ways(name, max(one[name], other[name]), min(one[name], other[name]))
        found["best_three"] = max(one["best_three"], other["best_three"])
        found["sentences_a"], found["sentences_b"] = one["partnered"], other["partnered"]
        found["order"] = order(a, b)
    both_ways("contained", *shares(weight(both), weight(set(ours)), weight(set(theirs)), 0.0))
    named = both & (names(a) | names(b))
    both_ways("names", *shares(weight(named), weight(names(a)), weight(names(b)), -1.0))
    digits = [{t for t in terms if t.isdigit()} for terms in (both, set(ours), set(theirs))]
    both_ways("numbers", *shares(*map(len, digits), -1.0))
    found["quotes"], _ = shares(weight(quoted(a) & quoted(b)), weight(quoted(a)), weight(quoted(b)), -1.0)
    worth = [sum(WEIGHTS[s] + WEIGHTS[t] for s, t in phrases(article)) for article in (a, b)]
    same = sum(WEIGHTS[s] + WEIGHTS[t] for s, t in set(phrases(a)) & set(phrases(b)) if s != t)
    both_ways("phrases", *shares(same, *worth, 0.0))
    found["shared_terms"] = sum(WEIGHTS[t] >= RARE_WEIGHT for t in both)
    found["rare"] = math.log(1 + found["shared_terms"])
    found["shared_numbers"] = len(digits[0])
    found["shared_quotes"] = max(carried(a, b), carried(b, a))
    found["size_a"], found["size_b"] = weight(set(ours)), weight(set(theirs))
    found["exclusive"] = math.log(1 + sum(exclusivity(t, articles) for t in both))
    found["exclusive_numbers"] = math.log(1 + sum(exclusivity(t, articles) for t in digits[0]))
    keys = [names(article) | {t for t in terms if t.isdigit()} for article, terms in ((a, ours), (b, theirs))]
    found["shared_facts"] = len(both & (keys[0] | keys[1]))
    found["facts_apart"] = min(len(keys[0] - both), len(keys[1] - both))
    return [found[name] for name in FEATURES]
