"""Texts to measure on: Indonesian news put together of parts, the same for the same seed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from itertools import accumulate
from random import Random

from alihbahasa.model import (
    Concept,
    Grade,
    Kind,
    Mention,
    Note,
    Place,
    Span,
    State,
    Term,
    TermStatus,
    Unit,
    unit_id,
)

#: One sentence in so many has something in it that looks like an end and is none, or
#: ends otherwise than with a word and a full stop: about as many as in real news.
_ODD_ONE_IN = 8

_WHO = (
    "Presiden Armen Sarkissian|Menteri Luar Negeri Rusia|Juru bicara Perserikatan Bangsa-Bangsa|"
    "Warga Stepanakert|Seorang relawan dari Yerevan|Pasukan penjaga perdamaian|Para pengungsi|"
    "Komite Palang Merah|Kantor berita Perancis|Pemerintah Azerbaijan|Parlemen Armenia|Uni Eropa"
).split("|")
_ODD_WHO = (
    "Prof. Dr. Ir. H. Bambang Wicaksono|Letjen. (Purn.) Sutarto|Ekonom Miranda S. Gunawan|"
    "Drs. Ahmad Fauzi, M.Si.|PT. Sinar Kaukasus Tbk.|Tn. Ruslan dan Ny. Halimah"
).split("|")
_DID = (
    "mengumumkan darurat militer di seluruh wilayah|membuka perundingan di ibu kota Rusia|"
    "menolak gencatan senjata yang disepakati sehari sebelumnya|"
    "mengirim bantuan ke rayon-rayon di perbatasan|meminta kedua pihak menahan diri|"
    "menghitung kerugian akibat perang yang berkecamuk sejak akhir September|"
    "mengungsi ke ibu kota dengan bus dan truk|menyatakan 16 orang tewas dan 23 luka-luka|"
    "memperkirakan inflasi naik 19,1 % tahun ini|membagikan 1.300 paket roti dan selimut"
).split("|")
_WHEN = (
    "pada hari Minggu|sejak pagi hari|menurut keterangan resmi kementerian|di dekat garis depan|"
    "sesudah pertemuan panjang di Jenewa|setelah hujan reda dan jalan dibuka kembali|"
    "tanpa alasan yang jelas|dari markasnya di pinggir kota|meski musim dingin sudah dekat"
).split("|")
_ODD_WHEN = (
    "pada Minggu (27/9/2020)|sejak pukul 07.30 WIB|seharga Rp 1,3 triliun|pada tahun 1988|"
    "sebagaimana dilansir dari www.contoh.org|di Jl. Abovyan No. 5|beserta obat, selimut, dll"
).split("|")
_SAID = (
    "“Kami lapar.¦Kami lelah,” kata {}.|“Siapa yang menembak?” tanya {}.|"
    "“Jangan bergerak!” teriak {}.|“Perang ini harus berakhir,” ujar {}.|"
    "“Kapan kami pulang?¦Tidak ada yang tahu,” tuturnya."
).split("|")


#: The same in English, in the same order.
_ENGLISH_WHO = (
    "President Armen Sarkissian|The Russian foreign minister|A spokesperson for the United Nations|"
    "Residents of Stepanakert|A volunteer from Yerevan|Peacekeeping forces|The displaced people|"
    "The Red Cross Committee|The French news agency|The government of Azerbaijan|"
    "The parliament of Armenia|The European Union"
).split("|")
_ENGLISH_ODD_WHO = (
    "Professor Bambang Wicaksono|Lt. Gen. (Ret.) Sutarto|The economist Miranda S. Gunawan|"
    "Ahmad Fauzi|Sinar Kaukasus|Mr. Ruslan and Mrs. Halimah"
).split("|")
_ENGLISH_DID = (
    "announced martial law throughout the region|opened negotiations in the Russian capital|"
    "rejected the ceasefire that had been agreed the day before|"
    "sent aid to the districts along the border|asked both sides to show restraint|"
    "counted the losses from the war that has raged since the end of September|"
    "fled to the capital by bus and truck|said that 16 people were killed and 23 wounded|"
    "expected inflation to rise by 19.1% this year|handed out 1,300 packs of bread and blankets"
).split("|")
_ENGLISH_WHEN = (
    "on Sunday|since the morning|according to an official statement of the ministry|"
    "near the front line|after a long meeting in Geneva|"
    "after the rain had eased and the road was open again|for no clear reason|"
    "from headquarters on the edge of the city|although winter is near"
).split("|")
_ENGLISH_ODD_WHEN = (
    "on Sunday (27 September 2020)|since 7:30 a.m.|worth Rp 1.3 trillion|in 1988|"
    "as reported by www.contoh.org|at 5 Abovyan Street|with medicine, blankets and so on"
).split("|")
_ENGLISH_SAID = (
    "“We are hungry. We are tired,” {} said.|“Who is shooting?” {} asked.|"
    "“Do not move!” {} shouted.|“This war must end,” {} said.|"
    "“When are we going home? Nobody knows,” the resident said."
).split("|")

_BOTH_WHO, _BOTH_ODD_WHO, _BOTH_DID, _BOTH_WHEN, _BOTH_ODD_WHEN, _BOTH_SAID = (
    [*zip(both[0], both[1], strict=True)]
    for both in (
        (_WHO, _ENGLISH_WHO),
        (_ODD_WHO, _ENGLISH_ODD_WHO),
        (_DID, _ENGLISH_DID),
        (_WHEN, _ENGLISH_WHEN),
        (_ODD_WHEN, _ENGLISH_ODD_WHEN),
        (_SAID, _ENGLISH_SAID),
    )
)


def paragraphs(size: int, *, seed: int = 1) -> list[list[str]]:
    """Return paragraphs, each a list of its sentences, of about *size* characters altogether."""
    random = Random(seed)
    found = []
    length = 0
    while length < size:
        sentences: list[str] = []
        for _ in range(random.randint(2, 6)):
            is_odd = random.randrange(_ODD_ONE_IN) == 0
            if is_odd and random.random() < 0.3:
                sentences += random.choice(_SAID).format("seorang warga").split("¦")
                continue
            who, when = (_ODD_WHO, _ODD_WHEN) if is_odd else (_WHO, _WHEN)
            words = [random.choice(who), random.choice(_DID), random.choice(when)]
            sentences.append(f"{' '.join(words)}.")
        found.append(sentences)
        length += sum(map(len, sentences)) + len(sentences)
    return found


def translations(count: int, *, seed: int = 1) -> list[tuple[str, str]]:
    """Return *count* pairs, all different, of one or two sentences and their English."""
    random = Random(seed)
    found: dict[str, str] = {}
    while len(found) < count:
        pairs = [_translated(random) for _ in range(random.randint(1, 2))]
        source, target = (" ".join(texts) for texts in zip(*pairs, strict=True))
        found[source] = target
    return list(found.items())


def _translated(random: Random) -> tuple[str, str]:
    """Return a sentence, as ``paragraphs`` has them, and its English."""
    is_odd = random.randrange(_ODD_ONE_IN) == 0
    if is_odd and random.random() < 0.3:
        said, english = random.choice(_BOTH_SAID)
        return said.replace("¦", " ").format("seorang warga"), english.format("a resident")
    who, when = (_BOTH_ODD_WHO, _BOTH_ODD_WHEN) if is_odd else (_BOTH_WHO, _BOTH_WHEN)
    drawn = [random.choice(each) for each in (who, _BOTH_DID, when)]
    source, target = (" ".join(words) for words in zip(*drawn, strict=True))
    return f"{source}.", target if target.endswith(".") else f"{target}."


_ONSETS = "b c d g h j k l m n ng ny p r s t w y kh sy".split()
_VOWELS = "a a a i i u u e e o ai".split()
_CODAS = [""] * 8 + "n ng r s t k l m h p".split()

#: How many words the language of the made-up sentences has.
_VOCABULARY = 120_000

#: How much rarer each next word is.  With it, 20,398 pieces of text between spaces have about
#: 6,300 different ones among them, as the Indonesian of NTREX-128 has (6,279).
_ZIPF = 1.18


def _words(count: int, random: Random) -> list[str]:
    """Return *count* different words that could be Indonesian, the short ones first as a rule."""
    found: dict[str, None] = {}
    while len(found) < count:
        syllables = random.choices((2, 3, 4), (5, 4, 1))[0]
        parts = [random.choice(_ONSETS) + random.choice(_VOWELS) for _ in range(syllables)]
        found["".join(parts) + random.choice(_CODAS)] = None
    return list(found)


@cache
def _vocabulary(seed: int) -> list[str]:
    return _words(_VOCABULARY, Random(seed))


def sentences(count: int, *, seed: int = 1) -> list[str]:
    """Return *count* sentences in which words are as frequent as in a language (Zipf's law).

    Some words are capitalised, some have a clitic or stand twice, as in
    Indonesian; a few sentences are those of ``paragraphs``.
    """
    random = Random(seed)
    words = _words(_VOCABULARY, random)
    real = [each for paragraph in paragraphs(40_000, seed=seed) for each in paragraph]
    found = _made_up(words, count, random)
    found[::10] = random.choices(real, k=len(found[::10]))
    return found


def endless(*, seed: int = 1) -> Iterator[str]:
    """Yield sentences of the words of ``sentences``, without end, always others."""
    random = Random(seed)
    words = _vocabulary(1)
    while True:
        yield from _made_up(words, 1_000, random)


def _made_up(words: list[str], count: int, random: Random) -> list[str]:
    """Return *count* sentences of *words*, the first of which are the most frequent."""
    weights = [*accumulate(1 / (rank + 3) ** _ZIPF for rank in range(len(words)))]
    found = []
    for _ in range(count):
        drawn = random.choices(words, cum_weights=weights, k=random.randint(8, 24))
        for at in range(len(drawn)):
            chance = random.random()
            if chance < 0.04:
                drawn[at] = drawn[at].capitalize()
            elif chance < 0.07:
                drawn[at] += random.choice(("nya", "lah", "pun"))
            elif chance < 0.08:
                drawn[at] = f"{drawn[at]}-{drawn[at]}"
            elif chance < 0.13:
                drawn[at] += ","
        drawn[0] = drawn[0].capitalize()
        found.append(f"{' '.join(drawn)}.")
    return found


def remembered(count: int, *, asked: int, seed: int = 1) -> tuple[list[str], list[str]]:
    """Return *count* different sentences of a memory, and *asked* that are looked up in it.

    Five of the memory have seven words of eight in common.  Of those looked up, 60 % are of
    the memory with one to three edits, 25 % are like five of them, 15 % are new.
    """
    random = Random(seed)
    words = _words(_VOCABULARY, random)
    weights = [*accumulate(1 / (rank + 3) ** _ZIPF for rank in range(len(words)))]

    def drawn() -> str:
        return random.choices(words, cum_weights=weights)[0]

    def varied(base: str) -> str:
        return " ".join(word if random.random() > 0.12 else drawn() for word in base.split())

    bases: list[str] = []
    found: dict[str, None] = {}
    while len(found) < count:
        bases += _made_up(words, 1_000, random)
        found.update((varied(base), None) for base in bases[-1_000:] for _ in range(5))
    texts = list(found)[:count]
    random.shuffle(texts)
    queries = []
    for _ in range(asked):
        chance = random.random()
        if chance < 0.6:
            edited = random.choice(texts).split()
            for _ in range(random.randint(1, 3)):
                at = random.randrange(len(edited))
                edited[at : at + random.choice((0, 1, 1))] = random.choice(([], [drawn()]))
                edited = edited or [drawn()]
            queries.append(" ".join(edited))
        elif chance < 0.85:
            queries.append(varied(random.choice(bases)))
        else:
            queries += _made_up(words, 1, random)
    return texts, queries


def terms(count: int, *, seed: int = 1) -> list[str]:
    """Return *count* different terms of one to four words, for the ``sentences`` of *seed*.

    Half of those of several words stand in sentences of the kind, but not in
    these: what is frequent in one text is so in another.
    """
    random = Random(seed + 1)
    words = _vocabulary(seed)
    texts = _made_up(words, count // 2 + 100, random)
    found: dict[str, None] = dict.fromkeys(
        ("darurat militer", "gencatan senjata", "rayon", "Stepanakert", "Palang Merah", "parlemen")
    )
    while len(found) < count:
        length = random.choices((1, 2, 3, 4), (40, 35, 19, 6))[0]
        if length == 1:
            # The most frequent words of a language are no terms.
            found[words[random.randrange(500, len(words))]] = None
        elif random.random() < 0.5:
            stretch = random.choice(texts).rstrip(".").replace(",", "").split()
            at = random.randrange(max(len(stretch) - length, 1))
            found[" ".join(stretch[at : at + length])] = None
        else:
            found[" ".join(random.choices(words, k=length))] = None
    return list(found)[:count]


#: The article that the units of ``units`` stand in.
ARTICLE = "berita/artsakh.txt"

_CONCEPTS = tuple(
    Concept(
        wanted.replace(" ", "-"),
        (
            Term(wanted, "id"),
            *(Term(text, "en") for text in allowed.split("|")),
            *(Term(text, "en", TermStatus.FORBIDDEN) for text in banned.split("|") if text),
        ),
    )
    for wanted, allowed, banned in (
        ("darurat militer", "martial law", "state of emergency|military emergency"),
        ("gencatan senjata", "ceasefire|truce", "armistice"),
        ("rayon", "district|raion", "rayon|county"),
        ("Stepanakert", "Stepanakert", ""),
        ("pengungsi", "displaced person|refugee", "evacuee"),
        ("pasukan penjaga perdamaian", "peacekeeping force|peacekeepers", ""),
    )
)


def units(count: int, pool: Sequence[str], *, seed: int = 1) -> Iterator[Unit]:
    """Yield *count* different units of the sentences *pool*, as a long article has them.

    Half are translated, a tenth are drafts with the source of before; four of
    ten have terms in a note, one of twenty is a heading and one a link; a few
    have quotation marks and markup, a comment, or several places.
    """
    random = Random(seed)
    pool = list(dict.fromkeys(pool))
    for number in range(count):
        text = pool[number % len(pool)]
        if number >= len(pool):
            text = f"{text[:-1]} ({number // len(pool)}.{number % len(pool):05})."
        if random.random() < 0.05:
            text = f'"{text}" & <b>{text[:20]}</b>'
        yield _unit(text, random)


def _unit(text: str, random: Random) -> Unit:
    kind = random.choices((Kind.PARAGRAPH, Kind.HEADING, Kind.LINK), (18, 1, 1))[0]
    source = (text,)
    notes: list[Note] = []
    if random.random() < 0.03:
        notes.append(Note("", "translator", "Is this the mayor of the city or of the region?"))
    concepts: list[Concept] = []
    if random.random() < 0.4:
        concepts = random.sample(_CONCEPTS, random.randint(1, 3))
        notes.append(Note("alihbahasa", "terminology", "\n".join(map(_note_line, concepts))))
    state, target, previous = State.INITIAL, None, None
    chance = random.random()
    if chance < 0.5:
        state, target = State.TRANSLATED, (f"{text[::-1]}.",)
    elif chance < 0.6:
        target, previous = (f"{text[::-1]}.",), (text[:-10],)
    return Unit(
        unit_id(source, kind),
        kind,
        source,
        target,
        state,
        tuple(Place(ARTICLE, block) for block in range(random.choice((*[1] * 19, 2, 3)))),
        mentions=tuple(Mention(each, each.terms[0], Span(0, 5), Grade.EXACT) for each in concepts),
        notes=tuple(notes),
        previous=previous,
    )


def _note_line(concept: Concept) -> str:
    first, *others = concept.terms
    allowed = " or ".join(term.text for term in others if term.status.is_allowed)
    banned = ", ".join(term.text for term in others if not term.status.is_allowed)
    return f"{first.text} = {allowed}{f' (NOT {banned})' if banned else ''}"
