"""Detector of news syndication: who derives from one wire report, and what each outlet made of it.

    import syndicate

    found = syndicate.cluster(frame)           # or rows, or the path of files, a folder, a store
    found.clusters, found.pairs, found.articles
    found.residue()                            # sentence by sentence, against the origin of each cluster
    found.overlap(by="outlet")                 # the square matrix of shared text
    found.outlets()                            # who leans on which agency
    found.at(0.6)                              # cut at another threshold; nothing is compared again
    found.explain("a", "b")                    # why these two are, or are not, together

The steps underneath, on tables of `syndicate.schema`:

    found = syndicate.detect(pages)            # schema.PAGES in, groups out
    found = syndicate.open_paths(["folder"])   # the same, from files and folders
    syndicate.residue_of(found)
    syndicate.overlap_of(found)                # ids, and the matrix as an array
    syndicate.compare_pairs(found.articles, [("a", "b")])
    syndicate.explain_pair(found, "a", "b")

Every table is a polars frame; `syndicate.schema` says what each column means. Names are loaded when used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from syndicate.api import Result, cluster, overlap, residue
    from syndicate.errors import SyndicateError
    from syndicate.flow.detect import Detection, detect
    from syndicate.flow.explain.explaining import explain_page, explain_pair
    from syndicate.flow.measure.comparing import compare_pairs, overlap_of, residue_of
    from syndicate.flow.opening import open_paths
    from syndicate.settings import Settings

__version__ = "0.1.0"
_HOMES = {
    "Detection": "flow.detect",
    "Result": "api",
    "Settings": "settings",
    "SyndicateError": "errors",
    "cluster": "api",
    "compare_pairs": "flow.measure.comparing",
    "detect": "flow.detect",
    "explain_page": "flow.explain.explaining",
    "explain_pair": "flow.explain.explaining",
    "open_paths": "flow.opening",
    "overlap": "api",
    "overlap_of": "flow.measure.comparing",
    "residue": "api",
    "residue_of": "flow.measure.comparing",
}
__all__ = [
    "Detection",
    "Result",
    "Settings",
    "SyndicateError",
    "cluster",
    "compare_pairs",
    "detect",
    "explain_page",
    "explain_pair",
    "open_paths",
    "overlap",
    "overlap_of",
    "residue",
    "residue_of",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'syndicate' has no attribute {name!r}")
    return getattr(import_module(f"syndicate.{_HOMES[name]}"), name)
