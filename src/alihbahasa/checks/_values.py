"""What the checks of values say of a pair of texts: worked out once for all of them.

Numbers are compared by value, each language read by its own rules.  Each
error is the business of one check: what agrees in value but not in kind (the
percent, the currency, the measure, the half of the day), what differs in
nothing but the word of scale, in the month, in the end of a range; and all the
rest is a number that is missing or too many.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from alihbahasa.checks._addresses import without_addresses
from alihbahasa.checks._dates import dates
from alihbahasa.checks._matching import Matched, is_all_told, matched, may_tell, opposed
from alihbahasa.checks._once import once
from alihbahasa.contracts import CheckContext, LanguagePack, Numerals
from alihbahasa.model import Edit, Remark, Side, Span, Unit, plain
from alihbahasa.patterns import late_re
from alihbahasa.text import unmarked
from alihbahasa.values import (
    CLOCK,
    CURRENCY,
    DAYS,
    DIGITS,
    MONTH,
    MONTHS,
    PERCENT,
    POINTS,
    Number,
    Weekday,
    are_measures_apart,
    at_sight,
    days_at_sight,
    is_money,
    may_have,
    ranges,
    weekdays,
    written,
)

_NOTHING: Mapping[str, tuple[Remark, ...]] = {}
_SHARES = {PERCENT: "a percentage", POINTS: "a percentage point"}


def said(name: str, unit: Unit, context: CheckContext) -> tuple[Remark, ...]:
    """Return what the check *name* has to say of *unit*: nothing where there is no target."""
    remarks = _of_all(unit, context)
    return remarks.get(name, ()) if remarks else ()


@once
def _of_all(unit: Unit, context: CheckContext) -> Mapping[str, tuple[Remark, ...]]:
    """Return what each check of values has to say of *unit*, by its name."""
    if unit.target is None:
        return _NOTHING
    texts = plain(unit.source), plain(unit.target)
    return _remarks(*texts, here=context.source, there=context.target)


def _remarks(
    source: str, target: str, *, here: LanguagePack, there: LanguagePack
) -> Mapping[str, tuple[Remark, ...]]:
    """Return the remarks of each check of values, by its name."""
    given, wanted = may_have(source, here.numerals), may_have(target, there.numerals)
    # Most words prove nothing, and most sentences have no digits.
    is_hard = (given | wanted) & (DIGITS | MONTHS)
    is_told = bool(there.numerals.cardinals) and may_tell(source, here.numerals)
    is_day = given & wanted & DAYS
    if not (is_hard or is_told or is_day) or not target or target.isspace():
        return _NOTHING
    one, other = without_addresses(unmarked(source)), without_addresses(unmarked(target))
    found: defaultdict[str, list[Remark]] = defaultdict(list)
    if (is_hard and not _agree_at_sight(one, other, here, there)) or (
        is_told and not is_all_told(one, other, here.numerals, there.numerals)
    ):
        answers = matched(one, other, here.numerals, there.numerals)
        pair = _Pair(one, other, here.numerals, there.numerals, answers)
        for name, remark in (*_unlike(pair), *_swapped(pair), *_absent(pair)):
            found[name].append(remark)
    if is_day:
        found["weekday"] += _other_days(one, other, here, there)
    return {name: tuple(remarks) for name, remarks in found.items()}


def _agree_at_sight(source: str, target: str, here: LanguagePack, there: LanguagePack) -> bool:
    found = at_sight(target, there.numerals)
    return found is not None and found == at_sight(source, here.numerals)


class _Pair(NamedTuple):
    """Two texts, the numerals of their languages, and what of them answers to what."""

    source: str
    target: str
    here: Numerals
    there: Numerals
    matched: Matched


# --- numbers that agree in value --------------------------------------------


def _unlike(pair: _Pair) -> Iterator[tuple[str, Remark]]:
    """Yield a remark for each two numbers of one value that are not the same thing all the same."""
    m = pair.matched
    listed = _listed(m.given, pair.source, pair.here), _listed(m.found, pair.target, pair.there)
    lists = _written_as_lists(m.found, pair.target, pair.there)
    for one, other in m.pairs:
        if other.is_foreign and other.span not in lists and not _is_right_so(one, other, pair):
            yield "number", _misread(one, other, pair)
        name, text = one.span.of(pair.source), other.span.of(pair.target)
        check = message = ""
        if one.unit == other.unit:
            if one.hour is not None and other.hour is not None and one.hour != other.hour:
                check, message = "clock", f"{name} is {_time(one)}; the target has {_time(other)}"
        elif {one.unit, other.unit} & _SHARES.keys():
            # "Half" for 50 % is neither.
            is_apart = one.is_hard and other.is_hard
            if is_apart and one.span not in listed[0] and other.span not in listed[1]:
                check = "percent"
                message = f"{name} is {_kind(one)}; the target's {text} is {_kind(other)}"
        elif is_money(one.unit) and is_money(other.unit):
            if CURRENCY not in (one.unit, other.unit):
                check, message = "currency", _in_units(one, other, pair)
        elif are_measures_apart(one.unit, other.unit) and one.values[0] == other.values[0]:
            check, message = "unit", _in_units(one, other, pair)
        if check:
            yield check, Remark(message, Side.TARGET, (other.span,), (one.span,), about=name)


def _listed(found: Iterable[Number], text: str, numerals: Numerals) -> set[Span]:
    """Return the places of numbers in a list of which one has the sign of percent for all.

    That is the last one, or the first where the sign stands before it ("yüzde 20 ila 30").
    """
    hard = [number for number in found if number.is_hard]
    places: set[Span] = set()
    for one, other in reversed([*pairwise(hard)]):
        is_near = other.span.start - one.span.stop <= _NEAR
        if one.unit is None and is_near and (other.unit in _SHARES or other.span in places):
            between = text[one.span.stop : other.span.start]
            if not _STOP.search(between):
                places.add(one.span)
    ahead: set[Span] = set()
    for one, other in pairwise(hard):
        if other.unit is None and (one.unit in _SHARES or one.span in ahead):
            between = text[one.span.stop : other.span.start].strip(" \u00a0")
            if between in _MARKS or between in numerals.spans:
                ahead.add(other.span)
    return places | ahead


#: How far apart the numbers of a list are at most: " in villages, and ".
_NEAR = 24
_STOP = late_re(r"[.!?;。！？；]")
_MARKS = frozenset(",-–—،、")


def _written_as_lists(found: Iterable[Number], text: str, numerals: Numerals) -> set[Span]:
    """Return the places of numbers that read as decimals and are two of a list: 1,2 and 3."""
    hard = [number for number in found if number.is_hard]
    return {
        one.span
        for one, other in pairwise(hard)
        if one.is_foreign
        and one.parts
        and one.unit is None
        and one.parts[0] < one.parts[-1] < other.values[0]
        and other.values[0] % 1 == 0
        and other.unit is None
        and text[one.span.stop : other.span.start].strip(" ,") in ("", *numerals.spans)
    }


def _kind(number: Number) -> str:
    return _SHARES.get(number.unit or "", "none")


def _in_units(one: Number, other: Number, pair: _Pair) -> str:
    name, text = one.span.of(pair.source), other.span.of(pair.target)
    return f"{name} is in {one.unit}; the target's {text} is in {other.unit}"


def _time(number: Number) -> str:
    """Return the time of day that a number tells, the hour from 0 to 23."""
    minutes = number.values[0] % 1 * 100
    return f"{number.hour:02}:{int(minutes):02}"


def _swapped(pair: _Pair) -> Iterator[tuple[str, Remark]]:
    """Yield a remark for each range whose ends have changed places.

    One of two small numbers is no range but a score, which languages tell from either side.
    """
    ends_given = [
        (low.values[0], high.values[0])
        for low, high in ranges(pair.source, pair.matched.given, pair.here)
        if low.values[0] < high.values[0]
    ]
    if not ends_given:
        return
    rising = Counter(ends_given)
    for high, low in ranges(pair.target, pair.matched.found, pair.there):
        ends = (low.values[0], high.values[0])
        is_score = high.values[0] < 10 and low.unit is None and low.scale == high.scale == 1
        if rising[ends] and ends[0] < ends[1] and not is_score:
            rising[ends] -= 1
            span = Span(high.span.start, low.span.stop)
            message = f"the ends of {span.of(pair.target)} have changed places"
            about = low.span.of(pair.target)
            yield "range", Remark(message, Side.TARGET, (span,), about=about)


#: The word, and what touches the number, before a version: "Ubuntu 4.10", "FPU-3.0", "A1.2".
_NAMED = late_re(r"[^\W_](?:\S*[^\W_])?[^\s\w]?\s?\Z")
_VERSION = late_re(r"\d+\.(?!\d{3}(?!\d))\d+")


def _is_right_so(one: Number, other: Number, pair: _Pair) -> bool:
    """Tell whether separators that are not the target's are right: an hour, a copy, a version."""
    text = other.span.of(pair.target)
    if one.unit == CLOCK and other.parts and "," not in text:
        return True
    if one.is_foreign and one.span.of(pair.source) == text:
        return True
    return _is_version(one, other, pair)


def _is_version(one: Number, other: Number, pair: _Pair) -> bool:
    """Tell whether two numbers are the same version or value of a program, and no quantity.

    It stands in both texts behind the same word, or ends in nothing but zeros ("1.0").
    """
    copied = other.span.of(pair.target)
    if (
        one.unit
        or other.unit
        or copied != one.span.of(pair.source)
        or not _VERSION.fullmatch(copied)
    ):
        return False
    if not copied.partition(".")[2].strip("0"):
        return True
    before, behind = (
        _NAMED.search(text, max(number.span.start - 40, 0), number.span.start)
        for text, number in ((pair.source, one), (pair.target, other))
    )
    return before is not None and behind is not None and before[0] == behind[0]


def _misread(one: Number, other: Number, pair: _Pair) -> Remark:
    """Return the remark for a number that stands in the separators of another language."""
    text = other.span.of(pair.target)
    fix = _relocated(text, pair.there)
    if other.unit == CLOCK:
        fix = re.sub(r"[.,:]", pair.there.clock, text)
    is_mended = fix != text
    # Two numbers may be written so as well: "2,5" is what a list of 2 and 5 is.
    is_sure = is_mended and (other.unit is not None or other.scale > 1 or not other.parts)
    return Remark(
        f"{text} is written {fix} in this language",
        Side.TARGET,
        (other.span,),
        (one.span,),
        (fix,) if is_mended else (),
        edits=(Edit(other.span, fix),) if is_sure else (),
        about=one.span.of(pair.source),
    )


def _relocated(text: str, numerals: Numerals) -> str:
    """Return a number with its separators changed for those of *numerals*.

    >>> _relocated("1,300.5", Numerals(decimal=",", group=(".",)))
    '1.300,5'
    """
    point, comma = (",", ".") if numerals.decimal == "." else (".", ",")
    group = numerals.group[0] if numerals.group else ""
    return text.translate({ord(point): numerals.decimal, ord(comma): group})


# --- numbers that do not agree ----------------------------------------------


def _absent(pair: _Pair) -> Iterator[tuple[str, Remark]]:
    """Yield a remark for each number that only one of the texts has.

    A number missing and a number too many are one remark where they stand for
    each other, and so are the parts of a date and the ends of a range.
    """
    missing, extra = pair.matched.missing, pair.matched.extra
    if not missing and not extra:
        return
    given_dates = dates(pair.source, pair.matched.given)
    found_dates = dates(pair.target, pair.matched.found)
    # A date of another month is told whole, with its day and year.
    parts = Counter(given_dates.get(one.span) for one in missing)
    lost_dates = {given_dates[one.span] for one in missing if one.unit == MONTH}
    wrong_dates = {found_dates[one.span] for one in extra if one.unit == MONTH}
    ends = _ends(pair)
    torn: defaultdict[Span, list[Span]] = defaultdict(list)
    for one in missing:
        if one.span in ends:
            torn[ends[one.span]].append(one.span)
    told: set[Span] = set()
    for lost, wrong in opposed(missing, extra):
        places = (
            given_dates.get(lost.span) if lost else None,
            found_dates.get(wrong.span) if wrong else None,
        )
        is_date = MONTH in (lost and lost.unit, wrong and wrong.unit)
        if not is_date:
            lost = None if places[0] in lost_dates else lost
            wrong = None if places[1] in wrong_dates else wrong
            if lost is None and wrong is None:
                continue
        range_ = ends.get(lost.span) if lost else None
        if range_ in told and (wrong is None or wrong.scale > 1):
            continue
        if is_date:
            remark = _remark(lost, wrong, pair, places)
            # The month alone mends no date that differs in its day or year as well.
            yield "date", replace(remark, fix=()) if places[0] and parts[places[0]] > 1 else remark
        elif lost and wrong and lost.scale != wrong.scale and _figure(lost) == _figure(wrong):
            yield "scale", _remark(lost, wrong, pair, places)
            if range_:
                told.add(range_)
        elif range_ and wrong is None:
            told.add(range_)
            yield "range", _torn(range_, torn[range_], pair)
        else:
            yield "number", _remark(lost, wrong, pair, places)


def _figure(number: Number) -> Decimal:
    return number.values[0] / number.scale


def _ends(pair: _Pair) -> dict[Span, Span]:
    """Return the place of each range of the source by those of its ends."""
    found = {}
    for low, high in ranges(pair.source, pair.matched.given, pair.here):
        if low.values[0] < high.values[0]:
            found[low.span] = found[high.span] = Span(low.span.start, high.span.stop)
    return found


def _torn(range_: Span, lost: Sequence[Span], pair: _Pair) -> Remark:
    """Return the remark for a range of the source of which an end, or both, is *lost*."""
    text = range_.of(pair.source)
    if len(lost) > 1:
        return Remark(f"{text} is missing", counterpart=(range_,), about=text)
    name = lost[0].of(pair.source)
    message = f"{text} has lost an end: {name} is missing"
    return Remark(message, counterpart=(range_,), about=text)


def _remark(
    lost: Number | None, wrong: Number | None, pair: _Pair, places: tuple[Span | None, Span | None]
) -> Remark:
    """Return the remark for a number *lost*, one too many (*wrong*), or the one for the other.

    *places* are those of the dates that they are of.
    """
    is_date = MONTH in (lost and lost.unit, wrong and wrong.unit)
    text = _told(wrong, places[1], pair.target, is_date=is_date) if wrong else ""
    spans = (wrong.span,) if wrong else ()
    if lost is None:
        assert wrong is not None
        about = wrong.span.of(pair.target)
        return Remark(f"{text} is not in the source", Side.TARGET, spans, about=about)
    is_named = wrong is not None and wrong.unit == MONTH
    name = lost.span.of(pair.source)
    fix = _fix(replace(lost, unit=MONTH) if is_named else lost, pair.source, pair.there)
    # What word stood behind the source's digits is not known: 5 alone mends no "6 juta".
    is_open = not pair.here.scales and wrong is not None and wrong.scale > 1
    message = _told(lost, places[0], pair.source, is_date=is_date)
    if fix not in (name, "") and message == name:
        message += f" ({fix})"
    message += " is missing"
    edits: tuple[Edit, ...] = ()
    if wrong is not None:
        message += f"; the target has {text}"
        if _is_copied_group(lost, wrong, pair):
            edits = (Edit(wrong.span, fix),)
    fixes = (fix,) if fix and not is_open else ()
    return Remark(message, Side.TARGET, spans, (lost.span,), fixes, edits=edits, about=name)


def _told(number: Number, date: Span | None, text: str, *, is_date: bool) -> str:
    """Return a number as it stands in *text*, with the date that it is of, or that date alone."""
    name = number.span.of(text)
    if date is None or date == number.span:
        return name
    return date.of(text) if is_date else f"{name} of {date.of(text)}"


def _is_copied_group(lost: Number, wrong: Number, pair: _Pair) -> bool:
    """Tell whether *wrong* is the source's number with its thousands set apart as there (1.300)."""
    return (
        lost.scale == 1
        and lost.values[0] >= 1000
        and lost.values[0] % 1 == 0
        and lost.span.of(pair.source) == wrong.span.of(pair.target)
        and pair.here.group[:1] != pair.there.group[:1]
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


# --- days of the week --------------------------------------------------------


def _other_days(
    source: str, target: str, here: LanguagePack, there: LanguagePack
) -> Iterator[Remark]:
    """Yield a remark for each day of the week that has become another one.

    A day that is only missing says nothing: "on Monday" may be "yesterday".
    """
    days = days_at_sight(source, here.numerals)
    if days is not None and days == days_at_sight(target, there.numerals):
        return
    given = weekdays(source, here.numerals, homographs=here.homographs)
    found = weekdays(target, there.numerals, homographs=there.homographs)
    lost, wrong = _only(given, found), _only(found, given)
    names = {day: word for word, day in reversed([*there.numerals.weekdays.items()])}
    for one, other in zip(lost, wrong, strict=False):
        name, fix = one.span.of(source), names.get(one.days[0], "")
        told = name if fix in (name, "") else f"{name} ({fix})"
        yield Remark(
            f"{told} is missing; the target has {other.span.of(target)}",
            Side.TARGET,
            (other.span,),
            (one.span,),
            (fix,) if fix else (),
            about=name,
        )


def _only(some: Sequence[Weekday], others: Sequence[Weekday]) -> list[Weekday]:
    """Return the days that are sure in *some* and may not be any in *others*, each once."""
    there_are = {day for other in others for day in other.days}
    return list(
        {
            each.days: each for each in some if each.is_sure and there_are.isdisjoint(each.days)
        }.values()
    )
