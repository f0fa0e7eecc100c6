"""Turkish."""

from __future__ import annotations

import functools
from decimal import Decimal

from alihbahasa.contracts import LanguagePack, Numerals, Stops
from alihbahasa.languages import _turkic
from alihbahasa.languages._turkic_numerals import CASES, POSSESSED, inflected
from alihbahasa.text import fold

# --- sentences --------------------------------------------------------------

#: Abbreviations that end no sentence: forms of address, ranks, streets, what books write.
_TITLES = """
    Dr dr Prof prof Doç doç Yrd Öğr Gör Arş Uzm Av av Sn sn Bay Bn Hz St Ste Mr Mrs Ms Mme Ecz Vet
    Müh Mim Op Ord Gen Org Korg Tümg Tuğg Tuğa Tüma Kora Ora Alb Yb Bnb Yzb Ütğm Tğm Asb Kur Jan
    Cad cad Sok sok Sk Blv Bul Mah mah Apt apt Ap Bl Kat Böl Blm Mrk Md Müd Bşk Gn Bak
    bkz Bkz krş Krş yay Yay Çev çev Haz haz Ed ed örn Örn yak Yak çoğ Alm İng Fr Rus Osm Ar Far
    İt Yun Erm Az Tic San Tel tel Faks Fax v M.Ö M.S İ.Ö İ.S MÖ MS T.C nu No no
"""
#: Abbreviations that may end a sentence.
_FINALS = """
    vb vs vd v.b v.s ltd Şti şti A.Ş A.Ö inc corp co jr sr a.m p.m
"""
#: Abbreviations that end no sentence before a number.
_NUMBERED = """
    s sf ss syf c nu no nr md m f fık böl t tel oc şub nis haz tem ağ eyl ek kas ar ca
"""
#: Words before which a number with a stop is an ordinal.
_ORDINALS = """
    Ocak Şubat Mart Nisan Mayıs Haziran Temmuz Ağustos Eylül Ekim Kasım Aralık
    Dünya Ordu Kolordu Tümen Tugay Alay Tabur Filo Lig Cumhurbaşkanı Başkan Başbakan Hükûmet
    Hükümet Dönem Madde Bölge Bölüm Kat Cadde Sokak Uluslararası Ulusal Olağan Olağanüstü Genel
    Kongre Kurultay Kurultayı Zirve Zirvesi Yüzyıl Asır Hafta Gün Yıl Yıldönümü Körfez Balkan
    Karabağ İnönü Viyana Abdülhamid Abdülhamit Abdülmecid Mehmed Mehmet Mahmud Mahmut Selim Murad
    Murat Süleyman Osman Mustafa Ahmed Ahmet Beyazıt Bayezid Nikolay Elizabeth Katerina Petro
    Wilhelm Charles Louis Philip Henry George Paul Asliye Ağır Sulh İdare Ceza Hukuk Noter
    Noterliği Aile Daire Dairesi Amatör Profesyonel Sınıf Derece Devre Yarı Etap Ayak Grup Şube
    Dük Dükü Düşesi Kont Kontu Kontesi Baron Baronu Lord Lordu Kral Kralı Sultan Padişah
"""
#: Words before a letter that is no initial: "C vitamini" comes before it, these after.
_CLASSIFIERS = """
    vitamini hepatit plan grup sınıf tip tür kategori bölüm ek seçenek seri blok bölge kapı salon
    Hepatit Plan Grup Sınıf Blok Lig
"""
#: Words that begin a sentence and no name.
_STARTERS = """
    bu şu o onlar biz siz ben sen bunlar şunlar ama ancak fakat ve veya ya ile için çünkü eğer
    sonra önce daha bunun onun ayrıca öte yandan böylece buna ona bununla dolayısıyla yine de hem
    her hiç bazı birçok çok tüm bütün bir iki ne nasıl neden kim nerede artık şimdi bugün dün yarın
    göre rağmen kadar beri hatta oysa yani ise
"""
#: Verbs that say who spoke.
_ATTRIBUTIONS = """
    dedi diyor dediler diye sordu soruyor yazdı yazıyor ekledi bağırdı haykırdı söyledi yanıtladı
    cevapladı belirtti açıkladı seslendi
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
    "read": ("Oku:", "Okuyun:", "Devamını oku:"),
    "read-also": ("Ayrıca okuyun:", "Şunu da okuyun:", "Bunu da okuyun:"),
    "see": ("Bakınız:", "Bkz.:", "İzleyin:", "Video:"),
    "see-also": ("Ayrıca bakınız:", "Ayrıca izleyin:"),
    "related": ("İlgili haberler:", "İlgili haber:", "İlgili haberler", "Benzer haberler"),
    "page": ("Sayfa:", "Sayfalar:"),
    "author": ("Yazar:", "Muhabir:", "Haber:"),
    "editor": ("Editör:", "Yayına hazırlayan:"),
    "source": ("Kaynak:", "Kaynaklar:"),
    "by": ("Yazan:",),
    "photo": ("Fotoğraf:", "Foto:", "Görsel:"),
}

# --- inflection -------------------------------------------------------------

#: Words that lose their last vowel before another: şehir, şehri.
_CONTRACTED = """
    ağız ahit akıl akis akit alın asıl asır ayıp azil azim bağır bahis beniz beyin beyit boyun
    burun cebir cisim cürüm defin devir ehil emir fasıl fetih fikir geniz göğüs gönül haciz hacim
    hapis hasım hayır hazım hışım hüküm hüzün ilim isim izin kabir kadir kahır karın kasır kasıt
    katil kavim kayın kayıp kayıt kesir keşif keyif kısım kibir koyun kutup küfür lütuf metin meyil
    mühür nabız nakış nakil nakit nazım nefis nehir nesil nesir nutuk oğul omuz ömür özür rahim
    rehin remiz resim ritim rükün sabır satıh seyir sihir şahıs şehir şekil şükür tavır ufuk vakıf
    vakit vasıf vehim zehir zihin zikir zulüm
"""
#: Words that double their last consonant before a vowel: hak, hakkı.
_DOUBLED = "af fen had hac hak hat haz his mahal med rab ret sır şer şık tıp üs zam zan zıt"
#: Words of one syllable whose last consonant softens before a vowel, as in all longer words.
_SOFTENING = """
    ant art bent but cenk cep cet cilt çok denk dert dip dört fert garp gök grup harp kalp kap kulp
    kurt Kürt mert renk stant tat yurt
"""
#: What softens, as it is folded.  Old spellings of names have the soft one to begin with: Mehmed.
_SOFTENED = (("k", "g"), ("p", "b"), ("t", "d"), ("b", "p"), ("d", "t"))
_SOFTLY = str.maketrans("kpt", "gbd")


def _changed() -> dict[str, tuple[str, ...]]:
    """Return words with what they are before a vowel, all folded."""
    found: dict[str, tuple[str, ...]] = {"su": ("suy",)}
    for word in fold(_CONTRACTED).split():
        stem = word[:-2] + word[-1]
        found[word] = (stem, stem[:-1] + stem[-1].translate(_SOFTLY))
    for word in fold(_DOUBLED).split():
        found[word] = (word + word[-1], word[:-1] + 2 * word[-1].translate(_SOFTLY))
    for word in fold(_SOFTENING).split():
        found[word] = (word[:-1] + word[-1].translate(_SOFTLY),)
    return found


_INFLECTION = _turkic.Inflection(
    low=("a", "e"),
    vowels=frozenset("aeiou"),
    is_phonetic=False,
    plural="lAr",
    mine="(I)m",
    shared=("(I)mIz", "(I)nIz"),
    thirds=("(s)I", "I"),
    cases=("(n)In", "(y)I", "(y)A", "DA", "DAn", "(y)lA"),
    relatives=("DAki", "(n)Inki"),
    possessed_cases=("nIn", "nI", "nA", "ndA", "ndAn", "ylA"),
    possessed_relatives=("ndAki", "nInki"),
    copulas=("DIr", "DIrlAr"),
    # With them -ki, which makes an adjective of any time: sezonki.
    weak_copulas=(
        *("(y)DI", "(y)DIm", "(y)DIlAr", "(y)mIs", "(y)sA", "(y)ken"),
        *("(y)Im", "sIn", "yIz", "sInIz", "ki"),
    ),
    softened=_SOFTENED,
    changed=_changed(),
    infinitives=("mak", "mek"),
    # As they are folded: ğ is g.
    participles=(
        *("DI", "DIk", "DIg", "(y)AcAk", "(y)AcAg"),
        *("mAmA", "mAyAn", "mAdIk", "mAdIg", "mAyAcAk", "mAyAcAg"),
        *("(I)LmA", "(I)LAn", "(I)LDIk", "(I)LDIg", "(I)LAcAk", "(I)LAcAg"),
    ),
    ambiguous=("mA", "mAk", "(y)An"),
    tenses=(
        *("mIs", "Iyor", "(A)r", "(I)r", "sA", "mAlI", "(y)Ip", "(y)ArAk", "(y)IncA"),
        *("mAdI", "mAmIs", "mIyor", "mAz", "mAsA", "mAyIp"),
    ),
    raising=("Iyor",),
    moments=frozenset(
        fold("önce sonra dün gün bugün yarın şimdi akşam sabah gece öğle yıl ay").split()
    ),
    adjectives=frozenset(fold("askeri dini fikri hukuki insani mali resmi tarihi ticari").split()),
)

# --- numbers ----------------------------------------------------------------

_ONES = "bir iki üç dört beş altı yedi sekiz dokuz".split()
_TENS = "on yirmi otuz kırk elli altmış yetmiş seksen doksan".split()
#: What bir says a number before, with endings or without: elsewhere it is an article.
_COUNTED = """
    yıl ay hafta gün saat dakika saniye kez kere defa kişi puan gol maç numara oy metre kilometre
    kilo litre ton mil fit inç lira dolar avro euro derece
"""
_CASED = (*CASES.split(), *POSSESSED.split())


def _forms(word: str, *endings: str) -> tuple[str, ...]:
    return inflected(word, endings)


def _cardinals() -> dict[str, int]:
    """Return the words to ninety-nine and for the hundreds.

    Those that are other words with endings (altında under, onu him, yüzünden
    because of) take none.  Compounds are often written as one word.
    """
    found = {"sıfır": 0, "on": 10, "yüz": 100, "altı": 6}
    for value, word in ((2, "iki"), (3, "üç"), (4, "dört/dörd"), (5, "beş"), (7, "yedi"),
                        (8, "sekiz"), (9, "dokuz")):  # fmt: skip
        found |= dict.fromkeys(_forms(word, *_CASED, "lI", "lIk", "(ş)Ar", "(I)mIz"), value)
    found |= dict.fromkeys(("altıya", "altıdan", "altısı", "altısını", "altılı", "altışar"), 6)
    for at, tens in enumerate(_TENS, start=1):
        if at > 1:
            endings = ("(y)A", "DAn", "lI", "lIk", "(ş)Ar", "lAr", "lArDA", "lArIn")
            found |= dict.fromkeys(_forms(tens, *endings), at * 10)
        for one, word in enumerate(_ONES, start=1):
            found[f"{tens}{word}"] = at * 10 + one
        found[f"{tens} bir"] = at * 10 + 1
    found |= {f"bir {word}": 1 for word in _COUNTED.split()}
    found |= {f"{word} yüz": at * 100 for at, word in enumerate(_ONES[1:], start=2)}
    found |= {f"{word}yüz": at * 100 for at, word in enumerate(_ONES[1:], start=2)}
    found |= dict.fromkeys(("onlarca", "onluk", "onar"), 10)
    found |= dict.fromkeys(("yüzlerce", "yüzlük", "yüzer"), 100)
    return found | {
        "binlerce": 1000, "milyonlarca": 10**6, "milyarlarca": 10**9, "düzinelerce": 12,
    }  # fmt: skip


def _ordinals() -> dict[str, int]:
    """Return what is formed by -inci, in the cases that it is used in by itself."""
    found = dict.fromkeys(
        _forms("ilk", "(s)I", "(s)InI", "(s)InA", "(s)IndA", "(s)IndAn", "(s)InIn"), 1
    )
    stems = {
        **{word: at for at, word in enumerate(_ONES, start=1)},
        **{word: at * 10 for at, word in enumerate(_TENS, start=1)},
        "dörd": 4, "yüz": 100, "bin": 1000, "milyon": 10**6,
    }  # fmt: skip
    del stems["dört"]
    for stem, value in stems.items():
        ordinal = _forms(stem, "(I)ncI")[1]
        endings = ("lIk", "lIğI", "(s)I", "(s)InI", "(y)A", "DA") if value < 6 else ("lIk", "(s)I")
        found |= dict.fromkeys(_forms(ordinal, *endings), value)
    for at, tens in enumerate(_TENS, start=1):
        found[f"{tens} birinci"] = found[f"{tens}birinci"] = at * 10 + 1
    return found


#: January, October and December are also a stove, sowing and a gap: they need their capital, or
#: the word for month behind them.  The others are no other words, and are also written without.
_MONTHS = "Ocak/Ocağ şubat mart nisan mayıs haziran temmuz ağustos eylül Ekim kasım Aralık/Aralığ"
_DAYS = "pazartesi salı çarşamba perşembe cuma cumartesi pazar"

_NUMERALS = Numerals(
    decimal=",",
    group=(".", "\u00a0"),
    clock=":",
    scales={
        **dict.fromkeys(_forms("bin", "(y)A", "DAn", "(y)I", "(n)In", "lIk", "lAr"), 10**3),
        **{
            form: value
            for word, value in (("milyon", 10**6), ("milyar", 10**9), ("trilyon", 10**12))
            for form in _forms(word, *_CASED, "lIk", "lAr")
        },
        "milyarder": 10**9, "mn": 10**6, "mlyn": 10**6, "mr": 10**9, "mlr": 10**9, "mrd": 10**9,
        **dict.fromkeys(_forms("düzine", "(s)I"), 12),
    },
    cardinals=_cardinals(),
    ordinals=_ordinals(),
    fractions={
        **dict.fromkeys(("buçuk", "buçuğu", "buçukta", "buçuktan", "buçuğa", "buçukluk", "yarım"),
                        Decimal("0.5")),
        **dict.fromkeys(("bir buçuk", "birbuçuk"), Decimal("1.5")),
        **dict.fromkeys(_forms("çeyrek/çeyreğ", "(s)I", "(s)InI"), Decimal("0.25")),
        **{
            f"{below} {form}": value
            for below, above, value in (
                ("dörtte", "bir", Decimal("0.25")), ("üçte", "bir", 1 / Decimal(3)),
                ("üçte", "iki", 2 / Decimal(3)), ("dörtte", "üç", Decimal("0.75")),
                ("beşte", "bir", Decimal("0.2")), ("onda", "bir", Decimal("0.1")),
            )
            for form in _forms(above, "(s)I", "(s)InI", "(s)InA", "(s)IndAn")
        },
    },
    implied={
        **dict.fromkeys(("tek", "tekli", "biri", "birini", "birinin", "birine", "birinde",
                         "birinden", "her bir"), Decimal(1)),
        **dict.fromkeys(("her iki", "çift", "çifti", "çifte", "ikiz", "ikizler", "ikizleri"),
                        Decimal(2)),
        "üçlü": Decimal(3), "üçüz": Decimal(3), "dördüz": Decimal(4),
        **dict.fromkeys(_forms("yüzyıl", "lIk", "(s)I"), Decimal(100)),
        **dict.fromkeys(("asır", "asırlık"), Decimal(100)),
        **dict.fromkeys(("yarı", *_forms("yarısı", "nA", "nI", "nIn", "ndA", "ndAn"), "yarıya"),
                        Decimal("0.5")),
        "gece yarısı": Decimal(0), "öğle": Decimal(12), "öğlen": Decimal(12),
    },
    prefixes={f"bir {word}": 1 for word in _COUNTED.split()},
    spans=("ila", "ile", "ilâ", "ve", "veya", "ya da"),
    months={
        # As dates have them.
        "Ocak": 1, "Şubat": 2, "Mart": 3, "Nisan": 4, "Mayıs": 5, "Haziran": 6, "Temmuz": 7,
        "Ağustos": 8, "Eylül": 9, "Ekim": 10, "Kasım": 11, "Aralık": 12,
        **{
            form: month
            for month, word in enumerate(_MONTHS.split(), start=1)
            for form in _forms(word, *CASES.split(), "DAki")
        },
        **{
            f"{word} {form}": month
            for word, month in (("ocak", 1), ("ekim", 10), ("aralık", 12))
            for part in ("ayı", "başı", "ortası", "sonu")
            for form in _forms(part, "nA", "nDA", "nDAn")
        },
    },
    short_months={
        "Oca": 1, "Şub": 2, "Mar": 3, "Nis": 4, "May": 5, "Haz": 6, "Tem": 7, "Ağu": 8, "Eyl": 9,
        "Eki": 10, "Kas": 11, "Ara": 12,
    },
    weekdays={
        **{
            form: day
            for day, word in enumerate(_DAYS.split(), start=1)
            for form in _forms(word, "(y)A", "(y)I", "(n)In", "DAn", "lArI")
        },
        # Also a market.
        **dict.fromkeys(("pazar günü", "pazar günleri", "pazar gecesi", "pazar sabahı",
                         "pazar akşamı"), 7),
    },
    short_weekdays={"Pzt": 1, "Sal": 2, "Çar": 3, "Per": 4, "Cum": 5, "Cmt": 6, "Paz": 7},
    clock_before=("saat", "saatler", "sabah", "akşam", "gece", "öğleden sonra", "öğlen"),
    forenoon=("sabah", "sabahı", "sabahın", "öğleden önce", "öö"),
    afternoon=("akşam", "akşamı", "öğleden sonra", "ös"),
    decades=(
        *(
            f"{mark}{form}"
            for mark in "'’"
            for plural in ("lar", "ler")
            for form in (*_forms(plural, *CASES.split()), "lı", "li", "lu", "lü")
        ),
        *("lı", "li", "lar", "ler", "larda", "lerde", "ların", "lerin"),
    ),
    minutes={
        **dict.fromkeys(("çeyrek geçe", "çeyrek geçiyor"), 15),
        **dict.fromkeys(("çeyrek kala", "çeyrek var"), -15),
    },
    minus=("eksi", "negatif", "sıfırın altında"),
    units={
        # It stands before the number: yüzde 19.
        "yüzde": "percent", "yüzdelik": "percent",
        **{
            form: symbol
            for words, symbol in (
                ("lira dolar avro euro sterlin ruble rupi rupiah frank manat yen yuan sent kuruş",
                 "currency"),
                ("kilometre km", "km"), ("metre", "m"), ("santimetre santim cm", "cm"),
                ("milimetre mm", "mm"), ("kilogram kilo kg", "kg"), ("gram", "g"), ("ton", "t"),
                ("mil", "mi"), ("fit feet ayak", "ft"), ("inç", "in"), ("yarda", "yd"),
                ("libre pound", "lb"), ("ons", "oz"), ("hektar", "ha"),
                ("litre", "l"), ("galon", "gal"), ("derece", "°"), ("kilometrekare", "km²"),
                ("metrekare", "m²"), ("saniye", "seconds"), ("dakika", "minutes"),
                ("saat", "hours"), ("gün", "days"), ("hafta", "weeks"), ("ay", "months"),
                ("yıl sene", "years"), ("yüzyıl", "centuries"),
            )
            for word in words.split()
            for form in _forms(word, "lIk", "(y)A", "DAn", "DA")
        },
        "acre": "ac", "akre": "ac", "tl": "currency", "₺": "currency", "deniz mili": "nmi",
        "mil kare": "mi²", "fit kare": "ft²", "santigrat": "°C", "santigrat derece": "°C",
        "derece celsius": "°C", "fahrenhayt": "°F", "fahrenhayt derece": "°F",
        "kilometre kare": "km²", "metre kare": "m²", "knot": "kn",
        **dict.fromkeys(("mil/saat", "saatte mil"), "mph"), "km/s": "km/h", "km/sa": "km/h",
    },
    falling=(
        "düş", "azal", "geril", "küçül", "daral", "kayb", "daha az", "inerek", "indi",
    ),
    # Under, to break or wool, to eat, an era.
    vague=frozenset({"altı", "kırk", "yedi", "on", "bir", "yüz", "bin"}),
)  # fmt: skip

_NEGATIONS = frozenset("değil yok hiç hiçbir asla olmayan".split())

#: The commonest words, most of which name nothing: they tell the language.
_FUNCTION_WORDS = frozenset(
    """
    ve için ile bir bu da de olarak gibi daha çok en ama ancak ise ki kadar sonra önce her hiç
    ne nasıl neden değil var yok olan oldu olduğu olduğunu tarafından göre üzere üzerinde içinde
    arasında karşı şu o biz siz ben sen onlar onun bunun kendi bazı tüm bütün yeni iki ilk şey
    zaman şekilde hem veya ya eğer çünkü rağmen beri doğru dolayı ayrıca sadece yalnızca bile
    diye dedi etti eden edilen mi mı mu mü böyle şöyle öyle artık hâlâ hala henüz şimdi burada
    orada bunu onu bana sana ona bize onların olması olacak etmek olmak hakkında fakat birlikte
    ettiği iyi idi değildi nedeniyle on son saat para anda an kim yalnız
    """.split()
)

#: Words that stand twice running only by mistake; others do to mean more.
_ONCE = frozenset(
    """
    ve bu o için ama fakat ancak olarak olan olduğu ile değil çünkü gibi göre kadar tarafından
    üzere sonra önce en de da ki mi mı var her
""".split()
)


def _may_repeat(word: str) -> bool:
    return word not in _ONCE


PLUGIN = LanguagePack(
    tag="tr",
    name="Turkish",
    plural_forms="nplurals=1; plural=0;",
    # Not ç, which is c before a vowel: barış gücü, barış güçleri.
    letters="öşü",
    numerals=_NUMERALS,
    word_keys=functools.partial(_turkic.word_keys, inflection=_INFLECTION),
    term_keys=functools.partial(_turkic.term_keys, inflection=_INFLECTION),
    later_keys=functools.partial(_turkic.later_keys, inflection=_INFLECTION),
    lead_keys=_turkic.lead_keys,
    quotations=(("“", "”"), ("«", "»")),
    inner_quotations=(("‘", "’"), ("‹", "›")),
    blanks={"%": ""},
    may_repeat=_may_repeat,
    labels=_LABELS,
    stops=_STOPS,
    negations=_NEGATIONS,
    function_words=_FUNCTION_WORDS,
    scripts=("Latn",),
)
