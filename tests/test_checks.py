"""The checks, case by case: what each finds, where, and what it leaves alone."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from rewriting import rewritten

from alihbahasa import checking, plugins, reconciliation
from alihbahasa.articles import html
from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import (
    EMPTY_TARGET,
    Alternative,
    Finding,
    Glossary,
    Kind,
    Severity,
    Side,
    Span,
    State,
    Unit,
    plain,
    unit_id,
)
from alihbahasa.segmentation import segment, units
from alihbahasa.workflow import prepare
from alihbahasa.workflow.glossary import files

CASES = Path(__file__).parent / "cases"
CHECKS = {check.name: check for check in plugins.checks()}


def cases(name: str) -> list[Any]:
    table = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["name"]) for case in table["case"]]


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    path = CASES / "checks.csv"
    return files.read(path, source_language="id", shown=str(path)).glossary


@pytest.fixture
def terms(case: dict[str, Any], glossary: Glossary, tmp_path: Path) -> Glossary:
    """Return the glossary of the case, or the one that most share."""
    if "glossary" not in case:
        return glossary
    path = tmp_path / "case.csv"
    path.write_text(case["glossary"], encoding="utf-8")
    return files.read(path, source_language="id", shown=str(path)).glossary


def marked(text: str) -> tuple[str, tuple[Span, ...]]:
    """Return *text* without its brackets, and the spans that stood between them."""
    spans, taken = [], 0
    for found in re.finditer(r"\[(.*?)\]", text):
        start = found.start() - taken
        spans.append(Span(start, start + len(found[1])))
        taken += 2
    return text.replace("[", "").replace("]", ""), tuple(spans)


def context_of(glossary: Glossary, language: str, article: str = "a.txt") -> CheckContext:
    return prepare.check_contexts(prepare.terms_of(glossary, "id"), language)(article)


def unit_of(source: str, target: str, glossary: Glossary, **fields: Any) -> Unit:
    unit = Unit(
        unit_id((source,), Kind.PARAGRAPH),
        Kind.PARAGRAPH,
        (source,),
        target=(target,),
        state=State.TRANSLATED,
        **fields,
    )
    (found,) = prepare.with_mentions([unit], prepare.recogniser(glossary, "id"))
    return found


def findings_of(
    unit: Unit, check: Check, context: CheckContext, **severities: Severity
) -> list[Finding]:
    found = prepare.findings(
        [unit],
        running=checking.chosen(
            [check],
            severities={name.replace("_", "-"): each for name, each in severities.items()},
            select=[check.name] if check.completeness else (),
        ),
        context=context,
        article="a.txt",
    )
    return list(found)


@pytest.mark.parametrize("case", cases("check_source_term"))
def test_source_term(case: dict[str, Any], tmp_path: Path) -> None:
    table = tomllib.loads((CASES / "check_source_term.toml").read_text(encoding="utf-8"))
    path = tmp_path / "case.csv"
    path.write_text(table["glossary"].lstrip(), encoding="utf-8")
    glossary = files.read(path, source_language="id", shown="case.csv").glossary
    source, spans = marked(case["source"])
    unit = unit_of(source, case.get("target", ""), glossary)
    found = findings_of(unit, CHECKS["source-term"], context_of(glossary, "en"))
    assert [(each.message, each.spans, list(each.fix)) for each in found] == (
        [(case["message"], spans, case["fix"])] if spans else []
    )
    assert all(each.side is Side.SOURCE for each in found)


@pytest.mark.parametrize("case", cases("check_forbidden_term"))
def test_forbidden_term(case: dict[str, Any], terms: Glossary) -> None:
    target, spans = marked(case["target"])
    unit = unit_of(case["source"], target, terms)
    context = context_of(terms, case.get("language", "en"))
    found = findings_of(unit, CHECKS["forbidden-term"], context)
    assert [each.spans for each in found] == [(span,) for span in spans]
    for each in found:
        assert each.severity is Severity.ERROR
        assert list(each.fix) == case.get("fix", [])
        assert each.side is Side.TARGET


@pytest.mark.parametrize(
    ("name", "case"),
    [
        pytest.param(name, *case.values, id=f"{name}: {case.id}")
        for name in ("term-missing", "kept-term")
        for case in cases(f"check_{name.replace('-', '_')}")
    ],
)
def test_missing_and_kept(name: str, case: dict[str, Any], terms: Glossary) -> None:
    source, spans = marked(case["source"])
    unit = unit_of(source, case["target"], terms)
    found = findings_of(unit, CHECKS[name], context_of(terms, case.get("language", "en")))
    if not spans:
        assert found == []
        return
    (only,) = found
    covered = {n for span in only.counterpart for n in range(span.start, span.stop)}
    assert covered == {n for span in spans for n in range(span.start, span.stop)}
    assert only.severity == case["severity"]
    assert list(only.fix) == case["fix"]
    assert only.about in {mention.concept.key for mention in unit.mentions}
    assert rewritten(case["target"], only.edits) == case.get("mended", case["target"])


def test_source_changed(glossary: Glossary) -> None:
    unit = unit_of("Sebanyak 23 tentara tewas.", "16 soldiers died.", glossary)
    context = context_of(glossary, "en")
    check = CHECKS["source-changed"]
    assert findings_of(unit, check, context) == []
    draft = replace(unit, state=State.INITIAL, previous=("Sebanyak 16 tentara tewas.",))
    (found,) = findings_of(draft, check, context)
    assert found.side is Side.SOURCE
    assert [span.of(plain(draft.source)) for span in found.spans] == ["23"]
    assert "Sebanyak 16 tentara tewas." in found.message


def test_term_changed(glossary: Glossary) -> None:
    check, context = CHECKS["term-changed"], context_of(glossary, "en")
    (concept,) = (each for each in glossary.concepts if each.key == "rayon")
    unit = unit_of("Rayon itu kosong.", "The oblast is empty.", glossary, outdated=(concept,))
    (found,) = findings_of(unit, check, context)
    assert (found.about, found.side) == ("rayon", Side.SOURCE)
    assert found.message.endswith("since this was translated; it is district or raion now")
    # A term that is allowed today is right, and a new synonym no reason to look again.
    for target in ("The district is empty.", "The raions are empty."):
        assert findings_of(replace(unit, target=(target,)), check, context) == []
    # Of two, one is not by a term of today.
    both = unit_of(
        "Rayon itu bukan rayon ini.", "This raion is no county.", glossary, outdated=(concept,)
    )
    assert len(findings_of(both, check, context)) == 1


def test_conflict(glossary: Glossary) -> None:
    other = Alternative(("They fled.",), State.TRANSLATED, "sari.po")
    unit = unit_of("Mereka mengungsi.", "They left.", glossary, alternatives=(other,))
    (found,) = findings_of(unit, CHECKS["conflict"], context_of(glossary, "en"))
    assert found.severity is Severity.ERROR
    assert "sari.po" in found.message
    assert found.fix == ("They fled.",)


def test_a_severity_of_the_settings_goes_before_all(glossary: Glossary) -> None:
    unit = unit_of("Darurat militer berlaku.", "War has begun.", glossary)
    context = context_of(glossary, "en")
    check = CHECKS["term-missing"]
    assert [each.severity for each in findings_of(unit, check, context)] == [Severity.ERROR]
    (found,) = findings_of(unit, check, context, term_missing=Severity.INFO)
    assert found.severity is Severity.INFO
    assert findings_of(unit, check, context, term_missing=Severity.OFF) == []


def test_drafts_obsolete_and_empty_ones_are_left_alone(glossary: Glossary) -> None:
    context = context_of(glossary, "en")
    unit = unit_of("Darurat militer berlaku.", "War has begun.", glossary)
    for other in (
        replace(unit, state=State.INITIAL),
        replace(unit, obsolete=True),
        replace(unit, target=None),
    ):
        assert findings_of(other, CHECKS["term-missing"], context) == []


def test_codes_are_unique() -> None:
    codes = [check.code for check in CHECKS.values()]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize(
    ("target", "message", "words"),
    [
        ("the rayon fell", "“rayon” is no term for “rayon”", ["rayon"]),
        ("the place fell", "“rayon” is not translated by its term", []),
    ],
)
def test_a_missing_term_tells_what_stands_in_its_place(
    target: str, message: str, words: list[str], tmp_path: Path
) -> None:
    path = tmp_path / "case.csv"
    path.write_text(
        "concept,lang,term,status\nrayon,id,rayon,\nrayon,en,district,\nrayon,en,oblast,deprecated\n"
    )
    glossary = files.read(path, source_language="id", shown="case.csv").glossary
    unit = unit_of("rayon itu jatuh", target, glossary)
    (only,) = findings_of(unit, CHECKS["term-missing"], context_of(glossary, "en"))
    assert only.message == message
    assert [span.of(target) for span in only.spans] == words


def test_a_concept_is_for_the_articles_of_its_scope(tmp_path: Path) -> None:
    path = tmp_path / "case.csv"
    path.write_text(
        "concept,id,en,en:not,scope\n"
        "bola,serangan balik,counter-attack,,olahraga/*\n"
        "perang,serangan,attack,,\n"
        "asing,,,foe,olahraga/*|opini/*\n"
    )
    glossary = files.read(path, source_language="id", shown="case.csv").glossary
    terms = prepare.terms_of(glossary, "id")
    for article, keys in (("olahraga/a.txt", ["bola"]), ("berita/a.txt", ["perang"])):
        (unit,) = prepare.with_mentions(
            [unit_of("serangan balik itu", "the foe", glossary)], terms.source(article)
        )
        assert [mention.concept.key for mention in unit.mentions] == keys
        found = prepare.findings(
            [unit],
            running=checking.chosen([CHECKS["forbidden-term"]]),
            context=context_of(glossary, "en", article),
            article=article,
        )
        assert len(found) == (article == "olahraga/a.txt")


def test_a_concept_out_of_scope_rules_no_target(tmp_path: Path) -> None:
    path = tmp_path / "case.csv"
    path.write_text(
        "concept,id,en,en:not,scope\n"
        "igd,unit darurat,emergency room,,olahraga/*\n"
        "darurat,darurat militer,martial law,emergency,\n"
    )
    glossary = files.read(path, source_language="id", shown="case.csv").glossary
    unit = unit_of("darurat militer itu", "the emergency room attack", glossary)
    for article, count in (("olahraga/a.txt", 0), ("berita/a.txt", 1)):
        context = context_of(glossary, "en", article)
        assert len(findings_of(unit, CHECKS["forbidden-term"], context)) == count


def test_another_concept_allows_what_stands_there(tmp_path: Path) -> None:
    path = tmp_path / "case.csv"
    path.write_text(
        "concept,id,en,en:not\ndarurat,darurat militer,martial law,emergency\n"
        "krisis,krisis,emergencies,\n"
    )
    glossary = files.read(path, source_language="id", shown="case.csv").glossary
    unit = unit_of("darurat militer dan krisis", "martial law and emergencies", glossary)
    assert findings_of(unit, CHECKS["forbidden-term"], context_of(glossary, "en")) == []


def test_what_is_left_out_on_purpose_has_no_faults(glossary: Glossary) -> None:
    unit = unit_of("Parlemen mengumumkan darurat militer.", EMPTY_TARGET, glossary)
    for check in plugins.checks():
        assert findings_of(unit, check, context_of(glossary, "en")) == []


# --- inline codes -----------------------------------------------------------------


@pytest.mark.parametrize("case", cases("check_inline_code"))
def test_inline_code(case: dict[str, Any]) -> None:
    pack = plugins.language_pack("id")
    article = html.read(f"<p>{case['source']}</p>".encode(), pack)
    (found,) = units(segment(article, pack))
    target = reconciliation.coded(case["target"], found.source)
    unit = replace(found, target=target, state=State.TRANSLATED)
    check = CHECKS["inline-code"]
    remarks = check.run(
        unit, prepare.check_contexts(prepare.terms_of(Glossary(()), "id"), "en")("")
    )
    told = [f"{remark.severity or check.severity}: {remark.message}" for remark in remarks]
    assert told == case.get("findings", [])


@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        ("Baca <b>ini</b>.", "Read <b>this</b>.", []),
        ("Baca <b>ini</b>.", "Read <b>this.", ["error: “<b>” stands without its other half"]),
        (
            "Baca <b>ini</b>.",
            "Read this.",
            ["warning: “<b>” is missing", "warning: “</b>” is missing"],
        ),
        ("Satu<br/>dua.", "One, two.", ["warning: “<br/>” is missing"]),
        ("Jika a < b > c.", "Where a < b.", []),
        ("Baca ini.", "Read <b>this.", ["error: the source has no “<b>”"]),
        ("Baca ini.", "Read <b>this</b>.", []),
        ("Baca <b>ini</b>.", "<b>Read</b> <b>this</b>.", []),
        (
            "Baca <b>ini</b>.",
            "<b>Read</b> <b>this.",
            ["error: “<b>” stands without its other half"],
        ),
        ("Baca <b>ini</b>.", "Read <b>this<b>.", ["error: “<b>” stands without its other half"]),
        ("<p>Baca <b>ini</b>.", "Read <b>this</b>.", []),
        ("git --dirty[=<mark>]", "git --dirty[=<tanda>]", []),
        ("<b>a</b> <a href='1'>b</a>", "<a href='1'>b</a> <B>a</B><br/>", []),
        (
            "<a href='1'>a</a> <a href='2'>b</a>",
            "<a href='2'>b</a> a",
            ["warning: “<a href='1'>” is missing", "warning: “</a>” is missing"],
        ),
        (
            "Baca <b>berita <i>ini</i></b>.",
            "Read <b>this <i>news</b></i>.",
            ["warning: “</b>” stands within “<i>”, which opened later"],
        ),
        ("git [--ref <ref>]", "git [--ref]", []),
    ],
)
def test_markup_that_is_text_in_a_file_from_elsewhere(
    source: str, target: str, told: list[str], glossary: Glossary
) -> None:
    unit = unit_of(source, target, glossary)
    found = findings_of(unit, CHECKS["inline-code"], context_of(glossary, "en"))
    assert [f"{each.severity}: {each.message}" for each in found] == told
