"""Two translators at work while the article changes; a run that dies, and the same end.

Half of the PO and most of the XLIFF come back, five sentences in both; since
they went out the article has got a new lead, a split sentence, another number,
one slip less and one sentence less.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from running import alihbahasa, files

from alihbahasa import plugins, project
from alihbahasa.model import State, Unit, plain, raw
from alihbahasa.workflow import exchange

SENTENCES = [
    "Pertempuran di Artsakh kembali pecah pada Minggu pagi.",
    "Parlemen Armenia mengumumkan darurat militer di seluruh wilayah.",
    "Menteri pertahanan memanggil pasukan cadangan, dan pemerintah menutup dua bandara di selatan.",
    "Warga Stepanakert bersembunyi di ruang bawah tanah.",
    "Kantor kejaksaan mencatat 16 orang tewas dalam tembakan pertama.",
    "Sekolah-sekolah di ibu kota diliburkan sampai pekan depan.",
    "Pemerintah Azerbaijan membantah tuduhan itu.",
    "Rusia meminta kedua pihak menahan diri.",
    "Harga bensin naik 19,1 % dalam sehari.",
    "Antrean panjang terlihat di depan toko roti.",
    "Palang Merah mengirim tiga truk obat ke rayon Martakert.",
    "Jalan menuju Shusha ditutup untuk kendaraan umum.",
    "Pengungsi pertama tiba di Goris menjelang malam.",
    "Mereka ditampung di gedung olahraga milik kota.",
    "Seorang guru menceritakan perjalanannya dengan bus.",
    "Ia membawa buku pelajaran dan foto keluarganya.",
    "Dewan Keamanan akan bersidang pada Selasa.",
    "Prancis mengusulkan pengamat dari tiga negara.",
    "Belum ada tanggapan resmi dari Baku.",
    "Gencatan senjata yang diumumkan tengah malam tidak bertahan lama.",
    "Artileri terdengar lagi sebelum fajar.",
    "Para tetua desa meminta jalan bagi bantuan pangan.",
]
TYPO = ("Antrean panjang terlihat", "Antrian panjang terlihat")
PO, XLIFF = range(12), range(7, 19)


def article(sentences: list[str]) -> str:
    """Return the article, a paragraph of three sentences each."""
    rows = [sentences[at : at + 3] for at in range(0, len(sentences), 3)]
    return "\n\n".join(" ".join(row) for row in rows) + "\n"


def edited() -> str:
    sentences = list(SENTENCES)
    sentences[2] = (
        "Menteri pertahanan memanggil pasukan cadangan. Pemerintah menutup dua bandara di selatan."
    )
    sentences[4] = sentences[4].replace("16", "23")
    sentences[15:16] = []
    return "Lebih dari seribu orang meninggalkan rumah mereka.\n\n" + article(sentences)


def exported(home: Path, name: str) -> exchange.Loaded:
    format = plugins.exchange_format(name)
    return exchange.load(project.find(home), "a.txt", language="en", format=format)


def by_source(home: Path) -> dict[str, Unit]:
    return {raw(unit.source): unit for unit in exported(home, "po").units}


def filled(file: exchange.Loaded, which: range, who: str) -> bytes:
    """Return the bytes of *file* with targets by *who* for some of the sentences."""
    assert file.bitext is not None
    mine = {SENTENCES[number].replace(*TYPO): number for number in which}
    units = [
        replace(unit, target=(f"{who} {mine[words]}.",), state=State.TRANSLATED)
        if (words := plain(unit.source)) in mine
        else unit
        for unit in file.bitext.units
    ]
    return b"".join(file.format.write(file.bitext.header, units, original=file.data or b""))


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose article has changed since it was exported, and two returned files."""
    home = tmp_path_factory.mktemp("before")
    (home / "sources").mkdir()
    (home / "back").mkdir()
    (home / project.SETTINGS_FILE).write_text('[project]\ntargets = ["en"]\n', "utf-8")
    text = article(SENTENCES)
    assert TYPO[0] in text
    (home / "sources" / "a.txt").write_text(text.replace(*TYPO), "utf-8")
    assert alihbahasa("export", cwd=home).returncode == 0
    (home / "back" / "sari.po").write_bytes(filled(exported(home, "po"), PO, "Sari"))
    (home / "back" / "budi.xlf").write_bytes(filled(exported(home, "xliff12"), XLIFF, "Budi"))
    (home / "sources" / "a.txt").write_text(edited(), "utf-8")
    return home


def copy(before: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(before, tmp_path / "home"))


def do_import(home: Path) -> subprocess.CompletedProcess[str]:
    return alihbahasa(
        "import", "back/sari.po", "back/budi.xlf", cwd=home, SOURCE_DATE_EPOCH="1606200000"
    )


def test_the_day(before: Path, tmp_path: Path) -> None:
    home = copy(before, tmp_path)
    assert do_import(home).returncode == 1
    units = by_source(home)

    # What both translated: the first to come stands, the other beside it.
    for number in (7, 8, 10, 11):
        unit = units[SENTENCES[number]]
        assert (raw(unit.target or ()), unit.state) == (f"Sari {number}.", State.TRANSLATED)
        assert [raw(each.target) for each in unit.alternatives] == [f"Budi {number}."]
    # What one did is finished where the sentence is what it was.
    for number in (0, 1, 3, 5, 6, 12, 13, 14, 16, 17, 18):
        unit = units[SENTENCES[number]]
        who = "Sari" if number in PO else "Budi"
        assert (raw(unit.target or ()), unit.state) == (f"{who} {number}.", State.TRANSLATED)
    # The split one: both halves have its target, as drafts.
    for half in ("Menteri pertahanan memanggil pasukan cadangan.", "Pemerintah menutup dua"):
        unit = next(each for words, each in units.items() if words.startswith(half))
        assert (raw(unit.target or ()), unit.is_draft) == ("Sari 2.", True)
        assert unit.previous == (SENTENCES[2],)
    # The number and the slip.
    count = units[SENTENCES[4].replace("16", "23")]
    assert (raw(count.target or ()), count.is_draft) == ("Sari 4.", True)
    slip = units[SENTENCES[9]]
    assert (raw(slip.target or ()), slip.is_draft) == ("Sari 9.", True)
    # What is gone from the article is in the file still.
    gone = units[SENTENCES[15]]
    assert (gone.obsolete, raw(gone.target or ())) == (True, "Budi 15.")
    everything = (home / "translations" / "en" / "a.po").read_text("utf-8")
    for number in PO:
        assert f"Sari {number}." in everything
    for number in XLIFF:
        assert f"Budi {number}." in everything

    status = alihbahasa("status", "--format", "json", cwd=home)
    (row,) = json.loads(status.stdout)["articles"]
    drafts = 4
    translated = len(PO) + len(XLIFF) - 5 - 1 - 3
    assert (row["units"], row["translated"], row["drafts"]) == (23, translated, drafts)
    # Of the five in both, one was edited meanwhile: it is a draft in conflict.
    assert (row["changed"], row["conflicts"]) == (drafts, 5)

    # Nobody has chosen: check says so, and a second import changes no byte.
    assert " conflict: " in alihbahasa("check", cwd=home).stdout
    after = files(home)
    # What nobody has settled is told again.
    assert do_import(home).returncode == 1
    assert files(home) == after
    assert alihbahasa("export", cwd=home).returncode == 0
    after = files(home)
    assert do_import(home).returncode == 1
    assert files(home) == after

    # A slip is no news to the translation; another number is.
    assert alihbahasa("keep", slip.id, "--reason", "slip", cwd=home).returncode == 0
    assert by_source(home)[SENTENCES[9]].state is State.TRANSLATED
    refused = alihbahasa("keep", count.id, "--reason", "slip", cwd=home)
    assert (refused.returncode, "number 16 -> 23" in refused.stderr) == (2, True)

    # Sari had the better one, twice; Budi the others.
    both = [units[SENTENCES[number]].id for number in (7, 8)]
    assert alihbahasa("resolve", "a.txt", "--ours", *both, cwd=home).returncode == 0
    assert alihbahasa("resolve", "a.txt", "--theirs", cwd=home).returncode == 0
    assert " conflict: " not in alihbahasa("check", cwd=home).stdout
    assert raw(by_source(home)[SENTENCES[10]].target or ()) == "Budi 10."
    assert alihbahasa("export", cwd=home).returncode == 0
    after = files(home)
    assert do_import(home).returncode == 0
    assert files(home) == after

    # The sentence comes back, and its translation with it.
    (home / "sources" / "a.txt").write_text(f"{edited()}\n{SENTENCES[15]}\n", "utf-8")
    assert alihbahasa("export", cwd=home).returncode == 0
    back = by_source(home)[SENTENCES[15]]
    assert (raw(back.target or ()), back.state) == ("Budi 15.", State.TRANSLATED)


KILLED = """\
import os, sys
count = int(sys.argv.pop(1))
called = 0
def at(name):
    real = getattr(os, name)
    def call(*arguments, **others):
        global called
        called += 1
        if called == count:
            os.kill(os.getpid(), 9)
        return real(*arguments, **others)
    setattr(os, name, call)
for name in ("replace", "fsync", "open", "unlink"):
    at(name)
from alihbahasa.cli import main
main()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL is POSIX")
def test_killed_at_any_moment_and_run_again_it_comes_to_the_same_end(
    before: Path, tmp_path: Path
) -> None:
    whole = copy(before, tmp_path / "whole")
    do_import(whole)
    wanted = files(whole)
    deaths = 0
    for count in range(1, 100):
        home = copy(before, tmp_path / str(count))
        done = subprocess.run(
            [sys.executable, "-c", KILLED, str(count), "import", "back/sari.po", "back/budi.xlf"],
            cwd=home,
            capture_output=True,
            env={"SOURCE_DATE_EPOCH": "1606200000", "PATH": ""},
            check=False,
        )
        if done.returncode == 1:
            break
        assert done.returncode == -9, done.stderr
        deaths += 1
        do_import(home)
        assert files(home) == wanted
    assert deaths >= 4
