"""Times of day: what words say of the hour, and of the minutes beside it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from alihbahasa.model import Span
from alihbahasa.values.number import CLOCK, HOURS, Number
from alihbahasa.values.tokens import Token
from alihbahasa.values.words import GAPS, Reader


def dials(value: Decimal) -> tuple[Decimal, ...]:
    """Return a time of day, and the same by the other dial (7.30 and 19.30)."""
    if value >= 24:
        return (value, value - 24, value - 12)
    return (value, value + 12 if value < 12 else value - 12)


def is_of_four(low: str, word: str, stop: int, following: str, former: str, reader: Reader) -> bool:
    """Tell whether four digits are an hour and minutes: those of a zone, or behind a 0."""
    if len(word) != 4 or not word.isdecimal() or int(word[:2]) > 24 or int(word[2:]) > 59:
        return False
    if word[0] == "0":
        return True
    is_zone = following in reader.numerals.clock_after and following not in reader.units
    return is_zone and low[stop : stop + 1].isspace()


def hour_of_day(
    low: str, hour: int, tokens: list[Token], index: int, after: int, reader: Reader
) -> int | None:
    """Return the hour of the day where a word beside it, or the dial, tells the half of it."""
    if hour > 12:
        return hour % 24
    begins = None
    for neighbours in (range(after, len(tokens)), range(index - 1, -1, -1)):
        last = tokens[after - 1 if neighbours.step > 0 else index]
        for at in neighbours:
            one, other = sorted((last, tokens[at]), key=lambda token: token.start)
            if low[one.stop : other.start] not in GAPS:
                break
            last = tokens[at]
            begins = reader.halves.get(last.word)
            if begins is not None:
                return ((hour - begins) % 12 + begins) % 24
            if (
                last.word not in reader.clock_after
                and last.word not in reader.numerals.clock_before
            ):
                break
    return hour if tokens[index].word[0] == "0" and hour else None


def minutes_first(
    low: str, tokens: list[Token], index: int, reader: Reader
) -> tuple[Number, int] | None:
    """Return the hour behind the minutes at *index*, as in "half past seven", and the index after.

    Where the minutes are also a fraction, a word of the clock beside the hour makes it sure.
    """
    numerals, token = reader.numerals, tokens[index]
    at, after = index + 1, index + 2
    if at == len(tokens) or low[token.stop : tokens[at].start] not in GAPS:
        return None
    word = tokens[at].word
    is_hard = tokens[at].kind == "digits"
    value = (Decimal(word) if word.isdecimal() else None) if is_hard else reader.worth.get(word)
    if value is None or not 1 <= value <= 12 or value % 1:
        return None
    former = tokens[index - 1].word if index else ""
    following = ""
    if after < len(tokens) and low[tokens[at].stop : tokens[after].start] in GAPS:
        following = tokens[after].word
    if following in numerals.scales or following in reader.worth:
        return None
    is_hour = former in numerals.clock_before or following in reader.clock_after
    hour, minute = divmod(value * 60 + numerals.minutes[token.word], 60)
    hour = hour or Decimal(12)
    values = dials(hour + minute / 100)
    if token.word in numerals.fractions and not is_hour:
        values = (*values, value)
    span = Span(token.start, tokens[at].stop)
    of_day = hour_of_day(low, int(hour), tokens, index, after, reader)
    parts = (hour, minute)
    return Number(span, values, is_hard=is_hard, unit=CLOCK, parts=parts, hour=of_day), after


def minutes_last(
    low: str, number: Number, tokens: list[Token], after: int, reader: Reader
) -> tuple[Number, int]:
    """Return an hour with the minutes that stand behind it, and the index after: "7 h et quart"."""
    numerals, at = reader.numerals, after
    if not numerals.minutes or after >= len(tokens):
        return number, after
    if tokens[at].word in numerals.clock_after and low[number.span.stop : tokens[at].start] in GAPS:
        at += 1
    if at == len(tokens) or (word := tokens[at].word) not in numerals.minutes:
        return number, after
    value = number.values[0]
    is_hour = number.unit in (None, CLOCK, HOURS) and 1 <= value <= 24 and not value % 1
    gap = low[max(tokens[at - 1].stop, number.span.stop) : tokens[at].start]
    is_sure = word not in numerals.fractions or at > after or number.unit == CLOCK
    if not (is_hour and is_sure and gap in GAPS):
        return number, after
    hour, minute = divmod(value * 60 + numerals.minutes[word], 60)
    return (
        replace(
            number,
            span=Span(number.span.start, tokens[at].stop),
            values=dials(hour + minute / 100),
            unit=CLOCK,
            parts=(hour, minute),
        ),
        at + 1,
    )


def is_of_hour(low: str, tokens: list[Token], index: int, reader: Reader) -> bool:
    """Tell whether the word at *index* only says which twelve is meant: 12 noon, 中午12点."""
    word = tokens[index].word
    if index and word in reader.clock_after:
        former = tokens[index - 1]
        is_beside = low[former.stop : tokens[index].start] in GAPS
        if is_beside and (former.kind == "digits" or former.word in reader.clock_after):
            return True
    if index + 1 == len(tokens) or word not in reader.numerals.clock_before:
        return False
    following = tokens[index + 1]
    return following.kind == "digits" and low[tokens[index].stop : following.start] in GAPS
