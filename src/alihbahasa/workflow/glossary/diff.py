"""Diff: what changed in the glossaries since a revision, and which sentences that touches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from operator import attrgetter

from alihbahasa import recognition
from alihbahasa.model import Concept, Glossary, Grade, Span, Unit, fallbacks, plain
from alihbahasa.project import Project
from alihbahasa.recognition import Recogniser
from alihbahasa.records import dataclass
from alihbahasa.terminology import differing
from alihbahasa.terminology.differing import CellChange, ConceptChange
from alihbahasa.workflow import history, prepare
from alihbahasa.workflow.collect import collect
from alihbahasa.workflow.glossary import files
from alihbahasa.workflow.history import Revision
from alihbahasa.workflow.prepare import Progress


@dataclass(frozen=True, slots=True)
class Translation:
    """What a unit has in one language, with the terms of the concept, then or now, in it."""

    language: str
    unit: Unit
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A unit of an article that mentions a concept at *spans*, and its translations."""

    article: str
    unit: Unit
    spans: tuple[Span, ...]
    renderings: tuple[Translation, ...]


@dataclass(frozen=True, slots=True)
class Touched:
    """A change of a concept, and the sentences whose translation hangs on it."""

    change: ConceptChange
    languages: tuple[str, ...]
    sentences: tuple[Sentence, ...] = ()

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles that the sentences are in."""
        return tuple(dict.fromkeys(sentence.article for sentence in self.sentences))


@dataclass(frozen=True, slots=True)
class Compared:
    """The changes since a revision, in the order of the glossaries."""

    revision: Revision
    source_language: str
    changes: tuple[Touched, ...]


def run(
    project: Project,
    *,
    revision: str = "HEAD",
    languages: Iterable[str] = (),
    progress: Progress = iter,
) -> Compared:
    """Compare the glossaries of the working folder with those at *revision*.

    With *languages*, cells of other target languages are passed over.  A unit
    is touched that mentions the concept by the glossary of then or of now; the
    articles are those of the working folder.
    """
    asked = tuple(languages)
    settings = project.settings.project
    targets = prepare.chosen_languages(project, asked) if asked or settings.targets else ()
    rev = history.revision(project.root, revision)
    before = files.all_at(project, rev)
    after = prepare.glossary(project)
    touched = []
    for change in differing.changes(before, after, source_language=settings.source):
        cells = change.cells
        if asked:
            cells = tuple(each for each in cells if _concerns(each, settings.source, asked))
        if cells:
            affected = _languages(change, settings.source, targets)
            touched.append(Touched(replace(change, cells=cells), affected))
    if touched and project.sources.is_dir():
        sentences = _sentences(project, touched, before, after, progress)
        touched = [
            replace(each, sentences=tuple(found))
            for each, found in zip(touched, sentences, strict=True)
        ]
    return Compared(rev, settings.source, tuple(touched))


def _concerns(cell: CellChange, source_language: str, asked: Iterable[str]) -> bool:
    """Tell whether *cell* is about one of the languages *asked* for, or about all."""
    return not cell.language or any(
        _serves(cell.language, each) for each in (source_language, *asked)
    )


def _languages(
    change: ConceptChange, source_language: str, targets: tuple[str, ...]
) -> tuple[str, ...]:
    """Return the targets whose translations *change* may touch."""
    tags = {cell.language for cell in change.cells}
    if "" in tags or any(_serves(tag, source_language) for tag in tags):
        return targets
    return tuple(each for each in targets if any(_serves(tag, each) for tag in tags))


def _serves(tag: str, language: str) -> bool:
    """Tell whether the terms of *tag* are looked up for *language*."""
    return tag.lower() in (each.lower() for each in fallbacks(language))


# --- sentences ------------------------------------------------------------------


def _sentences(
    project: Project,
    touched: Sequence[Touched],
    before: Glossary,
    after: Glossary,
    progress: Progress,
) -> list[list[Sentence]]:
    """Return for each of *touched* the sentences of the articles that mention its concept."""
    source_language = project.settings.project.source
    then = prepare.terms_of(before, source_language)
    now = prepare.terms_of(after, source_language)
    old, new = (
        {concept.key: at for at, each in enumerate(touched) if (concept := state(each.change))}
        for state in (attrgetter("before"), attrgetter("after"))
    )
    renderers = {
        language: _renderer(touched, language)
        for language in dict.fromkeys(tag for each in touched for tag in each.languages)
    }
    found: list[list[Sentence]] = [[] for _ in touched]
    for article in progress(project.articles()):
        fresh = prepare.units(project, article, now)
        # By the number of the change, then by that of the unit.
        spans: dict[int, dict[int, list[Span]]] = {}
        for number, unit in enumerate(fresh):
            earlier = recognition.mentions(plain(unit.source), then.source(article))
            for mentions, known in ((unit.mentions, new), (earlier, old)):
                for mention in mentions:
                    at = known.get(mention.concept.key)
                    if at is not None and mention.grade is not Grade.DERIVED:
                        spans.setdefault(at, {}).setdefault(number, []).append(mention.span)
        targets = {
            language: {
                unit.id: unit
                for unit in collect(project, article, language=language, fresh=fresh).active
                if unit.has_target
            }
            for language in dict.fromkeys(tag for at in spans for tag in touched[at].languages)
        }
        for at, numbers in sorted(spans.items()):
            change, languages = touched[at].change, touched[at].languages
            for number, places in sorted(numbers.items()):
                unit = fresh[number]
                renderings = tuple(
                    _translation(change, language, target, renderers[language])
                    for language in languages
                    if (target := targets[language].get(unit.id))
                )
                once = tuple(dict.fromkeys(places))
                found[at].append(Sentence(article, unit, once, renderings))
    return found


def _renderer(touched: Iterable[Touched], language: str) -> Recogniser:
    """Return what finds the terms of the changed concepts, then and now, in *language*."""
    concepts = (concept for each in touched for concept in _states(each.change))
    return prepare.recogniser(Glossary(tuple(concepts)), language)


def _translation(
    change: ConceptChange, language: str, unit: Unit, renderer: Recogniser
) -> Translation:
    keys = {concept.key for concept in _states(change)}
    mentions = recognition.mentions(plain(unit.target or ()), renderer, nested=True)
    spans = dict.fromkeys(mention.span for mention in mentions if mention.concept.key in keys)
    return Translation(language, unit, tuple(spans))


def _states(change: ConceptChange) -> tuple[Concept, ...]:
    return tuple(concept for concept in (change.before, change.after) if concept is not None)
