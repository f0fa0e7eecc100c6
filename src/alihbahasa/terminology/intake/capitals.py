"""Terms whose capitals look like an accident: told, never changed.

A person with a glossary wants to know of ``PERUNTUKAN`` and of ``Martial
Law`` where other terms say ``rule of law`` and ``martial arts``, and not of
names, of acronyms, or of nouns in German.  Told are terms in capitals
throughout that are longer than an acronym, and, in a language most of whose
terms have none, those of which every word with a capital is written without
one in another term.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable

from alihbahasa.model import Concept, Term, fallbacks
from alihbahasa.patterns import late_re
from alihbahasa.terminology.intake.result import Tally
from alihbahasa.text import shortened

_LONGEST_ACRONYM = 6
_WORD = late_re(r"[^\W\d_]+")

#: Languages that write nouns with a capital.
_CAPITALISING = ("de", "lb")

ALL_CAPITALS = "terms in capitals throughout"
STRAY_CAPITALS = "terms with a capital whose words have none in others"


def tell(concepts: Iterable[Concept], tally: Tally) -> None:
    """Note the terms of *concepts* whose capitals look like an accident."""
    concepts = tuple(concepts)
    every = [term for concept in concepts for term in concept.terms]
    terms = Counter(term.language for term in every)
    lower = Counter(term.language for term in every if term.text[:1].islower())
    plain = {(term.language, word) for term in every for word in _words(term) if word.islower()}
    for concept in concepts:
        for term in concept.terms:
            example = f"row {concept.line} {shortened(term.text, 30)}"
            if term.text.isupper():
                if len(term.text) > _LONGEST_ACRONYM:
                    tally.add(ALL_CAPITALS, example)
            elif lower[term.language] * 2 > terms[term.language] and _is_stray(term, plain):
                tally.add(STRAY_CAPITALS, example)


def _is_stray(term: Term, plain: Container[tuple[str, str]]) -> bool:
    """Tell whether a capital begins *term*, and all its words with one are among *plain* too."""
    if not term.text[:1].isupper() or fallbacks(term.language)[-1] in _CAPITALISING:
        return False
    words = [word for word in _words(term) if not word.islower()]
    return bool(words) and all((term.language, word.lower()) in plain for word in words)


def _words(term: Term) -> list[str]:
    return _WORD.findall(term.text)
