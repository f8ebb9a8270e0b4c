"""One request and its answer, within the limits. Follows no redirect and tries nothing twice."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from syndicate.sources.web.address import AddressRefusedError, Resolve, Target
from syndicate.sources.web.answer import Outcome
from syndicate.sources.web.decoding import ACCEPTED, UndecodableError, unpack

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Mapping

    import httpcore2

    from syndicate.sources.web.answer import Manners


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer: names of headers in lower case, the body unpacked; `cut` says where it ended early."""

    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    cut: str = ""


class ExchangeError(Exception):
    """No usable answer came; `passing` where another attempt may help at once, `lasting` where none will."""

    def __init__(
        self, message: str, outcome: Outcome = Outcome.FAILED, *, passing: bool = False,
        lasting: bool = False, status: int = 0,
        retry_after: float | None = None,
    ) -> None:  # fmt: skip
        super().__init__(message)
        self.outcome = outcome
        self.passing = passing
        self.lasting = lasting
        self.status = status
        self.retry_after = retry_after


def exchange(
    target: Target,
    headers: Mapping[str, str],
    *,
    manners: Manners,
    resolve: Resolve,
    clock: Callable[[], float],
) -> Reply:
    """GET the target. Raises ExchangeError for whatever goes wrong."""
    import httpcore2

    from syndicate.sources.web.connecting import Pace, TooSlowError, VettingBackend

    backend = VettingBackend(resolve, Pace(manners, clock), allow_private=manners.allow_private)
    origin = httpcore2.Origin(target.scheme.encode(), target.host.encode(), target.port)
    context = _tls() if target.scheme == "https" else None
    try:
        with httpcore2.HTTPConnection(origin, context, network_backend=backend) as connection:
            response = connection.handle_request(_request(target, headers, manners))
            return _reply(response, manners)
    except AddressRefusedError as error:
        raise ExchangeError(str(error), Outcome.REFUSED) from None
    except TooSlowError as error:
        raise ExchangeError(str(error)) from None
    except UndecodableError as error:
        raise ExchangeError(str(error), lasting=True) from None
    except httpcore2.TimeoutException as error:
        raise ExchangeError(_said(error, "no answer in time"), passing=True) from None
    except (httpcore2.NetworkError, httpcore2.RemoteProtocolError) as error:
        raise ExchangeError(_said(error, "the connection broke"), passing=True) from None
    except (httpcore2.LocalProtocolError, httpcore2.UnsupportedProtocol, OSError, ValueError) as error:
        raise ExchangeError(_said(error, "the request cannot be made")) from None


@functools.cache
def _tls() -> ssl.SSLContext:
    """One context for all: reading the system's certificates takes 20 ms and more."""
    import httpcore2

    return httpcore2.default_ssl_context()


def _request(target: Target, headers: Mapping[str, str], manners: Manners) -> httpcore2.Request:
    import httpcore2

    own = {"Host": target.authority, "Accept-Encoding": ACCEPTED, "Connection": "close"}
    url = httpcore2.URL(
        scheme=target.scheme, host=target.host, port=target.port, target=target.path.encode("ascii")
    )
    timeout = {
        "connect": manners.connect_seconds,
        "read": manners.read_seconds,
        "write": manners.read_seconds,
    }
    return httpcore2.Request(
        "GET", url, headers=[*own.items(), *headers.items()], extensions={"timeout": timeout}
    )


def _reply(response: httpcore2.Response, manners: Manners) -> Reply:
    headers: dict[str, str] = {}
    for name, value in response.headers:
        headers.setdefault(name.decode("latin-1").lower(), value.decode("latin-1").strip())
    if not 200 <= response.status < 300:  # what such pages say is not read
        return Reply(response.status, headers)
    packed, cut = _body(response, manners.max_packed_bytes)
    coding = headers.get("content-encoding", "")
    plain, whole = unpack(packed, coding, manners.max_bytes)
    return Reply(response.status, headers, plain, cut or ("" if whole else "the packed data end too early"))


def _body(response: httpcore2.Response, limit: int) -> tuple[bytes, str]:
    """The body as sent, and what cut it short; UndecodableError past the limit."""
    import httpcore2

    body = bytearray()
    try:
        for chunk in response.iter_stream():
            body += chunk
            if len(body) > limit:
                raise UndecodableError(f"larger than {limit:,} bytes")
    except (httpcore2.RemoteProtocolError, httpcore2.NetworkError) as error:
        if not body:
            raise
        return bytes(body), _said(error, "the answer ended too early")
    return bytes(body), ""


def _said(error: Exception, otherwise: str) -> str:
    """One line of what an error says."""
    said = " ".join(str(error).split())[:200]
    return f"{otherwise} ({said})" if said else otherwise
