"""Units drawn many at a time, for readers of files of hundreds of thousands of them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from itertools import islice

from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Unit

#: How many units are made at once.
_BATCH = 1024


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
