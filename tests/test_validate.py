"""Files held against their standards: a sample a rule, the standard's own suite, msgfmt."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import time
from pathlib import Path

import pytest
from running import alihbahasa

from alihbahasa import plugins
from alihbahasa.model import Fault

XLIFF2 = plugins.exchange_format("xliff2")
XLIFF12 = plugins.exchange_format("xliff12")
PO = plugins.exchange_format("po")

CORE = "urn:oasis:names:tc:xliff:document:2.0"
MODULES = "".join(
    f' xmlns:{prefix}="urn:oasis:names:tc:xliff:{name}:2.0"'
    for prefix, name in {
        "mtc": "matches",
        "gls": "glossary",
        "mda": "metadata",
        "fs": "fs",
        "res": "resourcedata",
        "slr": "sizerestriction",
        "val": "validation",
    }.items()
)


def _clauses(faults: list[Fault]) -> list[str]:
    return [each.clause.partition(", ")[2] for each in faults]


# --- XLIFF 2 ----------------------------------------------------------------------


def xliff2(
    body: str,
    *,
    root: str = 'version="2.0" srcLang="id" trgLang="en"',
    file: str = 'id="f"',
    core: str = CORE,
) -> list[Fault]:
    """Judge a file with *body* in its file element."""
    text = (
        f'<xliff xmlns="{core}" xmlns:x="urn:x"{MODULES} {root}><file {file}>{body}</file></xliff>'
    )
    return list(XLIFF2.validate(text.encode()))


def unit(segments: str, before: str = "", *, id: str = "u") -> str:
    return f'<unit id="{id}">{before}{segments}</unit>'


def source(text: str, target: str | None = None, *, segment: str = "") -> str:
    side = "" if target is None else f"<target>{target}</target>"
    return f"<segment{segment}><source>{text}</source>{side}</segment>"


S = source("a", "b")
NO = 'canReorder="no" canCopy="no" canDelete="no"'
FIRST = NO.replace('"no"', '"firstNo"', 1)
DATA = '<originalData><data id="d">x</data></originalData>'
NOTES = '<notes><note id="n">x</note></notes>'
GLOSSARY = (
    "<gls:glossary><gls:glossEntry{}><gls:term>x</gls:term>{}</gls:glossEntry></gls:glossary>"
)
TRANSLATION = "<gls:translation>y</gls:translation>"
MATCH = "<mtc:matches><mtc:match{}><source>a</source><target>b</target></mtc:match></mtc:matches>"
META = "<mda:metadata{}><mda:metaGroup{}>{}</mda:metaGroup></mda:metadata>"
RULE = "<val:validation><val:rule {}/></val:validation>"


def extended(inside: str) -> str:
    return unit(S, inside)


#: The body of a file, and the clauses of its faults in order.
CASES_2: dict[str, tuple[str, str]] = {
    # What stands where.
    "no unit": ("", "4.2.2.2"),
    "unknown element": (unit(S) + "<foo/>", "4.2.2.2"),
    "unknown attribute": (unit(source("a", segment=' translate="no"')), "4.2.2.6"),
    "no id": (f"<group>{unit(S)}</group>", "4.2.2.4"),
    "text": (unit("x" + S), "4.2.2.5"),
    "out of order": (unit(S + NOTES), "4.2.2.5"),
    "only an ignorable": (unit("<ignorable><source/></ignorable>"), "4.2.2.5"),
    "two sources": (unit("<segment><source/><source/></segment>"), "4.2.2.6"),
    "target first": (unit("<segment><target/><source/></segment>"), "4.2.2.6"),
    "no source": (unit("<segment><target/></segment>"), "4.2.2.6"),
    "empty notes": (unit(S, "<notes/>"), "4.2.2.8"),
    "foreign child": (unit("<segment><source/><x:y/></segment>"), "4.2.2.6"),
    "no namespace": (unit(S, '<y xmlns=""/>'), "4.2.2.5"),
    "foreign attribute": (unit(source('<pc id="1" x:y="1">a</pc>')), "4.2.3.3"),
    "skeleton both": ('<skeleton href="a">b</skeleton>' + unit(S), "4.2.2.3"),
    "skeleton neither": ("<skeleton/>" + unit(S), "4.2.2.3"),
    # Values.
    "bad id": (unit(S, id="a b"), "4.3.1.21"),
    "bad state": (unit(source("a", "b", segment=' state="done"')), "4.3.1.31"),
    "state alone": (unit(source("a", segment=' state="final"')), "4.3.1.31"),
    "substate alone": (unit(source("a", segment=' subState="a:b"')), "4.3.1.35"),
    "bad substate": (unit(source("a", segment=' state="initial" subState="a"')), "4.3.1.35"),
    "own substate": (unit(source("a", segment=' state="initial" subState="xlf:a"')), "4.3.1.35"),
    "bad type": (unit(source('<ph id="1" type="x:y"/>')), "4.3.1.40"),
    "bad unit type": (f'<group id="g" type="x">{unit(S)}</group>', "4.3.1.40"),
    "subtype alone": (unit(source('<ph id="1" subType="a:b"/>')), "4.3.1.36"),
    "wrong subtype": (unit(source('<ph id="1" type="fmt" subType="xlf:var"/>')), "4.3.1.36"),
    "no subtype of ours": (unit(source('<ph id="1" type="fmt" subType="xlf:z"/>')), "4.3.1.36"),
    "no hex": (unit(source('<cp hex="zz"/>')), "4.3.1.19"),
    "allowed hex": (unit(source('<cp hex="00A0"/>')), "4.3.1.19"),
    "equiv alone": (unit(source('<pc id="1" equivStart="a">b</pc>')), "4.3.1.18"),
    "priority": (unit(S, '<notes><note priority="11">x</note></notes>'), "4.3.1.26"),
    # Ids.
    "unit twice": (unit(S) + unit(S), "4.3.1.21"),
    "group twice": (
        f'<group id="g"><group id="g">{unit(S)}</group></group>',
        "4.3.1.21",
    ),
    "note twice": (unit(S, NOTES.replace("</notes>", '<note id="n">y</note></notes>')), "4.3.1.21"),
    "data twice": (unit(S, DATA.replace("</orig", '<data id="d">y</data></orig')), "4.3.1.21"),
    "segment twice": (unit(source("a", segment=' id="s"') * 2), "4.3.1.21"),
    "code twice": (unit(source('<ph id="1"/><ph id="1"/>')), "4.3.1.21"),
    "code as segment": (unit(source("a", '<ph id="s"/>', segment=' id="s"')), "4.3.1.21"),
    "other code": (unit(source('<ph id="1"/>', '<pc id="1">a</pc>')), "4.3.1.21"),
    "extension twice": (unit(S, '<x:y id="1"/><x:z xml:id="1"/>'), "4.3.1.21"),
    # Languages and white space.
    "source language": (
        unit('<segment><source xml:lang="ru">a</source></segment>'),
        "4.2.2.12",
    ),
    "target language": (
        unit('<segment><source>a</source><target xml:lang="ru">a</target></segment>'),
        "4.2.2.13",
    ),
    "no language": (
        unit('<segment><source xml:lang="i d">a</source></segment>'),
        "4.3.2.1 4.2.2.12",
    ),
    "white space": (
        unit('<segment><source xml:space="preserve">a</source><target/></segment>'),
        "4.3.2.2",
    ),
    # References.
    "no data": (unit(source('<ph id="1" dataRef="e"/>'), DATA), "4.3.1.9"),
    "no original data": (unit(source('<pc id="1" dataRefStart="d">a</pc>')), "4.3.1.11"),
    "no copy": (unit(source('<ph id="1" copyOf="2"/>')), "4.3.1.8"),
    "copy with data": (
        unit(source('<ph id="1" dataRef="d"/><ph id="2" copyOf="1"/>'), DATA),
        "4.7.2.4.1",
    ),
    "no copies": (unit(source('<ph id="1" canCopy="no"/><ph id="2" copyOf="1"/>')), "4.7.2.4.1"),
    "no subflow": (unit(source('<ph id="1" subFlows="v"/>')), "4.3.1.32"),
    "no list": (unit(source('<ph id="1" subFlows="u,"/>')), "4.3.1.32"),
    "no note": (unit(source('<mrk id="1" type="comment" ref="#n=n">a</mrk>')), "4.7.3.1.3"),
    "comment with both": (
        unit(source('<mrk id="1" type="comment" ref="#n=n" value="b">a</mrk>'), NOTES),
        "4.7.3.1.3",
    ),
    "no translate": (unit(source('<mrk id="1">a</mrk>')), "4.7.3.1.1"),
    "leads nowhere": (unit(source('<mrk id="1" type="x:y" ref="#2">a</mrk>')), "4.3.1.27"),
    "no such unit": (unit(source('<mrk id="1" type="x:y" ref="#u=v">a</mrk>')), "4.3.1.27"),
    "no such file": (unit(source('<mrk id="1" type="x:y" ref="#f=g">a</mrk>')), "4.3.1.27"),
    "late selector": (unit(source('<mrk id="1" type="x:y" ref="#u=u/f=f">a</mrk>')), "3.1"),
    "selector twice": (unit(source('<mrk id="1" type="x:y" ref="#u=u/u=u">a</mrk>')), "3.1"),
    "no selector": (unit(source('<mrk id="1" type="x:y" ref="#a b">a</mrk>')), "3.1"),
    "two things": (unit(source('<mrk id="1" type="x:y" ref="#1/1">a</mrk>')), "3.1"),
    "one letter": (unit(source('<mrk id="1" type="x:y" ref="#z=1">a</mrk>')), "3.2"),
    "no module": (unit(source('<mrk id="1" type="x:y" ref="#zz=1">a</mrk>')), "3.2"),
    # Pairs.
    "no ec": (unit(source('<sc id="1"/>a')), "4.3.1.22"),
    "no sc": (unit(source('a<ec startRef="1"/>')), "4.3.1.30"),
    "isolated sc": (unit(source('<sc id="1" isolated="yes"/>a<ec startRef="1"/>')), "4.3.1.22"),
    "isolated ec": (unit(source('<ec startRef="1" isolated="yes"/>')), "4.2.3.5"),
    "ec with an id": (unit(source('<sc id="1"/><ec id="2" startRef="1"/>')), "4.2.3.5"),
    "ec with a dir": (unit(source('<sc id="1"/><ec startRef="1" dir="ltr"/>')), "4.2.3.5"),
    "ec twice": (unit(source('<sc id="1"/><ec startRef="1"/><ec startRef="1"/>')), "4.2.3.5"),
    "unlike ec": (unit(source('<sc id="1" canCopy="no"/><ec startRef="1"/>')), "4.2.3.5"),
    "no em": (unit(source('<sm id="1" translate="no"/>')), "4.2.3.7"),
    "no sm": (unit(source('<em startRef="1"/>')), "4.3.1.30"),
    "no ec in the targets": (
        unit(
            source("a", '<sc id="1" isolated="no"/>b') + "<ignorable><source> </source></ignorable>"
        ),
        "4.3.1.22",
    ),
    "crosswise": (
        unit(
            source('<sc id="1"/>', '<ec startRef="1"/>')
            + source('<ec startRef="1"/>', '<sc id="1"/>')
        ),
        "4.3.1.30 4.3.1.22",
    ),
    # What can be done with codes.
    "reorder": (unit(source('<ph id="1" canReorder="firstNo" canCopy="no"/>')), "4.3.1.5"),
    "no first": (unit(source(f'<ph id="1" {NO}/>')), "4.3.1.5"),
    "interrupted": (
        unit(source(f'<ph id="1" {FIRST}/><ph id="2"/><ph id="3" {NO}/>')),
        "4.3.1.5",
    ),
    "reordered": (
        unit(
            source(
                f'<pc id="1" {FIRST}>a<ph id="2" {NO}/></pc>',
                f'<pc id="1" {FIRST}>a</pc><ph id="2" {NO}/>',
            )
        ),
        "4.7.2.6",
    ),
    "deleted": (unit(source('<ph id="1" canDelete="no"/>', "")), "4.3.1.3"),
    # The order of targets.
    "order twice": (
        unit('<segment><source/><target order="2"/></segment>' + source("a", "b")),
        "4.3.1.24",
    ),
    "order too high": (unit('<segment><source/><target order="2"/></segment>'), "4.3.1.24"),
    # Modules.
    "no entry": (extended("<gls:glossary/>"), "5.2.4.2"),
    "neither": (extended(GLOSSARY.format("", "")), "5.2.4.3"),
    "entry twice": (
        extended(GLOSSARY.format(' id="1"', '<gls:translation id="1">y</gls:translation>')),
        "5.2.5.1",
    ),
    "entry nowhere": (extended(GLOSSARY.format(' ref="#9"', TRANSLATION)), "5.2.5.2"),
    "stray text": (extended(GLOSSARY.format("", TRANSLATION + "x")), "5.2.4.3"),
    "no such element": (extended("<gls:glossar/>"), "4.2.2.5"),
    "match without ref": (extended(MATCH.format("")), "5.1.5.3"),
    "match nowhere": (extended(MATCH.format(' ref="#9"')), "5.1.6.5"),
    "match of a unit": (extended(MATCH.format(' ref="#u=u"')), "5.1.6.5"),
    "similarity": (extended(MATCH.format(' ref="#s" similarity="101"')), "5.1.6.7 5.1.6.5"),
    "match type": (extended(MATCH.format(' ref="#s" type="a.b"')), "5.1.6.9 5.1.6.5"),
    "match subtype": (extended(MATCH.format(' ref="#s" subType="a:b"')), "5.1.6.8 5.1.6.5"),
    "match language": (extended(MATCH.format(' ref="#s" xml:lang="en"')), "5.1.5.3 5.1.6.5"),
    "meta type": (extended(META.format("", "", "<mda:meta>a</mda:meta>")), "5.4.4.4"),
    "meta twice": (
        extended(META.format(' id="1"', ' id="1"', '<mda:meta type="a">a</mda:meta>')),
        "5.4.5.3",
    ),
    "meta side": (
        extended(META.format("", ' appliesTo="x"', '<mda:meta type="a">a</mda:meta>')),
        "5.4.5.1",
    ),
    "meta alone": (
        extended('<mda:metadata><mda:meta type="a">a</mda:meta></mda:metadata>'),
        "5.4.4.2 5.4.4.2",
    ),
    "format": (unit(source('<ph id="1" fs:fs="bold"/>')), "5.3.5.1"),
    "subformat alone": (unit(source('<ph id="1" fs:subFs="a,b"/>')), "5.3.5.2"),
    "no format": (unit(source('<ph id="1" fs:x="b"/>')), "5.3.5"),
    "format of ec": (unit(source('<sc id="1"/><ec startRef="1" fs:fs="b"/>')), "5.3.5.1"),
    "no rule": (extended(RULE.format("")), "5.8.4.3"),
    "two rules": (extended(RULE.format('isPresent="a" endsWith="b"')), "5.8.4.3"),
    "rule of absence": (extended(RULE.format('isNotPresent="a" existsInSource="yes"')), "5.8.5.6"),
    "rule of no times": (extended(RULE.format('isPresent="a" occurs="0"')), "5.8.5.2"),
    "sizes": (unit(source('<ph id="1" slr:sizeRestriction="5,few"/>')), "5.7.5"),
    "size twice": (
        unit(source('<ph id="1" slr:sizeInfo="1" slr:sizeInfoRef="a"/>')),
        "5.7.5.10",
    ),
    "resource": (
        extended(
            '<res:resourceData><res:resourceItem id="1"><res:source href="a"><x:y/></res:source>'
            '</res:resourceItem><res:resourceItem id="1"/></res:resourceData>'
        ),
        "5.5.4.5 5.5.5.3",
    ),
}


@pytest.mark.parametrize(("body", "clauses"), CASES_2.values(), ids=CASES_2)
def test_rules_of_xliff_2(body: str, clauses: str) -> None:
    assert sorted(_clauses(xliff2(body))) == sorted(clauses.split())


VALID_2 = {
    "bare": unit(S),
    "pair over segments": unit(source('<sc id="1"/>a') + source('b<ec startRef="1"/>')),
    "pc as sc and ec": unit(source('<pc id="1">a</pc>', '<sc id="1"/>a<ec startRef="1"/>')),
    "half translated": unit(
        source('<sc id="1"/>a', '<sc id="1"/>b') + source('<ec startRef="1"/>')
    ),
    "targets swapped": unit(
        '<segment><source><sc id="1"/></source><target order="2"><ec startRef="1"/></target>'
        '</segment><segment><source><ec startRef="1"/></source>'
        '<target order="1"><sc id="1"/></target></segment>'
    ),
    "deleted with its segment": unit(source('<ph id="1" canDelete="no"/>') + S),
    "sequence moved": unit(
        source(
            f'<ph id="1" {FIRST}/><ph id="2" {NO}/><ph id="3"/>',
            f'<ph id="3"/><ph id="1" {FIRST}/><ph id="2" {NO}/>',
        )
    ),
    "note of the unit": unit(
        source('<mrk id="1" type="comment" ref="#f=f/u=u/n=n">a</mrk>'), NOTES
    ),
    "address elsewhere": unit(source('<mrk id="1" type="term" ref="http://a.example/#b">a</mrk>')),
    "other unit": unit(source('<mrk id="1" type="x:y" ref="#u=v">a</mrk>')) + unit(S, id="v"),
    "subflow later": unit(source('<ph id="1" subFlows="v"/>')) + unit(S, id="v"),
    "extensions": unit(
        S, '<x:y id="1"><x:z/>text</x:y>' + META.format("", "", '<mda:meta type="a"/>')
    ),
    "unknown module": unit(S, '<y:z xmlns:y="urn:oasis:names:tc:xliff:new:3.0" a="b"/>'),
    "foreign note attribute": unit(S, '<notes><note x:y="z">a</note></notes>'),
    "match": unit(
        source("a", "b", segment=' id="s"'),
        MATCH.format(' ref="#s" similarity="82.5" type="tm" subType="a:b"'),
    ),
    "term": unit(
        source('<mrk id="m" type="term">a</mrk>'), GLOSSARY.format(' ref="#m"', TRANSLATION)
    ),
}


@pytest.mark.parametrize("body", VALID_2.values(), ids=VALID_2)
def test_what_xliff_2_allows(body: str) -> None:
    assert xliff2(body) == []


def test_versions_and_namespaces_of_xliff_2() -> None:
    languages = 'srcLang="id" trgLang="en"'
    new = CORE.replace("2.0", "2.2")
    assert xliff2(unit(S), root=f'version="2.1" {languages}') == []
    assert xliff2(unit(S), root=f'version="2.2" {languages}', core=new) == []
    note = unit(S, '<notes><note id="n" ref="#u=u">x</note></notes>')
    assert xliff2(note, root=f'version="2.2" {languages}', core=new) == []
    assert _clauses(xliff2(note)) == ["4.2.2.9"]
    assert _clauses(xliff2(unit(S), root=f'version="2.2" {languages}')) == ["4.3.1.42"]
    assert _clauses(xliff2(unit(S), root=languages)) == ["4.2.2.1"]
    unknown = xliff2(unit(S), core=CORE.replace("2.0", "2.7"))
    assert [each.message for each in unknown] == [
        "the root element is <xliff> of the namespace 'urn:oasis:names:tc:xliff:document:2.7',"
        " not <xliff> of XLIFF 2"
    ]
    assert _clauses(xliff2(unit(S), root='version="2.0" srcLang="id"')) == ["4.3.1.37"]
    assert _clauses(xliff2(unit(S), root='version="2.0" srcLang="i" trgLang="en"')) == ["4.3.1.29"]


def test_all_faults_are_told_in_order_with_their_places() -> None:
    data = f"""<?xml version="1.0"?>
<xliff xmlns="{CORE}" version="2.0" srcLang="id">
 <file id="f">
  <unit id="ü1">
   <segment state="done"><source>teks <ph id="1" dataRef="9"/></source></segment>
  </unit>
  <unit><segment><source>a</source><target>b</target></segment></unit>
 </file>
</xliff>"""
    found = list(XLIFF2.validate(data.encode()))
    assert [(each.line, each.column, each.unit) for each in found] == [
        (5, 4, "ü1"),
        (5, 39, "ü1"),
        (7, 3, ""),
        (7, 36, ""),
    ]
    assert str(found[1].clause) == "XLIFF 2.1, 4.3.1.9"
    assert list(XLIFF2.validate(data.encode("utf-16"))) == found


HOSTILE = {
    "not XML": (b"<xliff", "not well-formed"),
    "empty": (b"", "not well-formed"),
    "entity": (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "declares an entity"),
    "no entity": (b'<!DOCTYPE a SYSTEM "http://a.example/b.dtd"><a>&b;</a>', "entity"),
    "deep": (b"<a>" * 100_000, "deeper than 256"),
    "no text": (b"<a>\xff</a>", "not utf-8"),
    "encoding": (b'<?xml version="1.0" encoding="ebcdic"?><a/>', "encoding"),
}


@pytest.mark.parametrize(("data", "message"), HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("name", ["xliff12", "xliff2"])
def test_hostile_xml_is_one_fault(name: str, data: bytes, message: str) -> None:
    if b"<a>" in data:
        # The root is looked at first, so it must be one that goes on.
        start = (
            f'<xliff xmlns="{CORE}">'
            if name == "xliff2"
            else ('<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2">')
        )
        data = data.replace(b"<a>", start.encode(), 1)
    (fault,) = plugins.exchange_format(name).validate(data)
    assert message in fault.message
    assert fault.line == 1


def test_validating_takes_linear_time() -> None:
    """Whatever repeats in one element: ids, codes, segments, references."""

    def seconds(count: int) -> float:
        codes = "".join(f'<ph id="{n}" canDelete="no"/><sc id="s{n}"/>' for n in range(count))
        ends = "".join(f'<ec startRef="s{n}"/>' for n in range(count))
        begun = time.process_time()
        xliff2(unit(source(codes + ends, codes + ends) + S * count))
        return time.process_time() - begun

    small = max(seconds(500), 0.02)
    assert seconds(4_000) < small * 8 * 4


# --- XLIFF 1.2 --------------------------------------------------------------------


def xliff12(
    body: str, *, head: str = "", file: str = "", root: str = 'version="1.2"'
) -> list[Fault]:
    text = (
        f'<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" xmlns:x="urn:x" {root}>'
        f'<file original="a" source-language="id" datatype="plaintext" {file}>{head}'
        f"<body>{body}</body></file></xliff>"
    )
    return list(XLIFF12.validate(text.encode()))


def trans(inside: str = "<source>a</source>", attributes: str = 'id="1"') -> str:
    return f"<trans-unit {attributes}>{inside}</trans-unit>"


def coded(text: str) -> str:
    return trans(f"<source>{text}</source>")


SEGMENTED = (
    '<source>a</source><seg-source><mrk mtype="seg" mid="1">a</mrk></seg-source><target>{}</target>'
)
CASES_12: dict[str, tuple[str, str]] = {
    "no source": (trans("<target/>"), "<trans-unit>"),
    "unknown element": (trans("<source/><foo/>"), "<trans-unit>"),
    "out of order": (trans("<target/><source/>"), "<trans-unit>"),
    "no id": (trans(attributes=""), "<trans-unit>"),
    "text": (trans("x<source/>"), "<trans-unit>"),
    "unknown attribute": (trans(attributes='id="1" state="new"'), "<trans-unit>"),
    "two targets": (trans("<source/><target/><target/>"), "<trans-unit>"),
    "state": (trans('<source/><target state="done"/>'), "state"),
    "approved": (trans(attributes='id="1" approved="true"'), "approved"),
    "restype": (trans(attributes='id="1" restype="foo"'), "restype"),
    "size unit": (trans(attributes='id="1" size-unit="chars" maxwidth="9"'), "size-unit"),
    "no number": (trans(attributes='id="1" maxwidth="9px"'), "maxwidth"),
    "no range": (trans(attributes='id="1" minwidth="10" maxwidth="9"'), "minwidth"),
    "context": (
        trans('<source/><context-group><context context-type="foo">a</context></context-group>'),
        "context-type",
    ),
    "language": (trans('<source xml:lang="id_ID">a</source>'), "xml:lang"),
    "unit twice": (trans() + trans(), "id"),
    "group twice": (f'<group id="g"/><group id="g">{trans()}</group>', "id"),
    "phase": (trans(attributes='id="1" phase-name="p"'), "phase-name"),
    "tool": (trans('<source/><alt-trans tool-id="t"><target/></alt-trans>'), "tool-id"),
    "code twice": (coded('<x id="1"/><g id="1">a</g>'), "id"),
    "no bpt": (coded('<ept id="1">b</ept>'), "<ept>"),
    "no ept": (coded('<bpt id="1">b</bpt>'), "<bpt>"),
    "no bx": (coded('<ex id="1" rid="2"/>'), "<ex>"),
    "rid twice": (coded('<bx id="1" rid="2"/><bx id="3" rid="2"/>'), "rid"),
    "not cloned": (
        trans('<source/><target><x id="1" clone="no"/><x id="1" clone="no"/></target>'),
        "id",
    ),
    "it": (coded('<it id="1">a</it>'), "<it>"),
    "mark": (coded('<mrk mtype="foo">a</mrk>'), "mtype"),
    "segment without mid": (trans(SEGMENTED.format('<mrk mtype="seg">a</mrk>')), "mid"),
    "other segment": (trans(SEGMENTED.format('<mrk mtype="seg" mid="2">a</mrk>')), "mid"),
    "segment twice": (trans(SEGMENTED.format('<mrk mtype="seg" mid="1">a</mrk>' * 2)), "mid"),
    "priority": (trans('<source/><note priority="0">a</note>'), "priority"),
    "purpose": (trans('<source/><context-group purpose="place"/>'), "<context-group> purpose"),
}


@pytest.mark.parametrize(("body", "clauses"), CASES_12.values(), ids=CASES_12)
def test_rules_of_xliff_12(body: str, clauses: str) -> None:
    assert sorted(_clauses(xliff12(body))) == sorted(clauses.split())


def test_files_of_xliff_12() -> None:
    assert xliff12(trans(), root='version="1.1"') == []
    assert _clauses(xliff12(trans(), root='version="1.3"')) == ["version"]
    assert _clauses(xliff12(trans(), root="")) == ["<xliff>"]
    assert _clauses(xliff12(trans(), file='target-language="en_US"')) == ["target-language"]
    assert _clauses(xliff12(trans(), file='date="2026-11-29"')) == ["date"]
    assert xliff12(trans(), file='date="2026-11-29T10:00:00Z" x:y="z"') == []
    head = (
        '<header><phase-group><phase phase-name="p" process-name="q" tool-id="t"/></phase-group>'
        '<tool tool-id="t" tool-name="T"/></header>'
    )
    assert xliff12(trans(attributes='id="1" phase-name="p"'), head=head, file='tool-id="t"') == []
    assert _clauses(xliff12(trans(), file='tool-id="t"')) == ["tool-id"]
    assert _clauses(xliff12(trans(), head="<header/><header/>")) == ["<file>"]


VALID_12 = {
    "repeated in a target": trans(
        '<source><x id="1"/></source><target><x id="1"/><x id="1"/></target>'
    ),
    "pair by id": coded('<bpt id="1">b</bpt>a<ept id="1">b</ept>'),
    "half elsewhere": coded('<bx id="1"/>a'),
    "custom values": trans(
        '<source/><target state="x-a" state-qualifier="x-b"/>', 'id="1" restype="x-c"'
    ),
    "extensions": trans("<source/><x:y><trans-unit/></x:y>", 'id="1" x:z="1"'),
    "group": f'<group id="g"><context-group name="c"><context context-type="record">a</context>'
    f"</context-group><note>a</note>{trans()}</group>",
}


@pytest.mark.parametrize("body", VALID_12.values(), ids=VALID_12)
def test_what_xliff_12_allows(body: str) -> None:
    assert xliff12(body) == []


# --- PO ---------------------------------------------------------------------------

CHARSET = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
PLURAL = 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\n'
CASES_PO: dict[str, tuple[str, list[tuple[int, str]]]] = {
    "empty": ("", [(1, "no header")]),
    "no header": ('msgid "a"\nmsgstr "b"\n', [(1, "no header")]),
    "no charset": ('msgid ""\nmsgstr "Language: id\\n"\n', [(2, "charset")]),
    "unknown charset": (CHARSET.replace("UTF-8", "UTF-42"), [(2, "UTF-42")]),
    "language": (CHARSET + '"Language: English\\n"\n', [(4, "'English'")]),
    "syntax": (CHARSET + 'msgid "a\n', [(4, "closing quote")]),
    "twice, then syntax": (
        CHARSET + 'msgid "a"\nmsgstr "b"\n' * 2 + "foo\n",
        [(6, "line 4 already"), (8, "outside quotes")],
    ),
    "line breaks": (
        CHARSET + 'msgid "\\na"\nmsgstr "a"\n\nmsgid "b\\n"\nmsgstr "b"\n',
        [(5, "begin"), (8, "end")],
    ),
    "no plurals": (CHARSET + PLURAL, [(5, "no Plural-Forms")]),
    "no number": (CHARSET + '"Plural-Forms: nplurals=x; plural=0;\\n"\n', [(4, "no number")]),
    "no expression": (CHARSET + '"Plural-Forms: nplurals=2;\\n"\n', [(4, "no expression")]),
    "none": (CHARSET + '"Plural-Forms: nplurals=0; plural=0;\\n"\n', [(4, "at least 1")]),
    "bad expression": (CHARSET + '"Plural-Forms: nplurals=2; plural=n*;\\n"\n', [(4, "invalid")]),
    "division": (CHARSET + '"Plural-Forms: nplurals=2; plural=1/n;\\n"\n', [(4, "by zero")]),
    "too high": (CHARSET + '"Plural-Forms: nplurals=2; plural=n%3;\\n"\n', [(4, "form 2")]),
    "too few": (
        CHARSET + '"Plural-Forms: nplurals=1; plural=0;\\n"\n\n' + PLURAL,
        [(8, "2 plural forms, the header says 1")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CASES_PO.values(), ids=CASES_PO)
def test_rules_of_po(text: str, expected: list[tuple[int, str]]) -> None:
    found = list(PO.validate(text.encode()))
    assert [each.line for each in found] == [line for line, _ in expected], found
    for fault, (_, message) in zip(found, expected, strict=True):
        assert message in fault.message
        assert fault.clause.startswith("GNU gettext manual")


def test_what_po_allows() -> None:
    forms = '"Plural-Forms: nplurals=2; plural=n != 1;\\n"\n'
    open_form = 'msgid "x"\nmsgid_plural "y"\nmsgstr[0] ""\n'
    fuzzy = '#, fuzzy\nmsgid "z\\n"\nmsgstr "z"\n'
    obsolete = '#~ msgid "a\\n"\n#~ msgstr "b"\n'
    text = "\n".join([CHARSET + forms, PLURAL, open_form, fuzzy, obsolete])
    assert list(PO.validate(text.encode())) == []


@pytest.mark.tool
@pytest.mark.shared
@pytest.mark.skipif(not shutil.which("msgfmt"), reason="gettext is not installed")
def test_what_msgfmt_rejects_is_a_fault(shared: Path) -> None:
    """Of the PO files of i18nspector, all but those with formats that do not match."""
    folder = shared / "conformance" / "i18nspector" / "tests" / "blackbox_tests"
    rejected = missed = formats = 0
    for path in sorted([*folder.glob("*.po"), *folder.glob("*.pot")]):
        done = subprocess.run(
            ["msgfmt", "-c", "-o", "/dev/null", path.name],
            cwd=folder,
            capture_output=True,
            env={"LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin"},
            check=False,
        )
        faults = list(PO.validate(path.read_bytes()))
        if done.returncode:
            rejected += 1
            if not faults and b"format s" in done.stderr:
                formats += 1
            elif not faults:
                missed += 1
    assert (rejected > 70, formats < 40, missed) == (True, True, 0)


# --- the suite of the standard ----------------------------------------------------

#: The invalid files of the suite, and the clause each must go against.
SUITE = """
CommentWithValueAndRef 4.7.3.1.3; ConfusedIsolatedOnEc 4.2.3.5; CopyOfWithBadReference 4.3.1.8;
CopyOfWithNoCopyReference 4.7.2.4.1; CopyOfWithOriginalData 4.7.2.4.1; DataIdNotUnique 4.3.1.21;
DataRefWithoutOriginalData 4.3.1.9; DifferentCanCopyInScAndEc 4.2.3.5;
DifferentCanDeleteInScAndEc 4.2.3.5; DifferentCanOverlapInScAndEc 4.2.3.5;
DifferentCanReorderInScAndEc 4.2.3.5; DifferentXmlSpace 4.3.2.2;
DuplicateExtElemIdsInFile 4.3.1.21; DuplicateExtElemIdsInGroup 4.3.1.21;
DuplicateExtElemIdsInUnit 4.3.1.21; DuplicateNoteIdsInFile 4.3.1.21;
DuplicateNoteIdsInGroup 4.3.1.21; DuplicateNoteIdsInUnit 4.3.1.21; EcBeforeSc 4.3.1.30;
EmBeforeSm 4.3.1.30; EmptySkeletonWithoutHref 4.2.2.3; FileIdNotUnique 4.3.1.21;
GroupIdNotUnique 4.3.1.21; GroupWithoutId 4.2.2.4; IgnorableIdNotUnique 4.3.1.21;
IgnorableWithoutSource 4.2.2.7; InvalidCommentAnnotation1 4.7.3.1.3;
InvalidCommentAnnotation2 4.7.3.1.3; InvalidCommentAnnotation3 4.7.3.1.3;
InvalidCommentAnnotation4 4.7.3.1.3; InvalidDataRef 4.3.1.9; InvalidDataRefEnd 4.3.1.10;
InvalidDataRefStart 4.3.1.11; InvalidDirAttributeOnSource 4.2.2.12;
InvalidExtensionAttributeOnPc 4.2.3.3; InvalidExtensionAttributeOnSegment 4.2.2.6;
InvalidExtensionAttributeOnSource 4.2.2.12; InvalidExtensionAttributeOnTarget 4.2.2.13;
InvalidExtensionElementInData 4.2.2.11; InvalidExtensionElementInFile 4.2.2.2;
InvalidExtensionElementInOriginalData 4.2.2.10; InvalidExtensionElementInSegment 4.2.2.6;
InvalidExtensionElementOutsideFile 4.2.2.1; InvalidFSAttribute 5.3.5;
InvalidFSAttributeOnEc 5.3.5.1; InvalidFSAttributeValue 5.3.5.1; InvalidFragIdBadOrder 3.1;
InvalidFragIdDuplicatedPrefix 3.1; InvalidFragIdMissplacedLeaf 3.1; InvalidFragIdNoSingleLeaf 3.1;
InvalidFragIdPrefixNotNmtoken 3.1; InvalidFragIdPrefixTooShort 3.2; InvalidFragIdSyntax 3.1;
InvalidFragIdUnknownPrefix 3.2; InvalidHexRangeOnCp 4.3.1.19; InvalidHexValueOnCp 4.3.1.19;
InvalidId1 4.3.1.21; InvalidId2 4.3.1.21; InvalidId3 4.3.1.21; InvalidIsolatedOnEc 4.2.3.5;
InvalidIsolatedOnSc 4.3.1.22; InvalidLoneEm 4.3.1.30; InvalidLoneSm 4.2.3.7;
InvalidNoteRefInUnit 4.7.3.1.3; InvalidNotesInFile 4.2.2.2; InvalidNotesInGroup 4.2.2.4;
InvalidNotesInUnit 4.2.2.5; InvalidStateValue 4.3.1.31; InvalidTranslateInSegment 4.2.2.6;
InvalidTypeSubTypeValues 4.3.1.36; InvalidTypeValue 4.3.1.40; InvalidValidation 4.2.2.5;
InvalidXmlLangInheritedFromFile 4.2.2.12; InvalidXmlLangInheritedFromGroup 4.2.2.12;
InvalidXmlLangInheritedFromUnit 4.2.2.12; InvalidXmlLangOnFile 4.2.2.12;
InvalidXmlLangOnGroup 4.2.2.12; InvalidXmlLangOnUnit 4.2.2.12; IsolatedEcWithId 4.2.3.5;
MissingIsolatedOnEc 4.2.3.5; MissingIsolatedOnSc 4.3.1.22; MissingNonRemovable1 4.3.1.3;
MissingNonRemovable2 4.3.1.3; MissingReorderFirstNo 4.3.1.5; NoFile 4.2.2.1; NoTrgLang 4.3.1.37;
NoTrgLangWithIgnorable 4.3.1.37; NoUnitOrGroupInFile 4.2.2.2; NonEmptySkeletonWithHref 4.2.2.3;
NonIsolatedEcWithoutStartRef 4.2.3.5; NotesWithoutNote 4.2.2.8; OrderNotUnique1 4.3.1.24;
OrderNotUnique2 4.3.1.24; OriginalDataWithoutData 4.2.2.10; PartIdNotUnique 4.3.1.21;
RefAndValueInComment 4.7.3.1.3; SegmentIdNotUnique 4.3.1.21; SegmentWithoutSource 4.2.2.6;
SrcLangNotWellFormed 4.3.1.29; SubFlowWithInvalidReference 4.3.1.34;
SubFlowWithInvalidValue 4.3.1.32; SubStateWithoutState 4.3.1.35; SubTypeWithoutType 4.3.1.36;
TrgLangNotWellFormed 4.3.1.37; TwoSourceInUnit 4.2.2.6; UnitWithoutSegment 4.2.2.5;
UnknownDataRefEndValue 4.3.1.10; UnknownDataRefStartValue 4.3.1.11; UnknownDataRefValue 4.3.1.9;
WrongLangOnTarget 4.2.2.13; WrongReordering1 4.3.1.5; WrongReordering2 4.7.2.6;
WrongSourceLang 4.2.2.12; WrongTargetLang 4.2.2.13; XmlLangNotWellFormed 4.3.2.1;
YesCanReorderInEcForFirstNoInSc 4.2.3.5; canReorderContext1 4.3.1.5; canReorderContext2 4.3.1.5;
canReorderContext3 4.3.1.5;
gls_glossEntry-and-translation-not-unique-in-glossary 5.2.5.1;
gls_glossEntry-w-o-translation-or-definition 5.2.4.3; gls_invalid-extension 5.2.4.3;
mda_meta-missing-type 5.4.4.4; mda_meta-missplaced-appliesTo 5.4.4.4;
mda_metaGroup-id-not-nmtoken 5.4.5.3; mda_metaGroup-id-not-unique 5.4.5.3;
mda_metaGroup-invalid-appliesTo 5.4.5.1; mda_metadata-id-not-nmtoken 5.4.5.3;
mda_missing-metaGroup 5.4.4.2; mtc_id-not-nmtoken 5.1.6.1; mtc_match-ID-not-unique 5.1.6.1;
mtc_match-has-xml_lang 5.1.5.3; mtc_subType-w-o-type-match 5.1.6.8;
mtc_type-value-not-in-list 5.1.6.9; mtc_wrong-ref-syntax 5.1.6.5; mtc_wrong-ref-value 5.1.6.5
"""
REASONS = dict(pair.split() for pair in SUITE.replace("\n", " ").split(";") if pair.strip())


@pytest.mark.shared
def test_the_valid_files_of_the_suite_have_no_fault(shared: Path) -> None:
    suite = shared / "conformance" / "oasis-xliff-21" / "test-suite"
    paths = [*suite.glob("*/valid/*.xlf"), *suite.glob("core/in-out/*.xlf")]
    assert len(paths) >= 59
    assert {path.name: found for path in paths if (found := _faults(path))} == {}


@pytest.mark.shared
def test_the_invalid_files_of_the_suite_have_the_right_fault(shared: Path) -> None:
    suite = shared / "conformance" / "oasis-xliff-21" / "test-suite"
    paths = {re.sub("(?i)^bad[-_]", "", path.stem): path for path in suite.glob("*/invalid/*.xlf")}
    found = {
        name: any(f"XLIFF 2.1, {clause}" == fault.clause for fault in _faults(paths[name]))
        for name, clause in REASONS.items()
    }
    assert [name for name, is_right in found.items() if not is_right] == []
    core = [path for path in paths.values() if path.parent.parent.name == "core"]
    assert sum(path.stem.lower().startswith("bad_") for path in core) == 119
    required = {name for name in paths if paths[name] in core or name[:3] in ("gls", "mtc", "mda")}
    assert required == set(REASONS)


@pytest.mark.shared
def test_the_examples_are_valid(shared: Path, root: Path) -> None:
    paths = [
        *(shared / "conformance" / "examples").glob("*.xlf"),
        *(shared / "conformance" / "examples").glob("*.po"),
        *(root / "translations").rglob("*.po"),
        *(root / "translations").rglob("*.xlf"),
    ]
    assert len(paths) > 8
    assert {path.name: found for path in paths if (found := _faults(path))} == {}


def _faults(path: Path) -> list[Fault]:
    data = path.read_bytes()
    (format,) = (each for each in plugins.exchange_formats() if each.recognises(data[:4096]))
    return list(format.validate(data))


# --- the command ------------------------------------------------------------------

GOOD = (CHARSET + '\nmsgid "a"\nmsgstr "b"\n').encode()
BAD = GOOD + b'\nmsgid "a"\nmsgstr "c"\n'


def test_the_command(tmp_path: Path) -> None:
    (tmp_path / "good.po").write_bytes(GOOD)
    (tmp_path / "bad.po").write_bytes(BAD)
    done = alihbahasa("validate", "good.po", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "no faults in 1 file\n", "")
    done = alihbahasa("validate", "good.po", "bad.po", cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout == (
        "bad.po:8:7: this message stands in line 5 already"
        " (GNU gettext manual, The Format of PO Files)\n1 fault in 2 files\n"
    )
    done = alihbahasa("validate", "-", cwd=tmp_path, input=BAD)
    assert (done.returncode, done.stdout.partition(":")[0]) == (1, "standard input")
    segment = unit(source("a", segment=' state="x"'), id="u7")
    text = f'<xliff xmlns="{CORE}" version="2.0" srcLang="id"><file id="f">{segment}</file></xliff>'
    done = alihbahasa("validate", "-", cwd=tmp_path, input=text)
    assert "(unit u7; XLIFF 2.1, 4.3.1.31)\n" in done.stdout


def test_what_cannot_be_judged_is_an_error_and_the_rest_is_judged(tmp_path: Path) -> None:
    (tmp_path / "bad.po").write_bytes(BAD)
    (tmp_path / "a.txt").write_text("Halo.\n", encoding="utf-8")
    done = alihbahasa("validate", "none.po", "a.txt", "bad.po", cwd=tmp_path)
    assert done.returncode == 2
    assert "none.po: no such file" in done.stderr
    assert "a.txt: not an exchange file; known are PO" in done.stderr
    assert "1 fault in 1 file" in done.stdout


def test_the_command_as_json(tmp_path: Path) -> None:
    (tmp_path / "bad.po").write_bytes(BAD)
    done = alihbahasa("validate", "--format", "json", "bad.po", "none.po", cwd=tmp_path)
    assert done.returncode == 2
    document = json.loads(done.stdout)
    assert document["summary"] == {"files": 2, "faulty": 1, "unreadable": 1, "faults": 1}
    assert [each["error"] is None for each in document["files"]] == [True, False]
    assert document["faults"] == [
        {
            "file": "bad.po",
            "line": 8,
            "column": 7,
            "message": "this message stands in line 5 already",
            "unit": "",
            "clause": "GNU gettext manual, The Format of PO Files",
        }
    ]


def test_a_file_is_known_by_what_is_in_it_and_else_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "new.xlf").write_text('<xliff xmlns="urn:x" version="9"/>', encoding="utf-8")
    (tmp_path / "broken.xliff").write_text("<xliff", encoding="utf-8")
    (tmp_path / "two.xlf").write_text(
        f'<xliff xmlns="{CORE}" version="2.0" srcLang="id"/>', encoding="utf-8"
    )
    done = alihbahasa("validate", "new.xlf", "broken.xliff", "two.xlf", cwd=tmp_path)
    assert done.returncode == 1
    assert "new.xlf:1:1: the root element is <xliff> of the namespace 'urn:x'" in done.stdout
    assert "broken.xliff:1:1: the file is not well-formed XML" in done.stdout
    assert "two.xlf:1:1: <xliff> has no <file> (XLIFF 2.1, 4.2.2.1)" in done.stdout


def test_gettext_reads_no_utf_16() -> None:
    text = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-16\\nLanguage: en\\n"\n'
    found = list(plugins.exchange_format("po").validate(text.encode("utf-16")))
    assert [fault.message for fault in found] == ["the file is UTF-16, which gettext does not read"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xef\xbb\xbf%s\n", "byte order mark"),
        (b"%s\r", "carriage returns alone"),
    ],
)
def test_what_gettext_reads_otherwise_is_told_of_a_po_file(data: bytes, words: str) -> None:
    text = b'msgid "" msgstr "Content-Type: text/plain; charset=UTF-8\\n"'
    (fault,) = plugins.exchange_format("po").validate(data % text)
    assert (fault.line, fault.column) == (1, 1)
    assert words in fault.message


def test_an_attribute_of_a_module_that_it_does_not_have_is_told() -> None:
    text = (
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="id"'
        ' xmlns:slr="urn:oasis:names:tc:xliff:sizerestriction:2.0"><file id="f"><unit id="u">'
        '<segment><source><sc id="1"/>a<ec startRef="1" slr:odd="x"/></source></segment>'
        "</unit></file></xliff>"
    )
    found = list(plugins.exchange_format("xliff2").validate(text.encode()))
    assert any("slr:odd" in fault.message for fault in found)
