"""Init: the settings file and the folders of a new project; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from alihbahasa import storage
from alihbahasa.project import SETTINGS_FILE, find, settings_file

_SETTINGS = """\
# The settings of this translation project.  Only what differs from the
# defaults need stand here; `alihbahasa init --json-schema` describes every key.

[project]
# The language of the articles, and those they are translated into (BCP 47).
source = "{source}"
targets = [{targets}]

[folders]
sources = "sources"           # the articles
glossaries = "glossaries"     # the glossaries, CSV
translations = "translations" # exchange files, built articles, the record

[export]
# The first format is the store, where translations live and are edited;
# the others are written beside it for translators who want them.
formats = ["po", "xliff12"]   # also xliff2
# What PO files say of the project:
# title = "news 1.0"
# bugs = "https://git.example.org/news/issues"
# translator = "Sari Wulandari <sari@example.org>"
# team = "{{language}} <translators@example.org>"

# Labels are the fixed words before a link or a credit.  Language packs know the
# usual ones; add your own, or another translation.
# [labels]
# "Baca:" = {{ en = "Read:", ru = "Читайте:" }}

# How heavy the findings of a check are: error, warning, info or off.
# [checks]
# number = "warning"

# Sentences: abbreviations of your own, sentences that are translated anew at each
# of their places, or rules of your own (SRX 2.0) instead of the language pack's.
# [segmentation]
# never_break_after = ["Brigjen."]
# keep_apart = ["Ya."]
# rules = "house.srx"

# Settings for some articles, laid over those above.
# [[overrides]]
# articles = "berita/*.txt"
# checks = {{ number = "error" }}
"""


@dataclass(frozen=True, slots=True)
class Made:
    """What was made, and what was there already."""

    made: tuple[Path, ...]
    there: tuple[Path, ...]


def run(root: Path, *, source: str = "id", targets: Iterable[str] = ("en",)) -> Made:
    """Make a project in *root*, articles in *source*, to be translated into *targets*.

    Where there are settings already, in a file of their own or a
    pyproject.toml, they stand, and the folders are those that they name.
    """
    made: list[Path] = []
    there: list[Path] = []
    storage.make_folder(root)
    with storage.lock(root.absolute()):
        settings = settings_file(root)
        if settings is None:
            settings = root / SETTINGS_FILE
            tags = ", ".join(f'"{tag}"' for tag in targets)
            text = _SETTINGS.format(source=source, targets=tags).encode()
            storage.write({settings: text}, expected={settings: None}, root=root)
            made.append(settings)
        else:
            there.append(settings)
        folders = find(root).settings.folders
        for name in (folders.sources, folders.glossaries, folders.translations):
            folder = root / name
            (there if folder.exists() else made).append(folder)
            storage.make_folder(folder)
    return Made(tuple(made), tuple(there))
