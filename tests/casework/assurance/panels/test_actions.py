"""Meetings of the panel: agenda, attendance, interests, who decides what, minutes that are frozen and corrected."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from tests.casework.assurance.escalation.records import DAY, REVIEW, a_meeting, a_service, person, user_of
from tests.casework.people import OTHER_PLACE

from careplace.casework.assurance.models import Service
from careplace.casework.assurance.panels import actions
from careplace.casework.assurance.panels.models import Decision, Item, Meeting, Minutes
from careplace.casework.audit.models import Event
from careplace.casework.audit.verification import faults
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.scope.models import Membership
from careplace.casework.workflow.actions import Conflict

pytestmark = pytest.mark.usefixtures("both")
SECRET = "zebra-lantern"


@pytest.fixture
def officer(both):
    return person("quality_officer")


@pytest.fixture
def manager(both):
    return person("team_manager")


@pytest.fixture
def meeting(officer):
    return a_meeting(officer)


def an_item(officer, meeting, **fields) -> Item:
    return actions.list_item(officer, meeting.pk, {"title": "Rose House", "why": "By hand"} | fields)


def decided(*deciders, **more) -> dict:
    return {"text": "No new placements", "deciders": [acting.person for acting in deciders]} | more


def minuted(officer, item, text="The panel saw the papers."):
    item.refresh_from_db()
    return actions.change_item(officer, item.pk, "minute", {"minutes": text}, item.version)


def test_a_meeting_is_planned_with_its_agenda_held_minuted_and_final(officer, manager):
    service = a_service(officer)
    meeting = actions.plan(officer, {"held_on": DAY, "chair": user_of(manager)}, [(service, "Review due.")])
    item = meeting.items.get()
    assert (item.service, item.why) == (service, "Review due.")
    attended = {"attendees": [manager.person, officer.person], "guests": "A nurse of the NHS"}
    paper = {service.pk: {"as_at": "2026-11-02", "level": "Formal improvement", "reason": SECRET}}
    meeting = actions.hold(officer, meeting.pk, meeting.version, attended, paper, DAY)
    minuted(officer, item)
    meeting = actions.finalise(manager, meeting.pk, meeting.version, REVIEW)
    content = Minutes.objects.get().content
    assert meeting.state == "final"
    assert content["attendees"] == [
        {"name": user_of(manager).name, "role": "Team manager"},
        {"name": user_of(officer).name, "role": "Quality officer"},
    ]
    assert content["items"][0]["paper"]["level"] == "Formal improvement"
    assert content["items"][0]["minutes"] == "The panel saw the papers."
    assert not any(SECRET in event.after for event in Event.objects.all())
    assert list(faults()) == []


def test_a_decision_has_who_when_and_on_what(officer, meeting):
    item = an_item(officer, meeting, service=a_service(officer))
    decision = actions.decide(meeting.deciding, item.pk, decided(meeting.deciding, level="suspended"))
    assert (decision.deciders, decision.decided_on) == ([meeting.deciding.person], DAY)
    assert (decision.item.service_id, decision.level) == (item.service_id, "suspended")


def test_only_a_member_of_the_panel_who_attended_decides(officer, manager, meeting):
    item = an_item(officer, meeting)
    absent = person("panel_member")
    with pytest.raises(NotAllowed):
        actions.decide(absent, item.pk, decided(absent))
    for acting in (officer, manager):
        with pytest.raises(NotAllowed):
            actions.decide(acting, item.pk, decided(acting))
    for others in ((meeting.deciding, absent), (meeting.deciding, officer)):
        with pytest.raises(ValidationError, match="Only members of the panel decide"):
            actions.decide(meeting.deciding, item.pk, decided(*others))
    with pytest.raises(ValidationError, match="Enter this"):
        actions.decide(meeting.deciding, item.pk, decided())
    assert Decision.objects.count() == 0


def test_a_member_who_declared_an_interest_does_not_decide_that_item_but_others(officer, meeting):
    item, other = an_item(officer, meeting), an_item(officer, meeting)
    member = {"member": user_of(meeting.deciding), "interest": "A relative works there"}
    actions.declare(meeting.deciding, item.pk, member)
    with pytest.raises(NotAllowed, match="declared no interest"):
        actions.decide(meeting.deciding, item.pk, decided(meeting.deciding))
    assert actions.decide(meeting.deciding, other.pk, decided(meeting.deciding)).state == "made"
    with pytest.raises(ValidationError, match="already"):
        actions.declare(meeting.deciding, item.pk, member)


def test_a_member_declares_for_themselves_and_officers_note_it_for_others(officer, meeting):
    item, stranger = an_item(officer, meeting), person("panel_member")
    interest = {"member": user_of(meeting.deciding), "interest": "A relative works there"}
    with pytest.raises(NotAllowed, match="your own interests"):
        actions.declare(stranger, item.pk, interest)
    assert actions.declare(officer, item.pk, interest).member == user_of(meeting.deciding)


def test_who_has_decided_an_item_declares_no_interest_in_it_any_more(officer, meeting):
    item = an_item(officer, meeting)
    actions.decide(meeting.deciding, item.pk, decided(meeting.deciding))
    with pytest.raises(ValidationError, match="has decided the item"):
        actions.declare(meeting.deciding, item.pk, {"member": user_of(meeting.deciding), "interest": "x"})


def test_a_member_whose_role_has_ended_does_not_decide(officer, meeting):
    item = an_item(officer, meeting)
    Membership.objects.filter(user_id=meeting.deciding.person).update(ended_at="2026-11-03T09:00Z")
    with pytest.raises(NotAllowed):
        actions.decide(meeting.deciding, item.pk, decided(meeting.deciding))


def test_the_chair_attends_and_a_meeting_is_not_held_before_its_day(officer, manager):
    meeting = actions.plan(officer, {"held_on": DAY, "chair": user_of(manager)}, [])
    with pytest.raises(ValidationError, match="The chair attends"):
        actions.hold(officer, meeting.pk, 1, {"attendees": [officer.person]}, {}, DAY)
    with pytest.raises(NotAllowed, match="cannot have been held yet"):
        actions.hold(officer, meeting.pk, 1, {"attendees": [manager.person]}, {}, date(2026, 11, 1))
    with pytest.raises(ValidationError, match="no list of people"):
        actions.hold(officer, meeting.pk, 1, {"attendees": [manager.person, "Ann"]}, {}, DAY)
    assert Meeting.objects.get().state == "planned"


def test_minutes_with_a_bare_item_are_not_final(officer, manager, meeting):
    an_item(officer, meeting)
    with pytest.raises(ValidationError, match="Rose House: the item has no minutes yet"):
        actions.finalise(manager, meeting.pk, meeting.version, REVIEW)
    assert Meeting.objects.get(pk=meeting.pk).state == "held"


def test_final_minutes_are_frozen_and_a_correction_is_another_version(officer, manager, meeting):
    item = an_item(officer, meeting)
    minuted(officer, item)
    final = actions.finalise(manager, meeting.pk, meeting.version, REVIEW)
    for attempt in (
        lambda: minuted(officer, item, "Something else."),
        lambda: an_item(officer, meeting),
        lambda: actions.decide(meeting.deciding, item.pk, decided(meeting.deciding)),
    ):
        with pytest.raises(NotAllowed, match="the minutes are final"):
            attempt()
    reason = {"reason": "The number of beds was wrong"}
    correcting = actions.change_meeting(manager, meeting.pk, "correct", reason, final.version)
    with pytest.raises(NotAllowed):
        actions.decide(meeting.deciding, item.pk, decided(meeting.deciding))
    minuted(officer, item, "It has 24 beds.")
    actions.finalise(manager, meeting.pk, correcting.version, REVIEW)
    versions = Minutes.objects.order_by("number")
    assert [version.content["items"][0]["minutes"] for version in versions] == [
        "The panel saw the papers.",
        "It has 24 beds.",
    ]
    assert [version.reason for version in versions] == ["", "The number of beds was wrong"]
    with pytest.raises(IntegrityError), transaction.atomic():
        versions.filter(number=2).update(number=1)


def test_an_item_is_withdrawn_before_the_meeting_only(officer):
    meeting = a_meeting(officer, state="planned")
    item = an_item(officer, meeting)
    item = actions.change_item(officer, item.pk, "withdraw", {"reason": "It was resolved"}, item.version)
    assert item.state == "withdrawn"
    with pytest.raises(NotAllowed, match="taken off the agenda"):
        actions.declare(officer, item.pk, {"member": user_of(meeting.deciding), "interest": "x"})
    attended = {"attendees": [officer.person, meeting.deciding.person]}
    actions.hold(officer, meeting.pk, meeting.version, attended, {}, DAY)
    with pytest.raises(NotAllowed, match="taken off the agenda"):
        actions.decide(meeting.deciding, item.pk, decided(meeting.deciding))
    held = a_meeting(officer)
    other = an_item(officer, held)
    with pytest.raises(NotAllowed, match="the panel has met"):
        actions.change_item(officer, other.pk, "withdraw", {"reason": "x"}, other.version)


def test_a_service_is_on_an_agenda_once_also_when_it_is_brought_up_to_date(officer):
    first, second = a_service(officer), a_service(officer)
    meeting = actions.plan(officer, {"held_on": DAY, "chair": user_of(officer)}, [(first, "Raised.")])
    actions.list_services(officer, meeting.pk, 1, [(first, "Raised."), (second, "Review due.")])
    assert set(meeting.items.values_list("service", flat=True)) == {first.pk, second.pk}
    with pytest.raises(ValidationError, match="already on the agenda"):
        an_item(officer, meeting, service=first)


def test_a_level_is_decided_for_a_service_only(officer, meeting):
    item = an_item(officer, meeting)
    with pytest.raises(ValidationError, match="for an item about a service"):
        actions.decide(meeting.deciding, item.pk, decided(meeting.deciding, level="suspended"))
    about = an_item(officer, meeting, service=a_service(officer))
    with pytest.raises(ValidationError, match="Choose a level of the ladder"):
        actions.decide(meeting.deciding, about.pk, decided(meeting.deciding, level="alarm"))


def test_two_people_who_write_the_minutes_at_once_lose_nothing(officer, manager, meeting):
    item = an_item(officer, meeting)
    actions.change_item(officer, item.pk, "minute", {"minutes": "Theirs"}, item.version)
    with pytest.raises(Conflict) as conflict:
        actions.change_item(manager, item.pk, "minute", {"minutes": "Ours"}, item.version)
    assert conflict.value.record.minutes == "Theirs"


def test_a_name_of_a_resident_is_refused_and_texts_stay_out_of_the_chain(officer, meeting):
    item = an_item(officer, meeting)
    with pytest.raises(ValidationError, match="names a person"):
        minuted(officer, item, "Mrs Smith fell.")
    minuted(officer, item, SECRET)
    actions.decide(meeting.deciding, item.pk, decided(meeting.deciding, text=SECRET))
    assert not any(SECRET in event.after + event.before for event in Event.objects.all())


def test_another_places_meeting_and_items_do_not_exist(officer, meeting):
    item = an_item(officer, meeting)
    stranger, member = person("team_manager", OTHER_PLACE), person("panel_member", OTHER_PLACE)
    for attempt, kind in (
        (lambda: actions.list_item(stranger, meeting.pk, {}), Meeting),
        (lambda: actions.list_services(stranger, meeting.pk, 1, []), Meeting),
        (lambda: actions.hold(stranger, meeting.pk, 1, {}, {}, DAY), Meeting),
        (lambda: actions.finalise(stranger, meeting.pk, 1, DAY), Meeting),
        (lambda: actions.change_item(stranger, item.pk, "minute", {}, 1), Item),
        (lambda: actions.declare(member, item.pk, {"member": user_of(member)}), Item),
        (lambda: actions.decide(member, item.pk, decided(member)), Item),
    ):
        with pytest.raises(kind.DoesNotExist):
            attempt()
    assert Service.objects.count() == 0


def test_the_database_refuses_a_decision_of_nobody(officer, meeting):
    item = an_item(officer, meeting)
    decision = actions.decide(meeting.deciding, item.pk, decided(meeting.deciding))
    with pytest.raises(IntegrityError), transaction.atomic():
        Decision.objects.filter(pk=decision.pk).update(deciders=[])
