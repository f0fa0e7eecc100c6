"""alihbahasa report."""

from __future__ import annotations

import sys
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from alihbahasa.cli import _progress, _terminal, _workers

if TYPE_CHECKING:
    from alihbahasa.workflow.report import Written


@click.command(
    epilog="""\b
Examples:
  alihbahasa report --open                  all articles: project, glossary, languages
  alihbahasa report --to en                 one language
  alihbahasa report berita/artsakh.txt      one article
  alihbahasa report --output ~/for-sari     into another folder

\b
Exit code 2: something could not be read; the rest is in the pages.""",
)
@_terminal.articles_argument
@_terminal.languages_option()
@click.option(
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Where the pages go; without: report/ at the root of the project, which git passes over.",
)
@click.option("--by-band", is_flag=True, help="Plot words by what the memory has for them, too.")
@click.option("--open", "opens", is_flag=True, help="Open the first page in the browser.")
@_workers.jobs_option
@_terminal.account_option
@_terminal.project_option
def command(
    articles: tuple[str, ...],
    languages: tuple[str, ...],
    output: Path | None,
    by_band: bool,
    opens: bool,
    jobs: int | None,
    format_: tuple[str, str],
    folder: Path,
) -> None:
    """Write a review page a language: articles as they read, source and target side by side.

    Beside these, index.html tells how far each article is in each language, and
    glossary.html all concepts, where they are used and how they are rendered.
    Terms, findings, changed sources and comments are marked in the text.  A
    page is one file that needs no other and asks nothing of the network: it can
    be mailed.  What a reviewer accepts or comments there is saved as a file,
    which `alihbahasa import` takes.

    \b
    json: {"version": 1, "pages": [{"path", "language", ...}],
           "refused": [{"file", "line", "column", "unit", "message", "hint"}]}
    A review page has "units" and "findings", that of the project "articles", that of
    the glossary "concepts".  Keys are added, never renamed.
    """
    from alihbahasa.workflow import prepare, report

    project = _terminal.open_project(folder)
    _terminal.refuse_destinations(format_[1:], project)
    _terminal.tell_frozen(project, articles)
    _terminal.tell_packs(prepare.chosen_languages(project, languages))
    _terminal.refuse_work((output or project.root / report.FOLDER) / "page.html", project)
    done = report.run(
        project,
        articles=articles,
        languages=languages,
        folder=output.absolute() if output else None,
        by_band=by_band,
        jobs=jobs,
        progress=_progress.progress,
    )
    _terminal.tell(
        format_,
        project,
        document=lambda: {
            "pages": [
                {"path": project.shown(page.path), "language": page.language, **page.counts}
                for page in done.pages
            ],
            "refused": [_terminal.error_fields(error) for error in done.errors],
        },
        lines=()
        if _terminal.is_silent()
        else (f"wrote {project.shown(page.path)}: {_told(page)}" for page in done.pages),
    )
    code = _terminal.tell_errors(done.errors)
    if opens and not webbrowser.open(done.pages[0].path.as_uri()):
        _terminal.notice("no browser was found to open it")
    sys.exit(code)


def _told(page: Written) -> str:
    """Return how much is in *page*."""
    return ", ".join(
        _terminal.plural(count, what.removesuffix("s")) for what, count in page.counts.items()
    )
