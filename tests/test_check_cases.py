"""The case files of the checks: ``tests/cases/check_<name>.toml``, several languages in each.

A case has a *pair* of languages, a *source* and a *target*; without *messages*
it is a translation that is right.  *messages* are all that the check says, *at*
the texts that it points at, *fix* its proposals, *mended* the target after
``--fix``.  A file may have a *glossary* in CSV for all of its cases; a case of
a survey has *units*, each with *article*, *source*, *target* and *kind*, instead.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from rewriting import rewritten

from alihbahasa import checking, plugins
from alihbahasa.contracts import Check
from alihbahasa.model import Glossary, Kind, Remark, Side, State, Unit, plain, unit_id
from alihbahasa.workflow import prepare
from alihbahasa.workflow.glossary import files

CASES = Path(__file__).parent / "cases"
CHECKS = {check.name: check for check in plugins.checks()}

#: Checks whose cases need more than a pair: they are tried in ``test_checks``.
ELSEWHERE = frozenset(
    "forbidden-term inline-code kept-term source-term term-missing"
    " source-changed term-changed conflict stale-build stale-waiver".split()
)


def _table(name: str) -> dict[str, Any]:
    path = CASES / f"check_{name.replace('-', '_')}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {"case": []}


def _cases() -> Iterator[Any]:
    for name in CHECKS:
        if name not in ELSEWHERE:
            table = _table(name)
            for case in table["case"]:
                whole = {"glossary": table.get("glossary", ""), "pair": "id-en"} | case
                yield pytest.param(name, whole, id=f"{name}: {whole['pair']}: {case['name']}")


def unit_of(case: dict[str, Any]) -> Unit:
    kind = Kind(case.get("kind", "paragraph"))
    source, target = (case["source"],), (case.get("target", ""),)
    state = State(case.get("state", "translated"))
    return Unit(unit_id(source, kind), kind, source, target if target[0] else None, state)


def _remarks(check: Check, case: dict[str, Any], folder: Path) -> list[tuple[Unit, Remark]]:
    here, there = case["pair"].split("-", 1)
    glossary = Glossary(())
    if case["glossary"]:
        path = folder / "case.csv"
        path.write_text(case["glossary"].lstrip(), encoding="utf-8")
        glossary = files.read(path, source_language=here, shown="case.csv").glossary
    terms = prepare.terms_of(glossary, here)
    context = prepare.check_contexts(terms, there)

    def units(rows: list[dict[str, Any]], article: str) -> tuple[Unit, ...]:
        found = prepare.with_mentions(map(unit_of, rows), terms.source(article))
        return prepare.with_renderings(found, context(article))

    if check.survey is None:
        (unit,) = units([case], "a.txt")
        return [(unit, remark) for remark in check.run(unit, context("a.txt"))]
    articles: dict[str, list[dict[str, Any]]] = {}
    for row in case["units"]:
        articles.setdefault(row.get("article", "a.txt"), []).append(row)
    (running,) = checking.chosen([check], select=[check.name])
    parts: list[tuple[str, Any]] = []
    there_are: dict[tuple[str, str], Unit] = {}
    for article, rows in articles.items():
        every = units(rows, article)
        there_are |= {(article, unit.id): unit for unit in every}
        kept = checking.summaries(every, running=[running], context=context(article))
        parts.append((article, kept[check.name]))
    found = checking.concluded(running, parts)
    return [(there_are[article, id], remark) for article, id, remark in found]


@pytest.mark.parametrize(("name", "case"), list(_cases()))
def test_case(name: str, case: dict[str, Any], tmp_path: Path) -> None:
    found = _remarks(CHECKS[name], case, tmp_path)
    assert [remark.message for _, remark in found] == case.get("messages", [])
    if "at" in case:
        texts = [
            span.of(plain((unit.source if remark.side is Side.SOURCE else unit.target) or ()))
            for unit, remark in found
            for span in remark.spans
        ]
        assert texts == case["at"]
    if "fix" in case:
        assert [list(remark.fix) for _, remark in found] == case["fix"]
    if "mended" in case:
        edits = [edit for _, remark in found for edit in remark.edits]
        assert rewritten(case["target"], edits) == case["mended"]
        assert not _remarks(CHECKS[name], case | {"target": case["mended"]}, tmp_path)


@pytest.mark.parametrize("name", [name for name in CHECKS if name not in ELSEWHERE])
def test_every_check_has_cases_of_both_sorts_in_several_languages(name: str) -> None:
    every = _table(name)["case"]
    assert sum("messages" in case for case in every) >= 3, "too few that fail"
    assert sum("messages" not in case for case in every) >= 3, "too few that pass"
    assert len({case.get("pair", "id-en") for case in every}) >= 2, "only one pair of languages"
