"""English."""

from __future__ import annotations

from alihbahasa.contracts import LanguagePack

# --- sentences --------------------------------------------------------------

# --- inflection -------------------------------------------------------------

# --- numbers ----------------------------------------------------------------

PLUGIN = LanguagePack(
    tag="en",
    name="English",
    plural_forms="nplurals=2; plural=(n != 1);",
)
