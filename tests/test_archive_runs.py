"""Archives as sources of whole runs: the same trees however packed, and nothing done twice."""

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from dying import killed_at, quick_folder
from invariants import invariant
from running import alihbahasa, files
from test_archives import made

from alihbahasa import project
from alihbahasa.project import archives
from alihbahasa.workflow import check, export, pieces, prepare

SETTINGS = '[project]\ntargets = ["en"]\n[[archives]]\nfiles = "arsip/*"\n'
EPOCH = {"SOURCE_DATE_EPOCH": "1700000000"}


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    """Close what a test left open."""
    yield
    archives.close()


def rows(count: int) -> list[dict[str, str]]:
    return [
        {"id": f"r{n:04}", "text": f"Kabar kota {n}\nWalikota tiba pukul {n}. Ia lelah sekali.\n"}
        for n in range(count)
    ]


def counts(done: export.Exports) -> tuple[int, int]:
    """Return how many articles of archives were exported, and how many passed over."""
    assert not done.errors
    return sum(each.articles for each in done.archives), sum(
        each.unchanged for each in done.archives
    )


def path_of(root: Path, article: str, end: str, language: str = "en") -> Path:
    return (root / "translations" / language / article).with_suffix(end)


def written(root: Path) -> dict[str, bytes]:
    return files(root / "translations")


# --- the same trees -------------------------------------------------------------------


@pytest.mark.parametrize("jobs", [1, 2])
def test_packed_or_not_and_by_any_number_of_processes_the_trees_are_the_same(
    jobs: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "_RANGE", 500)
    twice, no_text, empty = {"id": "r0003", "text": "Lagi."}, {"id": "x"}, {"id": "y", "text": ""}
    lines = [*rows(40), b"{", twice, no_text, empty]
    seen = set()
    for end in ("", ".gz", ".zst"):
        root = tmp_path / f"as{end}" / "berita"
        made(root, *lines, name=f"a.jsonl{end}", settings=SETTINGS)
        done = alihbahasa("export", "--jobs", str(jobs), cwd=root, **EPOCH)
        assert done.returncode == 2
        for number, words in (
            (41, "cannot be read as JSON"),
            (42, "that of line 4 too"),
            (43, "no text"),
        ):
            assert f"sources/arsip/a.jsonl{end}:{number}: " in done.stderr
            assert words in done.stderr
        assert f"arsip/a.jsonl{end} -> en: 40 articles, 1 without text\n" in done.stdout
        assert "40 articles, 1 language: 80 files written, 0 unchanged" in done.stdout
        seen.add(tuple(written(root).items()))
        assert sum(name.endswith(".po") for name in written(root)) == 40
    assert len(seen) == 1


def test_an_article_is_told_by_its_name_in_every_verb(tmp_path: Path) -> None:
    found = made(tmp_path, *rows(5), settings=SETTINGS)
    article = found.articles()[2]
    folder = article.rpartition("/")[0]
    for asked in (article, folder, f"sources/{article}"):
        done = alihbahasa("export", asked, "--to", "en", cwd=tmp_path)
        assert (done.returncode, done.stdout.count(" -> en")) == (0, 1), done.stderr
    store = path_of(tmp_path, article, ".po")
    assert alihbahasa("check", article, "--to", "en", cwd=tmp_path).returncode == 0
    assert alihbahasa("check", str(store), cwd=tmp_path).returncode == 0
    assert "Kabar kota 2" in alihbahasa("segment", f"sources/{article}", cwd=tmp_path).stdout
    assert article in alihbahasa("status", article, cwd=tmp_path).stdout
    back = tmp_path / "back.po"
    back.write_text(store.read_text("utf-8").replace('msgstr ""', 'msgstr "Done."'), "utf-8")
    back.write_text(back.read_text("utf-8").replace('msgstr "Done."', 'msgstr ""', 1), "utf-8")
    done = alihbahasa("import", "back.po", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    done = alihbahasa("build", article, "--to", "en", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert path_of(tmp_path, article, ".txt").read_text("utf-8").startswith("Done.")
    missing = alihbahasa("export", f"{folder}/r9.txt", cwd=tmp_path)
    assert missing.returncode == 2
    assert "did you mean" in missing.stderr


def test_a_record_that_is_gone_leaves_an_orphan(tmp_path: Path) -> None:
    found = made(tmp_path, *rows(5), settings=SETTINGS)
    export.run(found)
    gone, *kept = found.articles()
    assert prepare.orphans(found, ["en"]) == ()
    made(tmp_path, *rows(5)[1:], settings=SETTINGS)
    assert found.articles() == tuple(kept)
    assert prepare.orphans(found, ["en"]) == (path_of(tmp_path, gone, ".po"),)


def test_frozen_records_are_left_alone(tmp_path: Path) -> None:
    found = made(
        tmp_path, *rows(5), settings=f'{SETTINGS}[articles]\nfrozen = ["arsip/a/*/r000[1-3].txt"]\n'
    )
    done = export.run(found, languages=["en"])
    assert counts(done) == (2, 0)
    names = {Path(name).name for name in written(tmp_path) if name.endswith(".po")}
    assert names == {"r0000.po", "r0004.po"}


def test_runs_that_only_look_write_nothing(tmp_path: Path) -> None:
    found = made(tmp_path, *rows(5), {"id": 1}, settings=SETTINGS)
    before = files(tmp_path)
    assert alihbahasa("export", "--dry-run", cwd=tmp_path).returncode == 2
    assert alihbahasa("check", cwd=tmp_path).returncode == 2
    assert alihbahasa("status", cwd=tmp_path).returncode in (0, 1)
    assert files(tmp_path) == before
    assert len(found.articles()) == 5


# --- nothing is done twice ------------------------------------------------------------


def test_one_record_that_changed_writes_its_files_only(tmp_path: Path) -> None:
    lines = rows(200)
    found = made(tmp_path, *lines, settings=SETTINGS)
    assert counts(export.run(found)) == (200, 0)
    before = written(tmp_path)
    assert counts(export.run(found)) == (0, 200)
    assert written(tmp_path) == before
    lines[77]["text"] += "Hujan turun.\n"
    # Its line and place are others, its name is not.
    found = made(tmp_path, *lines[100:], *lines[:100], settings=SETTINGS)
    assert counts(export.run(found)) == (1, 199)
    after = written(tmp_path)
    changed = {name for name in after if after[name] != before.get(name)}
    assert after.keys() == before.keys()
    assert {Path(name).stem for name in changed} == {"r0077"}
    assert len(changed) == 3


def test_what_an_export_follows_from_is_exported_anew_when_it_changes(tmp_path: Path) -> None:
    found = made(tmp_path, *rows(4), settings=SETTINGS)

    def count(*, refresh_notes: bool = False) -> int:
        archives.close()
        done = export.run(project.find(tmp_path), refresh_notes=refresh_notes)
        exported, unchanged = counts(done)
        assert exported + unchanged == 4
        return exported

    assert (count(), count()) == (4, 0)
    assert count(refresh_notes=True) == 4
    article = found.articles()[1]
    assert len(export.run(found, articles=[article], languages=["en"]).articles) == 1
    store, view = path_of(tmp_path, article, ".po"), path_of(tmp_path, article, ".xlf")
    data = store.read_bytes()
    store.write_bytes(data.replace(b'msgstr ""\n\n', b'msgstr "City"\n\n', 1))
    assert (count(), count()) == (1, 0)
    view.unlink()
    assert (count(), count()) == (1, 0)
    record = tmp_path / "translations" / ".record" / "en" / Path(article).with_suffix(".jsonl")
    record.write_bytes(record.read_bytes().replace(b'"translated"', b'"initial"'))
    assert count() == 1
    (tmp_path / "glossaries").mkdir()
    (tmp_path / "glossaries" / "g.csv").write_text("concept,id,en\nkota,kota,city\n")
    assert (count(), count()) == (4, 0)
    settings = tmp_path / "alihbahasa.toml"
    settings.write_text(SETTINGS + '[checks]\nnumber = "off"\n[articles]\nfrozen = ["x"]\n')
    assert count() == 0
    settings.write_text(SETTINGS + '[export]\nprofile = "omegat"\n')
    assert (count(), count()) == (4, 0)
    settings.write_text(SETTINGS + '[segmentation]\nnever_break_after = ["tiba."]\n')
    assert (count(), count()) == (4, 0)


def test_records_of_files_say_no_digest(tmp_path: Path) -> None:
    found = made(tmp_path, *rows(1), settings=SETTINGS)
    (tmp_path / "sources" / "b.txt").write_text("Kota.\n")
    export.run(found)
    record = tmp_path / "translations" / ".record" / "en" / "b.jsonl"
    assert record.read_bytes().startswith(b'{"store":"po"}\n')
    (other,) = (record.parent / "arsip").rglob("*.jsonl")
    assert json.loads(other.read_bytes().split(b"\n")[0]).keys() == {"store", "of"}


@invariant("I12", ci=5, long=200)
def test_what_was_killed_and_is_run_again_is_what_one_run_makes(
    times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setattr(pieces, "BATCH", 8)
    dice = random.Random(12)
    with quick_folder() as folder:
        made(folder / "made", *rows(70), name="a.jsonl.gz", settings=SETTINGS)
        shutil.copytree(folder / "made", folder / "whole" / "berita")
        export.run(project.find(folder / "whole" / "berita"))
        whole = written(folder / "whole" / "berita")
        passed_over = 0
        for number in range(times):
            root = folder / str(number) / "berita"
            shutil.copytree(folder / "made", root)
            found = project.find(root)

            def run() -> None:
                export.run(found)  # noqa: B023 - it is over before the next

            assert killed_at(dice.randint(1, 2_000), run)
            exported, unchanged = counts(export.run(found))
            assert exported + unchanged == 70
            passed_over += unchanged
            assert written(root) == whole
            shutil.rmtree(root)
        assert passed_over > 0


def test_a_headline_of_what_is_unchanged_is_taken_where_it_is_linked_to(tmp_path: Path) -> None:
    lines = rows(3)
    found = made(tmp_path, *lines, settings=SETTINGS)
    export.run(found)
    store = path_of(tmp_path, found.articles()[1], ".po")
    text = store.read_text("utf-8").replace(
        'msgid "Kabar kota 1"\nmsgstr ""', 'msgid "Kabar kota 1"\nmsgstr "News of a city"'
    )
    store.write_text(text, "utf-8")
    export.run(found)
    lines[2]["text"] += "Baca: Kabar kota 1\n"
    found = made(tmp_path, *lines, settings=SETTINGS)
    done = export.run(found)
    assert counts(done) == (1, 2)
    assert [each.headlines for each in done.archives] == [1]


def test_a_check_of_all_tells_of_records_that_are_no_articles(tmp_path: Path) -> None:
    found = made(tmp_path, *rows(3), {"id": "r9"}, {"id": "r0000", "text": "Lagi."}, b"{")
    export.run(found)
    checked = check.run(found)
    assert checked.articles == 3
    told = [(Path(each.file or "").name, each.line) for each in checked.errors]
    assert told == [("a.jsonl", 4), ("a.jsonl", 5), ("a.jsonl", 6)]
    (article,) = check.run(found, asked=[found.articles()[0]]).ids
    assert not check.run(found, asked=[article[0]]).errors
