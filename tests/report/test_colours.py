"""Colours add nothing to what is said, and take nothing away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from detections import changes, kerunda
from hypothesis import given
from hypothesis import strategies as st

from syndicate.report.chart import thresholds_chart
from syndicate.report.colours import PATTERNS, coloured
from syndicate.report.passages import residue_summary
from syndicate.report.terminal import summary
from syndicate.schema import THRESHOLDS

if TYPE_CHECKING:
    from rich.text import Text


def styles(text: Text) -> set[tuple[str, str]]:
    return {(text.plain[span.start : span.end].strip(), str(span.style)) for span in text.spans}


def test_the_summary() -> None:
    found = styles(coloured(summary(kerunda())))
    assert ("copy", "dark_orange3") in found
    assert ("rewrite", "magenta") in found
    assert ("single", "dodger_blue1") in found
    assert any(text.startswith("■ Last combat troops") and style == "bold" for text, style in found)
    assert any(text.startswith("1 input skipped") and style == "dark_orange3" for text, style in found)


def test_charts_and_tables() -> None:
    row = {"threshold": 0.4, "pairs": 3, "clusters": 1, "grouped": 3, "largest": 3, "stories": 1}
    row |= dict.fromkeys(THRESHOLDS.columns.keys() - row.keys())  # type: ignore[arg-type]
    chart = styles(coloured(thresholds_chart(THRESHOLDS.frame([row]), 0.4)))
    assert ("█" * 24, "dodger_blue1") in chart
    assert any(text.endswith("←") and style == "bold" for text, style in chart)
    table = styles(coloured(residue_summary(kerunda().articles, changes())))
    assert any(text.startswith("Sentences ") and style == "bold" for text, style in table)


@given(st.text(st.sampled_from("■ \ncopyoriginNote:█←[red]/\x1b"), max_size=80))
def test_not_a_character_more_or_less(text: str) -> None:
    from rich.text import Text

    assert coloured(text).plain == Text(text).plain


def test_every_pattern_is_a_style() -> None:
    from rich.style import Style

    assert all(Style.parse(style) for style in PATTERNS.values())
