"""axe-core finds nothing moderate or serious in any view, in either colour scheme."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from contents_by_hand import contents, retold
from detections import BRIEF, WIRE

from syndicate.report.html.writing import write_report

from .conftest import part
from .test_crowd import ROUTE, crowd

if TYPE_CHECKING:
    from .conftest import Browser

AXE = Path(os.environ.get("SYNDICATE_AXE") or "axe.min.js")
VIEWS = (
    "",
    "#/story/s1",
    f"#/pair/{part(BRIEF)}/{part(WIRE)}/0",
    f"#/article/{part(WIRE)}",
    "#/outlets",
    "#/methods",
)
ASK = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ["violations"]}).then(
  (found) => done(found.violations.map((one) => [one.impact, one.id, one.nodes.map((node) => node.html)])),
  (error) => done([["critical", String(error), []]]));
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if not AXE.is_file():
        pytest.skip("SYNDICATE_AXE does not name axe.min.js of axe-core")
    return write_report(contents(retold()), tmp_path_factory.mktemp("r") / "r.html").page


@pytest.fixture(scope="module", params=[40, 90])
def crowded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, page: Path) -> Path:
    return crowd(tmp_path_factory.mktemp("crowd"), request.param)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_serious_finding_in_a_crowd(browser: Browser, crowded: Path, dark: bool) -> None:
    browser.open(crowded, ROUTE, dark=dark)
    assert findings(browser) == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("route", VIEWS)
def test_no_serious_finding(browser: Browser, page: Path, route: str, dark: bool, width: int) -> None:
    browser.open(page, route, width=width, dark=dark)
    assert findings(browser) == []


def findings(browser: Browser) -> list[object]:
    browser.run(AXE.read_text(encoding="utf-8"))
    found = browser.chrome.execute_async_script(ASK)
    return [one for one in found if one[0] in ("moderate", "serious", "critical")]
