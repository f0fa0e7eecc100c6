"""Keys of concepts: made once of a term, and never remade."""

from __future__ import annotations

from collections.abc import MutableMapping, Sequence

from alihbahasa.model import Term, fallbacks
from alihbahasa.patterns import late_re
from alihbahasa.text import fold

#: How much of a sentence that stands in place of a term goes into its key.
_LONGEST = 80

_BETWEEN = late_re(r"[\W_]+")


def slug(text: str) -> str:
    """Return *text* as a key; "" where it has no letter and no digit.

    >>> slug("Türkiye / Turki")
    'turkiye-turki'
    """
    return _BETWEEN.sub("-", fold(text)).strip("-")[:_LONGEST].strip("-")


def new_key(text: str, taken: MutableMapping[str, int]) -> str:
    """Return a key made of *text* that is not among *taken*, and add it there.

    *taken* maps each key to the last number that was set behind it.

    >>> taken = {"rayon": 1}
    >>> new_key("Rayon", taken), new_key("Türkiye / Turki", taken), new_key("!", taken)
    ('rayon-2', 'turkiye-turki', 'concept')
    """
    key = stem = slug(text) or "concept"
    while key in taken:
        taken[stem] = taken.get(stem, 1) + 1
        key = f"{stem}-{taken[stem]}"
    taken[key] = 1
    return key


def key_for(terms: Sequence[Term], source_language: str, taken: MutableMapping[str, int]) -> str:
    """Return a new key made of the first of *terms* in the source language, or of any."""
    tags = [tag.lower() for tag in fallbacks(source_language)]
    named = next((term for term in terms if term.language.lower() in tags), None)
    named = named or (terms[0] if terms else None)
    return new_key(named.text if named else "", taken)
