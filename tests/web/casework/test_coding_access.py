"""Every page of coding, by every role, on the team of a review and outside it."""

import pytest
from django.urls import reverse
from tests.casework.people import OTHER_PLACE, PLACE
from tests.casework.reviews import records
from tests.web.casework.access_coding import NOT_NOW, PAGES, TEAM
from tests.web.casework.refusals import refused

from careplace.casework.reviews.coding import rounds


class Everything:
    """A review with one record of each kind of coding."""

    def __init__(self):
        self.lead = records.lead()
        review = records.review(self.lead)
        colleague = records.colleague(self.lead, review)
        code = records.code(self.lead, review)
        text = records.text(self.lead, records.source(self.lead, review))
        apart = records.source(self.lead, review, "Interview 2")
        records.text(self.lead, apart)
        coding = records.coding(self.lead, text, code)
        pair = {"title": "R", "first_id": self.lead.person, "second_id": colleague.person}
        of_round = rounds.begin(self.lead, review.pk, pair | {"sources": [str(apart.pk)]})
        self.records = {"review": review, "code": code, "text": text, "coding": coding, "round": of_round}

    def address(self, name: str, of: str, place: str = PLACE) -> str:
        page, _, step = name.partition(" ")
        return reverse(page, args=[place, self.records[of].pk, *([step] if step else [])])


@pytest.fixture
def everything(staff):
    return Everything()


def test_a_role_on_the_team_sees_what_the_table_says(every_role, everything):
    for role, client in every_role.items():
        records.join(everything.lead, everything.records["review"], client.person, "reviewer")
        for name, (of, roles) in PAGES.items():
            expected = 200 if role in roles else refused(role)
            assert client.get(everything.address(name, of)).status_code == expected, (role, name)
        for name, of in NOT_NOW.items():
            assert client.get(everything.address(name, of)).status_code == refused(role), (role, name)


def test_outside_the_team_nothing_of_it_exists(every_role, everything):
    for name, (of, roles) in PAGES.items():
        address = everything.address(name, of)
        for role, client in every_role.items():
            # Whoever may never see the page may be refused before the record is looked for.
            expected = {404} if role in roles else {403, 404} if role in TEAM else {refused(role)}
            assert client.get(address).status_code in expected, (role, name)
            assert client.post(address, {"version": 1}).status_code in expected | {405}, (role, name)


def test_at_another_place_nothing_of_it_exists(as_role, everything):
    client = as_role("review_lead", OTHER_PLACE, "Ada Away")
    for name, (of, _) in PAGES.items():
        for place in (PLACE, OTHER_PLACE):
            assert client.get(everything.address(name, of, place)).status_code == 404, name


def test_without_signing_in_every_page_leads_to_the_sign_in(staff, everything):
    for name, (of, _) in PAGES.items():
        assert staff.get(everything.address(name, of)).status_code == 302, name


def test_the_table_is_about_people_of_a_team():
    assert {role for _, roles in PAGES.values() for role in roles} == TEAM
