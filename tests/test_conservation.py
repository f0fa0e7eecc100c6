"""Whatever happens to an article and its files, no target and no comment is lost.

A day in the life of a project, drawn at random: the article is edited, cut and
put together anew; translators write into the store and into the views, as
finished work and as drafts; files are sent out, filled, and come back late.
After every export each text that somebody wrote, and that nobody overwrote
themselves, is found in some file; and a second export changes no byte.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from invariants import invariant

from alihbahasa import plugins, project
from alihbahasa.model import Note, State, Unit, plain
from alihbahasa.workflow import exchange, export, import_

WORDS = (
    "artileri bantuan benteng dataran desa gencatan gunung harga jembatan kabut kota lembah"
    " musim parlemen pasar pengungsi perbatasan perundingan rayon salju sekolah senjata sungai"
).split()
SENTENCES = 6
STEPS = 25

pytestmark = pytest.mark.filterwarnings("error")


class Newsroom:
    """A project with one article, and all that was ever written into its translation."""

    def __init__(self, folder: Path, random: Random, formats: list[str], *, profile: str) -> None:
        self.random = random
        self.folder = folder
        self.formats = formats
        self.profile = profile
        self.lines = [self.sentence() for _ in range(SENTENCES)]
        self.written: set[str] = set()
        self.sent: list[tuple[str, bytes]] = []
        self.count = 0
        (folder / "sources").mkdir()
        self.settle()
        self.export()

    def settle(self) -> None:
        names = ", ".join(f'"{name}"' for name in self.formats)
        (self.folder / project.SETTINGS_FILE).write_text(
            f'[project]\ntargets = ["en"]\n'
            f'[export]\nformats = [{names}]\nprofile = "{self.profile}"\n',
            encoding="utf-8",
        )
        self.project = project.find(self.folder)

    def sentence(self) -> str:
        words = self.random.choices(WORDS, k=self.random.randint(3, 9))
        return " ".join(words).capitalize() + "."

    def new_text(self, kind: str) -> str:
        self.count += 1
        self.written.add(text := f"{kind}-{self.count}-end")
        return text

    # --- what people do -----------------------------------------------------

    def edit(self) -> None:
        number = self.random.randrange(len(self.lines))
        words = self.lines[number].split()
        words[self.random.randrange(len(words))] = self.random.choice(WORDS)
        self.lines[number] = " ".join(words)

    def delete(self) -> None:
        if len(self.lines) > 2:
            self.lines.pop(self.random.randrange(len(self.lines)))

    def insert(self) -> None:
        self.lines.insert(self.random.randrange(len(self.lines) + 1), self.sentence())

    def move(self) -> None:
        line = self.lines.pop(self.random.randrange(len(self.lines)))
        self.lines.insert(self.random.randrange(len(self.lines) + 1), line)

    def retype(self) -> None:
        number = self.random.randrange(len(self.lines))
        bare = self.lines[number].removeprefix("Baca: ").removesuffix(".")
        self.lines[number] = self.random.choice([bare, f"Baca: {bare}", f"{bare}."])

    def repeat(self) -> None:
        line = self.random.choice(self.lines)
        self.lines.append(self.random.choice([line, f"Baca: {line.removeprefix('Baca: ')}"]))

    def split(self) -> None:
        """Make two sentences of one, as an editor does; both stay in their paragraph."""
        number = self.random.randrange(len(self.lines))
        words = self.lines[number].split()
        if len(words) > 5:
            middle = len(words) // 2
            first, second = " ".join(words[:middle]), " ".join(words[middle:])
            self.lines[number] = f"{first.rstrip('.')}. {second[0].upper()}{second[1:]}"

    def merge(self) -> None:
        if len(self.lines) > 2:
            number = self.random.randrange(len(self.lines) - 1)
            first, second = self.lines[number : number + 2]
            joined = f"{first.rstrip('.')}, dan {second[0].lower()}{second[1:]}"
            self.lines[number : number + 2] = [joined]

    def quote(self) -> None:
        number = self.random.randrange(len(self.lines))
        line = self.lines[number]
        quoted = f'Ia berkata, "{line}"' if '"' not in line else line.replace('"', "”")
        self.lines[number] = quoted

    def translate_in_place(self) -> None:
        """Write a target into the store or a view, as a translator's program would."""
        name = self.random.choice(self.formats)

        def write(unit: Unit) -> Unit:
            if unit.target is not None:
                self.written.discard(plain(unit.target))
            state = self.random.choice([State.TRANSLATED, State.TRANSLATED, State.INITIAL])
            previous = unit.previous if state is State.INITIAL else None
            text = self.new_text("target")
            return replace(unit, target=(text,), state=state, previous=previous)

        self.change(name, write)

    def comment(self) -> None:
        def write(unit: Unit) -> Unit:
            return replace(unit, notes=(*unit.notes, Note("", "translator", self.new_text("note"))))

        self.change(self.random.choice(self.formats), write)

    def switch(self) -> None:
        """Make another file the store; what was written into the files stays to be found."""
        self.formats = [*self.formats[1:], self.formats[0]]
        self.settle()

    def confirm(self) -> None:
        def write(unit: Unit) -> Unit:
            return replace(unit, state=State.TRANSLATED, previous=None)

        self.change(self.formats[0], write, only_with_target=True)

    def send(self) -> None:
        for name in self.formats:
            file = self.load(name)
            if file.data is not None:
                self.sent.append((name, file.data))

    def come_back(self) -> None:
        """Import a file that was sent at any time, filled in places."""
        if not self.sent:
            return
        name, data = self.random.choice(self.sent)
        format = plugins.exchange_format(name)
        bitext = exchange.parse(data, format, shown="sent")
        units = [
            replace(unit, target=(self.new_text("return"),), state=State.TRANSLATED, previous=None)
            if not unit.obsolete and self.random.random() < 0.4
            else unit
            for unit in bitext.units
        ]
        filled = b"".join(format.write(bitext.header, units, original=data))
        self.save()
        import_.run(self.project, [import_.Returned("returned", filled)])

    def export(self) -> None:
        self.save()
        export.run(self.project, yes=True)
        first = self.files()
        everything = b"\n".join(first.values())
        lost = {text for text in self.written if text.encode() not in everything}
        assert not lost
        export.run(self.project, yes=True)
        assert self.files() == first

    # --- how it is done -----------------------------------------------------

    def change(
        self, name: str, write: Callable[[Unit], Unit], *, only_with_target: bool = False
    ) -> None:
        file = self.load(name)
        units = list(file.units)
        may = [
            number
            for number, unit in enumerate(units)
            if not unit.obsolete and (unit.has_target or not only_with_target)
        ]
        if file.bitext is None or not may:
            return
        number = self.random.choice(may)
        units[number] = write(units[number])
        data = b"".join(file.format.write(file.bitext.header, units, original=file.data or b""))
        file.path.write_bytes(data)

    def load(self, name: str) -> exchange.Loaded:
        format = plugins.exchange_format(name)
        return exchange.load(self.project, "a.txt", language="en", format=format)

    def save(self) -> None:
        text = "\n".join(self.lines) + "\n"
        self.project.source_path("a.txt").write_text(text, encoding="utf-8")

    def files(self) -> dict[Path, bytes]:
        paths = sorted(self.project.translations.rglob("*"))
        return {path: path.read_bytes() for path in paths if path.is_file()}


@pytest.mark.parametrize(
    ("formats", "profile"),
    [
        (["po", "xliff12"], "default"),
        (["xliff12", "po"], "default"),
        (["xliff2", "po"], "omegat"),
        (["po"], "default"),
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(value),
)
@invariant("I3", ci=75, long=2_500)
@given(seed=st.integers(0, 2**32))
def test_nothing_that_somebody_wrote_is_lost(formats: list[str], profile: str, seed: int) -> None:
    random = Random(seed)
    folder = Path(tempfile.mkdtemp())
    try:
        room = Newsroom(folder, random, formats, profile=profile)
        deeds = [room.edit, room.delete, room.insert, room.move, room.retype, room.repeat]
        deeds += [room.split, room.merge, room.quote, room.switch]
        deeds += [room.translate_in_place] * 3 + [room.comment, room.confirm, room.send]
        deeds += [room.come_back] * 2 + [room.export] * 3
        for _ in range(STEPS):
            random.choice(deeds)()
        room.export()
    finally:
        shutil.rmtree(folder)
