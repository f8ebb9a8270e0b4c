"""Makes the README's pictures of the report, as chromium draws it of the sample set. Judges nothing.

    .venv/bin/python scripts/report_pictures.py scripts/pictures

Needs Debian's chromium and chromium-driver, and selenium (the extra [dev]).
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import syndicate
from syndicate.flow.measure.reporting import report_of
from syndicate.report.html.writing import write_report

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

SEEDS: Final = Path(__file__).resolve().parents[1] / "seeds"
FLAGS: Final = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars",
    "--disable-sync", "--disable-background-networking", "--disable-component-update",
)  # fmt: skip


class Picture(NamedTuple):
    """What is shown, and how."""

    name: str
    route: str
    width: int
    height: int
    dark: bool = False


PICTURES: Final = (
    Picture("stories", "", 1200, 900),
    Picture("story", "#/story/{story}", 1200, 1250),
    Picture("pair", "#/pair/pages%2FThe%20Harrow%20Ledger%2F{ledger}/reuters%2Fkerunda/4", 1200, 900),
    Picture(
        "pair-dark",
        "#/pair/pages%2FThe%20Harrow%20Ledger%2F{ledger}/reuters%2Fkerunda/4",
        1200,
        900,
        dark=True,
    ),
    Picture("phone", "#/story/{story}", 360, 780),
)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="where the pictures go")
    folder = parser.parse_args().folder
    found = syndicate.open_paths([SEEDS])
    known = dict(found.clusters.select("article", "story").iter_rows())
    ledger = next(name.rpartition("/")[2] for name in known if "The Harrow Ledger" in name)
    places = {"story": known["reuters/kerunda"], "ledger": ledger}
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        page = write_report(report_of(found), Path(scratch) / "report.html").page
        browser = start(Path(scratch) / "profile")
        try:
            for one in PICTURES:
                take(
                    browser,
                    page.as_uri() + one.route.format(**places),
                    one,
                    folder / f"report-{one.name}.png",
                )
        finally:
            browser.quit()
    return 0


def start(profile: Path) -> Chrome:
    from selenium.webdriver import Chrome, ChromeOptions
    from selenium.webdriver.chrome.service import Service

    options = ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in (*FLAGS, f"--user-data-dir={profile}"):
        options.add_argument(flag)
    return Chrome(options=options, service=Service("/usr/bin/chromedriver"))


def take(browser: Chrome, url: str, one: Picture, path: Path) -> None:
    size = {"width": one.width, "height": one.height, "deviceScaleFactor": 1, "mobile": one.width < 500}
    scheme = {"name": "prefers-color-scheme", "value": "dark" if one.dark else "light"}
    calm = {"name": "prefers-reduced-motion", "value": "reduce"}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme, calm]})
    browser.get("about:blank")
    browser.get(url)
    browser.save_screenshot(str(path))
    sys.stdout.write(f"{re.sub(r'.*/', '', str(path))}: {path.stat().st_size / 1000:.0f} kB\n")


if __name__ == "__main__":
    raise SystemExit(main())
