"""One page from its parts: template, styles, script and JSON, under a policy that allows nothing else."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from syndicate.report.html.payload import as_json

if TYPE_CHECKING:
    from jinja2 import Template

# In the order in which they stand in the page: each uses what stands before it.
SCRIPTS: Final = (
    "dom", "format", "model", "words", "parts", "time", "stories", "tree", "measures", "sentences", "heat",
    "story", "reader", "pair", "outlets", "methods", "router",
)  # fmt: skip
STYLES: Final = ("base", "stories", "story", "pair", "print")
_ASSETS: Final = files("syndicate.report.html") / "assets"


def document(payload: dict[str, Any]) -> str:
    """The whole HTML document.

    Its Content-Security-Policy names the one style sheet and the one script by their SHA-256 (CSP level 3,
    section 2.3.1) and forbids everything else: no request, no other script, no text set as markup.
    """
    style, script = styles(), scripts()
    return _template().render(
        style=style, script=script, policy=policy(style, script), payload=as_json(payload)
    )


def policy(style: str, script: str) -> str:
    """The Content-Security-Policy of a page with this style sheet and this script."""
    return "; ".join((
        "default-src 'none'",
        f"script-src '{_digest(script)}'",
        f"style-src '{_digest(style)}'",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types 'none'",
    ))  # fmt: skip


@cache
def styles() -> str:
    """The style sheet."""
    return "".join((_ASSETS / f"{name}.css").read_text("utf-8") for name in STYLES)


@cache
def scripts() -> str:
    """The script: its parts, in a scope of their own."""
    parts = "".join((_ASSETS / f"{name}.js").read_text("utf-8") for name in SCRIPTS)
    return f'(() => {{\n"use strict";\n{parts}}})();\n'


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True)
    return environment.from_string((_ASSETS / "page.html.j2").read_text("utf-8"))


def _digest(text: str) -> str:
    return f"sha256-{b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
