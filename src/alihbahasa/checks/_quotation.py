"""The quotation marks of a text, whatever the language: found by their place, not only by form.

An apostrophe, an inch and a minute look like one.  What ``quotes`` and
``quote_style`` both have to know stands here.
"""

from __future__ import annotations

import functools
import re

from alihbahasa.model import Span
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass
from alihbahasa.text import IDEOGRAPH, may_be_marked, unmarked

#: Marks that are never anything else, but for an inch or a second; two single
#: ones in a row are one of them.  The last two are what Armenian was typed with.
_SURE = '"“”„‟«»「」『』《》〝〞〟＂｢｣ՙ՚'
#: Marks that are apostrophes as well, or minutes.
_DOUBTFUL = "'‘’‚‛‹›`´＇"

SURE_MARKS = frozenset(_SURE)
MARKS = frozenset(_SURE + _DOUBTFUL)

_MARK = late_re(f"[{_SURE}{_DOUBTFUL}]")
_FOUND = late_re(rf"''|``|´´|‘‘|’’|‚‚|[{_SURE}{_DOUBTFUL}]")

#: What stands before a mark that opens, and behind one that closes.
_BEFORE = frozenset("([{（【［—–-/:=¿¡、。，；：！？\ufffc") | frozenset(_SURE + _DOUBTFUL)
_BEHIND = frozenset(".,;:!?…)]}、。，；：！？）】］؟،؛։՝—–-/\ufffc") | frozenset(_SURE + _DOUBTFUL)

#: No blank stands between Han or kana and a mark.
_IDEOGRAPH = late_re(f"[{IDEOGRAPH}]")

#: An apostrophe that begins a word: the year '90, 'em, 'n'.
_CLIPPED = late_re(r"(?:\d\ds?\b|(?:em|n|tis|twas|til|cause|round|t|s|k|m|r)\b)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quotations:
    """The quotation marks of a text: *marks*, and *pairs* of single ones, in order."""

    marks: tuple[Span, ...] = ()
    pairs: tuple[tuple[Span, Span], ...] = ()

    @property
    def count(self) -> int:
        """The number of marks: an odd one where a quotation goes on in another unit."""
        return len(self.marks) + 2 * len(self.pairs)

    @property
    def spans(self) -> tuple[Span, ...]:
        """All the marks, in order."""
        return tuple(sorted((*self.marks, *(span for pair in self.pairs for span in pair))))


_NONE = Quotations()


#: A doubtful mark that no letter or digit stands before, or two of them: all others join
#: the letters of a word, or close nothing.
_OPENS = late_re(rf"[{_DOUBTFUL}](?:(?<![^\W{IDEOGRAPH}].)|[{_DOUBTFUL}])")
_STRAIGHT_OPENS = late_re(r"'(?:(?<!\w.)|')")
_INCH = late_re(r'"(?<=\d.)')


def count(text: str) -> int:
    """Return the number of quotation marks in *text*: an odd one where a quotation goes on.

    It goes on in another unit, that is, or comes from one.  This is quicker
    than ``quotations``, and gives its ``count``.
    """
    if text.isascii():
        # What most English sentences are: no mark at all, or an apostrophe in a word.
        found = text.count('"')
        is_doubtful = "`" in text or ("'" in text and _may_open_in(text, _STRAIGHT_OPENS))
    else:
        there = _MARK.findall(text)
        if not there:
            return 0
        found = sum(map(SURE_MARKS.__contains__, there))
        is_doubtful = found < len(there) and _may_open_in(text, _OPENS)
    if is_doubtful or (found and (_INCH.search(text) or may_be_marked(text))):
        return quotations(text).count
    return found


def may_have_single(*texts: str) -> bool:
    """Tell whether all *texts* may have quotations in single marks; quicker than ``quotations``."""
    return all(_may_open_in(text, _OPENS) for text in texts)


def _may_open_in(text: str, opens: re.Pattern[str]) -> bool:
    """Tell whether a single mark may open: also behind the last letter of a placeholder (%s)."""
    return "%" in text or opens.search(text) is not None


@functools.lru_cache(maxsize=64)
def quotations(text: str) -> Quotations:
    """Return the quotation marks of *text*.

    A single mark counts where it opens before a word and another closes
    behind one; what closes nothing is an apostrophe (the players' bus).  A
    straight mark behind a digit is an inch where no quotation is open.
    """
    if not _MARK.search(text):
        return _NONE
    text = unmarked(text)
    marks: list[Span] = []
    pairs: list[tuple[Span, Span]] = []
    opened: Span | None = None
    for found in _FOUND.finditer(text):
        span = Span(found.start(), found.end())
        mark = found[0]
        if mark[0] in _SURE or len(mark) > 1:
            if mark != '"' or len(marks) % 2 or not _is_inch(text, span.start):
                marks.append(span)
        elif opened is None:
            if _may_open(text, span) and not _CLIPPED.match(text, span.stop):
                opened = span
        elif _may_close(text, span):
            pairs.append((opened, span))
            opened = None
    if opened is not None and _begins(text, opened):
        marks.append(opened)
    return Quotations(tuple(marks), tuple(pairs))


def _is_inch(text: str, at: int) -> bool:
    """Tell whether the straight mark at *at* stands behind a digit as a unit does."""
    behind = text[at + 1 : at + 2]
    return text[max(at - 1, 0) : at].isdecimal() and not behind.isalnum()


def _begins(text: str, span: Span) -> bool:
    """Tell whether a single mark that nothing closes begins what somebody says."""
    before = text[max(span.start - 3, 0) : span.start].rstrip()
    return before[-1:] in ("", ":", ",") and text[span.stop : span.stop + 1].isupper()


def _may_open(text: str, span: Span) -> bool:
    before, behind = text[span.start - 1 : span.start], text[span.stop : span.stop + 1]
    return (
        not before or before.isspace() or before in _BEFORE or _IDEOGRAPH.match(before) is not None
    ) and (
        behind.isalnum() or behind in ("\u00a0", "\u202f", "…", '"', "“", "«", "#", "@", "\ufffc")
    )


def _may_close(text: str, span: Span) -> bool:
    before, behind = text[span.start - 1 : span.start], text[span.stop : span.stop + 1]
    return (bool(before) and (not before.isspace() or before in "\u00a0\u202f")) and (
        not behind or behind.isspace() or behind in _BEHIND or _IDEOGRAPH.match(behind) is not None
    )
