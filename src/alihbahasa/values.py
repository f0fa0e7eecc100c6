"""Numbers in a text, by value and locale.

``numbers`` finds what a reader takes for a number, in digits or in words, and
says what it is worth: ``1.300`` is 1300 in Indonesian and 1.3 in English,
``Rp 300 M`` is 300 * 10**9, ``dua puluh lima`` is 25.  Digits of every script
count (Unicode 15, 4.6: general category Nd).  ``written`` is the way back.

What a text leaves open stays open: a Number may have several values, the
locale's reading first.  Words of numbers are soft: they explain a number of
the other language, and alone they prove nothing, since "one" and "kedua" say
many things.  Roman numerals are soft for the same reason.

The work is one pass of one pattern a language, and linear in the text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache
from itertools import groupby

from alihbahasa.contracts import Numerals
from alihbahasa.model import Span

CLOCK, CODE, CURRENCY, MONTH, PERCENT = "clock", "code", "currency", "month", "percent"
ORDINAL, IMPLIED = "ordinal", "implied"


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text.

    *span* covers the number and its scale ("1,3 triliun"), not its unit.
    *values* is what it may be worth, likeliest first.  *is_hard* says that it
    is written in digits, or is a month for certain.  *unit* is "percent",
    "currency", "clock", "month", "code" for digits that begin with 00 (a
    telephone, agent 007), the symbol of a measure, or None; for soft ones also
    "ordinal" and "implied" (both, once).

    *scale* is the factor that a word gives.  *parts* are the runs of digits,
    where they may also be numbers of their own (``21:15``, ``1/2``, ``27.9.``, ``116 123``).
    *is_foreign* marks separators that are those of another language.
    """

    span: Span
    values: tuple[Decimal, ...]
    is_hard: bool = True
    unit: str | None = None
    scale: Decimal = Decimal(1)
    parts: tuple[Decimal, ...] = ()
    is_foreign: bool = False


#: Signs and symbols that every language shares.
_UNITS = {
    "%": PERCENT, "٪": PERCENT, "％": PERCENT,
    "$": CURRENCY, "us$": CURRENCY, "usd": CURRENCY, "€": CURRENCY, "eur": CURRENCY, "£": CURRENCY,
    "¥": CURRENCY, "₽": CURRENCY, "₹": CURRENCY, "rp": CURRENCY, "idr": CURRENCY, "֏": CURRENCY,
    "km": "km", "cm": "cm", "mm": "mm", "m": "m", "ft": "ft", "mi": "mi", "kg": "kg", "lb": "lb",
    "lbs": "lb", "oz": "oz", "°": "°", "mph": "mph", "kph": "km/h", "km/h": "km/h",
    "°c": "°C", "°f": "°F", "ha": "ha",
}  # fmt: skip

#: What a measure is worth in the base unit of its dimension.
_MEASURES: Mapping[str, tuple[str, Decimal]] = {
    symbol: (dimension, Decimal(worth))
    for dimension, rows in {
        "length": "mm 0.001 cm 0.01 m 1 km 1000 in 0.0254 ft 0.3048 yd 0.9144 mi 1609.344 nmi 1852",
        "mass": "g 0.001 kg 1 t 1000 oz 0.02835 lb 0.45359 st 6.35029",
        "speed": "km/h 1 mph 1.609344 kn 1.852",
        "area": "m² 1 km² 1000000 ha 10000 ac 4046.856 ft² 0.092903 mi² 2589988",
        "volume": "l 1 gal 3.78541 pt 0.56826",
    }.items()
    for symbol, worth in zip(rows.split()[::2], rows.split()[1::2], strict=True)
}

_DEGREES = frozenset({"°", "°C", "°F"})

# A letter of any script; digits may touch a word ("300rb", "5km").
_LETTER = r"[^\W\d_]"
# Spaces and apostrophes that group digits in any language (SI brochure, 5.4.4).
_BLANKS = "\u00a0\u202f\u2009’'"
_SPACES = frozenset("\u00a0\u202f\u2009")
_VULGAR = "¼½¾⅐-⅞"
_SIGNS = "-−–"
_DASHES = frozenset({"-", "–", "—", " - ", " – ", " — ", "‑"})
_GAPS = frozenset({"", " ", "-", "‑", "\u00a0", "\u202f"})
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
# How far before a number a sign's left neighbour is looked for.
_NEAR = 64
_RUN = re.compile(r"\d+")
_CLOCK = re.compile(r"(\d{1,2})[.:](\d{2})")
# An hour or a day of a month, written as other languages write a fraction.
_PAIR = re.compile(r"(\d{1,2})[.,](\d{1,2})")


def _low(text: str) -> str:
    """Return *text* in lower case, each character one: ``İ`` alone would be two, i and a dot."""
    return text.replace("İ", "i").lower()


def _alternatives(words: Iterable[str]) -> str:
    """Return a pattern for any of *words*, the longest first, told apart by their first letter."""
    ordered = sorted(set(words), key=lambda word: (word[0], -len(word), word))
    groups = (
        re.escape(first) + "(?:" + "|".join(re.escape(word[1:]) for word in group) + ")"
        for first, group in groupby(ordered, key=lambda word: word[0])
    )
    return "(?:" + "|".join(groups) + ")"


def _grouped(decimal: str, group: Iterable[str]) -> re.Pattern[str]:
    """Return the pattern of a number with separators, as a locale writes it."""
    marks = "[" + re.escape("".join(group) + _BLANKS) + "]"
    tail = re.escape(decimal) + r"\d+"
    return re.compile(rf"(?!0)\d{{1,3}}({marks})\d{{3}}(?:\1\d{{3}})*(?:{tail})?|\d+{tail}")


@dataclass(frozen=True, slots=True, eq=False)
class _Reader:
    """A language's numerals, made ready for reading."""

    numerals: Numerals
    token: re.Pattern[str]
    hard: re.Pattern[str]
    local: re.Pattern[str]
    foreign: re.Pattern[str]
    foreign_decimal: str
    worth: Mapping[str, Decimal]
    units: Mapping[str, str]
    months: Mapping[str, tuple[int, bool, bool]]
    joints: frozenset[str]
    spans: frozenset[str]


@lru_cache(maxsize=64)
def _reader(numerals: Numerals) -> _Reader:
    """Return *numerals* made ready; packs are hashed by identity, so this is a look-up."""
    units = {**_UNITS, **numerals.units}
    # Month words: value, whether a capital is asked for, whether sure without a number.
    months = {_low(w): (n, w[0].isupper(), False) for w, n in numerals.short_months.items()}
    months |= {_low(w): (n, w[0].isupper(), True) for w, n in numerals.months.items()}
    words = (
        *numerals.scales, *numerals.cardinals, *numerals.ordinals, *numerals.fractions,
        *numerals.implied, *months, *numerals.clock_before, *numerals.clock_after,
        *numerals.minus, *units,
    )  # fmt: skip
    # Where a no-break space sets thousands apart, people type the plain one.
    is_spaced = " " in numerals.group or "".join(numerals.group[:1]) in _SPACES
    group = (*numerals.group, " ") if is_spaced else numerals.group
    blanks = _BLANKS + (" " if is_spaced else "")
    # Bounded, so that no arithmetic overflows: what is longer is cut, on both sides alike.
    run = r"\d{1,24}"
    patterns = [
        rf"(?P<digits>{run}(?:(?:[.,:٫٬]|[{blanks}](?=\d{{3}}(?!\d))){run}){{0,8}}[{_VULGAR}]?"
        rf"|[{_VULGAR}])",
        rf"(?<!{_LETTER})(?P<word>{_alternatives(words)})(?!{_LETTER})",
        rf"(?<!{_LETTER})(?P<roman>[ivxlc]+)(?!{_LETTER})",
    ]
    mark = numerals.clock.strip()
    if mark.isalpha():
        blank = "[ \u00a0\u202f]?"
        hours = rf"(?P<time>\d{{1,2}}{blank}{re.escape(mark)}{blank}\d{{2}}(?![\d.,]*\d|{_LETTER}))"
        patterns.insert(0, rf"(?<!\d)(?<!\d[.,]){hours}")
    if numerals.prefixes:
        patterns.append(rf"(?<!{_LETTER})(?P<prefix>{_alternatives(numerals.prefixes)})")
    swapped = "." if numerals.decimal == "," else ","
    return _Reader(
        numerals=numerals,
        token=re.compile("|".join(patterns)),
        hard=re.compile(
            rf"[\d{_VULGAR}]"
            + (rf"|(?<!{_LETTER}){_alternatives(months)}(?!{_LETTER})" if months else "")
        ),
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
        joints=frozenset(f" {word} " for word in numerals.joiners),
        spans=_DASHES | {f" {word} " for word in numerals.spans},
    )


def may_be_hard(text: str, numerals: Numerals) -> bool:
    """Tell whether *text* may have a hard number; a quick look, which is never wrong in saying no.

    >>> may_be_hard("dua orang", Numerals()), may_be_hard("2 orang", Numerals())
    (False, True)
    """
    return _reader(numerals).hard.search(_low(text)) is not None


@dataclass(frozen=True, slots=True)
class _Token:
    start: int
    stop: int
    kind: str
    word: str


def numbers(text: str, numerals: Numerals) -> tuple[Number, ...]:
    """Return the numbers of *text*, in order, as *numerals* reads them.

    A date, a range, a score, a version or an address gives each run of digits
    as a number of its own; where a pair of runs may also be one number, as in
    a clock or a fraction, that is a Number with *parts*.

    >>> id = Numerals(decimal=",", group=(".",), scales={"triliun": 10**12})
    >>> [str(number.values[0]) for number in numbers("1.300 dari 19,1 %", id)]
    ['1300', '19.1']
    >>> numbers("Rp 1,3 triliun", id)[0].values == (1_300_000_000_000,)
    True
    """
    reader = _reader(numerals)
    low = _low(text)
    tokens = [
        _Token(found.start(), found.end(), found.lastgroup or "", found[0])
        for found in reader.token.finditer(low)
    ]
    if not tokens:
        return ()
    return tuple(_shared(_found(text, low, tokens, reader), low, reader))


def _found(text: str, low: str, tokens: list[_Token], reader: _Reader) -> Iterator[Number]:
    """Yield the numbers that *tokens* make, each read by itself."""
    numerals = reader.numerals
    is_negated = any(token.word in numerals.minus for token in tokens)
    index = 0
    while index < len(tokens):
        token = tokens[index]
        word, span = token.word, Span(token.start, token.stop)
        before = tokens[index - 1] if index else None
        after = index + 1
        if token.kind == "digits":
            if not _is_exponent(low, token):
                number, after = _quantity(low, tokens, index, reader)
                if number is None:
                    for run in _RUN.finditer(word):
                        place = Span(token.start + run.start(), token.start + run.end())
                        yield Number(place, (Decimal(run[0]),))
                else:
                    yield _signed(low, number, is_negated)
        elif token.kind == "time":
            # "20 h 30"
            hour, minute = map(Decimal, _RUN.findall(word))
            yield Number(span, _hours(hour + minute / 100), unit=CLOCK, parts=(hour, minute))
        elif token.kind == "prefix":
            yield Number(span, (Decimal(numerals.prefixes[word]),), is_hard=False, unit=IMPLIED)
        elif word in reader.months:
            month, is_capital, is_sure = reader.months[word]
            if not is_capital or text[token.start].isupper():
                is_sure = is_sure or _is_beside_digits(low, token)
                yield Number(span, (Decimal(month),), is_hard=is_sure, unit=MONTH)
        elif word in numerals.implied:
            yield Number(span, (numerals.implied[word],), is_hard=False, unit=IMPLIED)
        elif _is_roman(text, token, before):
            yield Number(span, (Decimal(_roman(word)),), is_hard=False, unit=ORDINAL)
        if token.kind == "word" and _begins(word, reader):
            number, after = _quantity(low, tokens, index, reader)
            if number is not None:
                yield number
        index = after


def _begins(word: str, reader: _Reader) -> bool:
    """Tell whether a number in words may begin with *word*; "m" alone is none."""
    return word in reader.worth or (word in reader.numerals.scales and len(word) > 1)


def _quantity(
    low: str, tokens: list[_Token], index: int, reader: _Reader
) -> tuple[Number | None, int]:
    """Return the number that begins at the token *index*, and the index after it.

    A number is a falling row of parts: a word is added where the last part
    leaves room for it (20 for 5, not 5 for 20), and a scale multiplies the
    parts that are smaller than itself.  That reads "two hundred and five
    thousand", "dua ratus lima ribu" and "2 juta 300 ribu" alike.
    """
    numerals, first = reader.numerals, tokens[index]
    parts: list[Decimal] = []
    reading: Number | None = None
    scale, at, is_ordinal = Decimal(1), index, False
    while at < len(tokens):
        token = tokens[at]
        gap = low[tokens[at - 1].stop : token.start] if at > index else ""
        if at > index and gap not in _GAPS and not (gap == ". " and scale > 1):
            is_joint = gap in reader.joints and parts[-1] >= 100 and token.kind != "digits"
            if not is_joint:
                break
        word = token.word
        if token.kind == "digits":
            piece = _reading(token, reader)
            if piece is None or (parts and not _continues(low, tokens, at, parts, piece, reader)):
                break
            reading = reading or piece
            parts.append(piece.values[0])
        elif word in numerals.scales and (len(word) > 1 or tokens[at - 1].kind == "digits"):
            factor = Decimal(numerals.scales[word])
            if parts and parts[-1] >= factor and at > index:
                break
            if len(word) == 1 and not _is_money(low, first, tokens, index, reader):
                # "100 m" may be metres: both readings stand.
                if reading is not None and len(parts) == 1:
                    reading = replace(reading, values=(*reading.values, parts[0] * factor))
                break
            small = Decimal(0)
            while parts and parts[-1] < factor:
                small += parts.pop()
            parts.append((small or Decimal(1)) * factor)
            scale = factor if not parts[:-1] else scale
        elif word in reader.worth:
            value = reader.worth[word]
            if value < 1 and parts and tokens[at - 1].word in numerals.scales:
                # "Deux millions et demi", "two million and a half".
                value *= numerals.scales[tokens[at - 1].word]
            elif parts and (value >= _room(parts[-1]) or (reading is not None and value >= 1)):
                break
            parts.append(value)
            if word in numerals.ordinals:
                is_ordinal = True
                at += 1
                break
        else:
            break
        at += 1
    if not parts:
        return None, index + 1
    span = Span(first.start, tokens[at - 1].stop)
    # Addition rounds to 28 digits: what needs none is kept as it stands.
    value = sum(parts[1:], parts[0])
    if reading is None:
        following = tokens[at] if at < len(tokens) else None
        unit = ORDINAL if is_ordinal else None
        if unit is None and following and low[span.stop : following.start] in _GAPS:
            unit = reader.units.get(following.word)
        return Number(span, (value,), is_hard=False, unit=unit, scale=scale), at
    plain = reading.values if value == reading.values[0] else (value,)
    number = replace(reading, span=span, values=plain, scale=scale)
    return _placed(low, number, tokens, index, at, reader), at


def _continues(
    low: str, tokens: list[_Token], at: int, parts: list[Decimal], piece: Number, reader: _Reader
) -> bool:
    """Tell whether digits go on with a number: "2 juta 300 ribu", "1 тыс. 200"."""
    value = piece.values[0]
    if value >= _room(parts[-1]):
        return False
    follows = tokens[at + 1] if at + 1 < len(tokens) else None
    if follows is not None and low[tokens[at].stop : follows.start] in _GAPS:
        factor = reader.numerals.scales.get(follows.word, 0) if len(follows.word) > 1 else 0
        if factor:
            return value * factor < _room(parts[-1])
    return parts[-1] < 10**6 and len(tokens[at].word) == 3 and tokens[at].word.isdigit()


def _room(part: Decimal) -> Decimal:
    """Return the worth of the last digit of *part* that is not 0: what may be added is less."""
    digits = part.normalize().as_tuple()
    return Decimal(1).scaleb(int(digits.exponent)) if part else Decimal(0)


def _reading(token: _Token, reader: _Reader) -> Number | None:
    """Return what a token of digits is worth, or None where it is several numbers."""
    span, word = Span(token.start, token.stop), token.word
    if word.isdecimal():
        unit = CODE if len(word) > 1 and not Decimal(word[:2]) else None
        return Number(span, (Decimal(word),), unit=unit)
    if unicodedata.category(word[-1]) == "No":
        whole = word[:-1]
        if whole and not whole.isdecimal():
            return None
        share = Decimal(str(unicodedata.numeric(word[-1])))
        return Number(span, (Decimal(whole or 0) + share,))
    numerals = reader.numerals
    plain = word.replace("٫", numerals.decimal).replace("٬", (*numerals.group, ",")[0])
    if reader.local.fullmatch(plain):
        # A telephone is written like thousands: "116 123".
        is_spaced = any(blank in word for blank in (" ", *_BLANKS))
        parts = tuple(map(Decimal, _RUN.findall(word))) if is_spaced else ()
        return Number(span, (_decimal(plain, numerals.decimal),), parts=parts)
    if (clock := _CLOCK.fullmatch(word)) and int(clock[1]) <= 24 and int(clock[2]) < 60:
        hour, minute = Decimal(clock[1]), Decimal(clock[2])
        value = hour + minute / 100
        if ":" in word or word[0] == "0" or numerals.clock == ".":
            is_sure = ":" in word or word[0] == "0"
            values = _hours(value) if is_sure else (value,)
            unit = CLOCK if is_sure else None
            return Number(span, values, unit=unit, parts=(hour, minute), is_foreign=not is_sure)
    if reader.foreign.fullmatch(plain):
        pair = _PAIR.fullmatch(plain)
        parts = tuple(map(Decimal, pair.groups())) if pair else ()
        value = _decimal(plain, reader.foreign_decimal)
        return Number(span, (value,), parts=parts, is_foreign=True)
    return None


def _decimal(word: str, mark: str) -> Decimal:
    whole, _, rest = word.partition(mark)
    return Decimal("".join(_RUN.findall(whole)) + (f".{rest}" if rest else ""))


def _hours(value: Decimal) -> tuple[Decimal, ...]:
    """Return a time of day, and the same by the other dial (7.30 and 19.30)."""
    if value >= 24:
        return (value, value - 24, value - 12)
    return (value, value + 12 if value < 12 else value - 12)


def _placed(
    low: str, number: Number, tokens: list[_Token], index: int, after: int, reader: _Reader
) -> Number:
    """Return *number* with what the words around it say: its unit, the hour, the decade."""
    numerals, stop = reader.numerals, number.span.stop
    word = tokens[index].word
    following, former = "", ""
    if after < len(tokens) and low[stop : tokens[after].start] in _GAPS:
        following = tokens[after].word
    if index and low[tokens[index - 1].stop : number.span.start] in _GAPS:
        former = tokens[index - 1].word
    is_hour = following in numerals.clock_after or former in numerals.clock_before
    if is_hour and number.scale == 1 and number.values[0] <= 24:
        # No language sets the minutes apart with a comma, though it may a fraction.
        is_foreign = number.values[0] % 1 != 0 and not _CLOCK.fullmatch(word)
        return replace(number, values=_hours(number.values[0]), unit=CLOCK, is_foreign=is_foreign)
    if word.isdecimal() and word[-1] == "0" and len(word) in (2, 4):
        for ending in numerals.decades:
            end = stop + len(ending)
            if low.startswith(ending, stop) and not low[end : end + 1].isalpha():
                value = number.values[0]
                long = (value + 1900, value + 2000, value + 1800) if value < 100 else ()
                return replace(number, values=(value, *long))
    if number.unit is None:
        unit = reader.units.get(following)
        if unit is None and reader.units.get(former) in (CURRENCY, PERCENT):
            # "US$ 5", "yüzde 5"
            unit = reader.units[former]
        if unit is not None:
            number = replace(number, unit=unit)
    return number


def _is_money(low: str, first: _Token, tokens: list[_Token], index: int, reader: _Reader) -> bool:
    """Tell whether a sign of money stands before the number."""
    if not index or low[tokens[index - 1].stop : first.start] not in _GAPS:
        return False
    return reader.units.get(tokens[index - 1].word) == CURRENCY


def _signed(low: str, number: Number, is_negated: bool) -> Number:
    """Return *number* below zero where a sign says so; it may be, where a word does.

    A dash after a letter or a digit is a hyphen or a range.  One that begins
    the text or a line may be a bullet, and one behind a quotation mark that of
    an option: such a number may be below zero.
    """
    start = number.span.start
    before = low[start - 2 : start - 1] if start > 1 else ""
    is_signed = start > 0 and low[start - 1] in _SIGNS
    if is_signed and before and before in " (\u00a0":
        lead = low[max(start - _NEAR, 0) : start - 1].rstrip(" \u00a0")
        if not lead[-1:].isdigit():
            return replace(
                number,
                span=Span(start - 1, number.span.stop),
                values=tuple(-value for value in number.values),
            )
    if is_negated or (is_signed and not before.isalnum()):
        return replace(number, values=(*number.values, *(-value for value in number.values)))
    return number


def _shared(found: Iterable[Number], low: str, reader: _Reader) -> Iterator[Number]:
    """Yield *found*, the two ends of a range sharing scale and unit, fractions put together."""
    last: Number | None = None
    for number in found:
        if last is not None and last.is_hard and number.is_hard:
            gap = low[last.span.stop : number.span.start]
            if gap == "/" and _is_fraction(low, last, number):
                share = last.values[0] / number.values[0]
                span = Span(last.span.start, number.span.stop)
                last = Number(span, (share,), parts=(last.values[0], number.values[0]))
                continue
            if gap in reader.spans and MONTH not in (last.unit, number.unit):
                if number.scale > 1 and last.scale == 1:
                    wide = tuple(value * number.scale for value in last.values)
                    last = replace(last, values=(*last.values, *wide))
                if last.unit is None and number.unit not in (None, CLOCK, CODE):
                    last = replace(last, unit=number.unit)
                number = _unshortened(number, last)
        if last is not None:
            yield last
        last = number
    if last is not None:
        yield last


def _unshortened(number: Number, first: Number) -> Number:
    """Return the end of a range of years with its century, where it may be short of it: 1950-53."""
    year, short = first.values[0], number.values[0]
    is_short = number.span.stop - number.span.start == 2 and number.unit in (None, CODE)
    if is_short and 1000 < year < 2200 and year % 100 < short < 100 and year % 1 == 0:
        return replace(number, values=(*number.values, year - year % 100 + short))
    return number


def _is_fraction(low: str, above: Number, below: Number) -> bool:
    """Tell whether ``a/b`` may be a fraction: proper, small, and no date or path around it."""
    upper, lower = above.values[0], below.values[0]
    around = (
        low[max(above.span.start - 1, 0) : above.span.start]
        + low[below.span.stop : below.span.stop + 1]
    )
    return 0 < upper < lower <= 10 and "/" not in around and below.scale == 1


def _is_exponent(low: str, token: _Token) -> bool:
    """Tell whether digits are the power of a unit: the 2 of ``km2``."""
    return token.word in ("2", "3") and bool(
        _SQUARE.search(low, max(token.start - 4, 0), token.start)
    )


_SQUARE = re.compile(r"(?<![^\W_])[kcm]?m\Z|(?<![^\W_])[км]?м\Z")


def _is_beside_digits(low: str, token: _Token) -> bool:
    """Tell whether a digit stands next to the word, a stop, comma or ordinal ending between."""
    return bool(_DIGIT_AFTER.match(low, token.stop)) or bool(
        _DIGIT_BEFORE.search(low, max(token.start - 6, 0), token.start)
    )


_DIGIT_AFTER = re.compile(r"[.,]?[\s\-/]\d")
_DIGIT_BEFORE = re.compile(r"\d(?:st|nd|rd|th|[.,])?[\s\-/]\Z")


def _is_roman(text: str, token: _Token, before: _Token | None) -> bool:
    """Tell whether a token is a Roman numeral; a single I only behind a name ("Perang Dunia I")."""
    word = text[token.start : token.stop]
    if not word.isupper() or not set(word.lower()) <= _ROMAN.keys():
        return False
    return word not in ("L", "C") and (word != "I" or _behind_name(text, token.start))


def _behind_name(text: str, start: int) -> bool:
    head = text[max(start - 40, 0) : start].split(" ")
    return len(head) > 1 and head[-1] == "" and len(head[-2]) > 1 and head[-2][:1].isupper()


def _roman(word: str) -> int:
    """Return the worth of a Roman numeral; a letter before a greater one is taken off."""
    worth = [_ROMAN[letter] for letter in word]
    return sum(
        -one if any(one < other for other in worth[at + 1 : at + 2]) else one
        for at, one in enumerate(worth)
    )


def is_converted(one: Number, other: Number) -> bool:
    """Tell whether two numbers are one quantity in two measures: 6 ft and 1.8 m.

    Both must carry a unit, not the same, of one dimension.  Rounding of 7 %
    (200 miles, 300 km), or half a unit of the last written digit, is what
    translators allow themselves.

    >>> from alihbahasa.contracts import Numerals
    >>> is_converted(*(numbers(text, Numerals())[0] for text in ("60 mph", "97 km/h")))
    True
    """
    if one.unit is None or other.unit is None:
        return False
    if one.unit in _DEGREES and other.unit in _DEGREES:
        # Below zero or above, the lower figure is the one in Celsius from -40 on.
        celsius, fahrenheit = sorted((one, other), key=lambda number: number.values[0])
        if celsius.unit == "°F" or fahrenheit.unit == "°C":
            return False
        return abs(celsius.values[0] * 9 / 5 + 32 - fahrenheit.values[0]) <= 2
    if one.unit == other.unit:
        return False
    if one.unit not in _MEASURES or other.unit not in _MEASURES:
        return False
    (dimension, worth), (other_dimension, other_worth) = _MEASURES[one.unit], _MEASURES[other.unit]
    if dimension != other_dimension:
        return False
    here, there = one.values[0] * worth, other.values[0] * other_worth
    return abs(here - there) <= max(abs(there) * 7 / 100, min(worth, other_worth) / 2)


def written(value: Decimal, numerals: Numerals, *, is_grouped: bool = True) -> str:
    """Return *value* in digits as a language writes it; *is_grouped* sets thousands apart.

    >>> written(Decimal("1300.5"), Numerals(decimal=",", group=(".",)))
    '1.300,5'
    """
    mark = numerals.group[0] if numerals.group and is_grouped else ""
    whole, _, rest = f"{value:f}".partition(".")
    sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    head = f"{Decimal(whole):,f}".replace(",", mark)
    return sign + head + (numerals.decimal + rest if rest else "")
