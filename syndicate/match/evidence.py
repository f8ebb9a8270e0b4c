"""What two articles share, exactly, pair by pair: an array of evidence for each candidate. Decides nothing.

Everything is counted over terms that carry information (weight >= MIN_WEIGHT), so that length and style matter
little; "both ways" measures come as the larger and the smaller of the two, so that a digest of a long report and
a long report of a digest look alike.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from syndicate.compiled import compiled
from syndicate.corpus import CAPITAL, NUMBER, QUOTED

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from syndicate.corpus import Corpus

MIN_WEIGHT: Final = 0.8  # -ln of the share of articles: terms that stand in nearly half of all say little
RARE_WEIGHT: Final = 4.5  # a term that stands in about one of a hundred articles, or fewer
COVERED: Final = 0.35  # share of a sentence's weight at which it has found a partner
MOSTLY: Final = 0.6  # share at which the partner says nearly the same
PAIRS_A_BATCH: Final = 4096

FEATURES: Final = (
    "cosine",  # of term weights x (1 + ln tf)
    "contained",  # share of the weight of the terms of the article that is contained more
    "contained_back",  # the same for the other
    "coverage",  # mean share of a sentence's weight that its best partner sentence has, more covered side
    "coverage_back",
    "covered",  # share of the sentences' weight whose best partner covers >= COVERED, more covered side
    "covered_back",
    "mostly",  # the same at MOSTLY
    "mostly_back",
    "best_three",  # mean coverage of the three best covered sentences, more covered side
    "order",  # share of neighbouring covered sentences whose partners come in the same order, 0.5 if there are none
    "names",  # share of the weight of the names of the side that is contained more
    "names_back",
    "numbers",  # share of the numbers of the side that is contained more; -1 if a side has none
    "numbers_back",
    "quotes",  # share of the weight of the quoted terms found among the other's quoted terms, fuller side
    "phrases",  # share of neighbouring pairs of informative terms (in order, nothing between) found, fuller side
    "phrases_back",
    "rare",  # ln(1 + number of rare terms shared)
    "shared_terms",  # number of rare terms shared
    "shared_numbers",  # number of numbers shared
    "shared_quotes",  # number of quotations (4 words or more) of which the other has most of the weight, quoted
    "sentences_a",  # share of a's sentences (by number) that find a partner in b
    "sentences_b",
    "size_a",  # weight of a's distinct terms
    "size_b",
)
_N = len(FEATURES)


@dataclass(frozen=True, slots=True, eq=False)
class Outline:
    """The corpus as the kernel reads it: per article its distinct informative terms, per sentence the same.

    Article i has the slice term_bounds[i]:term_bounds[i + 1] of `terms` (ascending), `counts` and `kinds`;
    sentence s has the slice sentence_bounds[s]:sentence_bounds[s + 1] of `sentence_terms` (ascending); its words in
    reading order (informative ones only) are the slice of `order_terms` by order_bounds of its article.
    """

    term_bounds: NDArray[np.int64]
    terms: NDArray[np.int32]
    counts: NDArray[np.int32]
    kinds: NDArray[np.uint8]
    sentence_bounds: NDArray[np.int64]
    sentence_terms: NDArray[np.int32]
    order_bounds: NDArray[np.int64]
    order_terms: NDArray[np.int32]
    order_quotes: NDArray[np.int32]  # number of the quotation the word stands in, within its article, or -1


def gather(corpus: Corpus, pairs: NDArray[np.int32], *, threads: int = 2) -> NDArray[np.float32]:
    """Evidence float32[M, len(FEATURES)] for the pairs int32[M, 2] of article numbers; no pair gives no row."""
    found = np.zeros((len(pairs), _N), np.float32)
    if not len(pairs):
        return found
    outline = outline_of(corpus)
    arrays = (
        corpus.sentence_bounds, corpus.term_weights, outline.term_bounds, outline.terms, outline.counts,
        outline.kinds, outline.sentence_bounds, outline.sentence_terms, outline.order_bounds, outline.order_terms,
        outline.order_quotes,
    )  # fmt: skip

    def some(low: int) -> None:
        _gather(pairs[low : low + PAIRS_A_BATCH], *arrays, found[low : low + PAIRS_A_BATCH])

    with ThreadPoolExecutor(max(1, threads)) as pool:
        list(pool.map(some, range(0, len(pairs), PAIRS_A_BATCH)))
    return found


def outline_of(corpus: Corpus) -> Outline:
    """The terms of every article and sentence that carry information."""
    arrays = _outline(
        corpus.word_bounds, corpus.terms, corpus.marks, corpus.sentence_bounds, corpus.sentence_words,
        corpus.term_weights,
    )  # fmt: skip
    return Outline(*arrays)


@compiled
def _outline(word_bounds, terms, marks, sentence_bounds, sentence_words, weights):  # type: ignore[no-untyped-def]
    n_articles, n_words = len(word_bounds) - 1, len(terms)
    term_bounds = np.zeros(n_articles + 1, np.int64)
    order_bounds = np.zeros(n_articles + 1, np.int64)
    s_bounds = np.zeros(len(sentence_words), np.int64)
    a_terms, a_counts = np.empty(n_words, np.int32), np.empty(n_words, np.int32)
    a_kinds = np.empty(n_words, np.uint8)
    s_terms = np.empty(n_words, np.int32)
    o_terms, o_quotes = np.empty(n_words, np.int32), np.empty(n_words, np.int32)
    at = np.full(len(weights), -1, np.int32)  # place of a term among those of this article
    na, ns, no = 0, 0, 0
    for i in range(n_articles):
        first, quote, quoted = na, -1, False
        for s in range(sentence_bounds[i], sentence_bounds[i + 1]):
            s_first = ns
            for w in range(sentence_words[s], sentence_words[s + 1]):
                if (marks[w] & QUOTED) and not quoted:
                    quote += 1
                quoted = (marks[w] & QUOTED) != 0
                t = terms[w]
                if t < 0 or weights[t] < MIN_WEIGHT:
                    continue
                o_terms[no], o_quotes[no] = t, quote if quoted else -1
                no += 1
                s_terms[ns] = t
                ns += 1
                if at[t] < 0:
                    at[t] = na
                    a_terms[na], a_counts[na], a_kinds[na] = t, 0, 0
                    na += 1
                k = at[t]
                a_counts[k] += 1
                a_kinds[k] |= marks[w] & (NUMBER | QUOTED)
                if (marks[w] & CAPITAL) and w > sentence_words[s]:
                    a_kinds[k] |= CAPITAL
            ns = s_first + _sort_distinct(s_terms[s_first:ns])
            s_bounds[s + 1] = ns
        for k in range(first, na):
            at[a_terms[k]] = -1
        order = np.argsort(a_terms[first:na])
        a_terms[first:na] = a_terms[first:na][order]
        a_counts[first:na] = a_counts[first:na][order]
        a_kinds[first:na] = a_kinds[first:na][order]
        term_bounds[i + 1], order_bounds[i + 1] = na, no
    return (
        term_bounds, a_terms[:na].copy(), a_counts[:na].copy(), a_kinds[:na].copy(), s_bounds, s_terms[:ns].copy(),
        order_bounds, o_terms[:no].copy(), o_quotes[:no].copy(),
    )  # fmt: skip


@compiled
def _sort_distinct(values):  # type: ignore[no-untyped-def]
    """Sort in place and drop repeats; returns how many are left."""
    values.sort()
    n = 0
    for k in range(len(values)):
        if n == 0 or values[k] != values[n - 1]:
            values[n] = values[k]
            n += 1
    return n


@compiled
def _gather(  # type: ignore[no-untyped-def]
    pairs,
    sentences,
    weights,
    term_bounds,
    terms,
    counts,
    kinds,
    s_bounds,
    s_terms,
    o_bounds,
    o_terms,
    o_quotes,
    out,
):
    """Fill one row of evidence for each pair."""
    local = np.full(len(weights), -1, np.int32)  # number of a term among those the pair shares
    for p in range(len(pairs)):
        a, b = pairs[p, 0], pairs[p, 1]
        row = out[p]
        n = _terms(
            row, weights, local,
            terms[term_bounds[a] : term_bounds[a + 1]], counts[term_bounds[a] : term_bounds[a + 1]],
            kinds[term_bounds[a] : term_bounds[a + 1]],
            terms[term_bounds[b] : term_bounds[b + 1]], counts[term_bounds[b] : term_bounds[b + 1]],
            kinds[term_bounds[b] : term_bounds[b + 1]],
        )  # fmt: skip
        if n:
            sa = s_bounds[sentences[a] : sentences[a + 1] + 1]
            sb = s_bounds[sentences[b] : sentences[b + 1] + 1]
            _sentences(row, n, local, weights, s_terms, sa, sb)
            oa, ob = o_terms[o_bounds[a] : o_bounds[a + 1]], o_terms[o_bounds[b] : o_bounds[b + 1]]
            qa, qb = o_quotes[o_bounds[a] : o_bounds[a + 1]], o_quotes[o_bounds[b] : o_bounds[b + 1]]
            _phrases(row, local, weights, oa, ob)
            row[21] = max(
                _quotations(local, weights, oa, qa, ob, qb), _quotations(local, weights, ob, qb, oa, qa)
            )
        for k in range(term_bounds[a], term_bounds[a + 1]):
            local[terms[k]] = -1


@compiled
def _terms(row, weights, local, ta, ca, ka, tb, cb, kb):  # type: ignore[no-untyped-def]
    """The evidence of terms as sets: cosine, containment, names, numbers, quoted terms. Returns how many are shared."""
    i = j = n = 0
    dot = both = 0.0
    name = number = quoted = rare = 0.0
    while i < len(ta) and j < len(tb):
        if ta[i] < tb[j]:
            i += 1
        elif ta[i] > tb[j]:
            j += 1
        else:
            t = ta[i]
            w = weights[t]
            local[t] = n
            n += 1
            dot += w * (1 + np.log(ca[i])) * w * (1 + np.log(cb[j]))
            both += w
            rare += w >= RARE_WEIGHT
            if (ka[i] | kb[j]) & CAPITAL:
                name += w
            if ka[i] & NUMBER:
                number += 1
            if ka[i] & kb[j] & QUOTED:
                quoted += w
            i += 1
            j += 1
    norm_a, all_a, name_a, number_a, quoted_a = _totals(weights, ta, ca, ka)
    norm_b, all_b, name_b, number_b, quoted_b = _totals(weights, tb, cb, kb)
    row[0] = dot / np.sqrt(norm_a * norm_b) if dot > 0 else 0.0
    row[1], row[2] = _both_ways(both, all_a, all_b, 0.0)
    row[11], row[12] = _both_ways(name, name_a, name_b, -1.0)
    row[13], row[14] = _both_ways(number, number_a, number_b, -1.0)
    row[15] = _both_ways(quoted, quoted_a, quoted_b, -1.0)[0]
    row[18] = np.log(1 + rare)
    row[19], row[20] = rare, number
    row[24], row[25] = all_a, all_b
    return n


@compiled
def _totals(weights, terms, counts, kinds):  # type: ignore[no-untyped-def]
    norm = total = name = number = quoted = 0.0
    for k in range(len(terms)):
        w = weights[terms[k]]
        norm += (w * (1 + np.log(counts[k]))) ** 2
        total += w
        if kinds[k] & CAPITAL:
            name += w
        if kinds[k] & NUMBER:
            number += 1
        if kinds[k] & QUOTED:
            quoted += w
    return norm, total, name, number, quoted


@compiled
def _both_ways(shared, one, other, missing):  # type: ignore[no-untyped-def]
    """(larger, smaller) share of the two sides; `missing` where a side has nothing."""
    if one <= 0 or other <= 0:
        return missing, missing
    x, y = min(1.0, shared / one), min(1.0, shared / other)
    return max(x, y), min(x, y)


@compiled
def _sentences(row, n, local, weights, s_terms, sa, sb):  # type: ignore[no-untyped-def]
    """The evidence of sentences: each side's sentences against their best partners on the other side."""
    best_a, partner_a = _partners(n, local, weights, s_terms, sa, sb)
    best_b, _ = _partners(n, local, weights, s_terms, sb, sa)
    mean_a, some_a, most_a, three_a, count_a = _coverage(best_a, weights, s_terms, sa)
    mean_b, some_b, most_b, three_b, count_b = _coverage(best_b, weights, s_terms, sb)
    row[3], row[4] = max(mean_a, mean_b), min(mean_a, mean_b)
    row[5], row[6] = max(some_a, some_b), min(some_a, some_b)
    row[7], row[8] = max(most_a, most_b), min(most_a, most_b)
    row[9] = max(three_a, three_b)
    row[10] = _order(best_a, partner_a)
    row[22], row[23] = count_a, count_b


@compiled
def _partners(n, local, weights, s_terms, sa, sb):  # type: ignore[no-untyped-def]
    """(share of each of a's sentences' weight that its best partner in b has, that partner)."""
    na, nb = len(sa) - 1, len(sb) - 1
    heads = np.zeros(n + 1, np.int32)  # b's sentences by shared term, as CSR
    for k in range(sb[0], sb[nb]):
        if local[s_terms[k]] >= 0:
            heads[local[s_terms[k]] + 1] += 1
    for k in range(n):
        heads[k + 1] += heads[k]
    where = np.empty(heads[n], np.int32)
    fill = heads[:n].copy()
    for s in range(nb):
        for k in range(sb[s], sb[s + 1]):
            t = local[s_terms[k]]
            if t >= 0:
                where[fill[t]] = s
                fill[t] += 1
    best, partner = np.zeros(na, np.float32), np.full(na, -1, np.int32)
    score = np.zeros(nb, np.float32)
    for s in range(na):
        score[:] = 0
        total = 0.0
        for k in range(sa[s], sa[s + 1]):
            w = weights[s_terms[k]]
            total += w
            t = local[s_terms[k]]
            if t >= 0:
                for q in range(heads[t], heads[t + 1]):
                    score[where[q]] += w
        if total > 0 and nb:
            partner[s] = np.argmax(score)
            best[s] = score[partner[s]] / total
    return best, partner


@compiled
def _coverage(best, weights, s_terms, bounds):  # type: ignore[no-untyped-def]
    """(mean, share >= COVERED, share >= MOSTLY) by the sentences' weight, mean of the best three, share by number."""
    total = mean = some = most = 0.0
    covered = counted = 0
    top = np.zeros(3)
    for s in range(len(best)):
        weight = 0.0
        for k in range(bounds[s], bounds[s + 1]):
            weight += weights[s_terms[k]]
        if weight <= 0:
            continue
        counted += 1
        total += weight
        mean += weight * best[s]
        if best[s] >= COVERED:
            some += weight
            covered += 1
        if best[s] >= MOSTLY:
            most += weight
        if bounds[s + 1] - bounds[s] >= 4 and best[s] > top[0]:
            top[0] = best[s]
            top.sort()
    if total == 0:
        return 0.0, 0.0, 0.0, 0.0, 0.0
    return mean / total, some / total, most / total, top.sum() / 3, covered / counted


@compiled
def _order(best, partner):  # type: ignore[no-untyped-def]
    """Share of neighbouring covered sentences whose partners come in the same order."""
    last, same, steps = -1, 0, 0
    for s in range(len(best)):
        if best[s] >= COVERED:
            if last >= 0:
                steps += 1
                same += partner[s] >= last
            last = partner[s]
    return same / steps if steps else 0.5


@compiled
def _phrases(row, local, weights, oa, ob):  # type: ignore[no-untyped-def]
    """Shared phrases: neighbouring informative terms, both ways."""
    pa, wa, total_a = _phrase_keys(local, weights, oa)
    pb, wb, total_b = _phrase_keys(local, weights, ob)
    i = j = 0
    shared = 0.0
    while i < len(pa) and j < len(pb):
        if pa[i] < pb[j]:
            i += 1
        elif pa[i] > pb[j]:
            j += 1
        else:
            shared += wa[i]
            i += 1
            j += 1
    row[16], row[17] = _both_ways(shared, total_a, total_b, 0.0)


@compiled
def _phrase_keys(local, weights, terms):  # type: ignore[no-untyped-def]
    """(keys of the distinct phrases both of whose terms are shared, ascending; their weights; weight of all phrases)."""
    keys = np.empty(len(terms), np.int64)
    n, total = 0, 0.0
    for k in range(len(terms) - 1):
        total += weights[terms[k]] + weights[terms[k + 1]]
        if local[terms[k]] >= 0 and local[terms[k + 1]] >= 0 and terms[k] != terms[k + 1]:
            keys[n] = np.int64(terms[k]) << 32 | np.int64(terms[k + 1])
            n += 1
    keys = keys[:n]
    keys = keys[: _sort_distinct(keys)]
    worth = np.empty(len(keys), np.float32)
    for k in range(len(keys)):
        worth[k] = weights[keys[k] >> 32] + weights[keys[k] & 0xFFFFFFFF]
    return keys, worth, total


@compiled
def _quotations(local, weights, oa, qa, ob, qb):  # type: ignore[no-untyped-def]
    """Number of a's quotations (of 3 informative words or more) most of whose weight b has in quotation marks."""
    inside = set([np.int32(-2)])
    for k in range(len(ob)):
        if qb[k] >= 0 and local[ob[k]] >= 0:
            inside.add(ob[k])
    found, k = 0, 0
    while k < len(oa):
        q, first, total, shared = qa[k], k, 0.0, 0.0
        while k < len(oa) and qa[k] == q:
            total += weights[oa[k]]
            if oa[k] in inside:
                shared += weights[oa[k]]
            k += 1
        if q >= 0 and k - first >= 3 and shared >= MOSTLY * total:
            found += 1
    return found
