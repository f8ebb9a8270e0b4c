"""The job, run by run, over feeds and a drop box: what it stores, tells and leaves for the next run."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import polars as pl
import pytest
from invented import HARBOUR, ORCHARD, jsonl, page

from syndicate.errors import InputError
from syndicate.flow.job.memory import StoreMemory
from syndicate.flow.job.subscribing import subscribe_unseen
from syndicate.flow.job.telling import Recipients
from syndicate.flow.job.watch import Job, Run, alone, run_every, run_once
from syndicate.flow.update.stored import read_store
from syndicate.report.journal import Journal
from syndicate.sources.web.answer import Fetched, Outcome
from syndicate.store.file import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from syndicate.store.file import Store

FEED = "https://faro.example/rss"
DAWN, NOON = "2026-02-20T06:00:00Z", "2026-02-20T12:00:00Z"


@dataclass
class Web:
    """One feed whose body can change; None does not answer."""

    body: str | None = None
    asked: int = 0

    def fetch(self, url: str, *, etag: str = "", modified: str = "") -> Fetched:
        self.asked += 1
        if self.body is None:
            return Fetched(url=url, outcome=Outcome.FAILED, problem="no answer")
        return Fetched(
            url=url, outcome=Outcome.OK, status=200, body=self.body.encode(), final_url=url,
            content_type="application/rss+xml",
        )  # fmt: skip


def rss(name: str, text: str) -> str:
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:c="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>Faro</title><item><guid>{name}</guid><link>https://faro.example/{name}</link>"
        f"<title>{name}</title><pubDate>Fri, 20 Feb 2026 12:00:00 GMT</pubDate>"
        f"<c:encoded>{text}</c:encoded></item></channel></rss>"
    )


@dataclass
class Office:
    """A store, a web and a clock that run after run goes on a day."""

    store: Store
    web: Web = field(default_factory=Web)
    log: io.StringIO = field(default_factory=io.StringIO)
    now: datetime = datetime(2026, 2, 21, tzinfo=UTC)
    stops: bool = False

    def run(self, **job: object) -> Run:
        self.now += timedelta(days=1)
        journal = Journal(self.log, "json", lambda: self.now)
        return run_once(
            self.store, Job(**job), self.web, journal,  # type: ignore[arg-type]
            clock=lambda: self.now, stopped=lambda: self.stops,
        )  # fmt: skip

    def events(self) -> list[str]:
        return [json.loads(line)["event"] for line in self.log.getvalue().splitlines()]

    def groups(self) -> list[list[str]]:
        found = read_store(self.store.path).clusters.filter(pl.col("role") != "single")
        return sorted(sorted(rows["article"]) for rows in found.partition_by("cluster"))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    with open_store(tmp_path / "news.db", create=True) as store:
        yield Office(store)


def test_nothing_to_do(office: Office) -> None:
    run = office.run()
    assert run.line() | {"seconds": 0} == {
        "feeds": 0, "feeds_failed": 0, "entries": 0, "files": 0, "articles": 0, "changed": 0, "clusters": 0,
        "problems": 0, "seconds": 0,
    }  # fmt: skip
    assert office.events() == ["run"]


def test_a_feed_and_a_drop_box_make_one_cluster(office: Office, tmp_path: Path) -> None:
    box = tmp_path / "box"
    box.mkdir()
    jsonl(box / "wire.jsonl", page("wire", HARBOUR, outlet="Reuters", published=DAWN))
    subscribe_unseen(StoreMemory(office.store), FEED)
    office.web.body = rss("harbour", HARBOUR)
    run = office.run(folders=(str(box),))
    assert (run.entries_new, run.files, run.articles_new, run.clusters_changed) == (1, 1, 2, 1)
    assert office.groups() == [["https://faro.example/harbour", "wire"]]
    again = office.run(folders=(str(box),))
    assert (again.articles_new, again.articles_changed, again.clusters_changed) == (0, 0, 0)


def test_trouble_is_told_and_ends_nothing(office: Office, tmp_path: Path) -> None:
    subscribe_unseen(StoreMemory(office.store), FEED)
    box = tmp_path / "box"
    box.mkdir()
    (box / "a.txt").write_text(HARBOUR)
    (box / "b.parquet").write_bytes(b"nonsense")
    run = office.run(folders=(str(box), str(tmp_path / "none")))
    assert run.articles_new == 1
    assert run.line()["feeds_failed"] == 1
    assert len(run.problems) == 2
    assert office.events() == ["feed", "input", "folder", "run"]


def test_a_command_hears_of_changes_once(office: Office, tmp_path: Path) -> None:
    heard, box = tmp_path / "heard.jsonl", tmp_path / "box"
    box.mkdir()
    code = f'import sys; open("{heard}", "ab").write(sys.stdin.buffer.read())'
    job = {"folders": (str(box),), "recipients": Recipients(command=f"{sys.executable} -c '{code}'")}
    jsonl(box / "1.jsonl", page("wire", HARBOUR, outlet="Reuters", published=DAWN), page("a", HARBOUR))
    office.run(**job)
    office.run(**job)
    jsonl(box / "2.jsonl", page("b", HARBOUR, published=NOON), page("lone", ORCHARD))
    office.run(**job)
    messages = [json.loads(line) for line in heard.read_text().splitlines()]
    told = [[change["change"] for change in message["changes"]] for message in messages]
    assert told == [["created"], ["grown"]]
    assert [message["changes"][0]["articles"] for message in messages] == [["wire", "a"], ["b"]]
    (cluster,) = messages[1]["clusters"]
    assert cluster["cluster"] == messages[0]["clusters"][0]["cluster"]
    assert sorted(row["article"] for row in cluster["articles"]) == ["a", "b", "wire"]


def test_who_failed_to_listen_hears_it_at_the_next_run(office: Office, tmp_path: Path) -> None:
    heard, box, broken = tmp_path / "heard", tmp_path / "box", tmp_path / "broken"
    box.mkdir()
    broken.write_text("")
    code = f'import os, sys; os.path.exists("{broken}") and sys.exit(1); open("{heard}", "ab").write(sys.stdin.buffer.read())'  # noqa: E501
    job = {"folders": (str(box),), "recipients": Recipients(command=f"{sys.executable} -c '{code}'")}
    jsonl(box / "1.jsonl", page("a", HARBOUR), page("b", HARBOUR))
    assert "exit code 1" in office.run(**job).problems[0]
    broken.unlink()
    assert office.run(**job).problems == []
    assert json.loads(heard.read_text())["changes"][0]["change"] == "created"


def test_the_folder_of_changed_clusters_and_the_health_file(office: Office, tmp_path: Path) -> None:
    box, out, health = tmp_path / "box", tmp_path / "out", tmp_path / "health.json"
    box.mkdir()
    jsonl(box / "1.jsonl", page("a", HARBOUR), page("b", HARBOUR))
    office.run(folders=(str(box),), recipients=Recipients(folder=out), health=health)
    (cluster,) = out.iterdir()
    assert {path.name for path in cluster.iterdir()} == {"overlap.csv", "residue.csv", "report.html"}
    told = json.loads(health.read_text())
    assert (told["articles_new"], told["problems"], told["feeds"]) == (2, [], {})
    assert (told["feeds_failed"], told["ended"] >= told["began"]) == (0, True)


def test_a_stop_is_heard(office: Office, tmp_path: Path) -> None:
    subscribe_unseen(StoreMemory(office.store), FEED)
    office.stops = True
    assert office.run().ended_early
    assert office.web.asked == 0


def test_run_after_run_until_stopped(office: Office) -> None:
    waited: list[float] = []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        office.stops = len(waited) == 3

    journal = Journal(office.log, "json", lambda: office.now)
    run_every(
        900.0, office.store, Job(), office.web, journal,  # type: ignore[arg-type]
        clock=lambda: office.now, stopped=lambda: office.stops, wait=wait,
    )  # fmt: skip
    assert office.events() == ["run"] * 3
    assert all(0 <= seconds <= 900.0 for seconds in waited)


def test_one_job_at_a_time(tmp_path: Path) -> None:
    with (
        alone(tmp_path / "news.db"),
        pytest.raises(InputError, match="another job"),
        alone(tmp_path / "news.db"),
    ):
        pass
    with alone(tmp_path / "news.db"):
        pass
