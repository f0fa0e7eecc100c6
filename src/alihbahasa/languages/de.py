"""German."""

from __future__ import annotations

from decimal import Decimal

from alihbahasa.contracts import LanguagePack, Numerals, Stops
from alihbahasa.segmentation import nonbreaking_prefixes
from alihbahasa.text import fold

# --- sentences --------------------------------------------------------------

#: Abbreviations that end no sentence: forms of address, ranks, what offices and books write.
_TITLES = """
    Hr Hrn Fr Frl Dr Prof Dipl Ing Mag Lic Mr Mrs Ms St Gen Col Oberst Lt Ltn Hptm Maj Kdt Gfr
    Uffz Fw Adm Bgm Min Präs Abg Sen Gov Rep Ref jun sen geb gest verh verw vgl bzgl bspw bzw ca
    evtl e Co exkl inkl ggf ggü gem insb insbes lt max mind mtl Nachf Okt röm kath ev luth russ
    türk armen aserb franz engl frz dt österr schweiz sog sogen stellv Stv südl nördl östl westl z
    u d i o v a z.B z.T z.Zt z.Hd d.h d.i i.d.R i.A i.V u.a.m o.g s.o s.u v.a u.U m.E zz zzgl
    abzgl vs ehem Str Pl Bhf Hbf Tel Fax Mob Anm Bd Bde Hg Hrsg hrsg Aufl Diss Ill Kap Nr Nrn Abb
    Anl Bln Mio Mrd Tsd Dr.med Dr.phil Dr.jur med phil jur rer nat habil h.c e.h Verf Vors Mitgl
"""
#: Abbreviations that may end a sentence.
_FINALS = """
    usw etc usf ff f u.a u.v.m u.ä o.ä u.dgl dgl jr sr ltd inc corp e.V a.D s.a a.M a.m p.m
    n.Chr v.Chr Chr Std Min Sek Jh Jhs Jhd
"""
#: Abbreviations that end no sentence before a number.
_NUMBERED = """
    art abs s bd kap nr nrn par zif ziff lit tab abb vol no pos anl rn rz jan jän feb mär mrz apr
    jun jul aug sep sept okt nov dez mo di mi do fr sa so
"""
#: Words before which a number with a stop is an ordinal.
_ORDINALS = """
    Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember
    Jahrhundert Jahrhunderts Jahrhunderte Jahrtausend Jahrtausends Weltkrieg Weltkriegs Weltkrieges
    Geburtstag Geburtstags Jahrestag Jahrestages Todestag Hochzeitstag Bezirk Stock Stockwerk Etage
    Klasse Liga Bundesliga Runde Spieltag Spieltags Minute Platz Rang Tag Woche Monat Jahr Mal Teil
    Kapitel Auflage Armee Korps Division Brigade Regiment Bataillon Kompanie Flotte Präsident
    Parteitag Kongress Gipfel Sitzung Legislaturperiode Wahlperiode Amtszeit Staffel Folge Etappe
    Arrondissement Breitengrad Längengrad Verfassungszusatz Gebot Artikel Generation Lebensjahr
    Jan Febr Feb Mär Apr Jun Jul Aug Sep Sept Okt Nov Dez
"""
#: Words after which a number with a stop is an ordinal, whatever comes next.
_DETERMINERS = """
    der die das dem den des am im zum zur vom beim ein eine einen einem einer ihr ihre ihrem ihren
    ihrer sein seine seinem seinen seiner unser mein jeder jede jedes jedem jeden dieser diese
    dieses diesem diesen bis seit ab
"""
#: Words before a letter that is no initial: "Vitamin C.".
_CLASSIFIERS = """
    Vitamin Vitamine Hepatitis Plan Klasse Gruppe Typ Kategorie Teil Anhang Abschnitt Reihe Serie
    Block Zone Halle Tor Liga Stufe Variante Option Punkt Modell Linie Gleis Haus
"""
#: Words that begin a sentence and no name.
_STARTERS = """
    er sie es wir ihr ich du man das der die den dem ein eine einen dies dieser diese dieses jener
    aber und oder denn doch sondern wenn als nachdem bevor seit während weil obwohl da dann danach
    in im am an auf bei mit von zu zum zur für ohne gegen nach über unter vor zwischen aus durch
    laut zudem außerdem jedoch dennoch trotzdem deshalb daher so auch nur noch schon nun jetzt
    heute gestern morgen hier dort viele einige alle beide jeder jede kein keine nicht sein seine
    ihre unser mein wer was wo wie warum wann
"""
#: Verbs that say who spoke.
_ATTRIBUTIONS = """
    sagte sagten sagt fragte fragten fragt antwortete antwortet schrieb schreibt rief ruft erklärte
    erklärt betonte betont meinte meint ergänzte ergänzt fügte twitterte wollte forderte
"""

#: Prefixes of sacremoses that are words, or numbers, which have rules of their own.
_NOT = frozenset("an am auf aus das die der es in ist so wie hat war sie man Art".split())

_STOPS = Stops(
    titles=frozenset(_TITLES.split())
    | frozenset(word for word in nonbreaking_prefixes("de") if len(word) > 1 and not word.isdigit())
    - _NOT
    - frozenset(_FINALS.split())
    - frozenset("ii iii iv vi vii viii ix II III IV VI VII VIII IX XI XII".split()),
    finals=frozenset(_FINALS.split()),
    numbered=frozenset(_NUMBERED.split()),
    ordinals=frozenset(_ORDINALS.split()),
    determiners=frozenset(_DETERMINERS.split()),
    classifiers=frozenset(_CLASSIFIERS.split()),
    starters=frozenset(_STARTERS.split()),
    attributions=frozenset(_ATTRIBUTIONS.split()),
)

# --- labels -----------------------------------------------------------------

_LABELS = {
    "read": ("Lesen Sie:", "Mehr lesen:", "Weiterlesen:"),
    "read-also": ("Lesen Sie auch:", "Auch interessant:", "Mehr zum Thema:"),
    "see": ("Siehe:", "Video:", "Sehen Sie:"),
    "see-also": ("Siehe auch:", "Sehen Sie auch:"),
    "related": ("Zum Thema:", "Verwandte Artikel:", "Verwandte Artikel", "Zum Thema"),
    "page": ("Seite:", "Seiten:"),
    "author": ("Autor:", "Autorin:", "Bericht:", "Reporter:"),
    "editor": ("Redaktion:", "Redakteur:", "Redakteurin:"),
    "source": ("Quelle:", "Quellen:"),
    "by": ("Von:", "Von"),
    "photo": ("Foto:", "Bild:", "Illustration:", "Grafik:"),
}

# --- inflection -------------------------------------------------------------


def _folded(words: str) -> tuple[str, ...]:
    return tuple(map(fold, words.split()))


#: Words, also at the end of longer ones, whose plural ends in -er: Häuser, Bundesländer.
_PLURALS_IN_ER = _folded("""
    Altertum Amt Bad Band Bild Bistum Blatt Brett Buch Dach Dorf Ei Feld Fürstentum Geist Geld
    Geschlecht Gesicht Glas Glied Gott Grab Gut Haupt Haus Heiligtum Holz Huhn Irrtum Kalb Kind
    Kleid Korn Kraut Lamm Land Licht Lied Loch Mann Maul Nest Rad Rand Reichtum Rind Schild Schloss
    Schwert Spital Tal Tuch Volk Wald Weib Wort Wurm
""")

#: Forms that no rule leads to their word.
_IRREGULAR = {
    fold(form): fold(word)
    for word, forms in {
        "Bau": "Bauten", "Neubau": "Neubauten", "Herz": "Herzens", "Gedanke": "Gedankens",
        "Glaube": "Glaubens", "Name": "Namens", "Wille": "Willens", "Friede": "Friedens",
        "Prinzip": "Prinzipien", "Material": "Materialien", "Mineral": "Mineralien",
        "Index": "Indizes", "Kodex": "Kodizes", "Atlas": "Atlanten", "Komma": "Kommata",
        "Bus": "Busse Bussen Busses", "Seemann": "Seeleute", "Kaufmann": "Kaufleute",
        "Fachmann": "Fachleute", "hoch": "hohe hoher hohes hohen hohem",
    }.items()
    for form in forms.split()
}  # fmt: skip

#: Endings of nouns that change before those of the plural: Soldatinnen, Themen, Ministerien, Visa.
_CHANGED = {
    "innen": ("in",), "nisse": ("nis",), "nissen": ("nis",), "nisses": ("nis",), "sen": ("sis",),
    "en": ("a", "um", "us", "o", "on"), "a": ("um", "on"), "i": ("us", "o"),
}  # fmt: skip

_ADJECTIVE = ("e", "er", "es", "en", "em")
#: What an adjective can be told by, so that it is found by itself in all its forms.
_SUFFIXES = _folded(
    "isch lich ig bar sam haft los iv al uell iell nell urell är ant ent ös iert ierend mäßig"
)
#: Adjectives that are used as nouns, also at the end of longer ones: ein Kriegsgefangener, die
#: Kriegsgefangenen.
_NOUNS = _folded("""
    abgeordnet abgesandt angehörig angeklagt angestellt arbeitslos beamt beauftragt behindert
    beschuldigt beschäftigt betroffen bevollmächtigt deutsch erwachsen festgenommen freiwillig
    fremd gefallen gefangen geflüchtet gesandt getötet gläubig heilig iert ierend isch krank
    leitend lich nell reisend schuldig tot überlebend verbündet verdächtig verletzt vermisst
    verstorben vertrieben verurteilt verwandt verwundet vorgesetzt vorsitzend
""")

#: A shorter rest tells too little.
_SHORTEST = 3
_SHORTEST_ADJECTIVE = 5


def _word_keys(word: str) -> tuple[str, ...]:
    """Return *word*, and what it may be a case or a plural of.

    Umlauts were folded away before.  More may be cut off than was there: what
    is no word does no harm, as no glossary has it.

    >>> _word_keys("hausern")
    ('hausern', 'hauser', 'haus')
    >>> _word_keys("armenischer")
    ('armenischer', 'armenisch', 'armenisch~a')
    """
    keys = [word]
    last = word[-1:]
    if last and last in "aeimnrs":
        if word in _IRREGULAR:
            keys.append(_IRREGULAR[word])
        keys += _nouns(word, last)
        keys += _adjectives(word)
    return tuple(keys)


def _nouns(word: str, last: str) -> list[str]:
    """Return the nouns that *word* may be a form of, by its ending."""
    found: list[str] = []
    if word.endswith(("en", "ln", "rn")) or (last == "s" and not word.endswith("ss")):
        found.append(word[:-1])
    if last == "e":
        found.append(word[:-1])
    elif word.endswith(("en", "es")):
        found.append(word[:-2])
    bare = word.removesuffix("n")
    if bare.endswith("er") and bare[:-2].endswith(_PLURALS_IN_ER):
        found.append(bare[:-2])
    for ending, singulars in _CHANGED.items():
        if word.endswith(ending):
            found += [word.removesuffix(ending) + singular for singular in singulars]
    return [each for each in found if len(each) >= _SHORTEST]


def _adjectives(word: str) -> list[str]:
    """Return the adjective that *word* shows to be a form of, and its stem where it may be a noun.

    >>> _adjectives("verwundeten")
    ['verwundet~a']
    """
    found: list[str] = []
    for stem in _stems(word):
        if len(stem) >= _SHORTEST_ADJECTIVE and stem.endswith(_SUFFIXES):
            found.append(stem)
        if stem.endswith(_NOUNS):
            found.append(f"{stem}~a")
    return found


def _stems(word: str) -> list[str]:
    """Return *word* without the ending of an adjective, nothing if it has none."""
    return [
        word[: -len(ending)]
        for ending in _ADJECTIVE
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST
    ]


def _lead_keys(word: str) -> tuple[str, ...]:
    """Return the keys of a word before others of its term, where any may be an adjective.

    >>> "human~a" in _lead_keys("humanen"), "human~a" in _term_keys("humane")
    (True, True)
    """
    return (*_word_keys(word), *(f"{stem}~a" for stem in _stems(word)))


def _term_keys(word: str) -> tuple[str, ...]:
    return (word, *(f"{stem}~a" for stem in _stems(word)))


#: Names that are other words without their capital, and nouns that are verbs or adverbs.
_HOMOGRAPHS = frozenset(
    _folded("""
        Arm Essen Fest Grünen Laut Leben Linke Macht Morgen Recht Reich Sucht Wagen Waren Weg
        Werden Wissen Würde
    """)
)

# --- numbers ----------------------------------------------------------------

_ONES = (
    "null", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun", "zehn", "elf",
    "zwölf", "dreizehn", "vierzehn", "fünfzehn", "sechzehn", "siebzehn", "achtzehn", "neunzehn",
)  # fmt: skip
_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig".split()
#: What ein says a number before, in the gender that it has there: elsewhere it is an article.
_COUNTED = (
    *(
        f"ein {word}"
        for word in "Jahr Mal Kind Kilo Pfund Prozent Euro Dollar Tor Punkt Meter "
        "Kilometer Liter Grad Fuß Zoll Hektar Tag Monat".lower().split()
    ),
    *(
        f"eine {word}"
        for word in "Woche Stunde Minute Sekunde Meile Tonne Person Frau Stimme "
        "Unze".lower().split()
    ),
    *(f"einen {word}" for word in "Tag Monat Punkt Meter Kilometer Euro Dollar".lower().split()),
    *(f"einem {word}" for word in "Jahr Tag Monat Punkt Prozent Meter Kilometer".lower().split()),
    *(f"einer {word}" for word in "Woche Stunde Minute Meile".lower().split()),
    *(f"eines {word}" for word in "Jahres Tages Monats".lower().split()),
)


def _cardinals() -> dict[str, int]:
    """Return the words below a hundred, and hundreds and thousands, which are one word."""
    found = {word: value for value, word in enumerate(_ONES)} | {"zwo": 2}
    for at, tens in enumerate(_TENS, start=2):
        found[tens] = found[tens.replace("ß", "ss")] = at * 10
        found |= {f"{one}und{tens}": at * 10 + value for value, one in enumerate(_ONES[1:10], 1)}
    found |= {f"{one}hundert": at * 100 for at, one in enumerate(_ONES[1:10], start=1)}
    found |= {f"{word}tausend": 1000 * value for word, value in found.items() if 0 < value < 20}
    found |= {f"{tens}tausend": at * 10_000 for at, tens in enumerate(_TENS, start=2)}
    found |= {f"{one}hunderttausend": at * 100_000 for at, one in enumerate(_ONES[1:10], 1)}
    # The article, and what stands alone: eins.
    del found["ein"]
    return found | {
        "eins": 1, "hundert": 100, "hunderte": 100, "hunderten": 100, "hunderttausend": 100_000,
        "hunderttausende": 100_000, "hunderttausenden": 100_000, "tausende": 1000,
        "tausenden": 1000, "zehntausende": 10_000, "zehntausenden": 10_000,
        **{
            f"{tens}er{joint}jahre{end}": at * 10
            for at, tens in enumerate(_TENS, start=2)
            for joint in ("", "-")
            for end in ("", "n")
        },
        "zweien": 2, "dreien": 3, "zweier": 2, "dreier": 3, "vieren": 4,
        "dutzende": 12, "dutzenden": 12,
        **{f"{tens}er": at * 10 for at, tens in enumerate(_TENS, start=2)},
        **{f"{tens}ern": at * 10 for at, tens in enumerate(_TENS, start=2)},
        **dict.fromkeys(_COUNTED, 1),
    }  # fmt: skip


_CARDINALS = _cardinals()
_ENDINGS = ("e", "en", "er", "es", "em")
_OF_ORDINALS = {"ein": "erst", "drei": "dritt", "sieben": "siebt", "acht": "acht"}


def _ordinals() -> dict[str, int]:
    """Return the ordinals to nineteen in all their forms, and the tens in two."""
    found: dict[str, int] = {}
    for value, one in enumerate(_ONES[1:], start=1):
        stem = _OF_ORDINALS.get(one, f"{one}t")
        found |= {stem + ending: value for ending in _ENDINGS if value < 13 or len(ending) > 1}
        found[f"{stem}e"] = value
    found |= {
        f"{one}ste{end}": value
        for one, value in _CARDINALS.items()
        if 20 <= value <= 100 and one.endswith(("ig", "hundert"))
        for end in ("", "n")
    }
    found |= {
        f"{number}ens": value
        for number, value in (("erst", 1), ("zweit", 2), ("dritt", 3), ("viert", 4))
    }
    return found


_MONTHS = (
    "Januar Februar März April Mai Juni Juli August September Oktober November Dezember"
).split()  # fmt: skip
_DAYS = "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag".split()

_NUMERALS = Numerals(
    decimal=",",
    group=(".", "\u00a0"),
    clock=":",
    scales={
        "tausend": 10**3, "tsd": 10**3, "tsd.": 10**3,
        "millionen": 10**6, "million": 10**6, "mio": 10**6, "mio.": 10**6,
        "milliarden": 10**9, "milliarde": 10**9, "mrd": 10**9, "mrd.": 10**9,
        "billionen": 10**12, "billion": 10**12, "dutzend": 12,
    },
    cardinals=_CARDINALS,
    ordinals=_ordinals(),
    fractions={
        **dict.fromkeys(("halb", "halbe", "halben", "halber", "halbes", "halbem"), Decimal("0.5")),
        **dict.fromkeys(("anderthalb", "eineinhalb", "einenhalb"), Decimal("1.5")),
        **{f"{one}einhalb": value + Decimal("0.5")
           for value, one in enumerate(_ONES[2:11], start=2)},
        **{f"{one} fünftel": Decimal(at) / 5 for at, one in enumerate(_ONES[1:5], start=1)},
        **dict.fromkeys(("ein viertel", "viertel", "eines viertels"), Decimal("0.25")),
        **dict.fromkeys(("drei viertel", "dreiviertel"), Decimal("0.75")),
        **dict.fromkeys(("ein drittel", "eines drittels", "einem drittel"), 1 / Decimal(3)),
        **dict.fromkeys(("zwei drittel", "zweidrittel"), 2 / Decimal(3)),
    },
    implied={
        **dict.fromkeys(
            ("einmal", "einzige", "einziger", "einzigen", "einziges", "einzeln", "einzelne",
             "eine der", "einer der", "eines der", "einen der", "einmalig"),
            Decimal(1),
        ),
        **dict.fromkeys(
            ("beide", "beiden", "beider", "beides", "zweimal", "doppelt", "doppelte", "doppelten",
             "verdoppelt", "verdoppeln", "paar", "zwilling", "zwillinge", "duo"),
            Decimal(2),
        ),
        **dict.fromkeys(("dreimal", "dreifach", "dreifache", "trio", "drilling"), Decimal(3)),
        **dict.fromkeys(("viermal", "vierfach", "vierfache", "quartett"), Decimal(4)),
        "fünfmal": Decimal(5), "sechsmal": Decimal(6), "zehnmal": Decimal(10),
        **dict.fromkeys(("jahrzehnt", "jahrzehnte", "jahrzehnten", "jahrzehnts"), Decimal(10)),
        **dict.fromkeys(("jahrhundert", "jahrhunderts", "jahrhunderte"), Decimal(100)),
        **dict.fromkeys(("hälfte", "halbzeit", "halbjahr"), Decimal("0.5")),
        **dict.fromkeys(("quartal", "quartals"), Decimal("0.25")),
        "drittel": 1 / Decimal(3), "mitternacht": Decimal(0),
        **dict.fromkeys(("mittag", "mittags"), Decimal(12)),
    },
    # "Zwölfjährig", "dreistündig", "Viertagewoche".
    prefixes={
        f"{one}{part}": value
        for one, value in _CARDINALS.items()
        if one in _ONES[2:] or one in _TENS
        for part in ("jähr", "tägig", "monat", "stünd", "wöch", "fach", "mal", "köpfig", "stellig")
    },
    joiners=("und",),
    spans=("bis", "und", "oder", "zu", "bis zu"),
    months={
        form: month
        for month, word in enumerate(_MONTHS, start=1)
        for form in (word, f"{word}s")
    }
    | {"Jänner": 1, "Feber": 2},
    short_months={
        "Jan": 1, "Feb": 2, "Febr": 2, "Mär": 3, "Mrz": 3, "Apr": 4, "Jun": 6, "Jul": 7, "Aug": 8,
        "Sep": 9, "Sept": 9, "Okt": 10, "Nov": 11, "Dez": 12,
    },
    weekdays={
        f"{word}{part}": day
        for day, word in enumerate(_DAYS, start=1)
        for part in ("", "s", "morgen", "vormittag", "mittag", "nachmittag", "abend", "nacht")
    }
    | {"Sonnabend": 6, "Sonnabends": 6},
    short_weekdays={"Mo": 1, "Di": 2, "Mi": 3, "Do": 4, "Fr": 5, "Sa": 6, "So": 7},
    clock_after=("uhr", "gmt", "mez", "h", "mittags"),
    forenoon=("morgens", "vormittags", "früh", "am morgen", "am vormittag", "uhr früh"),
    afternoon=("nachmittags", "abends", "am nachmittag", "am abend"),
    minutes={
        **dict.fromkeys(("viertel nach",), 15),
        **dict.fromkeys(("viertel vor", "dreiviertel", "drei viertel"), -15),
        "halb": -30,
        **dict.fromkeys(("um halb", "gegen halb", "bis halb", "ab halb", "seit halb"), -30),
    },
    decades=("er", "er-jahre", "er-jahren", "ern", "erjahre", "erjahren"),
    minus=("minus", "negativ", "unter null"),
    units={
        "prozent": "percent",
        **{
            f"{word}{end}": "percent"
            for word in ("prozentig", "%ig")
            for end in ("", "e", "en", "er", "es", "em")
        },
        "prozentpunkte": "percent", "prozentpunkten": "percent",
        **dict.fromkeys(
            ("euro", "dollar", "us-dollar", "franken", "rubel", "rupiah", "yen", "yuan", "manat",
             "pfund sterling", "cent", "lira"),
            "currency",
        ),
        "kilometer": "km", "kilometern": "km", "meter": "m", "metern": "m", "zentimeter": "cm",
        "zentimetern": "cm", "millimeter": "mm", "millimetern": "mm", "meile": "mi",
        "meilen": "mi", "seemeilen": "nmi", "fuß": "ft", "zoll": "in", "yard": "yd", "yards": "yd",
        "pfund": "lb", "unze": "oz", "unzen": "oz", "gramm": "g", "kilogramm": "kg", "kilo": "kg",
        "tonne": "t", "tonnen": "t", "hektar": "ha", "acre": "ac", "acres": "ac", "liter": "l",
        "litern": "l", "gallone": "gal", "gallonen": "gal", "knoten": "kn",
        "quadratkilometer": "km²", "quadratkilometern": "km²", "quadratmeter": "m²",
        "quadratmetern": "m²", "quadratmeilen": "mi²", "quadratfuß": "ft²",
        "stundenkilometer": "km/h", "stundenkilometern": "km/h", "kilometer pro stunde": "km/h",
        "kilometern pro stunde": "km/h", "meilen pro stunde": "mph", "grad": "°",
        "grad celsius": "°C", "grad fahrenheit": "°F", "t": "t", "l": "l", "g": "g",
        **{
            form: symbol
            for symbol, forms in (
                ("seconds", "sekunde sekunden"), ("minutes", "minute minuten"),
                ("hours", "stunde stunden"), ("days", "tag tage tagen"),
                ("weeks", "woche wochen"), ("months", "monat monate monaten"),
                ("years", "jahr jahre jahren"), ("decades", "jahrzehnt jahrzehnte jahrzehnten"),
                ("centuries", "jahrhunderte jahrhunderten"),
            )
            for form in forms.split()
        },
    },
    falling=(
        "fiel", "fall", "fäll", "gefallen", "gesunken", "sank", "sink", "rückg", "zurückg",
        "schrumpf", "geschrumpf", "minus", "einbruch", "eingebroch", "verlor", "verlier",
        "niedriger", "abnahm", "abgenomm", "verring", "gering",
    ),
    # To heed, too.
    vague=frozenset({"acht"}),
)  # fmt: skip

_NEGATIONS = frozenset(
    (
        "nicht nichts kein keine keinen keinem keiner keines nie niemals niemand"
        " nirgends ohne weder noch"
    ).split()
)

#: The commonest words, most of which name nothing: they tell the language.
_FUNCTION_WORDS = frozenset(
    """
    der die das und in den von zu mit sich des auf für ist im dem nicht ein eine als auch es an
    werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum
    war haben nur oder aber vor zur bis mehr durch man sein wurde sei hatte kann gegen vom
    können schon wenn habe seine ihre dann unter wir soll ich eines zwei diese dieser dieses
    diesem diesen wieder keine seiner worden will zwischen immer was sagte gibt alle seit muss
    wurden doch jetzt waren ihr ihm ihn ihnen uns mich mir sehr selbst wo damit also während
    weil ohne jedoch hier da beim ihrer ihren seinen seinem denn nun bereits würde könnte her
    hin all
    """.split()
)

#: Words that stand twice running where nothing is wrong.
_REPEATED = frozenset(
    """
    die der das den dem des sie es ihr wir uns euch sich ist sind war waren hat haben hatte hatten
    wird werden wurde wurden kann können muss müssen soll sollen will wollen sehr ja nein so zu
""".split()
)

PLUGIN = LanguagePack(
    tag="de",
    name="German",
    plural_forms="nplurals=2; plural=(n != 1);",
    numerals=_NUMERALS,
    homographs=_HOMOGRAPHS,
    word_keys=_word_keys,
    lead_keys=_lead_keys,
    term_keys=_term_keys,
    quotations=(("„", "“"), ("»", "«")),
    inner_quotations=(("‚", "‘"), ("›", "‹")),
    blanks={"%": "\u00a0"},
    may_repeat=_REPEATED.__contains__,
    labels=_LABELS,
    stops=_STOPS,
    negations=_NEGATIONS,
    function_words=_FUNCTION_WORDS,
    scripts=("Latn",),
)
