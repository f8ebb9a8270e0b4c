"""A page with what was kept and cut, and a pair with what decided."""

from __future__ import annotations

from detections import AGENCY, WIRE, article, kerunda
from golden_files import agree

from syndicate.flow.explain.explaining import PairExplained
from syndicate.report.reasons import page_explained, pair_explained
from syndicate.schema import LINES
from syndicate.sketch.candidates import WhyNot

SKETCHES = WhyNot(
    hours_apart=1.5, window_hours=96.0, times_known=True, resemblance=0.04, common_bands=0, bands=32,
    shared_keyterms=7, needed_keyterms=2, shared_weight=0.3, needed_weight=0.1,
    keyterms=("kerunda", "lomass"),
)  # fmt: skip


def explained(sketches: WhyNot = SKETCHES) -> PairExplained:
    why = [("rare", 0.5, 1.25), ("names", 0.25, -0.5), ("numbers", 0.1, 0.001)]
    return PairExplained(AGENCY, WIRE, "Apart: so it is.", False, 0.25, 0.75, "rewrite", sketches, why, -2.0)


def lines(*texts: str) -> list[dict[str, object]]:
    return [
        {"article": WIRE, "line": i, "text": text, "kept": i != 1, "reason": "menu" if i == 1 else "prose"}
        for i, text in enumerate(texts)
    ]


def test_golden_page() -> None:
    row = article(WIRE, wire="Reuters")
    page = LINES.frame(lines("The last unit left.", "Home | World | Sport", "Crowds cheered."))
    agree("explain_page.txt", page_explained(row, page, "LOMASSE, March 10 (Reuters) -"))


def test_golden_pair() -> None:
    agree("explain_pair.txt", pair_explained(kerunda().articles, explained()))


def test_unknown_time_and_no_common_term() -> None:
    bare = WhyNot(0.0, 96.0, False, 0.0, 0, 32, 0, 2, 0.0, 0.1, ())
    said = pair_explained(kerunda().articles, explained(bare))
    assert "Times          unknown\n" in said
    assert "Key terms      0 in common, 2 needed\n\n" in said


def test_hostile_page() -> None:
    hostile = "\x1b]0;owned\x07 \u202e <script>"
    row = article(WIRE, title=hostile, outlet=hostile, wire=hostile)
    said = page_explained(row, LINES.frame(lines(hostile, hostile, "")), hostile)
    assert {c for c in said if not c.isprintable()} == {"\n"}
    assert len(said.splitlines()) == 11
