"""Units made fast, for readers of files of hundreds of thousands of them.

A frozen record sets each field through ``object.__setattr__``.  With the
fields that a unit has this takes longer than all else that is to be done to
read an entry of a PO file.
"""

from __future__ import annotations

from dataclasses import field, fields, make_dataclass
from typing import TYPE_CHECKING

from alihbahasa.model import Unit

__all__ = ["made_unit"]

if TYPE_CHECKING:
    made_unit = Unit
else:
    #: A unit that is not frozen: the same slots, so that it can become a Unit.
    _Open = make_dataclass(
        "_Open",
        [(each.name, object, field(default=each.default)) for each in fields(Unit)],
        slots=True,
        eq=False,
        repr=False,
    )

    def made_unit(*values, **named):
        """Return ``Unit(*values, **named)``."""
        made = _Open(*values, **named)
        made.__class__ = Unit
        return made
