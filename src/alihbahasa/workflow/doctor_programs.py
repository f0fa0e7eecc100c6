"""What is installed: Python, the libraries, the programs of translators; and the terminal.

Programs are looked for by fixed names only, and asked for their version where
they tell it without a screen; none may take longer than a few seconds.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

from alihbahasa import __version__, storage
from alihbahasa.patterns import late_re
from alihbahasa.records import dataclass
from alihbahasa.workflow.doctor_reading import Health, Reading

#: How long a program may take to tell its version, in seconds.
_PATIENCE = 10

_VERSION = late_re(r"\d+(?:\.\d+)+")

#: A requirement as our own metadata has them: a name, and from which version on.
_REQUIREMENT = late_re(r"([\w.-]+?)\s*>=\s*([\d.]+)")

_PROGRAMS = "programs"

#: From which version on OmegaT shows units without a target.
_OMEGAT_SHOWS_ALL = (5, 8)


@dataclass(frozen=True, slots=True)
class _Program:
    """A program by the *commands* that it may be called by, and what it is good for.

    One that needs a screen even to tell its version *is_mute*.
    """

    name: str
    commands: tuple[str, ...]
    purpose: str
    is_mute: bool = False


_KNOWN = (
    _Program("git", ("git",), "for log, check --since and glossary diff"),
    _Program("gettext", ("msgfmt",), "for those who work on PO files by other means"),
    _Program("i18nspector", ("i18nspector",), "a second opinion on PO files"),
    _Program("Poedit", ("poedit",), "an editor of PO files", is_mute=True),
    _Program("Lokalize", ("lokalize",), "an editor of PO files", is_mute=True),
    _Program(
        "Chromium",
        ("chromium", "chromium-browser", "google-chrome"),
        "a browser, for the pages that people look at",
    ),
)


def python() -> Iterator[Reading]:
    """Yield what runs the program: its version, Python, the libraries."""
    part = "program"
    yield Reading(part, "alihbahasa", Health.OK, __version__)
    yield Reading(part, "Python", Health.OK, f"{sys.version.split()[0]}, {sys.executable}")
    try:
        wanted = metadata.requires("alihbahasa") or []
    except metadata.PackageNotFoundError:
        yield Reading(part, "libraries", Health.ABSENT, "run from its sources: nothing is known")
        return
    there, wrong = [], []
    for each in wanted:
        found = _REQUIREMENT.fullmatch(each)
        if not found:
            continue
        name, least = found[1], found[2]
        try:
            version = metadata.version(name)
        except metadata.PackageNotFoundError:
            wrong.append(f"{name} is missing")
            continue
        there.append(f"{name} {version}")
        if _numbers(version) < _numbers(least):
            wrong.append(f"{name} is {version}, and {least} is needed")
    if wrong:
        advice = "install them: pip install --upgrade alihbahasa"
        yield Reading(part, "libraries", Health.PROBLEM, "; ".join(wrong), advice)
    else:
        yield Reading(part, "libraries", Health.OK, ", ".join(there))


def terminal() -> Iterator[Reading]:
    """Yield what texts meet on their way to people: the encodings of the system."""
    part = "terminal"
    encoding = sys.getfilesystemencoding()
    if _is_utf8(encoding):
        yield Reading(part, "names of files", Health.OK, encoding)
    else:
        yield Reading(
            part,
            "names of files",
            Health.PROBLEM,
            f"{encoding}: names of articles in other scripts cannot be read",
            "set PYTHONUTF8=1, or a locale of UTF-8 such as LANG=C.UTF-8",
        )
    if os.name == "nt":
        return
    variables = ("LC_ALL", "LC_CTYPE", "LANG")
    told = next((f"{each}={os.environ[each]}" for each in variables if os.environ.get(each)), "")
    if _is_utf8(told.partition(".")[2].partition("@")[0]):
        yield Reading(part, "locale", Health.OK, told)
    else:
        yield Reading(
            part,
            "locale",
            Health.WARNING,
            f"{told or 'none is set'}: all is printed as UTF-8, which this terminal may not expect",
            "set a locale of UTF-8, such as LANG=C.UTF-8",
        )


def programs() -> Iterator[Reading]:
    """Yield which programs of translators and of ours are there, in which versions."""
    for each in _KNOWN:
        path = next(filter(None, map(shutil.which, each.commands)), None)
        if path is None:
            yield Reading(_PROGRAMS, each.name, Health.ABSENT, f"not installed ({each.purpose})")
        else:
            version = "" if each.is_mute else _told_version(path)
            yield Reading(_PROGRAMS, each.name, Health.OK, version or "installed")
    path = shutil.which("omegat")
    if path is None:
        message = "not installed (a program of translators)"
        yield Reading(_PROGRAMS, "OmegaT", Health.ABSENT, message)
    else:
        yield Reading(_PROGRAMS, "OmegaT", Health.OK, omegat_version() or "installed")


def fitting_profile() -> str | None:
    """Return the export profile that fits the translators' program here, None without one.

    OmegaT goes first: what is written for it opens in the others.
    """
    if shutil.which("omegat"):
        version = omegat_version()
        is_old = bool(version) and _numbers(version) < _OMEGAT_SHOWS_ALL
        return "omegat-legacy" if is_old else "omegat"
    return next((each for each in ("poedit", "lokalize") if shutil.which(each)), None)


def omegat_version() -> str:
    """Return the version of the OmegaT that is installed, "" where it is not told.

    It stands in its archive: to start a virtual machine for it takes long.
    """
    command = shutil.which("omegat")
    beside = [storage.real(Path(command)).parent] if command else []
    for folder in (*beside, Path("/usr/share/omegat"), Path("/opt/omegat")):
        try:
            with zipfile.ZipFile(folder / "OmegaT.jar") as archive:
                text = archive.read("org/omegat/Version.properties").decode("latin-1")
        except (OSError, KeyError, zipfile.BadZipFile, NotImplementedError, RuntimeError):
            continue
        if found := re.search(r"^version=([\d.]+)\s*$", text, re.MULTILINE):
            return found[1]
    return ""


def _told_version(path: str) -> str:
    """Return the version that the program at *path* tells, "" where it does not in time."""
    try:
        done = subprocess.run(  # noqa: S603 - found by a fixed name, and no shell
            [path, "--version"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_PATIENCE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    found = _VERSION.search(done.stdout.decode("utf-8", "replace"))
    return found[0] if found else ""


def _numbers(version: str) -> tuple[int, ...]:
    """Return the numbers a *version* begins with."""
    found = _VERSION.match(version)
    return tuple(map(int, found[0].split("."))) if found else ()


def _is_utf8(encoding: str) -> bool:
    return encoding.lower().replace("-", "") == "utf8"
