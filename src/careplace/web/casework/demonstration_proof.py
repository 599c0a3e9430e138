"""What the fictional team did: a year of visits, a campaign with its measurements, and a published statement.

Numbers are drawn with a fixed seed, so that every demonstration is the same; nothing in it is of a real place.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from uuid import uuid4

import numpy as np
from dateutil.relativedelta import relativedelta
from django.utils import timezone

from careplace.casework.assurance.campaigns.models import (
    Accreditation,
    Campaign,
    CampaignSite,
    Measurement,
    Step,
)
from careplace.casework.assurance.models import Service
from careplace.casework.assurance.proof import contracts, statements
from careplace.casework.assurance.proof.years import Year, year_of
from careplace.casework.assurance.visits import actions
from careplace.casework.assurance.visits.template import default
from careplace.casework.scope.actor import Actor
from careplace.casework.workflow.actions import changes
from careplace.publications.store import Store

SEED, MONTHS, MONTHS_BEFORE = 2026, 30, 18
PILOTS, LATER, COMPARED = 4, 2, 2
RESIDENTS, BEFORE, AFTER = 40, 0.45, 0.8
"""Residents of a home, and the part of them with a plan before the campaign and since."""
REPORT_AFTER = timedelta(days=30)


def add_proof(officer: Actor, manager: Actor, home: Path) -> None:
    """Make all of it for the services that the place has."""
    today = timezone.localdate()
    services = list(Service.objects.at(officer.place))
    began_on = date(2019, 4, 1)
    contracts.note(
        manager, [service.pk for service in services], began_on, "The fictional contracts register"
    )
    last_year = year_of(today).before
    _visits(officer, manager, services[:-2], last_year)
    homes = [service for service in services if service.kind in ("care_home", "nursing_home")]
    _campaign(officer, manager, homes, today)
    _statement(officer, manager, last_year, today, home)


def _visits(officer: Actor, manager: Actor, services: Sequence[Service], year: Year) -> None:
    """A visit to each service, spread over the year, with its final report."""
    for n, service in enumerate(services):
        on = year.start + timedelta(days=10 + n * 340 // max(len(services), 1))
        visit = actions.plan(officer, service.pk, {"kind": "planned", "planned_on": on})
        with actions.seen(officer, visit.pk, visit.version) as now:
            visit = now.change("start", visited_on=on, officer_id=officer.person)
        visit = actions.record(officer, visit.pk, visit.version, _record())
        visit = actions.send_draft(officer, visit.pk, visit.version, on + timedelta(days=7))
        visit = actions.end_accuracy(officer, visit.pk, visit.version, on + REPORT_AFTER)
        actions.finalise(manager, visit.pk, visit.version, on + REPORT_AFTER)


def _record() -> dict:
    """A record without a gap, every standard Good."""
    keys = list(default().standards)
    text = "Records were sampled. They were complete and up to date."
    pairs = [keys[n : n + 2] for n in range(0, len(keys), 2)]
    evidence = [{"id": str(uuid4()), "kind": "record", "text": text, "standards": pair} for pair in pairs]
    return {"evidence": evidence, "grades": dict.fromkeys(keys, "good")}


def _campaign(officer: Actor, manager: Actor, homes: Sequence[Service], today: date) -> None:
    """Mouth Care Matters in four pilot homes, two later ones that wait, and two that are measured only."""
    last = today.replace(day=1) - relativedelta(months=1)
    first = last - relativedelta(months=MONTHS - 1)
    starts = first + relativedelta(months=MONTHS_BEFORE)
    draws = np.random.default_rng(SEED)
    with changes(manager) as at_once:
        campaign = at_once.add(_mouth_care(starts), "plan")
        campaign = at_once.change(Campaign, campaign.pk, "begin", {}, campaign.version)
        at_once.add(
            Step(campaign=campaign, text="Train a mouth care champion in each pilot home", due_on=starts)
        )
        step = at_once.add(
            Step(campaign=campaign, text="Order assessment tools for the pilot homes", due_on=starts)
        )
        at_once.change(Step, step.pk, "finish", {"done_on": starts}, step.version)
    for n, service in enumerate(homes[: PILOTS + LATER + COMPARED]):
        with changes(officer) as at_once:
            site = at_once.add(_site(campaign, service, n, starts, today))
            for month in range(MONTHS):
                begun = site.role == "pilot" and month >= MONTHS_BEFORE
                numerator = int(draws.binomial(RESIDENTS, AFTER if begun else BEFORE))
                values = {"month": first + relativedelta(months=month), "numerator": numerator}
                at_once.add(Measurement(site=site, denominator=RESIDENTS, **values), "enter")
            if n < 2:
                at_once.add(Accreditation(site=site, level="Bronze", awarded_on=last), "award")


def _mouth_care(starts: date) -> Campaign:
    return Campaign(
        name="Mouth Care Matters",
        aim="Every resident of a care home has a mouth care plan and the help that it asks for.",
        lead="The team’s clinical lead",
        measure="Residents with a mouth care plan",
        unit="% of residents",
        polarity="high",
        starts_on=starts,
    )


def _site(campaign: Campaign, service: Service, n: int, starts: date, today: date) -> CampaignSite:
    if n < PILOTS:
        training = {"staff": 36, "trained": 24 + 3 * n, "trained_by": today}
        return CampaignSite(campaign=campaign, service=service, role="pilot", starts_in=starts, **training)
    if n < PILOTS + LATER:
        later = today.replace(day=1) + relativedelta(months=4)
        return CampaignSite(campaign=campaign, service=service, role="later", starts_in=later)
    return CampaignSite(campaign=campaign, service=service, role="none")


def _statement(officer: Actor, manager: Actor, year: Year, today: date, home: Path) -> None:
    """The statement of the year, written by the officer, reviewed and published by the manager."""
    words = "This statement is of a fictional team."
    record = statements.write(officer, year, words, today, home)
    record = statements.review(manager, record.pk, record.version, today, home)
    # A home whose database was deleted still has the publication of the team before.
    if statements.publication_id(record) not in Store(home).ids():
        statements.publish(manager, record.pk, record.version, today, home)
