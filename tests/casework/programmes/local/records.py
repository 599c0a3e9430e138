"""A local outcome with its figures, for tests."""

from datetime import date
from pathlib import Path
from typing import Any

from careplace.casework.programmes.local import actions
from careplace.casework.programmes.local.models import ALONE, LocalFigures, LocalMeasure
from careplace.casework.programmes.models import Programme
from careplace.casework.scope.actor import Actor

TITLE = "People with assistive technology"
TODAY = date(2026, 11, 1)
NOWHERE = Path("/nowhere")
"""A home without an edition."""
MONTHS = [f"{year}-{month:02}" for year in (2016, 2017, 2018) for month in range(1, 13)]


def described(actor: Actor, programme: Programme, hoped: str = "higher", **values: Any) -> LocalMeasure:
    """A local outcome of a programme, counted by its council alone."""
    usual = {
        "title": TITLE,
        "numerator": "People with a device on the last day of the month",
        "unit": "people",
        "counts_people": True,
        "period_type": "month",
        "design": ALONE,
        "source": "The council's assistive technology team, from its case system",
    }
    return actions.describe(actor, programme.pk, "technology", hoped, usual | values)


def table(
    step: int = 0,
    event: str = "2018-01",
    months: list[str] = MONTHS,
    area: str | None = None,
    first: int = 500,
    phase: int = 0,
) -> str:
    """A file of figures by month that go up and down a little, each phase in its own way, and step at the event."""
    heading = "period,value" if area is None else "period,area,value"
    rows = [
        ",".join([month, *([area] if area else []), str(first + _wobble(n, phase) + step * (month >= event))])
        for n, month in enumerate(months)
    ]
    return "\n".join([heading, *rows, ""])


def _wobble(n: int, phase: int) -> int:
    return n * (7 + phase) % 11 + (n * 3 + phase) % 5


def entered(
    actor: Actor, local: LocalMeasure, text: str | None = None, seen: int = 0, file: str = "figures.csv",
    home: Path = NOWHERE,
) -> LocalFigures:  # fmt: skip
    """Figures of a local outcome."""
    content = (text or table()).encode()
    return actions.enter(actor, local.pk, seen, file, content, home, TODAY)
