"""Who of a provider can see a visit's report, and when each read it: for the team."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery, UUIDField

from careplace.casework.accounts.models import User
from careplace.casework.assurance.sharing.access import ROLE
from careplace.casework.assurance.sharing.models import REPORTS, ActsFor, FirstRead
from careplace.casework.assurance.visits.models import Visit
from careplace.casework.scope.models import Membership


@dataclass(frozen=True)
class Reader:
    """A provider's user; `reads` are (what, when) of each first reading, `acts` whether they act for the service now."""

    name: str
    email: str
    reads: tuple[tuple[str, datetime], ...]
    acts: bool


def readers_of(visit: Visit) -> list[Reader]:
    """The people who act for the visit's service now, and people who read its report before, by name."""
    reads: dict[object, list[tuple[str, datetime]]] = {}
    for row in FirstRead.objects.at(visit.place).filter(visit=visit).order_by("created_at"):
        reads.setdefault(row.user_id, []).append((REPORTS[row.report], row.created_at))
    acting = [user for user, service in acting_users(visit.place) if service == visit.service_id]
    people = User.objects.filter(pk__in={*acting, *reads}).order_by("name", "pk")
    return [Reader(p.name, p.email, tuple(reads.get(p.pk, ())), p.pk in acting) for p in people]


def acting_users(place: str) -> list[tuple[object, object]]:
    """(user, service) of every provider's user of a place now."""
    members = Membership.objects.current().filter(place=place, role=ROLE, user__is_active=True)
    # As a UUID: else SQLite gives the subquery's id as the text that it keeps.
    id = UUIDField()
    user = Subquery(members.filter(user__email=OuterRef("email")).values("user_id")[:1], output_field=id)
    rows = ActsFor.objects.at(place).filter(state="current").annotate(user=user).exclude(user=None)
    return list(rows.values_list("user", "service_id"))
