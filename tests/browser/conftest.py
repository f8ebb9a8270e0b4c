"""A real browser for the tests: Debian's chromium, headless, with a profile of its own and no network."""

from __future__ import annotations

import json
import os
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from selenium.webdriver import Chrome

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--host-resolver-rules=MAP * ~NOTFOUND",
)  # fmt: skip
# What starts together must not fetch a driver, nor tell anybody that it ran.
os.environ.update(SE_OFFLINE="true", SE_AVOID_STATS="true")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    if not (CHROMIUM and DRIVER):
        pytest.skip("the browser tests need chromium and chromedriver, which are not here")
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service

    options = ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS, f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = Chrome(options=options, service=Service(DRIVER))
    driver.set_script_timeout(600)  # axe looks at a crowd for half a minute where the machine is busy
    yield driver
    driver.quit()


@dataclass(frozen=True)
class Browser:
    """A page as its reader has it: looks, clicks, keys."""

    chrome: Chrome

    def open(
        self, page: Path, route: str = "", *, width: int = 1280, height: int = 900, dark: bool = False
    ) -> None:
        """The page anew, in a window of this size."""
        self.screen(width, height)
        self.media("screen", dark=dark)
        self.chrome.get("about:blank")
        for kind in ("browser", "performance"):
            self.chrome.get_log(kind)
        self.chrome.get(page.as_uri() + route)

    def screen(self, width: int, height: int = 900) -> None:
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500}
        self.chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)

    def media(self, media: str, *, dark: bool = False, calm: bool = True) -> None:
        features = [
            {"name": "prefers-color-scheme", "value": "dark" if dark else "light"},
            {"name": "prefers-reduced-motion", "value": "reduce" if calm else "no-preference"},
        ]
        self.chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": features})

    def run(self, script: str, *arguments: object) -> Any:
        return self.chrome.execute_script(script, *arguments)

    def all(self, selector: str) -> list[Any]:
        return self.chrome.find_elements("css selector", selector)

    def one(self, selector: str) -> Any:
        return self.chrome.find_element("css selector", selector)

    def shown(self, selector: str) -> list[Any]:
        return [node for node in self.all(selector) if node.is_displayed()]

    def press(self, *keys: str) -> None:
        self.chrome.switch_to.active_element.send_keys(*keys)

    def focused(self) -> Any:
        return self.chrome.switch_to.active_element

    def hover(self, node: Any) -> None:
        from selenium.webdriver import ActionChains

        ActionChains(self.chrome).move_to_element(node).perform()

    def until(self, true: Callable[[], object]) -> None:
        from selenium.webdriver.support.ui import WebDriverWait

        WebDriverWait(self.chrome, 10).until(lambda _: true())

    @property
    def route(self) -> str:
        return str(self.run("return location.hash"))

    def complaints(self) -> list[str]:
        """What the console said since the page was opened."""
        return [entry["message"] for entry in self.chrome.get_log("browser")]

    def requests(self) -> list[str]:
        """Addresses asked for since the page was opened, but for those that its policy refused.

        The browser's own icons are data and ask nobody.
        """
        events = [json.loads(entry["message"])["message"] for entry in self.chrome.get_log("performance")]
        refused = {
            one["params"]["requestId"] for one in events if one["params"].get("blockedReason") == "csp"
        }
        sent = [one["params"] for one in events if one["method"] == "Network.requestWillBeSent"]
        urls = [one["request"]["url"] for one in sent if one["requestId"] not in refused]
        return [url for url in urls if not url.startswith("data:")]


@pytest.fixture
def browser(chrome: Chrome) -> Browser:
    return Browser(chrome)


def part(text: str) -> str:
    """A piece of an address, as the page writes it."""
    return quote(text, safe="!'()*~")
