"""A review with a text that people code, for tests of pages."""

from django.test import Client
from django.urls import reverse
from tests.casework.people import PLACE
from tests.casework.reviews import records
from tests.web.casework.fixtures import signed_in, with_second_factor

from careplace.casework.accounts.models import User
from careplace.casework.scope.actor import actor_at


def client_of(actor) -> Client:
    """A client of a person who is signed in."""
    person = User.objects.get(pk=actor.person)
    with_second_factor(person)
    client = Client()
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    return client


class Desk:
    """A review whose lead is signed in: `client`, with a source, a text and a code."""

    def __init__(self, words: str = records.WORDS):
        self.client = signed_in("review_lead", PLACE, "Lea Lead")
        self.lead = actor_at(self.client.person, PLACE)
        self.review = records.review(self.lead)
        self.source = records.source(self.lead, self.review)
        self.text = records.text(self.lead, self.source, words)
        self.code = records.code(self.lead, self.review)

    def address(self, name: str, /, *parts, of=None) -> str:
        """The address of a page of the review, or of a record of it."""
        return reverse(name, args=[PLACE, (of or self.review).pk, *parts])

    def get(self, name: str, /, *parts, of=None, **query) -> str:
        """A page, which must be there."""
        answer = self.client.get(self.address(name, *parts, of=of), query)
        assert answer.status_code == 200, answer.status_code
        return answer.content.decode()

    def post(self, name: str, /, *parts, of=None, address: str = "", **data):
        """What a form sends."""
        return self.client.post(address or self.address(name, *parts, of=of), data)
