"""The jobs of the timer: each application registers its own, in a module `jobs.py` next to its `apps.py`.

A job takes the present moment and returns how many things it changed. It does nothing where nothing is due, so that
running it twice does nothing more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.utils.module_loading import autodiscover_modules

Run = Callable[[datetime], int]


@dataclass(frozen=True)
class Job:
    """A job: its name, what it does in plain words, and its function."""

    name: str
    does: str
    run: Run


_jobs: dict[str, Job] = {}


def job(name: str, does: str) -> Callable[[Run], Run]:
    """Register a function as a job.

    Raises:
        ValueError: for a name that another job has.
    """

    def register(run: Run) -> Run:
        if name in _jobs:
            raise ValueError(f"two jobs have the name {name!r}")
        _jobs[name] = Job(name, does, run)
        return run

    return register


def jobs() -> list[Job]:
    """The jobs of all installed applications, by name."""
    autodiscover_modules("jobs")
    return [_jobs[name] for name in sorted(_jobs)]
