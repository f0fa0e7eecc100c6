"""Malay, as it is written in Malaysia."""

from __future__ import annotations

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
    numerals=Numerals(decimal=".", group=(",", "\u00a0")),
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
