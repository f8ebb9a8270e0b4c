"""Changed clusters handed on: what arrives, and what is said where nothing does."""

from __future__ import annotations

import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

from syndicate.report.delivery import encoded, to_command, to_webhook

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MESSAGE = encoded({"clusters": [{"title": "Größte \x1b[31m Überraschung\x7f"}]})


def test_a_message_is_one_line_of_ascii() -> None:
    assert MESSAGE.isascii()
    assert MESSAGE.count(b"\n") == 1
    assert b"\x1b" not in MESSAGE
    assert b"\x7f" not in MESSAGE
    assert json.loads(MESSAGE)["clusters"][0]["title"] == "Größte \x1b[31m Überraschung\x7f"


def python(code: str) -> str:
    return f"{sys.executable} -c '{code}'"


def test_a_command_hears_the_message(tmp_path: Path) -> None:
    heard = tmp_path / "heard"
    code = f'import sys; open("{heard}", "wb").write(sys.stdin.buffer.read())'
    assert to_command(python(code), MESSAGE) == ""
    assert heard.read_bytes() == MESSAGE


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("", "the command is empty"),
        ("no-such-program-here", "No such file"),
        ("'unbalanced", "No closing quotation"),
        (python('raise SystemExit("no room left")'), "exit code 1: no room left"),
        (python("import sys; sys.stdin.close(); sys.exit(3)"), "exit code 3"),
    ],
)
def test_a_command_that_fails_is_told(command: str, said: str) -> None:
    assert said in to_command(command, MESSAGE * 20_000)


def test_no_shell_stands_between(tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    assert to_command(f"echo hello ; touch {trap}", MESSAGE) == ""
    assert not trap.exists()


def test_a_command_that_hangs_is_ended_with_all_it_started(tmp_path: Path) -> None:
    alive = tmp_path / "alive"
    child = f'import time; time.sleep(2); open("{alive}", "w")'
    command = python(
        f'import subprocess, sys, time; subprocess.Popen([sys.executable, "-c", {json.dumps(child)}]); '
        "time.sleep(60)".replace("'", '"')
    )
    assert "took more than 1 s" in to_command(command, MESSAGE, seconds=1.0)
    time.sleep(2.2)
    assert not alive.exists()


class Listener(BaseHTTPRequestHandler):
    answers: list[int]
    heard: list[tuple[str, bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.heard.append((self.headers["Content-Type"], body))
        self.send_response(self.answers.pop(0) if len(self.answers) > 1 else self.answers[0])
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def server() -> Iterator[ThreadingHTTPServer]:
    Listener.heard = []
    with ThreadingHTTPServer(("127.0.0.1", 0), Listener) as listening:
        thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield listening
        listening.shutdown()
        thread.join()


@pytest.mark.parametrize(
    ("answers", "said", "times"),
    [
        ([200], "", 1),
        ([503, 429, 204], "", 3),
        ([500], "HTTP 500", 3),
        ([404], "HTTP 404", 1),
        ([302], "HTTP 302", 1),
    ],
)
def test_a_webhook_hears_the_message(
    server: ThreadingHTTPServer, answers: list[int], said: str, times: int
) -> None:
    Listener.answers = list(answers)
    problem = to_webhook(f"http://127.0.0.1:{server.server_port}/hook", MESSAGE, wait=0.01)
    assert problem.endswith(said)
    assert bool(problem) == bool(said)
    assert Listener.heard == [("application/json", MESSAGE)] * times


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/", "nonsense", "http://[", "ftp://example.org/"])
def test_a_webhook_that_nobody_answers_is_told(url: str) -> None:
    assert to_webhook(url, MESSAGE, seconds=2.0, wait=0.01).startswith(url)
