"""Campaigns for tests, with sites and measurements, made by the changes that people make."""

from datetime import date
from itertools import count

from dateutil.relativedelta import relativedelta
from tests.casework.assurance.visits.records import a_service, officer_at
from tests.casework.people import PLACE

from careplace.casework.assurance.campaigns.models import (
    Accreditation,
    Campaign,
    CampaignSite,
    Measurement,
    Step,
)
from careplace.casework.scope.actor import Actor
from careplace.casework.workflow.actions import changes

FIRST, STARTS = date(2024, 1, 1), date(2025, 4, 1)
_numbers = count()


def a_campaign(acting: Actor | None = None, state: str = "running", place: str = PLACE, **fields) -> Campaign:
    """A campaign in a state."""
    acting = acting or officer_at(place)
    values = {
        "name": f"Mouth Care {next(_numbers)}",
        "aim": "Healthy mouths",
        "lead": "Clinical lead",
        "measure": "Residents with a mouth care plan",
        "unit": "% of residents",
        "polarity": "high",
        "starts_on": STARTS,
    }
    with changes(acting) as at_once:
        record = at_once.add(Campaign(**values | fields), "plan")
        if state in ("running", "ended"):
            record = at_once.change(Campaign, record.pk, "begin", {}, record.version)
        if state == "ended":
            ended = {"ends_on": date(2026, 1, 31), "reason": "It is usual work now"}
            record = at_once.change(Campaign, record.pk, "end", ended, record.version)
    return record


def a_site(
    campaign: Campaign, acting: Actor | None = None, name: str = "Rose House", **fields
) -> CampaignSite:
    """A site of a campaign; a pilot from its first month unless `fields` say otherwise."""
    acting = acting or officer_at(campaign.place)
    values = {"role": "pilot", "starts_in": campaign.starts_on} | fields
    service = a_service(acting, name)
    with changes(acting) as at_once:
        return at_once.add(CampaignSite(campaign=campaign, service=service, **values))


def measure(site: CampaignSite, numerators, denominator=40, first: date = FIRST) -> None:
    """Measurements of a site, one a month from `first` on; None is a month without one."""
    with changes(officer_at(site.place)) as at_once:
        for n, numerator in enumerate(numerators):
            if numerator is not None:
                month = first + relativedelta(months=n)
                values = {"month": month, "numerator": numerator, "denominator": denominator}
                at_once.add(Measurement(site=site, **values), "enter")


def a_step(campaign: Campaign) -> Step:
    """A step that is open."""
    with changes(officer_at(campaign.place)) as at_once:
        return at_once.add(Step(campaign=campaign, text="Train the champions", due_on=date(2025, 5, 1)))


def an_accreditation(site: CampaignSite) -> Accreditation:
    """An accreditation of a site."""
    with changes(officer_at(site.place)) as at_once:
        values = {"level": "Bronze", "awarded_on": date(2025, 9, 1), "expires_on": date(2026, 9, 1)}
        return at_once.add(Accreditation(site=site, **values), "award")
