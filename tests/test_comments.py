"""What people write beside units survives wherever the unit goes, and is read where it is seen."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invariants import invariant
from test_reconciliation import WORDS, overlay, unit

from alihbahasa import plugins, profiles, project
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Alternative, Header, Kind, Memo, Note, Place, State, Unit, plain
from alihbahasa.project import Project
from alihbahasa.reconciliation import take_in
from alihbahasa.reconciliation.comments import with_comments
from alihbahasa.reconciliation.record import comment_lines, line_digest
from alihbahasa.workflow import exchange, export, import_, resolve

FORMATS = ("po", "xliff12", "xliff2")
LINES = [
    "Parlemen mengumumkan darurat militer pada hari Minggu.",
    "Laju inflasi naik menjadi sembilan belas persen tahun ini.",
    "Warga mengungsi dari rayon-rayon di perbatasan utara.",
]


def said(unit: Unit, *lines: str) -> Unit:
    return replace(unit, notes=(Note("", "translator", "\n".join(lines)),))


def begun(folder: Path, *formats: str, profile: str = "default") -> Project:
    (folder / "sources").mkdir()
    names = ", ".join(f'"{name}"' for name in formats)
    (folder / project.SETTINGS_FILE).write_text(
        f'[project]\ntargets = ["en"]\n[export]\nformats = [{names}]\nprofile = "{profile}"\n',
        encoding="utf-8",
    )
    found = project.find(folder)
    save(found, *LINES)
    export.run(found)
    return found


def save(room: Project, *lines: str) -> None:
    room.source_path("a.txt").write_text("\n\n".join(lines) + "\n", encoding="utf-8")


def load(room: Project, name: str) -> exchange.Loaded:
    format = plugins.exchange_format(name)
    return exchange.load(room, "a.txt", language="en", format=format)


def change(room: Project, name: str, write: Callable[[Unit], Unit], *, begins: str) -> None:
    """Write into the units of a file whose source *begins* so, as a program would."""
    file = load(room, name)
    assert file.bitext is not None
    units = [write(u) if plain(u.source).startswith(begins) else u for u in file.units]
    assert tuple(units) != file.units
    profile = room.settings.profile
    written = file.format.write(
        file.bitext.header, units, original=file.data or b"", profile=profile
    )
    file.path.write_bytes(b"".join(written))


def comments(room: Project, name: str, begins: str) -> list[str]:
    return [
        line
        for each in load(room, name).units
        if plain(each.source).startswith(begins) and not each.obsolete
        for line in comment_lines(each)
    ]


# --- through the files of a project ------------------------------------------------


@pytest.mark.parametrize("store", FORMATS)
@pytest.mark.parametrize("writer", FORMATS)
def test_a_comment_reaches_every_file_from_every_file(
    tmp_path: Path, store: str, writer: str
) -> None:
    room = begun(tmp_path, store, *(name for name in FORMATS if name != store))
    before = load(room, store).data
    change(room, writer, lambda u: said(u, "Kota mana?"), begins="Warga")
    export.run(room)
    for name in FORMATS:
        assert comments(room, name, "Warga") == ["Kota mana?"]
    # And the answer, from another of them.
    other = FORMATS[(FORMATS.index(writer) + 1) % 3]
    change(room, other, lambda u: said(u, "Kota mana?", "Semua."), begins="Warga")
    export.run(room)
    for name in FORMATS:
        assert comments(room, name, "Warga") == ["Kota mana?", "Semua."]
    # What its author deletes in the store is gone everywhere, and with it all that changed.
    change(room, store, lambda u: replace(u, notes=u.generated), begins="Warga")
    export.run(room)
    for name in FORMATS:
        assert comments(room, name, "Warga") == []
    assert load(room, store).data == before


@pytest.mark.parametrize("profile", list(profiles.PROFILES))
def test_every_profile_keeps_comments(tmp_path: Path, profile: str) -> None:
    room = begun(tmp_path, *FORMATS, profile=profile)
    change(room, "po", lambda u: replace(said(u, "Ya?"), target=("T",)), begins="Warga")
    change(room, "xliff12", lambda u: said(u, "Apa?"), begins="Laju")
    export.run(room)
    for name in FORMATS:
        assert comments(room, name, "Warga") == ["Ya?"]
        assert comments(room, name, "Laju") == ["Apa?"]


@pytest.mark.parametrize("name", FORMATS)
def test_a_deleted_comment_does_not_come_back_with_a_copy(tmp_path: Path, name: str) -> None:
    room = begun(tmp_path, "po", "xliff12", "xliff2")
    sent = load(room, name).data
    change(room, name, lambda u: said(u, "Kota mana?", "Semua."), begins="Warga")
    copy = load(room, name).data
    assert sent is not None
    assert copy is not None
    load(room, name).path.write_bytes(sent)
    returned = import_.Returned("copy", copy)
    (result,), _ = import_.run(room, [returned])
    assert "new comments beside 1 unit" in result.remarks
    assert comments(room, "po", "Warga") == ["Kota mana?", "Semua."]
    change(room, "po", lambda u: said(u, "Kota mana?"), begins="Warga")
    (result,), _ = import_.run(room, [returned])
    assert not any("new comments" in each for each in result.remarks)
    assert comments(room, "po", "Warga") == ["Kota mana?"]
    # Nor when the sentence has become another since.
    change(room, "po", lambda u: replace(u, notes=()), begins="Warga")
    save(room, *LINES[:2], LINES[2].replace("utara", "selatan"))
    export.run(room)
    import_.run(room, [returned])
    export.run(room)
    assert comments(room, "po", "Warga") == []


QUESTION = (
    "Sari asks whether the date of the sixteenth of May is right here, since another well-known"
    " agency says something quite different; and which town in the north is meant by it?"
)
RIVAL = "Thousands of residents went to the well-known republic of Armenia on the sixteenth of May."


@pytest.mark.parametrize("wrapped", ["copy", "store", "both"])
@pytest.mark.parametrize("is_known", [False, True])
def test_a_program_that_wraps_comments_brings_no_news(
    tmp_path: Path, wrapped: str, is_known: bool
) -> None:
    room = begun(tmp_path, "po", "xliff12")

    def write(unit: Unit) -> Unit:
        others = (Alternative((RIVAL,), State.TRANSLATED, "Budi, 20 Nov 2026"),)
        unit = replace(said(unit, "Yes?", QUESTION), target=("T",), state=State.TRANSLATED)
        return replace(unit, alternatives=others)

    change(room, "po", write, begins="Warga")
    store = load(room, "po")
    copy = tmp_path / "copy.po"
    copy.write_bytes(store.data or b"")
    for path, name in ((copy, "copy"), (store.path, "store")):
        if wrapped in (name, "both"):
            polib.pofile(str(path)).save(str(path), newline="\n")
            assert QUESTION not in path.read_text("utf-8")
    if is_known:
        export.run(room)
    before = load(room, "po").data
    (result,), _ = import_.run(room, [import_.Returned("copy", copy.read_bytes())])
    assert (result.conflicts, result.told) == (0, ())
    assert load(room, "po").data == before
    export.run(room)
    assert load(room, "po").data == before
    # An answer stands behind the question that it answers.
    file = polib.pofile(str(copy), wrapwidth=0)
    file[-1].tcomment = file[-1].tcomment.replace("by it?", "by it?\nKalb.")
    asked = comments(room, "po", "Warga")
    assert asked
    answered = import_.Returned("copy", str(file).encode())
    (result,), _ = import_.run(room, [answered])
    assert comments(room, "po", "Warga") == [*asked, "Kalb."]
    # Nothing but the whole is taken.
    resolve.run(room, "a.txt", theirs=True)
    (unit,) = (unit for unit in load(room, "po").units if unit.target)
    assert (plain(unit.target or ()), unit.state) == (RIVAL, State.TRANSLATED)


@pytest.mark.parametrize("ends", ["\\", "&#13;", "</b>"])
def test_a_comment_that_po_writes_otherwise_comes_in_once(tmp_path: Path, ends: str) -> None:
    room = begun(tmp_path, "po", "xliff12")
    data = load(room, "xliff12").data or b""
    note = f'<note from="Sari">di C:{ends.replace("<", "&lt;")}</note>\n      </trans-unit>'
    copy = data.replace(b"</trans-unit>", note.encode(), 1)
    import_.run(room, [import_.Returned("copy", copy)])
    found = load(room, "po").data
    assert found is not None
    assert b"# di C:" in found
    import_.run(room, [import_.Returned("copy", copy)])
    export.run(room)
    export.run(room)
    assert load(room, "po").data == found
    assert len(comments(room, "xliff12", "Parlemen")) == len(comments(room, "po", "Parlemen"))


def test_a_character_that_a_view_cannot_hold_is_an_error_in_the_store(tmp_path: Path) -> None:
    room = begun(tmp_path, "po", "xliff12")
    change(room, "po", lambda u: said(u, "a\x0bb"), begins="Warga")
    with pytest.raises(AlihbahasaError) as caught:
        export.run(room).refuse_errors()
    assert (caught.value.file or "").endswith("a.po")
    assert caught.value.unit
    assert caught.value.line


@pytest.mark.parametrize("old", FORMATS)
@pytest.mark.parametrize("new", FORMATS)
def test_comments_survive_conversion(old: str, new: str) -> None:
    notes = (Note("", "translator", "Apa?\nIni."), Note("alihbahasa", "terminology", "a = b"))
    asked = replace(unit(WORDS[0], "T"), notes=notes, places=(Place("a.txt", 0),))
    header = Header("id", "en", documents=("a.txt",))
    for name in (old, new, old):
        format = plugins.exchange_format(name)
        header, units = format.read(BytesIO(b"".join(format.write(header, [asked]))))
        (asked,) = units
        assert comment_lines(asked) == ["Apa?", "Ini."]


# --- notes that people write into ----------------------------------------------------

NOTE = re.compile(r"(<note[^>]*>)([^<]*)(</note>)")


@pytest.mark.parametrize("name", ["xliff12", "xliff2"])
@pytest.mark.parametrize("lost", [False, True])
def test_what_stands_behind_the_place_in_our_note_is_a_comment(
    tmp_path: Path, name: str, lost: bool
) -> None:
    room = begun(tmp_path, "po", name)
    data = (load(room, name).data or b"").decode()
    opening = "<note>" if lost else r"\1"
    changed = NOTE.sub(rf"{opening}\2&#10;Kota mana?&#10;# Semua.&#10;\3", data, count=1)
    assert changed != data
    load(room, name).path.write_text(changed, encoding="utf-8")
    export.run(room)
    assert comments(room, "po", "Parlemen") == ["Kota mana?", "Semua."]
    assert comments(room, name, "Parlemen") == ["Kota mana?", "Semua."]


def test_the_places_of_a_unit_are_no_comments() -> None:
    format = plugins.exchange_format("xliff12")
    places = (Place("a.txt", 0), Place("b.txt", 0))
    header = Header("id", "en", documents=("a.txt",))
    told = replace(said(unit(WORDS[0]), "Apa?"), places=places)
    (found,) = format.read(BytesIO(b"".join(format.write(header, [told]))))[1]
    assert comment_lines(found) == ["Apa?"]


# --- over a changed article ---------------------------------------------------------


def test_a_comment_alone_goes_with_its_edited_sentence() -> None:
    old = [unit(words) for words in WORDS]
    old[2] = said(old[2], "Kapan?")
    fresh = [unit(words.replace("16", "23")) for words in WORDS]
    found = overlay(fresh, old)
    assert [comment_lines(each) for each in found] == [[], [], ["Kapan?"], [], [], []]


def test_a_comment_alone_goes_with_its_retyped_sentence() -> None:
    (found,) = overlay([unit("Saling Tuduh", kind=Kind.HEADING)], [said(unit("Saling Tuduh"), "?")])
    assert comment_lines(found) == ["?"]


def test_a_comment_alone_is_at_the_first_part_of_its_sentence() -> None:
    whole = said(unit(f"{WORDS[0]} {WORDS[1]}"), "Apa?")
    first, second = overlay([unit(WORDS[0]), unit(WORDS[1])], [whole])
    assert comment_lines(first) == ["Apa?"]
    assert not second.comments


@pytest.mark.parametrize("target", [None, "T"])
def test_comments_are_together_where_sentences_are(target: str | None) -> None:
    first, second = said(unit(WORDS[0], target), "Satu?"), said(unit(WORDS[1]), "Dua?")
    found = overlay([unit(f"{WORDS[0][:-1]}, {WORDS[1]}")], [first, second])
    assert comment_lines(found[0]) == ["Satu?", "Dua?"]


def test_a_comment_of_a_deleted_sentence_stays_with_it() -> None:
    old = [unit(words) for words in WORDS]
    old[2] = said(old[2], "Kapan?")
    *_, gone = overlay([*old[:2], *old[3:]], old)
    assert (gone.obsolete, comment_lines(gone)) == (True, ["Kapan?"])
    assert overlay([unit(words) for words in WORDS], [*old[:2], *old[3:], gone])[2] == old[2]


# --- in the order of writing -----------------------------------------------------------


def test_an_answer_stands_behind_its_question() -> None:
    ours = said(unit(WORDS[0]), "Apa?", "Siapa?")
    theirs = said(ours, "Apa?", "Ini.", "Siapa?", "Itu.", "Sudah.")
    assert comment_lines(with_comments(ours, theirs, None)) == comment_lines(theirs)
    authors = replace(ours, notes=(Note("Sari", "translator", "Apa?\nSiapa?"),))
    found = with_comments(authors, theirs, None)
    assert [(each.author, each.text) for each in found.comments] == [
        ("Sari", "Apa?"),
        ("", "Ini."),
        ("Sari", "Siapa?"),
        ("", "Itu.\nSudah."),
    ]


TALK = st.lists(st.sampled_from(["Apa?", "Ini.", "Siapa?", "Itu.", "Ya.", ""]), max_size=6)


@invariant("I3", ci=300, long=10_000)
@given(ours=TALK, theirs=TALK, known=TALK)
def test_no_line_is_lost_or_said_twice(
    ours: list[str], theirs: list[str], known: list[str]
) -> None:
    base = unit(WORDS[0])
    memo = Memo(base.id, comments=tuple(line_digest(line) for line in known))
    one, other = (said(base, *lines) if lines else base for lines in (ours, theirs))
    merged = with_comments(one, other, memo)
    found = comment_lines(merged)
    news = [line for line in theirs if line and line not in ours and line not in known]
    assert sorted(found) == sorted([*comment_lines(one), *news])
    assert [line for line in found if line in ours] == comment_lines(one)
    assert with_comments(merged, other, memo) == merged


def test_what_came_for_no_unit_of_the_store_brings_what_is_new() -> None:
    gone = said(unit(WORDS[0]), "Apa?", "Ini.")
    memo = Memo(gone.id, comments=(line_digest("Apa?"),))
    taken = take_in([unit(WORDS[1])], [gone], record={gone.id: memo}, origin="f")
    assert [comment_lines(each) for each in taken.added] == [["Ini."]]
    memo = replace(memo, comments=(*memo.comments, line_digest("Ini.")))
    taken = take_in([unit(WORDS[1])], [gone], record={gone.id: memo}, origin="f")
    assert taken.added == ()
