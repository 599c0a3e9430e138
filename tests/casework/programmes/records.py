"""A programme with one of each part, for tests."""

from datetime import date
from typing import Any

from tests.casework.people import PLACE, member

from careplace.casework.programmes import protocol
from careplace.casework.programmes.models import Item, Milestone, Outcome, Programme, Wave
from careplace.casework.scope.actor import Actor, actor_at
from careplace.casework.workflow.actions import changes
from careplace.casework.workflow.records import Record

TODAY = date(2026, 11, 1)
SCALE = ["Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree"]
QUESTION = "We take a holistic view of each person's needs"
MEASURE = "delayed-days-rate-month"


def evaluator(place: str = PLACE, name: str = "Eva Evaluator") -> Actor:
    """A new person who evaluates programmes."""
    acting = actor_at(member("evaluator", place, name), place)
    assert acting is not None
    return acting


def programme(actor: Actor, **values: Any) -> Programme:
    """A programme whose protocol is a draft."""
    usual = {
        "name": "Home first",
        "purpose": "Older people go home sooner.",
        "starts_on": date(2018, 1, 1),
        "event": "2018-01",
        "protocol": "Delayed days fall below what other councils lead us to expect.",
    }
    with changes(actor) as at_once:
        return at_once.add(Programme(**usual | values), "draft")


def outcome(actor: Actor, of: Programme, **values: Any) -> Outcome:
    """An outcome of a programme: delayed days."""
    usual = {"measure": MEASURE, "breakdown": "all", "hoped": "lower", "theme": "discharge"}
    return protocol.list_outcome(actor, of.pk, usual | values)


def locked(actor: Actor) -> tuple[Programme, Outcome]:
    """A locked programme and its outcome."""
    draft = programme(actor)
    listed = outcome(actor, draft)
    return protocol.lock(actor, draft.pk, draft.version, TODAY), listed


def part(actor: Actor, of: Programme, record: Record, action: str) -> Record:
    """Add a part to a programme."""
    record.programme = of
    with changes(actor) as at_once:
        return at_once.add(record, action)


def wave(actor: Actor, of: Programme, counts: list[int], held_on: date = TODAY, **values: Any) -> Wave:
    """A wave of a survey."""
    usual = {"theme": "experience", "question": QUESTION, "asked_of": "All practitioners", "scale": SCALE}
    record = Wave(held_on=held_on, counts=counts, **usual | values)
    return part(actor, of, record, "enter")


def item(actor: Actor, of: Programme, kind: str, low: int, central: int, high: int, **values: Any) -> Item:
    """An item of money or activity."""
    usual = {"theme": "rehabilitation", "name": f"A {kind}", "source": "The council's accounts"}
    return part(actor, of, Item(kind=kind, low=low, central=central, high=high, **usual | values), "enter")


def milestone(actor: Actor, of: Programme) -> Milestone:
    """A milestone."""
    return part(actor, of, Milestone(text="Both teams share one office", due_on=TODAY), "add")
