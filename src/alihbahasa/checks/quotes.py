"""A quotation of the source is none in the target, or is not closed there.

Quotation marks of all languages answer to each other, single ones to double
ones.  How many quotations there are is the translator's business; that there
are any is not, nor that one stays open: it may only in a unit whose source
leaves it open too, since it goes on in the next.  A target may quote a name
or a word by itself, and tell by a dash who speaks.  Apostrophes, inches and
minutes are no quotation marks.

Wrong: *"Kami tidak akan mundur," katanya.* -> "We will not retreat, he said."
Right: *"Kami tidak akan mundur," katanya.* -> “We will not retreat,” he said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from alihbahasa.checks._quotation import SURE_MARKS, count, may_have_single, quotations
from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Remark, Severity, Span, Unit, plain

#: A dash that says who speaks, as in Armenian and Russian: at the beginning, behind a colon,
#: and before what tells who it was.
_DIALOGUE = re.compile(r"\A\s*[-–—]|[:.․։,!?…]\s?[-–—](?![-–—])")

#: A name or a word is not longer than this: words, and characters of a text without blanks.
_WORDS, _LONGEST = 5, 40

#: What a sentence that is quoted ends in.
_ENDING = frozenset(".,!?…")

#: Marks whose form tells what they do where their place does not.
_OPENING, _CLOSING = "«„“「『《〝", "»”」』》〟"


def _run(unit: Unit, context: CheckContext) -> Iterable[Remark]:
    source, target = plain(unit.source), plain(unit.target or ())
    here, there = count(source), count(target)
    if not here and not there:
        return ()
    message = ""
    if here % 2 != there % 2:
        message = "a quotation mark is missing, or one is too many"
        if here % 2:
            message = "the quotation that the source leaves open is closed"
    elif here == there == 1:
        message = _one_each(source, target)
    elif not there and not _DIALOGUE.search(target):
        message = "the quotation marks of the source are missing"
    elif there < here and _lacks_outer(source, target):
        message = "the outer quotation marks of the source are missing"
    elif not here and not _are_names(target):
        message = "the source has no quotation marks"
    if not message:
        return ()
    given, found = quotations(source).spans, quotations(target).spans
    return (Remark(message, spans=found, counterpart=given),)


def _one_each(source: str, target: str) -> str:
    """Return what is wrong where either text has one mark: the one opens, the other closes."""
    given, found = _opens_at_edge(source), _opens_at_edge(target)
    if given is None or found is None:
        given, found = (_opens(text, quotations(text).spans[0]) for text in (source, target))
    if given is None or found is None or given == found:
        return ""
    return f"a quotation {'begins' if given else 'ends'} in the source, and not in the target"


def _opens_at_edge(text: str) -> bool | None:
    """Tell quickly whether the only mark of *text* opens a quotation; None if it stands within."""
    if text[:1] in SURE_MARKS and text[1:2].isalnum():
        return True
    before = text[-2:-1]
    if text[-1:] in SURE_MARKS and (before.isalpha() or before in _ENDING):
        return False
    return None


def _opens(text: str, mark: Span) -> bool | None:
    """Tell whether *mark* opens a quotation, by its place or else its form; None if unsure."""
    before, behind = (
        text[max(mark.start - 3, 0) : mark.start].rstrip("([-–—")[-1:],
        text[mark.stop : mark.stop + 1],
    )
    is_first, is_last = not before or before.isspace(), not behind.strip(".,;:!?)]…")
    if is_first != (is_last or behind.isspace()):
        return is_first
    if before in (",", ":", ";") and behind.isalnum():
        # A blank is missing.
        return True
    shape = mark.of(text)
    return None if shape not in _OPENING + _CLOSING else shape in _OPENING


def _lacks_outer(source: str, target: str) -> bool:
    """Tell whether *target* has only single marks for the two sorts of *source*."""
    if not may_have_single(source) or not may_have_single(target):
        return False
    given, found = quotations(source), quotations(target)
    return bool(given.marks and given.pairs and found.pairs and not found.marks)


def _are_names(text: str) -> bool:
    """Tell whether all quotations of *text*, which are closed, are short: names, single words."""
    marks = quotations(text).spans
    quoted = (
        text[first.stop : last.start] for first, last in zip(marks[::2], marks[1::2], strict=True)
    )
    return all(len(each) <= _LONGEST and len(each.split()) <= _WORDS for each in quoted)


PLUGIN = Check(code="X002", name="quotes", severity=Severity.WARNING, run=_run, false_alarms=1.1)
