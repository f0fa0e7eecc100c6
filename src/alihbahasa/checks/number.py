"""Numbers of the source must stand in the target, and no others.

Numbers are compared by value, each language read by its own rules: words
answer to digits (``dua belas``, 12), one scale to another (``1,3 triliun``,
1,300 billion), a month to its number (``27/9``, 27 September), one dial of the
clock to the other (``19.30``, 7:30 pm), and a measure to its conversion where
both texts name their units (6 feet, ``1,8 meter``).  An amount in words of the
source (``tiga``) must be told in the target, in whatever way; small and round
ones (``satu``, ``puluhan``) are not looked for: they say too many things.

Of a language without a pack only the digits are known.  There ``1,3 triliun``
answers to 1,3 or 1.300 with any word behind it, and a month in words, or in a
date in digits, to a word that nobody can read.

Placeholders, tags and references (``%2$s``, ``{0}``, ``&#8217;``) hold no numbers, and
a version that is copied with its word (Ubuntu 4.10) stays as it is written.

Wrong (id to en): ``naik 19,1 %`` – "rose 191%"; ``1,3 triliun`` – "1.3 billion";
``19,1 %`` – "19,1%", which English does not write so.

Right: ``naik 19,1 %`` – "rose 19.1%"; ``1.300 orang`` – "1,300 people";
``Rp 300 M`` – "300 billion rupiah"; ``ke-25`` – "twenty-fifth".
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise

from alihbahasa.contracts import Check, CheckContext, Numerals
from alihbahasa.model import Remark, Severity, Side, Span, Unit, plain
from alihbahasa.text import unmarked
from alihbahasa.values import (
    CLOCK,
    CODE,
    IMPLIED,
    MONTH,
    ORDINAL,
    Number,
    is_converted,
    may_be_hard,
    numbers,
    written,
)

#: What two numbers must share to answer to each other.
_Keys = Callable[[Number], Iterable[object]]


def run(unit: Unit, context: CheckContext) -> Iterator[Remark]:
    """Yield a remark for each number that only one side has, or written as elsewhere.

    A number missing and a number too many are one remark where they stand for
    each other.  A unit without a target has nothing to say.
    """
    if unit.target is None or not unit.has_target:
        return
    source, target = unmarked(plain(unit.source)), unmarked(plain(unit.target))
    here, there = context.source.numerals, context.target.numerals
    is_told = bool(there.cardinals) and _may_tell(source, here)
    # Other words prove nothing, and most sentences have no digits.
    if not is_told and not may_be_hard(source, here) and not may_be_hard(target, there):
        return
    given, found = numbers(source, here), numbers(target, there)
    if here.scales and not there.scales:
        given = _unscaled(given, source, here)
    if there.scales and not here.scales:
        found = _unscaled(found, target, there)
    missing, extra, pairs = _compared(given, found)
    if is_told:
        missing += _untold(given, found, source)
    if not (here.months and there.months):
        missing, extra = _readable(missing, extra, context, source=source, target=target)
    for one, other in pairs:
        is_hour = one.unit == CLOCK and other.parts
        is_copy = one.is_foreign and one.span.of(source) == other.span.of(target)
        is_said = is_hour or is_copy or _is_version(one, other, source, target)
        if other.is_foreign and not is_said:
            yield _misread(other, target, there, one.span)
    for lost, wrong in _opposed(missing, extra):
        remark = _remark(lost, wrong, source, target, there)
        # What word stood behind the source's digits is not known: 5 alone mends no "6 juta".
        is_open = not here.scales and wrong is not None and wrong.scale > 1
        yield replace(remark, fix=()) if is_open else remark


#: What few words say that may not be left out: these are round, and small ones are articles,
#: pronouns and idioms ("satu", "kedua", "puluhan").
_VAGUE = frozenset(map(Decimal, (0, 1, 2, 10, 12, 100, 1000, 10**6, 10**9, 10**12)))


@lru_cache(maxsize=64)
def _telling(numerals: Numerals) -> frozenset[str]:
    """Return the words that tell an amount, and nothing else."""
    return frozenset(word for word, value in numerals.cardinals.items() if value not in _VAGUE)


def _may_tell(text: str, numerals: Numerals) -> bool:
    return not _telling(numerals).isdisjoint(text.lower().split())


def _untold(given: Sequence[Number], found: Sequence[Number], source: str) -> Iterator[Number]:
    """Yield the numbers in words of *given* that no number of *found* says in any way.

    What is told twice may be said once.  Roman numerals may be abbreviations.
    """
    said = {value for number in found for value in (*number.values, *number.parts)}
    for number in given:
        if number.is_hard or number.unit in (IMPLIED, MONTH) or number.span.of(source).isupper():
            continue
        value = number.values[0]
        if value in _VAGUE or value % 1 or len(found) > _MOST:
            continue
        # "Six autres millions" has words between.
        if not said.isdisjoint((value, value / number.scale)):
            continue
        if not any(is_converted(number, other) for other in found):
            yield number


#: The word, and what touches the number, before a version: "Ubuntu 4.10", "FPU-3.0", "A1.2".
_NAMED = re.compile(r"[^\W_](?:\S*[^\W_])?[^\s\w]?\s?\Z")
_VERSION = re.compile(r"\d+\.(?!\d{3}(?!\d))\d+")


def _is_version(one: Number, other: Number, source: str, target: str) -> bool:
    """Tell whether two numbers are the same version or value of a program, and no quantity.

    It stands in both texts behind the same word, or ends in nothing but zeros ("1.0").
    """
    copied = other.span.of(target)
    if one.unit or other.unit or copied != one.span.of(source) or not _VERSION.fullmatch(copied):
        return False
    if not copied.partition(".")[2].strip("0"):
        return True
    before, behind = (
        _NAMED.search(text, max(number.span.start - 40, 0), number.span.start)
        for text, number in ((source, one), (target, other))
    )
    return before is not None and behind is not None and before[0] == behind[0]


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
    missing: list[Number], extra: list[Number], context: CheckContext, *, source: str, target: str
) -> tuple[list[Number], list[Number]]:
    """Return both lists less the months that the other text may have in a word nobody can read."""
    here, there = context.source.numerals, context.target.numerals
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


#: A date in digits; two of them without a year only with a slash, as 5-6 is a range.
_DATE = re.compile(
    r"(?<![\d/.])(?:\d{4}(?P<a>[-/]|\. ?)(?P<month>\d\d?)(?P=a)(?P<day>\d\d?)"
    r"|(?P<first>\d\d?)(?:/|(?P<b>-|\. ?)(?=\d\d?(?P=b)\d))(?P<second>\d\d?)"
    r"(?:(?:/|-|\. ?)(?:\d{4}|\d\d))?)(?!\d)"
)


def _months(some: Sequence[Number], text: str) -> list[Number]:
    """Return those of *some* that are months: words, and one number of each date in digits.

    Some write the month second, some first; the other number is the day.
    """
    months = [number for number in some if number.unit == MONTH]
    if len(months) == len(some):
        return months
    places = {(number.span.start, number.span.stop): number for number in some}
    for date in _DATE.finditer(text):
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
    for keys in (_likeliest, _any):
        missing, extra, more = _matched(missing, extra, keys)
        pairs += more
    if not missing and not extra:
        return missing, extra, pairs
    soft_given = [number for number in given if not number.is_hard]
    soft_found = [number for number in found if not number.is_hard]
    # Words that answer to words ("pertama", first) explain no digits besides.
    soft_given, soft_found, _ = _matched(soft_given, soft_found, _alike)
    missing, _, _ = _matched(missing, soft_found, _worded(_days(given)))
    extra, _, _ = _matched(extra, soft_given, _worded(_days(found)))
    # A month in words answers to a month in digits, and a pair to its two numbers.
    missing, extra, more = _matched(missing, extra, _bare)
    pairs += more
    missing, extra = _apart(missing, extra)
    extra, missing = _apart(extra, missing)
    if len(missing) + len(extra) <= _MOST:
        missing, extra, soft_found, more = _converted(missing, extra, soft_found)
        pairs += more
        extra, missing, _, more = _converted(extra, missing, soft_given)
        pairs += [(one, other) for other, one in more]
        # "130 mil" may come as "209 km (130 miles)".
        extra = _unsaid(extra, [other for _, other in pairs])
        missing = _unsaid(missing, [one for one, _ in pairs])
    return missing, extra, pairs


def _unsaid(some: list[Number], matched: Sequence[Number]) -> list[Number]:
    """Return *some* without what says a number of *matched* beside it in another measure."""
    return [
        number
        for number in some
        if not any(
            abs(number.span.start - other.span.start) < _ASIDE and is_converted(number, other)
            for other in matched
        )
    ]


def _converted(
    some: list[Number], others: list[Number], soft: list[Number]
) -> tuple[list[Number], list[Number], list[Number], list[tuple[Number, Number]]]:
    """Return the lists less what is one quantity in two measures, and its pairs; digits first."""
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


#: How near a number and the same in another measure stand: "209 km (130 miles)".
_ASIDE = 40

#: A text with more open numbers than this is wrong beyond conversions; keeps the work linear.
_MOST = 40


def _likeliest(number: Number) -> Iterable[object]:
    yield _class(number), number.values[0]


def _any(number: Number) -> Iterable[object]:
    for value in number.values:
        yield _class(number), value


def _days(numbers: Sequence[Number]) -> frozenset[Span]:
    """Return where the days before months in words stand: behind one, any number may."""
    return frozenset(
        one.span
        for one, other in pairwise(numbers)
        if other.unit == MONTH
        and one.unit != MONTH
        and one.values[0] <= 31
        and other.span.start - one.span.stop <= _BESIDE
    )


#: "1 Oktober", "1. Oktober", "1er octobre".
_BESIDE = 3


def _worded(days: frozenset[Span]) -> _Keys:
    """Return the keys by which words answer to digits: to days only ordinals do."""

    def keys(number: Number) -> Iterator[object]:
        is_day = number.is_hard and number.span in days
        if not is_day:
            yield from _any(number)
        if is_day or number.unit == ORDINAL:
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


def _opposed(
    missing: Sequence[Number], extra: Sequence[Number]
) -> Iterator[tuple[Number | None, Number | None]]:
    """Yield what is missing beside what stands in its place, the same digits first."""
    lost, wrong, pairs = _matched(missing, extra, _digits)
    yield from pairs
    for at in range(max(len(lost), len(wrong))):
        yield lost[at] if at < len(lost) else None, wrong[at] if at < len(wrong) else None


def _digits(number: Number) -> Iterable[object]:
    """The digits of the number, whatever its separators, zeros and scale."""
    if number.unit != MONTH:
        yield f"{number.values[0]:f}".replace(".", "").strip("0")


def _remark(
    lost: Number | None, wrong: Number | None, source: str, target: str, numerals: Numerals
) -> Remark:
    """Return the remark for a number *lost*, one too many (*wrong*), or the one for the other."""
    spans = (wrong.span,) if wrong else ()
    counterpart = (lost.span,) if lost else ()
    if lost is None:
        assert wrong is not None
        return Remark(f"{wrong.span.of(target)} is not in the source", Side.TARGET, spans)
    fix = _fix(lost, source, numerals)
    name = lost.span.of(source)
    told = name if fix in (name, "") else f"{name} ({fix})"
    message = f"{told} is missing"
    if wrong is not None:
        message += f"; the target has {wrong.span.of(target)}"
    return Remark(message, Side.TARGET, spans, counterpart, (fix,) if fix else ())


def _misread(number: Number, target: str, numerals: Numerals, counterpart: Span) -> Remark:
    """Return the remark for a number that stands in the separators of another language."""
    text = number.span.of(target)
    fix = _fix(number, target, numerals)
    return Remark(
        f"{text} is written {fix} in this language",
        Side.TARGET,
        (number.span,),
        (counterpart,),
        (fix,) if fix != text else (),
    )


def _fix(number: Number, text: str, numerals: Numerals) -> str:
    """Return *number*, as it stands in *text*, the way the target writes it; "" if unsure."""
    value = number.values[0]
    if number.parts and "/" in (fraction := number.span.of(text)):
        # A third has no end in decimals, and languages write the fraction alike.
        return fraction
    if number.unit == MONTH:
        return next((word for word, month in numerals.months.items() if month == value), "")
    if number.unit == CLOCK:
        hour, minute = divmod(value * 100, Decimal(100))
        return f"{hour:02.0f}{numerals.clock}{minute:02.0f}"
    if number.scale > 1:
        word = next((word for word, scale in numerals.scales.items() if scale == number.scale), "")
        return f"{written(value / number.scale, numerals)} {word}" if word else ""
    # A year has no separator, and neither has what the author wrote without.
    is_plain = number.span.of(text).isdecimal()
    return written(value, numerals, is_grouped=not is_plain or value >= 100_000)


PLUGIN = Check(code="V001", name="number", severity=Severity.WARNING, run=run)
