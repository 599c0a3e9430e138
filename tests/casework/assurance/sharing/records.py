"""Providers' own users, and visits and actions as a provider meets them."""

from datetime import date
from itertools import count

from django.utils import timezone
from tests.casework.assurance.visits.records import AFTER, DAY, a_visit, an_action, officer_at
from tests.casework.people import PLACE, member

from careplace.casework.assurance.models import Service
from careplace.casework.assurance.sharing import access, answers
from careplace.casework.assurance.sharing.files import CheckedFile, checked
from careplace.casework.assurance.sharing.models import ProviderFile
from careplace.casework.assurance.visits.models import Action, Visit
from careplace.casework.scope.actor import Actor, actor_at

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\n%%EOF\n"
_numbers = count()


def administrator_at(place: str = PLACE) -> Actor:
    """A new administrator."""
    return officer_at(place, "administrator")


def a_provider(*services: Service, place: str = PLACE) -> Actor:
    """A new provider's user who acts for services."""
    person = member("provider_user", place, f"Provider{next(_numbers)} X")
    if services:
        access.name_services(administrator_at(place), person.email, [service.pk for service in services])
    acting = actor_at(person, place)
    assert acting is not None
    return acting


def a_visit_as(state: str, place: str = PLACE, today: date | None = None) -> Visit:
    """A visit in a state as a provider meets it: also late, shared and stopped. A draft is of today, unless late."""
    if state in ("accuracy", "late"):
        visit = a_visit("accuracy", place)
        sent = (today or timezone.localdate()) if state == "accuracy" else DAY.replace(year=2020)
        Visit.objects.filter(pk=visit.pk).update(draft_sent_on=sent)
    elif state in ("shared", "stopped"):
        visit = a_visit("final", place)
        access.share_report(officer_at(place), visit.pk, True, AFTER)
        if state == "stopped":
            access.share_report(officer_at(place), visit.pk, False, AFTER)
    else:
        visit = a_visit(state, place)
    return Visit.objects.get(pk=visit.pk)


def an_action_as(state: str, place: str = PLACE) -> Action:
    """An action in a state; before-final: proposed after a visit whose draft the team still writes."""
    if state != "before-final":
        return an_action(state, place)
    action, visit = an_action("proposed", place), a_visit("recording", place)
    Visit.objects.filter(pk=visit.pk).update(service=action.service)
    Action.objects.filter(pk=action.pk).update(visit=visit)
    return Action.objects.get(pk=action.pk)


def a_pdf(name: str = "audit.pdf") -> CheckedFile:
    """A file that may be kept."""
    return checked(name, PDF)


def a_file(state: str = "sent", place: str = PLACE) -> ProviderFile:
    """A file that a provider sent as the proof of an action."""
    action = an_action("agreed", place)
    answers.report_done(
        a_provider(action.service, place=place),
        action.service_id,
        {action.pk: action.version},
        "Done.",
        a_pdf(),
    )
    file = ProviderFile.objects.at(place).get(service=action.service)
    return (
        answers.remove_file(officer_at(place), file.pk, 1, "It names a person")
        if state == "removed"
        else file
    )
