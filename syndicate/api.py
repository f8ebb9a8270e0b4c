"""The library as other programs call it: one call, and a result that answers. Computes nothing itself."""

from __future__ import annotations

import os
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeAlias, cast

import polars as pl

from syndicate.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from datasketch import MinHash
    from numpy.typing import NDArray

    from syndicate.flow.detect import Detection
    from syndicate.flow.explain.explaining import PairExplained
    from syndicate.settings import Settings

Rows: TypeAlias = "Sequence[Mapping[str, object]]"
Place: TypeAlias = "str | os.PathLike[str]"
# A frame (polars, or anything with the Arrow stream interface, such as pandas 2.2), rows, a path or paths of
# files and folders, or a result. `object`: frames of other libraries have no type that we could name.
Source: TypeAlias = "pl.DataFrame | Rows | Place | Sequence[Place] | Result | object"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Result:
    """Articles in groups. Tables are polars frames as in `syndicate.schema`; a notebook shows a summary."""

    detection: Detection

    @property
    def articles(self) -> pl.DataFrame:
        """schema.ARTICLES: what was read, cleaned."""
        return self.detection.articles

    @property
    def pairs(self) -> pl.DataFrame:
        """schema.PAIRS: every verified pair, the surest first."""
        return self.detection.pairs

    @property
    def clusters(self) -> pl.DataFrame:
        """schema.CLUSTERS: every article once, in its cluster and story."""
        return self.detection.clusters

    @property
    def problems(self) -> pl.DataFrame:
        """schema.PROBLEMS: what was skipped, or read with a doubt."""
        return self.detection.problems

    @property
    def settings(self) -> Settings:
        """What it was made with."""
        return self.detection.settings

    def at(self, threshold: float) -> Result:
        """The same pairs, cut at another threshold: nothing is compared again."""
        from syndicate.flow.recutting import recut

        return Result(recut(self.detection, threshold))

    def thresholds(self) -> pl.DataFrame:
        """schema.THRESHOLDS: what each threshold would make of the pairs."""
        from syndicate.flow.thresholds import thresholds_of

        return thresholds_of(self.detection)

    def remarks(self) -> dict[str, pl.DataFrame]:
        """schema.VERSIONS, BRIDGES, ROUNDUPS: revisions, single pairs that hold, round-ups."""
        from syndicate.flow.remarks import remarks_of

        return remarks_of(self.detection)

    def report(self, path: str | os.PathLike[str]) -> Path:
        """Write the report as one page (and a folder beside it above 2,000 articles); its path."""
        from pathlib import Path

        from syndicate.flow.measure.reporting import report_of
        from syndicate.report.html.writing import write_report

        return write_report(report_of(self.detection), Path(path)).page

    def overlap(self, *, by: str = "article", measure: str = "words", cluster: str = "") -> pl.DataFrame:
        """The square matrix of shared text: a first column of names, then one column for each of them.

        A cell is the share of its row's text that is found in the column (see `syndicate.overlap_of`).
        """
        from syndicate.flow.measure.comparing import overlap_of

        names, matrix = overlap_of(self.detection, by=by, measure=measure, cluster=cluster)
        columns = {name: matrix[:, i] for i, name in enumerate(names)}
        return pl.DataFrame({by: pl.Series(names, dtype=pl.String), **columns})

    def residue(self, against: str = "origin", cluster: str = "") -> pl.DataFrame:
        """schema.RESIDUE: sentence by sentence, who kept, edited, rewrote, added and removed what."""
        from syndicate.flow.measure.comparing import residue_of

        return residue_of(self.detection, against, cluster)

    def measures(self) -> pl.DataFrame:
        """schema.MEASURES: how much of each article is the report's, and how much its own."""
        from syndicate.flow.measure.measuring import measures_of

        return measures_of(self.detection)

    def outlets(self) -> pl.DataFrame:
        """schema.OUTLETS: who leans on which agency, how fast, how often uncredited."""
        from syndicate.flow.measure.measuring import outlets_of

        return outlets_of(self.detection)

    def derivations(self) -> pl.DataFrame:
        """schema.DERIVATIONS: who took the text from whom, where that can be told."""
        from syndicate.flow.measure.deriving import derivations_of

        return derivations_of(self.detection)

    def explain(self, a: str, b: str) -> PairExplained:
        """Why two articles are, or are not, together."""
        from syndicate.flow.explain.explaining import explain_pair

        return explain_pair(self.detection, a, b)

    def minhashes(self) -> dict[str, MinHash]:
        """A datasketch MinHash of the shingles of each article that has one, for datasketch's own indexes."""
        from syndicate.sketch.signature import to_datasketch

        names = self.articles["article"].to_list()
        signatures, counts = self._signatures()
        return {names[i]: to_datasketch(signatures[i], self.settings) for i in counts.nonzero()[0].tolist()}

    def resembling(self, minhash: MinHash, least: float = 0.5) -> pl.DataFrame:
        """article, resemblance: which articles a datasketch MinHash (affine32) resembles, the closest first.

        InputError where it was made with another scheme, seed or number of permutations.
        """
        import numpy as np

        from syndicate.sketch.signature import from_datasketch

        one = from_datasketch(minhash, self.settings)
        signatures, counts = self._signatures()
        alike = (signatures == one).mean(axis=1)
        rows = np.flatnonzero((counts > 0) & (alike >= least))
        frame = pl.DataFrame({"article": self.articles["article"].gather(rows), "resemblance": alike[rows]})
        return frame.sort(["resemblance", "article"], descending=[True, False])

    def save(self, folder: str | os.PathLike[str], format: str = "parquet") -> list[Path]:  # noqa: A002
        """Write the tables to a folder that every command, and `syndicate.cluster`, can read again."""
        from syndicate.flow.keeping import keep

        return keep(self.detection, folder, format)

    def __repr__(self) -> str:
        """The summary, as the command prints it."""
        from syndicate.report.terminal import summary

        return summary(self.detection)

    def _repr_html_(self) -> str:
        from html import escape

        return f"<pre>{escape(repr(self))}</pre>"

    def _signatures(self) -> tuple[NDArray[np.uint32], NDArray[np.int32]]:
        """(N x permutations, shingles of each: 0 where an article has no signature)."""
        from syndicate.flow.signing import sign_texts

        return sign_texts(self.articles["body"], self.settings)


def cluster(source: Source, settings: Settings | None = None) -> Result:
    """Group articles by the report they derive from.

    source: a frame (polars, or anything with the Arrow stream interface, such as pandas 2.2) or a list of
    rows, with columns of any of the names that files may use (id, outlet, date, title, text, html ...); or
    the path, or paths, of files and folders, or of an earlier result. What cannot be read is told in
    `problems`. Raises InputError where there is no column of text, or a path is not there.
    """
    if isinstance(source, Result):
        return source
    from syndicate.flow.opening import LINES_OF, open_paths

    paths = _paths(source)
    if paths:
        return Result(open_paths(paths, settings, lines_of=LINES_OF))
    from syndicate.flow.detect import detect
    from syndicate.sources.frames import read_frame

    intake = read_frame(_frame(source))
    found = detect(intake.pages, settings, keep_lines=intake.pages.height <= LINES_OF)
    return Result(replace(found, problems=pl.concat([intake.problems, found.problems])))


def overlap(
    source: Source,
    settings: Settings | None = None,
    *,
    by: str = "article",
    measure: str = "words",
    cluster: str = "",
) -> pl.DataFrame:
    """The square matrix of shared text of a result, or of what `cluster` takes (see `Result.overlap`)."""
    return _grouped(source, settings).overlap(by=by, measure=measure, cluster=cluster)


def residue(
    source: Source, settings: Settings | None = None, *, against: str = "origin", cluster: str = ""
) -> pl.DataFrame:
    """schema.RESIDUE of a result, or of what `cluster` takes (see `Result.residue`)."""
    return _grouped(source, settings).residue(against, cluster)


_grouped = cluster  # the two above have a parameter of that name


def _paths(source: Source) -> list[str]:
    """The paths that the source names; none where it is a table."""
    if isinstance(source, str | os.PathLike):
        return [os.fspath(source)]
    if isinstance(source, list | tuple) and source and all(isinstance(s, str | os.PathLike) for s in source):
        return [os.fspath(s) for s in source]
    return []


def _frame(source: Source) -> pl.DataFrame:
    if isinstance(source, pl.DataFrame):
        return source
    try:
        if hasattr(source, "__arrow_c_stream__"):
            return pl.DataFrame(cast("Any", source))
        return pl.from_dicts([dict(row) for row in cast("Rows", source)], infer_schema_length=None)
    except (TypeError, ValueError, pl.exceptions.PolarsError) as error:
        reason = " ".join(str(error).split())[:200]
        raise InputError(
            f"neither a frame nor rows: {reason}", remedy="give a polars frame, a list of dicts, or paths"
        ) from error
