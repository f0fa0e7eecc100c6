"""A quotation of the source is none in the target, or is not closed there.

Quotation marks of all languages answer to each other, single ones to double
ones.  How many quotations there are is the translator's business; that there
are any is not, nor that one stays open: it may only in a unit whose source
leaves it open too, since it goes on in the next.  A target may quote a name
or a word by itself, close what the source forgot to, and tell by a dash who
speaks.  Names that only the source's language quotes (Russian «Челси»,
Chinese 《人民日报》), or that the target sets in italics, need no marks.  Apostrophes, inches and
minutes are no quotation marks.

Wrong: *"Kami tidak akan mundur," katanya.* -> "We will not retreat, he said."
Right: *"Kami tidak akan mundur," katanya.* -> “We will not retreat,” he said.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alihbahasa.checks._quotation import SURE_MARKS, Quotations, count, may_have_single, quotations
from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Code, Remark, Severity, Span, Unit, plain
from alihbahasa.patterns import late_re
from alihbahasa.text import IDEOGRAPH

#: A dash that says who speaks, as in Armenian and Russian: at the beginning, behind a colon,
#: and before what tells who it was.
_DIALOGUE = late_re(r"\A\s*[-–—]|[:.․։,!?…]\s?[-–—](?![-–—])")

#: A name or a word is not longer than this: words, characters, Han and kana.
_WORDS, _LONGEST, _LONGEST_WIDE = 5, 40, 12

_IDEOGRAPH = late_re(f"[{IDEOGRAPH}]")

#: Languages that quote names where others have capitals or italics: clubs, ships, newspapers.
_NAMING = frozenset("ru uk be bg zh yue ja ko hy ar fa he ka de".split())

#: Marks that stand around titles, and say nothing else.
_TITLES = frozenset("《『")

#: What tells that somebody speaks: a colon before, a comma and a dash behind, a stop within.
_SPEECH = late_re(r"[:：]\s*[\"“”„«‘「]|[.!?…,。！？؟։，][\"”»’」]|[\"”“»’」],\s*[-–—]")

#: What a sentence that is quoted ends in.
_ENDING = frozenset(".,!?…")

#: Marks whose form tells what they do where their place does not.
_OPENING, _CLOSING = "«„“「『《〝", "»”」』》〟"


def _run(unit: Unit, context: CheckContext) -> Iterable[Remark]:
    source, target = plain(unit.source), plain(unit.target or ())
    here, there = count(source), count(target)
    if not here and not there:
        return ()
    if there and _agree(source, target, here, there):
        return ()
    given, found = quotations(source), quotations(target)
    message = _message(unit, given, found, context)
    if not message or not any(map(str.isalnum, source)):
        # A text of marks alone is a mark that another language writes otherwise.
        return ()
    return (Remark(message, spans=found.spans, counterpart=given.spans),)


def _agree(source: str, target: str, here: int, there: int) -> bool:
    """Tell quickly whether all is well with *here* marks in the source and *there* some."""
    if there % 2:
        return here == there == 1 and _opens_at_edge(source) is _opens_at_edge(target) is not None
    if here % 2:
        return True
    return here > 0 and (here <= there or not may_have_single(source, target))


def _message(unit: Unit, given: Quotations, found: Quotations, context: CheckContext) -> str:
    """Return what is wrong with the marks *found* in the target, "" where nothing is."""
    source, target = plain(unit.source), plain(unit.target or ())
    here, there = given.count, found.count
    if not there:
        if here and not _DIALOGUE.search(target) and not _may_lose(unit, given, context):
            return "the quotation marks of the source are missing"
    elif there % 2:
        if not here % 2:
            return "a quotation mark is missing, or one is too many"
        if here == there == 1:
            return _one_each(source, target)
    elif not here:
        if not _are_names(target, found.spans):
            return "the source has no quotation marks"
    elif there < here and not here % 2 and _lacks_outer(given, found):
        return "the outer quotation marks of the source are missing"
    # What the source alone leaves open is a fault of its own, and mended in the target.
    return ""


def _may_lose(unit: Unit, given: Quotations, context: CheckContext) -> bool:
    """Tell whether the target needs no marks: only names are quoted, or nothing by a stray mark."""
    source = plain(unit.source)
    if given.count % 2:
        return given.count == 1 and _is_stray(source, given.spans[0])
    quoted = list(_quoted(source, given.spans))
    if all(opening in _TITLES for opening, _ in quoted):
        return True
    return (
        (
            context.source.tag.partition("-")[0] in _NAMING
            or any(isinstance(part, Code) for part in unit.target or ())
        )
        and not _SPEECH.search(source)
        and all(_is_name(text) for _, text in quoted)
    )


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


def _lacks_outer(given: Quotations, found: Quotations) -> bool:
    """Tell whether the target has only single marks for the two sorts of the source."""
    return bool(given.marks and given.pairs and found.pairs and not found.marks)


def _is_stray(text: str, mark: Span) -> bool:
    """Tell whether *mark* closes where nobody has stopped: behind a word, and more follow."""
    behind = text[mark.stop : mark.stop + 2]
    return (
        text[max(mark.start - 1, 0) : mark.start].isalnum()
        and behind[:1].isspace()
        and behind[1:].isalnum()
    )


def _are_names(text: str, marks: tuple[Span, ...]) -> bool:
    """Tell whether all quotations of *text*, which are closed, are short: names, single words."""
    return all(mark in _TITLES or _is_name(each) for mark, each in _quoted(text, marks))


def _quoted(text: str, marks: tuple[Span, ...]) -> Iterator[tuple[str, str]]:
    """Yield what opens each quotation of *text*, and what is quoted."""
    for first, last in zip(marks[::2], marks[1::2], strict=True):
        yield first.of(text), text[first.stop : last.start]


def _is_name(text: str) -> bool:
    """Tell whether *text* is no longer than a name."""
    return (
        len(text) <= _LONGEST
        and len(text.split()) <= _WORDS
        and len(_IDEOGRAPH.findall(text)) <= _LONGEST_WIDE
    )


PLUGIN = Check(code="X002", name="quotes", severity=Severity.WARNING, run=_run, false_alarms=0.4)
