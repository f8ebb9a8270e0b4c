"""Detector of news syndication: who derives from one wire report, and what each outlet made of it.

    import syndicate

    found = syndicate.detect(pages)            # a polars frame of schema.PAGES: articles in, groups out
    found = syndicate.open_paths(["folder"])   # the same, from files and folders
    found.clusters, found.pairs, found.articles

    syndicate.residue_of(found)                # sentence by sentence, against the origin of each cluster
    syndicate.overlap_of(found)                # ids, and the square matrix of shared text
    syndicate.compare_pairs(found.articles, [("a", "b")])
    syndicate.explain_pair(found, "a", "b")    # why these two are, or are not, together

Every table is a polars frame; `syndicate.schema` says what each column means. Names are loaded when used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from syndicate.errors import SyndicateError
    from syndicate.flow.comparing import compare_pairs, overlap_of, residue_of
    from syndicate.flow.detect import Detection, detect
    from syndicate.flow.explaining import explain_page, explain_pair
    from syndicate.flow.opening import open_paths
    from syndicate.settings import Settings

__version__ = "0.1.0"
_HOMES = {
    "Detection": "flow.detect",
    "Settings": "settings",
    "SyndicateError": "errors",
    "compare_pairs": "flow.comparing",
    "detect": "flow.detect",
    "explain_page": "flow.explaining",
    "explain_pair": "flow.explaining",
    "open_paths": "flow.opening",
    "overlap_of": "flow.comparing",
    "residue_of": "flow.comparing",
}
__all__ = [
    "Detection",
    "Settings",
    "SyndicateError",
    "compare_pairs",
    "detect",
    "explain_page",
    "explain_pair",
    "open_paths",
    "overlap_of",
    "residue_of",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'syndicate' has no attribute {name!r}")
    return getattr(import_module(f"syndicate.{_HOMES[name]}"), name)
