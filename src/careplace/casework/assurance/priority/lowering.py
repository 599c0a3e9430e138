"""What would lower a priority: each change of the scheme is tried, and events are let pass out of their windows.

Calculated by the same function as the priority, so that what is promised here is what would happen.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from dateutil.relativedelta import relativedelta

from careplace.casework.assurance.priority.kinds import kinds
from careplace.casework.assurance.priority.scheme import Change, Rule, Scheme
from careplace.casework.assurance.priority.score import Priority, counted_events, points, priority, score
from careplace.casework.assurance.priority.signals import Case, Signal
from careplace.publish.wording import day

LARGEST = 3
"""Changes that are combined at most: a list of more is no advice."""
SUPPOSED = "supposed, to see what it would change"


@dataclass(frozen=True)
class Effect:
    """What changes would do together: a sentence, and the priority that would follow."""

    changes: tuple[str, ...]
    sentence: str
    after: Priority


@dataclass(frozen=True)
class _Step:
    """A change, in words, and the case as it would be."""

    key: str
    words: str
    added: Signal | None = None
    removed: tuple[Signal, ...] = ()

    def apply(self, case: Case) -> Case:
        return case.with_signal(self.added) if self.added else case.without(self.removed)


def lowering(scheme: Scheme, case: Case, today: date) -> tuple[Effect, ...]:
    """Each single change that would lower the score, the one that lowers it most first.

    Where none of them lowers the band, the smallest combination that does comes after them, if there is one of at most
    LARGEST. Ages stay as they are today.
    """
    before = priority(scheme, case, today)
    lower = _lower(scheme, case, today, before)
    effects = tuple(_effect(scheme, today, before, trial) for trial in lower)
    if any(effect.after.band != before.band for effect in effects):
        return effects
    keys = {trial.steps[0].key for trial in lower}
    helpful = [step for step in _steps(scheme, case, today) if step.key in keys]
    return (*effects, *_smallest(scheme, case, today, before, helpful))


def most_lowering(scheme: Scheme, case: Case, before: Priority) -> Effect | None:
    """The single change that would lower a priority most; None where none does."""
    lower = _lower(scheme, case, before.on, before)
    return _effect(scheme, before.on, before, lower[0]) if lower else None


def _steps(scheme: Scheme, case: Case, today: date) -> list[_Step]:
    return [*_changes(scheme, today), *_waits(scheme, case, today)]


def _lower(scheme: Scheme, case: Case, today: date, before: Priority) -> list["_Trial"]:
    """The single changes that lower the score, the one that lowers it most first."""
    trials = [_tried(scheme, case, today, (step,)) for step in _steps(scheme, case, today)]
    return sorted((trial for trial in trials if trial.score < before.score), key=_Trial.order)


def _changes(scheme: Scheme, today: date) -> Iterator[_Step]:
    for change in scheme.changes:
        yield _Step(change.key, change.sentence, added=_supposed(change, today))


def _supposed(change: Change, today: date) -> Signal:
    return Signal(kind=change.signal, on=today, source=SUPPOSED, level=change.level, number=change.number)


def _waits(scheme: Scheme, case: Case, today: date) -> Iterator[_Step]:
    """For each rule that counts events: the first day on which it would give fewer points, without another event."""
    for rule in scheme.rules:
        events = counted_events(rule, case, today) if rule.by == "count" else ()
        for passed in range(1, len(events) + 1):
            if rule.points_of(len(events) - passed) < rule.points_of(len(events)):
                yield _wait(rule, events[:passed])
                break


def _wait(rule: Rule, passed: tuple[Signal, ...]) -> _Step:
    until = passed[-1].on + relativedelta(months=rule.months or 0)
    return _Step(
        f"no-{rule.key}", f"No further {kinds()[rule.signal].nouns[0]} until {day(until)}", removed=passed
    )


@dataclass(frozen=True)
class _Trial:
    """Steps that were tried together, the case as it would be, and its score."""

    steps: tuple[_Step, ...]
    case: Case
    score: int

    def order(self) -> tuple[int, tuple[str, ...]]:
        """The lowest score first; of equal ones by the changes' keys."""
        return self.score, tuple(step.key for step in self.steps)


def _tried(scheme: Scheme, case: Case, today: date, steps: tuple[_Step, ...]) -> _Trial:
    for step in steps:
        case = step.apply(case)
    return _Trial(steps, case, score(scheme, case, today))


def _smallest(
    scheme: Scheme, case: Case, today: date, before: Priority, steps: list[_Step]
) -> Iterator[Effect]:
    for size in range(2, LARGEST + 1):
        trials = [_tried(scheme, case, today, chosen) for chosen in combinations(steps, size)]
        lower = [trial for trial in trials if scheme.band(trial.score) != before.band]
        if lower:
            yield _effect(scheme, today, before, min(lower, key=_Trial.order))
            return


def _effect(scheme: Scheme, today: date, before: Priority, trial: _Trial) -> Effect:
    after = priority(scheme, trial.case, today)
    first, *others = trial.steps
    words = "; and ".join([first.words, *(_after_and(step.words) for step in others)])
    return Effect(tuple(step.key for step in trial.steps), f"{words}: {_movement(before, after)}.", after)


def _after_and(words: str) -> str:
    return words[0].lower() + words[1:]


def _movement(before: Priority, after: Priority) -> str:
    if before.band == after.band:
        return f"from {before.score} to {points(after.score)}, still {before.band.title}"
    return f"from {before.band.title} ({before.score}) to {after.band.title} ({points(after.score)})"
