"""An amount of money must stay in its currency, or be converted.

The amount is the same in both texts and the currency is not.  A conversion has
another amount, which the check of numbers reports.  A sign that several
currencies have (¥, a dollar of whatever country) is taken for any of them.

Wrong (id to en): ``Rp 5 juta`` – "$5 million".

Right: ``Rp 5 juta`` – "5 million rupiah"; ``5 juta dolar`` – "$5 million".
"""

from __future__ import annotations

from functools import partial

from alihbahasa.checks._values import said
from alihbahasa.contracts import Check
from alihbahasa.model import Severity

PLUGIN = Check(
    code="V003",
    name="currency",
    severity=Severity.WARNING,
    run=partial(said, "currency"),
    false_alarms=0.0,
)
