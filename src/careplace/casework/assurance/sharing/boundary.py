"""What a provider's user may see: their services of today, and of those what the team has shared.

Every page and every action of a provider's user begins here. What is not in these rows does not exist for them.
"""

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet

from careplace.casework.assurance.models import Service
from careplace.casework.assurance.sharing.models import ActsFor, ProviderFile
from careplace.casework.assurance.visits.models import Action, Visit
from careplace.casework.scope.actor import Actor

AGREED = ("agreed", "done", "verified")
AFTER_FINAL = Q(visit__state="final") & (Q(state="proposed") | (Q(state="moved") & ~Q(step="")))
"""After a final report: what is asked for, and what is followed elsewhere after the provider had said what it will do."""


def own_services(actor: Actor) -> QuerySet[Service]:
    """The services of the place that the person acts for now."""
    services: QuerySet[Service] = Service.objects.at(actor.place)
    if not actor.may("shared.read"):
        return services.none()
    email = get_user_model().objects.filter(pk=actor.person).values("email")
    named = ActsFor.objects.at(actor.place).filter(state="current", email__in=email)
    return services.filter(pk__in=named.values("service_id"))


def visits_with_provider(actor: Actor) -> QuerySet[Visit]:
    """Visits whose draft the provider has, or had and the team now reviews with the provider's challenges."""
    rows = Visit.objects.at(actor.place).filter(service__in=own_services(actor))
    return rows.filter(state__in=("accuracy", "review"), draft_sent_on__isnull=False)


def drafts(actor: Actor) -> QuerySet[Visit]:
    """Visits whose draft the provider reads now."""
    return visits_with_provider(actor).filter(state="accuracy")


def reports(actor: Actor) -> QuerySet[Visit]:
    """Visits whose final report is shared with the provider."""
    rows = Visit.objects.at(actor.place).filter(service__in=own_services(actor), state="final")
    return rows.filter(shared_report__state="shared")


def own_actions(actor: Actor) -> QuerySet[Action]:
    """What is asked of the person's services. After a visit it is asked once the report is final, or the provider agreed."""
    rows = Action.objects.at(actor.place).filter(service__in=own_services(actor))
    return rows.filter(Q(visit=None) | Q(state__in=AGREED) | AFTER_FINAL)


def own_files(actor: Actor) -> QuerySet[ProviderFile]:
    """Files that were sent about the person's services."""
    return ProviderFile.objects.at(actor.place).filter(service__in=own_services(actor), state="sent")
