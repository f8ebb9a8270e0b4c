"""The gate: measures the product on labelled corpora, prints every figure, fails under a floor.

    .venv/bin/python scripts/quality.py                every corpus that is here
    .venv/bin/python scripts/quality.py seeds meter    only these

The sample set in seeds/ is always measured. The research corpora are not part of the project: they are looked
for in $SYNDICATE_MATERIAL, or in a folder `shared` beside the checkout, and named as skipped where they are
absent. Floors stand in quality_floors.json and are raised by hand, with the digests of the files on which
they were measured: on other files the figures are shown and the floors are not applied. A goal is a figure
that was asked for and is not reached yet: it is shown beside the figure.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any

from corpora import CORPORA, Corpus
from running import ROOT
from written import BrokenError, Figures

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FLOORS = Path(__file__).with_name("quality_floors.json")


def material() -> Path:
    """The folder of the research corpora."""
    return Path(os.environ.get("SYNDICATE_MATERIAL") or ROOT.parent / "shared")


def base(corpus: Corpus) -> Path:
    """The folder that a corpus' files lie under: the checkout for the sample set."""
    return ROOT if corpus.name == "seeds" else material()


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    corpus: str
    metric: str
    value: float | None = None
    floor: float | None = None
    note: str = ""
    goal: float | None = None  # asked for and not reached yet: told, not judged

    @property
    def ok(self) -> bool:
        """Nothing stands under its floor."""
        return self.floor is None or (self.value is not None and self.value >= self.floor)

    def __str__(self) -> str:
        value = "" if self.value is None else f"{self.value:.3f}"
        floor = "" if self.floor is None else f"{self.floor:.3f}"
        verdict = self.note or ("" if self.floor is None else "ok" if self.ok else "UNDER THE FLOOR")
        if self.goal is not None and self.value is not None and self.value < self.goal:
            verdict += f", short of the goal {self.goal:.3f}"
        return f"{self.corpus:12}{self.metric:28}{value:>7}{floor:>8}  {verdict}".rstrip()


def digest(path: Path) -> str:
    """SHA-256 of a file; of a folder, of the names and digests of all files in it."""
    if path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    inside = sorted(file.relative_to(path).as_posix() for file in path.rglob("*") if file.is_file())
    return hashlib.sha256("".join(f"{digest(path / name)}  {name}\n" for name in inside).encode()).hexdigest()


def judge(
    name: str, figures: Figures, floors: Mapping[str, float], goals: Mapping[str, float]
) -> Iterator[Row]:
    """A row for every figure; a floor for something that was not measured is a broken gate."""
    for metric, value in figures.items():
        yield Row(name, metric, value, floors.get(metric), goal=goals.get(metric))
    for metric in floors.keys() - figures.keys():
        yield Row(name, metric, None, floors[metric], "NOT MEASURED")


def measure(corpus: Corpus, pinned: Mapping[str, Any]) -> Iterator[Row]:
    """The rows of one corpus, `pinned` being its digests and floors."""
    folder = base(corpus)
    absent = [name for name in corpus.files if not (folder / name).exists()]
    if absent:
        yield Row(corpus.name, "skipped", note=f"not here: {', '.join(absent)}")
        return
    floors, known = pinned.get("floors", {}), pinned.get("digests", {})
    if differing := [name for name in corpus.files if known.get(name) != digest(folder / name)]:
        yield Row(corpus.name, "floors not applied", note=f"other files: {', '.join(differing)}")
        floors = {}
    began = monotonic()
    try:
        with tempfile.TemporaryDirectory() as scratch:
            yield from judge(
                corpus.name, corpus.measure(folder, Path(scratch)), floors, pinned.get("goals", {})
            )
    except (BrokenError, OSError, KeyError, ValueError) as error:
        yield Row(corpus.name, "not measured", None, 0.0, f"{type(error).__name__}: {error}")
    yield Row(corpus.name, "seconds", monotonic() - began)


def main() -> int:
    names = [corpus.name for corpus in CORPORA]
    parser = argparse.ArgumentParser(
        description="Measure the product on labelled corpora; fail under a floor."
    )
    parser.add_argument(
        "corpora", nargs="*", metavar="CORPUS", help=f"any of {', '.join(names)}; all by default"
    )
    chosen = parser.parse_args().corpora or names
    if unknown := set(chosen) - set(names):
        parser.error(f"no corpus is called {', '.join(sorted(unknown))}: choose from {', '.join(names)}")
    pinned = json.loads(FLOORS.read_text(encoding="utf-8"))
    print(f"{'corpus':12}{'metric':28}{'value':>7}{'floor':>8}")
    under = 0
    for corpus in CORPORA:
        if corpus.name in chosen:
            for row in measure(corpus, pinned.get(corpus.name, {})):
                print(row, flush=True)
                under += not row.ok
    print(f"{under} under the floor" if under else "no figure is under its floor")
    return 1 if under else 0


if __name__ == "__main__":
    sys.exit(main())
