"""The page of what needs a person, and the choice of the daily mail."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from tests.casework.assurance.visits.records import a_service
from tests.casework.people import PLACE

from careplace.casework.assurance.visits import actions
from careplace.casework.audit.models import Event
from careplace.casework.digest.sources import recipients
from careplace.casework.scope.actor import actor_at

PAGE = reverse("reminders", args=[PLACE])


def wants_mail(actor) -> bool:
    return recipients(actor.place)[actor.person].wants_mail


def test_the_page_lists_what_needs_the_person_with_its_link_and_whose_turn_it_is(as_role):
    client = as_role("quality_officer")
    actor = actor_at(client.person, PLACE)
    day = timezone.localdate() - timedelta(days=2)
    visit = actions.plan(
        actor, a_service(actor).pk, {"kind": "planned", "planned_on": day, "officer_id": client.person.pk}
    )
    page = client.get(PAGE).content.decode()
    assert "Rose House: make the visit, overdue" in page
    assert reverse("visit", args=[PLACE, visit.pk]) in page
    assert ">ours</td>" in page
    assert "Nothing needs you now" in as_role("auditor").get(PAGE).content.decode()


def test_a_person_stops_the_mail_and_gets_it_again_with_an_event_each(as_role):
    client = as_role("auditor")
    actor = actor_at(client.person, PLACE)
    assert client.post(PAGE, {}).status_code == 200
    assert wants_mail(actor)
    assert client.post(PAGE, {"stop": "1"})["Location"] == PAGE
    assert not wants_mail(actor)
    assert "You get no daily mail" in client.get(PAGE).content.decode()
    client.post(PAGE, {"resume": "1"})
    assert wants_mail(actor)
    assert list(Event.objects.values_list("action", flat=True)) == ["stop", "resume"]
