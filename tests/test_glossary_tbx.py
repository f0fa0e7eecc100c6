"""Tests of glossaries in TBX: what is written, what any version of it is read as, other readers."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
from glossary_strategies import allowed_first, glossaries
from hypothesis import given
from hypothesis import strategies as st
from running import omegat as in_omegat
from running import omegat_project, run_omegat

from alihbahasa import plugins
from alihbahasa.errors import AlihbahasaError
from alihbahasa.glossaries import csv, omegat, tbx, tbx2
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

ADMITTED, FORBIDDEN = TermStatus.ADMITTED, TermStatus.FORBIDDEN

RAYON = Concept(
    "rayon",
    (
        Term("rayon", "id", part_of_speech=PartOfSpeech.NOUN, forms=("rayonan",)),
        Term("district", "en"),
        Term("raion", "en", ADMITTED, MatchMode.EXACT),
        Term("county", "en", FORBIDDEN),
        Term("district office", "en", TermStatus.DEPRECATED, MatchMode.CASE),
        Term("район", "ru"),
    ),
    Level.MUST,
    definition="A part\nof a region",
    domain="government",
    note="R&D <only>",
    example="di rayon Agdam",
    url="https://id.wikipedia.org/wiki/Rayon",
    source="KBBI",
    scope=("berita/*",),
)
SHUSHA = Concept(
    "5 Şuşa",
    (
        Term("Shusha", "id", part_of_speech=PartOfSpeech.PROPER_NOUN, not_forms=("shushaan",)),
        Term("Shushi", "en", FORBIDDEN),
    ),
    keep=("*",),
    url="halaman 5",
)
SMALL = Glossary((RAYON, SHUSHA), ("id", "en", "ru", "hy"))


def written(glossary: Glossary, module: ModuleType, *languages: str) -> str:
    data, losses = module.write(glossary, source_language="id", languages=languages)
    assert losses == ()
    return str(data, "utf-8")


def read(text: str) -> tuple[Glossary, tuple[Loss, ...]]:
    return tbx.PLUGIN.read(text.encode(), source_language="id")


def live(root: Path) -> Glossary:
    data = (root / "glossaries/artsakh.csv").read_bytes()
    return csv.PLUGIN.read(data, source_language="id")[0]


# --- what is written ------------------------------------------------------------

V3 = """\
<?xml version="1.0" encoding="UTF-8"?>
<tbx xmlns="urn:iso:std:iso:30042:ed-2" type="TBX-Basic" style="dca" xml:lang="id">
 <tbxHeader>
  <fileDesc>
   <titleStmt>
    <title>Glossary</title>
    <note>alihbahasa: languages=id en ru hy</note>
   </titleStmt>
   <sourceDesc>
    <p>alihbahasa</p>
   </sourceDesc>
  </fileDesc>
 </tbxHeader>
 <text>
  <body>
   <conceptEntry id="rayon">
    <descrip type="subjectField">government</descrip>
    <descrip type="definition">A part
of a region</descrip>
    <admin type="source">KBBI</admin>
    <xref type="externalCrossReference" target="https://id.wikipedia.org/wiki/Rayon">\
https://id.wikipedia.org/wiki/Rayon</xref>
    <note>R&amp;D &lt;only&gt;</note>
    <note>alihbahasa: level=must</note>
    <note>alihbahasa: scope=berita/*</note>
    <langSec xml:lang="id">
     <termSec><term>rayon</term>\
<termNote type="partOfSpeech">noun</termNote>\
<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>\
<descrip type="context">di rayon Agdam</descrip>\
<note>alihbahasa: forms=rayonan</note></termSec>
    </langSec>
    <langSec xml:lang="en">
     <termSec><term>district</term>\
<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec>
     <termSec><term>raion</term>\
<termNote type="administrativeStatus">admittedTerm-admn-sts</termNote>\
<note>alihbahasa: match=exact</note></termSec>
     <termSec><term>county</term>\
<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec>
     <termSec><term>district office</term>\
<termNote type="administrativeStatus">supersededTerm-admn-sts</termNote>\
<note>alihbahasa: match=case</note></termSec>
    </langSec>
    <langSec xml:lang="ru">
     <termSec><term>район</term>\
<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec>
    </langSec>
   </conceptEntry>
   <conceptEntry id="_35__20__15e_u_15f_a">
    <note>alihbahasa: keep=*</note>
    <note>alihbahasa: url=halaman 5</note>
    <langSec xml:lang="id">
     <termSec><term>Shusha</term>\
<termNote type="partOfSpeech">noun</termNote>\
<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>\
<note>alihbahasa: partOfSpeech=proper noun</note>\
<note>alihbahasa: not_forms=shushaan</note></termSec>
    </langSec>
    <langSec xml:lang="en">
     <termSec><term>Shushi</term>\
<termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec>
    </langSec>
   </conceptEntry>
  </body>
 </text>
</tbx>
"""

V2_SHUSHA = """\
   <termEntry id="_35__20__15e_u_15f_a">
    <note>alihbahasa: keep=*</note>
    <note>alihbahasa: url=halaman 5</note>
    <note>alihbahasa: forbidden en=Shushi</note>
    <langSet xml:lang="id">
     <tig><term>Shusha</term>\
<termNote type="partOfSpeech">properNoun</termNote>\
<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>\
<note>alihbahasa: not_forms=shushaan</note></tig>
    </langSet>
    <langSet xml:lang="en">
     <tig><term>Shusha</term><note>alihbahasa: status=kept</note></tig>
    </langSet>
   </termEntry>
"""


def test_version_3() -> None:
    assert written(SMALL, tbx) == V3


def test_version_2_of_one_language() -> None:
    text = written(SMALL, tbx2, "en")
    assert V2_SHUSHA in text
    assert re.findall(r'termEntry id="(rayon.*)"', text) == ["rayon", "rayon.2"]
    assert re.findall("<term>(.*)</term>", text)[:4] == ["rayon", "district", "rayon", "raion"]
    assert (
        text.count(
            "alihbahasa: deprecated en=district office</note>\n    <note>alihbahasa: match=case"
        )
        == 2
    )
    assert "ru" not in re.findall('xml:lang="(.*)"', text)


def test_version_2_repeats_a_term_where_another_language_has_more() -> None:
    terms = re.findall("<term>(.*)</term>", written(SMALL, tbx2))
    assert terms[:6] == ["rayon", "district", "район", "rayon", "raion", "район"]


def test_version_2_keeps_a_concept_of_many_pairs_in_one_entry() -> None:
    terms = [Term(f"{language} {n}", language) for language in ("id", "en") for n in range(11)]
    glossary = Glossary((Concept("many", tuple(terms)),), ("id", "en"))
    text = written(glossary, tbx2)
    assert text.count("<termEntry") == 1
    assert read(text)[0] == glossary


def test_version_2_writes_a_concept_without_a_source_term_as_it_is() -> None:
    terms = (Term("Azeri", "en", FORBIDDEN), Term("Азери", "ru", FORBIDDEN))
    glossary = Glossary((Concept("azeri", terms),), ("id", "en", "ru"))
    text = written(glossary, tbx2)
    assert text.count("deprecatedTerm-admn-sts") == 2
    assert read(text)[0] == glossary


@pytest.mark.parametrize("module", [tbx, tbx2])
def test_a_language_brings_those_it_falls_back_to(module: ModuleType) -> None:
    found, _ = read(written(SMALL, module, "en-GB"))
    assert found.languages == ("id", "en")
    assert {term.language for term in found.concepts[0].terms} == {"id", "en"}


def test_a_name_is_kept_in_a_language_without_terms() -> None:
    text = written(SMALL, tbx2, "fr")
    assert '<langSet xml:lang="fr">\n     <tig><term>Shusha</term>' in text
    found, _ = read(text)
    assert found.languages == ("id",)
    assert len(found.concepts[1].terms) == 1


def test_a_kept_name_that_somebody_translated_is_a_term() -> None:
    text = written(SMALL, tbx2, "en").replace(
        "<term>Shusha</term><note>alihbahasa: status",
        "<term>Schuscha</term><note>alihbahasa: status",
    )
    terms = read(text)[0].concepts[1].terms
    assert [term.text for term in terms] == ["Shusha", "Schuscha", "Shushi"]


@pytest.mark.parametrize("module", [tbx, tbx2])
def test_a_concept_without_a_term_is_lost_and_counted(module: ModuleType) -> None:
    glossary = Glossary((Concept("a", ()), RAYON, Concept("b", ())), ("id",))
    data, losses = module.write(glossary, source_language="id")
    assert losses == (Loss("concept without a term", 2, "a", is_whole=True),)
    assert [concept.key for concept in read(str(data, "utf-8"))[0].concepts] == ["rayon"]


@pytest.mark.parametrize("module", [tbx, tbx2])
def test_characters_that_no_xml_can_hold_are_refused(module: ModuleType) -> None:
    glossary = Glossary((Concept("esc", (Term("a\x1b", "id"),)),), ("id",))
    with pytest.raises(AlihbahasaError, match=r"U\+001B.*unit esc"):
        module.write(glossary, source_language="id")


# --- round trips ----------------------------------------------------------------


@given(glossaries())
def test_version_3_loses_nothing(glossary: Glossary) -> None:
    assert read(written(glossary, tbx)) == (glossary, ())


@given(glossaries())
def test_version_2_loses_nothing_but_an_order(glossary: Glossary) -> None:
    assert read(written(glossary, tbx2)) == (allowed_first(glossary), ())


@pytest.mark.parametrize("module", [tbx, tbx2])
def test_the_live_glossary_comes_back(module: ModuleType, root: Path) -> None:
    glossary = live(root)
    text = written(glossary, module)
    assert read(text) == (glossary, ())
    # A program that indents the file changes nothing.
    indented = re.sub("<term>(.*?)</term>", r"<term>\n        \1\n      </term>", text)
    assert read(indented.replace("<note>", "<note>\n ")) == (glossary, ())


def test_terms_of_a_language_that_stand_apart_come_together() -> None:
    terms = (Term("a", "id"), Term("b", "en"), Term("c", "id", ADMITTED))
    found, _ = read(written(Glossary((Concept("k", terms),), ("id", "en")), tbx))
    assert found.concepts[0].terms == (terms[0], terms[2], terms[1])


def test_a_language_in_a_file_of_ours_that_its_note_does_not_name() -> None:
    text = written(SMALL, tbx).replace("languages=id en ru hy", "languages=hy")
    assert read(text)[0].languages == ("hy", "id", "en", "ru")


def test_an_empty_glossary_is_written_and_read() -> None:
    for module in (tbx, tbx2):
        assert read(written(Glossary((), ("id", "en")), module)) == (Glossary((), ("id", "en")), ())


# --- what others write ------------------------------------------------------------


def dct(entries: str) -> str:
    return (
        '<tbx type="TBX-Basic" style="dct" xml:lang="id" xmlns="urn:iso:std:iso:30042:ed-2"'
        ' xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic">'
        f"<tbxHeader/><text><body>{entries}</body></text></tbx>"
    )


def martif(entries: str) -> str:
    return f'<martif type="TBX" xml:lang="id"><text><body>{entries}</body></text></martif>'


ID = '<langSet xml:lang="id"><tig><term>rayon</term></tig></langSet>'


def test_style_dct() -> None:
    text = dct(
        """<conceptEntry id="c1"><min:subjectField>law</min:subjectField><note>one
             note</note><langSec xml:lang="id"><descripGrp><basic:definition>a region
             </basic:definition><basic:source>KBBI</basic:source></descripGrp><termSec>
             <term>rayon</term><min:partOfSpeech>noun</min:partOfSpeech><note>two</note>
             <min:administrativeStatus>admittedTerm-admn-sts</min:administrativeStatus>
             <basic:context>di rayon</basic:context></termSec></langSec></conceptEntry>"""
    )
    term = Term("rayon", "id", ADMITTED, part_of_speech=PartOfSpeech.NOUN)
    concept = Concept(
        "c1",
        (term,),
        definition="a region",
        domain="law",
        note="one note; two",
        example="di rayon",
        source="KBBI",
    )
    assert read(text) == (Glossary((concept,), ("id",)), ())
    assert read(text)[0].concepts[0].line == 1


def test_version_2_with_ntig() -> None:
    text = martif(
        """<termEntry id="t1"><langSet lang="id"><ntig><termGrp><term>rayon</term>
           <termNoteGrp><termNote type="partOfSpeech">properNoun</termNote></termNoteGrp>
           </termGrp><note>n</note></ntig></langSet></termEntry>"""
    )
    term = Term("rayon", "id", part_of_speech=PartOfSpeech.PROPER_NOUN)
    assert read(text) == (Glossary((Concept("t1", (term,), note="n"),), ("id",)), ())


def test_tbx_min_of_2013() -> None:
    text = """<TBX dialect="TBX-Min"><header><id>x</id><languages source="id" target="en"/></header>
      <body><entry id="C2"><subjectField>law</subjectField><langGroup xml:lang="id"><termGroup>
      <term>rayon</term><noteGrp><note><noteKey>see</noteKey> <noteValue>kota</noteValue></note>
      </noteGrp><termStatus>preferred</termStatus><partOfSpeech>noun</partOfSpeech>
      <customer>SAP</customer></termGroup></langGroup><langGroup xml:lang="en"><termGroup>
      <term>county</term><termStatus>notRecommended</termStatus></termGroup></langGroup>
      </entry></body></TBX>"""
    terms = (
        Term("rayon", "id", part_of_speech=PartOfSpeech.NOUN),
        Term("county", "en", FORBIDDEN),
    )
    concept = Concept("C2", terms, domain="law", note="see: kota")
    assert read(text) == (Glossary((concept,), ("id", "en")), (Loss("customer", 1, "C2"),))


@pytest.mark.parametrize(
    ("stated", "status"),
    [
        ("preferredTerm-admn-sts", TermStatus.PREFERRED),
        ("admitted", ADMITTED),
        ("supersededTerm-admn-sts", TermStatus.DEPRECATED),
        ("obsolete", TermStatus.DEPRECATED),
        ("deprecatedTerm-admn-sts", FORBIDDEN),
        ("forbidden", FORBIDDEN),
    ],
)
def test_statuses(stated: str, status: TermStatus) -> None:
    note = f'<termNote type="administrativeStatus">{stated}</termNote>'
    found, losses = read(martif(f"<termEntry>{ID}</termEntry>".replace("</tig>", f"{note}</tig>")))
    assert (found.concepts[0].terms[0].status, losses) == (status, ())


def test_terms_without_a_status() -> None:
    status = '<termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>'
    text = martif(
        "<termEntry><langSet xml:lang='id'><tig><term>a</term></tig><tig><term>b</term></tig>"
        "</langSet><langSet xml:lang='en_gb'><tig><term>c</term></tig>"
        f"<tig><term>d</term>{status}</tig></langSet></termEntry>"
    )
    terms = read(text)[0].concepts[0].terms
    assert [(term.text, term.language, str(term.status)) for term in terms] == [
        ("a", "id", "preferred"),
        ("b", "id", "admitted"),
        ("c", "en-GB", "admitted"),
        ("d", "en-GB", "preferred"),
    ]


def test_entries_without_ids_get_keys() -> None:
    text = martif(
        f"<termEntry id='rayon'>{ID}</termEntry><termEntry>{ID}</termEntry><termEntry>"
        f"<langSet xml:lang='en'><tig><term>District</term></tig></langSet>{ID}</termEntry>"
        "<termEntry><langSet xml:lang='en'><tig><term>€</term></tig></langSet></termEntry>"
    )
    keys = [concept.key for concept in read(text)[0].concepts]
    assert keys == ["rayon", "rayon-2", "rayon-3", "concept"]


def test_what_a_glossary_has_no_place_for_is_counted() -> None:
    text = dct(
        """<conceptEntry id="a"><transacGrp><basic:transactionType>origination
           </basic:transactionType><date>2020-01-01</date></transacGrp>
           <xref type="xGraphic" target="http://x.y/z.png">z</xref>
           <xref type="externalCrossReference" target="http://x.y">a page</xref>
           <xref type="externalCrossReference" target="http://x.z">http://x.z</xref>
           <langSec xml:lang="id"><termSec><term>ra<hi>yon</hi><!-- no --></term>
           <termNote type="partOfSpeech">particle</termNote>
           <termNote type="administrativeStatus">legal</termNote>
           <termNote type="grammaticalGender">neuter</termNote></termSec></langSec></conceptEntry>
           <conceptEntry id="b"><langSec xml:lang="id"><termSec><term>b</term>
           <termNote type="grammaticalGender">neuter</termNote></termSec></langSec></conceptEntry>
        """
    )
    found, losses = read(text)
    assert found.concepts[0].terms == (Term("rayon", "id"),)
    assert found.concepts[0].url == "http://x.y"
    assert {(loss.what, loss.count, loss.example) for loss in losses} == {
        ("transaction", 1, "a"),
        ("xGraphic", 1, "a"),
        ("text of an externalCrossReference", 1, "a"),
        ("externalCrossReference", 1, "a"),
        ("inline markup", 1, "a"),
        ("partOfSpeech with an unknown value", 1, "a"),
        ("administrativeStatus with an unknown value", 1, "a"),
        ("grammaticalGender", 2, "a"),
    }


def test_a_note_that_only_looks_like_one_of_ours_is_a_note() -> None:
    note = "<note>alihbahasa: colour=red</note><note>alihbahasa: match=exact</note>"
    concept = read(martif(f"<termEntry>{note}{ID}</termEntry>"))[0].concepts[0]
    assert concept.note == "alihbahasa: colour=red; alihbahasa: match=exact"
    assert concept.terms == (Term("rayon", "id"),)


def test_ids_of_others_are_keys_as_they_are() -> None:
    ids = ["c1", "c1.2", "entry_20_id"]
    text = martif("".join(f"<termEntry id='{id}'>{ID}</termEntry>" for id in ids))
    assert [concept.key for concept in read(text)[0].concepts] == ids


@pytest.mark.shared
@pytest.mark.parametrize(
    "name",
    [
        "tbx-basic/DCA/Example_Astronomy_DCA_VALID.tbx",
        "tbx-basic/DCT/Example_Astronomy_DCT_VALID.tbx",
        "tbx-min/DCA/Example_Astronomy_DCA_VALID.tbx",
        "tbx-min/DCT/Example_Astronomy_DCT_VALID.tbx",
        "tbx-testfiles/basic_good.tbx",
        "tbx-testfiles/min_good.tbx",
        "tbx-testfiles/core_structure_good.tbx",
        "examples/glossary-v2.tbx",
        "examples/glossary-v3.tbx",
    ],
)
def test_published_files_are_read(name: str, shared: Path) -> None:
    data = (shared / "conformance" / name).read_bytes()
    found, _ = tbx.PLUGIN.read(data, source_language="en")
    assert len(found.concepts) == len(re.findall(rb"<(?:conceptEntry|termEntry)\b", data))
    terms = [term for concept in found.concepts for term in concept.terms]
    assert len(terms) == len(re.findall(rb"<term>", data))
    assert {term.language for term in terms} == set(found.languages)
    formats = [each for each in plugins.glossary_formats() if ".tbx" in each.extensions]
    assert sum(each.recognises(data[:4096]) for each in formats) == 1


# --- what is refused --------------------------------------------------------------

DEEP = "<note>" + "<hi>" * 300 + "</hi>" * 300 + "</note>"
DOCTYPE = '<!DOCTYPE martif [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n'


def spoilt(right: str, wrong: str) -> tuple[str, int]:
    """Return a file with *wrong* for *right*, and the line of it."""
    before, after = V3.split(right)
    return before + wrong + after, before.count("\n") + 1


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "not well-formed"),
        ("<a/>", 1, "not TBX"),
        (f"<a>\n<termEntry>{ID}</termEntry></a>", 1, "not TBX"),
        ("<tbx>\n<text>\n</tbx>", 3, "not well-formed"),
        (DOCTYPE + martif(f"<termEntry><note>&a;</note>{ID}</termEntry>"), 1, "declares an entity"),
        (martif(f"\n<termEntry>&nbsp;{ID}</termEntry>"), 2, "defined nowhere"),
        (martif(f"\n<termEntry>{DEEP}{ID}</termEntry>"), 2, "not well-formed"),
        (
            martif("<termEntry>\n<langSet><tig><term>a</term></tig></langSet></termEntry>"),
            2,
            "without xml:lang",
        ),
        (
            martif(f"<termEntry>\n{ID}</termEntry>".replace('"id"', '"Indonesian"')),
            2,
            "no language tag",
        ),
        (martif(f"<termEntry>\n{ID}</termEntry>".replace("rayon", " \n\t")), 2, "empty term"),
        (
            martif(f"<termEntry>\n{ID}</termEntry>".replace("</tig>", "<term>b</term></tig>")),
            2,
            "2 terms",
        ),
        (martif(f"<termEntry>\n{ID}</termEntry>".replace("<term>rayon</term>", "")), 2, "0 terms"),
        (
            martif(f"<termEntry id='a'>{ID}</termEntry>\n<termEntry id='a'>{ID}</termEntry>"),
            2,
            "used twice, first in line 1",
        ),
        (martif(f"<termEntry>\n<note>{'a' * 131_073}</note>{ID}</termEntry>"), 2, "131,072"),
        (*spoilt("level=must", "level=mustt"), "no 'mustt'"),
        (*spoilt("match=exact", "match=inflect"), "no 'inflect'"),
        (*spoilt("keep=*", "keep=every"), "no language tag"),
    ],
)
def test_faults(text: str, line: int, message: str) -> None:
    with pytest.raises(AlihbahasaError, match=message) as caught:
        read(text)
    assert caught.value.line == line


def test_a_note_that_only_looks_like_ours_is_one_of_theirs() -> None:
    text = V3.replace("alihbahasa: match=exact", "alihbahasa: match en=exact")
    assert text != V3
    told = [concept.note for concept in read(text)[0].concepts]
    assert any("match en=exact" in note for note in told)


def test_a_wrong_value_brings_the_right_one() -> None:
    with pytest.raises(AlihbahasaError) as caught:
        read(V3.replace("level=must", "level=mustt"))
    assert caught.value.hint == "did you mean must?"


@given(st.data())
def test_a_damaged_file_is_read_or_refused(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(V3)))
    stop = data.draw(st.integers(start, min(start + 40, len(V3))))
    text = V3[:start] + data.draw(st.text(max_size=3)) + V3[stop:]
    try:
        tbx.PLUGIN.read(text.encode("utf-8", "surrogatepass"), source_language="id")
    except AlihbahasaError as error:
        assert error.line


@pytest.mark.parametrize("module", [tbx, tbx2])
def test_each_format_knows_its_own(module: ModuleType) -> None:
    for other in (tbx, tbx2, omegat):
        data, _ = other.write(SMALL, source_language="id", languages=("en",))
        assert module.PLUGIN.recognises(data[:4096]) is (other is module)
    assert not module.PLUGIN.recognises(b"concept,id,en\n")


# --- other tools --------------------------------------------------------------------


@pytest.mark.shared
@pytest.mark.parametrize("module", [tbx, tbx2])
@given(glossary=glossaries(min_size=1))
def test_any_file_fits_the_schema(module: ModuleType, shared: Path, glossary: Glossary) -> None:
    from lxml import etree

    folder = shared / "conformance/openxliff/catalog/tbx"
    document = etree.fromstring(written(glossary, module).encode())
    schema = (
        etree.RelaxNG(etree.parse(str(folder / "TBXcoreStructV03.rng")))
        if module is tbx
        else etree.DTD(str(folder / "TBXcoreStructV02.dtd"))
    )
    assert schema.validate(document), schema.error_log


@pytest.mark.shared
def test_the_validator_accepts_what_is_written(shared: Path, root: Path, tmp_path: Path) -> None:
    pytest.importorskip("saxonche", reason="saxonche is not installed")
    files = []
    for number, glossary in enumerate((SMALL, live(root))):
        for module in (tbx, tbx2):
            files.append(tmp_path / f"{number}.{module.PLUGIN.name}.tbx")
            files[-1].write_text(written(glossary, module), "utf-8")
    command = [sys.executable, str(shared / "conformance/validate.py"), *map(str, files)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout
    assert told.stdout.count("schematron TBX-Basic") == 2
    assert "warning" not in told.stdout


def pairs(glossary: Glossary, target: str) -> set[tuple[str, str]]:
    """Return each source term with each term that may be written for it, or is kept."""
    found = set()
    for concept in glossary.concepts:
        for source in concept.terms_in("id"):
            allowed = [term.text for term in concept.terms_in(target) if term.status.is_allowed]
            for text in allowed or [source.text] * concept.keeps_in(target):
                found.add((source.text, text))
    return found


@pytest.mark.parametrize("languages", [("en",), ("en", "ru", "hy", "az")])
def test_the_translate_toolkit_lists_every_term(root: Path, languages: tuple[str, ...]) -> None:
    storage = pytest.importorskip(
        "translate.storage.tbx", reason="translate-toolkit is not installed"
    )
    glossary = live(root)
    store = storage.tbxfile.parsestring(written(glossary, tbx2, *languages).encode())
    assert {(unit.source, unit.target) for unit in store.units} == pairs(glossary, "en")
    for language in languages:
        listed = {
            (unit.source, unit.get_target_dom(language).findtext(".//term")) for unit in store.units
        }
        assert listed == pairs(glossary, language)


_SCRIPT = """\
import groovy.json.JsonOutput
import org.omegat.core.Core
import org.omegat.gui.glossary.*

if (eventType.toString() == "LOAD") {
    def seen = [:]
    new File(Core.project.projectProperties.glossaryRoot).eachFile { file ->
        def reader = file.name.endsWith(".tbx") ? GlossaryReaderTBX : GlossaryReaderTSV
        def entries = reader.read(file, false)
        seen[file.name] = entries.collect { [it.srcText, it.locText, it.commentText] }
    }
    new File(System.getenv("SEEN")).setText(JsonOutput.toJson(seen), "UTF-8")
}
"""


@pytest.mark.tool
@in_omegat
def test_omegat_lists_every_term(root: Path, tmp_path: Path) -> None:
    glossary = live(root)
    tagged = Concept("tagar", (Term("#damai", "id"), Term("#peace", "en")))
    glossary = Glossary((*glossary.concepts, tagged, RAYON), glossary.languages)
    project = omegat_project(tmp_path)
    (project / "glossary/one.tbx").write_text(written(glossary, tbx2, "en"), "utf-8")
    (project / "glossary/all.tbx").write_text(written(glossary, tbx2), "utf-8")
    lines, _ = omegat.write(glossary, source_language="id", languages=("en",))
    (project / "glossary/lines.utf8").write_bytes(lines)
    seen = tmp_path / "seen.json"
    told = run_omegat(project, _SCRIPT, SEEN=str(seen))
    assert seen.exists(), told[-2000:]
    listed = json.loads(seen.read_text("utf-8"))
    assert set(listed) == {"one.tbx", "all.tbx", "lines.utf8"}
    for name, entries in listed.items():
        assert {(source.strip(), target) for source, target, _ in entries} == pairs(
            glossary, "en"
        ), name
    comments = {source: comment for source, _, comment in listed["one.tbx"]}
    assert "alihbahasa: forbidden en=county" in comments["rayon"]


def term(text: str, more: str = "") -> str:
    return f"<termSec><term>{text}</term>{more}</termSec>\n"


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (term("-"), "'-' is no term"),
        (term("a") + term("..."), "'...' is no term"),
        (term("\u200b"), "nothing is left of a term but invisible characters or marks: U\\+200B"),
        (term("a&#x9b;b"), "control character U\\+009B in a term"),
        (term("a", "<note>alihbahasa: forms=!</note>"), "'!' is no term"),
    ],
)
def test_what_no_text_could_mention_is_refused_with_its_line(entry: str, words: str) -> None:
    text = f'<tbx>\n<conceptEntry>\n<langSec xml:lang="id">\n{entry}</langSec></conceptEntry></tbx>'
    with pytest.raises(AlihbahasaError, match=words) as caught:
        read(text)
    assert caught.value.line == entry.count("\n") + 3
