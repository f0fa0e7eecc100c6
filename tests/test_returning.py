"""What comes back from translators: in all formats, in any shape, told in one line each."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from running import alihbahasa, run_git

from alihbahasa import plugins, storage
from alihbahasa import project as projects
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Alternative, Kind, Note, State, Unit, plain, raw, unit_id
from alihbahasa.project import Project
from alihbahasa.workflow import check, exchange, export, import_, resolve, returned
from alihbahasa.workflow.import_ import Imported, Returned

ARTICLE = """\
Parlemen Umumkan Darurat Militer

Parlemen mengumumkan darurat militer. Warga mengungsi ke ibu kota.

Nikol Pashinyan tiba pada 27 September. Laju inflasi naik 19,1 persen. Harga roti naik.
"""
SECOND = "Kabut turun di lembah. Sekolah tutup selama musim dingin.\n"
#: Once the segmentation keeps the two sentences of the last line together.
NEVER = '[segmentation]\nnever_break_after = ["persen."]\n'

each_format = pytest.mark.parametrize("format", ["po", "xliff12", "xliff2"])
EPOCH = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(EPOCH.timestamp())))


class Desk:
    """A project whose store is in *format*, exported, and what people do to its files."""

    def __init__(self, folder: Path, format: str) -> None:
        self.folder = folder
        self.formats = [format]
        (folder / "sources").mkdir()
        (folder / "sources" / "a.txt").write_text(ARTICLE, "utf-8")
        (folder / "sources" / "b.txt").write_text(SECOND, "utf-8")
        self.settings()
        self.export()

    def settings(self, more: str = "") -> None:
        names = ", ".join(f'"{name}"' for name in self.formats)
        text = f'[project]\ntargets = ["en"]\n[export]\nformats = [{names}]\n'
        (self.folder / "alihbahasa.toml").write_text(text + more, "utf-8")

    @property
    def project(self) -> Project:
        return projects.find(self.folder)

    def export(self) -> tuple[export.Exported, ...]:
        return export.run(self.project, yes=True).refuse_errors().articles

    def load(self, article: str = "a.txt", format: str = "") -> exchange.Loaded:
        plugin = plugins.exchange_format(format or self.formats[0])
        return exchange.load(self.project, article, language="en", format=plugin)

    def written(
        self, edit: Callable[[Unit], Unit], *, article: str = "a.txt", format: str = ""
    ) -> bytes:
        """Return a file that was sent, as it comes back after *edit* of each unit."""
        file = self.load(article, format)
        assert file.bitext is not None
        units = [edit(unit) for unit in file.units]
        return b"".join(file.format.write(file.bitext.header, units, original=file.data or b""))

    def take(self, data: bytes, name: str = "back", *, dry_run: bool = False) -> Imported:
        """Import *data*, which is of one article."""
        results, refused = import_.run(self.project, [Returned(name, data)], dry_run=dry_run)
        assert not refused, refused
        (result,) = results
        return result

    def refused(self, data: bytes) -> AlihbahasaError:
        before = self.files()
        results, (error,) = import_.run(self.project, [Returned("back", data)])
        assert not results
        assert self.files() == before
        return error

    def targets(self, article: str = "a.txt") -> dict[str, str]:
        return {
            plain(unit.source): plain(unit.target or ())
            for unit in self.load(article).units
            if not unit.obsolete
        }

    def files(self) -> dict[Path, bytes]:
        paths = sorted((self.folder / "translations").rglob("*"))
        return {path: path.read_bytes() for path in paths if path.is_file()}


@pytest.fixture
def desk(tmp_path: Path, format: str) -> Desk:
    return Desk(tmp_path, format)


def translated(unit: Unit, *, mark: str = "T") -> Unit:
    target = (f"{mark} {plain(unit.source)}",)
    return replace(unit, target=target, state=State.TRANSLATED, previous=None)


def said(result: Imported) -> str:
    return "; ".join(result.remarks)


def only(begins: str, edit: Callable[[Unit], Unit]) -> Callable[[Unit], Unit]:
    return lambda unit: edit(unit) if plain(unit.source).startswith(begins) else unit


def target(text: str, state: State = State.TRANSLATED) -> Callable[[Unit], Unit]:
    return lambda unit: replace(unit, target=(text,), state=state)


def whats(result: Imported) -> list[tuple[str, str]]:
    return [(told.what.value, plain(told.unit.source)) for told in result.told]


# --- what is odd about a file -------------------------------------------------------


@each_format
def test_an_older_file_changes_nothing_and_says_so(desk: Desk) -> None:
    first = desk.written(translated)
    desk.take(first)
    desk.export()
    desk.take(desk.written(only("Warga", target("Residents fled."))))
    desk.export()
    before = desk.files()
    result = desk.take(first)
    assert said(result) == "an older version: nothing new in it"
    assert desk.files() == before
    again = desk.take(desk.written(lambda unit: unit))
    assert said(again) == "nothing new in it"
    assert desk.files() == before


@each_format
def test_an_older_file_brings_back_no_edited_sentence(desk: Desk) -> None:
    desk.take(desk.written(translated))
    desk.export()
    first = desk.written(lambda unit: unit)
    article = desk.folder / "sources" / "a.txt"
    article.write_text(ARTICLE.replace("Harga roti naik", "Harga roti turun"), "utf-8")
    desk.export()
    desk.take(desk.written(only("Harga roti", target("Bread got cheaper."))))
    desk.export()
    before = desk.files()
    assert said(desk.take(first)) == "an older version: nothing new in it"
    assert desk.files() == before


@each_format
def test_a_file_without_a_store_is_taken_though_it_was_exported(desk: Desk) -> None:
    desk.take(desk.written(translated))
    desk.export()
    data = desk.written(lambda unit: unit)
    desk.load().path.unlink()
    desk.take(data)
    assert desk.targets()["Harga roti naik."] == "T Harga roti naik."


@each_format
def test_nothing_filled_in_is_said(desk: Desk) -> None:
    before = desk.files()
    assert said(desk.take(desk.written(lambda unit: unit))) == "no translations in it"
    assert desk.files() == before


@each_format
def test_a_file_of_elsewhere_is_refused(desk: Desk) -> None:
    other = desk.written(translated, article="b.txt")
    renamed = other.replace(b"b.txt", b"berita/lain.txt")
    # An article that was renamed is known by its sentences.
    assert desk.take(renamed).article == "b.txt"
    elsewhere = re.sub(rb"u[a-z2-7]{12}", b"uaaaaaaaaaaaa", renamed)
    for one, two in ((b"Kabut", b"Awan"), (b"Sekolah", b"Toko")):
        elsewhere = elsewhere.replace(one, two)
    error = desk.refused(elsewhere)
    assert "of berita/lain.txt, which is no article of this project" in str(error)
    error = desk.refused(elsewhere.replace(b"berita/lain.txt", b"a.txt"))
    assert "it names a.txt, but none of its 2 units is of that article" in str(error)
    # Named for one article, and of another.
    assert desk.take(other.replace(b"b.txt", b"a.txt")).article == "b.txt"


@each_format
def test_swapped_languages_are_refused(desk: Desk) -> None:
    desk.take(desk.written(translated))
    file = desk.load()
    assert file.bitext is not None
    header = replace(file.bitext.header, source_language="en", target_language="id-ID", fields=())
    data = b"".join(file.format.write(header, file.units))
    assert "its target language is id-ID, the source language" in str(desk.refused(data))
    swapped = [replace(unit, source=unit.target or (), target=unit.source) for unit in file.units]
    data = b"".join(file.format.write(file.bitext.header, swapped))
    assert "its sources and targets are swapped" in str(desk.refused(data))


@each_format
def test_a_source_changed_in_the_file_is_at_best_a_draft(desk: Desk) -> None:
    data = desk.written(only("Harga", target("Bread soared.")))
    data = data.replace(b"Harga roti naik.", b"Harga roti melonjak.")
    result = desk.take(data)
    assert whats(result) == [("changed", "Harga roti naik.")]
    (unit,) = [unit for unit in desk.load().units if unit.has_target]
    assert (raw(unit.target or ()), unit.is_draft) == ("Bread soared.", True)
    before = desk.files()
    desk.take(data)
    assert desk.files() == before


@each_format
def test_reordered_units_change_nothing(desk: Desk) -> None:
    file = desk.load()
    assert file.bitext is not None
    units = [translated(unit) for unit in reversed(file.units)]
    result = desk.take(b"".join(file.format.write(file.bitext.header, units)))
    assert result.outcomes == {"taken": 6}
    assert "in another order" in said(result)
    assert list(desk.targets()) == [plain(unit.source) for unit in file.units]


@each_format
@pytest.mark.parametrize("codec", ["utf-16", "utf-8-sig", "windows-1251"])
def test_any_encoding_is_read(desk: Desk, codec: str) -> None:
    text = desk.written(only("Harga", target("Хлеб подорожал."))).decode()
    text = re.sub("UTF-8", codec.removesuffix("-sig"), text).replace("\n", "\r\n")
    if codec == "windows-1251":
        text = text.replace("“", '"').replace("·", "-")
    result = desk.take(text.encode(codec))
    assert desk.targets()["Harga roti naik."] == "Хлеб подорожал."
    assert "written " in said(result)


@each_format
def test_comments_and_notes_that_are_gone_from_it_stay_here(desk: Desk) -> None:
    note = Note("", "translator", "who says so?")
    desk.take(desk.written(only("Harga", lambda unit: replace(unit, notes=(*unit.notes, note)))))
    desk.export()
    file = desk.load()
    assert file.bitext is not None
    bare = [replace(translated(unit), notes=(), places=()) for unit in file.units]
    result = desk.take(b"".join(file.format.write(file.bitext.header, bare)))
    assert "1 unit is without the comments that were sent: they stay here" in said(result)
    assert result.outcomes == {"taken": 6}
    assert any(unit.comments == (note,) for unit in desk.load().units)


# --- prefilled ------------------------------------------------------------------------


def copied(unit: Unit) -> Unit:
    return replace(unit, target=unit.source, state=State.TRANSLATED)


@each_format
def test_copies_of_the_sources_are_not_taken(desk: Desk) -> None:
    result = desk.take(desk.written(copied))
    assert said(result).endswith("6 targets are still the source: not taken")
    assert not any(desk.targets().values())


@each_format
def test_a_copy_among_translations_is_meant(desk: Desk) -> None:
    data = desk.written(
        lambda unit: copied(unit) if plain(unit.source).startswith("Harga") else translated(unit)
    )
    assert said(desk.take(data)) == ""
    assert desk.targets()["Harga roti naik."] == "Harga roti naik."


def test_names_and_numbers_are_the_same_in_both(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "po")
    lines = ("Nikol Pashinyan.", "27/9/2020.", "harga roti naik.", "ia tiba.", "ia pergi.")
    (desk.folder / "sources" / "a.txt").write_text("\n\n".join(lines), "utf-8")
    desk.export()
    result = desk.take(desk.written(copied))
    assert said(result) == "3 targets are still the source: not taken"
    assert [source for source, text in desk.targets().items() if text] == [*lines[:2]]


# --- cut otherwise --------------------------------------------------------------------


@each_format
def test_a_file_of_the_rules_of_before_is_fitted(desk: Desk) -> None:
    sent = desk.written(translated)
    desk.settings(NEVER)
    desk.export()
    result = desk.take(sent)
    assert "2 units are cut otherwise than the article: fitted to it" in said(result)
    whole = "Laju inflasi naik 19,1 persen. Harga roti naik."
    assert desk.targets()[whole] == "T Laju inflasi naik 19,1 persen. T Harga roti naik."
    assert all(unit.is_finished for unit in desk.load().units)
    assert not any(unit.obsolete for unit in desk.load().units)
    before = desk.files()
    desk.take(sent)
    assert desk.files() == before
    # And what was translated as one goes to the two that it is now.
    desk.export()
    sent = desk.written(only("Laju", target("Inflation is up. Bread is dear.")))
    desk.settings()
    desk.export()
    result = desk.take(sent)
    assert "1 unit is cut otherwise" in said(result)
    assert result.conflicts == 0
    assert desk.targets()["Harga roti naik."] == "Bread is dear."


def test_segments_that_a_program_split_and_merged_are_fitted(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "po")
    file = desk.load()
    assert file.bitext is not None
    pieces = [
        ("Parlemen mengumumkan", "Parliament declared"),
        ("darurat militer.", "martial law."),
        (
            "Nikol Pashinyan tiba pada 27 September. Laju inflasi naik 19,1 persen.",
            "Nikol Pashinyan came on 27 September. Inflation rose by 19.1 percent.",
        ),
    ]
    units = [
        Unit(f"u{number}", file.units[0].kind, (source,), (text,), State.TRANSLATED)
        for number, (source, text) in enumerate(pieces)
    ]
    data = b"".join(plugins.exchange_format("xliff12").write(file.bitext.header, units))
    result = desk.take(data)
    assert "3 units are cut otherwise than the article: fitted to it" in said(result)
    found = desk.targets()
    assert found["Parlemen mengumumkan darurat militer."] == "Parliament declared martial law."
    assert found["Laju inflasi naik 19,1 persen."] == "Inflation rose by 19.1 percent."
    assert not any(unit.obsolete for unit in desk.load().units)


# --- ids, locks, profiles ---------------------------------------------------------------


XLIFF = """\
<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">
{files}
</xliff>
"""
FILE = """\
<file original="{name}" source-language="id" target-language="en" datatype="plaintext"><body>
{units}
</body></file>
"""


def trans_unit(source: str, text: str, attributes: str = "") -> str:
    return f"<trans-unit {attributes}><source>{source}</source><target>{text}</target></trans-unit>"


def test_ids_may_be_missing_or_the_same_in_two_files(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "po")
    first = trans_unit("Harga roti naik.", "Bread is dear.", 'id="1"')
    first += trans_unit("Warga mengungsi ke ibu kota.", "Residents fled.")
    second = trans_unit("Kabut turun di lembah.", "Fog fell.", 'id="1"')
    files = FILE.format(name="a.txt", units=first) + FILE.format(name="b.txt", units=second)
    results, refused = import_.run(
        desk.project, [Returned("back", XLIFF.format(files=files).encode())]
    )
    assert not refused
    assert [(each.article, each.outcomes) for each in results] == [
        ("a.txt", {"taken": 2}),
        ("b.txt", {"taken": 1}),
    ]
    assert desk.targets()["Warga mengungsi ke ibu kota."] == "Residents fled."
    assert desk.targets("b.txt")["Kabut turun di lembah."] == "Fog fell."
    # Twice for one article, and not the same: both are kept.
    both = [FILE.format(name="b.txt", units=second.replace("Fog fell", text)) for text in "XY"]
    result = desk.take(XLIFF.format(files="".join(both)).encode())
    assert b"X." in b"".join(desk.files().values())
    assert b"Y." in b"".join(desk.files().values())
    assert result.conflicts == 2


@pytest.mark.parametrize("where", ["trans-unit", "group"])
def test_what_is_not_to_be_translated_is_no_work(tmp_path: Path, where: str) -> None:
    desk = Desk(tmp_path, "po")
    inside = 'id="1" translate="no"' if where == "trans-unit" else 'id="1"'
    locked = trans_unit("Harga roti naik.", "Harga roti naik!", inside)
    if where == "group":
        locked = f'<group translate="no">{locked}</group>'
    units = locked + trans_unit("Warga mengungsi ke ibu kota.", "Residents fled.", 'id="2"')
    result = desk.take(XLIFF.format(files=FILE.format(name="a.txt", units=units)).encode())
    assert result.outcomes == {"taken": 1}
    assert "1 unit is not to be translated" in said(result)
    assert not desk.targets()["Harga roti naik."]


@pytest.mark.parametrize(
    ("format", "profile"),
    [("xliff12", "rich"), ("xliff12", "weblate"), ("xliff2", "rich"), ("po", "poedit")],
)
def test_a_store_keeps_the_form_it_was_exported_in(
    tmp_path: Path, format: str, profile: str
) -> None:
    desk = Desk(tmp_path, format)
    desk.load().path.unlink()
    shaped = desk.project.with_profile(profile)
    export.run(shaped)
    before = desk.load().data or b""
    data = desk.written(only("Harga", target("Bread is dear.")))
    desk.load().path.write_bytes(before)
    desk.take(data)
    after = desk.load().data or b""
    changed = set(after.splitlines()) ^ set(before.splitlines())
    about = [line for line in changed if b"Date" not in line and b"date=" not in line]
    assert b"Bread is dear." in after
    assert len(about) <= 3, about


# --- conflicts ---------------------------------------------------------------------------


def in_conflict(desk: Desk) -> tuple[bytes, bytes]:
    """Let two people translate one sentence, and return what they sent."""
    ours = desk.written(only("Harga", target("Bread is dear.")))
    theirs = desk.written(only("Harga", target("Bread prices rose.")))
    desk.take(ours, "budi")
    result = desk.take(theirs, "sari")
    assert whats(result) == [("conflict", "Harga roti naik.")]
    return ours, theirs


@each_format
@pytest.mark.parametrize("choice", ["ours", "theirs"])
def test_a_conflict_is_resolved_for_good(desk: Desk, choice: str) -> None:
    sent = in_conflict(desk)
    # A view, too, that has the conflict in it.
    other = "xliff12" if desk.formats[0] != "xliff12" else "po"
    desk.formats.append(other)
    desk.settings()
    desk.export()
    assert b"Bread prices rose." in (desk.load(format=other).data or b"")
    for data in sent[1:]:
        assert desk.take(data).conflicts == 1
    before = desk.files()
    resolve.run(desk.project, "a.txt", theirs=choice == "theirs", dry_run=True)
    assert desk.files() == before
    done = resolve.run(desk.project, "a.txt", theirs=choice == "theirs")
    assert (len(done.settled), done.left) == (1, 0)
    chosen, dropped = "Bread is dear.", "Bread prices rose."
    if choice == "theirs":
        chosen, dropped = dropped, chosen
    assert desk.targets()["Harga roti naik."] == chosen
    record = desk.project.record_path("a.txt", language="en").read_text("utf-8")
    assert dropped in record
    for turn in range(2):
        before = desk.files()
        for data in sent:
            assert desk.take(data).conflicts == 0
        assert desk.files() == before
        (exported, _) = desk.export()
        assert (exported.conflicts, exported.found) == (0, ()), turn
        assert dropped.encode() not in (desk.load().data or b"")
        assert dropped.encode() not in (desk.load(format=other).data or b"")
    assert not check.run(desk.project, asked=["a.txt"]).findings


@each_format
@pytest.mark.parametrize("state", ["imported", "exported", "exported by an older version"])
def test_a_comment_deleted_by_hand_ends_a_conflict_as_well(desk: Desk, state: str) -> None:
    desk.formats += ["po" if desk.formats[0] == "xliff2" else "xliff2"]
    desk.settings()
    sent = in_conflict(desk)
    if state != "imported":
        desk.export()
    path = desk.load().path
    path.write_bytes(desk.written(lambda unit: replace(unit, alternatives=())))
    if state == "exported by an older version":
        # One that had no text of a conflict in the record.
        record = desk.project.record_path("a.txt", language="en")
        record.write_text(re.sub('"alternatives":.*?],', "", record.read_text("utf-8")), "utf-8")
    desk.export()
    before = desk.files()
    for data in sent:
        assert desk.take(data).conflicts == 0
    desk.export()
    assert desk.files() == before
    # What nobody chose is kept all the same.
    held = [path.suffix for path, data in before.items() if b"Bread prices rose." in data]
    assert held == [".jsonl"]


@each_format
def test_a_conflict_that_came_with_the_file_is_kept(desk: Desk, tmp_path: Path) -> None:
    data = desk.written(lambda unit: unit)
    in_conflict(desk)
    held = desk.written(lambda unit: unit)
    desk.load().path.write_bytes(data)
    desk.project.record_path("a.txt", language="en").unlink()
    assert desk.take(held).conflicts == 1
    assert b"Bread prices rose." in (desk.load().data or b"")


def test_an_entry_with_plural_forms_is_refused_and_keeps_them(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "po")
    path = desk.load().path
    source = b'msgid "Harga roti naik."\n'
    data = path.read_bytes()
    held = data.replace(
        source + b'msgstr ""\n',
        source + b'msgid_plural "Harga roti naik."\nmsgstr[0] "Rose."\nmsgstr[1] "Have risen."\n',
    )
    assert held != data
    number = held[: held.index(source)].count(b"\n") + 1
    error = desk.refused(held)
    assert (error.file, error.line, error.unit) == (
        "back",
        number,
        unit_id(("Harga roti naik.",), Kind.PARAGRAPH),
    )
    assert "plural forms" in error.message
    path.write_bytes(held)
    before = desk.files()
    for command in ("export", "status", "check", "build", "import"):
        arguments = [str(path)] if command == "import" else []
        done = alihbahasa(command, *arguments, cwd=tmp_path)
        assert done.returncode == 2, command
        assert f"a.po:{number}:" in done.stderr
        assert "plural forms" in done.stderr
        assert "Traceback" not in done.stderr
    assert desk.files() == before
    for command in ("validate", "convert"):
        arguments = ["--as", "po", "-o", str(tmp_path / "out.po")] if command == "convert" else []
        done = alihbahasa(command, str(path), *arguments, cwd=tmp_path)
        assert done.returncode == 0, done.stderr


def test_a_conflict_says_who_and_when(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "po")
    desk.take(desk.written(only("Harga", target("Bread is dear."))))
    data = desk.written(only("Harga", target("Bread prices rose.")))
    text = data.decode().replace(
        '"Language-Team', '"Last-Translator: Sari Dewi <sari@example.org>\\n"\n"Language-Team'
    )
    (told,) = desk.take(text.encode(), "a.po", dry_run=True).told
    assert told.origin == "Sari Dewi, 22 Nov 2026"
    dated = re.sub(r"PO-Revision-Date: [^\\]*", "PO-Revision-Date: 2026-11-20 09:00+0700", text)
    before = re.sub(r"(PO-Revision-Date: )[^\\]*", r"\g<1>2026-11-01 09:00+0000", data.decode())
    store = desk.load().path
    held = re.sub(
        r"(PO-Revision-Date: )[^\\]*", r"\g<1>2026-11-01 09:00+0000", store.read_text("utf-8")
    )
    store.write_text(held, "utf-8")
    (told,) = desk.take(dated.encode(), "a.po", dry_run=True).told
    assert told.origin == "Sari Dewi, 20 Nov 2026"
    # What was sent out says nothing of who worked on it.
    (told,) = desk.take(before.encode(), "a.po", dry_run=True).told
    assert told.origin == "a.po, 22 Nov 2026"


def test_a_phase_says_who_and_when(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "po")
    desk.take(desk.written(only("Harga", target("Bread is dear."))))
    unit = trans_unit("Harga roti naik.", "Bread prices rose.", 'id="1"')
    phase = (
        '<header><phase-group><phase phase-name="t" process-name="translation"'
        ' contact-name="Sari Dewi" date="2026-11-20T09:00:00Z"/></phase-group></header>'
    )
    file = FILE.format(name="a.txt", units=unit).replace("<body>", f"{phase}<body>")
    (told,) = desk.take(XLIFF.format(files=file).encode(), "a.xlf").told
    # The store was revised later than that.
    assert told.origin == "Sari Dewi, 22 Nov 2026"


def test_of_several_one_must_be_named(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "po")
    in_conflict(desk)
    desk.take(desk.written(only("Harga", target("Bread costs more."))), "sari")
    unit = next(unit for unit in desk.load().units if unit.alternatives)
    assert [each.origin for each in unit.alternatives] == [
        "sari, 22 Nov 2026",
        "sari (2), 22 Nov 2026",
    ]
    before = desk.files()
    for origin in (None, "sari"):
        with pytest.raises(AlihbahasaError, match="several targets wait") as error:
            resolve.run(desk.project, "a.txt", theirs=True, origin=origin)
        assert '"sari (2), 22 Nov 2026"' in str(error.value.hint)
    with pytest.raises(AlihbahasaError, match="none of the conflicts"):
        resolve.run(desk.project, "a.txt", theirs=True, origin="tuti")
    for empty in ("", " "):
        with pytest.raises(AlihbahasaError, match="empty name"):
            resolve.run(desk.project, "a.txt", theirs=True, origin=empty)
    for asked in ("uzzzz", "Harga", ""):
        with pytest.raises(AlihbahasaError, match="is in conflict") as error:
            resolve.run(desk.project, "a.txt", theirs=True, units=[asked])
        assert unit.id in str(error.value.hint)
    assert desk.files() == before
    resolve.run(desk.project, "a.txt", theirs=True, units=[unit.id[:5]], origin="Sari (2)")
    assert desk.targets()["Harga roti naik."] == "Bread costs more."
    record = desk.project.record_path("a.txt", language="en").read_text("utf-8")
    assert "Bread is dear." in record
    assert "Bread prices rose." in record


@each_format
def test_conflicts_that_a_file_brings_under_one_name_can_each_be_named(desk: Desk) -> None:
    in_conflict(desk)
    others = ("Bread costs more.", "Bread is up.")

    def edit(unit: Unit) -> Unit:
        return replace(
            unit,
            target=None,
            alternatives=tuple(
                Alternative((text,), State.TRANSLATED, "sari, 22 Nov 2026") for text in others
            ),
        )

    result = desk.take(desk.written(only("Harga", edit)))
    assert (result.conflicts, result.remarks) == (1, ())
    unit = next(unit for unit in desk.load().units if unit.alternatives)
    assert [each.origin for each in unit.alternatives] == [
        "sari, 22 Nov 2026",
        "sari (2), 22 Nov 2026",
        "sari (3), 22 Nov 2026",
    ]
    resolve.run(desk.project, "a.txt", theirs=True, origin="sari (3), 22 Nov 2026")
    assert desk.targets()["Harga roti naik."] == others[1]


@pytest.mark.parametrize(
    ("origin", "chosen"),
    [("sari, 22 Nov 2026", "Bread prices rose."), ("sari (2), 22 Nov 2026", "Bread is up.")],
)
def test_conflicts_of_one_name_in_the_store_can_each_be_named(
    tmp_path: Path, origin: str, chosen: str
) -> None:
    desk = Desk(tmp_path, "po")
    in_conflict(desk)
    path = desk.load().path
    line = "# conflict, sari, 22 Nov 2026: "
    first = f"{line}Bread prices rose.\n"
    text = path.read_text("utf-8")
    assert first in text
    path.write_text(text.replace(first, f"{first}{line}Bread is up.\n"), "utf-8")
    told = [each.message for each in check.run(desk.project, asked=["a.txt"]).findings]
    assert [each for each in told if origin in each]
    with pytest.raises(AlihbahasaError, match="several targets wait") as error:
        resolve.run(desk.project, "a.txt", theirs=True, origin="sari")
    assert origin in str(error.value.hint)
    resolve.run(desk.project, "a.txt", theirs=True, origin=origin)
    assert desk.targets()["Harga roti naik."] == chosen
    assert resolve.run(desk.project, "a.txt", theirs=True) == resolve.Resolved((), 0, ("en",))


# --- folders, views ------------------------------------------------------------------------


def test_folders_are_walked(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "po")
    folder = desk.folder / "returned" / "sari"
    folder.mkdir(parents=True)
    (folder / "one.txt").write_bytes(desk.written(translated))
    (folder / "two.xlf").write_text(
        XLIFF.format(
            files=FILE.format(
                name="b.txt", units=trans_unit("Kabut turun di lembah.", "Fog fell.", 'id="1"')
            )
        )
    )
    (folder / "letter.docx").write_bytes(b"PK")
    (folder / ".alihbahasa-1-2.tmp").write_bytes(b"msgid")
    names = [str(folder.parent), str(folder / "one.txt")]
    gathered = returned.gathered(names)
    found, others = gathered.files, gathered.others
    assert [Path(each.name).name for each in found] == ["one.txt", "two.xlf"]
    assert [Path(each).name for each in others] == ["letter.docx"]
    results, refused = import_.run(desk.project, found)
    assert not refused
    assert [each.outcomes for each in results] == [{"taken": 6}, {"taken": 1}]


def test_where_one_file_cannot_be_taken_none_is(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "po")
    before = desk.files()
    good, bad = Returned("good", desk.written(translated)), Returned("bad", b'msgid "a"\nmsgst')
    results, refused = import_.run(desk.project, [bad, good, Returned("empty", b"")])
    assert [error.file for error in refused] == ["bad", "empty"]
    assert len(results) == 1
    assert desk.files() == before


def test_work_in_a_view_is_told_at_export(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "po")
    desk.formats.append("xliff12")
    desk.settings()
    desk.export()
    desk.load().path.write_bytes(desk.written(only("Harga", target("Bread is dear."))))
    data = desk.written(translated, format="xliff12")
    view = desk.load(format="xliff12").path
    view.write_bytes(data)
    (exported, _) = desk.export()
    assert exported.found == (export.Found(view, targets=5, conflicts=1),)
    (exported, _) = desk.export()
    assert exported.found == ()


def test_a_view_of_copies_is_not_taken(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "po")
    desk.formats.append("xliff12")
    desk.settings()
    desk.export()
    desk.load(format="xliff12").path.write_bytes(desk.written(copied, format="xliff12"))
    desk.export()
    assert not any(desk.targets().values())


# --- on the command line --------------------------------------------------------------------


def test_the_commands_tell_each_file_and_unit(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "po")
    for name, text in (("budi.po", "Bread is dear."), ("sari.po", "Bread prices rose.")):
        (tmp_path / name).write_bytes(desk.written(only("Harga", target(text))))
    assert alihbahasa("import", "budi.po", cwd=tmp_path).returncode == 0
    folder = tmp_path / "back"
    folder.mkdir()
    (tmp_path / "sari.po").rename(folder / "sari.po")
    (folder / "letter\x1b.txt").write_text("Hello.")
    before = desk.files()
    arguments = ("import", "back", "--format", "json:told.json", "--format", "text")
    done = alihbahasa(*arguments, "--dry-run", cwd=tmp_path)
    assert desk.files() == before
    assert alihbahasa(*arguments, cwd=tmp_path).stdout == done.stdout
    assert done.returncode == 1
    id = next(unit.id for unit in desk.load().units if unit.alternatives)
    assert done.stdout.splitlines() == [
        "back/sari.po -> a.txt (en): 1 conflict, 5 untouched",
        f"  conflict  {id}  Harga roti naik.  (sari.po, 22 Nov 2026)",
        "passed over, no exchange files: back/letter\\x1b.txt",
    ]
    told = json.loads((tmp_path / "told.json").read_text("utf-8"))
    assert told["summary"] == {"files": 1, "conflicts": 1, "passed_over": 1, "refused": 0}
    assert told["files"][0]["outcomes"] == {"conflict": 1, "untouched": 5}
    assert told["units"][0]["unit"] == id
    texts = told["units"][0]["target"], told["units"][0]["theirs"]
    assert texts == ("Bread is dear.", "Bread prices rose.")
    assert (told["units"][0]["what"], told["units"][0]["origin"]) == (
        "conflict",
        "sari.po, 22 Nov 2026",
    )
    for wrong in (
        [],
        ["--theirs", "--from", "tuti"],
        ["--theirs", "--from", ""],
        ["--ours", "--from", "sari"],
    ):
        assert alihbahasa("resolve", "a.txt", *wrong, cwd=tmp_path).returncode == 2
    done = alihbahasa("resolve", "a.txt", "--theirs", id[:6], cwd=tmp_path)
    assert (done.returncode, done.stdout) == (
        0,
        f"a.txt (en)  {id}  Harga roti naik.  -> Bread prices rose.\n1 conflict resolved\n",
    )


def test_all_that_cannot_be_taken_is_told(tmp_path: Path) -> None:
    Desk(tmp_path, "po")
    (tmp_path / "one.po").write_bytes(b'msgid "a"\nmsgst')
    done = alihbahasa("import", "one.po", "two.po", "--format", "json", cwd=tmp_path)
    assert done.returncode == 2
    assert "error: one.po:2:1: " in done.stderr
    assert "error: two.po: no such file" in done.stderr
    assert [each["file"] for each in json.loads(done.stdout)["refused"]] == ["one.po", "two.po"]


def test_a_broken_file_in_a_folder_is_not_passed_over(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "po")
    folder = tmp_path / "back"
    folder.mkdir()
    good = desk.written(translated)
    broken = {
        "empty.po": b"",
        "latin.po": good.replace(b"Harga", b"Harg\xe0"),
        "trunc.xlf": b'<?xml version="1.0"?>\n<xl',
        "utf16.PO": good.decode().encode("utf-16-le"),
    }
    for name, data in broken.items():
        (folder / name).write_bytes(data)
    (folder / "late.po").write_bytes(b"\n" * 5_000 + good)
    (folder / "letter.docx").write_bytes(b"PK")
    before = desk.files()
    done = alihbahasa("import", "back", cwd=tmp_path)
    assert done.returncode == 2
    told = [line for line in done.stderr.splitlines() if "error" in line]
    assert [line.split("error: back/")[1].split(":")[0] for line in told] == sorted(broken)
    assert done.stdout == "passed over, no exchange files: back/letter.docx\n"
    assert desk.files() == before
    for name in broken:
        (folder / name).unlink()
    assert "late.po -> a.txt (en): 6 taken" in alihbahasa("import", ".", cwd=folder).stdout


@pytest.mark.parametrize(
    "arguments", [["import"], ["export"], ["check"], ["status"], ["resolve", "--ours"], ["log"]]
)
def test_an_empty_name_is_not_everything(tmp_path: Path, arguments: list[str]) -> None:
    desk = Desk(tmp_path, "po")
    run_git(tmp_path, "init", "-q")
    (tmp_path / "sources" / "back.po").write_bytes(desk.written(translated))
    before = desk.files()
    done = alihbahasa(*arguments, "", cwd=tmp_path / "sources")
    assert (done.returncode, done.stdout) == (2, "")
    assert " is empty" in done.stderr
    assert desk.files() == before


def test_nothing_is_taken_where_the_account_cannot_be_written(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "po")
    (tmp_path / "one.po").write_bytes(desk.written(translated))
    before = desk.files()
    for place in ("nowhere/told.json", "sources", "."):
        done = alihbahasa("import", "one.po", "--format", f"json:{place}", cwd=tmp_path)
        assert (done.returncode, done.stdout) == (2, "")
        assert desk.files() == before


def test_a_language_beside_the_settings_is_told(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "po")
    assert alihbahasa("export", "a.txt", "--to", "fr", cwd=tmp_path).returncode == 0
    french = tmp_path / "translations" / "fr" / "a.po"
    for mark in "TU":
        data = french.read_text("utf-8").replace('msgstr ""\n\n', f'msgstr "{mark}"\n\n')
        (tmp_path / f"{mark}.po").write_text(data, "utf-8")
    done = alihbahasa("import", "T.po", "U.po", cwd=tmp_path)
    assert done.returncode == 1
    said = "fr is not among the targets of the settings: to other commands name it with --to fr"
    assert done.stdout.count(said) == 2
    assert "(fr): 5 conflicts, 1 " in done.stdout
    before = desk.files()
    done = alihbahasa("resolve", "a.txt", "--theirs", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "no conflicts in a.txt (en)\n")
    assert "there are conflicts in fr: name it with --to fr" in done.stderr
    assert desk.files() == before
    done = alihbahasa("resolve", "a.txt", "--theirs", "--to", "fr", cwd=tmp_path)
    assert (done.returncode, done.stdout[-20:]) == (0, "5 conflicts resolved\n"[-20:])
    assert alihbahasa("resolve", "a.txt", "--theirs", cwd=tmp_path).stderr == ""


def test_a_file_without_a_language_may_lie_in_its_folder(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "po")
    data = re.sub(rb'"Language: en\\n"\n', b"", desk.written(translated))
    error = desk.refused(data)
    assert error.message == "the file does not say its target language"
    assert "such as en" in (error.hint or "")
    assert desk.take(data, "back/EN/one.po").outcomes == {"taken": 6}


def test_the_languages_are_looked_for_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(tmp_path, "po")
    (tmp_path / "translations" / "de").mkdir()
    (tmp_path / "translations" / "fr").mkdir()
    (tmp_path / "translations" / "fr" / "a.txt").write_text("Bonjour.")
    assert returned.languages(desk.project) == {"en": "en", "fr": "fr"}
    walks = []
    walk = storage.files_below

    def counted(folder: Path) -> Iterator[Path]:
        walks.append(folder)
        return walk(folder)

    monkeypatch.setattr(storage, "files_below", counted)
    data = [desk.written(translated, article=name) for name in ("a.txt", "b.txt")]

    def run(times: int) -> int:
        walks.clear()
        import_.run(desk.project, [Returned("back", each) for each in data * times], dry_run=True)
        return len(walks)

    assert run(1) == run(5)


@pytest.mark.parametrize("formats", [["po", "xliff12"], ["xliff12"], ["xliff2"]])
def test_what_no_view_could_hold_is_refused_at_the_door(tmp_path: Path, formats: list[str]) -> None:
    desk = Desk(tmp_path, "po")
    data = desk.written(only("Warga", target("Residents\x1b fled.")))
    id = next(unit.id for unit in desk.load().units if plain(unit.source).startswith("Warga"))
    good = desk.written(translated).decode()
    lines = good.splitlines()
    at = next(number for number, line in enumerate(lines) if line.startswith('msgstr "T Warga'))
    start = max(number for number in range(at) if not lines[number])
    lines.insert(start + 1, "# a b\x1bc")
    desk.formats = formats
    desk.settings()
    error = desk.refused(data)
    line = data.decode().split("\n")[(error.line or 0) - 1]
    assert (error.file, error.unit) == ("back", id)
    assert error.message == "the character U+001B cannot stand in XML"
    assert line[(error.column or 0) - 1 :].startswith(("\x1b", "\\x1b", "\\033"))
    error = desk.refused("\n".join(lines).encode())
    assert (error.line, error.column, error.unit) == (start + 2, 6, id)
    error = desk.refused(good.replace('msgid "Warga', 'msgid "Warga\x1b').encode())
    assert error.message == "the character U+001B cannot stand in XML"


@each_format
def test_any_character_is_taken_where_the_store_can_hold_it(tmp_path: Path, format: str) -> None:
    if format == "xliff12":
        pytest.skip("no control character can stand in it")
    desk = Desk(tmp_path, format)
    desk.take(desk.written(only("Warga", target("Residents\x0c fled."))))
    assert desk.targets()["Warga mengungsi ke ibu kota."] == "Residents\x0c fled."
    desk.export()


def edited(desk: Desk) -> None:
    """Edit a sentence of the first article, and delete another, after all were exported."""
    text = ARTICLE.replace("ke ibu kota", "ke kota").replace(" Harga roti naik.", "")
    (desk.folder / "sources" / "a.txt").write_text(text, "utf-8")


def test_import_tells_what_an_edited_article_does_to_finished_work(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "po")
    desk.take(desk.written(translated))
    two = [desk.written(only("Laju", target(text))) for text in ("Inflation rose.", "It rose.")]
    for number, data in enumerate(two):
        (tmp_path / f"{number}.po").write_bytes(data)
    before = alihbahasa("import", "0.po", "--dry-run", cwd=tmp_path).stdout
    assert "sentences" not in before
    edited(desk)
    done = alihbahasa("import", "0.po", "1.po", "--dry-run", cwd=tmp_path)
    told = [line for line in done.stdout.splitlines() if "sentences" in line]
    assert told == ["  sentences 1 deleted, 1 edited"] == done.stdout.splitlines()[-1:]
    done = alihbahasa("import", "0.po", "1.po", "--format", "json", cwd=tmp_path)
    counted = [each["sentences"] for each in json.loads(done.stdout)["files"]]
    assert counted == [{}, {"deleted": 1, "edited": 1}]
    assert "sentences" not in alihbahasa("import", "0.po", cwd=tmp_path).stdout


def test_resolve_tells_what_an_edited_article_does_to_finished_work(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "po")
    data = desk.written(only("Parlemen men", target("Martial law was declared.")))
    desk.take(desk.written(translated))
    desk.take(data)
    edited(desk)
    done = alihbahasa("resolve", "a.txt", "--theirs", cwd=tmp_path)
    assert done.stdout.endswith("\n  sentences 1 deleted, 1 edited\n1 conflict resolved\n")


@each_format
def test_work_of_an_article_that_was_cut_in_two_goes_to_the_other_half(desk: Desk) -> None:
    sent = desk.load().data or b""

    def fill(unit: Unit) -> Unit:
        return replace(unit, target=(f"EN {plain(unit.source)}",), state=State.TRANSLATED)

    desk.take(desk.written(fill))
    old = desk.load().data or b""
    first, *_, last = ARTICLE.strip().split("\n\n")
    (desk.folder / "sources" / "a.txt").write_text(f"{first}\n", "utf-8")
    (desk.folder / "sources" / "c.txt").write_text(f"{last}\n\n{SECOND}", "utf-8")
    desk.export()
    # A translation of the other half that is there already is newer.
    harga = "Harga roti naik."

    def write(unit: Unit) -> Unit:
        if plain(unit.source) != harga:
            return unit
        return replace(unit, target=("Bread is dearer.",), state=State.TRANSLATED)

    desk.load("c.txt").path.write_bytes(desk.written(write, article="c.txt"))
    desk.export()
    for data in (sent, old):
        results, refused = import_.run(desk.project, [Returned("a.po", data)])
        assert refused == ()
    assert [(each.article, each.outcomes.get("taken", 0)) for each in results] == [
        ("a.txt", 0),
        ("c.txt", 2),
    ]
    assert "2 units are in c.txt now" in results[0].remarks
    targets = desk.targets("c.txt")
    assert targets[harga] == "Bread is dearer."
    wanted = {"Nikol Pashinyan tiba pada 27 September.", "Laju inflasi naik 19,1 persen."}
    assert {each for each, text in targets.items() if text == f"EN {each}"} == wanted
    again = desk.take(old)
    assert (again.article, again.remarks) == ("a.txt", ("nothing new in it",))


@each_format
def test_the_store_itself_brings_what_it_has_as_obsolete(desk: Desk) -> None:
    desk.take(desk.written(lambda unit: replace(unit, target=("X",), state=State.TRANSLATED)))
    first, *rest = ARTICLE.strip().split("\n\n")
    (desk.folder / "sources" / "a.txt").write_text(f"{first}\n", "utf-8")
    (desk.folder / "sources" / "c.txt").write_text("\n\n".join(rest) + "\n", "utf-8")
    desk.export()
    path = desk.load().path
    import_.run(desk.project, [Returned(str(path), path=path)])
    assert set(desk.targets("c.txt").values()) == {"X"}


@each_format
def test_a_sentence_that_two_others_have_or_a_frozen_one_goes_nowhere(desk: Desk) -> None:
    desk.take(desk.written(lambda unit: replace(unit, target=("X",), state=State.TRANSLATED)))
    old = desk.load().data or b""
    first, *rest = ARTICLE.strip().split("\n\n")
    (desk.folder / "sources" / "a.txt").write_text(f"{first}\n", "utf-8")
    for name, text in (("c.txt", rest[0]), ("d.txt", rest[0]), ("e.txt", rest[1])):
        (desk.folder / "sources" / name).write_text(f"{text}\n", "utf-8")
    desk.export()
    desk.settings('[articles]\nfrozen = ["e.*"]\n')
    assert desk.take(old).article == "a.txt"
