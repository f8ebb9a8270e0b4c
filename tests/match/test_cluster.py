from __future__ import annotations

from itertools import combinations, product
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.match.cluster import AGENCY_MASS, SURE, When, copied, link, masses, origin, tree, versions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

Probabilities = dict[tuple[int, int], float]


def columns(found: Mapping[tuple[int, int], float]) -> tuple[NDArray[np.int32], NDArray[np.float64]]:
    return np.array(list(found), np.int32).reshape(-1, 2), np.array(list(found.values()), np.float64)


def linked(n: int, found: Mapping[tuple[int, int], float], threshold: float = 0.5) -> list[int]:
    """The groups of n articles that are a version each and weigh alike."""
    return link(np.arange(n), *columns(found), np.ones(n), threshold).tolist()


def partition(groups: Iterable[int]) -> set[frozenset[int]]:
    members: dict[int, set[int]] = {}
    for article, group in enumerate(groups):
        members.setdefault(group, set()).add(article)
    return {frozenset(group) for group in members.values()}


@st.composite
def graphs(draw: st.DrawFn) -> tuple[int, Probabilities]:
    """Up to nine articles; no two verified pairs are equally probable."""
    n = draw(st.integers(1, 9))
    pairs = list(combinations(range(n), 2))
    some = draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else []
    order = draw(st.permutations(range(len(some))))
    return n, {pair: (1 + k) / (1 + len(some)) for pair, k in zip(some, order, strict=True)}


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("threshold", [0.2, 0.5, 0.7])
def test_average_linkage_is_that_of_scipy(seed: int, threshold: float) -> None:
    from scipy.cluster.hierarchy import fcluster, linkage

    n = 30
    probability = np.random.default_rng(seed).beta(0.5, 0.5, n * (n - 1) // 2)
    tree = linkage(1 - probability, method="average")
    wanted = partition(fcluster(tree, 1 - threshold, criterion="distance").tolist())
    found = linked(n, dict(zip(combinations(range(n), 2), probability.tolist(), strict=True)), threshold)
    assert partition(found) == wanted


@given(graphs(), st.floats(0.01, 1.0), st.data())
def test_one_tree_cut_anywhere_gives_the_groups_there(
    graph: tuple[int, Probabilities], threshold: float, data: st.DataObject
) -> None:
    n, some = graph
    mass = np.array(data.draw(st.lists(st.sampled_from([1.0, AGENCY_MASS]), min_size=n, max_size=n)))
    arguments = np.arange(n), *columns(some), mass
    whole = tree(*arguments, 0.01)
    assert whole.cut(threshold).tolist() == link(*arguments, threshold).tolist()
    for i, j in combinations(range(n), 2):
        height = whole.height(i, j)
        for cut in (height, np.nextafter(height, 2)):
            groups = whole.cut(max(cut, 0.01))
            assert (groups[i] == groups[j]) == (0.01 <= cut <= height)


@given(graphs(), st.sampled_from([0.3, 0.5, 0.8]))
def test_pairs_that_were_not_verified_count_as_zero(
    graph: tuple[int, Probabilities], threshold: float
) -> None:
    n, some = graph
    every = {pair: some.get(pair, 0.0) for pair in combinations(range(n), 2)}
    assert linked(n, some, threshold) == linked(n, every, threshold)


def means(groups: Sequence[int], some: Probabilities) -> dict[tuple[int, int], float]:
    """Mean probability between every two groups."""
    parts = {group: [i for i, g in enumerate(groups) if g == group] for group in groups}
    return {
        (g, h): float(np.mean([some.get((min(x, y), max(x, y)), 0.0) for x in parts[g] for y in parts[h]]))
        for g, h in combinations(sorted(parts), 2)
    }


@given(graphs(), st.sampled_from([0.3, 0.5, 0.8]))
def test_no_two_groups_are_left_that_should_join(graph: tuple[int, Probabilities], threshold: float) -> None:
    n, some = graph
    groups = linked(n, some, threshold)
    assert all(mean < threshold + 1e-9 for mean in means(groups, some).values())
    assert all(groups[group] == group <= article for article, group in enumerate(groups))


@given(graphs(), st.randoms(use_true_random=False))
def test_the_order_of_the_pairs_and_of_the_articles_changes_nothing(
    graph: tuple[int, Probabilities], random: object
) -> None:
    n, some = graph
    usual = linked(n, some)
    rows = list(some.items())
    random.shuffle(rows)  # type: ignore[attr-defined]
    assert linked(n, dict(rows)) == usual
    assert linked(n, {(b, a): p for (a, b), p in rows}) == usual


def test_renaming_the_articles_renames_the_groups() -> None:
    draw = np.random.default_rng(3)
    for _ in range(100):
        n = 12
        some = {pair: float(draw.random()) for pair in combinations(range(n), 2) if draw.random() < 0.5}
        name = draw.permutation(n).tolist()
        renamed = linked(n, {(name[a], name[b]): p for (a, b), p in some.items()})
        usual = {frozenset(name[i] for i in group) for group in partition(linked(n, some))}
        assert partition(renamed) == usual


@pytest.mark.parametrize("n", [0, 1, 3])
def test_no_pair(n: int) -> None:
    assert linked(n, {}) == list(range(n))
    assert versions(n, *columns({}), np.empty(0)).tolist() == list(range(n))


def test_two_join_at_the_threshold_and_not_below() -> None:
    assert linked(2, {(0, 1): 0.5}) == [0, 0]
    assert linked(2, {(0, 1): np.nextafter(0.5, 0)}) == [0, 1]
    assert linked(3, {(0, 1): 0.0}, threshold=0.0) == [0, 0, 2]


def test_a_chain_does_not_merge() -> None:
    assert len(set(linked(40, {(i, i + 1): 0.9 for i in range(39)}))) == 20


def test_a_hub_does_not_merge_what_it_resembles() -> None:
    groups = linked(21, {(0, i): 0.9 for i in range(1, 21)})
    assert sorted(map(len, partition(groups))) == [1] * 19 + [2]


def test_a_full_group_and_a_stranger_of_one_member() -> None:
    close = dict.fromkeys(combinations(range(5), 2), 0.8)
    assert linked(6, {**close, (4, 5): 0.9}) == [0, 0, 0, 0, 4, 4]
    assert linked(6, {**close, (4, 5): 0.7}) == [0, 0, 0, 0, 0, 5]


def test_versions_are_connected_copies() -> None:
    pairs = np.array([(3, 4), (1, 3), (0, 2), (2, 5)], np.int32)
    probability = np.array([0.99, 0.95, 0.99, 0.5])
    jaccard = np.array([0.9, 0.8, 0.79, 0.95])
    assert versions(6, pairs, probability, jaccard).tolist() == [0, 1, 2, 1, 1, 5]


def test_copies_weigh_no_more_than_one() -> None:
    """Ten copies of 0, close to 1, which is close to 2: by number the copies would keep 2 out."""
    groups = np.array([0, 1, 2, *[0] * 9])
    some = {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 0.3} | {(2, i): 0.3 for i in range(3, 12)}
    assert not link(groups, *columns(some), np.ones(12), 0.5).any()
    assert set(linked(12, some | {(0, i): 1.0 for i in range(3, 12)})) != {0}


def test_thousands_of_copies_around_one_are_one_group() -> None:
    n = 30_000  # pair by pair they would take an hour
    star = {(0, i): 1.0 for i in range(1, n)}
    pairs, probability = columns(star)
    version = versions(n, pairs, probability, np.ones(n - 1))
    groups = link(version, pairs, probability, np.ones(n), 0.5)
    assert set(groups.tolist()) == {0}


def test_a_long_line_of_copies_is_one_version() -> None:
    n = 30_000
    pairs = np.array([(i, i + 1) for i in reversed(range(n - 1))], np.int32)
    assert not versions(n, pairs, np.ones(n - 1), np.ones(n - 1)).any()


def test_an_agency_report_weighs_as_much_as_several() -> None:
    agency = np.array([True, False, False, False])
    mass = masses(4, np.arange(4), agency)
    assert mass.tolist() == [AGENCY_MASS, 1.0, 1.0, 1.0]
    some = {(0, 1): 0.9, (0, 2): 0.6, (1, 2): 0.3}
    assert linked(4, some) == [0, 0, 2, 3]
    assert link(np.arange(4), *columns(some), mass, 0.5).tolist() == [0, 0, 0, 3]


def test_the_mass_stands_at_the_name_of_the_group() -> None:
    assert masses(4, np.array([0, 1, 1, 0]), np.array([False, False, True, False])).tolist() == [
        1.0, AGENCY_MASS, 1.0, 1.0,
    ]  # fmt: skip


@given(graphs(), graphs())
def test_clusters_stay_whole_in_their_story(
    graph: tuple[int, Probabilities], other: tuple[int, Probabilities]
) -> None:
    n = max(graph[0], other[0])
    cluster = linked(n, graph[1])
    story = link(np.arange(n), *columns(other[1]), np.ones(n), 0.5, together=np.array(cluster)).tolist()
    assert all(any(group <= whole for whole in partition(story)) for group in partition(cluster))
    assert all(story[group] == group <= article for article, group in enumerate(story))


def test_clusters_join_in_stories_by_all_their_pairs() -> None:
    cluster = np.array([0, 0, 2, 2])
    some = {(0, 2): 0.9, (0, 3): 0.9}
    assert link(np.arange(4), *columns(some), np.ones(4), 0.5, together=cluster).tolist() == [0, 0, 2, 2]
    some[1, 2] = 0.3
    assert link(np.arange(4), *columns(some), np.ones(4), 0.5, together=cluster).tolist() == [0] * 4


NAN = float("nan")


WINDOW = 4.0


def at(*hours: float) -> When:
    return When(np.array(hours), np.zeros(len(hours)), WINDOW)


def dated(n: int, found: Mapping[tuple[int, int], float], when: When, threshold: float = 0.5) -> list[int]:
    return link(np.arange(n), *columns(found), np.ones(n), threshold, when=when).tolist()


def is_outside(when: When, i: int, j: int) -> bool:
    """Certainly, as `sketch.timeline` has it."""
    gap = abs(when.hours[i] - when.hours[j]) - when.slack[i] - when.slack[j]
    return bool(gap > when.window)


@st.composite
def archives(draw: st.DrawFn) -> tuple[int, Probabilities, When]:
    """Up to twelve articles, half of them of unknown time, and most pairs that may be inside the window."""
    n, rng = draw(st.integers(4, 12)), np.random.default_rng(draw(st.integers(0, 2**32)))
    hours = np.where(rng.random(n) < 0.5, np.nan, rng.integers(0, 12, n) * 2.0)
    when = When(hours, rng.choice([0.0, 1.0], n), WINDOW)
    pairs = [(i, j) for i, j in combinations(range(n), 2) if not is_outside(when, i, j)]
    return n, {pair: 1 - rng.random() / 2 for pair in pairs if rng.random() < 0.8}, when


TWO_YEARS = {(0, 2): 0.9, (1, 3): 0.9, (0, 3): 0.8, (1, 2): 0.8, (2, 3): 0.8}  # 2 and 3 are undated


def test_what_is_undated_joins_no_two_years() -> None:
    assert linked(4, TWO_YEARS) == [0, 0, 0, 0]
    assert dated(4, TWO_YEARS, at(0.0, 8.0, NAN, NAN)) == [0, 1, 0, 1]
    assert dated(4, TWO_YEARS, at(0.0, 4.0, NAN, NAN)) == [0, 0, 0, 0]
    assert dated(4, TWO_YEARS, at(NAN, NAN, NAN, NAN)) == [0, 0, 0, 0]


def test_what_is_undated_stays_where_it_is_closest() -> None:
    some = {(0, 2): 0.8, (1, 2): 0.9}
    assert dated(3, some, at(0.0, 8.0, NAN)) == [0, 1, 1]
    assert dated(3, some, at(0.0, 8.0, NAN), threshold=0.4) == [0, 1, 1]
    assert linked(3, some, threshold=0.4) == [0, 0, 0]


def test_a_day_alone_may_be_its_last_hour() -> None:
    when = at(0.0, 8.0, NAN, NAN)
    for slack, groups in ((3.9, [0, 1, 0, 1]), (4.0, [0, 0, 0, 0])):
        assert dated(4, TWO_YEARS, when._replace(slack=np.array([slack, 0, 0, 0]))) == groups


def test_an_affair_goes_on_from_day_to_day() -> None:
    """Dated articles three hours apart, each like its neighbours and all like one undated article."""
    some = {(i, i + 1): 0.9 for i in range(4)} | {(i, 5): 0.9 for i in range(5)}
    assert dated(6, some, at(0.0, 3.0, 6.0, 9.0, 12.0, NAN), threshold=0.3) == [0] * 6
    assert dated(6, some, at(0.0, 3.0, NAN, 9.0, 12.0, NAN), threshold=0.3) == [0, 0, 2, 2, 2, 0]


def test_one_who_stands_between_brings_two_together() -> None:
    """0 and 2 are out of each other's reach until 1 joins; their mean is above its own with them."""
    near = {(0, 3): 0.97, (2, 3): 0.95, (2, 4): 0.9, (0, 4): 0.9, (3, 4): 0.9}
    some = near | dict.fromkeys([(0, 1), (1, 2), (1, 3), (1, 4)], 0.6)
    when = at(0.0, 3.0, 6.0, NAN, NAN)
    assert dated(5, some, when) == [0] * 5
    assert dated(5, some, when, threshold=0.605) == [0, 1, 2, 0, 0]
    whole = tree(np.arange(5), *columns(some), np.ones(5), 0.1, when=when)
    assert whole.cut(0.605).tolist() == [0, 1, 2, 0, 0]


def test_one_text_of_two_years_is_one_group() -> None:
    """As copies, as versions, and as clusters of one story."""
    sure = {(0, 1): 0.99, (1, 2): 0.99}
    when, every = at(0.0, NAN, 8.0), (np.arange(3), *columns(sure), np.ones(3), 0.4)
    assert link(*every, when=when).tolist() == [0, 0, 2]
    assert link(*every, when=when, copies=columns(sure)[0]).tolist() == [0, 0, 0]
    assert link(*every, when=when, together=np.zeros(3, np.int64)).tolist() == [0, 0, 0]
    assert link(np.zeros(3, np.int64), *every[1:], when=when).tolist() == [0, 0, 0]


@given(archives(), st.sampled_from([0.2, 0.3, 0.5, 0.8]))
def test_no_group_has_a_gap_and_no_two_are_left_that_may_join(
    archive: tuple[int, Probabilities, When], threshold: float
) -> None:
    n, some, when = archive
    groups = dated(n, some, when, threshold)
    known = np.flatnonzero(~np.isnan(when.hours)).tolist()
    for group in partition(groups):
        members = sorted(group & set(known), key=lambda i: when.hours[i] - when.slack[i])
        for k in range(1, len(members)):
            assert not all(is_outside(when, i, members[k]) for i in members[:k])
    for (g, h), mean in means(groups, some).items():
        one, other = ([i for i in known if groups[i] == group] for group in (g, h))
        apart = [is_outside(when, i, j) for i, j in product(one, other)]
        assert mean < threshold + 1e-9 or (apart and all(apart))


@given(archives(), st.floats(0.01, 1.0), st.data())
def test_times_leave_one_tree_that_can_be_cut_anywhere(
    archive: tuple[int, Probabilities, When], threshold: float, data: st.DataObject
) -> None:
    n, some, when = archive
    least = data.draw(st.floats(0.01, threshold))
    copies = columns(some)[0][columns(some)[1] >= data.draw(st.sampled_from([0.7, 2.0]))]
    every = np.arange(n), *columns(some), np.ones(n)
    whole = tree(*every, least, copies=copies, when=when)
    assert whole.cut(threshold).tolist() == link(*every, threshold, copies=copies, when=when).tolist()
    for i, j in combinations(range(n), 2):
        if (height := whole.height(i, j)) >= least:
            groups = whole.cut(height)
            assert groups[i] == groups[j]


@given(archives(), archives(), st.sampled_from([0.3, 0.5]))
def test_parts_that_nothing_connects_are_grouped_as_if_alone(
    archive: tuple[int, Probabilities, When], other: tuple[int, Probabilities, When], threshold: float
) -> None:
    (n, some, when), (m, more, then) = archive, other
    both = some | {(n + i, n + j): p for (i, j), p in more.items()}
    hours, slack = np.concatenate([when.hours, then.hours]), np.concatenate([when.slack, then.slack])
    alone = dated(n, some, when, threshold) + [n + g for g in dated(m, more, then, threshold)]
    assert dated(n + m, both, When(hours, slack, WINDOW), threshold) == alone


@given(archives(), st.sampled_from([0.3, 0.5]))
def test_where_all_is_dated_times_change_nothing(
    archive: tuple[int, Probabilities, When], threshold: float
) -> None:
    n, some, when = archive
    when = when._replace(hours=np.nan_to_num(when.hours))
    some = {(i, j): p for (i, j), p in some.items() if not is_outside(when, i, j)}
    assert dated(n, some, when, threshold) == linked(n, some, threshold)


@pytest.mark.parametrize(("hours", "agency", "fullness", "first"), [
    ([5, 4, 3], [0, 0, 0], [0.5, 0.5, 0.5], 2),  # the earliest
    ([5, 4, 3], [0, 0, 0], [0.9, 0.1, 0.1], 0),  # much the fullest
    ([5, 4, 3], [0, 1, 0], [0.9, 0.0, 0.1], 1),  # the agency's own
    ([5, 4, 3], [1, 1, 0], [0.1, 0.1, 0.9], 1),  # the earlier of two
    ([NAN, NAN, NAN], [0, 0, 0], [0.1, 0.3, 0.2], 1),  # no time is known
    ([NAN, 4, 3], [0, 0, 0], [0.9, 0.5, 0.5], 2),  # an unknown time is not early
    ([3, 3, 3], [0, 0, 0], [0.5, 0.5, 0.5], 0),  # all alike
])  # fmt: skip
def test_origin(hours: list[float], agency: list[int], fullness: list[float], first: int) -> None:
    columns = np.array(hours, float), np.array(agency, bool), np.array(fullness)
    assert origin([0, 1, 2], *columns) == first
    assert origin([2, 0, 1], *columns) == first
    assert origin([1], *columns) == 1


def test_what_is_copied() -> None:
    assert copied(np.array([0.99, 0.989, 1.0]), np.array([1, 1, 0], bool)).tolist() == [True, False, False]


@pytest.mark.parametrize(("threshold", "groups"), [
    (0.5, [0] * 6), (0.99, [0] * 6), (0.991, [0, 0, 0, 3, 3, 3]), (0.999, [0, 1, 2, 3, 4, 5]),
])  # fmt: skip
def test_a_copy_joins_groups_that_are_far_apart(threshold: float, groups: list[int]) -> None:
    """Two groups of three, one article of each having the same text, the others of mean .29."""
    near = {pair: 0.995 for trio in ((0, 1, 2), (3, 4, 5)) for pair in combinations(trio, 2)}
    some = near | dict.fromkeys(product((0, 1, 2), (3, 4, 5)), 0.2) | {(2, 3): 0.99}
    alone = np.arange(6), *columns(some), np.ones(6)
    copies = np.array([(3, 2)], np.int32)
    assert link(*alone, threshold, copies=copies).tolist() == groups
    assert tree(*alone, 0.0, copies=copies).cut(threshold).tolist() == groups
    assert linked(6, some) == [0, 0, 0, 3, 3, 3]


@given(graphs(), st.floats(0.0, 1.0))
def test_copies_cut_alike_from_any_tree(graph: tuple[int, Probabilities], threshold: float) -> None:
    n, some = graph
    pairs, probability = columns(some)
    alone = np.arange(n), pairs, probability, np.ones(n)
    copies = pairs[probability >= SURE]
    least = min(threshold, 0.3)
    direct = link(*alone, threshold, copies=copies)
    assert tree(*alone, least, copies=copies).cut(threshold).tolist() == direct.tolist()
    if not len(copies) or threshold > SURE:
        assert direct.tolist() == link(*alone, threshold).tolist()


def test_a_round_up_with_whole_reports_merges_no_events() -> None:
    """Article 0 holds a report of each of two events, which five outlets have each."""
    near = {pair: 0.995 for group in (range(1, 6), range(6, 11)) for pair in combinations(group, 2)}
    some = near | {(0, i): 0.99 for i in range(1, 11)}
    pairs, probability = columns(some)
    groups = link(np.arange(11), pairs, probability, np.ones(11), 0.4, copies=pairs[probability == 0.99])
    assert len(partition(groups.tolist())) == 2
