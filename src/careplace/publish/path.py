"""A person's path through health and care at a place: what a release of journeys counts at each step, and what is published.

It is made of figures of many people. Nothing in it is of one person.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pydantic import with_config

from careplace.entries import ENTRY
from careplace.measures.dictionary import by_key
from careplace.publish.charts.moves import moves
from careplace.publish.outcomes import Outcome


@with_config(ENTRY)
@dataclass(frozen=True)
class Step:
    """A step: `released` and `published` have the ids of its measures, in the order in which they are shown.

    Of each tuple of `published` the first that a place has a figure of is shown: people of a council are counted by one
    measure, and patients of hospitals by another.
    """

    key: str
    title: str
    words: str
    released: tuple[str, ...]
    published: tuple[tuple[str, ...], ...]


@cache
def steps() -> dict[str, Step]:
    """The steps by key, in the order of the path."""
    return by_key(files("careplace.publish") / "path.toml", "step", Step)


@dataclass(frozen=True)
class StepOfPlace:
    """A step with the measures that have a figure of the place."""

    step: Step
    released: tuple[Outcome, ...]
    published: tuple[Outcome, ...]

    @property
    def other_published(self) -> list[Outcome]:
        """The published measures that stand next to no released one."""
        near = {o.nearest.published.id for o in self.released if o.nearest and o.nearest.published}
        return [outcome for outcome in self.published if outcome.measure.id not in near]

    @property
    def has_figures(self) -> bool:
        return bool(self.released or self.published)


@dataclass(frozen=True)
class Path:
    """A place's path. `moves` counts people's moves from one setting to another, where a release has it."""

    steps: tuple[StepOfPlace, ...]
    moves: Outcome | None
    outcomes: tuple[Outcome, ...]
    title: str = "A person’s path"

    @property
    def has_figures(self) -> bool:
        """Whether there is a figure of any step."""
        return self.moves is not None or any(step.has_figures for step in self.steps)

    @property
    def released(self) -> Outcome | None:
        """A released measure, which says who released it; None where nothing is released."""
        return next((o for step in self.steps for o in step.released), self.moves)

    @property
    def published(self) -> list[Outcome]:
        """The published measures of every step."""
        return [outcome for step in self.steps for outcome in step.published]


def path(outcomes: Iterable[Outcome]) -> Path:
    """The path of a place with these measures."""
    measured = tuple(outcome for outcome in outcomes if outcome.latest is not None or outcome.data.parts)
    by_id = {outcome.measure.id: outcome for outcome in measured if outcome.latest is not None}
    counted = next((outcome for outcome in measured if moves(outcome)), None)
    return Path(tuple(_step(step, by_id) for step in steps().values()), counted, measured)


def _step(step: Step, by_id: dict[str, Outcome]) -> StepOfPlace:
    released = tuple(by_id[id] for id in step.released if id in by_id)
    firsts = (next((id for id in ids if id in by_id), "") for ids in step.published)
    return StepOfPlace(step, released, tuple(by_id[id] for id in firsts if id))
