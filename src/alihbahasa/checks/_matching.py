"""Which number of a source answers to which of its translation: by value, each to one other."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from alihbahasa.checks._dates import IN_DIGITS
from alihbahasa.contracts import Numerals
from alihbahasa.model import Span
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass
from alihbahasa.values import (
    CLOCK,
    CODE,
    IMPLIED,
    MONTH,
    ORDINAL,
    PERCENT,
    POINTS,
    Number,
    alternatives,
    is_converted,
    numbers,
)

#: What two numbers must share to answer to each other.
_Keys = Callable[[Number], Iterable[object]]


@dataclass(frozen=True, slots=True)
class Matched:
    """The numbers of both texts, those that one of them lacks, and the pairs that agree."""

    given: Sequence[Number]
    found: Sequence[Number]
    missing: Sequence[Number]
    extra: Sequence[Number]
    pairs: Sequence[tuple[Number, Number]]


def matched(source: str, target: str, here: Numerals, there: Numerals) -> Matched:
    """Return how the numbers of *source* answer to those of *target*."""
    given, found = numbers(source, here), numbers(target, there)
    if here.scales and not there.scales:
        given = _unscaled(given, source, here)
    if there.scales and not here.scales:
        found = _unscaled(found, target, there)
    missing, extra, pairs = _compared(given, found)
    if there.cardinals:
        missing += _untold(given, found, source, target, here)
    if missing and extra:
        if here.decimal == ",":
            missing, extra = _grouped_elsewhere(given, missing, extra, source)
        missing, extra = _regrouped(missing, extra, source, target)
        if here.falling or there.falling:
            missing, extra = _fallen(missing, extra, _falls(source, here) or _falls(target, there))
    if not (here.months and there.months):
        missing, extra = _readable(missing, extra, here, there, source=source, target=target)
    return Matched(given, found, missing, extra, pairs)


def _grouped_elsewhere(
    given: Sequence[Number], missing: list[Number], extra: list[Number], text: str
) -> tuple[list[Number], list[Number]]:
    """Return both lists less the thousands that the source sets apart as English does.

    "1,127" is 1.127 where the comma is that of decimals; but an author who means 1127
    does so throughout, and of no measure.
    """
    alike = [
        number
        for number in given
        if number.unit is None
        and number.scale == 1
        and (written := number.span.of(text).partition(","))
        and len(written[2]) == 3
        and written[2].isdecimal()
        and written[0].isdecimal()
        and len(written[0]) <= 3
        and not written[0].startswith("0")
    ]
    if not alike:
        return missing, extra
    rest, meant, pairs = _matched(alike, extra, _thousandfold)
    if rest or not all(number in missing for number, _ in pairs):
        return missing, extra
    return _less(missing, alike), meant


def _regrouped(
    missing: list[Number], extra: list[Number], source: str, target: str
) -> tuple[list[Number], list[Number]]:
    """Return both lists less the telephones that each text groups in its own way: 116123, 116 123.

    Of other numbers the separators are the business of the language.
    """
    given, found = _runs(missing, source), _runs(extra, target)
    alike = given.keys() & found.keys()
    if not alike:
        return missing, extra
    one = [number for digits in alike for number in given[digits]]
    other = [number for digits in alike for number in found[digits]]
    return _less(missing, one), _less(extra, other)


def _runs(some: Sequence[Number], text: str) -> dict[str, list[Number]]:
    """Return the rows of bare digits among *some*, with blanks and hyphens between, by digits."""
    runs: list[list[Number]] = []
    stop = -1
    for number in sorted(some, key=lambda number: number.span):
        if not number.span.of(text).isdecimal():
            continue
        if stop >= 0 and text[stop : number.span.start] in _PARTS:
            runs[-1].append(number)
        else:
            runs.append([number])
        stop = number.span.stop
    found: dict[str, list[Number]] = {}
    for run in runs:
        found.setdefault("".join(number.span.of(text) for number in run), []).extend(run)
    return {digits: run for digits, run in found.items() if len(digits) >= _TELEPHONE}


_PARTS = frozenset((" ", "-", "\u00a0", "\u202f", "‑"))
_TELEPHONE = 5


def _fallen(
    missing: list[Number], extra: list[Number], is_falling: bool
) -> tuple[list[Number], list[Number]]:
    """Return both lists less the percentages that a word of falling has for a sign of its own.

    "To grow by -5 %" is to shrink by 5 %.
    """
    if not is_falling:
        return missing, extra
    left, rest, _ = _matched(missing, extra, _absolute)
    return left, rest


def _absolute(number: Number) -> Iterable[object]:
    if number.unit in (PERCENT, POINTS):
        yield abs(number.values[0])


def _falls(text: str, numerals: Numerals) -> bool:
    falling = _words_of_falling(numerals)
    return falling is not None and falling.search(text.lower()) is not None


@lru_cache(maxsize=64)
def _words_of_falling(numerals: Numerals) -> re.Pattern[str] | None:
    # What a script without blanks has before a word is none of its business.
    words = alternatives(numerals.falling) if numerals.falling else ""
    return re.compile(rf"(?<![A-Za-z]){words}") if words else None


def _thousandfold(number: Number) -> Iterable[object]:
    yield number.values[0] * (1000 if number.values[0] % 1 else 1)


#: What few words say that may not be left out: these are round, and small ones are articles,
#: pronouns and idioms ("satu", "kedua", "puluhan").
_VAGUE = frozenset(map(Decimal, (0, 1, 2, 10, 12, 100, 1000, 10**6, 10**9, 10**12)))


@lru_cache(maxsize=64)
def _telling(numerals: Numerals) -> re.Pattern[str] | None:
    """Return the pattern of the words that tell an amount, and nothing else, each behind a blank.

    A blank is found at once, so that most of a text costs nothing.
    """
    # One of several words is told by the first of them or not at all.
    words = [
        word
        for word, value in numerals.cardinals.items()
        if value not in _VAGUE and len(word.split()) == 1 and word not in numerals.vague
    ]
    return re.compile(f" {alternatives(words)}(?!\\S)") if words else None


def may_tell(text: str, numerals: Numerals) -> bool:
    """Tell whether *text* tells an amount in a word, so that a translation has to tell it too."""
    telling = _telling(numerals)
    if telling is None:
        return False
    low = text.lower()
    if not low.isprintable():
        # Of blanks only the common one is printable.
        low = " ".join(low.split())
    return telling.search(f" {low}") is not None


def is_all_told(source: str, target: str, here: Numerals, there: Numerals) -> bool:
    """Tell whether *target* has every amount that *source* tells in a word."""
    given = numbers(source, here)
    return not any(_untold(given, numbers(target, there), source, target, here))


def _untold(
    given: Sequence[Number], found: Sequence[Number], source: str, target: str, here: Numerals
) -> Iterator[Number]:
    """Yield the numbers in words of *given* that no number of *found* says in any way.

    What is told twice may be said once.  Roman numerals may be abbreviations.
    """
    if all(number.is_hard for number in given):
        return
    said = {value for number in found for value in (*number.values, *number.parts)}
    kept: frozenset[str] = frozenset()
    for number in given:
        if number.is_hard or number.unit in (IMPLIED, MONTH) or number.span.of(source).isupper():
            continue
        value = number.values[0]
        if value in _VAGUE or value % 1 or len(found) > _MOST:
            continue
        if number.unit is None and number.span.of(source).lower() in here.vague:
            continue
        # "Six autres millions" has words between.
        if not said.isdisjoint((*number.values, value / number.scale)):
            continue
        # A word that is kept is no amount to its translator: "the back nine" of a golf course.
        kept = kept or frozenset(_WORD.findall(target))
        if kept.issuperset(_WORD.findall(number.span.of(source))):
            continue
        if not any(is_converted(number, other) for other in found):
            yield number


_WORD = late_re(r"\w+")


def _unscaled(found: Sequence[Number], text: str, numerals: Numerals) -> tuple[Number, ...]:
    """Return *found* with what stands before a word of scale, for a language that knows none.

    "1,3 triliun" is also 1,300 of something and 1.3 of something.  What is
    put together ("2 juta 300 ribu") may also be apart.
    """
    return tuple(
        replace(number, values=_falling(number), parts=_pieces(number.span.of(text), numerals))
        if number.scale > 1
        else number
        for number in found
    )


def _falling(number: Number) -> tuple[Decimal, ...]:
    """Return the values of a number with a scale, then those by a thousandth and on, to none."""
    factors, factor = [], Decimal(1000)
    while factor < number.scale:
        factors.append(factor)
        factor *= 1000
    return (*number.values, *(number.values[0] / each for each in (*factors, number.scale)))


def _pieces(text: str, numerals: Numerals) -> tuple[Decimal, ...]:
    """Return the numbers in digits of *text* where it has several."""
    found = [number.values[0] for number in numbers(text, _bare_of_scales(numerals))]
    return tuple(found) if len(found) > 1 else ()


@lru_cache(maxsize=64)
def _bare_of_scales(numerals: Numerals) -> Numerals:
    """Return *numerals* without scales, the same each time: readers are kept by identity."""
    return replace(numerals, scales={})


def _readable(
    missing: list[Number],
    extra: list[Number],
    here: Numerals,
    there: Numerals,
    *,
    source: str,
    target: str,
) -> tuple[list[Number], list[Number]]:
    """Return both lists less the months that the other text may have in a word nobody can read."""
    if not there.months:
        missing, extra = _without_pairs(missing, extra)
    if not here.months:
        extra, missing = _without_pairs(extra, missing)
    lost, wrong = _months(missing, source), _months(extra, target)
    # Two months that both stand there to be read have to be the same.
    if not there.months:
        missing = _less(missing, lost[len(wrong) :])
    if not here.months:
        extra = _less(extra, wrong[len(lost) :])
    return missing, extra


def _months(some: Sequence[Number], text: str) -> list[Number]:
    """Return those of *some* that are months: words, and one number of each date in digits.

    Some write the month second, some first; the other number is the day.
    """
    months = [number for number in some if number.unit == MONTH]
    if len(months) == len(some):
        return months
    places = {(number.span.start, number.span.stop): number for number in some}
    for date in IN_DIGITS.finditer(text):
        for name in ("month", "day") if date["month"] else ("second", "first"):
            number = places.get(date.span(name))
            if number is not None and 1 <= number.values[0] <= 12:
                months.append(number)
                break
    return months


def _without_pairs(
    some: Sequence[Number], others: Sequence[Number]
) -> tuple[list[Number], list[Number]]:
    """Return both lists less the dates that read as one number (7/9), where the other has the day.

    The other names the month in a word that cannot be read.
    """
    left, rest = [], list(others)
    for number in some:
        day = None
        if len(number.parts) == 2 and number.unit != CLOCK and len(rest) <= _MOST:
            for one, month in (number.parts, number.parts[::-1]):
                if 1 <= month <= 12 and 1 <= one <= 31:
                    day = day or next((other for other in rest if one in other.values), None)
        if day is None:
            left.append(number)
        else:
            rest.remove(day)
    return left, rest


def _less(some: list[Number], others: Sequence[Number]) -> list[Number]:
    spans = {number.span for number in others}
    return [number for number in some if number.span not in spans]


def _compared(
    given: Sequence[Number], found: Sequence[Number]
) -> tuple[list[Number], list[Number], list[tuple[Number, Number]]]:
    """Return the numbers only *given*, those only *found*, and the pairs that answer to each other.

    Each number answers to one other.  The surest ground comes first, so that
    a doubtful reading takes no partner from a certain one.
    """
    missing = [number for number in given if number.is_hard]
    extra = [number for number in found if number.is_hard]
    pairs: list[tuple[Number, Number]] = []
    for keys in (_exactly, _likeliest, _any):
        missing, extra, more = _matched(missing, extra, keys)
        pairs += more
    # What stands in digits on both sides is surer ground than words: 13:10 and 13点10分.
    missing, extra = _apart(missing, extra)
    extra, missing = _apart(extra, missing)
    if not missing and not extra:
        return missing, extra, pairs
    soft_given = [number for number in given if not number.is_hard]
    soft_found = [number for number in found if not number.is_hard]
    # Words that answer to words ("pertama", first) explain no digits besides.
    soft_given, soft_found, _ = _matched(soft_given, soft_found, _alike)
    missing, _, _ = _matched(missing, soft_found, _worded(_days(given), _days(found)))
    extra, _, _ = _matched(extra, soft_given, _worded(_days(found), _days(given)))
    # A month in words answers to a month in digits.
    missing, extra, more = _matched(missing, extra, _bare)
    pairs += more
    if len(missing) + len(extra) <= _MOST:
        missing, extra, soft_found, more = _converted(missing, extra, soft_found)
        pairs += more
        extra, missing, _, more = _converted(extra, missing, soft_given)
        pairs += [(one, other) for other, one in more]
        lost, wrong = _unglossed(missing, given), _unglossed(extra, found)
        # One of two measures that is lost where another stands is changed, and no gloss.
        if len(lost) == len(missing) or len(wrong) == len(extra):
            missing, extra = lost, wrong
    return missing, extra, pairs


def _unglossed(some: list[Number], text: Sequence[Number]) -> list[Number]:
    """Return *some* less what says again, in another measure, a number of *text* that is matched.

    Translators add "130 miles (208 km)" for their readers, or leave it out.
    """
    if not any(number.unit for number in some):
        return some
    spans = {number.span for number in some}
    matched = [number for number in text if number.unit and number.span not in spans]
    return [number for number in some if not any(is_converted(number, o) for o in matched)]


def _converted(
    some: list[Number], others: list[Number], soft: list[Number]
) -> tuple[list[Number], list[Number], list[Number], list[tuple[Number, Number]]]:
    """Return the three lists less what is one quantity in two measures, digits first; and pairs."""
    left, others, soft, pairs = [], list(others), list(soft), []
    for number in some:
        for rest in (others, soft):
            other = next((other for other in rest if is_converted(number, other)), None)
            if other is not None:
                rest.remove(other)
                pairs.append((number, other))
                break
        else:
            left.append(number)
    return left, others, soft, pairs


#: A text with more open numbers than this is wrong beyond conversions; keeps the work linear.
_MOST = 40


def _exactly(number: Number) -> Iterable[object]:
    yield number.unit, number.values[0]


def _likeliest(number: Number) -> Iterable[object]:
    yield _class(number), number.values[0]


def _any(number: Number) -> Iterable[object]:
    for value in number.values:
        yield _class(number), value


def _days(numbers: Sequence[Number]) -> frozenset[Span]:
    """Return where the days beside months in words stand."""
    return frozenset(
        day.span
        for one, other in pairwise(numbers)
        for day, month in ((one, other), (other, one))
        if month.unit == MONTH
        and day.unit != MONTH
        and day.values[0] <= 31
        and other.span.start - one.span.stop <= _BESIDE
        # Behind a month, digits may be those of a year or of anything.
        and (day is one or not day.is_hard)
    )


#: "1 Oktober", "1. Oktober", "1er octobre".
_BESIDE = 3


def _worded(days: frozenset[Span], words: frozenset[Span]) -> _Keys:
    """Return the keys by which words answer to digits: to *days* ordinals do, and days in *words*.

    "1 Oktober" is not in "un cessez-le-feu en octobre".
    """

    def keys(number: Number) -> Iterator[object]:
        is_day = number.is_hard and number.span in days
        if not is_day:
            yield from _any(number)
        if is_day or number.unit == ORDINAL or number.span in words:
            yield from ((ORDINAL, value) for value in number.values)

    return keys


def _alike(number: Number) -> Iterable[object]:
    yield number.unit if number.unit in (ORDINAL, IMPLIED) else "", number.values[0]


def _bare(number: Number) -> Iterable[object]:
    for value in number.values:
        yield number.unit == CODE, value


def _class(number: Number) -> str:
    """Return what keeps numbers of one value apart: months and codes are no amounts."""
    return number.unit if number.unit in (MONTH, CODE) else ""


def _matched(
    some: Sequence[Number], others: Sequence[Number], keys: _Keys
) -> tuple[list[Number], list[Number], list[tuple[Number, Number]]]:
    """Return what is left of *some* and of *others*, and the pairs that share one of *keys*."""
    if not some or not others:
        return list(some), list(others), []
    places: defaultdict[object, deque[int]] = defaultdict(deque)
    for at, number in enumerate(others):
        for key in keys(number):
            places[key].append(at)
    left: list[Number] = []
    pairs: list[tuple[Number, Number]] = []
    taken: set[int] = set()
    for number in some:
        for key in keys(number):
            queue = places.get(key)
            while queue and queue[0] in taken:
                queue.popleft()
            if queue:
                at = queue.popleft()
                taken.add(at)
                pairs.append((number, others[at]))
                break
        else:
            left.append(number)
    return left, [number for at, number in enumerate(others) if at not in taken], pairs


def _apart(pairs: list[Number], others: list[Number]) -> tuple[list[Number], list[Number]]:
    """Return both lists less the numbers of *pairs* whose parts all stand among *others*."""
    left = []
    for number in pairs:
        rest = list(others) if number.parts and len(others) <= _MOST else []
        same = None
        for part in number.parts:
            same = next((other for other in rest if part in other.values), None)
            if same is None:
                break
            rest.remove(same)
        if same is None:
            left.append(number)
        else:
            others = rest
    return left, others


def opposed(
    missing: Sequence[Number], extra: Sequence[Number]
) -> Iterator[tuple[Number | None, Number | None]]:
    """Yield what is missing beside what stands in its place: the same digits, months, the rest."""
    lost, wrong, pairs = _matched(missing, extra, _digits)
    yield from pairs
    lost, wrong, pairs = _matched(lost, wrong, _is_month)
    yield from pairs
    for at in range(max(len(lost), len(wrong))):
        yield lost[at] if at < len(lost) else None, wrong[at] if at < len(wrong) else None


def _digits(number: Number) -> Iterable[object]:
    """The digits of the number, whatever its separators, zeros and scale."""
    if number.unit != MONTH:
        yield f"{number.values[0]:f}".replace(".", "").strip("0")


def _is_month(number: Number) -> Iterable[object]:
    if number.unit == MONTH:
        yield MONTH
