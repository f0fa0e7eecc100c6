"""Numbers are read by value, by the rules of their language, at their true place."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alihbahasa.contracts import Numerals
from alihbahasa.languages.ar import PLUGIN as ARABIC
from alihbahasa.languages.en import PLUGIN as ENGLISH
from alihbahasa.languages.hy import PLUGIN as ARMENIAN
from alihbahasa.languages.id import PLUGIN as INDONESIAN
from alihbahasa.languages.ja import PLUGIN as JAPANESE
from alihbahasa.languages.ru import PLUGIN as RUSSIAN
from alihbahasa.languages.zh import PLUGIN as CHINESE
from alihbahasa.values import DIGITS, MONTHS, at_sight, is_converted, may_have, numbers, written

EN, ID, RU = ENGLISH.numerals, INDONESIAN.numerals, RUSSIAN.numerals
AR, HY = ARABIC.numerals, ARMENIAN.numerals
JA, ZH = JAPANESE.numerals, CHINESE.numerals
PACKS = st.sampled_from([EN, ID, RU, AR, HY, JA, ZH, Numerals()])
#: Texts that are dense in what the reader looks for, and texts of any kind.
TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(
        st.sampled_from(
            "1 2 0 00 12 300 1.300 19,1 07.30 2:1 ½ ٣٤ - – / . , % $ Rp M m k juta ribu "
            "million and "
            "a half dua belas puluh twenty five тыс. млн двадцать пять September 9 pukul pm -an s "
            "minus İ ß XX I km2 km \u00a0 "
            "خمسة وعشرون ألف في المئة ، ٫ الثلاثين քսանհինգ միլիոնից -ականներ "
            "三 十 百 万 亿 多万 月 年代 世纪 1年 点半 百分之 一部 第".split(" ")
        )
    ).flatmap(lambda words: st.sampled_from([" ".join(words), "".join(words)])),
)


def likeliest(text: str, numerals: Numerals) -> list[Decimal]:
    """Return the first value of each number of *text*."""
    return [number.values[0] for number in numbers(text, numerals)]


@pytest.mark.parametrize(
    ("text", "numerals", "expected"),
    [
        ("1.300", ID, ["1300"]),
        ("1.300", EN, ["1.3"]),
        ("1,300", EN, ["1300"]),
        ("1.300.000,5", ID, ["1300000.5"]),
        ("13\u00a0000", RU, ["13000"]),
        ("13 000", RU, ["13000"]),
        ("2018 300", RU, ["2018", "300"]),
        ("13\u202f000,5", ID, ["13000.5"]),
        ("Rp 300 M", ID, ["300000000000"]),
        ("Rp1,5 jt", ID, ["1500000"]),
        ("$5bn", EN, ["5000000000"]),
        ("5 m", EN, ["5"]),
        ("двадцать пять тысяч", RU, ["25000"]),
        ("полтора миллиона", RU, ["1500000"]),
        ("dua ratus lima puluh ribu", ID, ["250000"]),
        ("two hundred and five thousand", EN, ["205000"]),
        ("twenty-fifth", EN, ["25"]),
        ("satu juta dua ratus ribu tiga", ID, ["1200003"]),
        ("خمسة وعشرون", AR, ["25"]),
        ("مئة وستة وثلاثين ألفا", AR, ["136000"]),
        ("ألفين وثمانية عشر", AR, ["2018"]),
        ("وبالخمسة والعشرين", AR, ["25"]),
        ("الحادي والعشرين", AR, ["21"]),
        ("بين 500 ومليون", AR, ["500", "1000000"]),
        ("١٬٢٥٠٫٥", AR, ["1250.5"]),
        ("30،000", AR, ["30000"]),
        ("քսանհինգով", HY, ["25"]),
        ("երկու միլիոն երեք հարյուր հազարից", HY, ["2300000"]),
        ("1.200", HY, ["1200"]),
        ("三百五十万", ZH, ["3500000"]),
        ("十五", ZH, ["15"]),
        ("1.3万亿", ZH, ["1300000000000"]),
        ("550多万", ZH, ["5500000"]),
        ("20 世纪 30 年代", ZH, ["1930"]),
        ("百分之五十一", ZH, ["51"]),
        ("1億2千万", JA, ["120000000"]),
        ("1 億 4 千万", JA, ["140000000"]),
        ("3万5000人", JA, ["35000"]),
        ("2年半", JA, ["2.5"]),
        ("第十二", JA, ["12"]),
        ("約5kmの道", JA, ["5"]),
        ("dua tiga", ID, ["2", "3"]),
        ("2½", EN, ["2.5"]),
        ("1/2", EN, ["0.5"]),
        ("1/2/2020", EN, ["1", "2", "2020"]),
        ("2.1.3", EN, ["2", "1", "3"]),
        ("٣٤", ID, ["34"]),
        ("١٬٣٠٠٫٥", EN, ["1300.5"]),
        ("turun -5", ID, ["-5"]),
        ("10-12", EN, ["10", "12"]),
        ("12 km2", EN, ["12"]),
        ("abad XIX", ID, ["19"]),
    ],
)
def test_reads_by_value(text: str, numerals: Numerals, expected: list[str]) -> None:
    assert likeliest(text, numerals) == [Decimal(value) for value in expected]


def test_a_single_letter_is_a_scale_only_beside_money_for_certain() -> None:
    (plain,) = numbers("100 m", EN)
    assert plain.values == (Decimal(100), Decimal(100_000_000))
    (money,) = numbers("$100 m", EN)
    assert money.values == (Decimal(100_000_000),)


def test_ends_of_a_range_share_the_scale() -> None:
    low, high = numbers("10-12 juta", ID)
    assert low.values == (Decimal(10), Decimal(10_000_000))
    assert high.values == (Decimal(12_000_000),)


def test_hours_are_read_on_both_dials_and_apart_from_decimals() -> None:
    (hour,) = numbers("pukul 7.30", ID)
    assert (hour.unit, hour.values) == ("clock", (Decimal("7.30"), Decimal("19.30")))
    (decimal,) = numbers("naik 7,30 persen", ID)
    assert (decimal.unit, decimal.values) == ("percent", (Decimal("7.30"),))


def test_separators_of_another_language_are_marked() -> None:
    assert numbers("19,1%", EN)[0].is_foreign
    assert numbers("1.300.000", EN)[0].is_foreign
    assert not numbers("19.1%", EN)[0].is_foreign


def test_arabic_digits_are_read_by_either_separator_and_foreign_ones_told() -> None:
    assert numbers("19,1", AR)[0] == replace(
        numbers("19.1", AR)[0], is_foreign=True, parts=(Decimal(19), Decimal(1))
    )
    assert not numbers("١٩,١", AR)[0].is_foreign
    assert likeliest("1.234.567", AR) == [1_234_567]


def test_a_month_in_digits_is_no_duration() -> None:
    assert numbers("9月", ZH)[0].unit == "month" == numbers("九月", JA)[0].unit
    assert numbers("9 月", ZH)[0].unit == "month"
    assert numbers("9か月", JA)[0].unit is None


def test_a_decade_in_words_may_be_of_any_century_and_a_year_is_of_one() -> None:
    assert 1930 in numbers("ثلاثينيات", AR)[0].values
    assert 1980 in numbers("八十年代", ZH)[0].values
    assert numbers("1930年代", JA)[0].values == (Decimal(1930),)


def test_a_year_cut_short_behind_another_is_of_its_century() -> None:
    assert numbers("1950-53", EN)[1].values == (Decimal(53), Decimal(1953))
    assert numbers("1950-12", EN)[1].values == (Decimal(12),)


@pytest.mark.parametrize("numerals", [AR, HY, JA, ZH])
def test_what_a_fix_proposes_is_read_as_the_month(numerals: Numerals) -> None:
    for word, month in {**numerals.months, **numerals.short_months}.items():
        assert any(
            number.unit == "month" and number.values[0] == month
            for number in numbers(f"7 {word}", numerals)
        ), word


@pytest.mark.parametrize("numerals", [AR, HY, JA, ZH])
def test_every_word_is_worth_what_the_pack_says(numerals: Numerals) -> None:
    tables = {**numerals.cardinals, **numerals.ordinals, **numerals.fractions}
    for word, value in tables.items():
        assert value in {number.values[0] for number in numbers(word, numerals)}, word


def test_words_are_soft_and_digits_are_hard() -> None:
    assert [number.is_hard for number in numbers("both of 2 dozen and 3", EN)] == [
        False,
        True,
        True,
    ]


def test_a_month_asks_for_its_capital_and_a_doubtful_one_for_a_number() -> None:
    assert [n.is_hard for n in numbers("In September we may march", EN)] == [True]
    assert [n.is_hard for n in numbers("May was here on May 5", EN) if n.unit == "month"] == [
        False,
        True,
    ]


def test_conversion_asks_for_two_units_of_one_dimension() -> None:
    feet, metres, kilos = (
        numbers(text, EN)[0] for text in ("6 feet", "1.8 metres", "1.8 kilograms")
    )
    assert is_converted(feet, metres)
    assert is_converted(metres, feet)
    assert not is_converted(feet, kilos)
    assert not is_converted(feet, feet)
    assert not is_converted(*(numbers(text, EN)[0] for text in ("6", "1.8")))


def test_endless_digits_are_cut_and_overflow_nothing() -> None:
    for text in ("9" * 5_000 + " juta", ".".join(["300"] * 5_000), "1/2 " * 500, "dua " * 500):
        assert numbers(text, ID)
    assert written(Decimal("9" * 5_001), EN) == ",".join(["999"] * 1_667)


def test_capitals_that_grow_in_lower_case_move_no_offset() -> None:
    text = "İİİ 25 orang"
    assert [number.span.of(text) for number in numbers(text, ID)] == ["25"]


@given(TEXTS, PACKS)
def test_spans_are_in_order_and_within_the_text(text: str, numerals: Numerals) -> None:
    found = numbers(text, numerals)
    for number in found:
        assert 0 <= number.span.start < number.span.stop <= len(text)
        assert number.values
        assert all(value.is_finite() for value in number.values)
    for one, other in pairwise(found):
        assert one.span.stop <= other.span.start


@given(TEXTS, PACKS)
def test_no_hard_number_is_overlooked_by_the_quick_look(text: str, numerals: Numerals) -> None:
    if any(number.is_hard for number in numbers(text, numerals)):
        assert may_have(text, numerals) & (DIGITS | MONTHS)


@given(TEXTS, PACKS)
def test_what_is_read_at_sight_is_what_the_whole_reading_says(
    text: str, numerals: Numerals
) -> None:
    seen = at_sight(text, numerals)
    if seen is None:
        return
    hard = [number for number in numbers(text, numerals) if number.is_hard]
    months = [number.values[0] for number in hard if number.unit == "month"]
    assert months == list(map(Decimal, seen[1]))
    others = [number for number in hard if number.unit != "month"]
    assert len(others) == len(seen[0])
    for number, (digits, *tags) in zip(others, seen[0], strict=True):
        scales = [tag for tag in tags if isinstance(tag, int)]
        assert number.values[0] == Decimal(str(digits)) * prod(scales)
        assert not number.is_foreign
        assert number.unit in (None, "code", *tags)


@given(TEXTS, PACKS)
def test_every_digit_is_in_a_number(text: str, numerals: Numerals) -> None:
    spans = [number.span for number in numbers(text, numerals)]
    for at, letter in enumerate(text):
        if letter in "1456789":  # 2 and 3 may be the power of a unit, 0 is not told apart here
            assert any(span.start <= at < span.stop for span in spans)


@given(
    st.decimals(min_value=0, max_value=10**15, places=2, allow_nan=False, allow_infinity=False),
    PACKS,
    st.booleans(),
)
def test_what_is_written_is_read_again(
    value: Decimal, numerals: Numerals, is_grouped: bool
) -> None:
    text = written(value, numerals, is_grouped=is_grouped)
    (number,) = numbers(f"x {text} x", numerals)
    assert number.values[0] == value
    assert not number.is_foreign
