"""Numbers of the source must stand in the target, and no others.

Numbers are compared by value, each language read by its own rules: words
answer to digits (``dua belas``, 12), one scale to another (``1,3 triliun``,
1,300 billion), a month to its number (``27/9``, 27 September), one dial of the
clock to the other (``19.30``, 7:30 pm), and a measure to its conversion where
both texts name their units (6 feet, ``1,8 meter``; 18 months, ``1,5 tahun``).  An
amount in words of the source must be told as well, in words or digits; small and
round ones, and words that say other things too, are not asked for (one, ``kedua``,
dozens), and words of the target alone are never too many.

Of a language without a pack only the digits are known.  There ``1,3 triliun``
answers to 1,3 or 1.300 with any word behind it, and a month in words, or in a
date in digits, to a word that nobody can read.

Placeholders, tags and references (``%2$s``, ``{0}``, ``&#8217;``) hold no numbers, nor
do addresses of the web and of e-mail, and a version that is copied with its word
(Ubuntu 4.10) stays as it is written.

Wrong (id to en): ``naik 19,1 %`` – "rose 191%"; ``27/9/2020`` – "7 September 2020";
``19,1 %`` – "19,1%", which English does not write so.

Right: ``naik 19,1 %`` – "rose 19.1%"; ``1.300 orang`` – "1,300 people";
``Rp 300 M`` – "300 billion rupiah"; ``ke-25`` – "twenty-fifth".
"""

from __future__ import annotations

from functools import partial

from alihbahasa.checks._values import said
from alihbahasa.contracts import Check
from alihbahasa.model import Severity

PLUGIN = Check(
    code="V001",
    name="number",
    severity=Severity.WARNING,
    run=partial(said, "number"),
    false_alarms=0.0,
)
