"""Russian."""

from __future__ import annotations

from alihbahasa.contracts import LanguagePack

# --- sentences --------------------------------------------------------------

# --- inflection -------------------------------------------------------------

# --- numbers ----------------------------------------------------------------

PLUGIN = LanguagePack(
    tag="ru",
    name="Russian",
    plural_forms=(
        "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : "
        "n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
    ),
)
