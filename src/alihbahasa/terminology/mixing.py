"""Finds words that mix letters of two scripts that look alike, and terms in a script too many.

The one is a Latin a in a Russian word, the other a Russian word among English ones.
"""

from __future__ import annotations

import functools
import unicodedata
from collections import Counter
from collections.abc import Iterator

from alihbahasa.model import fallbacks
from alihbahasa.patterns import late_re

#: Scripts with letters that cannot be told apart by the eye.  A word of Latin and
#: Han, Hangul or kana is nothing odd, nor one of Latin and Hebrew or Arabic.
_SCRIPTS = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN")

#: Letters that look like Latin ones, with those, by script.
_LOOKALIKES = {
    "CYRILLIC": ("аеорсухіјѕһԁԛԝәАВЕКМНОРСТУХІЈЅҺԌԚԜӘ", "aeopcyxijshdqwəABEKMHOPCTYXIJSHGQWƏ"),
    "GREEK": ("οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "oABEZHIKMNOPTYX"),
    "ARMENIAN": ("օոսհցՕՍՏԼ", "onuhgOUSL"),
}
_TO_LATIN = {
    script: dict(zip(theirs, latin, strict=True)) for script, (theirs, latin) in _LOOKALIKES.items()
}
_FROM_LATIN = {
    script: {latin: own for own, latin in reversed(pairs.items())}
    for script, pairs in _TO_LATIN.items()
}

#: What stands between the parts of a word that may each have a script of its own.
_PARTS = late_re(r"""[^\s\-‐‑–—/'’.,;:!?=|_()\[\]{}<>«»“”„"]+""")


#: Languages that are written in Latin letters only, unless a tag says otherwise (az-Arab).
_LATIN = frozenset(
    "af az ca cs cy da de en es et eu fi fil fr ga gl hr hu id is it jv lb lt lv ms mt nb nl nn no"
    " pl pt ro sk sl sq su sv sw tr vi".split()
)

#: Scripts of whole words; a Greek letter may be a sign.
_FOREIGN = ("CYRILLIC", "ARMENIAN", "ARABIC", "HEBREW", "CJK", "HIRAGANA", "KATAKANA", "HANGUL")


def foreign_script(text: str, language: str) -> str:
    """Return the script of *text*, where *language* has none of its letters, or "".

    Told is only what has no Latin letter, in a language written in those.

    >>> [foreign_script(*each) for each in (("район", "en"), ("район", "ru"), ("X-лучи", "en"))]
    ['Cyrillic', '', '']
    """
    if text.isascii() or fallbacks(language.lower())[-1] not in _LATIN:
        return ""
    if any(len(part) == 4 and part.lower() != "latn" for part in language.split("-")[1:2]):
        return ""
    scripts = {
        unicodedata.name(letter, "").partition(" ")[0] for letter in text if letter.isalpha()
    }
    if not scripts or not scripts.issubset(_FOREIGN):
        return ""
    first = min(scripts)
    return first if first == "CJK" else first.title()


def mixed_words(text: str) -> Iterator[tuple[str, str]]:
    """Yield the words of *text* that mix scripts, each with what was most likely meant, or "".

    The parts of a compound may differ (USB-кабель).  A Greek letter among
    others is taken for itself unless it looks like one of them (TNFα).

    >>> list(mixed_words("USB-кабель, Бaку")) == [("Бaку", "Баку")]
    True
    """
    if text.isascii():
        return
    for found in _PARTS.finditer(text):
        word = found[0]
        if word.isascii():
            continue
        scripts = Counter(script for letter in word if (script := _script(letter)))
        if len(scripts) > 1 and not _is_symbolic(word):
            yield word, _mended(word, scripts.most_common(1)[0][0])


@functools.cache
def _script(letter: str) -> str:
    """Return the script of *letter*, where it is one of those that look alike."""
    first = unicodedata.name(letter, "").partition(" ")[0]
    return first if first in _SCRIPTS and letter.isalpha() else ""


def _is_symbolic(word: str) -> bool:
    """Tell whether the Greek letters of *word* are all signs: none looks like a letter besides."""
    others = {_script(letter) for letter in word} - {"GREEK", ""}
    greek = [letter for letter in word if _script(letter) == "GREEK"]
    return len(others) == 1 and bool(greek) and not any(x in _TO_LATIN["GREEK"] for x in greek)


def _mended(word: str, script: str) -> str:
    """Return *word* with all its letters in *script*, or "" where one has no like there."""
    letters = []
    for letter in word:
        own = _script(letter)
        if own and own != script:
            latin = letter if own == "LATIN" else _TO_LATIN[own].get(letter, "")
            letter = latin if script == "LATIN" else _FROM_LATIN[script].get(latin, "")
            if not letter:
                return ""
        letters.append(letter)
    return "".join(letters)
