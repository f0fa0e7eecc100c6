"""Tests of glossaries in CSV: both shapes, what is tolerated, and what is refused where."""

from __future__ import annotations

import contextlib
import csv
import gc
import io
import re
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from table_strategies import GLOSSARIES, texts

from alihbahasa import text
from alihbahasa.errors import AlihbahasaError
from alihbahasa.glossaries import _table
from alihbahasa.glossaries import csv as csv_format
from alihbahasa.glossaries.csv import PLUGIN
from alihbahasa.model import Concept, Glossary, Level, MatchMode, PartOfSpeech, Term, TermStatus


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
        ("id,en\n1,a\n2,b\n", 2, ["numbers", "Indonesian", "concept", "column id"]),
        ("id,en\na,\u200b\u2060\n", 2, ["column en", "invisible", "U+200B U+2060"]),
        ("id,en\na,b|\u00a8\n", 2, ["column en", "U+00A8"]),
        ("id,en\na,b\x7f|\x7f\n", 2, ["column en", "U+007F"]),
        ("lang,term\nen,\u0301\n", 2, ["column term", "U+0301"]),
        ("id,en\na,\u0640\ufe7d\n", 2, ["column en", "U+0640 U+FE7D"]),
        ("lang,term,forms\nen,a,\u200d\n", 2, ["column forms", "U+200D"]),
        ("id,en,en:deprecated\na,b,B\n", 2, ["both allowed and deprecated"]),
        ('id,en\na,"' + "x" * 1_000_000 + '"\n', 2, ["column en", "131,072"]),
        ("concept,id\na,b\nc,d\na,e\n", 4, ["a", "row 2"]),
        ("id,en\na,b,c\n", 2, ["3 cells", "2"]),
        ("id,\na,b\n", 2, ["column 2", "no header"]),
        ('id,note\na,b\nc,"d\ne,f\n', 3, ["not closed"]),
        ('id,note\na,"b\nc,"d"\n', 2, ["line 3", "left open"]),
        ('id,note\n"a\nb",c\n', 2, ["line break", "id"]),
        ("id,en,en:not\na,Raion,b|raion\n", 2, ["raion", "allowed and forbidden"]),
        ("id,keep\na,english\n", 2, ["english", "keep"]),
        ("lang,term\nenglish,a\n", 2, ["english", "lang"]),
        ("lang,term,note\n,a,\n", 2, ["lang"]),
        ("lang,term,note\nid,,x\n", 2, ["no term", "column term"]),
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


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("id,level\na,mst\n", "level"),
        ("id,keep\na,english\n", "keep"),
        ("id,concept\na,x\nb,x\n", "concept"),
        ("id,en:not,en\na,b,b\n", "en:not"),
        ("id\n7\n8\n", "id"),
        ("id,en,forms\n,b,c\n", "forms"),
        ("lang,term\n,b\n", "lang"),
        ("concept,lang,term,level\nc,id,a,must\nc,en,b,info\n", "level"),
        ('id,scope\na,"b\nc"\n', "scope"),
    ],
)
def test_what_is_wrong_in_a_cell_names_its_column(text: str, column: str) -> None:
    assert fault(text).message.endswith(f", in the column {column}")


@pytest.mark.parametrize("term", ["-", "...", "!", "– —", "«»", "…", "؟", "。"])
@pytest.mark.parametrize(
    ("head", "column"),
    [("id,en", 2), ("concept,id,en:not", 3), ("lang,term", 2), ("lang,term,forms", 3)],
)
def test_what_no_text_could_mention_is_no_term(head: str, column: int, term: str) -> None:
    cells = ["id" if head.startswith("lang") else "x", "a", "b"][: column - 1]
    rows = [head.split(","), [*cells, f" {term}"]]
    with pytest.raises(AlihbahasaError, match="is no term: there is no letter") as caught:
        _table.read(enumerate(rows, 1), source_language="id")
    error = caught.value
    assert (error.line, error.column) == (2, column)
    assert head.split(",")[column - 1] in error.message
    assert error.hint == "leave the place empty where there is no term"


@pytest.mark.parametrize(
    ("head", "row"),
    [("id,en", "x,a|=1+1"), ("id,en:not", "x, =SUM(A1)"), ("lang,term", "id,=cmd"), ("id", "==")],
)
def test_a_formula_is_no_term(head: str, row: str) -> None:
    with pytest.raises(AlihbahasaError, match=r"'=.+' is a formula, in the column ") as caught:
        read(f"{head}\n{row}\n")
    assert caught.value.line == 2


def test_signs_that_no_spreadsheet_would_obey_here_are_terms() -> None:
    found = read("id,en,note\nx,+1|@SUM|-1|a=b|=,=1+1\n").concepts[0]
    assert [term.text for term in found.terms[1:]] == ["+1", "@SUM", "-1", "a=b", "="]
    assert found.note == "=1+1"


def test_symbols_and_signs_are_terms() -> None:
    terms = ["C++", "%", "€", "№", "&", "年", "²", "½", "-1", "🙂"]
    found = read("id,en,scope\nx," + "|".join(terms) + ",*\n").concepts[0]
    assert [term.text for term in found.terms[1:]] == terms
    assert found.scope == ("*",)


@pytest.mark.parametrize("character", ["\x1b", "\x07", "\x0b", "\x1c", "\x7f", "\x85", "\x9b"])
@pytest.mark.parametrize(("head", "column"), [("id,en", 2), ("note,concept,id", 2)])
def test_a_control_character_is_refused_with_its_cell(
    head: str, column: int, character: str
) -> None:
    rows = [head.split(","), ["x", f"a{character}b", "c"][: head.count(",") + 1]]
    with pytest.raises(
        AlihbahasaError, match=f"U\\+{ord(character):04X}, in the column "
    ) as caught:
        _table.read(enumerate(rows, 1), source_language="id")
    assert (caught.value.line, caught.value.column) == (2, column)


def test_control_characters_are_not_written_into_short_cells() -> None:
    terms = (Term("a \x1b b", "id"), Term("c\x85d\x7f", "en"))
    data, losses = written(Glossary((Concept("x\x07", terms, note="e\x1bf"),)))
    assert "x,a b,c d,,,should,,e\x1bf\n" in data
    assert losses == [
        "white space or characters in a key (once, first at x)",
        "white space or characters in a term (2 times, first at x)",
    ]


def test_a_contradiction_in_the_long_shape_names_the_row_that_forbids() -> None:
    assert fault("concept,lang,term,status\nc,id,a,\nc,id,a,forbidden\n").line == 3


def test_what_is_wrong_in_keep_is_named_by_its_own_row() -> None:
    error = fault("concept,lang,term,keep\nc,id,a,\nc,en,b,english\n")
    assert (error.line, "english" in error.message) == (3, True)


def test_only_what_folds_to_nothing_is_taken_for_invisible() -> None:
    """One letter or digit is enough to be seen; the check must not look further."""
    for code in range(0x110000):
        if text._SEEN.match(chr(code)):
            left = text.fold(chr(code))
            kinds = {unicodedata.category(each) for each in left}
            assert kinds - text._WORDLESS - {"Pc", "Pd", "Pe", "Pf", "Pi", "Po", "Ps"}, hex(code)


@pytest.mark.parametrize("text", ["id,en\na,b\n", "id,en\na,b,c\n"])
def test_the_collector_of_cycles_is_left_as_it_was(text: str) -> None:
    was_on = gc.isenabled()
    try:
        for is_on in (True, False):
            (gc.enable if is_on else gc.disable)()
            with contextlib.suppress(AlihbahasaError):
                csv_format.write(read(text), source_language="id")
            assert gc.isenabled() is is_on
    finally:
        (gc.enable if was_on else gc.disable)()


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
).filter(lambda cell: cell[0] != "=" and any(map(str.isalnum, text.fold(cell))))


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
    ("header", "hint"),
    [
        ("lvl", "level"),
        ("not", "note"),
        ("en-not", "forbidden terms are headed en:not"),
        ("en-deprecated", "deprecated terms are headed en:deprecated"),
        ("en:deprecatd", "deprecated terms are headed en:deprecated"),
        ("kep", "keep"),
    ],
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
    data, losses = csv_format.write(glossary, source_language="id")
    again, _ = PLUGIN.read(data, source_language="id")
    told = {loss.what for loss in losses if " or characters in " not in loss.what}
    if all(concept.terms for concept in glossary.concepts):
        assert not told
    if not told:
        assert normal(again) == normal(glossary)
    assert csv_format.write(again, source_language="id")[0] == data
    assert csv_format.write(again, source_language="id", original=data) == (data, ())


# --- writing ------------------------------------------------------------------------


def written(glossary: Glossary, original: str = "", **more: Any) -> tuple[str, list[str]]:
    """Return *glossary* as a file, and what is lost."""
    data, losses = csv_format.write(
        glossary, source_language="id", original=original.encode(), **more
    )
    return data.decode(), [str(loss) for loss in losses]


def formatted(text: str) -> str:
    data, losses = written(read(text), text)
    assert losses == []
    return data


def test_deprecated_terms_have_their_column_in_any_language() -> None:
    text = "concept,id,id:not,id:deprecated,en,en:deprecated\nx,a,b,c|d,e,f\n"
    terms = read(text).concepts[0].terms
    assert [(term.text, term.language, term.status.value) for term in terms] == [
        ("a", "id", "preferred"),
        ("b", "id", "forbidden"),
        ("c", "id", "deprecated"),
        ("d", "id", "deprecated"),
        ("e", "en", "preferred"),
        ("f", "en", "deprecated"),
    ]
    assert formatted(text) == text


def test_the_canonical_form() -> None:
    text = (
        "\ufeffNote;EN; Concept ;ID;Level;en:NOT;match;\r\n"
        '"one, two";district | raion |district;rayon;rayon;MUST;county;Inflected;\r\n'
        ";e\u0301tat;;negara;;;EXACT;\r\n"
    )
    assert formatted(text) == (
        "note,en,concept,id,level,en:not,match\n"
        ",état,negara,negara,should,,exact\n"
        '"one, two",district|raion,rayon,rayon,must,county,\n'
    )


def test_the_long_canonical_form() -> None:
    text = (
        "lang,term,concept,status,match,level,note\n"
        "en,district,rayon,,,,en note\nid,rayon,rayon,,case,must,\nen,a|b,rayon,,exact,,\n"
    )
    assert formatted(text) == (
        "lang,term,concept,status,match,level,note\n"
        "id,rayon,rayon,preferred,case,must,en note\n"
        "en,district,rayon,preferred,,,\n"
        "en,a|b,rayon,admitted,exact,,\n"
    )


def test_a_new_file_is_wide_where_that_holds_everything() -> None:
    text, losses = written(read("en,ru,id,note\ndistrict,район,rayon,x\n"))
    assert losses == []
    assert text == (
        "concept,id,en,en:not,ru,ru:not,match,level,keep,note\n"
        "rayon,rayon,district,,район,,,should,,x\n"
    )


HEAD = "concept,lang,term,status,pos,forms,not_forms,match,level,keep"
HEAD += ",definition,domain,example,note,url"


@pytest.mark.parametrize(
    ("terms", "loss"),
    [
        ([Term("b", "en", match=MatchMode.EXACT)], "match of a term"),
        ([Term("b", "en", part_of_speech=PartOfSpeech.NOUN)], "pos of a term"),
        ([Term("b", "en", forms=("bs",))], "forms of a term"),
        ([Term("b", "en", not_forms=("bs",))], "not_forms of a term"),
        ([Term("b", "en", TermStatus.ADMITTED)], "status of a term"),
        ([Term("b", "en"), Term("c", "en")], "status of a term"),
        ([Term("b", "en", TermStatus.ADMITTED), Term("c", "en")], "order of terms"),
        (
            [Term("b", "en"), *[Term(each, "en", TermStatus.FORBIDDEN) for each in "cc"]],
            "a term in en",
        ),
        ([Term("b", "en"), Term("b", "en")], "a term in en"),
        ([Term("b", "pos")], "a term in pos"),
        ([Term("b", "lvl")], "a term in lvl"),
    ],
)
def test_what_the_wide_shape_cannot_hold_goes_long_or_is_told(terms: list[Term], loss: str) -> None:
    made = Glossary((Concept("x", (Term("a", "id"), *terms)),))
    text, losses = written(made)
    assert text.startswith(HEAD)
    assert losses == []
    assert read(text) == replace(made, languages=tuple(dict.fromkeys(["id", terms[0].language])))
    text, losses = written(made, "id,en\nq,r\n")
    assert text.startswith("concept,id,en")
    assert losses == [f"{loss} (once, first at x)"]


def test_the_order_of_allowed_among_other_terms_is_no_content() -> None:
    forbidden, deprecated = TermStatus.FORBIDDEN, TermStatus.DEPRECATED
    terms = [("b", forbidden), ("c", TermStatus.PREFERRED), ("d", deprecated), ("e", forbidden)]
    made = Concept("x", (Term("a", "id"), *[Term(text, "en", status) for text, status in terms]))
    text, losses = written(Glossary((made,)), "id,en\nq,r\n")
    assert text == "concept,id,en,en:not,en:deprecated\nx,a,c,b|e,d\n"
    assert losses == []


def test_what_no_shape_can_hold_is_told() -> None:
    terms = (Term("a  b", "id"), Term("\ufeffc\0", "en"))
    made = Glossary((Concept("x", terms, note="one\n\n two\r\nthree\udc80"),))
    text, losses = written(made)
    assert text.splitlines()[1] == "x,a b,\ufeffc,,,should,,one two three"
    assert losses == [
        "white space or characters in a term (2 times, first at x)",
        "line breaks or characters in note (once, first at x)",
    ]
    bare = Glossary((Concept("x", (), note="a"),))
    assert written(bare, "lang,term\nid,a\n")[1] == ["a concept without terms (once, first at x)"]
    assert written(bare)[1] == []


def test_columns_are_added_where_they_belong_and_none_is_dropped() -> None:
    terms = (
        Term("a", "id", forms=("as",)),
        Term("c", "en", TermStatus.FORBIDDEN),
        Term("b", "en", TermStatus.DEPRECATED),
        Term("d", "ru"),
    )
    made = Glossary((Concept("x", terms, Level.MUST, scope=("berita/*", "a|b")),))
    text, losses = written(made, "url,en,hy,id,note\nu,a,b,c,n\n")
    assert losses == []
    assert text == (
        "concept,url,scope,forms,en,en:not,en:deprecated,hy,id,ru,level,note\n"
        "x,,berita/*|a\\|b,as,,c,b,,a,d,must,\n"
    )


def test_only_the_languages_asked_for_are_written() -> None:
    terms = tuple(Term("x", tag) for tag in ("id", "en", "en-GB", "ru", "pt-BR"))
    made = Glossary((Concept("x", terms),), ("id", "en", "en-GB", "ru", "pt-BR"))
    text, losses = written(made, languages=["en-GB", "pt"])
    assert text.startswith("concept,id,en,en:not,en-GB,en-GB:not,pt-BR,pt-BR:not,match,")
    assert losses == []


@pytest.mark.parametrize(
    ("concepts", "words"),
    [
        ([Concept("x", ()), Concept(" x", (), file="b.tbx", line=7)], "b.tbx:7: two concepts"),
        (
            [
                Concept("a", (Term("a", "id"),)),
                Concept(
                    "x",
                    (Term("b", "id"), Term("b", "id", TermStatus.DEPRECATED)),
                    file="b.tbx",
                    line=3,
                ),
            ],
            "b.tbx:3: the concept 'x' cannot stand in a table: 'b' (id) is both allowed and depr",
        ),
        (
            [Concept("x", (Term("\u0301", "id"),))],
            "the concept 'x' cannot stand in a table: nothing",
        ),
        (
            [Concept("x", (Term("a", "klingon"),))],
            "the concept 'x' cannot stand in a table: 'kling",
        ),
    ],
)
def test_what_a_reader_would_refuse_is_not_written(concepts: list[Concept], words: str) -> None:
    with pytest.raises(AlihbahasaError) as caught:
        written(Glossary(tuple(concepts)))
    assert str(caught.value).startswith(words)


def test_keys_are_made_once_and_stay() -> None:
    once = formatted("id,en\nrayon,district\nRayon,county\n")
    assert once == "concept,id,en\nrayon,rayon,district\nrayon-2,Rayon,county\n"
    assert formatted(once.replace("rayon,rayon", "rayon,wilayah")).endswith(
        "rayon,wilayah,district\nrayon-2,Rayon,county\n"
    )


def test_the_live_glossary_is_canonical(root: Path) -> None:
    text = (root / "glossaries" / "artsakh.csv").read_text(encoding="utf-8")
    assert formatted(text) == text
    assert written(read(text))[0] == text


HEADS = ["concept", "id", "id:not", "en", "en:deprecated", "ru", "match", "level", "keep", "pos"]
HEADS += ["forms", "note", "scope", "url", ""]
LONG_HEADS = ["lang", "term", "concept", "status", "match", "level", "pos", "not_forms", "note"]
CELLS = st.one_of(
    st.sampled_from(["", "", "a", "b|c", "A", "x\\|y", "en|ru", "*", "must", "case", "noun", "id"]),
    texts(6),
)


@st.composite
def tables(draw: st.DrawFn) -> str:
    """Tables as people leave them, most of them readable."""
    heads = draw(st.sampled_from([HEADS, LONG_HEADS]).flatmap(st.permutations))
    must = {"id"} if "id" in heads else {"lang", "term"}
    heads = [head for head in heads if head in must or draw(st.booleans())]
    values = {
        "lang": st.sampled_from(["id", "en", "ru"]),
        "level": st.sampled_from(["", "must"]),
        "match": st.sampled_from(["", "exact", "inflected"]),
        "pos": st.sampled_from(["", "noun"]),
        "status": st.sampled_from(["", "admitted", "preferred", "deprecated"]),
        "keep": st.sampled_from(["", "*", "en;ru"]),
        "concept": st.sampled_from(["", "", *"abcdef"]),
        "": st.just(""),
    }
    rows = draw(st.lists(st.tuples(*(values.get(head, CELLS) for head in heads)), max_size=6))
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=draw(st.sampled_from(",;\t"))).writerows([heads, *rows])
    return stream.getvalue()


@given(tables())
def test_formatting_twice_is_formatting_once(text: str) -> None:
    try:
        found = read(text)
    except AlihbahasaError:
        return
    once, losses = written(found, text)
    assert all(loss.startswith("line breaks") for loss in losses)
    assert normal(read(once)) == normal(found)
    assert written(read(once), once) == (once, [])


# --- what is there, whatever it says --------------------------------------------------


def test_a_sheet_has_the_cells_as_they_stand() -> None:
    data = '\ufeff Istilah ;"Inggris";\n\n;;\n"a ""b";" c"\nx"y";"z"z;1;2\n'.encode()
    assert PLUGIN.sheet is not None
    rows = [(line, [cell.text for cell in cells]) for line, cells in PLUGIN.sheet(data).rows]
    assert rows == [
        (1, [" Istilah ", "Inggris", ""]),
        (4, ['a "b', " c"]),
        (5, ['x"y"', "zz", "1", "2"]),
    ]


@pytest.mark.parametrize("line", ["sep=;", '"sep=;"', "\ufeffsep=;", "SEP=; "])
def test_the_line_that_tells_excel_the_separator_is_none_of_the_table(line: str) -> None:
    text = f"{line}\r\nid;en\r\na,b;c|d\r\n"
    found = read(text)
    assert [[term.text for term in each.terms] for each in found.concepts] == [["a,b", "c", "d"]]
    assert found.concepts[0].line == 3
    assert PLUGIN.sheet is not None
    assert [number for number, _ in PLUGIN.sheet(text.encode()).rows] == [2, 3]
    assert written(found, text) == ('concept,id,en\na-b,"a,b",c|d\n', [])


def test_a_separator_that_a_file_names_is_believed() -> None:
    assert read("sep=|\nid|en\na,b;c|d\n").concepts[0].terms[0].text == "a,b;c"
    assert fault("sep=,\nid;en\na;b\n").line == 2


@pytest.mark.parametrize(
    ("text", "encoding", "hint"),
    [
        ("id,fr\nx,façade\n", "cp1252", "iconv -f WINDOWS-1252"),
        ("id,ru\nx,район\n", "cp1251", "iconv -f WINDOWS-1251"),
    ],
)
def test_old_encodings_are_refused_with_the_way_out(text: str, encoding: str, hint: str) -> None:
    assert PLUGIN.sheet is not None
    for use in (PLUGIN.sheet, lambda data: PLUGIN.read(data, source_language="id")):
        with pytest.raises(AlihbahasaError, match="not UTF-8") as caught:
            use(text.encode(encoding))
        assert caught.value.line == 2
        assert hint in (caught.value.hint or "")
