"""Tests of glossary stats: what is counted, which level fits, and how it is shown."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner

from alihbahasa.cli._commands import commands
from alihbahasa.errors import AlihbahasaError
from alihbahasa.glossaries.csv import PLUGIN
from alihbahasa.model import Kind, Level, RenderingKind, State, Unit, unit_id
from alihbahasa.terminology.usage import Usage, usages
from alihbahasa.workflow import prepare

GLOSSARY, _ = PLUGIN.read(
    b"""concept,id,en,en:not,match,level,keep
rayon,rayon,district|raion,county,,must,
pihak,pihak,side|party,,,info,
afp,AFP,,,exact,must,*
artsakh,Artsakh,Artsakh,,case,should,
tanpa,parlemen,,,,should,
""",
    source_language="id",
)


def usage_of(pairs: Iterable[tuple[str, str]]) -> dict[str, Usage]:
    """Return the usages in units of *pairs* of a source and a target, by concept."""
    units = [
        Unit(
            unit_id((source,), Kind.PARAGRAPH, str(number)),
            Kind.PARAGRAPH,
            (source,),
            (target,) if target else None,
            State.TRANSLATED if target else State.INITIAL,
        )
        for number, (source, target) in enumerate(pairs)
    ]
    terms = prepare.terms_of(GLOSSARY, "id")
    context = prepare.check_contexts(terms, "en")("a.txt")
    found = prepare.with_mentions(units, terms.source("a.txt"))
    aligned = prepare.with_renderings(found, context)
    return {each.concept.key: each for each in usages(GLOSSARY, "en", [("a", u) for u in aligned])}


def test_mentions_and_renderings_are_counted() -> None:
    found = usage_of(
        [
            ("rayon itu", "that district"),
            ("dua rayon", "two raions"),
            ("rayon lain", "another county"),
            ("rayon jauh", "far away"),
            ("rayon baru", ""),
            ("kata AFP", "AFP said"),
        ]
    )
    rayon = found["rayon"]
    assert (rayon.mentions, rayon.translated, rayon.prescribed) == (5, 4, 2)
    assert {kind: count for kind, count in rayon.renderings if count} == {
        RenderingKind.PREFERRED: 1,
        RenderingKind.ADMITTED: 1,
        RenderingKind.FORBIDDEN: 1,
        RenderingKind.NONE: 1,
    }
    assert [each.rendering.kind for each in rayon.examples] == [
        RenderingKind.FORBIDDEN,
        RenderingKind.NONE,
    ]
    assert list(found) == ["rayon", "afp"]
    assert found["afp"].prescribed == 1


@pytest.mark.parametrize(
    ("good", "bad", "level"),
    [
        (4, 0, None),
        (5, 0, Level.SHOULD),
        (20, 0, Level.MUST),
        (19, 1, Level.SHOULD),
        (49, 1, Level.MUST),
        (6, 1, Level.SHOULD),
        (5, 1, Level.INFO),
        (0, 9, Level.INFO),
    ],
)
def test_the_level_that_fits(good: int, bad: int, level: Level | None) -> None:
    pairs = [("rayon itu", "that district")] * good + [("rayon itu", "there")] * bad
    assert usage_of(pairs)["rayon"].fitting == level


def test_nothing_fits_where_nothing_is_asked() -> None:
    assert usage_of([("parlemen itu", "parliament")] * 30)["tanpa"].fitting is None


def run(*arguments: str) -> str:
    done = CliRunner().invoke(commands, ["glossary", "stats", *arguments], catch_exceptions=False)
    assert done.exit_code == 0
    return done.output


def test_the_live_project_keeps_to_its_glossary(root: Path) -> None:
    document = json.loads(run("--project", str(root), "--format", "json"))
    assert document["version"] == 1
    concepts = document["concepts"]
    assert {each["language"] for each in concepts} == {"en", "ru"}
    for each in concepts:
        assert sum(each["renderings"].values()) == each["translated"] <= each["mentions"]
    asked = [each for each in concepts if each["level"] == "must"]
    assert all(each["prescribed"] == each["translated"] for each in asked)


def test_text_and_one_concept(root: Path) -> None:
    text = run("--project", str(root), "--to", "en", "--concept", "rayon", "--examples", "3")
    assert text.splitlines()[1].split()[:3] == ["rayon", "en", "7"]
    with pytest.raises(AlihbahasaError, match="no article mentions the concept 'rayom'") as caught:
        run("--project", str(root), "--concept", "rayom")
    assert caught.value.hint == "did you mean rayon?"
