"""Units made fast, for readers of files of hundreds of thousands of them.

A frozen record sets each field through ``object.__setattr__``.  With the
fields that a unit has this takes longer than all else that is to be done to
read an entry of a PO file.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import field, fields, make_dataclass
from itertools import islice
from typing import TYPE_CHECKING

from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Unit

__all__ = ["in_batches", "made_unit"]

#: How many units are made at once.
_BATCH = 1024

if TYPE_CHECKING:
    made_unit = Unit
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


def in_batches(units: Iterator[Unit]) -> Iterator[Unit]:
    """Yield *units*, drawn many at a time, in which Python does not look for cycles.

    There are none in a unit, but where units are kept the collector goes
    through all there are again and again, as many times as they were made
    a few at a time.  What *units* raise comes after all before it.
    """
    failure: AlihbahasaError | None = None
    batch: list[Unit] = []
    while failure is None:
        was_enabled = gc.isenabled()
        gc.disable()
        try:
            batch.extend(islice(units, _BATCH))
        except AlihbahasaError as error:
            failure = error
        finally:
            if was_enabled:
                gc.enable()
        if not batch:
            break
        yield from batch
        batch.clear()
    if failure:
        raise failure
