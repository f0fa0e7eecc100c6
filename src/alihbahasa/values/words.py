"""The words of numbers of a language, made ready for reading a text with them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import groupby

from alihbahasa.contracts import Numerals
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

# A letter of a script that sets words apart; digits may touch a word ("300rb", "5km").
_UNSPACED = "\u3005-\u9fff"
_LETTER = rf"[^\W\d_{_UNSPACED}]"
# Spaces and apostrophes that group digits in any language (SI brochure, 5.4.4).
BLANKS = "\u00a0\u202f\u2009’'"
_SPACES = frozenset("\u00a0\u202f\u2009")
VULGAR = "¼½¾⅐-⅞"
_DASHES = frozenset({"-", "–", "—", " - ", " – ", " — ", "‑"})
LETTER = re.compile(_LETTER)
IS_UNSPACED = re.compile(f"[{_UNSPACED}]")
_BEGINNING = re.compile(rf"{_LETTER}+")


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern for any of *words*, the longest first, told apart by their first letter."""
    ordered = sorted(set(words), key=lambda word: (word[0], -len(word), word))
    groups = (
        re.escape(first) + "(?:" + "|".join(re.escape(word[1:]) for word in group) + ")"
        for first, group in groupby(ordered, key=lambda word: word[0])
    )
    return "(?:" + "|".join(groups) + ")"


def bounded(words: Iterable[str], numerals: Numerals | None = None) -> str:
    """Return a pattern for any of *words* that is no part of a longer one.

    What *numerals* allow to be written to it is left out of the group.

    >>> re.findall(bounded(["mei"]), "mei, meilan")
    ['mei']
    """
    lead = numerals.proclitics if numerals else ()
    tail = numerals.enclitics if numerals else ()
    before = f"(?:{alternatives(lead)})??" if lead else ""
    behind = f"(?:{alternatives(tail)})?" if tail else ""
    return rf"(?<!{_LETTER}){before}({alternatives(words)}){behind}(?!{_LETTER})"


def _signs(words: Iterable[str]) -> str:
    """Return a pattern for any of *words*; what ends in no letter, letters may touch: "30%of"."""
    lettered = [word for word in words if LETTER.match(word[-1])]
    bare = alternatives(set(words).difference(lettered))
    return f"{bounded(lettered)}|{bare}" if lettered else bare


def _grouped(decimal: str, group: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of a number with separators, as a locale writes it."""
    marks = "[" + re.escape("".join(group) + BLANKS) + "]"
    tail = re.escape(decimal) + r"\d+"
    return re.compile(rf"(?!0)\d{{1,3}}({marks})\d{{3}}(?:\1\d{{3}})*(?:{tail})?|\d+{tail}")


def _between(words: tuple[str, ...], proclitics: tuple[str, ...]) -> frozenset[str]:
    """Return *words* as they stand between two numbers: with blanks, or written to the second."""
    found = {word if IS_UNSPACED.search(word) else f" {word} " for word in words}
    return frozenset(found).union(f" {each}" for each in proclitics if each.startswith(words))


@dataclass(frozen=True, slots=True, eq=False)
class Reader:
    """A language's numerals, made ready for reading.

    *token* finds digits, signs and runs of letters; *phrases* are the words of
    the language by the run of letters that they begin with.  *leads* and *tails*
    may be written before and behind them.
    *short* are scales of one letter, which may be a measure too.  *halves* are those
    that tell the half of the day, with the hour that its twelve begin at.
    *before* and *beside* are what makes more of digits than the bare number, *tags*
    the words that do so in one way only; there is no *beside* where words are
    written together.
    """

    numerals: Numerals
    token: re.Pattern[str]
    phrases: Mapping[str, tuple[str, ...]]
    leads: frozenset[str]
    tails: frozenset[str]
    longest_affix: int
    short: frozenset[str]
    prefix: re.Pattern[str] | None
    capital: re.Pattern[str] | None
    small: re.Pattern[str] | None
    before: tuple[str, ...]
    beside: re.Pattern[str] | None
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
    spans: frozenset[str]


def _named(short: Mapping[str, int], whole: Mapping[str, int]) -> dict[str, tuple[int, bool, bool]]:
    """Return words of the calendar with their value, whether a capital is asked for, and sure."""
    found = {word.lower(): (n, word[0].isupper(), False) for word, n in short.items()}
    return found | {word.lower(): (n, word[0].isupper(), True) for word, n in whole.items()}


@lru_cache(maxsize=64)
def reader_of(numerals: Numerals) -> Reader:
    """Return *numerals* made ready; packs are hashed by identity, so this is a look-up."""
    units = {**_UNITS, **numerals.units}
    months = _named(numerals.short_months, numerals.months)
    days = _named(numerals.short_weekdays, numerals.weekdays)
    halves = dict.fromkeys(numerals.forenoon, 0) | dict.fromkeys(numerals.afternoon, 12)
    halves |= numerals.day_parts
    scales = numerals.scales
    words = (
        *scales, *numerals.cardinals, *numerals.ordinals, *numerals.fractions,
        *numerals.implied, *months, *numerals.clock_before, *numerals.clock_after,
        *numerals.minus, *units, *halves, *numerals.idioms,
    )  # fmt: skip
    phrases: dict[str, list[str]] = {}
    signs: list[str] = []
    unspaced: list[str] = []
    for word in sorted(set(words), key=len, reverse=True):
        beginning = _BEGINNING.match(word)
        if IS_UNSPACED.search(word):
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
    is_woven = bool(unspaced or numerals.proclitics or numerals.enclitics)
    swapped = "." if numerals.decimal == "," else ","
    return Reader(
        numerals=numerals,
        token=re.compile(
            # Before digits: some of the words begin with one ("1月").
            (rf"(?P<han>{alternatives(unspaced)})|" if unspaced else "")
            + _time(numerals.clock.strip())
            + rf"(?P<digits>{run}(?:(?:{marks}){run}){{0,8}}[{VULGAR}]?"
            rf"|[{VULGAR}])|(?P<letters>{_LETTER}+)|(?P<word>{_signs(signs)})"
        ),
        phrases={run: tuple(found) for run, found in phrases.items()},
        leads=frozenset(numerals.proclitics),
        tails=frozenset(numerals.enclitics),
        longest_affix=max(map(len, (*numerals.proclitics, *numerals.enclitics)), default=0),
        short=frozenset(
            word for word in numerals.scales if len(word) == 1 and word not in unspaced
        ),
        prefix=re.compile(alternatives(numerals.prefixes)) if numerals.prefixes else None,
        capital=_capital({**months, **days}),
        small=_small({**months, **days}, numerals),
        before=(
            *numerals.clock_before,
            *numerals.minus,
            *halves,
            *numerals.cardinals,
            *numerals.ordinals,
            *numerals.fractions,
            *(word for word in scales if len(word) > 1),
            *(word for word, unit in units.items() if unit == PERCENT or is_money(unit)),
        ),
        beside=None
        if is_woven
        else re.compile(
            rf"[:٫٬/{BLANKS} ]\d|[-‑\s]{{0,2}}"
            rf"(?P<word>{bounded({*words} - {*numerals.implied})}|{alternatives(signs)})"
        ),
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
        day=re.compile(bounded(days, numerals)) if days else None,
        halves=halves,
        nights=tuple(word for word, hour in numerals.day_parts.items() if hour >= 18),
        clock_after=frozenset((*numerals.clock_after, *halves)),
        joints=_between(numerals.joiners, numerals.proclitics),
        spans=_DASHES | _between(numerals.spans, numerals.proclitics),
    )


def _time(mark: str) -> str:
    """Return the pattern of a time of day whose hours and minutes a word parts: 20 h 30."""
    if not mark.isalpha():
        return ""
    blank = "[ \u00a0\u202f]?"
    hours = rf"\d{{1,2}}{blank}{re.escape(mark)}{blank}\d{{2}}(?![\d.,]*\d|{_LETTER})"
    return rf"(?<!\d)(?<!\d[.,])(?P<time>{hours})|"


def _capital(words: Mapping[str, tuple[int, bool, bool]]) -> re.Pattern[str] | None:
    """Return the pattern of *words* that ask for a capital: capitals are few, so it is quick."""
    found = [
        f"{word[0].upper()}(?i:{re.escape(word[1:])})"
        for word, (_, is_capital, _) in words.items()
        if is_capital
    ]
    return re.compile(f"(?:{'|'.join(sorted(found))})(?!{_LETTER})") if found else None


def _small(
    words: Mapping[str, tuple[int, bool, bool]], numerals: Numerals
) -> re.Pattern[str] | None:
    found = [word for word, (_, is_capital, _) in words.items() if not is_capital]
    if numerals.proclitics or numerals.enclitics:
        # Whatever is written to the words: for a quick look that is near enough.
        return re.compile(f"({alternatives(found)})") if found else None
    return re.compile(bounded(found)) if found else None


def lowered(text: str) -> str:
    """Return *text* in lower case, every character at its place."""
    low = text.lower()
    if len(low) != len(text):
        # A capital is two characters in lower case, i and a dot; offsets must stay true.
        low = text.replace("İ", "i").lower()
    return low


#: The letters at a place, for what may follow a word.
LETTERS = _BEGINNING
#: Digits that nearly all texts have, and all there are.
_ASCII_DIGIT = re.compile("[0-9]")
_DIGIT = re.compile(rf"[\d{VULGAR}]")


def may_have(text: str, numerals: Numerals) -> int:
    """Return what *text* may have: DIGITS, MONTHS, DAYS or a sum; never wrong in saying no.

    >>> [may_have(text, Numerals()) for text in ("dua orang", "2 orang")]
    [0, 1]
    """
    reader = reader_of(numerals)
    is_digit = _ASCII_DIGIT.search(text) or (not text.isascii() and _DIGIT.search(text))
    found = DIGITS if is_digit else 0
    for pattern in (reader.capital, reader.small):
        if pattern is not None:
            for word in pattern.findall(text if pattern is reader.capital else text.lower()):
                found |= DAYS if word.lower() in reader.days else MONTHS
    return found
