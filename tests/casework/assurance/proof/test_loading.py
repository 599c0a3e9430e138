"""Evidence read from a place's records: on both databases, with the clock set to the days on which people wrote."""

from datetime import UTC, date, datetime

from django.utils import timezone
from tests.casework.assurance.visits.records import KEYS, officer_at, whole
from tests.casework.people import OTHER_PLACE, PLACE

from careplace.casework.assurance.campaigns.models import Accreditation, Campaign, CampaignSite
from careplace.casework.assurance.models import Service
from careplace.casework.assurance.proof import levels
from careplace.casework.assurance.proof.figures import figures
from careplace.casework.assurance.proof.loading import evidence
from careplace.casework.assurance.proof.models import Contract
from careplace.casework.assurance.proof.years import Year
from careplace.casework.assurance.visits import actions
from careplace.casework.workflow.actions import changes

TODAY, YEAR = date(2026, 11, 29), Year(2025)


def add(acting, name, **fields) -> Service:
    with changes(acting) as at_once:
        return at_once.add(Service(**{"name": name, "kind": "care_home"} | fields))


def visited(acting, home, on, grade="good") -> actions.Visit:
    """A visit that took place, with a final report two weeks later and one action where it is below standard."""
    visit = actions.plan(acting, home.pk, {"kind": "planned", "planned_on": on})
    with actions.seen(acting, visit.pk, visit.version) as now:
        visit = now.change("start", visited_on=on, officer_id=acting.person)
    visit = actions.record(acting, visit.pk, visit.version, whole(**{KEYS[0]: grade}))
    visit = actions.send_draft(acting, visit.pk, visit.version, on)
    visit = actions.end_accuracy(acting, visit.pk, visit.version, on, provider_agrees=True)
    if grade != "good":
        asked = {"asked_by": "council", "issue": "Gaps in records.", "standard": KEYS[0]}
        actions.propose(acting, home.pk, asked, visit.pk)
    return actions.finalise(officer_at(acting.place), visit.pk, visit.version, on)


def a_site_of(acting, home, **fields) -> CampaignSite:
    """A home as the pilot of a campaign."""
    with changes(acting) as at_once:
        words = {"name": "Mouth Care", "aim": "Healthy mouths", "measure": "Plans", "unit": "%"}
        campaign = at_once.add(Campaign(**words, polarity="high", starts_on=date(2025, 4, 1)), "plan")
        return at_once.add(CampaignSite(campaign=campaign, service=home, role="pilot", **fields))


def counted(home, today=TODAY, year=YEAR, place=PLACE):
    """{key: (numerator, denominator)}."""
    of = figures(evidence(place, year, today, home), place, year, today)
    return {key: (figure.numerator, figure.denominator) for key, figure in of.items()}


def test_a_year_of_a_team(both, on, tmp_path):
    on(date(2024, 2, 1))
    acting = officer_at()
    first, second, ended = (add(acting, name) for name in ("First", "Second", "Ended"))
    add(officer_at(OTHER_PLACE), "Elsewhere")
    on(date(2025, 9, 10))
    visited(acting, first, date(2025, 9, 10), grade="poor")
    action = actions.Action.objects.get()
    on(date(2025, 9, 24))
    due = date(2025, 12, 1)
    action = actions.move_action(
        acting, action.pk, "agree", action.version, {"step": "Audit", "responsible": "Manager", "due_on": due}
    )
    on(due)
    action = actions.move_action(acting, action.pk, "report-done", action.version, {"proof": "Audit"})
    on(date(2026, 4, 20))
    with changes(acting) as at_once:
        values = {"contract_ended_on": date(2026, 3, 30), "reason": "Sold"}
        at_once.change(Service, ended.pk, "end-contract", values, ended.version)
    expected = {
        "homes-visited": (1, 2),
        "visits-final": (1, 1),
        "plans-agreed": (1, 1),
        "actions-in-time": (1, 1),
        "visited-again": (0, 0),
    }
    assert counted(tmp_path).items() >= expected.items()
    assert counted(tmp_path, year=Year(2026))["visited-again"] == (0, 1)
    assert second.pk

    last_year = counted(tmp_path)
    on(date(2026, 6, 1))
    new = add(acting, "New")
    assert counted(tmp_path) == last_year
    with changes(acting) as at_once:
        at_once.add(Contract(service=new, began_on=date(2020, 1, 1), source="The register"), "note")
    assert counted(tmp_path)["homes-visited"] == (1, 3)
    other = evidence(OTHER_PLACE, YEAR, TODAY, tmp_path)
    assert ([service.name for service in other.services.values()], other.visits) == (["Elsewhere"], ())


def test_a_date_that_moved_and_a_proof_that_was_not_enough(both, on, tmp_path):
    on(date(2025, 5, 1))
    acting = officer_at()
    home = add(acting, "First")
    action = actions.propose(acting, home.pk, {"asked_by": "icb", "issue": "Gaps"})
    due = {"step": "Audit", "responsible": "Manager", "due_on": date(2025, 6, 1)}
    action = actions.move_action(acting, action.pk, "agree", action.version, due)
    on(date(2025, 5, 20))
    action = actions.move_action(acting, action.pk, "report-done", action.version, {"proof": "A note"})
    assert counted(tmp_path)["actions-in-time"] == (1, 1)
    again = {"reason": "It shows one month.", "due_on": date(2025, 9, 1)}
    action = actions.move_action(acting, action.pk, "not-enough", action.version, again)
    on(date(2025, 8, 1))
    action = actions.move_action(acting, action.pk, "report-done", action.version, {"proof": "An audit"})
    of = figures(evidence(PLACE, YEAR, TODAY, tmp_path), PLACE, YEAR, TODAY)["actions-in-time"]
    assert (of.numerator, of.denominator) == (0, 1)
    assert of.count.notes == ("1 action had its date moved: the first date counts.",)


def test_a_date_that_was_written_before_the_provider_agreed_is_the_first(both, on, tmp_path):
    """The event of the agreement has what it changed: not a date that was there already."""
    on(date(2025, 5, 1))
    acting = officer_at()
    action = actions.propose(acting, add(acting, "First").pk, {"asked_by": "icb", "issue": "Gaps"})
    plan = {"step": "Audit", "responsible": "Manager", "due_on": date(2025, 6, 1)}
    action = actions.move_action(acting, action.pk, "edit", action.version, plan)
    assert counted(tmp_path)["actions-in-time"] == (0, 0)
    actions.move_action(acting, action.pk, "agree", action.version, plan)
    assert counted(tmp_path)["actions-in-time"] == (0, 1)


def test_a_site_that_was_removed_stays_in_the_year_before(both, on, tmp_path):
    on(date(2025, 5, 1))
    acting = officer_at()
    home = add(acting, "First")
    site = a_site_of(acting, home, starts_in=date(2025, 5, 1))
    on(date(2026, 6, 1))
    with changes(acting) as at_once:
        at_once.change(CampaignSite, site.pk, "remove", {"reason": "Closed"}, site.version)
    assert counted(tmp_path)["campaign-sites"] == (1, 1)
    assert counted(tmp_path, year=Year(2026))["campaign-sites"] == (0, 0)


def test_the_day_of_an_event_is_the_day_in_england(both, monkeypatch, tmp_path):
    monkeypatch.setattr(timezone, "now", lambda: datetime(2025, 6, 30, 23, 30, tzinfo=UTC))
    add(officer_at(), "First")
    (service,) = evidence(PLACE, YEAR, TODAY, tmp_path).services.values()
    assert service.added_on == date(2025, 7, 1)


def test_campaign_sites_and_levels(both, on, tmp_path):
    on(date(2024, 2, 1))
    acting = officer_at()
    home, other = add(acting, "First"), add(acting, "Second")
    site = a_site_of(acting, home, starts_in=date(2025, 5, 1))
    with changes(acting) as at_once:
        at_once.add(CampaignSite(campaign=site.campaign, service=other, role="none"))
        at_once.add(Accreditation(site=site, level="Bronze", awarded_on=date(2024, 1, 1)), "award")
    levels.register(lambda place, day: {str(home.pk): f"Enhanced on {day} at {place}"})
    try:
        of = evidence(PLACE, YEAR, TODAY, tmp_path)
    finally:
        levels._sources.pop()
    assert counted(tmp_path).items() >= {"campaign-sites": (1, 1), "sites-accredited": (1, 1)}.items()
    assert list(of.levels.values()) == ["Enhanced on 2026-03-31 at E08000026"]
    assert evidence(PLACE, YEAR, TODAY, tmp_path).levels == {}


def test_the_queries_do_not_grow_with_the_records(both, on, tmp_path):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    on(date(2025, 5, 1))
    acting = officer_at()
    numbers = []
    for n in range(3):
        visited(acting, add(acting, f"Home {n}"), date(2025, 5, 1), grade="poor")
        with CaptureQueriesContext(connection) as queries:
            evidence(PLACE, YEAR, TODAY, tmp_path)
        numbers.append(len(queries))
    assert len(set(numbers)) == 1
    assert numbers[0] <= 7
