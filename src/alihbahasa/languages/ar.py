"""Arabic.

There are no capital letters: what follows a stop tells nothing, and every
abbreviation must be known.
"""

from __future__ import annotations

from alihbahasa.contracts import LanguagePack, Numerals, Stops

# --- sentences --------------------------------------------------------------

#: Abbreviations that end no sentence: forms of address, places, what books write.
_TITLES = """
    د أ م أ.د ا.د د.م ص ص.ب ج ج.م.ع ش ط ق ع ع.م ب ح و.م.أ إ.ع.م ر.ق
    تل مج مط تح ترج ق.م ب.م
    Mr Mrs Ms Dr Prof St Gen Col Lt Capt Sen Gov vs v Inc Ltd Co Corp Jr
"""
#: Abbreviations that may end a sentence.
_FINALS = """
    إلخ الخ هـ ه م كم سم مم كغ كجم كلم ل س.ت غ.م ص م.م ذ.م.م ش.م.م ش.م.ل
"""
#: Verbs that say who spoke.
_ATTRIBUTIONS = """
    قال قالت قالوا يقول تقول سأل سألت تساءل تساءلت أجاب أجابت رد ردت كتب كتبت أضاف أضافت صرح صرحت
    هتف صاح صاحت أكد أكدت
"""

_STOPS = Stops(
    # A word may have "and" written to it.
    titles=frozenset(prefix + word for word in _TITLES.split() for prefix in ("", "و")),
    finals=frozenset(_FINALS.split()),
    numbered=frozenset("ص ج ع رقم مادة هاتف ت ف س".split()),
    attributions=frozenset(_ATTRIBUTIONS.split()),
)

# --- labels -----------------------------------------------------------------

_LABELS = {
    "read": ("اقرأ:", "اقرأ المزيد:", "للمزيد:"),
    "read-also": ("اقرأ أيضًا:", "اقرأ أيضا:", "اقرأ أيضاً:"),
    "see": ("شاهد:", "انظر:", "فيديو:"),
    "see-also": ("شاهد أيضًا:", "انظر أيضًا:", "شاهد أيضا:"),
    "related": ("أخبار ذات صلة:", "مواضيع ذات صلة:", "أخبار ذات صلة", "مواضيع ذات صلة"),
    "page": ("صفحة:", "الصفحة:"),
    "author": ("الكاتب:", "المؤلف:", "المراسل:"),
    "editor": ("تحرير:", "المحرر:"),
    "source": ("المصدر:", "المصادر:"),
    "by": ("بقلم:", "بقلم"),
    "photo": ("الصورة:", "صورة:", "تصوير:"),
}

PLUGIN = LanguagePack(
    tag="ar",
    name="Arabic",
    plural_forms=(
        "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3"
        " : n%100>=11 ? 4 : 5);"
    ),
    numerals=Numerals(decimal=".", group=(",", "\u00a0")),
    labels=_LABELS,
    stops=_STOPS,
)
