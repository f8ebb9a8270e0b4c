"""Where each article comes from, as numbers: outlet, agency credited, agency's own report. Reads no text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from syndicate.text.agencies import agency_by_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl
    from numpy.typing import NDArray

UNNAMED = "agencies"  # "with inputs from agencies" names none
SOME = -2  # its number: it agrees with every agency


@dataclass(frozen=True, slots=True, eq=False)
class Provenance:
    """N articles; equal numbers are equal names, -1 is unknown."""

    outlet: NDArray[np.int32]
    agency: NDArray[np.int32]  # credited; SOME where none is named
    own: NDArray[np.bool_]  # the outlet is an agency: the wire itself

    def elsewhere(self, pairs: NDArray[np.int32]) -> NDArray[np.bool_]:
        """Which of M pairs are of different outlets, and not of an agency's own report and another's."""
        a, b = pairs[:, 0], pairs[:, 1]
        one_outlet = (self.outlet[a] >= 0) & (self.outlet[a] == self.outlet[b])
        return np.asarray(~one_outlet & (self.own[a] == self.own[b]))


def provenance(articles: pl.DataFrame) -> Provenance:
    """The provenance of a frame of schema.ARTICLES."""
    outlets = articles["outlet"].to_list()
    agencies = {outlet: agency_by_name(outlet) for outlet in set(outlets)}
    # An agency that no table knows is credited by its own pages at least.
    wires = [wire or agencies[outlet] for wire, outlet in zip(articles["wire"], outlets, strict=True)]
    return Provenance(
        _numbers(outlets, {""}),
        np.where(articles["wire"] == UNNAMED, SOME, _numbers(wires, {"", UNNAMED})).astype(np.int32),
        np.array([bool(agencies[outlet]) for outlet in outlets], np.bool_),
    )


def _numbers(names: Sequence[str], unknown: set[str]) -> NDArray[np.int32]:
    known = {name: i for i, name in enumerate(sorted(set(names) - unknown))}
    return np.array([known.get(name, -1) for name in names], np.int32)
