"""What the timer notes of all records at once is what noting each by itself would, through years, holds and changes."""

from datetime import date
from random import Random

import pytest
from tests.casework.people import PLACE, actor
from tests.casework.retention.ruled import every_state, more, notes, slow_notes, spread_over_services

from careplace.casework.assurance.models import Service, Signal
from careplace.casework.audit.models import Event
from careplace.casework.audit.verification import faults
from careplace.casework.retention import actions
from careplace.casework.retention.models import Deletion, Hold

pytestmark = pytest.mark.usefixtures("both")
YEARS = (2027, 2028, 2029, 2030, 2032, 2033, 2034, 2035, 2140)
ALL_HELD, NONE_HELD = 2034, 2035


def ids(state: str, random: Random, share: float) -> list:
    rows = Deletion.objects.filter(state=state).order_by("pk").values_list("pk", flat=True)
    return [pk for pk in rows if random.random() < share]


def work(ann, ben, random: Random, today: date) -> None:
    """What people do between two runs of the timer: they hold, lift, propose, send back, delete and open again.

    Ids are new in each run, and so is what chance picks. Every service has a hold after one year and none after the next, so
    that what was due or proposed is withdrawn, and due again.
    """
    for service in Service.objects.order_by("pk"):
        hold = Hold.objects.filter(service=service, state="active").first()
        if _turns(random, today.year, bool(hold)):
            actions.lift(ann, hold.pk, hold.version, "Over") if hold else actions.hold(
                ann, service.pk, "A claim"
            )
    actions.propose(ann, ids("due", random, 0.5))
    actions.send_back(ben, ids("proposed", random, 0.3), "Not yet")
    Signal.objects.filter(pk__in=Signal.objects.order_by("?")[:1]).update(state="open")


def _turns(random: Random, year: int, is_held: bool) -> bool:
    if year in (ALL_HELD, NONE_HELD):
        return is_held == (year == NONE_HELD)
    return random.random() < 0.3


@pytest.mark.parametrize("seed", [3])
def test_noting_at_once_is_noting_record_by_record(both, seed):
    random, (ann, ben) = Random(seed), (actor("administrator"), actor("administrator", name="Ben Cole"))
    states = set()
    every_state()
    spread_over_services(random)
    for year in YEARS:
        today, before = date(year, 11, 5), notes()
        expected = slow_notes(today)
        assert actions.note_due(today) == sum(note != before.get(key) for key, note in expected.items())
        assert notes() == expected
        assert actions.note_due(today) == 0
        states |= {(before.get(key, ("new",))[0], note[0]) for key, note in expected.items()}
        work(ann, ben, random, today)
    moves = {("new", "due"), ("due", "withdrawn"), ("proposed", "withdrawn"), ("withdrawn", "due")}
    assert moves <= states
    assert list(faults()) == []


def test_what_is_noted_is_in_the_audit_as_it_was_when_each_was_added_alone(both):
    every_state()
    actions.note_due(date(2140, 1, 1))
    events = Event.objects.filter(kind="deletion", place=PLACE)
    assert Deletion.objects.count() > 20
    assert {(e.record, e.action) for e in events} == {(str(d.pk), "fall-due") for d in Deletion.objects.all()}
    row = Deletion.objects.exclude(label="").first()
    after = events.get(record=str(row.pk)).after
    assert all(value in after for value in (row.label, row.rule, row.due_on.isoformat(), str(row.subject_id)))


def test_more_records_that_fall_due_take_no_more_queries_than_the_steps_of_the_audit(both, django_queries):
    """The tables let the head of the audit go up by one event at a time only, so that each takes a statement."""
    samples, numbers = every_state(), []
    for times in range(3):
        for _ in range(times):
            more(samples)
        with django_queries() as queries:
            count = actions.note_due(date(2140, 1, 1))
        steps = [query for query in queries if query["sql"].startswith('UPDATE "audit_head"')]
        assert len(steps) == count
        numbers.append((count, len(queries) - len(steps)))
    (few, first), _second, (many, third) = numbers
    assert many > few + 20
    assert third <= first + 1, "SQLite takes 999 values a statement: some 60 notes"
