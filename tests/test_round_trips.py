"""Through the programs themselves: export, a translator fills it there, import, compare."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from running import alihbahasa, omegat, omegat_project, run_omegat

from alihbahasa import plugins, project
from alihbahasa.model import State, Unit, plain, raw
from alihbahasa.workflow import export as workflow
from alihbahasa.workflow import init

pytestmark = pytest.mark.tool

GLOSSARY = """\
concept,id,en,en:not,match,level
darurat-militer,darurat militer,martial law,state of emergency,inflected,must
rayon,rayon,district,county,inflected,should
"""
ARTICLE = """\
Armenia Umumkan Darurat Militer

Pemerintah menyatakan darurat militer pada Minggu (27/9/2020). Tiga rayon dikosongkan.
Baca: Rayon-Rayon di Perbatasan
"Harga naik 19,1 % & warga <cemas>," katanya.
Foto: Sari\\Antara
"""


def fake(source: str) -> str:
    """Return what the translator of these tests makes of *source*."""
    return f"Ընդ {source.replace('rayon', 'district')} ✓"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with one article, exported."""
    folder = tmp_path / "news"
    folder.mkdir()
    init.run(folder, targets=("en",))
    (folder / "glossaries/terms.csv").write_text(GLOSSARY, "utf-8")
    (folder / "sources/a.txt").write_text(ARTICLE, "utf-8")
    export(folder)
    return folder


def export(folder: Path, profile: str = "default") -> None:
    workflow.run(project.find(folder).with_profile(profile))


def units(path: Path) -> tuple[Unit, ...]:
    format = next(each for each in plugins.exchange_formats() if each.extension == path.suffix)
    return tuple(format.read(BytesIO(path.read_bytes()))[1])


def came_back(folder: Path, file: Path, before: tuple[Unit, ...]) -> None:
    """Import *file*, and hold the store against what was exported and what was typed."""
    done = alihbahasa("import", str(file), cwd=folder)
    assert done.returncode == 0, done.stderr + done.stdout
    export(folder)
    after = units(folder / "translations/en/a.po")
    assert [(u.id, u.source, u.context, u.notes) for u in after] == [
        (u.id, u.source, u.context, u.notes) for u in before
    ]
    assert [raw(unit.target or ()) for unit in after] == [fake(raw(u.source)) for u in before]
    assert {unit.state for unit in after} == {State.TRANSLATED}


def run(*command: str, cwd: Path, **environment: str) -> None:
    done = subprocess.run(
        command, cwd=cwd, capture_output=True, check=False, timeout=240,
        env={**os.environ, **environment},
    )  # fmt: skip
    assert done.returncode == 0, (done.stdout + done.stderr).decode()[-3000:]


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")


# --- gettext --------------------------------------------------------------------

#: A translator as a filter of gettext: text in, text out.
_FILTER = (
    "import sys; text = sys.stdin.buffer.read().decode().replace('rayon', 'district');"
    " sys.stdout.buffer.write(f'Ընդ {text} ✓'.encode())"
)


@needs("msgfilter")
def test_gettext(folder: Path) -> None:
    store = folder / "translations/en/a.po"
    before = units(store)
    # msgen copies the sources, msgfilter translates them, msgmerge lays them over a new export.
    run("msgen", "--no-wrap", "-o", "copied.po", str(store), cwd=folder)
    run("msgfilter", "--keep-header", "-i", "copied.po", "-o", "filled.po", sys.executable,
        "-c", _FILTER, cwd=folder)  # fmt: skip
    run("msgmerge", "-o", "back.po", "filled.po", str(store), cwd=folder)
    run("msgfmt", "-c", "-o", os.devnull, "back.po", cwd=folder)
    came_back(folder, folder / "back.po", before)


@needs("i18nspector")
@needs("msgfmt")
@pytest.mark.parametrize("profile", ["default", "weblate"])
def test_i18nspector_has_nothing_to_say(folder: Path, profile: str) -> None:
    settings = folder / "alihbahasa.toml"
    text = settings.read_text("utf-8").replace("[export]", '[export]\ntranslator = "Sari <sari@'
        'kabar.id>"\nbugs = "https://kabar.id/terjemahan"')  # fmt: skip
    settings.write_text(text, "utf-8")
    shutil.rmtree(folder / "translations")
    export(folder, profile)
    for path in [*folder.rglob("*.po"), *folder.rglob("*.pot")]:
        told = subprocess.run(
            ["i18nspector", str(path)], capture_output=True, text=True, check=False
        ).stdout
        assert not [line for line in told.splitlines() if line[:2] in {"E:", "W:"}], told


# --- translate-toolkit ------------------------------------------------------------


def filled_by_toolkit(path: Path, out: Path) -> None:
    factory = pytest.importorskip(
        "translate.storage.factory", reason="translate-toolkit is not installed"
    )
    store = factory.getobject(str(path))
    for unit in store.units:
        if unit.istranslatable():
            unit.target = fake(str(unit.source))
    store.savefile(str(out))


@pytest.mark.parametrize("name", ["a.po", "a.xlf"])
def test_translate_toolkit(folder: Path, name: str) -> None:
    before = units(folder / "translations/en/a.po")
    filled_by_toolkit(folder / "translations/en" / name, folder / f"back{Path(name).suffix}")
    came_back(folder, folder / f"back{Path(name).suffix}", before)


# --- OmegaT -------------------------------------------------------------------------

_SCRIPT = """\
import org.omegat.core.Core
import org.omegat.core.data.PrepareTMXEntry

if (eventType.toString() == "LOAD") {
    Core.project.allEntries.each { entry ->
        def typed = new PrepareTMXEntry()
        typed.source = entry.srcText
        def text = entry.srcText.replace("rayon", "district")
        typed.translation = "\\u0538\\u0576\\u0564 " + text + " \\u2713"
        Core.project.setTranslation(entry, typed, true, null)
    }
}
"""


@omegat
@pytest.mark.parametrize(
    ("name", "profile"), [("a.po", "default"), ("a.po", "omegat"), ("a.xlf", "omegat-legacy")]
)
def test_omegat(folder: Path, tmp_path: Path, name: str, profile: str) -> None:
    before = units(folder / "translations/en/a.po")
    export(folder, profile)
    project = omegat_project(tmp_path)
    shutil.copy(folder / "translations/en" / name, project / "source")
    told = run_omegat(project, _SCRIPT)
    made = project / "target" / name
    assert made.exists(), told[-3000:]
    assert all(plain(unit.target or ()).startswith("Ընդ") for unit in units(made))
    came_back(folder, made, before)
