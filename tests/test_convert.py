"""Convert: every unit arrives or is told of, in every direction."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given, settings
from running import alihbahasa
from test_tmx import memory, tuv
from test_xliff import realistic, unit_lists
from xliff_samples import HEADER

from alihbahasa import plugins
from alihbahasa.contracts import ExchangeFormat
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Code, CodeKind, Header, Kind, Note, State, Unit, plain, raw
from alihbahasa.workflow import convert
from alihbahasa.workflow.convert import Converted

FORMATS = ("po", "pot", "tmx", "xliff12", "xliff2")

PO = rb"""# Sari was here.
msgid ""
msgstr ""
"Project-Id-Version: kabar 1.0\n"
"Language: ru\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=3; plural=(n%10==1 ? 0 : n%10>=2 ? 1 : 2);\n"

# Benar?
#. one line
#: src/a.c:12
#, c-format
msgid "one %d file"
msgid_plural "%d files"
msgstr[0] "a"
msgstr[1] "b"
msgstr[2] "c"

#, fuzzy
#| msgctxt "menu"
#| msgid "Old"
msgctxt "menu"
msgid "New"
msgstr "Novy"

msgid "open"
msgstr ""

#~ msgid "gone"
#~ msgstr "ushlo"
"""


def made_of(data: bytes, name: str, **languages: str) -> Converted:
    return convert.run(data, name, shown="a.po", **languages)


def told(made: Converted) -> list[tuple[str, int, str]]:
    """Return what the account says: what, how many units, and the first, by the end of the id."""
    return [(loss.what, loss.count, loss.example) for loss in made.losses]


def units_of(data: bytes) -> list[Unit]:
    """Return the units of a file of any format."""
    formats: list[ExchangeFormat] = [*plugins.exchange_formats()]
    for format in formats:
        if format.recognises(data[:4096]):
            return list(format.read(BytesIO(data))[1])
    (tmx,) = plugins.memory_formats()
    return list(tmx.read(BytesIO(data))[1])


def file_of(units: list[Unit], name: str) -> bytes:
    """Return the file of *units* in the format *name*, which holds all they say, or near it."""
    if name == "tmx":
        (tmx,) = plugins.memory_formats()
        return b"".join(tmx.write(HEADER, units))
    return b"".join(plugins.exchange_format(name).write(HEADER, units))


# --- every unit arrives, or is told of ------------------------------------------------


def _fit_for_po(units: list[Unit]) -> Iterator[Unit]:
    """Yield *units* without what is an error there: equal ones, odd comments, no source."""
    seen = set()
    for unit in units:
        key = raw(unit.source), unit.context, unit.kind.suffix
        if key[0] and key not in seen:
            seen.add(key)
            yield replace(unit, notes=(), alternatives=())


@pytest.mark.parametrize(
    ("first", "second"), [each for each in permutations(FORMATS, 2) if each[0] != "pot"]
)
@settings(max_examples=8)
@given(units=unit_lists())
def test_nothing_is_lost_in_silence(first: str, second: str, units: list[Unit]) -> None:
    if first == "po":
        units = list(_fit_for_po(units))
    data = file_of(units, first)
    before = units_of(data)
    if first == "tmx" and not before:
        return
    try:
        made = made_of(data, second)
    except AlihbahasaError as error:
        assert error.unit in {unit.id for unit in before}
        return
    after = units_of(made.data)
    whole = sum(loss.count for loss in made.losses if loss.is_whole)
    assert len(after) == made.units == len(before) - whole
    if not made.losses:
        assert [raw(unit.source) for unit in after] == [raw(unit.source) for unit in before]
        assert [raw(unit.target or ()) for unit in after] == [
            raw(unit.target or ()) for unit in before
        ]
        assert [unit.state for unit in after] == [unit.state for unit in before]


_ACCOUNTS: dict[str, dict[str, int]] = {
    "po": {
        # One whose origin has no day comes back as a comment.
        "alternatives": 1,
        "inline codes (their markup is text)": 3,
        "matches": 1,
        "previous sources": 1,
        "states": 2,
    },
    "pot": {
        "alternatives": 1,
        "comments": 1,
        "inline codes (their markup is text)": 3,
        "matches": 1,
        "obsolete": 1,
        "previous sources": 2,
        "states": 8,
        "translations": 8,
    },
    "tmx": {
        "alternatives": 1,
        "drafts": 2,
        "marks of obsolete units": 1,
        "not translated": 4,
        "previous sources": 1,
    },
    "xliff12": {},
    "xliff2": {},
}


@pytest.mark.parametrize("name", FORMATS)
def test_a_real_article(name: str) -> None:
    """From XLIFF 1.2, all that hangs on its units: the account in full."""
    data = file_of(realistic(), "xliff12")
    account = {loss.what: loss.count for loss in made_of(data, name).losses}
    assert account == _ACCOUNTS[name]


def test_the_account_of_a_gettext_file() -> None:
    made = made_of(PO, "tmx", source_language="en")
    (plural, fuzzy, opened, gone) = (unit.id for unit in units_of(PO))
    forms = ", ".join(f"{plural}-{number}" for number in range(3))
    assert told(made) == [
        ("plural forms (each is a unit of its own)", 1, plural),
        ("notes", 3, forms),
        ("drafts", 1, fuzzy),
        ("not translated", 1, opened),
        ("marks of obsolete units", 1, gone),
    ]
    assert made.header == ("Project-Id-Version", "Plural-Forms")
    assert [(plain(unit.source), plain(unit.target or ())) for unit in units_of(made.data)] == [
        ("one %d file", "a"),
        ("%d files", "b"),
        ("%d files", "c"),
        ("gone", "ushlo"),
    ]


@pytest.mark.parametrize("name", ["xliff12", "xliff2"])
def test_plural_forms_are_units_of_their_own(name: str) -> None:
    made = made_of(PO, name, source_language="en")
    units = units_of(made.data)
    assert [unit.id.partition("-")[2] for unit in units[:3]] == ["0", "1", "2"]
    assert [plain(unit.target or ()) for unit in units[:3]] == ["a", "b", "c"]
    assert "plural form 2 of 3" in units[1].generated[0].text
    assert told(made) == [("plural forms (each is a unit of its own)", 1, units[0].id[:-2])]
    # Two forms of one source are two entries, kept apart by a context.
    back = units_of(made_of(made.data, "po").data)
    assert [(unit.context, plain(unit.target or ())) for unit in back[:3]] == [
        ("", "a"),
        ("", "b"),
        (units[2].id, "c"),
    ]


def test_a_single_form_is_that_of_the_plural() -> None:
    one = PO.replace(b'msgstr[1] "b"\nmsgstr[2] "c"\n', b"").replace(b"nplurals=3", b"nplurals=1")
    (unit, *_) = units_of(made_of(one, "tmx", source_language="en").data)
    assert unit.source == ("%d files",)


def test_the_same_format_keeps_what_no_unit_holds() -> None:
    assert made_of(PO, "po").data == PO
    template = made_of(PO, "pot").data
    assert b"#: src/a.c:12\n#, c-format\n" in template
    data = file_of(realistic(), "xliff12").replace(b"<body>", b"<header/><body>")
    assert made_of(data, "xliff12").data == data


def test_equal_units_of_a_memory() -> None:
    """PO keeps no two entries of one source: equal pairs are one, others get a context."""
    data = memory(*(tuv("id", "a") + tuv("en", text) for text in ("x", "x", "y")))
    made = made_of(data, "po")
    units = units_of(made.data)
    assert [plain(unit.target or ()) for unit in units] == ["x", "y"]
    assert units[0].context == ""
    assert units[1].context
    losses = {loss.what: (loss.count, loss.is_whole) for loss in made.losses}
    assert losses["the same as another one"] == (1, True)
    assert "equal sources side by side (told apart by a context)" in losses
    ids = [unit.id for unit in units_of(made_of(data, "xliff2").data)]
    assert len(set(ids)) == 3


def test_ids_that_a_format_does_not_take() -> None:
    data = memory(tuv("id", "a") + tuv("en", "b")).replace(b"<tu>", b'<tu tuid="menu item/1">')
    made = made_of(data, "xliff2")
    assert told(made) == [("ids", 1, "menu item/1")]
    assert units_of(made.data)[0].target == ("b",)
    assert units_of(made_of(data, "xliff12").data)[0].id == "menu item/1"


def test_codes_without_markup_are_told() -> None:
    unit = Unit("u1", Kind.PARAGRAPH, ("a", Code("1", CodeKind.STANDALONE), "b"), ("c",))
    data = file_of([replace(unit, state=State.TRANSLATED)], "xliff12")
    assert told(made_of(data, "po"))[0] == ("inline codes (their markup is text)", 1, "u1")


def test_a_unit_that_cannot_be_written_is_named() -> None:
    data = PO.replace(b'msgid "open"', rb'msgid "open\033"')
    with pytest.raises(AlihbahasaError, match=r"U\+001B") as caught:
        made_of(data, "xliff12", source_language="en")
    assert caught.value.unit == units_of(data)[2].id
    assert caught.value.file == "a.po"


def test_a_unit_without_text_is_left_out_of_po() -> None:
    for source in ((), (Code("1", CodeKind.STANDALONE),)):
        data = file_of([Unit("u1", Kind.PARAGRAPH, source)], "xliff12")
        assert told(made_of(data, "po")) == [("no source text", 1, "u1")]


# --- languages --------------------------------------------------------------------------


def test_languages() -> None:
    with pytest.raises(AlihbahasaError, match="source language") as caught:
        made_of(PO, "xliff12")
    assert "--source" in (caught.value.hint or "")
    without = PO.replace(b'"Language: ru\\n"\n', b"")
    with pytest.raises(AlihbahasaError, match="target language"):
        made_of(without, "xliff12", source_language="en")
    made = made_of(without, "xliff12", source_language="en", target_language="ru")
    assert b'source-language="en" target-language="ru"' in made.data
    with pytest.raises(AlihbahasaError, match="is ru, not fr"):
        made_of(PO, "po", target_language="fr")
    british = PO.replace(b"Language: ru", b"Language: en_GB")
    with pytest.raises(AlihbahasaError, match="is en-GB, not en-US"):
        made_of(british, "po", target_language="en-US")
    assert b"Language: en_GB" in made_of(british, "po", target_language="en").data
    assert b"Language: ru_RU" in made_of(PO, "po", target_language="ru-RU").data


def test_a_memory_of_several_languages() -> None:
    data = memory(tuv("id", "a") + tuv("en", "b") + tuv("ru", "c"))
    with pytest.raises(AlihbahasaError, match="there are en, id, ru"):
        made_of(data, "po")
    made = made_of(data, "po", target_language="ru")
    assert units_of(made.data)[0].target == ("c",)
    assert b"Language: ru\\n" in made.data


# --- templates ---------------------------------------------------------------------------

needs_gettext = pytest.mark.skipif(shutil.which("msgmerge") is None, reason="no gettext")


def test_a_template_begins_as_those_of_gettext() -> None:
    template = made_of(PO, "pot").data.decode()
    assert template.startswith(
        '#, fuzzy\nmsgid ""\nmsgstr ""\n"Project-Id-Version: kabar 1.0\\n"\n'
    )
    for line in (
        "PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE",
        "Last-Translator: FULL NAME <EMAIL@ADDRESS>",
        "Language-Team: LANGUAGE <LL@li.org>",
        "Language: ",
    ):
        assert f'"{line}\\n"\n' in template
    assert "Sari" not in template
    assert "Benar" not in template
    assert "ushlo" not in template
    assert not any(unit.has_target for unit in units_of(template.encode()))
    # Written again it is the same, and stays a template.
    assert made_of(template.encode(), "po").data.decode() == template
    assert (
        made_of(template.encode(), "xliff2", source_language="en", target_language="hy").units == 4
    )


@pytest.mark.tool
@needs_gettext
def test_gettext_goes_on_from_a_template(tmp_path: Path) -> None:
    write = plugins.exchange_format("po").write_template
    assert write is not None
    header = Header("id", "en", fields=(("Project-Id-Version", "kabar 1.0"),))
    plural = Unit(
        "u1",
        Kind.PARAGRAPH,
        ("one",),
        plurals=(("a",), ("b",)),
        notes=(Note("", "plural", "many"),),
    )
    (tmp_path / "a.pot").write_bytes(b"".join(write(header, (*realistic(), plural))))

    def run(*command: str) -> str:
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
        return done.stdout

    run("msgfmt", "-c", "-o", "a.mo", "a.pot")
    run("msginit", "--no-translator", "-i", "a.pot", "-l", "ru", "-o", "ru.po")
    assert "nplurals=3" in (tmp_path / "ru.po").read_text()
    run("msgfmt", "-c", "-o", "a.mo", "ru.po")
    merged = run("msgmerge", "-q", "ru.po", "a.pot")
    assert merged == (tmp_path / "ru.po").read_text()
    assert len(units_of(merged.encode())) == len(realistic())


# --- the command -----------------------------------------------------------------------------


def test_the_command(tmp_path: Path) -> None:
    (tmp_path / "a.po").write_bytes(PO)
    done = alihbahasa(*"convert a.po --as tmx --source en -o a.tmx".split(), cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert "alihbahasa: 1 unit: left out of TMX 1.4: not translated (u" in done.stderr
    assert "alihbahasa: 3 units: notes are not kept in TMX 1.4 (u" in done.stderr
    assert "header: not kept in TMX 1.4: Project-Id-Version, Plural-Forms" in done.stderr
    assert len(units_of((tmp_path / "a.tmx").read_bytes())) == 4
    done = alihbahasa(*"convert - --as po".split(), cwd=tmp_path, input=PO)
    assert (done.returncode, done.stdout, done.stderr) == (0, PO.decode(), "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ("a.po --as po -o a.po", "this is the file that is read"),
        ("a.po --as po -o link.po", "this is the file that is read"),
        ("a.po --as docx", "none of po, pot, tmx, xliff12, xliff2"),
        ("a.po", "--as"),
        ("b.txt --as po", "b.txt: not an exchange file; known are"),
        ("c.po --as po", "c.po: the file is empty"),
        ("d.po --as po", "d.po: no such file"),
        ("a.po --as tmx", "--source LANG"),
        ("a.po --as tmx --source e_n", "is not a language tag"),
        ("a.po --as po -o no/b.po", "there is no such folder"),
    ],
)
def test_what_the_command_refuses(tmp_path: Path, arguments: str, message: str) -> None:
    (tmp_path / "a.po").write_bytes(PO)
    (tmp_path / "link.po").symlink_to("a.po")
    (tmp_path / "b.txt").write_text("Halo.")
    (tmp_path / "c.po").write_text("\n")
    done = alihbahasa("convert", *arguments.split(), cwd=tmp_path)
    assert done.returncode == 2
    assert message in done.stderr
    assert (tmp_path / "a.po").read_bytes() == PO


@pytest.mark.shared
def test_files_are_valid(shared: Path, tmp_path: Path) -> None:
    """In every direction, from a file of gettext and from one of ours."""
    endings = {"xliff12": "xlf", "xliff2": "xliff"}
    paths = []
    for name in FORMATS:
        for number, data in enumerate((PO, file_of(realistic(), "xliff2"))):
            if name == "po" and data == PO:
                continue
            languages = {"source_language": "en"} if data == PO else {}
            paths.append(tmp_path / f"{number}.{endings.get(name, name)}")
            paths[-1].write_bytes(made_of(data, name, **languages).data)
    command = [sys.executable, str(shared / "conformance/validate.py"), *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count(": valid") == len(paths)


# --- back into the original -------------------------------------------------------

VENDOR = """\
<?xml version="1.0" encoding="utf-8"?>
<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:v="urn:example:vendor" version="1.2">
  <file original="a.docx" source-language="id" target-language="en" datatype="x-vendor">
    <header><v:tool build="7"/></header>
    <body><group id="g1">
      <trans-unit id="17" v:key="a">
        <source>Perang <g id="1" ctype="bold" v:style="x">itu</g> usai.</source>
        <target state="new"/>
      </trans-unit>
      <trans-unit id="18" v:key="b"><source>Damai.</source></trans-unit>
      <trans-unit id="19" v:key="c"><source>Damai.</source></trans-unit>
    </group></body>
  </file>
</xliff>
"""


@pytest.mark.parametrize("name", ["po", "xliff2", "tmx"])
def test_translations_go_back_into_the_original(tmp_path: Path, name: str) -> None:
    (tmp_path / "v.xlf").write_text(VENDOR, "utf-8")
    format = plugins.exchange_format("xliff12")
    header, found = format.read(BytesIO(VENDOR.encode()))
    first, *others = found
    opening, word, closing = first.source[1:4]
    assert word == "itu"
    units = [replace(first, target=("The ", opening, "war", closing, " is over."),
                     state=State.TRANSLATED)]  # fmt: skip
    units += [replace(each, target=("Peace.",), state=State.TRANSLATED) for each in others]
    data = b"".join(format.write(header, units))
    # On its way it is a file of another format.
    made = convert.run(data, name, shown="v.xlf").data
    (tmp_path / "done").write_bytes(made)
    done = alihbahasa("convert", "done", "--into", "v.xlf", "-o", "back.xlf", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    back = (tmp_path / "back.xlf").read_text("utf-8")
    texts = [raw(each.target or ()) for each in format.read(BytesIO(back.encode()))[1]]
    if name == "po":
        assert 'msgid "Perang <g id=\\"1\\">itu</g> usai."' in made.decode()
    assert texts == ["The war is over.", "Peace.", "Peace."]
    assert '>The <g id="1" ctype="bold" v:style="x">war</g> is over.</target>' in back
    assert "3 units changed" in done.stderr
    # No other byte changed: without its targets it is the same file.
    bare = re.sub(r"\s*<target.*?(/>|</target>)", "", back)
    assert bare == re.sub(r"\s*<target.*?(/>|</target>)", "", VENDOR)


def test_plural_forms_go_back(tmp_path: Path) -> None:
    text = (
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\nPlural-Forms: nplurals=2; '
        'plural=n != 1;\\n"\n\n#: a.c:1\n#, c-format\nmsgid "%d file"\nmsgid_plural "%d files"\n'
        'msgstr[0] ""\nmsgstr[1] ""\n'
    )
    (tmp_path / "a.po").write_text(text, "utf-8")
    languages = ("--source", "en", "--to", "fr")
    done = alihbahasa("convert", "a.po", "--as", "xliff12", *languages, "-o", "a.xlf", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    view = (tmp_path / "a.xlf").read_text("utf-8")
    for form in ("%d fichier", "%d fichiers"):
        view = view.replace('<target state="new"/>', f"<target>{form}</target>", 1)
    (tmp_path / "a.xlf").write_text(view, "utf-8")
    done = alihbahasa("convert", "a.xlf", "--into", "a.po", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout == text.replace('msgstr[0] ""', 'msgstr[0] "%d fichier"').replace(
        'msgstr[1] ""', 'msgstr[1] "%d fichiers"'
    )


def test_what_found_no_place_is_told(tmp_path: Path) -> None:
    (tmp_path / "v.xlf").write_text(VENDOR, "utf-8")
    po = 'msgid "Lain."\nmsgstr "Other."\n\nmsgid "Damai."\nmsgstr "Peace."\n'
    done = alihbahasa("convert", "-", "--into", "v.xlf", cwd=tmp_path, input=po)
    assert done.returncode == 0
    assert "1 translation without a place in v.xlf" in done.stderr
    assert done.stdout.count("Peace.") == 2
    for arguments in ((), ("--as", "po", "--into", "v.xlf")):
        done = alihbahasa("convert", "v.xlf", *arguments, cwd=tmp_path)
        assert done.returncode == 2
        assert "one of the two" in done.stderr
