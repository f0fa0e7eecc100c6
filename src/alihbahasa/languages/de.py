"""German."""

from __future__ import annotations

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
    numerals=Numerals(decimal=",", group=(".", "\u00a0")),
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
