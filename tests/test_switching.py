"""Another store: settings that name another format first, and a store that is gone."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from running import files

from alihbahasa import plugins, project
from alihbahasa.model import State, Unit, plain
from alihbahasa.workflow import exchange, export, import_, status

KEPT = "Perang pecah di Artsakh kemarin pagi."
EDITED = "Ribuan warga mengungsi ke Armenia pada 16 Mei."
DELETED = "Pemerintah mengumumkan darurat militer."
ARTICLE = f"{KEPT}\n\n{EDITED}\n\n{DELETED}\n"
NOW = f"{KEPT}\n\n{EDITED.replace('16', '17')}\n"

ORDERS = [("po", "xliff12"), ("xliff12", "po"), ("po", "xliff2"), ("xliff2", "po")]
both = pytest.mark.parametrize("formats", ORDERS, ids="-".join)
profiles = pytest.mark.parametrize("profile", ["default", "omegat", "omegat-legacy"])


def settle(home: Path, formats: tuple[str, ...], profile: str = "default") -> project.Project:
    names = ", ".join(f'"{name}"' for name in formats)
    (home / project.SETTINGS_FILE).write_text(
        f'[project]\ntargets = ["en"]\n[export]\nformats = [{names}]\nprofile = "{profile}"\n',
        encoding="utf-8",
    )
    return project.find(home)


def write(home: Path, text: str) -> None:
    (home / "sources").mkdir(exist_ok=True)
    (home / "sources" / "a.txt").write_text(text, encoding="utf-8")


def load(found: project.Project, name: str) -> exchange.Loaded:
    format = plugins.exchange_format(name)
    return exchange.load(found, "a.txt", language="en", format=format)


def work(found: project.Project, name: str) -> list[tuple[str, str, State, bool]]:
    """Return what is in the file in a format: sources, targets, states, whether obsolete."""
    units = load(found, name).units
    return [
        (plain(unit.source), plain(unit.target or ()), unit.state, unit.obsolete) for unit in units
    ]


def translate(found: project.Project, name: str) -> None:
    """Translate all that is open in the file in a format."""
    file = load(found, name)
    assert file.bitext is not None
    units = [
        replace(unit, target=(f"EN {plain(unit.source)}",), state=State.TRANSLATED)
        for unit in file.units
    ]
    pieces = file.format.write(file.bitext.header, units, original=file.data or b"")
    file.path.write_bytes(b"".join(pieces))


def started(home: Path, formats: tuple[str, ...], profile: str = "default") -> project.Project:
    """Return a project with a finished unit, a draft of an edited one, and an obsolete one."""
    found = settle(home, formats, profile)
    write(home, ARTICLE)
    export.run(found)
    translate(found, formats[0])
    export.run(found)
    write(home, NOW)
    export.run(found)
    assert [(state, obsolete) for _, _, state, obsolete in work(found, formats[0])] == [
        (State.TRANSLATED, False),
        (State.INITIAL, False),
        (State.TRANSLATED, True),
    ]
    return found


@profiles
@both
def test_the_new_store_has_all_that_the_old_one_had(
    tmp_path: Path, formats: tuple[str, str], profile: str
) -> None:
    before = work(started(tmp_path, formats, profile), formats[0])
    found = settle(tmp_path, formats[::-1], profile)
    (counted,) = status.run(found)
    assert (counted.drafts, counted.translated) == (1, 1)
    export.run(found)
    assert work(found, formats[1]) == before
    after = files(tmp_path)
    export.run(found)
    assert files(tmp_path) == after
    found = settle(tmp_path, formats, profile)
    export.run(found)
    assert work(found, formats[0]) == before
    write(tmp_path, ARTICLE)
    export.run(found)
    assert [each[2] for each in work(found, formats[0])] == [State.TRANSLATED] * 3


@both
def test_what_is_imported_before_the_next_export_joins_the_rest(
    tmp_path: Path, formats: tuple[str, str]
) -> None:
    found = started(tmp_path, formats, "omegat")
    before = work(found, formats[0])
    file = load(found, formats[0])
    assert file.data is not None
    returned = file.data.replace(f"EN {KEPT}".encode(), b"War broke out.")
    found = settle(tmp_path, formats[::-1], "omegat")
    (result,), refused = import_.run(found, [import_.Returned("back", returned)])
    assert (result.outcomes["taken"], refused) == (1, ())
    wanted = [(KEPT, "War broke out.", State.TRANSLATED, False), *before[1:]]
    assert work(found, formats[1]) == wanted
    export.run(found)
    assert work(found, formats[1]) == wanted


@both
def test_what_was_deleted_from_the_new_store_stays_away(
    tmp_path: Path, formats: tuple[str, str]
) -> None:
    started(tmp_path, formats)
    found = settle(tmp_path, formats[::-1])
    export.run(found)
    file = load(found, formats[1])
    assert file.bitext is not None
    units: list[Unit] = [unit for unit in file.units if not unit.obsolete]
    file.path.write_bytes(b"".join(file.format.write(file.bitext.header, units, original=b"")))
    export.run(found)
    found = settle(tmp_path, formats)
    export.run(found)
    assert DELETED not in [source for source, *_ in work(found, formats[0])]


@profiles
def test_drafts_survive_the_store(tmp_path: Path, profile: str) -> None:
    found = started(tmp_path, ("po", "xliff12"), profile)
    before = work(found, "po")
    load(found, "po").path.unlink()
    export.run(found)
    assert work(found, "po") == before[:2]
    draft = load(found, "po").units[1]
    assert plain(draft.previous or ()) == EDITED
    after = files(tmp_path)
    export.run(found)
    assert files(tmp_path) == after


def test_drafts_survive_the_store_that_another_replaces(tmp_path: Path) -> None:
    found = started(tmp_path, ("po", "xliff12"), "omegat")
    before = work(found, "po")
    load(found, "po").path.unlink()
    write(tmp_path, NOW.replace("17", "18"))
    found = settle(tmp_path, ("xliff12", "po"), "omegat")
    export.run(found)
    (kept, draft, *rest) = work(found, "xliff12")
    assert (kept, rest) == (before[0], [])
    assert draft == (EDITED.replace("16", "18"), f"EN {EDITED}", State.INITIAL, False)
