"""Word by word: what two wordings do not share, and where a phrase stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from syndicate.report.wording import differing, places


def words(text: str, spans: list[tuple[int, int]]) -> list[str]:
    return [text[start:end] for start, end in spans]


@pytest.mark.parametrize(
    ("one", "other", "ours", "theirs"),
    [
        ("", "", [], []),
        ("The unit left.", "The unit left.", [], []),
        ("The unit left on Tuesday.", "The last unit left.", ["on Tuesday"], ["last"]),
        ("1,180 men", "1,810 men", ["1,180"], ["1,810"]),
        ("a loan", "", ["a loan"], []),
        ("港口批准了贷款", "港口拒绝了贷款", ["批准"], ["拒绝"]),
        ("Don't go", "Do not go", ["Don't"], ["Do not"]),
    ],
)
def test_what_only_one_says(one: str, other: str, ours: list[str], theirs: list[str]) -> None:
    spans = differing(one, other)
    assert (words(one, spans[0]), words(other, spans[1])) == (ours, theirs)


@given(st.text(max_size=60), st.text(max_size=60))
def test_spans_are_ascending_and_what_is_left_is_shared(one: str, other: str) -> None:
    rests = []
    for text, spans in zip((one, other), differing(one, other), strict=True):
        cuts = [0, *(place for span in spans for place in span), len(text)]
        assert cuts == sorted(cuts)
        kept = "".join(text[low:high] for low, high in zip(cuts[::2], cuts[1::2], strict=True))
        rests.append("".join(kept.split()))
    assert rests[0] == rests[1]


def test_places_are_whole_words() -> None:
    text = "2400 of the 240 (sic) soldiers"
    assert words(text, places(text, ["soldiers", "240", "", "gone", "(sic)"])) == ["240", "(sic)", "soldiers"]
