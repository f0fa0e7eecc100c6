"""Azerbaijani, in Latin letters."""

from __future__ import annotations

import functools
from decimal import Decimal

from alihbahasa.contracts import LanguagePack, Numerals, Stops
from alihbahasa.languages import _turkic
from alihbahasa.languages._turkic_numerals import CASES, POSSESSED, inflected
from alihbahasa.patterns import late_re
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
_DERIVATIONS = late_re("l[iu][kqyg]?|s[iu]z|c[iu]")


def _is_one_word(first: str, second: str) -> bool:
    """Tell whether the part behind a hyphen is no word: BMT-nin, ABŞ-da, ABŞ-lılar."""
    made = _DERIVATIONS.match(second)
    endings = second[made.end() :] if made else second
    return not endings or _turkic.is_ending(endings, _INFLECTION)


# --- numbers ----------------------------------------------------------------

_ONES = "bir iki üç dörd beş altı yeddi səkkiz doqquz".split()
_TENS = "on iyirmi otuz qırx əlli altmış yetmiş səksən doxsan".split()
#: What bir says a number before: elsewhere it is an article.
_COUNTED = """
    il ay həftə gün saat dəqiqə saniyə dəfə nəfər adam xal qol səs metr kilometr kilo kiloqram
    litr ton mil fut manat dollar avro dərəcə nömrə
"""
_CASED = (*CASES.split(), *POSSESSED.split())


def _forms(word: str, *endings: str) -> tuple[str, ...]:
    return inflected(word, endings, front="ə", voiceless="d")


def _cardinals() -> dict[str, int]:
    """Return the words to ninety-nine and for the hundreds.

    Those that are other words with endings (altında under, onu him, üzündən
    because of) take none.
    """
    found = {"sıfır": 0, "on": 10, "yüz": 100, "altı": 6}
    for value in (2, 3, 4, 5, 7, 8, 9):
        word = _ONES[value - 1]
        found |= dict.fromkeys(_forms(word, *_CASED, "lIk", "lIq", "(ş)Ar", "(I)mIz"), value)
    found |= dict.fromkeys(("altıya", "altısı", "altısını", "altılıq"), 6)
    for at, tens in enumerate(_TENS, start=1):
        if at > 1:
            found |= dict.fromkeys(_forms(tens, "(y)A", "DAn", "(y)I", "lIk", "lIq"), at * 10)
        found[f"{tens} bir"] = at * 10 + 1
    found |= {f"bir {word}": 1 for word in _COUNTED.split()}
    found |= {f"{word} yüz": at * 100 for at, word in enumerate(_ONES[1:], start=2)}
    return found | {
        "onlarla": 10, "yüzlərlə": 100, "yüzlərcə": 100, "minlərlə": 1000, "minlərcə": 1000,
        "milyonlarla": 10**6, "milyonlarca": 10**6, "milyardlarla": 10**9,
    }  # fmt: skip


def _ordinals() -> dict[str, int]:
    """Return what is formed by -inci, in the cases that it is used in by itself."""
    found = dict.fromkeys(("ilk", "ilki", "ilkin"), 1)
    stems = {
        **{word: at for at, word in enumerate(_ONES, start=1)},
        **{word: at * 10 for at, word in enumerate(_TENS, start=1)},
        "yüz": 100, "min": 1000,
    }  # fmt: skip
    for stem, value in stems.items():
        endings = ("lIk", "(s)I", "(s)InI", "(y)A", "DA") if value < 4 else ("(s)I",)
        found |= dict.fromkeys(_forms(_forms(stem, "(I)ncI")[1], *endings), value)
    return found | {f"{tens} birinci": at * 10 + 1 for at, tens in enumerate(_TENS, start=1)}


_MONTHS = (
    "yanvar fevral mart aprel may iyun iyul avqust sentyabr oktyabr noyabr dekabr"
).split()  # fmt: skip
_DAYS = (
    "bazar ertəsi", "çərşənbə axşamı", "çərşənbə", "cümə axşamı", "cümə", "şənbə", "bazar günü",
)  # fmt: skip

_NUMERALS = Numerals(
    decimal=",",
    group=(".", "\u00a0"),
    clock=":",
    scales={
        **dict.fromkeys(_forms("min", "(y)A", "DAn", "(y)I", "lIk", "lAr"), 10**3),
        **{
            form: value
            for word, value in (("milyon", 10**6), ("milyard", 10**9), ("trilyon", 10**12))
            for form in _forms(word, *_CASED, "lIk", "lIq", "lAr")
        },
        "mln": 10**6, "mlrd": 10**9, "trln": 10**12,
    },
    cardinals=_cardinals(),
    ordinals=_ordinals(),
    fractions={
        **dict.fromkeys(("yarım", "yarımlıq"), Decimal("0.5")),
        **dict.fromkeys(("bir yarım", "il yarım"), Decimal("1.5")),
        **{
            f"{below} {form}": value
            for below, above, value in (
                ("dörddə", "bir", Decimal("0.25")), ("üçdə", "bir", 1 / Decimal(3)),
                ("üçdə", "iki", 2 / Decimal(3)), ("dörddə", "üç", Decimal("0.75")),
                ("beşdə", "bir", Decimal("0.2")), ("onda", "bir", Decimal("0.1")),
            )
            for form in _forms(above, "(s)I", "(s)InI")
        },
    },
    implied={
        **dict.fromkeys(("tək", "yeganə", "biri", "birini", "birinin", "birinə", "birində",
                         "birindən", "hər bir"), Decimal(1)),
        **dict.fromkeys(("hər iki", "cüt", "cütlük", "ikiqat", "əkiz", "əkizlər"), Decimal(2)),
        "üçqat": Decimal(3), "üçlük": Decimal(3),
        **dict.fromkeys(("onillik", "onilliyin", "onillikdə"), Decimal(10)),
        **dict.fromkeys(_forms("əsr", "lIk", "(s)I", "DA", "(n)In"), Decimal(100)),
        **dict.fromkeys(("yarı", "yarısı", "yarısını", "yarısına", "yarısından", "yarıya"),
                        Decimal("0.5")),
        **dict.fromkeys(("rüb", "rübü", "rübündə", "rübün"), Decimal("0.25")),
    },
    prefixes={f"bir {word}": 1 for word in _COUNTED.split()},
    spans=("və", "və ya", "yaxud", "ilə"),
    months={
        form: month
        for month, word in enumerate(_MONTHS, start=1)
        for form in _forms(word, *CASES.split(), *POSSESSED.split(), "DAkI")
        # A name, too.
        if form != "may"
    }
    | {"may ayı": 5, "may ayının": 5, "may ayında": 5, "may ayından": 5},
    short_months={
        "may": 5,
        "yan": 1, "fev": 2, "mar": 3, "apr": 4, "iyn": 6, "iyl": 7, "avq": 8, "sen": 9, "okt": 10,
        "noy": 11, "dek": 12,
    },
    weekdays={
        **{
            form: day
            for day, word in enumerate(_DAYS, start=1)
            for form in _forms(word, "lArI", "(n)In")
        },
        "bazarda": 7, "bazar günündə": 7,
    },
    short_weekdays={"B.e": 1, "Ç.a": 2, "Ç": 3, "C.a": 4, "C": 5, "Ş": 6, "B": 7},
    clock_before=("saat", "saatlar", "səhər", "axşam", "gecə", "günorta"),
    forenoon=("səhər", "səhər saat", "günortadan əvvəl"),
    afternoon=("axşam", "axşam saat", "günortadan sonra"),
    decades=tuple(
        f"-{suffix} {form}"
        for suffix in ("cı", "ci", "cu", "cü")
        for form in _forms("illər", *CASES.split())
    ),
    minus=("mənfi", "minus", "sıfırdan aşağı"),
    units={
        **{
            form: symbol
            for words, symbol in (
                ("faiz", "percent"),
                ("manat dollar avro rubl lirə rupi rupiya frank yen yuan sterlinq qəpik sent",
                 "currency"),
                ("kilometr km", "km"), ("metr", "m"), ("santimetr sm", "cm"), ("millimetr", "mm"),
                ("kiloqram kilo kq", "kg"), ("qram", "g"), ("ton", "t"), ("mil", "mi"),
                ("fut", "ft"), ("düym", "in"), ("yard", "yd"), ("funt pound", "lb"),
                ("unsiya", "oz"), ("hektar", "ha"), ("akr", "ac"), ("litr", "l"),
                ("qallon", "gal"), ("dərəcə", "°"),
            )
            for word in words.split()
            for form in _forms(word, "lIk", "lIq", "(y)A", "DAn", "(s)I")
        },
        "funt sterlinq": "currency", "azn": "currency", "₼": "currency", "dəniz mili": "nmi",
        "kvadrat kilometr": "km²", "kv. km": "km²", "kvadrat metr": "m²", "kv. m": "m²",
        "kvadrat mil": "mi²", "kvadrat fut": "ft²", "dərəcə selsi": "°C",
        "selsi dərəcə": "°C", "dərəcə farenheyt": "°F", "farenheyt dərəcə": "°F",
        "km/saat": "km/h", "km/s": "km/h", "saatda mil": "mph", "mil/saat": "mph", "uzel": "kn",
    },
)  # fmt: skip

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
    numerals=_NUMERALS,
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
