"""From the day that no rule keeps a record to its deletion by two people; holds; and chains that stay whole."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from dateutil.relativedelta import relativedelta
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import JSONField
from tests.casework.assurance.visits.records import a_visit, an_action, officer_at
from tests.casework.people import OTHER_PLACE, PLACE, actor

from careplace.casework.assurance.models import Service, Signal
from careplace.casework.assurance.planning.actions import enter_leave
from careplace.casework.assurance.planning.models import Leave
from careplace.casework.assurance.visits.models import Action, Visit
from careplace.casework.audit.models import Event, PersonalText
from careplace.casework.audit.verification import faults
from careplace.casework.data_file import parse
from careplace.casework.faults import Faulty
from careplace.casework.retention import actions
from careplace.casework.retention.deletion import ERASED
from careplace.casework.retention.models import Deletion, Hold
from careplace.casework.retention.rules import Rules, default, due_at, is_due, kinds, kinds_without_rule
from careplace.casework.reviews.models import Review, Source
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.workflow.actions import changes
from careplace.casework.workflow.records import Record

pytestmark = pytest.mark.usefixtures("both")
TODAY = date(2040, 6, 1)
SECRET = "zebra-lantern was short of staff"


@pytest.fixture
def ann(both):
    return officer_at()


@pytest.fixture
def ben(both):
    return actor("administrator", name="Ben Cole")


def closed_signal(acting, name: str = "Rose House", changed: date = date(2030, 1, 1)) -> Signal:
    fields = {"kind": "staffing", "happened_on": "2026-01-05", "source": "a nurse", "text": SECRET}
    with changes(acting) as at_once:
        service = at_once.add(Service(name=name, kind="care_home"))
        signal = at_once.add(Signal(service=service, **fields))
        signal = at_once.change(Signal, signal.pk, "close", {"outcome": f"They hired: {SECRET}"}, 1)
    Signal.objects.filter(pk=signal.pk).update(
        changed_at=datetime(changed.year, changed.month, changed.day, 12, tzinfo=UTC)
    )
    signal.refresh_from_db()
    return signal


def deleted(ann, ben, today: date = TODAY) -> None:
    actions.note_due(today)
    ids = list(Deletion.objects.filter(state="due").values_list("pk", flat=True))
    actions.propose(ann, ids)
    actions.delete(ben, ids, today)


def test_two_people_delete_and_only_what_must_stay_stays(ann, ben):
    signal = closed_signal(ann)
    deleted(ann, ben)
    after = Signal.objects.get()
    assert (after.text, after.source, after.outcome) == (ERASED,) * 3
    assert (after.kind, after.happened_on, after.state) == ("staffing", date(2026, 1, 5), "closed")
    assert after.version == signal.version + 1
    written = str(list(PersonalText.objects.values())) + str(list(Event.objects.values()))
    assert "zebra" not in written
    assert list(faults()) == []
    row = Deletion.objects.get()
    assert (row.state, row.label, row.rule, row.texts) == ("deleted", "Rose House", "signal", 5)
    proof = Event.objects.get(kind="deletion", action="delete")
    assert proof.person == ben.person
    assert ann.person in Event.objects.get(kind="deletion", action="propose").after
    assert (
        Event.objects.filter(record=str(signal.pk), action__in=("erase-history", "erase-texts")).count() == 2
    )


def test_nobody_deletes_what_they_proposed_and_the_database_refuses_it_too(ann, ben):
    closed_signal(ann)
    actions.note_due(TODAY)
    ids = [Deletion.objects.get().pk]
    actions.propose(ann, ids)
    with pytest.raises(NotAllowed, match="A colleague has to agree"):
        actions.delete(ann, ids, TODAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Deletion.objects.update(state="deleted", approved_by=ann.person)
    assert Signal.objects.get().text == SECRET


def test_the_timer_notes_and_deletes_nothing_and_notes_once(ann):
    closed_signal(ann)
    assert actions.note_due(date(2035, 12, 31)) == 0
    assert [actions.note_due(date(2036, 1, 1)), actions.note_due(TODAY)] == [1, 0]
    row = Deletion.objects.get()
    assert (row.state, row.due_on) == ("due", date(2036, 1, 1))
    assert Signal.objects.get().text == SECRET
    with pytest.raises(NotAllowed):
        actions.propose(actor("quality_officer", name="Olu Officer"), [row.pk])


def test_what_is_not_proposed_is_not_deleted(ann, ben):
    closed_signal(ann)
    actions.note_due(TODAY)
    ids = list(Deletion.objects.values_list("pk", flat=True))
    assert actions.delete(ben, ids, TODAY) == 0
    actions.propose(ann, ids)
    assert actions.send_back(ben, ids, "Ask the lawyers first") == 1
    assert actions.delete(ben, ids, TODAY) == 0
    assert Deletion.objects.get().proposed_by == ""
    assert actions.propose(ann, ids) == 1


def test_a_hold_stops_everything_about_a_service_until_it_is_lifted(ann, ben):
    signal = closed_signal(ann)
    closed_signal(ann, "Violet Court")
    actions.note_due(TODAY)
    ids = list(Deletion.objects.values_list("pk", flat=True))
    actions.propose(ann, ids)
    hold = actions.hold(ben, signal.service_id, "A claim")
    with pytest.raises(NotAllowed, match="about Rose House changed, or is held"):
        actions.delete(ben, ids, TODAY)
    assert {row.state for row in Deletion.objects.all()} == {"proposed"}
    assert set(Signal.objects.values_list("text", flat=True)) == {SECRET}
    assert actions.note_due(TODAY) == 1
    assert Deletion.objects.get(label="Rose House").state == "withdrawn"
    assert actions.delete(ben, ids, TODAY) == 1
    actions.lift(ben, hold.pk, 1, "The claim was settled")
    assert actions.note_due(TODAY) == 1
    assert Deletion.objects.get(label="Rose House").state == "due"


def test_a_record_that_changed_since_is_not_deleted(ann, ben):
    signal = closed_signal(ann)
    actions.note_due(TODAY)
    ids = list(Deletion.objects.values_list("pk", flat=True))
    actions.propose(ann, ids)
    Signal.objects.filter(pk=signal.pk).update(state="open")
    with pytest.raises(NotAllowed, match="Nothing was deleted"):
        actions.delete(ben, ids, TODAY)


def test_a_visit_with_its_challenge_and_actions_keeps_its_grade_and_dates(ann, ben):
    visit = a_visit("final")
    action = an_action("verified")
    deleted(ann, ben, date(2060, 1, 1))
    after = Visit.objects.get(pk=visit.pk)
    assert (after.record, after.grade, after.final_on) == ({}, visit.grade, visit.final_on)
    assert Action.objects.get(pk=action.pk).issue == ERASED
    assert list(faults()) == []


def test_leave_goes_whole(ann, ben):
    enter_leave(ann, UUID(ann.person), date(2027, 1, 4), date(2027, 1, 8))
    deleted(ann, ben)
    assert not Leave.objects.exists()
    assert Deletion.objects.get().state == "deleted"
    assert list(faults()) == []


def test_what_was_never_written_does_not_look_erased(ann, ben):
    with changes(ann) as at_once:
        service = at_once.add(Service(name="Rose House", kind="care_home", contacts="Mrs Green"))
        at_once.change(Service, service.pk, "end-contract", {"contract_ended_on": date(2030, 1, 1)}, 1)
    deleted(ann, ben)
    after = Service.objects.get()
    assert (after.contacts, after.reason, after.name) == (ERASED, "", "Rose House")


def test_another_place_is_untouched(ann, ben):
    other = officer_at(OTHER_PLACE)
    closed_signal(other)
    actions.note_due(TODAY)
    ids = list(Deletion.objects.values_list("pk", flat=True))
    assert actions.propose(ann, ids) == 0
    with pytest.raises(Service.DoesNotExist):
        actions.hold(ann, Service.objects.get().pk, "x")
    assert not Hold.objects.exists()


def test_the_rules_name_kinds_states_and_fields_that_there_are_and_every_erasable_field():
    every = {model.WORKFLOW.kind: model for model in apps.get_models() if issubclass(model, Record)}
    for rule in default().rules:
        model = every[rule.kind]
        assert set(rule.states) <= set(model.WORKFLOW.states), rule.key
        assert list(due_at(PLACE, TODAY)) == []
        assert is_due(model(), rule, TODAY) is False
        texts = [model._meta.get_field(name) for name in model.PERSONAL]
        if rule.erases == "texts":
            assert all(
                isinstance(f, JSONField) or f.get_internal_type() in ("CharField", "TextField") for f in texts
            )
            assert all(f.max_length is None or f.max_length >= len(ERASED) for f in texts)
        assert rule.confirmed or rule.basis.startswith("[K]")


def test_kinds_without_a_rule_are_those_with_personal_texts_that_no_rule_names():
    named = {rule.kind for rule in default().rules}
    missing = kinds_without_rule()
    assert set(missing) & named == set()
    assert {"deletion", "hold"} <= set(missing)
    assert not {"escalation case", "meeting", "minutes", "statement", "campaign"} & set(missing)
    assert "officer-time" not in missing


def test_every_kind_has_a_name_of_its_own():
    """An export looks into each by its name: of two with one name it would leave one out."""
    models = [model for model in apps.get_models() if issubclass(model, Record)]
    assert len({model.WORKFLOW.kind for model in models}) == len(models)


def test_what_only_a_team_reads_is_in_no_list_of_the_whole_place():
    """Deletions to agree to, kinds without a rule, and the search for a person: a review is in none of them."""
    team_only = {model for model in apps.get_models() if issubclass(model, Record) and model.TEAM_ONLY}
    assert {Review, Source} <= team_only
    assert not team_only & set(kinds().values())


def test_the_day_is_the_slow_oracles(ann):
    signals = [closed_signal(ann, f"House {n}", date(2028, 2, 29) + timedelta(days=n)) for n in range(-2, 3)]
    today = date(2034, 3, 1)
    expected = {s.pk for s in signals if s.changed_at.date() + relativedelta(years=6) <= today}
    assert {entry.record.pk for entry in due_at(PLACE, today)} == expected


def test_rules_of_which_two_are_about_one_record_are_refused():
    rule = 'key = "{}"\nkind = "signal"\nstates = ["closed"]\nsince = "changed_at"\nyears = 6\n'
    rule += 'erases = "texts"\nbasis = "x"\nconfirmed = true\n'
    text = 'version = "1"\n' + "".join(f"[[rule]]\n{rule.format(key)}" for key in ("a", "b"))
    with pytest.raises(Faulty, match="signal closed is there more than once"):
        parse(Rules, text, "r.toml")
