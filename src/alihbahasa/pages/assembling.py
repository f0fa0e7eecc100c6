"""Assembling: a template, styles, a script and data become one file that asks nothing of any other.

The policy of the page (CSP) allows the one style sheet and the one script that
are in it, by their hashes: no other script runs, and nothing is fetched.  All
that a template prints is escaped, and what nobody could see in it is named
(``visible``); only what is ``Markup`` already is not.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import re
from collections.abc import Sequence
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from alihbahasa.pages import visible
from alihbahasa.records import dataclass

#: What every page has.
_STYLES, _SCRIPTS = "base.css", "base.js"


@dataclass(frozen=True, slots=True)
class Link:
    """A page beside this one: *href* is the name of its file."""

    title: str
    href: str
    is_current: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around any page: its *title*, the *project*, the pages beside it, the day."""

    title: str
    project: str
    links: Sequence[Link]
    made: str


def entry_id(key: str) -> str:
    """Return the id that the concept *key* has in the glossary page, and may have in an address.

    >>> entry_id("darurat militer")
    'c-darurat.20.militer'
    """
    return "c-" + re.sub(r"[^A-Za-z0-9_-]", lambda found: f".{ord(found[0]):x}.", key)


def page(
    template: str,
    frame: Frame,
    *,
    styles: Sequence[str] = (),
    scripts: Sequence[str] = (),
    data: object = None,
    **context: object,
) -> str:
    """Return the page that *template* makes of *context*.

    *styles* and *scripts* are files beside the templates; they follow what every
    page has.  *data* is for the script, which finds it as ``page``.
    """
    style, script = _joined((_STYLES, *styles)), _joined((_SCRIPTS, *scripts))
    policy = (
        "default-src 'none'; "
        f"script-src '{_digest(script)}'; style-src '{_digest(style)}'; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        _environment()
        .get_template(template)
        .render(
            frame=frame,
            policy=Markup(policy),  # noqa: S704 - hashes
            style=Markup(style),  # noqa: S704 - of the program
            script=Markup(script),  # noqa: S704 - of the program
            data=visible.json_block(data),
            **context,
        )
    )


@functools.cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("alihbahasa.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_final,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["text"] = visible.text
    environment.filters["number"] = "{:,}".format
    return environment


def _final(value: object) -> object:
    """Return what a template prints, nothing in it unseen."""
    return visible.plainly(value) if type(value) is str else value


@functools.cache
def _joined(names: tuple[str, ...]) -> str:
    folder = resources.files("alihbahasa.pages") / "templates"
    return "".join((folder / name).read_text("utf-8") for name in names)


@functools.cache
def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
