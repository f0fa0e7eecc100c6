"""French."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from alihbahasa.contracts import LanguagePack, Numerals, Stops
from alihbahasa.segmentation import nonbreaking_prefixes
from alihbahasa.text import fold

# --- sentences --------------------------------------------------------------

#: Abbreviations that end no sentence: forms of address, ranks, streets, what books write.
_TITLES = """
    M MM Mr Mrs Me Mgr Dr Pr Prof St Ste Sts Gén Col Cdt Lt Sgt Adj Amb Min Prés Sén Dép
    av apr bd boul pl r rte ch fg imp sq all c-à-d càd p.ex cf ibid id op vs env ex e.g i.e dép
    arr cant trad éd coll préf dir rééd réf resp adm tél fax mél max min moy hab mar nov cie
"""
#: Abbreviations that may end a sentence.
_FINALS = """
    etc J.-C J-C ltd inc corp jr sr al bros S.A S.A.R.L S.A.S a.m p.m h.t t.t.c
"""
#: Abbreviations that end no sentence before a number.
_NUMBERED = """
    no nos n num art p pp vol chap fig ill tab al t ann par v f fol ms l ca janv févr avr
    juil sept oct déc lun mer jeu ven sam dim
"""
#: Words before a letter that is no initial: "la vitamine C.".
_CLASSIFIERS = """
    vitamine vitamines hépatite plan classe catégorie groupe type partie annexe section option
    série bloc zone point ligne porte hall quai division ligue terminale bâtiment escalier guerre
    Vitamine Hépatite Plan Classe Groupe Zone Ligue
"""
#: Words that begin a sentence and no name.
_STARTERS = """
    il elle ils elles on nous vous je tu ce cet cette ces ça cela ceci c'est c’est l' l’ un une des
    mais et ou or donc car ni si quand lorsque alors après avant depuis pendant comme ainsi aussi
    en dans sur sous par pour sans avec chez entre vers selon malgré outre contre afin dès jusqu
    puis ensuite enfin cependant pourtant toutefois néanmoins aujourd'hui aujourd’hui hier demain
    tout tous toutes plusieurs certains certaines beaucoup chaque aucun aucune son sa ses leur
    leurs mon ma mes notre nos votre vos qui que quoi où comment pourquoi bien même
"""
#: Verbs that say who spoke.
_ATTRIBUTIONS = """
    a-t-il a-t-elle ont-ils ont-elles dit-il dit-elle demande-t-il demande-t-elle
    s'interroge s’interroge s'exclame s’exclame s'écrie s’écrie demande répond ajoute lance
    affirme explique déclare écrit insiste
"""

_STOPS = Stops(
    titles=frozenset(_TITLES.split())
    | frozenset(word for word in nonbreaking_prefixes("fr") if len(word) > 1)
    - frozenset(_FINALS.split()),
    finals=frozenset(_FINALS.split()),
    numbered=frozenset(_NUMBERED.split()),
    classifiers=frozenset(_CLASSIFIERS.split()),
    starters=frozenset(_STARTERS.split()),
    attributions=frozenset(_ATTRIBUTIONS.split()),
)

# --- labels -----------------------------------------------------------------

_LABELS = {
    "read": ("Lire :", "À lire :", "Lire la suite :"),
    "read-also": ("Lire aussi :", "À lire aussi :", "Lire également :"),
    "see": ("Voir :", "À voir :", "Vidéo :"),
    "see-also": ("Voir aussi :", "À voir aussi :"),
    "related": ("Sur le même sujet :", "À ce sujet :", "Articles liés", "Sur le même sujet"),
    "page": ("Page :", "Pages :"),
    "author": ("Auteur :", "Autrice :", "Journaliste :", "Correspondance :"),
    "editor": ("Rédaction :", "Édition :", "Éditeur :"),
    "source": ("Source :", "Sources :"),
    "by": ("Par :", "Par"),
    "photo": ("Photo :", "Crédit photo :", "Illustration :", "Image :"),
}

# --- inflection -------------------------------------------------------------

#: What loses its vowel before the next word: l'armée, jusqu'au.
_ELIDED = frozenset("c d j l m n s t qu jusqu lorsqu puisqu quoiqu".split())

#: Words that end in -s and are no plurals, but look like those of others (mai, foi, pari).
_NO_PLURALS = frozenset("mais fois vers sous plus fils laos paris".split())

#: Feminine endings, with what the masculine has for them.
_FEMININE = {
    "aise": ("ais",), "oise": ("ois",), "ienne": ("ien",), "éenne": ("éen",), "onne": ("on",),
    "ine": ("in",), "aine": ("ain",), "ale": ("al",), "elle": ("el",), "ière": ("ier",),
    "gère": ("ger",), "ive": ("if",), "euse": ("eux", "eur"), "trice": ("teur",),
    "ante": ("ant",), "ente": ("ent",), "ande": ("and",), "ate": ("at",), "erte": ("ert",),
    "enue": ("enu",), "arue": ("aru",), "nnue": ("nnu",),
}  # fmt: skip
#: Nouns that only look like the feminine of another word.
_NO_FEMININES = frozenset("capitale colonne marine medecine morale".split())
#: Persons in -é: elsewhere -ée is too often a noun of its own (armée, année).
_PERSONS = """
    réfugié blessé député employé accusé invité exilé déplacé évacué délégué associé allié aîné
    rescapé fiancé envoyé condamné civilisé qualifié assiégé sinistré
"""

#: Words whose forms no rule leads to.  Verbs that are nouns too (pouvoir, être) are left out:
#: a glossary means the noun.
_IRREGULAR = {
    "œil": "yeux", "ciel": "cieux", "aïeul": "aïeux", "an": "ans", "monsieur": "messieurs",
    "madame": "mesdames mme mmes", "mademoiselle": "mesdemoiselles mlle mlles",
    "vieux": "vieil vieille", "beau": "bel belle", "nouveau": "nouvel nouvelle", "fou": "folle",
    "blanc": "blanche", "franc": "franche", "sec": "sèche", "public": "publique",
    "grec": "grecque", "turc": "turque", "frais": "fraîche", "long": "longue", "bas": "basse",
    "gros": "grosse", "faux": "fausse", "doux": "douce", "roux": "rousse", "favori": "favorite",
    "grand": "grande", "vert": "verte", "sain": "saine", "vain": "vaine", "acteur": "actrice",
    "espagnol": "espagnole", "mongol": "mongole", "complet": "complète", "concret": "concrète",
    "inquiet": "inquiète", "discret": "discrète",
    "aller": "vais vas va vont ira iront irait iraient aille aillent",
    "falloir": "faut fallu fallait faudra faudrait faille", "valoir": "vaut valent valu valait",
    "mourir": "meurs meurt meurent mort morte mourra mourront mourrait mourut moururent",
    "naître": "nais naît naissent naissait naissaient naissant né née naquit naquirent",
    "lire": "lis lit lisons lisez lisent lisait lisaient lisant lu lue",
    "élire": "élis élit élisons élisez élisent élisait élisaient élisant élu élue",
    "boire": "bois boit buvons buvez boivent buvait buvaient buvant bu bue but",
    "croire": "crois croit croyons croyez croient croyait croyaient croyant cru crue crut",
    "plaire": "plaît plaisent plaisait plu", "rire": "ris rit rions rient riait ri",
    "vaincre": "vainc vainquent vainquait vainquant", "convaincre": "convainc convainquent "
    "convainquait convainquant",
    "résoudre": "résous résout résolvons résolvent résolvait résolvant résolu résolue",
    "dissoudre": "dissous dissout dissolvent dissolvait dissolvant dissoute",
    "acquérir": "acquiers acquiert acquièrent acquis acquise acquerra acquit",
    "conquérir": "conquiers conquiert conquièrent conquis conquise conquerra conquit",
    "courir": "cours court couru courra", "accourir": "accourt accouru accourra",
}  # fmt: skip
_WORDS = {fold(form): fold(word) for word, forms in _IRREGULAR.items() for form in forms.split()}
_WORDS |= {f"{fold(person)}e": fold(person) for person in _PERSONS.split()}

#: The endings of verbs, by that of the infinitive; past participles with their feminine.
_CONJUGATIONS = {
    # porter
    "er": "e es ons ez ent ais ait ions iez aient erai eras era erons erez eront erais erait "
    "erions eriez eraient ant é ée èrent",
    # changer, appeler, employer
    "ger": "geons geais geait geaient geant", "ler": "lle lles llent llera lleront llerait",
    "ter": "tte ttes ttent ttera tteront tterait", "yer": "ie ies ient iera ieront ierait",
    # finir; partir, ouvrir
    "ir": "i ie is it issons issez issent issais issait issions issiez issaient issant irai iras "
    "ira irons irez iront irais irait iraient irent "
    "e es ons ez ent ais ait ions iez aient ant",
    "vrir": "vert verte", "frir": "fert ferte", "partir": "pars part", "sortir": "sors sort",
    "sentir": "sens sent", "mentir": "mens ment", "dormir": "dors dort", "servir": "sers sert",
    # vendre, combattre, rompre
    "dre": "d ds", "attre": "at ats", "ettre": "et ets", "pre": "ps pt",
    "re": "ons ez ent ais ait ions iez aient rai ras ra rons rez ront rais rait rions riez raient "
    "ant u ue it irent",
    "prendre": "prenons prenez prennent prenait prenaient prenant pris prise prit prirent prenne",
    "mettre": "mis mise mit mirent",
    "indre": "ins int inte ignons ignez ignent ignait ignaient ignant",
    "uire": "uis uit uite uisons uisez uisent uisait uisaient uisant uisit uisirent",
    "aître": "ais aît ait aissons aissez aissent aissait aissaient aissant aisse",
    "onnaître": "onnu onnue onnut", "araître": "aru arue arut",
    "crire": "cris crit crite crivons crivez crivent crivait crivaient crivant crive crivit",
    "dire": "dis dit dite disons disez disent disait disaient disant dise",
    "faire": "fais fait faite faisons faites font faisait faisaient faisant fera feront ferait "
    "feraient fasse fassent fit firent",
    "traire": "trait traite traient trayant",
    "suivre": "suis suit suivi suivie", "vivre": "vis vit vécu vécue vécut vécurent",
    "clure": "clus clut clue clu cluent cluait cluant",
    "cevoir": "çois çoit çoivent cevons cevez cevait cevaient cevant çu çue cevra cevront cevrait "
    "çoive çut çurent",
    "voir": "vois voit voyons voyez voient voyait voyaient voyant vu vue verra verront verrait "
    "verraient voie virent",
    "enir": "iens ient iennent ienne enons enez enait enaient enant enu enue iendra iendront "
    "iendrait iendraient int inrent",
    "fuir": "fuis fuit fuyons fuyez fuient fuyait fuyaient fuyant fui",
}  # fmt: skip


def _infinitives() -> dict[str, tuple[str, ...]]:
    """Return the endings of infinitives that every ending of a verb may stand for."""
    found: dict[str, list[str]] = {}
    for infinitive, endings in _CONJUGATIONS.items():
        for ending in endings.split():
            found.setdefault(fold(ending), []).append(fold(infinitive))
    return {ending: tuple(dict.fromkeys(each)) for ending, each in found.items()}


_INFINITIVES = _infinitives()
_MASCULINE = {fold(ending): endings for ending, endings in _FEMININE.items()}
_LONGEST_ENDING = max(map(len, _INFINITIVES))
#: A shorter stem tells too little: tonne is no feminine of ton.
_SHORTEST_STEM = 3
#: Infinitives in -er, -ir and -re have a stem before that.
_REGULAR = frozenset(("er", "ir", "re"))
_LAST_LETTERS = frozenset(ending[-1] for ending in _INFINITIVES) | {"x"}


def _word_keys(word: str) -> tuple[str, ...]:
    """Return *word*, and what it may be a form of, with and without what is elided before it.

    What the rules make that is no word does no harm, as no glossary has it.

    >>> _word_keys("l'arme")[:4]
    ("l'arme", 'arme', "l'armer", 'armer')
    >>> {"travail", "traval"} <= {*_word_keys("travaux")}
    True
    """
    before, apostrophe, rest = word.partition("'")
    if apostrophe and before in _ELIDED and rest:
        return tuple(key for bare in _forms_of(rest) for key in (f"{before}'{bare}", bare))
    return tuple(_forms_of(word))


def _forms_of(word: str) -> dict[str, None]:
    """Return *word*, and the words that it may be a form of, as the keys of a dictionary."""
    found = {word: None}
    if word in _WORDS:
        found[_WORDS[word]] = None
    if word[-1:] not in _LAST_LETTERS:
        return found
    for singular in (word, *_singulars(word)):
        found[singular] = None
        if singular in _WORDS:
            found[_WORDS[singular]] = None
        if singular[-1] == "e" and singular not in _NO_FEMININES:
            for length in (3, 4, 5):
                stem = singular[:-length]
                if len(stem) >= _SHORTEST_STEM:
                    for masculine in _MASCULINE.get(singular[-length:], ()):
                        found[stem + masculine] = None
        for length in range(min(_LONGEST_ENDING, len(singular)) + 1):
            stem = singular[: len(singular) - length]
            for infinitive in _INFINITIVES.get(singular[len(singular) - length :], ()):
                if len(stem) > 1 or infinitive not in _REGULAR:
                    found[stem + infinitive] = None
    return found


def _singulars(word: str) -> tuple[str, ...]:
    """Return what *word* may be a plural of: forces, lieux, travaux."""
    if len(word) < 4 or word in _NO_PLURALS:
        return ()
    if word[-1] == "s":
        return (word[:-1],) if word[-2] != "s" else ()
    if word.endswith("aux"):
        return (word[:-1], f"{word[:-3]}al", f"{word[:-3]}ail")
    return (word[:-1],) if word.endswith(("eux", "oux")) else ()


#: Names that are other words without their capital: places, institutions, papers.
_HOMOGRAPHS = frozenset(
    map(
        fold,
        "Aube Bourse Chambre Cher Église Est État Lot Manche Mars Orange Orne Somme "
        "Tours Van Vienne Croix Figaro Libération Monde Point Échos".split(),
    )
)

# --- numbers ----------------------------------------------------------------

_ONES = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze",
    "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf",
)  # fmt: skip
_TENS = {
    "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70,
    "huitante": 80, "quatre-vingt": 80, "nonante": 90,
}  # fmt: skip


def _below_hundred() -> dict[str, int]:
    """Return the cardinals below a hundred, hyphens in all places where they may stand."""
    found = {word: value for value, word in enumerate(_ONES)}
    for tens, value in _TENS.items():
        found[tens] = value
        # Soixante-dix, quatre-vingt-onze: these go on to nineteen.
        last = 19 if tens in ("soixante", "quatre-vingt") else 9
        for one, word in enumerate(_ONES[1 : last + 1], start=1):
            joint = "-et-" if one in (1, 11) and tens != "quatre-vingt" else "-"
            found[tens + joint + word] = value + one
    return found


def _spaced(words: Mapping[str, int]) -> dict[str, int]:
    """Return *words*, and as they are spelled without hyphens: vingt et un, vingt deux."""
    return {**words, **{word.replace("-", " "): value for word, value in words.items()}}


_CARDINALS = _below_hundred()
#: What un and une say a number before: elsewhere they are articles, and explain no 1.
_COUNTED = (
    *(
        f"un {word}"
        for word in (
            "an mois jour point but match homme enfant mort blessé siège euro dollar mètre "
            "kilomètre mille mile pied pouce kilo gramme litre hectare degré"
        ).split()
    ),
    *(
        f"une {word}"
        for word in (
            "année semaine journée heure minute seconde fois personne femme voix livre tonne once"
        ).split()
    ),
)
#: Words for about so many: une vingtaine; they count as scales do, too (deux douzaines).
_ABOUT = {
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30,
    "quarantaine": 40, "cinquantaine": 50, "soixantaine": 60, "centaine": 100,
}  # fmt: skip


def _ordinal(word: str) -> str:
    stem = {"q": f"{word}u", "f": f"{word[:-1]}v", "e": word[:-1]}.get(word[-1], word)
    return f"{stem}ième"


#: Centuries and districts are written in Roman numerals with an ending.  VIe alone is a life.
_ROMAN = (
    "IIe IIIe IVe Ve VIIe VIIIe IXe Xe XIe XIIe XIIIe XIVe XVe XVIe XVIIe XVIIIe XIXe XXe XXIe"
).lower().split()  # fmt: skip

_NUMERALS = Numerals(
    decimal=",",
    group=("\u202f", "\u00a0"),
    clock="\u00a0h\u00a0",
    scales={
        "mille": 10**3, "millier": 10**3, "milliers": 10**3, "k": 10**3,
        "million": 10**6, "millions": 10**6, "m": 10**6, "mio": 10**6,
        "milliard": 10**9, "milliards": 10**9, "md": 10**9, "mds": 10**9, "mrd": 10**9,
        "billion": 10**12, "billions": 10**12,
        **{form: value for word, value in _ABOUT.items() for form in (word, f"{word}s")},
    },
    cardinals={
        **_spaced({word: value for word, value in _CARDINALS.items() if word != "un"}),
        **_spaced({f"{word}e": v for word, v in _CARDINALS.items() if word.endswith("-un")}),
        **_spaced({"quatre-vingts": 80, "cent": 100}),
        **dict.fromkeys(_COUNTED, 1),
        # No scale: 50 cents are half a euro.
        **{
            f"{word} {hundred}": at * 100
            for at, word in enumerate(_ONES[2:10], start=2)
            for hundred in ("cent", "cents")
        },
    },
    ordinals={
        **dict.fromkeys(("premier", "première", "premiers", "premières"), 1),
        **dict.fromkeys(("second", "seconde", "seconds"), 2),
        **_spaced({_ordinal(word): v for word, v in _CARDINALS.items() if v > 1}),
        **{f"{_ordinal(word)}s": v for word, v in _CARDINALS.items() if 1 < v < 20},
        "centième": 100, "millième": 1000, "millionième": 10**6,
        **{word: at for at, word in zip((2, 3, 4, 5, *range(7, 22)), _ROMAN, strict=True)},
        "vie siècle": 6, "vie arrondissement": 6,
    },
    fractions={
        **dict.fromkeys(("demi", "demie", "et demi", "et demie"), Decimal("0.5")),
        **dict.fromkeys(("un quart", "et quart", "et un quart"), Decimal("0.25")),
        "trois quarts": Decimal("0.75"), "un tiers": 1 / Decimal(3), "deux tiers": 2 / Decimal(3),
    },
    implied={
        **dict.fromkeys(
            ("seul", "seule", "unique", "chaque", "ier", "numéro un", "l'un", "l'une", "l’un",
             "l’une"),
            Decimal(1),
        ),
        **dict.fromkeys(
            ("les deux", "tous deux", "toutes deux", "tous les deux", "toutes les deux", "double",
             "doubles", "doubler", "doublé", "doublée", "couple", "couples", "paire", "paires",
             "duo", "jumeaux", "jumelles"),
            Decimal(2),
        ),
        **dict.fromkeys(("triple", "tripler", "triplé", "trio", "triplés"), Decimal(3)),
        **dict.fromkeys(("quadruple", "quadruplé"), Decimal(4)),
        **dict.fromkeys(("quinze jours",), Decimal(14)),
        **dict.fromkeys(("huit jours",), Decimal(7)),
        **dict.fromkeys(("décennie", "décennies"), Decimal(10)),
        **dict.fromkeys(("siècle", "siècles", "centenaire"), Decimal(100)),
        **dict.fromkeys(("moitié", "moitiés", "semestre"), Decimal("0.5")),
        **dict.fromkeys(("quart", "trimestre"), Decimal("0.25")),
        "tiers": 1 / Decimal(3), "midi": Decimal(12), "minuit": Decimal(0),
    },
    spans=("à", "et", "ou", "au", "jusqu'à", "jusqu’à"),
    months={
        "janvier": 1, "février": 2, "avril": 4, "mai": 5, "juin": 6, "juillet": 7, "août": 8,
        "aout": 8, "septembre": 9, "octobre": 10, "novembre": 11, "décembre": 12,
        # By itself it may be the planet.
        **dict.fromkeys(("en mars", "début mars", "mi-mars", "fin mars", "mois de mars"), 3),
    },
    short_months={
        "mars": 3, "janv": 1, "févr": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11,
        "déc": 12,
    },
    weekdays={
        form: day
        for day, word in enumerate(
            ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"), start=1
        )
        for form in (word, f"{word}s")
    },
    short_weekdays={"lun": 1, "mar": 2, "mer": 3, "jeu": 4, "ven": 5, "sam": 6, "dim": 7},
    clock_after=("h", "heures", "heure", "gmt", "cet"),
    forenoon=("du matin",),
    afternoon=("de l'après-midi", "de l’après-midi", "du soir"),
    minutes={
        **dict.fromkeys(("et demi", "et demie"), 30),
        **dict.fromkeys(("et quart", "et un quart"), 15),
        **dict.fromkeys(("moins le quart", "moins un quart"), -15),
    },
    decades_before=("années",),
    minus=("moins", "négatif", "négative", "en dessous de zéro", "au-dessous de zéro"),
    units={
        **dict.fromkeys(("pour cent", "pourcent", "pour-cent"), "percent"),
        **{
            form: "currency"
            for word in ("euro", "dollar", "franc", "rouble", "rupiah", "yen", "yuan", "manat",
                         "dram", "livre sterling", "livres sterling", "centime", "cent")
            for form in (word, f"{word}s")
        },
        **{
            form: symbol
            for word, symbol in (
                ("mètre", "m"), ("kilomètre", "km"), ("centimètre", "cm"), ("millimètre", "mm"),
                ("pied", "ft"), ("pouce", "in"), ("yard", "yd"), ("verge", "yd"), ("mile", "mi"),
                ("mille", "mi"), ("gramme", "g"), ("kilogramme", "kg"), ("kilo", "kg"),
                ("tonne", "t"), ("livre", "lb"), ("once", "oz"), ("stone", "st"),
                ("hectare", "ha"), ("acre", "ac"), ("litre", "l"), ("gallon", "gal"),
                ("pinte", "pt"), ("nœud", "kn"), ("noeud", "kn"), ("degré", "°"),
            )
            for form in (word, f"{word}s") if form != "mille"
        },
        "t": "t", "l": "l", "g": "g",
        "milles marins": "nmi", "milles nautiques": "nmi", "km²": "km²", "m²": "m²",
        "mètres carrés": "m²", "kilomètres carrés": "km²", "miles carrés": "mi²",
        "milles carrés": "mi²", "pieds carrés": "ft²", "miles par heure": "mph",
        "miles à l'heure": "mph", "miles à l’heure": "mph", "kilomètres par heure": "km/h",
        "kilomètres à l'heure": "km/h", "kilomètres à l’heure": "km/h",
        "kilomètres-heure": "km/h", "kilomètres/heure": "km/h",
        "degrés celsius": "°C", "degrés fahrenheit": "°F",
        **{
            form: symbol
            for word, symbol in (
                ("minute", "minutes"), ("heure", "hours"), ("jour", "days"), ("semaine", "weeks"),
                ("an", "years"), ("année", "years"), ("décennie", "decades"),
                ("siècle", "centuries"),
            )
            for form in (word, f"{word}s")
        },
        "secondes": "seconds", "mois": "months",
    },
    falling=(
        "baiss", "chut", "recul", "diminu", "déclin", "contract", "perd", "repli", "dégringol",
        "effondr", "réduc", "rédui", "fléch",
    ),
    # New, too.
    vague=frozenset({"neuf"}),
)  # fmt: skip

# --- territories ------------------------------------------------------------

#: What and who comes from a territory, by its code in ISO 3166-1.
_DEMONYMS = {
    code: tuple(words.split(", "))
    for code, words in {
        "AM": "arménien", "AZ": "azerbaïdjanais, azéri", "GE": "géorgien", "RU": "russe",
        "TR": "turc", "IR": "iranien", "UA": "ukrainien", "BY": "biélorusse", "MD": "moldave",
        "LT": "lituanien", "LV": "letton", "EE": "estonien", "PL": "polonais", "DE": "allemand",
        "AT": "autrichien", "CH": "suisse", "FR": "français", "BE": "belge", "NL": "néerlandais",
        "LU": "luxembourgeois", "GB": "britannique", "IE": "irlandais", "ES": "espagnol",
        "PT": "portugais", "IT": "italien", "MT": "maltais", "GR": "grec", "CY": "chypriote",
        "BG": "bulgare", "RO": "roumain", "HU": "hongrois", "CZ": "tchèque", "SK": "slovaque",
        "SI": "slovène", "HR": "croate", "BA": "bosnien", "RS": "serbe", "ME": "monténégrin",
        "MK": "macédonien", "AL": "albanais", "XK": "kosovar", "SE": "suédois", "NO": "norvégien",
        "DK": "danois", "FI": "finlandais", "IS": "islandais", "US": "américain, états-unien",
        "CA": "canadien", "MX": "mexicain", "BR": "brésilien", "AR": "argentin", "KZ": "kazakh",
        "UZ": "ouzbek", "TM": "turkmène", "KG": "kirghize", "TJ": "tadjik", "AF": "afghan",
        "PK": "pakistanais", "IN": "indien", "BD": "bangladais", "LK": "sri-lankais",
        "CN": "chinois", "TW": "taïwanais", "HK": "hongkongais", "JP": "japonais",
        "KR": "sud-coréen", "KP": "nord-coréen", "MN": "mongol", "IQ": "irakien", "SY": "syrien",
        "LB": "libanais", "JO": "jordanien", "IL": "israélien", "PS": "palestinien",
        "SA": "saoudien", "AE": "émirati", "QA": "qatari, qatarien", "KW": "koweïtien",
        "BH": "bahreïni, bahreïnien", "OM": "omanais", "YE": "yéménite", "EG": "égyptien",
        "LY": "libyen", "TN": "tunisien", "DZ": "algérien", "MA": "marocain", "SD": "soudanais",
        "ET": "éthiopien", "ID": "indonésien", "MY": "malaisien", "SG": "singapourien",
        "BN": "brunéien", "TH": "thaïlandais", "VN": "vietnamien", "KH": "cambodgien",
        "LA": "laotien", "MM": "birman", "PH": "philippin", "TL": "est-timorais",
        "AU": "australien", "NZ": "néo-zélandais", "PG": "papouan-néo-guinéen",
    }.items()
}  # fmt: skip

_NEGATIONS = frozenset(
    ("ne n'- non pas jamais rien aucun aucune personne sans ni guère nul nulle").split()
)

#: The commonest words, most of which name nothing: they tell the language.
_FUNCTION_WORDS = frozenset(
    """
    le la les de des du un une et à en dans que qui pour pas sur au aux par plus ne se ce cette
    ces il elle ils elles on nous vous je tu leur leurs son sa ses mon ma mes notre votre nos
    vos est sont était étaient été être a ont avait avaient avoir fait faire avec sans sous
    entre mais ou où donc comme si même aussi très bien tout tous toute toutes autre autres y
    dont lors après avant depuis pendant contre chez vers selon peut peuvent doit deux encore
    alors ainsi parce quand lorsque moins peu trop ceux celle celui cela ça c'est c’est n'est
    n’est d'un d’un d'une d’une qu'il qu’il qu'ils qu’ils qu'elle qu’elle s'est s’est n'a n’a
    l'on l’on j'ai j’ai n'ont n’ont qu'un qu’un qu'une qu’une me but an or car hier
    """.split()
)

#: Words that stand twice running where nothing is wrong.
_REPEATED = frozenset(
    """
    nous vous est sont a ont en faire très bien oui non si tout va ça cela y ha
""".split()
)

PLUGIN = LanguagePack(
    tag="fr",
    name="French",
    plural_forms="nplurals=2; plural=(n > 1);",
    numerals=_NUMERALS,
    homographs=_HOMOGRAPHS,
    demonyms=_DEMONYMS,
    word_keys=_word_keys,
    quotations=(("«\u00a0", "\u00a0»"),),
    inner_quotations=(("“", "”"), ("‘", "’"), ("‹", "›")),
    blanks=dict.fromkeys(";!?%", "\u202f") | {":": "\u00a0"},
    may_repeat=_REPEATED.__contains__,
    labels=_LABELS,
    stops=_STOPS,
    negations=_NEGATIONS,
    function_words=_FUNCTION_WORDS,
    scripts=("Latn",),
)
