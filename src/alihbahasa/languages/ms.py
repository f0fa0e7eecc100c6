"""Malay, as it is written in Malaysia."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from alihbahasa.contracts import LanguagePack, Numerals, Stops
from alihbahasa.languages import _malayic

# --- sentences --------------------------------------------------------------

#: Abbreviations that end no sentence: titles, ranks, streets, what offices and books write.
_TITLES = """
    dr prof ir Ts En Tn Pn Dt Tg tgk hj hjh ust usth ustz sdr sdri kol lt lt.kol lt.kdr mej kapt
    jen brig lans kpl sjn insp asp dsp supt acp sac dcp cp yb yab
    y.b y.a.b y.bhg yg.bhg yg bhg y.m y.m.m y.a y.t.m y.arif s.s u.p s.k d.a a/l a/p b/p jln lrg tmn
    Kg Bt psn lbh Leb kpg sek blk tkt bgn hlm jil bil ruj rj spt cth lwn v vs ttd tkh
    i.e e.g cf mr mrs ms mdm st sgt gen col capt rev
"""
#: Abbreviations that may end a sentence.
_FINALS = """
    dll dsb dst etc sdn bhd ltd inc corp co plc pte jr sr a.m p.m
    Ph.D M.Sc B.Sc M.A B.A LL.B M.B.A S.M P.K J.P A.M.N K.M.N P.J.K
"""
#: Abbreviations that end no sentence before a number.
_NUMBERED = """
    jan feb mac apr jun jul ogo ogos sep sept okt nov dis pkl tel faks samb per fasal sek art bab ms
    m/s p pp vol no hal
"""
#: Words before a letter that is no initial: "vitamin C.".
_CLASSIFIERS = """
    vitamin hepatitis influenza pelan kelas kumpulan jenis kategori blok zon gred tingkatan pintu
    dewan bahagian lampiran seksyen jadual siri liga aras varian model virus rancangan pilihan
    laluan terminal Vitamin Hepatitis Kelas Kumpulan Blok Zon Gred Liga Pelan Terminal
"""
#: Words that begin a sentence and no name.
_STARTERS = """
    ia dia beliau mereka kami kita saya aku anda kamu ini itu hal tersebut namun tetapi tapi akan
    sementara manakala sebab kerana oleh maka jadi lalu kemudian selepas sebelum setelah ketika
    semasa sejak selama sehingga hingga pada di dalam dari daripada dengan untuk tanpa menurut
    meskipun walaupun jika sekiranya apabila kalau selain malah juga serta dan atau adapun
    sebaliknya sebagai seperti para semua setiap banyak beberapa sejumlah seorang sebuah satu
    kedua ketiga pihak hanya sudah telah belum tidak bukan jangan masih baru kini sekarang hari
    semalam esok akhirnya akibatnya sebelumnya seterusnya antara berhubung mengenai tentang bagi
    demi agar supaya apa siapa mengapa kenapa bagaimana bila ada adalah begitu demikian terdahulu
    difahamkan justeru bagaimanapun sehubungan walau
"""
#: Verbs that say who spoke, with and without -nya.
_SAID = """
    kata ujar tegas tambah jelas soal tanya tulis jawab dakwa seru luah ulas akui sambung pinta
    balas jerit laung bisik gesa titah sabda
"""
_SAYS = """
    berkata bertanya menjawab menjelaskan menegaskan menambah memberitahu menulis menjerit berbisik
"""

_STOPS = Stops(
    titles=frozenset(_TITLES.split()),
    finals=frozenset(_FINALS.split()),
    numbered=frozenset(_NUMBERED.split()),
    classifiers=frozenset(_CLASSIFIERS.split()),
    starters=frozenset(_STARTERS.split()),
    attributions=frozenset(
        _SAYS.split() + [verb + ending for verb in _SAID.split() for ending in ("", "nya")]
    ),
)

# --- labels -----------------------------------------------------------------

_LABELS = {
    "read": ("Baca:", "Baca selanjutnya:"),
    "read-also": ("Baca juga:", "Artikel lain:"),
    "see": ("Lihat:", "Tonton:", "Video:"),
    "see-also": ("Lihat juga:", "Tonton juga:"),
    "related": ("Berita berkaitan:", "Artikel berkaitan:", "Berita berkaitan", "Artikel berkaitan"),
    "page": ("Halaman:", "Muka surat:"),
    "author": ("Penulis:", "Wartawan:", "Laporan:"),
    "editor": ("Penyunting:", "Editor:"),
    "source": ("Sumber:",),
    "by": ("Oleh:", "Oleh"),
    "photo": ("Foto:", "Gambar:", "Ilustrasi:"),
}

# --- inflection -------------------------------------------------------------

#: Names that are other words without their capital: places, then days, papers and persons.
_HOMOGRAPHS = frozenset(
    "aras baku batu ganja kapan kura lombok lori malang medan padang palu perak serang solo "
    "tartar tumpat van ahad harapan mars merdeka minggu sinar "
    "bintang budi dewi indah intan melati putera puteri rahmat wahyu".split()
)

#: Words that end like a clitic which is part of the word, beside those that Indonesian has too.
_WHOLE_WORDS = _malayic.own_endings(
    {
        "pun": "biarpun kalaupun meskipun sungguhpun walaupun",
        "nya": "kononnya nampaknya sekiranya sememangnya seterusnya terutamanya",
        "mu": "tetamu",
    }
)

# --- numbers ----------------------------------------------------------------

_ONES = "sifar satu dua tiga empat lima enam tujuh lapan sembilan".split()
_CARDINALS = {
    **{word: value for value, word in enumerate(_ONES)},
    **{f"{word} belas": 10 + value for value, word in enumerate(_ONES) if value > 1},
    "kosong": 0, "delapan": 8, "sepuluh": 10, "sebelas": 11, "seratus": 100, "seribu": 1000,
    "sejuta": 10**6, "sebilion": 10**9, "setrilion": 10**12, "sedozen": 12,
    "belasan": 10, "puluhan": 10, "ratusan": 100, "ribuan": 1000, "jutaan": 10**6,
    "berpuluh": 10, "beratus": 100, "beribu": 1000, "berjuta": 10**6, "berbilion": 10**9,
}  # fmt: skip

_NUMERALS = Numerals(
    decimal=".",
    group=(",", "\u00a0"),
    clock=".",
    scales={
        "puluh": 10, "ratus": 100, "dozen": 12, "ribu": 10**3, "k": 10**3, "juta": 10**6,
        "j": 10**6, "bilion": 10**9, "billion": 10**9, "b": 10**9, "trilion": 10**12, "t": 10**12,
    },
    cardinals=_CARDINALS,
    ordinals={
        "pertama": 1,
        **{f"ke{word}": value for word, value in _CARDINALS.items() if 1 < value < 1000},
        "keseribu": 1000, "kesejuta": 10**6,
    },
    fractions={
        **dict.fromkeys(("setengah", "separuh"), Decimal("0.5")),
        **dict.fromkeys(("suku", "satu suku", "seperempat"), Decimal("0.25")),
        "tiga suku": Decimal("0.75"), "tiga perempat": Decimal("0.75"),
        "sepertiga": 1 / Decimal(3), "satu pertiga": 1 / Decimal(3),
        "dua pertiga": 2 / Decimal(3), "sepersepuluh": Decimal("0.1"),
    },
    implied={
        **{f"ber{word}": Decimal(value) for word, value in _CARDINALS.items() if 1 < value < 10},
        **{f"ke{word}-{word}": Decimal(value)
           for value, word in enumerate(_ONES) if 1 < value < 10},
        **dict.fromkeys(
            ("sebuah", "seorang", "seekor", "sebatang", "sekali", "sehari", "seminggu", "sebulan",
             "setahun", "sejam", "seminit", "sesaat", "semalam", "tunggal", "salah satu"),
            Decimal(1),
        ),
        **dict.fromkeys(
            ("kedua-duanya", "dua kali ganda", "berganda", "sepasang", "pasangan", "kembar",
             "berdua"),
            Decimal(2),
        ),
        "dekad": Decimal(10), "sedekad": Decimal(10), "abad": Decimal(100),
        "seabad": Decimal(100),
    },
    spans=("hingga", "sehingga", "sampai", "atau", "dan", "ke", "kepada"),
    months={
        "Januari": 1, "Februari": 2, "Mac": 3, "April": 4, "Mei": 5, "Jun": 6, "Julai": 7,
        "Ogos": 8, "September": 9, "Oktober": 10, "November": 11, "Disember": 12,
    },
    short_months={
        "Jan": 1, "Feb": 2, "Apr": 4, "Jul": 7, "Ogo": 8, "Sep": 9, "Sept": 9, "Okt": 10,
        "Nov": 11, "Dis": 12,
    },
    weekdays={
        "Isnin": 1, "Selasa": 2, "Rabu": 3, "Khamis": 4, "Jumaat": 5, "Sabtu": 6, "Ahad": 7,
    },
    short_weekdays={
        "Isn": 1, "Sel": 2, "Rab": 3, "Kha": 4, "Jum": 5, "Sab": 6, "Ahd": 7,
    },
    clock_before=("pukul", "jam", "pkl", "pkl."),
    clock_after=("pagi", "petang", "malam", "tengah hari", "gmt", "a.m", "p.m", "ptg"),
    forenoon=("pagi", "a.m", "pg"),
    afternoon=("petang", "malam", "tengah hari", "p.m", "ptg"),
    decades=("-an", "an"),
    minus=("minus", "negatif", "di bawah sifar", "di bawah paras beku"),
    units={
        "peratus": "percent", "peratusan": "percent", "ringgit": "currency", "rm": "currency",
        "myr": "currency", "dolar": "currency", "euro": "currency", "rupiah": "currency",
        "sen": "currency", "batu": "mi", "batu nautika": "nmi", "kaki": "ft", "inci": "in",
        "ela": "yd", "paun": "lb", "auns": "oz", "kilometer": "km", "meter": "m",
        "sentimeter": "cm", "milimeter": "mm", "kilogram": "kg", "kilo": "kg", "gram": "g",
        "tan": "t", "hektar": "ha", "ekar": "ac", "liter": "l", "gelen": "gal", "knot": "kn",
        "batu sejam": "mph", "batu per jam": "mph", "kilometer sejam": "km/h", "km sejam": "km/h",
        "kilometer per jam": "km/h", "km/j": "km/h", "kilometer persegi": "km²",
        "km persegi": "km²", "meter persegi": "m²", "batu persegi": "mi²",
        "kaki persegi": "ft²", "darjah celsius": "°C", "darjah fahrenheit": "°F", "darjah": "°",
    },
)  # fmt: skip

_NEGATIONS = frozenset(
    ("tidak tak tiada bukan bukanlah tidaklah belum jangan tanpa mustahil enggan").split()
)

#: The commonest words, most of which name nothing: they tell the language.
_FUNCTION_WORDS = frozenset(
    """
    yang dan di ke dari untuk dengan pada adalah ini itu tidak akan telah sudah dalam oleh
    sebagai juga kerana atau tetapi tapi namun bahawa saat ketika selepas setelah sebelum sejak
    hingga sehingga sampai seperti lebih boleh dapat harus perlu ada para mereka kami kita dia
    ia saya anda kamu aku beliau bukan belum masih hanya sahaja lagi lalu kemudian jika kalau
    maka agar supaya sementara manakala selama antara terhadap tentang mengenai secara sangat
    paling begitu demikian tersebut sebuah seorang banyak beberapa semua setiap siapa apa mana
    bagaimana mengapa kenapa atas bagi tanpa menurut meskipun walaupun iaitu ialah merupakan
    menjadi serta melalui sedang pernah ingin mahu jangan pula bahkan semasa apabila daripada
    kepada sekitar tak pun adakah adanya sekarang kini sekiranya bagaimanapun ianya kedua-dua
    pelbagai maupun dirinya saja an am but telahpun menerusi ekoran hendaklah
    """.split()
)

#: Words that stand twice running only by mistake; others for want of a hyphen.
_ONCE = frozenset(
    """
    yang dan di ke dari daripada kepada untuk dengan pada adalah ialah akan telah tidak atau oleh
    sebagai kerana bahawa juga para mereka ia kami bagi agar serta namun tetapi sebuah seorang
    sebelum selepas ketika dapat tersebut menjadi secara bukan ini lebih terhadap tentang antara
    seperti hingga
""".split()
)


def _may_repeat(word: str) -> bool:
    return word not in _ONCE


PLUGIN = LanguagePack(
    tag="ms",
    name="Malay",
    plural_forms="nplurals=1; plural=0;",
    numerals=_NUMERALS,
    word_keys=partial(_malayic.word_keys, whole_words=_WHOLE_WORDS),
    lead_keys=_malayic.lead_keys,
    is_one_word=partial(_malayic.is_one_word, whole_words=_WHOLE_WORDS),
    roots=partial(_malayic.roots, whole_words=_WHOLE_WORDS),
    homographs=_HOMOGRAPHS,
    quotations=(("“", "”"),),
    inner_quotations=(("‘", "’"),),
    may_repeat=_may_repeat,
    labels=_LABELS,
    stops=_STOPS,
    negations=_NEGATIONS,
    function_words=_FUNCTION_WORDS,
    scripts=("Latn",),
)
