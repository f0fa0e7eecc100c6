"""Reads and writes the glossary of OmegaT: a source term, a translation and a comment a line.

Tabs stand between them, the file is UTF-8, and lines that begin with ``#``
are no entries.  The first line says so to OmegaT, which guesses the encoding
of ``.txt``; the second names the languages, which the format does not::

    # Glossary in tab-separated format -*- coding: utf-8 -*-
    # source: id, target: en
    rayon	district	NOT county; only quoted

There is a line for each source term, of whatever status, and each allowed
term of one target language; where the source form stays, it is the
translation.  The comment begins with the terms that must not be written, then
come note and definition.  A term that begins with ``#`` has a blank before it,
or its line would be no entry; OmegaT finds it all the same.

All else is lost, and counted.  What the comment says of a concept is read as
its note.  A line becomes a concept, lines with the same source term one.
Where the second line is missing the target language is ``und``.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterator, Sequence

from alihbahasa.contracts import GlossaryFormat
from alihbahasa.errors import AlihbahasaError
from alihbahasa.glossaries._cells import term_fault
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
from alihbahasa.terminology.keys import key_for, slug

_LONGEST_CELL = 131_072
_MOST_LINES = 1_000_000

_GONE = "concept without an allowed term in"

_HEADER = "# Glossary in tab-separated format -*- coding: utf-8 -*-"
_LANGUAGES = re.compile(r"# source: ([A-Za-z\d-]+), target: ([A-Za-z\d-]+)\s*")
_LINE_END = re.compile(r"\r\n|\r|\n")


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
        targets = [_spaced(term.text) for term in terms if term.status.is_allowed]
        if not sources or not (targets or concept.keeps_in(target)):
            language = target if sources else source_language
            lost.append((f"{_GONE} {language}", concept.key))
            continue
        comment = _comment(concept, terms)
        for source in (_spaced(term.text) for term in sources):
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
    banned = ", ".join(term.text for term in terms if not term.status.is_allowed)
    parts = (f"NOT {banned}" if banned else "", concept.note, concept.definition)
    return "; ".join(filter(None, map(_spaced, parts)))


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
        if not term.status.is_allowed:
            yield f"{term.status} term, which is in the comment"
    for term in (*sources, *targets):
        if term.match is not MatchMode.INFLECTED:
            yield "match"
        if term.part_of_speech:
            yield "part of speech"
        if term.forms:
            yield "forms"
        if term.not_forms:
            yield "not_forms"


def _spaced(text: str) -> str:
    return " ".join(text.split())


# --- reading ------------------------------------------------------------------


def read(data: bytes, *, source_language: str) -> tuple[Glossary, tuple[Loss, ...]]:
    """Return the glossary that *data* holds, and what OmegaT would not read either.

    The first translation of a term is preferred, the rest are admitted.
    Raises AlihbahasaError for bytes that are no text, a cell or a file that is
    too long, and a file of lines without a single tab.
    """
    source, target = source_language, "und"
    lost: list[tuple[str, str]] = []
    found: dict[str, tuple[int, list[str], list[str]]] = {}
    number = 0
    for number, line in enumerate(_LINE_END.split(_decoded(data)), 1):
        if languages := _LANGUAGES.fullmatch(line):
            source, target = map(canonical, languages.groups())
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
        term, *cells = (_spaced(unicodedata.normalize("NFC", cell)) for cell in line.split("\t"))
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
        concepts.append(
            Concept(
                key_for(terms, source, taken),
                tuple(terms),
                note="; ".join(dict.fromkeys(filter(None, comments))),
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
)
