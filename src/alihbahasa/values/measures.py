"""Units of measure and money, and numbers written as a language writes them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from alihbahasa.contracts import Numerals
from alihbahasa.values.number import CLOCK, HOURS, IMPLIED, PERCENT, TIMES, Number

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
} | {
    # How many days a month has is not known.
    symbol: ("months" if at > 4 else "seconds", Decimal(worth))
    for at, (symbol, worth) in enumerate(TIMES.items())
}

_DEGREES = frozenset({"°", "°C", "°F"})

#: Units that are told apart by a word that may be left out: "60 mil" of wind, "5 km" of land.
_BARE = {"mph": "mi", "km/h": "km", "kn": "nmi", "m²": "m", "km²": "km", "ft²": "ft", "mi²": "mi"}


def are_measures_apart(one: str | None, other: str | None) -> bool:
    """Tell whether two units are measures that cannot be the same, whatever a text leaves out.

    >>> are_measures_apart("km", "mi"), are_measures_apart("mi", "mph")
    (True, False)
    """
    if one in _DEGREES and other in _DEGREES:
        return one != other and "°" not in (one, other)
    if one is None or other is None or one not in _MEASURES or other not in _MEASURES:
        return False
    return _BARE.get(one, one) != _BARE.get(other, other)


def is_converted(one: Number, other: Number) -> bool:
    """Tell whether two numbers are one quantity in two measures: 6 ft and 1.8 m.

    Both must carry a unit, not the same, of one dimension.  Rounding of 6 %,
    or half a unit of the last written digit, is what translators allow
    themselves, but not of time.  A share of a hundred may be a fraction in words.

    >>> from alihbahasa.model import Span
    >>> feet, metres = (Number(Span(0, 1), (Decimal(6),), unit="ft"),
    ...                 Number(Span(0, 3), (Decimal("1.8"),), unit="m"))
    >>> is_converted(feet, metres)
    True
    """
    if PERCENT in (one.unit, other.unit):
        share, whole = (one, other) if one.unit == PERCENT else (other, one)
        if whole.is_hard or whole.unit not in (None, IMPLIED) or not 0 < whole.values[0] < 1:
            return False
        return abs(share.values[0] / 100 - whole.values[0]) < Decimal("0.005")
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
    (unit, value), (other_unit, other_value) = _measured(one), _measured(other)
    if unit not in _MEASURES or other_unit not in _MEASURES:
        return False
    (dimension, worth), (other_dimension, other_worth) = _MEASURES[unit], _MEASURES[other_unit]
    if dimension != other_dimension:
        return False
    here, there = value * worth, other_value * other_worth
    if unit in TIMES:
        return here == there
    return abs(here - there) <= max(abs(there) * 7 / 100, min(worth, other_worth) / 2)


def _measured(number: Number) -> tuple[str, Decimal]:
    """Return the unit and amount; a time of day may be hours: "deux heures et demie"."""
    value = number.values[0]
    if number.unit != CLOCK:
        return number.unit or "", value
    if len(number.parts) == 2:
        value = number.parts[0] + number.parts[1] / 60
    return HOURS, value


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
