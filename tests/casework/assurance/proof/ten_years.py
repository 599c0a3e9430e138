"""Ten years of a team's visits and actions with random dates, and their history in the audit."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from tests.casework.assurance.visits.records import KEYS, officer_at
from tests.casework.people import PLACE

from careplace.casework.assurance.models import Service
from careplace.casework.assurance.visits.models import ASKED_BY, KINDS, Action, Visit
from careplace.casework.assurance.visits.template import default
from careplace.casework.audit.chain import Chain, locked_chain
from careplace.casework.workflow.actions import changes

FIRST, LAST = date(2016, 4, 1), date(2026, 11, 29)
STATES = {"agree": "agreed", "report-done": "done", "not-enough": "agreed", "move": "moved"}
"""{step: the state of the action after it}; an edit leaves it."""
SetClock = Callable[[date], object]


def some_day(random: Random, start: date = FIRST) -> date:
    """Any day from `start` to the last one."""
    return start + timedelta(random.randrange((LAST - start).days + 1))


def soon(random: Random, start: date) -> date:
    """A day within 15 months, after which figures no longer wait, and never after the last one."""
    return min(LAST, start + timedelta(random.randrange(450)))


def services(number: int, set_clock: SetClock) -> list[Service]:
    """Care homes under contract from the first day on."""
    set_clock(FIRST)
    with changes(officer_at()) as at_once:
        return [at_once.add(Service(name=f"Home {n}", kind="care_home")) for n in range(number)]


def visit(random: Random, service: Service) -> Visit:
    """A visit of any kind in any state, with the dates of that state and grades where its report is final."""
    planned_on, state = (
        some_day(random),
        random.choice(("planned", "cancelled", "accuracy", "final", "final", "final")),
    )
    values = {
        "service": service,
        "kind": random.choice(list(KINDS)),
        "planned_on": planned_on,
        "state": state,
    }
    if state in ("accuracy", "final"):
        values["visited_on"] = soon(random, planned_on)
    if state == "final":
        values["final_on"] = soon(random, values["visited_on"])
        values["record"] = {"grades": {KEYS[0]: random.choice(("good", "poor"))}}
    return Visit(place=PLACE, template=default().id, template_version=default().version, **values)


def action(random: Random, visits: list[Visit], set_clock: SetClock, chain: Chain) -> Action:
    """An action of a visit or of none, with its steps in the audit."""
    of = random.choice(visits)
    asked = {"visit": random.choice((of, of, None)), "asked_by": random.choice(("council", *ASKED_BY))}
    record = Action(place=PLACE, service=of.service, issue="Gaps", state="proposed", **asked)
    on = some_day(random, of.final_on or of.planned_on)
    for step in _steps(random):
        before = record.values()
        record.state = STATES.get(step, record.state)
        if step in ("edit", "agree", "not-enough"):
            record.due_on = random.choice((soon(random, on), some_day(random)))
        set_clock(on)
        _note(chain, step, record, before)
        on = soon(random, on)
    return record


def _steps(random: Random) -> list[str]:
    steps = ["edit"] * random.randrange(2)
    if random.random() < 0.9:
        steps += ["agree", *["edit"] * random.randrange(2)]
        steps += ["report-done", "not-enough"] * random.randrange(3)
        steps += random.choice(([], ["report-done"], ["report-done"], ["move"]))
    return steps


def _note(chain: Chain, step: str, record: Action, before: dict) -> None:
    after = record.values()
    changed = [name for name in after if after[name] != before[name]]
    values = [{name: of[name] for name in changed} for of in (before, after)]
    chain.append(step, ("action", str(record.pk)), *values, Action.PERSONAL)


def ten_years(random: Random, set_clock: SetClock, visits: int, actions: int) -> None:
    """A team with so many visits and actions."""
    homes = services(5, set_clock)
    made = Visit.objects.bulk_create([visit(random, random.choice(homes)) for _ in range(visits)])
    with locked_chain(PLACE, "a test") as chain:
        Action.objects.bulk_create([action(random, made, set_clock, chain) for _ in range(actions)])
    set_clock(LAST)
