"""Changes of records: with their audit, in their place, over no change that was not seen."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from tests.casework.people import OTHER_PLACE, PLACE, actor

from careplace.casework.assurance.models import Service
from careplace.casework.audit.models import Event
from careplace.casework.audit.verification import faults
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.workflow.actions import Conflict, changes

pytestmark = pytest.mark.usefixtures("both")


def added(acting, **fields) -> Service:
    with changes(acting) as at_once:
        return at_once.add(Service(**{"name": "Rose House", "kind": "care_home"} | fields))


def changed(acting, record: Service, action: str = "edit", version: int = 1, **values) -> Service:
    with changes(acting) as at_once:
        return at_once.change(Service, record.pk, action, values, version)


def test_what_is_added_is_in_the_place_of_the_person_and_in_its_audit():
    acting = actor()
    record = added(acting, place=OTHER_PLACE, state="ended", version=9, contacts="Mrs Green")
    assert (record.place, record.state, record.version) == (PLACE, "active", 1)
    event = Event.objects.get()
    assert (event.person, event.action, event.kind, event.record) == (
        acting.person,
        "add",
        "service",
        str(record.pk),
    )
    assert json.loads(event.after)["name"] == "Rose House"
    assert set(json.loads(event.after)["contacts"]) == {"sha256"}
    assert list(faults()) == []


def test_a_change_records_only_what_changed():
    acting = actor()
    record = changed(acting, added(acting), name="Rose Court", kind="care_home")
    event = Event.objects.latest("number")
    assert (json.loads(event.before), json.loads(event.after)) == (
        {"name": "Rose House"},
        {"name": "Rose Court"},
    )
    assert record.version == 2


def test_saving_the_same_again_changes_nothing():
    acting = actor()
    record = changed(acting, added(acting), name="Rose House")
    assert (record.version, Event.objects.count()) == (1, 1)


def test_a_change_over_a_colleagues_is_refused_with_the_record_as_it_is_now():
    acting = actor()
    record = added(acting)
    changed(actor(name="Bob Jones"), record, name="Theirs")
    with pytest.raises(Conflict) as conflict:
        changed(acting, record, name="Yours")
    assert conflict.value.record.name == "Theirs"
    assert Service.objects.get().name == "Theirs"


def test_a_record_of_another_place_does_not_exist():
    record = added(actor())
    with pytest.raises(Service.DoesNotExist):
        changed(actor(place=OTHER_PLACE), record, name="Theirs")


def test_a_role_that_may_not_changes_nothing():
    record = added(actor())
    with pytest.raises(NotAllowed):
        changed(actor("auditor"), record, name="Theirs")
    with pytest.raises(NotAllowed):
        added(actor("panel_member"))
    assert Event.objects.count() == 1


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"name": ""}, "name"),
        ({"kind": "castle"}, "kind"),
        ({"location_id": "no id!"}, "location_id"),
        ({"commissioned_places": 10_001}, "commissioned_places"),
        ({"name": "x" * 201}, "name"),
    ],
)
def test_a_wrong_field_is_named_and_nothing_is_written(fields, wrong):
    with pytest.raises(ValidationError) as refused:
        added(actor(), **fields)
    assert wrong in refused.value.message_dict
    assert (Service.objects.count(), Event.objects.count()) == (0, 0)


def test_what_a_transition_demands_must_be_there():
    acting = actor("team_manager")
    record = added(acting)
    with pytest.raises(ValidationError) as refused:
        changed(acting, record, "suspend")
    assert refused.value.message_dict == {"reason": ["Enter this."]}
    assert changed(acting, record, "suspend", reason="Staffing at night").state == "suspended"


def test_one_location_is_on_the_list_of_a_place_once():
    acting = actor()
    added(acting, location_id="1-113017405")
    with pytest.raises(ValidationError, match="already on the list"):
        added(acting, location_id="1-113017405")
    added(acting), added(acting)
    added(actor(place=OTHER_PLACE), location_id="1-113017405")


@pytest.mark.parametrize("fields", [{"state": "x"}, {"state": "ended"}, {"location_id": "1-113017405"}])
def test_the_database_refuses_what_code_that_goes_around_the_workflow_writes(fields):
    acting = actor()
    added(acting, location_id="1-113017405")
    record = added(acting)
    with pytest.raises(IntegrityError), transaction.atomic():
        Service.objects.filter(pk=record.pk).update(**fields)


def test_of_several_changes_all_are_kept_or_none():
    acting = actor()
    with pytest.raises(ValidationError):
        add_two(acting)
    assert (Service.objects.count(), Event.objects.count()) == (0, 0)


def add_two(acting) -> None:
    with changes(acting) as at_once:
        at_once.add(Service(name="Rose House", kind="care_home"))
        at_once.add(Service(name="", kind="care_home"))


def test_many_records_are_added_together_each_with_its_event():
    acting = actor()
    with changes(acting) as at_once:
        at_once.add_all([Service(name=f"House {n}", kind="care_home", place=OTHER_PLACE) for n in range(3)])
    assert {(s.place, s.state, s.version) for s in Service.objects.all()} == {(PLACE, "active", 1)}
    assert {e.record for e in Event.objects.filter(action="add")} == {
        str(s.pk) for s in Service.objects.all()
    }
    assert list(faults()) == []


@pytest.mark.parametrize("wrong", [{"name": ""}, {"kind": "castle"}])
def test_of_many_records_none_is_added_where_one_is_wrong(wrong):
    acting = actor()
    fields = {"name": "House", "kind": "care_home"}
    with pytest.raises(ValidationError), changes(acting) as at_once:
        at_once.add_all([Service(**fields), Service(**fields | wrong)])
    assert not Service.objects.exists()
    assert not Event.objects.exists()


def test_many_records_are_added_by_people_who_may():
    with pytest.raises(NotAllowed), changes(actor("partner_reader")) as at_once:
        at_once.add_all([Service(name="House", kind="care_home")])
    assert not Service.objects.exists()
