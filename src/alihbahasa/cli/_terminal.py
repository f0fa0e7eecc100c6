"""What commands share: options, the project, output, and what a terminal gets besides."""

from __future__ import annotations

import contextlib
import difflib
import json
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from alihbahasa.cli import _completing
from alihbahasa.cli._quiet import is_quiet
from alihbahasa.errors import AlihbahasaError
from alihbahasa.text import escape_json, escape_terminal, shortened

if TYPE_CHECKING:
    from rich.table import Table

    from alihbahasa.model import Unit
    from alihbahasa.project import Project
    from alihbahasa.reconciliation import Fate

_Command = TypeVar("_Command", bound=Callable[..., Any])

#: How many errors are told one by one.
_ERRORS = 100


def project_option(command: _Command) -> _Command:
    """Add ``--project``."""
    return click.option(
        "--project",
        "folder",
        type=click.Path(path_type=Path),
        default=Path(),
        metavar="FOLDER",
        help="The project, where it is not the working folder or one above.",
    )(command)


def languages_option(
    without: str = "all of the settings", *, also: str | None = None
) -> Callable[[_Command], _Command]:
    """Add ``--to``, which may be repeated; *without* tells what holds where it is not given.

    *also* is another name of the option.
    """
    return click.option(
        *filter(None, ("--to", also)),
        "languages",
        multiple=True,
        metavar="LANG",
        callback=_tags,
        shell_complete=_completing.targets,
        help=f"A target language (BCP 47); may be repeated.  Without: {without}.",
    )


def dry_run_option(command: _Command) -> _Command:
    """Add ``--dry-run``."""
    return click.option(
        "--dry-run", is_flag=True, help="Say what would be done, and write nothing."
    )(command)


def profile_option(*names: str, help: str) -> Callable[[_Command], _Command]:
    """Add an option that names a profile; *help* tells what it does."""

    def known(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
        from alihbahasa import profiles

        return None if value is None else profiles.profile(value).name

    return click.option(
        *names,
        metavar="PROFILE",
        callback=known,
        shell_complete=_completing.profiles,
        help=f"{help}: default, omegat, omegat-legacy, poedit, weblate, lokalize or rich.",
    )


def lang_option(of: str, *, also: str | None = None) -> Callable[[_Command], _Command]:
    """Add ``--lang``; *of* tells what is in that language, and what holds without it.

    *also* is another name of the option.
    """
    names = filter(None, ("--lang", also))
    return click.option(
        *names,
        "lang",
        metavar="LANG",
        callback=tag,
        shell_complete=_completing.languages,
        help=f"The language of {of}",
    )


def glossary_option(help: str, *, multiple: bool = False) -> Callable[[_Command], _Command]:
    """Add ``--glossary``, a file that takes the place of the project's glossaries.

    With *multiple* it may be repeated, and the command gets ``glossaries``.
    """
    return click.option(
        "--glossary",
        "glossaries" if multiple else "glossary",
        multiple=multiple,
        type=click.Path(path_type=Path),
        metavar="FILE",
        help=help,
    )


def output_option(command: _Command) -> _Command:
    """Add ``--output``, a file to write what would else go to the standard output."""
    return click.option(
        "-o",
        "--output",
        default="-",
        metavar="OUT",
        shell_complete=_completing.files,
        help="The file to write, not the standard output.",
    )(command)


def into_option(help: str) -> Callable[[_Command], _Command]:
    """Add ``--into``, the glossary of the project that something is written to."""
    return click.option(
        "--into", metavar="GLOSSARY", shell_complete=_completing.glossaries, help=help
    )


def format_option(*names: str, help: str, multiple: bool = False) -> Callable[[_Command], _Command]:
    """Add ``--format``, the first of *names* by default.

    The command gets the name and the file, "" for the standard output; with
    *multiple*, a tuple of such pairs.
    """

    def parted(ctx: click.Context, param: click.Parameter, value: Any) -> Any:
        pairs = []
        for each in value if multiple else (value,):
            name, _, file = each.partition(":")
            if name not in names:
                raise click.BadParameter(unknown(name, names))
            pairs.append((name, file))
        return tuple(pairs) if multiple else pairs[0]

    return click.option(
        "--format",
        "formats" if multiple else "format_",
        multiple=multiple,
        default=names[:1] if multiple else names[0],
        metavar="NAME[:FILE]",
        callback=parted,
        shell_complete=_completing.names(*names),
        help=help,
    )


def account_option(command: _Command) -> _Command:
    """Add ``--format`` to a command that does something: how it tells what it did."""
    return format_option("text", "json", help="How to tell what was done: text or json.")(command)


def fail_on_option(command: _Command) -> _Command:
    """Add ``--fail-on``."""
    return click.option(
        "--fail-on",
        type=click.Choice(["error", "warning", "info"]),
        default="error",
        show_default=True,
        help="The severity from which on the exit code is 1.",
    )(command)


def unknown(name: str, there: Sequence[str]) -> str:
    """Return what is said of a *name* that is none of those *there*, with the nearest of them."""
    near = difflib.get_close_matches(name, there, n=1, cutoff=0.5)
    asked = f"; did you mean {near[0]}?" if near else ""
    return f"{name!r} is none of {', '.join(there)}{asked}"


def articles_argument(command: _Command) -> _Command:
    """Add the articles a command is about."""
    return click.argument(
        "articles", nargs=-1, metavar="[ARTICLE]...", shell_complete=_completing.articles
    )(command)


def tag(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Return the language tag (BCP 47) that an option gives, in its usual capitals."""
    return None if value is None else _canonical(value)


def _tags(ctx: click.Context, param: click.Parameter, value: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_canonical(each) for each in value)


def _canonical(value: str) -> str:
    from alihbahasa.model import canonical
    from alihbahasa.project import TAG_PATTERN

    if not re.fullmatch(TAG_PATTERN, value):
        told = f"{value!r} is not a language tag (BCP 47), such as en or pt-BR"
        raise click.BadParameter(told + _meant(value))
    return canonical(value)


def _meant(value: str) -> str:
    """Return the question whether the tag of a language was meant that *value* names."""
    from alihbahasa import plugins

    name = value.strip().replace("_", "-").casefold()
    for pack in plugins.language_packs():
        if name in (pack.name.casefold(), pack.tag.casefold()):
            return f"; did you mean {pack.tag}?"
    return ""


def open_project(folder: Path) -> Project:
    """Return the project that *folder* lies in; say which files are no glossaries among them."""
    from alihbahasa import project

    found = project.find(folder)
    _tell_passed_over(found)
    return found


def open_project_if_there(folder: Path) -> Project | None:
    """Return the project as ``open_project`` does, None where the working folder is in none."""
    from alihbahasa import project

    found = project.find(folder) if folder != Path() else project.find_if_there(folder)
    if found:
        _tell_passed_over(found)
    return found


def _tell_passed_over(project: Project) -> None:
    from alihbahasa.workflow.glossary import files

    for name, reason in files.passed_over(project):
        notice(f"{name}: {reason}")


def project_and_language(
    folder: Path, glossary: Path | None, lang: str | None
) -> tuple[Project | None, str]:
    """Return the project whose terms are asked for, None with a *glossary*, and their language.

    That is *lang*, or else that of a compiled *glossary*, or the source language of the project.
    """
    if glossary is None:
        project = open_project(folder)
        language = lang or project.settings.project.source
    elif lang is None:
        from alihbahasa.workflow import terms

        if glossary.suffix.lower() != terms.COMPILED:
            raise AlihbahasaError(
                "--glossary needs --lang, the language of the text", hint="such as --lang id"
            )
        project, language = None, terms.compiled_for(glossary)
    else:
        project, language = None, lang
    tell_packs([language])
    return project, language


def tell_packs(languages: Iterable[str]) -> None:
    """Say which of *languages* have no pack and are served by defaults."""
    from alihbahasa import plugins

    for each in languages:
        if not plugins.has_pack(each):
            name = plugins.language_pack(each).name
            called = "" if name == each else f" ({name})"
            notice(
                f"no language pack for {each}{called}: defaults are used;"
                " inflected terms and number words are not recognised"
            )


def tell_frozen(project: Project, asked: Iterable[str] = ()) -> None:
    """Say which frozen articles of the folders *asked* for are left out, and what freezes none."""
    from alihbahasa.workflow import prepare

    patterns = prepare.idle_patterns(project)
    if patterns:
        notice(f"[articles] frozen: no article is called {prepare.listed(patterns)}")
    articles = prepare.left_out(project, asked)
    if articles:
        notice(f"frozen, so left alone: {prepare.listed(articles)}")


def tell_error(message: str, hint: str | None) -> None:
    """Say what is wrong, and what to do about it."""
    click.echo(f"alihbahasa: error: {message}", err=True)
    if hint:
        click.echo(f"  {escape_terminal(hint)}", err=True)


def tell_errors(errors: Iterable[AlihbahasaError]) -> int:
    """Say what could not be done, when the rest was; return the exit code, 0 where it all was."""
    count = 0
    for count, error in enumerate(errors, 1):
        if count <= _ERRORS:
            tell_error(escape_terminal(str(error)), error.hint)
    if count > _ERRORS:
        tell_error(f"and {count - _ERRORS:,} others", "--format json has them all")
    return 2 if count else 0


def error_fields(error: AlihbahasaError) -> dict[str, object]:
    """Return what documents for programs say of an *error*."""
    names = ("file", "line", "column", "unit", "message", "hint")
    return {name: getattr(error, name) for name in names}


def notice(message: str) -> None:
    """Say something that is neither a result nor an error; ``--quiet`` keeps it back."""
    if not is_quiet():
        click.echo(f"alihbahasa: {escape_terminal(message)}", err=True)


def tell_dry_run(dry_run: bool) -> None:
    """Say of a *dry_run* that it was one, after what would have been done."""
    if dry_run:
        notice("nothing was written (--dry-run)")


def has_colour() -> bool:
    """Tell whether the output is a terminal that may be coloured (NO_COLOR is honoured)."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def table_text(table: Table) -> str:
    """Return *table* as text for the standard output."""
    from rich.console import Console

    # A pipe has no width: nothing is cut off for it.
    width = None if sys.stdout.isatty() else 1_000
    console = Console(width=width, no_color=not has_colour(), highlight=False)
    with console.capture() as captured:
        console.print(table)
    return "".join(line.rstrip() + "\n" for line in captured.get().splitlines())


def is_silent(*, dry_run: bool = False) -> bool:
    """Tell whether what a command did goes untold; of a *dry_run* it is all that was asked for."""
    return is_quiet() and not dry_run


def tell(
    format_: tuple[str, str],
    project: Project | None,
    *,
    document: Callable[[], Mapping[str, object]],
    lines: Iterable[str],
) -> None:
    """Write the *lines* for people, or the *document* for programs, as ``--format`` says."""
    name, destination = format_
    with output(destination, project) as write:
        if name == "json":
            write(json_text({"version": 1, **document()}))
        else:
            for line in lines:
                write(f"{escape_terminal(line)}\n")


def read_input(file: str, *, limit: int | None = None) -> bytes:
    """Return the bytes of *file*, or of the standard input for ``-``.

    *limit* is how many there may be, without it as many as a text may have.
    """
    from alihbahasa import storage

    limit = storage.TEXT_LIMIT if limit is None else limit
    if file != "-":
        return storage.read(Path(file), limit=limit)
    data = sys.stdin.buffer.read(limit + 1)
    if len(data) > limit:
        raise AlihbahasaError(f"larger than the limit of {limit:,} bytes", file="standard input")
    return data


def decoded(data: bytes, file: str) -> str:
    """Return the text of *data*, UTF-8 with or without a byte order mark."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = error.start - (data.rfind(b"\n", 0, error.start) + 1) + 1
        shown = "standard input" if file == "-" else file
        raise AlihbahasaError(
            "not UTF-8", file=shown, line=line, column=column, hint="save the text as UTF-8"
        ) from error


@contextlib.contextmanager
def output(file: str, project: Project | None) -> Iterator[Callable[[str], None]]:
    """Yield what writes text to *file* as a whole, or to the standard output for "" and ``-``.

    What holds people's work is refused: the folders of the *project*, its
    settings, and hidden ones such as git's.
    """
    if file in ("", "-"):
        yield lambda text: click.echo(text, nl=False)
        return
    from alihbahasa import storage

    path = _result_path(file, project)
    parts: list[str] = []
    yield parts.append
    storage.write({path: "".join(parts).encode("utf-8")}, expected={}, root=path.parent)


def json_text(document: object) -> str:
    """Return *document* as JSON for people and programs, with nothing a terminal would obey."""
    return escape_json(json.dumps(document, ensure_ascii=False, indent=2)) + "\n"


def write_result(file: str, data: bytes, project: Project | None) -> None:
    """Write *data* to *file*, refused as ``output`` does, or to the standard output for ``-``.

    A terminal is shown text only, with nothing in it that it would obey.
    """
    if file != "-":
        from alihbahasa import storage

        path = _result_path(file, project)
        storage.write({path: data}, expected={}, root=path.parent)
    elif sys.stdout.isatty():
        try:
            lines = data.decode("utf-8").split("\n")
        except UnicodeDecodeError:
            raise AlihbahasaError(
                "this is no text that a terminal could show",
                hint="name a file, or send the output to one with >",
            ) from None
        click.echo("\n".join(map(escape_terminal, lines)), nl=False)
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()


def refuse_destinations(files: Iterable[str], project: Project | None) -> None:
    """Raise where ``output`` could not write to one of *files*, before anything is done."""
    for file in files:
        if file not in ("", "-"):
            _result_path(file, project)


def _result_path(file: str, project: Project | None) -> Path:
    """Return where *file* is, a place that a result may be written to."""
    refuse_work(Path(file), project)
    path = Path(os.path.abspath(file))
    if path.is_dir():
        raise AlihbahasaError("this is a folder", file=file, hint="name a file in it")
    if not path.parent.is_dir():
        raise AlihbahasaError(
            "there is no such folder",
            file=str(Path(file).parent),
            hint="make it, or name another one",
        )
    return path


def refuse_work(file: Path, project: Project | None) -> None:
    """Refuse to write a result to *file* where the work of the *project* lies."""
    from alihbahasa import storage
    from alihbahasa.project import settings_file

    path = Path(os.path.abspath(file))
    taken = (
        (project.sources, project.glossaries, project.translations, project.memories)
        if project
        else ()
    )
    is_ours = any(storage.real(path).is_relative_to(storage.real(folder)) for folder in taken)
    if project and path.is_relative_to(project.root):
        parts_below = path.relative_to(project.root).parts
        is_ours |= path == settings_file(project.root)
        is_ours |= any(part.startswith(".") for part in parts_below)
    if is_ours:
        raise AlihbahasaError(
            "a result does not go where the project's work is",
            file=str(file),
            hint="name a file outside its folders",
        )


def sentences(fates: Mapping[Fate, int]) -> Iterator[str]:
    """Yield the line that tells what became of sentences of an article, where anything did."""
    if fates:
        told = ", ".join(f"{count:,} {fate}" for fate, count in sorted(fates.items()))
        yield f"  sentences {told}"


def beginning(unit: Unit) -> str:
    """Return the beginning of a unit's source, markup and all, for a line about it."""
    from alihbahasa.model import raw

    return shortened(raw(unit.source))


def unit_fields(unit: Unit) -> dict[str, str]:
    """Return what documents for programs say of a unit: its id, its texts, its state."""
    from alihbahasa.model import raw

    return {
        "unit": unit.id,
        "source": raw(unit.source),
        "target": raw(unit.target or ()),
        "state": unit.state.value,
    }


def plural(count: int, thing: str) -> str:
    """Return *count* and *thing*, in the plural where it is one.

    >>> plural(1, "unit"), plural(1300, "word")
    ('1 unit', '1,300 words')
    """
    return f"{count:,} {thing}{'' if count == 1 else 's'}"
