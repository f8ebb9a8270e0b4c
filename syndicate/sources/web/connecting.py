"""One connection to a vetted address, watched: it ends when time, pace or size run out. Knows no redirects.

Each request has its own connection: news sites are asked once a second at most, so that keeping connections
open would gain little, and a deadline that holds for all of it (name, connect, TLS, headers, body) stays
simple. httpcore2 (the floor under httpx2) is used directly because it lets its network backend be chosen:
that is where addresses are vetted. Proxies from the environment are never looked at.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import httpcore2

from syndicate.sources.web.address import Resolve, addresses

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Iterable

    from syndicate.sources.web.answer import Manners

MAX_TRIED = 3  # addresses of one host; news sites announce up to eight, all alike


class TooSlowError(Exception):
    """The answer took longer than the manners allow; the message says how."""


class Pace:
    """The time and the bytes of one request, against the limits."""

    def __init__(self, manners: Manners, clock: Callable[[], float]) -> None:
        self._manners = manners
        self._clock = clock
        self._start = clock()
        self._n_bytes = 0

    def left(self, step: float | None) -> float:
        """Seconds that the next step may take; TooSlowError where none are left."""
        total = self._manners.total_seconds
        left = total - (self._clock() - self._start)
        if left <= 0:
            raise TooSlowError(f"not done after {total:g} seconds")
        return left if step is None else min(step, left)

    def took(self, n_bytes: int) -> None:
        """Count what came; TooSlowError where it came too slowly for too long."""
        self._n_bytes += n_bytes
        passed = self._clock() - self._start
        floor = self._manners.floor_bytes_per_second
        if n_bytes and passed > self._manners.grace_seconds and self._n_bytes < floor * passed:
            raise TooSlowError(f"slower than {floor:g} bytes a second")


class WatchedStream(httpcore2.NetworkStream):
    """A stream whose every step asks the pace."""

    def __init__(self, stream: httpcore2.NetworkStream, pace: Pace) -> None:
        self._stream = stream
        self._pace = pace

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """The bytes that come next."""
        try:
            raw = self._stream.read(max_bytes, self._pace.left(timeout))
        except httpcore2.ReadTimeout:
            self._pace.left(None)  # says so where all the time is up, not only this step's
            raise
        self._pace.took(len(raw))
        return raw

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of it."""
        self._stream.write(buffer, self._pace.left(timeout))

    def close(self) -> None:
        """Close the connection."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """The same connection under TLS, watched as well."""
        inner = self._stream.start_tls(ssl_context, server_hostname, self._pace.left(timeout))
        return WatchedStream(inner, self._pace)

    def get_extra_info(self, info: str) -> Any:
        """What httpcore2 asks about a connection."""
        return self._stream.get_extra_info(info)


class VettingBackend(httpcore2.NetworkBackend):
    """Resolves a name once, vets every address, and connects to one of those."""

    def __init__(self, resolve: Resolve, pace: Pace, *, allow_private: bool) -> None:
        self._resolve = resolve
        self._pace = pace
        self._allow_private = allow_private
        self._plain = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore2.SOCKET_OPTION] | None = None,
    ) -> httpcore2.NetworkStream:
        """A watched connection to the first address that answers. Raises AddressRefusedError as well."""
        try:
            found = addresses(host, port, self._resolve, allow_private=self._allow_private)
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(f"the name {host} is not known ({error})") from None
        failure: Exception = httpcore2.ConnectError(f"the name {host} has no address")
        for address in found[:MAX_TRIED]:
            try:
                stream = self._plain.connect_tcp(
                    address, port, self._pace.left(timeout), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
            else:
                return WatchedStream(stream, self._pace)
        raise failure
