"""Reading the numbers of a text: tokens first, then what they make together."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

from alihbahasa.contracts import Numerals
from alihbahasa.model import Span
from alihbahasa.patterns import late_re
from alihbahasa.values.clock import (
    dials,
    hour_of_day,
    is_of_four,
    is_of_hour,
    minutes_first,
    minutes_last,
)
from alihbahasa.values.number import (
    CLOCK,
    CODE,
    IMPLIED,
    MONTH,
    ORDINAL,
    PERCENT,
    TIMES,
    YEARS,
    Number,
    is_money,
)
from alihbahasa.values.tokens import Token, is_roman, roman, tokens_of
from alihbahasa.values.words import (
    BLANKS,
    GAPS,
    Reader,
    is_beside_digits,
    is_unspaced,
    lowered,
    reader_of,
)

_SIGNS = "-−–"
# The kinds of tokens that are words.
_WORDS = frozenset({"word", "han"})
# How far before a number a sign's left neighbour is looked for.
_NEAR = 64
_RUN = late_re(r"\d+")
_CLOCK = late_re(r"(\d{1,2})[.:](\d{2})")
# An hour or a day of a month, written as other languages write a fraction.
_ARABIC_INDIC = frozenset("٠١٢٣٤٥٦٧٨٩")
_PAIR = late_re(r"(\d{1,2})[.,](\d{1,2})")


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
    reader = reader_of(text, numerals)
    low = lowered(text)
    tokens = tokens_of(low, reader)
    if not tokens:
        return ()
    return tuple(_shared(_found(text, low, tokens, reader), low, reader))


def _found(text: str, low: str, tokens: list[Token], reader: Reader) -> Iterator[Number]:
    """Yield the numbers that *tokens* make, each read by itself."""
    numerals = reader.numerals
    is_negated = any(token.word in numerals.minus for token in tokens)
    index = 0
    while index < len(tokens):
        token = tokens[index]
        word = token.word
        before = tokens[index - 1] if index else None
        after = index + 1
        if word in numerals.minutes and (found := minutes_first(low, tokens, index, reader)):
            yield found[0]
            index = found[1]
            continue
        if token.kind == "digits":
            if not _is_exponent(low, token):
                number, after = _quantity(low, tokens, index, reader)
                if number is None:
                    for run in _RUN.finditer(word):
                        place = Span(token.start + run.start(), token.start + run.end())
                        yield Number(place, (Decimal(run[0]),))
                else:
                    number, after = minutes_last(low, number, tokens, after, reader)
                    yield _signed(low, number, is_negated)
        elif token.kind == "time":
            # "20 h 30"
            hour, minute = map(Decimal, _RUN.findall(word))
            span = Span(token.start, token.stop)
            yield Number(span, dials(hour + minute / 100), unit=CLOCK, parts=(hour, minute))
        elif token.kind == "prefix":
            span, value = Span(token.start, token.stop), Decimal(numerals.prefixes[word])
            yield Number(span, (value,), is_hard=False, unit=IMPLIED)
        elif word in reader.months:
            month, is_capital, is_sure = reader.months[word]
            if not is_capital or text[token.start].isupper():
                is_sure = is_sure or is_beside_digits(low, token.start, token.stop)
                span = Span(token.start, token.stop)
                yield Number(span, (Decimal(month),), is_hard=is_sure, unit=MONTH)
        elif word in numerals.implied:
            if not is_of_hour(low, tokens, index, reader):
                yield _implied(low, tokens, index, reader)
        elif is_roman(text, token, before):
            span = Span(token.start, token.stop)
            yield Number(span, (Decimal(roman(word)),), is_hard=False, unit=ORDINAL)
        if token.kind in _WORDS and _begins(word, reader):
            number, after = _quantity(low, tokens, index, reader)
            if number is not None:
                number, after = minutes_last(low, number, tokens, after, reader)
                yield _negated(number) if is_negated else number
        index = after


def _implied(low: str, tokens: list[Token], index: int, reader: Reader) -> Number:
    """Return what the word at *index* says by the way: "a year" is one, and 10月1日 the first."""
    token, value = tokens[index], reader.numerals.implied[tokens[index].word]
    former = tokens[index - 1] if index else None
    if former and former.stop == token.start and former.word in reader.months:
        digits = _RUN.match(token.word)
        if digits is not None:
            return Number(Span(token.start, token.start + digits.end()), (value,))
    unit = reader.units.get(token.word)
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if unit is None and following and low[token.stop : following.start] in GAPS:
        unit = reader.units.get(following.word)
    is_time = value == 1 and unit in TIMES
    span = Span(token.start, token.stop)
    return Number(span, (value,), is_hard=False, unit=unit if is_time else IMPLIED)


def _begins(word: str, reader: Reader) -> bool:
    """Tell whether a number in words may begin with *word*; "m" alone is none."""
    return word in reader.worth or (word in reader.numerals.scales and word not in reader.short)


def _quantity(
    low: str, tokens: list[Token], index: int, reader: Reader
) -> tuple[Number | None, int]:
    """Return the number that begins at the token *index*, and the index after it.

    A number is a falling row of parts: a word is added where the last part
    leaves room for it (20 for 5, not 5 for 20), and a scale multiplies the
    parts that are smaller than itself.  That reads "two hundred and five
    thousand", "dua ratus lima ribu" and "2 juta 300 ribu" alike.
    """
    numerals, first = reader.numerals, tokens[index]
    if first.kind == "digits" and (
        index + 1 == len(tokens) or tokens[index + 1].start - first.stop > reader.farthest
    ):
        # Nothing follows that may belong to it: so it is with most.
        number = _reading(first, reader)
        if number is not None:
            number = _placed(low, number, tokens, index, index + 1, reader)
        return number, index + 1
    parts: list[Decimal] = []
    reading: Number | None = None
    scale, at, is_ordinal = Decimal(1), index, False
    while at < len(tokens):
        token = tokens[at]
        gap = low[tokens[at - 1].stop : token.start] if at > index else ""
        if at > index and gap not in GAPS and not (gap == ". " and scale > 1):
            # "500 and a million" are two.
            is_added = token.kind != "digits" and token.word not in numerals.scales
            if not (gap in reader.joints and parts[-1] >= 100 and is_added):
                break
        word = token.word
        if token.kind == "digits":
            piece = _reading(token, reader)
            if piece is None or (parts and not _continues(low, tokens, at, parts, piece, reader)):
                break
            reading = reading or piece
            parts.append(piece.values[0])
        elif word in numerals.scales and (
            word not in reader.short or tokens[at - 1].kind == "digits"
        ):
            factor = Decimal(numerals.scales[word])
            if parts and parts[-1] >= factor and at > index:
                break
            if word in reader.short and not _is_money(low, first, tokens, index, reader):
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
            if numerals.proclitics and (tens := _tens_behind(low, tokens, at, reader)):
                value += tens
                at += 1
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
        if unit is None and following and low[span.stop : following.start] in GAPS:
            unit = reader.units.get(following.word)
        last = first.word.rpartition(" ")[2]
        if unit is None and (inner := reader.units.get(last)) in TIMES:
            # "Un an": the unit is in the word.
            unit = inner
        values: tuple[Decimal, ...] = (value,)
        if value < 1 and at == index + 1 and last in numerals.ordinals:
            # "A third" of the people, and a third person.
            values = (value, Decimal(numerals.ordinals[last]))
        number = Number(span, values, is_hard=False, unit=unit, scale=scale)
        if _is_decade(low, number, reader):
            number = replace(number, values=_decades(value))
        return number, at
    plain = reading.values if value == reading.values[0] else (value,)
    if at > index + 1:
        reading = replace(reading, span=span, values=plain, scale=scale)
    return _placed(low, reading, tokens, index, at, reader), at


def _tens_behind(low: str, tokens: list[Token], at: int, reader: Reader) -> Decimal:
    """Return the tens that follow the ones at *at*, as in "خمسة وعشرون", or 0."""
    ones, following = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or low[ones.stop : following.start] not in reader.joints:
        return Decimal(0)
    value, tens = reader.worth[ones.word], reader.worth.get(following.word, Decimal(0))
    return tens if 1 <= value < 10 and 20 <= tens <= 90 else Decimal(0)


def _continues(
    low: str, tokens: list[Token], at: int, parts: list[Decimal], piece: Number, reader: Reader
) -> bool:
    """Tell whether digits go on with a number: "2 juta 300 ribu", "1 тыс. 200"."""
    value = piece.values[0]
    if value >= _room(parts[-1]):
        return False
    follows = tokens[at + 1] if at + 1 < len(tokens) else None
    if follows is not None and low[tokens[at].stop : follows.start] in GAPS:
        factor = reader.numerals.scales.get(follows.word, 0)
        if factor and follows.word not in reader.short:
            return value * factor < _room(parts[-1])
    if tokens[at - 1].kind == "han" and tokens[at - 1].stop == tokens[at].start:
        # "1万5000"
        return True
    return parts[-1] < 10**6 and len(tokens[at].word) == 3 and tokens[at].word.isdigit()


def _room(part: Decimal) -> Decimal:
    """Return the worth of the last digit of *part* that is not 0: what may be added is less."""
    digits = part.normalize().as_tuple()
    return Decimal(1).scaleb(int(digits.exponent)) if part else Decimal(0)


def _reading(token: Token, reader: Reader) -> Number | None:
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
    group = (*numerals.group, ",")[0]
    plain = word.replace("٫", numerals.decimal).replace("٬", group).replace("،", ",")
    if reader.local.fullmatch(plain):
        # A telephone is written like thousands: "116 123".
        is_spaced = any(blank in word for blank in (" ", *BLANKS))
        parts = tuple(map(Decimal, _RUN.findall(word))) if is_spaced else ()
        return Number(span, (_decimal(plain, numerals.decimal),), parts=parts)
    if (clock := _CLOCK.fullmatch(word)) and int(clock[1]) <= 24 and int(clock[2]) < 60:
        hour, minute = Decimal(clock[1]), Decimal(clock[2])
        value = hour + minute / 100
        if ":" in word or word[0] == "0" or numerals.clock == ".":
            is_sure = ":" in word or word[0] == "0"
            values = dials(value) if is_sure else (value,)
            unit = CLOCK if is_sure else None
            return Number(span, values, unit=unit, parts=(hour, minute), is_foreign=not is_sure)
    if reader.foreign.fullmatch(plain):
        pair = _PAIR.fullmatch(plain)
        parts = tuple(map(Decimal, pair.groups())) if pair else ()
        value = _decimal(plain, reader.foreign_decimal)
        # With Arabic-Indic digits a comma is typed for the mark of decimals, which looks like it.
        return Number(span, (value,), parts=parts, is_foreign=word[0] not in _ARABIC_INDIC)
    return None


def _decimal(word: str, mark: str) -> Decimal:
    whole, _, rest = word.partition(mark)
    return Decimal("".join(_RUN.findall(whole)) + (f".{rest}" if rest else ""))


def _placed(
    low: str, number: Number, tokens: list[Token], index: int, after: int, reader: Reader
) -> Number:
    """Return *number* with what the words around it say: its unit, the hour, the decade."""
    numerals, stop = reader.numerals, number.span.stop
    word = tokens[index].word
    following, former = "", ""
    if after < len(tokens) and low[stop : tokens[after].start] in GAPS:
        following = tokens[after].word
    if index and low[tokens[index - 1].stop : number.span.start] in GAPS:
        former = tokens[index - 1].word
    is_hour = following in reader.clock_after or former in numerals.clock_before
    if is_hour and is_of_four(low, word, stop, following, former, reader):
        # "0405 GMT"
        parts = Decimal(word[:2]), Decimal(word[2:])
        # "2000 GMT" may also be an amount.
        plain = () if word[0] == "0" else number.values
        hours = (*dials(parts[0] + parts[1] / 100), *plain)
        return replace(number, values=hours, unit=CLOCK, parts=parts)
    if (is_hour or number.unit == CLOCK) and number.scale == 1 and number.values[0] <= 24:
        # No language sets the minutes apart with a comma, though it may a fraction.
        clock = _CLOCK.fullmatch(word)
        if word.isdecimal() and number.values[0] % 1 == _HALF:
            # "Saat 7 buçuk": half past seven.
            number = replace(number, values=(Decimal(word) + Decimal("0.3"),))
        return replace(
            number,
            values=dials(number.values[0]),
            unit=CLOCK,
            parts=tuple(map(Decimal, clock.groups())) if clock else number.parts,
            is_foreign=not word.isdecimal() and number.values[0] % 1 != 0 and not clock,
            hour=hour_of_day(low, int(number.values[0]), tokens, index, after, reader),
        )
    if word.isdecimal() and len(word) == 2 and _is_decade(low, number, reader):
        return replace(number, values=_decades(number.values[0]))
    if number.unit is None:
        unit = reader.units.get(following)
        if unit is not None and low[tokens[after].stop : tokens[after].stop + 1] in _SQUARED:
            unit = f"{unit}²" if unit in _SQUARES else unit
        lead = reader.units.get(former)
        # "百分之5", "yüzde 5"; but in "5 persen 20" it is that of the 5.
        is_share = lead == PERCENT and not _is_behind_digits(low, tokens[index - 1])
        if unit is None and (is_money(lead) or is_share):
            unit = lead
        if unit == YEARS and len(word) == 4 and word.isdecimal():
            # "2019 года"
            unit = None
        if unit is not None:
            number = replace(number, unit=unit)
    return number


def _is_decade(low: str, number: Number, reader: Reader) -> bool:
    """Tell whether *number* is said to be a decade: "90-an", "the nineties", "八十年代"."""
    value = number.values[0]
    start, stop = number.span.start, number.span.stop
    if not (10 <= value < 100 and value % 10 == 0):
        return False
    leads = reader.numerals.decades_before
    if leads and low[max(start - _NEAR, 0) : start].rstrip().endswith(leads):
        return True
    for ending in reader.numerals.decades:
        end = stop + len(ending)
        if low.startswith(ending, stop):
            return is_unspaced(ending) or not low[end : end + 1].isalpha()
        if value >= 20 and not number.is_hard and low.endswith(ending, start, stop):
            return True
    return False


def _decades(value: Decimal) -> tuple[Decimal, ...]:
    return (value, value + 1900, value + 2000, value + 1800)


def _is_money(low: str, first: Token, tokens: list[Token], index: int, reader: Reader) -> bool:
    """Tell whether a sign of money stands before the number."""
    if not index or low[tokens[index - 1].stop : first.start] not in GAPS:
        return False
    return is_money(reader.units.get(tokens[index - 1].word))


def _signed(low: str, number: Number, is_negated: bool) -> Number:
    """Return *number* below zero where a sign says so; it may be, where a word does.

    A dash after a letter or a digit is a hyphen or a range.  One that begins
    the text or a line may be a bullet, one behind a quotation mark that of an option,
    and one behind a character of a script without blanks may be anything: such a
    number may be below zero.
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
    if is_negated or (is_signed and (not before.isalnum() or is_unspaced(before))):
        return _negated(number)
    return number


def _negated(number: Number) -> Number:
    """Return *number*, which may be below zero."""
    return replace(number, values=(*number.values, *(-value for value in number.values)))


def _shared(found: Iterable[Number], low: str, reader: Reader) -> Iterator[Number]:
    """Yield *found*, the two ends of a range sharing scale and unit, fractions put together."""
    last: Number | None = None
    before = gap = ""
    for number in found:
        if last is not None:
            before, gap = gap, low[last.span.stop : number.span.start]
            if not number.is_hard and _is_rest(gap, low, last, number, reader):
                # "A year and a half", "2 ans et demi".
                span = Span(last.span.start, number.span.stop)
                last = replace(last, span=span, values=(last.values[0] + number.values[0],))
                continue
        if last is not None and last.is_hard and number.is_hard:
            if gap == "/" and _is_fraction(low, last, number):
                share = last.values[0] / number.values[0]
                span = Span(last.span.start, number.span.stop)
                last = Number(span, (share,), parts=(last.values[0], number.values[0]))
                continue
            if _is_inches(gap, low, last, number):
                span = Span(last.span.start, number.span.stop)
                parts = last.values[0], number.values[0]
                last = Number(span, (12 * parts[0] + parts[1],), unit="in", parts=parts)
                continue
            if gap in _OF_DATES and gap == before:
                number = _of_century(low, last, number)
            if gap in reader.spans and MONTH not in (last.unit, number.unit):
                if number.scale > 1 and last.scale == 1:
                    wide = tuple(value * number.scale for value in last.values)
                    last = replace(last, values=(*last.values, *wide))
                if last.unit is None and number.unit not in (None, CLOCK, CODE):
                    last = replace(last, unit=number.unit)
                number = _lengthened(number, last)
            elif gap.strip() in reader.numerals.centuries and len(number.values) > 1:
                # "20世纪30年代": the thirties of the century.
                year = (last.values[0] - 1) * 100 + number.values[0]
                span = Span(last.span.start, number.span.stop)
                last = replace(number, span=span, values=(year, number.values[0]))
                continue
        if last is not None:
            yield last
        last = number
    if last is not None:
        yield last


def _is_rest(gap: str, low: str, last: Number, number: Number, reader: Reader) -> bool:
    """Tell whether *number* is the fraction that a time ends in: "a year and a half"."""
    if last.unit not in TIMES or number.unit is not None or not 0 < number.values[0] < 1:
        return False
    unit = gap.strip() or low[last.span.start : last.span.stop].rpartition(" ")[2]
    return reader.units.get(unit) == last.unit


def _is_inches(gap: str, low: str, feet: Number, inches: Number) -> bool:
    """Tell whether two numbers are one height: 5'10", 5 feet 10 inches."""
    if not (feet.values[0] < 100 and inches.values[0] < 12 and feet.values[0] % 1 == 0):
        return False
    if gap in _FEET:
        return low.startswith(_INCHES, inches.span.stop)
    return feet.unit == "ft" and inches.unit == "in" and len(gap) < _NEAR_FEET


_FEET, _INCHES = frozenset("'’′"), ('"', "”", "″", "''", "’’", "′′")
# "feet, and "
_NEAR_FEET = 12
_OF_DATES = frozenset("/.-")
_HALF = Decimal("0.5")


def _of_century(low: str, month: Number, year: Number) -> Number:
    """Return *year*, the last of three numbers, with what two digits of it are short for."""
    digits = low[year.span.start : year.span.stop]
    if len(digits) != 2 or year.unit or month.values[0] > 31 or not digits.isdecimal():
        return year
    return replace(year, values=(*year.values, year.values[0] + 1900, year.values[0] + 2000))


def _lengthened(number: Number, first: Number) -> Number:
    """Return *number*, which may be a year cut short behind the year *first*: "1950-53"."""
    value, year = number.values[0], first.values[0]
    is_cut = 10 <= value < 100 and 1000 <= year < 2100 and value > year % 100
    if not is_cut or number.unit not in (None, YEARS) or number.parts or year % 1 or value % 1:
        return number
    return replace(number, values=(*number.values, year // 100 * 100 + value))


def ranges(
    text: str, found: Sequence[Number], numerals: Numerals
) -> Iterator[tuple[Number, Number]]:
    """Yield the two numbers of *found* that are the ends of each range or score of *text*.

    Three in a row are a date, a telephone or a list.

    >>> ends = ranges("10-12 x", numbers("10-12 x", Numerals()), Numerals())
    >>> [(str(low.values[0]), str(high.values[0])) for low, high in ends]
    [('10', '12')]
    """
    spans = reader_of(text, numerals).spans
    hard = [number for number in found if number.is_hard and number.unit != MONTH]
    joined = [
        len(gap := text[one.span.stop : other.span.start]) < _NEAR and gap.lower() in spans
        for one, other in pairwise(hard)
    ]
    for at, is_joined in enumerate(joined):
        if is_joined and not any(joined[max(at - 1, 0) : at]) and not any(joined[at + 1 : at + 2]):
            yield hard[at], hard[at + 1]


def _is_fraction(low: str, above: Number, below: Number) -> bool:
    """Tell whether ``a/b`` may be a fraction: proper, small, and no date or path around it."""
    upper, lower = above.values[0], below.values[0]
    around = (
        low[max(above.span.start - 1, 0) : above.span.start]
        + low[below.span.stop : below.span.stop + 1]
    )
    return 0 < upper < lower <= 10 and "/" not in around and below.scale == 1


def _is_exponent(low: str, token: Token) -> bool:
    """Tell whether digits are the power of a unit: the 2 of ``km2``."""
    return token.word in ("2", "3") and bool(
        _SQUARE.search(low, max(token.start - 4, 0), token.start)
    )


#: The power of a unit, and the units that have a name with it.
_SQUARED, _SQUARES = frozenset("2²"), frozenset({"m", "km", "ft", "mi"})
_SQUARE = late_re(r"(?<![^\W_])[kcm]?m\Z|(?<![^\W_])[км]?м\Z")


def _is_behind_digits(low: str, token: Token) -> bool:
    """Tell whether a digit stands right before the word, with a blank between or without."""
    return low[max(token.start - 2, 0) : token.start].rstrip(" \u00a0\u202f")[-1:].isdigit()
