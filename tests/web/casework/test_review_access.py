"""Every page of a review, by role, by part on the team, in every state, and for people who are not on the team."""

import re
from dataclasses import dataclass
from uuid import UUID

import pytest
from django.urls import reverse
from tests.casework.people import OTHER_PLACE, PLACE
from tests.casework.reviews import records
from tests.web.casework.access import ALL_ROLES
from tests.web.casework.access_reviews import LEADS, PAGES, PARTS, READERS, STATES
from tests.web.casework.fixtures import signed_in, signed_in_with_every_role
from tests.web.casework.refusals import refused

from careplace.casework.reviews.changes import in_review
from careplace.casework.reviews.models import Member, Milestone, Request, Review
from careplace.casework.reviews.states import REVIEW


@dataclass(frozen=True)
class World:
    """A review with a record of each kind, by the kind's name in the table."""

    review: Review
    ids: dict[str, UUID]

    def address(self, name: str, place: str = PLACE) -> str:
        """The address of a page of the table."""
        page, _, action = name.partition(" ")
        return reverse(page, args=[place, self.ids[PAGES[name].of], *([action] if action else [])])


def a_world(state: str = "fieldwork") -> World:
    """A review in a state, which others than the people of the tests lead."""
    lead = records.lead("Original Lead")
    review = records.review(lead)
    source, bare = records.source(lead, review), records.source(lead, review, "Interview 2")
    records.text(lead, source)
    with in_review(lead, review.pk) as at_once:
        milestone = at_once.add(Milestone(title="Report", due_on=records.DAY))
        request = at_once.add(Request(document="Plan", organisation="council", due_on=records.DAY), "ask")
    member = Member.objects.get(review=review)
    Review.objects.filter(pk=review.pk).update(state=state)
    of = {"review": review, "member": member, "milestone": milestone, "request": request, "source": source}
    return World(review, {kind: record.pk for kind, record in (of | {"bare source": bare}).items()})


def join(client, world: World, part: str, declared: bool = True) -> None:
    """Put a person on the team, whatever their roles."""
    row = Member(place=PLACE, review=world.review, person=client.person, state="member", part=part)
    if declared:
        row.interests, row.declared_on = "none", records.DAY
    row.save(force_insert=True)


def test_the_table_has_every_step_of_a_review():
    steps = {name.split()[1] for name in PAGES if name.startswith("review-step ")}
    assert steps == {transition.action for transition in REVIEW.transitions} - {"plan", "edit", "publish"}


@pytest.mark.parametrize("state", STATES)
def test_each_part_of_the_team_sees_and_sends_what_the_table_says(as_role, state):
    world = a_world(state)
    for part in PARTS:
        client = as_role("review_lead", name=f"{part} Walker")
        join(client, world, part)
        for name, page in PAGES.items():
            seen = page.sees(part, state, declared=True)
            assert client.get(world.address(name)).status_code == (200 if seen else 403), (part, name)
            sent = client.post(world.address(name), {}).status_code
            assert sent == ((422 if seen else 403) if page.form else 405), (part, name)
    assert Review.objects.get(pk=world.review.pk).state == state


def test_on_the_team_the_role_decides_too(every_role):
    """A role that ended, or another that was given, leaves nothing of a review open."""
    world = a_world("planning")
    for role, client in every_role.items():
        join(client, world, "lead")
        for name, page in PAGES.items():
            seen = role in page.roles and page.sees("lead", "planning", declared=True)
            expected = 200 if seen else refused(role)
            assert client.get(world.address(name)).status_code == expected, (role, name)


def test_before_interests_are_declared_the_plan_is_there_and_no_source(as_role):
    world = a_world()
    for part in PARTS:
        client = as_role("review_lead", name=f"{part} Walker")
        join(client, world, part, declared=False)
        for name, page in PAGES.items():
            seen = page.sees(part, "fieldwork", declared=False)
            answer = client.get(world.address(name))
            assert answer.status_code == (200 if seen else 403), (part, name)
            assert "Interview 1" not in answer.content.decode(), (part, name)


def test_for_people_who_are_not_on_the_team_no_page_is_there(every_role):
    world = a_world()
    for name, page in PAGES.items():
        path = world.address(name)
        for role, client in every_role.items():
            expected = 404 if role in page.roles else refused(role)
            assert client.get(path).status_code == expected, (role, name)
            assert client.post(path, {}).status_code == (expected if page.form else 405), (role, name)


def test_a_page_that_is_not_there_reads_as_one_of_no_review(staff):
    """Letter for letter, but for the id that was asked for."""
    client, world = signed_in_with_every_role(PLACE), a_world()
    nobody = UUID("00000000-0000-4000-8000-00000000dead")
    for name, page in PAGES.items():
        there, nowhere = (
            world.address(name),
            world.address(name).replace(str(world.ids[page.of]), str(nobody)),
        )
        answers = [client.get(path) for path in (there, nowhere)]
        bodies = [
            steady(answer.content.decode(), path)
            for answer, path in zip(answers, (there, nowhere), strict=True)
        ]
        assert bodies[0] == bodies[1], name


def steady(body: str, path: str) -> str:
    """A page without its own address, and without what differs in every answer."""
    return re.sub(r'nonce="[^"]*"|csrfmiddlewaretoken" value="[^"]*"', "", body.replace(path, ""))


@pytest.mark.parametrize("role", sorted(READERS))
def test_at_another_place_it_does_not_exist(as_role, role):
    client, world = as_role(role, OTHER_PLACE, "Table Walker"), a_world()
    for name, page in PAGES.items():
        assert client.get(world.address(name)).status_code == 404, name
        expected = 404 if role in page.roles else refused(role)
        assert client.get(world.address(name, OTHER_PLACE)).status_code == expected, name


def test_who_left_finds_nothing(staff):
    client, world = signed_in("review_lead", name="Table Walker"), a_world()
    join(client, world, "lead")
    assert client.get(world.address("review-sources")).status_code == 200
    Member.objects.filter(person=client.person).update(state="left")
    assert {client.get(world.address(name)).status_code for name in PAGES} == {404}


def test_every_page_is_for_people_who_signed_in_and_is_never_stored(staff):
    world = a_world()
    for name in PAGES:
        answer = staff.get(world.address(name))
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login")), name
        assert answer["Cache-Control"] == "private, no-store", name


def test_only_who_leads_reviews_may_start_one(as_role):
    for role in sorted(ALL_ROLES):
        answer = as_role(role, name=f"{role} X").get(reverse("review-start", args=[PLACE]))
        assert answer.status_code == (200 if role in LEADS else refused(role)), role
