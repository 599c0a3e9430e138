"""Naming the services that a provider's user acts for, sharing a final report, and noting who read what."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from careplace.casework.accounts.invitations import invite
from careplace.casework.accounts.models import Invitation
from careplace.casework.assurance.models import Service
from careplace.casework.assurance.sharing import boundary
from careplace.casework.assurance.sharing.models import ActsFor, FirstRead, SharedReport
from careplace.casework.assurance.visits.models import Visit
from careplace.casework.scope.actor import Actor, NotAllowed
from careplace.casework.workflow.actions import changes

ROLE = "provider_user"


def name_services(actor: Actor, email: str, services: Collection[UUID]) -> None:
    """Make these, and no others, the services of the place that the person of an address acts for.

    Raises:
        NotAllowed: for an actor who does not manage people.
        ValidationError: for no service, or one that is not on the place's list.
    """
    actor.check("people.manage")
    email, wanted = email.strip().lower(), set(services)
    with changes(actor) as at_once:
        listed = set(Service.objects.at(actor.place).filter(pk__in=wanted).values_list("pk", flat=True))
        if not wanted or listed != wanted:
            raise ValidationError({"services": "Choose one or more services of the list."})
        current = ActsFor.objects.at(actor.place).filter(state="current", email=email)
        for row in current.exclude(service__in=wanted):
            at_once.change(ActsFor, row.pk, "end", {}, row.version)
        for service in sorted(wanted - set(current.values_list("service_id", flat=True)), key=str):
            at_once.add(ActsFor(email=email, service_id=service), "name")


def end_services(actor: Actor, email: str) -> None:
    """End what the person of an address acts for at the place.

    Raises:
        NotAllowed: for an actor who does not manage people.
    """
    with changes(actor) as at_once:
        for row in ActsFor.objects.at(actor.place).filter(state="current", email=email):
            at_once.change(ActsFor, row.pk, "end", {}, row.version)


def invite_provider(actor: Actor, email: str, services: Collection[UUID], site: str) -> Invitation:
    """Invite a provider's user to act for services. They replace those that the address acted for at the place.

    Raises:
        NotAllowed, ValidationError: as for `name_services`.
    """
    with transaction.atomic():
        name_services(actor, email, services)
        return invite(actor, email, ROLE, site)


def share_report(actor: Actor, visit: UUID, share: bool, on: date) -> None:
    """Let the provider read the final report of a visit, or no longer. What is so already stays as it is.

    Raises:
        Visit.DoesNotExist: for a visit of another place.
        NotAllowed: before the report is final, or for a role that may not.
    """
    with changes(actor) as at_once:
        record = Visit.objects.at(actor.place).get(pk=visit)
        if record.state != "final":
            raise NotAllowed("Only a final report is shared. The provider has the draft once it was sent.")
        row = SharedReport.objects.at(actor.place).filter(visit=record).first()
        if share == (row is not None and row.state == "shared"):
            return
        if row is None:
            at_once.add(SharedReport(visit=record, shared_on=on), "share")
        else:
            values = {"shared_on": on} if share else {}
            at_once.change(SharedReport, row.pk, "share" if share else "stop", values, row.version)


def note_read(actor: Actor, visit: Visit, report: str) -> None:
    """Note that a provider's user opened a draft or a final report that is shared, once for each time it was shared.

    Raises:
        Visit.DoesNotExist: for what is not shared with them.
    """
    rows = boundary.drafts(actor) if report == "draft" else boundary.reports(actor)
    shared = rows.get(pk=visit.pk)
    shared_on = shared.draft_sent_on if report == "draft" else shared.shared_report.shared_on
    reading = {"visit": shared, "user_id": actor.person, "report": report, "shared_on": shared_on}
    if FirstRead.objects.filter(**reading).exists():
        return
    with changes(actor) as at_once:  # it locks the place's chain: two tabs cannot both find nothing
        if not FirstRead.objects.filter(**reading).exists():
            at_once.add(FirstRead(**reading), "read")
