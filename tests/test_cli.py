"""The commands as people run them: from an empty folder to a translated article."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import polib
import pytest
from click import Context
from running import alihbahasa, files

from alihbahasa.cli._commands import commands
from alihbahasa.cli.glossary import command as glossary

SOURCE = """\
Parlemen Umumkan Darurat Militer
Parlemen mengumumkan darurat militer pada Minggu (27/9/2020). Laju inflasi naik 19,1 %.
Baca: Warga Mengungsi dari Rayon-Rayon di Perbatasan
“Kami bertahan. Kami tidak pergi,” kata seorang warga kepada AFP.
Baca: Warga Mengungsi dari Rayon-Rayon di Perbatasan
"""
GLOSSARY = """\
concept,id,en,en:not,match,level,keep,note
afp,AFP,,,exact,must,*,
darurat-militer,darurat militer,martial law,state of emergency,,must,,
parlemen,parlemen,parliament,,,should,,
rayon,rayon,district|raion,county,,must,,raion only in quotations
"""
ENGLISH = {
    "Parlemen Umumkan": "Parliament Declares Martial Law",
    "Parlemen mengumumkan": "Parliament declared martial law on Sunday (27/9/2020).",
    "Laju inflasi": "Inflation rose to 19.1%.",
    "Warga Mengungsi": "Residents Flee Border Districts",
    "“Kami bertahan.": "“We are staying.",
    "Kami tidak pergi": "We are not leaving,” a resident told AFP.",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    assert alihbahasa("init", cwd=tmp_path).returncode == 0
    (tmp_path / "sources" / "berita").mkdir()
    (tmp_path / "sources" / "berita" / "a.txt").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "glossaries" / "g.csv").write_text(GLOSSARY, encoding="utf-8")
    return tmp_path


def fill(path: Path, **changes: str) -> None:
    """Translate the PO file *path* as a translator would."""
    po = polib.pofile(str(path), wrapwidth=0)
    for entry in po:
        if entry.obsolete:
            continue
        for begins, english in ENGLISH.items():
            if entry.msgid.startswith(begins):
                entry.msgstr = english
        entry.msgstr = changes.get(entry.msgid, entry.msgstr)
    po.save(str(path))


def po_of(project: Path) -> Path:
    return project / "translations" / "en" / "berita" / "a.po"


def test_the_main_job(project: Path) -> None:
    done = alihbahasa("export", "--to", "en", cwd=project)
    assert done.returncode == 0, done.stderr
    assert "berita/a.txt -> en: 6 units" in done.stdout
    assert done.stderr == ""
    po = polib.pofile(str(po_of(project)))
    told = [entry.comment.partition("\n")[0] for entry in po if entry.comment.startswith("[")]
    assert told == ["[heading]", "[link] headline of another article"]
    assert not any(entry.msgctxt for entry in po)
    link = po[3]
    assert link.msgid == "Warga Mengungsi dari Rayon-Rayon di Perbatasan"
    assert len(link.occurrences) == 2
    assert "rayon = district or raion (NOT county) - raion only in quotations" in link.comment
    assert (project / "translations" / "en" / "berita" / "a.xlf").exists()

    incomplete = alihbahasa("build", cwd=project)
    assert incomplete.returncode == 1
    assert "6 units open" in incomplete.stdout
    assert "sources/berita/a.txt:3: untranslated: Warga Mengungsi" in incomplete.stdout
    built = project / "translations" / "en" / "berita" / "a.txt"
    assert not built.exists()

    fill(po_of(project))
    assert alihbahasa("check", cwd=project).returncode == 0
    assert alihbahasa("export", cwd=project).returncode == 0
    before = files(project / "translations")
    again = alihbahasa("export", cwd=project)
    assert "0 files written" in again.stdout
    assert files(project / "translations") == before

    assert alihbahasa("build", cwd=project).returncode == 0
    assert built.read_text(encoding="utf-8") == (
        "Parliament Declares Martial Law\n"
        "Parliament declared martial law on Sunday (27/9/2020). Inflation rose to 19.1%.\n"
        "Read: Residents Flee Border Districts\n"
        "“We are staying. We are not leaving,” a resident told AFP.\n"
        "Read: Residents Flee Border Districts\n"
    )
    status = json.loads(alihbahasa("status", "--format", "json", cwd=project).stdout)
    (row,) = status["articles"]
    assert (row["units"], row["translated"], row["findings"]) == (6, 6, 0)


def test_an_untranslated_article_builds_to_itself(project: Path) -> None:
    path = project / "sources" / "berita" / "a.txt"
    data = b"\xef\xbb\xbf" + SOURCE.replace("\n", "\r\n").encode() + b"  tanpa akhir  "
    path.write_bytes(data)
    assert alihbahasa("export", cwd=project).returncode == 0
    assert alihbahasa("build", "--partial", cwd=project).returncode == 0
    assert (project / "translations" / "en" / "berita" / "a.txt").read_bytes() == data


def test_a_forbidden_term_is_shown_with_its_place(project: Path) -> None:
    alihbahasa("export", cwd=project)
    bad = "Parliament declared a state of emergency on Sunday (27/9/2020)."
    fill(po_of(project), **{SOURCE.splitlines()[1].partition(" Laju")[0]: bad})
    done = alihbahasa("check", cwd=project)
    assert done.returncode == 1
    lines = po_of(project).read_text(encoding="utf-8").splitlines()
    row = next(number for number, line in enumerate(lines, 1) if bad in line)
    column = lines[row - 1].index("state of") + 1
    place = f"translations/en/berita/a.po:{row}:{column}"
    assert f"{place} error forbidden-term: say “martial law”, not “state" in done.stdout
    assert "[darurat militer]" in done.stdout
    assert "a [state of emergency] on" in done.stdout
    found = json.loads(alihbahasa("check", "--format", "json", cwd=project).stdout)
    (finding,) = found["findings"]
    assert finding["check"] == "forbidden-term"
    assert (finding["line"], finding["column"]) == (row, column)
    assert finding["fix"] == ["martial law"]


def test_edits_removals_and_returns(project: Path) -> None:
    source = project / "sources" / "berita" / "a.txt"
    alihbahasa("export", cwd=project)
    fill(po_of(project))
    alihbahasa("export", cwd=project)
    source.write_text(SOURCE.replace("19,1 %", "21,4 %"), encoding="utf-8")
    checked = alihbahasa("check", cwd=project)
    assert "source-changed" in checked.stdout
    assert "naik [21,4] %" in checked.stdout
    assert "1 draft" in alihbahasa("export", cwd=project).stdout
    entry = next(e for e in polib.pofile(str(po_of(project))) if "21,4" in e.msgid)
    assert entry.fuzzy
    assert entry.previous_msgid == "Laju inflasi naik 19,1 %."
    assert entry.msgstr == "Inflation rose to 19.1%."

    shorter = "".join(SOURCE.splitlines(keepends=True)[:3])
    source.write_text(shorter, encoding="utf-8")
    assert "2 obsolete" in alihbahasa("export", cwd=project).stdout
    assert "We are staying." in po_of(project).read_text(encoding="utf-8")
    source.write_text(SOURCE, encoding="utf-8")
    done = alihbahasa("export", cwd=project)
    assert "6 units" in done.stdout
    assert "6 reused" in done.stdout


def test_a_renamed_article_is_told_and_its_work_goes_with_it(project: Path) -> None:
    alihbahasa("export", cwd=project)
    fill(po_of(project))
    (project / "sources" / "berita" / "a.txt").rename(project / "sources" / "berita" / "b.txt")
    told = alihbahasa("export", cwd=project)
    assert "translations/en/berita/a.po has no article any more" in told.stderr
    po_of(project).replace(po_of(project).with_name("b.po"))
    done = alihbahasa("export", cwd=project)
    assert "b.txt -> en: 6 units" in done.stdout
    assert "6 reused" in done.stdout
    assert done.stderr == ""


def test_work_done_in_a_view_is_taken(project: Path) -> None:
    alihbahasa("export", cwd=project)
    view = po_of(project).with_suffix(".xlf")
    text = view.read_text(encoding="utf-8")
    start = text.index("Laju inflasi")
    target = text.index("<target", start)
    stop = text.index(">", target) + 1
    view.write_text(
        text[:target]
        + '<target state="translated">Inflation rose to 19.1%.</target>'
        + text[stop:],
        encoding="utf-8",
    )
    assert "1 reused" in alihbahasa("export", cwd=project).stdout
    assert "Inflation rose to 19.1%." in po_of(project).read_text(encoding="utf-8")


def translated(project: Path) -> None:
    alihbahasa("export", cwd=project)
    fill(po_of(project))
    alihbahasa("export", cwd=project)


def changed(path: Path, *pairs: tuple[str, str]) -> None:
    text = path.read_text(encoding="utf-8")
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after)
    path.write_text(text, encoding="utf-8")


def test_a_source_changed_on_the_way_never_costs_our_translation(
    project: Path, tmp_path: Path
) -> None:
    translated(project)
    returned = tmp_path / "back.po"
    returned.write_bytes(po_of(project).read_bytes())
    changed(returned, ("Kami tidak pergi", "Kami tak pergi"), ("We are not leaving", "We stay"))
    done = alihbahasa("import", str(returned), cwd=project)
    assert "1 conflict" in done.stdout
    text = po_of(project).read_text(encoding="utf-8")
    assert 'msgstr "We are not leaving,' in text
    assert "We stay" in text


def test_a_view_with_another_source_is_not_taken_as_finished(project: Path) -> None:
    translated(project)
    view = po_of(project).with_suffix(".xlf")
    changed(
        view, ("<source>Laju inflasi", "<source>Laju bunga"), ("Inflation rose", "Interest rose")
    )
    alihbahasa("export", cwd=project)
    entry = next(e for e in polib.pofile(str(po_of(project))) if "inflasi" in e.msgid)
    assert entry.msgstr == "Inflation rose to 19.1%."
    assert "Interest rose" in entry.tcomment


def test_a_headline_and_a_link_of_the_same_words_stay_apart(project: Path, tmp_path: Path) -> None:
    source = project / "sources" / "berita" / "a.txt"
    source.write_text(
        "Perang Pecah di Artsakh\nIni paragraf biasa.\nBaca: Perang Pecah di Artsakh\n", "utf-8"
    )
    alihbahasa("export", cwd=project)
    po = polib.pofile(str(po_of(project)), wrapwidth=0)
    for entry in po:
        entry.msgstr = f"{entry.msgctxt} translated"
    returned = tmp_path / "back.po"
    po.save(str(returned))
    done = alihbahasa("import", str(returned), cwd=project)
    assert (done.returncode, "3 taken" in done.stdout) == (0, True)
    after = {e.msgctxt: e.msgstr for e in polib.pofile(str(po_of(project)))}
    assert after["heading"] == "heading translated"
    assert after["link"] == "link translated"


def test_a_draft_does_not_become_finished_by_a_change_and_back(project: Path) -> None:
    alihbahasa("export", cwd=project)
    po = polib.pofile(str(po_of(project)), wrapwidth=0)
    entry = next(e for e in po if "inflasi" in e.msgid)
    entry.msgstr, entry.flags = "A guess.", ["fuzzy"]
    po.save(str(po_of(project)))
    source = project / "sources" / "berita" / "a.txt"
    for text in (SOURCE, SOURCE.replace("19,1", "21,4"), SOURCE):
        source.write_text(text, encoding="utf-8")
        alihbahasa("export", cwd=project)
    entry = next(e for e in polib.pofile(str(po_of(project))) if "19,1" in e.msgid)
    assert (entry.msgstr, entry.fuzzy) == ("A guess.", True)


def test_work_that_comes_late_follows_the_edit(project: Path, tmp_path: Path) -> None:
    alihbahasa("export", cwd=project)
    returned = tmp_path / "late.po"
    returned.write_bytes(po_of(project).read_bytes())
    fill(returned)
    (project / "sources" / "berita" / "a.txt").write_text(
        SOURCE.replace("19,1 %", "21,4 %"), encoding="utf-8"
    )
    alihbahasa("export", cwd=project)
    alihbahasa("import", str(returned), cwd=project)
    entry = next(e for e in polib.pofile(str(po_of(project))) if "21,4" in e.msgid)
    assert entry.fuzzy
    assert entry.msgstr == "Inflation rose to 19.1%."
    assert entry.previous_msgid == "Laju inflasi naik 19,1 %."


def test_a_correction_meets_an_edit_without_a_conflict(project: Path, tmp_path: Path) -> None:
    translated(project)
    returned = tmp_path / "back.po"
    returned.write_bytes(po_of(project).read_bytes())
    changed(returned, ("Inflation rose", "The inflation rate rose"))
    (project / "sources" / "berita" / "a.txt").write_text(
        SOURCE.replace("19,1 %", "21,4 %"), encoding="utf-8"
    )
    done = alihbahasa("import", str(returned), cwd=project)
    assert (done.returncode, "1 taken" in done.stdout) == (0, True)
    entry = next(e for e in polib.pofile(str(po_of(project))) if "21,4" in e.msgid)
    assert (entry.msgstr, entry.fuzzy) == ("The inflation rate rose to 19.1%.", True)


def test_comments_travel_both_ways(project: Path) -> None:
    translated(project)
    view = po_of(project).with_suffix(".xlf")
    text = view.read_text(encoding="utf-8")
    at = text.index("</target>", text.index("Laju inflasi")) + len("</target>")
    note = '<note from="Sari">is this right?</note>'
    view.write_text(text[:at] + note + text[at:], encoding="utf-8")
    alihbahasa("export", cwd=project)
    po = polib.pofile(str(po_of(project)), wrapwidth=0)
    entry = next(e for e in po if "inflasi" in e.msgid)
    assert "is this right?" in entry.tcomment
    # Deleted in the store, it does not come back from the view.
    entry.tcomment = ""
    po.save(str(po_of(project)))
    alihbahasa("export", cwd=project)
    assert "is this right?" not in po_of(project).read_text(encoding="utf-8")


def test_obsolete_work_that_came_back_is_kept(project: Path, tmp_path: Path) -> None:
    translated(project)
    returned = tmp_path / "back.po"
    header = po_of(project).read_text(encoding="utf-8").partition("\n\n")[0]
    returned.write_text(
        header + '\n\n#~ msgid "Laju inflasi naik 19,1 %."\n#~ msgstr "Prices soared by 19.1%."\n',
        encoding="utf-8",
    )
    alihbahasa("import", str(returned), cwd=project)
    found = b"".join(files(project / "translations").values())
    assert b"Inflation rose" in found
    assert b"Prices soared" in found


def test_a_confirmed_draft_is_no_longer_told_of(project: Path) -> None:
    translated(project)
    (project / "sources" / "berita" / "a.txt").write_text(
        SOURCE.replace("19,1 %", "21,4 %"), encoding="utf-8"
    )
    alihbahasa("export", cwd=project)
    # msgattrib --clear-fuzzy leaves the previous source.
    changed(po_of(project), ("#, fuzzy\n", ""), ("rose to 19.1%", "rose to 21.4%"))
    assert "source-changed" not in alihbahasa("check", cwd=project).stdout
    alihbahasa("export", cwd=project)
    assert "#|" not in po_of(project).read_text(encoding="utf-8")


def test_build_does_not_empty_an_article(project: Path) -> None:
    translated(project)
    alihbahasa("build", cwd=project)
    built = project / "translations" / "en" / "berita" / "a.txt"
    before = built.read_bytes()
    (project / "sources" / "berita" / "a.txt").write_bytes(b"")
    done = alihbahasa("build", cwd=project)
    assert done.returncode == 2
    assert built.read_bytes() == before


def test_a_character_that_a_view_cannot_hold_is_found_in_the_store(project: Path) -> None:
    translated(project)
    changed(po_of(project), ("Inflation rose", "Inflation\\vrose"))
    done = alihbahasa("export", cwd=project)
    assert done.returncode == 2
    row = next(
        number
        for number, line in enumerate(po_of(project).read_text("utf-8").split("\n"), 1)
        if "\\v" in line
    )
    assert f"translations/en/berita/a.po:{row}:18: the character U+000B" in done.stderr


def test_nothing_is_written_through_a_link(project: Path, tmp_path_factory: Any) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (project / "translations" / "en").symlink_to(outside)
    done = alihbahasa("export", cwd=project)
    assert done.returncode == 2
    assert "symbolic link" in done.stderr
    assert not list(outside.iterdir())


def test_a_result_does_not_overwrite_work(project: Path) -> None:
    path = project / "sources" / "berita" / "a.txt"
    before = path.read_bytes()
    done = alihbahasa("check", "--format", "json:sources/berita/a.txt", cwd=project)
    assert done.returncode == 2
    assert path.read_bytes() == before
    done = alihbahasa("check", "--format", "json:found.json", cwd=project)
    assert done.returncode == 0
    assert json.loads((project / "found.json").read_text("utf-8"))["version"] == 1


def test_a_dry_run_writes_nothing_at_all(tmp_path: Path) -> None:
    (tmp_path / "alihbahasa.toml").write_text("[project]\ntargets = ['en']\n")
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.txt").write_text("Satu kalimat.\n")
    before = files(tmp_path)
    done = alihbahasa("export", "--dry-run", cwd=tmp_path)
    assert "would write translations/en/a.po" in done.stdout
    assert files(tmp_path) == before


def test_a_pipe_does_not_hang_the_program(project: Path) -> None:
    if not hasattr(os, "mkfifo"):
        pytest.skip("no named pipes here")
    os.mkfifo(project / "sources" / "b.txt")
    done = alihbahasa("export", cwd=project)
    assert done.returncode == 2
    assert "sources/b.txt: not a regular file" in done.stderr


def test_init_respects_settings_that_are_there(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.alihbahasa.folders]\nsources = 'artikel'\n")
    done = alihbahasa("init", cwd=tmp_path)
    assert done.returncode == 0
    assert "kept   pyproject.toml" in done.stdout
    assert (tmp_path / "artikel").is_dir()
    assert not (tmp_path / "alihbahasa.toml").exists()
    assert alihbahasa("init", "new/project", cwd=tmp_path).returncode == 0
    assert (tmp_path / "new" / "project" / "alihbahasa.toml").exists()


def test_articles_may_be_named_by_path_and_folder(project: Path) -> None:
    (project / "sources" / "b.txt").write_text("Satu kalimat.\n")
    folder = project / "sources" / "berita"
    for asked, cwd in (("berita", project), (".", folder), ("a.txt", folder)):
        done = alihbahasa("export", asked, "--dry-run", cwd=cwd)
        assert "1 article, 1 language" in done.stdout, done.stderr
    assert alihbahasa("export", "/b.txt", cwd=project).returncode == 2


def test_a_file_that_comes_twice_undoes_no_correction(project: Path, tmp_path: Path) -> None:
    alihbahasa("export", cwd=project)
    returned = tmp_path / "ret.po"
    returned.write_bytes(po_of(project).read_bytes())
    fill(returned)
    alihbahasa("import", str(returned), cwd=project)
    changed(po_of(project), ("Inflation rose", "The inflation rate rose"))
    for _ in range(2):
        assert alihbahasa("import", str(returned), cwd=project).returncode == 0
        assert "The inflation rate rose" in po_of(project).read_text(encoding="utf-8")
        alihbahasa("export", cwd=project)


def test_a_conflict_that_was_settled_stays_settled(project: Path, tmp_path: Path) -> None:
    alihbahasa("export", cwd=project)
    one, two = tmp_path / "one.po", tmp_path / "two.po"
    for path in (one, two):
        path.write_bytes(po_of(project).read_bytes())
        fill(path)
    changed(two, ("Inflation rose", "Prices rose"))
    alihbahasa("import", str(one), cwd=project)
    for _ in range(2):
        alihbahasa("import", str(two), cwd=project)
        text = po_of(project).read_text(encoding="utf-8")
        assert 'msgstr "Inflation rose' in text
        assert text.count("# conflict, ") == 1
        alihbahasa("export", cwd=project)
    text = po_of(project).read_text(encoding="utf-8")
    settled = re.sub(r"# conflict, .*\n", "", text)
    po_of(project).write_text(settled, encoding="utf-8")
    for path in (one, two):
        assert alihbahasa("import", str(path), cwd=project).returncode == 0
    assert alihbahasa("check", cwd=project).returncode == 0
    assert "Prices rose" not in po_of(project).read_text(encoding="utf-8")


def test_formats_may_change_back_and_forth(project: Path) -> None:
    settings = project / "alihbahasa.toml"
    base = settings.read_text(encoding="utf-8")

    def use(formats: str) -> None:
        text = re.sub(r"formats = \[.*?\]", f"formats = {formats}", base)
        settings.write_text(text, encoding="utf-8")
        assert alihbahasa("export", cwd=project).returncode == 0

    translated(project)
    use('["xliff2"]')
    view = po_of(project).with_suffix(".xliff")
    changed(view, ("Inflation rose", "The inflation rate rose"))
    use('["xliff2"]')
    use('["po"]')
    assert "The inflation rate rose" in po_of(project).read_text(encoding="utf-8")
    use('["po", "xliff2"]')
    assert "The inflation rate rose" in view.read_text(encoding="utf-8")


def test_another_script_is_another_language(project: Path, tmp_path: Path) -> None:
    assert alihbahasa("export", "--to", "zh-Hans", cwd=project).returncode == 0
    path = project / "translations" / "zh-Hans" / "berita" / "a.po"
    returned = tmp_path / "back.po"
    returned.write_bytes(path.read_bytes())
    fill(returned)
    text = returned.read_text(encoding="utf-8")
    other = re.sub(r'"X-Language-Tag: .*\n', "", text).replace("Language: zh_CN", "Language: zh_TW")
    (tmp_path / "other.po").write_text(other, encoding="utf-8")
    refused = alihbahasa("import", str(tmp_path / "other.po"), cwd=project)
    assert refused.returncode == 2
    assert "zh-TW is not a target language" in refused.stderr
    assert alihbahasa("import", str(returned), cwd=project).returncode == 0


def test_a_result_does_not_replace_the_settings(project: Path) -> None:
    for name in ("alihbahasa.toml", ".git/config"):
        done = alihbahasa("check", "--format", f"json:{name}", cwd=project)
        assert done.returncode == 2
    assert alihbahasa("check", cwd=project).returncode == 0


@pytest.mark.skipif(os.name == "nt", reason="a shell of POSIX")
@pytest.mark.parametrize("redirection", [">&-", "2>&-", "| head -c 1 > /dev/null"])
def test_a_closed_output_is_no_accident(project: Path, redirection: str) -> None:
    done = subprocess.run(
        f"{sys.executable} -m alihbahasa status {redirection}",
        shell=True,
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert "Traceback" not in done.stderr


def test_what_comes_back_is_imported(project: Path, tmp_path: Path) -> None:
    alihbahasa("export", cwd=project)
    returned = tmp_path / "returned.po"
    returned.write_bytes(po_of(project).read_bytes())
    fill(returned)
    before = files(project / "translations")
    tried = alihbahasa("import", str(returned), "--dry-run", cwd=project)
    assert "6 taken" in tried.stdout
    assert files(project / "translations") == before
    done = alihbahasa("import", "-", cwd=project, input=returned.read_bytes())
    assert (done.returncode, "6 taken" in done.stdout) == (0, True)
    assert "6 untouched" in alihbahasa("import", str(returned), cwd=project).stdout

    other = polib.pofile(str(returned), wrapwidth=0)
    other[2].msgstr = "Prices rose by 19.1%."
    other.save(str(returned))
    conflict = alihbahasa("import", str(returned), cwd=project)
    assert conflict.returncode == 1
    assert "1 conflict" in conflict.stdout
    text = po_of(project).read_text(encoding="utf-8")
    assert re.search(r"# conflict, returned\.po, \d+ \w+ \d{4}: Prices rose by 19\.1%\.", text)
    assert 'msgstr "Inflation rose to 19.1%."' in text
    assert alihbahasa("check", cwd=project).returncode == 1
    assert alihbahasa("export", cwd=project).returncode == 0
    assert "Prices rose" in po_of(project).read_text(encoding="utf-8")
    built = alihbahasa("build", cwd=project)
    assert built.returncode == 1
    assert "in conflict: Laju inflasi" in built.stdout


def test_a_language_without_a_pack_works_and_says_so(project: Path) -> None:
    done = alihbahasa("export", "--to", "ka", cwd=project)
    assert done.returncode == 0
    assert "no language pack for ka (Georgian)" in done.stderr
    assert 'Language: ka\\n"' in (project / "translations/ka/berita/a.po").read_text("utf-8")


def test_an_article_cut_down_by_accident_is_stopped(project: Path) -> None:
    alihbahasa("export", cwd=project)
    fill(po_of(project))
    alihbahasa("export", cwd=project)
    before = files(project / "translations")
    (project / "sources" / "berita" / "a.txt").write_text("", encoding="utf-8")
    done = alihbahasa("export", cwd=project)
    assert done.returncode == 2
    assert "6 of its 6 translated units" in done.stderr
    assert files(project / "translations") == before
    assert alihbahasa("export", "--yes", cwd=project).returncode == 0
    assert "We are staying." in po_of(project).read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "data", "said"),
    [
        ("sources/berita/a.txt", b"Satu.\nDua \xff.\n", "sources/berita/a.txt:2:5: "),
        ("sources/berita/a.txt", b"Satu.\nDua \x07.\n", "sources/berita/a.txt:2:5: "),
        ("sources/berita/a.TXT", b"Satu.\n", "a.TXT and berita/a.txt would write the same"),
        ("glossaries/h.csv", b"concept,id,en,level\nx,a,b,msut\n", "glossaries/h.csv:2"),
        ("glossaries/h.csv", b'concept,id,en\nx,"a,b\n', "glossaries/h.csv:2"),
        (
            "translations/en/berita/a.po",
            b'msgid "a"\nmsgstr "b\n',
            "translations/en/berita/a.po:2:",
        ),
        (
            "translations/en/berita/a.xlf",
            b"<xliff><file>\n</xliff>",
            "translations/en/berita/a.xlf:2",
        ),
        (
            "translations/.record/en/berita/a.jsonl",
            b"{}\n",
            "translations/.record/en/berita/a.jsonl:1",
        ),
        ("alihbahasa.toml", b"[folders]\nsoruces = 'x'\n", "alihbahasa.toml:2: unknown setting"),
    ],
)
def test_bad_input_is_one_error_and_changes_nothing(
    project: Path, path: str, data: bytes, said: str
) -> None:
    bad = project / path
    bad.parent.mkdir(parents=True, exist_ok=True)
    bad.write_bytes(data)
    before = files(project)
    done = alihbahasa("export", cwd=project)
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.startswith("alihbahasa: error: ")
    assert len(done.stderr.splitlines()) <= 2
    assert files(project) == before


@pytest.mark.parametrize(
    ("arguments", "said", "hint"),
    [
        (["exprot"], "no command 'exprot'", "did you mean export?"),
        (["export", "--ot", "en"], "--ot", ""),
        (["export", "--to", "english"], "not a language tag", ""),
        (["export", "berita/b.txt"], "no article 'berita/b.txt'", "did you mean berita/a.txt?"),
        (["check", "--format", "jsno"], "no 'jsno' among the reports", "did you mean json?"),
        (["import", "nowhere.po"], "nowhere.po: no such file", ""),
        (["terms", "--glossary", "g.csv"], "--glossary needs --lang", ""),
        (["glossary", "find", " "], "no term was given", ""),
    ],
)
def test_a_wrong_request_is_explained(
    project: Path, arguments: list[str], said: str, hint: str
) -> None:
    done = alihbahasa(*arguments, cwd=project)
    assert done.returncode == 2
    assert said in done.stderr
    assert hint in done.stderr


def test_a_folder_that_is_no_project_is_told_how_to_become_one(tmp_path: Path) -> None:
    done = alihbahasa("export", cwd=tmp_path)
    assert done.returncode == 2
    assert "no project here" in done.stderr
    assert "alihbahasa init" in done.stderr


def test_a_folder_that_cannot_be_written_is_named(project: Path) -> None:
    # A file where a folder should be: the one obstacle that stops root too.
    (project / "translations" / "en").write_bytes(b"")
    done = alihbahasa("export", cwd=project)
    assert done.returncode == 2
    assert "translations/en" in done.stderr
    assert (project / "translations" / "en").read_bytes() == b""


def test_segment_keeps_paragraphs_apart(tmp_path: Path) -> None:
    text = "Prof. Dr. Sari tiba. Ia lelah.\n\nBaca: Satu. Dua.\n"
    done = alihbahasa("segment", "--lang", "id", cwd=tmp_path, input=text)
    assert done.stdout == "Prof. Dr. Sari tiba.\nIa lelah.\n\nBaca: Satu.\nDua.\n"


def test_a_sentence_without_end_is_refused(project: Path) -> None:
    article = project / "sources" / "long.txt"
    article.write_text("Perang.\n" + "a" * 2_000_001, "utf-8")
    done = alihbahasa("export", cwd=project)
    assert done.returncode == 2
    assert "sources/long.txt:2: a sentence of more than 2,000,000 characters" in done.stderr


@pytest.mark.parametrize(
    "text",
    [
        "\u0000Ia tiba.\u0007 Ia lelah.",
        "Ia\u200b tiba.\u200f Ia\ufeff lelah.\u2069",
        "Cafe\u0301 tutup. \u00c9tienne pergi.",
        "a" * 1_000_000 + ". " + "B" * 100_000,
    ],
)
def test_segment_keeps_every_character(tmp_path: Path, text: str) -> None:
    done = alihbahasa("segment", cwd=tmp_path, input=text)
    assert done.stdout.replace("\n", " ").strip() == text


def test_segment_explains_itself(tmp_path: Path) -> None:
    done = alihbahasa("segment", "--explain", cwd=tmp_path, input="\nDr. Sari tiba. Ia lelah.")
    assert done.stdout.splitlines() == [
        "2:4\tno break\tan abbreviation that ends none\tDr.¦ Sari tiba. Ia lelah.",
        "2:15\tbreak\tthe end of a sentence\tDr. Sari tiba.¦ Ia lelah.",
    ]


def test_an_article_is_segmented_as_export_does(project: Path) -> None:
    settings = project / "alihbahasa.toml"
    settings.write_text(
        settings.read_text("utf-8") + '\n[segmentation]\nnever_break_after = ["(27/9/2020)."]\n',
        "utf-8",
    )
    name = next((project / "sources").rglob("*.txt")).relative_to(project).as_posix()
    found = alihbahasa("segment", name, cwd=project).stdout.split("\n\n")
    assert found[0] == "Parlemen Umumkan Darurat Militer"
    assert found[1].count("\n") == 0
    assert found[2] == "Warga Mengungsi dari Rayon-Rayon di Perbatasan"
    told = alihbahasa("segment", "--explain", name, cwd=project).stdout.splitlines()
    assert told[0] == "1:1\theading"
    assert any(line.startswith("3:7\tlink\tBaca:") for line in told)
    assert any("never break after (27/9/2020)." in line for line in told)


def test_segment_writes_srx_and_reads_it(tmp_path: Path) -> None:
    text = "Prof. Dr. Sari tiba. Ia lelah."
    assert alihbahasa("segment", "--write-srx", "id.srx", cwd=tmp_path).returncode == 0
    done = alihbahasa("segment", "--rules", "id.srx", cwd=tmp_path, input=text)
    assert done.stdout == "Prof. Dr. Sari tiba.\nIa lelah.\n"
    told = alihbahasa("segment", "--rules", "id.srx", "--explain", cwd=tmp_path, input=text).stdout
    assert re.match(r"1:6\tno break\tid\.srx:\d+: rule \d+ of “Indonesian”\t", told)
    printed = alihbahasa("segment", "--write-srx", "-", "--lang", "fr", cwd=tmp_path).stdout
    assert 'languagepattern="[Ff][Rr](?:[-_].*)?"' in printed


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("--rules", "no.srx"), "no.srx"),
        (("--rules", "bad.srx"), "bad.srx:1"),
        (("--rules", "id.srx", "--lang", "fr"), "no rule for the language fr"),
        (("--write-srx", "x.srx", "--explain"), "--write-srx"),
        (("--write-srx", "no/x.srx"), "no such folder"),
    ],
)
def test_segment_says_what_is_wrong(tmp_path: Path, arguments: tuple[str, ...], part: str) -> None:
    (tmp_path / "bad.srx").write_text("<srx", "utf-8")
    alihbahasa("segment", "--write-srx", "id.srx", cwd=tmp_path)
    done = alihbahasa("segment", *arguments, cwd=tmp_path, input="Ia tiba.")
    assert (done.returncode, part in done.stderr) == (2, True), done.stderr
    assert not done.stdout


def test_terms_are_marked(project: Path) -> None:
    done = alihbahasa("terms", "-", cwd=project, input="Rayon-rayon itu dalam Darurat Militer.\n")
    assert done.stdout == "[Rayon-rayon] itu dalam [Darurat Militer].\n"
    lines = alihbahasa(
        "terms", "-", "--format", "jsonl", cwd=project, input="parlemennya\n\nlain\n"
    ).stdout.splitlines()
    found = [json.loads(line)["mentions"] for line in lines]
    assert found == [
        [
            {
                "concept": "parlemen",
                "term": "parlemen",
                "grade": "inflected",
                "start": 0,
                "stop": 11,
                "targets": {"en": ["parliament"]},
            }
        ],
        [],
        [],
    ]


def test_terms_of_an_article_are_not_looked_for_in_its_markup(project: Path) -> None:
    page = '<html>\n<p class="rayon">Ia di <b id="rayon">rayon</b> itu.</p>\n<!-- rayon -->\n'
    (project / "sources/b.html").write_text(page, encoding="utf-8")
    done = alihbahasa("terms", "sources/b.html", cwd=project)
    assert done.stdout == "Ia di [rayon] itu.\n"
    done = alihbahasa("terms", "sources/b.html", "--format", "jsonl", cwd=project)
    found = json.loads(done.stdout)
    assert (found["line"], found["column"], found["text"]) == (2, 18, "Ia di rayon itu.")
    assert [(each["start"], each["stop"]) for each in found["mentions"]] == [(6, 11)]
    # What is no article, and the standard input, is text as it stands.
    (project / "b.html").write_text(page, encoding="utf-8")
    assert "[rayon]" in alihbahasa("terms", "b.html", cwd=project).stdout.splitlines()[2]
    assert len(alihbahasa("terms", "-", cwd=project, input=page).stdout.splitlines()) == 3
    (project / "sources/c.md").write_text("# [Damai](rayon)\n\n* rayon\n", encoding="utf-8")
    assert alihbahasa("terms", "sources/c.md", cwd=project).stdout == "Damai\n[rayon]\n"


def test_hints_are_told_from_terms(project: Path) -> None:
    text = "Memarlemenkan, keparlemenan, parlemen\n"
    done = alihbahasa("terms", "-", cwd=project, input=text)
    assert done.stdout == "[?Memarlemenkan], [?keparlemenan], [parlemen]\n"


def test_glossary_find(project: Path) -> None:
    done = alihbahasa("glossary", "find", "districts", cwd=project)
    assert done.returncode == 0
    assert done.stdout == (
        "rayon (must)\n"
        "  id  rayon\n"
        "  en  district | raion  NOT county\n"
        "  raion only in quotations\n"
    )
    assert alihbahasa("glossary", "find", "xyzzy", cwd=project).returncode == 1


@pytest.mark.parametrize(
    "command",
    [
        *(name for name in commands.list_commands(Context(commands)) if name != "glossary"),
        *(f"glossary {name}" for name in glossary.list_commands(Context(glossary))),
    ],
)
def test_help_has_examples(command: str, tmp_path: Path) -> None:
    done = alihbahasa(*command.split(), "--help", cwd=tmp_path)
    assert done.returncode == 0
    assert "Examples:" in done.stdout
    assert f"alihbahasa {command}" in done.stdout


@pytest.mark.parametrize(
    "environment",
    [{"LC_ALL": "C"}, {"TZ": "Asia/Jakarta"}, {"PYTHONHASHSEED": "7"}, {"PYTHONUTF8": "0"}],
    ids=str,
)
def test_bytes_do_not_hang_on_the_surroundings(
    project: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    epoch = {"SOURCE_DATE_EPOCH": "1790000000"}
    alihbahasa("export", cwd=project, **epoch)
    first = files(project / "translations")
    for path in sorted((project / "translations").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    alihbahasa("export", cwd=project, **epoch, **environment)
    assert files(project / "translations") == first


def test_control_characters_do_not_reach_the_terminal(project: Path) -> None:
    alihbahasa("export", cwd=project)
    fill(po_of(project), **{"Parlemen Umumkan Darurat Militer": "a\u202e\x1b[31mb"})
    done = alihbahasa("check", cwd=project)
    assert "\x1b" not in done.stdout
    assert "\u202e" not in done.stdout
    assert "a\\u202e\\x1b[31mb" in done.stdout
