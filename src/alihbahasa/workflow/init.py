"""Init: the settings file and the folders of a new project; nothing is overwritten.

For Weblate it also writes ``weblate.json``: a list of components, one an
article, in the shape that Weblate's management command ``import_json`` reads.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from alihbahasa import plugins, profiles, storage
from alihbahasa.errors import AlihbahasaError
from alihbahasa.project import SETTINGS_FILE, Project, find, settings_file
from alihbahasa.records import dataclass

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

# Articles that are done with: their files stay as they are, and check looks at
# them only where they are named.
# [articles]
# frozen = ["berita/2020/*"]

# Articles that are records of JSON Lines below the sources, beside those that are files.
# [[archives]]
# files = "arsip/*.jsonl.gz"
# id = "id"
# text = "content.body"
# title = "headline"

[export]
# The program that translators use: default, omegat, omegat-legacy, poedit,
# weblate, lokalize or rich.
{profile}
# The first format is the store, where translations live and are edited;
# the others are written beside it for translators who want them.
formats = [{formats}]   # there are po, xliff12, xliff2
# xliff2_version = "2.1"      # without it 2.0, which more programs open
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


#: What Weblate calls the formats that it reads.
_WEBLATE = {"po": "po", "xliff12": "plainxliff"}


@dataclass(frozen=True, slots=True)
class Made:
    """What was made, and what was there already; *profile* is that of the settings."""

    made: tuple[Path, ...]
    there: tuple[Path, ...]
    profile: str


def run(
    root: Path,
    *,
    source: str = "id",
    targets: Iterable[str] = ("en",),
    profile: str | None = None,
) -> Made:
    """Make a project in *root*, articles in *source*, to be translated into *targets*.

    *profile* is the program that translators use, set in new settings only.
    Where there are settings already, in a file of their own or a
    pyproject.toml, they stand, with the profile that they say, and the folders
    are those that they name; what *profile* needs beside them is written.
    """
    made: list[Path] = []
    there: list[Path] = []
    storage.make_folder(root)
    with storage.lock(root.absolute()):
        settings = settings_file(root)
        if settings is None:
            settings = root / SETTINGS_FILE
            tags = ", ".join(f'"{tag}"' for tag in targets)
            chosen = profiles.profile(profile or "default")
            text = _SETTINGS.format(
                source=source,
                targets=tags,
                profile=f'{"" if profile else "# "}profile = "{chosen.name}"',
                formats=", ".join(f'"{name}"' for name in chosen.formats),
            ).encode()
            storage.write({settings: text}, expected={settings: None}, root=root)
            made.append(settings)
        else:
            there.append(settings)
        project = find(root)
        folders = project.settings.folders
        for name in (folders.sources, folders.glossaries, folders.translations):
            folder = root / name
            (there if folder.exists() else made).append(folder)
            storage.make_folder(folder)
        if profile == "weblate":
            path = root / "weblate.json"
            (there if path.exists() else made).append(path)
            _write_components(project, path)
    return Made(tuple(made), tuple(there), project.settings.profile.name)


def _write_components(project: Project, path: Path) -> None:
    """Add a component to the list in *path* for each article whose file mask it lacks."""
    store = plugins.exchange_format(project.settings.formats[0])
    if store.name not in _WEBLATE:
        raise AlihbahasaError(
            f"Weblate reads PO and XLIFF 1.2, and the store of this project is {store.title}",
            hint='write formats = ["po"] under [export] in the settings',
        )
    before = storage.read_if_there(path, limit=storage.TEXT_LIMIT, root=project.root)
    try:
        listed = json.loads(before or b"[]")
        masks = {each["filemask"] for each in listed}
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise AlihbahasaError(
            "not a list of Weblate's components",
            file=str(path),
            hint="move it away, and run this again",
        ) from error
    slugs = {str(each.get("slug", "")).lower(): 1 for each in listed}
    for article in project.articles():
        mask = project.exchange_path(article, language="*", extension=store.extension)
        filemask = mask.relative_to(project.root).as_posix()
        if filemask in masks:
            continue
        name = PurePosixPath(article).with_suffix("").as_posix()
        component = {"name": name, "slug": _slug(name, slugs), "filemask": filemask}
        if store.write_template is not None:
            base = project.template_path(article)
            component["new_base"] = base.relative_to(project.root).as_posix()
        listed.append({**component, "file_format": _WEBLATE[store.name]})
    text = json.dumps(listed, indent=2, ensure_ascii=False) + "\n"
    storage.write({path: text.encode()}, expected={path: before}, root=project.root)


def _slug(name: str, taken: dict[str, int]) -> str:
    """Return *name* as Weblate has it in addresses, with a number where it is *taken*; take it.

    Slugs are of ASCII letters, digits, - and _; *taken* has them in lower case,
    each with the last number that was appended to it.
    """
    slug = bare = re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-") or "article"
    while slug.lower() in taken:
        taken[bare.lower()] += 1
        slug = f"{bare}-{taken[bare.lower()]}"
    taken[slug.lower()] = 1
    return slug
