"""The words of numbers of a language, made ready for reading a text with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from alihbahasa.contracts import Numerals
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass
from alihbahasa.text import characters
from alihbahasa.values.number import MONTH, PERCENT, is_money

#: Signs and symbols that every language shares.
_UNITS = {
    "%": PERCENT, "٪": PERCENT, "％": PERCENT,
    "$": "USD", "us$": "USD", "usd": "USD", "€": "EUR", "eur": "EUR", "£": "GBP", "gbp": "GBP",
    "¥": "currency", "₽": "RUB", "₹": "INR", "₺": "TRY", "₼": "AZN", "rp": "IDR", "idr": "IDR",
    "֏": "AMD",
    "km": "km", "cm": "cm", "mm": "mm", "m": "m", "ft": "ft", "mi": "mi", "kg": "kg", "lb": "lb",
    "lbs": "lb", "oz": "oz", "°": "°", "mph": "mph", "kph": "km/h", "km/h": "km/h",
    "°c": "°C", "°f": "°F", "ha": "ha",
}  # fmt: skip

#: What a quick look may find in a text: digits, months in words, days of the week.
DIGITS, MONTHS, DAYS = 1, 2, 4

# Of scripts that set no words apart, of which a character is no letter here.
_FIRST_UNSPACED, _LAST_UNSPACED = "\u3005", "\u9fff"
# A letter of a script that sets words apart; digits may touch a word ("300rb", "5km").
# Only a wide text has others, and their range takes long to compile.
_NARROW = r"[^\W\d_]"
_WIDE = rf"[^\W\d_{_FIRST_UNSPACED}-{_LAST_UNSPACED}]"
# Spaces and apostrophes that group digits in any language (SI brochure, 5.4.4).
BLANKS = "\u00a0\u202f\u2009’'"
_SPACES = frozenset("\u00a0\u202f\u2009")
#: What may stand between a number and its words.
GAPS = frozenset({"", " ", "-", "‑", "\u00a0", "\u202f"})
VULGAR = "¼½¾⅐-⅞"
_DASHES = frozenset({"-", "–", "—", " - ", " – ", " — ", "‑"})


def is_unspaced(word: str) -> bool:
    """Tell whether *word* has a character of a script that sets no words apart."""
    return not word.isascii() and any(_FIRST_UNSPACED <= one <= _LAST_UNSPACED for one in word)


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern for any of *words*, the longest first, told apart by their first letter."""
    ordered = sorted(set(words), key=lambda word: (word[0], -len(word), word))
    groups = (
        re.escape(first) + "(?:" + "|".join(re.escape(word[1:]) for word in group) + ")"
        for first, group in groupby(ordered, key=lambda word: word[0])
    )
    return "(?:" + "|".join(groups) + ")"


def bounded(
    words: Iterable[str], numerals: Numerals | None = None, *, letter: str = _NARROW
) -> str:
    """Return a pattern for any of *words* that is no part of a longer one.

    What *numerals* allow to be written to it is left out of the group.

    >>> re.findall(bounded(["mei"]), "mei, meilan")
    ['mei']
    """
    lead = numerals.proclitics if numerals else ()
    tail = numerals.enclitics if numerals else ()
    before = f"(?:{alternatives(lead)})??" if lead else ""
    behind = f"(?:{alternatives(tail)})?" if tail else ""
    return rf"(?<!{letter}){before}({alternatives(words)}){behind}(?!{letter})"


def _signs(words: Iterable[str], letter: str) -> str:
    """Return a pattern for any of *words*; what ends in no letter, letters may touch: "30%of"."""
    lettered = [word for word in words if word[-1].isalpha()]
    bare = alternatives(set(words).difference(lettered))
    return f"{bounded(lettered, letter=letter)}|{bare}" if lettered else bare


def _grouped(decimal: str, group: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of a number with separators, as a locale writes it."""
    marks = "[" + re.escape("".join(group) + BLANKS) + "]"
    tail = re.escape(decimal) + r"\d+"
    return re.compile(rf"(?!0)\d{{1,3}}({marks})\d{{3}}(?:\1\d{{3}})*(?:{tail})?|\d+{tail}")


def _between(words: tuple[str, ...], proclitics: tuple[str, ...]) -> frozenset[str]:
    """Return *words* as they stand between two numbers: with blanks, or written to the second."""
    found = {word if is_unspaced(word) else f" {word} " for word in words}
    return frozenset(found).union(f" {each}" for each in proclitics if each.startswith(words))


@dataclass(frozen=True, slots=True, eq=False)
class Reader:
    """A language's numerals, made ready for reading.

    *token* finds digits, signs and runs of letters; *phrases* are the words of
    the language by the run of letters that they begin with.  *leads* and *tails*
    may be written before and behind them.
    *short* are scales of one letter, which may be a measure too.  *halves* are those
    that tell the half of the day, with the hour that its twelve begin at.
    *joints* stand between the words of a number, whose parts are no further apart than
    *farthest*.
    *before* is what makes more of digits behind it than the bare number, *lasts* its
    last words; *tags* are what does so before it in one way only.  Where words
    *are_woven*, they are written together with others.
    """

    numerals: Numerals
    letter: re.Pattern[str]
    letters: re.Pattern[str]
    token: re.Pattern[str]
    phrases: Mapping[str, tuple[str, ...]]
    signs: Mapping[str, list[str]]
    leads: frozenset[str]
    tails: frozenset[str]
    longest_affix: int
    short: frozenset[str]
    prefix: re.Pattern[str] | None
    capital: re.Pattern[str] | None
    small: re.Pattern[str] | None
    before: tuple[str, ...]
    lasts: frozenset[str]
    are_woven: bool
    tags: Mapping[str, object]
    local: re.Pattern[str]
    foreign: re.Pattern[str]
    foreign_decimal: str
    worth: Mapping[str, Decimal]
    units: Mapping[str, str]
    months: Mapping[str, tuple[int, bool, bool]]
    days: Mapping[str, tuple[int, bool, bool]]
    day: re.Pattern[str] | None
    halves: Mapping[str, int]
    nights: tuple[str, ...]
    clock_after: frozenset[str]
    joints: frozenset[str]
    farthest: int
    spans: frozenset[str]


def _named(short: Mapping[str, int], whole: Mapping[str, int]) -> dict[str, tuple[int, bool, bool]]:
    """Return words of the calendar with their value, whether a capital is asked for, and sure."""
    found = {word.lower(): (n, word[0].isupper(), False) for word, n in short.items()}
    return found | {word.lower(): (n, word[0].isupper(), True) for word, n in whole.items()}


def reader_of(text: str, numerals: Numerals) -> Reader:
    """Return *numerals* made ready for *text*; packs are hashed by identity: this is a look-up."""
    is_wide = not text.isascii() and max(characters(text)) >= _FIRST_UNSPACED
    return _reader(numerals, is_wide)


@lru_cache(maxsize=64)
def _reader(numerals: Numerals, is_wide: bool) -> Reader:
    units = {**_UNITS, **numerals.units}
    months = _named(numerals.short_months, numerals.months)
    days = _named(numerals.short_weekdays, numerals.weekdays)
    halves = dict.fromkeys(numerals.forenoon, 0) | dict.fromkeys(numerals.afternoon, 12)
    halves |= numerals.day_parts
    scales = numerals.scales
    words = (
        *scales, *numerals.cardinals, *numerals.ordinals, *numerals.fractions,
        *numerals.implied, *months, *numerals.clock_before, *numerals.clock_after,
        *numerals.minus, *units, *halves, *numerals.idioms, *numerals.minutes,
    )  # fmt: skip
    phrases: dict[str, list[str]] = {}
    signs: list[str] = []
    unspaced: list[str] = []
    letter = _WIDE if is_wide else _NARROW
    letters = re.compile(f"{letter}+")
    for word in sorted(set(words), key=len, reverse=True):
        beginning = letters.match(word)
        if is_unspaced(word):
            unspaced.append(word)
        elif beginning:
            phrases.setdefault(beginning[0], []).append(word)
        else:
            signs.append(word)
    # Where a no-break space sets thousands apart, people type the plain one.
    is_spaced = " " in numerals.group or "".join(numerals.group[:1]) in _SPACES
    group = (*numerals.group, " ") if is_spaced else numerals.group
    blanks = BLANKS + (" " if is_spaced else "")
    # Bounded, so that no arithmetic overflows: what is longer is cut, on both sides alike.
    run = r"\d{1,24}"
    marks = rf"[.,:٫٬،]|[{blanks}](?=\d{{3}}(?!\d))"
    # What is written together with other words asks to be read with care.
    are_woven = bool(unspaced or numerals.proclitics or numerals.enclitics)
    before = (
        *numerals.clock_before,
        *numerals.minus,
        *numerals.minutes,
        *halves,
        *numerals.cardinals,
        *numerals.fractions,
        *(word for word in scales if len(word) > 1),
        *(word for word, unit in units.items() if unit == PERCENT or is_money(unit)),
    )
    swapped = "." if numerals.decimal == "," else ","
    joints = _between(numerals.joiners, numerals.proclitics)
    return Reader(
        numerals=numerals,
        letter=re.compile(letter),
        letters=letters,
        token=re.compile(
            # Before digits: some of the words begin with one ("1月").
            (rf"(?P<han>{alternatives(unspaced)})|" if unspaced else "")
            + _time(numerals.clock.strip(), letter)
            + rf"(?P<digits>{run}(?:(?:{marks}){run}){{0,8}}[{VULGAR}]?"
            rf"|[{VULGAR}])|(?P<letters>{letter}+)|(?P<word>{_signs(signs, letter)})"
        ),
        phrases={run: tuple(found) for run, found in phrases.items()},
        signs={
            first: list(group)
            for first, group in groupby(
                sorted(signs, key=lambda sign: (sign[0], -len(sign))), key=lambda sign: sign[0]
            )
        },
        leads=frozenset(numerals.proclitics),
        tails=frozenset(numerals.enclitics),
        longest_affix=max(map(len, (*numerals.proclitics, *numerals.enclitics)), default=0),
        short=frozenset(
            word for word in numerals.scales if len(word) == 1 and word not in unspaced
        ),
        prefix=re.compile(alternatives(numerals.prefixes)) if numerals.prefixes else None,
        capital=_capital({**months, **days}, letter),
        small=_small({**months, **days}, numerals, letter),
        before=before,
        lasts=frozenset(word.rsplit(None, 1)[-1] for word in before),
        are_woven=are_woven,
        tags={
            **{word: unit for word, unit in units.items() if word not in scales},
            **{word: factor for word, factor in scales.items() if len(word) > 1},
            **dict.fromkeys(months, MONTH),
        },
        local=_grouped(numerals.decimal, group),
        foreign=_grouped(swapped, "," if swapped == "." else "."),
        foreign_decimal=swapped,
        worth={
            word: Decimal(value)
            for table in (numerals.ordinals, numerals.fractions, numerals.cardinals)
            for word, value in table.items()
        },
        units=units,
        months=months,
        days=days,
        day=re.compile(bounded(days, numerals, letter=letter)) if days else None,
        halves=halves,
        nights=tuple(word for word, hour in numerals.day_parts.items() if hour >= 18),
        clock_after=frozenset((*numerals.clock_after, *halves)),
        joints=joints,
        farthest=max(map(len, (*joints, ". "))),
        spans=_DASHES | _between(numerals.spans, numerals.proclitics),
    )


def _time(mark: str, letter: str) -> str:
    """Return the pattern of a time of day whose hours and minutes a word parts: 20 h 30."""
    if not mark.isalpha():
        return ""
    blank = "[ \u00a0\u202f]?"
    hours = rf"\d{{1,2}}{blank}{re.escape(mark)}{blank}\d{{2}}(?![\d.,]*\d|{letter})"
    return rf"(?<!\d)(?<!\d[.,])(?P<time>{hours})|"


def _capital(words: Mapping[str, tuple[int, bool, bool]], letter: str) -> re.Pattern[str] | None:
    """Return the pattern of *words* that ask for a capital: capitals are few, so it is quick."""
    found = sorted(word for word, (_, is_capital, _) in words.items() if is_capital)
    groups = (
        re.escape(first.upper())
        + f"(?i:{'|'.join(re.escape(word[1:]) for word in group)})(?!{letter})"
        for first, group in groupby(found, key=lambda word: word[0])
    )
    return re.compile("|".join(groups)) if found else None


def _small(
    words: Mapping[str, tuple[int, bool, bool]], numerals: Numerals, letter: str
) -> re.Pattern[str] | None:
    found = [word for word, (_, is_capital, _) in words.items() if not is_capital]
    if numerals.proclitics or numerals.enclitics:
        # Whatever is written to the words: for a quick look that is near enough.
        return re.compile(f"({alternatives(found)})") if found else None
    return re.compile(bounded(found, letter=letter)) if found else None


def lowered(text: str) -> str:
    """Return *text* in lower case, every character at its place."""
    low = text.lower()
    if len(low) != len(text):
        # A capital is two characters in lower case, i and a dot; offsets must stay true.
        low = text.replace("İ", "i").lower()
    return low


def is_beside_digits(low: str, start: int, stop: int) -> bool:
    """Tell whether a digit stands next to a word, a stop, comma or ordinal ending between."""
    return bool(_DIGIT_AFTER.match(low, stop)) or bool(
        _DIGIT_BEFORE.search(low, max(start - 6, 0), start)
    )


_DIGIT_AFTER = late_re(r"[.,]?[\s\-/]\d")
_DIGIT_BEFORE = late_re(r"\d(?:st|nd|rd|th|[.,])?[\s\-/]\Z")


class Named(NamedTuple):
    """A word of the calendar in a text, in small letters, and where it stands.

    *is_touching* where a letter stands right before it.
    """

    word: str
    start: int
    stop: int
    is_touching: bool


@lru_cache(maxsize=128)
def calendar(text: str, low: str, reader: Reader) -> tuple[Named, ...]:
    """Return the words that may be months or days in *text*, which is *low* in small letters.

    Those that ask for a capital come first.  Three questions are asked of each text, one after
    the other, that begin with them.
    """
    return tuple(
        [
            Named(
                found[0].lower(),
                found.start(),
                found.end(),
                where[found.start() - 1 : found.start()].isalpha(),
            )
            for pattern, where in ((reader.capital, text), (reader.small, low))
            if pattern is not None
            for found in pattern.finditer(where)
        ]
    )


#: Digits that nearly all texts have, and all there are.
_ASCII_DIGITS = frozenset("0123456789")
_DIGIT = late_re(rf"[\d{VULGAR}]")
_ASCII_DIGIT = late_re("[0-9]")
_DIGIT = late_re(rf"[\d{VULGAR}]")


def may_have(text: str, numerals: Numerals) -> int:
    """Return what *text* may have: DIGITS, MONTHS, DAYS or a sum; never wrong in saying no.

    >>> [may_have(text, Numerals()) for text in ("dua orang", "2 orang")]
    [0, 1]
    """
    reader = reader_of(text, numerals)
    found = DIGITS if _has_digit(text) else 0
    for named in calendar(text, text.lower(), reader):
        found |= DAYS if named.word in reader.days else MONTHS
    return found


def _has_digit(text: str) -> bool:
    if text.isascii():
        return _ASCII_DIGIT.search(text) is not None
    seen = characters(text)
    return not _ASCII_DIGITS.isdisjoint(seen) or _DIGIT.search("".join(seen)) is not None
