"""Armenian.

A sentence ends with ``։`` (U+0589), for which a colon is often typed.  A full
stop (միջակետ) is weaker and ends none, but several are an ellipsis.  The
marks ՞ ՜ ՛ stand inside words.
"""

from __future__ import annotations

from alihbahasa.contracts import LanguagePack, Numerals, Rule, Stops

# --- sentences --------------------------------------------------------------

_CLOSING = "[\"'”’»›)\\]]"

_RULES = (
    Rule(False, rf"(?<![.…])\.{_CLOSING}{{0,4}}", r"\s", "a full stop that is weaker than a stop"),
)
#: Verbs that say who spoke.
_ATTRIBUTIONS = """
    ասաց ասում ասել ասացին հարցրեց հարցնում հարցրին պատասխանեց պատասխանում գրեց գրում գրել
    հայտարարեց նշեց նշում ավելացրեց բացականչեց գոչեց շարունակեց
"""

_STOPS = Stops(
    marks=".։:…?!",
    attributions=frozenset(_ATTRIBUTIONS.split()),
)

# --- labels -----------------------------------------------------------------

_LABELS = {
    "read": ("Կարդացեք՝", "Կարդալ՝", "Կարդացեք:"),
    "read-also": ("Կարդացեք նաև՝", "Կարդացեք նաև:"),
    "see": ("Տեսեք՝", "Դիտեք՝", "Տես՝"),
    "see-also": ("Տեսեք նաև՝", "Դիտեք նաև՝"),
    "related": ("Թեմայի շուրջ՝", "Կապված նյութեր՝", "Թեմայի շուրջ", "Առնչվող նյութեր"),
    "page": ("Էջ՝", "Էջեր՝"),
    "author": ("Հեղինակ՝", "Լրագրող՝", "Թղթակից՝"),
    "editor": ("Խմբագիր՝",),
    "source": ("Աղբյուր՝", "Աղբյուրներ՝"),
    "by": ("Տեքստ՝",),
    "photo": ("Լուսանկար՝", "Ֆոտո՝", "Նկար՝"),
}

PLUGIN = LanguagePack(
    tag="hy",
    name="Armenian",
    plural_forms="nplurals=1; plural=0;",
    rules=_RULES,
    numerals=Numerals(decimal=",", group=("\u00a0", "\u00a0")),
    labels=_LABELS,
    stops=_STOPS,
)
