"""How are pages had from the web? Politely, within limits, and never from where nobody should ask.

Fetcher(manners).fetch(url, etag=..., modified=...) -> Fetched     whatever the network does
canonical(url)        one address for one page: tracking, AMP forms, fragments and default ports folded
page_address(html, url)    what the page itself says its address is, believed for the same site only
vet(url)              why an address must not be fetched at all
"""

from __future__ import annotations

from syndicate.sources.web.address import Resolve, system_resolve, vet
from syndicate.sources.web.answer import Fetched, Manners, Outcome
from syndicate.sources.web.canonical import canonical, page_address, same_site
from syndicate.sources.web.fetcher import Fetcher, retry_after, user_agent

__all__ = [
    "Fetched",
    "Fetcher",
    "Manners",
    "Outcome",
    "Resolve",
    "canonical",
    "page_address",
    "retry_after",
    "same_site",
    "system_resolve",
    "user_agent",
    "vet",
]
