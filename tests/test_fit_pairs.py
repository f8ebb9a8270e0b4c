"""The fit of the pair models: signs that sense demands, and folds that no story crosses."""

from __future__ import annotations

import numpy as np
from fit_pairs import FEATURES, FREE, NEGATIVE, Labelled, Sample, fit, folds, predict

from syndicate.match import relation


def drawn(names: tuple[str, ...], rule: str, n: int = 400) -> Sample:
    """Random pairs that belong together where feature `rule` is large."""
    x = np.random.default_rng(1).random((n, len(names)))
    y = (x[:, names.index(rule)] > 0.5).astype(np.int8)
    return Sample(x, y, np.ones(n), np.arange(n) % 5, np.zeros(n, np.int64))


def test_a_fit_finds_what_decides() -> None:
    s = drawn(("phrases", "late"), "phrases")
    t = fit(s, np.ones(len(s.y), np.bool_), ("phrases", "late"))
    assert ((predict(s.x, t) > 0.5) == s.y).mean() > 0.9


def test_signs_hold_against_the_material() -> None:
    s = drawn(("phrases", "late"), "late")
    t = fit(s, np.ones(len(s.y), np.bool_), ("phrases", "late"))
    assert t[0] >= 0 >= t[1]


def test_the_shipped_weights_keep_their_signs() -> None:
    for name, features in FEATURES.items():
        weights = relation.model(name).weights
        assert set(weights) <= set(features)
        for feature, weight in weights.items():
            assert feature in FREE or (weight < 0) == (feature in NEGATIVE)


def test_no_story_crosses_a_fold() -> None:
    ids = [f"a{i}" for i in range(60)]
    pairs = np.array([(i, j) for i in range(60) for j in range(i + 1, 60) if i % 6 == j % 6], np.int32)
    empty = np.empty((0, 3), np.int32)
    found = Labelled(
        "gold", ids, pairs, {}, no_pairs(empty), np.zeros(60, np.bool_),
        story={i: str(k % 6) for k, i in enumerate(ids)},
    )  # fmt: skip
    fold = folds(found)
    assert all(len(set(fold[pairs[:, 0] % 6 == story])) == 1 for story in range(6))


def no_pairs(empty: np.ndarray[tuple[int, int], np.dtype[np.int32]]) -> relation.Shared:
    """What nothing shares."""
    none = np.empty(0)
    return relation.Shared(
        np.empty((0, 0), np.float32), empty, empty, none, none, np.empty(0, np.int32), none, none,
        np.empty(0, np.int8), np.empty(0, np.bool_), np.empty(0, np.int8),
    )  # fmt: skip
