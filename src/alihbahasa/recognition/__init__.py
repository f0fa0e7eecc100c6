"""Finds the terms of a glossary in a text.

A glossary is compiled once for a language with ``compile_terms``; ``mentions``
then finds all its terms in a text in one pass.  A compiled glossary can be
saved and mapped.  ``renderings`` tells by which words of a translation the
mentions of its source are rendered, ``near_names`` which of its words are almost a
name that the glossary has.

A text is cut into words and punctuation marks.  Only white space, or a hyphen
without spaces, may stand between the words of a term, so no mention reaches
across a comma, a bracket or an empty line.  Addresses of web pages are left
alone, unless the term is one.

Which words are forms of one another is for the language pack to say; this
room compares keys.  It grades what it finds *exact* (the term as it is
written), *variant* (other case, hyphens, spaces, apostrophes, diacritics),
*inflected*, or *derived*: a hint, of a word made from the same root, or of a
name that only a capital tells from another word where every word has one.
"""

from alihbahasa.recognition.aligning import renderings, spelt
from alihbahasa.recognition.finding import (
    Recogniser,
    compile_terms,
    load,
    mentions,
    occurrences,
    overlapping,
    save,
)
from alihbahasa.recognition.likeness import SHORTEST_NAME, Near, near_names

__all__ = [
    "SHORTEST_NAME",
    "Near",
    "Recogniser",
    "compile_terms",
    "load",
    "mentions",
    "near_names",
    "occurrences",
    "overlapping",
    "renderings",
    "save",
    "spelt",
]
