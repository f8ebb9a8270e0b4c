"""The face: every name it promises, on frames and on files, and the tour in its docstring."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from invented import HARBOUR, ORCHARD, jsonl, page, pages

import syndicate

if TYPE_CHECKING:
    from pathlib import Path


def test_every_name_is_there_and_none_else() -> None:
    for name in syndicate.__all__:
        assert getattr(syndicate, name).__doc__
    assert sorted(syndicate.__all__) == syndicate.__all__
    assert set(syndicate.__all__) == set(syndicate._HOMES)
    with pytest.raises(AttributeError, match="module 'syndicate' has no attribute 'nothing'"):
        _ = syndicate.nothing


def test_the_docstring_names_what_there_is() -> None:
    used = set(re.findall(r"syndicate\.(\w+)\(", syndicate.__doc__ or ""))
    assert used
    assert used <= set(syndicate.__all__)


def test_the_tour(tmp_path: Path) -> None:
    rows = [page("a", HARBOUR), page("b", HARBOUR), page("c", ORCHARD)]
    found = syndicate.detect(pages(*rows))
    same = syndicate.open_paths([jsonl(tmp_path / "feed.jsonl", *rows)])
    assert found.clusters.equals(same.clusters)
    assert set(syndicate.residue_of(found)["status"]) == {"kept"}
    ids, matrix = syndicate.overlap_of(found)
    assert matrix.shape == (len(ids), len(ids)) == (3, 3)
    assert syndicate.compare_pairs(found.articles, [("a", "c")]).height
    assert syndicate.explain_pair(found, "a", "b").together
    assert syndicate.explain_page(found, "a")["kept"].any()


def test_errors_are_of_one_tree(tmp_path: Path) -> None:
    with pytest.raises(syndicate.SyndicateError):
        syndicate.open_paths([tmp_path])
    with pytest.raises(syndicate.SyndicateError):
        syndicate.Settings(threshold=2.0)
