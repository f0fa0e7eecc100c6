"""Indonesian."""

from __future__ import annotations

from decimal import Decimal
from functools import partial

from alihbahasa.contracts import LanguagePack, Numerals, Stops
from alihbahasa.languages import _malayic
from alihbahasa.model import Kind

# --- sentences --------------------------------------------------------------

#: Abbreviations that end no sentence: titles before a name, ranks (and what stands in
#: brackets behind one), streets and districts, what offices and books write.
_TITLES = """
    prof dr dra drs drg drh tgk tn ny nn sdr sdri sdra bpk yth ytc yml alm almh ust ustz pdt pst
    pnt mgr mr mrs messrs mme mlle dr.h.c Ir Hj H St Br Sr Rm Tb Rd Ms jend jen letjen mayjen
    brigjen laks laksdya laksda laksma marsdya marsda marsma letkol kapt lettu letda pelda peltu
    serma serka sertu serda kopka koptu kopda praka pratu prada komjen irjen kombes akbp akp
    kompol iptu ipda aiptu aipda bripka brigpol briptu bripda purn ret inf kav czi cpl pnb lt maj
    capt sgt cmdr gov Kol Pol Mar Sus Tek Col Gen Sen Rep jl jln gg kec kab dsn kpg komp prov Ds
    Kp Kel Gn Tj a.n a/n a.d a.l d.a d.h d/a u.p u.b c.q cq s.d s/d i.e e.g y.l y.a.d yad t.t.d
    ttd tgl hlm jil jld terj penerj cet lih cf ctt gbr lamp vs v bdk No Det PT CV PD UD Fa Rp kpd QS
    HR RS RSUD
"""
#: Abbreviations that may end a sentence: lists cut short, firms.
_FINALS = """
    dll dsb dst dkk dlsb tsb ybs al etc ltd tbk inc corp co llc pte plc jr bhd sdn gmbh a.m p.m
"""
#: Degrees behind a name.
_DEGREES = """
    S.H M.H S.E M.M S.T M.T S.S M.A M.S B.A B.S S.P M.P S.H.I S.E.I M.E M.B.A L.L.M S.Kom M.Kom
    S.Pd M.Pd S.Pd.I M.Pd.I S.Sos M.Sos S.Ag M.Ag S.Si M.Si S.IP M.IP S.Ip M.Ip S.Ked S.Psi M.Psi
    S.Sn M.Sn S.Hum M.Hum S.Kep S.Farm S.Pt S.Hut S.TP M.TP S.Ak M.Ak S.Th M.Th S.Fil S.I.K S.Ik
    M.Kes S.KM M.Sc M.Eng M.Phil M.Ed B.Sc B.Eng Ph.D Ed.D Dr.Sc Sp.A Sp.B Sp.OG Sp.PD Sp.JP Sp.P
    Sp.KJ Sp.M Sp.THT Apt Lc LL.M LL.B D.Phil D.Sc A.Md A.Ma
"""
#: Abbreviations that end no sentence before a number: months, pages, telephones.
_NUMBERED = """
    jan feb mar apr jun jul ags agt agus sep sept okt nov nop des pkl ps psl ay art hal vol no nr
    pp p rw rt telp tlp tel fax faks maks min kl lk ca tab
"""
#: Words before a letter that is no initial: "vitamin C.", "kuartal I.".
_CLASSIFIERS = """
    kuartal triwulan semester caturwulan babak tahap fase jilid bab bagian pasal ayat butir huruf
    poin lampiran golongan kelas kelompok grup pool divisi seri liga tingkat tipe jenis model
    varian kategori kode blok gedung menara lantai ruang kamar zona sektor jalur rute koridor
    vitamin hepatitis influenza virus darah rencana plan opsi pilihan tim dunia eselon angkatan SIM
    ijazah formulir paket nilai peringkat titik rayon distrik pintu gerbang terminal dermaga unit
    lapis regu generasi Kuartal Grup Liga Seri Dunia Plan Vitamin Blok Gedung Terminal Rencana
    Tipe Kelas Golongan
"""
#: Words that begin a sentence and no name.
_STARTERS = """
    ia dia beliau mereka kami kita saya aku anda kamu engkau ini itu hal tersebut namun tetapi
    tapi akan sementara sedangkan sebab karena oleh sehingga maka jadi lalu kemudian setelah
    sebelum sesudah ketika saat sejak selama hingga sampai pada di dalam dari dengan untuk tanpa
    menurut meski meskipun walau walaupun jika apabila bila kalau seandainya selain bahkan juga
    serta dan atau adapun sebaliknya sebagai seperti para semua setiap banyak beberapa sejumlah
    seorang sebuah suatu kedua ketiga keduanya pihak hanya sudah telah belum tidak bukan jangan
    masih baru kini sekarang hari kemarin besok akhirnya akibatnya sebelumnya selanjutnya antara
    terkait mengenai tentang bagi demi agar supaya apa siapa mengapa kenapa bagaimana kapan ada
    adalah begitu demikian dilansir dikutip berdasarkan
"""
#: Verbs that say who spoke, with and without -nya.
_SAID = """
    kata ujar tutur ungkap imbuh papar jelas lanjut tambah tegas tulis tanya sambung sebut terang
    ucap cetus seru teriak jawab pinta pungkas tandas tukas timpal sergah sahut komentar keluh
    klaim aku canda bisik gumam cuit desak beber urai simpul pesan harap kenang
"""
_SAYS = """
    bertanya berkata berteriak berujar berseru menjawab menanyakan mengatakan menegaskan
    menambahkan menulis bergumam berbisik menimpali
"""

_STOPS = Stops(
    titles=frozenset(_TITLES.split()),
    finals=frozenset(_FINALS.split() + _DEGREES.split()),
    numbered=frozenset(_NUMBERED.split()),
    classifiers=frozenset(_CLASSIFIERS.split()),
    starters=frozenset(_STARTERS.split()),
    attributions=frozenset(
        _SAYS.split() + [verb + ending for verb in _SAID.split() for ending in ("", "nya")]
    ),
)

# --- labels -----------------------------------------------------------------

_LABELS = {
    "read": ("Baca:", "Bacalah:", "Baca selengkapnya:"),
    "read-also": ("Baca juga:", "Baca Juga Artikel:", "Baca pula:", "Artikel lain:"),
    "see": ("Simak:", "Lihat:", "Tonton:", "Simak video:", "Lihat video:"),
    "see-also": ("Simak juga:", "Lihat juga:", "Tonton juga:", "Simak pula:"),
    "related": (
        "Berita terkait:",
        "Artikel terkait:",
        "Terkait:",
        "Berita terkait",
        "Artikel terkait",
        "Pilihan Redaksi",
    ),
    "page": ("Halaman:", "Halaman selanjutnya:"),
    "author": ("Penulis:", "Reporter:", "Pewarta:", "Laporan:", "Kontributor:", "Wartawan:"),
    "editor": ("Editor:", "Penyunting:", "Redaktur:"),
    "source": ("Sumber:",),
    "by": ("Oleh:", "Oleh", "By"),
    "photo": ("Foto:", "Ilustrasi:", "Keterangan foto:", "Dok. foto:"),
}

#: Words that lines begin with which are no body text, and places of datelines.
_OPENINGS = {
    Kind.BOILERPLATE: (
        "Artikel ini telah tayang", "Artikel ini sudah tayang", "Artikel ini pertama kali",
        "Artikel ini bersumber", "Artikel ini telah diterbitkan", "Berita ini telah tayang",
        "Ikuti berita", "Ikuti kami di", "Ikuti kanal", "Ikuti perkembangan berita",
        "Dapatkan update", "Dapatkan berita", "Dapatkan informasi terkini",
        "Baca berita terkini", "Baca berita lainnya", "Baca berita-berita", "Baca selengkapnya di",
        "Baca artikel lainnya", "Cek berita", "Simak berita", "Simak video", "Saksikan video",
        "Saksikan juga video", "Tonton video", "Lihat berita", "Update berita",
        "Mari bergabung di", "Bergabunglah di grup", "Klik di sini", "Klik untuk membaca",
        "Halaman selanjutnya", "Halaman berikutnya", "Lanjut ke halaman", "Advertisement", "Iklan",
        "Scroll to continue", "Lanjutkan membaca", "Gulir untuk melanjutkan", "Copyright",
        "Hak cipta", "Catatan redaksi", "Disclaimer", "[Gambas", "©", "Konten ini",
    ),
    Kind.BYLINE: ("Laporan wartawan", "Laporan reporter", "Tim redaksi", "Tim liputan"),
    Kind.CAPTION: (
        "Ilustrasi", "Dok.", "Dokumentasi", "Antara Foto/", "AFP Photo", "AP Photo", "Reuters/",
        "Kompas.com/", "(Photo by", "Photo by", "(Foto oleh", "Tangkapan layar",
    ),
    Kind.DATELINE: (
        "Jakarta", "Bandung", "Surabaya", "Medan", "Makassar", "Semarang", "Yogyakarta",
        "Denpasar", "Baku", "Yerevan", "Jerewan", "Stepanakert", "Moskow", "Moskwa", "Ankara",
        "Istanbul", "Tbilisi", "Teheran", "Washington", "New York", "London", "Paris", "Jenewa",
        "Brussel", "Beijing", "Tokyo",
    ),
}  # fmt: skip

# --- inflection -------------------------------------------------------------

#: Names that are other words without their capital: places, then papers, days and persons.
_HOMOGRAPHS = frozenset(
    "aras baku batang batu buru ganja garut kapan kudus kura lombok lori malang medan padang palu "
    "pati serang solo subang tartar tegal van "
    "antara detik garuda kompas kontan mars merdeka minggu natal tempo tribun "
    "agung bayu bintang budi cahaya dewi guntur indah intan melati putra putri rahmat surya "
    "wahyu".split()
)

#: Words that end like a clitic which is part of the word, beside those that Malay has too.
_WHOLE_WORDS = _malayic.own_endings(
    {
        "pun": "lampun",
        "nya": "agaknya chechnya kiranya makanya selanjutnya semestinya setidaknya",
        "ku": "haiku",
        "mu": "ketemu",
    }
)

# --- numbers ----------------------------------------------------------------

_UNITS_OF_TEN = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
)  # fmt: skip
_SCALES = {
    "ribu": 10**3, "rb": 10**3, "juta": 10**6, "jt": 10**6, "miliar": 10**9, "milyar": 10**9,
    "miliyar": 10**9, "m": 10**9, "triliun": 10**12, "trilyun": 10**12, "t": 10**12,
    "k": 10**3, "puluh": 10, "ratus": 100, "lusin": 12,
}  # fmt: skip
_CARDINALS = {
    **{word: value for value, word in enumerate(_UNITS_OF_TEN)},
    **{f"{word} belas": 10 + value for value, word in enumerate(_UNITS_OF_TEN) if value > 1},
    "sepuluh": 10, "sebelas": 11, "seratus": 100, "seribu": 1000, "sejuta": 10**6,
    "semiliar": 10**9, "setriliun": 10**12, "selusin": 12,
    "belasan": 10, "puluhan": 10, "ratusan": 100, "ribuan": 1000, "jutaan": 10**6,
    "miliaran": 10**9, "triliunan": 10**12,
}  # fmt: skip

_NUMERALS = Numerals(
    decimal=",",
    group=(".",),
    clock=".",
    scales=_SCALES,
    cardinals=_CARDINALS,
    ordinals={
        "pertama": 1,
        **{f"ke{word}": value for word, value in _CARDINALS.items() if value > 1},
        **{f"ke{word}nya": value for word, value in _CARDINALS.items() if 1 < value < 10},
    },
    fractions={
        "setengah": Decimal("0.5"), "seperempat": Decimal("0.25"),
        "tiga perempat": Decimal("0.75"), "sepertiga": 1 / Decimal(3),
        "dua pertiga": 2 / Decimal(3), "seperlima": Decimal("0.2"),
        "dua perlima": Decimal("0.4"), "tiga perlima": Decimal("0.6"),
        "empat perlima": Decimal("0.8"), "sepersepuluh": Decimal("0.1"),
    },
    implied={
        **{f"ber{word}": Decimal(value) for word, value in _CARDINALS.items() if 1 < value < 10},
        **dict.fromkeys(
            ("sebuah", "seorang", "seekor", "sekali", "sehari", "seminggu", "sebulan", "setahun",
             "sejam", "semenit", "sedetik", "semalam", "sepekan", "tunggal", "perdana"),
            Decimal(1),
        ),
        "separuh": Decimal("0.5"), "separo": Decimal("0.5"), "ganda": Decimal(2),
        "kembar": Decimal(2), "sepasang": Decimal(2), "pasangan": Decimal(2),
        "dasawarsa": Decimal(10), "dekade": Decimal(10), "seabad": Decimal(100),
        "tengah hari": Decimal(12), "tengah malam": Decimal(0),
    },
    spans=("hingga", "sampai", "sampai dengan", "atau", "dan", "ke", "s.d.", "s/d"),
    months={
        "Januari": 1, "Februari": 2, "Pebruari": 2, "Maret": 3, "April": 4, "Mei": 5, "Juni": 6,
        "Juli": 7, "Agustus": 8, "September": 9, "Oktober": 10, "November": 11, "Nopember": 11,
        "Desember": 12,
    },
    short_months={
        "Jan": 1, "Feb": 2, "Mar": 3, "Apr": 4, "Jun": 6, "Jul": 7, "Agt": 8, "Ags": 8, "Agu": 8,
        "Sep": 9, "Sept": 9, "Okt": 10, "Nov": 11, "Nop": 11, "Des": 12,
    },
    clock_before=("pukul", "jam", "pkl", "pkl."),
    weekdays={
        "Senin": 1, "Selasa": 2, "Rabu": 3, "Kamis": 4, "Jumat": 5, "Jum'at": 5, "Jum’at": 5,
        "Sabtu": 6, "Minggu": 7, "Ahad": 7,
    },
    short_weekdays={"Sen": 1, "Sel": 2, "Rab": 3, "Kam": 4, "Jum": 5, "Sab": 6, "Min": 7},
    clock_after=("wib", "wita", "wit", "gmt", "tengah hari", "tengah malam"),
    forenoon=("pagi", "pagi hari", "dini hari", "subuh"),
    afternoon=("sore", "sore hari", "petang"),
    day_parts={"siang": 9, "siang hari": 9, "malam": 18, "malam hari": 18},
    minutes={
        "setengah": -30,
        **dict.fromkeys(("lewat seperempat", "lebih seperempat"), 15),
        **dict.fromkeys(("kurang seperempat",), -15),
    },
    decades=("-an", "an"),
    minus=("minus", "negatif", "di bawah nol"),
    units={
        "persen": "percent", "poin persen": "percentage point",
        "poin persentase": "percentage point", "persen poin": "percentage point",
        "rupiah": "IDR", "dolar": "USD", "dollar": "USD", "euro": "EUR", "rubel": "RUB",
        "yen": "JPY", "yuan": "CNY", "lira": "TRY", "manat": "AZN", "dram": "AMD",
        "poundsterling": "GBP", "pound sterling": "GBP", "ringgit": "MYR",
        "mil": "mi", "mil laut": "nmi", "kaki": "ft", "inci": "in",
        "inchi": "in", "yard": "yd", "yar": "yd", "pon": "lb", "pound": "lb", "ons": "oz",
        "kilometer": "km", "meter": "m", "sentimeter": "cm", "milimeter": "mm",
        "kilogram": "kg", "kilo": "kg", "gram": "g", "ton": "t", "stone": "st",
        "hektar": "ha", "hektare": "ha", "acre": "ac", "ekar": "ac", "are": "ac",
        "liter": "l", "galon": "gal", "knot": "kn", "mil per jam": "mph",
        "kilometer per jam": "km/h", "km per jam": "km/h", "km/jam": "km/h", "mil/jam": "mph",
        "kilometer persegi": "km²", "km persegi": "km²", "meter persegi": "m²",
        "mil persegi": "mi²", "kaki persegi": "ft²", "derajat celsius": "°C",
        "derajat celcius": "°C", "derajat fahrenheit": "°F", "derajat": "°",
        "detik": "seconds", "menit": "minutes", "jam": "hours", "hari": "days", "minggu": "weeks",
        "pekan": "weeks", "bulan": "months", "tahun": "years", "dekade": "decades",
        "dasawarsa": "decades", "abad": "centuries",
        # With the one that is in them.
        "semenit": "minutes", "sejam": "hours", "sehari": "days", "seminggu": "weeks",
        "sepekan": "weeks", "sebulan": "months", "setahun": "years",
    },
    falling=(
        "turun", "menurun", "penurunan", "susut", "menyusut", "penyusutan", "merosot", "kontraksi",
        "terkontraksi", "berkontraksi", "anjlok", "melemah", "berkurang", "pengurangan", "jatuh",
        "tergerus", "terkoreksi",
    ),
)  # fmt: skip

_NEGATIONS = frozenset(
    (
        "tidak tak tiada bukan bukanlah tidaklah belum jangan tanpa nggak enggak"
        " gak ndak mustahil non-"
    ).split()
)

#: The commonest words, most of which name nothing: they tell the language.
_FUNCTION_WORDS = frozenset(
    """
    yang dan di ke dari untuk dengan pada adalah ini itu tidak akan telah sudah dalam oleh
    sebagai juga karena atau tetapi tapi namun bahwa saat ketika setelah sebelum sejak hingga
    sampai seperti lebih bisa dapat harus ada para mereka kami kita dia ia saya anda kamu aku
    beliau bukan belum masih hanya saja lagi lalu kemudian jika kalau maka agar supaya sehingga
    sementara selama antara terhadap tentang mengenai secara sangat paling begitu demikian
    tersebut sebuah seorang banyak beberapa semua setiap siapa apa mana bagaimana mengapa kenapa
    atas bagi tanpa menurut meski meskipun walaupun yaitu yakni merupakan menjadi serta melalui
    sedang pernah ingin mau boleh jangan pula bahkan usai terkait dirinya kepada sekitar tak
    enggak nggak pun apakah daripada adanya berbagai sekarang kini apabila karenanya maupun dll
    perlu an ialah semasa selepas sekiranya bagaimanapun adakah manakala
    """.split()
)

#: Words that stand twice running only by mistake; others for want of a hyphen.
_ONCE = frozenset(
    """
    yang dan di ke dari untuk dengan pada adalah akan telah tidak atau oleh sebagai karena bahwa
    juga para mereka ia kami bagi agar serta namun tetapi sebuah seorang sebelum setelah ketika
    dapat tersebut menjadi secara bukan ini lebih terhadap tentang antara seperti hingga
""".split()
)


def _may_repeat(word: str) -> bool:
    return word not in _ONCE


PLUGIN = LanguagePack(
    tag="id",
    name="Indonesian",
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
    openings=_OPENINGS,
    stops=_STOPS,
    negations=_NEGATIONS,
    function_words=_FUNCTION_WORDS,
    scripts=("Latn",),
)
