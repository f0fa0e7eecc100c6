"""The commands that look after a glossary, as people run them."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from running import git, run_git

from alihbahasa.cli._commands import commands
from alihbahasa.errors import AlihbahasaError
from alihbahasa.glossaries.csv import PLUGIN
from alihbahasa.terminology.cells import cells

GLOSSARY = """\
concept,id,en,en:not,match,level,keep,note
darurat-militer,darurat militer,martial law,state of emergency,,must,,
minggu,Minggu,Sunday,,case,should,,
rayon,rayon,district|raion,county,,must,,a region
"""

Run: TypeAlias = Callable[..., tuple[int, str, str]]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("sources", "glossaries", "translations"):
        (tmp_path / name).mkdir()
    settings = '[project]\nsource = "id"\ntargets = ["en"]\n'
    (tmp_path / "alihbahasa.toml").write_text(settings, encoding="utf-8")
    text = "Tiga rayon. Darurat militer berlaku. Hari Minggu sepi.\n"
    (tmp_path / "sources" / "a.txt").write_text(text, encoding="utf-8")
    (tmp_path / "glossaries" / "g.csv").write_text(GLOSSARY, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command of ``glossary``: exit code, output, notices and errors with their hints."""

    def running(*arguments: str) -> tuple[int, str, str]:
        code, said = 0, ""
        try:
            commands.main(args=["glossary", *arguments], standalone_mode=False)
        except SystemExit as stop:
            code = stop.code if isinstance(stop.code, int) else 0
        except AlihbahasaError as error:
            code, said = 2, f"{error}\n{error.hint or ''}\n"
        out, err = capsys.readouterr()
        return code, out, err + said

    return running


def concepts(project: Path, name: str = "g.csv") -> dict[str, dict[str, tuple[str, ...]]]:
    """What a glossary of the project holds now."""
    data = (project / "glossaries" / name).read_bytes()
    found = PLUGIN.read(data, source_language="id")[0].concepts
    return {concept.key: cells(concept) for concept in found}


def replaced(project: Path, old: str, new: str) -> None:
    path = project / "glossaries" / "g.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


# --- check --------------------------------------------------------------------


def test_check_of_a_sound_glossary(project: Path, run: Run) -> None:
    assert run("check") == (0, "no findings in 1 glossary, 3 concepts\n", "")


def test_check_says_what_is_wrong_and_where(project: Path, run: Run) -> None:
    (project / "glossaries" / "h.csv").write_text(
        "concept,id,en,en:not\nrayon,rayon,,district\nx,Rayon,Бaку,\n", encoding="utf-8"
    )
    code, out, _ = run("check")
    assert code == 1
    assert out.splitlines() == [
        "glossaries/h.csv:2: error: rayon: “district” is forbidden here and preferred there"
        " (contradictory G005)",
        "    see  glossaries/g.csv:4",
        "glossaries/h.csv:3: warning: “Rayon” is a term of rayon too, as “rayon” (duplicate G001)",
        "    see  glossaries/g.csv:4",
        "    fix  make the two one, or tell them apart by match = case, domain or scope",
        "glossaries/h.csv:3: warning: “Бaку” (en) mixes letters of two scripts that look alike"
        " (mixed-script G011)",
        "    fix  Баку",
        "1 error, 2 warnings in 2 glossaries, 4 concepts",
    ]


def test_check_looks_into_the_cells(project: Path, run: Run) -> None:
    replaced(project, "martial law", " martial\u00a0law")
    replaced(project, "district|raion", "district | raion")
    code, out, _ = run("check", "--fail-on", "warning")
    assert code == 1
    assert "glossaries/g.csv:2: warning: the cell en has a space before it" in out
    assert "    fix  martial law\n1 warning in" in out


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 0), ("info", 1)])
def test_check_fails_on_what_is_asked(project: Path, run: Run, fail_on: str, code: int) -> None:
    replaced(project, "district|raion", "Sunday")
    replaced(project, ",case,", ",,")
    assert run("check", "--fail-on", fail_on)[0] == code


def test_check_as_json(project: Path, run: Run) -> None:
    replaced(project, "district|raion", "martial law")
    assert run("check", "--format", "json:out.json", "--format", "text")[1].startswith("glossaries")
    document = json.loads((project / "out.json").read_text(encoding="utf-8"))
    assert document == {
        "version": 1,
        "summary": {"files": 1, "concepts": 3, "error": 0, "warning": 0, "info": 1},
        "findings": [
            {
                "file": "glossaries/g.csv",
                "line": 4,
                "severity": "info",
                "code": "G003",
                "check": "ambiguous",
                "message": "“martial law” (en) is the preferred term of darurat-militer too",
                "concept": "rayon",
                "language": "en",
                "related": {"file": "glossaries/g.csv", "line": 2},
                "fix": "",
            }
        ],
    }


def test_check_of_nothing_and_of_what_cannot_be_read(project: Path, run: Run) -> None:
    replaced(project, "must", "msut")
    code, _, err = run("check")
    assert (code, err.splitlines()[0]) == (
        2,
        "glossaries/g.csv:2: unknown level 'msut', in the column level",
    )
    (project / "glossaries" / "g.csv").unlink()
    code, out, err = run("check")
    assert (code, out) == (0, "no findings in 0 glossaries, 0 concepts\n")
    assert "no glossaries in glossaries" in err


def test_check_escapes_what_a_terminal_obeys(project: Path, run: Run) -> None:
    replaced(project, "district|raion", "dis\u202etrict")
    _, out, _ = run("check")
    assert "\u202e" not in out
    assert "dis\\u202etrict" in out


def test_the_live_glossary_passes(root: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    code, out, _ = run("check", "--fail-on", "warning")
    assert code == 0, out


# --- diff ---------------------------------------------------------------------


@pytest.fixture
def committed(project: Path) -> Path:
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "one"]):
        run_git(project, *arguments)
    return project


@git
def test_diff(committed: Path, run: Run) -> None:
    code, out, _ = run("diff")
    assert (code, out[:30]) == (0, "no concept changed since HEAD ")
    replaced(committed, "district|", "department|")
    replaced(committed, "minggu,Minggu,Sunday,,case,should,,\n", "")
    code, out, _ = run("diff")
    assert code == 0
    assert out.splitlines()[:-1] == [
        "rayon: en district -> department: 1 unit, 1 article",
        "  a.txt",
        "    id  Tiga [rayon].",
        "minggu: removed: 1 unit, 1 article",
        "  a.txt",
        "    id  Hari [Minggu] sepi.",
    ]
    assert out.splitlines()[-1].startswith("2 concepts changed since HEAD (")
    assert out.endswith("): 2 units, 1 article\n")
    assert "Tiga" not in run("diff", "--sentences", "0")[1]


@git
def test_diff_for_a_pull_request(committed: Path, run: Run) -> None:
    replaced(committed, "district|raion", "<b>*x*|raion")
    text = "Tiga rayon | <script>. Tiga rayon lain. Rayon itu.\n"
    (committed / "sources" / "a.txt").write_text(text, encoding="utf-8")
    out = run("diff", "--format", "markdown", "--sentences", "1")[1]
    assert out.startswith("### Glossary changes since HEAD (")
    assert "| rayon | en district -&gt; &lt;b&gt;\\*x\\* | 3 | 1 |\n" in out
    assert "<details><summary>rayon: 1 of 3 units</summary>\n\na.txt:\n" in out
    assert "- id: Tiga <b>rayon</b> \\| &lt;script&gt;.\n" in out
    table = [line for line in out.splitlines() if line.startswith("|")]
    assert {line.replace("\\|", "").count("|") for line in table} == {5}


@git
def test_diff_as_json(committed: Path, run: Run) -> None:
    replaced(committed, "district|", "department|")
    document: dict[str, Any] = json.loads(run("diff", "--format", "json")[1])
    assert (document["version"], document["revision"]) == (1, "HEAD")
    (change,) = document["changes"]
    assert change["cells"] == [
        {"cell": "en", "before": ["district", "raion"], "after": ["department", "raion"]}
    ]
    assert (change["concept"], change["kind"], change["languages"]) == ("rayon", "changed", ["en"])
    assert (change["units"], change["articles"]) == (1, 1)
    (sentence,) = change["sentences"]
    assert (sentence["source"], sentence["spans"]) == ("Tiga rayon.", [[5, 10]])


@git
def test_diff_with_what_is_not_there(committed: Path, run: Run) -> None:
    code, _, err = run("diff", "HEDA")
    assert code == 2
    assert err.startswith("git knows no revision 'HEDA'")


# --- merge --------------------------------------------------------------------


@pytest.fixture
def sent(project: Path) -> Path:
    """The glossary as it was sent out."""
    path = project / "sent.csv"
    path.write_text(GLOSSARY, encoding="utf-8")
    return path


def edited(project: Path, *changes: tuple[str, str]) -> str:
    text = GLOSSARY
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    (project / "back.csv").write_text(text, encoding="utf-8")
    return "back.csv"


def test_merge_takes_what_is_new(project: Path, sent: Path, run: Run) -> None:
    replaced(project, "state of emergency", "emergency")
    file = edited(
        project,
        ("district|raion", "area|raion"),
        ("a region\n", "a region\npihak,pihak,side,,,info,,\n"),
    )
    code, out, _ = run("merge", file, "--base", "sent.csv")
    assert (code, out.splitlines()) == (
        0,
        [
            "rayon: en district -> area",
            "pihak: added: id + pihak; en + side; level should -> info",
            "glossaries/g.csv: 2 concepts changed, 0 conflicts",
        ],
    )
    now = concepts(project)
    assert now["rayon"]["en"] == ("area", "raion")
    assert now["pihak"]["en"] == ("side",)
    assert now["darurat-militer"]["en:not"] == ("emergency",)
    before = (project / "glossaries" / "g.csv").read_bytes()
    assert run("merge", file, "--base", "sent.csv")[1].startswith("glossaries/g.csv: 0 concepts")
    assert (project / "glossaries" / "g.csv").read_bytes() == before


def test_merge_shows_conflicts_with_all_three(project: Path, sent: Path, run: Run) -> None:
    replaced(project, "a region", "of Artsakh")
    before = (project / "glossaries" / "g.csv").read_bytes()
    code, out, _ = run("merge", edited(project, ("a region", "")), "--base", "sent.csv")
    assert (code, out.splitlines()) == (
        1,
        [
            "conflict  rayon: note",
            "    base    a region",
            "    ours    of Artsakh",
            "    theirs  (nothing)",
            "glossaries/g.csv: 0 concepts changed, 1 conflict",
        ],
    )
    assert (project / "glossaries" / "g.csv").read_bytes() == before


def many(project: Path, file: str, **changes: str) -> str:
    """Write a glossary of six concepts, the cells *changes* put in place of theirs."""
    rows = [
        {"concept": f"k{n}", "id": f"kata {n}", "en": f"word {n}|term {n}", "ru": f"слово {n}"}
        for n in range(6)
    ]
    for place, value in changes.items():
        name, number = place.split("_")
        rows[int(number)][name] = value
    lines = [",".join(row.values()) for row in rows]
    text = "\n".join(["concept,id,en,ru", *lines, ""])
    (project / file).write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({f"ru_{n}": "" for n in range(3)}, "3 of its 6 values in ru would be deleted, k0"),
        ({f"en_{n}": f"word {n}" for n in range(1, 4)}, "3 of its 12 values in en"),
        ({f"id_{n}": "" for n in (1, 4, 5)}, "3 of its 6 values in id would be deleted, k1"),
        ({"ru_0": "", "id_1": "", "en_2": "word 2", "ru_4": ""}, ""),
        (
            {"ru_0": "", "ru_1": "", "id_1": "", "id_2": "", "en_3": "word 3"},
            "5 of its 24 terms",
        ),
        ({f"ru_{n}": f"слово {n + 10}" for n in range(6)}, ""),
    ],
)
def test_merge_of_emptied_cells_deletes_little_unasked(
    project: Path, run: Run, changes: dict[str, str], told: str
) -> None:
    for file in ("sent.csv", "glossaries/g.csv"):
        many(project, file)
    many(project, "back.csv", **changes)
    code, _, err = run("merge", "back.csv", "--base", "sent.csv", "--dry-run")
    assert code == (2 if told else 0), err
    assert told in err
    code, _, err = run("merge", "back.csv", "--base", "sent.csv", "--yes")
    assert code == 0


def test_merge_tells_what_the_rules_say_of_it(project: Path, sent: Path, run: Run) -> None:
    file = edited(
        project,
        ("a region\n", "a region\nwilayah,Rayon,region,,,info,,\n"),
        ("minggu,Minggu,Sunday", "minggu,,Sunday"),
    )
    code, _, err = run("merge", file, "--base", "sent.csv")
    assert code == 0
    assert "(duplicate)" in err
    assert "(empty)" in err


def test_merge_tells_of_keys_that_were_changed(project: Path, sent: Path, run: Run) -> None:
    file = edited(project, ("rayon,rayon", "wilayah,rayon"), ("darurat-militer,", ","))
    code, out, err = run("merge", file, "--base", "sent.csv")
    assert (code, out) == (0, "glossaries/g.csv: 0 concepts changed, 0 conflicts\n")
    assert "back.csv has the key wilayah for rayon, which stays: keys never change" in err
    assert "darurat-militer" in concepts(project)


def test_merge_leaves_out_columns_that_are_not_ours(project: Path, sent: Path, run: Run) -> None:
    lines = [f"{line},ok" for line in GLOSSARY.replace("|raion", "").splitlines()]
    text = "\n".join(lines).replace("note,ok", 'note,"Remarks"')
    (project / "back.csv").write_text(text, encoding="utf-8")
    code, out, err = run("merge", "back.csv", "--base", "sent.csv")
    assert (code, out.splitlines()[0]) == (0, "rayon: en - raion")
    assert "back.csv: left out: column Remarks (3 times, first at row 2)" in err


@pytest.mark.parametrize(
    ("header", "hint"),
    [("id,English", "did you mean en?"), ("id,en,en not", "forbidden terms are headed en:not")],
)
def test_merge_hints_at_the_header_that_was_meant(
    project: Path, sent: Path, run: Run, header: str, hint: str
) -> None:
    (project / "back.csv").write_text(f"{header}\nrayon,district\n", encoding="utf-8")
    code, _, err = run("merge", "back.csv", "--base", "sent.csv")
    assert code == 2
    assert "back.csv:1: unknown column" in err
    assert hint in err


def test_merge_takes_a_line_break_for_a_blank(project: Path, sent: Path, run: Run) -> None:
    file = edited(project, ("a region", '"a\nregion"'), ("Sunday", "Sunday|Sun"))
    code, out, err = run("merge", file, "--base", "sent.csv")
    assert (code, out.splitlines()[0]) == (0, "minggu: en + Sun")
    assert "back.csv: left out: line breaks in note (once, first at rayon)" in err


@git
def test_merge_needs_a_format_that_holds_all(committed: Path, sent: Path, run: Run) -> None:
    run("export", "sent.utf8", "--to", "en")
    for file, base in (("sent.utf8", "HEAD"), ("sent.csv", "sent.utf8")):
        code, _, err = run("merge", file, "--base", base)
        assert code == 2
        assert "sent.utf8: OmegaT glossary holds too little to be merged" in err
        assert "glossary import" in err


def test_merge_of_a_sheet_without_some_columns(project: Path, sent: Path, run: Run) -> None:
    (project / "back.csv").write_text(
        "id,en\nrayon,area|raion\ndarurat militer,martial law\nMinggu,Sunday\n", encoding="utf-8"
    )
    code, _, err = run("merge", "back.csv", "--base", "sent.csv")
    assert code == 0
    assert (
        "back.csv has no columns en:not, match, level, note, concept: nothing was deleted there"
        in err
    )
    now = concepts(project)
    assert now["rayon"]["en"] == ("area", "raion")
    assert now["rayon"]["en:not"] == ("county",)
    assert now["minggu"]["match"] == ("case",)
    assert now["darurat-militer"]["level"] == ("must",)


def test_merge_of_a_sheet_without_keys(project: Path, sent: Path, run: Run) -> None:
    lines = (project / "sent.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    without = "".join(line.partition(",")[2] for line in lines)
    (project / "back.csv").write_text(without, encoding="utf-8")
    code, _, err = run("merge", "back.csv", "--base", "sent.csv")
    assert code == 0
    assert "back.csv has no column concept: nothing was deleted there" in err


def test_merge_of_a_sheet_with_one_term_a_row(project: Path, sent: Path, run: Run) -> None:
    (project / "back.csv").write_text(
        "concept,lang,term\nrayon,id,rayon\ndarurat-militer,id,darurat militer\n"
        "minggu,id,Minggu\nminggu,ru,воскресенье\n",
        encoding="utf-8",
    )
    assert run("merge", "back.csv", "--base", "sent.csv")[0] == 0
    now = concepts(project)
    assert now["minggu"]["ru"] == ("воскресенье",)
    assert now["rayon"]["en"] == ("district", "raion")
    assert now["rayon"]["en:not"] == ("county",)


@git
def test_merge_with_a_revision_as_its_base(committed: Path, run: Run) -> None:
    replaced(committed, "Sunday", "Sunday|Sun")
    code, _, _ = run("merge", edited(committed, ("raion", "area")), "--base", "HEAD")
    assert code == 0
    assert concepts(committed)["rayon"]["en"] == ("district", "area")
    assert concepts(committed)["minggu"]["en"] == ("Sunday", "Sun")
    (committed / "glossaries" / "new.csv").write_text("concept,id,en\n", encoding="utf-8")
    code, _, err = run("merge", "back.csv", "--base", "HEAD", "--into", "new.csv")
    assert (code, err.splitlines()[0]) == (2, "glossaries/new.csv was not there at HEAD")


def test_merge_dry_run_writes_nothing(project: Path, sent: Path, run: Run) -> None:
    code, out, err = run(
        "merge", edited(project, ("raion", "area")), "--base", "sent.csv", "--dry-run"
    )
    assert (code, out.splitlines()[0]) == (0, "rayon: en raion -> area")
    assert "nothing was written" in err
    assert (project / "glossaries" / "g.csv").read_text(encoding="utf-8") == GLOSSARY


def test_merge_of_a_part_deletes_nothing_unasked(project: Path, run: Run) -> None:
    rows = "".join(f"k{n},kata {n},word {n}\n" for n in range(10))
    for name in ("glossaries/g.csv", "sent.csv"):
        (project / name).write_text(f"concept,id,en\n{rows}", encoding="utf-8")
    (project / "back.csv").write_text(f"concept,id,en\n{rows[:34]}", encoding="utf-8")
    code, _, err = run("merge", "back.csv", "--base", "sent.csv")
    assert code == 2
    assert "glossaries/g.csv: 8 of its 10 concepts would be deleted, k2 among them" in err
    assert len(concepts(project)) == 10
    assert run("merge", "back.csv", "--base", "sent.csv", "--yes")[0] == 0
    assert len(concepts(project)) == 2


def test_merge_cannot_do_without_a_base(project: Path, sent: Path, run: Run) -> None:
    code, _, err = run("merge", "sent.csv")
    assert code == 2
    assert "--base, the state that was sent out" in err
    code, _, err = run("merge", "sent.csv", "--base", "sent.cvs")
    assert code == 2
    assert err.startswith("--base sent.cvs: no such file, and ")
    assert run("merge", "nope.csv", "--base", "sent.csv")[0] == 2
    code, _, err = run("merge", "sent.csv", "--base", "sent.csv", "--into", "gg.csv")
    assert err.splitlines() == [
        "glossaries/gg.csv: there is no such glossary",
        "did you mean g.csv?",
    ]


def test_which_glossary_is_meant_must_be_said(project: Path, sent: Path, run: Run) -> None:
    (project / "glossaries" / "h.csv").write_text("concept,id,en\n", encoding="utf-8")
    for arguments in (["merge", "sent.csv", "--base", "sent.csv"], ["add", "hujan", "en=rain"]):
        code, _, err = run(*arguments)
        assert code == 2
        assert "the project has 2 glossaries" in err
        assert "--into: glossaries/g.csv, glossaries/h.csv" in err
    assert run("add", "hujan", "en=rain", "--into", "glossaries/h.csv")[0] == 0
    assert list(concepts(project, "h.csv")) == ["hujan"]


# --- add ----------------------------------------------------------------------


def test_add_a_concept(project: Path, run: Run) -> None:
    arguments = ["garis depan", "en=front line|front", "--not", "en=border", "--level", "must"]
    code, out, _ = run("add", *arguments, "--note", "of the war")
    assert (code, out) == (
        0,
        "garis-depan: added: id + garis depan; en + front line, front; en:not + border;"
        " level should -> must; note + of the war\n",
    )
    assert concepts(project)["garis-depan"] == {
        "id": ("garis depan",),
        "en": ("front line", "front"),
        "en:not": ("border",),
        "match": ("inflected",),
        "level": ("must",),
        "note": ("of the war",),
    }
    assert len(concepts(project)) == 4


def test_add_to_a_concept_that_is_there(project: Path, run: Run) -> None:
    code, out, err = run("add", "Rayon", "en=area", "en=district", "--not", "en=canton")
    assert (code, out) == (0, "rayon: en + area; en:not + canton\n")
    assert "“Rayon” is a term of rayon already (glossaries/g.csv:4)" in err
    assert concepts(project)["rayon"]["en"] == ("district", "raion", "area")
    code, out, err = run("add", "rayon", "en=area")
    assert (code, out) == (0, "")
    assert "rayon has all that already" in err


def test_add_a_homograph(project: Path, run: Run) -> None:
    code, out, err = run("add", "minggu", "en=week")
    assert (code, out) == (0, "minggu-2: added: id + minggu; en + week\n")
    assert "info: “minggu” is another word than “Minggu” of minggu" in err


def test_add_a_name_that_stays(project: Path, run: Run) -> None:
    assert run("add", "Reuters", "--keep", "*", "--match", "exact", "--key", "rtr")[0] == 0
    found = concepts(project)["rtr"]
    assert (found["keep"], found["match"]) == (("*",), ("exact",))


def test_add_makes_the_first_glossary(project: Path, run: Run) -> None:
    (project / "glossaries" / "g.csv").unlink()
    assert run("add", "hujan", "en=rain")[0] == 0
    assert concepts(project, "glossary.csv")["hujan"]["en"] == ("rain",)


def test_add_dry_run_writes_nothing(project: Path, run: Run) -> None:
    code, out, err = run("add", "hujan", "en=rain", "--dry-run")
    assert (code, out) == (0, "hujan: added: id + hujan; en + rain\n")
    assert "nothing was written" in err
    assert (project / "glossaries" / "g.csv").read_text(encoding="utf-8") == GLOSSARY


def test_add_tells_what_is_spelled_almost_alike(project: Path, run: Run) -> None:
    code, _, err = run("add", "darurat milter", "en=martial law")
    assert code == 0
    assert "darurat-militer (darurat militer) is spelled almost alike; did you mean that?" in err
    for term in ("militer", "rayon ekonomi"):
        assert "spelled almost alike" not in run("add", term, "en=x", "--dry-run")[2]


def test_add_takes_a_term_that_is_given_twice_once(project: Path, run: Run) -> None:
    code, out, err = run("add", "perang", "en=war", "en=war", "--not", "en=row", "--not", "en=Row")
    assert (code, out, err) == (0, "perang: added: id + perang; en + war; en:not + row\n", "")


@pytest.mark.parametrize(
    ("arguments", "message", "hint"),
    [
        (["rayon", "em=area"], "em is no language of this project", "did you mean en?"),
        (["rayon", "hy=x"], "hy is no language of this project", "[project] targets"),
        (["rayon", "en=county"], "rayon is there already, with “county” (en) forbidden", "edit"),
        (["rayon", "--not", "en=raion"], "with “raion” (en) admitted", "edit that line"),
        (["rayon", "--level", "info"], "g.csv:4: rayon is there already, with level must", "edit"),
        (["rayon", "--match", "case"], "with match inflected", "edit"),
        (["rayon", "--note", "x"], "with another note", "edit"),
        (["rayon", "--key", "x"], "with the term “rayon”", "edit"),
        (["hujan", "en=rain", "--key", "rayon"], "g.csv:4: the key rayon is taken", "another"),
        (["hujan", "en=rain", "--key", "a\nb"], "is no key", ""),
        (["hujan", "en=rain", "--key", "=cmd"], "'=cmd' is no key", "rayon-2"),
        (["hujan", "en=rain", "--key", "a|b"], "is no key", "rayon-2"),
        (["hujan", "en=rain", "--keep", "zz"], "zz is no language of this project", "targets"),
        (["hu\u202ejan"], "U+202E RIGHT-TO-LEFT OVERRIDE, in a term", "type it anew"),
        (["hujan", "en=ra\u200bin"], "U+200B ZERO WIDTH SPACE, in a term", ""),
        (["hujan", "en=ra\x1bin"], "a control character, U+001B, in a term", ""),
        (["hujan", "en=ra\nin"], "a line break, in a term", ""),
        (["hujan", "--note", "a\u2066b"], "U+2066 LEFT-TO-RIGHT ISOLATE, in the note", ""),
        (["hujan", "en=rain", "--not", "en=Rain"], "is both allowed and forbidden", "nothing"),
        ([" ", "en=rain"], "a term is empty", ""),
        (["hujan", "en="], "a term is empty", ""),
        (["a|b", "en=rain"], "a bar in the term", "one term"),
        (["hujan", "en=rain", "--into", "../x.csv"], "not in the folder of the glossaries", ""),
        (["hujan", "en=rain", "--into", "x.doc"], "no glossary can be written to it", ""),
    ],
)
def test_add_refuses(
    project: Path, run: Run, arguments: list[str], message: str, hint: str
) -> None:
    code, out, err = run("add", *arguments)
    assert (code, out) == (2, "")
    assert message in err
    assert hint in err
    assert (project / "glossaries" / "g.csv").read_text(encoding="utf-8") == GLOSSARY


def test_add_refuses_what_another_concept_of_the_term_says_otherwise(
    project: Path, run: Run
) -> None:
    text = "concept,id,en,en:not\nkawasan,rayon,zone,area\n"
    (project / "glossaries" / "h.csv").write_text(text, encoding="utf-8")
    code, _, err = run("add", "rayon", "en=area")
    assert code == 2
    assert "h.csv:2: kawasan: “area” (en) is forbidden here, and rayon" in err


@pytest.mark.parametrize("command", ["check", "diff", "merge", "add"])
def test_every_command_has_examples(command: str, run: Run) -> None:
    code, out, _ = run(command, "--help")
    assert code == 0
    assert "Examples:" in out
    assert f"alihbahasa glossary {command}" in out
