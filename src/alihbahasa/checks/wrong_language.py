"""The target is in another language than it should be.

Function words tell: at least three of another language that the right one has
not, and at most a third as many the other way round.  Only languages of the same
script come into question, see wrong-script for the others; of a target language
without a pack nothing is said.

Wrong (en to ms): "He said it will rain." – ``Dia mengatakan bahwa hujan akan turun karena itu.``,
which is Indonesian

Right: ``Katanya hujan akan turun kerana itu.``
"""

from __future__ import annotations

from collections.abc import Iterator

from alihbahasa.checks import _languages
from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Remark, Severity, Span, Unit, plain
from alihbahasa.text import words

#: So many words of another language are no names and no quotations.
_FEWEST = 3

#: How many times as many words of another language as of the right one settle it.
_ODDS = 2


def _run(unit: Unit, context: CheckContext) -> Iterator[Remark]:
    own = _languages.function_words(context.target, context.target_language)
    if not own:
        return
    target = plain(unit.target or ())
    there = _languages.vocabulary(target)
    strange, others = _languages.strangers(context.packs, context.target)
    odd = there & strange
    if len(odd) < _FEWEST:
        return
    found = [
        (len(theirs) - len(ours), pack, theirs)
        for pack in others
        if len(theirs := odd & pack.function_words) >= _FEWEST
        and len(theirs) > _ODDS * len(ours := there & own - pack.function_words)
    ]
    if not found or plain(unit.source) == target:
        return
    _, pack, theirs = max(found, key=lambda each: each[0])
    spans = tuple(
        Span(offset, offset + len(word)) for offset, word in words(target) if word.lower() in theirs
    )
    yield Remark(f"the target is in {pack.name}, not in {context.target.name}", spans=spans)



PLUGIN = Check(code="X012", name="wrong-language", severity=Severity.WARNING, run=_run)
