"""A plan for a closure: its steps and dates, residents as numbers only, vacancies, and who may write it."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from tests.casework.assurance.escalation.records import DAY, a_service, person, user_of
from tests.casework.people import OTHER_PLACE

from careplace.casework.assurance.contingency import actions
from careplace.casework.assurance.contingency.checklist import checklist, needs
from careplace.casework.assurance.contingency.models import ContingencyPlan, ContingencyStep, Vacancy
from careplace.casework.assurance.models import Service
from careplace.casework.audit.verification import faults
from careplace.casework.clocks import Clock
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.workflow.actions import Conflict

pytestmark = pytest.mark.usefixtures("both")
COUNTED = {"council_funded": 12, "self_funded": 6, "other_councils": None, "nhs_funded": None}


@pytest.fixture
def officer(both):
    return person("quality_officer")


@pytest.fixture
def plan(officer):
    return actions.make_plan(officer, a_service(officer).pk, "The provider gave notice", DAY)


def test_a_plan_begins_with_the_steps_of_the_checklist_each_with_its_date(plan):
    dates = {step.title: step.due_on for step in plan.steps.all()}
    assert dates == {entry.title: Clock(DAY, entry.within).due() for entry in checklist().steps}
    assert dates["Name the officer who leads, and the deputy"] == date(2026, 11, 3)
    assert all(step.owner is None and step.overdue(date(2027, 3, 1)) for step in plan.steps.all())
    assert list(faults()) == []


def test_residents_are_counted_by_who_pays_and_by_need(officer, plan):
    assert (plan.residents, plan.needs_total) == (None, None)
    counted = COUNTED | {"by_need": {"nursing": 10, "dementia": 8}, "counted_on": DAY}
    plan = actions.change_plan(officer, plan.pk, "count", counted, plan.version)
    assert (plan.residents, plan.needs_total) == (18, 18)


@pytest.mark.parametrize(
    "by_need",
    [
        {"Mrs Smith": 1},
        {"nursing": "Mrs Smith"},
        {"nursing": -1},
        {"nursing": 1.5},
        {"nursing": True},
        ["nursing"],
        "x",
    ],
)
def test_nothing_but_whole_numbers_of_known_needs_is_kept(officer, plan, by_need):
    with pytest.raises(ValidationError):
        actions.change_plan(officer, plan.pk, "count", COUNTED | {"by_need": by_need, "counted_on": DAY}, 1)
    assert ContingencyPlan.objects.get().by_need == {}


@pytest.mark.parametrize("number", [-1, 10_001, "Mrs Smith"])
def test_no_field_of_residents_takes_anything_but_a_number(officer, plan, number):
    with pytest.raises(ValidationError):
        actions.change_plan(officer, plan.pk, "count", {"council_funded": number, "counted_on": DAY}, 1)


def test_every_text_refuses_names_and_no_field_is_made_for_one(officer, plan):
    step = plan.steps.first()
    for attempt in (
        lambda: actions.make_plan(officer, a_service(officer).pk, "Mrs Smith fell", DAY),
        lambda: actions.add_step(officer, plan.pk, {"title": "Move Mr Brown", "due_on": DAY}),
        lambda: actions.change_step(
            officer, step.pk, "leave-out", {"note": "Mrs Green agreed"}, step.version
        ),
    ):
        with pytest.raises(ValidationError, match="names a person"):
            attempt()
    texts = {"reason", "title", "note"}
    for model in (ContingencyPlan, ContingencyStep, Vacancy):
        fields = {f.name for f in model._meta.fields if f.get_internal_type() == "TextField"}
        assert fields <= texts


def test_a_step_is_assigned_done_and_opened_again(officer, plan):
    step = plan.steps.first()

    def move(action, **values):
        version = ContingencyStep.objects.get(pk=step.pk).version
        return actions.change_step(officer, step.pk, action, values, version)

    with pytest.raises(ValidationError, match="Enter this"):
        move("assign", owner=None, due_on=DAY)
    assert move("assign", owner=user_of(officer), due_on=DAY).overdue(date(2026, 11, 3))
    done = move("finish", done_on=DAY, note="Agreed with the board")
    assert (done.state, done.overdue(date(2027, 1, 1))) == ("done", False)
    with pytest.raises(NotAllowed):
        move("assign", owner=user_of(officer), due_on=DAY)
    assert move("reopen").state == "open"
    assert move("leave-out", note="The home has no shared staff").state == "left-out"


def test_vacancies_are_unknown_until_somebody_notes_a_number(officer, plan):
    known = {"beds": 3, "known_on": DAY, "source": "home"}
    vacancy = actions.note_vacancy(officer, plan.pk, "1-113017405", known)
    assert (vacancy.beds, vacancy.version) == (3, 1)
    again = actions.note_vacancy(officer, plan.pk, "1-113017405", known | {"beds": 0}, vacancy.version)
    assert (again.beds, Vacancy.objects.count()) == (0, 1)
    with pytest.raises(Conflict) as conflict:
        actions.note_vacancy(person("commissioner"), plan.pk, "1-113017405", known, vacancy.version)
    assert conflict.value.record.beds == 0
    with pytest.raises(ValidationError, match="is there already"):
        actions.note_vacancy(officer, plan.pk, "1-113017405", known)


def test_a_closed_plan_does_not_change_and_another_can_be_made(officer, plan):
    with pytest.raises(ValidationError, match="has a plan already"):
        actions.make_plan(officer, plan.service_id, "Again", DAY)
    closed = actions.change_plan(officer, plan.pk, "close", {"reason": "The sale went through"}, plan.version)
    step = plan.steps.first()
    for attempt in (
        lambda: actions.add_step(officer, plan.pk, {"title": "Ask", "due_on": DAY}),
        lambda: actions.change_step(officer, step.pk, "finish", {"done_on": DAY}, step.version),
        lambda: actions.note_vacancy(officer, plan.pk, "1-1", {"beds": 1, "known_on": DAY, "source": "home"}),
        lambda: actions.change_plan(officer, plan.pk, "count", {"counted_on": DAY}, closed.version),
    ):
        with pytest.raises(NotAllowed, match="the plan is over"):
            attempt()
    assert actions.make_plan(officer, plan.service_id, "Again", DAY).state == "open"


def test_readers_write_nothing_and_another_place_has_nothing(plan):
    reader, stranger = person("panel_member"), person("quality_officer", OTHER_PLACE)
    with pytest.raises(NotAllowed):
        actions.make_plan(reader, plan.service_id, "x", DAY)
    with pytest.raises(NotAllowed):
        actions.change_plan(reader, plan.pk, "close", {"reason": "x"}, plan.version)
    for attempt, kind in (
        (lambda: actions.make_plan(stranger, plan.service_id, "x", DAY), Service),
        (lambda: actions.change_plan(stranger, plan.pk, "close", {}, 1), ContingencyPlan),
        (lambda: actions.add_step(stranger, plan.pk, {}), ContingencyPlan),
        (lambda: actions.change_step(stranger, plan.steps.first().pk, "reopen", {}, 1), ContingencyStep),
        (lambda: actions.note_vacancy(stranger, plan.pk, "1-1", {}), ContingencyPlan),
        (lambda: actions.add_step(stranger, uuid4(), {}), ContingencyPlan),
    ):
        with pytest.raises(kind.DoesNotExist):
            attempt()


def test_the_lists_are_data():
    assert len({entry.key for entry in checklist().steps}) == len(checklist().steps) >= 10
    assert len(needs()) >= 5
