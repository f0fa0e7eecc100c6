"""Glossaries for hypothesis: as odd as people may write them, and none that is refused."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from alihbahasa.model import Concept, Glossary, Level, MatchMode, PartOfSpeech, Term, TermStatus
from alihbahasa.text import fold

LANGUAGES = ("id", "en", "en-GB", "ru", "ar", "zh-Hant", "pos", "not")

#: Characters that formats stumble over, often beside ordinary ones.
_ODD = st.sampled_from(
    [*"|\\\";,=+-@'/#<>&:%\t\n\r 07eéşƏайىが東𝔸", "e\u0301", "\u00a0", "_x000D_"]
)
_CHARACTERS = st.one_of(_ODD, _ODD, st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")))


def texts(largest: int = 12) -> st.SearchStrategy[str]:
    """Texts with everything in them that could break a cell."""
    return st.lists(_CHARACTERS, max_size=largest).map("".join)


def _is_term(text: str) -> bool:
    is_formula = text.strip().startswith("=")
    return not is_formula and any(character.isalnum() for character in fold(text))


TERM_TEXTS = texts(8).filter(_is_term)
_FORMS = st.lists(TERM_TEXTS, max_size=2).map(tuple)

TERMS = st.builds(
    Term,
    TERM_TEXTS,
    st.sampled_from(LANGUAGES),
    st.sampled_from(TermStatus),
    st.sampled_from(MatchMode),
    st.none() | st.sampled_from(PartOfSpeech),
    _FORMS,
    _FORMS,
)
#: Terms that leave most of what they could say unsaid, as in a wide table.
PLAIN_TERMS = st.builds(Term, TERM_TEXTS, st.sampled_from(LANGUAGES[:4]))


def _consistent(terms: list[Term]) -> tuple[Term, ...]:
    """Return *terms* without those that contradict one before them."""
    kept: list[Term] = []
    seen: dict[tuple[str, str], bool] = {}
    for term in terms:
        key = (term.language, " ".join(fold(term.text).split()))
        if seen.setdefault(key, term.status.is_allowed) is term.status.is_allowed:
            kept.append(term)
    return tuple(kept)


CONCEPTS = st.builds(
    Concept,
    st.text(st.sampled_from("abcdefgh-é| "), min_size=1).filter(str.strip),
    st.one_of(st.lists(TERMS, max_size=6), st.lists(PLAIN_TERMS, max_size=6)).map(_consistent),
    st.sampled_from(Level),
    st.sampled_from([(), ("*",), ("en", "ru"), ("zh-Hant",)]),
    *([texts()] * 6),
    st.lists(texts(5).filter(_is_term), max_size=2).map(tuple),
)


def _of(concepts: list[Concept]) -> Glossary:
    """Return a glossary of *concepts*, no key twice."""
    found: dict[str, Concept] = {}
    for concept in concepts:
        key = " ".join(concept.key.split())
        found.setdefault(key, replace(concept, key=key))
    languages = dict.fromkeys(t.language for c in found.values() for t in c.terms)
    return Glossary(tuple(found.values()), tuple(languages))


GLOSSARIES = st.lists(CONCEPTS, max_size=4).map(_of)
