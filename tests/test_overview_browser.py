"""The pages of the project and the glossary in Chromium: search, filters, order, what axe says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import reviewing
from running import quickly
from test_report_browser import axe, browser, opened, pytestmark

__all__ = ("browser", "opened", "pytestmark")

TERMS = """concept,en,id,ar,level,domain
road,road,jalan,,should,
talks,talks,perundingan,,info,politics
drone,drone,,,must,
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the pages."""
    root = tmp_path_factory.mktemp("overview") / "project"
    root.mkdir()
    reviewing.made(root)
    (root / "glossaries/more.csv").write_text(TERMS, "utf-8")
    (root / "sources/longer.txt").write_text("Zebras\n\nA drone fell on the road.\n", "utf-8")
    assert quickly("report", "--by-band", cwd=root).returncode == 0
    return root / "report"


def _names(tab: Any) -> list[str]:
    """Return the names of the entries or articles that are shown, in their order."""
    found: list[str] = tab.page.evaluate(
        """() => [...document.querySelectorAll(".entry h2, #matrix .row-title")]
        .filter((each) => each.offsetParent).map((each) => each.textContent)"""
    )
    return found


def test_the_glossary_is_searched_in_all_languages(opened: Any) -> None:
    tab = opened("glossary.html")
    everything = ["ceasefire", "drone", "road", "talks", "Yerevan"]
    assert _names(tab) == everything
    tab.page.keyboard.press("/")
    tab.page.keyboard.type("وقف إطلاق")
    assert _names(tab) == ["ceasefire"]
    assert tab.page.inner_text("#shown") == "1 of 5 entries"
    tab.page.keyboard.press("Escape")
    assert _names(tab) == everything
    tab.page.fill("#search", "ARMENIA")
    assert _names(tab) == ["Yerevan"]
    tab.page.fill("#search", "nothing like it")
    assert _names(tab) == []
    tab.page.click("#nothing button")
    assert _names(tab) == everything


def test_the_glossary_is_filtered_and_sorted(opened: Any) -> None:
    tab = opened("glossary.html")
    tab.page.click("[data-filter=lacking]")
    assert _names(tab) == ["drone", "road", "talks"]
    tab.page.select_option("#language", "id")
    assert _names(tab) == ["drone"]
    assert tab.page.locator(".entry:visible .line:visible").count() == 2
    tab.page.click("[data-filter=findings]")
    assert _names(tab) == ["ceasefire"]
    tab.page.select_option("#language", "")
    tab.page.click("[data-filter=all]")
    tab.page.select_option("#level", "must")
    assert _names(tab) == ["ceasefire", "drone", "Yerevan"]
    tab.page.select_option("#level", "")
    tab.page.select_option("#sort", "uses")
    assert _names(tab)[0] in ("ceasefire", "road")
    assert sorted(_names(tab)) == sorted(["ceasefire", "drone", "road", "talks", "Yerevan"])


def test_an_address_leads_to_an_entry_and_from_there_to_its_sentences(opened: Any) -> None:
    tab = opened("review-id.html")
    tab.page.click(".src a >> text=ceasefire >> nth=0")
    tab.page.click("#entry .entry-end a")
    assert tab.page.url.endswith("glossary.html#c-ceasefire")
    assert tab.page.locator(".entry.is-here h2").inner_text() == "ceasefire"
    box = tab.page.locator(".entry.is-here h2").bounding_box()
    assert box is not None
    assert 0 < box["y"] < 720
    tab.page.click(".entry.is-here .line-name a >> nth=0")
    assert tab.page.url.endswith("review-id.html#c-ceasefire")
    assert len(tab.shown()) == 2


def test_articles_are_searched_filtered_and_sorted(opened: Any) -> None:
    tab = opened("index.html")
    assert _names(tab) == ["Zebras", "The ceasefire holds"]
    tab.page.click("[data-column=words]")
    assert _names(tab) == ["The ceasefire holds", "Zebras"]
    assert tab.page.get_attribute("th:has([data-column=words])", "aria-sort") == "descending"
    tab.page.click("[data-column=words]")
    assert _names(tab) == ["Zebras", "The ceasefire holds"]
    tab.page.select_option("#measure", "2")
    assert _names(tab)[0] == "The ceasefire holds"
    tab.page.click("[data-filter=conflicts]")
    assert _names(tab) == ["The ceasefire holds"]
    tab.page.click("[data-filter=all]")
    tab.page.keyboard.press("/")
    tab.page.keyboard.type("LONGER")
    assert _names(tab) == ["Zebras"]


def test_plots_are_there_as_tables(opened: Any) -> None:
    tab = opened("index.html")
    assert tab.page.locator("figure.plot").count() == 4
    tab.page.click("figure summary >> nth=0")
    assert tab.page.locator("figure table >> nth=0").is_visible()
    label = tab.page.get_attribute(".plot-bar >> nth=0", "aria-label")
    assert label is not None
    assert label.startswith("Indonesian: translated ")


@pytest.mark.parametrize("name", ["index.html", "glossary.html"])
def test_a_phone_scrolls_no_page_sideways(opened: Any, name: str) -> None:
    tab = opened(name, viewport={"width": 360, "height": 740}, is_mobile=True)
    assert tab.page.evaluate("document.documentElement.scrollWidth") <= 360
    tab.page.click("[data-do=side]")
    assert tab.page.locator("#side a >> nth=0").is_visible()


@pytest.mark.parametrize("name", ["index.html", "glossary.html"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(opened: Any, name: str, scheme: str) -> None:
    script = axe()
    if script is None:
        pytest.skip("axe-core is in no package of npm or pip")
    tab = opened(name, color_scheme=scheme, bypass_csp=True)
    tab.page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    tab.page.evaluate(script)
    found = tab.page.evaluate("axe.run({ resultTypes: ['violations'] })")
    serious = [
        (each["id"], [node["html"][:200] for node in each["nodes"]][:5])
        for each in found["violations"]
        if each["impact"] in ("serious", "critical")
    ]
    assert not serious
