"""Glossaries of any kind, for the properties of their formats."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from hypothesis import strategies as st

from alihbahasa.model import Concept, Glossary, Level, MatchMode, PartOfSpeech, Term, TermStatus
from alihbahasa.text import is_wordless

TAGS = ("id", "en", "ru", "zh-Hans", "pt-BR")

_CHARACTERS = st.characters(
    codec="utf-8", exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"
)
_ODD = st.sampled_from("#&<>\"'|;,=_.-* aA1é")


def _spaced(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


#: What is written in one line: terms, forms, keys, patterns.
LINES = st.text(_CHARACTERS | _ODD, min_size=1, max_size=12).map(_spaced).filter(bool)

#: Lines that could be found in a text.
TERM_TEXTS = LINES.filter(lambda text: not is_wordless(text) and text[0] != "=")

#: What may run over several lines, and is never only white space.
PROSE = (
    st.text(_CHARACTERS | _ODD | st.just("\n"), max_size=20)
    .map(lambda text: unicodedata.normalize("NFC", text).strip())
    .filter(lambda text: text == unicodedata.normalize("NFC", text).strip())
)

NOTES = PROSE | st.sampled_from(
    ["alihbahasa: level=must", "alihbahasa: forbidden en=county", "NOT county; not\n a region"]
)

URLS = (
    st.just("")
    | LINES
    | st.sampled_from(
        [
            "https://id.wikipedia.org/wiki/Artsakh",
            "https://ru.wikipedia.org/wiki/Шуша?a=1&b=<2>#c",
            "http://example.org:80/a%20b#x",
            "http://example.org/a b",
            "http://[::1]/%zz##",
        ]
    )
)


@st.composite
def concepts(draw: st.DrawFn, key: str, languages: tuple[str, ...]) -> Concept:
    """Draw a concept with a term or more, those of one language together, in order."""
    spoken = draw(st.lists(st.sampled_from(languages), min_size=1, unique=True))
    terms = tuple(
        Term(
            text,
            language,
            draw(st.sampled_from(TermStatus)),
            draw(st.sampled_from(MatchMode)),
            draw(st.none() | st.sampled_from(PartOfSpeech)),
            tuple(draw(st.lists(TERM_TEXTS, max_size=2, unique=True))),
            tuple(draw(st.lists(TERM_TEXTS, max_size=2, unique=True))),
        )
        for language in sorted(spoken, key=languages.index)
        for text in draw(st.lists(TERM_TEXTS, min_size=1, max_size=3, unique=True))
    )
    return Concept(
        key,
        terms,
        draw(st.sampled_from(Level)),
        tuple(draw(st.lists(st.sampled_from(("*", *TAGS)), max_size=2, unique=True))),
        definition=draw(PROSE),
        domain=draw(PROSE),
        note=draw(NOTES),
        example=draw(PROSE),
        url=draw(URLS),
        source=draw(PROSE),
        scope=tuple(draw(st.lists(LINES, max_size=2, unique=True))),
    )


@st.composite
def glossaries(draw: st.DrawFn, *, min_size: int = 0) -> Glossary:
    """Draw a glossary: its languages with or without terms, its keys all different."""
    languages = tuple(draw(st.lists(st.sampled_from(TAGS), min_size=1, unique=True)))
    keys = draw(st.lists(LINES, min_size=min_size, max_size=4, unique=True))
    return Glossary(tuple(draw(concepts(key, languages)) for key in keys), languages)


def allowed_first(glossary: Glossary) -> Glossary:
    """Return *glossary* with the allowed terms of each language before the others."""
    return replace(
        glossary,
        concepts=tuple(
            replace(
                concept,
                terms=tuple(
                    sorted(
                        concept.terms,
                        key=lambda term: (
                            glossary.languages.index(term.language),
                            not term.status.is_allowed,
                        ),
                    )
                ),
            )
            for concept in glossary.concepts
        ),
    )
