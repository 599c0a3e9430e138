"""A fictional team in casework, to try everything on: its people, with a known password, and services of the demonstration.

Never for a database that anybody uses: `make_team` refuses one that has a user.
"""

from dataclasses import dataclass
from pathlib import Path

from allauth.account.models import EmailAddress
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from careplace.casework import edition_reader
from careplace.casework.accounts.models import User
from careplace.casework.assurance.models import Service
from careplace.casework.scope.actor import Actor, actor_at
from careplace.casework.scope.models import Membership
from careplace.casework.workflow.actions import changes
from careplace.web.casework.commands import SERVER
from careplace.web.casework.consultation.demonstration import make_consultation
from careplace.web.casework.demonstration_planning import make_plan
from careplace.web.casework.demonstration_proof import add_proof
from careplace.web.casework.escalation.demonstration import make_cases
from careplace.web.casework.programmes.demonstration import make_programme
from careplace.web.casework.provider.demonstration import share_with_provider
from careplace.web.casework.reviews.demonstration import make_review

PASSWORD = "careplace demonstration"  # noqa: S105 - printed to whoever runs it, and refused where there are users
PEOPLE = (
    ("Ada Lovell", "manager", "team_manager"),
    ("Omar Quint", "officer", "quality_officer"),
    ("Ines Marsh", "admin", "administrator"),
    ("Tom Birch", "auditor", "auditor"),
    ("Eve Hall", "provider", "provider_user"),
    ("Lena Fold", "lead", "review_lead"),
    ("Milo Vane", "reviewer", "reviewer"),
    ("Nora Vale", "evaluator", "evaluator"),
    ("Rhea Stone", "panel", "panel_member"),
)
"""(name, what is before @example.org, role)"""
PROVIDER = "provider@example.org"


class NotEmpty(Exception):
    """The database has users."""

    def __init__(self) -> None:
        super().__init__("this database of casework has users: a fictional team is made in an empty one only")


@dataclass(frozen=True)
class Login:
    """How one of the fictional people signs in: the secret is typed into an authenticator app."""

    email: str
    role: str
    secret: str
    recovery_code: str


def make_team(home: Path) -> tuple[str, list[Login]]:
    """Make the team of the first council of the edition that stands for long.

    Returns:
        the council's code, and how its people sign in.

    Raises:
        NotEmpty: for a database with users.
        NoEdition: when no edition can be read.
    """
    if User.objects.exists():
        raise NotEmpty
    rows = edition_reader.rows(home, "careplace.casework.assurance", "demonstration_services.sql", {})
    place = rows[0]["council"]
    with transaction.atomic():
        logins = [_person(name, address, role, place) for name, address, role in PEOPLE]
        manager = Actor(SERVER, place, frozenset(("team_manager",)))
        with changes(manager) as at_once:
            services = [at_once.add(_service(row)) for row in rows]
        make_plan(manager)
        add_proof(_actor("officer", place), _actor("manager", place), home)
        today = timezone.localdate()
        make_consultation(_actor("manager", place), home, today, settings.CAREPLACE.responses_site)
        make_cases(home, _actor("manager", place), _actor("panel", place), services, today)
        make_review(home, _actor("lead", place), _actor("reviewer", place), today)
        make_programme(_actor("evaluator", place), today)
        share_with_provider(_actor("admin", place), _actor("officer", place), PROVIDER, services[-2:], today)
    return place, logins


def _actor(address: str, place: str) -> Actor:
    person = User.objects.get_by_natural_key(f"{address}@example.org")
    acting = actor_at(person, place)
    assert acting is not None  # noqa: S101 - it was made above
    return acting


def _person(name: str, address: str, role: str, place: str) -> Login:
    person = User.objects.create_user(f"{address}@example.org", name, PASSWORD)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    Membership.objects.create(user=person, place=place, role=role)
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    codes = RecoveryCodes.activate(person).get_unused_codes()
    return Login(person.email, role, secret, codes[0])


def _service(row: dict) -> Service:
    kind = "nursing_home" if row["nursing"] else "care_home" if row["care_home"] else "home_care"
    return Service(
        name=row["name"], kind=kind, location_id=row["location_id"], provider_name=row["provider_name"] or ""
    )
