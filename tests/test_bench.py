"""The tables of the benchmark; its times are not tested."""

from __future__ import annotations

import polars as pl
import pytest
from bench import _recall, table
from bench_peers import datasketch as theirs
from bench_peers import index_datasketch, index_ours, ours, shingle_texts
from generated import generate


def test_a_table_is_markdown() -> None:
    assert table(("a", "b"), [(1, 2), (3, 4)]).split("\n") == [
        "| a | b |",
        "|---|---|",
        "| 1 | 2 |",
        "| 3 | 4 |",
    ]


def test_recall_counts_retellings_beside_their_report() -> None:
    places = ["0:report", "0:reprint", "0:reprint", "0:trim", "4:report", "4:reword"]
    pages = pl.DataFrame({"article": list("abcdef"), "place": places})
    found = pl.DataFrame({"article": list("abcdef"), "cluster": ["x", "x", "y", "x", "z", "y"]})
    assert list(_recall(pages, found)) == [0.5, 1.0, 0.0]


def test_invented_articles_tell_how_they_came_to_be() -> None:
    pages = pl.concat(generate(60))
    story, way = zip(*(place.split(":") for place in pages["place"]), strict=True)
    assert set(way) <= {"report", "reprint", "trim", "reword"}
    first = [int(number) for number in story]
    assert [pages["article"][i] for i in first] == [f"a{i:07d}" for i in first]
    assert all(way[i] == "report" for i in first)


def test_both_indexes_propose_the_copies() -> None:
    texts = ["the quick brown fox jumps over the lazy dog " * 3 + str(i // 2) for i in range(6)]
    copies = {(0, 1), (2, 3), (4, 5)}
    assert copies <= {(int(a), int(b)) for a, b in index_ours(ours(texts))}
    assert copies <= index_datasketch(theirs(texts))


@pytest.mark.parametrize(("text", "n"), [("", 1), ("One two", 1), ("a b c d e f", 2)])
def test_shingles_of_a_peer(text: str, n: int) -> None:
    assert len(shingle_texts(text)) == n
