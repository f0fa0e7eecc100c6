"""Several files made one glossary, and what the rules find in one."""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alihbahasa.glossaries.csv import PLUGIN
from alihbahasa.model import (
    Cell,
    Concept,
    Glossary,
    GlossaryFinding,
    Level,
    MatchMode,
    PartOfSpeech,
    Position,
    Severity,
    Sheet,
    Term,
    TermStatus,
)
from alihbahasa.terminology import auditing
from alihbahasa.terminology.mixing import foreign_script, mixed_words
from alihbahasa.terminology.rules import RULES
from alihbahasa.terminology.uniting import united

#: Bidi controls, what has no width, and letters and operators that leave no trace.
UNSEEN = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c\u200b\u200e\u200f\ufeff"
UNSEEN += "\u2060\u2061\u206a\u3164\ufffb"

Told = list[tuple[str, str, int]]


def read(text: str, file: str = "g.csv") -> Glossary:
    glossary = PLUGIN.read(text.encode(), source_language="id")[0]
    return replace(glossary, concepts=tuple(replace(each, file=file) for each in glossary.concepts))


def audit(glossary: Glossary | str, **settings: object) -> tuple[GlossaryFinding, ...]:
    if isinstance(glossary, str):
        glossary = read(glossary)
    return auditing.findings(glossary, source_language="id", **settings)  # type: ignore[arg-type]


def told(glossary: Glossary | str, **settings: object) -> Told:
    """The findings, as name, severity and line."""
    return [(f.check, f.severity.value, f.place.line) for f in audit(glossary, **settings)]


def one(term: Term, **fields: object) -> Glossary:
    """A glossary with one concept that has nothing else wrong with it."""
    concept = Concept("a", (term, Term("ok", "en")), **fields)  # type: ignore[arg-type]
    return Glossary((concept,), ("id", "en"))


# --- the rules ----------------------------------------------------------------


def test_codes_and_names_are_unique_and_in_order() -> None:
    assert [rule.code for rule in RULES] == [f"G{n:03}" for n in range(1, len(RULES) + 1)]
    assert len({rule.name for rule in RULES}) == len(RULES)


SOUND = """\
concept,id,en,en:not,match,level,keep
afp,AFP,,,exact,must,*
baku,Baku,Baku,,case,should,
bahan-baku,bahan baku,raw material,,,should,
rayon,rayon,district|raion,county,,must,
"""


def test_a_sound_glossary_has_no_findings() -> None:
    assert told(SOUND, targets=("en",), articles=("a.txt",)) == []


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # duplicates and homographs
        ("a,rayon,district,,,,\nb,Rayon,area,,,,\n", [("duplicate", "warning", 3)]),
        ("a,rayon,district,,case,,\nb,rayon,area,,,,\n", [("duplicate", "warning", 3)]),
        ("a,Nagorno-Karabakh,x,,,,\nb,nagorno karabakh,y,,,,\n", [("duplicate", "warning", 3)]),
        ("a,x|rayon|raion,x,,,,\nb,raion|rayon,y,,,,\n", [("duplicate", "warning", 3)]),
        ("a,Baku,Baku,,case,,\nb,baku,standard,,,,\n", [("homograph", "info", 3)]),
        ("a,minggu,week,,,,\nb,Minggu,Sunday,,case,,\n", [("homograph", "info", 3)]),
        ("a,Ağdam,x,,exact,,\nb,Agdam,y,,exact,,\n", [("homograph", "info", 3)]),
        ("a,Baku,Baku,,,,\nb,baku,standard,,,,\n", [("duplicate", "warning", 3)]),
        # ambiguous
        ("a,roket,rocket,,,,\nb,rudal,rocket,,,,\n", [("ambiguous", "info", 3)]),
        ("a,roket,rocket,,,,\nb,rudal,missile|rocket,,,,\n", []),
        # empty
        ("a,,,,,,\n", [("empty", "warning", 2)]),
        ("a,,district,,,,\n", [("empty", "warning", 2)]),
        ("a,,,county,,,\n", []),
        ("a,rayon,,,,,\n", [("empty", "warning", 2)]),
        ("a,rayon,,,,info,\n", []),
        ("a,rayon,,,,,en\n", []),
        # contradictory
        (
            "a,rayon,district,county,,,\nb,rayon,county,,,,\n",
            [("contradictory", "error", 2), ("duplicate", "warning", 3)],
        ),
        (
            "a,Minggu,Sunday,week,case,,\nb,minggu,week,,,,\n",
            [("homograph", "info", 3)],
        ),
        ("a,tawanan,prisoner,hostage,,,\nb,tawanan perang,hostage,,,,\n", []),
        # kept and translated
        ("a,AFP,Agence,,,,*\n", [("kept-and-translated", "warning", 2)]),
        ("a,AFP,AFP,,,,en\n", []),
        ("a,AFP,Agence,,,,ru\n", []),
        # mixed script
        ("a,rayon,distriсt,,,,\n", [("mixed-script", "warning", 2)]),
        # several terms, another script
        ("a,rayon,district; raion,,,,\n", [("several-terms", "warning", 2)]),
        ("a,rayon,district,county; shire,,,\n", [("several-terms", "warning", 2)]),
        ("a,rayon,district / raion,,exact,,\n", []),
        ("a,rayon,район,,,,\n", [("foreign-script", "warning", 2)]),
        ("a,АФП,АФП,,,,*\n", []),
    ],
)
def test_rule(rows: str, expected: Told) -> None:
    assert told(f"concept,id,en,en:not,match,level,keep\n{rows}") == expected


def test_domain_and_scope_tell_homographs_apart() -> None:
    for column, values in (("domain", ("law", "sport")), ("scope", ("a/*", "b/*"))):
        rows = f"concept,id,en,{column}\na,gol,goal,{values[0]}\nb,gol,prison,{values[1]}\n"
        assert told(rows) == [("homograph", "info", 3)]
        assert told(rows.replace(values[1], values[0])) == [("duplicate", "warning", 3)]


def test_a_finding_names_both_places_and_both_concepts() -> None:
    found = audit("concept,id,en\na,rayon,district\nb,wilayah,area\nc,Rayon,county\n")
    assert [(f.place, f.related, f.concept) for f in found] == [
        (Position("g.csv", 4, 1), Position("g.csv", 2, 1), "c")
    ]
    assert found[0].message == "“Rayon” is a term of a too, as “rayon”"


def test_a_term_both_allowed_and_forbidden() -> None:
    terms = (
        Term("rayon", "id"),
        Term("district", "en"),
        Term("District", "en", TermStatus.FORBIDDEN),
    )
    assert told(Glossary((Concept("a", terms),))) == [("contradictory", "error", 1)]
    cased = tuple(replace(term, match=MatchMode.CASE) for term in terms)
    assert told(Glossary((Concept("a", cased),))) == []


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        (Term("rayon", "id", not_forms=("Rayon",)), ["contradictory"]),
        (Term("rayon", "id", not_forms=("rayonlah",)), []),
        (Term("rayon", "id", forms=("rayonan",), not_forms=("rayonan",)), ["contradictory"]),
        (Term("rayon", "id", forms=("Rayon",)), ["useless-form"]),
        (Term("rayon", "id", match=MatchMode.EXACT, forms=("Rayon",)), []),
        (Term(" rayon", "id"), ["whitespace"]),
        (Term("rayon ", "id"), ["whitespace"]),
        (Term("darurat  militer", "id"), ["whitespace"]),
        (Term("darurat\u00a0militer", "id"), ["whitespace"]),
        (Term("ray\u200bon", "id"), ["whitespace"]),
        *((Term(f"ray{each}on", "id"), ["whitespace"]) for each in UNSEEN),
        (Term("ray\u200con", "id"), ["whitespace"]),
        (Term("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "id"), ["foreign-script"]),
        (Term("rаyon", "id"), ["mixed-script"]),
        (Term("rayon", "id", forms=("rаyons",)), ["mixed-script"]),
    ],
)
def test_rule_of_one_term(term: Term, expected: list[str]) -> None:
    assert [each.check for each in audit(one(term))] == expected


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        ("district; raion", "district|raion"),
        ("district / raion", "district|raion"),
        ("district\nraion", "district|raion"),
        ("rayon (district)", "rayon"),
        ("地区（県）", "地区"),
    ],
)
def test_several_terms_in_one_are_told_with_what_to_write(text: str, fix: str) -> None:
    found = [each for each in audit(one(Term(text, "ja"))) if each.check == "several-terms"]
    assert [(each.code, each.fix) for each in found] == [("G014", fix)]


@pytest.mark.parametrize("text", ["24/7", "dan/atau", "pemerintah(an)", "(re)build", "a, b"])
def test_one_term_is_not_several(text: str) -> None:
    assert audit(one(Term(text, "id"))) == ()


@pytest.mark.parametrize(
    ("text", "language", "script"),
    [
        ("район", "en", "Cyrillic"),
        ("Северная Корея", "id", "Cyrillic"),
        ("шрифт", "az-Latn", "Cyrillic"),
        ("شورا", "fr", "Arabic"),
        ("Արցախ", "tr", "Armenian"),
        ("地区", "de", "CJK"),
        ("район", "ru", ""),
        ("шрифт", "az-Cyrl", ""),
        ("район", "sr", ""),
        ("NATO", "ru", ""),
        ("α", "en", ""),
        ("naïve", "en", ""),
        ("3 + 4", "en", ""),
        ("ß-Щит", "de", ""),
    ],
)
def test_letters_that_a_language_does_not_have(text: str, language: str, script: str) -> None:
    assert foreign_script(text, language) == script


def test_a_space_too_many_is_told_with_what_to_write() -> None:
    (found,) = audit(one(Term(" darurat\u00a0 mili\u200bter", "id")))
    assert found.fix == "darurat militer"
    assert "U+200B" in found.message


def test_cells_are_looked_at_before_reading_sets_them_right() -> None:
    def row(*texts: str) -> tuple[Cell, ...]:
        return tuple(map(Cell, texts))

    sheet = Sheet(
        (
            (1, row("concept", "id", "en:NOT", "note")),
            (2, row("a", "rayon | raion", "county", "two  spaces")),
            (4, row("b", "darurat\u00a0militer", "x ")),
            (5, row("c", "  ")),
        )
    )
    found = list(auditing.cell_findings(sheet, file="g.csv", languages=("id", "en")))
    assert [(f.place.line, f.concept, f.fix) for f in found] == [
        (4, "b", "darurat militer"),
        (4, "b", "x"),
    ]
    assert [*auditing.cell_findings(Sheet(()), file="g.csv", languages=())] == []


def test_a_scope_that_matches_no_article() -> None:
    rows = "concept,id,en,scope\na,gol,goal,sport/*|berita/*\n"
    assert told(rows, articles=("berita/a.txt",)) == [("scope", "warning", 2)]
    assert told(rows) == []


def test_what_is_untranslated_weighs_by_its_level() -> None:
    rows = (
        "concept,id,en,ru,level,keep\na,x,ex,экс,must,\nb,rayon,district,,must,\n"
        "c,pihak,side,,should,\nd,AFP,,,must,*\n"
    )
    assert told(rows, targets=("en", "ru")) == [
        ("untranslated", "warning", 3),
        ("untranslated", "info", 4),
    ]
    (whole,) = audit(rows, targets=("fr",))
    assert (whole.severity, whole.language) == (Severity.WARNING, "fr")


def test_names_that_are_words_should_match_by_case() -> None:
    rows = "concept,id,en,match\na,Minggu,Sunday,\nb,Baku,Baku,case\n"
    (found,) = audit(rows, homographs={"minggu", "baku"})
    assert (found.check, found.place.line, found.fix) == ("homograph", 2, "match = case")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("USB-кабель", []),
        ("3D-принтер Т-72", []),
        ("TNFα β2-блокатор", []),
        ("Баку", []),
        ("iPhone’а", []),
        ("Бaку", [("Бaку", "Баку")]),
        ("cоюз", [("cоюз", "союз")]),
        ("Hовый год", [("Hовый", "Новый")]),
        ("Azәrbaycan", [("Azәrbaycan", "Azərbaycan")]),
        ("«Ρetrol»", [("Ρetrol", "Petrol")]),
        ("Հayastan", [("Հayastan", "")]),
        ("T恤 東京タワー", []),
        ("naïve café", []),
    ],
)
def test_mixed_words(text: str, words: list[tuple[str, str]]) -> None:
    assert list(mixed_words(text)) == words


def test_a_term_is_allowed_and_forbidden_whatever_its_capitals() -> None:
    allowed, other = Term("Baku", "en", match=MatchMode.CASE), Term("baku", "en")
    for banned, count in (
        (replace(allowed, match=MatchMode.INFLECTED), 1),
        (other, 0),
        (replace(other, text="Bakú"), 0),
    ):
        banned = replace(banned, status=TermStatus.FORBIDDEN)
        concept = Concept("a", (Term("Baku", "id"), allowed, banned))
        found = audit(Glossary((concept,), ("id", "en")))
        assert [each.check for each in found] == ["contradictory"] * count


# --- several files ------------------------------------------------------------


def unite(*texts: str) -> tuple[Glossary, tuple[GlossaryFinding, ...]]:
    return united(
        (read(text, f"{name}.csv") for name, text in zip("abc", texts, strict=False)),
        source_language="id",
    )


def test_files_by_language_make_one_glossary() -> None:
    glossary, found = unite(
        "concept,id,en,level\nrayon,rayon,district,must\n",
        "concept,id,ru,note\nrayon,rayon,район,a region\npihak,pihak,сторона,\n",
    )
    assert found == ()
    assert glossary.languages == ("id", "en", "ru")
    rayon, pihak = glossary.concepts
    assert [term.text for term in rayon.terms] == ["rayon", "district", "район"]
    assert (rayon.level, rayon.note, rayon.file, rayon.line) == (Level.MUST, "a region", "a.csv", 2)
    assert (pihak.file, pihak.line) == ("b.csv", 3)


@pytest.mark.parametrize(
    ("first", "second", "message"),
    [
        (",,,,,must,", ",,,,,info,", "r: level is “info” here and “must” there"),
        (",,,,,,a", ",,,,,,b", "r: note is “b” here and “a” there"),
        (",,en,,case,,", ",,en,,exact,,", "r: “en” is match exact here and case there"),
        (",,a,,,,", ",,b|a,,,,", "r: “b” is preferred here, “a” there"),
        (",,a|b,,,,", ",,b|a,,,,", "r: “b” is preferred here, “a” there"),
    ],
)
def test_files_that_disagree(first: str, second: str, message: str) -> None:
    header = "concept,id,en,en:not,match,level,note\n"
    glossary, found = unite(f"{header}r{first}\n", f"{header}\nr{second}\n")
    told = [each for each in found if each.check == "disagreement"]
    assert [each.message for each in told] == [message]
    assert told[0].severity is Severity.WARNING
    assert (told[0].place, told[0].related) == (
        Position("b.csv", 3, 1),
        Position("a.csv", 2, 1),
    )
    alone = read(f"{header}r{first}\n").concepts[0]
    assert glossary.concepts[0].level is alone.level
    assert glossary.concepts[0].note == alone.note
    assert glossary.concepts[0].terms[:1] == alone.terms[:1]


def test_a_term_allowed_in_one_file_and_forbidden_in_another() -> None:
    glossary, found = unite(
        "concept,id,en\nrayon,rayon,district\n",
        "concept,id,en:not\nrayon,rayon,District|county\n",
    )
    assert [(f.check, f.severity, f.language) for f in found] == [
        ("contradictory", Severity.ERROR, "en")
    ]
    assert found[0].message == "rayon: “District” is forbidden here and preferred there"
    assert [(term.text, term.status.value) for term in glossary.concepts[0].terms] == [
        ("rayon", "preferred"),
        ("district", "preferred"),
        ("county", "forbidden"),
    ]


def test_one_key_of_two_concepts_keeps_them_apart() -> None:
    glossary, found = unite(
        "concept,id,en\nc1,rayon,district\nc1-2,dua,two\n",
        "concept,id,en\nc1,minyak,oil\n",
        "concept,id,en\nc1,minyak|petrol,petroleum\n",
    )
    assert [(each.key, [t.text for t in each.terms]) for each in glossary.concepts] == [
        ("c1", ["rayon", "district"]),
        ("c1-2", ["dua", "two"]),
        ("c1-3", ["minyak", "oil", "petrol", "petroleum"]),
    ]
    apart, choice = found
    assert (apart.code, apart.severity, apart.concept) == ("G012", Severity.ERROR, "c1-3")
    assert apart.message == (
        "c1: “minyak” here and “rayon” there are two concepts with one key; here it counts as c1-3"
    )
    assert (apart.place, apart.related) == (Position("b.csv", 2, 1), Position("a.csv", 2, 1))
    assert choice.message == "c1: “petroleum” is preferred here, “oil” there"


def test_a_finding_is_related_to_the_file_that_said_it() -> None:
    header = "concept,id,en,level\n"
    _, found = unite(
        f"{header}r,rayon,,\n", f"{header}r,rayon,district,must\n", f"{header}r,rayon,area,info\n"
    )
    assert [each.related for each in found] == [Position("b.csv", 2, 1)] * 2


def test_what_is_left_open_is_filled() -> None:
    noun = PartOfSpeech.NOUN
    one = Term("rayon", "id", forms=("rayonan",))
    other = Term("rayon", "id", match=MatchMode.CASE, part_of_speech=noun, not_forms=("rayun",))
    glossary, found = united(
        (Glossary((Concept("r", (one,)),)), Glossary((Concept("r", (other,), keep=("ru",)),))),
        source_language="id",
    )
    assert found == ()
    both = Term("rayon", "id", TermStatus.PREFERRED, MatchMode.CASE, noun, ("rayonan",), ("rayun",))
    assert glossary.concepts == (Concept("r", (both,), keep=("ru",)),)


_TERMS = st.builds(
    Term,
    st.sampled_from(["a", "b", "c", "A"]),
    st.sampled_from(["id", "en"]),
    st.sampled_from(list(TermStatus)),
    st.sampled_from(list(MatchMode)),
)
_GLOSSARIES = st.lists(
    st.builds(
        Concept,
        st.sampled_from("kl"),
        st.lists(_TERMS, max_size=4, unique_by=lambda term: (term.language, term.text)).map(tuple),
        st.sampled_from(list(Level)),
    ),
    unique_by=lambda concept: concept.key,
).map(lambda concepts: Glossary(tuple(concepts)))


@given(_GLOSSARIES, _GLOSSARIES)
def test_uniting_loses_no_term_silently(first: Glossary, second: Glossary) -> None:
    glossary, found = united((first, second), source_language="id")
    assert united((first,), source_language="id") == (first, ())
    assert united((first, first), source_language="id") == (first, ())
    # What is kept apart by another key is there under that one.
    there = {(c.key.split("-")[0], t.language, t.text) for c in glossary.concepts for t in c.terms}
    for concept in (*first.concepts, *second.concepts):
        for term in concept.terms:
            is_told = any(
                each.concept == concept.key and f"“{term.text}”" in each.message for each in found
            )
            is_cased = any(
                key == concept.key and tag == term.language and text.lower() == term.text.lower()
                for key, tag, text in there
            )
            assert (concept.key, term.language, term.text) in there or is_told or is_cased


# --- size ---------------------------------------------------------------------


def _large(count: int) -> Glossary:
    """A glossary in which much is doubled, to be hard on whatever compares in pairs."""
    dice = random.Random(1)
    concepts = []
    for number in range(count):
        name = f"kata {dice.randrange(count // 2)}"
        concepts.append(
            Concept(
                f"k{number}",
                (
                    Term(name, "id"),
                    Term("rayon" if number % 10 == 0 else f"istilah {number}", "id"),
                    Term(f"word {number % 50}", "en"),
                    Term(f"слово {number}", "ru"),
                    Term(f"запрет {number % 50}", "ru", TermStatus.FORBIDDEN),
                ),
                scope=(f"berita/{number}/*",),
                line=number,
            )
        )
    return Glossary(tuple(concepts), ("id", "en", "ru"))


def test_time_grows_with_the_glossary_and_no_faster() -> None:
    def seconds(count: int) -> float:
        glossary = _large(count)
        begin = time.process_time()
        audit(glossary, targets=("en", "ru"))
        united((glossary, glossary), source_language="id")
        return time.process_time() - begin

    seconds(500)
    small, large = min(seconds(2_000) for _ in range(3)), min(seconds(8_000) for _ in range(2))
    assert large < 4 * small * 2.5


# --- the live glossary --------------------------------------------------------


def test_the_live_glossary_is_sound(root: Path) -> None:
    glossary = read((root / "glossaries" / "artsakh.csv").read_text(encoding="utf-8"))
    found = audit(glossary, targets=("en", "ru"))
    assert [f.message for f in found if f.severity.reaches(Severity.WARNING)] == []
    # Ambiguous terms are told of, and few enough to read.
    assert Counter(f.check for f in found)["ambiguous"] < 10
