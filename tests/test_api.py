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


def test_a_result_answers(tmp_path: Path) -> None:
    rows = [page("a", HARBOUR, outlet="Reuters"), page("b", HARBOUR, outlet="Faro"), page("c", ORCHARD)]
    found = syndicate.cluster([dict(row) for row in rows])
    assert found.clusters["cluster"].n_unique() == 2
    assert found.at(1.0).settings.threshold == 1.0
    assert found.at(found.settings.threshold).clusters.equals(found.clusters)
    assert found.overlap().columns == ["article", *found.clusters["article"]]
    assert found.overlap(by="outlet")["outlet"].to_list() == ["Faro", "Reuters", "c"]
    assert set(found.residue()["status"]) == {"kept"}
    assert found.measures().height == found.derivations().height == 2
    assert found.outlets().height
    assert found.thresholds()["pairs"][0] == found.pairs.height == 1
    assert found.explain("a", "b").together
    assert found.problems.is_empty()
    assert set(found.remarks()) == {"versions", "bridges", "roundups"}
    assert found.report(tmp_path / "r.html").read_text("utf-8").startswith("<!doctype html>")
    assert "3 articles" in repr(found)
    assert found._repr_html_().startswith("<pre>3 articles")
    again = syndicate.cluster(found.save(tmp_path / "out", "parquet")[0].parent)
    assert again.clusters.equals(found.clusters)
    assert syndicate.cluster(found) is found


def test_sources_of_every_kind_say_the_same(tmp_path: Path) -> None:
    rows = [page("a", HARBOUR), page("b", HARBOUR), page("c", ORCHARD)]
    path = jsonl(tmp_path / "feed.jsonl", *rows)
    wanted = syndicate.cluster(pages(*rows)).clusters

    class Other:
        """A frame of another library."""

        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            return pages(*rows).__arrow_c_stream__(requested_schema)

    for source in (path, str(path), [path], rows, Other()):
        assert syndicate.cluster(source).clusters.equals(wanted)
    assert syndicate.overlap(path).equals(syndicate.cluster(path).overlap())
    assert syndicate.residue(rows).height == syndicate.cluster(rows).residue().height
    for wrong in (7, ["no such file"], [{"words": 1}], [1, 2]):
        with pytest.raises(syndicate.SyndicateError):
            syndicate.cluster(wrong)


def test_markup_in_a_title_is_shown_as_text_in_a_notebook() -> None:
    title = "<script>alert(1)</script>"
    found = syndicate.cluster([page("a", HARBOUR, title=title), page("b", HARBOUR, title=title)])
    assert "<script>" not in found._repr_html_()


def test_minhashes_there_and_back() -> None:
    from datasketch import MinHashLSH

    found = syndicate.cluster([page("a", HARBOUR), page("b", HARBOUR), page("c", ORCHARD), page("d", "One.")])
    index, hashes = MinHashLSH(threshold=0.5, num_perm=128), found.minhashes()
    assert {"a", "b", "c"} <= set(hashes)
    for name, minhash in hashes.items():
        index.insert(name, minhash)
    assert sorted(index.query(hashes["a"])) == ["a", "b"]
    assert found.resembling(hashes["a"]).rows() == [("a", 1.0), ("b", 1.0)]


def test_errors_are_of_one_tree(tmp_path: Path) -> None:
    with pytest.raises(syndicate.SyndicateError):
        syndicate.open_paths([tmp_path])
    with pytest.raises(syndicate.SyndicateError):
        syndicate.Settings(threshold=2.0)
