"""What the database and the workflow refuse, on both databases, and that every change is in the audit."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from tests.casework.assurance.campaigns.campaigns import (
    STARTS,
    a_campaign,
    a_site,
    a_step,
    an_accreditation,
    measure,
)
from tests.casework.assurance.visits.records import officer_at
from tests.casework.people import OTHER_PLACE, actor

from careplace.casework.assurance.campaigns import changes as campaign_changes
from careplace.casework.assurance.campaigns.models import (
    Accreditation,
    Campaign,
    CampaignSite,
    Measurement,
    Step,
)
from careplace.casework.audit.models import Event
from careplace.casework.audit.verification import faults
from careplace.casework.scope.actor import NotAllowed
from careplace.casework.workflow.actions import Conflict, changes

pytestmark = pytest.mark.usefixtures("both")


def refused(record_type, pk, **values):
    """Whether the database itself refuses values that no form would send."""
    try:
        with transaction.atomic():
            record_type.objects.filter(pk=pk).update(**values)
    except IntegrityError:
        return True
    return False


def test_the_database_refuses_what_cannot_be():
    campaign = a_campaign()
    site = a_site(campaign)
    measure(site, (10,))
    measurement, step = Measurement.objects.get(), a_step(campaign)
    award = an_accreditation(site)
    assert refused(Campaign, campaign.pk, state="gone")
    assert refused(Campaign, campaign.pk, polarity="none")
    assert refused(Campaign, campaign.pk, ends_on=date(2020, 1, 1))
    assert refused(CampaignSite, site.pk, role="none")
    assert refused(CampaignSite, site.pk, trained=5)
    assert refused(CampaignSite, site.pk, trained=5, staff=4, trained_by=STARTS)
    assert refused(Step, step.pk, state="done")
    assert refused(Accreditation, award.pk, expires_on=date(2025, 8, 31))
    assert refused(Measurement, measurement.pk, denominator=0)
    assert refused(Measurement, measurement.pk, numerator=-1)
    assert not refused(CampaignSite, site.pk, trained=4, staff=4, trained_by=STARTS)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"role": "none"}, "no first month"),
        ({"starts_in": date(2025, 4, 2)}, "first day"),
        ({"trained": 5, "staff": 4, "trained_by": STARTS}, "as were trained"),
    ],
)
def test_a_site_that_cannot_be_is_refused_in_words(values, message):
    site = a_site(a_campaign())
    with pytest.raises(ValidationError, match=message), changes(officer_at()) as at_once:
        at_once.change(CampaignSite, site.pk, "edit", values, site.version)


def test_one_site_a_service_and_one_measurement_a_month():
    site = a_site(a_campaign())
    measure(site, (10,))
    with pytest.raises(ValidationError, match="entered already"):
        measure(site, (11,))
    with (
        pytest.raises(ValidationError, match="a site of the campaign already"),
        changes(officer_at()) as at_once,
    ):
        at_once.add(CampaignSite(campaign=site.campaign, service=site.service, role="later"))
    with changes(officer_at()) as at_once:
        at_once.change(CampaignSite, site.pk, "remove", {"reason": "Closed"}, site.version)
        at_once.add(CampaignSite(campaign=site.campaign, service=site.service, role="later"))


def test_details_of_people_and_months_to_come_are_refused():
    acting = officer_at()
    with pytest.raises(ValidationError):
        a_campaign(acting, aim="Mrs Green, born 3 March 1931, is to have a clean mouth")
    with pytest.raises(ValidationError, match="earlier"):
        measure(a_site(a_campaign(acting)), (1,), first=date(2099, 1, 1))


def test_nothing_is_added_to_a_campaign_that_has_ended_nor_from_another_place():
    campaign, acting = a_campaign(state="ended"), officer_at()
    with pytest.raises(NotAllowed, match="has ended"):
        campaign_changes.add(acting, campaign.pk, Step(campaign=campaign, text="Train"))
    with pytest.raises(Campaign.DoesNotExist):
        campaign_changes.add(officer_at(OTHER_PLACE), campaign.pk, Step(campaign=campaign, text="Train"))


def test_an_officer_plans_and_a_manager_begins():
    officer = actor(name="Olu Officer")
    campaign = a_campaign(state="planned")
    with pytest.raises(NotAllowed), changes(officer) as at_once:
        at_once.change(Campaign, campaign.pk, "begin", {}, campaign.version)
    unled = a_campaign(state="planned", lead="")
    with pytest.raises(ValidationError, match="Enter this"), changes(officer_at()) as at_once:
        at_once.change(Campaign, unled.pk, "begin", {}, unled.version)


def test_a_colleagues_change_is_never_overwritten_and_all_is_in_the_audit():
    site = a_site(a_campaign())
    measure(site, (10,))
    record, acting = Measurement.objects.get(), officer_at()
    values = {"numerator": "12.00", "denominator": 40, "month": record.month}
    corrected = campaign_changes.change(acting, site.campaign_id, record, "correct", values, record.version)
    with pytest.raises(Conflict):
        campaign_changes.change(acting, site.campaign_id, record, "correct", values, record.version)
    event = Event.objects.filter(kind="measurement").last()
    assert (event.before, event.after) == ('{"numerator":"10"}', '{"numerator":"12"}')
    again = campaign_changes.change(acting, site.campaign_id, record, "correct", values, corrected.version)
    assert again.version == corrected.version
    assert list(faults({})) == []
