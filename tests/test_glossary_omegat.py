"""Tests of the glossary of OmegaT: what its lines hold, and what is said to be lost."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from glossary_strategies import glossaries
from hypothesis import given

from alihbahasa.errors import AlihbahasaError
from alihbahasa.glossaries import csv, omegat
from alihbahasa.glossaries.omegat import PLUGIN, write
from alihbahasa.model import (
    Concept,
    Glossary,
    Level,
    Loss,
    MatchMode,
    PartOfSpeech,
    Term,
    TermStatus,
)
from alihbahasa.terminology.joining import joined

HEADER = "# Glossary in tab-separated format -*- coding: utf-8 -*-\n"
TOP = f"{HEADER}# source: id, target: en\n"
ADMITTED, FORBIDDEN = TermStatus.ADMITTED, TermStatus.FORBIDDEN


def written(*concepts: Concept, languages: tuple[str, ...] = ("en",)) -> str:
    glossary = Glossary(concepts, ("id", "en", "ru"))
    data, _ = write(glossary, source_language="id", languages=languages)
    text = str(data, "utf-8")
    assert text.startswith(HEADER)
    return text.split("\n", 2)[2]


def read(text: str) -> tuple[Glossary, tuple[Loss, ...]]:
    return PLUGIN.read(text.encode(), source_language="id")


def concept(*terms: Term, key: str = "k") -> Concept:
    return Concept(key, terms)


def test_each_source_term_has_a_line_for_each_allowed_term() -> None:
    terms = (
        Term("rayon", "id"),
        Term("daerah", "id", FORBIDDEN),
        Term("district", "en"),
        Term("raion", "en", ADMITTED),
        Term("county", "en", FORBIDDEN),
        Term("shire", "en", TermStatus.DEPRECATED),
        Term("район", "ru"),
        Term("уезд", "ru", FORBIDDEN),
    )
    text = written(Concept("k", terms, note="only\tquoted", definition="a part\nof it"))
    comment = "NOT county, shire; only quoted; a part of it"
    assert text.splitlines() == [
        f"rayon\tdistrict\t{comment}",
        f"rayon\traion\t{comment}",
        f"daerah\tdistrict\t{comment}",
        f"daerah\traion\t{comment}",
    ]


def test_a_name_that_stays_is_its_own_translation() -> None:
    kept = Concept("k", (Term("Shusha", "id"), Term("Shushi", "en", FORBIDDEN)), keep=("en",))
    assert written(kept) == "Shusha\tShusha\tNOT Shushi\n"
    assert written(kept, languages=("ru",)) == ""


def test_a_term_that_begins_with_a_hash_is_no_remark() -> None:
    text = written(concept(Term("#damai", "id"), Term("#peace", "en")))
    assert text == " #damai\t#peace\n"
    assert read(TOP + text)[0].concepts[0].terms == (Term("#damai", "id"), Term("#peace", "en"))


def test_a_language_falls_back() -> None:
    assert written(concept(Term("a", "id"), Term("b", "en")), languages=("en-GB",)) == "a\tb\n"


def test_what_does_not_fit_is_counted() -> None:
    one = Concept(
        "lain",
        (
            Term("rayon", "id", forms=("rayonan",), not_forms=("r",)),
            Term("daerah", "id", TermStatus.DEPRECATED),
            Term("district", "en", match=MatchMode.EXACT, part_of_speech=PartOfSpeech.NOUN),
            Term("county", "en", FORBIDDEN),
            Term("shire", "en", TermStatus.DEPRECATED),
        ),
        Level.MUST,
        ("ru",),
        "definition",
        "domain",
        "note",
        "example",
        "url",
        "source",
        ("berita/*",),
    )
    others = (
        concept(Term("rayon", "id"), Term("raion", "en"), key="rayon"),
        concept(Term("tanpa", "id"), Term("без", "ru"), key="tanpa"),
        concept(Term("Azeri", "en", FORBIDDEN), key="azeri"),
    )
    glossary = Glossary((one, *others), ("id", "en", "ru"))
    _, losses = write(glossary, source_language="id", languages=("en",))
    assert {(loss.what, loss.count, loss.example) for loss in losses} == {
        *(
            (what, 1, "lain")
            for what in (
                "key level keep domain example url source scope match forms not_forms".split()
            )
        ),
        ("part of speech", 1, "lain"),
        ("definition, which is in the comment", 1, "lain"),
        ("deprecated term, which is in the comment", 1, "lain"),
        ("source term beside the first, which becomes a concept", 1, "lain"),
        ("status deprecated of a source term", 1, "lain"),
        ("concept apart from one with the same source term", 1, "rayon"),
        ("concept without an allowed term in en", 1, "tanpa"),
        ("concept without an allowed term in id", 1, "azeri"),
    }


@pytest.mark.parametrize(
    ("there", "languages", "hint"),
    [
        (("id", "en", "ru"), (), "choose one of en, ru with --to"),
        (("id", "en"), ("en", "ru"), "choose one of en, ru with --to"),
        (("id",), (), "name it with --to"),
    ],
)
def test_one_target_language_is_asked_for(
    there: tuple[str, ...], languages: tuple[str, ...], hint: str
) -> None:
    with pytest.raises(AlihbahasaError, match="one target language") as caught:
        write(Glossary((), there), source_language="id", languages=languages)
    assert caught.value.hint == hint


def test_the_only_other_language_is_the_target() -> None:
    assert write(Glossary((), ("en", "id")), source_language="id")[0].decode() == TOP


# --- reading --------------------------------------------------------------------


def test_lines_with_one_source_term_are_one_concept() -> None:
    text = (
        f"{TOP}\nrayon\tdistrict\tNOT county\r\nkota\tcity\nrayon\traion\tquoted\nrayon\tdistrict\n"
    )
    district, raion = Term("district", "en"), Term("raion", "en", ADMITTED)
    county = Term("county", "en", FORBIDDEN)
    rayon = Concept("rayon", (Term("rayon", "id"), district, raion, county), note="quoted")
    kota = Concept("kota", (Term("kota", "id"), Term("city", "en")))
    found, losses = read(text)
    assert (found, losses) == (Glossary((rayon, kota), ("id", "en")), ())
    assert [each.line for each in found.concepts] == [4, 5]


@pytest.mark.parametrize(
    ("comment", "banned", "note"),
    [
        (
            "NOT state of emergency, military emergency - note",
            "state of emergency|military emergency",
            "note",
        ),
        ("NOT county; a; b - c", "county", "a; b - c"),
        ("NOT “county, shire”, area; x", "county, shire|area", "x"),
        ("; NOT a county", "", "NOT a county"),
        ("NOT “", "", "NOT “"),
        ("NOT county, District", "county", ""),
        ("not quoted", "", "not quoted"),
    ],
)
def test_a_comment_is_forbidden_terms_and_a_note(comment: str, banned: str, note: str) -> None:
    (found,) = read(f"{TOP}rayon\tdistrict\t{comment}\n")[0].concepts
    assert [t.text for t in found.terms[2:]] == [each for each in banned.split("|") if each]
    assert all(t.status is FORBIDDEN for t in found.terms[2:])
    assert found.note == note
    (foreign,) = read(f"rayon\tdistrict\t{comment}\n")[0].concepts
    assert (len(foreign.terms), foreign.note) == (2, comment)


@pytest.mark.parametrize("language", ["en", "ru", "hy", "az"])
def test_our_own_file_brings_nothing_to_the_live_glossary(root: Path, language: str) -> None:
    data = (root / "glossaries/artsakh.csv").read_bytes()
    ours, _ = csv.PLUGIN.read(data, source_language="id")
    file, _ = write(ours, source_language="id", languages=(language,))
    found = joined(ours, PLUGIN.read(file, source_language="id")[0], "id")
    assert (found.new, found.changed, found.rejections) == ((), (), ())
    assert found.same > 60


def test_without_its_header_the_target_language_is_unknown() -> None:
    found, _ = read("rayon\tdistrict\n")
    assert found.languages == ("id", "und")
    assert found.concepts[0].terms[1].language == "und"


def test_a_term_without_a_translation_is_a_concept_still() -> None:
    assert read("rayon\t\ta region\n")[0].concepts[0] == Concept(
        "rayon", (Term("rayon", "id"),), note="a region"
    )


def test_what_omegat_does_not_read_is_counted() -> None:
    text = "# mine\nrayon\tdistrict\tnote\tmore\nno tab\n\tno source\n"
    _, losses = read(text)
    assert losses == (
        Loss("line of remarks", 1, "line 1"),
        Loss("text after the comment", 1, "line 2"),
        Loss("line that is no pair", 2, "line 3"),
    )


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_byte_order_marks(encoding: str) -> None:
    data = f"{TOP}rayon\tрайон\n".encode(encoding)
    assert PLUGIN.recognises(data)
    assert PLUGIN.read(data, source_language="xx")[0].concepts[0].terms[1] == Term("район", "en")


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"a\tb\nc\t\xff\n", 2, "not UTF-8"),
        (b"\xff\xfea\0\t\0b\0\n\0\x00\xd8", 2, "not UTF-16"),
        (b"a\tb\nc\t\0\n", 2, "NUL"),
        (b"a,b\nc,d\n", 1, "no line has a tab"),
        (b"a\tb\nc\t" + b"d" * 131_073, 2, "131,072"),
    ],
)
def test_faults(data: bytes, line: int, message: str) -> None:
    with pytest.raises(AlihbahasaError, match=message) as caught:
        PLUGIN.read(data, source_language="id")
    assert caught.value.line == line


def test_too_many_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(omegat, "_MOST_LINES", 3)
    with pytest.raises(AlihbahasaError, match="more than 3 lines") as caught:
        read("a\tb\n" * 4)
    assert caught.value.line == 4


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (TOP, True),
        ("\n# x\nrayon\tdistrict", True),
        ("Sebuah artikel.\nrayon\tdistrict\n", False),
        ("concept,id,en\n", False),
        ("# Judul\n\nSebuah artikel.\n", False),
        ("", False),
    ],
)
def test_recognises(text: str, answer: bool) -> None:
    assert PLUGIN.recognises(text.encode()) is answer


# --- any glossary, and other programs -----------------------------------------------


@given(glossaries())
def test_every_pair_comes_back(glossary: Glossary) -> None:
    data, _ = write(glossary, source_language="id", languages=("en",))
    found, losses = PLUGIN.read(data, source_language="xx")
    expected: dict[str, set[str]] = {}
    for each in glossary.concepts:
        allowed = [term.text for term in each.terms_in("en") if term.status.is_allowed]
        for source in each.terms_in("id"):
            if texts := allowed or [source.text] * each.keeps_in("en"):
                expected.setdefault(source.text, set()).update(texts)
    there = {
        each.terms[0].text: {t.text for t in each.terms[1:] if t.status.is_allowed}
        for each in found.concepts
    }
    assert there == expected
    assert {loss.what for loss in losses} <= {"forbidden term that another line allows"}
    back = {
        (e.terms[0].text, t.text) for e in found.concepts for t in e.terms if t.status is FORBIDDEN
    }
    wanted = {
        (source.text, term.text)
        for each in glossary.concepts
        if each.keeps_in("en") or any(t.status.is_allowed for t in each.terms_in("en"))
        for source in each.terms_in("id")
        for term in each.terms_in("en")
        if not term.status.is_allowed and "”" not in term.text
    }
    others = {(source, text.casefold()) for source, texts in there.items() for text in texts}
    assert {
        (source, text)
        for source, text in wanted
        if source in there and (source, text.casefold()) not in others
    } <= back
    assert found.languages == ("id", "en")


def live(root: Path) -> bytes:
    glossary, _ = csv.PLUGIN.read(
        (root / "glossaries/artsakh.csv").read_bytes(), source_language="id"
    )
    return write(glossary, source_language="id", languages=("en",))[0]


@pytest.mark.shared
def test_the_validator_accepts_it(shared: Path, root: Path, tmp_path: Path) -> None:
    file = tmp_path / "glossary.utf8"
    file.write_bytes(live(root))
    command = [sys.executable, str(shared / "conformance/validate.py"), str(file)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "valid [tsv" in told.stdout
    assert "warning" not in told.stdout


def test_the_translate_toolkit_lists_every_line(root: Path) -> None:
    storage = pytest.importorskip(
        "translate.storage.omegat", reason="translate-toolkit is not installed"
    )
    data = live(root)
    store = storage.OmegaTFile.parsestring(data)
    units = [unit for unit in store.units if not unit.source.startswith("#")]
    lines = [[*line.split("\t"), ""][:3] for line in data.decode().splitlines()[2:]]
    assert [[unit.source, unit.target, unit.getnotes() or ""] for unit in units] == lines


@pytest.mark.parametrize(
    ("line", "column", "words"),
    [
        ("-\tdash", 1, "'-' is no term"),
        ("rayon\t...", 7, "'...' is no term"),
        ("rayon\t=1+1", 7, "'=1\\+1' is a formula"),
        ("rayon\t\u200b", 7, "nothing is left of a term"),
        ("ra\x1b[1myon\tdistrict", 1, "the control character U\\+001B in a term"),
    ],
)
def test_what_no_text_could_mention_is_refused_with_its_place(
    line: str, column: int, words: str
) -> None:
    with pytest.raises(AlihbahasaError, match=words) as caught:
        PLUGIN.read(f"a\tb\t-\n{line}\n".encode(), source_language="id")
    assert (caught.value.line, caught.value.column) == (2, column)
