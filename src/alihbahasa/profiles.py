"""Profiles: how exchange files are written for the program that a translator uses.

A profile is one small record; docs/clients.md tells what each program shows.
"""

from __future__ import annotations

import difflib

from alihbahasa.contracts import DEFAULT, Profile
from alihbahasa.errors import AlihbahasaError

_ALL = (
    DEFAULT,
    Profile("omegat", "OmegaT 5.8 and later", formats=("po", "xliff12"), drafts_aside=True),
    Profile(
        "omegat-legacy",
        "OmegaT before 5.8, which shows no unit without a target",
        formats=("po", "xliff12"),
        drafts_aside=True,
        copies_source=True,
    ),
    Profile("poedit", "Poedit", formats=("po",), has_contexts=True, bullet="• "),
    Profile("weblate", "Weblate", formats=("po",), approves=True, templates=True),
    Profile("lokalize", "Lokalize", formats=("po",), has_contexts=True, bullet="• "),
    Profile(
        "rich",
        "programs that read all of XLIFF: term marks, white space between units",
        formats=("po", "xliff12", "xliff2"),
        is_rich=True,
    ),
)

#: The profiles by name, in the order in which they are listed.
PROFILES = {each.name: each for each in _ALL}


def profile(name: str) -> Profile:
    """Return the profile called *name*; raises AlihbahasaError with the nearest name."""
    if name in PROFILES:
        return PROFILES[name]
    near = difflib.get_close_matches(name, PROFILES, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(PROFILES)}"
    raise AlihbahasaError(f"no profile {name!r}", hint=hint)
