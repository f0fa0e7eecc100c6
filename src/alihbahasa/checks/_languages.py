"""What checks of language and script ask of a text and of a pack."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Sequence
from itertools import pairwise

from alihbahasa.contracts import CheckContext, LanguagePack
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass
from alihbahasa.text import characters, unmarked, words

#: Greek, Cyrillic and Armenian: letters that look like those of other scripts.
LOOK_ALIKE = frozenset(map(chr, range(0x370, 0x590)))

#: The letters of scripts, by their codes in ISO 15924; of those that languages here are written in.
_LETTERS = {
    "Latn": "A-Za-zªºÀ-ÖØ-öø-ʸḀ-ỿ",
    "Grek": "ͰͱͲͳͶͷͻͼͽͿΆΈ-ΡΣ-ϡἀ-ῼ",
    "Cyrl": "Ѐ-ԯᲀ-ᲈⷠ-ⷿꙀ-ꚟ",
    "Armn": "Ա-Ֆՠ-ֈﬓ-ﬗ",
    "Hebr": "א-ת",
    "Arab": "ؠ-يٮ-ۓۺ-ۿݐ-ݿࢠ-ࣇﭐ-ﳝﹰ-ﻼ",
    "Deva": "ऄ-हक़-ॡॲ-ॿ",
    "Beng": "অ-হড়-ৡ",
    "Taml": "அ-ஹ",
    "Thai": "ก-ะเ-ๅ",
    "Geor": "Ⴀ-ჿᲐ-Ჿⴀ-ⴥ",
    "Hang": "ᄀ-ᇿ㄰-㆏가-힣",
    "Hira": "ぁ-ゖ",
    "Kana": "ァ-ヺー-ヿ",
    "Hani": "々㐀-䶿一-鿿豈-龎\U00020000-\U0003ffff",
}

_NAMES = {
    "Latn": "Latin",
    "Grek": "Greek",
    "Cyrl": "Cyrillic",
    "Armn": "Armenian",
    "Hebr": "Hebrew",
    "Arab": "Arabic",
    "Deva": "Devanagari",
    "Beng": "Bengali",
    "Taml": "Tamil",
    "Thai": "Thai",
    "Geor": "Georgian",
    "Hang": "Hangul",
    "Hira": "Hiragana",
    "Kana": "Katakana",
    "Hani": "Chinese",
}

#: Scripts of whole languages, and the ones that their letters are of.
_PARTS = {"Jpan": ("Hani", "Hira", "Kana"), "Hans": ("Hani",), "Hant": ("Hani",), "Kore": ("Hang",)}

_RANGE = late_re("(.)-(.)")

_UNSPACED = late_re(f"[{_LETTERS['Hira']}{_LETTERS['Kana']}{_LETTERS['Hani']}]+")


@functools.lru_cache(maxsize=128)
def vocabulary(text: str, *, is_spaced: bool = True) -> frozenset[str]:
    """Return the words of *text*; where none are spaced, its characters and their pairs.

    Names have capitals and function words have none, but in a text of capitals.
    A word beside a bracket or a quotation mark may be left out: it is counted, not
    looked for.

    >>> sorted(vocabulary("Rayon itu.")), sorted(vocabulary("这是", is_spaced=False))
    (['Rayon', 'itu'], ['是', '这', '这是'])
    """
    if not is_spaced:
        runs = _UNSPACED.findall(unmarked(text))
        found = set("".join(runs))
        found.update(one + other for run in runs for one, other in pairwise(run))
        return frozenset(found)
    return frozenset(pieces(text))


@functools.lru_cache(maxsize=128)
def pieces(text: str) -> Sequence[str]:
    """Return what ``vocabulary`` has of *text*, in which words are spaced, in order."""
    if text.isupper():
        text = text.lower()
    return text.replace(",", " ").replace(".", " ").split()


#: What endings hang on by.
_JOINTS = frozenset("'’-‑\"”»")


def is_ending(text: str, at: int) -> bool:
    """Tell whether the letters of *text* *at* a place hang on to what stands before them.

    >>> [is_ending(each, 3) for each in ("06'dan", "06 dan", "0 \\"dan")]
    [True, False, False]
    """
    return at > 1 and text[at - 1] in _JOINTS and not text[at - 2].isspace()


def function_words(pack: LanguagePack, language: str = "") -> frozenset[str]:
    """Return the function words of *pack*; none where *language* is in another script (az-Cyrl)."""
    return pack.function_words if scripts(pack, language) == pack.scripts else frozenset()


@functools.lru_cache(maxsize=64)
def scripts(pack: LanguagePack, language: str = "") -> tuple[str, ...]:
    """Return the scripts of *pack*, or the one that the tag *language* names; () if not known."""
    for part in language.split("-")[1:3]:
        if len(part) == 4 and part.isalpha():
            return _PARTS.get(part.title(), (part.title(),))
    return pack.scripts


@functools.lru_cache(maxsize=64)
def telling(here: LanguagePack, there: LanguagePack) -> frozenset[str]:
    """Return the function words of *here* that are none of *there*; () unless both are known."""
    if not there.function_words:
        return frozenset()
    return here.function_words - there.function_words


@functools.lru_cache(maxsize=64)
def are_related(one: LanguagePack, other: LanguagePack) -> bool:
    """Tell whether a sentence may well be the same in both languages (Indonesian, Malay)."""
    shared = one.function_words & other.function_words
    return 2 * len(shared) > min(len(one.function_words), len(other.function_words))


@functools.cache
def foreign_words(of: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of words in letters that none of the scripts *of* a language has.

    Latin letters are at home everywhere, and single Greek ones are signs.
    """
    others = "".join(
        letters
        for script, letters in _LETTERS.items()
        if script not in of and script not in ("Latn", "Grek")
    )
    greek = "" if "Grek" in of else f"|[{_LETTERS['Grek']}]{{2,}}"
    return re.compile(f"[{others}]+{greek}")


@functools.cache
def _harmless(of: tuple[str, ...]) -> frozenset[str]:
    """Return characters that are none of other scripts, for a quick answer to most texts."""
    ranges = [*_RANGE.findall("".join(_LETTERS.get(each, "") for each in of if each != "Hani"))]
    return frozenset(
        chr(code)
        for first, last in (*ranges, ("\0", "\u036f"), ("\u2000", "\u2bff"), ("\u3001", "\u3020"))
        for code in range(ord(first), ord(last) + 1)
    )


def has_foreign(text: str, of: tuple[str, ...]) -> bool:
    """Tell whether *text* has a word in letters that none of the scripts *of* a language has."""
    if "Latn" in of and text.isascii():
        return False
    return not characters(text) <= _harmless(of) and foreign_words(of).search(text) is not None


@functools.cache
def own_letter(of: tuple[str, ...]) -> re.Pattern[str]:
    """Return the pattern of one letter of the scripts *of* a language; of none, any character."""
    letters = "".join(_LETTERS.get(script, "") for script in of)
    return re.compile(f"[{letters}]" if letters else "")


def script_name(word: str) -> str:
    """Return what the script of the first letter of *word* is called, or ""."""
    return next(
        (_NAMES[each] for each in _LETTERS if own_letter((each,)).match(word)),
        "",
    )


def target_scripts(context: CheckContext) -> tuple[str, ...]:
    """Return the scripts that the target is written in, () where that is not known."""
    return scripts(context.target, context.target_language)


@dataclass(frozen=True, slots=True)
class Strangers:
    """The *packs* of other languages in the script of one.

    *words* are the function words that they have and it has not, *unknown*
    those that it has and none of them.
    """

    packs: tuple[LanguagePack, ...]
    words: frozenset[str]
    unknown: frozenset[str]


@functools.lru_cache(maxsize=16)
def strangers(packs: Callable[[], tuple[LanguagePack, ...]], own: LanguagePack) -> Strangers:
    """Return the other languages in the script of *own*."""
    others = tuple(
        pack
        for pack in packs()
        if pack.tag != own.tag and not set(pack.scripts).isdisjoint(own.scripts)
    )
    theirs = frozenset().union(*(pack.function_words for pack in others))
    ours = own.function_words
    return Strangers(others, theirs - ours if ours else frozenset(), ours - theirs)


_PIECE = late_re(r"`[^`]{1,200}`|\[-[^][\n]{1,80}\]|\S+")

#: Addresses, names of files and of people on the net, code: words of no language.
#: Options and what may be left out in a line of command ([--quiet], [y,n,q]) and kinds of files
#: (*.png, .so) are among them.
_CODE = late_re(
    r"^`|://|www\.|[@#_\\]|[\w)]\.[\w(]|/\w+/|\(\)"
    r"|^\[|^[('\"]?(?:--?[^\W\d]|\*?\.[^\W\d])|[^\W\d][=,:][^\W\d]"
)


def prose(text: str) -> tuple[tuple[int, str], ...]:
    """Return the words of *text* as ``words`` does, those within addresses and code left out.

    >>> prose("Lihat https://kompas.com/baca dan baca")
    ((0, 'Lihat'), (30, 'dan'), (34, 'baca'))
    """
    codes = [found.span() for found in _PIECE.finditer(text) if _CODE.search(found[0])]
    if not codes:
        return words(text)
    kept = []
    following = 0
    for offset, word in words(text):
        while following < len(codes) and codes[following][1] <= offset:
            following += 1
        if following == len(codes) or offset < codes[following][0]:
            kept.append((offset, word))
    return tuple(kept)
