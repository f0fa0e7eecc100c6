"""The pages of the project and of its glossary: what they say, where they lead, what is escaped."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest
import reviewing
from hypothesis import given
from hypothesis import strategies as st
from running import quickly

from alihbahasa import project
from alihbahasa.model import Level
from alihbahasa.pages import overview as overview_page
from alihbahasa.pages.assembling import Frame, entry_id
from alihbahasa.pages.glossary import place
from alihbahasa.pages.overview import Cell, Column, Overview, Row, Task
from alihbahasa.pages.plots import Bar, Part, Plot
from alihbahasa.pages.review import Language
from alihbahasa.workflow import bands, report, status
from alihbahasa.workflow.bands import Band

HOSTILE = "<img src=x onerror=alert(1)>\u202e"


class _Page(HTMLParser):
    """A page as a browser takes it apart: its elements, and what can be read."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self._texts: list[str] = []
        self._is_code = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._is_code = tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if not self._is_code:
            self._texts.append(data)

    def handle_endtag(self, tag: str) -> None:
        self._is_code = False

    @property
    def text(self) -> str:
        return " ".join("".join(self._texts).split())

    @property
    def ids(self) -> list[str]:
        return [str(attributes["id"]) for _, attributes in self.elements if "id" in attributes]

    @property
    def links(self) -> list[str]:
        return [str(attributes["href"]) for tag, attributes in self.elements if tag == "a"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project of the review page, with an article and a concept that are hostile."""
    root = tmp_path_factory.mktemp("overview") / "project"
    root.mkdir()
    reviewing.made(root)
    with (root / "glossaries/terms.csv").open("a", encoding="utf-8") as file:
        file.write(f'talks,talks,,,,inflected,info,"{HOSTILE}",{HOSTILE}\n')
        file.write("drone & co,drone,,,,inflected,,,\n")
    (root / "sources/a#b & c.txt").write_text(f"{HOSTILE}\n\nThe talks go on.\n", "utf-8")
    done = quickly("report", cwd=root)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(
        "wrote report/index.html: 2 articles\nwrote report/glossary.html: 4 concepts\n"
    )
    return root


@pytest.fixture(scope="module")
def pages(folder: Path) -> dict[str, _Page]:
    """All pages by the names of their files."""
    files = (folder / "report").glob("*.html")
    return {file.name: _Page(file.read_text("utf-8")) for file in files}


def test_the_project_page_says_how_far_all_is(pages: dict[str, _Page]) -> None:
    text = pages["index.html"].text
    for each in (
        "Kabar Timur",
        "2 articles in English",
        "1 conflict",
        "1 changed",
        "The ceasefire",
    ):
        assert each in text
    assert "Findings by check" in text


def test_words_are_those_of_status(folder: Path, pages: dict[str, _Page]) -> None:
    found = project.find(folder)
    rows = status.run(found)
    for language, name in (("id", "Indonesian"), ("ar", "Arabic")):
        left = sum(row.words_left for row in rows if row.language == language)
        assert f"{left} words left" in pages["index.html"].text
        assert name in pages["index.html"].text


def test_the_glossary_says_what_a_concept_is_called_and_what_became_of_it(
    pages: dict[str, _Page],
) -> None:
    text = pages["glossary.html"].text
    for each in ("gencatan senjata", "perdamaian forbidden", "never a peace", "truce admitted"):
        assert each in text
    assert "The capital of Armenia" in text
    assert "preferred 1 forbidden 1" in text
    assert "not “Perdamaian” (ceasefire)" in text
    assert "no term" in text
    assert "In 1 article" in text
    rtl = [each for tag, each in pages["glossary.html"].elements if each.get("dir") == "rtl"]
    assert rtl
    assert {each["lang"] for each in rtl} == {"ar"}


def test_every_link_leads_somewhere(pages: dict[str, _Page]) -> None:
    """Relative, to a page beside it, and there to an entry, an article or a unit."""
    articles = {"truce.txt", "a#b & c.txt"}
    for name, page in pages.items():
        assert page.links
        for link in page.links:
            file, _, at = link.partition("#")
            there = pages[unquote(file) or name]
            address = unquote(at)
            is_article = address.partition(":")[0] in articles
            # A review page knows the concepts too, and shows the sentences with one.
            known = {*there.ids, *pages["glossary.html"].ids}
            assert not at or is_article or address in known, link
    assert {"index.html", "glossary.html", "review-id.html"} <= {
        link.partition("#")[0] for link in pages["index.html"].links
    }


def test_ids_are_no_two_the_same(pages: dict[str, _Page]) -> None:
    for page in pages.values():
        assert len(page.ids) == len(set(page.ids))
    assert entry_id("drone & co") in pages["glossary.html"].ids


def test_hostile_text_is_shown_as_text(folder: Path, pages: dict[str, _Page]) -> None:
    for name, page in pages.items():
        tags = [tag for tag, _ in page.elements]
        assert "img" not in tags
        assert "\u202e" not in (folder / "report" / name).read_text("utf-8")
        assert all(not key.startswith("on") for _, each in page.elements for key in each)
        assert not [each for _, each in page.elements if "style" in each]
        policy = next(str(e["content"]) for t, e in page.elements if e.get("http-equiv"))
        assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "<img src=x onerror=alert(1)>RLO" in pages["glossary.html"].text


def test_what_is_asked_for_is_what_is_told(folder: Path, tmp_path: Path) -> None:
    done = quickly("report", "truce.txt", "--to", "id", "--output", str(tmp_path), cwd=folder)
    assert done.returncode == 0
    page = _Page((tmp_path / "index.html").read_text("utf-8"))
    assert "1 article in English" in page.text
    assert "Arabic" not in page.text
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "glossary.html", "index.html", "review-id.html",
    ]  # fmt: skip


def test_bands_are_plotted_where_that_is_asked_for(
    folder: Path, pages: dict[str, _Page], tmp_path: Path
) -> None:
    assert "Words by what the memory has" not in pages["index.html"].text
    done = quickly("report", "--by-band", "--output", str(tmp_path), cwd=folder)
    assert done.returncode == 0
    text = _Page((tmp_path / "index.html").read_text("utf-8")).text
    total = bands.totals(bands.run(project.find(folder), languages=["ar"], idle=True))[0]
    assert f"{total.amounts[Band.NONE].words} new" in text
    assert [part.name for part in overview_page.BANDS] == [band.value for band in Band]


def test_an_article_that_cannot_be_read_is_told_so(folder: Path, tmp_path: Path) -> None:
    bad = folder / "sources/bad.txt"
    bad.write_bytes(b"\xff\xfe\x00\xd8")
    try:
        done = quickly("report", "--output", str(tmp_path), cwd=folder)
    finally:
        bad.unlink()
    assert done.returncode == 2
    text = _Page((tmp_path / "index.html").read_text("utf-8")).text
    assert "bad.txt" in text
    assert "not read" in text


def test_a_project_without_anything_has_its_pages(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "alihbahasa.toml").write_text('[project]\nsource = "id"\ntargets = ["en"]\n')
    found = project.find(tmp_path)
    report.run(found, folder=tmp_path / "out")
    text = _Page((tmp_path / "out/index.html").read_text("utf-8")).text
    assert "0 articles in Indonesian" in text
    assert "There is no glossary." in _Page((tmp_path / "out/glossary.html").read_text()).text


def _cell(*words: int) -> Cell:
    return Cell(words, findings=0, conflicts=0, changed=0, whom=(), revised=None)


def test_a_hundred_percent_is_said_of_all_of_it_alone() -> None:
    assert _cell(0, 0, 999, 0, 1).percent == 99
    assert _cell(3, 3, 3, 0, 0).percent == 100
    assert _cell(0, 0, 0, 0, 0).percent == 100


def test_jobs_are_listed_and_late_ones_told() -> None:
    english = Language("en", "English", "ltr")
    column = Column(english, "review-en.html", {}, {})
    task = Task("en-1", "English", HOSTILE, 120, 9, 4, "2026-11-01", "2026-11-20", is_late=True)
    overview = Overview(
        english, [column], [Row("a.txt", "A", 10, [_cell(0, 0, 5, 0, 5)])], [task], 0
    )
    text = _Page(overview_page.render(overview, Frame("Project", "News", [], "today"))).text
    assert "4 of 9" in text
    assert "2026-11-20 (late)" in text
    assert "50 %" in text


def test_an_address_holds_any_name() -> None:
    assert unquote(place("a#b ?ä.txt", "u1")) == "#a#b ?ä.txt:u1"
    assert re.fullmatch(r"#[A-Za-z0-9%._/:~-]+", place("a:b#c.txt"))


@given(
    st.lists(st.lists(st.integers(0, 10**6), min_size=3, max_size=3), min_size=1, max_size=6),
    st.booleans(),
)
def test_bars_fill_what_they_are_given(counts: list[list[int]], are_shares: bool) -> None:
    """Parts follow one another without a gap, and the widest bar is full."""
    parts = [Part(name, name) for name in "abc"]
    bars = [Bar(str(at), values, "") for at, values in enumerate(counts)]
    plot = Plot("k", "", "", parts, bars, are_shares=are_shares)
    ends = []
    for bar in bars:
        at = 0.0
        for start, width, part, value in plot.segments(bar):
            assert value == bar.values[parts.index(part)] > 0
            assert abs(start - at) < 0.11
            assert width >= 0
            at = start + width
        assert at <= 1000.1
        ends.append(at)
        if are_shares and bar.total:
            assert abs(at - 1000) < 0.11
    assert plot.is_plain or abs(max(ends) - 1000) < 0.11


def test_each_level_has_a_name() -> None:
    template = Path(overview_page.__file__).parent / "templates/glossary.html"
    assert all(f'"{level.value}"' in template.read_text("utf-8") for level in Level)
