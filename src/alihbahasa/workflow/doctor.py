"""Doctor: what is installed, how the project is, and what to do about either."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from alihbahasa import project
from alihbahasa.errors import AlihbahasaError
from alihbahasa.workflow import doctor_programs, doctor_project
from alihbahasa.workflow.doctor_reading import Health, Reading

__all__ = ["Health", "Reading", "fitting_profile", "run"]

fitting_profile = doctor_programs.fitting_profile


def run(folder: Path) -> Iterator[Reading]:
    """Yield what there is to be known here, and of the project that *folder* lies in, if any.

    What is wrong is a reading too, and no error.
    """
    yield from doctor_programs.python()
    yield from doctor_programs.terminal()
    yield from doctor_programs.programs()
    try:
        found = project.find_if_there(folder)
        if found is None:
            yield Reading(
                "project", "settings", Health.ABSENT, "no project here; alihbahasa init makes one"
            )
        else:
            yield from doctor_project.readings(found, profile=fitting_profile())
    except AlihbahasaError as error:
        yield doctor_project.problem("settings", error, "mend what stands there")
