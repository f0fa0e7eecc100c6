"""OmegaT without its window: a project of articles, and the command that translates it.

It cuts the articles into sentences, looks for them in its memory, and writes
the translated articles and the memory.  Terms it shows in its window only:
``console-translate`` reads the glossary and looks nothing up in it.
"""

from __future__ import annotations

import csv
from pathlib import Path

from benchmarks.commands import program

NAME = "OmegaT"

_SETTINGS = """\
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<omegat><project version="1.0">
<source_dir>__DEFAULT__</source_dir><target_dir>__DEFAULT__</target_dir>
<tm_dir>__DEFAULT__</tm_dir><glossary_dir>__DEFAULT__</glossary_dir>
<glossary_file>__DEFAULT__</glossary_file><dictionary_dir>__DEFAULT__</dictionary_dir>
<source_lang>id</source_lang><target_lang>en</target_lang><sentence_seg>true</sentence_seg>
</project></omegat>
"""


def command(project: Path) -> tuple[str, ...] | None:
    """Return the command that translates *project*; None where OmegaT is missing.

    Its settings are new, in a folder beside the project.
    """
    where = program("omegat")
    if where is None:
        return None
    settings = project.with_name(f"{project.name}-settings")
    return (where, str(project), f"--config-dir={settings}", "--mode=console-translate")


def made(project: Path, *, glossary: Path) -> None:
    """Make a *project* whose articles are still to come, with the terms of our *glossary*."""
    for name in ("source", "target", "tm", "glossary", "omegat", "dictionary"):
        (project / name).mkdir(parents=True)
    (project / "omegat.project").write_text(_SETTINGS, "utf-8")
    with glossary.open(encoding="utf-8", newline="") as stream:
        terms = [(row["id"], row["en"]) for row in csv.DictReader(stream)]
    lines = (
        f"{term}\t{translated.partition('|')[0]}\n"
        for several, translated in terms
        for term in several.split("|")
    )
    (project / "glossary" / "terms.utf8").write_text("".join(lines), "utf-8")


def is_done(project: Path, articles: int) -> bool:
    """Tell whether so many *articles* have been translated."""
    return sum(each.is_file() for each in (project / "target").rglob("*")) == articles
