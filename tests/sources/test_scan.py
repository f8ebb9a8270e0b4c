"""`scan` and `read`: whole inputs, odd ones first."""

from __future__ import annotations

import gzip
import io
import json
import sys
from dataclasses import FrozenInstanceError
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from syndicate import sources
from syndicate.errors import InputError, NothingToRead
from syndicate.schema import PAGES, PROBLEMS


def lines(*records: object) -> str:
    return "".join(json.dumps(record) + "\n" for record in records)


def write(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_nothing_given() -> None:
    with pytest.raises(NothingToRead, match="no path"):
        sources.read([])


def test_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(NothingToRead, match="no file of a type that is read"):
        sources.read([tmp_path])


def test_only_problems_raises_and_tells_the_first(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "")
    write(tmp_path / "b.txt", " \n ")
    with pytest.raises(NothingToRead, match=r"problems: 2, the first: .*a\.txt: the file is empty"):
        sources.read([tmp_path])


def test_scan_gives_the_problems_before_it_raises(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "")
    intakes = sources.scan([tmp_path])
    assert next(intakes).n_skipped == 1
    with pytest.raises(NothingToRead):
        next(intakes)


def test_a_missing_path_raises_before_anything_is_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file") as caught:
        sources.scan([tmp_path / "absent.jsonl"])
    assert caught.value.place.endswith("absent.jsonl")


def test_intake_is_frozen_with_the_schemas_types(tmp_path: Path) -> None:
    intake = sources.read([write(tmp_path / "a.txt", "One word.")])
    assert dict(intake.pages.schema) == PAGES.types
    assert dict(intake.problems.schema) == PROBLEMS.types
    with pytest.raises(FrozenInstanceError):
        intake.pages = intake.problems  # type: ignore[misc]


def test_all_kinds_mixed_and_nested(tmp_path: Path) -> None:
    write(tmp_path / "El Faro" / "one.txt", "Primero.")
    write(tmp_path / "El Faro" / "deep" / "two.html", "<p>Segundo.</p>")
    write(tmp_path / "loose.htm", "<p>Loose.</p>")
    write(tmp_path / "packed.txt.gz", gzip.compress(b"Packed."))
    write(tmp_path / "rows.jsonl", lines({"id": "j1", "outlet": "O", "text": "Row."}, {"text": "No id."}))
    write(tmp_path / "rows.jsonl.gz", gzip.compress(lines({"id": "j2", "text": "Packed row."}).encode()))
    write(tmp_path / "rows.csv", "id,body\nc1,Cell.\n")
    write(tmp_path / "rows.csv.gz", gzip.compress(b"id\tbody\nc2\tCell.\n"))
    pl.DataFrame({"id": [7], "maintext": ["Column."]}).write_parquet(tmp_path / "rows.parquet")
    write(tmp_path / ".hidden.txt", "Never seen.")
    write(tmp_path / ".git" / "x.txt", "Never seen.")
    intake = sources.read([tmp_path])
    assert intake.pages.select("article", "outlet", "text", "markup").rows() == [
        ("El Faro/deep/two.html", "deep", "<p>Segundo.</p>", True),
        ("El Faro/one.txt", "El Faro", "Primero.", False),
        ("loose.htm", "", "<p>Loose.</p>", True),
        ("packed.txt.gz", "", "Packed.", False),
        ("c1", "", "Cell.", False),
        ("c2", "", "Cell.", False),
        ("j1", "O", "Row.", False),
        ("rows.jsonl:2", "", "No id.", False),
        ("j2", "", "Packed row.", False),
        ("7", "", "Column.", False),
    ]
    assert intake.problems.is_empty()
    assert intake.pages["place"][7] == str(tmp_path / "rows.jsonl:2")


def test_a_file_alone_is_called_by_its_name(tmp_path: Path) -> None:
    intake = sources.read([write(tmp_path / "deep" / "a.txt", "Text.")])
    assert intake.pages.select("article", "outlet").row(0) == ("a.txt", "")


def test_standard_input() -> None:
    intake = sources.read(["-"], stdin=io.BytesIO(lines({"id": "x", "text": "T"}, {"text": "U"}).encode()))
    assert intake.pages["article"].to_list() == ["x", "stdin:2"]


def test_standard_input_is_that_of_the_program_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b'{"id": "x", "text": "T"}\n')))
    assert sources.read(["-"]).pages["article"].to_list() == ["x"]


def test_two_identical_articles_with_ids_of_their_own_both_stay() -> None:
    rows = lines({"id": "a", "text": "Same."}, {"id": "b", "text": "Same."})
    intake = sources.read(["-"], stdin=io.BytesIO(rows.encode()))
    assert intake.pages["article"].to_list() == ["a", "b"]
    assert intake.problems.is_empty()


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "a.txt", "Readable.")
    write(tmp_path / "b.txt", "Locked.")
    unlocked = Path.open

    def open_(path: Path, mode: str) -> object:  # the suite may run as root, whom no mode stops
        if path.name == "b.txt":
            raise PermissionError(13, "Permission denied")
        return unlocked(path, mode)

    monkeypatch.setattr(Path, "open", open_)
    intake = sources.read([tmp_path])
    assert intake.pages["article"].to_list() == ["a.txt"]
    assert intake.problems["problem"].to_list() == ["no permission to read it"]


def test_a_file_that_vanishes(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "Here.")
    gone = write(tmp_path / "b.txt", "Gone.")
    intakes = sources.scan([tmp_path])
    gone.unlink()
    assert next(intakes).problems["problem"].to_list() == ["the file has vanished"]


def test_results_in_the_folder_are_not_read_again(tmp_path: Path) -> None:
    from syndicate.schema import ARTICLES, CLUSTERS, RESIDUE

    write(tmp_path / "a.txt", "Text.")
    out = tmp_path / "out"
    for table in (ARTICLES, CLUSTERS, RESIDUE):
        write(
            out / f"{table.name}.csv",
            ",".join(table.types) + "\n" + "x" + "," * (len(table.types) - 1) + "\n",
        )
        write(out / f"{table.name}.jsonl", lines(dict.fromkeys(table.types, "x")))
        pl.DataFrame({name: ["x"] for name in table.types}).write_parquet(out / f"{table.name}.parquet")
    intake = sources.read([tmp_path])
    assert intake.pages["article"].to_list() == ["a.txt"]
    assert intake.problems.height == 9
    assert intake.problems["problem"].str.contains("of an earlier result").all()
    assert intake.n_skipped == 0


def test_the_articles_of_a_result_can_be_read_by_name(tmp_path: Path) -> None:
    from syndicate.schema import ARTICLES, CLUSTERS

    row = dict.fromkeys(ARTICLES.types, "x") | {"wire": "Reuters", "body": "Text."}
    write(tmp_path / "articles.jsonl", lines(row))
    write(tmp_path / "clusters.jsonl", lines(dict.fromkeys(CLUSTERS.types, "x")))
    intake = sources.read([tmp_path / "articles.jsonl", tmp_path / "clusters.jsonl"])
    assert intake.pages.select("article", "credit", "text").rows() == [("x", "Reuters", "Text.")]
    assert intake.problems.select("place", "skipped").rows() == [(str(tmp_path / "clusters.jsonl"), True)]


@pytest.mark.parametrize("limit", [1, 40, 1000])
def test_batches_are_bounded_and_change_nothing(tmp_path: Path, limit: int) -> None:
    texts = ["é" * n for n in range(1, 30)]
    write(tmp_path / "a.jsonl", lines(*({"id": "a", "text": text} for text in texts)))
    pl.DataFrame({"id": ["a"] * 29, "text": texts[::-1]}).write_parquet(tmp_path / "b.parquet")
    whole = sources.read([tmp_path])
    intakes = list(sources.scan([tmp_path], batch_bytes=limit))
    assert pl.concat(intake.pages for intake in intakes).equals(whole.pages)
    assert pl.concat(intake.problems for intake in intakes).equals(whole.problems)
    assert len(intakes) > 1
    for intake in intakes:
        assert intake.pages.height == 1 or intake.pages["text"].str.len_bytes().sum() <= limit


TEXTS = st.text("aé语क 7_\n,\"';-\u2028\x0b😀", max_size=20)
NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=8)


@given(
    st.lists(st.fixed_dictionaries({"id": NAMES, "source": NAMES, "date": NAMES, "text": TEXTS}), max_size=8)
)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_format_gives_the_same(tmp_path: Path, rows: list[dict[str, str]]) -> None:
    import csv

    rows = [row for row in rows if "".join(row.values()).strip()]  # an empty row of a csv is no row
    readable = [row for row in rows if any(letter in "aé语क7_" for letter in row["text"])]
    frame = pl.DataFrame(rows, schema=dict.fromkeys(("id", "source", "date", "text"), pl.String))
    frame.write_parquet(tmp_path / "x.parquet")
    write(tmp_path / "x.jsonl", lines(*rows))
    write(tmp_path / "x.json", json.dumps(rows))
    with (tmp_path / "x.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, quoting=csv.QUOTE_ALL).writerows([frame.columns, *frame.rows()])
    seen = []
    for ending in ("parquet", "jsonl", "json", "csv"):
        try:
            intake = sources.read([tmp_path / f"x.{ending}"])
        except NothingToRead:
            assert not readable
            continue
        assert intake.pages.height + intake.n_skipped == len(rows)
        seen.append(intake.pages.select("outlet", "published", "text", "markup").rows())
    assert all(one == seen[0] for one in seen)


@pytest.mark.material
def test_the_speed_corpus_is_read_whole(material: Path) -> None:
    n = 0
    for intake in sources.scan([material / "corpora" / "speed.parquet"], batch_bytes=64 * 2**20):
        assert intake.pages["text"].str.len_bytes().sum() <= 64 * 2**20
        n += intake.pages.height
    assert n == 54623


@pytest.mark.material
def test_the_real_pages(material: Path) -> None:
    intake = sources.read([material / "corpora" / "pages" / "html.jsonl"])
    assert intake.pages["markup"].all()
    text = sources.read([material / "corpora" / "pages" / "text.jsonl"])
    assert not text.pages["markup"].any()
    assert text.pages.height == intake.pages.height == 86


def test_two_files_of_one_name_and_text_are_a_reprint(tmp_path: Path) -> None:
    for outlet in ("a", "b"):
        write(tmp_path / outlet / "story.txt", "The same words in two papers.")
    intake = sources.read([tmp_path / "a", tmp_path / "b"])
    assert intake.pages["article"].to_list() == ["story.txt", "story.txt#2"]
    assert not intake.problems["skipped"].any()
