"""Seed: the territories that the articles name, with their names in the target languages.

The names are those of the Unicode CLDR, by way of babel; the adjectives and the
words for people, without which a country's name is found missing in one
sentence of four, are those of the language packs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from alihbahasa import plugins, recognition
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import (
    Concept,
    Glossary,
    Grade,
    Level,
    Loss,
    MatchMode,
    Term,
    TermStatus,
    plain,
)
from alihbahasa.patterns import late_re
from alihbahasa.project import Project
from alihbahasa.records import dataclass
from alihbahasa.terminology import joining, uniting
from alihbahasa.workflow import prepare
from alihbahasa.workflow.glossary import files
from alihbahasa.workflow.prepare import Progress

#: Codes of two letters that stand for no one territory: groups of them, and unknown ones.
_NO_TERRITORIES = frozenset(("EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"))

#: A name with another one behind it: Myanmar (Burma).
_TWO_NAMES = late_re(r"(.+?) \((.+)\)")


@dataclass(frozen=True, slots=True)
class Seeded:
    """What was added to the glossary *into*: concepts, each with how often articles mention it.

    *known* counts the territories that the glossaries had already, *without*
    are the added ones that some target language has no adjective for, *losses*
    what the file cannot hold.
    """

    into: str
    concepts: tuple[tuple[Concept, int], ...]
    known: int
    without: tuple[str, ...]
    losses: tuple[Loss, ...]


def run(
    project: Project,
    *,
    into: str | None = None,
    languages: Iterable[str] = (),
    dry_run: bool = False,
    progress: Progress = iter,
) -> Seeded:
    """Add the territories that articles mention and no glossary has to the glossary *into*.

    *languages* are those they are named in, those of the settings when none
    are given.  A territory is level *should* where every one of these has its
    adjectives, else *info*.  Nothing is written with *dry_run*.
    """
    with project.lock(idle=dry_run):
        source = project.settings.project.source
        targets = prepare.chosen_languages(project, languages)
        read = files.read_all(project)
        file = files.chosen(project, read, into, may_be_new=True)
        everything, _ = uniting.united((each.glossary for each in read), source_language=source)
        candidates = territories(source, targets)
        counts = _mentions(project, candidates, progress)
        known = prepare.recogniser(everything, source)
        found: list[Concept] = []
        without: list[str] = []
        there = 0
        for concept in candidates.values():
            if not counts[concept.key]:
                continue
            if any(_is_known(term.text, known) for term in concept.terms_in(source)):
                there += 1
                continue
            if concept.level is Level.INFO:
                without.append(concept.terms[0].text)
            found.append(concept)
        incoming = Glossary(
            tuple(replace(concept, key="") for concept in found), (source, *targets)
        )
        joined = joining.joined(
            file.glossary, incoming, source, elsewhere=files.elsewhere(file, read)
        )
        losses: tuple[Loss, ...] = ()
        if found:
            data, losses = files.rendered(file, joined.glossary, source_language=source)
            if not dry_run:
                files.save(file, data, project)
        added = sorted(
            ((concept, counts[concept.key]) for concept in found),
            key=lambda pair: (-pair[1], pair[0].terms[0].text),
        )
        return Seeded(file.shown, tuple(added), there, tuple(without), losses)


def territories(source: str, targets: Iterable[str]) -> dict[str, Concept]:
    """Return a concept for each territory, by its ISO 3166 code, which is its key too.

    Its names are in *source* and in *targets*, with the adjectives of the
    packs of these as admitted terms.
    """
    targets = tuple(targets)
    by_language = {language: _names(language) for language in (source, *targets)}
    found = {}
    for code in sorted(by_language[source]):
        terms: list[Term] = []
        for language, names in by_language.items():
            words = [*names.get(code, ())]
            if language != source:
                words += plugins.language_pack(language).demonyms.get(code, ())
            terms += _terms(words, language)
        has_adjectives = all(
            code in plugins.language_pack(language).demonyms for language in targets
        )
        found[code] = Concept(
            code,
            tuple(terms),
            Level.SHOULD if has_adjectives else Level.INFO,
            note=f"territory {code}",
            source="Unicode CLDR",
        )
    return found


def _names(language: str) -> dict[str, tuple[str, ...]]:
    """Return the names of the territories in *language*, by code, the usual one first."""
    import babel

    try:
        territories = babel.Locale.parse(language, sep="-").territories
    except (babel.UnknownLocaleError, ValueError) as error:
        raise AlihbahasaError(
            f"the CLDR has no names in {language}",
            hint="leave it out: name other languages with --to",
        ) from error
    return {
        code: pair.groups() if (pair := _TWO_NAMES.fullmatch(name)) else (name,)
        for code, name in territories.items()
        if len(code) == 2 and code not in _NO_TERRITORIES
    }


def _terms(words: Iterable[str], language: str) -> list[Term]:
    return [
        Term(
            word,
            language,
            TermStatus.ADMITTED if number else TermStatus.PREFERRED,
            # Chad is no chad; a word in small letters is found in any.
            MatchMode.CASE,
        )
        for number, word in enumerate(dict.fromkeys(words))
    ]


def _mentions(project: Project, candidates: dict[str, Concept], progress: Progress) -> Counter[str]:
    """Return how often articles mention each of *candidates*."""
    source = project.settings.project.source
    compiled = prepare.recogniser(Glossary(tuple(candidates.values())), source)
    counts: Counter[str] = Counter()
    for article in progress(project.articles()):
        for block in prepare.document(project, article).blocks:
            for unit in block.units:
                found = recognition.mentions(plain(unit.source), compiled)
                counts.update(
                    mention.concept.key for mention in found if mention.grade is not Grade.DERIVED
                )
    return counts


def _is_known(text: str, known: recognition.Recogniser) -> bool:
    """Tell whether the terms that are *known* have one for the whole of *text*."""
    return any(len(mention.span) == len(text) for mention in recognition.mentions(text, known))
