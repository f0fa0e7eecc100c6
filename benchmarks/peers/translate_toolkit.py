"""The way of translate-toolkit from articles to files for translators, and to their terms."""

from __future__ import annotations

from pathlib import Path

from benchmarks.commands import program

#: What each step reads and writes, in the folder of work.
_STEPS = {
    "txt2po": ("sources", "po"),
    "posegment": ("po", "segmented"),
    "po2xliff": ("segmented", "xliff"),
    "poterminology": ("segmented", "terms.pot"),
}

NAME = "translate-toolkit"


def commands() -> dict[str, tuple[str, ...]] | None:
    """Return the command of each step, run where ``sources`` is; None where one is missing."""
    found = {}
    for name, (source, target) in _STEPS.items():
        where = program(name)
        if where is None:
            return None
        named = ("-o", target) if name == "poterminology" else (target,)
        found[name] = (where, "--progress=none", source, *named)
    return found


def is_done(folder: Path, articles: int) -> bool:
    """Tell whether the steps have left in *folder* what they are to make of so many *articles*."""
    made = {
        target: sum(each.is_file() for each in (folder / target).rglob("*"))
        for _, target in list(_STEPS.values())[:-1]
    }
    return set(made.values()) == {articles} and (folder / "terms.pot").is_file()
