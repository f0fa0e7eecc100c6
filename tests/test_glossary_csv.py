"""Tests of glossaries in CSV: both shapes, what is tolerated, and what is refused where."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from dataclasses import replace

import pytest
from glossary_strategies import GLOSSARIES
from hypothesis import given
from hypothesis import strategies as st

from alihbahasa.errors import AlihbahasaError
from alihbahasa.glossaries.csv import PLUGIN
from alihbahasa.model import Concept, Glossary, Level, MatchMode, PartOfSpeech, Term, TermStatus
from alihbahasa.text import fold


def read(text: str, source: str = "id") -> Glossary:
    return PLUGIN.read(text.encode(), source_language=source)[0]


def fault(data: bytes | str) -> AlihbahasaError:
    with pytest.raises(AlihbahasaError) as caught:
        PLUGIN.read(data.encode() if isinstance(data, str) else data, source_language="id")
    return caught.value


def test_the_wide_shape() -> None:
    text = (
        "concept,id,en,en:not,match,level,keep,note,definition,domain,example,url,pos\n"
        "rayon, rayon ,district | raion,county,case,must,ru|hy,only quoted,a region,law,di rayon,"
        "https://x.y,noun\n"
    )
    case, noun = MatchMode.CASE, PartOfSpeech.NOUN
    assert read(text) == Glossary(
        (
            Concept(
                "rayon",
                (
                    Term("rayon", "id", TermStatus.PREFERRED, case, noun),
                    Term("district", "en", TermStatus.PREFERRED, case, noun),
                    Term("raion", "en", TermStatus.ADMITTED, case, noun),
                    Term("county", "en", TermStatus.FORBIDDEN, case, noun),
                ),
                Level.MUST,
                ("ru", "hy"),
                "a region",
                "law",
                "only quoted",
                "di rayon",
                "https://x.y",
            ),
        ),
        ("id", "en"),
    )


def test_the_long_shape() -> None:
    text = (
        "concept,lang,term,status,pos,forms,not_forms,match,level,keep,note\n"
        "rayon,en,district,,noun,,,,,,\n"
        "rayon,en,county,forbidden,,,,,,,\n"
        "rayon,id,rayon,,,rayonan,rayonlah,case,must,*,only quoted\n"
        "rayon,en,raion,,,,,exact,,,\n"
    )
    concept = read(text).concepts[0]
    case = MatchMode.CASE
    assert concept.terms == (
        Term("rayon", "id", TermStatus.PREFERRED, case, None, ("rayonan",), ("rayonlah",)),
        Term("district", "en", TermStatus.PREFERRED, case, PartOfSpeech.NOUN),
        Term("county", "en", TermStatus.FORBIDDEN, case),
        Term("raion", "en", TermStatus.ADMITTED, MatchMode.EXACT),
    )
    assert (concept.level, concept.keep, concept.note) == (Level.MUST, ("*",), "only quoted")
    assert concept.line == 2


def test_remarks_of_every_row_of_a_concept_are_kept() -> None:
    text = "concept,lang,term,note\nr,en,district,of Artsakh\nr,id,rayon,daerah\n"
    assert read(text).concepts[0].note == "daerah; of Artsakh"


def test_one_column_of_terms_is_a_glossary() -> None:
    concepts = read("id\nDarurat Militer\nrayon\nRayon\n東\n", "id").concepts
    assert [concept.key for concept in concepts] == ["darurat-militer", "rayon", "rayon-2", "東"]
    assert [concept.level for concept in concepts] == [Level.SHOULD] * 4


def test_a_missing_key_is_made_of_the_source_term_and_is_unique() -> None:
    text = "concept,en,id\nrayon,district,daerah\n,region,Rayon\n,only,\n"
    assert [c.key for c in read(text).concepts] == ["rayon", "rayon-2", "only"]


def test_keys_are_made_in_the_long_shape_too() -> None:
    concepts = read("lang,term\nid,rayon\nen,district\nid,perang\nen,war\n").concepts
    assert [(c.key, [t.text for t in c.terms]) for c in concepts] == [
        ("rayon", ["rayon", "district"]),
        ("perang", ["perang", "war"]),
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_separators_and_line_ends_make_no_difference(
    newline: str, delimiter: str, encoding: str
) -> None:
    rows = [["concept", "id", "ru"], ["perang", "perang, besar; dan", "война"], ["", "", ""]]
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter, lineterminator=newline).writerows(rows)
    glossary, _ = PLUGIN.read(stream.getvalue().encode(encoding), source_language="id")
    assert glossary == Glossary(
        (Concept("perang", (Term("perang, besar; dan", "id"), Term("война", "ru"))),), ("id", "ru")
    )


def test_separators_within_quoted_headers_and_cells_do_not_count() -> None:
    assert read('id;en;"note"\n"a,b,c,d";x;\n').concepts[0].terms[0].text == "a,b,c,d"


def test_tags_are_written_in_their_usual_case() -> None:
    assert read("ID,PT_br,zh-hant-tw:not\na,b,c\n").languages == ("id", "pt-BR", "zh-Hant-TW")


def test_a_language_may_have_forbidden_terms_only() -> None:
    terms = read("id,en:not\na,b\n").concepts[0].terms
    assert terms[1] == Term("b", "en", TermStatus.FORBIDDEN)


def test_text_is_composed_and_white_space_trimmed() -> None:
    concept = read("id,note\n  Kara\u0062ag\u0306  | a  b || \n", "id").concepts[0]
    assert [term.text for term in concept.terms] == ["Karabağ", "a b"]


def test_remarks_may_have_several_lines_and_lines_are_still_true() -> None:
    concepts = read('id,note\n\na,"one\ntwo"\nb,\n').concepts
    assert concepts[0].note == "one\ntwo"
    assert [concept.line for concept in concepts] == [3, 5]


def test_forms_belong_to_the_first_term_of_the_source_language() -> None:
    terms = read("en,id,forms,not_forms\nx,a|b,aa|ab,ac\n").concepts[0].terms
    assert [(term.text, term.forms, term.not_forms) for term in terms] == [
        ("x", (), ()),
        ("a", ("aa", "ab"), ("ac",)),
        ("b", (), ()),
    ]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, ["empty"]),
        ("\n \n", 1, ["empty"]),
        ("concept,note\na,b\n", 1, ["language tag"]),
        ("concept,id,level\na,b,must\nc,d,mst\n", 3, ["level", "mst", "did you mean must?"]),
        ("id,level\nd,xyzzy\n", 2, ["level", "must, should, info"]),
        ("id,match\nd,inflect\n", 2, ["match", "did you mean inflected?"]),
        ("lang,term,status\nid,d,forbiden\n", 2, ["status", "did you mean forbidden?"]),
        ("id,definiton\na,b\n", 1, ["definiton", "did you mean definition?"]),
        ("id,en:nut\na,b\n", 1, ["en:nut", "en:not"]),
        ("id,term\na,b\n", 1, ["term", "lang and term"]),
        ("id,en,id\na,b,c\n", 1, ["two columns", "id"]),
        ("id,en\n1,a\n2,b\n", 2, ["numbers", "Indonesian", "concept"]),
        ("concept,id\na,b\nc,d\na,e\n", 4, ["a", "line 2"]),
        ("id,en\na,b,c\n", 2, ["3 cells", "2"]),
        ("id,\na,b\n", 2, ["without a header"]),
        ('id,note\na,b\nc,"d\ne,f\n', 3, ["not closed"]),
        ('id,note\na,"b\nc,"d"\n', 2, ["line 3", "left open"]),
        ('id,note\n"a\nb",c\n', 2, ["line break", "id"]),
        ("id,en,en:not\na,Raion,b|raion\n", 2, ["raion", "allowed and forbidden"]),
        ("id,keep\na,english\n", 2, ["english", "keep"]),
        ("lang,term\nenglish,a\n", 2, ["english", "lang"]),
        ("lang,term,note\n,a,\n", 2, ["lang"]),
        ("lang,term,note\nid,,x\n", 2, ["term", "empty"]),
        ("concept,lang,term,level\na,id,b,must\na,en,c,info\n", 3, ["level", "must", "info"]),
        ("id,forms,en\n,b,c\n", 2, ["forms"]),
        ("id\n" + "a" * 131_073 + "\n", 2, ["131,072"]),
    ],
)
def test_what_cannot_be_right_is_refused_with_its_line(
    text: str, line: int, words: list[str]
) -> None:
    error = fault(text)
    said = f"{error.message} {error.hint or ''}"
    assert error.line == line
    assert [word for word in words if word not in said] == []


def test_a_contradiction_in_the_long_shape_names_the_row_that_forbids() -> None:
    assert fault("concept,lang,term,status\nc,id,a,\nc,id,a,forbidden\n").line == 3


def test_undecodable_bytes_are_named_with_line_and_column() -> None:
    error = fault(b"id\nrayon\nper\xffang\n")
    assert (error.line, error.column) == (3, 4)
    error = fault("id\nrayon".encode("utf-16")[:-1])
    assert error.line == 2
    error = fault("id\nrayon".encode("utf-16-le"))
    assert (error.line, error.column, "NUL" in error.message) == (1, 2, True)


def test_there_is_a_limit_to_the_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("alihbahasa.glossaries._table.MOST_ROWS", 20)
    assert len(read("id\n" + "a\n" * 20).concepts) == 20
    error = fault("id\n" + "a\n" * 21)
    assert (error.line, error.message) == (22, "the glossary has more than 20 rows")


@given(st.binary())
def test_any_bytes_give_a_glossary_or_one_error(data: bytes) -> None:
    try:
        PLUGIN.read(data, source_language="id")
    except AlihbahasaError as error:
        assert error.line is not None


CELL = st.text(
    st.characters(exclude_categories=("C", "Z"), exclude_characters='|"\\'), min_size=1
).filter(lambda cell: any(map(str.isalnum, fold(cell))))


@given(st.lists(st.tuples(CELL, CELL), min_size=1))
def test_every_term_that_is_written_is_read(rows: list[tuple[str, str]]) -> None:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, quoting=csv.QUOTE_ALL)
    writer.writerow(["en", "ru"])
    writer.writerows(rows)
    concepts = read(stream.getvalue(), "en").concepts
    assert [tuple(term.text for term in concept.terms) for concept in concepts] == [
        tuple(unicodedata.normalize("NFC", cell) for cell in row) for row in rows
    ]
    assert len({concept.key for concept in concepts}) == len(rows)


@pytest.mark.parametrize(
    ("header", "hint"), [("lvl", "level"), ("not", "note"), ("en-not", "en:not"), ("kep", "keep")]
)
def test_a_misspelt_column_is_no_language(header: str, hint: str) -> None:
    with pytest.raises(AlihbahasaError, match="unknown column") as caught:
        PLUGIN.read(f"concept,id,en,{header}\na,b,c,d\n".encode(), source_language="id")
    assert hint in (caught.value.hint or "")


def normal(glossary: Glossary) -> Glossary:
    """Return *glossary* as any table holds it: sorted, white space and line breaks made blanks."""

    def line(text: str) -> str:
        return " ".join(unicodedata.normalize("NFC", text).split())

    def prose(text: str) -> str:
        lines = re.split(r"[\r\n]+", unicodedata.normalize("NFC", text))
        return " ".join(filter(None, (each.strip() for each in lines)))

    def each_once(texts: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(line(text) for text in texts))

    concepts = []
    for concept in sorted(glossary.concepts, key=lambda concept: concept.key):
        languages = sorted({term.language for term in concept.terms})
        terms = tuple(
            replace(
                term,
                text=line(term.text),
                forms=each_once(term.forms),
                not_forms=each_once(term.not_forms),
            )
            for language in languages
            for term in concept.terms
            if term.language == language
        )
        texts = {
            name: prose(getattr(concept, name))
            for name in ("definition", "domain", "note", "example", "url", "source")
        }
        concept = replace(concept, terms=terms, scope=each_once(concept.scope))
        concepts.append(replace(concept, **texts))  # type: ignore[arg-type]
    return Glossary(tuple(concepts))


@given(GLOSSARIES)
def test_what_is_written_is_read_but_for_what_is_told(glossary: Glossary) -> None:
    data, losses = PLUGIN.write(glossary, source_language="id")  # type: ignore[misc]
    again, _ = PLUGIN.read(data, source_language="id")
    told = {loss.what for loss in losses if " or characters in " not in loss.what}
    if all(concept.terms for concept in glossary.concepts):
        assert not told
    if not told:
        assert normal(again) == normal(glossary)
    assert PLUGIN.write(again, source_language="id")[0] == data  # type: ignore[misc]
    assert PLUGIN.write(again, source_language="id", original=data) == (data, ())  # type: ignore[misc]
