"""The tables of the benchmark, and what they count; its times are not tested."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import generated
import numpy as np
import polars as pl
import pytest
from bench import numbers, read_arguments, sections, table
from bench_accuracy import Planted, accuracy, exact_pairs
from bench_peers import PEERS, index_datasketch, index_ours, shingle_texts
from bench_stages import VERSIONS, WORDS, hot_buckets, residue_kinds, residue_rates, signing_stages
from bench_whole import measured, recall, write_news
from generated import generate

if TYPE_CHECKING:
    from pathlib import Path

PLACES = ["0:report", "0:reprint", "0:trim", "3:report", "3:reword", "3:trim"]


def test_a_table_is_markdown() -> None:
    assert table(("a", "b"), [(1, 2), (3, 4)]).split("\n") == [
        "| a | b |",
        "|---|---|",
        "| 1 | 2 |",
        "| 3 | 4 |",
    ]


def test_what_is_asked_for() -> None:
    given = read_arguments(["--growth", "10,200,", "--only", "lsh,hot", "--corpus", "x.parquet"])
    assert (given.growth, given.only, given.quick) == ([10, 200], ["lsh", "hot"], False)
    assert numbers("") == []


def test_a_section_that_does_not_exist(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        read_arguments(["--only", "lsh,cold"])
    assert "there is no cold" in capsys.readouterr().err


def test_sections_are_made_in_order(tmp_path: Path) -> None:
    pl.DataFrame({"text": ["one two three four five six", "seven"]}).write_parquet(tmp_path / "few.parquet")
    given = read_arguments(["--quick", "--only", "lsh,stages", "--corpus", str(tmp_path / "few.parquet")])
    stages, lsh = sections(given, tmp_path)
    assert stages.startswith("| stage of signing |")
    assert lsh.startswith("| LSH |")


def test_exact_resemblance_of_what_was_planted() -> None:
    texts = ["a b c d e f g h", "a b c d e f g h", "a b c d e f", "q r s t u v", "", "q r s t u v w"]
    pairs, exact = exact_pairs(pl.DataFrame({"place": PLACES, "text": texts}))
    assert pairs.tolist() == [[0, 1], [0, 2], [3, 4], [3, 5]]
    assert exact.tolist() == [1.0, 0.5, 0.0, 2 / 3]


def test_accuracy_compares_slots_with_the_truth() -> None:
    slots = np.arange(128 * 4).reshape(4, 128)
    slots[1] = slots[0]
    slots[2, :64] = slots[0, :64]
    truth = Planted([""] * 4, np.array([[0, 1], [0, 2], [0, 3]], np.int32), np.array([0.9, 0.5, 0.5]))
    error, found = accuracy(slots, truth)
    assert error == pytest.approx((0.1 + 0.0 + 0.5) / 3)
    assert found == pytest.approx(2 / 3)


def test_recall_counts_alike_copies_and_rewordings_beside_their_report() -> None:
    truth = pl.DataFrame({
        "article": list("abcdef"),
        "story": ["0", "0", "0", "3", "3", "3"],
        "way": ["report", "reprint", "trim", "report", "reword", "trim"],
        "alike": [False, True, False, False, False, True],
    })  # fmt: skip
    found = pl.DataFrame({
        "article": list("abcdef"), "cluster": list("xxyzuy"), "story": list("112334"),
    })  # fmt: skip
    assert list(recall(truth, found)) == [0.5, 0.0, 1.0]


def test_news_is_written_in_batches_with_its_truth(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generated, "STORIES_A_TIME", 60)
    truth = write_news(150, tmp_path / "news")
    files = sorted((tmp_path / "news").iterdir())
    assert len(files) > 1
    assert pl.read_parquet(files)["id"].to_list() == truth["article"].to_list()
    told = dict(truth.group_by("way").agg(pl.col("alike").mean()).iter_rows())
    assert told["reprint"] == 1.0
    assert told["report"] == 0.0
    assert 0 < told["trim"] < 1


def test_what_a_command_costs() -> None:
    cost = measured([sys.executable, "-c", "x = bytearray(50_000_000)"])
    assert cost.peak > 0.05
    with pytest.raises(SystemExit, match="failed"):
        measured([sys.executable, "-c", "raise SystemExit(3)"])


def test_stages_and_buckets_have_names() -> None:
    column = pl.Series(["one two three four five six", "", "中文 é"])
    assert list(signing_stages(column, 1)) == ["fold", "find words", "hash words", "shingles and minima"]
    assert [kind for kind, _, _ in hot_buckets(60, 1)] == ["ordinary", "identical", "one notice"]


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
    assert copies <= {(int(a), int(b)) for a, b in index_ours(PEERS["syndicate"].sign(texts))}
    assert copies <= index_datasketch(PEERS["datasketch"].sign(texts))


@pytest.mark.parametrize("name", PEERS)
def test_a_peer_signs_copies_alike(name: str) -> None:
    texts = [
        f"{words} {words} the end of it all" for words in ("a b c d e f g", "a b c d e f g", "h i j k l m n")
    ]
    try:
        signed = PEERS[name].sign(texts)
    except ImportError as error:
        pytest.skip(f"not installed: {error.name}")
    if slots := PEERS[name].slots:
        rows = slots(signed)
        assert rows.shape == (3, 128)
        assert (rows[0] == rows[1]).all()
        assert (rows[0] == rows[2]).mean() < 0.8
    else:
        assert signed.size() == 3


@pytest.mark.parametrize(("text", "n"), [("", 1), ("One two", 1), ("a b c d e f", 2)])
def test_shingles_of_a_peer(text: str, n: int) -> None:
    assert len(shingle_texts(text)) == n


def test_articles_that_are_compared_have_one_length() -> None:
    strangers = [f"{i} " * WORDS + "end" for i in range(VERSIONS + 1)]
    kinds = residue_kinds(1, [*strangers, "too short"])
    assert [len(texts) for texts in kinds.values()] == [VERSIONS] * 3
    assert {len(text.split()) for texts in kinds.values() for text in texts} == {WORDS}
    assert len(set(kinds["reprint"])) == 1
    assert len(set(kinds["reword"])) == VERSIONS


def test_every_article_of_a_story_is_compared_with_every_other() -> None:
    found = list(residue_rates(1, [], 1))
    assert [kind for kind, *_ in found] == ["reprint", "reword"]
    assert all(pairs == VERSIONS * (VERSIONS - 1) and rate > 0 for _, pairs, rate in found)
