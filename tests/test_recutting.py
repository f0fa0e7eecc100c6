"""Rules that change while the text does not: translations are carried over, none is lost."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alihbahasa import project as projects
from alihbahasa import reconciliation
from alihbahasa.languages.en import PLUGIN as ENGLISH
from alihbahasa.model import Alternative, Kind, Note, State, Unit, plain, raw, unit_id
from alihbahasa.reconciliation import Cut
from alihbahasa.segmentation import pieces
from alihbahasa.workflow import exchange, export

CUT = Cut(lambda target: pieces(target, ENGLISH), " ")


def unit(
    source: str, target: str = "", state: State = State.TRANSLATED, kind: Kind = Kind.PARAGRAPH
) -> Unit:
    content = (source,)
    return Unit(
        unit_id(content, kind),
        kind,
        content,
        target=(target,) if target else None,
        state=state if target else State.INITIAL,
    )


def laid(fresh: list[str], stored: list[Unit]) -> list[tuple[str, str, State]]:
    found = reconciliation.overlay([unit(source) for source in fresh], stored, cut=CUT).units
    return [
        (plain(each.source), plain(each.target or ()), each.state)
        for each in found
        if not each.obsolete
    ]


def test_one_that_is_now_two_gets_its_target_cut() -> None:
    old = unit("Ia tiba di Yahoo! Kini ia lelah.", "She came to Yahoo. Now she is tired.")
    assert laid(["Ia tiba di Yahoo!", "Kini ia lelah."], [old]) == [
        ("Ia tiba di Yahoo!", "She came to Yahoo.", State.TRANSLATED),
        ("Kini ia lelah.", "Now she is tired.", State.TRANSLATED),
    ]


def test_two_that_are_now_one_get_their_targets_joined() -> None:
    old = [unit("Ia tiba.", "She came."), unit("Ia lelah.", "She is tired.", State.REVIEWED)]
    assert laid(["Ia tiba. Ia lelah."], old) == [
        ("Ia tiba. Ia lelah.", "She came. She is tired.", State.TRANSLATED)
    ]


def test_what_cannot_be_cut_is_a_draft_of_each_part() -> None:
    old = unit("Ia tiba. Ia lelah.", "She came, and she was tired.")
    found = reconciliation.overlay([unit("Ia tiba."), unit("Ia lelah.")], [old], cut=CUT).units
    assert [(each.target, each.state, each.previous) for each in found[:2]] == [
        (old.target, State.INITIAL, old.source)
    ] * 2
    assert found[2].obsolete


def test_a_draft_among_the_parts_makes_a_draft() -> None:
    old = [unit("Ia tiba.", "She came."), unit("Ia lelah.", "Tired?", State.INITIAL)]
    assert laid(["Ia tiba. Ia lelah."], old)[0][2] is State.INITIAL
    # One part that nobody has translated leaves the whole open.
    assert laid(["Ia tiba. Ia lelah."], [old[0], unit("Ia lelah.")])[0][1] in ("", "She came.")


def test_a_sentence_left_out_stays_left_out() -> None:
    parts = [unit("Ia tiba.", "<EMPTY>"), unit("Ia lelah.", "She is tired.")]
    assert laid(["Ia tiba. Ia lelah."], parts)[0][1] == "She is tired."
    whole = unit("Ia tiba. Ia lelah.", "<EMPTY>")
    assert [target for _, target, _ in laid(["Ia tiba.", "Ia lelah."], [whole])] == ["<EMPTY>"] * 2


def test_a_part_that_is_translated_already_keeps_its_own() -> None:
    old = [unit("Ia tiba. Ia lelah.", "She came. She is tired."), unit("Ia lelah.", "Tired.")]
    assert laid(["Ia tiba.", "Ia lelah."], old) == [
        ("Ia tiba.", "She came.", State.TRANSLATED),
        ("Ia lelah.", "Tired.", State.TRANSLATED),
    ]


def test_comments_go_along() -> None:
    note = Note("", "translator", "Check the name.")
    old = replace(unit("Ia tiba. Ia lelah.", "She came. She is tired."), notes=(note,))
    found = reconciliation.overlay([unit("Ia tiba."), unit("Ia lelah.")], [old], cut=CUT).units
    assert note in found[0].notes


def test_writing_without_white_space() -> None:
    old = [unit("他来了。", "She came."), unit("他累了。", "She is tired.")]
    assert laid(["他来了。他累了。"], old)[0][1] == "She came. She is tired."


SENTENCES = [f"Kalimat {word} selesai." for word in "satu dua tiga empat lima enam".split()]


@given(
    st.lists(st.booleans(), min_size=5, max_size=5), st.lists(st.booleans(), min_size=5, max_size=5)
)
def test_any_cut_to_any_other_keeps_every_target(one: list[bool], other: list[bool]) -> None:
    def cut(joins: list[bool]) -> list[list[int]]:
        groups = [[0]]
        for number, join in enumerate(joins, 1):
            if join:
                groups[-1].append(number)
            else:
                groups.append([number])
        return groups

    def source(group: list[int]) -> str:
        return " ".join(SENTENCES[number] for number in group)

    stored = [unit(source(g), " ".join(f"Sentence {n} ends." for n in g)) for g in cut(one)]
    fresh = [unit(source(group)) for group in cut(other)]
    found = reconciliation.overlay(fresh, stored, cut=CUT).units
    everything = " ".join(plain(each.target or ()) for each in found)
    for number in range(6):
        assert f"Sentence {number} ends." in everything
    again = reconciliation.overlay(fresh, found, cut=CUT).units
    assert again == found


# --- in a project ---------------------------------------------------------------

ARTICLE = """\
Warga bertanya kepada Prof. Andranik.
Kantor berita AFP. Reuters menyusul. Ya. Mereka pergi.
Siapa yang menang? Ya. Perang usai.
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.txt").write_text(ARTICLE, "utf-8")
    settings(tmp_path, "")
    return tmp_path


def settings(folder: Path, more: str) -> None:
    text = '[project]\ntargets = ["en"]\n[export]\nformats = ["po"]\n'
    (folder / "alihbahasa.toml").write_text(text + more, "utf-8")


def stored(folder: Path) -> dict[str, Unit]:
    """Return the active units of the store, by source and context."""
    file = exchange.load_store(projects.find(folder), "a.txt", language="en")
    return {
        plain(each.source) + (f" [{each.context}]" if each.context else ""): each
        for each in file.units
        if not each.obsolete
    }


def translate(folder: Path) -> None:
    import polib

    export.run(projects.find(folder))
    file = polib.pofile(str(folder / "translations" / "en" / "a.po"))
    for entry in file:
        if not entry.obsolete and not entry.msgstr:
            entry.msgstr = f"T({entry.msgid[:-1]})." if entry.msgid != "Ya." else "Yes."
    file.save()
    export.run(projects.find(folder))


def test_a_project_made_with_the_rules_of_before_keeps_its_translations(project: Path) -> None:
    translate(project)
    before = stored(project)
    assert all(each.is_finished for each in before.values())
    settings(
        project,
        '[segmentation]\nnever_break_after = ["AFP."]\nalways_break_after = ["Prof."]\n',
    )
    export.run(projects.find(project))
    after = stored(project)
    whole = after["Kantor berita AFP. Reuters menyusul."]
    assert plain(whole.target or ()) == "T(Kantor berita AFP). T(Reuters menyusul)."
    assert whole.state is State.TRANSLATED
    assert after["Mereka pergi."] == before["Mereka pergi."]
    # The target of this one has a single sentence: each part is a draft of it.
    assert after["Andranik."].is_draft
    # And back again: everything is as it was.
    settings(project, "")
    export.run(projects.find(project))
    assert stored(project) == before


def test_an_srx_file_cuts_the_articles(project: Path) -> None:
    translate(project)
    (project / "house.srx").write_text(
        '<srx xmlns="http://www.lisa.org/srx20" version="2.0"><header cascade="no"/><body>'
        '<languagerules><languagerule languagerulename="Lines"><rule><beforebreak>\\?</beforebreak>'
        "<afterbreak>\\s</afterbreak></rule></languagerule></languagerules><maprules>"
        '<languagemap languagepattern="id.*" languagerulename="Lines"/></maprules></body></srx>',
        "utf-8",
    )
    settings(project, '[segmentation]\nrules = "house.srx"\n')
    export.run(projects.find(project), yes=True)
    found = stored(project)
    assert "Siapa yang menang?" in found
    assert plain(found["Ya. Perang usai."].target or ()) == "Yes. T(Perang usai)."
    assert found["Ya. Perang usai."].is_finished


def test_sentences_kept_apart_are_units_of_their_own(project: Path) -> None:
    translate(project)
    settings(project, '[segmentation]\nkeep_apart = ["Ya."]\n')
    export.run(projects.find(project))
    found = stored(project)
    first = found["Ya. [after: Reuters menyusul.]"]
    second = found["Ya. [after: Siapa yang menang?]"]
    # Both have what was written for the one that they were.
    assert first.target == second.target == ("Yes.",)
    assert first.is_finished
    assert second.is_finished
    # Another sentence before it: the translation stays.
    article = project / "sources" / "a.txt"
    article.write_text(ARTICLE.replace("Siapa yang menang?", "Siapa yang kalah?"), "utf-8")
    export.run(projects.find(project))
    assert stored(project)["Ya. [after: Siapa yang kalah?]"].is_finished
    # And one unit again.
    settings(project, "")
    export.run(projects.find(project))
    assert stored(project)["Ya."].target == ("Yes.",)


def test_kept_apart_sentences_that_differ_are_drafts_when_it_is_not_clear_whose_is_whose(
    project: Path,
) -> None:
    settings(project, '[segmentation]\nkeep_apart = ["Ya."]\n')
    export.run(projects.find(project))
    path = project / "translations" / "en" / "a.po"
    text = path.read_text("utf-8")
    for number in ("one", "two"):
        text = text.replace('msgid "Ya."\nmsgstr ""', f'msgid "Ya."\nmsgstr "Yes {number}."', 1)
    path.write_text(text, "utf-8")
    export.run(projects.find(project))
    changed = ARTICLE.replace("Reuters menyusul.", "AP menyusul.").replace("Siapa", "Apa")
    (project / "sources" / "a.txt").write_text(changed, "utf-8")
    export.run(projects.find(project), yes=True)
    targets = [each for each in stored(project).values() if plain(each.source) == "Ya."]
    assert sorted(plain(each.target or ()) for each in targets) == ["Yes one.", "Yes two."]
    assert all(each.is_draft for each in targets)


def test_a_conflict_goes_along_with_the_rules_and_back() -> None:
    other = Alternative(("Came she.",), State.TRANSLATED, "sari.po")
    old = [
        replace(unit("Ia tiba.", "She came."), alternatives=(other,)),
        unit("Ia lelah.", "Tired."),
    ]
    whole = unit("Ia tiba. Ia lelah.")
    joined = reconciliation.overlay([whole], old, cut=CUT).units
    assert [raw(each.target) for each in joined[0].alternatives] == ["Came she."]
    newer = replace(joined[0], target=("She arrived. Tired.",))
    back = reconciliation.overlay(
        [unit(plain(each.source)) for each in old], [newer, *joined[1:]], cut=CUT
    )
    assert [plain(each.target or ()) for each in back.units[:2]] == ["She arrived.", "Tired."]
    assert [raw(each.target) for each in back.units[0].alternatives] == ["Came she."]
    assert [raw(other.target) for _, other in back.replaced] == ["She came."]
