"""Words that stand twice running, for the checks of a source and of a target."""

from __future__ import annotations

import re
from collections.abc import Iterator

from alihbahasa.contracts import LanguagePack
from alihbahasa.model import Span
from alihbahasa.patterns import late_re
from alihbahasa.text import unmarked

_DOUBLED = late_re(r"(?<![\w'’ʼ-])([^\W\d_]+(?:[-'’ʼ][^\W\d_]+)*) +(\1)(?![\w'’ʼ-])", re.IGNORECASE)


#: Quick: what two pieces between blanks begin with.
_ALIKE = late_re(r" ([^ ])([^ ]*) \1\2")
_TWICE = late_re(r" ([^\s,.;:!?\"]+) \1(?![\w'’ʼ-])")


def may_double(text: str) -> bool:
    """Tell whether two words of *text* that follow each other may be one; quick, not sure."""
    if _ALIKE.search(text) and _TWICE.search(text):
        return True
    # The first word, whose capital the second has not.
    first, _, rest = text.partition(" ")
    return rest[: len(first)] == first.lower() and bool(first)


def doubled(text: str, pack: LanguagePack) -> Iterator[tuple[str, Span]]:
    """Yield each word of *text* that stands twice running where that is wrong, and the second one.

    Nothing but a blank stands between them.  Two with capitals are a name (Bora
    Bora); what the language repeats to mean more is right.
    """
    if not pack.separator or not may_double(text):
        return
    for found in _DOUBLED.finditer(unmarked(text)):
        second = found[2]
        if not second[0].isupper() and not pack.may_repeat(second.lower()):
            yield second, Span(*found.span(2))
