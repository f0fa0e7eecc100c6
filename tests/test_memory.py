"""The project's memory: what it holds, how it is kept, and what an export makes of it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from alihbahasa import plugins
from alihbahasa.leverage import Memory
from alihbahasa.model import Code, Match, State, Unit, plain
from alihbahasa.project import Project, find
from alihbahasa.workflow import export, memory, prepare

ONE = "Rumah sakit itu merawat 16 orang dari kota."
OTHER = "Rumah sakit itu merawat 16 orang dari desa."
NUMBER = "Rumah sakit itu merawat 23 orang dari kota."
TMX = """<?xml version="1.0"?><tmx version="1.4"><header creationtool="x" creationtoolversion="1"
segtype="sentence" o-tmf="x" adminlang="en" srclang="id-ID" datatype="plaintext"/><body>
<tu><tuv xml:lang="id-ID"><seg>{}</seg></tuv><tuv xml:lang="{}"><seg>{}</seg></tuv></tu>
</body></tmx>"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "alihbahasa.toml").write_text('[project]\nsource = "id"\ntargets = ["en"]\n')
    (tmp_path / "glossaries").mkdir()
    article(tmp_path, "a.txt", "Rumah sakit", ONE)
    return tmp_path


def article(root: Path, name: str, *paragraphs: str) -> None:
    path = root / "sources" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n\n".join(paragraphs) + "\n", "utf-8")


def setting(root: Path, lines: str) -> None:
    with (root / "alihbahasa.toml").open("a") as stream:
        stream.write(lines)


def exported(root: Path, *, refresh: bool = False) -> dict[str, export.Exported]:
    return {each.article: each for each in export.run(find(root), refresh_notes=refresh).articles}


def translated(root: Path, source: str, target: str, *, name: str = "a.po") -> None:
    path = root / "translations" / "en" / name
    text = path.read_text("utf-8")
    before = f'msgid "{source}"\nmsgstr ""'
    assert before in text
    path.write_text(text.replace(before, f'msgid "{source}"\nmsgstr "{target}"'), "utf-8")


def pairs(root: Path) -> list[tuple[str, str, str]]:
    with memory.opened(find(root), "en") as found:
        return sorted((plain(p.source), plain(p.target), p.origin) for p in found.pairs())


def units(root: Path, name: str) -> dict[str, Unit]:
    path = root / "translations" / "en" / name
    format = next(each for each in plugins.exchange_formats() if each.extension == path.suffix)
    with path.open("rb") as stream:
        return {plain(unit.source): unit for unit in format.read(stream)[1]}


def matches(root: Path, name: str, source: str) -> list[tuple[str, int, str]]:
    found: tuple[Match, ...] = units(root, name)[source].matches
    return [(plain(each.target), each.score, each.origin) for each in found]


@pytest.fixture
def filled(root: Path) -> Path:
    exported(root)
    translated(root, ONE, "The hospital treats 16 people.")
    return root


def test_it_holds_what_is_finished_in_stores_and_memories(filled: Path) -> None:
    (filled / "tm" / "old").mkdir(parents=True)
    (filled / "tm" / "old" / "x.tmx").write_text(TMX.format("Perang", "en-GB", "War"))
    (filled / "tm" / "y.tmx").write_text(TMX.format("Perang", "fr", "Guerre"))
    assert pairs(filled) == [
        ("Perang", "War", "x.tmx"),
        (ONE, "The hospital treats 16 people.", "a"),
    ]


def test_an_obsolete_unit_stays_in_it(filled: Path) -> None:
    article(filled, "a.txt", "Rumah sakit", "Kalimat yang lain sama sekali.")
    export.run(find(filled), yes=True)
    assert (ONE, "The hospital treats 16 people.", "a") in pairs(filled)


def test_drafts_are_not_in_it(filled: Path) -> None:
    path = filled / "translations/en/a.po"
    text = path.read_text()
    path.write_text(text.replace(f'msgid "{ONE}"', f'#, fuzzy\nmsgid "{ONE}"'))
    assert pairs(filled) == []


def test_files_that_change_or_go_are_followed(filled: Path) -> None:
    assert len(pairs(filled)) == 1
    translated(filled, "Rumah sakit", "Hospital")
    assert len(pairs(filled)) == 2
    (filled / "translations/en/a.po").unlink()
    assert pairs(filled) == []


def test_only_files_that_changed_are_read(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert len(pairs(filled)) == 1
    read: list[str] = []
    real = memory.pairs_of

    def counted(project: Project, language: str, source: memory.Source, data: bytes) -> object:
        read.append(source.name)
        return real(project, language, source, data)

    monkeypatch.setattr(memory, "pairs_of", counted)
    assert len(pairs(filled)) == 1
    assert read == []
    (filled / "tm").mkdir()
    (filled / "tm" / "x.tmx").write_text(TMX.format("Perang", "en", "War"))
    assert len(pairs(filled)) == 2
    assert read == ["tm/x.tmx"]


def test_the_index_is_kept_out_of_git(filled: Path) -> None:
    pairs(filled)
    assert (filled / ".alihbahasa/memory-en.sqlite").exists()
    assert (filled / ".alihbahasa/.gitignore").read_text() == "*\n"


def broken(path: Path) -> Iterator[bytes]:
    data = path.read_bytes()
    yield b""
    yield b"this is no database" * 100
    yield data[: len(data) // 2]
    yield data[:4096] + bytes(len(data) - 4096)


def test_a_broken_index_is_made_anew(filled: Path) -> None:
    right = pairs(filled)
    path = filled / ".alihbahasa/memory-en.sqlite"
    for data in broken(path):
        path.write_bytes(data)
        assert pairs(filled) == right


def test_an_index_of_another_version_is_made_anew(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sqlite3

    right = pairs(filled)
    with sqlite3.connect(filled / ".alihbahasa/memory-en.sqlite") as connection:
        connection.execute("drop table files")
        connection.execute("create table files (other text)")
        connection.execute("pragma user_version = 7")
    connection.close()
    assert pairs(filled) == right


def test_the_index_is_used_by_the_next_run(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    right = pairs(filled)
    monkeypatch.setattr(Memory, "put", None)
    assert pairs(filled) == right


def test_a_run_that_finds_another_one_writing_works_in_memory(filled: Path) -> None:
    import sqlite3

    right = pairs(filled)
    other = sqlite3.connect(filled / ".alihbahasa/memory-en.sqlite")
    other.execute("begin immediate")
    assert pairs(filled) == right
    other.close()


def test_an_idle_run_writes_nothing(filled: Path) -> None:
    path = filled / ".alihbahasa/memory-en.sqlite"
    path.unlink(missing_ok=True)
    with memory.opened(find(filled), "en", idle=True) as found:
        assert isinstance(found, Memory)
        assert len(list(found.pairs())) == 1
    assert not path.exists()


def test_two_that_have_it_open_see_the_same(filled: Path) -> None:
    project = find(filled)
    with memory.opened(project, "en") as one, memory.opened(project, "en") as other:
        assert list(one.pairs()) == list(other.pairs())


def test_another_number_is_never_nearly_the_same(filled: Path) -> None:
    project = find(filled)
    terms = prepare.terms(project)
    article(filled, "a.txt", ONE, NUMBER, OTHER)
    fresh = prepare.units(project, "a.txt", terms)
    differs = memory.differing(project, terms.source("a.txt"), fresh)
    assert differs((NUMBER,), (ONE,))
    assert not differs((OTHER,), (ONE,))


@pytest.mark.parametrize("extension", [".xlf", ".xliff"])
def test_matches_stand_beside_open_units(filled: Path, extension: str) -> None:
    setting(filled, '[export]\nformats = ["po", "xliff12", "xliff2"]\n')
    article(filled, "b.txt", NUMBER, "Hal lain.", ONE)
    exported(filled)
    ((target, score, origin),) = matches(filled, f"b{extension}", NUMBER)
    assert (target, origin) == ("The hospital treats 16 people.", "a")
    assert 70 <= score <= 94
    assert matches(filled, f"b{extension}", "Hal lain.") == []
    assert matches(filled, f"b{extension}", ONE) == [(target, 100, "a")]
    assert not units(filled, f"b{extension}")[ONE].has_target
    assert not units(filled, f"b{extension}")[ONE].alternatives
    assert matches(filled, f"a{extension}", ONE) == []
    path = filled / "translations/en" / f"b{extension}"
    format = next(each for each in plugins.exchange_formats() if each.extension == extension)
    assert list(format.validate(path.read_bytes())) == []


def test_what_did_not_change_keeps_its_bytes(filled: Path) -> None:
    setting(filled, '[export]\nformats = ["po", "xliff12", "xliff2"]\n')
    article(filled, "b.txt", NUMBER)
    exported(filled)
    (filled / "tm").mkdir()
    (filled / "tm" / "x.tmx").write_text(TMX.format(NUMBER, "en", "23 people are treated."))
    assert exported(filled)["b.txt"].written == ()
    assert exported(filled, refresh=True)["b.txt"].written
    assert matches(filled, "b.xlf", NUMBER)[0] == ("23 people are treated.", 100, "x.tmx")


def test_po_has_them_as_comments_where_that_is_wanted(filled: Path) -> None:
    article(filled, "b.txt", ONE)
    exported(filled)
    path = filled / "translations/en/b.po"
    assert "[memory" not in path.read_text()
    setting(filled, "[memory]\ncomments = true\n")
    exported(filled, refresh=True)
    assert f"#. [memory 100] {ONE} = The hospital treats 16 people. (a)\n" in path.read_text()


def test_none_are_shown_where_none_are_wanted(filled: Path) -> None:
    setting(filled, '[export]\nformats = ["po", "xliff12"]\n[memory]\nshown = 0\n')
    article(filled, "b.txt", ONE)
    exported(filled)
    assert matches(filled, "b.xlf", ONE) == []


def test_a_good_match_becomes_a_draft_and_tells_its_origin(filled: Path) -> None:
    setting(filled, "[memory]\nprefill = 80\nshown = 0\n")
    article(filled, "b.txt", NUMBER, ONE, "Hal lain.")
    assert exported(filled)["b.txt"].prefilled == 2
    found = units(filled, "b.po")
    assert found[ONE].is_draft
    assert found[ONE].previous is None
    assert plain(found[NUMBER].previous or ()) == ONE
    assert found[NUMBER].state is State.INITIAL
    assert not found["Hal lain."].has_target
    assert "#. [memory 100] a\n" in (filled / "translations/en/b.po").read_text()
    again = exported(filled)["b.txt"]
    assert (again.prefilled, again.written) == (0, ())


def test_a_link_takes_the_headline_of_its_article(root: Path) -> None:
    exported(root)
    translated(root, "Rumah sakit", "The hospital")
    article(root, "b.txt", "Judul lain", "Baca: Rumah sakit")
    done = exported(root)["b.txt"]
    assert done.headlines == 1
    assert units(root, "b.po")["Rumah sakit"].state is State.TRANSLATED
    assert plain(units(root, "b.po")["Rumah sakit"].target or ()) == "The hospital"
    assert exported(root)["b.txt"].headlines == 0


def test_headlines_that_do_not_agree_are_left_to_people(root: Path) -> None:
    article(root, "c.txt", "Rumah sakit", "Sesuatu yang lain.")
    exported(root)
    translated(root, "Rumah sakit", "The hospital")
    translated(root, "Rumah sakit", "A hospital", name="c.po")
    article(root, "b.txt", "Judul lain", "Baca: Rumah sakit")
    assert exported(root)["b.txt"].headlines == 0
    assert not units(root, "b.po")["Rumah sakit"].has_target


# --- what lies in memories does no harm -----------------------------------------------


def open_article(root: Path, name: str, text: str) -> None:
    """Add an article with one open sentence, whose matches go into views of both kinds of XLIFF."""
    setting(root, '[export]\nformats = ["po", "xliff12", "xliff2"]\n')
    article(root, name, text)


def check_valid(root: Path, name: str) -> None:
    for extension in ("po", "xlf", "xliff"):
        data = (root / "translations/en" / f"{name}.{extension}").read_bytes()
        formats = plugins.exchange_formats()
        format = next(each for each in formats if each.extension == f".{extension}")
        assert list(format.validate(data)) == []


def test_a_character_that_xml_forbids_keeps_no_other_article_from_export(filled: Path) -> None:
    translated(filled, "Rumah sakit", "Hospi\x01tal")
    open_article(filled, "b.txt", "Rumah sakitnya")
    export.run(find(filled), articles=["b.txt"])
    check_valid(filled, "b")
    assert matches(filled, "b.xlf", "Rumah sakitnya") == []


def test_codes_of_another_program_keep_no_article_from_export(root: Path) -> None:
    open_article(root, "b.txt", OTHER)
    (root / "tm").mkdir()
    coded = '<ph x="1 a">{{1}}</ph>Rumah <bpt i="1" x="ä /">[b]</bpt>sakit<ept i="1">[/b]</ept>'
    text = TMX.format(coded + ONE.removeprefix("Rumah sakit"), "en", '<it pos="end">[/b]</it>Yes')
    (root / "tm/x.tmx").write_text(text, "utf-8")
    exported(root)
    check_valid(root, "b")
    for extension in ("xlf", "xliff"):
        ((target, score, origin),) = matches(root, f"b.{extension}", OTHER)
        assert (target, origin) == ("[/b]Yes", "x.tmx")
        assert score >= 70


def test_a_name_that_is_no_text_is_no_obstacle(root: Path) -> None:
    open_article(root, "b.txt", OTHER)
    (root / "tm").mkdir()
    try:
        name = os.fsencode(root / "tm") + b"/\xff\x1b[31m.tmx"
        with open(name, "w", encoding="utf-8") as stream:
            stream.write(TMX.format(ONE, "en", "Yes"))
    except OSError:
        pytest.skip("the disk takes no such names")
    exported(root)
    check_valid(root, "b")
    assert [origin for *_, origin in matches(root, "b.xlf", OTHER)] == ["[31m.tmx"]


def test_markup_in_po_is_a_code_beside_an_open_sentence(root: Path) -> None:
    setting(root, '[export]\nformats = ["po", "xliff12", "xliff2"]\n')
    (root / "sources/h.html").write_text(f"<p>{ONE.replace('16', '<b>16</b>')}</p>\n", "utf-8")
    exported(root)
    translated(root, ONE.replace("16", "<b>16</b>"), "It treats <b>16</b>.", name="h.po")
    (root / "sources/i.html").write_text(f"<p>{OTHER.replace('16', '<b>16</b>')}</p>\n", "utf-8")
    article(root, "j.txt", OTHER)
    exported(root)
    for extension in ("xlf", "xliff"):
        (match,) = units(root, f"i.{extension}")[OTHER].matches
        ((_, score, _),) = matches(root, f"j.{extension}", OTHER)
        assert plain(match.target) == "It treats 16."
        assert [type(part) for part in match.target] == [str, Code, str, Code, str]
        # Markup that both have is no difference, and where one lacks it next to none.
        assert match.score - score in (0, 1)
    check_valid(root, "i")


@pytest.mark.parametrize("extension", ["xlf", "xliff"])
def test_a_match_in_context_is_told(filled: Path, extension: str) -> None:
    open_article(filled, "b.txt", "Rumah sakit\n\n" + ONE)
    exported(filled)
    (match,) = units(filled, f"b.{extension}")[ONE].matches
    assert (match.score, match.is_in_context) == (100, True)
    check_valid(filled, "b")


def test_what_is_finished_loses_its_matches(filled: Path) -> None:
    setting(filled, "[memory]\ncomments = true\n")
    open_article(filled, "b.txt", OTHER)
    exported(filled)
    assert "[memory 9" in (filled / "translations/en/b.po").read_text("utf-8")
    assert matches(filled, "b.xlf", OTHER)
    translated(filled, OTHER, "The hospital treats 16 villagers.", name="b.po")
    exported(filled)
    assert "[memory" not in (filled / "translations/en/b.po").read_text("utf-8")
    for extension in ("xlf", "xliff"):
        assert matches(filled, f"b.{extension}", OTHER) == []
    before = {path: path.read_bytes() for path in (filled / "translations").rglob("b.*")}
    exported(filled)
    assert before == {path: path.read_bytes() for path in before}


def test_a_view_that_was_filled_in_loses_its_matches(filled: Path) -> None:
    open_article(filled, "b.txt", OTHER)
    exported(filled)
    path = filled / "translations/en/b.xlf"
    text = path.read_text("utf-8")
    assert '<target state="new"/>' in text
    path.write_text(text.replace('<target state="new"/>', "<target>The villagers.</target>"))
    exported(filled)
    assert units(filled, "b.xlf")[OTHER].state is State.TRANSLATED
    assert matches(filled, "b.xlf", OTHER) == []
