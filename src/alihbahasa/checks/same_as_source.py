"""The target is the source, though it has words to translate.

Names, numbers, codes, addresses and terms that the glossary keeps may well be
the same in both languages, and so may one word alone.  Words to translate are
function words, and words in lower case where a script has one; in letters that
the target language has not, every word is.  Case, punctuation and blanks make
no difference.

Wrong (id to en): ``Gencatan senjata berlaku.`` – "Gencatan senjata berlaku."

Right: ``Gencatan senjata berlaku.`` – "The ceasefire took effect."; ``The New York Times``,
``Yerevan, 27/9``
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from alihbahasa.checks import _languages
from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Remark, Severity, Span, Unit, plain
from alihbahasa.patterns import late_re
from alihbahasa.text import LETTERED, unmarked

#: How much longer a text may be than another of the same words, in characters.
_SLACK = 8

#: What a program puts something for is all that is translated of a line of command.
_BRACKETED = late_re(r"<[^<>=]*>")

#: So many words are hardly the same in two related languages.
_NO_CHANCE = 10


def _run(unit: Unit, context: CheckContext) -> Iterable[Remark]:
    source, target = plain(unit.source), plain(unit.target or ())
    if not -_SLACK <= len(source) - len(target) <= _SLACK:
        return ()
    if source[:1].lower() != target[:1].lower():
        return ()
    if source != target and not _has_same_words(source.lower(), target.lower()):
        return ()
    return _found(unit, target, context)


def _found(unit: Unit, target: str, context: CheckContext) -> Iterator[Remark]:
    if _BRACKETED.findall(plain(unit.source)) != _BRACKETED.findall(target):
        return
    scripts = _languages.target_scripts(context)
    is_foreign = bool(scripts) and _languages.has_foreign(target, scripts)
    if is_foreign or _has_words(unit, target, context):
        yield Remark("the target is the source", spans=(Span(0, len(target)),))


def _has_same_words(one: str, other: str) -> bool:
    # Most texts differ in the first words.
    both = zip_longest(LETTERED.finditer(unmarked(one)), LETTERED.finditer(unmarked(other)))
    return all(here and there and here[0] == there[0] for here, there in both)


def _has_words(unit: Unit, target: str, context: CheckContext) -> bool:
    """Tell whether *target*, the same as the source, has words that another language has not."""
    telling = _languages.telling(context.source, context.target)
    is_spaced = bool(context.source.separator)
    there = _languages.vocabulary(target, is_spaced=is_spaced)
    if _languages.are_related(context.source, context.target):
        return not there.isdisjoint(telling) or sum(map(str.islower, there)) >= _NO_CHANCE
    if not is_spaced:
        return len(there & telling) > 1
    kept = [
        mention.span
        for mention in unit.mentions
        if mention.concept.keeps_in(context.target_language)
    ]
    small: set[str] = set()
    common: set[str] = set()
    for offset, word in _languages.prose(target):
        if any(span.start <= offset < span.stop for span in kept):
            continue
        if (lower := word.lower()) in telling:
            small.add(lower)
        elif word == lower and len(word) > 1:
            common.add(word)
    if not telling:
        return len(common) >= 3
    # "The Lord of the Rings" is a name, whose words have capitals but for two function words.
    return len(common) + len(small) >= 2 if common else len(small) >= 3


PLUGIN = Check(
    code="X010", name="same-as-source", severity=Severity.WARNING, run=_run, false_alarms=0.0
)
