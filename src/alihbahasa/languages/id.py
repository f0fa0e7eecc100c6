"""Indonesian."""

from __future__ import annotations

from alihbahasa.contracts import LanguagePack

# --- sentences --------------------------------------------------------------

# --- inflection -------------------------------------------------------------

# --- numbers ----------------------------------------------------------------

PLUGIN = LanguagePack(
    tag="id",
    name="Indonesian",
    plural_forms="nplurals=1; plural=0;",
)
