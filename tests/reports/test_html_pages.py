"""The pages in a browser: nothing is loaded, nothing is complained of, and what they promise works.

Screenshots go to `reports/pictures`, which git ignores, to be looked at.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from obligor.agreement.package import load
from obligor.api.model import Model
from tests.support import FACTS, ROOT

UNITS = load("wecom").units

PICTURES = ROOT / "reports" / "pictures"
SIZES = {"desk": (1400, 900), "phone": (390, 844)}
BROWSER, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
in_browser = pytest.mark.skipif(not (BROWSER and DRIVER), reason="needs chromium and chromedriver")


@pytest.fixture(scope="module")
def pages(model: Model, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("pages")
    made = {
        "norms": model.norms.page(),
        "case": model.open(FACTS / "start/leak.yaml").report(),
        "indemnity": model.open(FACTS / "ch08_5_breach/breach.yaml", "indemnity").report("zh"),
        "part": model.norms.around("7.3.5").page(),
    }
    for name, text in made.items():
        (folder / f"{name}.html").write_text(text, "utf-8")
    return {name: folder / f"{name}.html" for name in made}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    from selenium import webdriver

    options = webdriver.ChromeOptions()
    options.binary_location = BROWSER or ""
    for switch in ("headless", "no-sandbox", "disable-gpu", "disable-background-networking", "hide-scrollbars"):
        options.add_argument(f"--{switch}")
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    driver.set_page_load_timeout(120)
    yield driver
    driver.quit()


def open_page(browser: Any, page: Path, size: str = "desk", fragment: str = "") -> None:
    width, height = SIZES[size]
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": size == "phone"},
    )
    browser.get("about:blank")
    browser.get_log("performance")
    browser.get_log("browser")
    browser.get(page.as_uri() + fragment)


def requested(browser: Any) -> list[str]:
    """Addresses that were asked for since the page was opened."""
    events = [json.loads(entry["message"])["message"] for entry in browser.get_log("performance")]
    return [e["params"]["request"]["url"] for e in events if e["method"] == "Network.requestWillBeSent"]


def picture(browser: Any, name: str) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    browser.save_screenshot(str(PICTURES / f"{name}.png"))


def texts(browser: Any, css: str) -> list[str]:
    found: list[str] = browser.execute_script(
        "return [...document.querySelectorAll(arguments[0])].filter(e => e.offsetParent).map(e => e.innerText)", css
    )
    return found


def click(browser: Any, css: str) -> None:
    browser.execute_script("document.querySelector(arguments[0]).click()", css)


def choose(browser: Any, css: str, value: str) -> None:
    browser.execute_script(
        "const of = document.querySelector(arguments[0]);"
        "of.value = arguments[1]; of.dispatchEvent(new Event('change'))",
        css,
        value,
    )


@pytest.mark.parametrize("name", ["norms", "case", "indemnity", "part"])
def test_a_page_is_one_file(pages: dict[str, Path], name: str) -> None:
    text = pages[name].read_text("utf-8")
    assert len(text.encode()) < 2_000_000
    assert not re.search(r"""(?:src|href|url|import)\s*[=(]\s*["']?\s*(?:https?:)?//""", text)
    assert "default-src 'none'" in text


@in_browser
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("name", ["norms", "case", "indemnity", "part"])
def test_a_page_loads_nothing_and_complains_of_nothing(
    browser: Any, pages: dict[str, Path], name: str, size: str
) -> None:
    open_page(browser, pages[name], size)
    assert browser.get_log("browser") == []
    assert [url for url in requested(browser) if not url.startswith(("file:", "data:"))] == []
    wide = browser.execute_script("return document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0, "the page itself is never scrolled sideways"
    picture(browser, f"{name}-{size}")


@in_browser
def test_the_whole_agreement_is_there_at_once(browser: Any, pages: dict[str, Path]) -> None:
    open_page(browser, pages["norms"])
    assert len(texts(browser, ".chip")) == len(UNITS)
    click(browser, ".chip[aria-label^='8.2.1.2[a]']")
    assert texts(browser, "#detail h2")[0].replace("\n", " ").endswith("prohibition")


@in_browser
def test_search_filters_and_language(browser: Any, pages: dict[str, Path]) -> None:
    open_page(browser, pages["norms"])
    search = browser.find_element("css selector", "#search")
    search.send_keys("reverse engineer")
    assert "8.2.1.2[a]" in " ".join(texts(browser, ".chip"))
    assert texts(browser, "#count") == [f"1 of {len(UNITS)} units"]
    search.clear()
    search.send_keys("8.5.3")
    assert len(texts(browser, ".chip")) == 3
    search.send_keys("\ue007")  # the enter key: the first hit
    assert "8.5.3[a]" in texts(browser, "#detail h2")[0]
    click(browser, "#clear")
    click(browser, "[data-kind='sanction']")
    assert len(texts(browser, ".chip")) == 10
    browser.execute_script(
        "const s = document.querySelector('#chapter'); s.value = '8'; s.dispatchEvent(new Event('change'))"
    )
    assert all("8." in text for text in texts(browser, ".chip"))
    click(browser, "#clear")
    choose(browser, "#party", "party:guardian")
    assert "7.1.6[e]" in " ".join(texts(browser, ".chip"))
    click(browser, "#clear")
    click(browser, "#lang")
    assert texts(browser, "#title") == ["腾讯企业微信软件许可及服务协议"]
    assert "处罚 10" in " ".join(texts(browser, "#legend button"))
    browser.find_element("css selector", "#search").send_keys("反向工程")
    assert "8.2.1.2[a]" in " ".join(texts(browser, ".chip"))


@in_browser
@pytest.mark.parametrize("size", SIZES)
def test_focus_shows_what_a_unit_sets_off(browser: Any, pages: dict[str, Path], size: str) -> None:
    open_page(browser, pages["norms"], size, "#8.2.1.2%5Ba%5D")
    assert "8.2.1.2[a]" in texts(browser, ".box.chosen")[0]
    boxes = " ".join(texts(browser, ".box"))
    for unit in ("8.2.1[b]", "8.5.1[b]", "8.5.3[c]", "7.3.5.4[a]"):
        assert unit in boxes
    assert browser.execute_script("return document.querySelectorAll('path.link.dashed').length") == 3
    near = [text for text in texts(browser, ".chip.near") if "→1" in text]
    assert len(near) == 11
    click(browser, "#detail li button")
    assert "8.2.1.2[a]" not in texts(browser, ".box.chosen")[0]
    picture(browser, f"focus-{size}")
    click(browser, "#close")
    assert texts(browser, ".box.chosen") == []


@pytest.mark.long
@in_browser
def test_every_unit_can_be_chosen(browser: Any, pages: dict[str, Path]) -> None:
    open_page(browser, pages["norms"])
    wrong = browser.execute_script(
        "const wrong = []; for (const i of UNITS) { state.focus = i; renderMap(); renderDrawing(); renderDetail();"
        " if (!document.querySelector('#detail h2').textContent.includes(NODES[i].id)) wrong.push(NODES[i].id); }"
        " return wrong"
    )
    assert wrong == []
    assert browser.get_log("browser") == []


@in_browser
def test_a_hover_tells_the_gloss(browser: Any, pages: dict[str, Path]) -> None:
    from selenium.webdriver import ActionChains

    open_page(browser, pages["norms"])
    chip = browser.find_element("css selector", ".chip[aria-label^='P.2[a]']")
    ActionChains(browser).move_to_element(chip).perform()
    tip = browser.execute_script(
        "const tip = document.querySelector('#tip-box'); return tip.hidden ? '' : tip.innerText"
    )
    assert tip.startswith("P.2[a] (duty)")


@in_browser
def test_a_report_says_who_bears_what(browser: Any, pages: dict[str, Path]) -> None:
    open_page(browser, pages["case"])
    assert texts(browser, ".glance p")[0] == "Acme may be in breach of 8.2.1.2[a]."
    rows = texts(browser, "tbody tr")
    assert "Zhao" in rows[0]
    assert "depends Acme" in rows[0]
    assert "gap" in rows[2]
    assert "Acme is in breach: look [8.2.1.2[a]]" in " ".join(texts(browser, ".drawing .box"))
    assert browser.execute_script("return document.querySelectorAll('article[lang=en] details[open]').length") == 0
    click(browser, "article[lang=en] .proof summary")
    assert any("Acme is a user" in text for text in texts(browser, ".proof[open] li"))
    click(browser, "article[lang=en] .lang")
    assert texts(browser, ".glance p")[0] == "Acme或违反8.2.1.2[a]。"
    assert "违" in " ".join(texts(browser, ".drawing .box"))


@in_browser
def test_on_paper_every_proof_is_unfolded(browser: Any, pages: dict[str, Path]) -> None:
    open_page(browser, pages["case"])
    printed = browser.execute_cdp_cmd("Page.printToPDF", {})
    assert len(printed["data"]) > 20_000
    assert browser.execute_script("return document.querySelectorAll('details:not([open])').length") == 0
