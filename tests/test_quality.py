"""The gate: its figures against the corpora's own scorer, its judgement, its pinned floors."""

from __future__ import annotations

import csv
import json
import random
import sys
from typing import TYPE_CHECKING, Any

import corpora
import gold
import pytest
import quality
import running
import written

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Mapping
    from pathlib import Path

    Call = Callable[..., subprocess.CompletedProcess[str]]

# Against the scorer that comes with the corpora


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def scored(call: Call, material: Path, *arguments: str | Path) -> dict[str, dict[str, float]]:
    """What the scorer prints, by line and name."""
    run = call(sys.executable, material / "tools" / "score.py", *arguments)
    assert run.returncode == 0, run.stderr
    lines = [line for line in run.stdout.splitlines() if "=" in line]
    return {
        line[:28].strip(): {
            name: float(value) for name, _, value in (part.partition("=") for part in line[28:].split())
        }
        for line in lines
    }


@pytest.mark.material
def test_groups_and_derivation_agree_with_the_scorer(call: Call, material: Path, tmp_path: Path) -> None:
    folder, draw = material / "corpora" / "meter", random.Random(7)  # noqa: S311 - a repeatable muddle
    truth = written.column(folder / "clusters.csv", "id", "cluster")
    names = sorted(set(truth.values()))
    found = {article: name if draw.random() < 0.7 else draw.choice(names) for article, name in truth.items()}
    write(
        tmp_path / "clusters.csv",
        [{"article": article, "cluster": name, "story": name} for article, name in found.items()],
    )
    pairs = [(row["source"], row["article"]) for row in written.rows(folder / "derivation.csv")]
    write(
        tmp_path / "pairs.csv",
        [{"a": a, "b": b, "probability": round(draw.random(), 1)} for a, b in pairs if draw.random() < 0.8],
    )

    said = scored(call, material, "clusters", folder / "clusters.csv", tmp_path)
    ours = written.group_figures("cluster", truth, tmp_path)
    assert ours["cluster B-cubed precision"] == pytest.approx(said["B-cubed"]["P"], abs=6e-4)
    assert ours["cluster B-cubed recall"] == pytest.approx(said["B-cubed"]["R"], abs=6e-4)
    assert ours["cluster B-cubed F1"] == pytest.approx(said["B-cubed"]["F1"], abs=6e-4)
    assert ours["cluster pairwise F1"] == pytest.approx(said["pairwise"]["F1"], abs=6e-4)
    assert ours["cluster ARI"] == pytest.approx(said["ARI"]["ARI"], abs=6e-4)

    said = scored(call, material, "derivation", folder / "derivation.csv", tmp_path)
    ours = written.derivation_figures(folder / "derivation.csv", tmp_path)
    assert ours["derivation macro-F1"] == pytest.approx(said["derivation"]["macroF1"], abs=6e-4)
    assert ours["derivation AUC"] == pytest.approx(said["derivation"]["AUC"], abs=6e-4)


@pytest.mark.material
def test_bodies_agree_with_the_scorer(call: Call, material: Path, tmp_path: Path) -> None:
    labelled = material / "corpora" / "pages" / "gold.jsonl"
    bodies = {
        row["id"]: row["body"] for row in map(json.loads, labelled.read_text(encoding="utf-8").splitlines())
    }
    write(
        tmp_path / "articles.csv",
        [
            {"article": name, "body": f"Home Subscribe {text[:-200]}"}
            for name, text in list(bodies.items())[1:]
        ],
    )
    said = scored(call, material, "bodies", labelled, tmp_path)["bodies"]
    ours = written.body_figures(bodies, tmp_path)
    assert list(ours.values()) == pytest.approx([said["P"], said["R"], said["F1"]], abs=6e-4)


@pytest.mark.material
def test_residue_agrees_with_the_scorer(
    call: Call, material: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    labelled = material / "gold" / "dev.json"
    stories = json.loads(labelled.read_text(encoding="utf-8"))
    rows = [
        row for story in stories for article in story["articles"] for row in muddled(story["wire"], article)
    ]
    write(tmp_path / "residue.csv", rows)
    monkeypatch.setattr(gold, "syndicate", lambda *arguments: None)  # its answer lies there already

    said = scored(call, material, "residue", labelled, tmp_path)
    ours = gold.gold_figures(stories, tmp_path, tmp_path)
    everything, altered = said["ALL"], said["altered facts"]
    assert ours["added F1"] == pytest.approx(everything["added_F1"], abs=6e-4)
    assert ours["removed F1"] == pytest.approx(everything["removed_F1"], abs=6e-4)
    assert ours["body words precision"] == pytest.approx(everything["body_P"], abs=6e-4)
    assert ours["body words recall"] == pytest.approx(everything["body_R"], abs=6e-4)
    assert ours["status accuracy"] == pytest.approx(said["status, by word"]["accuracy"], abs=6e-4)
    assert ours["altered recall"] == pytest.approx(altered["recall"], abs=6e-4)
    assert ours["altered specificity"] == pytest.approx(1 - altered["false_alarms"], abs=6e-4)


def muddled(wire: Mapping[str, Any], article: Mapping[str, Any]) -> list[dict[str, str]]:
    """A residue with every sort of mistake in it."""
    draw = random.Random(article["id"])  # noqa: S311 - a repeatable muddle
    statuses = ("kept", "edited", "rewritten", "added")
    rows = [
        (draw.choice(statuses), text, draw.choice(("", "", "1 -> 2")))
        for text in [*(line["s"] for line in article["sentences"]), "Most read", "Sign up"]
        if draw.random() < 0.9
    ]
    rows += [("removed", line["s"], "") for line in wire["sentences"] if draw.random() < 0.5]
    names = {"article": article["id"], "other": wire["id"]}
    return [{**names, "status": status, "text": text, "altered": altered} for status, text, altered in rows]


# The judgement


def test_under_a_floor_is_not_ok() -> None:
    rows = list(quality.judge("c", {"x": 0.5, "y": 0.5, "z": 0.1}, {"x": 0.5, "y": 0.51}, {"z": 0.2}))
    assert "short of the goal 0.200" in str(rows[2])
    assert [row.ok for row in rows] == [True, False, True]
    assert "UNDER THE FLOOR" in str(rows[1])


def test_a_floor_of_nothing_measured_is_not_ok() -> None:
    assert [row.ok for row in quality.judge("c", {}, {"misspelt": 0.1}, {})] == [False]


def corpus(measure: Callable[[Path, Path], dict[str, float]]) -> corpora.Corpus:
    return corpora.Corpus("toy", ("toy.csv",), measure)


@pytest.fixture
def toys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("SYNDICATE_MATERIAL", str(tmp_path))
    (tmp_path / "toy.csv").write_text("id\n1\n", encoding="utf-8")
    return tmp_path / "toy.csv"


def test_floors_hold_on_the_files_they_were_measured_on(toys: Path) -> None:
    pinned = {"floors": {"x": 0.9}, "digests": {"toy.csv": quality.digest(toys)}}
    assert [row.ok for row in quality.measure(corpus(lambda *_: {"x": 0.1}), pinned)] == [False, True]
    toys.write_text("id\n2\n", encoding="utf-8")
    rows = list(quality.measure(corpus(lambda *_: {"x": 0.1}), pinned))
    assert all(row.ok for row in rows)
    assert rows[0].note == "other files: toy.csv"
    assert rows[1].value == 0.1


def test_an_absent_corpus_is_named(toys: Path) -> None:
    toys.unlink()
    (row,) = quality.measure(corpus(lambda *_: {}), {"floors": {"x": 0.9}})
    assert (row.metric, row.note, row.ok) == ("skipped", "not here: toy.csv", True)


@pytest.mark.usefixtures("toys")
def test_a_product_that_ends_with_an_error_is_not_ok() -> None:
    def broken(*_: Path) -> dict[str, float]:
        running.syndicate("no-such-command")
        return {}

    rows = list(quality.measure(corpus(broken), {}))
    assert [row.ok for row in rows] == [True, False, True]
    assert "BrokenError" in rows[1].note


def test_an_article_named_twice_breaks_the_contract(tmp_path: Path) -> None:
    write(tmp_path / "clusters.csv", [{"article": "a", "cluster": "1"}, {"article": "a", "cluster": "2"}])
    with pytest.raises(written.BrokenError, match="more than once"):
        written.groups(tmp_path, "cluster")


def test_digest_of_a_folder_sees_names_and_contents(tmp_path: Path) -> None:
    digests = [quality.digest(tmp_path)]
    for name, text in (("a", "1"), ("a", "2"), ("b", "2")):
        (tmp_path / name).write_text(text, encoding="utf-8")
        digests.append(quality.digest(tmp_path))
    (tmp_path / "a").unlink()
    digests.append(quality.digest(tmp_path))
    assert len(set(digests)) == len(digests)


# The pinned floors


def pinned() -> dict[str, Any]:
    return json.loads(quality.FLOORS.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def test_every_corpus_is_pinned() -> None:
    assert {name: set(entry["digests"]) for name, entry in pinned().items()} == {
        corpus.name: set(corpus.files) for corpus in corpora.CORPORA
    }
    assert all(0 < floor <= 1 for entry in pinned().values() for floor in entry["floors"].values())


def test_the_floors_of_the_sample_set_are_in_force() -> None:
    seeds = next(corpus for corpus in corpora.CORPORA if corpus.name == "seeds")
    assert {name: quality.digest(quality.ROOT / name) for name in seeds.files} == pinned()["seeds"]["digests"]
    assert len(pinned()["seeds"]["floors"]) >= 4


def test_an_unknown_corpus_is_refused(call: Call) -> None:
    run = call(sys.executable, "scripts/quality.py", "nonsense")
    assert run.returncode == 2
    assert "no corpus is called nonsense" in run.stderr
