"""Texts to measure on: Indonesian news put together of parts, the same for the same seed."""

from __future__ import annotations

from random import Random

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
