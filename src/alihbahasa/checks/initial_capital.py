"""The target begins with a small letter where the source has a capital, or the reverse.

Only scripts with two cases are compared.  A word that the source has too, one
with a capital within (iPhone), an abbreviation (pp. 12), the name of a file,
and a number or a placeholder at the beginning of either say nothing.  A German
word may be a noun, and have its capital anywhere.

Wrong: *Parlemen bersidang.* -> "parliament met."
Right: *Parlemen bersidang.* -> "Parliament met."
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from alihbahasa.contracts import Check, CheckContext
from alihbahasa.model import Remark, Severity, Span, Unit, plain
from alihbahasa.patterns import late_re
from alihbahasa.text import placeholders, unmarked

#: The first word, behind marks of quotation, brackets, dashes and blanks.
_FIRST = late_re(r"[\W_]*([^\W\d_][^\s,;:!?\ufffc]*)")

#: Languages whose nouns have capitals.
_NOUNS = frozenset(("de", "lb"))

#: What names of files, addresses and code have within.
_CODED = frozenset("/\\@_=#")

#: A text that goes on from another unit, or that something was left out of before.
_GOES_ON = ("…", "...", "-", "–", "—")

_CLOSING, _STOPS = "\"'”’»“‘)] \u00a0", (".", "!", "?", "…")


def _run(unit: Unit, context: CheckContext) -> Iterable[Remark]:
    source, target = plain(unit.source), plain(unit.target or ())
    one, other = source[:1], target[:1]
    if one.isupper() and other.isupper():
        return ()
    if other.isalpha() and not _has_case(other):
        return ()
    given, found = _FIRST.match(unmarked(source)), _FIRST.match(unmarked(target))
    if not given or not found:
        return ()
    here, there = given[1], found[1]
    if not _has_case(here[0]) or not _has_case(there[0]) or here[0].isupper() == there[0].isupper():
        return ()
    if there in source or here in target or _is_other(given, source) or _is_other(found, target):
        return ()
    if there[0].isupper() and context.target.tag.partition("-")[0] in _NOUNS:
        return ()
    if any(letter > "\u036f" and letter.isalpha() and not _has_case(letter) for letter in target):
        # A word of another script, in a text that has no capitals.
        return ()
    if there[0].isupper() and source.rstrip(_CLOSING)[-1:] in _STOPS:
        # The source lacks the capital of a sentence, and the translator has put it right.
        return ()
    if source.lstrip().startswith(_GOES_ON) or target.lstrip().startswith(_GOES_ON):
        return ()
    span = Span(*found.span(1))
    wanted = "capital" if here[0].isupper() else "small letter"
    return (
        Remark(
            f"“{there}” begins with no {wanted}, as the source does",
            spans=(span,),
            counterpart=(Span(*given.span(1)),),
        ),
    )


def _has_case(letter: str) -> bool:
    """Tell whether *letter* is a small one or a capital; Georgian letters are of one case."""
    return letter.isupper() or letter.title() != letter


def _is_other(first: re.Match[str], text: str) -> bool:
    """Tell whether the *first* word of *text* has its case for a reason of its own.

    It has a capital behind a small letter (iPhone, tvOne), is short for another
    (pp. 12), names a file or an address, or something is put in before it.
    """
    word = first[1]
    if (word[0].islower() and word != word.lower()) or not _CODED.isdisjoint(word):
        return True
    bare = word.rstrip(".")
    if "." in bare or (len(word) - len(bare) == 1 and text[first.end() :].strip()):
        return True
    at, _ = next(placeholders(text), (len(text) + 1, ""))
    return at <= first.end()


PLUGIN = Check(
    code="X006", name="initial-capital", severity=Severity.WARNING, run=_run, false_alarms=0.0
)
