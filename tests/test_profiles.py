"""Profiles: what each writes for its program, and that nothing is lost on the way."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import polib
import pytest
from running import alihbahasa, files

from alihbahasa import plugins, profiles, project
from alihbahasa.model import State, Unit, plain
from alihbahasa.workflow import export as workflow
from alihbahasa.workflow import init

GLOSSARY = """\
concept,id,en,match,level,keep,note
darurat-militer,darurat militer,martial law,inflected,must,,
rayon,rayon,district,inflected,should,,
"""
ARTICLE = """\
Armenia Umumkan Darurat Militer

Pemerintah menyatakan darurat militer pada Minggu. Tiga rayon dikosongkan. Warga diminta tenang.
"""
TRANSLATIONS = {
    "Armenia Umumkan Darurat Militer": "Armenia Declares Martial Law",
    "Tiga rayon dikosongkan.": "Three districts were evacuated.",
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose PO store has two translations and a draft."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1601200000")
    init.run(tmp_path, targets=("en",))
    (tmp_path / "glossaries/terms.csv").write_text(GLOSSARY, "utf-8")
    (tmp_path / "sources/a.txt").write_text(ARTICLE, "utf-8")
    export(tmp_path)
    store = tmp_path / "translations/en/a.po"
    po = polib.pofile(str(store))
    for entry in po:
        entry.msgstr = TRANSLATIONS.get(entry.msgid, "")
    draft = po.find("Warga diminta tenang.")
    assert draft
    draft.msgstr, draft.flags = "Residents were calm.", ["fuzzy"]
    po.save()
    export(tmp_path)
    return tmp_path


def export(
    folder: Path, profile: str = "", *, refresh_notes: bool = False, yes: bool = False
) -> None:
    found = project.find(folder)
    if profile:
        found = found.with_profile(profile)
    workflow.run(found, refresh_notes=refresh_notes, yes=yes)


def units(folder: Path, name: str = "a.xlf") -> dict[str, Unit]:
    extension = Path(name).suffix
    format = next(each for each in plugins.exchange_formats() if each.extension == extension)
    data = (folder / "translations/en" / name).read_bytes()
    return {plain(unit.source): unit for unit in format.read(BytesIO(data))[1]}


def test_omegat_keeps_drafts_aside_and_their_translations_in_a_memory(folder: Path) -> None:
    assert units(folder)["Warga diminta tenang."].is_draft
    before = (folder / "translations/en/a.po").read_bytes()
    export(folder, "omegat")
    found = units(folder)
    assert found["Warga diminta tenang."].target is None
    assert found["Tiga rayon dikosongkan."].is_finished
    memory = (folder / "translations/en/tm/a.tmx").read_bytes()
    _, pairs = plugins.memory_format("tmx").read(BytesIO(memory))
    assert [(each.source, each.target) for each in pairs] == [
        (("Warga diminta tenang.",), ("Residents were calm.",))
    ]
    assert (folder / "translations/en/a.po").read_bytes() == before
    export(folder)
    assert units(folder)["Warga diminta tenang."].is_draft


def test_omegat_legacy_copies_sources_that_are_no_translations(folder: Path) -> None:
    export(folder, "omegat-legacy")
    text = (folder / "translations/en/a.xlf").read_text("utf-8")
    copied = re.findall(r'<target state="needs-translation">(.*?)</target>', text)
    assert copied == [
        "Pemerintah menyatakan darurat militer pada Minggu.", "Warga diminta tenang."
    ]  # fmt: skip
    assert all(not units(folder)[source].has_target for source in copied)
    # What an old OmegaT fills, its state left as it was, comes back.
    done = text.replace(f">{copied[0]}</target>", ">The government declared it.</target>")
    (folder / "back.xlf").write_text(done, "utf-8")
    assert alihbahasa("import", "back.xlf", cwd=folder).returncode == 0
    store = units(folder, "a.po")
    assert store[copied[0]].state is State.TRANSLATED
    assert store["Warga diminta tenang."].is_draft


def test_weblate_finds_templates_and_approved_units(folder: Path) -> None:
    export(folder, "weblate")
    template = polib.pofile(str(folder / "translations/templates/a.pot"))
    assert [entry.msgid for entry in template] == [entry.msgid for entry in polib.pofile(
        str(folder / "translations/en/a.po")
    )]  # fmt: skip
    assert not any(entry.msgstr or entry.msgctxt for entry in template)
    assert [entry.comment for entry in template] == ["[heading]", "", "", ""]
    text = (folder / "translations/en/a.xlf").read_text("utf-8")
    assert text.count('approved="yes"') == 2
    assert units(folder)["Tiga rayon dikosongkan."].state is State.TRANSLATED


@pytest.mark.parametrize("name", ["poedit", "lokalize"])
def test_programs_with_chips_and_narrow_panels(folder: Path, name: str) -> None:
    plain_store = (folder / "translations/en/a.po").read_bytes()
    assert polib.pofile(str(folder / "translations/en/a.po"))[0].msgctxt is None
    with (folder / "glossaries/terms.csv").open("a", encoding="utf-8") as file:
        file.write("minggu,pada Minggu,on Sunday,inflected,must,,\n")
    export(folder, name, refresh_notes=True)
    heading, second, *_ = polib.pofile(str(folder / "translations/en/a.po"))
    assert (heading.msgctxt, heading.comment) == ("heading", "darurat militer = martial law")
    assert second.comment == "• darurat militer = martial law\n• pada Minggu = on Sunday"
    (folder / "glossaries/terms.csv").write_text(GLOSSARY, "utf-8")
    export(folder, refresh_notes=True)
    assert (folder / "translations/en/a.po").read_bytes() == plain_store


def test_another_profile_changes_contexts_without_being_asked(folder: Path) -> None:
    store = folder / "translations/en/a.po"
    before = store.read_bytes()
    for name, context in (("poedit", "heading"), ("default", None), ("lokalize", "heading")):
        export(folder, name)
        heading = polib.pofile(str(store))[0]
        assert (heading.msgctxt, "[heading]" in heading.comment) == (context, context is None)
        assert heading.msgstr == "Armenia Declares Martial Law"
    export(folder)
    assert store.read_bytes() == before


def test_a_kind_stays_a_context_where_two_units_have_one_source(folder: Path) -> None:
    (folder / "sources/a.txt").write_text("Warga Mengungsi\n\nWarga Mengungsi.\nBaca: Warga "
        "Mengungsi\n", "utf-8")  # fmt: skip
    export(folder, yes=True)
    po = polib.pofile(str(folder / "translations/en/a.po"))
    active = [(entry.msgctxt, entry.msgid) for entry in po if not entry.obsolete]
    assert active == [("heading", "Warga Mengungsi"), (None, "Warga Mengungsi."),
                      ("link", "Warga Mengungsi")]  # fmt: skip


def test_rich_marks_terms_and_the_space_between_units(folder: Path) -> None:
    (folder / "alihbahasa.toml").write_text('[project]\ntargets = ["en"]\n', "utf-8")
    export(folder, "rich")
    text = (folder / "translations/en/a.xlf").read_text("utf-8")
    assert '<mrk mtype="term" mid="t1" comment="martial law">darurat militer</mrk>' in text
    text = (folder / "translations/en/a.xliff").read_text("utf-8")
    assert '<mrk id="t1" type="term" value="district">rayon</mrk>' in text
    assert '<gls:glossEntry id="g1" ref="#t1">' in text
    found = units(folder, "a.xliff")
    assert [unit.after for unit in found.values()] == ["", " ", " ", ""]
    plain_ones = units(folder, "a.po")
    assert [(u.id, u.source, u.target) for u in found.values()] == [
        (u.id, u.source, u.target) for u in plain_ones.values()
    ]


@pytest.mark.parametrize("name", profiles.PROFILES)
def test_every_profile_is_stable_and_leads_back(folder: Path, name: str) -> None:
    before = files(folder)
    export(folder, name)
    once = files(folder)
    export(folder, name)
    assert files(folder) == once
    export(folder)
    after = files(folder)
    assert {path: data for path, data in after.items() if path in before} == before


@pytest.mark.shared
@pytest.mark.parametrize("name", profiles.PROFILES)
def test_every_profile_writes_valid_files(folder: Path, shared: Path, name: str) -> None:
    text = (folder / "alihbahasa.toml").read_text("utf-8")
    formats = 'formats = ["po", "xliff12", "xliff2"]'
    (folder / "alihbahasa.toml").write_text(re.sub("formats = .*", formats, text), "utf-8")
    (folder / "sources/b.html").write_text(
        '<p>Tiga <b>rayon</b> di <a href="x">sini</a>, <code>a</code><br>dan &lt;b> <i>c.</p>',
        "utf-8",
    )
    export(folder, name)
    written = [str(path) for path in (folder / "translations").rglob("[ab].*") if path.suffix[1:] in
               {"po", "pot", "xlf", "xliff", "tmx"}]  # fmt: skip
    assert len(written) >= 6
    done = subprocess.run(
        [sys.executable, str(shared / "conformance/validate.py"), *written],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_xliff_2_says_the_version_of_the_settings(folder: Path) -> None:
    settings = folder / "alihbahasa.toml"
    text = settings.read_text("utf-8").replace('"xliff12"]', '"xliff2"]')
    settings.write_text(text, "utf-8")
    view = folder / "translations/en/a.xliff"
    export(folder)
    before = view.read_text("utf-8")
    assert ' version="2.0"' in before
    settings.write_text(text.replace("[export]", '[export]\nxliff2_version = "2.1"'), "utf-8")
    export(folder)
    assert view.read_text("utf-8") == before.replace(' version="2.0"', ' version="2.1"')
    settings.write_text(text.replace("[export]", '[export]\nxliff2_version = "2.3"'), "utf-8")
    done = alihbahasa("export", cwd=folder)
    assert done.returncode == 2
    assert "export.xliff2_version" in done.stderr


def test_init_for_weblate_writes_its_file_masks(tmp_path: Path) -> None:
    (tmp_path / "sources/berita").mkdir(parents=True)
    (tmp_path / "sources/berita/a.txt").write_text("Perang.\n", "utf-8")
    done = alihbahasa("init", "--for", "weblate", cwd=tmp_path)
    assert done.returncode == 0
    assert "weblate.json" in done.stdout
    (component,) = json.loads((tmp_path / "weblate.json").read_text("utf-8"))
    assert component == {
        "name": "berita/a",
        "slug": "berita-a",
        "filemask": "translations/*/berita/a.po",
        "new_base": "translations/templates/berita/a.pot",
        "file_format": "po",
    }
    export(tmp_path)
    assert list(tmp_path.glob(component["filemask"])) == [tmp_path / "translations/en/berita/a.po"]
    assert (tmp_path / component["new_base"]).is_file()
    # Another article adds its component, and what people changed in the others stays.
    component["repo"] = "https://git.example/news"
    (tmp_path / "weblate.json").write_text(json.dumps([component]), "utf-8")
    (tmp_path / "sources/b.txt").write_text("Damai.\n", "utf-8")
    assert alihbahasa("init", "--for", "weblate", cwd=tmp_path).returncode == 0
    first, second = json.loads((tmp_path / "weblate.json").read_text("utf-8"))
    assert (first, second["slug"]) == (component, "b")


def weblate(folder: Path, store: str, *articles: str) -> list[dict[str, str]]:
    """Return the components of a project whose store is in the format *store*."""
    (folder / "alihbahasa.toml").write_text(f'[export]\nformats = ["{store}"]\n', "utf-8")
    for name in articles:
        path = folder / "sources" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Perang.\n", "utf-8")
    done = alihbahasa("init", "--for", "weblate", cwd=folder)
    assert done.returncode == 0, done.stderr
    components: list[dict[str, str]] = json.loads((folder / "weblate.json").read_text("utf-8"))
    return components


def test_init_for_weblate_gives_each_article_a_slug_of_its_own(tmp_path: Path) -> None:
    names = ("a/b.txt", "a-b.txt", "A b.txt", "перо.txt", "чай.txt")
    found = weblate(tmp_path, "po", *names)
    slugs = [each["slug"] for each in found]
    numbered = ["a-b", "a-b-2", "a-b-3", "article", "article-2"]
    assert sorted(slug.lower() for slug in slugs) == numbered
    assert weblate(tmp_path, "po") == found
    more = weblate(tmp_path, "po", "0/чай.txt")
    assert (more[:-1], more[-1]["slug"]) == (found, "0")
    assert weblate(tmp_path, "po", "0/да.txt")[-1]["slug"] == "0-2"


def test_init_for_weblate_goes_by_the_format_of_the_store(tmp_path: Path) -> None:
    (component,) = weblate(tmp_path, "xliff12", "a.txt")
    assert component == {
        "name": "a",
        "slug": "a",
        "filemask": "translations/*/a.xlf",
        "file_format": "plainxliff",
    }
    (tmp_path / "alihbahasa.toml").write_text('[export]\nformats = ["xliff2"]\n', "utf-8")
    done = alihbahasa("init", "--for", "weblate", cwd=tmp_path)
    assert done.returncode == 2
    assert "Weblate reads PO and XLIFF 1.2" in done.stderr


def test_init_for_another_program_tells_what_the_settings_say(tmp_path: Path) -> None:
    assert alihbahasa("init", "--for", "omegat", cwd=tmp_path).returncode == 0
    assert 'profile = "omegat"' in (tmp_path / "alihbahasa.toml").read_text("utf-8")
    done = alihbahasa("init", "--for", "lokalize", cwd=tmp_path)
    assert 'write profile = "lokalize" under [export]' in done.stderr
    done = alihbahasa("export", "--profile", "omegatt", cwd=tmp_path)
    assert done.returncode == 2
    assert "did you mean omegat?" in done.stderr
