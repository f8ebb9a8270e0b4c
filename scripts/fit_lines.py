"""Fits the model of `syndicate.text.line_chain` on labelled pages, and says how well it does on others.

    python scripts/fit_lines.py MATERIAL [--out FILE.json]

MATERIAL holds `corpora/pages` (text.jsonl, gold.jsonl), `gold/dev.json`,
`gold/lookalikes/articles.jsonl`, `corpora/meter/articles.jsonl`, `corpora/counter/articles.jsonl`. Every
page is one sequence of lines; the last three are bodies without furniture. With --out the weights fitted
on everything are written, with the SHA-256 digests of what they were fitted on.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from labelled_pages import SOURCES, Page, in_body, load, words
from numba import njit
from scipy.optimize import minimize

from syndicate.text.boilerplate import bodies, keep_lines, read_facts
from syndicate.text.line_chain import BODY, FURNITURE, Chain
from syndicate.text.line_features import features

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

SHARES = {"pages": 1.0, "gold": 1.0, "clean": 0.5}  # of the likelihood, whatever the number of lines
LINES = 1000  # that a corpus of share 1 counts for: its lines are no independent witnesses
PENALTY = 12.0  # L2 on the weights
FOLDS = 8


def states(kept: Sequence[bool]) -> NDArray[np.int8]:
    """The states of a page's lines."""
    return np.where(kept, BODY, FURNITURE).astype(np.int8)


# ---------------------------------------------------------------- likelihood
@njit
def forward_backward(odds, steps, pages, weights, gold, marginals, moves):  # type: ignore[no-untyped-def]
    """Weighted log-likelihood of the gold states; fills the weighted marginals and the weighted moves
    less expected.
    """
    total = 0.0
    for p in range(len(pages) - 1):
        low, high, weight = pages[p], pages[p + 1], weights[p]
        n = high - low
        if n == 0:
            continue
        scores = np.zeros((n, 2))
        scores[:, 1] = odds[low:high]
        alpha, beta = np.empty((n, 2)), np.zeros((n, 2))
        alpha[0] = scores[0]
        for i in range(1, n):
            for j in range(2):
                alpha[i, j] = (
                    np.logaddexp(alpha[i - 1, 0] + steps[0, j], alpha[i - 1, 1] + steps[1, j]) + scores[i, j]
                )
        for i in range(n - 2, -1, -1):
            v = scores[i + 1] + beta[i + 1]
            for j in range(2):
                beta[i, j] = np.logaddexp(steps[j, 0] + v[0], steps[j, 1] + v[1])
        z = np.logaddexp(alpha[n - 1, 0], alpha[n - 1, 1])
        path = 0.0
        for i in range(n):
            state = gold[low + i]
            path += scores[i, state]
            marginals[low + i] = weight * np.exp(alpha[i, 1] + beta[i, 1] - z)
            if i:
                path += steps[gold[low + i - 1], state]
                moves[gold[low + i - 1], state] += weight
                for j in range(2):
                    for k in range(2):
                        moves[j, k] -= weight * np.exp(
                            alpha[i - 1, j] + steps[j, k] + scores[i, k] + beta[i, k] - z
                        )
        total += weight * (path - z)
    return total


@dataclass(frozen=True)
class Material:
    names: list[str]
    values: NDArray[np.float32]
    bounds: NDArray[np.int64]
    gold: NDArray[np.int8]


def material(pages: Sequence[Page]) -> Material:
    """Features and gold states of the lines of all pages."""
    frame, facts = read_facts([p.text for p in pages], [p.title for p in pages])
    names, values = features(facts)
    texts = frame["text"].to_list()
    gold = []
    for page, low, high in zip(pages, facts.pages[:-1], facts.pages[1:], strict=True):
        kept = [True] * (high - low) if page.corpus == "clean" else in_body(texts[low:high], page.body)
        gold.append(states(kept))
    return Material(names, values, facts.pages, np.concatenate(gold))


def fit(data: Material, pages: Sequence[Page], chosen: Sequence[int]) -> Chain:
    """The chain of largest penalised likelihood on the chosen pages (L-BFGS)."""
    rows = np.concatenate([np.arange(data.bounds[i], data.bounds[i + 1]) for i in chosen])
    lines = np.array([data.bounds[i + 1] - data.bounds[i] for i in chosen])
    bounds = np.concatenate([[0], np.cumsum(lines)])
    x, gold = data.values[rows].astype(np.float64), data.gold[rows]
    weights = page_weights([pages[i].corpus for i in chosen], lines)
    y = np.repeat(weights, lines) * (gold == BODY)
    n = x.shape[1]

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        marginals, moves = np.zeros(len(x)), np.zeros((2, 2))
        value = forward_backward(
            x @ flat[:n] + flat[n], flat[n + 1 :].reshape(2, 2), bounds, weights, gold, marginals, moves
        )
        off = y - marginals
        grad = np.concatenate([x.T @ off, [off.sum()], moves.ravel()])
        return PENALTY / 2 * float(flat @ flat) - value, PENALTY * flat - grad

    found = minimize(loss, np.zeros(n + 5), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return Chain(tuple(data.names), found[:n], float(found[n]), found[n + 1 :].reshape(2, 2))


def page_weights(corpora: Sequence[str], lines: NDArray[np.int64]) -> NDArray[np.float64]:
    """Weight of each page's lines: a corpus counts by SHARES; in it, a page by the square root of its
    length.
    """
    weights = np.zeros(len(corpora))
    for corpus, share in SHARES.items():
        its = np.array([c == corpus for c in corpora])
        weights[its] = LINES * share * lines[its] ** -0.5 / max(1e-9, np.sqrt(lines[its]).sum())
    return weights


# ---------------------------------------------------------------- scores
def grams(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four words, as the public benchmark of main-text extraction counts them."""
    found = words(text)
    return Counter(zip(*[found[i:] for i in range(4)], strict=False)) or Counter([tuple(found)])


def overlap(gold: Counter[tuple[str, ...]], got: Counter[tuple[str, ...]]) -> tuple[float, float]:
    """(precision, recall)."""
    hit = sum((gold & got).values())
    return hit / max(1, sum(got.values())), hit / max(1, sum(gold.values()))


def score(pages: Sequence[Page], texts: Sequence[str]) -> dict[str, tuple[float, float, float]]:
    """By corpus: precision, recall, F1; of 4-word runs, mean over pages, for `pages`, else of words
    over all pages.
    """
    found = {}
    for corpus in SHARES:
        pairs = [(p.body, t) for p, t in zip(pages, texts, strict=True) if p.corpus == corpus]
        if not pairs:
            continue
        if corpus == "pages":
            p, r = np.mean([overlap(grams(a), grams(b)) for a, b in pairs], axis=0)
        else:
            counts = [(Counter(words(a)), Counter(words(b))) for a, b in pairs]
            hit = sum(sum((a & b).values()) for a, b in counts)
            p, r = (
                hit / sum(sum(b.values()) for _, b in counts),
                hit / sum(sum(a.values()) for a, _ in counts),
            )
        found[corpus] = (float(p), float(r), float(2 * p * r / (p + r)))
    return found


def clean(pages: Sequence[Page], chain: Chain) -> list[str]:
    """The bodies the chain finds."""
    table = keep_lines([p.text for p in pages], [p.title for p in pages], [""] * len(pages), chain=chain)
    return bodies(table, len(pages))


def cross_validated(data: Material, pages: Sequence[Page], folds: int) -> list[str]:
    """The body of every page, found by a chain that was fitted without the page's group."""
    found = [""] * len(pages)
    for fold in range(folds):
        out = [i for i, p in enumerate(pages) if _fold(p.group, folds) == fold]
        chain = fit(data, pages, [i for i in range(len(pages)) if _fold(pages[i].group, folds) != fold])
        for i, body in zip(out, clean([pages[i] for i in out], chain), strict=True):
            found[i] = body
    return found


def _fold(group: str, folds: int) -> int:
    return int(hashlib.sha256(group.encode()).hexdigest(), 16) % folds


def write(chain: Chain, root: Path, out: Path, figures: dict[str, tuple[float, float, float]]) -> None:
    """The weights, three digits each, one feature a line, under what they were fitted on."""
    rows = ",\n".join(
        f"    {json.dumps(n)}: {w:.3f}" for n, w in zip(chain.names, chain.weights, strict=True)
    )
    steps = [[round(float(v), 3) for v in row] for row in chain.steps]
    digests = {s: hashlib.sha256((root / s).read_bytes()).hexdigest() for s in SOURCES}
    out.write_text(
        "{\n"
        f'  "fitted_on": {json.dumps(digests, indent=4)},\n'
        f'  "left_out": {json.dumps({k: [round(v, 4) for v in f] for k, f in figures.items()})},\n'
        f'  "bias": {chain.bias:.3f},\n'
        f'  "steps": {json.dumps(steps)},\n'
        f'  "weights": {{\n{rows}\n  }}\n'
        "}\n",
        "utf-8",
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("material", type=Path)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", type=int, default=FOLDS)
    options = parser.parse_args()
    pages = load(options.material)
    data = material(pages)
    figures = score(pages, cross_validated(data, pages, options.folds))
    for corpus, (p, r, f) in figures.items():
        print(f"{corpus:8} left out: precision {p:.4f}  recall {r:.4f}  F1 {f:.4f}")
    chain = fit(data, pages, range(len(pages)))
    for corpus, (p, r, f) in score(pages, clean(pages, chain)).items():
        print(f"{corpus:8} fitted on: precision {p:.4f}  recall {r:.4f}  F1 {f:.4f}")
    if options.out:
        write(chain, options.material, options.out, figures)


if __name__ == "__main__":
    main()
