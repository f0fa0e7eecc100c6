"""The target is in another language than it should be.

Function words tell: three of another language that the right one has not, and
less than half as many the other way round; fewer are enough where a sentence
has none of the right one.  Only languages of the same
script come into question, see wrong-script for the others; of a target language
without a pack nothing is said.

Wrong (en to ms): "He said it will rain." – ``Dia mengatakan bahwa hujan akan turun karena itu.``,
which is Indonesian

Right: ``Katanya hujan akan turun kerana itu.``
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alihbahasa.checks import _languages
from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Remark, Severity, Span, Unit, plain
from alihbahasa.patterns import late_re
from alihbahasa.text import placeholders, words

#: So many words of another language are no names and no quotations.
_FEWEST = 3

#: A sentence of so many words in lower case has function words.
_LONG = 8

#: How many times as many words of another language as of the right one settle it.
_ODDS = 2


_KANA = late_re("[\u3041-\u3096\u30a1-\u30fa]")


def _run(unit: Unit, context: CheckContext) -> Iterable[Remark]:
    own = _languages.function_words(context.target, context.target_language)
    if not own:
        return ()
    target = plain(unit.target or ())
    is_spaced = context.target.separator != ""
    pieces = (
        _languages.pieces(target) if is_spaced else _languages.vocabulary(target, is_spaced=False)
    )
    strangers = _languages.strangers(context.packs, context.target)
    odd = strangers.words.intersection(pieces)
    if not odd:
        return ()
    # What of its own no other language has speaks against all of them.
    ours = len(strangers.unknown.intersection(pieces))
    if len(odd) <= _ODDS * ours:
        return ()
    return _found(unit, context, odd, frozenset(pieces))


def _found(
    unit: Unit, context: CheckContext, odd: frozenset[str], there: frozenset[str]
) -> Iterator[Remark]:
    target = plain(unit.target or ())
    own = _languages.function_words(context.target, context.target_language)
    if context.target.separator and not target.isupper():
        # The quick answer took names of files (a.out) and options for words.
        there = frozenset(word for _, word in _languages.prose(target))
        odd &= there
    found = []
    is_sentence = not any(placeholders(target))
    has_kana = bool(_KANA.search(target))
    for pack in _languages.strangers(context.packs, context.target).packs:
        # Chinese has no kana, however much of a Japanese text is in its characters.
        if has_kana and pack.scripts == ("Hani",):
            continue
        theirs = odd & pack.function_words
        ours = len(there & own - pack.function_words)
        fewest = _fewest(ours, there, own, is_sentence=is_sentence)
        if len(theirs) >= max(fewest, _ODDS * ours + 1):
            found.append((len(theirs) - ours, pack, theirs))
    if not found or plain(unit.source) == target:
        return
    _, pack, theirs = max(found, key=lambda each: each[0])
    spans = tuple(
        Span(offset, offset + len(word)) for offset, word in words(target) if word.lower() in theirs
    )
    yield Remark(f"the target is in {pack.name}, not in {context.target.name}", spans=spans)


def _fewest(ours: int, there: frozenset[str], own: frozenset[str], *, is_sentence: bool) -> int:
    """Return how many function words of another language settle it.

    There are *ours* that it has not; a sentence without any of its *own* is odd, but
    not what a program makes one of, where endings may stand for themselves (``%s den``).
    """
    if ours or not is_sentence:
        return _FEWEST
    if sum(map(str.islower, there)) < _LONG:
        return _FEWEST
    return 1 if there.isdisjoint(own) else 2


PLUGIN = Check(
    code="X012", name="wrong-language", severity=Severity.WARNING, run=_run, false_alarms=0.0
)
