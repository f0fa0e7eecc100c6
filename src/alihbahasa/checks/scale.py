"""A number must keep its scale: thousand, million, billion, trillion.

The figure is the same in both texts, but the word behind it makes it a thousand
times more or less, or is missing.  ``M`` is ``miliar`` in Indonesian, 10**9, and a million
in English.

Wrong (id to en): ``1,3 triliun`` – "1.3 billion"; ``Rp 300 M`` – "300 million rupiah".

Right: ``1,3 triliun`` – "1.3 trillion", "1,300 billion"; ``500 rb`` – "500,000".
"""

from __future__ import annotations

from functools import partial

from alihbahasa.checks._values import said
from alihbahasa.contracts import Check
from alihbahasa.model import Severity

PLUGIN = Check(
    code="V005",
    name="scale",
    severity=Severity.WARNING,
    run=partial(said, "scale"),
    false_alarms=0.0,
)
