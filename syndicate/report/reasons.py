"""Why, for the screen: a page line by line, a pair number by number. Finds no reason itself."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING, Final

import polars as pl

from syndicate.report.plain import WIDTH, fit, plural, safe

if TYPE_CHECKING:
    from collections.abc import Mapping

    from syndicate.flow.explain.explaining import PairExplained

_REASON: Final = 34  # columns
_TERMS_SHOWN: Final = 12
_LEAST_SHOWN: Final = 0.005  # contributions below round to nothing
_FACTS: Final = ("article", "title", "outlet", "published", "language")


def page_explained(
    row: Mapping[str, object], lines: pl.DataFrame, credit: str = "", width: int = WIDTH
) -> str:
    """A page, line by line: what was kept, what was cut, and why.

    row: the article's of schema.ARTICLES; lines: schema.LINES of it; credit: the words that credit its wire.
    """
    wire = str(row["wire"]) + (f", from: {credit}" if credit else "")
    head = [fit(f"{fact:10} {row[fact]}", width).rstrip() for fact in _FACTS]
    head.append(fit(f"{'wire':10} {wire}", width).rstrip())
    kept = lines.filter("kept").height
    body = [
        f"{'│' if kept else ' '} {fit(reason, _REASON)} {fit(text, width - _REASON - 3)}".rstrip()
        for kept, reason, text in lines.select("kept", "reason", "text").iter_rows()
    ]
    return "\n".join([*head, "", f"{kept:,} of {plural(lines.height, 'line')} kept (│):", *body]) + "\n"


def pair_explained(articles: pl.DataFrame, pair: PairExplained, width: int = WIDTH) -> str:
    """Why two articles are, or are not, together: the verdict, the sketches, what each feature adds."""
    s = pair.sketches
    known = {
        row["article"]: row for row in articles.filter(pl.col("article").is_in([pair.a, pair.b])).to_dicts()
    }
    heads = [_head(letter, known[article], width) for letter, article in (("A", pair.a), ("B", pair.b))]
    times = f"{s.hours_apart:.1f} h of {s.window_hours:g} h allowed" if s.times_known else "unknown"
    terms = safe(", ".join(s.keyterms[:_TERMS_SHOWN]))
    lines = [
        *heads, "", pair.verdict, *_folded(pair.would, width), "",
        f"One report     {pair.probability:.3f} probable, as {pair.relation}",
        f"One event      {pair.story_probability:.3f} probable",
        f"Times          {times}",
        f"Word runs      {s.common_bands} of {s.bands} LSH bands, 1 needed; resemblance {s.resemblance:.2f}",
        f"Key terms      {s.shared_keyterms} in common, {s.needed_keyterms} needed",
        *([fit(f"{'':15}{terms}", width).rstrip()] if terms else []),
        "", f"{'evidence':28} {'value':>8} {'adds':>8}", f"{'(constant)':28} {'':>8} {pair.constant:+8.2f}",
    ]  # fmt: skip
    lines += [
        f"{feature:28} {value:8.3f} {added:+8.2f}"
        for feature, value, added in pair.contributions
        if abs(added) >= _LEAST_SHOWN
    ]
    return "\n".join(lines) + "\n"


def _folded(sentences: tuple[str, ...], width: int) -> list[str]:
    """Each sentence as a point of a list, in lines of the screen's width."""
    told = (textwrap.wrap(safe(s), width - 2, initial_indent="- ", subsequent_indent="  ") for s in sentences)
    return [line for lines in told for line in lines]


def _head(letter: str, row: Mapping[str, str], width: int) -> str:
    facts = (row["article"], row["outlet"], row["published"], row["title"])
    return fit(f"{letter}: " + " · ".join(fact for fact in facts if fact), width).rstrip()
