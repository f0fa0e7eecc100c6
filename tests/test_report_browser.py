"""The review page in Chromium: keys, filters, search, the file of decisions; what axe says."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import reviewing
from running import quickly

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")

pytestmark = [
    pytest.mark.tool,
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
    pytest.mark.skipif(
        importlib.util.find_spec("playwright") is None, reason="playwright is not installed"
    ),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, as the system has it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the pages."""
    root = tmp_path_factory.mktemp("browser") / "project"
    root.mkdir()
    reviewing.made(root)
    assert quickly("report", cwd=root).returncode == 0
    return root / "report"


@dataclass(slots=True)
class _Tab:
    """A page that is open, and what it said to the console and asked of the network."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def shown(self) -> list[str]:
        """Return the targets that are shown and fit."""
        found: list[str] = self.page.evaluate(
            """() => [...document.querySelectorAll(".u.t")]
            .filter((each) => each.offsetParent && !each.classList.contains("is-dim"))
            .map((each) => each.textContent)"""
        )
        return found

    def here(self) -> str:
        """Return the text of the target that one is at."""
        return str(self.page.evaluate("document.querySelector('.u.t.is-here').textContent"))

    def settle(self) -> None:
        """Wait for what follows the next picture."""
        self.page.evaluate("() => new Promise((done) => setTimeout(done, 60))")


@pytest.fixture
def opened(browser: Browser, folder: Path) -> Iterator[Any]:
    """Return what opens a page; in the end nothing was said to the console or asked for."""
    tabs: list[_Tab] = []
    contexts = []

    def opened(name: str = "review-id.html", **settings: Any) -> _Tab:
        context = browser.new_context(**settings)
        contexts.append(context)
        tab = _Tab(context.new_page())
        tab.page.on("console", lambda each: tab.said.append(each.text))
        tab.page.on("pageerror", lambda each: tab.said.append(str(each)))
        tab.page.on("request", lambda each: tab.asked.append(each.url))
        tab.page.goto((folder / name).as_uri())
        tabs.append(tab)
        return tab

    yield opened
    for context in contexts:
        context.close()
    for tab in tabs:
        assert not tab.said
        assert not [each for each in tab.asked if each.startswith("http")]


def test_keys_walk_through_the_sentences(opened: Any) -> None:
    tab = opened()
    assert tab.here() == "Gencatan senjata bertahan"
    for key in "jj":
        tab.page.keyboard.press(key)
    assert tab.here().startswith("Sekitar 1.200")
    focused = tab.page.evaluate("document.activeElement.textContent")
    assert focused == tab.here()
    tab.page.keyboard.press("k")
    assert tab.here().startswith("Perdamaian")
    tab.page.keyboard.press("n")
    assert tab.here().startswith("Sekitar 1.200")
    tab.page.keyboard.press("p")
    assert tab.here().startswith("Perdamaian")


def test_filters_leave_the_sentences_they_are_for(opened: Any) -> None:
    tab = opened()
    for name, expected in (
        ("drafts", ["draft Jalan dibuka pada Jumat.1"]),
        ("untranslated", ["not translated"]),
        ("comments", ["Tidak ada yang terluka.3"]),
        ("changed", ["draft Jalan dibuka pada Jumat.1", "Perundingan terus.2"]),
    ):
        tab.page.click(f"[data-filter={name}]")
        tab.settle()
        assert tab.shown() == expected
        assert tab.page.inner_text("#shown") == f"{len(expected)} of 7 sentences"
    tab.page.click("[data-filter=all]")
    tab.settle()
    assert len(tab.shown()) == 7


def test_a_term_is_shown_and_may_be_filtered_by(opened: Any) -> None:
    tab = opened()
    tab.page.focus(".src a[href$=c-yerevan]")
    tab.page.keyboard.press("Enter")
    entry = tab.page.locator("#entry")
    assert entry.is_visible()
    assert "Jerewan" in entry.inner_text()
    assert "The capital of Armenia" in entry.inner_text()
    tab.page.keyboard.press("Enter")
    tab.settle()
    assert not entry.is_visible()
    assert tab.shown() == ["Sekitar 1.200 orang kembali ke Jerewan.2"]
    tab.page.select_option("#term", "")
    tab.settle()
    assert len(tab.shown()) == 7


def test_both_sides_are_searched_whatever_the_case(opened: Any) -> None:
    tab = opened()
    for words in ("JEREWAN", "yerevan", "1,300"):
        tab.page.keyboard.press("/")
        tab.page.keyboard.type(words)
        tab.settle()
        assert tab.shown() == ["Sekitar 1.200 orang kembali ke Jerewan.2"]
        assert tab.page.evaluate("CSS.highlights.get('found').size") == 1
        tab.page.keyboard.press("Escape")
        tab.settle()
        assert len(tab.shown()) == 7


def test_what_is_searched_for_is_compared_without_its_marks(opened: Any) -> None:
    tab = opened("review-ar.html")
    tab.page.fill("#search", "يوما")
    tab.settle()
    assert tab.shown() == ["draft صمد وقف إطلاق النار يومًا."]
    for text, expected in (("Karabağ", "karabag"), ("Qur’an", "qur'an"), ("İSTANBUL", "istanbul")):
        assert tab.page.evaluate("(text) => fold(text)", text) == expected


def test_nothing_found_is_said(opened: Any) -> None:
    tab = opened()
    tab.page.fill("#search", "zzz")
    tab.settle()
    assert tab.shown() == []
    assert tab.page.locator("#nothing").is_visible()
    tab.page.click("[data-do=reset]")
    tab.settle()
    assert len(tab.shown()) == 7


def _decide(tab: _Tab) -> None:
    tab.page.keyboard.press("a")
    tab.page.keyboard.press("c")
    tab.page.keyboard.type("Say gencatan senjata <b>please</b>")
    tab.page.keyboard.press("Control+Enter")


def test_decisions_are_saved_as_a_file(opened: Any) -> None:
    tab = opened(accept_downloads=True)
    _decide(tab)
    assert tab.page.inner_text("#decided") == "2"
    assert "Say gencatan senjata <b>please</b>" in tab.page.inner_text(".mine")
    tab.page.keyboard.press("s")
    tab.page.fill("#reviewer", "Sari")
    with tab.page.expect_download() as download:
        tab.page.click("[data-do=download]")
    assert download.value.suggested_filename == "review-id.json"
    saved = json.loads(download.value.path().read_text("utf-8"))
    first, second = saved.pop("decisions")
    assert saved == {
        "version": 1,
        "kind": "alihbahasa-review",
        "project": "Kabar Timur",
        "language": "id",
        "reviewer": "Sari",
    }
    assert first["unit"].endswith(".h")
    del first["unit"], second["unit"]
    assert first == {
        "article": "truce.txt",
        "source": "The ceasefire holds",
        "target": "Gencatan senjata bertahan",
        "accept": True,
        "comment": "",
    }
    assert second == {
        "article": "truce.txt",
        "source": "The ceasefire held for a day.",
        "target": "Perdamaian bertahan sehari.",
        "accept": False,
        "comment": "Say gencatan senjata <b>please</b>",
    }


def test_decisions_stay_in_the_page_and_can_be_taken_back(opened: Any) -> None:
    tab = opened()
    _decide(tab)
    tab.page.reload()
    assert tab.page.inner_text("#decided") == "2"
    assert tab.page.locator(".u.is-ok").count() == 1
    tab.page.keyboard.press("k")
    tab.page.keyboard.press("a")
    assert tab.page.inner_text("#decided") == "1"
    assert tab.page.locator(".u.is-ok").count() == 0


def test_the_page_works_where_nothing_can_be_kept(browser: Browser, folder: Path) -> None:
    context = browser.new_context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } })"
    )
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda each: errors.append(str(each)))
    page.goto((folder / "review-id.html").as_uri())
    page.keyboard.press("a")
    page.keyboard.press("?")
    assert page.inner_text("#decided") == "1"
    assert page.locator("#unkept").is_visible()
    assert page.locator("#help").is_visible()
    assert not errors
    context.close()


def test_two_windows_of_a_page_keep_what_was_decided_in_both(
    browser: Browser, folder: Path
) -> None:
    context = browser.new_context()
    one, other = context.new_page(), context.new_page()
    for page in (one, other):
        page.goto((folder / "review-id.html").as_uri())
    one.keyboard.press("a")
    for key in "jjja":
        other.keyboard.press(key)
    one.wait_for_function("document.getElementById('decided').textContent === '2'")
    one.reload()
    assert one.inner_text("#decided") == "2"
    context.close()


def test_a_comment_is_kept_where_one_goes_on_to_another_sentence(opened: Any) -> None:
    tab = opened()
    tab.page.keyboard.press("c")
    tab.page.keyboard.type("Which one?")
    tab.page.locator(".u.t").nth(3).click()
    assert tab.page.inner_text(".mine .comment-text") == "Which one?"


def test_what_is_not_translated_is_not_accepted(opened: Any) -> None:
    tab = opened()
    tab.page.click("[data-filter=untranslated]")
    assert tab.here() == "not translated"
    tab.page.keyboard.press("a")
    assert tab.page.inner_text("#decided") == "0"
    assert tab.page.locator("#accept").is_disabled()


def test_single_keys_can_be_turned_off(opened: Any) -> None:
    tab = opened()
    tab.page.keyboard.press("?")
    tab.page.uncheck("#has-keys")
    tab.page.keyboard.press("Escape")
    tab.page.keyboard.press("a")
    assert tab.page.inner_text("#decided") == "0"
    # What a page keeps is on its way to others for a moment.
    beside = tab.page.context.new_page()
    beside.goto(tab.page.url)
    beside.wait_for_function("localStorage.getItem('alihbahasa:keys') === 'false'")
    beside.close()
    tab.page.reload()
    tab.page.keyboard.press("a")
    assert tab.page.inner_text("#decided") == "0"


def test_an_address_leads_to_a_sentence(opened: Any, folder: Path) -> None:
    tab = opened()
    id = tab.page.evaluate("page.units.find((unit) => unit[2] === 'Nobody was hurt.')[1]")
    tab.page.goto(f"{(folder / 'review-id.html').as_uri()}#truce.txt:{id}")
    assert tab.here() == "Tidak ada yang terluka.3"


def test_what_one_goes_to_comes_into_sight(opened: Any, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "alihbahasa.toml").write_text('[project]\nsource = "en"\ntargets = ["id"]\n')
    text = "\n\n".join(f"{'A long sentence, ' * (n % 40 + 1)}number {n}." for n in range(600))
    (tmp_path / "sources/long.txt").write_text(text, "utf-8")
    assert quickly("report", "--output", str(folder / "long"), cwd=tmp_path).returncode == 0
    tab = opened("long/review-id.html")
    for index in (590, 2, 300):
        tab.page.evaluate(f"goTo({index})")
        tab.page.wait_for_timeout(300)
        top = tab.page.evaluate(
            "document.querySelector('.u.t.is-here').getBoundingClientRect().top"
        )
        assert 0 < top < 720


def test_both_directions_stand_side_by_side(opened: Any) -> None:
    tab = opened("review-ar.html")
    assert tab.page.evaluate("getComputedStyle(document.querySelector('.tgt')).direction") == "rtl"
    assert tab.page.evaluate("getComputedStyle(document.querySelector('.src')).direction") == "ltr"
    left, right = (tab.page.locator(each).first.bounding_box() for each in (".src", ".tgt"))
    assert left["x"] < right["x"]


def test_a_phone_has_the_sides_below_each_other_and_nothing_beyond_its_edge(opened: Any) -> None:
    tab = opened(viewport={"width": 390, "height": 844})
    above, below = (tab.page.locator(each).first.bounding_box() for each in (".src", ".tgt"))
    assert above["y"] < below["y"]
    assert tab.page.evaluate("document.documentElement.scrollWidth") == 390
    tab.page.click("[data-do=side]")
    assert tab.page.locator("#side").is_visible()
    tab.page.click("#side a")
    assert not tab.page.locator("#side").is_visible()


def test_light_and_dark_follow_the_system_until_they_are_chosen(opened: Any) -> None:
    tab = opened(color_scheme="dark")
    colour = "getComputedStyle(document.querySelector('main')).backgroundColor"
    dark = tab.page.evaluate(colour)
    tab.page.click("[data-do=theme]")
    light = tab.page.evaluate(colour)
    assert light == "rgb(255, 255, 255)" != dark
    tab.page.reload()
    assert tab.page.evaluate(colour) == light
    tab.page.emulate_media(media="print")
    assert tab.page.evaluate(colour) == light
    assert not tab.page.locator(".dock").is_visible()


def test_the_policy_lets_nothing_else_run(opened: Any) -> None:
    tab = opened()
    tab.page.evaluate(
        """() => {
        const script = document.createElement("script");
        script.textContent = "globalThis.ran = true";
        document.body.append(script);
        const image = document.createElement("img");
        image.setAttribute("onerror", "globalThis.ran = true");
        image.src = "https://example.org/x.png";
        document.body.append(image);
        }"""
    )
    tab.settle()
    assert tab.page.evaluate("globalThis.ran") is None
    assert all("Content Security Policy" in each for each in tab.said)
    assert len(tab.said) >= 2
    # What was asked for is what the policy refused.
    tab.said.clear()
    tab.asked.clear()


def test_what_strangers_wrote_does_not_run(opened: Any, folder: Path, tmp_path: Path) -> None:
    hostile = "</script><script>globalThis.ran = 1</script><img src=x onerror=ran=1> \u202eevil."
    for name, text in (
        ("alihbahasa.toml", f"[project]\nsource = 'en'\ntargets = ['id']\n{_titled(hostile)}"),
        ("sources/a.txt", f"{hostile}\n\nThe word {hostile}\n"),
        ("glossaries/g.csv", f'concept,en,id,note\nword,word,kata,"{hostile}"\n'),
    ):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    assert quickly("report", "--output", str(folder / "hostile"), cwd=tmp_path).returncode == 0
    tab = opened("hostile/review-id.html")
    tab.page.click(".src a")
    entry = tab.page.inner_text("#entry")
    assert "<script>globalThis.ran = 1</script>" in entry
    assert "[RLO]evil" in entry
    assert "<img src=x onerror=ran=1>" in tab.page.inner_text(".brand")
    assert tab.page.evaluate("globalThis.ran") is None
    assert tab.page.locator(".src .unseen").first.inner_text() == "RLO"


def _titled(title: str) -> str:
    return f"[export]\ntitle = '{title}'\n"


def axe() -> str | None:
    """Return the script of axe-core where npm or pip has it, or None."""
    specs = map(importlib.util.find_spec, ("axe_playwright_python", "axe_core_python"))
    found = [Path(spec.origin).parent / "axe.min.js" for spec in specs if spec and spec.origin]
    folders = [Path("node_modules"), *map(Path, os.environ.get("NODE_PATH", "").split(os.pathsep))]
    if npm := shutil.which("npm"):
        root = subprocess.run([npm, "root", "-g"], capture_output=True, text=True, check=False)
        folders.append(Path(root.stdout.strip()))
    found += [each / "axe-core/axe.min.js" for each in folders]
    return next((each.read_text("utf-8") for each in found if each.is_file()), None)


@pytest.mark.parametrize(
    ("name", "scheme"), [("review-id.html", "light"), ("review-ar.html", "dark")]
)
def test_axe_finds_nothing_serious(opened: Any, name: str, scheme: str) -> None:
    script = axe()
    if script is None:
        pytest.skip("axe-core is in no package of npm or pip")
    tab = opened(name, color_scheme=scheme, bypass_csp=True)
    _decide(tab)
    tab.page.click(".src a")
    tab.page.evaluate(script)
    for act in (lambda: None, lambda: tab.page.keyboard.press("?")):
        act()
        found = tab.page.evaluate("axe.run({ resultTypes: ['violations'] })")
        serious = [
            (each["id"], [node["html"][:200] for node in each["nodes"]][:5])
            for each in found["violations"]
            if each["impact"] in ("serious", "critical")
        ]
        assert not serious
