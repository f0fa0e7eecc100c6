"""Add: a concept, or more terms of one, to a glossary of the project."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import (
    Concept,
    Glossary,
    GlossaryFinding,
    Level,
    Loss,
    MatchMode,
    Severity,
    Term,
    TermStatus,
)
from alihbahasa.patterns import late_re
from alihbahasa.project import Project
from alihbahasa.records import dataclass
from alihbahasa.terminology import differing, uniting
from alihbahasa.terminology.differing import ConceptChange
from alihbahasa.terminology.intake.cells import Fault, unseen
from alihbahasa.terminology.keys import new_key
from alihbahasa.terminology.sameness import found_by, is_same, source_terms, spelling
from alihbahasa.workflow.glossary import check, files, find
from alihbahasa.workflow.glossary.files import GlossaryFile

#: How near a term must be to another to be taken for a misspelling of it, of 100.
_NEAR = 88

#: What a key may be: in a table it is no formula, and no several ones.
_KEY = late_re(r"\w[\w.:-]*")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be added: a source term, and what is said of it; None and "" say nothing."""

    term: str
    allowed: tuple[tuple[str, str], ...] = ()
    forbidden: tuple[tuple[str, str], ...] = ()
    level: Level | None = None
    match: MatchMode | None = None
    note: str = ""
    keep: tuple[str, ...] = ()
    key: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """What came of it; *change* is None where everything was there already.

    *near* are concepts with a source term that is spelled almost alike,
    *findings* what the rules say of it, *losses* what
    the file cannot hold.
    """

    file: GlossaryFile
    concept: Concept
    change: ConceptChange | None
    near: tuple[Concept, ...]
    findings: tuple[GlossaryFinding, ...]
    losses: tuple[Loss, ...]


def run(
    project: Project, wanted: Wanted, *, into: str | None = None, dry_run: bool = False
) -> Added:
    """Add what is *wanted* to the glossary that has its source term, or to *into*.

    What is there already is never changed: raises AlihbahasaError for what
    says otherwise, for a term that would be allowed and forbidden, and for a
    language that the project does not have.  With *dry_run* nothing is written.
    """
    settings = project.settings.project
    with project.lock(idle=dry_run):
        read = files.read_all(project)
        tags = _tags(project, read)
        keep = tuple(each if each == "*" else _known(each, tags) for each in wanted.keep)
        wanted = replace(wanted, keep=keep)
        _refuse_unseen(wanted.note, "the note")
        terms = _terms(wanted, settings.source, tags)
        before, _ = uniting.united(
            (file.glossary for file in read), source_language=settings.source
        )
        found = _holder(read, terms[0], settings.source)
        near: tuple[Concept, ...] = ()
        if found is None:
            file = files.chosen(project, read, into, may_be_new=True)
            concept = _new(wanted, terms, before, file)
            concepts = (*file.glossary.concepts, concept)
            near = find.nearest(
                before.concepts,
                wanted.term,
                terms=lambda each: source_terms(each, settings.source),
                score=_NEAR,
            )
        else:
            file, old = found
            if into is not None and files.chosen(project, read, into).path != file.path:
                raise AlihbahasaError(
                    f"“{wanted.term}” is a term of {old.key} already, in another glossary",
                    file=file.shown,
                    line=old.line,
                    hint=f"name that one: --into {file.path.name}",
                )
            concept = _extended(old, wanted, terms)
            concepts = tuple(concept if each is old else each for each in file.glossary.concepts)
        languages = dict.fromkeys((*file.glossary.languages, *(term.language for term in terms)))
        glossary = Glossary(concepts, tuple(languages))
        others = [each.glossary for each in read if each.path != file.path]
        findings = check.news(
            (*others, file.glossary), (*others, glossary), source_language=settings.source
        )
        _refuse(findings)
        changes = differing.changes(file.glossary, glossary, source_language=settings.source)
        losses: tuple[Loss, ...] = ()
        if changes:
            data, losses = files.rendered(file, glossary, source_language=settings.source)
            if not dry_run:
                files.save(file, data, project)
        return Added(file, concept, changes[0] if changes else None, near, findings, losses)


def _tags(project: Project, read: Iterable[GlossaryFile]) -> dict[str, str]:
    """Return the languages of the project and its glossaries, by their tags in lower case."""
    settings = project.settings.project
    tags = [settings.source, *settings.targets]
    tags += [tag for file in read for tag in file.glossary.languages]
    return {tag.lower(): tag for tag in reversed(tags)}


def _terms(wanted: Wanted, source_language: str, tags: dict[str, str]) -> list[Term]:
    """Return the terms that are wanted, that of the source first."""
    match = wanted.match or MatchMode.INFLECTED
    terms = [Term(_clean(wanted.term), source_language, match=match)]
    for given, status in (
        (wanted.allowed, TermStatus.PREFERRED),
        (wanted.forbidden, TermStatus.FORBIDDEN),
    ):
        for language, texts in given:
            tag = _known(language, tags)
            for text in texts.split("|"):
                has_one = any(term.language == tag and term.status.is_allowed for term in terms)
                is_second = status is TermStatus.PREFERRED and has_one
                this = TermStatus.ADMITTED if is_second else status
                term = Term(_clean(text), tag, this, match)
                if not any(
                    is_same(each, term) and each.status.is_allowed == this.is_allowed
                    for each in terms
                ):
                    terms.append(term)
    return terms


def _clean(text: str) -> str:
    _refuse_unseen(text.strip(), "a term", is_term=True)
    text = " ".join(text.split())
    if not spelling(text):
        raise AlihbahasaError("a term is empty")
    if "|" in text:
        raise AlihbahasaError(f"a bar in the term {text!r}", hint="give one term")
    return text


def _refuse_unseen(text: str, named: str, *, is_term: bool = False) -> None:
    """Raise for a character in *text* that nobody would see, or that a terminal obeys."""
    is_broken = is_term and len(text.splitlines()) > 1
    wrong = Fault("a line break") if is_broken else unseen(text, is_term=is_term)
    if wrong:
        raise AlihbahasaError(f"{wrong.reason}, in {named}", hint="type it anew")


def _known(language: str, tags: dict[str, str]) -> str:
    if language.lower() in tags:
        return tags[language.lower()]
    near = difflib.get_close_matches(language.lower(), tags, 1, 0.5)
    raise AlihbahasaError(
        f"{language} is no language of this project",
        hint=f"did you mean {tags[near[0]]}?"
        if near
        else "add it under [project] targets in the settings",
    )


def _holder(
    read: Iterable[GlossaryFile], term: Term, source_language: str
) -> tuple[GlossaryFile, Concept] | None:
    """Return the concept that *term* is a source term of, and its file.

    The very term counts before one that is only found by the same words.
    """
    names = set(found_by(term))
    best = None
    for file in read:
        for concept in file.glossary.concepts:
            for there in source_terms(concept, source_language):
                if there.text == term.text:
                    return file, concept
                if best is None and not names.isdisjoint(found_by(there)):
                    best = (file, concept)
    return best


def _new(wanted: Wanted, terms: Sequence[Term], before: Glossary, file: GlossaryFile) -> Concept:
    """Return the concept that is to be made."""
    taken = {concept.key: concept for concept in before.concepts}
    if wanted.key in taken:
        there = taken[wanted.key]
        raise AlihbahasaError(
            f"the key {wanted.key} is taken", file=there.file, line=there.line, hint="give another"
        )
    if wanted.key and not _KEY.fullmatch(wanted.key):
        raise AlihbahasaError(f"{wanted.key!r} is no key", hint="write a word such as rayon-2")
    key = wanted.key or new_key(terms[0].text, dict.fromkeys(taken, 1))
    level = wanted.level or Level.SHOULD
    return Concept(key, tuple(terms), level, wanted.keep, note=wanted.note, file=file.shown)


def _extended(old: Concept, wanted: Wanted, terms: Sequence[Term]) -> Concept:
    """Return *old* with what is wanted besides; what says otherwise is an error."""

    def refuse(what: str) -> None:
        raise AlihbahasaError(
            f"{old.key} is there already, with {what}",
            file=old.file,
            line=old.line,
            hint="add changes nothing that is there: edit that line",
        )

    if wanted.key and wanted.key != old.key:
        refuse(f"the term “{wanted.term}”")
    if wanted.match and wanted.match not in {term.match for term in old.terms}:
        refuse(f"match {old.terms[0].match}")
    if wanted.level and wanted.level is not old.level:
        refuse(f"level {old.level}")
    if wanted.note and old.note and wanted.note != old.note:
        refuse("another note")
    if wanted.keep and old.keep and set(wanted.keep) != set(old.keep):
        refuse(f"keep {'|'.join(old.keep)}")
    matches = [term.match for term in old.terms] or [MatchMode.INFLECTED]
    all_terms = list(old.terms)
    for term in terms[1:]:
        term = replace(term, match=matches[0])
        same = next((each for each in all_terms if is_same(each, term)), None)
        if same is not None:
            if same.status.is_allowed != term.status.is_allowed:
                refuse(f"“{same.text}” ({same.language}) {same.status}")
            continue
        has_one = any(
            each.language == term.language and each.status is TermStatus.PREFERRED
            for each in all_terms
        )
        if term.status is TermStatus.PREFERRED and has_one:
            term = replace(term, status=TermStatus.ADMITTED)
        all_terms.append(term)
    return replace(
        old, terms=tuple(all_terms), keep=old.keep or wanted.keep, note=old.note or wanted.note
    )


def _refuse(findings: Iterable[GlossaryFinding]) -> None:
    for each in findings:
        if each.severity is Severity.ERROR:
            raise AlihbahasaError(
                f"{each.concept}: {each.message}",
                file=each.place.file,
                line=each.place.line,
                hint="nothing was added",
            )
