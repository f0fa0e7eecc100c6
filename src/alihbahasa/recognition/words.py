"""Cuts text into words and punctuation marks, and tells how they are written.

Scripts that are written without spaces (Han, hiragana, Thai, Lao, Khmer,
Burmese) give one word a character; katakana, which spell names, one a run.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable
from itertools import chain

from alihbahasa.contracts import LanguagePack
from alihbahasa.patterns import late_re
from alihbahasa.text import fold

#: Parts that hyphens join are one word up to this length, in characters: a chain
#: without end would be compared anew with every part that it grows by.
_LONGEST_WORD = 100

#: Scripts that put no space between words, in the Basic Multilingual Plane.
_SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u19e0-\u19ff\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029"
    "\u3031-\u3035\u303b\u3041-\u3096\u309d-\u309f\u3400-\u4dbf\u4e00-\u9fff\ua9e0-\ua9ff"
    "\uaa60-\uaa7f\uf900-\ufaff"
)
#: Katakana, with the marks that voice and lengthen them, also those of half the width.
_KATAKANA = "\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f\u3099\u309a"

_HYPHENS = "-\u2010\u2011\u2013\u2212"
#: What stands between the parts of a foreign name, in scripts without spaces: full-width and
#: double hyphens, middle dots.
_DOTS = "\u00b7\u2022\u2027\u30a0\u30fb\uff0d\uff1d\uff65"

#: Armenian marks on the vowel of a word that is stressed, called or asked about.
_TONES = "\u055b\u055c\u055e"

_UNSEEN = "\u00ad\u200b-\u200f\u2060\ufeff"

#: What may stand inside a word: hyphens, apostrophes, tones, invisible characters.
_JOINERS = f"{_HYPHENS}'`\u00b4\u2018\u2019\u201b\u2032\u055a{_TONES}{_UNSEEN}"

#: The end of the line before one that holds nothing but spaces.
EMPTY_LINE = late_re(r"\n[ \t\r]*(?=\n)")

#: Text whose words are what stands between its spaces.
_PLAIN = late_re("[A-Za-z]+(?: [A-Za-z]+)*")

_SPACELESS_TEXT = late_re(f"[{_SPACELESS}{_KATAKANA}\U00020000-\U0003ffff]")

_DOTTED = late_re(r"(?:[^\W\d_]\.)+[^\W\d_]?")

HYPHEN = late_re(f"[{_HYPHENS}{_DOTS}]")


@functools.cache
def tokens() -> re.Pattern[str]:
    """Return the pattern of a word or a punctuation mark, for ``re.split``.

    The standard ``re`` knows no Unicode categories but is half again as fast
    as the module that does, so the classes are put together here, in a few
    milliseconds and only when terms are looked for.
    """
    letters: list[str] = []
    symbols: list[str] = []
    for first, last in ((0, 0x2E80), (0x3000, 0x3400), (0xA000, 0xAC00), (0xFA00, 0x10000)):
        characters = list(map(chr, range(first, last)))
        spaceless = frozenset(_SPACELESS_TEXT.findall("".join(characters)))
        for character, category in zip(
            characters, map(unicodedata.category, characters), strict=True
        ):
            kind = category[0]
            if kind in "LMN":
                if character not in spaceless:
                    letters.append(character)
            # A tone at the end of a word parts it from the next as a space does.
            elif kind in "PS" and character not in _TONES:
                symbols.append(character)
    # Hangul, then what lies beyond the plane: letters, emoji, ideographs.
    word = f"[{_ranges(letters)}\uac00-\ud7fb\U00010000-\U0001efff]+"
    letter = r"[^\W\d_]"
    character = rf"[{_SPACELESS}\U00020000-\U0003ffff]"
    return re.compile(
        rf"((?:https?://|www\.)[^\s<>\"“”»]*[^\s<>\"“”».,;:!?)]"
        # U.S. is a word, 25,5 too, and C++ is not C.
        rf"|(?:{letter}\.){{2,}}(?:{letter}(?!\w))?|\d+(?:[.,]\d+)+(?!\w)"
        rf"|{word}(?:[{_JOINERS}]{word})*(?:[+#]{{1,3}}(?!\w))?"
        rf"|[{_KATAKANA}]+(?:[{_HYPHENS}{_DOTS}][{_KATAKANA}]+)*"
        rf"|{character}[\u0300-\u036f\u3099\u309a{_UNSEEN}]*"
        rf"|[{_ranges(symbols)}\U0001f000-\U0001faff]"
        # What joins the parts of a name is no mark between two such characters.
        rf"(?!(?<={character}[{_HYPHENS}{_DOTS}]){character})"
        rf"|\n[ \t\r]*\n|\u2029)"
    )


def _ranges(characters: Iterable[str]) -> str:
    """Return the inside of a character class for *characters*, which ascend."""
    runs: list[list[int]] = []
    for code in map(ord, characters):
        if runs and runs[-1][1] == code - 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    # Beyond ASCII none has a meaning in a class, and as it stands it is read much faster.
    return "".join(f"{_in_class(first)}-{_in_class(last)}" for first, last in runs)


def _in_class(code: int) -> str:
    return chr(code) if code > 127 else rf"\x{code:02x}"


def is_spaceless(text: str) -> bool:
    """Tell whether any of *text* is in a script that puts no space between words."""
    return not text.isascii() and _SPACELESS_TEXT.search(text) is not None


def parts(chunk: str, pack: LanguagePack) -> list[tuple[int, int]]:
    """Return the places of the words in *chunk*, which has no space in it.

    Parts that a hyphen joins are words of their own unless the pack knows
    better (rayon-rayon, di-Artsakh).
    """
    if not HYPHEN.search(chunk) or "://" in chunk:
        return [(0, len(chunk))]
    places: list[tuple[int, int]] = []
    start = 0
    for found in chain(HYPHEN.finditer(chunk), (None,)):
        stop = found.start() if found else len(chunk)
        if start < stop:
            first, last = places[-1] if places else (0, _LONGEST_WORD)
            if last - first < _LONGEST_WORD and pack.is_one_word(
                fold(chunk[first:last]), fold(chunk[start:stop])
            ):
                places[-1] = (first, stop)
            else:
                places.append((start, stop))
        start = found.end() if found else stop
    # A dash that stands alone is a punctuation mark.
    return places or [(0, len(chunk))]


def words(text: str, pack: LanguagePack) -> list[str]:
    """Return the words and punctuation marks of *text*, as they are written."""
    if _PLAIN.fullmatch(text):
        return text.split(" ")
    return [
        chunk[start:stop]
        for chunk in tokens().split(text)[1::2]
        for start, stop in parts(chunk, pack)
    ]


def bare(folded: str) -> str:
    """Return a folded word without its apostrophes."""
    return folded.replace("'", "")


def bare_words(text: str, pack: LanguagePack) -> tuple[str, ...]:
    """Return the words of *text*, folded and without apostrophes."""
    return tuple(bare(fold(word)) for word in words(text, pack))


def acronym(word: str) -> str:
    """Return the letters of a word of capitals, with or without stops (UN, U.N.), folded.

    Of any other word, and of one that is no acronym for its length, "".
    """
    letters = word.replace(".", "")
    if not (1 < len(letters) < 8 and letters.isalpha() and letters.isupper()):
        return ""
    is_dotted = _DOTTED.fullmatch(word) is not None
    return fold(letters) if is_dotted or letters == word else ""


def acronyms(text: str, pack: LanguagePack) -> list[str]:
    """Return the acronyms among the words of *text*, folded and without stops."""
    return [short for word in words(text, pack) if (short := acronym(word))]


def capitals(text: str) -> str:
    """Return the capital letters of *text*, folded."""
    return "".join(fold(character) for character in text if character.isupper())
