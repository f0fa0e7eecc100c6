"""An article that is edited, translated, and edited back: the first translation is there again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from running import files

from alihbahasa import plugins, project
from alihbahasa.model import State, Unit, plain
from alihbahasa.workflow import exchange, export, import_

FIRST = "Perang pecah di Artsakh kemarin pagi."
BEFORE = "Ribuan warga mengungsi ke Armenia pada 16 Mei."
AFTER = BEFORE.replace("16", "17")
ORIGINAL, ADAPTED = "Thousands fled on 16 May.", "Thousands fled on 17 May."


class Desk:
    """A project whose article is edited and whose store is translated."""

    def __init__(self, home: Path, store: str) -> None:
        self.home = home
        (home / "sources").mkdir()
        (home / project.SETTINGS_FILE).write_text(
            f'[project]\ntargets = ["en"]\n[export]\nformats = ["{store}"]\n', "utf-8"
        )
        self.project = project.find(home)
        self.format = plugins.exchange_format(store)

    def edit(self, *lines: str) -> None:
        (self.home / "sources" / "a.txt").write_text("\n\n".join(lines) + "\n", "utf-8")
        self.export()

    def export(self) -> None:
        export.run(self.project)
        first = files(self.home)
        export.run(self.project)
        assert files(self.home) == first

    def load(self) -> exchange.Loaded:
        return exchange.load(self.project, "a.txt", language="en", format=self.format)

    def units(self) -> dict[str, Unit]:
        return {plain(unit.source): unit for unit in self.load().units}

    def filled(self, targets: dict[str, str], state: State = State.TRANSLATED) -> bytes:
        file = self.load()
        assert file.bitext is not None
        units = [
            replace(unit, target=(text,), state=state, previous=None)
            if (text := targets.get(plain(unit.source)))
            else unit
            for unit in file.units
        ]
        return b"".join(file.format.write(file.bitext.header, units, original=file.data or b""))

    def translate(self, targets: dict[str, str], state: State = State.TRANSLATED) -> None:
        self.load().path.write_bytes(self.filled(targets, state))
        self.export()

    def work(self) -> dict[str, tuple[str, State, bool]]:
        return {
            source: (plain(unit.target or ()), unit.state, unit.obsolete)
            for source, unit in self.units().items()
            if unit.has_target and source != FIRST
        }


@pytest.fixture(params=["po", "xliff12", "xliff2"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Desk:
    found = Desk(tmp_path, request.param)
    found.edit(FIRST, BEFORE)
    found.translate({FIRST: "War broke out.", BEFORE: ORIGINAL})
    found.edit(FIRST, AFTER)
    assert found.work() == {AFTER: (ORIGINAL, State.INITIAL, False)}
    return found


def test_the_first_translation_is_back(desk: Desk) -> None:
    desk.translate({AFTER: ADAPTED})
    desk.edit(FIRST, BEFORE)
    adapted = (ADAPTED, State.TRANSLATED, True)
    assert desk.work() == {BEFORE: (ORIGINAL, State.TRANSLATED, False), AFTER: adapted}
    desk.edit(FIRST, AFTER)
    assert desk.work()[AFTER] == (ADAPTED, State.TRANSLATED, False)
    assert desk.work()[BEFORE] == (ORIGINAL, State.TRANSLATED, True)


def test_so_it_is_where_the_other_one_was_imported(desk: Desk) -> None:
    returned = desk.filled({AFTER: ADAPTED})
    import_.run(desk.project, [import_.Returned("back", returned)])
    desk.edit(FIRST, BEFORE)
    assert desk.work()[BEFORE] == (ORIGINAL, State.TRANSLATED, False)


def test_so_it_is_where_the_draft_was_changed_and_not_confirmed(desk: Desk) -> None:
    desk.translate({AFTER: ADAPTED}, State.INITIAL)
    desk.edit(FIRST, BEFORE)
    assert desk.work()[BEFORE] == (ORIGINAL, State.TRANSLATED, False)
    assert desk.work()[AFTER] == (ADAPTED, State.INITIAL, True)


def test_a_draft_that_was_left_alone_goes_back_itself(desk: Desk) -> None:
    desk.edit(FIRST, BEFORE)
    assert desk.work() == {BEFORE: (ORIGINAL, State.TRANSLATED, False)}
    record = desk.project.record_path("a.txt", language="en").read_text("utf-8")
    assert ORIGINAL not in record


def test_it_is_back_beside_the_edited_sentence(desk: Desk) -> None:
    desk.edit(FIRST, AFTER, BEFORE)
    assert desk.work() == {
        AFTER: (ORIGINAL, State.INITIAL, False),
        BEFORE: (ORIGINAL, State.TRANSLATED, False),
    }


def test_it_is_back_as_a_heading_once(desk: Desk) -> None:
    desk.translate({AFTER: ADAPTED})
    desk.edit(BEFORE.rstrip("."), FIRST, BEFORE)
    found = [unit for unit in desk.load().units if unit.target == (ORIGINAL,) and unit.is_finished]
    assert len(found) == 1


def test_what_was_cleared_or_deleted_stays_so(desk: Desk) -> None:
    desk.translate({AFTER: ADAPTED})
    desk.edit(FIRST, BEFORE)
    file = desk.load()
    assert file.bitext is not None
    units = [
        replace(unit, target=None, state=State.INITIAL) if plain(unit.source) == BEFORE else unit
        for unit in file.units
        if not unit.obsolete
    ]
    file.path.write_bytes(b"".join(file.format.write(file.bitext.header, units, original=b"")))
    desk.export()
    assert desk.work() == {}
    desk.edit(FIRST, BEFORE, AFTER)
    assert not any(each[1] is not State.INITIAL for each in desk.work().values())


def test_the_newest_of_several_is_back(desk: Desk) -> None:
    desk.edit(FIRST, BEFORE)
    desk.translate({BEFORE: "On 16 May thousands fled."})
    desk.edit(FIRST, AFTER)
    desk.translate({AFTER: ADAPTED})
    desk.edit(FIRST, BEFORE)
    assert desk.work()[BEFORE] == ("On 16 May thousands fled.", State.TRANSLATED, False)


def test_an_article_that_is_edited_back_is_no_loss(tmp_path: Path) -> None:
    desk = Desk(tmp_path, "po")
    days = [f"Pertempuran di lembah yang ke-{day} berlangsung sampai malam." for day in range(9)]
    edited = [f"{each[:-1]} sekali." for each in days]
    desk.edit(*days)
    desk.translate({each: f"EN {each}" for each in days})
    desk.edit(*edited)
    desk.translate({each: f"EN {each}" for each in edited})
    desk.edit(*days)
    assert [unit.is_finished for unit in desk.load().units] == [True] * 18
