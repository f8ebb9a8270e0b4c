"""One request under TLS, and one that its stream watches."""

from __future__ import annotations

import ssl
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from misbehaving import FEED, Server, serving

from syndicate.sources.web import Manners, exchange
from syndicate.sources.web.address import target_of
from syndicate.sources.web.answer import Outcome
from syndicate.sources.web.connecting import Pace, TooSlowError
from syndicate.sources.web.exchange import ExchangeError

if TYPE_CHECKING:
    from collections.abc import Iterator

CERTIFICATE = Path(__file__).with_name(
    "certificate.pem"
)  # of news.example, signed by itself, for these tests


@pytest.fixture
def names() -> list[str | None]:
    """The server names that clients asked for in their TLS greeting."""
    return []


@pytest.fixture
def server(names: list[str | None]) -> Iterator[Server]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    context.sni_callback = lambda _socket, name, _context: names.append(name)
    with serving(context) as running:
        yield running


@pytest.fixture
def trusting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exchange, "_tls", lambda: ssl.create_default_context(cafile=str(CERTIFICATE)))


def get(server: Server, host: str) -> exchange.Reply:
    target = target_of(f"https://{host}:{server.server_address[1]}/feed")
    manners = Manners(allow_private=True, read_seconds=20.0)
    return exchange.exchange(
        target, {}, manners=manners, resolve=lambda host, port: ["127.0.0.1"], clock=lambda: 0.0
    )


@pytest.mark.usefixtures("trusting")
def test_tls_names_the_host_though_the_address_is_dialled(server: Server, names: list[str | None]) -> None:
    assert get(server, "news.example").body == FEED
    assert names == ["news.example"]
    assert server.headers[0]["host"].startswith("news.example:")


@pytest.mark.usefixtures("trusting")
def test_a_certificate_of_another_host_is_refused(server: Server) -> None:
    with pytest.raises(ExchangeError, match="certificate"):
        get(server, "other.example")
    assert server.asked == []


def test_a_certificate_that_nobody_signed_is_refused(server: Server) -> None:
    with pytest.raises(ExchangeError, match="certificate") as caught:
        get(server, "news.example")
    assert caught.value.outcome is Outcome.FAILED
    assert server.asked == []


def test_requests_from_many_threads_share_one_context(server: Server, trusting: None) -> None:
    found: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: found.append(get(server, "news.example").body)) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [FEED] * 4


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_pace_leaves_what_is_left() -> None:
    clock = Clock()
    pace = Pace(Manners(total_seconds=60.0), clock)
    assert (pace.left(20.0), pace.left(None)) == (20.0, 60.0)
    clock.now = 50.0
    assert (pace.left(20.0), pace.left(5.0)) == (10.0, 5.0)
    clock.now = 60.0
    with pytest.raises(TooSlowError, match="not done after 60 seconds"):
        pace.left(20.0)


def test_slowness_counts_after_a_while_and_over_all_of_it() -> None:
    clock = Clock()
    pace = Pace(Manners(grace_seconds=10.0, floor_bytes_per_second=100.0), clock)
    clock.now = 9.0
    pace.took(1)
    clock.now = 20.0
    pace.took(5000)
    clock.now = 40.0
    pace.took(0)
    pace.took(1)
    clock.now = 51.0
    with pytest.raises(TooSlowError, match="slower than 100 bytes a second"):
        pace.took(1)
