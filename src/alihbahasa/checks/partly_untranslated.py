"""Words of the source language were left in the target.

They stand in the source too, and are no words of the target language: a
function word, several words in a row that hold one, four words in lower case in a
row, or words in letters that the target language has not.  Within a
name of the source, a function word is part of it (Bank of England); what stands in brackets is
there on purpose.

Wrong (id to en): ``Pasukan dan warga mengungsi.`` – "Troops **dan** residents fled.";
(ru to en) ``Баку`` – "the road to **Баку**"

Right: "Troops and residents fled."; "Baku (Баку)"
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from alihbahasa.checks import _languages
from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Remark, Severity, Span, Unit, plain
from alihbahasa.patterns import late_re
from alihbahasa.text import shortened, unmarked, words

#: So many words in a row that both texts have are no chance, though none is a function word.
_ROW = 4

_APOSTROPHE = late_re("['’]")

#: How many words there may be from a function word to the capital of a name around it.
_NEAR = 3

#: A stretch of letters between these is there for whoever knows the language.
_BRACKETS = frozenset("([（［【")


def _run(unit: Unit, context: CheckContext) -> Iterable[Remark]:
    source, target = plain(unit.source), plain(unit.target or ())
    spans = _left(source, target, context)
    if not spans or _is_whole(source, target):
        return ()
    named = ", ".join(f"“{shortened(span.of(target))}”" for span in spans[:3])
    more = f" and {len(spans) - 3} more" if len(spans) > 3 else ""
    return (Remark(f"{named}{more} not translated", spans=tuple(spans)),)


def _left(source: str, target: str, context: CheckContext) -> list[Span]:
    scripts = _languages.target_scripts(context)
    if scripts and _languages.has_foreign(target, scripts):
        text = unmarked(target)
        found = [
            Span(*each.span())
            for each in _languages.foreign_words(scripts).finditer(text)
            if each[0] in source and text[each.start() - 1 : each.start()] not in _BRACKETS
        ]
        if found:
            return _joined(found, target)
    telling = _languages.telling(context.source, context.target)
    if not telling:
        return []
    # Names aside, hardly a word of the one text is in the other.
    common = frozenset(_languages.pieces(source)).intersection(_languages.pieces(target))
    if len(common) < _ROW and common.isdisjoint(telling):
        return []
    strange = common - context.target.function_words
    if strange.isdisjoint(telling) and not _may_be_row(strange, context):
        return []
    # The quick answer left out words beside brackets and quotation marks.
    here, there = (frozenset(word for _, word in words(text)) for text in (source, target))
    strange = (here & there) - context.target.function_words
    return _rows(source, target, strange=strange, telling=telling)


def _may_be_row(strange: frozenset[str], context: CheckContext) -> bool:
    if len(strange) < _ROW or sum(map(str.islower, strange)) < _ROW:
        return False
    return not _languages.are_related(context.source, context.target)


def _rows(
    source: str, target: str, *, strange: frozenset[str], telling: frozenset[str]
) -> list[Span]:
    """Return the rows of words of *target* that stand in *source* as well and were left there."""
    there = _languages.prose(target)
    small = [word.lower() for _, word in words(source)]
    given, pairs = frozenset(small), set(pairwise(small))
    found: list[Span] = []
    at = 0
    while at < len(there):
        stop = at + 1
        if there[at][1].lower() in strange or there[at][1].istitle():
            while stop < len(there) and _follows(there, stop, pairs):
                stop += 1
        is_left = any(
            there[each][1] in telling
            and not _is_in_name(target, there, each, given=given, pairs=pairs, telling=telling)
            for each in range(at, stop)
        )
        if is_left or _is_long([word for _, word in there[at:stop]], strange):
            found.append(Span(there[at][0], there[stop - 1][0] + len(there[stop - 1][1])))
        at = stop
    return found


def _follows(there: Sequence[tuple[int, str]], at: int, pairs: set[tuple[str, str]]) -> bool:
    return (there[at - 1][1].lower(), there[at][1].lower()) in pairs


#: Words that join names, and are hardly ever within one: "to Baku dan Yerevan".
_JOINING = frozenset("dan di dari ke pada dengan atau from with".split())

#: What names of people begin with, in any language in Latin letters: "General de Gaulle".
_PARTICLES = frozenset("al bin da de del den der di do dos du el ibn la le van von zu".split())


def _is_in_name(
    target: str,
    there: Sequence[tuple[int, str]],
    at: int,
    *,
    given: frozenset[str],
    pairs: set[tuple[str, str]],
    telling: frozenset[str],
) -> bool:
    """Tell whether the word *at* a place of *target* is an ending (2006'dan) or part of a name.

    A name of the source goes on behind it, with a capital or a number (Class of
    2018), and begins before it as in the source (Bank of England), other
    function words between; behind a particle a name is enough.
    """
    offset, word = there[at]
    if word in _JOINING:
        return False
    if len(word) < 2 or _languages.is_ending(target, offset):
        return True
    following = there[at + 1 : at + 1 + _NEAR]
    if not _goes_on(target, offset + len(word), following, given=given, telling=telling):
        return False
    return word in _PARTICLES or _begins(there[max(at - _NEAR, 0) : at + 1], pairs, telling)


def _goes_on(
    target: str,
    stop: int,
    following: Sequence[tuple[int, str]],
    *,
    given: frozenset[str],
    telling: frozenset[str],
) -> bool:
    """Tell whether the *following* words, behind *stop*, are the rest of a name, or a number is."""
    if target[stop + 1 : stop + 2].isdigit():
        return True
    for start, word in following:
        if start - stop > 1:
            return False
        if word not in telling:
            # In a language with endings it may have one: Dumfries and Galloway'in.
            bare = _APOSTROPHE.split(word, 1)[0].lower()
            return word[0].isupper() and bare in given
        stop = start + len(word)
    return False


def _begins(
    row: Sequence[tuple[int, str]], pairs: set[tuple[str, str]], telling: frozenset[str]
) -> bool:
    """Tell whether a name stands before the last word of *row*, and does in the source."""
    for at in range(len(row) - 2, -1, -1):
        start, word = row[at]
        if row[at + 1][0] - start - len(word) > 1 or not _follows(row, at + 1, pairs):
            return False
        if word not in telling:
            return word[0].isupper()
    return False


def _is_long(row: Sequence[str], strange: frozenset[str]) -> bool:
    return len(row) >= _ROW and sum(word.islower() and word in strange for word in row) >= _ROW


def _joined(spans: Sequence[Span], text: str) -> list[Span]:
    """Return *spans* with those joined that only blanks and hyphens stand between."""
    found = [spans[0]]
    for span in spans[1:]:
        if not text[found[-1].stop : span.start].strip(" -\u00a0"):
            found[-1] = Span(found[-1].start, span.stop)
        else:
            found.append(span)
    return found


def _is_whole(source: str, target: str) -> bool:
    """Tell whether the *target* is the *source*, which another check says."""
    return source.strip().casefold() == target.strip().casefold()


PLUGIN = Check(
    code="X011", name="partly-untranslated", severity=Severity.WARNING, run=_run, false_alarms=0.0
)
