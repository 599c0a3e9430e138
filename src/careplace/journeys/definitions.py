"""The measures of journeys: what each counts, in `measures/ID/measure.toml`, and its statement, `partial.sql` next to it."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

from pydantic import BaseModel, ConfigDict

PACKAGE = "careplace.journeys.measures"
Kind = Literal["count", "share", "days", "duration"]


class MeasureError(ValueError):
    """A measure that is none, with those that there are."""


class Measure(BaseModel):
    """What a measure counts.

    A "count" is of events; a "share" is of events that are `counted`; "days" adds up days of events; a "duration" is the
    distribution of the events' days. `follow_up_days`: events nearer to the end of the data do not count, since what
    follows them is not known. `national` is the published figure to compare with, and `differences` how it differs.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    title: str
    kind: Kind
    events: str
    counted: str
    category: str
    trust: bool
    follow_up_days: int
    national: str
    differences: str
    history: bool = False
    category_words: dict[str, str] = {}

    @property
    def statement(self) -> str:
        """The SELECT that lists each event: person_id, on_date, council, trust, category, counted (0 or 1), days."""
        return _text(self.id, "partial.sql")

    def words(self, category: str) -> str:
        """A category in words."""
        return self.category_words.get(category, category.replace("_", " "))


@cache
def measures() -> dict[str, Measure]:
    """{id: measure}, in the order of their ids."""
    folders = sorted(
        folder.name for folder in files(PACKAGE).iterdir() if (folder / "measure.toml").is_file()
    )
    return {id: Measure(id=id, **tomllib.loads(_text(id, "measure.toml"))) for id in folders}


def chosen(ids: list[str] | tuple[str, ...]) -> list[Measure]:
    """The measures of some ids; all of them where there is none.

    Raises:
        MeasureError: an id that is no measure's.
    """
    known_measures = measures()
    if unknown := sorted(set(ids) - set(known_measures)):
        raise MeasureError(
            f"{', '.join(unknown)}: no measure of journeys. Choose from {', '.join(known_measures)}"
        )
    return [known_measures[id] for id in dict.fromkeys(ids or known_measures)]


@cache
def _text(id: str, name: str) -> str:
    return files(PACKAGE).joinpath(id, name).read_text(encoding="utf-8")
