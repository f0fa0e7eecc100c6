"""Units made fast, for those who make hundreds of thousands of them.

A frozen record sets each field through ``object.__setattr__``.  With the
fields that a unit has this takes longer than all else that is to be done to
read an entry of a PO file, and ``dataclasses.replace`` twice as long again.
"""

from __future__ import annotations

from dataclasses import field, fields, make_dataclass, replace
from operator import attrgetter
from typing import TYPE_CHECKING

from alihbahasa.model.units import Unit

__all__ = ["changed", "made_unit"]

if TYPE_CHECKING:
    made_unit = Unit
    changed = replace
else:

    def _close(made):
        made.__class__ = Unit

    #: A unit that is not frozen until all is set: the same slots, so that it can become a Unit.
    made_unit = make_dataclass(
        "made_unit",
        [(each.name, object, field(default=each.default)) for each in fields(Unit)],
        namespace={"__post_init__": _close},
        slots=True,
        eq=False,
        repr=False,
    )

    _NUMBERS = {each.name: number for number, each in enumerate(fields(Unit))}
    _values = attrgetter(*_NUMBERS)

    def changed(unit, **changes):
        """Return *unit* with *changes*, as ``dataclasses.replace`` would."""
        values = [*_values(unit)]
        for name, value in changes.items():
            values[_NUMBERS[name]] = value
        return made_unit(*values)
