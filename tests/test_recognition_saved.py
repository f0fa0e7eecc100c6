"""Tests of compiled glossaries: saved, mapped and shared, they find what the glossary finds."""

from __future__ import annotations

import subprocess
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from running import alihbahasa

from alihbahasa import plugins
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Concept, Glossary, Grade, Level, MatchMode, Term, TermStatus
from alihbahasa.recognition import (
    Recogniser,
    compile_terms,
    load,
    mentions,
    occurrences,
    save,
)
from alihbahasa.recognition.compiling import MAGIC

GLOSSARY = Glossary(
    (
        Concept("rayon", (Term("rayon", "id"), Term("district", "en")), Level.MUST, ("hy",)),
        Concept("darurat", (Term("darurat militer", "id", forms=("DM",)),), note="sipil: beda"),
        Concept("baku", (Term("Baku", "id", match=MatchMode.CASE),), scope=("berita/*",)),
        Concept("perintah", (Term("pemerintah", "id", TermStatus.ADMITTED),)),
        Concept("nk", (Term("Nagorno-Karabakh", "id", not_forms=("Nagorno Karabakhnya",)),)),
        Concept("tingkat", (Term("kondisi darurat", "id"),)),
    ),
    ("id", "en"),
)
INDONESIAN = plugins.language_pack("id")
BUILT = compile_terms(GLOSSARY, "id", INDONESIAN, derived=True)
SAVED = save(BUILT, "v1")

TEXTS = st.lists(
    st.sampled_from(
        ["rayon-rayonnya", "Kondisi", "darurat", "militer", "Baku", "baku", "DM", "Nagorno",
         "Nagorno-Karabakh", "Karabakhnya", "pemerintahan", "pemerintah,", "(rayon)", "\n", "-"]
    )
).map(" ".join)  # fmt: skip


def loaded(data: bytes, stamp: str = "v1") -> Recogniser:
    return load(data, plugins.language_pack, stamp)


def test_what_was_saved_has_the_same_language_and_terms() -> None:
    again = loaded(SAVED)
    assert (again.language, again.terms) == ("id", BUILT.terms) == ("id", 6)


@given(TEXTS | st.text())
def test_what_was_saved_finds_the_same(text: str) -> None:
    assert mentions(text, loaded(SAVED)) == mentions(text, BUILT)


def test_saving_is_the_same_each_time() -> None:
    assert save(compile_terms(GLOSSARY, "id", INDONESIAN, derived=True), "v1") == SAVED


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "not a compiled glossary"),
        (b"concept,id\n", "not a compiled glossary"),
        (SAVED[:40], "damaged"),
        (SAVED[:-1], "damaged"),
        (SAVED.replace(b'"slots":', b'"slits":'), "damaged"),
    ],
)
def test_other_bytes_are_refused(data: bytes, message: str) -> None:
    with pytest.raises(AlihbahasaError, match=message):
        loaded(data)


def test_another_stamp_is_refused() -> None:
    with pytest.raises(AlihbahasaError, match="compiled for v1, this is v2"):
        loaded(SAVED, "v2")


@given(st.integers(0, len(SAVED) - 1), st.integers(1, 255))
def test_damage_is_one_clear_error(at: int, change: int) -> None:
    damaged = bytearray(SAVED)
    damaged[at] ^= change
    with pytest.raises(AlihbahasaError, match=r"is damaged|not a compiled glossary"):
        loaded(bytes(damaged))


@given(st.integers(60, len(SAVED) - 1), st.integers(0, 255), TEXTS)
def test_bytes_that_make_no_sense_do_no_harm(at: int, byte: int, text: str) -> None:
    """What was written so, and has the sum that belongs to it, is no worse than an error."""
    damaged = bytearray(SAVED)
    damaged[at] = byte
    place = len(MAGIC)
    damaged[place : place + 4] = zlib.adler32(damaged[place + 4 :]).to_bytes(4, "little")
    try:
        found = mentions(text, loaded(bytes(damaged)))
    except AlihbahasaError:
        return
    assert all(0 <= each.span.start < each.span.stop <= len(text) for each in found)


@given(TEXTS)
def test_the_longest_are_those_that_no_other_contains(text: str) -> None:
    every = occurrences(text, BUILT, nested=True)
    places = {each[:2] for each in every}
    outer = [
        each
        for each in every
        if not any(
            start <= each[0] and each[1] <= stop and (start, stop) != each[:2]
            for start, stop in places
        )
    ]
    assert occurrences(text, BUILT) == outer


def test_words_of_the_same_root_are_hints() -> None:
    text = "pemerintahan itu memerintah"
    found = [(each.span.of(text), each.grade) for each in mentions(text, BUILT)]
    assert ("pemerintahan", Grade.DERIVED) in found
    assert all(grade is Grade.DERIVED for _, grade in found)
    plain = compile_terms(GLOSSARY, "id", INDONESIAN)
    assert mentions(text, plain) == ()


@pytest.mark.parametrize(
    ("language", "term", "text"),
    [("tr", "BBC", "BBC'nin"), ("fr", "Arménie", "d’Arménie"), ("id", "Qur'an", "Qur’annya")],
)
def test_a_form_with_an_apostrophe_is_no_hint(language: str, term: str, text: str) -> None:
    glossary = Glossary((Concept("c", (Term(term, language),)),))
    compiled = compile_terms(glossary, language, plugins.language_pack(language), derived=True)
    assert [each.grade for each in mentions(text, compiled)] == [Grade.INFLECTED]


def test_time_grows_with_the_text_and_no_faster() -> None:
    compiled = compile_terms(GLOSSARY, "id", INDONESIAN, derived=True)
    for piece in ("pemerintah perintah ", "a\u0301\u0327", "darurat  militer ", "Baku-"):
        text = piece * (200_000 // len(piece))
        assert len(mentions(text, compiled)) <= len(text)


def test_a_term_without_end_is_refused() -> None:
    glossary = Glossary((Concept("c", (Term("kata " * 101, "id"),), file="g.csv", line=7),))
    with pytest.raises(AlihbahasaError, match=r"g\.csv:7: a term of more than 100 words"):
        compile_terms(glossary, "id", INDONESIAN)


def test_the_command_compiles_what_terms_maps(tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_text("id,en\nrayon,district\n", encoding="utf-8")

    def run(*arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
        return alihbahasa(*arguments, cwd=tmp_path, input=text)

    done = run("glossary", "compile", "g.terms", "--glossary", "g.csv", "--lang", "id")
    assert (done.returncode, done.stdout) == (0, "1 term compiled for id\n")
    found = run("terms", "--glossary", "g.terms", "--lang", "id", text="di rayon-rayon itu\n")
    assert (found.returncode, found.stdout) == (0, "di [rayon-rayon] itu\n")
    refused = run("terms", "--glossary", "g.terms", "--lang", "en", text="x")
    assert refused.returncode == 2
    assert "compiled for texts in id, not en" in refused.stderr
    assert "glossary compile makes one for en" in refused.stderr
    near = run("terms", "--glossary", "g.terms", "--lang", "id-ID", text="x")
    assert (near.returncode, "ask with --lang id\n" in near.stderr) == (2, True)
    lost = run("glossary", "compile", "no/g.terms", "--glossary", "g.csv", "--lang", "id")
    assert (lost.returncode, "no: there is no such folder" in lost.stderr) == (2, True)
    assert not (tmp_path / "no").exists()
    wrong = run("glossary", "compile", "g.csv", "--glossary", "g.csv", "--lang", "id")
    assert wrong.returncode == 2
    assert "ends in .terms" in wrong.stderr
    assert (tmp_path / "g.csv").read_text(encoding="utf-8").startswith("id,en")
