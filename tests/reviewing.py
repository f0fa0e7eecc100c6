"""A project to review: a translation with a wrong number, a draft, a conflict and all the rest."""

from __future__ import annotations

from pathlib import Path

from running import quickly

SETTINGS = """[project]
source = "en"
targets = ["id", "ar"]
[export]
title = "Kabar Timur"
formats = ["po"]
"""

GLOSSARY = """concept,en,id,id:not,ar,match,level,note,definition
ceasefire,ceasefire|truce,gencatan senjata,perdamaian,وقف إطلاق النار,inflected,must,never a peace,
yerevan,Yerevan,Jerewan,,يريفان,case,must,,The capital of Armenia
"""

ARTICLE = """The ceasefire holds

The ceasefire held for a day. About 1,300 people came back to Yerevan. Nobody was hurt.

The road opens on Friday. The talks go on.

Read also: The road is open
"""

#: The targets of the sentences, by their sources; a second line is a comment, ``~`` a draft.
INDONESIAN = {
    "The ceasefire holds": "Gencatan senjata bertahan",
    "The ceasefire held for a day.": "Perdamaian bertahan sehari.",
    "About 1,300 people came back to Yerevan.": "Sekitar 1.200 orang kembali ke Jerewan.",
    "Nobody was hurt.": "Tidak ada yang terluka.\nIs it hurt or injured?",
    "The road opens on Friday.": "Jalan dibuka pada Jumat.",
    "The talks go on.": "Perundingan berlanjut.",
}
ARABIC = {
    "The ceasefire holds": "وقف إطلاق النار صامد",
    "The ceasefire held for a day.": "~صمد وقف إطلاق النار يومًا.",
}


def made(root: Path) -> Path:
    """Make the project in the folder *root*, and return that."""
    (root / "alihbahasa.toml").write_text(SETTINGS, "utf-8")
    for name, text in (("sources/truce.txt", ARTICLE), ("glossaries/terms.csv", GLOSSARY)):
        (root / name).parent.mkdir(parents=True)
        (root / name).write_text(text, "utf-8")
    assert quickly("export", cwd=root).returncode == 0
    for language, targets in (("id", INDONESIAN), ("ar", ARABIC)):
        _fill(root / f"translations/{language}/truce.po", targets)
    assert quickly("export", cwd=root).returncode == 0
    sent = root.parent / "sari.po"
    store = root / "translations/id/truce.po"
    text = store.read_text("utf-8")
    sent.write_text(text.replace("Perundingan berlanjut.", "Pembicaraan jalan terus."), "utf-8")
    store.write_text(text.replace("Perundingan berlanjut.", "Perundingan terus."), "utf-8")
    quickly("import", str(sent), cwd=root)
    source = root / "sources/truce.txt"
    source.write_text(source.read_text("utf-8").replace("on Friday", "on Monday"), "utf-8")
    return root


def _fill(file: Path, targets: dict[str, str]) -> None:
    import polib

    store = polib.pofile(str(file))
    for entry in store:
        target, _, comment = targets.get(entry.msgid, "").partition("\n")
        entry.msgstr, entry.tcomment = target.removeprefix("~"), comment
        if target.startswith("~"):
            entry.flags.append("fuzzy")
    store.save()
