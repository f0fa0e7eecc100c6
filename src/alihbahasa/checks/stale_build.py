"""The translated article is missing, or is not what would be built of the translations now.

Only where a language is set ``complete``, and only for articles whose every
unit is translated: of others nothing would be built.  ``alihbahasa build``
mends it.

Wrong: a translation was mended in the PO file, and the article has the old words
Right: ``alihbahasa build``, and both are committed
"""

from __future__ import annotations

from alihbahasa.contracts import Check
from alihbahasa.model import Severity

# Only who reads files can tell: the finding is made where articles are built.
PLUGIN = Check(code="P006", name="stale-build", severity=Severity.WARNING, completeness=True)
