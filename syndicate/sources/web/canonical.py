"""One address for one page: tracking, AMP forms, fragments and default ports folded. Asks nobody.

`canonical` changes nothing that could lead to another page as far as names can tell; what it gives is for
telling pages apart and for showing, while the address as given is what is fetched. `address_key` folds
further (scheme, mobile and www hosts) and is for comparing alone.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from syndicate.sources.web.address import PORTS
from syndicate.sources.web.tags import tags

# Parameters that say where a reader came from, never which page. Names are those of the tools that add them.
_TRACKING = re.compile(
    r"""utm_\w+|pk_\w+|piwik_\w+|mtm_\w+|matomo_\w+|hsa_\w+|_hs\w+|mc_[ce]id|vero_\w+|oly_\w+|trk_\w+|at_\w+|
    fbclid|gclid|gclsrc|dclid|gbraid|wbraid|gad_source|gad_campaignid|msclkid|yclid|ysclid|twclid|ttclid|
    li_fat_id|igshid|igsh|epik|rdid|s_kwcid|ef_id|_ga|_gl|_openstat|xtor|cmpid|cmp|icid|ncid|ocid|smid|smtyp|
    spm|sref|amp_\w+|usqp|mkt_tok|wt_mc|wt_zmc|ito|ftag|guccounter|guce_\w+|soc_src|soc_trk|__twitter_impression|
    traffic_source|echobox|rss|partner|feedtype|feedname""",
    re.X,
)
_AMP_VALUES = frozenset({"", "1", "true", "amp", "amphtml"})
_AMP_CACHES = ("cdn.ampproject.org", "bing-amp.com", "ampproject.net")
_CACHED = re.compile(r"/(?:[a-z]/)?(s/)?([^/]+\.[^/]+)(/.*)?\Z", re.S)  # /c/s/www.example.com/news/1
_VIEWER = re.compile(r"/amp/(s/)?([^/]+\.[^/]+)(/.*)?\Z", re.S)  # www.google.com/amp/s/www.example.com/news/1
_VIEWERS = re.compile(r"(?:www\.)?google\.(?:com|co\.[a-z]{2}|com\.[a-z]{2}|[a-z]{2})")
_AMP_END = re.compile(r"(?<=[^/])(?:/amp/?|\.amp|/amp\.html?)\Z", re.I)
_AMP_INSIDE = re.compile(r"\.amp(?=\.html?\Z)", re.I)
_AMP_START = re.compile(r"/amp(?=/[^/])", re.I)
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[\w.!-]*", re.I)
_PERCENT = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_KEPT = "!$&'()*+,;=:@/%~"
_EDITIONS = ("www.", "m.", "mobile.", "amp.")  # of one site
_LONGEST = 4096
_ROUNDS = 8  # of foldings inside foldings; past these an address is somebody's joke
_HELD = 1 << 13  # addresses that need no second look: those of one round come several times


@lru_cache(_HELD)
def canonical(url: str) -> str:
    """The address that stands for a page; "" for what is no http or https address. Idempotent.

    Scheme and host in lower case, IDNA hosts in ASCII, no default port, no fragment, dot segments resolved,
    percent signs in their normal form (RFC 3986, section 6.2.2), tracking parameters dropped and the others
    sorted by name; AMP caches, viewers and forms give the address behind them.
    """
    for _ in range(_ROUNDS):
        folded = _fold(url)
        if folded == url:
            break
        url = folded
    else:
        return ""
    return url


def address_key(url: str) -> str:
    """What two addresses of one page share: the canonical one without scheme, www and last slash."""
    parts = urlsplit(canonical(url))
    path = parts.path.rstrip("/") or "/"
    return _edition(parts.netloc) + path + (f"?{parts.query}" if parts.query else "") if parts.netloc else ""


def same_site(one: str, other: str) -> bool:
    """Whether two addresses belong to one site: the same host, or one a sub-domain of the other.

    Mobile and www hosts count as the host behind them. Without a list of public suffixes two sub-domains of
    one domain are taken for two sites; that errs on the safe side.
    """
    a, b = (_edition(_host(url)) for url in (one, other))
    shorter, longer = sorted((a, b), key=len)
    return bool(shorter) and (a == b or ("." in shorter and longer.endswith("." + shorter)))


def page_address(html: str, url: str) -> str:
    """The canonical address of the page found at `url`: by link rel=canonical, og:url, or `url` itself.

    What a page says is believed for its own site only, and not where it names the site's front page.
    """
    own = canonical(url)
    for said in _declared(html):
        try:
            address = canonical(urljoin(url, said))
        except ValueError:
            continue
        if (
            address
            and same_site(address, own)
            and (urlsplit(address).path != "/" or urlsplit(own).path == "/")
        ):
            return address
    return own


def _declared(html: str) -> list[str]:
    """What the page says its address is: link rel=canonical first, then og:url."""
    links, properties = [], []
    for name, attributes in tags(html, "link", "meta"):
        if name == "link" and "canonical" in attributes.get("rel", "").lower().split():
            links.append(attributes.get("href", ""))
        elif attributes.get("property", attributes.get("name", "")).lower() == "og:url":
            properties.append(attributes.get("content", ""))
    return [address for address in (*links[:1], *properties[:1]) if address]


def _fold(url: str) -> str:
    """One round of foldings; "" for what is no web address."""
    parts = _split(url)
    if parts is None:
        return ""
    host = _ascii_host(parts)
    if not host:
        return ""
    if behind := _behind(host, parts.path):
        return behind + (f"?{parts.query}" if parts.query else "")
    authority = f"[{host}]" if ":" in host else host
    if parts.port and parts.port != PORTS[parts.scheme]:
        authority += f":{parts.port}"
    path, query = _path(parts.path), _query(parts.query)
    return f"{parts.scheme}://{authority}{path}" + (f"?{query}" if query else "")


def _split(url: str) -> SplitResult | None:
    """The parts of a web address; None for anything else."""
    url = url.strip()
    if not url.isprintable():
        url = "".join(filter(str.isprintable, url))
    try:
        parts = urlsplit(url)
        usable = parts.scheme in PORTS and bool(parts.hostname) and (parts.port or 0) >= 0
    except ValueError:
        return None
    return parts if usable and len(url) <= _LONGEST else None


def _host(url: str) -> str:
    """The host of an address in ASCII and lower case, without a last dot; "" where it has none."""
    parts = _split(url)
    return _ascii_host(parts) if parts else ""


def _ascii_host(parts: SplitResult) -> str:
    host = (parts.hostname or "").removesuffix(".")
    if host.isascii():
        return "" if any(character in host for character in "%/\\@ ") else host
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii").lower()
    except (idna.IDNAError, UnicodeError):
        return ""


def _behind(host: str, path: str) -> str:
    """The address behind an AMP cache or viewer; "" for other pages."""
    if any(host == cache or host.endswith("." + cache) for cache in _AMP_CACHES):
        found = _CACHED.match(path)
    else:
        found = _VIEWER.match(path) if _VIEWERS.fullmatch(host) else None
    return f"http{'s' if found[1] else ''}://{found[2]}{found[3] or '/'}" if found else ""


def _path(path: str) -> str:
    """A path in its normal form, without the marks of AMP."""
    path = quote(_PERCENT.sub(_normal, path), safe=_KEPT) or "/"
    path = _SESSION.sub("", _without_dots(path))
    path = _AMP_INSIDE.sub("", path)
    path = _AMP_START.sub("", path, count=1) if path.lower().startswith("/amp/") else path
    return _AMP_END.sub("", path) or "/"


def _without_dots(path: str) -> str:
    """RFC 3986, section 5.2.4; empty segments stay."""
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            del kept[-1:]
        elif segment != ".":
            kept.append(segment)
    if segments and segments[-1] in {".", ".."}:
        kept.append("")
    return "/" + "/".join(kept)


def _normal(found: re.Match[str]) -> str:
    """A percent sign's character where it needs none, else its hexadecimal digits in capitals."""
    character = chr(int(found[1], 16))
    return character if character in _UNRESERVED else found[0].upper()


def _query(query: str) -> str:
    """The parameters that choose the page, sorted by name; their order counts only under one name."""
    kept = [piece for piece in query.split("&") if piece and not _is_noise(*_named(piece))]
    kept.sort(key=lambda piece: _named(piece)[0])
    return quote(_PERCENT.sub(_normal, "&".join(kept)), safe=_KEPT + "?")


def _named(piece: str) -> tuple[str, str]:
    """Name and value of one parameter."""
    name, _, value = piece.partition("=")
    return unquote(name), value


def _is_noise(name: str, value: str) -> bool:
    name, value = name.lower(), value.lower()
    if name in {"amp", "outputtype"}:
        return value in _AMP_VALUES
    return _TRACKING.fullmatch(name) is not None


def _edition(host: str) -> str:
    """The host without www, m, mobile or amp in front, where a domain remains."""
    for front in _EDITIONS:
        if host.startswith(front) and "." in host.removeprefix(front).strip("."):
            return host.removeprefix(front)
    return host
