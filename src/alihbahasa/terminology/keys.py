"""Keys of concepts: made once of a term, and never remade."""

from __future__ import annotations

import re
from collections.abc import MutableMapping

from alihbahasa.text import fold

#: How much of a sentence that stands in place of a term goes into its key.
_LONGEST = 80

_BETWEEN = re.compile(r"[\W_]+")


def new_key(term: str, taken: MutableMapping[str, int]) -> str:
    """Return a key made of *term* that is not among *taken*, and add it there.

    *taken* maps each key to the last number that was set behind it.

    >>> taken = {"rayon": 1}
    >>> new_key("Rayon", taken), new_key("Türkiye / Turki", taken), new_key("!", taken)
    ('rayon-2', 'turkiye-turki', 'concept')
    """
    slug = _BETWEEN.sub("-", fold(term)).strip("-")[:_LONGEST].strip("-") or "concept"
    key = slug
    while key in taken:
        taken[slug] = taken.get(slug, 1) + 1
        key = f"{slug}-{taken[slug]}"
    taken[key] = 1
    return key
