"""A pair packed: every sentence once, a letter for what became of it."""

from __future__ import annotations

from contents_by_hand import row

from syndicate.report.html.comparisons import comparisons
from syndicate.report.html.contents import ALIGNED, SHARED

ALIGNED_ROWS = ALIGNED.frame(
    [
        row("a", "b", "kept", 0, 1, 1.0, "", ""),
        row("a", "b", "edited", 1, 2, 0.876, "43 -> 34\u202e", "1,214 -> 1,200"),
        row("a", "b", "added", 2, None, 0.0, "", ""),
        row("a", "b", "rewritten", 3, 0, 0.5, "", ""),
        row("a", "b", "removed", None, 3, 0.0, "", ""),
    ]
)
WORDS = SHARED.frame([{"article": "a", "other": "b", "in_other": 0.5, "in_article": 0.25, "longest_run": 7}])


def test_a_pair_is_one_list() -> None:
    (packed,) = comparisons(ALIGNED_ROWS, WORDS, {"a": 4}, {"b": 2})
    letters, partners, similar, altered, rounded, removed = packed[5:]
    assert packed[:5] == [4, 2, 0.5, 0.25, 7]
    assert (letters, partners, similar) == ("kear", [1, 2, None, 0], [100, 88, 0, 50])
    assert (altered, rounded, removed) == ({"1": "43 -> 34"}, {"1": "1,214 -> 1,200"}, [3])


def test_what_was_not_measured_is_null() -> None:
    (packed,) = comparisons(ALIGNED_ROWS, SHARED.empty(), {"a": 0}, {"b": 1})
    assert packed[2:5] == [None, None, None]


def test_no_pair() -> None:
    assert comparisons(ALIGNED.empty(), SHARED.empty(), {}, {}) == []
