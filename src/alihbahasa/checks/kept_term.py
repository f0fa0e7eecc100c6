"""A name that stays as it is in the target language was changed.

The glossary says under *keep* in which languages a source term is kept.  The
target must then hold it letter for letter, as the source writes it or as the
glossary allows it, and as a name of its own: RAFPO is no AFP.  An ending of
another script, or behind an apostrophe or hyphen, is no change.  Where the
target has the name in another spelling (capitals, spaces, hyphens, diacritics,
or one letter within a longer name) in one place, that is mended by ``--fix``.

Wrong: *menurut TribunnewsWiki* -> "according to **Tribune News Wiki**"
Right: *menurut TribunnewsWiki* -> "according to **TribunnewsWiki**"
"""

from __future__ import annotations

from collections.abc import Iterator

from alihbahasa.checks import _unwanted
from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import (
    Concept,
    Edit,
    Grade,
    Level,
    Mention,
    Remark,
    Severity,
    Span,
    Unit,
    plain,
)
from alihbahasa.recognition import spelt
from alihbahasa.text import fold, words

_SEVERITIES = {Level.MUST: Severity.ERROR, Level.SHOULD: Severity.WARNING}

#: From this length on, in letters, one other letter within it leaves a name recognisable.
_LONG = 8
#: A shorter name is too much like other words to be known in another spelling.
_SHORT = 4
#: How many words of a target may be one word of a name.
_PIECES = 2


def _run(unit: Unit, context: CheckContext) -> Iterator[Remark]:
    source = plain(unit.source)
    target = plain(unit.target or ())
    kept: dict[str, list[Mention]] = {}
    for mention in unit.mentions:
        concept = mention.concept
        is_checked = concept.level in _SEVERITIES and mention.grade is not Grade.DERIVED
        if is_checked and concept.keeps_in(context.target_language):
            kept.setdefault(concept.key, []).append(mention)
    for mentions in kept.values():
        first = mentions[0]
        names = _names(first.concept, first.term.language, context.target_language)
        # The source may write the name in its own way, but an ending of its grammar is no name.
        spellings = [
            mention.span.of(source)
            for mention in mentions
            if mention.term.status.is_allowed and mention.grade in (Grade.EXACT, Grade.VARIANT)
        ]
        accepted = dict.fromkeys((*names, *spellings))
        # Where the glossary allows no way to write the name, there is none to ask for.
        if not accepted or any(spelt(name).search(target) for name in accepted):
            continue
        right = first.term.text if first.term.status.is_allowed else names[0]
        changed = _changed(right, first.concept, target, context)
        yield Remark(
            f"“{first.span.of(source)}” must stay as it is",
            spans=changed,
            counterpart=tuple(mention.span for mention in mentions),
            fix=(right,),
            severity=_SEVERITIES[first.concept.level],
            edits=(Edit(changed[0], right),) if len(changed) == 1 else (),
            about=first.concept.key,
        )


def _names(concept: Concept, *languages: str) -> list[str]:
    """Return the allowed terms of *concept* in *languages*, in that order."""
    return [text for language in languages for text in _unwanted.allowed(concept, language)]


def _changed(name: str, concept: Concept, target: str, context: CheckContext) -> tuple[Span, ...]:
    """Return where *target* has *name*, surely, but not letter for letter."""
    wanted = _letters(name)
    if len(wanted) < _SHORT:
        return ()
    there = words(target)
    longest = len(words(name)) * (_PIECES + 1)
    found: list[Span] = []
    for at, (start, first) in enumerate(there):
        # A small letter is another word (kompas).
        if (found and start < found[-1].stop) or (first[0].islower() and name[0].isupper()):
            continue
        letters = ""
        for offset, word in there[at : at + longest]:
            letters += _letters(word)
            if len(letters) > len(wanted) + 1:
                break
            span = Span(start, offset + len(word))
            # The whole line may be in capitals.
            is_shouted = span.of(target).isupper() and not name.isupper()
            if _is_same(letters, wanted) and not is_shouted:
                found.append(span)
                break
        if len(found) > 1:
            # Nothing is mended where there are several.
            break
    if not found:
        return ()
    others = [
        mention.span
        for mention in context.target_mentions(target)
        if mention.concept.key != concept.key
    ]
    return tuple(
        span
        for span in found
        if not any(other.start < span.stop and span.start < other.stop for other in others)
    )


def _letters(text: str) -> str:
    """Return the letters and digits of *text*, folded."""
    return "".join(filter(str.isalnum, fold(text)))


def _is_same(letters: str, wanted: str) -> bool:
    """Tell whether *letters* are those *wanted*, or of a long name all but one within it."""
    if letters == wanted:
        return True
    if len(wanted) < _LONG or (letters[0], letters[-1]) != (wanted[0], wanted[-1]):
        return False
    from rapidfuzz.distance import OSA

    return OSA.distance(letters, wanted, score_cutoff=1) <= 1


PLUGIN = Check(code="T003", name="kept-term", severity=Severity.WARNING, run=_run, false_alarms=0.6)
