"""`syndicate watch` as cron and systemd start it: signals, loopback; real processes where it matters."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import which
from typing import TYPE_CHECKING

import pytest
from invented import HARBOUR, jsonl, page

from syndicate.commands.watch import read_duration
from syndicate.errors import InputError
from syndicate.store.file import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from said import Typed

ROOT = Path(__file__).parents[2]
ENVIRONMENT = os.environ | {"PYTHONPATH": str(ROOT)}
ITEM = "<item><guid>{0}</guid><link>{1}/{0}</link><title>{0}</title><description>{2}</description></item>"


def syndicate(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "syndicate", *map(str, arguments)]


def process(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 (our own command)
        syndicate(*arguments), capture_output=True, text=True, check=False, env=ENVIRONMENT
    )


class News(BaseHTTPRequestHandler):
    entries: tuple[tuple[str, str], ...] = ()

    def do_GET(self) -> None:
        if self.path != "/rss":
            self.send_error(404)
            return
        here = f"http://{self.headers['Host']}"
        items = "".join(ITEM.format(name, here, text) for name, text in self.entries)
        body = f"<?xml version='1.0'?><rss version='2.0'><channel><title>Faro</title>{items}</channel></rss>"
        self.send_response(200)
        self.send_header("Content-Type", "application/rss+xml")
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), News) as listening:
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"http://127.0.0.1:{listening.server_port}"
        listening.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("text", "seconds"), [("15m", 900.0), ("1h30m", 5400.0), ("10s", 10.0), ("0.5h", 1800.0)]
)
def test_durations(text: str, seconds: float) -> None:
    assert read_duration(text) == seconds


@pytest.mark.parametrize("text", ["", "15", "m", "9s", "-5m", "15 m", "1w", "15mm", "٣m"])
def test_what_is_no_duration(text: str) -> None:
    with pytest.raises(InputError, match="no time to wait"):
        read_duration(text)


def test_from_a_feed_to_a_cluster(run: Typed, server: str, tmp_path: Path) -> None:
    store, box, heard = tmp_path / "news.db", tmp_path / "box", tmp_path / "heard"
    box.mkdir()
    jsonl(box / "wire.jsonl", page("wire", HARBOUR, outlet="Reuters"))
    News.entries = (("harbour", HARBOUR),)
    assert "127.0.0.1 is not public" in run("feeds", "add", f"{server}/rss", "--store", store).err
    added = run("feeds", "add", f"{server}/rss", "--store", store, "--allow-private", "--outlet", "El Faro")
    assert added.out == f"Added: {server}/rss (Faro), 1 entry now\n"
    hook = f'{sys.executable} -c \'import sys; open("{heard}", "wb").write(sys.stdin.buffer.read())\''
    done = process(
        "watch", "--once", "--store", store, "--folder", box, "--out", tmp_path / "out", "--on-change", hook,
        "--allow-private", "--log", "json",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (line,) = [json.loads(text) for text in done.stderr.splitlines()]
    assert {name: line[name] for name in ("event", "feeds", "entries", "articles", "clusters")} == {
        "event": "run", "feeds": 1, "entries": 1, "articles": 2, "clusters": 1,
    }  # fmt: skip
    (cluster,) = json.loads(heard.read_bytes())["clusters"]
    assert {row["outlet"] for row in cluster["articles"]} == {"Reuters", "El Faro"}
    assert (tmp_path / "out" / cluster["cluster"] / "report.html").is_file()
    assert json.loads((tmp_path / "news.db.health.json").read_text())["articles_new"] == 2
    listed = run("feeds", "list", "--store", store).out
    assert "El Faro" in listed
    assert listed.endswith("1 feed.\n")
    residue = run("residue", store, "--out", tmp_path / "residue.csv")
    assert residue.code == 0, residue.err


def test_lists_of_feeds(run: Typed, tmp_path: Path) -> None:
    store, opml, back = tmp_path / "news.db", tmp_path / "in.opml", tmp_path / "back.opml"
    opml.write_text(
        '<opml version="2.0"><body><outline text="Faro" xmlUrl="https://faro.example/rss"/>'
        '<outline text="x" xmlUrl="http://10.0.0.1/rss"/></body></opml>'
    )
    taken = run("feeds", "import", opml, "--store", store)
    assert taken.out.splitlines()[0] == "1 feed added, 0 known already."
    assert "Left out: http://10.0.0.1/rss" in taken.out
    assert run("feeds", "export", "--store", store, "--out", back).code == 0
    assert "https://faro.example/rss" in back.read_text()
    assert run("feeds", "remove", "https://faro.example/rss", "--store", store).code == 0
    assert "No feed yet" in run("feeds", "list", "--store", store).out
    for wrong in (
        ("remove", "https://faro.example/rss", "--store", store),
        ("list", "--store", tmp_path / "none.db"),
    ):
        failed = run("feeds", *wrong)
        assert failed.code == 2
        assert len(failed.err.splitlines()) == 1


@pytest.mark.parametrize(
    "options", [(), ("--once", "--every", "15m"), ("--every", "5s"), ("--once", "--log", "xml")]
)
def test_wrong_options_are_one_line_and_exit_code_2(
    run: Typed, options: tuple[str, ...], tmp_path: Path
) -> None:
    failed = run("watch", "--store", tmp_path / "news.db", *options)
    assert failed.code == 2
    assert len(failed.err.splitlines()) == 1
    assert not (tmp_path / "news.db").exists()


def test_a_store_is_made_with_the_settings_asked_for_and_refuses_others(run: Typed, tmp_path: Path) -> None:
    (tmp_path / "box").mkdir()
    store = tmp_path / "news.db"
    job = ("watch", "--once", "--store", store, "--folder", tmp_path / "box")
    for asked in (("--threshold", "0.6", "--window", "48"), (), ("--threshold", "0.6")):
        done = run(*job, *asked)
        assert done.code == 0, done.err
    with open_store(store) as opened:
        assert (opened.settings.threshold, opened.settings.window_hours) == (0.6, 48)
    refused = run(*job, "--threshold", "0.5")
    assert (refused.code, refused.err.count("\n")) == (2, 1)
    assert "settings" in refused.err


def test_signals_end_it_cleanly_and_only_one_runs(run: Typed, tmp_path: Path) -> None:
    store, health = tmp_path / "news.db", tmp_path / "health.json"
    command = syndicate("watch", "--store", store, "--every", "10s", "--health", health)
    with subprocess.Popen(  # noqa: S603 (our own command)
        command, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT
    ) as job:
        while not health.exists():
            assert job.poll() is None
            time.sleep(0.05)
        second = run("watch", "--store", store, "--once")
        assert second.code == 2
        assert "another job is at work" in second.err
        job.send_signal(signal.SIGTERM)
        _, said = job.communicate(timeout=60)
    assert job.returncode == 0
    assert all(" run " in line for line in said.splitlines())
    assert run("watch", "--store", store, "--once").code == 0


@pytest.mark.skipif(which("systemd-analyze") is None, reason="no systemd here")
def test_the_units_are_sound(tmp_path: Path) -> None:
    """Whatever systemd does not know, or finds contradictory, it says."""
    for name in ("syndicate-watch.service", "syndicate-watch.timer"):
        text = (ROOT / "scripts" / name).read_text().replace("/opt/syndicate/bin/syndicate", sys.executable)
        (tmp_path / name).write_text(text)
    units = [str(path) for path in sorted(tmp_path.iterdir())]
    done = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)  # noqa: S603, S607
    assert (done.returncode, done.stderr) == (0, "")
