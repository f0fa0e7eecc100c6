"""English."""

from __future__ import annotations

from decimal import Decimal

from alihbahasa.contracts import LanguagePack, Numerals, Stops
from alihbahasa.model import Kind

# --- sentences --------------------------------------------------------------

#: Abbreviations that end no sentence: forms of address, offices, ranks.
_TITLES = """
    Mr Mrs Ms Mx Dr Prof Messrs Mme Mlle Fr Rev Hon St Ste Gen Lt Col Maj Capt Cpt Sgt Cpl Pvt
    Cmdr Cdr Adm Brig Lieut Gov Sen Sens Rep Reps Pres Supt Insp Det Atty Amb Asst Assoc Mt Ft vs
    v viz cf e.g i.e esp approx
"""
#: Abbreviations that may end a sentence.
_FINALS = """
    etc jr sr inc ltd corp co llc plc bros esq al a.m p.m ave blvd rd dept est hwy Ph.D M.D B.A
    M.A B.S M.S M.B.A J.D LL.B LL.M D.Phil D.D.S R.N M.P
"""
#: Abbreviations that end no sentence before a number.
_NUMBERED = """
    no nos p pp vol ch fig figs eq Sec Art Arts Para Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov
    Dec c ca
"""
#: Words before a letter that is no initial: "vitamin C.".
_CLASSIFIERS = """
    vitamin vitamins hepatitis plan type class group grade phase part appendix exhibit section
    category series option war gate hall block zone team schedule title chapter Vitamin Hepatitis
    Plan Type Class Group Phase Part War Title
"""
#: Words that begin a sentence and no name.
_STARTERS = """
    he she it they we you this that these those the an his her its their our your my there here
    but and or so yet if when while after before since because although though however in on at by
    for from with without as to of during under over between among then now what who why how where
    which some many most both each every all no not one two meanwhile moreover according despite
    until once instead also A I
"""
#: Verbs that say who spoke.
_ATTRIBUTIONS = """
    said says asked asks replied replies answered answers wrote writes added adds shouted cried
    exclaimed wondered tweeted demanded inquired
"""

_STOPS = Stops(
    titles=frozenset(_TITLES.split()),
    finals=frozenset(_FINALS.split()),
    numbered=frozenset(_NUMBERED.split()),
    classifiers=frozenset(_CLASSIFIERS.split()),
    starters=frozenset(_STARTERS.split()),
    attributions=frozenset(_ATTRIBUTIONS.split()),
)

# --- labels -----------------------------------------------------------------

_LABELS = {
    "read": ("Read:", "Read more:"),
    "read-also": ("Read also:", "Also read:", "Read next:"),
    "see": ("See:", "Watch:"),
    "see-also": ("See also:", "Watch also:"),
    "related": (
        "Related:",
        "Related news:",
        "Related articles:",
        "Related news",
        "Related articles",
    ),
    "page": ("Page:", "Pages:"),
    "author": ("Author:", "Writer:", "Reporter:", "Reporting by:", "Reporting by"),
    "editor": ("Editor:", "Editing by:", "Editing by", "Edited by"),
    "source": ("Source:", "Sources:"),
    "by": ("By:", "By"),
    "photo": ("Photo:", "Image:", "Illustration:", "Picture:"),
}

#: Words that lines begin with which are no body text, and places of datelines.
_OPENINGS = {
    Kind.BOILERPLATE: (
        "This article was first published", "This article originally appeared",
        "Follow us on", "Sign up for", "Subscribe to", "Advertisement", "All rights reserved",
        "Copyright", "Click here", "Continue reading", "Download our app", "Get the latest",
        "Read the full story", "Next page", "Editor's note", "Disclaimer", "©",
    ),
    Kind.BYLINE: ("Staff writer", "Additional reporting"),
    Kind.CAPTION: (
        "AFP Photo", "AP Photo", "Reuters/", "(Photo by", "Photo by", "File photo", "Courtesy of",
    ),
    Kind.DATELINE: (
        "Baku", "Yerevan", "Stepanakert", "Moscow", "Ankara", "Istanbul", "Tbilisi", "Tehran",
        "Washington", "New York", "London", "Paris", "Geneva", "Brussels", "Jakarta",
    ),
}  # fmt: skip

# --- inflection -------------------------------------------------------------

#: Forms that no rule leads to their word.
_IRREGULAR = {
    form: word
    for word, forms in {
        "analysis": "analyses", "axis": "axes", "basis": "bases", "crisis": "crises",
        "hypothesis": "hypotheses", "thesis": "theses", "oasis": "oases", "emphasis": "emphases",
        "child": "children", "person": "people", "mouse": "mice", "louse": "lice",
        "man": "men", "foot": "feet", "tooth": "teeth", "goose": "geese", "ox": "oxen",
        "phenomenon": "phenomena", "criterion": "criteria", "datum": "data", "medium": "media",
        "bacterium": "bacteria", "stratum": "strata", "memorandum": "memoranda",
        "referendum": "referenda", "curriculum": "curricula", "appendix": "appendices",
        "index": "indices", "matrix": "matrices", "vertex": "vertices", "corpus": "corpora",
        "genus": "genera", "stimulus": "stimuli", "nucleus": "nuclei", "syllabus": "syllabi",
        "fungus": "fungi", "alumnus": "alumni", "radius": "radii", "bureau": "bureaux",
        "be": "am is are was were been being", "have": "has had", "do": "does did done",
        "go": "went gone goes", "say": "said", "make": "made", "take": "took taken",
        "come": "came", "become": "became", "see": "saw seen", "get": "got gotten",
        "give": "gave given", "find": "found", "think": "thought", "tell": "told",
        "leave": "left", "feel": "felt", "bring": "brought", "begin": "began begun",
        "keep": "kept", "hold": "held", "write": "wrote written", "stand": "stood",
        "hear": "heard", "mean": "meant", "meet": "met", "run": "ran", "pay": "paid",
        "sit": "sat", "speak": "spoke spoken", "lie": "lay lain lying", "lead": "led",
        "grow": "grew grown", "lose": "lost", "fall": "fell fallen", "send": "sent",
        "build": "built", "understand": "understood", "draw": "drew drawn",
        "break": "broke broken", "spend": "spent", "rise": "rose risen", "drive": "drove driven",
        "buy": "bought", "wear": "wore worn", "choose": "chose chosen", "seek": "sought",
        "throw": "threw thrown", "catch": "caught", "deal": "dealt", "win": "won",
        "fight": "fought", "strike": "struck stricken", "shoot": "shot", "sell": "sold",
        "teach": "taught", "steal": "stole stolen", "flee": "fled", "fly": "flew flown flies",
        "withdraw": "withdrew withdrawn", "overthrow": "overthrew overthrown",
        "forbid": "forbade forbidden", "hide": "hid hidden", "sink": "sank sunk",
        "swear": "swore sworn", "shake": "shook shaken", "bear": "bore borne", "know": "knew known",
        "eat": "ate eaten", "bind": "bound", "breed": "bred",
        "drink": "drank drunk",
        "feed": "fed", "freeze": "froze frozen", "lend": "lent", "ride": "rode ridden",
        "sing": "sang sung", "swim": "swam swum", "wake": "woke woken", "wind": "wound",
    }.items()
    for form in forms.split()
}  # fmt: skip

#: Names that are other words without their capital: places, months, papers and firms, persons.
_HOMOGRAPHS = frozenset(
    "bath chad china cork guinea japan java lent march may august mobile morocco nice "
    "polish reading slough swede tartar turkey van wells "
    "amazon apple guardian orange post shell sun target times "
    "bill black brown bush cook dean faith frank gates grace grant green hope hunt jack "
    "king mark mars mercury pope rice rob rose trump white will young".split()
)

_VOWELS = frozenset("aeiouy")


#: What is written to the end of a number: scales and units.
_ATTACHED = frozenset("k m mn b bn t tn trn kg km mph cm mm g ml hp kw mw gw".split())


def _word_keys(word: str) -> tuple[str, ...]:
    """Return *word*, and what it may be a plural, a possessive or a verb form of.

    The rules are those of spelling; what they make that is no word does no
    harm, as no glossary has it.

    A number may have its scale or unit at its end: 125m, 8bn.

    >>> _word_keys("ministries'"), _word_keys("stopped")
    (("ministries'", 'ministries', 'ministry', 'ministrie'), ('stopped', 'stopp', 'stoppe', 'stop'))
    >>> _word_keys("125m"), _word_keys("3d")
    (('125m', 'm'), ('3d',))
    """
    keys = [word]
    stem = word
    if word[:1].isdigit() and (attached := word.lstrip("0123456789")) in _ATTACHED:
        return (word, attached)
    for ending in ("'s", "'", "'ll", "'ve", "'re", "'d", "'m"):
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            keys.append(stem)
            break
    if stem in _IRREGULAR:
        keys.append(_IRREGULAR[stem])
    keys += _singulars(stem)
    keys += _infinitives(stem)
    return tuple(dict.fromkeys(keys))


#: Words that end in -s and are no plurals.
_NO_PLURALS = frozenset(
    "news always perhaps sometimes besides lens gas bus plus minus this his its thus alas has was"
    " series species politics economics ethics physics mathematics athletics".split()
)


def _singulars(word: str) -> list[str]:
    found = []
    if word.endswith("men") and len(word) > 4:
        found.append(f"{word[:-3]}man")
    if len(word) < 3 or not word.endswith("s") or word.endswith("ss") or word in _NO_PLURALS:
        return found
    if word.endswith("ies") and len(word) > 4:
        found.append(f"{word[:-3]}y")
    if word.endswith("ves"):
        found += (f"{word[:-3]}f", f"{word[:-3]}fe")
    if word.endswith(("ses", "xes", "zes", "ches", "shes", "oes")):
        found.append(word[:-2])
        if word.endswith(("sses", "zzes")) and len(word) > 6:
            found.append(word[:-3])
    found.append(word[:-1])
    return found


def _infinitives(word: str) -> list[str]:
    found: list[str] = []
    for ending in ("ed", "ing"):
        stem = word.removesuffix(ending)
        if stem == word or len(stem) < 2 or not _VOWELS & set(stem):
            continue
        found += (stem, f"{stem}e")
        if stem[-1] == stem[-2]:
            found.append(stem[:-1])
        if ending == "ed" and stem[-1] == "i":
            found.append(f"{stem[:-1]}y")
        if ending == "ing" and stem[-1] == "y":
            found.append(f"{stem[:-1]}ie")
    return found


# --- numbers ----------------------------------------------------------------

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
)  # fmt: skip
_TEENS = ("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_CARDINALS = {
    **{word: value for value, word in enumerate((*_ONES, *_TEENS))},
    **{word: value for value, word in zip(range(20, 100, 10), _TENS, strict=True)},
    "a hundred": 100, "a thousand": 1000, "a million": 10**6, "a billion": 10**9,
    "a trillion": 10**12, "a dozen": 12, "tens": 10, "dozens": 12, "hundreds": 100,
    "thousands": 1000, "nil": 0,
}  # fmt: skip
_SUPPLETIVE = {
    "first": 1, "second": 2, "third": 3, "fifth": 5, "eighth": 8, "ninth": 9, "twelfth": 12,
}  # fmt: skip
_REGULAR = ("four", "six", "seven", "ten", "eleven", *_TEENS)

_NUMERALS = Numerals(
    decimal=".",
    group=(",",),
    clock=":",
    scales={
        "thousand": 10**3, "k": 10**3, "million": 10**6, "m": 10**6, "mn": 10**6, "mln": 10**6,
        "millions": 10**6, "billion": 10**9, "bn": 10**9, "b": 10**9, "billions": 10**9,
        "trillion": 10**12, "tn": 10**12, "trn": 10**12, "t": 10**12, "trillions": 10**12,
        "hundred": 100, "dozen": 12,
    },
    cardinals=_CARDINALS,
    ordinals={
        **_SUPPLETIVE,
        **{f"{word}th": _CARDINALS[word] for word in _REGULAR},
        **{f"{word[:-1]}ieth": _CARDINALS[word] for word in _TENS},
        **{f"{word[:-1]}ies": _CARDINALS[word] for word in _TENS},
        "hundredth": 100, "thousandth": 1000, "millionth": 10**6,
    },
    fractions={
        "half": Decimal("0.5"), "half a": Decimal("0.5"), "and a half": Decimal("0.5"),
        "and-a-half": Decimal("0.5"), "and a quarter": Decimal("0.25"), "half an": Decimal("0.5"),
        "a quarter": Decimal("0.25"), "three quarters": Decimal("0.75"),
        **{
            form: share
            for share, words in (
                (1 / Decimal(3), "a third, one third"), (2 / Decimal(3), "two thirds"),
                (Decimal("0.2"), "a fifth, one fifth"), (Decimal("0.4"), "two fifths"),
                (Decimal("0.6"), "three fifths"), (Decimal("0.8"), "four fifths"),
                (Decimal("0.1"), "a tenth, one tenth"), (Decimal("0.25"), "one quarter"),
                (Decimal("0.75"), "three quarters"),
            )
            for word in words.split(", ")
            for form in (word, word.replace(" ", "-"))
        },
    },
    implied={
        **dict.fromkeys(("a", "an", "once", "single", "another", "each"), Decimal(1)),
        **dict.fromkeys(
            ("both", "twice", "double", "doubled", "twins", "twin", "couple", "pair", "two-fold"),
            Decimal(2),
        ),
        **dict.fromkeys(("triple", "tripled", "thrice", "trio", "treble"), Decimal(3)),
        "quadruple": Decimal(4), "decade": Decimal(10), "decades": Decimal(10),
        "century": Decimal(100),
        "fortnight": Decimal(14), "quarter": Decimal("0.25"), "halved": Decimal("0.5"),
        "score": Decimal(20), "noon": Decimal(12), "midday": Decimal(12), "midnight": Decimal(0),
    },
    joiners=("and",),
    spans=("to", "and", "or", "through", "until"),
    months={
        "January": 1, "February": 2, "April": 4, "June": 6, "July": 7, "August": 8,
        "September": 9, "October": 10, "November": 11, "December": 12,
    },
    short_months={
        "Jan": 1, "Feb": 2, "March": 3, "Mar": 3, "Apr": 4, "May": 5, "Jun": 6, "Jul": 7,
        "Aug": 8, "Sep": 9, "Sept": 9, "Oct": 10, "Nov": 11, "Dec": 12,
    },
    weekdays={
        "Monday": 1, "Tuesday": 2, "Wednesday": 3, "Thursday": 4, "Friday": 5, "Saturday": 6,
        "Sunday": 7, "Mondays": 1, "Tuesdays": 2, "Wednesdays": 3, "Thursdays": 4, "Fridays": 5,
        "Saturdays": 6, "Sundays": 7,
    },
    short_weekdays={
        "Mon": 1, "Tue": 2, "Tues": 2, "Wed": 3, "Thu": 4, "Thur": 4, "Thurs": 4, "Fri": 5,
        "Sat": 6, "Sun": 7,
    },
    clock_after=("o'clock", "o’clock", "gmt", "bst", "est", "edt", "noon", "midnight"),
    forenoon=("am", "a.m.", "a.m", "in the morning"),
    afternoon=("pm", "p.m.", "p.m", "in the afternoon"),
    day_parts={"in the evening": 15, "at night": 18},
    minutes={
        **dict.fromkeys(("half past", "half-past"), 30),
        **dict.fromkeys(("quarter past", "a quarter past", "quarter after", "a quarter after"), 15),
        **dict.fromkeys(("quarter to", "a quarter to"), -15),
    },
    decades=("s", "'s", "’s"),
    minus=("minus", "negative", "below zero"),
    units={
        "percent": "percent", "per cent": "percent", "percentage": "percent",
        **dict.fromkeys(
            ("percentage point", "percentage points", "percent points"), "percentage point"
        ),
        "dollar": "USD", "dollars": "USD", "euro": "EUR", "euros": "EUR", "rupiah": "IDR",
        "rupiahs": "IDR", "ruble": "RUB", "rubles": "RUB", "rouble": "RUB", "roubles": "RUB",
        "yen": "JPY", "yuan": "CNY", "lira": "TRY", "liras": "TRY", "manat": "AZN", "manats": "AZN",
        "dram": "AMD", "drams": "AMD", "pound sterling": "GBP", "pounds sterling": "GBP",
        "ringgit": "MYR",
        "mile": "mi", "miles": "mi", "nautical miles": "nmi", "foot": "ft", "feet": "ft",
        "inch": "in", "inches": "in", "yard": "yd", "yards": "yd", "pound": "lb", "pounds": "lb",
        "ounce": "oz", "ounces": "oz", "stone": "st", "kilometer": "km", "kilometers": "km",
        "kilometre": "km", "kilometres": "km", "meter": "m", "meters": "m", "metre": "m",
        "metres": "m", "centimeters": "cm", "centimetres": "cm", "millimeters": "mm",
        "millimetres": "mm", "kilogram": "kg", "kilograms": "kg", "kilos": "kg", "gram": "g",
        "grams": "g", "ton": "t", "tons": "t", "tonne": "t", "tonnes": "t", "hectare": "ha",
        "hectares": "ha", "acre": "ac", "acres": "ac", "liter": "l", "liters": "l", "litre": "l",
        "litres": "l", "gallon": "gal", "gallons": "gal", "knots": "kn", "miles per hour": "mph",
        "miles an hour": "mph", "kilometers per hour": "km/h", "kilometres per hour": "km/h",
        "square kilometers": "km²", "square kilometres": "km²", "square meters": "m²",
        "square metres": "m²", "square miles": "mi²", "square feet": "ft²",
        "degrees celsius": "°C", "degrees fahrenheit": "°F", "degrees": "°",
        "seconds": "seconds", "minute": "minutes", "minutes": "minutes", "hour": "hours",
        "hours": "hours", "day": "days", "days": "days", "week": "weeks", "weeks": "weeks",
        "month": "months", "months": "months", "year": "years", "years": "years",
        "decade": "decades", "decades": "decades", "century": "centuries",
        "centuries": "centuries",
    },
    falling=(
        "fall", "fell", "drop", "declin", "decreas", "shr", "contract", "slump", "slid", "down",
        "lower", "los", "plung", "reduc", "cut", "tumbl", "plummet",
    ),
)  # fmt: skip

# --- territories ------------------------------------------------------------

#: What and who comes from a territory, by its code in ISO 3166-1.
_DEMONYMS = {
    code: tuple(words.split(", "))
    for code, words in {
        "AM": "Armenian", "AZ": "Azerbaijani, Azeri", "GE": "Georgian", "RU": "Russian",
        "TR": "Turkish, Turk", "IR": "Iranian", "UA": "Ukrainian", "BY": "Belarusian",
        "MD": "Moldovan", "LT": "Lithuanian", "LV": "Latvian", "EE": "Estonian",
        "PL": "Polish, Pole", "DE": "German", "AT": "Austrian", "CH": "Swiss", "FR": "French",
        "BE": "Belgian", "NL": "Dutch", "LU": "Luxembourgish", "GB": "British, Briton, UK, U.K.",
        "IE": "Irish", "ES": "Spanish, Spaniard", "PT": "Portuguese", "IT": "Italian",
        "VA": "Vatican", "MT": "Maltese", "GR": "Greek", "CY": "Cypriot", "BG": "Bulgarian",
        "RO": "Romanian", "HU": "Hungarian", "CZ": "Czech", "SK": "Slovak",
        "SI": "Slovenian, Slovene", "HR": "Croatian, Croat", "BA": "Bosnian", "RS": "Serbian, Serb",
        "ME": "Montenegrin", "MK": "Macedonian", "AL": "Albanian", "XK": "Kosovar, Kosovan",
        "SE": "Swedish, Swede", "NO": "Norwegian", "DK": "Danish, Dane", "FI": "Finnish, Finn",
        "IS": "Icelandic, Icelander", "US": "American, US, U.S., USA",
        "CA": "Canadian", "MX": "Mexican",
        "BR": "Brazilian", "AR": "Argentine, Argentinian", "KZ": "Kazakh, Kazakhstani",
        "UZ": "Uzbek", "TM": "Turkmen", "KG": "Kyrgyz", "TJ": "Tajik", "AF": "Afghan",
        "PK": "Pakistani", "IN": "Indian", "BD": "Bangladeshi", "LK": "Sri Lankan", "CN": "Chinese",
        "TW": "Taiwanese", "HK": "Hong Kong", "JP": "Japanese", "KR": "South Korean",
        "KP": "North Korean", "MN": "Mongolian", "IQ": "Iraqi", "SY": "Syrian", "LB": "Lebanese",
        "JO": "Jordanian", "IL": "Israeli", "PS": "Palestinian", "SA": "Saudi, Saudi Arabian",
        "AE": "Emirati", "QA": "Qatari", "KW": "Kuwaiti", "BH": "Bahraini", "OM": "Omani",
        "YE": "Yemeni", "EG": "Egyptian", "LY": "Libyan", "TN": "Tunisian", "DZ": "Algerian",
        "MA": "Moroccan", "SD": "Sudanese", "ET": "Ethiopian", "ID": "Indonesian",
        "MY": "Malaysian", "SG": "Singaporean", "BN": "Bruneian", "TH": "Thai", "VN": "Vietnamese",
        "KH": "Cambodian", "LA": "Laotian, Lao", "MM": "Burmese, Myanmar",
        "PH": "Filipino, Philippine", "TL": "East Timorese, Timorese", "AU": "Australian",
        "NZ": "New Zealand, New Zealander", "PG": "Papua New Guinean",
    }.items()
}  # fmt: skip

_NEGATIONS = frozenset(
    ("not no never nor neither none nobody nothing nowhere without cannot -n't").split()
)

#: The commonest words, most of which name nothing: they tell the language.
_FUNCTION_WORDS = frozenset(
    """
    the of and to in a is that for it on was with as he be at by i this had not are but from or
    have an they which one you were her all she there would their we him been has when who will
    more no if out so said what up its about into than them can only other new some could time
    these two may then do first any my now such like our over me even most made after also did
    many before must through where much your should because each just those people how too his
    us own between while during under against without within being here both few does until once
    again further why off same nor very whom whose upon although though however since itself
    himself themselves don't didn't isn't wasn't doesn't can't won't it's he's that's am man war
    die hat son car
    """.split()
)

#: Words that stand twice running where nothing is wrong.
_REPEATED = frozenset(
    """
    that had is was her you very really so too no yes bye many much long far more now there well
    do does did can will what who where blah ha hey ho knock hear wow tut boo
""".split()
)

PLUGIN = LanguagePack(
    tag="en",
    name="English",
    plural_forms="nplurals=2; plural=(n != 1);",
    numerals=_NUMERALS,
    homographs=_HOMOGRAPHS,
    demonyms=_DEMONYMS,
    word_keys=_word_keys,
    verb_endings=("ed", "ing"),
    quotations=(("“", "”"),),
    inner_quotations=(("‘", "’"),),
    blanks={"%": ""},
    may_repeat=_REPEATED.__contains__,
    labels=_LABELS,
    openings=_OPENINGS,
    stops=_STOPS,
    negations=_NEGATIONS,
    function_words=_FUNCTION_WORDS,
    scripts=("Latn",),
)
