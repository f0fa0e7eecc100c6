"""Makes keys for concepts that come without one."""

from __future__ import annotations

import re
from collections.abc import Sequence

from alihbahasa.model import Term, fallbacks
from alihbahasa.text import fold

_SLUG = re.compile(r"[\W_]+")


def slug(text: str) -> str:
    """Return *text* as a key; "" where it has no letter and no digit.

    >>> slug("Türkiye / Turki")
    'turkiye-turki'
    """
    return _SLUG.sub("-", fold(text)).strip("-")


def new_key(terms: Sequence[Term], source_language: str, taken: dict[str, int]) -> str:
    """Return a key made of the first of *terms* in the source language, or of any.

    *taken* are the keys there are, each with the last number that was set
    behind it; the new one is added.

    >>> new_key([Term("Turki", "id")], "id", {"turki": 1})
    'turki-2'
    """
    tags = fallbacks(source_language)
    named = next((term for term in terms if term.language in tags), terms[0] if terms else None)
    key = stem = (slug(named.text) if named else "") or "concept"
    while key in taken:
        taken[stem] = taken.get(stem, 1) + 1
        key = f"{stem}-{taken[stem]}"
    taken[key] = 1
    return key
