"""From the tables of a place to a plan, and from an accepted plan to visits."""

import json
from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.core.exceptions import ValidationError
from tests.casework.assurance.planning.teams import (
    END,
    TODAY,
    homes,
    manager_at,
    officer_with_time,
    priorities,
    visited,
)
from tests.casework.people import OTHER_PLACE, PLACE

from careplace.casework.assurance.kinds import service_kinds
from careplace.casework.assurance.models import Service
from careplace.casework.assurance.planning import actions
from careplace.casework.assurance.planning.capacity import visits_in_week, weeks
from careplace.casework.assurance.planning.inputs import monday_of, plan_input, without
from careplace.casework.assurance.planning.models import Leave, OfficerTime, financial_year, rules_at
from careplace.casework.assurance.planning.proposal import (
    loads,
    months_of,
    newly_late,
    newly_missed,
    proposal,
)
from careplace.casework.assurance.visits import actions as visits
from careplace.casework.assurance.visits.models import Visit
from careplace.casework.audit.models import Event, PersonalText
from careplace.casework.audit.verification import faults
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.workflow.actions import changes
from careplace.publish.wording import day

pytestmark = pytest.mark.usefixtures("both")


@pytest.fixture
def manager(both):
    return manager_at()


def planned(place: str = PLACE, today: date = TODAY):
    return proposal(plan_input(place, today, priorities(place, today)))


def accept_all(manager, today: date = TODAY) -> int:
    found = planned(today=today)
    return actions.accept(manager, [c.key for c in found.changes if c.kind != "stay"], today)


def test_each_visit_says_when_it_is_due_and_why(manager):
    officer_with_time(manager, "Ann Smith")
    _never, good, poor = homes(manager, 3)
    visited(manager, good, date(2026, 3, 31))
    visited(manager, poor, date(2026, 11, 2), "poor")
    by_home = {}
    for change in planned().changes:
        by_home.setdefault(change.service_name, []).append(change)
    assert [c.reason for c in by_home["Home 00"]] == [
        "Due by 4 January 2027: Care home, every 12 months; never visited yet."
    ]
    assert by_home["Home 01"][0].reason == (
        "Due by 31 March 2027: Care home, every 12 months; last visited on 31 March 2026."
    )
    assert [c.due for c in by_home["Home 02"]] == [date(2027, 5, 2), date(2027, 11, 2)]
    assert by_home["Home 02"][1].reason == (
        "Due by 2 November 2027: Care home, every 6 months because the last report was below standard; "
        "after the visit before it. Priority: medium, so it comes before services of a lower priority."
    )
    assert {c.kind for c in planned().changes} == {"new"}


def test_a_final_report_that_is_good_again_ends_the_more_frequent_visits(manager):
    officer_with_time(manager, "Ann Smith")
    (home,) = homes(manager, 1)
    visited(manager, home, date(2026, 3, 2), "poor")
    visited(manager, home, date(2026, 9, 7), "good")
    assert [c.due for c in planned().changes] == [date(2027, 9, 7)]


def test_an_accepted_plan_is_planned_visits_with_their_events_and_planning_again_changes_nothing(manager):
    officer = officer_with_time(manager, "Ann Smith")
    homes(manager, 4)
    events = Event.objects.count()
    assert accept_all(manager) == 4
    rows = list(Visit.objects.all())
    assert {(v.state, v.kind, str(v.officer_id)) for v in rows} == {("planned", "planned", officer.person)}
    assert Event.objects.count() == events + 4
    assert list(faults()) == []
    assert {c.kind for c in planned().changes} == {"stay"}
    assert accept_all(manager) == 0


def test_a_part_of_a_plan_is_accepted_and_the_rest_stays_proposed(manager):
    officer_with_time(manager, "Ann Smith")
    homes(manager, 3)
    first = planned().changes[0]
    actions.accept(manager, [first.key], TODAY)
    assert Visit.objects.get().planned_on == first.on
    assert [c.kind for c in planned().changes] == ["stay", "new", "new"]


def test_a_plan_that_is_not_any_more_what_was_shown_plans_nothing(manager):
    officer_with_time(manager, "Ann Smith")
    homes(manager, 3)
    keys = [change.key for change in planned().changes]
    Service.objects.filter(name="Home 01").update(state="ended", contract_ended_on=TODAY)
    with pytest.raises(actions.PlanChanged, match="nothing was planned"):
        actions.accept(manager, keys, TODAY)
    assert not Visit.objects.exists()


def test_an_officer_accepts_no_plan(manager):
    officer = officer_with_time(manager, "Ann Smith")
    with pytest.raises(NotAllowed, match="Team manager"):
        actions.accept(officer, [], TODAY)


def test_leave_moves_the_visits_in_it_and_only_those(manager):
    ann, ben = officer_with_time(manager, "Ann Smith"), officer_with_time(manager, "Ben Cole")
    for home in homes(manager, 6):
        visited(manager, home, date(2026, 6, 1))
    accept_all(manager)
    first = Visit.objects.filter(officer=ann.person, state="planned").earliest("planned_on")
    week = monday_of(first.planned_on)
    leave = actions.enter_leave(ann, UUID(ann.person), week, week + timedelta(days=4))
    moves = planned().of_kind("move")
    in_leave = Visit.objects.filter(
        officer=ann.person, state="planned", planned_on__range=(week, week + timedelta(days=4))
    )
    assert {move.visit.pk for move in moves} == set(in_leave.values_list("pk", flat=True))
    before = proposal(without(plan_input(PLACE, TODAY, priorities()), leave))
    assert newly_missed(before, planned()) == newly_late(before, planned()) == []
    accept_all(manager)
    moved = Visit.objects.get(pk=moves[0].visit.pk)
    assert (str(moved.officer_id), moved.planned_on) == (moves[0].officer, moves[0].on)
    assert (moved.officer_id, monday_of(moved.planned_on)) != (UUID(ann.person), week)
    assert Event.objects.filter(action="plan-again").count() == len(moves)
    assert ben.person in {move.officer for move in moves} or moved.planned_on != first.planned_on


def test_leave_that_leaves_nobody_names_the_promises_that_are_missed(manager):
    ann = officer_with_time(manager, "Ann Smith")
    homes(manager, 2)
    leave = actions.enter_leave(manager, UUID(ann.person), TODAY, END)
    before, after = proposal(without(plan_input(PLACE, TODAY, priorities()), leave)), planned()
    assert [p.service_name for p in newly_missed(before, after)] == ["Home 00", "Home 01"]
    assert after.missed[0].reason == "Nobody who visits has time for it before 31 December 2027."
    assert newly_late(before, after) == []


def test_of_two_records_of_the_same_leave_one_still_counts_without_the_other(manager):
    ann, ben = officer_with_time(manager, "Ann Smith"), officer_with_time(manager, "Ben Cole")
    days = (TODAY, TODAY + timedelta(days=11))
    leave = actions.enter_leave(ann, UUID(ann.person), *days)
    actions.enter_leave(ben, UUID(ben.person), *days)
    once = without(plan_input(PLACE, TODAY, priorities()), leave)
    assert {officer.id: len(officer.absences) for officer in once.officers} == {ann.person: 0, ben.person: 1}
    actions.enter_leave(ann, UUID(ann.person), *days)
    twice = without(plan_input(PLACE, TODAY, priorities()), leave)
    assert {officer.id: len(officer.absences) for officer in twice.officers} == {ann.person: 1, ben.person: 1}


def test_shorter_leave_makes_visits_late_and_says_by_how_much(manager):
    ann = officer_with_time(manager, "Ann Smith")
    homes(manager, 1)
    leave = actions.enter_leave(manager, UUID(ann.person), TODAY, TODAY + timedelta(days=11))
    before, after = proposal(without(plan_input(PLACE, TODAY, priorities()), leave)), planned()
    (late,) = newly_late(before, after)
    assert (late.weeks_late, late.on) == (2, date(2027, 1, 18))
    assert late.reason.endswith("It is late by 2 weeks: no officer has time earlier.")


def test_districts_decide_who_visits_and_a_service_without_one_is_anybodys(manager):
    north = officer_with_time(manager, "Nora North", districts="North, East")
    one, two, _three = homes(manager, 3)
    actions.set_districts(manager, {one.pk: "North", two.pk: "South"})
    found = planned()
    assert {c.service_name: c.officer for c in found.changes} == {
        "Home 00": north.person,
        "Home 02": north.person,
    }
    assert [(p.service_name, p.reason) for p in found.missed] == [("Home 01", "Nobody visits in South.")]
    everywhere = officer_with_time(manager, "Eve Every")
    assert {c.officer for c in planned().changes if c.service_name == "Home 01"} == {everywhere.person}
    assert actions.set_districts(manager, {one.pk: "North", two.pk: "North", uuid4(): "x"}) == 1


def test_a_visit_is_of_the_day_in_whose_weeks_it_is_made(manager):
    """Of two visits that are due the first was missed: the one that is planned is the second, and stays it."""
    ann = officer_with_time(manager, "Ann Smith", 2)
    (home,) = homes(manager, 1, "home_care")
    leave = actions.enter_leave(ann, UUID(ann.person), TODAY, date(2027, 5, 7))
    found = planned()
    assert ([c.due for c in found.changes], [p.due for p in found.missed]) == ([date(2027, 7, 4)], [TODAY])
    accept_all(manager)
    visit = Visit.objects.get(service=home)
    after = planned()
    assert [(c.kind, c.visit) for c in after.changes] == [("stay", visit)]
    assert after.missed == found.missed
    actions.remove_leave(ann, leave.pk, leave.version)
    assert [(c.kind, c.due) for c in planned().changes] == [("new", TODAY), ("stay", date(2027, 7, 4))]


def test_a_second_visit_for_one_day_is_none_of_the_plans(manager):
    officer_with_time(manager, "Ann Smith")
    (home,) = homes(manager, 1)
    pair = [
        visits.plan(manager, home.pk, {"kind": "planned", "planned_on": date(2027, 1, n)}) for n in (11, 18)
    ]
    assert list(plan_input(PLACE, TODAY, priorities()).planned.values()) == pair[:1]


def test_a_planned_visit_that_nobody_can_make_is_said(manager):
    ann = officer_with_time(manager, "Ann Smith")
    homes(manager, 1)
    accept_all(manager)
    on = Visit.objects.get().planned_on
    actions.enter_leave(ann, UUID(ann.person), TODAY, END)
    (promise,) = planned().missed
    assert promise.reason.endswith(f" It is planned for {day(on)}, which cannot stay.")


def test_a_visit_because_of_a_concern_takes_time_and_is_not_moved(manager):
    ann = officer_with_time(manager, "Ann Smith", 1)
    (_home, other) = homes(manager, 2)
    values = {"kind": "responsive", "planned_on": date(2027, 1, 5), "officer_id": UUID(ann.person)}
    concern = visits.plan(manager, other.pk, values)
    data = plan_input(PLACE, TODAY, priorities())
    assert data.planned == {}
    assert data.officers[0].other_visits == (concern.planned_on,)


def test_months_and_officers_add_up(manager):
    officer_with_time(manager, "Ann Smith")
    homes(manager, 5)
    found = planned()
    assert months_of(found.data)[0] == date(2027, 1, 1)
    assert len(months_of(found.data)) == 12
    (by_month,) = loads(found).values()
    assert sum(load.visits for load in by_month.values()) == len(found.changes) == 5
    (officer,) = found.data.officers
    assert sum(load.capacity for load in by_month.values()) == sum(
        visits_in_week(officer, monday, TODAY, END) for monday in weeks(TODAY, END)
    )


def test_after_the_end_of_the_period_nothing_is_planned(manager):
    officer_with_time(manager, "Ann Smith")
    homes(manager, 1)
    found = planned(today=END + timedelta(days=1))
    assert (found.changes, found.missed, months_of(found.data), loads(found)) == (
        (),
        (),
        [],
        {found.data.officers[0].id: {}},
    )


def test_another_place_is_another_plan(manager):
    officer_with_time(manager, "Ann Smith")
    homes(manager, 2)
    assert planned(OTHER_PLACE).changes == ()
    assert rules_at(OTHER_PLACE, date(2027, 3, 31)).starts_on == date(2026, 4, 1)
    assert financial_year(date(2027, 4, 1)) == {"starts_on": date(2027, 4, 1), "ends_on": date(2028, 3, 31)}


def test_leave_is_entered_for_oneself_and_its_days_are_not_in_the_chain(manager):
    ann, ben = officer_with_time(manager, "Ann Smith"), officer_with_time(manager, "Ben Cole")
    with pytest.raises(NotAllowed, match="your own leave"):
        actions.enter_leave(ben, UUID(ann.person), TODAY, TODAY)
    with pytest.raises(ValidationError, match="must not be before the first"):
        actions.enter_leave(ann, UUID(ann.person), TODAY, TODAY - timedelta(days=1))
    with pytest.raises(ValidationError, match="a person of the team"):
        actions.enter_leave(manager, uuid4(), TODAY, TODAY)
    leave = actions.enter_leave(ann, UUID(ann.person), TODAY, TODAY)
    event = Event.objects.get(record=str(leave.pk))
    assert "2027" not in event.after
    assert PersonalText.objects.filter(event=event).count() == 2
    with pytest.raises(NotAllowed, match="your own leave"):
        actions.remove_leave(ben, leave.pk, 1)
    assert actions.remove_leave(ann, leave.pk, 1).state == "removed"
    assert plan_input(PLACE, TODAY, priorities()).officers[0].absences == ()


def test_rules_of_a_team_are_checked_before_they_are_kept(manager):
    values = {"starts_on": TODAY, "ends_on": END}
    for text, message in (
        ("version = ", "it is no TOML"),
        (
            'version = "1"\n[[rule]]\nkinds = ["care_home"]\nmonths = 12\nbelow_standard = 6',
            "Care home with nursing",
        ),
    ):
        with pytest.raises(ValidationError, match=message):
            actions.set_rules(manager, values | {"frequency": text}, 1)
    with pytest.raises(ValidationError, match="at most two years"):
        actions.set_rules(manager, {"starts_on": TODAY, "ends_on": date(2030, 1, 1), "frequency": ""}, 1)
    own = f'version = "ours"\n[[rule]]\nkinds = {json.dumps(list(service_kinds()))}\nmonths = 24\nbelow_standard = 3'
    assert (
        actions.set_rules(manager, values | {"frequency": own}, 1).rules.interval("care_home", False).months
        == 24
    )


def test_time_is_changed_and_never_there_twice(manager):
    ann = officer_with_time(manager, "Ann Smith", 3)
    actions.set_time(manager, UUID(ann.person), {"visits_a_month": 4, "districts": " North ,, South"})
    time = OfficerTime.objects.get()
    assert (time.visits_a_month, time.district_names) == (4, frozenset(("North", "South")))
    with pytest.raises(NotAllowed), changes(ann) as at_once:
        at_once.change(OfficerTime, time.pk, "edit", {"visits_a_month": 0}, time.version)
    assert Leave.objects.count() == 0
