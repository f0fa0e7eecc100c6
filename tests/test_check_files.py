"""Exchange files checked where they lie, in a project or in none."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from running import alihbahasa, files

from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Finding, plain
from alihbahasa.text import unmarked
from alihbahasa.workflow import check, check_rules

HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
{more}
"""
PLURALS = (
    '"Plural-Forms: nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4'
    ' && (n%100<10 || n%100>=20) ? 1 : 2);\\n"\n'
)
GLOSSARY = "concept,en,de,de:not,level\ndatei,file,Datei,Akte|File,must\n"


def po(*entries: tuple[str, str], language: str = "de", more: str = "") -> str:
    body = "\n".join(f'msgid "{source}"\nmsgstr "{target}"\n' for source, target in entries)
    return HEADER.format(language=language, more=more) + "\n" + body


def xliff12(source: str, target: str, attributes: str = 'target-language="de"') -> str:
    return (
        '<?xml version="1.0"?>\n'
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">\n'
        f'<file original="a" source-language="en" {attributes} datatype="html"><body>\n'
        f'<trans-unit id="1"><source>{source}</source>\n<target>{target}</target></trans-unit>\n'
        "</body></file></xliff>\n"
    )


def found(*arguments: str, cwd: Path, code: int, **more: Any) -> list[dict[str, Any]]:
    done = alihbahasa("check", "--format", "json", *arguments, cwd=cwd, **more)
    assert done.returncode == code, done.stderr
    findings: list[dict[str, Any]] = json.loads(done.stdout)["findings"]
    return findings


def within(path: Path, *glossaries: Path) -> tuple[Finding, ...]:
    """Return the findings in the file *path*, without a process of their own."""
    checked = check.run(None, asked=[str(path)], rules=check_rules.rules_of(None, glossaries))
    if checked.errors:
        raise checked.errors[0]
    return checked.findings


def place(finding: dict[str, Any]) -> tuple[str, int, int, str]:
    return finding["file"], finding["line"], finding["column"], finding["check"]


def refused(*arguments: str, cwd: Path) -> str:
    done = alihbahasa("check", *arguments, cwd=cwd)
    assert (done.returncode, done.stdout) == (2, "")
    return done.stderr


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with an article whose German is in the store, with a forbidden term in it."""
    root = tmp_path / "project"
    (root / "sources").mkdir(parents=True)
    (root / "glossaries").mkdir()
    (root / "alihbahasa.toml").write_text(
        '[project]\nsource = "en"\ntargets = ["de"]\n[checks]\nnumber = "error"\n'
    )
    (root / "sources/a.txt").write_text("The file has 3 pages.\n")
    (root / "glossaries/g.csv").write_text(GLOSSARY)
    assert alihbahasa("export", cwd=root).returncode == 0
    store = root / "translations/de/a.po"
    text = store.read_text()
    assert text.endswith('msgstr ""\n')
    store.write_text(text[:-4] + '"Die Akte hat 4 Seiten."\n')
    return root


def test_files_of_all_formats_without_a_project(tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_text(GLOSSARY)
    (tmp_path / "a.po").write_text(po(("Open the file", "Öffnen"), ("7 pages", "8 Seiten")))
    (tmp_path / "b.xlf").write_text(xliff12("<g id='1'>7</g> pages", "<g id='1'>8</g> Seiten"))
    (tmp_path / "c.bin").write_text(
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="en"'
        ' trgLang="de"><file id="f"><unit id="u"><segment state="final">\n<source>A file</source>\n'
        "<target>Eine Akte</target></segment></unit></file></xliff>"
    )
    results = found("a.po", "b.xlf", "c.bin", "--glossary", "g.csv", cwd=tmp_path, code=1)
    assert [place(each) for each in results] == [
        ("a.po", 9, 9, "term-missing"),
        ("a.po", 12, 9, "number"),
        ("b.xlf", 5, 19, "number"),
        ("c.bin", 3, 14, "forbidden-term"),
    ]


def test_without_terms_only_warnings_are_found(tmp_path: Path) -> None:
    (tmp_path / "a.po").write_text(po(("7 pages of a file", "8 Seiten")))
    assert [each["check"] for each in found("a.po", cwd=tmp_path, code=0)] == ["number"]
    found("a.po", "--fail-on", "warning", cwd=tmp_path, code=1)
    done = alihbahasa("check", "a.po", cwd=tmp_path)
    assert done.stdout.startswith("a.po:9:9 warning number: 7 is missing; the target has 8\n")
    assert done.stdout.endswith("1 warning in 1 file.\n")


def test_the_standard_input_and_the_language_that_it_does_not_say(tmp_path: Path) -> None:
    text = po(("Pages: 1.300", "Seiten: 1.300"), language="")
    assert (
        "does not say its target language"
        in alihbahasa("check", "-", cwd=tmp_path, input=text).stderr
    )
    # 1.3 in English is 1300 in Indonesian; the German is right for that.
    arguments = ("-", "--to", "de")
    (finding,) = found(*arguments, cwd=tmp_path, code=0, input=text)
    assert place(finding) == ("standard input", 9, 17, "number")
    assert found(*arguments, "--lang", "id", cwd=tmp_path, code=0, input=text) == []


def test_of_two_languages_that_fit_the_narrower_holds(tmp_path: Path) -> None:
    (tmp_path / "a.po").write_text(po(("7", "8"), language="pt"))
    checked = check.run(None, asked=[str(tmp_path / "a.po")], languages=["pt-BR", "de"])
    assert [each.language for each in checked.findings] == ["pt-BR"]
    assert checked.languages == ("en", "pt-BR")


def test_languages_that_contradict_the_file_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.po").write_text(po(("7", "8"), language="en-GB"))
    error = refused("a.po", "--to", "en-US", cwd=tmp_path)
    assert "its target language is en-GB, not en-US" in error
    assert "leave out --to" in error
    (tmp_path / "b.xlf").write_text(xliff12("7", "8"))
    error = refused("b.xlf", "--lang", "id", cwd=tmp_path)
    assert "its source language is en, not id" in error
    assert "leave out --lang" in error


def test_languages_without_a_pack_have_a_generic_one(tmp_path: Path) -> None:
    (tmp_path / "a.po").write_text(po(("7 pages", "8 pages"), language="tlh_XX@odd"))
    done = alihbahasa("check", "a.po", cwd=tmp_path)
    assert done.returncode == 0
    assert "1 warning in 1 file" in done.stdout
    assert "no language pack for tlh" in done.stderr


@pytest.mark.parametrize("language", ["../../etc", "x", "%s", "a" * 5000, "en-x-", "_", "zz_ZZ_ZZ"])
def test_no_name_of_a_language_breaks_the_run(language: str, tmp_path: Path) -> None:
    (tmp_path / "a.po").write_text(po(("7 pages", "8 pages"), language=language))
    try:
        assert [each.check for each in within(tmp_path / "a.po")] == ["number"]
    except AlihbahasaError as error:
        assert error.file


def test_what_is_not_finished_is_not_checked(tmp_path: Path) -> None:
    text = po(("7 pages", "8 Seiten"), ("7 sheets", ""), ("7 leaves", "8 Blätter"))
    text = text.replace('msgid "7 pages"', '#, fuzzy\nmsgid "7 pages"')
    text = text.replace('msgid "7 leaves"\nmsgstr', '#~ msgid "7 leaves"\n#~ msgstr')
    (tmp_path / "a.po").write_text(text)
    assert within(tmp_path / "a.po") == ()


# --- plural forms -------------------------------------------------------------------


def plural(*forms: str) -> str:
    lines = "".join(f'msgstr[{number}] "{form}"\n' for number, form in enumerate(forms))
    return (
        HEADER.format(language="ru", more=PLURALS)
        + f'\nmsgid "1 file"\nmsgid_plural "%d files of 20"\n{lines}'
    )


def test_a_plural_form_agrees_with_the_singular_or_the_plural(tmp_path: Path) -> None:
    (tmp_path / "a.po").write_text(plural("%d файл из 20", "%d файла из 20", "%d файлов из 20"))
    assert within(tmp_path / "a.po") == ()
    (tmp_path / "a.po").write_text(plural("1 файл", "%d файла из 20", "%d файлов из 20"))
    assert within(tmp_path / "a.po") == ()


def test_each_plural_form_is_checked_and_located(tmp_path: Path) -> None:
    (tmp_path / "a.po").write_text(plural("1 файл", "%d файла из 21", "%d файлов из 22"))
    results = within(tmp_path / "a.po")
    assert [(each.place.line, each.place.column, each.message) for each in results] == [
        (12, 24, "20 is missing; the target has 21"),
        (13, 25, "20 is missing; the target has 22"),
    ]
    targets = [plain(each.unit.target or ()) for each in results]
    assert targets == ["%d файла из 21", "%d файлов из 22"]


def test_equal_plural_forms_are_found_once(tmp_path: Path) -> None:
    (tmp_path / "a.po").write_text(plural("%d из 21", "%d из 21", "%d из 20"))
    (only,) = within(tmp_path / "a.po")
    assert only.place.line == 11


# --- markup -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("%s of %s", "%2$s von %1$s"),
        ("%s is %5.2f%%", "%1$s ist %2$.2f%%"),
        ("{0} of {total}", "{total}: {0:.3f}"),
        ("<a href='/en/2020'>News</a>", "<a href='/de/2021'>Neues</a>"),
        ("it&#8217;s", "es ist"),
        ("{{ 'a' | slice:0:3 }}", "{{ 'a' | slice:0:4 }}"),
        ("{n, plural, =1 {1 page} other {# pages}}", "{n, plural, one {eine} other {#}}"),
        ("Ubuntu 4.10", "Ubuntu 4.10"),
        ("set to -1", "auf „-1“ setzen"),
    ],
)
def test_markup_and_placeholders_hold_no_numbers(source: str, target: str, tmp_path: Path) -> None:
    (tmp_path / "a.po").write_text(po((source, target)))
    assert within(tmp_path / "a.po") == ()


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("50% of 7 %s", "50% von 8 %s"),
        ("<b>7</b>", "<b>8</b>"),
        ("4.5 pages", "4.5 Seiten"),
        ("up {n} by 7 {unit}", "{n} um 8 {unit}"),
        ("Ubuntu 4.10", "Ubuntu 4.04"),
    ],
)
def test_numbers_beside_markup_are_compared(source: str, target: str, tmp_path: Path) -> None:
    (tmp_path / "a.po").write_text(po((source, target)))
    (only,) = within(tmp_path / "a.po")
    assert only.check == "number"


def test_no_term_is_asked_for_in_a_tag(tmp_path: Path) -> None:
    (tmp_path / "g.csv").write_text(GLOSSARY)
    (tmp_path / "a.po").write_text(po(("<i class='file'>%(file)s</i>", "<i>%(file)s</i>")))
    assert within(tmp_path / "a.po", tmp_path / "g.csv") == ()


@pytest.mark.parametrize(
    "text", ["50% dari 7", "19,1 % itu", "a < b > c", "R&D; S&P 500", "%50'si"]
)
def test_plain_text_is_no_markup(text: str) -> None:
    assert unmarked(text) == text


# --- projects -----------------------------------------------------------------------


def test_the_store_of_an_article_is_checked_as_the_article(project: Path) -> None:
    every = found(cwd=project, code=1)
    assert {each["check"] for each in every} == {"forbidden-term", "number"}
    assert found("translations/de/a.po", cwd=project, code=1) == every
    assert found("a.txt", "translations/de/a.po", cwd=project, code=1) == every
    error = refused("--to", "ru", "translations/de/a.po", cwd=project)
    assert "translations/de/a.po: its target language is de, not ru" in error


def test_a_view_and_a_foreign_file_go_by_the_settings_and_terms_of_the_project(
    project: Path,
) -> None:
    view = project / "translations/de/a.xlf"
    view.write_text(xliff12("The file has 3 pages.", "Die Akte hat 3 Seiten."))
    (finding,) = found("translations/de/a.xlf", cwd=project, code=1)
    assert (finding["check"], finding["article"]) == ("forbidden-term", "a.txt")
    foreign = project.parent / "b.po"
    foreign.write_text(po(("7 pages", "8 Seiten")))
    before = files(project)
    (finding,) = found("../b.po", cwd=project, code=1)
    assert (finding["severity"], finding["check"]) == ("error", "number")
    assert files(project) == before
    # From outside, nothing of the project holds.
    (finding,) = found("b.po", cwd=project.parent, code=0)
    assert finding["severity"] == "warning"
    (finding,) = found("b.po", "--project", "project", cwd=project.parent, code=1)
    assert finding["severity"] == "error"


def test_a_given_glossary_takes_the_place_of_the_projects(project: Path) -> None:
    (project.parent / "g.csv").write_text("concept,en,de,level\nseite,page,Seite,must\n")
    results = found("a.txt", "--glossary", "../g.csv", cwd=project, code=1)
    assert [each["check"] for each in results] == ["number"]


# --- what cannot be -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "message", "hint"),
    [
        ("berita.po", None, "no file 'brita.po'", "did you mean berita.po?"),
        ("a.po", po(("7", "8"), language=""), "the file does not say its target language", "--to"),
        ("a.po", "", "the file is empty", ""),
        ("notes.txt", "no exchange file", "not an exchange file; known are PO", ""),
        ("a.po", po(("7", "8")) + 'msgid "x\n', "this string has no closing quote", ""),
    ],
)
def test_what_cannot_be_checked_is_an_error(
    name: str,
    text: str | None,
    message: str,
    hint: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_text(text or "")
    with pytest.raises(AlihbahasaError, match=message) as caught:
        within(Path(name if text is not None else "brita.po"))
    assert caught.value.file == (name if text is not None else None)
    assert hint in (caught.value.hint or "")


def test_what_is_neither_article_nor_file(project: Path) -> None:
    error = refused("b.txt", cwd=project)
    assert "no article and no file 'b.txt'" in error
    assert "did you mean a.txt?" in error
    error = refused("project", cwd=project.parent)
    assert "project: a folder of no article" in error
    assert "no project here" in refused(cwd=project.parent)
    assert "no such folder" in refused("--project", "gone", "b.po", cwd=project.parent)


# --- places of what has no width --------------------------------------------------


@pytest.mark.parametrize(
    ("target", "at", "message"),
    [
        ('Lies <x id="7"/>das hier.', "das", "the source has no"),
        ('Lies <bx id="1"/>das hier.', "das", "without its other half"),
        ('Lies das hier<bx id="1"/>', "r<bx", "without its other half"),
        ("Lies das hier.", "Lies", "is missing"),
    ],
)
def test_a_code_that_is_wrong_is_pointed_at(
    target: str, at: str, message: str, tmp_path: Path
) -> None:
    text = xliff12('Read <bx id="1"/>this<ex id="1"/>.', target)
    (tmp_path / "a.xlf").write_text(text)
    first = next(each for each in within(tmp_path / "a.xlf") if message in each.message)
    line = text.splitlines()[first.place.line - 1]
    assert line[first.place.column - 1 :].startswith(at)


def test_a_code_is_pointed_at_in_the_store_of_an_article(tmp_path: Path) -> None:
    (tmp_path / "alihbahasa.toml").write_text('[project]\nsource = "en"\ntargets = ["de"]\n')
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/a.html").write_text("<p>Read <b>this</b> now.</p>\n")
    assert alihbahasa("export", cwd=tmp_path).returncode == 0
    path = tmp_path / "translations/de/a.po"
    text = path.read_text()
    assert text.count('msgstr ""\n') >= 1
    head, _, end = text.rpartition('msgstr ""\n')
    path.write_text(f'{head}msgstr "Lies <b>das jetzt."\n{end}')
    (first, *_) = found("--select", "inline-code", cwd=tmp_path, code=1)
    line = path.read_text().splitlines()[first["line"] - 1]
    assert line[first["column"] - 1 :].startswith("<b>das")


def test_what_is_translated_otherwise_is_pointed_at_as_a_whole(tmp_path: Path) -> None:
    (tmp_path / "a.po").write_text(po(("Read this.", "Lies das.")))
    other = po(("Read this.", "Lest das."))
    (tmp_path / "b.po").write_text(other)
    (first,) = found("--fail-on", "warning", "a.po", "b.po", cwd=tmp_path, code=1)
    assert first["check"] == "inconsistent-target"
    line = other.splitlines()[first["line"] - 1]
    assert line[first["column"] - 1 : first["end_column"] - 1] == "Lest das."
