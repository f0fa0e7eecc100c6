"""The review page: what is in it, that it asks for nothing, and that nothing in it is obeyed."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
import reviewing
from hypothesis import given
from hypothesis import strategies as st
from invariants import invariant
from running import git, quickly, run_git

from alihbahasa import project
from alihbahasa.model import (
    Alternative,
    Block,
    Code,
    CodeKind,
    Concept,
    Document,
    Finding,
    Grade,
    Kind,
    Match,
    Mention,
    Note,
    Position,
    Rendering,
    RenderingKind,
    Severity,
    Side,
    Span,
    State,
    Term,
    TermStatus,
    Unit,
    raw,
)
from alihbahasa.pages import review, visible
from alihbahasa.pages.assembling import Frame, Link, entry_id
from alihbahasa.pages.review import Article, Language, Review
from alihbahasa.pages.visible import Mark, marked
from alihbahasa.workflow import report


class _Page(HTMLParser):
    """A page as a browser takes it apart: its elements, its texts, its styles and scripts."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self._open = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._open = tag
        if tag in ("script", "style"):
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        self._open = ""

    def handle_data(self, data: str) -> None:
        if self._open in ("script", "style"):
            self.texts[self._open][-1] += data
        else:
            self.texts.setdefault("", []).append(data)

    @property
    def text(self) -> str:
        """What can be read."""
        return " ".join("".join(self.texts.get("", ())).split())

    @property
    def data(self) -> dict[str, object]:
        """What the script is given."""
        found: dict[str, object] = json.loads(self.texts["script"][0])
        return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project, with its pages."""
    root = tmp_path_factory.mktemp("review") / "project"
    root.mkdir()
    reviewing.made(root)
    done = quickly("report", cwd=root)
    assert done.returncode == 0, done.stderr
    assert "\nwrote report/review-id.html: 7 units, " in done.stdout
    return root


@pytest.fixture(scope="module")
def indonesian(folder: Path) -> str:
    """The page of the one language."""
    return (folder / "report/review-id.html").read_text("utf-8")


def test_the_page_says_what_there_is_to_say(indonesian: str) -> None:
    text = _Page(indonesian).text
    for each in (
        "Sekitar 1.200 orang kembali ke Jerewan.",
        "About 1,300 people came back to Yerevan.",
        "not translated",
        "draft Jalan dibuka pada Jumat.",
        "The source changed",
        "Is it hurt or injured?",
        "In conflict with sari.po",
        "say “gencatan senjata”, not “Perdamaian” (ceasefire)",
    ):
        assert each in text
    assert '<mark class="warning">1.200</mark>' in indonesian
    assert '<mark class="answer">1,300</mark>' in indonesian
    assert "<del>Friday.</del><ins>Monday.</ins>" in indonesian


def test_terms_are_marked_on_both_sides_and_lead_to_their_entry(indonesian: str) -> None:
    assert '<a href="glossary.html#c-yerevan">Yerevan</a>' in indonesian
    assert '<a href="glossary.html#c-yerevan">Jerewan</a>' in indonesian
    assert '<a href="glossary.html#c-ceasefire" class="wrong">' in indonesian
    entries = _Page(indonesian).data["concepts"]
    assert isinstance(entries, list)
    (entry,) = (each for each in entries if each["name"] == "ceasefire")
    assert entry["allowed"] == ["gencatan senjata"]
    assert entry["forbidden"] == ["perdamaian"]
    assert entry["note"] == "never a peace"


def test_the_script_knows_the_texts_as_they_are(indonesian: str) -> None:
    data = _Page(indonesian).data
    assert (data["kind"], data["version"]) == ("alihbahasa-review", 1)
    assert (data["project"], data["language"]) == ("Kabar Timur", "id")
    units = data["units"]
    assert isinstance(units, list)
    by_source = {unit[2]: unit for unit in units}
    assert by_source["Nobody was hurt."][3] == "Tidak ada yang terluka."
    assert by_source["The road is open"][4] == 0
    assert by_source["The road opens on Monday."][4] == 1
    assert len({unit[9] for unit in units}) == len(units) == 7
    assert data["rows"] == [[0], [1, 2, 3], [4, 5], [6]]


def test_a_language_from_right_to_left_stands_so_on_its_side_alone(folder: Path) -> None:
    page = (folder / "report/review-ar.html").read_text("utf-8")
    sides = Counter(
        (attributes["lang"], attributes["dir"])
        for tag, attributes in _Page(page).elements
        if attributes.get("class") in ("src", "tgt")
    )
    assert sides == {("en", "ltr"): 4, ("ar", "rtl"): 4}


def test_the_labels_of_the_target_stand_on_its_side(indonesian: str) -> None:
    assert '<span class="label">Read also:</span>' in indonesian
    assert '<span class="label">Baca juga:</span>' in indonesian


def _policy(page: _Page) -> str:
    (policy,) = (
        attributes["content"]
        for tag, attributes in page.elements
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy
    return policy


def test_the_policy_allows_the_one_style_and_the_one_script(indonesian: str) -> None:
    page = _Page(indonesian)
    (style,), (_, script) = page.texts["style"], page.texts["script"]
    for name, text in (("style", style), ("script", script)):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{name}-src 'sha256-{digest}'" in _policy(page)
    assert _policy(page).startswith("default-src 'none'; ")


_FETCHING = ("iframe", "object", "embed", "base", "img", "link", "audio", "video")


def _asks(page: _Page) -> Iterator[str]:
    """Yield what of *page* could run, or would fetch something from elsewhere."""
    for tag, attributes in page.elements:
        for name, value in attributes.items():
            value = value or ""
            if name.startswith("on") or name in ("style", "src", "srcdoc", "formaction", "action"):
                yield f"{tag} {name}={value}"
            if name == "href" and not re.fullmatch(
                r"data:,|#\S+|(index|glossary)\.html|(glossary\.html#c-|review-)[\w.-]+", value
            ):
                yield f"{tag} {name}={value}"
        is_icon = tag == "link" and attributes == {"rel": "icon", "href": "data:,"}
        if tag in _FETCHING and not is_icon:
            yield tag
    if len(page.texts["script"]) != 2 or len(page.texts["style"]) != 1:
        yield "more scripts"
    if "url(" in page.texts["style"][0] or "@import" in page.texts["style"][0]:
        yield "a style that fetches"


def test_the_page_asks_for_nothing(indonesian: str) -> None:
    assert not [*_asks(_Page(indonesian))]


def test_the_same_is_written_each_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764460800")
    quickly("report", "--output", "one", cwd=folder)
    quickly("report", "--output", "two", cwd=folder)
    first, second = folder / "one/review-id.html", folder / "two/review-id.html"
    assert first.read_bytes() == second.read_bytes()
    assert "Made by alihbahasa on 30 November 2025." in first.read_text("utf-8")
    assert not (folder / "one/.gitignore").exists()


@git
def test_git_and_the_other_commands_pass_over_the_pages(folder: Path, tmp_path: Path) -> None:
    assert (folder / "report/.gitignore").read_text("utf-8") == "*\n"
    assert project.find(folder).articles() == ("truce.txt",)
    root = tmp_path / "project"
    root.mkdir()
    reviewing.made(root)
    run_git(root, "init", "-q")
    run_git(root, "add", "--all")
    run_git(root, "commit", "-qm", "all")
    assert quickly("report", cwd=root).returncode == 0
    run_git(root, "add", "--all")
    with pytest.raises(Exception, match="exit status 1"):
        run_git(root, "commit", "-qm", "nothing")


def test_pages_do_not_go_where_the_work_is(folder: Path) -> None:
    for place in ("translations/en", "sources/pages", "glossaries"):
        done = quickly("report", "--output", place, cwd=folder)
        assert done.returncode == 2
        assert "does not go where the project's work is" in done.stderr


def test_a_page_that_somebody_else_made_stays(folder: Path, tmp_path: Path) -> None:
    mine = tmp_path / "site" / "index.html"
    mine.parent.mkdir()
    mine.write_text("<p>Mine.</p>")
    done = quickly("report", "--output", str(mine.parent), cwd=folder)
    assert "did not write" in done.stderr
    assert (done.returncode, mine.read_text()) == (2, "<p>Mine.</p>")
    assert [path.name for path in mine.parent.iterdir()] == ["index.html"]


def test_one_article_in_one_language_may_be_asked_for(folder: Path) -> None:
    done = quickly("report", "truce.txt", "--to", "ar", "--output", "some", cwd=folder)
    assert done.returncode == 0
    pages = sorted(each.name for each in (folder / "some").iterdir())
    assert pages == ["glossary.html", "index.html", "review-ar.html"]


def test_an_article_that_cannot_be_read_is_an_error_and_the_others_are_there(
    tmp_path: Path,
) -> None:
    root = tmp_path / "project"
    root.mkdir()
    reviewing.made(root)
    (root / "sources/broken.txt").write_bytes(b"\xff\xfe\xff")
    done = quickly("report", "--to", "id", cwd=root)
    assert done.returncode == 2
    assert done.stderr.count("sources/broken.txt") == 1
    page = _Page((root / "report/review-id.html").read_text("utf-8"))
    assert page.data["articles"] == ["truce.txt"]


def test_a_project_without_articles_has_a_page_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "alihbahasa.toml").write_text('[project]\ntargets = ["en"]\n', "utf-8")
    assert quickly("report", cwd=tmp_path).returncode == 0
    page = (tmp_path / "report/review-en.html").read_text("utf-8")
    assert "There are no articles." in page


# --- what is marked in a text -----------------------------------------------------


def _mark(name: str, start: int, stop: int) -> Mark:
    return Mark(Span(start, stop), f"<{name}>", f"</{name}>")


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], "abcdef"),
        ([_mark("b", 1, 3)], "a<b>bc</b>def"),
        ([_mark("b", 1, 3), _mark("i", 0, 6)], "<i>a<b>bc</b>def</i>"),
        ([_mark("b", 0, 3), _mark("i", 2, 5)], "<b>ab<i>c</i></b><i>de</i>f"),
        ([_mark("b", 2, 2)], "ab<b></b>cdef"),
        ([_mark("b", 0, 3), _mark("i", 3, 6)], "<b>abc</b><i>def</i>"),
        ([_mark("b", 4, 9)], "abcdef"),
    ],
)
def test_marks_may_lie_within_one_another_and_overlap(marks: list[Mark], expected: str) -> None:
    assert marked("abcdef", marks) == expected


_SPANS = st.tuples(st.integers(0, 12), st.integers(0, 12)).map(lambda pair: Span(*sorted(pair)))


@given(st.text(max_size=12), st.lists(_SPANS, max_size=5))
def test_marks_change_nothing_of_the_text(text: str, spans: list[Span]) -> None:
    marks = [Mark(span, f"<x{number}>", f"</x{number}>") for number, span in enumerate(spans)]
    found = marked(text, marks)
    assert re.sub(r"</?x\d+>", "", found) == visible.text(text)
    opened: list[str] = []
    for slash, name in re.findall(r"<(/?)(x\d+)>", found):
        if slash:
            assert opened.pop() == name
        else:
            opened.append(name)
    assert not opened


# --- whatever strangers wrote -----------------------------------------------------

_HOSTILE = (
    "<script>alert(1)</script>", "</script><script>alert(1)</script>", "<!--", "-->",
    "<!--<script>",
    "]]>", "<img src=x onerror=alert(1)>", "\" onmouseover=\"alert(1)", "' autofocus onfocus='x",
    "javascript:alert(1)", "https://example.org/x.js", "{{ 7*7 }}", "{% raw %}", "</style>",
    "</textarea>", "&lt;b&gt;", "&#0;", "\u202eevil\u202c", "\u2066\u2069", "\u200b",
    "\x00", "\x1b[31m",
    "\ufeff", "\U000e0041", "\ud800", "\r", "a\r\nb", "\u2028", "\\", "\\u003c/script>", "`${x}`",
)  # fmt: skip
_TEXTS = st.one_of(
    st.sampled_from(_HOSTILE),
    st.lists(st.one_of(st.sampled_from(_HOSTILE), st.text(max_size=6)), max_size=3).map("".join),
)
#: No file has an empty key, or a name of an article that is.
_NAMES = _TEXTS.filter(bool)


@st.composite
def _reviews(draw: st.DrawFn) -> tuple[Review, Frame]:
    """Draw a page with something hostile in each of its fields."""
    concept = Concept(
        draw(_NAMES),
        (
            Term(draw(_TEXTS), "id"),
            Term(draw(_TEXTS), "en"),
            Term(draw(_TEXTS), "en", TermStatus.FORBIDDEN),
        ),
        definition=draw(_TEXTS),
        domain=draw(_TEXTS),
        note=draw(_TEXTS),
        example=draw(_TEXTS),
        url=draw(_TEXTS),
    )
    source = (
        Code("1", CodeKind.OPEN, draw(_TEXTS)),
        draw(_NAMES),
        Code("1", CodeKind.CLOSE, draw(_TEXTS)),
        Code("2", CodeKind.STANDALONE, draw(_TEXTS)),
        draw(_TEXTS),
    )
    mention = Mention(concept, concept.terms[0], Span(0, 1), Grade.EXACT)
    rendering = Rendering(mention, RenderingKind.FORBIDDEN, Span(0, 2), concept.terms[2])
    unit = Unit(
        draw(_NAMES),
        draw(st.sampled_from(list(Kind))),
        source,
        draw(st.none() | _TEXTS.map(lambda text: (text,))),
        draw(st.sampled_from(list(State))),
        mentions=(mention,),
        renderings=(rendering,),
        matches=(Match((draw(_TEXTS),), (draw(_TEXTS),), 80, draw(_TEXTS)),),
        notes=(Note(draw(_TEXTS), "translator", draw(_TEXTS)),),
        previous=draw(st.none() | _TEXTS.map(lambda text: (text,))),
        alternatives=(Alternative((draw(_TEXTS),), State.TRANSLATED, draw(_TEXTS)),),
        outdated=(concept,),
        origin=draw(_TEXTS),
    )
    finding = Finding(
        "X001", "number", Severity.ERROR, draw(_TEXTS), Position(draw(_TEXTS), 1, 1),
        draw(_TEXTS), "en", unit, draw(st.sampled_from(list(Side))), (Span(0, 1), Span(1, 1)),
        counterpart=(Span(0, 1),), fix=(draw(_TEXTS),),
    )  # fmt: skip
    label = draw(_TEXTS)
    block = Block(unit.kind, Span(0, 0), (unit, unit), ("", " ", ""), label)
    article = Article(
        Document(draw(_NAMES), "id", "", (block,)),
        {unit.id: unit},
        {unit.id: (finding,)},
        (finding,),
        {review.plain_label(label): draw(_TEXTS)},
        draw(_TEXTS),
    )
    languages = Language("id", draw(_TEXTS), "ltr"), Language("ar", draw(_TEXTS), "rtl")
    frame = Frame(draw(_TEXTS), draw(_TEXTS), [Link(draw(_TEXTS), "review-en.html")], draw(_TEXTS))
    return Review(*languages, " ", (article,)), frame


#: What a browser would obey or hide, and no file in UTF-8 may have.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff0-\uffff\U000e0000-\U000e007f]"
)


@invariant("I18", ci=200, long=10_000)
@given(_reviews())
def test_whatever_strangers_wrote_is_shown_and_nothing_of_it_is_obeyed(
    drawn: tuple[Review, Frame],
) -> None:
    found, frame = drawn
    text = review.render(found, frame)
    assert not _UNSEEN.search(text)
    page = _Page(text)
    assert not [*_asks(page)]
    assert all(tag in _ELEMENTS for tag, _ in page.elements)
    unit = next(iter(found.articles[0].units.values()))
    units = page.data["units"]
    assert isinstance(units, list)
    assert units[0][1:4] == [unit.id, raw(unit.source), raw(unit.target) if unit.target else ""]
    assert page.data["project"] == frame.project
    # What the script shows is as harmless.
    shown = json.dumps([page.data["concepts"], page.data["origins"]], ensure_ascii=False)
    assert not _UNSEEN.search(shown)


_ELEMENTS = frozenset(
    "html head meta title link style body a svg symbol path circle rect use header button p strong"
    " nav div span section main ol ul li dl dt dd h1 h2 h3 kbd input select option em s b i mark"
    " sup del ins bdi label textarea form dialog footer script br code".split()
)


def test_what_cannot_be_seen_is_named() -> None:
    page = visible.text("a\u202eb\x07\u200dc\r\nd")
    assert page == ('a<i class="unseen">RLO</i>b<i class="unseen">U+0007</i>\u200dc\nd')


@given(_NAMES, _NAMES)
def test_entries_have_ids_of_their_own(first: str, second: str) -> None:
    assert re.fullmatch(r"c-[A-Za-z0-9_.-]+", entry_id(first))
    assert (entry_id(first) == entry_id(second)) == (first == second)


def test_languages_have_names_and_directions() -> None:
    assert report.named("ar") == Language("ar", "Arabic", "rtl")
    assert report.named("pt-BR") == Language("pt-BR", "Portuguese (Brazil)", "ltr")
    assert report.named("qaa") == Language("qaa", "qaa", "ltr")
