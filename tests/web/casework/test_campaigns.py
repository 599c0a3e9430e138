"""Pages of campaigns: who sees what in which state, what they say, and forms, files and conflicts."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.casework.assurance.campaigns.campaigns import (
    a_campaign,
    a_site,
    a_step,
    an_accreditation,
    measure,
)
from tests.casework.assurance.visits.records import a_service, officer_at
from tests.casework.people import OTHER_PLACE, PLACE
from tests.web.casework.access_campaigns import READERS, RECORD_PAGES, STATES, TEAM
from tests.web.casework.refusals import refused

from careplace.casework.assurance.campaigns.models import Campaign, CampaignSite, Measurement
from careplace.casework.assurance.campaigns.states import CAMPAIGN
from careplace.casework.workflow.actions import changes

READ_ONLY = ("campaign", "campaign-site", "measurements-csv")
BEFORE, SINCE = (10, 12, 11, 9, 10, 12, 11, 9, 10, 12, 11, 9, 10, 12, 11), (30, 31, 29, 30, 32, 31, 30, 29)


def whole(state="running", place=PLACE) -> dict:
    """{kind of record: a record} of a campaign in a state with one of each."""
    campaign = a_campaign(state="planned", place=place)
    site = a_site(campaign)
    measure(site, (*BEFORE, *SINCE))
    records = {
        "campaign": campaign,
        "site": site,
        "measurement": Measurement.objects.filter(site=site).first(),
    }
    records |= {"step": a_step(campaign), "accreditation": an_accreditation(site)}
    for action in {"running": ("begin",), "ended": ("begin", "end")}.get(state, ()):
        values = {"ends_on": date(2026, 1, 31), "reason": "Usual work"} if action == "end" else {}
        with changes(officer_at(place)) as at_once:
            campaign = at_once.change(Campaign, campaign.pk, action, values, campaign.version)
    return records | {"campaign": campaign}


def address(name: str, records: dict, place: str = PLACE) -> str:
    """The address of a page of these records."""
    page, _, action = name.partition(" ")
    kinds = {"campaign-step-finish": "step", "accreditation": "accreditation", "measurement": "measurement"}
    of_site = (
        "campaign-site",
        "campaign-site-edit",
        "campaign-site-remove",
        "accreditation-add",
        "measurement-add",
    )
    kind = kinds.get(page, "site" if page in of_site else "campaign")
    return reverse(page, args=[place, records[kind].pk, *([action] if action else [])])


def text_of(page: str) -> str:
    """A page without its tags."""
    return re.sub(r"<[^>]*>", "", page)


def test_the_table_has_every_state():
    assert tuple(CAMPAIGN.states) == STATES


@pytest.mark.parametrize("state", STATES)
def test_each_role_sees_and_sends_in_each_state_what_the_table_says(every_role, state):
    records = whole(state)
    for name, states in RECORD_PAGES.items():
        path = address(name, records)
        for role, client in every_role.items():
            seen = role in states[state]
            assert client.get(path).status_code == (200 if seen else refused(role)), (role, name)
            sent = client.post(path, {}).status_code
            assert sent == (405 if name in READ_ONLY else 422 if seen else refused(role)), (role, name)
    assert Campaign.objects.get().state == state


def test_campaigns_of_another_place_do_not_exist_there_or_here(every_role):
    records = whole("running", OTHER_PLACE)
    for name in RECORD_PAGES:
        for role, client in every_role.items():
            assert client.get(address(name, records, OTHER_PLACE)).status_code == 404, (role, name)
            expected = 404 if role in (READERS if name in READ_ONLY else TEAM) else refused(role)
            assert client.get(address(name, records)).status_code == expected, (role, name)


def test_without_signing_in_every_page_leads_to_the_sign_in(staff):
    records = whole()
    for name in RECORD_PAGES:
        assert staff.get(address(name, records))["Location"].startswith(reverse("account_login")), name


def test_the_page_says_what_the_data_allow_and_no_more(as_role):
    records = whole()
    page = as_role("panel_member").get(address("campaign", records)).content.decode()
    assert "Of 1 sites where a change can be tested, 1 became better after the campaign began" in page
    assert (
        "No site without the campaign was measured, so the data cannot show that the campaign is the cause."
        in page
    )
    assert "Better since the campaign began there: 26.5 before, 75.6 since" in page
    assert "1 of 1 sites by" in page
    assert 'role="img"' in page
    assert "Note that it is done" not in page
    site = as_role("commissioner").get(address("campaign-site", records)).content.decode()
    assert site.count("<tr ") == len(BEFORE) + len(SINCE) + 1
    assert "outside the limits" in site
    assert "Bronze, 1 September 2025" in text_of(site)


def test_a_site_with_too_few_months_is_drawn_without_limits(as_role):
    site = a_site(a_campaign())
    measure(site, (10, None, 12))
    page = as_role("team_manager").get(reverse("campaign-site", args=[PLACE, site.pk])).content.decode()
    assert "Cannot be tested" in page
    assert "mean before" not in page


def test_a_campaign_from_its_plan_to_its_end(as_role):
    client = as_role("team_manager")
    sent = {
        "name": "Hydration",
        "aim": "Enough to drink",
        "lead": "Dietitian",
        "measure": "Infections",
        "per": "1000",
        "unit": "per 1,000 bed days",
        "polarity": "low",
        "starts_on_0": "1",
        "starts_on_1": "4",
        "starts_on_2": "2026",
    }
    page = client.post(reverse("campaign-add", args=[PLACE]), sent, follow=True).content.decode()
    assert "A low value is good." in page
    assert "Nothing was measured" in page
    campaign = Campaign.objects.get()
    service = a_service(officer_at())
    site = {
        "service": str(service.pk),
        "role": "pilot",
        "starts_in": "April 2026",
        "staff": "30",
        "trained": "12",
    }
    counted = {"trained_by_0": "1", "trained_by_1": "6", "trained_by_2": "2026"}
    add = reverse("campaign-site-add", args=[PLACE, campaign.pk])
    assert client.post(add, site).status_code == 422
    page = client.post(add, site | counted, follow=True).content.decode()
    assert "12 of 30 by 1 June 2026" in text_of(page)
    assert (
        client.post(
            reverse("campaign-step", args=[PLACE, campaign.pk, "begin"]), {"version": "1"}
        ).status_code
        == 302
    )
    month = {"month": "5 2026", "numerator": "3", "denominator": "900.5"}
    row = CampaignSite.objects.get()
    enter = reverse("measurement-add", args=[PLACE, row.pk])
    assert client.post(enter, month).status_code == 302
    again = client.post(enter, month)
    assert again.status_code == 422
    assert "entered already" in again.content.decode()
    assert client.post(enter, month | {"month": "13 2026"}).status_code == 422
    assert client.post(enter, month | {"month": "4 2026", "denominator": "0"}).status_code == 422
    assert Measurement.objects.get().month == date(2026, 5, 1)


def test_a_conflict_shows_both_values(as_role):
    client, records = as_role("quality_officer"), whole()
    path = address("measurement", records)
    sent = {"month": "January 2024", "numerator": "13", "denominator": "40", "version": "1"}
    assert client.post(path, sent).status_code == 302
    answer = client.post(path, sent | {"numerator": "14"})
    assert answer.status_code == 409
    assert "13.00" in answer.content.decode()


def test_a_file_is_shown_before_it_changes_anything_and_goes_out_and_in_again(as_role):
    client, records = as_role("team_manager"), whole()
    path = address("measurements-import", records)

    def send(text: bytes):
        return client.post(path, {"file": SimpleUploadedFile("m.csv", text)})

    wrong = send(b"service,month,numerator\nRose House,2024-01,ten\n")
    assert wrong.status_code == 422
    assert "a number from 0" in wrong.content.decode()
    page = send(b"service,month,numerator,denominator\nRose House,2024-01,20,40\n")
    assert "10 of 40 → 20 of 40" in page.content.decode()
    before = Measurement.objects.order_by("month").first()
    assert before.numerator == 10
    plan = page.content.decode().split('name="plan" value="')[1].split('"')[0]
    assert client.post(path, {"plan": plan}).status_code == 302
    before.refresh_from_db()
    assert before.numerator == 20
    assert client.post(path, {"plan": plan}).status_code == 409
    assert client.post(path, {"plan": plan + "x"}).status_code == 422
    other = a_campaign()
    assert (
        client.post(reverse("measurements-import", args=[PLACE, other.pk]), {"plan": plan}).status_code == 422
    )
    text = b"".join(client.get(address("measurements-csv", records)).streaming_content)
    assert "The same as now: 23" in send(text).content.decode()


def test_at_most_twelve_queries(as_role):
    client, records = as_role("team_manager"), whole()
    for name in ("Violet", "Lily"):
        measure(a_site(records["campaign"], name=name), BEFORE)
    for path in (
        reverse("campaigns", args=[PLACE]),
        address("campaign", records),
        address("campaign-site", records),
    ):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(path).status_code == 200
        assert len(queries) <= 12, (path, [query["sql"][:80] for query in queries])


def test_a_month_before_the_last_twenty_years_has_no_point_and_the_page_is_there(as_role):
    site = a_site(a_campaign())
    measure(site, [10, *[None] * 245, 20, 30], first=date(2003, 1, 1))
    page = as_role("quality_officer").get(reverse("campaign-site", args=[PLACE, site.pk]))
    months = re.findall(r'header">(\w+ \d{4})</th>', page.content.decode())
    assert months == ["January 2003", "July 2023", "August 2023"]
    assert page.content.decode().count("older than the chart") == 1
