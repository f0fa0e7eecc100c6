"""The help of the program as a whole, which is shown without loading what reads a command line.

It is the page of a terminal of 80 columns or more; a narrower one is set from
the same list of commands.  A test holds it to what the commands say of
themselves.
"""

from __future__ import annotations

#: As it is printed.
PAGE = """\
Usage: alihbahasa [OPTIONS] COMMAND [ARGS]...

  Articles out to human translators, and their work safely back.

  alihbahasa init               make a project
  alihbahasa export --to en     articles -> PO and XLIFF
  alihbahasa import FILE        take in what a translator sent back
  alihbahasa check              terms, numbers, names
  alihbahasa build              the translated articles

Options:
  --version   Show the version and exit.
  -h, --help  Show this message and exit.

Commands:
  baseline    Set aside what is wrong today, so that only new findings count.
  build       Write the translated articles.
  check       Check terms, numbers, names and more in the translations.
  completion  Print what makes a shell complete commands and names.
  convert     Turn PO, XLIFF and TMX into one another.
  corpus      Look over all articles: terms, repetitions, inconsistencies.
  doctor      Tell what is installed, and whether the project is sound.
  export      Write the files for translators: the main job.
  glossary    Keep the glossaries: find, check, import, compare.
  import      Take in files that came back.
  init        Make a project.
  keep        Say that an edit left a translation right.
  log         Tell which unit changed when, from git.
  memory      Keep the translation memory: import, export, count.
  pack        Write one zip with all that a translator needs.
  report      Write pages to look at: translations side by side.
  resolve     Choose where two people translated one sentence.
  rule        Tell what a check looks for, with wrong and right.
  segment     Cut a text into sentences.
  status      Tell how far each translation is.
  terms       Mark the terms of a glossary in a text.
  validate    Hold PO and XLIFF files against their standards.
  waive       Let a finding stand that is right as it is.

  Begin with `alihbahasa init`; `alihbahasa COMMAND --help` shows examples.
"""


def purposes() -> dict[str, str]:
    """Return what each command is for, in a line, by its name, as the page lists them."""
    listed = PAGE.partition("\nCommands:\n")[2].partition("\n\n")[0]
    return {
        name: purpose.strip()
        for name, _, purpose in (line.strip().partition(" ") for line in listed.splitlines())
    }
