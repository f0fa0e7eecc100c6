"""Laws and cases of merging a glossary that was edited elsewhere."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from alihbahasa.glossaries.csv import PLUGIN
from alihbahasa.model import Concept, Glossary, Level, MatchMode, Term, TermStatus
from alihbahasa.terminology.cells import Values, cells
from alihbahasa.terminology.keys import new_key
from alihbahasa.terminology.merging import Conflict, Merged, merged
from alihbahasa.terminology.sameness import paired

WORDS = st.sampled_from(["satu", "dua", "tiga", "empat", "lima", "Satu", "dua-dua", "ö"])


@st.composite
def concepts(draw: st.DrawFn, key: str) -> Concept:
    """A concept whose source terms name it, so that two of different keys are never one."""
    terms = [Term(f"{key} {draw(WORDS)}", "id")]
    match = draw(st.sampled_from(list(MatchMode)))
    for language in draw(st.sets(st.sampled_from(["en", "ru"]))):
        words = draw(st.lists(WORDS, max_size=4, unique_by=str.casefold))
        allowed = draw(st.integers(0, len(words)))
        for number, word in enumerate(words):
            status = TermStatus.PREFERRED if number == 0 else TermStatus.ADMITTED
            status = TermStatus.FORBIDDEN if number >= allowed else status
            terms.append(Term(word, language, status))
    return Concept(
        key,
        tuple(replace(term, match=match) for term in terms),
        draw(st.sampled_from(list(Level))),
        draw(st.sampled_from([(), ("en",), ("*",)])),
        note=draw(st.sampled_from(["", "a note", "another note"])),
        scope=draw(st.sampled_from([(), ("berita/*",)])),
    )


@st.composite
def glossaries(draw: st.DrawFn) -> Glossary:
    keys = draw(st.lists(st.sampled_from("abcd"), unique=True, max_size=3))
    return Glossary(tuple(draw(concepts(key)) for key in keys), ("id", "en", "ru"))


def merge(base: Glossary, ours: Glossary, theirs: Glossary, **settings: object) -> Merged:
    return merged(base, ours, theirs, source_language="id", **settings)  # type: ignore[arg-type]


def table(glossary: Glossary) -> dict[str, dict[str, Values]]:
    """What a glossary says, whatever its order."""
    return {concept.key: cells(concept) for concept in glossary.concepts}


def stem(key: str) -> str:
    """The key that a concept had before it got another, since that one was taken."""
    return key.partition("-")[0]


def unordered(glossary: Glossary) -> list[str]:
    """What a glossary says, whatever its order, and whichever of two concepts kept its key."""
    return sorted(
        f"{stem(key)} {sorted((name, sorted(values)) for name, values in row.items())}"
        for key, row in table(glossary).items()
    )


# --- laws ---------------------------------------------------------------------


@given(glossaries(), glossaries())
def test_what_they_left_alone_is_ours(base: Glossary, ours: Glossary) -> None:
    assert merge(base, ours, base) == Merged(ours, ())


@given(glossaries(), glossaries())
def test_what_we_left_alone_is_theirs(base: Glossary, theirs: Glossary) -> None:
    result = merge(base, base, theirs)
    assert table(result.glossary) == table(theirs)
    assert result.conflicts == ()


@given(glossaries(), glossaries())
def test_the_same_change_on_both_sides_is_no_conflict(base: Glossary, both: Glossary) -> None:
    assert merge(base, both, both) == Merged(both, ())


@given(glossaries(), glossaries(), glossaries())
def test_merging_twice_is_merging_once(base: Glossary, ours: Glossary, theirs: Glossary) -> None:
    once = merge(base, ours, theirs).glossary
    assert merge(base, once, theirs).glossary == once


@given(glossaries(), glossaries(), glossaries())
def test_a_merge_without_conflicts_commutes(
    base: Glossary, ours: Glossary, theirs: Glossary
) -> None:
    one, other = merge(base, ours, theirs), merge(base, theirs, ours)
    assert len(one.conflicts) == len(other.conflicts)
    if not one.conflicts:
        assert unordered(one.glossary) == unordered(other.glossary)


@given(glossaries(), st.data())
def test_changes_of_different_concepts_all_come_in(base: Glossary, data: st.DataObject) -> None:
    ours, theirs = [], []
    for concept in base.concepts:
        changed = data.draw(concepts(concept.key))
        ours.append(changed if concept.key in "ab" else concept)
        theirs.append(concept if concept.key in "ab" else changed)
    result = merge(base, replace(base, concepts=tuple(ours)), replace(base, concepts=tuple(theirs)))
    assert result.conflicts == ()
    assert result.glossary.concepts == tuple(
        mine if mine.key in "ab" else yours for mine, yours in zip(ours, theirs, strict=True)
    )


@given(glossaries(), glossaries(), glossaries())
def test_no_term_is_lost(base: Glossary, ours: Glossary, theirs: Glossary) -> None:
    def terms(glossary: Glossary) -> set[tuple[str, str, str]]:
        return {(stem(c.key), t.language, t.text) for c in glossary.concepts for t in c.terms}

    result = merge(base, ours, theirs)
    told = {
        (stem(conflict.key), text.removeprefix("NOT "))
        for conflict in result.conflicts
        for side in (conflict.base, conflict.ours, conflict.theirs)
        for text in side
    }
    deleted = (terms(base) - terms(ours)) | (terms(base) - terms(theirs))
    for key, language, text in (terms(ours) | terms(theirs)) - deleted:
        is_there = (key, language, text) in terms(result.glossary)
        assert is_there or (key, text) in told, (key, language, text)
    assert terms(result.glossary) <= terms(ours) | terms(theirs)


@given(glossaries(), glossaries(), glossaries())
def test_a_merge_contradicts_itself_nowhere(
    base: Glossary, ours: Glossary, theirs: Glossary
) -> None:
    for concept in merge(base, ours, theirs).glossary.concepts:
        allowed = {
            (term.language, term.text.casefold())
            for term in concept.terms
            if term.status.is_allowed
        }
        forbidden = {
            (term.language, term.text.casefold())
            for term in concept.terms
            if not term.status.is_allowed and term.match is MatchMode.INFLECTED
        }
        assert not allowed & forbidden


# --- cases --------------------------------------------------------------------

BASE = """\
concept,id,en,en:not,level,note
darurat,darurat militer,martial law,,must,
rayon,rayon,department|district,county,should,a region
"""


def read(text: str) -> Glossary:
    return PLUGIN.read(text.encode(), source_language="id")[0]


def merged_text(ours: str, theirs: str, **settings: object) -> Merged:
    return merge(read(BASE), read(ours), read(theirs), **settings)


def entry(result: Merged, key: str) -> dict[str, Values]:
    return table(result.glossary)[key]


def test_two_people_add_to_one_cell() -> None:
    result = merged_text(
        BASE.replace("department|district", "department|district|raion"),
        BASE.replace("department|district", "department|area|district"),
    )
    assert result.conflicts == ()
    assert set(entry(result, "rayon")["en"]) == {"department", "district", "raion", "area"}
    assert entry(result, "rayon")["en"][0] == "department"


def test_two_preferred_terms_are_a_conflict_and_ours_stays() -> None:
    result = merged_text(
        BASE.replace("department", "ministry"), BASE.replace("department", "agency")
    )
    assert result.conflicts == (
        Conflict(
            "rayon",
            "en",
            ("department", "district", "NOT county"),
            ("ministry", "district", "NOT county"),
            ("agency", "district", "NOT county"),
        ),
    )
    assert entry(result, "rayon")["en"] == ("ministry", "district")


def test_a_term_that_one_forbids_and_the_other_deletes_is_a_conflict() -> None:
    result = merged_text(
        BASE.replace("department|district,county", "department,county|district"),
        BASE.replace("department|district", "department"),
    )
    assert [(each.key, each.cell) for each in result.conflicts] == [("rayon", "en")]
    assert entry(result, "rayon")["en:not"] == ("county", "district")


def test_the_same_spelling_is_never_allowed_and_forbidden() -> None:
    result = merged_text(
        BASE.replace("county", "county|Area"), BASE.replace("district", "district|area")
    )
    assert [each.cell for each in result.conflicts] == ["en"]
    assert entry(result, "rayon")["en"] == ("department", "district")


def test_fields_are_merged_one_by_one() -> None:
    result = merged_text(
        BASE.replace("a region", "only quoted"), BASE.replace("should,a region", "must,of Artsakh")
    )
    assert result.conflicts == (
        Conflict("rayon", "note", ("a region",), ("only quoted",), ("of Artsakh",)),
    )
    assert entry(result, "rayon")["level"] == ("must",)
    assert entry(result, "rayon")["note"] == ("only quoted",)


def test_an_empty_cell_of_a_row_that_is_there_deletes() -> None:
    result = merged_text(BASE, BASE.replace(",a region", ",").replace("|district", ""))
    assert "note" not in entry(result, "rayon")
    assert entry(result, "rayon")["en"] == ("department",)


def test_a_row_that_is_gone_is_deleted_unless_we_changed_it() -> None:
    without = BASE[: BASE.index("rayon")]
    assert list(table(merged_text(BASE, without).glossary)) == ["darurat"]
    result = merged_text(BASE.replace("county", "canton"), without)
    assert list(table(result.glossary)) == ["darurat", "rayon"]
    assert [(each.cell, each.theirs) for each in result.conflicts] == [("concept", ())]


def test_a_row_that_we_deleted_stays_deleted() -> None:
    without = BASE[: BASE.index("rayon")]
    assert merged_text(without, BASE) == Merged(read(without), ())
    result = merged_text(without, BASE.replace("county", "canton"))
    assert list(table(result.glossary)) == ["darurat"]
    assert [(each.cell, each.ours) for each in result.conflicts] == [("concept", ())]


def test_a_column_that_is_not_there_deletes_nothing() -> None:
    theirs = "concept,id,en\ndarurat,darurat militer,martial law\nrayon,rayon,area\n"
    result = merged_text(BASE, theirs, absent={"en:not", "level", "note", "match"})
    assert result.conflicts == ()
    assert table(result.glossary) == table(read(BASE.replace("department|district", "area")))


def test_a_new_term_matches_as_its_row_does() -> None:
    text = "concept,id,en,match\nbaku,Baku,Baku,{}\n"
    base, ours = read(text.format("")), read(text.format("").replace(",Baku,", ",Baku|Bakou,"))
    result = merge(base, ours, read(text.format("case")))
    assert {term.match for term in result.glossary.concepts[0].terms} == {MatchMode.CASE}
    again = merge(
        read(text.format("case")),
        read(text.format("case")),
        read("concept,id,en\nbaku,Baku,Baku|Bakou\n"),
        absent={"match"},
    )
    assert {term.match for term in again.glossary.concepts[0].terms} == {MatchMode.CASE}


def test_rows_without_keys_are_known_by_their_source_terms() -> None:
    theirs = "id,en\nRayon,area\npihak,side\nDarurat Militer,martial law\n"
    result = merged_text(BASE, theirs, absent={"concept", "en:not", "level", "note", "match"})
    assert list(table(result.glossary)) == ["darurat", "rayon", "pihak"]
    assert entry(result, "rayon")["en"] == ("area",)
    assert entry(result, "darurat")["level"] == ("must",)


def test_a_new_row_whose_key_is_taken_gets_another() -> None:
    theirs = "id,en\ndarurat,emergency\nrayon,department|district\ndarurat militer,martial law\n"
    result = merged_text(BASE, theirs, absent={"concept", "en:not", "level", "note"})
    assert list(table(result.glossary)) == ["darurat", "rayon", "darurat-2"]
    assert entry(result, "darurat-2")["en"] == ("emergency",)


def test_one_key_that_both_have_added_makes_no_two_concepts_one() -> None:
    result = merged_text(f"{BASE}minyak,minyak,oil,,info,\n", f"{BASE}minyak,perang,war,,must,x\n")
    assert list(table(result.glossary)) == ["darurat", "rayon", "minyak", "minyak-2"]
    assert entry(result, "minyak")["en"] == ("oil",)
    assert (entry(result, "minyak-2")["id"], result.conflicts) == (("perang",), ())


def test_what_both_have_added_is_one_concept() -> None:
    result = merged_text(
        f"{BASE}pihak,pihak,side,,info,\n", f"{BASE}para-pihak,pihak,side|party,,should,\n"
    )
    assert result.conflicts == ()
    assert entry(result, "pihak")["en"] == ("side", "party")
    assert entry(result, "pihak")["level"] == ("info",)


def test_a_key_that_we_changed_is_still_the_same_concept() -> None:
    result = merged_text(
        BASE.replace("rayon,rayon", "wilayah,rayon"), BASE.replace("county", "canton")
    )
    assert list(table(result.glossary)) == ["darurat", "wilayah"]
    assert entry(result, "wilayah")["en:not"] == ("canton",)


def test_concepts_are_paired_by_key_then_by_the_very_term() -> None:
    one = [
        Concept("city", (Term("Baku", "id", match=MatchMode.CASE),)),
        Concept("raw", (Term("baku", "id", match=MatchMode.CASE),)),
        Concept("x", (Term("rayon", "id"),)),
    ]
    other = [
        Concept("a", (Term("baku", "id"),)),
        Concept("b", (Term("Baku", "id"),)),
        Concept("x", (Term("rayons", "id"),)),
    ]
    assert paired(one, other, source_language="id") == {"x": "x", "a": "raw", "b": "city"}


def test_new_keys_are_free() -> None:
    assert new_key("Rp", {"rp": 1, "rp-2": 1}) == "rp-3"
    assert new_key("!", {}) == "concept"
