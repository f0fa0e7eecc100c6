"""German."""

from __future__ import annotations

from alihbahasa.contracts import LanguagePack, Numerals, Stops
from alihbahasa.segmentation import nonbreaking_prefixes

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

PLUGIN = LanguagePack(
    tag="de",
    name="German",
    plural_forms="nplurals=2; plural=(n != 1);",
    numerals=Numerals(decimal=",", group=(".", "\u00a0")),
    labels=_LABELS,
    stops=_STOPS,
)
