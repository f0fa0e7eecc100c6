"""Armenian.

A sentence ends with ``։`` (U+0589), for which a colon is often typed.  A full
stop (միջակետ) is weaker and ends none, but several are an ellipsis.  The
marks ՞ ՜ ՛ stand inside words.
"""

from __future__ import annotations

from decimal import Decimal

from alihbahasa.contracts import LanguagePack, Numerals, Rule, Stops
from alihbahasa.patterns import late_re

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

# --- inflection -------------------------------------------------------------

#: What follows any ending: the article, "my", "your".
_SUFFIXES = ("", "ը", "ն", "ս", "դ")

#: The cases as they are added to most words and to every plural.
_CASES = "ի ից ով ում"


def _declined(endings: str, plurals: str = "") -> tuple[str, ...]:
    """Return *endings*, and *plurals* in all cases, with all that may follow them.

    "0" is no ending.  A genitive with an article is the dative, and may stand
    for what belongs to somebody (-ինը).
    """
    found = ["" if ending == "0" else ending for ending in endings.split()]
    for plural in plurals.split():
        found += [plural, *(plural + case for case in _CASES.split())]
    found += [f"{ending}ն" for ending in found if ending.endswith("ի")]
    return tuple(dict.fromkeys(ending + suffix for ending in found for suffix in _SUFFIXES))


#: The declensions and conjugations: the endings of the dictionary form, then those
#: of all forms.  "r" has none of the first: ``_LOSING`` finds its stems.
_PARADIGMS = {
    # քաղաք, Հայաստան, Փաշինյան; ուժ: ուժեր
    "c": ("0", _declined(f"0 {_CASES}", "ներ եր")),
    # Եվրոպա, ռադիո; կաֆե, Գյումրի; ձի: ձիեր
    "v": ("0", _declined(f"0 {_CASES} յի յից յով յում նից", "ներ եր")),
    # խումբ: խմբի; դուռ: դռներ, դռան; հարձակում: հարձակման, հարձակմամբ
    "r": ("", _declined(f"{_CASES} ան ամբ", "ներ եր")),
    # քաղաքացի, եկեղեցի, Սահակաշվիլի
    "i": ("ի", _declined("ի ու ուց ով ում", "իներ")),
    # լեզու, Բաքու; ձու: ձվեր
    "w": ("ու", _declined("ու վի վից վով վում", "ուներ վեր")),
    # հանրապետություն; անուն
    "n": ("ուն", _declined("ան անից ամբ վան վամբ")),
    # գրել: գրում, գրած; գրեմ; գրեի; գրեց
    "ել": (
        "ել",
        (
            *_declined("ել ելու ելուց ելով ած ածի"),
            *"ելիս ում եմ ես ի ենք եք են եի եիր եր եինք եիք եին".split(),
            *"եց եցի եցիր եցինք եցիք եցին".split(),
        ),
    ),
    # կարդալ
    "ալ": (
        "ալ",
        (
            *_declined("ալ ալու ալուց ալով ացած ացածի"),
            *"ալիս ում ամ աս ա անք աք ան այի այիր ար այինք այիք ային".split(),
            *"աց ացի ացիր ացինք ացիք ացին".split(),
        ),
    ),
    # հեռանալ: հեռացավ
    "անալ": ("անալ", (*_declined("ացած ացածի"), *"ացա ացար ացավ ացանք ացաք ացան".split())),
    # մոտենալ: մոտեցավ
    "ենալ": ("ենալ", (*_declined("եցած եցածի"), *"եցա եցար եցավ եցանք եցաք եցան".split())),
    # տեսնել: տեսավ; փախչել: փախավ; զարգացնել: զարգացրեց
    "նել": (
        "նել չել",
        (
            *_declined("ած ածի րած րածի"),
            *"ա ար ավ անք աք ան րեց րեցի րեցիր րեցինք րեցիք րեցին րել րի րիր րինք րիք րին".split(),
        ),
    ),
}
_VERBS = frozenset(("ել", "ալ", "անալ", "ենալ", "նել"))

#: Stems and plurals that no rule leads to, of nouns and of what is made with them
#: (ընկեր, զինընկեր).  To these, too, endings are added: կնոջից, մարդկանցով.
_IRREGULAR = {
    "մարդ": "մարդու մարդուց մարդիկ մարդկանց", "կին": "կնոջ կանայք կանանց",
    "տիկին": "տիկնոջ տիկնայք տիկնանց", "պարոն": "պարոնայք պարոնանց", "անձ": "անձինք անձանց",
    "ամուսին": "ամուսնու ամուսնուց", "անկողին": "անկողնու անկողնուց", "ձի": "ձիու ձիուց",
    "հայր": "հոր", "մայր": "մոր", "եղբայր": "եղբոր",
    "քույր": "քրոջ", "աղջիկ": "աղջկա աղջկան", "ընկեր": "ընկերոջ", "տեր": "տիրոջ",
    "երեխա": "երեխեք", "հայ": "հայոց", "սյունիք": "սյունյաց",
    "օր": "օրվա", "տարի": "տարվա", "ժամ": "ժամվա", "ամիս": "ամսվա", "շաբաթ": "շաբաթվա",
    "շաբթի": "շաբթվա", "կիրակի": "կիրակվա", "գիշեր": "գիշերվա", "ցերեկ": "ցերեկվա",
    "առավոտ": "առավոտվա", "երեկո": "երեկոյան", "ամառ": "ամռան ամառվա", "ձմեռ": "ձմռան ձմեռվա",
    "ժամանակ": "ժամանակվա", "վաղը": "վաղվա", "երեկ": "երեկվա", "մահ": "մահվան",
    "լեռ": "լեռան", "բեռ": "բեռան", "թոռ": "թոռան", "գառ": "գառան", "եզ": "եզան",
    "տուն": "տան", "շուն": "շան", "դուռ": "դռն", "ձուկ": "ձկն", "մուկ": "մկն",
    "սկիզբ": "սկզբան", "հիմք": "հիման", "ծնունդ": "ծննդյան", "կորուստ": "կորստյան",
    "հանգիստ": "հանգստյան", "գալուստ": "գալստյան", "հանդես": "հանդիսի",
    "սեր": "սիրո սիրուց սիրով", "պատիվ": "պատվո", "հույս": "հուսո", "լույս": "լուսո",
    "աստված": "աստծո աստծու աստծուց աստծով",
    "գալ": "գալիս եկա եկավ եկան եկել", "տալ": "տալիս տվեց տվեցին տվել",
    "լինել": "եղավ եղան եղել եղած", "անել": "արեց արեցին արել արած", "ասել": "ասաց ասացին",
    "դնել": "դրեց դրեցին դրել", "ուտել": "կերավ կերել", "տանել": "տարավ տարան տարել",
}  # fmt: skip

_VOWELS = frozenset("աեէըիոօ")

_LONGEST_IRREGULAR = max(map(len, _IRREGULAR))

#: A last syllable that loses its vowel before an ending: խումբ, ժողովուրդ, խնդիր.
_LOSING = late_re("(.*[^յ]|)(?:ի|ու)([^յաեէըիոօւ]{1,3})")


def _by_ending(column: int) -> dict[str, tuple[str, ...]]:
    """Return the paradigms of every ending, of the dictionary form or of all forms."""
    found: dict[str, list[str]] = {}
    for name, columns in _PARADIGMS.items():
        endings = columns[column]
        for ending in endings.split() if isinstance(endings, str) else endings:
            found.setdefault("" if ending == "0" else ending, []).append(name)
    return {ending: tuple(names) for ending, names in found.items()}


_DICTIONARY = _by_ending(0)
_FORMS = _by_ending(1)
_LONGEST_ENDING = max(map(len, _FORMS))

#: What a hyphen may part from a name or a number.
_PARTED = frozenset((*_PARADIGMS["c"][1], *_PARADIGMS["v"][1]))

#: The shortest stem of a term that is cut, but for those in -ու (ձու).
_SHORTEST_STEM = 2


def _fits(stem: str, ending: str, paradigm: str) -> bool:
    """Tell whether *stem* may be one of *paradigm* before *ending*.

    >>> _fits("քաղաք", "ով", "c"), _fits("եվրոպա", "ով", "v"), _fits("եվրոպա", "յով", "v")
    (True, False, True)
    """
    if _ends_in_vowel(stem) != (paradigm == "v"):
        return False
    if stem[-1] in "աո":
        return ending[:1] in "յն" or ending in _SUFFIXES
    return ending[:1] != "յ"


def _ends_in_vowel(stem: str) -> bool:
    return stem[-1] in _VOWELS or stem.endswith("ու")


def _word_keys(word: str) -> tuple[str, ...]:
    """Return *word*, and every stem it may be a form of, each with its paradigm.

    A hyphen may part a name from its ending (ՄԱԿ-ի); կ- and չ- are written to
    the forms of verbs.

    >>> "քաղաք~c" in _word_keys("քաղաքներից"), _word_keys("մակ-ի")
    (True, ('մակ-ի', 'մակ'))
    """
    head, hyphen, tail = word.rpartition("-")
    if hyphen:
        return (word, head) if tail in _PARTED else (word,)
    keys = [word]
    for length in range(min(_LONGEST_ENDING, len(word) - 1) + 1):
        stem, ending = word[: len(word) - length], word[len(word) - length :]
        for paradigm in _FORMS.get(ending, ()):
            if _fits(stem, ending, paradigm):
                keys.append(f"{stem}~{paradigm}")
                if paradigm in _VERBS and stem[0] in "կչ" and len(stem) > _SHORTEST_STEM:
                    keys.append(f"{stem[1:]}~{paradigm}")
    return tuple(keys)


def _lead_keys(word: str) -> tuple[str, ...]:
    """Return the keys of a word that another of its term follows: only the last is inflected."""
    return (word,)


def _term_keys(word: str) -> tuple[str, ...]:
    """Return *word*, and its stems in every paradigm that its ending allows.

    >>> _term_keys("խումբ"), _term_keys("տարի")
    (('խումբ', 'խումբ~c', 'խմբ~r'), ('տարի', 'տարի~v', 'տար~i', 'տարվա~v'))
    """
    keys = [word]
    for length in range(min(4, len(word) - 1) + 1):
        stem, ending = word[: len(word) - length], word[len(word) - length :]
        shortest = 1 if ending == "ու" else _SHORTEST_STEM
        keys += [
            f"{stem}~{paradigm}"
            for paradigm in _DICTIONARY.get(ending, ())
            if len(stem) >= shortest and _fits(stem, "", paradigm)
        ]
    if losing := _LOSING.fullmatch(word):
        keys.append(f"{losing[1] or 'ը'}{losing[2]}~r")
    for at in range(max(0, len(word) - _LONGEST_IRREGULAR), len(word)):
        for form in _IRREGULAR.get(word[at:], "").split():
            stem = word[:at] + form
            keys.append(f"{stem}~{'v' if _ends_in_vowel(stem) else 'c'}")
    return tuple(dict.fromkeys(keys))


def _is_one_word(first: str, second: str) -> bool:
    """Tell whether *second* is an ending of the name or number *first*: ՄԱԿ-ի, 2020-ին."""
    return second in _PARTED


# --- numbers ----------------------------------------------------------------

_ONES = "մեկ երկու երեք չորս հինգ վեց յոթ ութ ինը".split()
_TENS = {
    "տասն": 10, "քսան": 20, "երեսուն": 30, "քառասուն": 40, "հիսուն": 50, "վաթսուն": 60,
    "յոթանասուն": 70, "ութսուն": 80, "իննսուն": 90,
}  # fmt: skip
_CARDINALS = {
    **{word: at for at, word in enumerate(_ONES, start=1)},
    **{
        f"{tens}{'ինն' if one == 'ինը' else one}": value + at
        for tens, value in _TENS.items()
        for at, one in enumerate(_ONES, start=1)
    },
    **{f"{tens}ինը": value + 9 for tens, value in _TENS.items()},
    **{tens: value for tens, value in _TENS.items() if value > 10},
    # The teens have a link after ten, which is տասը alone.
    "տաս": 10, "տասը": 10, "տասնյակ": 10, "տասներկու": 12, "տասներեք": 13,
    "ինն": 9, "երկուս": 2, "հարյուրավոր": 100, "հազարավոր": 1000, "միլիոնավոր": 10**6,
    "զրո": 0, "զույգ": 2, "դյուժին": 12,
}  # fmt: skip
_ORDINALS = {
    "առաջին": 1, "առաջինը": 1, "երկրորդ": 2, "երրորդ": 3, "չորրորդ": 4, "հինգերորդ": 5,
    "վեցերորդ": 6, "յոթերորդ": 7, "ութերորդ": 8, "իններորդ": 9, "տասներորդ": 10,
}  # fmt: skip

#: The endings of a noun, of the ordinals above ten, and of what lasts or measures so much.
_ENDINGS = """
    ը ն ի ին ից ով ում իս ուս ու ուց ներ ներով ներից ներին ներն ները ների ներում
    եր երը երի երին երից երով երում ան երորդ երորդը երորդի երորդում երորդն անոց անոցը վա յան ական
"""

#: Months, which take all endings.
_MONTHS = (
    "հունվար", "փետրվար", "մարտ", "ապրիլ", "մայիս", "հունիս", "հուլիս", "օգոստոս", "սեպտեմբեր",
    "հոկտեմբեր", "նոյեմբեր", "դեկտեմբեր",
)  # fmt: skip

#: Numbers before what is counted, in one word: եռօրյա, տասնամյա, կրկնապատկել.
_PREFIXES = {
    **{
        f"{number}{counted}": value
        for numbers, value in (
            ("մեկ մի", 1), ("երկ երկու", 2), ("եռ երեք", 3), ("քառ չորս", 4), ("հնգ հինգ", 5),
            ("վեց", 6), ("յոթ յոթն", 7), ("ութ", 8), ("ինն", 9), ("տաս տասն", 10), ("քսան", 20),
            ("երեսուն", 30), ("հիսուն", 50), ("հարյուր", 100),
        )
        for number in numbers.split()
        for counted in ("օր", "ամյա", "ամս", "տար", "ժամ", "շաբաթ", "րոպե", "տոկոս", "հոգ")
    },
    "կրկնապատ": 2, "կրկնակի": 2, "եռապատ": 3, "եռակի": 3, "քառապատ": 4, "քառակի": 4,
    "տասնամյակ": 10, "հարյուրամյակ": 100, "հազարամյակ": 1000,
}  # fmt: skip

_DECADE_ENDINGS = "ը ն ի ին ում ից թթ ներ ները ներն ների ներին ներից ներով ներում"

_NUMERALS = Numerals(
    decimal=",",
    # The point is seen as well, the comma never.
    group=("\u00a0", "."),
    clock=":",
    scales={
        "հազար": 10**3, "հզր": 10**3, "միլիոն": 10**6, "մլն": 10**6, "միլլիոն": 10**6,
        "միլիարդ": 10**9, "մլրդ": 10**9, "միլլիարդ": 10**9, "բիլիոն": 10**9, "բիլլիոն": 10**9,
        "տրիլիոն": 10**12, "տրլն": 10**12, "հարյուր": 100,
    },
    cardinals=_CARDINALS,
    ordinals=_ORDINALS,
    fractions={
        **dict.fromkeys(("կես", "ու կես", "եւ կես", "և կես"), Decimal("0.5")),
        "մեկուկես": Decimal("1.5"), "երկուսուկես": Decimal("2.5"), "երեքուկես": Decimal("3.5"),
        "քառորդ": Decimal("0.25"),
    },
    implied={
        **dict.fromkeys(("մի", "միակ", "մյուս", "միայնակ", "մեկական"), Decimal(1)),
        **dict.fromkeys(
            ("երկուական", "երկակի", "երկվորյակ", "ամուսիններ", "երկուստեք"), Decimal(2)
        ),
        **dict.fromkeys(("եռյակ",), Decimal(3)), "կիսով չափ": Decimal("0.5"),
        "կիսամյակ": Decimal("0.5"), "եռամսյակ": Decimal("0.25"), "դար": Decimal(100),
    },
    prefixes=_PREFIXES,
    spans=("մինչև", "մինչեւ", "կամ", "և", "եւ", "ու"),
    enclitics=tuple(_ENDINGS.split()),
    months={
        **{month: at for at, month in enumerate(_MONTHS, start=1) if month != "մարտ"},
        # Some drop the vowel before an ending.
        "սեպտեմբր": 9, "հոկտեմբր": 10, "նոյեմբր": 11, "դեկտեմբր": 12,
    },
    # Also a battle.
    short_months={
        "մարտ": 3, "հնվ": 1, "փտվ": 2, "մրտ": 3, "ապր": 4, "մյս": 5, "հնս": 6, "հլս": 7,
        "օգս": 8, "սեպ": 9, "սպտ": 9, "հոկ": 10, "հկտ": 10, "նոյ": 11, "դեկ": 12,
    },
    weekdays={
        "երկուշաբթի": 1, "երեքշաբթի": 2, "չորեքշաբթի": 3, "հինգշաբթի": 4, "ուրբաթ": 5,
        "շաբաթ օր": 6, "կիրակի": 7,
    },
    # Saturday is the word for a week as well.
    short_weekdays={
        "շաբաթ": 6, "երկ": 1, "երք": 2, "չրք": 3, "հնգ": 4, "ուր": 5, "շբթ": 6, "կիր": 7,
    },
    clock_before=("ժամը", "ժամ", "առավոտյան", "երեկոյան", "գիշերվա", "ցերեկվա", "կեսօրին"),
    clock_after=("առավոտյան", "երեկոյան"),
    forenoon=("առավոտյան", "կեսօրից առաջ"),
    afternoon=("երեկոյան", "կեսօրից հետո"),
    day_parts={"ցերեկվա": 9, "գիշերվա": 18},
    decades=tuple(
        f"{link}ական{ending}"
        for link in ("-", "֊", "")
        for ending in ("", *_DECADE_ENDINGS.split())
    ),
    minus=("մինուս", "զրոյից ցածր", "զրոյից ցած"),
    units={
        **dict.fromkeys(("տոկոս", "տոկոսանոց", "տոկոսային"), "percent"),
        "տոկոսային կետ": "percentage point", "դոլար": "USD", "եվրո": "EUR", "ռուբլի": "RUB",
        "դրամ": "AMD", "ռուպի": "currency", "ռուփի": "currency", "ֆունտ ստեռլինգ": "GBP",
        "լիրա": "TRY", "մանաթ": "AZN", "լարի": "GEL", "յուան": "CNY", "իեն": "JPY",
        "կիլոմետր": "km", "կմ": "km", "մետր": "m", "մ": "m", "սանտիմետր": "cm", "սմ": "cm",
        "միլիմետր": "mm", "մմ": "mm", "մղոն": "mi", "ծովային մղոն": "nmi", "ոտնաչափ": "ft",
        "ոտք": "ft", "ֆուտ": "ft", "դյույմ": "in", "յարդ": "yd", "կիլոգրամ": "kg", "կիլո": "kg",
        "կգ": "kg", "գրամ": "g", "տոննա": "t", "ֆունտ": "lb", "ունցիա": "oz", "հեկտար": "ha",
        "հա": "ha", "ակր": "ac", "լիտր": "l", "գալոն": "gal", "հանգույց": "kn",
        "քառակուսի կիլոմետր": "km²", "քառ. կմ": "km²", "քառակուսի մետր": "m²",
        "քառակուսի մղոն": "mi²", "քառակուսի ոտնաչափ": "ft²", "կմ/ժ": "km/h",
        "կիլոմետր ժամում": "km/h", "կիլոմետր/ժամ": "km/h", "մղոն ժամում": "mph",
        "մղոն/ժամ": "mph", "աստիճան ցելսիուս": "°C", "աստիճան ֆարենհայթ": "°F", "աստիճան": "°",
    },
)  # fmt: skip

_NEGATIONS = frozenset("չ- ոչ ոչինչ ոք երբեք առանց մի".split())

#: The commonest words, most of which name nothing: they tell the language.
_FUNCTION_WORDS = frozenset(
    """
    և եւ է են եմ ենք եք էր էին էի էինք որ իր իրենց իրեն նրա նրան նրանք նրանց նա այս այդ այն մի
    մեկ ոչ չի չէ չեն չէր չեմ նաև նաեւ բայց սակայն կամ թե եթե երբ որպես համար մեջ հետ մասին վրա
    ըստ մինչև մինչեւ հետո առաջ մենք մեր մեզ ես իմ ինձ դու դուք ձեր ինչ ինչպես ով ովքեր որը որոնք
    որի որոնց որտեղ այստեղ այնտեղ դա սա դրա դեպի դեմ միայն արդեն դեռ շատ ավելի բոլոր ամեն
    յուրաքանչյուր որևէ ինքը պետք կարող պիտի եղել լինել կա կան միջև կողմից ընթացքում պատճառով
    միջոցով առանց շուրջ նույն այնպես այսպես քանի քան ու իսկ հենց նույնիսկ թեև որովհետև ուստի ապա
    կլինի մոտ այլ մյուս երկու նոր պես այժմ
    """.split()
)

#: Words that stand twice running only by mistake; others do to mean more.
_ONCE = frozenset(
    """
    և եւ է են էր էին որ որը իր այս այդ նա ու կամ բայց սակայն մեջ մասին համար վրա հետ պետք նաև
    ըստ որպես թե եթե երբ ինչպես
""".split()
)


def _may_repeat(word: str) -> bool:
    return word not in _ONCE


PLUGIN = LanguagePack(
    tag="hy",
    name="Armenian",
    plural_forms="nplurals=1; plural=0;",
    rules=_RULES,
    quotations=(("«", "»"),),
    inner_quotations=(("“", "”"), ("„", "“")),
    may_repeat=_may_repeat,
    numerals=_NUMERALS,
    labels=_LABELS,
    stops=_STOPS,
    word_keys=_word_keys,
    term_keys=_term_keys,
    lead_keys=_lead_keys,
    is_one_word=_is_one_word,
    negations=_NEGATIONS,
    function_words=_FUNCTION_WORDS,
    scripts=("Armn",),
)
