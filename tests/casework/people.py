"""People of tests: users with roles at places, made without the pages."""

from allauth.account.models import EmailAddress

from careplace.casework.accounts.models import User
from careplace.casework.scope.actor import Actor, actor_at
from careplace.casework.scope.models import Membership

PLACE, OTHER_PLACE = "E08000026", "E08000012"
PASSWORD = "correct horse battery staple"


def user(name: str = "Ann Smith", email: str = "") -> User:
    """A person who can sign in, without a role."""
    address = email or f"{name.split()[0].lower()}@example.org"
    person = User.objects.create_user(address, name, PASSWORD)
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def member(role: str, place: str = PLACE, name: str = "Ann Smith") -> User:
    """A person with a role at a place."""
    person = user(name, f"{name.split()[0].lower()}.{role}.{place.lower()}@example.org")
    Membership.objects.create(user=person, place=place, role=role)
    return person


def actor(role: str = "quality_officer", place: str = PLACE, name: str = "Ann Smith") -> Actor:
    """A new person as an actor."""
    acting = actor_at(member(role, place, name), place)
    assert acting is not None
    return acting
