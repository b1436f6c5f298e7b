"""report.html in a real browser: a headless Chromium opens what `archgraph audit` wrote."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

from tests.builders import tree

BROWSER = shutil.which("chromium") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not (BROWSER and DRIVER), reason="no Chromium with its driver on PATH; .ci/run installs both"),
]
HOSTILE = "<img src=x onerror=document.title='owned'>"
WORLD = {
    "shop/__init__.py": "",
    "shop/stock.py": (
        "import shop.orders\nimport shop.gone\n\nclass StockManager:\n    '''<script>alert(1)</script>'''\n"
        "    def start(self): ...\n\nmanager = StockManager()\n"
    ),
    "shop/orders.py": "import shop.stock\n\nclass OrderManager(shop.stock.StockManager):\n    def start(self): ...\n",
    "shop/registry.py": f"import os\nKEY = os.environ.get('SHOP', {HOSTILE!r})\n\nclass ShopRegistry:\n    items = {{}}\n",
    f"{HOSTILE}/odd.py": "class Odd: ...\n",
}


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    code = tree(folder / "code", WORLD)
    command = [sys.executable, "-m", "archgraph.cli", "audit", str(code), "-o", str(folder / "out"), "--quiet"]
    subprocess.run(command, check=True)
    return folder / "out" / "report.html"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[webdriver.Chrome]:
    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER or ""
    profile = tmp_path_factory.mktemp("profile")
    for switch in ("headless", "no-sandbox", "disable-gpu", "disable-quic", "no-first-run", "disable-sync"):
        options.add_argument(f"--{switch}")
    options.add_argument("--disable-background-networking")
    options.add_argument("--disable-component-update")
    options.add_argument(f"--user-data-dir={profile}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(DRIVER, env={**os.environ, "HOME": str(profile)}))
    yield driver
    driver.quit()


def test_the_page_opens_without_a_complaint_and_asks_for_nothing_else(page: Path, browser: webdriver.Chrome) -> None:
    browser.get(page.as_uri())
    assert browser.find_element(By.TAG_NAME, "h1").text.startswith("Architecture of")
    assert [entry["message"] for entry in browser.get_log("browser")] == []
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    asked = {event["params"]["request"]["url"] for event in events if event["method"] == "Network.requestWillBeSent"}
    assert page.as_uri() in asked
    assert {url for url in asked if not url.startswith(("data:", "chrome:", page.as_uri()))} == set()


def test_hostile_names_stay_text(page: Path, browser: webdriver.Chrome) -> None:
    browser.get(page.as_uri())
    assert browser.title != "owned"
    assert browser.find_elements(By.CSS_SELECTOR, "script, img[onerror]") == []
    assert "onerror" in browser.page_source


def test_every_picture_is_drawn(page: Path, browser: webdriver.Chrome) -> None:
    browser.get(page.as_uri())
    widths = browser.execute_script(
        "return [...document.querySelectorAll('img, figure svg')].map(e => e.naturalWidth || e.getBoundingClientRect().width)"
    )
    assert widths
    assert min(widths) > 50


def test_every_link_within_the_page_leads_somewhere(page: Path, browser: webdriver.Chrome) -> None:
    browser.get(page.as_uri())
    missing = browser.execute_script(
        "return [...document.querySelectorAll('a[href^=\"#\"]')].map(a => decodeURIComponent(a.hash.slice(1)))"
        ".filter(id => !document.getElementById(id))"
    )
    assert missing == []


def test_every_link_to_a_file_of_the_report_exists(page: Path, browser: webdriver.Chrome) -> None:
    browser.get(page.as_uri())
    links = browser.execute_script("return [...document.querySelectorAll('a[href]')].map(a => a.getAttribute('href'))")
    files = {link.partition("#")[0] for link in links if ":" not in link} - {""}
    assert files
    assert [link for link in files if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("width", [390, 1280])
def test_the_page_fits_its_window(page: Path, browser: webdriver.Chrome, width: int) -> None:
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600},
    )
    browser.get(page.as_uri())
    assert browser.execute_script("return document.documentElement.scrollWidth") <= width


def test_printed_on_a4_no_table_and_no_picture_is_cut_off(page: Path, browser: webdriver.Chrome) -> None:
    paper = {"width": 718, "height": 1000, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", paper)
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    try:
        browser.get(page.as_uri())
        right = browser.execute_script(
            "return [...document.querySelectorAll('table, img')].map(e => e.getBoundingClientRect().right)"
        )
    finally:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
    assert right
    assert max(right) <= paper["width"]


def test_whatever_can_be_scrolled_by_keyboard_has_a_name(page: Path, browser: webdriver.Chrome) -> None:
    browser.get(page.as_uri())
    names = browser.execute_script(
        "return [...document.querySelectorAll('[tabindex=\"0\"]')].map(e => e.getAttribute('aria-label'))"
    )
    assert names
    assert all(names)
