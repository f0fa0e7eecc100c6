"""The review page: how long it takes to be written, and what a browser makes of it.

The project is made-up news in articles of a hundred sentences, all of them
translated, some with another number or term than their source has.  *gather*
reads, checks and lays out all that is known, *render* makes the page of it;
both are time of the processor.  The figures of the browser are of the clock, in
Chromium, where that and playwright are installed: *usable* is from the request of
the file to the first picture after its script ran; *filter* and *search*, from
the click or the letter to the picture that shows what is left, are those of the slowest
of several, and medians of the runs.
"""

from __future__ import annotations

import importlib.util
import shutil
import tempfile
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from statistics import median

from alihbahasa import plugins, project, segmentation
from alihbahasa.model import Header, State, plain
from alihbahasa.pages import review
from alihbahasa.pages.review import Review
from alihbahasa.project import Project
from alihbahasa.workflow import check_rules, prepare, report
from benchmarks.corpus import translations
from benchmarks.measure import Table, bests
from benchmarks.terminology import GLOSSARY

_SETTINGS = '[project]\nsource = "id"\ntargets = ["en"]\n[export]\nformats = ["po"]\n'

#: Sentences of an article, and of a paragraph.
_ARTICLE, _PARAGRAPH = 100, 3

#: One target in so many has another number.
_WRONG_ONE_IN = 50


def run(quick: bool) -> tuple[Table, ...]:
    """Return the tables; *quick* measures the shorter page alone, once."""
    counts = (1_000,) if quick else (1_000, 10_000)
    with tempfile.TemporaryDirectory() as folder:
        made = {count: made_project(Path(folder) / str(count), count) for count in counts}
        rows = [_row(each, count, repeats=1 if quick else 3) for count, each in made.items()]
    return (
        Table(
            "The review page",
            (
                "units", "gather, s", "render, s", "MB",
                "usable, ms", "filter, ms", "search, ms", "console", "requests",
            ),
            tuple(rows),
        ),
    )  # fmt: skip


def made_project(root: Path, count: int) -> Project:
    """Make a project of *count* different units at *root*, and return it."""
    for folder in ("sources", "glossaries", "translations/en"):
        (root / folder).mkdir(parents=True)
    (root / project.SETTINGS_FILE).write_text(_SETTINGS, "utf-8")
    shutil.copy(GLOSSARY, root / "glossaries")
    pack = plugins.language_pack("id")
    pool = [pair for pair in translations(2_000) if len(segmentation.sentences(pair[0], pack)) == 1]
    english = {
        f"{source[:-1]} ({number})": f"{target[:-1]} ({number + (number % _WRONG_ONE_IN == 0)})"
        for number in range(count)
        for source, target in [pool[number % len(pool)]]
    }
    sources = list(english)
    found = project.find(root)
    for number, start in enumerate(range(0, count, _ARTICLE)):
        name = f"berita-{number:03}.txt"
        part = sources[start : start + _ARTICLE]
        paragraphs = (
            " ".join(f"{each}." for each in part[at : at + _PARAGRAPH])
            for at in range(0, len(part), _PARAGRAPH)
        )
        (root / "sources" / name).write_text("\n\n".join(paragraphs) + "\n", "utf-8")
        units = [
            replace(unit, target=(f"{english[plain(unit.source)[:-1]]}.",), state=State.TRANSLATED)
            for unit in segmentation.units(prepare.document(found, name))
        ]
        data = b"".join(plugins.exchange_format("po").write(Header("id", "en"), units))
        found.exchange_path(name, language="en", extension=".po").write_bytes(data)
    return found


def _row(made: Project, count: int, *, repeats: int) -> tuple[str, ...]:
    rules = check_rules.rules_of(made)

    def gather() -> Review:
        return report.gathered(made, made.articles(), "en", rules=rules)[0]

    found = gather()
    frame = report.framed(made, "Review: English", ["en"], report.review_name("en"))
    taken = bests(
        {"gather": gather, "render": lambda: review.render(found, frame)}, repeats=repeats
    )
    page = made.root / "page.html"
    page.write_text(review.render(found, frame), "utf-8")
    size = f"{page.stat().st_size / 1e6:.1f}"
    seen = in_chromium(page, repeats=repeats)
    figures = ("usable", "filter", "search", "console", "requests")
    return (
        f"{count:,}",
        f"{taken['gather']:.2f}",
        f"{taken['render']:.2f}",
        size,
        *(f"{seen[each]:,.0f}" if seen else "\u2013" for each in figures),
    )


#: Does something and waits for the picture that shows it; returns the milliseconds.
_TIMED = """(act) => new Promise((done) => {
  const begun = performance.now();
  act();
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - begun)));
})"""
_CLICK = f"""(name) => ({_TIMED})(() =>
  document.querySelector(`[data-filter="${{name}}"]`).click())"""
_TYPE = f"""(words) => ({_TIMED})(() => {{
  const search = document.getElementById("search");
  search.value = words;
  search.dispatchEvent(new Event("input"));
}})"""


def in_chromium(page: Path, *, repeats: int) -> Mapping[str, float] | None:
    """Return what Chromium makes of *page*, None where it or playwright is missing."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None or importlib.util.find_spec("playwright") is None:
        return None
    from playwright.sync_api import sync_playwright

    usable: list[float] = []
    filters: dict[str, list[float]] = {name: [] for name in ("findings", "left", "all")}
    searches: dict[str, list[float]] = {words: [] for words in ("d", "rusia", "zzz", "")}
    said: list[object] = []
    requested: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for _ in range(repeats):
            tab = browser.new_page()
            tab.on("console", lambda each: said.append(each))  # noqa: PLW0108 - it marks it
            tab.on("pageerror", lambda each: said.append(each))  # noqa: PLW0108
            tab.on("request", lambda request: requested.append(request.url))
            begun = time.perf_counter()
            tab.goto(page.as_uri())
            tab.evaluate("() => new Promise(requestAnimationFrame)")
            usable.append(1_000 * (time.perf_counter() - begun))
            tab.wait_for_timeout(500)
            for script, acts in ((_CLICK, filters), (_TYPE, searches)):
                for act, times in acts.items():
                    times.append(tab.evaluate(script, act))
            tab.close()
        browser.close()
    asked = [url for url in requested if url != page.as_uri() and not url.startswith("data:")]
    return {
        "usable": median(usable),
        "filter": max(map(median, filters.values())),
        "search": max(map(median, searches.values())),
        "console": len(said),
        "requests": len(asked),
    }
