"""Azerbaijani, in Latin letters."""

from __future__ import annotations

import functools
import re

from alihbahasa.contracts import LanguagePack, Numerals, Stops
from alihbahasa.languages import _turkic
from alihbahasa.text import fold

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

# --- inflection -------------------------------------------------------------

#: Words that lose their last vowel before another: şəkil, şəkli.
_CONTRACTED = """
    ağıl ağız alın bağır bətin beyin boyun böyür burun cisim çiyin əsil ətir eyib əyin fəsil fikir
    könül xeyir izin kibir nəsil oğul ömür qarın qəbir qədir qisim qoyun səbir sətir sinif şəkil
    şükür zehin
"""
#: Words in a vowel that put y before another: mövqe, mövqeyi.
_GLIDING = "mənafe mənbə mənşə mövqe sənaye su tale"

#: Words that have their last consonant once before another: haqq, haqlar; xətt, xətlər.
_DOUBLED = "dürr fənn haqq hədd həll hiss küll rədd sədd sirr şəkk tibb xətt zənn"


def _changed() -> dict[str, tuple[str, ...]]:
    """Return words with what else their stem is, all folded."""
    found: dict[str, tuple[str, ...]] = {
        word: (word[:-2] + word[-1],) for word in fold(_CONTRACTED).split()
    }
    found |= {word: (f"{word}y",) for word in fold(_GLIDING).split()}
    for word in fold(_DOUBLED).split():
        # Both ways: what stands before the ending of a compound (insan haqqı) has it twice.
        found |= {word: (word[:-1],), word[:-1]: (word,)}
    return found


_INFLECTION = _turkic.Inflection(
    low=("a", "ə"),
    vowels=frozenset("aeəiou"),
    is_phonetic=True,
    plural="lAr",
    mine="(I)m",
    shared=("(I)mIz", "(I)nIz"),
    thirds=("(s)I",),
    cases=("(n)In", "(n)I", "(y)A", "dA", "dAn", "(y)lA"),
    relatives=("dAkI", "(n)InkI"),
    possessed_cases=("nIn", "nI", "nA", "ndA", "ndAn", "ylA"),
    possessed_relatives=("ndAkI", "nInkI"),
    copulas=("dIr", "dIrlAr"),
    weak_copulas=(
        *("(y)dI", "(y)dIlAr", "(y)mIs", "(y)sA", "mI"),
        *("(y)Am", "sAn", "(y)Iq", "(y)Ik", "sInIz"),
    ),
    # As they are folded, here and in participles: ğ is g.
    softened=(("q", "g"), ("k", "y")),
    changed=_changed(),
    moments=frozenset(fold("axşam bugün dünən əvvəl gecə hazırda indi qabaq sabah sonra").split()),
    adjectives=frozenset(
        fold("daxili dini elmi fikri hərbi hüquqi xarici insani mali rəsmi şəxsi tarixi").split()
    ),
    infinitives=("maq", "mək"),
    participles=(
        *("dI", "dIq", "dIg", "dIk", "dIy", "(y)AcAq", "(y)AcAg", "(y)AcAk", "(y)AcAy"),
        *("mAmA", "mAyAn", "mAdIq", "mAdIg", "mAdIk", "mAdIy"),
        *("mAyAcAq", "mAyAcAg", "mAyAcAk", "mAyAcAy"),
        *("(I)LmA", "(I)LAn", "(I)LdIg", "(I)LdIy", "(I)LAcAg", "(I)LAcAy"),
    ),
    ambiguous=("mA", "mAq", "mAk", "(y)An"),
    tenses=(
        *("mIs", "(y)Ib", "(y)Ir", "(y)Ar", "sA", "mAlI", "(y)ArAq", "(y)ArAk", "(y)IncA"),
        *("mAdI", "mAmIs", "mAyIb", "mIr", "mAz", "mAr", "mAsA"),
    ),
    raising=(),
    # Abbreviations: BMT-nin.
    joiners="'-",
)


#: What makes other words, behind a hyphen too: ABŞ-lı.
_DERIVATIONS = re.compile("l[iu][kqyg]?|s[iu]z|c[iu]")


def _is_one_word(first: str, second: str) -> bool:
    """Tell whether the part behind a hyphen is no word: BMT-nin, ABŞ-da, ABŞ-lılar."""
    made = _DERIVATIONS.match(second)
    endings = second[made.end() :] if made else second
    return not endings or _turkic.is_ending(endings, _INFLECTION)


_NEGATIONS = frozenset("deyil yox heç heçbir əsla olmayan".split())

#: The commonest words, most of which name nothing: they tell the language.
_FUNCTION_WORDS = frozenset(
    """
    və üçün ilə bir bu da də ki olan kimi daha çox ən amma lakin isə ancaq qədər sonra əvvəl hər
    heç nə necə niyə deyil var yox olub olaraq tərəfindən görə üzrə üzərində arasında qarşı o
    biz siz mən sən onlar onun bunun öz bəzi bütün yeni iki ilk şey zaman həm ya əgər çünki
    baxmayaraq bəri doğru həmçinin yalnız belə deyə etdi edən edir edib olur artıq hələ indi
    burada orada bunu onu mənə sənə ona bizə haqqında təkcə hansı kim əlavə özü onların bunlar
    həmin hətta yaxşı idi imiş dedi bildirib olduğu olduğunu edilən edilib olacaq olmaq etmək
    zamanı nəticəsində barədə bağlı on son saat il oldu olması dolayı anda
    """.split()
)

#: Words that stand twice running only by mistake; others do to mean more.
_ONCE = frozenset(
    """
    və bu o üçün amma lakin ancaq olaraq olan olduğu ilə deyil çünki kimi görə qədər tərəfindən
    üzrə sonra əvvəl ən də da ki var hər
""".split()
)


def _may_repeat(word: str) -> bool:
    return word not in _ONCE


PLUGIN = LanguagePack(
    tag="az",
    name="Azerbaijani",
    plural_forms="nplurals=2; plural=(n != 1);",
    letters="çöşü",
    numerals=Numerals(decimal=",", group=(".", "\u00a0")),
    word_keys=functools.partial(_turkic.word_keys, inflection=_INFLECTION),
    term_keys=functools.partial(_turkic.term_keys, inflection=_INFLECTION),
    later_keys=functools.partial(_turkic.later_keys, inflection=_INFLECTION),
    lead_keys=_turkic.lead_keys,
    is_one_word=_is_one_word,
    quotations=(("“", "”"), ("«", "»"), ("„", "”"), ("„", "“")),
    inner_quotations=(("‘", "’"), ("“", "”")),
    may_repeat=_may_repeat,
    labels=_LABELS,
    stops=_STOPS,
    negations=_NEGATIONS,
    function_words=_FUNCTION_WORDS,
    scripts=("Latn",),
)
