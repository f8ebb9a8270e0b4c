"""Which addresses may be visited? URLs to targets, names to vetted addresses. Opens no connection itself.

A feed, a redirect or a link may name any address, also the inside of the network this runs in (server-side
request forgery, CWE-918). Only http and https to hosts whose every address is public are let through, and the
connection goes to the very address that was looked at: a second answer of the name server (DNS rebinding)
changes nothing.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import TypeAlias
from urllib.parse import quote, urlsplit

Resolve: TypeAlias = Callable[[str, int], Sequence[str]]

PORTS = {"http": 80, "https": 443}
MAX_URL = 4096  # characters; servers refuse longer ones
_NAME = re.compile(r"(?=.{1,253}\Z)[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
                   r"(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*")  # fmt: skip
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)\Z")
_KEPT = "!$&'()*+,;=:@/?%~"  # of a path and query; what is not ASCII is written as UTF-8 in percent signs

# IANA's registries of special-purpose addresses. Python's `is_global` alone is no guard: it changes between
# versions and lets multicast, NAT64 and 6to4 through (3.11).
_SPECIAL_4 = tuple((ip_network(net), why) for net, why in (
    ("0.0.0.0/8", "this network"), ("10.0.0.0/8", "private"), ("100.64.0.0/10", "carrier-grade NAT"),
    ("127.0.0.0/8", "loopback"), ("169.254.0.0/16", "link-local"), ("172.16.0.0/12", "private"),
    ("192.0.0.0/24", "reserved"), ("192.0.2.0/24", "documentation"), ("192.88.99.0/24", "6to4 relay"),
    ("192.168.0.0/16", "private"), ("198.18.0.0/15", "benchmarking"), ("198.51.100.0/24", "documentation"),
    ("203.0.113.0/24", "documentation"), ("224.0.0.0/4", "multicast"), ("240.0.0.0/4", "reserved"),
    ("168.63.129.16/32", "a cloud's own services"),  # public by number, answered inside Azure
))  # fmt: skip
_GLOBAL_6 = ip_network(
    "2000::/3"
)  # all that is routed; outside lie loopback, mapped, NAT64, local, multicast
_SPECIAL_6 = tuple((ip_network(net), why) for net, why in (
    ("::1/128", "loopback"), ("::ffff:0:0/96", "IPv4-mapped"), ("::/96", "IPv4-compatible"),
    ("64:ff9b::/96", "NAT64"), ("64:ff9b:1::/48", "NAT64"), ("fc00::/7", "private"),
    ("fe80::/10", "link-local"), ("fec0::/10", "site-local"), ("ff00::/8", "multicast"),
    ("2001::/32", "Teredo"), ("2001::/23", "reserved"), ("2001:db8::/32", "documentation"),
    ("2002::/16", "6to4"), ("3fff::/20", "documentation"),
))  # fmt: skip


class AddressRefusedError(Exception):
    """An address that must not be visited; the message says why."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where one request goes: all ASCII, the host in lower case without brackets."""

    scheme: str
    host: str
    port: int
    path: str  # with the query

    @property
    def authority(self) -> str:
        """The Host header: host, and the port unless it is the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """Scheme and authority: what one robots.txt speaks for."""
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The whole address."""
        return self.origin + self.path


def target_of(url: str, *, allow_private: bool = False) -> Target:
    """The target of a URL; AddressRefusedError where it must not be visited, whatever it resolves to."""
    if len(url) > MAX_URL:
        raise AddressRefusedError(f"the address has more than {MAX_URL} characters")
    if any(character <= " " or character == "\x7f" for character in url):
        raise AddressRefusedError("the address holds blanks or control characters")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise AddressRefusedError(f"not an address: {error}") from None
    scheme = parts.scheme.lower()
    if scheme not in PORTS:
        raise AddressRefusedError(f"only http and https are fetched, not {scheme[:20] or 'a bare name'}")
    if "@" in parts.netloc or "\\" in parts.netloc:
        raise AddressRefusedError("an address with a user name in it is not fetched")
    host = _host(parts.hostname or "", bracketed="[" in parts.netloc, allow_private=allow_private)
    if port == 0:
        raise AddressRefusedError("there is no port 0")
    path = quote(parts.path or "/", safe=_KEPT) + (
        "?" + quote(parts.query, safe=_KEPT) if parts.query else ""
    )
    return Target(scheme, host, port or PORTS[scheme], path)


def vet(url: str, *, allow_private: bool = False) -> str:
    """Why a URL must not be fetched, without asking a name server; empty where nothing speaks against it."""
    try:
        target_of(url, allow_private=allow_private)
    except AddressRefusedError as error:
        return str(error)
    return ""


def special(address: IPv4Address | IPv6Address) -> str:
    """What kind of special-purpose address it is; empty for one that is public.

    Addresses that carry an IPv4 address inside (mapped, compatible, NAT64, 6to4, Teredo) are special whatever
    they carry: no public site needs them, and where they lead depends on the network.
    """
    table = _SPECIAL_4 if address.version == 4 else _SPECIAL_6
    for network, why in table:
        if address in network:
            return why
    return "" if address.version == 4 or address in _GLOBAL_6 else "reserved"


def addresses(host: str, port: int, resolve: Resolve, *, allow_private: bool = False) -> list[str]:
    """The addresses to connect to, in the resolver's order, each once.

    AddressRefusedError where any of them is special: a name that is public and private at once is a trap.
    Raises what `resolve` raises (OSError).
    """
    found = list(dict.fromkeys(resolve(host, port)))
    for text in found if not allow_private else ():
        try:
            why = special(ip_address(text))
        except ValueError:  # with a zone, or no address at all
            why = "malformed"
        if why:
            raise AddressRefusedError(f"{host} leads to {text}, which is not public ({why})")
    return found


def system_resolve(host: str, port: int) -> list[str]:
    """Addresses by the system's name service. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


def _host(host: str, *, bracketed: bool, allow_private: bool) -> str:
    """A host name as name servers take it (IDNA 2008 by UTS 46), or an IP address in its usual form."""
    if bracketed or ":" in host:
        return _literal_6(host, allow_private=allow_private)
    if not host.isascii():
        host = _international(host)
    host = host.lower().removesuffix(".")
    if not _NAME.fullmatch(host):
        raise AddressRefusedError(f"{host[:60]!r} is no host name")
    if _NUMBER.match(host.rpartition(".")[2]):
        _check_4(host, allow_private=allow_private)
    return host


def _international(host: str) -> str:
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except (idna.IDNAError, UnicodeError):
        raise AddressRefusedError(f"{host[:60]!r} is no international host name") from None


def _literal_6(host: str, *, allow_private: bool) -> str:
    try:
        address = IPv6Address(host)
    except ValueError:
        raise AddressRefusedError(f"{host[:60]!r} is no IPv6 address") from None
    if address.scope_id or (not allow_private and special(address)):
        raise AddressRefusedError(f"{host[:60]} is not public ({special(address) or 'has a zone'})")
    return address.compressed


def _check_4(host: str, *, allow_private: bool) -> None:
    """Raise for a private IPv4 address, and for the old ways to hide one: 2130706433, 0177.1, 0x7f.0.0.1."""
    if allow_private:
        return
    try:
        why = special(IPv4Address(host))
    except ValueError:
        raise AddressRefusedError(f"{host[:60]} is an address in an unusual form") from None
    if why:
        raise AddressRefusedError(f"{host} is not public ({why})")
