"""What a translator is told beside a unit: what changed in it, its terms, how to translate them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TypeAlias

from alihbahasa import text
from alihbahasa.model import (
    CHANGED,
    Concept,
    Grade,
    Kind,
    Mention,
    Note,
    TermStatus,
    Unit,
    raw,
)
from alihbahasa.model.making import changed

#: How many lines a note has at most: more are not read.
_LINES = 4

#: How many words are shown on either side of one that changed.
_AROUND = 4

AUTHOR = "alihbahasa"


def with_notes(units: Iterable[Unit], language: str, *, bullet: str = "") -> tuple[Unit, ...]:
    """Return *units* with a terminology note for *language* each, where there is anything to say.

    A draft of an edited sentence has a note of the words that changed before
    that.  Generated notes that a unit has already are dropped; people's are
    kept.  Where there are several lines of terms, *bullet* begins each.
    """
    found = []
    for unit in units:
        if not unit.mentions and not unit.notes and unit.previous is None:
            found.append(unit)
            continue
        lines = term_lines(unit.mentions, language)
        told = "\n".join(f"{bullet if len(lines) > 1 else ''}{line}" for line in lines)
        generated = (Note(AUTHOR, "terminology", told),) if told else ()
        if unit.previous is not None and unit.is_draft and not unit.obsolete:
            generated = (Note(AUTHOR, "change", _changed(unit)), *generated)
        noted = unit.comments + generated
        found.append(unit if unit.notes == noted else changed(unit, notes=noted))
    return tuple(found)


def _changed(unit: Unit) -> str:
    """Return one line that shows what changed in the source of *unit*, with what is around it.

    That is for programs that do not show what a draft was translated from.
    """
    pieces = text.word_changes(raw(unit.previous or ()), raw(unit.source))
    shown: list[str] = []
    for number, (old, new) in enumerate(pieces):
        if old.split() == new.split():
            words = new.split()
            first = words[:_AROUND] if number else []
            last = words[-_AROUND:] if number + 1 < len(pieces) else []
            if len(words) > len(first) + len(last) + 1:
                words = [*first, "…", *last]
            shown.append(" ".join(words))
        else:
            gone, come = " ".join(old.split()), " ".join(new.split())
            shown.append((f"[-{gone}-]" if gone else "") + (f"{{+{come}+}}" if come else ""))
    return CHANGED + " ".join(shown)


def with_kinds_told(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """Return *units* as body text whose first note tells the kind; their ids tell it as well.

    A PO file whose entries have a ``msgctxt`` here and there loses the order of
    its article in programs that sort messages by context (gettext-parser and
    all that builds on it).  A unit keeps its kind where another has its source,
    and where it is obsolete: such an entry has no reference that tells the id.
    """
    units = tuple(units)
    counts = Counter(raw(unit.source) for unit in units)
    return tuple(
        changed(
            unit,
            kind=Kind.PARAGRAPH,
            notes=(*unit.comments, Note(AUTHOR, "kind", unit.kind.told), *unit.generated),
        )
        if unit.kind.told and not unit.obsolete and counts[raw(unit.source)] == 1
        else unit
        for unit in units
    )


def term_lines(mentions: Iterable[Mention], language: str) -> tuple[str, ...]:
    """Return a line a term: ``source = target or target (NOT x, y) - note``.

    At most four: those that forbid something first, then terms of several
    words, then by place.  A term that is the same in the target is left out
    unless something is forbidden.
    """
    lines: dict[str, tuple[bool, bool, int, str]] = {}
    for mention in mentions:
        concept = mention.concept
        if concept.key in lines or mention.grade is Grade.DERIVED:
            continue
        line, forbids, several = _line(mention.term.text, concept, language)
        if line:
            lines[concept.key] = (not forbids, not several, mention.span.start, line)
    return tuple(line for *_, line in sorted(lines.values())[:_LINES])


_Line: TypeAlias = tuple[str, bool, bool]

#: The lines of concepts, by what these are called and told in, so many of them.  With each stands
#: its concept, so that no other has its id: to compare concepts takes longer than the line.
_LINES_REMEMBERED = 20_000
_lines: dict[tuple[int, str, str], tuple[Concept, _Line]] = {}


def _line(source: str, concept: Concept, language: str) -> _Line:
    """Return the line of *concept*, "" for none, whether it forbids, and is of several words."""
    key = (id(concept), source, language)
    known = _lines.get(key)
    if known is None:
        if len(_lines) >= _LINES_REMEMBERED:
            _lines.clear()
        several = len(source.replace("-", " ").split()) > 1
        known = _lines[key] = (concept, (*_told(source, concept, language), several))
    return known[1]


def _told(source: str, concept: Concept, language: str) -> tuple[str, bool]:
    terms = concept.terms_in(language)
    allowed = [term.text for term in terms if term.status is TermStatus.PREFERRED]
    allowed += [term.text for term in terms if term.status is TermStatus.ADMITTED]
    forbidden = [term.text for term in terms if term.status is TermStatus.FORBIDDEN]
    forbidden += [term.text for term in terms if term.status is TermStatus.DEPRECATED]
    ban = f" (NOT {', '.join(forbidden)})" if forbidden else ""
    if concept.keeps_in(language) or allowed == [source]:
        if not ban:
            return "", False
        line = f"{source}: keep{ban}"
    elif allowed:
        line = f"{source} = {' or '.join(allowed)}{ban}"
    elif ban:
        line = f"{source}{ban}"
    else:
        return "", False
    note = " ".join(concept.note.split())
    return (f"{line} - {note}" if note else line), bool(ban)
