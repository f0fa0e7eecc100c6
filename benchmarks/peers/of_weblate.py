"""What the checks of Weblate say of pairs: ``python of_weblate.py SOURCE TARGET``.

Its check classes run without a server and a database: all that a new
installation has on (``CHECK_LIST``) and that looks at a translation, with no
flags set.  What these ask of a database is answered here: a component of its
own without a glossary, in which no string was translated before.  Strings that
have the translation of another string are found among the pairs themselves.
"""

from __future__ import annotations

import ast
import importlib
import importlib.util
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any
from unittest.mock import MagicMock

#: What needs libraries of a desktop, or a database; nothing of it is asked for pairs of text.
_LEFT_OUT = (
    "cairo",
    "gi",
    "gi.repository",
    "weblate.fonts",
    "weblate.fonts.utils",
    "weblate.fonts.models",
    "weblate.glossary.models",
    "weblate.lang.models",
    "weblate.trans.autofixes",
    "weblate.trans.models",
)

#: Languages written without spaces between words.
_UNSPACED = frozenset(("ja", "my", "th", "zh"))


class _Checks(dict[str, Any]):
    """The registry of checks, which that of flags reads; ours is empty, as no flag is set."""

    source: dict[str, Any] = {}  # noqa: RUF012 # empty
    target: dict[str, Any] = {}  # noqa: RUF012 # empty


class _Language(SimpleNamespace):
    """A language, with what checks ask of it."""

    base_code: str

    def is_base(self, codes: set[str]) -> bool:
        return self.base_code in codes

    def is_cjk(self) -> bool:
        return self.base_code in ("ja", "ko", "zh")

    def uses_whitespace(self) -> bool:
        return self.base_code not in _UNSPACED


def set_up() -> None:
    """Make the modules of Weblate importable."""
    settings = importlib.import_module("django.conf").settings
    apps = ["django.contrib.contenttypes", "django.contrib.auth"]
    settings.configure(USE_TZ=True, INSTALLED_APPS=apps, SECRET_KEY="none", LANGUAGE_CODE="en")  # noqa: S106
    importlib.import_module("django").setup()
    for name in _LEFT_OUT:
        sys.modules[name] = MagicMock()
    sys.modules["weblate.trans.autofixes"].AUTOFIXES.get_ignore_strings.return_value = []
    registry = ModuleType("weblate.checks.models")
    registry.CHECKS = _Checks()  # type: ignore[attr-defined]
    sys.modules[registry.__name__] = registry


def checks() -> Iterator[Any]:
    """Yield the checks that look at translations."""
    for name in check_list():
        module, _, kind = name.rpartition(".")
        check = getattr(importlib.import_module(module), kind)()
        if check.target:
            yield check


def check_list() -> list[str]:
    """Return the classes of ``CHECK_LIST``, by the text of the module that has it."""
    package = importlib.util.find_spec("weblate.checks")
    assert package is not None
    assert package.submodule_search_locations
    path = Path(package.submodule_search_locations[0], "models.py")
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "CHECK_LIST":
            return list(ast.literal_eval(node.value))
    raise SystemExit(f"{path} has no CHECK_LIST")


def main(source: str, target: str) -> None:
    """Answer the standard input."""
    set_up()
    flags = importlib.import_module("weblate.checks.flags").Flags("")
    running = list(checks())
    pairs = [line.rstrip("\r\n").partition("\t")[::2] for line in sys.stdin.read().split("\n")[:-1]]
    languages = [
        _Language(
            code=code,
            base_code=code.split("_")[0],
            name=code,
            direction="rtl" if code in ("ar", "fa", "he") else "ltr",
            plural=SimpleNamespace(number=2),
        )
        for code in (source, target)
    ]
    component = SimpleNamespace(
        name="pairs",
        project=SimpleNamespace(name="pairs", source_language=languages[0]),
        source_language=languages[0],
        file_format_cls=SimpleNamespace(monolingual=False),
        allow_translation_propagation=False,
        is_glossary=False,
        is_multivalue=False,
        batch_checks=True,
        batched_checks=set(),
    )
    translation = SimpleNamespace(
        component=component,
        language=languages[1],
        plural=languages[1].plural,
        is_source=False,
    )
    sources: dict[str, set[str]] = {}
    for text, translated in pairs:
        sources.setdefault(translated.lower(), set()).add(text)
    for number, (text, translated) in enumerate(pairs):
        is_reused = len(sources[translated.lower()]) > 1
        unit = SimpleNamespace(
            pk=number,
            id_hash=number,
            translation=translation,
            source=text,
            target=translated,
            source_string=text,
            previous_source="",
            context="",
            location="",
            note="",
            labels=[],
            all_flags=flags,
            all_checks_names={"reused"} if is_reused and translated else set(),
            check_cache={},
            state=20,
            translated=True,
            readonly=False,
            is_plural=False,
            is_glossary=False,
            get_source_plurals=lambda text=text: [text],
            get_target_plurals=lambda text=translated: [text],
        )
        found = [each.check_id for each in running if each.check_target([text], [translated], unit)]
        print(json.dumps({"findings": [{"check": name} for name in found]}))


if __name__ == "__main__":
    main(*sys.argv[1:])
