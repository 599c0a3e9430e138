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
from careplace.casework.assurance.priority.score import Priority, counted_events, points, priority
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
    steps = [*_changes(scheme, today), *_waits(scheme, case, today)]
    effects = [_effect(scheme, case, today, before, (step,)) for step in steps]
    lower = sorted(
        (e for e in effects if e.after.score < before.score), key=lambda e: (e.after.score, e.changes)
    )
    if any(effect.after.band != before.band for effect in lower):
        return tuple(lower)
    helpful = [step for step in steps if step.key in {effect.changes[0] for effect in lower}]
    return (*lower, *_smallest(scheme, case, today, before, helpful))


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


def _smallest(
    scheme: Scheme, case: Case, today: date, before: Priority, steps: list[_Step]
) -> Iterator[Effect]:
    for size in range(2, LARGEST + 1):
        effects = [_effect(scheme, case, today, before, chosen) for chosen in combinations(steps, size)]
        lower = [effect for effect in effects if effect.after.band != before.band]
        if lower:
            yield min(lower, key=lambda effect: (effect.after.score, effect.changes))
            return


def _effect(scheme: Scheme, case: Case, today: date, before: Priority, steps: tuple[_Step, ...]) -> Effect:
    for step in steps:
        case = step.apply(case)
    after = priority(scheme, case, today)
    words = "; and ".join([steps[0].words, *(_after_and(step.words) for step in steps[1:])])
    return Effect(tuple(step.key for step in steps), f"{words}: {_movement(before, after)}.", after)


def _after_and(words: str) -> str:
    return words[0].lower() + words[1:]


def _movement(before: Priority, after: Priority) -> str:
    if before.band == after.band:
        return f"from {before.score} to {points(after.score)}, still {before.band.title}"
    return f"from {before.band.title} ({before.score}) to {after.band.title} ({points(after.score)})"
