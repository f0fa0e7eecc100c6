"""Azerbaijani, in Latin letters."""

from __future__ import annotations

from alihbahasa.contracts import LanguagePack, Numerals, Stops

# --- sentences --------------------------------------------------------------

#: Abbreviations that end no sentence: forms of address, ranks, streets, what books write.
_TITLES = """
    Dr dr prof Prof dos Dos akad Akad gen Gen polk Polk kap Kap mayor leyt Leyt ser Mr Mrs Ms Mme St
    cən Cən x X küç Küç pr Pr prosp mən Mən b bl Bl ş Ş r q Q qəs Qəs vil Vil
    tel Tel faks Faks bax Bax məs Məs müq red Red tərc Tərc nəşr Nəşr ing rus alm fr ər fars türk
    yun lat av Av mühən müh İng e.ə E.ə b.e.ə B.e.ə v vs
"""
#: Abbreviations that may end a sentence.
_FINALS = """
    s sair i.a etc ltd inc corp co jr a.m p.m
"""
#: Abbreviations that end no sentence before a number.
_NUMBERED = """
    səh s № no nr c m mad bənd fəs h yan fev mar apr may iyn iyl avq sen okt noy dek
"""
#: Words before which a number with a stop is an ordinal.
_ORDINALS = """
    Yanvar Fevral Mart Aprel May İyun İyul Avqust Sentyabr Oktyabr Noyabr Dekabr
    Dünya Ordu Korpus Nikolay Pyotr Yekaterina Abdülhəmid Mehmed Selim Murad Şah Vilhelm
"""
#: Words before a letter that is no initial.
_CLASSIFIERS = """
    vitamini hepatit plan qrup sinif tip növ kateqoriya bölmə seriya blok zona Hepatit Plan Qrup
"""
#: Words that begin a sentence and no name.
_STARTERS = """
    bu o onlar biz siz mən sən bunlar həmin amma ancaq lakin və ya yaxud çünki əgər sonra əvvəl daha
    bunun onun həmçinin bundan ondan eyni digər buna ona beləliklə hər heç bəzi bir iki çox bütün
    nə necə niyə kim harada artıq indi bugün dünən sabah görə qədər hətta isə belə
"""
#: Verbs that say who spoke.
_ATTRIBUTIONS = """
    dedi deyir dedilər deyə soruşdu soruşur yazdı yazır yazıb əlavə qışqırdı söylədi bildirdi
    bildirib deyib cavab vurğuladı sual
"""

_STOPS = Stops(
    titles=frozenset(_TITLES.split()),
    finals=frozenset(_FINALS.split()),
    numbered=frozenset(_NUMBERED.split()),
    ordinals=frozenset(_ORDINALS.split()),
    classifiers=frozenset(_CLASSIFIERS.split()),
    starters=frozenset(_STARTERS.split()),
    attributions=frozenset(_ATTRIBUTIONS.split()),
)

# --- labels -----------------------------------------------------------------

_LABELS = {
    "read": ("Oxuyun:", "Oxu:", "Ətraflı:"),
    "read-also": ("Həmçinin oxuyun:", "Bunu da oxuyun:"),
    "see": ("Baxın:", "Video:", "İzləyin:"),
    "see-also": ("Həmçinin baxın:", "Bunu da izləyin:"),
    "related": ("Əlaqəli xəbərlər:", "Mövzu ilə bağlı:", "Əlaqəli xəbərlər", "Oxşar xəbərlər"),
    "page": ("Səhifə:", "Səhifələr:"),
    "author": ("Müəllif:", "Müxbir:"),
    "editor": ("Redaktor:",),
    "source": ("Mənbə:", "Mənbələr:"),
    "by": ("Yazan:",),
    "photo": ("Foto:", "Fotoşəkil:", "Şəkil:"),
}

PLUGIN = LanguagePack(
    tag="az",
    name="Azerbaijani",
    plural_forms="nplurals=2; plural=(n != 1);",
    numerals=Numerals(decimal=",", group=(".", "\u00a0")),
    labels=_LABELS,
    stops=_STOPS,
)
