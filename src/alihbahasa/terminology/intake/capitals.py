"""Terms whose capitals look like an accident: told, never changed.

A person with a glossary wants to know of ``PERUNTUKAN`` and of ``Martial
Law`` beside ``darurat militer``, and not of names, of acronyms, or of nouns in
German.  Told are terms in capitals throughout that are longer than an acronym,
and, in a language most of whose terms have none, those with a capital beside a
term without in the same concept, or with capitals in all their words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from alihbahasa.model import Concept, Term, fallbacks
from alihbahasa.terminology.intake.result import Tally
from alihbahasa.text import shortened

_LONGEST_ACRONYM = 6

#: Languages that write nouns with a capital.
_CAPITALISING = ("de", "lb")

ALL_CAPITALS = "terms in capitals throughout"
STRAY_CAPITALS = "terms with a capital where others of their kind have none"


def tell(concepts: Iterable[Concept], tally: Tally) -> None:
    """Note the terms of *concepts* whose capitals look like an accident."""
    concepts = tuple(concepts)
    every = [term for concept in concepts for term in concept.terms]
    terms = Counter(term.language for term in every)
    lower = Counter(term.language for term in every if term.text[:1].islower())
    for concept in concepts:
        has_lower = any(term.text[:1].islower() for term in concept.terms)
        for term in concept.terms:
            example = f"row {concept.line} {shortened(term.text, 30)}"
            if term.text.isupper():
                if len(term.text) > _LONGEST_ACRONYM:
                    tally.add(ALL_CAPITALS, example)
            elif lower[term.language] * 2 > terms[term.language] and _is_stray(term, has_lower):
                tally.add(STRAY_CAPITALS, example)


def _is_stray(term: Term, has_lower: bool) -> bool:
    """Tell whether a capital begins *term* and, where no term beside it has none, every word."""
    if not term.text[:1].isupper() or fallbacks(term.language)[-1] in _CAPITALISING:
        return False
    words = [word for word in term.text.split() if len(word) > 3]
    return has_lower or (len(words) > 1 and all(word[:1].isupper() for word in words))
