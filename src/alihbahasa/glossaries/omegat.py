"""Reads and writes the glossary of OmegaT: a source term, a translation and a comment a line.

Tabs stand between them, the file is UTF-8, and lines that begin with ``#``
are no entries.  The first line says so to OmegaT, which guesses the encoding
of ``.txt``; the second names the languages, which the format does not::

    # Glossary in tab-separated format -*- coding: utf-8 -*-
    # source: id, target: en
    rayon	district	NOT county; only quoted

There is a line for each source term, of whatever status, and each allowed
term of one target language; where the source form stays, it is the
translation.  The comment begins with the terms that must not be written, one
with a comma in quotation marks (``NOT “county, shire”``), then come note and
definition.  A term that begins with ``#`` has a blank before it, or its line
would be no entry; OmegaT finds it all the same.

All else is lost, and counted.  A line becomes a concept, lines with the same
source term one.  The comment is read as forbidden terms and a note.  Where the
second line is missing, the target language is ``und`` and the comment a note
whatever it begins with: such a file is none of ours.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence

from alihbahasa.contracts import GlossaryFormat
from alihbahasa.errors import AlihbahasaError
from alihbahasa.glossaries._cells import spaced, term_fault
from alihbahasa.glossaries._losses import tally
from alihbahasa.model import (
    Concept,
    Glossary,
    Level,
    Loss,
    MatchMode,
    Term,
    TermStatus,
    canonical,
    fallbacks,
)
from alihbahasa.patterns import late_re
from alihbahasa.terminology.keys import key_for, slug
from alihbahasa.text import as_written

_LONGEST_CELL = 131_072
_MOST_LINES = 1_000_000

_GONE = "concept without an allowed term in"

_HEADER = "# Glossary in tab-separated format -*- coding: utf-8 -*-"
_LANGUAGES = late_re(r"# source: ([A-Za-z\d-]+), target: ([A-Za-z\d-]+)\s*")

#: What stands before the forbidden terms of a comment, and a term between its marks.
_NOT = "NOT "
_FORBIDDEN = late_re(r"“([^”]+)”|(?!“)((?:(?!, |; | - ).)+)")
_ODD = late_re(r"^“|, |; | - ")

_LINE_END = late_re(r"\r\n|\r|\n")


# --- writing ------------------------------------------------------------------


def write(
    glossary: Glossary,
    *,
    source_language: str,
    languages: Sequence[str] = (),
    original: bytes = b"",
) -> tuple[bytes, tuple[Loss, ...]]:
    """Return *glossary* for one target language, and what does not fit into three columns.

    *original* has no shape to keep.  Raises AlihbahasaError where *languages*
    are several, or none and the glossary has not just one.
    """
    target = _target(glossary, source_language, languages)
    lost: list[tuple[str, str]] = []
    lines = [_HEADER, f"# source: {source_language}, target: {target}"]
    seen: set[str] = set()
    for concept in glossary.concepts:
        sources = concept.terms_in(source_language)
        terms = concept.terms_in(target)
        targets = [spaced(term.text) for term in terms if term.status.is_allowed]
        if not sources or not (targets or concept.keeps_in(target)):
            language = target if sources else source_language
            lost.append((f"{_GONE} {language}", concept.key))
            continue
        comment = _comment(concept, terms)
        for source in (spaced(term.text) for term in sources):
            for text in targets or (source,):
                cells = [f" {source}" if source.startswith("#") else source, text]
                lines.append("\t".join([*cells, comment] if comment else cells))
            if source in seen:
                lost.append(("concept apart from one with the same source term", concept.key))
            seen.add(source)
        lost += ((what, concept.key) for what in _losses(concept, sources, terms))
    gone = [f"{_GONE} {language}" for language in (source_language, target)]
    return "".join(f"{line}\n" for line in lines).encode(), tally(lost, whole=gone)


def _target(glossary: Glossary, source_language: str, languages: Sequence[str]) -> str:
    """Return the one language to translate into."""
    terms = (term.language for concept in glossary.concepts for term in concept.terms)
    there = dict.fromkeys((*glossary.languages, *terms))
    targets = languages or [tag for tag in there if tag not in fallbacks(source_language)]
    if len(targets) == 1:
        return targets[0]
    raise AlihbahasaError(
        "the glossary of OmegaT is for one target language",
        hint=f"choose one of {', '.join(targets)} with --to" if targets else "name it with --to",
    )


def _comment(concept: Concept, terms: Sequence[Term]) -> str:
    """Return what a translator has to know besides the *terms* that may be written."""
    banned = ", ".join(_marked(term) for term in terms if _is_banned(term))
    parts = [each for each in map(spaced, (concept.note, concept.definition)) if each]
    if banned:
        parts.insert(0, f"{_NOT}{banned}")
    elif parts and parts[0].startswith((_NOT, "; ")):
        # Not to be taken for what is forbidden.
        parts.insert(0, "")
    return "; ".join(parts)


def _is_banned(term: Term) -> bool:
    """Tell whether a comment says that *term* must not be written."""
    return not (term.status.is_allowed or (_ODD.search(term.text) and "”" in term.text))


def _marked(term: Term) -> str:
    """Return *term* as a comment has it, in quotation marks where it would seem to be several."""
    text = spaced(term.text)
    return f"“{text}”" if _ODD.search(text) else text


def _commented(comment: str) -> tuple[list[str], str]:
    """Return the terms that a comment of ours forbids, and its note."""
    if comment.startswith("; "):
        return [], comment[2:]
    banned: list[str] = []
    if not comment.startswith(_NOT):
        return banned, comment
    place = len(_NOT) - 2
    while (comment.startswith(", ", place) or not banned) and (
        found := _FORBIDDEN.match(comment, place + 2)
    ):
        banned.append(spaced(found[1] or found[2]))
        place = found.end()
    rest = comment[place:] if banned else comment
    return banned, rest.removeprefix("; ").removeprefix(" - ").strip()


def _losses(concept: Concept, sources: Sequence[Term], targets: Sequence[Term]) -> Iterator[str]:
    """Yield what would not come back of *concept*."""
    if concept.key != slug(sources[0].text):
        yield "key"
    if concept.level is not Level.SHOULD:
        yield "level"
    for name in ("keep", "domain", "example", "url", "source", "scope"):
        if getattr(concept, name):
            yield name
    if concept.definition:
        yield "definition, which is in the comment"
    for term in sources:
        if term is not sources[0]:
            yield "source term beside the first, which becomes a concept"
        if not term.status.is_allowed:
            yield f"status {term.status} of a source term"
    for term in targets:
        if term.status is TermStatus.DEPRECATED:
            yield f"{term.status} term, which is in the comment"
        elif not term.status.is_allowed and not _is_banned(term):
            yield f"{term.status} term with quotation marks and commas"
    for term in (*sources, *targets):
        if term.match is not MatchMode.INFLECTED:
            yield "match"
        if term.part_of_speech:
            yield "part of speech"
        if term.forms:
            yield "forms"
        if term.not_forms:
            yield "not_forms"


# --- reading ------------------------------------------------------------------


def read(data: bytes, *, source_language: str) -> tuple[Glossary, tuple[Loss, ...]]:
    """Return the glossary that *data* holds, and what OmegaT would not read either.

    The first translation of a term is preferred, the rest are admitted.
    Raises AlihbahasaError for bytes that are no text, a cell or a file that is
    too long, and a file of lines without a single tab.
    """
    source, target = source_language, "und"
    is_ours = False
    lost: list[tuple[str, str]] = []
    found: dict[str, tuple[int, list[str], list[str]]] = {}
    number = 0
    for number, line in enumerate(_LINE_END.split(_decoded(data)), 1):
        if languages := _LANGUAGES.fullmatch(line):
            source, target = map(canonical, languages.groups())
            is_ours = True
        if line.startswith("#"):
            if not languages and line.rstrip() != _HEADER:
                lost.append(("line of remarks", f"line {number}"))
            continue
        if not line.strip():
            continue
        if number > _MOST_LINES:
            raise AlihbahasaError(
                f"the glossary has more than {_MOST_LINES:,} lines", line=number, hint="split it"
            )
        term, *cells = (as_written(cell) for cell in line.split("\t"))
        if any(len(cell) > _LONGEST_CELL for cell in (term, *cells)):
            raise AlihbahasaError(f"a cell has more than {_LONGEST_CELL:,} characters", line=number)
        if not term or not cells:
            lost.append(("line that is no pair", f"line {number}"))
            continue
        _check_terms(line, number)
        if any(cells[2:]):
            lost.append(("text after the comment", f"line {number}"))
        _, texts, comments = found.setdefault(term, (number, [], []))
        texts += cells[:1]
        comments += cells[1:2]
    if lost and not found and all(what == "line that is no pair" for what, _ in lost):
        raise AlihbahasaError(
            "no line has a tab between a term and its translation",
            line=1,
            hint="is this a glossary of OmegaT?",
        )
    taken: dict[str, int] = {}
    concepts = []
    for term, (line_number, texts, comments) in found.items():
        terms = [Term(term, source)]
        for text in dict.fromkeys(filter(None, texts)):
            status = TermStatus.PREFERRED if len(terms) == 1 else TermStatus.ADMITTED
            terms.append(Term(text, target, status))
        notes: list[str] = []
        allowed = {text.casefold() for text in texts}
        for comment in dict.fromkeys(filter(None, comments)):
            banned, note = _commented(comment) if is_ours else ([], comment)
            notes.append(note)
            for text in banned:
                if text.casefold() in allowed:
                    lost.append(("forbidden term that another line allows", f"line {line_number}"))
                elif Term(text, target, TermStatus.FORBIDDEN) not in terms:
                    terms.append(Term(text, target, TermStatus.FORBIDDEN))
        concepts.append(
            Concept(
                key_for(terms, source, taken),
                tuple(terms),
                note="; ".join(dict.fromkeys(filter(None, notes))),
                line=line_number,
            )
        )
    return Glossary(tuple(concepts), (source, target)), tally(lost)


def _check_terms(line: str, number: int) -> None:
    """Refuse a pair with a term, or a translation, that could not be found in a text."""
    column = 1
    for cell in line.split("\t")[:2]:
        if cell.strip() and (fault := term_fault(cell)):
            raise AlihbahasaError(fault[0], line=number, column=column, hint=fault[1])
        column += len(cell) + 1


def _decoded(data: bytes) -> str:
    """Return the text of *data*: UTF-8, or UTF-16 with a byte order mark."""
    is_wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encoding = "utf-16" if is_wide else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "ignore")
        raise AlihbahasaError(
            f"the bytes are not {'UTF-16' if is_wide else 'UTF-8'}",
            line=before.count("\n") + 1,
            column=len(before) - before.rfind("\n"),
            hint="save the glossary as UTF-8",
        ) from None
    if (place := text.find("\0")) >= 0:
        raise AlihbahasaError(
            "a NUL character", line=text.count("\n", 0, place) + 1, hint="save it as UTF-8"
        )
    return text


def recognises(head: bytes) -> bool:
    """Tell whether *head* begins with the remark of a glossary, or has a tab in its first entry."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        text = head[: len(head) // 2 * 2].decode("utf-16", "replace")
    else:
        text = head.decode("utf-8-sig", "replace")
    lines = [line for line in _LINE_END.split(text) if line.strip()]
    entry = next((line for line in lines if not line.startswith("#")), "")
    # A line that begins with a tab is indented: that is how prose has one.
    return lines[:1] == [_HEADER] or "\t" in entry.lstrip()


PLUGIN = GlossaryFormat(
    name="omegat",
    title="OmegaT glossary",
    extensions=(".utf8", ".txt", ".tab"),
    ambiguous=(".txt", ".tab"),
    recognises=recognises,
    read=read,
    write=write,
    is_partial=True,
)
