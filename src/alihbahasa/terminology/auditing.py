"""Looks a glossary over: what is doubled, missing, contradictory or mistyped.

The rules are those of ``rules``; every one takes time linear in the glossary.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from fnmatch import fnmatchcase

from alihbahasa.model import (
    Concept,
    Glossary,
    GlossaryFinding,
    Level,
    MatchMode,
    Severity,
    Sheet,
    Term,
    TermStatus,
)
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass
from alihbahasa.terminology.intake.cells import Fault, pieces
from alihbahasa.terminology.mixing import foreign_script, mixed_words
from alihbahasa.terminology.rules import finding
from alihbahasa.terminology.sameness import (
    Written,
    contradictions,
    found_by,
    is_case_bound,
    source_terms,
    spelling,
    written,
)

#: Characters that nobody sees and nobody means: zero-width spaces, soft hyphens, direction marks,
#: the fillers of Hangul, invisible operators and anchors.
_INVISIBLE = (
    "\u00ad\u061c\u115f\u1160\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164"
    "\ufeff\uffa0\ufff9-\ufffb"
)
#: Joiners have a meaning in the scripts of Iran and India, and none beside these letters.
_JOINED = "(?<=[A-Za-z\u00c0-\u058f])[\u200c\u200d]"
_UNSEEN = late_re(f"[{_INVISIBLE}]|{_JOINED}")
_SPACES = late_re(r"^\s|\s$|\s\s|[^\S ]")

#: What stands between terms where an import parts them, and a remark in brackets behind one.
_SEVERAL = late_re(
    r"[;；؛\n\r\u2028\u2029]|\s/\s|(?:\s[(\[]|[（［])[^()（）\[\]［］]*[)）\]］]\s*$"
)


def findings(
    glossary: Glossary,
    *,
    source_language: str,
    targets: Collection[str] = (),
    articles: Sequence[str] = (),
    homographs: Collection[str] = (),
    rows: Iterable[Concept] = (),
) -> tuple[GlossaryFinding, ...]:
    """Return what the rules find in *glossary*, by file, line and code.

    *targets* are the languages that every concept should have a term in,
    *articles* those that a scope may match; without any, scopes are believed.
    *homographs* are folded words of the source language that mean another
    thing without a capital.  *rows* are the concepts as they stand in their
    files, where the glossary was united of several: what is wrong with a
    single term is then found where it stands.
    """
    entries = [_entry(concept, source_language) for concept in glossary.concepts]
    found: list[GlossaryFinding] = []
    found += _shared_sources(entries, source_language)
    found += _shared_targets(entries)
    found += _forbidden_elsewhere(entries)
    found += _untranslated(entries, targets)
    for entry in entries:
        found += _empty(entry, source_language)
        found += _kept(entry)
    scopes = functools.cache(lambda pattern: any(fnmatchcase(each, pattern) for each in articles))
    for concept in rows or glossary.concepts:
        found += _contradictory(concept)
        found += _forms(concept)
        found += _lone_homographs(concept, source_language, homographs)
        found += _mistyped(concept)
        found += _misplaced(concept)
        for pattern in concept.scope if articles else ():
            if not scopes(pattern):
                found.append(finding("scope", f"the scope {pattern} matches no article", concept))
    return in_order(found)


def in_order(found: Iterable[GlossaryFinding]) -> tuple[GlossaryFinding, ...]:
    """Return findings by file, line and code."""
    return tuple(sorted(found, key=lambda each: (each.place.file, each.place.line, each.code)))


@dataclass(frozen=True, slots=True)
class _Entry:
    """A concept with its terms in the source language, and what those that count are found by."""

    concept: Concept
    own: tuple[Term, ...]
    names: tuple[tuple[Term, tuple[str, ...]], ...]


def _entry(concept: Concept, source_language: str) -> _Entry:
    own = concept.terms_in(source_language)
    counting = (term for term in own if term.status is not TermStatus.FORBIDDEN)
    return _Entry(concept, own, tuple((term, found_by(term)) for term in counting))


# --- one concept beside others --------------------------------------------------


def _shared_sources(entries: Iterable[_Entry], language: str) -> Iterator[GlossaryFinding]:
    """Yield concepts that an earlier one shares a source term with, each pair once."""
    named: dict[str, tuple[Concept, Term]] = {}
    alike: dict[str, tuple[Concept, Term]] = {}
    for entry in entries:
        concept = entry.concept
        told = {concept.key}
        for term, names in entry.names:
            other, twin = next((named[name] for name in names if name in named), (concept, term))
            if other.key not in told:
                told.add(other.key)
                yield _double(concept, term, other, twin, language)
        spellings = [(term, names[0].rpartition(" ")[0]) for term, names in entry.names]
        for term, spelled in spellings:
            other, twin = alike.get(spelled, (concept, term))
            if other.key not in told:
                told.add(other.key)
                yield finding(
                    "homograph",
                    f"“{term.text}” is another word than “{twin.text}” of {other.key}:"
                    " a capital tells them apart",
                    concept,
                    language=language,
                    related=other,
                )
        for (term, spelled), (_, names) in zip(spellings, entry.names, strict=True):
            alike.setdefault(spelled, (concept, term))
            for name in names:
                named.setdefault(name, (concept, term))


def _double(
    concept: Concept, term: Term, other: Concept, twin: Term, language: str
) -> GlossaryFinding:
    """Return what to say of two concepts with one source term."""
    apart = ""
    if concept.scope and other.scope and not set(concept.scope) & set(other.scope):
        apart = "the scope tells"
    elif concept.domain and other.domain and concept.domain != other.domain:
        apart = f"the domains tell ({concept.domain}; {other.domain})"
    elif MatchMode.EXACT is term.match is twin.match and term.text != twin.text:
        apart = "the spelling tells"
    if apart:
        message = f"“{term.text}” is a term of {other.key} too: {apart} them apart"
        return finding("homograph", message, concept, language=language, related=other)
    return finding(
        "duplicate",
        f"“{term.text}” is a term of {other.key} too"
        + (f", as “{twin.text}”" if twin.text != term.text else ""),
        concept,
        language=language,
        related=other,
        fix="make the two one, or tell them apart by match = case, domain or scope",
    )


def _shared_targets(entries: Iterable[_Entry]) -> Iterator[GlossaryFinding]:
    """Yield concepts whose preferred term an earlier one prefers too."""
    preferring: dict[Written, Concept] = {}
    for entry in entries:
        concept = entry.concept
        for term in concept.terms:
            if term.status is not TermStatus.PREFERRED or term in entry.own:
                continue
            names = written(term)
            other = next((preferring[name] for name in names if name in preferring), concept)
            for name in names:
                preferring.setdefault(name, concept)
            if other.key != concept.key:
                yield finding(
                    "ambiguous",
                    f"“{term.text}” ({term.language}) is the preferred term of {other.key} too",
                    concept,
                    language=term.language,
                    related=other,
                )


def _forbidden_elsewhere(entries: Sequence[_Entry]) -> Iterator[GlossaryFinding]:
    """Yield terms that one concept forbids and another with the same source term allows."""
    names = [{name for _, names in entry.names for name in names} for entry in entries]
    counts = Counter(name for each in names for name in each)
    # Names of one concept alone, nearly all, take no part.
    shared = [
        (entry.concept, sorted(name for name in each if counts[name] > 1))
        for entry, each in zip(entries, names, strict=True)
    ]
    allowing: dict[tuple[str, Written], dict[str, Concept]] = {}
    for concept, common in shared:
        for name in common:
            for term in concept.terms:
                for letters in written(term) if term.status.is_allowed else ():
                    others = allowing.setdefault((name, letters), {})
                    # Two are enough to know one that is not the concept itself.
                    if len(others) < 2:
                        others.setdefault(concept.key, concept)
    for concept, common in shared:
        for term in concept.terms if common else ():
            if term.status is not TermStatus.FORBIDDEN:
                continue
            others = {
                key: other
                for name in common
                for letters in written(term)
                for key, other in allowing.get((name, letters), {}).items()
                if key != concept.key
            }
            for other in list(others.values())[:1]:
                yield finding(
                    "contradictory",
                    f"“{term.text}” ({term.language}) is forbidden here,"
                    f" and {other.key}, which has the same source term, allows it",
                    concept,
                    language=term.language,
                    related=other,
                )


# --- a concept by itself --------------------------------------------------------


def _empty(entry: _Entry, language: str) -> Iterator[GlossaryFinding]:
    """Yield concepts that nothing comes of."""
    concept = entry.concept
    if not entry.own and all(term.status.is_allowed for term in concept.terms):
        yield finding("empty", f"no term in {language}, and nothing is forbidden", concept)
    elif entry.own and _says_nothing(entry):
        yield finding(
            "empty",
            "no term in any other language, none forbidden, and no keep",
            concept,
            fix="fill in a term, or * in keep where the name stays as it is",
        )


def _says_nothing(entry: _Entry) -> bool:
    """Tell whether all that is said of a source term is that it is one."""
    concept = entry.concept
    if len(concept.terms) > len(entry.own) or concept.keep or concept.level is Level.INFO:
        return False
    return all(term.status.is_allowed for term in concept.terms)


def _untranslated(entries: Sequence[_Entry], targets: Collection[str]) -> Iterator[GlossaryFinding]:
    """Yield concepts without a term in a target; of a language that has none at all, the first."""
    for language in targets:
        missing = [
            entry.concept
            for entry in entries
            if entry.own
            and not any(term.status.is_allowed for term in entry.concept.terms_in(language))
            and not entry.concept.keeps_in(language)
            and not _says_nothing(entry)
        ]
        if len(missing) > 1 and not any(entry.concept.terms_in(language) for entry in entries):
            yield finding(
                "untranslated",
                f"no concept has a term in {language}, a target language of the project",
                missing[0],
                severity=Severity.WARNING,
                language=language,
            )
            continue
        for concept in missing:
            is_must = concept.level is Level.MUST
            yield finding(
                "untranslated",
                f"{concept.key} has no allowed term in {language}"
                + (", so its level must asks for nothing there" if is_must else ""),
                concept,
                severity=Severity.WARNING if is_must else Severity.INFO,
                language=language,
            )


def _kept(entry: _Entry) -> Iterator[GlossaryFinding]:
    """Yield languages in which the source form stays, and others are allowed all the same."""
    concept = entry.concept
    if not concept.keep:
        return
    kept = {term.text for term in entry.own}
    own = {term.language for term in entry.own}
    for language in dict.fromkeys(term.language for term in concept.terms):
        if language in own or not concept.keeps_in(language):
            continue
        others = [
            term.text
            for term in concept.terms
            if term.language == language and term.status.is_allowed and term.text not in kept
        ]
        if others:
            yield finding(
                "kept-and-translated",
                f"{concept.key} is kept in {language}, and “{'”, “'.join(others)}” is a term there",
                concept,
                language=language,
                fix=f"take {language} out of keep, or the term out of {language}",
            )


def _contradictory(concept: Concept) -> Iterator[GlossaryFinding]:
    """Yield terms that a concept both allows and does not."""
    for number in sorted(contradictions(concept.terms)):
        term = concept.terms[number]
        message = f"“{term.text}” ({term.language}) is both allowed and {term.status}"
        yield finding("contradictory", message, concept, language=term.language)


def _forms(concept: Concept) -> Iterator[GlossaryFinding]:
    """Yield forms that are of no use, and those that keep a term from ever being found."""
    for term in concept.terms:
        if not term.forms and not term.not_forms:
            continue
        own = spelling(term.text)
        banned = {spelling(form) for form in term.not_forms}
        if own in banned:
            yield finding(
                "contradictory",
                f"not_forms bans “{term.text}” itself: it is never found",
                concept,
                language=term.language,
            )
        for form in term.forms:
            if spelling(form) in banned:
                message = f"“{form}” is among the forms of “{term.text}” and its not_forms"
                yield finding("contradictory", message, concept, language=term.language)
            elif form == term.text or (spelling(form) == own and not is_case_bound(term)):
                message = f"the form “{form}” is found as the term “{term.text}” itself"
                yield finding("useless-form", message, concept, language=term.language)


def _lone_homographs(
    concept: Concept, language: str, homographs: Collection[str]
) -> Iterator[GlossaryFinding]:
    """Yield names that are another word without their capital, and are found as such."""
    if not homographs:
        return
    for term in source_terms(concept, language):
        is_loose = term.text[:1].isupper() and not is_case_bound(term)
        if is_loose and spelling(term.text) in homographs:
            yield finding(
                "homograph",
                f"“{term.text}” is another word without its capital, which is found too",
                concept,
                language=language,
                fix="match = case",
            )


# --- spelling -------------------------------------------------------------------


def _mistyped(concept: Concept) -> Iterator[GlossaryFinding]:
    for term in concept.terms:
        for text in (term.text, *term.forms, *term.not_forms):
            if fault := _fault_of_space(text):
                yield finding(
                    "whitespace",
                    f"“{text}” ({term.language}) has {fault}",
                    concept,
                    language=term.language,
                    fix=_UNSEEN.sub("", " ".join(text.split())).strip(),
                )
            for word, meant in mixed_words(text):
                yield finding(
                    "mixed-script",
                    f"“{word}” ({term.language}) mixes letters of two scripts that look alike",
                    concept,
                    language=term.language,
                    fix=meant,
                )


def _misplaced(concept: Concept) -> Iterator[GlossaryFinding]:
    """Yield terms that nobody writes so: several in one, a remark in brackets, foreign letters."""
    for term in concept.terms:
        if term.match is not MatchMode.EXACT and _SEVERAL.search(term.text):
            found = pieces(term.text)
            yield finding(
                "several-terms",
                f"“{term.text}” ({term.language}) looks like several terms, or one with a remark",
                concept,
                language=term.language,
                fix="" if isinstance(found, Fault) else "|".join(piece.term for piece in found),
            )
        script = foreign_script(term.text, term.language)
        if script and not concept.keeps_in(term.language):
            yield finding(
                "foreign-script",
                f"“{term.text}” ({term.language}) is written in {script} letters",
                concept,
                language=term.language,
            )


def _fault_of_space(text: str) -> str:
    """Return what is wrong with the spaces of *text*, in words, or ""."""
    if text.isascii() and " ".join(text.split()) == text:
        return ""
    if unseen := _UNSEEN.search(text):
        return f"the invisible character U+{ord(unseen[0]):04X}"
    spaces = _SPACES.search(text)
    if spaces is None:
        return ""
    if spaces.start() == 0:
        return "a space before it"
    if spaces.end() == len(text):
        return "a space behind it"
    return "two spaces" if len(spaces[0]) == 2 else f"the space U+{ord(spaces[0]):04X}"


def cell_findings(
    sheet: Sheet, *, file: str, languages: Collection[str]
) -> Iterator[GlossaryFinding]:
    """Yield the cells of terms in *sheet* whose spaces are set right only when it is read.

    Columns of terms are those headed by one of *languages*, whatever is behind
    a colon there, or by ``term``.  Spaces around a bar are a matter of taste.
    """
    if not sheet.rows:
        return
    (_, first), *rows = sheet.rows
    headers = [header.text.strip().lower() for header in first]
    heads = {tag.lower() for tag in languages} | {"term"}
    columns = [at for at, header in enumerate(headers) if header.partition(":")[0] in heads]
    for number, row in rows:
        filled = dict(zip(headers, (cell.text for cell in row), strict=False))
        concept = Concept(filled.get("concept", "").strip(), (), file=file, line=number)
        for at in columns:
            text = row[at].text if at < len(row) else ""
            tidy = "|".join(part.strip(" ") for part in text.split("|"))
            has_edge = text.strip() != text
            fault = _SPACES.search(text if has_edge else tidy)
            if fault and text.strip():
                yield finding(
                    "whitespace",
                    f"the cell {first[at].text.strip()} has {_fault_of_space(fault.string)}:"
                    f" “{text}”",
                    concept,
                    fix="|".join(" ".join(part.split()) for part in text.split("|")),
                )
