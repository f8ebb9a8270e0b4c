"""Who is near, against a plain double loop."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as tries
from hypothesis import strategies as st

from syndicate.settings import Settings
from syndicate.sketch import nearest
from syndicate.sketch.nearest import Choices, choose
from syndicate.sketch.sketches import Sketches, joined, taken

SETTINGS = Settings(window_hours=24.0, bands=2, band_rows=4, alone=1)
times = st.one_of(st.none(), st.integers(0, 4).map(lambda day: 20.0 * day))
article = st.tuples(
    times, st.tuples(st.integers(0, 2), st.integers(0, 2)), st.sets(st.integers(1, 8), max_size=5)
)


def sketches(rows: list[tuple[float | None, tuple[int, int], set[int]]]) -> Sketches:
    """Articles as (time, two band keys of which 0 is none, terms); all terms weigh the same."""
    counts = [len(terms) for _, _, terms in rows]
    hours = np.array([np.nan if time is None else time for time, _, _ in rows], float)
    known = ~np.isnan(hours)
    return Sketches(
        who=np.arange(len(rows)) + 100,
        priority=np.array([(7 * k + 3) % 1009 for k in range(len(rows))], np.uint32),
        earliest=np.where(known, hours, -np.inf),
        latest=np.where(known, hours, np.inf),
        bands=np.array([bands for _, bands, _ in rows], np.uint64).reshape(-1, 2),
        bounds=np.cumsum([0, *counts]),
        terms=np.array([term << 40 for _, _, terms in rows for term in sorted(terms)], np.uint64),
        weights=np.array([n**-0.5 for n in counts for _ in range(n)], np.float32),
    )


def plainly(s: Sketches, closest: int, most: int, leaders: int) -> tuple[list[set[int]], list[int]]:
    """(what each article chooses, how many are near it), pair by pair."""
    chosen, counts = [], []
    for a in range(len(s.who)):
        near = [(kin, b) for b in range(len(s.who)) if a != b and (kin := _kinship(s, a, b))]
        ranked = sorted(near, key=lambda x: (-x[0][0], s.priority[x[1]]))[:most]
        own = {b for n, (kin, b) in enumerate(ranked) if n < closest or kin[0] >= nearest.CLEARLY}
        copies = sorted((s.priority[b], b) for kin, b in near if kin[1])
        chosen.append({int(s.who[b]) for b in own | {b for _, b in copies[:leaders]}})
        counts.append(len(near))
    return chosen, counts


def _kinship(s: Sketches, a: int, b: int) -> tuple[int, int] | None:
    """(closeness, bands in common) of two articles that are near each other."""
    if max(s.earliest[b] - s.latest[a], s.earliest[a] - s.latest[b]) > SETTINGS.window_hours:
        return None
    bands = int(((s.bands[a] == s.bands[b]) & (s.bands[a] != 0)).sum())
    own, other = (
        dict(
            zip(s.terms[s.bounds[i] : s.bounds[i + 1]], s.weights[s.bounds[i] : s.bounds[i + 1]], strict=True)
        )
        for i in (a, b)
    )
    shared = own.keys() & other.keys()
    cosine = sum(int(float(own[t]) * nearest.ONE * float(other[t])) for t in shared)
    if not bands and (len(shared) < SETTINGS.shared_keyterms or cosine < int(nearest.LEAST)):
        return None
    return cosine + bands * nearest.ONE // SETTINGS.bands, bands


def lists(choices: Choices) -> list[set[int]]:
    return [
        set(choices.chosen[a:b].tolist())
        for a, b in zip(choices.bounds[:-1], choices.bounds[1:], strict=True)
    ]


@given(st.lists(article, max_size=12), st.integers(1, 3))
@tries(max_examples=60)
def test_choices_are_those_of_a_double_loop(rows: list, closest: int) -> None:  # type: ignore[type-arg]
    with pytest.MonkeyPatch.context() as patch:
        for name, value in (("CLOSEST", closest), ("MOST", 4), ("LEADERS", 2)):
            patch.setattr(nearest, name, value)
        all_ = sketches(rows)
        halves = [taken(all_, np.arange(k, len(rows), 2)) for k in (0, 1)]
        found, met = choose(all_, halves, SETTINGS)
    chosen, near = plainly(all_, closest, 4, 2)
    assert lists(found) == chosen
    assert found.crowded.tolist() == [n > len(own) for n, own in zip(near, chosen, strict=True)]
    assert met.tolist() == [100 + k for k, n in enumerate(near) if n]


def test_none_and_one_choose_nothing() -> None:
    for rows in ([], [(None, (1, 1), {1, 2})]):
        all_ = sketches(rows)  # type: ignore[arg-type]
        found, met = choose(all_, [all_], SETTINGS)
        assert (len(found.chosen), len(met)) == (0, 0)


def test_many_copies_are_linked_as_a_star() -> None:
    """A thousand copies: each chooses the same leaders, and no more pairs than the caps allow."""
    copies = sketches([(0.0, (1, 1), {1, 2, 3})] * 1000)
    found, _ = choose(copies, [copies], SETTINGS)
    assert found.crowded.all()
    assert len(found.chosen) <= 1000 * (nearest.MOST + nearest.LEADERS)
    first = set((np.argsort(copies.priority, kind="stable")[: nearest.LEADERS - 1] + 100).tolist())
    for who, own in list(zip(copies.who.tolist(), lists(found), strict=True))[:20]:
        assert first - {who} <= own


@given(st.lists(article, max_size=8))
def test_parts_are_joined_and_taken(rows: list) -> None:  # type: ignore[type-arg]
    all_ = sketches(rows)
    parts = [taken(all_, np.array([k])) for k in range(len(rows))]
    for one, other in zip(joined(parts, 2), all_, strict=True):
        np.testing.assert_array_equal(one, other)
