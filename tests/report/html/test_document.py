"""One page: nothing in it comes from elsewhere, and nothing else may run."""

from __future__ import annotations

import hashlib
import re
from base64 import b64decode
from html.parser import HTMLParser

import pytest
from contents_by_hand import contents
from detections import kerunda

from syndicate.report.html import document, payload
from syndicate.report.html.document import SCRIPTS, STYLES, scripts, styles


class Elements(HTMLParser):
    """Every element with its attributes, and the text of scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.found and self.found[-1][0] in ("script", "style"):
            self.raw.append(data)


@pytest.fixture(scope="module")
def page() -> Elements:
    return Elements(document.document(payload.whole(contents(kerunda()))))


def policy(page: Elements) -> str:
    (found,) = [
        given["content"] for tag, given in page.found if given.get("http-equiv") == "Content-Security-Policy"
    ]
    return found or ""


def test_the_policy_forbids_everything_but_what_stands_there(page: Elements) -> None:
    assert policy(page).startswith("default-src 'none'; ")
    assert "unsafe" not in policy(page)
    allowed = [b64decode(one) for one in re.findall(r"'sha256-(.*?)'", policy(page))]
    texts = {hashlib.sha256(text.encode()).digest() for text in page.raw if not text.startswith("{")}
    assert len(allowed) == 2
    assert texts - {hashlib.sha256(b"\n").digest()} == set(allowed)


def test_nothing_comes_from_elsewhere(page: Elements) -> None:
    given = [attributes for _, attributes in page.found]
    assert {"src", "srcset", "style", "action"} & {name for one in given for name in one} == set()
    assert [name for one in given for name in one if name.startswith("on")] == []
    assert {one["href"] for one in given if "href" in one} == {"#main", "#/stories"}
    assert [tag for tag, _ in page.found if tag in ("link", "img", "iframe", "object", "base", "form")] == []


@pytest.mark.parametrize(
    "word",
    ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(", "fetch(",
     "XMLHttp", "WebSocket", "import(", "setTimeout(\"", "DOMParser", "srcdoc"],
)  # fmt: skip
def test_the_script_reads_no_markup_and_asks_nobody(word: str) -> None:
    assert word not in scripts()


def test_the_only_address_in_the_script_is_a_name() -> None:
    assert re.findall(r"https?://[^\"'\\?/]+", scripts()) == ["http://www.w3.org"]  # the namespace of SVG


def test_styles_load_nothing() -> None:
    assert re.findall(r"url\(|@import|@font-face|expression", styles()) == []


def test_no_part_ends_its_element() -> None:
    assert re.findall(r"</(?:script|style)|<!--", scripts() + styles()) == []


def test_every_asset_is_in_the_page() -> None:
    names = {path.name for path in document._ASSETS.iterdir()}
    assert names == {"page.html.j2", *(f"{name}.js" for name in SCRIPTS), *(f"{name}.css" for name in STYLES)}


def test_the_same_contents_give_the_same_page() -> None:
    found = contents(kerunda())
    assert document.document(payload.whole(found)) == document.document(payload.whole(found))
