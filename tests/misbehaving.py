"""A web server on loopback that misbehaves on purpose, one path for each way."""

from __future__ import annotations

import gzip
import threading
import time
import zlib
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import unquote

import brotli

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterator

FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>Example News</title>
<item><guid>1</guid><title>Storm</title><link>https://news.example/storm</link></item></channel></rss>"""
TAG = '"abc"'
BOMB = gzip.compress(b"\0" * 30_000_000, compresslevel=1)
BOMBS = {"gzip": BOMB, "gzip, gzip": gzip.compress(BOMB), "br": brotli.compress(b"\0" * 3_000_000, quality=2)}


class Handler(BaseHTTPRequestHandler):
    """Answers by path; counts what was asked for."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        path = self.path.partition("?")[0]
        with self.server.lock:
            self.server.asked.append(self.path)
            self.server.headers.append({name.lower(): value for name, value in self.headers.items()})
        with suppress(BrokenPipeError, ConnectionResetError):
            ANSWERS.get(path, not_found)(self)

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def say(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers and "Transfer_Encoding" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = True


class Server(ThreadingHTTPServer):
    """The server, with what it was asked."""

    daemon_threads = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.lock = threading.Lock()
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.robots: Callable[[Handler], None] = not_found
        self.inside = self.busiest = 0
        self.stopping = threading.Event()

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is what many of these tests want."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"


@contextmanager
def serving(context: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A running server; under TLS with a context."""
    with Server() as server:
        if context:
            server.socket = context.wrap_socket(
                server.socket, server_side=True, do_handshake_on_connect=False
            )
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.stopping.set()
            server.shutdown()
            thread.join()


def not_found(handler: Handler) -> None:
    handler.say(404, b"nothing here")


def robots(handler: Handler) -> None:
    handler.server.robots(handler)


def html(handler: Handler) -> None:
    """A page where the feed was."""
    handler.say(
        200, b"<!doctype html><title>We moved</title><p>See our new site", Content_Type="text/html", ETag=TAG
    )


def entity_bomb(handler: Handler) -> None:
    """A billion laughs."""
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    prolog = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]>'
    handler.say(200, prolog.encode() + FEED.partition(b"?>")[2].replace(b"Storm", b"&l9;"))


def wrong_charset(handler: Handler) -> None:
    """Cyrillic in Windows-1251, announced as UTF-8."""
    body = FEED.replace(b"Storm", "Буря в старом городе".encode("cp1251"))
    body = body.replace(b'"1.0"?', b'"1.0" encoding="windows-1251"?')
    handler.say(200, body, Content_Type="application/xml; charset=utf-8")


def changing_ids(handler: Handler) -> None:
    """Makes up a new id for the same entry each time."""
    with handler.server.lock:
        number = len(handler.server.asked)
    handler.say(200, FEED.replace(b"<guid>1<", f"<guid>{number}<".encode()))


def cut_xml(handler: Handler) -> None:
    """Whole by HTTP, but the XML ends within its second entry."""
    handler.say(200, FEED.partition(b"</channel>")[0] + b"<item><guid>2</guid><title>Half a ti")


def feed(handler: Handler) -> None:
    if handler.headers.get("If-None-Match") == TAG:
        handler.say(304, ETag=TAG)
        return
    handler.say(
        200, FEED, Content_Type="application/rss+xml; charset=utf-8", ETag=TAG,
        Last_Modified="Sat, 21 Feb 2026 10:00:00 GMT",
    )  # fmt: skip


def mute(handler: Handler) -> None:
    """Takes the request and never answers."""
    handler.server.stopping.wait(5)
    handler.close_connection = True


def dripping_head(handler: Handler) -> None:
    """Sends its headers a byte at a time, for ever."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while not handler.server.stopping.wait(0.02):
        handler.wfile.write(b"a")


def dripping_body(handler: Handler) -> None:
    """Sends its body a byte at a time."""
    handler.say(200, b"", Content_Length="100000", Content_Type="text/html")
    while not handler.server.stopping.wait(0.02):
        handler.wfile.write(b"a")


def endless(handler: Handler) -> None:
    """Sends as fast as it can, and never stops."""
    handler.say(200, b"", Transfer_Encoding="chunked")
    while not handler.server.stopping.is_set():
        handler.wfile.write(b"10000\r\n" + b"a" * 65536 + b"\r\n")


def huge(handler: Handler) -> None:
    handler.say(200, b"a" * 400_000)


def truncated(handler: Handler) -> None:
    """Announces more than it sends."""
    handler.say(200, FEED[:150], Content_Length=str(len(FEED)), ETag=TAG)


def cut_gzip(handler: Handler) -> None:
    handler.say(200, gzip.compress(FEED * 20)[:-40], Content_Encoding="gzip", ETag=TAG)


def bomb(coding: str) -> Callable[[Handler], None]:
    return lambda handler: handler.say(200, BOMBS[coding], Content_Encoding=coding)


def packed(coding: str, pack: Callable[[bytes], bytes]) -> Callable[[Handler], None]:
    return lambda handler: handler.say(200, pack(FEED), Content_Encoding=coding)


def moved(status: int, location: str) -> Callable[[Handler], None]:
    return lambda handler: handler.say(status, Location=location)


def loop(handler: Handler) -> None:
    handler.say(302, Location="/loop/b" if handler.path.endswith("a") else "/loop/a")


def ladder(handler: Handler) -> None:
    """Redirects to a new address each time."""
    number = int(handler.path.partition("?")[2] or 0)
    handler.say(302, Location=f"/ladder?{number + 1}")


def says(status: int, **headers: str) -> Callable[[Handler], None]:
    return lambda handler: handler.say(status, b"no", **headers)


def flaky(handler: Handler) -> None:
    """In trouble twice, well the third time."""
    with handler.server.lock:
        tries = sum(path == handler.path for path in handler.server.asked)
    handler.say(500) if tries < 3 else feed(handler)


def hangs_up(handler: Handler) -> None:
    """Closes the connection without a word."""
    handler.close_connection = True


def garbage(handler: Handler) -> None:
    handler.wfile.write(b"\x00\xffnot http at all\r\n\r\n")
    handler.close_connection = True


def many_headers(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n" + b"X-Fat: " + b"a" * 300_000 + b"\r\n\r\n")
    handler.close_connection = True


def later(handler: Handler) -> None:
    """Takes its time, and notes how many others are served at once."""
    server = handler.server
    with server.lock:
        server.inside += 1
        server.busiest = max(server.busiest, server.inside)
    time.sleep(0.03)
    with server.lock:
        server.inside -= 1
    feed(handler)


def anywhere(handler: Handler) -> None:
    """Redirects to what the query names."""
    handler.say(302, Location=unquote(handler.path.partition("?")[2]))


ANSWERS: dict[str, Callable[[Handler], None]] = {
    "/robots.txt": robots,
    "/feed": feed,
    "/html": html,
    "/entity-bomb": entity_bomb,
    "/wrong-charset": wrong_charset,
    "/changing-ids": changing_ids,
    "/cut-xml": cut_xml,
    "/later": later,
    "/mute": mute,
    "/dripping-head": dripping_head,
    "/dripping-body": dripping_body,
    "/endless": endless,
    "/huge": huge,
    "/truncated": truncated,
    "/cut-gzip": cut_gzip,
    "/bomb": bomb("gzip"),
    "/double-bomb": bomb("gzip, gzip"),
    "/brotli-bomb": bomb("br"),
    "/gzip": packed("gzip", gzip.compress),
    "/deflate": packed("deflate", zlib.compress),
    "/bare-deflate": packed("deflate", lambda body: zlib.compress(body, wbits=-15)),
    "/br": packed("br", brotli.compress),
    "/zip": packed("compress", bytes),
    "/no-gzip": packed("gzip", bytes),
    "/moved": moved(301, "/feed"),
    "/moved-308": moved(308, "/moved"),
    "/moved-then-found": moved(301, "/found"),
    "/found": moved(302, "/feed"),
    "/found-then-moved": moved(307, "/moved"),
    "/moved-to-trouble": moved(301, "/500"),
    "/to-file": moved(302, "file:///etc/passwd"),
    "/to": anywhere,
    "/to-nowhere": moved(302, "http://[::1"),
    "/to-umlaut": moved(301, "/é"),
    "/no-location": says(302),
    "/loop/a": loop,
    "/loop/b": loop,
    "/ladder": ladder,
    "/410": says(410),
    "/403": says(403),
    "/500": says(500),
    "/429": says(429, Retry_After="120"),
    "/429-bare": says(429),
    "/503": says(503, Retry_After="Sat, 21 Feb 2026 10:10:00 GMT"),
    "/503-bare": says(503),
    "/flaky": flaky,
    "/hangs-up": hangs_up,
    "/garbage": garbage,
    "/many-headers": many_headers,
    "/private/page": feed,
}
