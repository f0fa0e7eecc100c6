"""A project to pack, what is in a pack, and how it comes back."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

from running import quickly

from alihbahasa import plugins, project
from alihbahasa.model import Unit, raw
from alihbahasa.project import Project
from alihbahasa.workflow import export, init

GLOSSARY = """\
concept,id,en,en:not,match,level,keep,note
darurat-militer,darurat militer,martial law,state of emergency,inflected,must,,
rayon,rayon,district,county,inflected,should,,"only, in quotations"
tribun,TribunNews,,,exact,must,*,
"""
PLAIN = """\
Armenia Umumkan Darurat Militer

Pemerintah menyatakan darurat militer pada Minggu (27/9/2020). Tiga rayon dikosongkan.
Baca: Rayon-Rayon di Perbatasan
"Harga naik 19,1 % & warga <cemas>," katanya. Berkas C:\\\\nama\\tabel tersimpan.
Foto: Sari\\Antara
"""
MARKED = """\
# Armenia Umumkan Darurat Militer

Warga **rayon** [Shusha](https://example.org/a?b=1&c="2") _mengungsi_ ke `Stepanakert`.
Tiga rayon dikosongkan.

- satu
- dua & tiga
"""
PAGE = """\
<html><body><h1>Rumah sakit</h1>
<p>Warga <b>rayon</b> tiba.<br>Mereka <a href="x?a=1&amp;b=2">lelah</a> &amp; lapar.</p>
</body></html>
"""
ARTICLES = {"a.txt": PLAIN, "berita/b.md": MARKED, "berita/c d.html": PAGE}


def started(folder: Path, targets: tuple[str, ...] = ("en",)) -> Project:
    """Make a project of three articles in *folder*."""
    folder.mkdir(parents=True, exist_ok=True)
    init.run(folder, targets=targets)
    (folder / "glossaries/terms.csv").write_text(GLOSSARY, "utf-8")
    for name, text in ARTICLES.items():
        path = folder / "sources" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    found = project.find(folder)
    export.run(found)
    return found


def packed(folder: Path, *arguments: str, language: str = "en") -> dict[str, bytes]:
    """Pack the project in *folder* and return the files of the pack, ``pack.zip`` there."""
    name = str(folder / "pack.zip")
    done = quickly("pack", *arguments, "--to", language, "--output", name, cwd=folder)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(name) as archive:
        return {each: archive.read(each) for each in archive.namelist()}


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip of *files* as any program makes it."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return made.getvalue()


def read(data: bytes, name: str = "po") -> tuple[Unit, ...]:
    """Return the units of an exchange file."""
    return tuple(plugins.exchange_format(name).read(BytesIO(data))[1])


def stored(folder: Path, language: str = "en") -> dict[str, dict[str, Unit]]:
    """Return the units of all stores by article and id."""
    root = folder / "translations" / language
    return {
        path.relative_to(root).with_suffix("").as_posix(): {
            unit.id: unit for unit in read(path.read_bytes()) if not unit.obsolete
        }
        for path in sorted(root.rglob("*.po"))
    }


def filled(data: bytes, translate: Callable[[Unit], str]) -> bytes:
    """Return the PO file *data* with the targets that *translate* gives, written as a person would.

    The entries are told apart by their references.
    """
    from alihbahasa.contracts import Change
    from alihbahasa.model import State

    changes = {unit.id: Change((translate(unit),), State.TRANSLATED) for unit in read(data)}
    return b"".join(plugins.exchange_format("po").patch(data, changes))


def memory(pairs: Mapping[str, str], *, source: str = "id", target: str = "en") -> bytes:
    """Return the memory that OmegaT keeps of *pairs*."""
    units = "".join(
        f'<tu><tuv lang="{source}"><seg>{escape(one)}</seg></tuv>'
        f'<tuv lang="{target}" changeid="sari" changedate="20261130T053400Z">'
        f"<seg>{escape(other)}</seg></tuv></tu>\n"
        for one, other in pairs.items()
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx11.dtd">\n'
        '<tmx version="1.1"><header creationtool="OmegaT" o-tmf="OmegaT TMX" adminlang="EN-US" '
        'datatype="plaintext" creationtoolversion="3.6.0" segtype="paragraph" '
        f'srclang="{source}"/>\n<body>\n{units}</body></tmx>\n'
    ).encode()


def sources(files: Mapping[str, bytes]) -> list[str]:
    """Return the sources of the PO files that OmegaT is to translate."""
    names = sorted(name for name in files if re.fullmatch(r"source/.*\.po", name))
    return list(dict.fromkeys(raw(unit.source) for name in names for unit in read(files[name])))
