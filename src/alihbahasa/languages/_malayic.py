"""The inflection of Indonesian and Malay, which differ in words but not in rules.

What inflects: clitics at the end (-nya, -ku, -mu, -lah, -kah, -tah, -pun), ku-
and kau- before a verb, doubling (rayon-rayon, rayon2), and affixes that a
hyphen keeps off a name or an abbreviation (di-Artsakh, mem-PHK-kan).  All
other affixes make another word, which shares a root with the first.
"""

from __future__ import annotations

from collections.abc import Mapping

#: What is written to the end of a word: first a possessive, then a particle.
_POSSESSIVES = ("nya", "ku", "mu")
_PARTICLES = ("lah", "kah", "tah", "pun")
_CLITICS = (*_PARTICLES, *_POSSESSIVES)

#: A shorter rest is no word that a glossary would have.
_SHORTEST = 3

#: What a hyphen sets before a name: prepositions, and prefixes that leave it what it is.
_PROCLITICS = frozenset("di ke se ku kau me mem men meng menge nge ber ter".split())
#: Prefixes that make another word of a name, or an abbreviation, with or without a hyphen.
_NOMINAL = frozenset(("pe", "pem", "peng", "penge"))
#: What a hyphen sets behind one, with clitics: only the first leave it what it is.
_VERBAL = ("kan", "i")
_SUFFIXES = frozenset(
    suffix + possessive + particle
    for suffix in ("", *_VERBAL, "an")
    for possessive in ("", *_POSSESSIVES)
    for particle in ("", *_PARTICLES)
    if suffix + possessive + particle
)


_AFFIXES = _PROCLITICS | _NOMINAL | _SUFFIXES


def own_endings(words: Mapping[str, str]) -> frozenset[str]:
    """Return the words of a language that end like a clitic which is part of the word.

    *words* are listed by the clitic that they end like, beside those of both
    languages.
    """
    return frozenset(
        word for listed in (*_OWN_ENDINGS.values(), *words.values()) for word in listed.split()
    )


#: Roots (masalah is no masa), and adverbs that have come to be words of their own.
_OWN_ENDINGS = {
    "lah": "abdullah adalah asadullah belalah bersalah hizbullah istilah jumlah kafilah kebelah "
    "majalah makalah masalah membelah memilah mengalah mengolah nasrullah pengolah permasalah "
    "risalah sebelah sejumlah sekolah seolah setelah terbelah",
    "kah": "barakah berkah bongkah jangkah langkah makkah mekkah melangkah menikah nafkah sedekah "
    "selangkah serakah tingkah",
    "tah": "bantah membantah mentah muntah pemerintah pepatah perintah terbantah",
    "pun": "adapun ampun bagaimanapun himpun maupun menghimpun penghimpun rumpun sekalipun "
    "serumpun",
    "nya": "bertanya biasanya hendaknya khususnya penanya rupanya sebaiknya sebelumnya sebenarnya "
    "seharusnya sepertinya sesungguhnya umumnya",
    "ku": "bangku berlaku maluku membeku mengaku pangku pelaku pemangku perilaku selaku tengku "
    "terpaku tungku",
    "mu": "bertamu bertemu menjamu meramu penemu peramu",
}


def _without_clitics(word: str, whole_words: frozenset[str]) -> list[str]:
    """Return what *word* may be with its clitics taken off, the longest first.

    >>> _without_clitics("pemerintahannyalah", frozenset())
    ['pemerintahannya', 'pemerintahan']
    >>> _without_clitics("masalah", own_endings({}))
    []
    """
    found: list[str] = []
    for endings in (_PARTICLES, _POSSESSIVES):
        if not word.endswith(endings):
            continue
        if word in whole_words:
            break
        for ending in endings:
            rest = word.removesuffix(ending)
            # A hyphen leaves no doubt: AS-nya.
            if rest != word and (len(rest) >= _SHORTEST or rest.endswith("-")):
                word = rest.removesuffix("-")
                found.append(word)
                break
    return found


def _undoubled(word: str) -> str:
    """Return the half of a word that is said twice, "" of any other: rayon-rayon, rayon2."""
    if word.endswith("2") and word[:-1].isalpha():
        return word[:-1]
    first, hyphen, second = word.partition("-")
    return first if hyphen and first == second else ""


def lead_keys(word: str) -> tuple[str, ...]:
    """Return the keys of a word that is not the last of its term: no clitics there.

    >>> lead_keys("mem-phk-kan")
    ('mem-phk-kan', 'phk-kan', 'phk')
    """
    if "-" not in word:
        return (word, word[:-1]) if word.endswith("2") and word[:-1].isalpha() else (word,)
    keys = [word]
    before, _, rest = word.partition("-")
    if before in _PROCLITICS and rest not in _SUFFIXES:
        keys.append(rest)
    base, _, suffix = keys[-1].rpartition("-")
    if base and suffix in _VERBAL:
        keys.append(base)
    keys += [half for key in keys if (half := _undoubled(key))]
    return tuple(keys)


#: Words that begin with ku- and are nobody's deed.
_NO_PROCLITIC = frozenset("kuliner kualitas kuantitas kurator kuartal kurikulum".split())


def word_keys(word: str, *, whole_words: frozenset[str]) -> tuple[str, ...]:
    """Return *word*, and what it may be an inflected form of.

    *whole_words* only look as if they had a clitic.

    >>> word_keys("rayon-rayonnya", whole_words=frozenset())
    ('rayon-rayonnya', 'rayon-rayon', 'rayon')
    """
    keys = [word]
    if word.endswith(_CLITICS):
        keys += _without_clitics(word, whole_words)
    if "-" in word or "2" in word:
        keys += [key for form in keys[:] for key in lead_keys(form)[1:]]
    if word.startswith("k"):
        for proclitic in ("kau", "ku"):
            rest = word.removeprefix(proclitic)
            # Kuliah is no liah of mine: what is left has to be long enough to tell.
            if rest != word and rest.isalpha() and word not in _NO_PROCLITIC:
                forms = (rest, *_without_clitics(rest, whole_words))
                keys += [form for form in forms if len(form) > _SHORTEST + 1]
    return tuple(dict.fromkeys(keys)) if len(keys) > 1 else (word,)


def is_one_word(first: str, second: str, *, whole_words: frozenset[str]) -> bool:
    """Tell whether a hyphen joins *first* and *second* to one word.

    So it does in doubled words, whether the doubling inflects (rayon-rayon)
    or makes another word (mobil-mobilan, tolong-menolong, berjalan-jalan), and
    before or after what cannot stand alone (di-Artsakh, Artsakh-lah, ke-25).
    """
    if second in _SUFFIXES or first in _PROCLITICS or first in _NOMINAL:
        return True
    if len(first) < _SHORTEST:
        return first == second
    if second.startswith(first):
        return True
    if second.startswith("me"):
        # The first sound may have melted into the prefix: tulis-menulis.
        return second.endswith(first[1:])
    halves = (
        second,
        *_without_clitics(second, whole_words),
        *map(second.removesuffix, ("an", "i", "kan")),
    )
    return any(len(half) >= _SHORTEST and first.endswith(half) for half in halves)


# --- derivation -------------------------------------------------------------

_VOWELS = "aeiou"

#: meN- (and peN-): what the rest may begin with, and the sound that has melted into the prefix.
_NASAL = (
    ("mem", "bfpv", ""), ("mem", _VOWELS, "p"), ("mem", _VOWELS, "m"),
    ("men", "cdjtzs", ""), ("men", _VOWELS, "t"), ("men", _VOWELS, "n"),
    ("meny", _VOWELS, "s"), ("meng", "ghk", ""), ("meng", _VOWELS, ""), ("meng", _VOWELS, "k"),
    ("menge", "bcdlprst", ""), ("me", "lrwy", ""),
)  # fmt: skip
#: The prefixes, as above, with the suffixes that each goes with.
_PREFIXES = (
    *((prefix, first, melted, ("", "kan", "i")) for prefix, first, melted in _NASAL),
    *((f"p{prefix[1:]}", first, melted, ("", "an")) for prefix, first, melted in _NASAL),
    ("pe", "djkst", "", ("",)),
    ("pel", _VOWELS, "", ("", "an")),
    ("per", "", "", ("an", "kan", "i")),
    ("per", _VOWELS, "r", ("an",)),
    ("ber", "", "", ("", "an", "kan")),
    ("be", "kr", "", ("", "an")),
    ("bel", "a", "", ("",)),
    ("ter", "", "", ("", "kan", "i")),
    ("te", "r", "", ("",)),
    ("di", "", "", ("", "kan", "i")),
    ("ke", "", "", ("an",)),
    ("se", "", "", ("",)),
    ("", "", "", ("an",)),
)
#: Prefixes that others may stand before: mempertahankan, keberhasilan, keterbukaan.
_INNER = ("per", "ber", "ter", "se")


def roots(word: str, *, whole_words: frozenset[str]) -> tuple[str, ...]:
    """Return *word* without its clitics, and what it may be derived from, words between too.

    What the rules propose need be no word; it has two vowels, as nearly all
    roots have, unless affixes on both sides or menge- say that it is one.

    >>> roots("keberhasilannya", whole_words=frozenset())
    ('keberhasilannya', 'keberhasilan', 'berhasil', 'hasil', 'keberhasil')
    """
    found: list[str] = []
    for form in (word, *_without_clitics(word, whole_words)):
        base = _unhyphenated(form)
        found.append(base)
        for stem in _stems(base):
            found.append(stem)
            found += [
                stem.removeprefix(prefix)
                for prefix in _INNER
                if stem.startswith(prefix) and _may_be_root(stem.removeprefix(prefix))
            ]
    return tuple(dict.fromkeys(found))


def _unhyphenated(word: str) -> str:
    """Return the part of *word* that its hyphenated affixes, or its other half, are made of."""
    if "-" not in word:
        return word
    parts = [part for part in word.split("-") if part and part not in _AFFIXES]
    # What is doubled is the shorter: berjalan-jalan, mobil-mobilan.
    return min(parts, key=len) if parts else word


def _stems(word: str) -> list[str]:
    found: list[str] = []
    for prefix, first, melted, suffixes in _PREFIXES:
        rest = word.removeprefix(prefix)
        if (prefix and rest == word) or (first and rest[:1] not in tuple(first)):
            continue
        for suffix in suffixes:
            stem = melted + rest.removesuffix(suffix)
            if rest.endswith(suffix) and _may_be_root(
                stem, is_short=prefix in ("menge", "penge") or bool(prefix and suffix)
            ):
                found.append(stem)
    return found


def _may_be_root(stem: str, *, is_short: bool = False) -> bool:
    vowels = sum(stem.count(vowel) for vowel in _VOWELS)
    return (vowels > 1 and len(stem) > 3) or (is_short and vowels > 0 and len(stem) > 2)
