"""The endings of Turkish and Azerbaijani words for numbers, months and days, as they are spelled.

Numerals are looked up as they stand in a text, so their forms are written
out; whole chains of endings, which ``_turkic`` reads, hardly occur with them.
In an ending A is a low vowel (a, e) and I a high one (ı, i, u, ü), by the last
vowel before it, D is d, or t behind a voiceless consonant where the language
has that; ``(y)`` stands behind a vowel only, ``(I)`` behind a consonant only.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable

from alihbahasa.patterns import late_re

_SIGN = late_re(r"\((.)\)|(.)")
_HIGH = {"a": "ı", "ı": "ı", "o": "u", "u": "u", "e": "i", "ə": "i", "i": "i", "ö": "ü", "ü": "ü"}
_BACK = frozenset("aıou")
_VOICELESS = frozenset("fstkçşhpqx")

#: Cases of a noun, and of what a noun possesses (beşi, beşinden).
CASES = "(y)A (y)I (n)In DA DAn"
POSSESSED = "(s)I (s)InI (s)InA (s)IndA (s)IndAn (s)InIn"


def spelled(word: str, ending: str, *, front: str, voiceless: str) -> str:
    """Return *word* with *ending*; *front* is the low front vowel, *voiceless* the hard D.

    >>> spelled("dokuz", "(y)I", front="e", voiceless="t")
    'dokuzu'
    >>> spelled("dört", "DAn", front="e", voiceless="t")
    'dörtten'
    """
    lower = word.lower()
    end, last = lower[-1], next((letter for letter in reversed(lower) if letter in _HIGH), "e")
    for optional, plain in _signs(ending):
        sign = optional or plain
        if optional and (sign in "AI" or sign in _HIGH) == (end in _HIGH):
            continue
        if sign == "A":
            sign = "a" if last in _BACK else front
        elif sign == "I":
            sign = _HIGH[last]
        elif sign == "D":
            sign = voiceless if end in _VOICELESS else "d"
        word += sign
        end = sign
        if sign in _HIGH:
            last = sign
    return word


@functools.cache
def _signs(ending: str) -> tuple[tuple[str, str], ...]:
    """Return the sounds of *ending*, each as one that may be left out, or one that may not."""
    return tuple(_SIGN.findall(ending))


def inflected(
    word: str, endings: Iterable[str], *, front: str = "e", voiceless: str = "t"
) -> tuple[str, ...]:
    """Return *word* with each of *endings*, itself the first.

    ``dört/dörd`` gives what the word is before a vowel.

    >>> inflected("dört/dörd", ("(y)I", "DA"))
    ('dört', 'dördü', 'dörtte')
    """
    word, _, before_vowel = word.partition("/")
    found = [word]
    for ending in endings:
        form = spelled(word, ending, front=front, voiceless=voiceless)
        if before_vowel and form[len(word) : len(word) + 1] in _HIGH:
            form = before_vowel + form[len(word) :]
        found.append(form)
    return tuple(dict.fromkeys(found))
