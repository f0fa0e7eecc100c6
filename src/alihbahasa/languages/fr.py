"""French."""

from __future__ import annotations

from alihbahasa.contracts import LanguagePack, Numerals, Stops
from alihbahasa.segmentation import nonbreaking_prefixes

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

PLUGIN = LanguagePack(
    tag="fr",
    name="French",
    plural_forms="nplurals=2; plural=(n > 1);",
    numerals=Numerals(decimal=",", group=("\u202f", "\u00a0")),
    labels=_LABELS,
    stops=_STOPS,
)
