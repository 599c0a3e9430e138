"""The fictional team: its people, and cases and meetings whose rules hold as for a real team."""

import shutil

import pytest
from django.conf import settings
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from tests.web.casework.fixtures import client_of

from careplace.casework import edition_reader
from careplace.casework.accounts.models import User
from careplace.casework.assurance.contingency.models import ContingencyPlan
from careplace.casework.assurance.escalation.models import EscalationCase
from careplace.casework.assurance.models import Service
from careplace.casework.assurance.panels.models import Item, Meeting
from careplace.casework.assurance.sharing.models import ActsFor
from careplace.casework.audit.verification import faults
from careplace.casework.consultation import responses
from careplace.casework.consultation.models import Consultation
from careplace.casework.consultation.results import count
from careplace.casework.programmes.models import Estimate, Programme
from careplace.casework.programmes.paper import paper
from careplace.casework.programmes.protocol import is_whole
from careplace.casework.programmes.publication.files import page_count, paper_pdf
from careplace.casework.programmes.verdicts import verdicts
from careplace.casework.reviews.models import Request, Review, Text
from careplace.casework.reviews.team import reviews_of
from careplace.casework.scope.actor import actor_at
from careplace.consultations.open_consultations import published
from careplace.web.casework.demonstration import PROVIDER, NotEmpty, make_team


@pytest.fixture
def home(demo_home, tmp_path):
    """The demonstration's home, copied: the team publishes a consultation."""
    return shutil.copytree(demo_home, tmp_path / "home", symlinks=True)


@pytest.fixture
def team(staff, home):
    """The code of the council, and how its people sign in."""
    edition_reader.forget()
    with override_settings(CAREPLACE=settings.CAREPLACE.model_copy(update={"home": home})):
        yield make_team(home)
    edition_reader.forget()


def test_the_team_has_two_cases_a_decision_and_the_next_meeting(team, as_role):
    place, logins = team
    assert [login.role for login in logins][-1] == "panel_member"
    levels = EscalationCase.objects.order_by("level").values_list("level", flat=True)
    assert list(levels) == ["enhanced", "suspended"]
    assert Service.objects.filter(state="suspended").count() == 1
    assert EscalationCase.objects.filter(state="open", review_on__isnull=False).count() == 2
    assert list(Meeting.objects.order_by("held_on").values_list("state", flat=True)) == ["held", "planned"]
    paper = Item.objects.get(meeting__state="held").paper
    assert paper["level"] == "Routine monitoring"
    assert paper["rating"]
    assert Item.objects.filter(meeting__state="planned").count() >= 1
    assert ContingencyPlan.objects.count() == 1
    assert list(faults()) == []
    page = as_role("team_manager", place, "Mo Manager").get(reverse("cases", args=[place]))
    assert page.status_code == 200


def test_a_provider_has_a_draft_to_check_and_an_action_to_do(team):
    place, _logins = team
    client = client_of(actor_at(User.objects.get(email=PROVIDER), place))
    page = client.get(reverse("provider-home", args=[place])).content.decode()
    assert "You have until" in page
    assert "1 open action" in page
    assert Service.objects.filter(pk__in=ActsFor.objects.values("service_id")).count() == 2


def test_the_team_has_a_consultation_with_a_hundred_responses(team, home, as_role):
    record = Consultation.objects.get()
    assert record.responses.count() == 100
    groups = responses.alike(record.responses.prefetch_related("answers"))
    letters = [
        group for group in groups if any(a.text.startswith("Please do not") for a in group[0].answers.all())
    ]
    assert [len(group) for group in letters] == [6]
    assert published(home, record.publication).questionnaire.has_easy_read
    table = count(record)["tables"][0]
    assert [row["people"] for row in table["rows"]] == [54, 18, 18, 0]


def test_the_team_has_a_review_whose_lead_and_reviewer_can_work(team):
    """Each on its own page; the manager of the place does not see that there is one."""
    place, logins = team
    review = Review.objects.get()
    assert review.state == "fieldwork"
    for login in logins:
        actor = actor_at(User.objects.get_by_natural_key(login.email), place)
        expected = [review] if login.role in ("review_lead", "reviewer") else []
        assert list(reviews_of(actor)) == expected, login.role
    assert Text.objects.count() == 2
    assert Request.objects.filter(state="open").count() == 2


def test_the_team_has_a_programme_from_its_protocol_to_the_paper(team, home, as_role):
    """The fictional nation has too few councils for an estimate, and every answer says so in plain words."""
    place, _logins = team
    programme = Programme.objects.get()
    assert (programme.state, is_whole(programme)) == ("locked", True)
    done, refused = (Estimate.objects.filter(state=state) for state in ("done", "refused"))
    assert (done.count(), refused.count()) == (2, 1)
    assert all("judging chance needs at least 39" in estimate.sentences[0] for estimate in done)
    assert refused.get().reason.endswith("has no period that ends by 31 December 2019")
    document = paper(programme)
    words = " ".join(sentence.text for sentence in document.sentences())
    assert words.count("Weighted by kind of organisation and role") == 3
    assert "whether the programme saves money is not clear" in words
    assert not any(verdict.is_fault for verdict in verdicts(document, home))
    assert page_count(paper_pdf(document, timezone.localdate(), home)) <= 4
    page = as_role("evaluator", place, "Eva Evaluator").get(
        reverse("programme-paper", args=[place, programme.pk])
    )
    assert "What keeps it from being published" not in page.content.decode()


def test_a_nation_without_core_cities_does_not_offer_them(team, as_role):
    place, _logins = team
    page = as_role("evaluator", place, "Eva Evaluator").get(reverse("programme-add", args=[place]))
    assert "Its statistical neighbours" in page.content.decode()
    assert "core cities" not in page.content.decode()


def test_it_is_made_in_an_empty_database_only(team, home):
    with pytest.raises(NotEmpty):
        make_team(home)
