"""Hands changed clusters to other programs: to a command's standard input, or to an address. Decides nothing.

What goes wrong comes back in words: a job goes on, and delivers again at its next run.
"""

from __future__ import annotations

import contextlib
import json
import os
import shlex
import signal
import subprocess
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

COMMAND_SECONDS: Final = 60.0
WEBHOOK_SECONDS: Final = 20.0
ATTEMPTS: Final = 3
_TAIL: Final = 200  # characters of a failed command's last words


def encoded(message: Mapping[str, Any]) -> bytes:
    """The message as one line of JSON in ASCII: what comes from the web stands there as escapes."""
    return json.dumps(message, allow_nan=False).replace("\x7f", "\\u007f").encode() + b"\n"


def to_command(command: str, message: bytes, *, seconds: float = COMMAND_SECONDS) -> str:
    """Run the command, no shell in between, with the message as its standard input; "" or what went wrong.

    After `seconds` it is killed with all that it started.
    """
    try:
        words = shlex.split(command)
    except ValueError as error:
        return f"{command}: {error}"
    if not words:
        return "the command is empty"
    try:
        process = subprocess.Popen(  # noqa: S603 (the user's own command)
            words,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )
    except OSError as error:
        return f"{words[0]}: {error.strerror or error}"
    try:
        _, said = process.communicate(message, timeout=seconds)
    except subprocess.TimeoutExpired:
        _kill(process)
        return f"{words[0]}: took more than {seconds:g} s and was ended"
    except BrokenPipeError:  # it did not want to hear all
        said = b""
        process.wait()
    if process.returncode:
        last = " ".join(said.decode("utf-8", "replace").split())[-_TAIL:]
        return f"{words[0]}: exit code {process.returncode}{': ' + last if last else ''}"
    return ""


def _kill(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def to_webhook(url: str, message: bytes, *, seconds: float = WEBHOOK_SECONDS, wait: float = 1.0) -> str:
    """POST the message as application/json; "" or what went wrong.

    Tried `ATTEMPTS` times where the network fails or the server does (5xx, 429). The address is the user's
    own choice, so it may be a private one; redirects are not followed, proxies of the environment not used.
    """
    import httpx2
    import stamina

    headers = {"Content-Type": "application/json", "User-Agent": "syndicate"}
    passing = (httpx2.TransportError, _BusyError)
    try:
        with httpx2.Client(timeout=seconds, trust_env=False, follow_redirects=False) as client:
            for attempt in stamina.retry_context(
                on=passing, attempts=ATTEMPTS, wait_initial=wait, wait_jitter=wait
            ):
                with attempt:
                    status = client.post(url, content=message, headers=headers).status_code
                    if status >= 500 or status == 429:
                        raise _BusyError(f"HTTP {status}")
    except (httpx2.HTTPError, httpx2.InvalidURL, _BusyError, ValueError) as error:
        return f"{url}: {error or type(error).__name__}"
    return "" if status < 300 else f"{url}: HTTP {status}"


class _BusyError(Exception):
    """The server may take it later."""
