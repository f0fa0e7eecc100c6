"""What changed between two states of a glossary, and which sentences that touches."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from running import git, run_git
from test_glossary_merge import glossaries, read, table

from alihbahasa import project
from alihbahasa.errors import AlihbahasaError
from alihbahasa.model import Glossary, plain
from alihbahasa.terminology.differing import UNSAID, CellChange, ChangeKind, ConceptChange, changes
from alihbahasa.workflow import history
from alihbahasa.workflow.glossary import diff
from alihbahasa.workflow.glossary import files as glossary_files

BEFORE = """\
concept,id,en,en:not,match,level,note
rayon,rayon,district|raion,county,,must,a region
pihak,pihak,side,,,info,
"""


def compare(before: str, after: str) -> tuple[ConceptChange, ...]:
    return changes(read(before), read(after), source_language="id")


def lines(before: str, after: str) -> list[str]:
    return [
        f"{change.key} {change.kind}: {'; '.join(map(str, change.cells))}"
        for change in compare(before, after)
    ]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("district|raion", "department|raion", "en district -> department"),
        ("district|raion", "district|raion|area", "en + area"),
        ("district|raion", "district", "en - raion"),
        ("district|raion", "raion", "en - district"),
        ("district|raion", "raion|district", "en district|raion -> raion|district"),
        ("district|raion", "area|district", "en raion -> area"),
        ("district|raion", "area|district|raion", "en district|raion -> area|district|raion"),
        ("county", "county|canton", "en:not + canton"),
        ("county,,must", "county,case,must", "match inflected -> case"),
        ("must", "should", "level must -> should"),
        ("a region", "of Artsakh", "note a region -> of Artsakh"),
        ("a region", "", "note - a region"),
        ("district|raion,county", "district,county|raion", "en - raion; en:not + raion"),
    ],
)
def test_a_change_is_told_in_few_words(old: str, new: str, said: str) -> None:
    assert lines(BEFORE, BEFORE.replace(old, new)) == [f"rayon changed: {said}"]


def test_added_removed_renamed() -> None:
    added = f"{BEFORE}afp,AFP,,,exact,,the agency\n"
    assert lines(BEFORE, added) == [
        "afp added: id + AFP; match inflected -> exact; note + the agency"
    ]
    (removed,) = compare(added, BEFORE)
    assert (removed.kind, removed.after) == (ChangeKind.REMOVED, None)
    renamed = BEFORE.replace("rayon,rayon", "wilayah,rayon")
    assert lines(BEFORE, renamed) == ["wilayah changed: concept rayon -> wilayah"]


def test_a_cell_knows_its_language() -> None:
    names = ("en", "pt-BR:not", "en:deprecated", "level", "pos", "url", "concept")
    found = [CellChange(name, (), ("x",)).language for name in names]
    assert found == ["en", "pt-BR", "en", "", "", "", ""]


@given(glossaries(), glossaries())
def test_nothing_is_said_of_what_is_the_same_and_something_of_all_else(
    before: Glossary, after: Glossary
) -> None:
    found = changes(before, after, source_language="id")
    told = {change.key for change in found}
    rows, now = table(before), table(after)
    assert told == {key for key in {*rows, *now} if rows.get(key) != now.get(key)}
    # What is told is enough to make the one of the other.
    for change in found:
        row = {**rows.get(change.key, UNSAID), **{cell.cell: cell.after for cell in change.cells}}
        if change.after is not None:
            assert {name: values for name, values in row.items() if values} == now[change.key]


def test_the_order_of_languages_is_no_change() -> None:
    concept = read(BEFORE).concepts[0]
    turned = replace(concept, terms=(*concept.terms[1:], concept.terms[0]))
    assert changes(Glossary((concept,)), Glossary((turned,)), source_language="id") == ()


# --- against a revision -------------------------------------------------------

SOURCE = (
    "Tiga rayon diserahkan. Rayon-rayon itu kosong. Pihak Armenia diam. Hujan turun di Barda.\n"
)


@pytest.fixture
def live(tmp_path: Path) -> project.Project:
    """A project in a folder of a repository, with one commit."""
    root = tmp_path / "repository" / "berita kita"
    for name in ("sources/a/b", "glossaries/law", "translations"):
        (root / name).mkdir(parents=True)
    settings = '[project]\nsource = "id"\ntargets = ["en", "ru"]\n'
    (root / "alihbahasa.toml").write_text(settings, encoding="utf-8")
    (root / "sources" / "a" / "b" / "satu.txt").write_text(SOURCE, encoding="utf-8")
    (root / "sources" / "dua.txt").write_text("Rayon lain.\n", encoding="utf-8")
    (root / "glossaries" / "g.csv").write_text(BEFORE, encoding="utf-8")
    run_git(root.parent, "init", "-q", "-b", "main")
    run_git(root.parent, "add", ".")
    run_git(root.parent, "commit", "-q", "-m", "one")
    return project.find(root)


def edit(live: project.Project, old: str, new: str) -> None:
    path = live.glossaries / "g.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@git
def test_the_sentences_of_a_change(live: project.Project) -> None:
    assert diff.run(live).changes == ()
    edit(live, "district|", "department|")
    (touched,) = diff.run(live).changes
    assert str(touched.change.cells[0]) == "en district -> department"
    assert touched.languages == ("en",)
    assert touched.articles == ("a/b/satu.txt", "dua.txt")
    assert [
        (each.article, [span.of(plain(each.unit.source)) for span in each.spans])
        for each in touched.sentences
    ] == [("a/b/satu.txt", ["rayon"]), ("a/b/satu.txt", ["Rayon-rayon"]), ("dua.txt", ["Rayon"])]


@git
def test_what_only_the_glossary_of_then_finds_is_touched_too(live: project.Project) -> None:
    edit(live, "pihak,pihak", "pihak,para pihak")
    (touched,) = diff.run(live).changes
    assert [plain(each.unit.source) for each in touched.sentences] == ["Pihak Armenia diam."]
    assert touched.languages == ("en", "ru")


@git
def test_files_that_came_and_went(live: project.Project) -> None:
    (live.glossaries / "law" / "new.csv").write_text("concept,id,en\nx,hujan,rain\n", "utf-8")
    (live.glossaries / "g.csv").unlink()
    found = {touched.change.key: touched for touched in diff.run(live).changes}
    assert {key: each.change.kind.value for key, each in found.items()} == {
        "x": "added",
        "rayon": "removed",
        "pihak": "removed",
    }
    assert len(found["x"].sentences) == 1
    assert len(found["rayon"].sentences) == 3


@git
def test_only_the_languages_that_are_asked_for(live: project.Project) -> None:
    edit(live, "district|", "department|")
    assert diff.run(live, languages=["ru"]).changes == ()
    assert len(diff.run(live, languages=["en"]).changes) == 1
    edit(live, "must", "should")
    (touched,) = diff.run(live, languages=["ru"]).changes
    assert [cell.cell for cell in touched.change.cells] == ["level"]
    assert touched.languages == ("ru",)


@git
def test_translations_are_shown_with_the_term_in_them(live: project.Project) -> None:
    from alihbahasa.workflow import export

    export.run(live, languages=["en"])
    store = live.exchange_path("dua.txt", language="en", extension=".po")
    text = store.read_text(encoding="utf-8")
    before, _, _ = text.rpartition('msgstr ""')
    store.write_text(f'{before}msgstr "Another district."\n', encoding="utf-8")
    edit(live, "district|", "department|")
    (touched,) = diff.run(live).changes
    (rendering,) = touched.sentences[-1].renderings
    assert rendering.language == "en"
    assert [span.of("Another district.") for span in rendering.spans] == ["district"]


@git
def test_a_revision_is_read_and_nothing_else(live: project.Project) -> None:
    revision = history.revision(live.root, "main")
    assert len(revision.commit) == 40
    kept = history.files_below(revision, "glossaries")
    assert [each.path for each in kept] == ["glossaries/g.csv"]
    assert history.read(revision, kept[0], limit=1_000) == BEFORE.encode()
    assert history.files_below(revision, "glossaries/[g].csv") == ()
    with pytest.raises(AlihbahasaError, match="limit"):
        history.read(revision, replace(kept[0], size=1_001), limit=1_000)


@git
@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        "-h",
        "--output=x",
        "main\nHEAD",
        "^HEAD",
        "^main",
        ":/nope",
        "HEAD..main",
        "HEAD:alihbahasa.toml",
        "nope",
        "HEAD~9",
        "..",
        "*",
    ],
)
def test_a_name_that_is_no_revision(live: project.Project, name: str) -> None:
    with pytest.raises(AlihbahasaError, match=r"no revision|not the name of a revision"):
        history.revision(live.root, name)
    assert not (live.root / "x").exists()


@git
@pytest.mark.parametrize("name", [":/Say one", "HEAD^{/Say one}", "HEAD@{1 second ago}", "main~0"])
def test_names_of_revisions_that_git_allows(live: project.Project, name: str) -> None:
    run_git(live.root, "commit", "-q", "--allow-empty", "-m", "Say one")
    assert len(history.revision(live.root, name).commit) == 40


@git
def test_without_a_commit_there_is_nothing_to_compare_with(tmp_path: Path) -> None:
    run_git(tmp_path, "init", "-q")
    with pytest.raises(AlihbahasaError, match="git knows no revision 'HEAD'") as caught:
        history.revision(tmp_path, "HEAD")
    assert caught.value.hint == "nothing is committed here yet"


@git
@pytest.mark.parametrize("size", ["BAD", "-"])
def test_what_git_has_lost_is_named(
    live: project.Project, monkeypatch: pytest.MonkeyPatch, size: str
) -> None:
    revision = history.revision(live.root, "main")
    listed = f"100644 blob {'0' * 40} {size:>7}\tglossaries/g.csv\0".encode()
    monkeypatch.setattr(history, "_git", lambda *_: listed)
    with pytest.raises(AlihbahasaError, match=r"main:glossaries/g\.csv: git does not have"):
        history.files_below(revision, "glossaries")


@git
@pytest.mark.parametrize("file", ["alihbahasa.toml", "pyproject.toml"])
def test_a_folder_with_another_name_is_found_by_the_settings_of_then(
    live: project.Project, file: str
) -> None:
    old = (live.root / "alihbahasa.toml").read_text("utf-8")
    (live.root / "alihbahasa.toml").unlink()
    head = "" if file == "alihbahasa.toml" else "[tool.alihbahasa]\n"
    (live.root / file).write_text(f'{head}future = 1\nfolders.glossaries = "./terms/x"\n', "utf-8")
    (live.root / "terms").mkdir()
    live.glossaries.rename(live.root / "terms" / "x")
    run_git(live.root, "add", "-A")
    run_git(live.root, "commit", "-q", "-m", "two")
    (live.root / "terms" / "x").rename(live.glossaries)
    (live.root / file).unlink()
    (live.root / "alihbahasa.toml").write_text(old, "utf-8")
    assert diff.run(live).changes == ()
    revision = history.revision(live.root, "HEAD")
    found = glossary_files.at(live, live.glossaries / "g.csv", revision)
    assert found is not None
    assert [concept.key for concept in found.concepts] == ["rayon", "pihak"]


@git
def test_a_renamed_file_has_the_same_concepts_and_another_base(live: project.Project) -> None:
    run_git(live.root, "mv", "glossaries/g.csv", "glossaries/law/terms.csv")
    assert diff.run(live).changes == ()
    revision = history.revision(live.root, "HEAD")
    with pytest.raises(AlihbahasaError, match="was not there at HEAD, and glossaries/g") as caught:
        glossary_files.at(live, live.glossaries / "law" / "terms.csv", revision)
    assert (caught.value.hint or "").endswith(
        f" git show {revision.commit[:10]}:./glossaries/g.csv"
    )
    run_git(live.root, "mv", "glossaries/law/terms.csv", "glossaries/g.csv")
    assert glossary_files.at(live, live.glossaries / "new.csv", revision) is None


@git
def test_a_misspelt_revision_is_guessed(live: project.Project) -> None:
    with pytest.raises(AlihbahasaError) as caught:
        history.revision(live.root, "mian")
    assert caught.value.hint == "did you mean main?"


@git
def test_links_in_a_revision_are_passed_over(live: project.Project) -> None:
    (live.glossaries / "link.csv").symlink_to("/etc/passwd")
    run_git(live.root, "add", ".")
    run_git(live.root, "commit", "-q", "-m", "two")
    kept = history.files_below(history.revision(live.root, "HEAD"), "glossaries")
    assert [each.path for each in kept] == ["glossaries/g.csv"]


@git
def test_a_broken_glossary_of_then_is_named_with_its_revision(live: project.Project) -> None:
    edit(live, "must", "msut")
    run_git(live.root, "commit", "-q", "-a", "-m", "broken")
    edit(live, "msut", "must")
    with pytest.raises(AlihbahasaError) as caught:
        diff.run(live)
    assert str(caught.value).startswith("HEAD:glossaries/g.csv:2: unknown level")


@git
def test_no_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    with pytest.raises(AlihbahasaError, match="not in a git repository"):
        history.revision(tmp_path, "HEAD")
    run_git(tmp_path, "init", "-q")
    with pytest.raises(AlihbahasaError, match="no revision"):
        history.revision(tmp_path, "HEAD")


def test_no_git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(AlihbahasaError, match="git is not installed"):
        history.revision(tmp_path, "HEAD")
