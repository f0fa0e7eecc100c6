"""The traps of the first article: words that are nearly terms, and terms that are nearly words."""

from __future__ import annotations

import pytest

from alihbahasa import checking, plugins
from alihbahasa.glossaries.csv import PLUGIN
from alihbahasa.model import Kind, State, Unit, unit_id
from alihbahasa.workflow import prepare

GLOSSARY, _ = PLUGIN.read(
    """concept,id,en,en:not,ru,ru:not,match,level
armenia,Armenia,Armenia|Armenian,,Армения|армянский,,,must
etnis-armenia,etnis Armenia,ethnic Armenian,,этнический армянин,,,must
darurat-militer,darurat militer,martial law,state of emergency,военное положение,,,must
kondisi-darurat,kondisi darurat,state of emergency,,чрезвычайное положение,,,must
pihak,pihak,side|party,,сторона,,,info
minggu,Minggu,Sunday,,воскресенье,,,must
shusha,Shusha,Shusha,Shushi,Шуша,Шуши,,must
""".encode(),
    source_language="id",
)


@pytest.mark.parametrize(
    ("language", "source", "target", "codes"),
    [
        ("en", "kondisi darurat militer", "martial law", []),
        ("en", "kondisi darurat militer", "a state of emergency", []),
        ("en", "kondisi darurat militer", "a bad state", ["T001"]),
        ("en", "etnis Armenia tinggal di sana", "ethnic Armenians live there", []),
        ("en", "etnis Armenia tinggal di sana", "they live there", ["T001"]),
        ("en", "pihak Armenia menolak", "Armenia refused", []),
        ("en", "Minggu lalu mereka pulang", "Last week they went home", []),
        ("en", "mereka pulang pada Minggu", "they went home last week", ["T001"]),
        ("ru", "di sekitar Shusha", "в окрестностях Шуши", []),
        ("ru", "Shusha direbut", "Шушу взяли", []),
        ("ru", "Shusha direbut", "Город взяли", ["T001"]),
        ("en", "Shusha direbut", "Shushi was taken", ["T002"]),
    ],
)
def test_traps(language: str, source: str, target: str, codes: list[str]) -> None:
    terms = prepare.terms_of(GLOSSARY, "id")
    unit = Unit(
        unit_id((source,), Kind.PARAGRAPH),
        Kind.PARAGRAPH,
        (source,),
        target=(target,),
        state=State.TRANSLATED,
    )
    found = prepare.findings(
        prepare.with_mentions([unit], terms.source("a.txt")),
        running=checking.chosen(plugins.checks()),
        context=prepare.check_contexts(terms, language)("a.txt"),
        article="a.txt",
    )
    assert [each.code for each in found] == codes
