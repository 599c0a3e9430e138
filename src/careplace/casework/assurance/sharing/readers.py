"""Who of a provider can see a visit's report, and when each read it: for the team."""

from dataclasses import dataclass
from datetime import datetime

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
    users = {email: user for user, email in members.values_list("user_id", "user__email")}
    rows = ActsFor.objects.at(place).filter(state="current", email__in=users)
    return [(users[email], service) for email, service in rows.values_list("email", "service_id")]
