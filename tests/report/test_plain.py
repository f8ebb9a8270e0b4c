"""Nothing that drives a terminal comes through, and columns stay columns."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from syndicate.report.plain import fit, name, plural, safe, told_paths


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("", ""),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
        ("nul\0bell\a", "nulbell"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("\u2066x\u2069", "x"),
        ("one\ntwo\tthree\r\u2028four", "one two three  four"),
        ("c1\x9b31m", "c131m"),
        ("lone \udc80 surrogate", "lone  surrogate"),
        ("बंदरगाह क्\u200dष 港口", "बंदरगाह क्\u200dष 港口"),
    ],
)
def test_safe(text: str, shown: str) -> None:
    assert safe(text) == shown


@given(st.text())
def test_what_is_safe_is_one_line_without_controls(text: str) -> None:
    shown = safe(text)
    assert len(shown.splitlines()) <= 1
    assert {unicodedata.category(c) for c in shown.replace("\u200c", "").replace("\u200d", "")}.isdisjoint(
        {"Cc", "Cf", "Cs"}
    )
    assert safe(shown) == shown


@given(st.text(), st.integers(1, 40))
def test_fit_is_exact(text: str, width: int) -> None:
    assert cell_len(fit(text, width)) == width


def test_fit_cuts_wide_letters_whole() -> None:
    assert fit("港口委员会", 6) == "港口 …"
    assert fit("short", 7) == "short  "


def test_fit_of_ten_megabytes_looks_at_their_beginning() -> None:
    assert fit("x" * 10_000_000, 5) == "xxxx…"


@pytest.mark.parametrize(
    ("n", "said"), [(0, "0 stories"), (1, "1 story"), (2, "2 stories"), (54623, "54,623 stories")]
)
def test_plural(n: int, said: str) -> None:
    assert plural(n, "story", "stories") == said


@pytest.mark.parametrize(
    ("outlet", "article", "called"),
    [
        ("AP", "x/y.txt", "AP"), ("", "x/y.txt", "y.txt"), ("", "42", "42"),
        ("", "https://a.example/b/", "b"), ("", "/", "/"), ("", "", ""),
    ],
)  # fmt: skip
def test_name(outlet: str, article: str, called: str) -> None:
    assert name(outlet, article) == called


@pytest.mark.parametrize(
    ("paths", "said"),
    [
        (["out/r.html"], ": out/r.html"),
        (["a.csv", "b.csv"], ": a.csv, b.csv"),
        (["x/a.csv", "y/a.csv"], ": x/a.csv, y/a.csv"),
        (["out/a.csv", "out/b.jsonl"], " to out: a.csv, b.jsonl"),
        ([f"out/{n}.csv" for n in "abcd"] + ["out/s.json"], " to out as csv: a, b, c, d, s.json"),
        (["out/\x1b[31m/a", "out/\x1b[31m/b"], " to out/[31m: a, b"),
    ],
)
def test_where_files_stand(paths: list[str], said: str) -> None:
    assert told_paths([Path(path) for path in paths]) == said
