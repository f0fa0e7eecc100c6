"""Turkish."""

from __future__ import annotations

from alihbahasa.contracts import LanguagePack, Numerals, Stops

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

PLUGIN = LanguagePack(
    tag="tr",
    name="Turkish",
    plural_forms="nplurals=1; plural=0;",
    numerals=Numerals(decimal=",", group=(".", "\u00a0")),
    labels=_LABELS,
    stops=_STOPS,
)
