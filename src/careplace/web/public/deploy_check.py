"""What must be right before readers are let in to the public site."""

import shutil
from collections.abc import Iterator, Mapping

from careplace.editions import manifest
from careplace.editions.home import EditionError, Home
from careplace.web.shell.configuration import Configuration
from careplace.web.shell.deploy_checks import SHARED, Check, Finding, findings_of

ROOM = 2
"""GiB: an edition of all England, and what a build spills."""


def findings(environment: Mapping[str, str]) -> Iterator[Finding]:
    """Everything looked at, in order; where the settings cannot be read, they alone."""
    yield from findings_of(environment, CHECKS)


def _contact(configuration: Configuration) -> str:
    return "" if configuration.contact else "set CAREPLACE_CONTACT: readers have no way to report an error"


def _edition(configuration: Configuration) -> str:
    try:
        wrong = manifest.faults(Home(configuration.home).edition())
    except EditionError as error:
        return str(error)
    return f"the edition is damaged: {'; '.join(map(str, wrong[:3]))}. Build it again" if wrong else ""


def _room(configuration: Configuration) -> str:
    free = shutil.disk_usage(configuration.home).free / 2**30
    return (
        ""
        if free >= ROOM
        else f"{free:.1f} GiB are free below {configuration.home}: a build needs {ROOM} GiB"
    )


CHECKS: dict[str, Check] = SHARED | {
    "edition": _edition,
    "room on the disk": _room,
    "contact": _contact,
}
