"""A campaign's measurements as series, and what may be said of them."""

from datetime import date

import pytest
from tests.casework.assurance.campaigns.campaigns import FIRST, STARTS, a_campaign, a_site, measure

from careplace.casework.assurance.campaigns.measurements import Change
from careplace.casework.assurance.campaigns.models import CampaignSite
from careplace.casework.assurance.campaigns.series import (
    LONGEST,
    campaign_sentences,
    months_between,
    site_sentence,
    site_series,
    spread,
)

BEFORE = (10, 12, 11, 9, 10, 12, 11, 9, 10, 12, 11, 9, 10, 12, 11)
TODAY = date(2026, 6, 1)


@pytest.fixture
def campaign(sqlite):
    return a_campaign()


def series_of(campaign, today=TODAY):
    return site_series(campaign, campaign.sites.filter(state="listed"), today)


def test_months_have_no_gap_and_a_month_that_was_not_measured_has_no_value(campaign):
    measure(a_site(campaign), (10, None, 20))
    (site,) = series_of(campaign)
    assert site.months == (date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1))
    assert site.series.values == (25.0, None, 50.0)
    assert site.series.start == 3


def test_a_count_without_a_denominator_is_itself(campaign):
    measure(a_site(campaign), (3, 4), denominator=None)
    assert series_of(campaign)[0].series.values == (3.0, 4.0)


def test_a_value_is_per_so_many(sqlite):
    campaign = a_campaign(per=1000, unit="falls per 1,000 bed days", polarity="low")
    measure(a_site(campaign), (3,), denominator=1200)
    assert series_of(campaign)[0].series.values == (2.5,)


def test_a_site_without_measurements_has_no_series(campaign):
    a_site(campaign)
    assert series_of(campaign) == []


def test_a_clear_rise_is_better_and_said_no_more_strongly_than_the_data_allow(campaign):
    measure(a_site(campaign), (*BEFORE, *(30, 31, 29, 30, 32, 31, 30, 29)))
    measure(
        a_site(campaign, name="Not yet", role="later", starts_in=date(2027, 1, 1)), (*BEFORE, *BEFORE[:8])
    )
    here, elsewhere = sorted(series_of(campaign), key=lambda site: not site.begun)
    assert (here.begun, here.finding.change) == (True, Change.BETTER)
    assert (elsewhere.begun, elsewhere.finding.change) == (False, Change.NOT_CLEAR)
    assert elsewhere.series.start == 15
    assert campaign_sentences([here, elsewhere], 1) == [
        "Of 1 sites where a change can be tested, 1 became better after the campaign began, 0 became worse, "
        "and 0 showed no clear difference.",
        "Of 1 sites without the campaign, 0 became better over the same months. "
        "This comparison alone does not show that the campaign is the cause.",
        "1 site was not measured.",
    ]
    assert site_sentence(here, "%").startswith(
        "Better since the campaign began there: 26.5 before, 75.6 since, in %; difference 49.1 (95% interval "
    )
    assert site_sentence(elsewhere, "%").startswith(
        "No clear difference since the campaign began elsewhere: "
    )


def test_too_few_months_are_said(campaign):
    measure(a_site(campaign), BEFORE)
    measure(a_site(campaign, name="Late"), (5,) * 10, first=date(2024, 12, 1))
    late, early = series_of(campaign)
    assert site_sentence(early, "%") == "Cannot be tested: 0 months since are too few."
    assert site_sentence(late, "%") == "Cannot be tested: 4 months before are too few."
    assert campaign_sentences([], 2)[0].startswith(
        "Nothing was measured at a site where the campaign has begun"
    )


def test_values_that_never_vary_show_nothing(campaign):
    measure(a_site(campaign), (10,) * 30)
    assert site_sentence(series_of(campaign)[0], "%") == "Cannot be tested: the values do not vary."


def test_the_spread_counts_sites_that_have_begun_by_month(sqlite):
    sites = [CampaignSite(starts_in=day) for day in (STARTS, STARTS, date(2025, 6, 1), None)]
    assert spread(sites, STARTS, date(2025, 6, 1)) == [
        (date(2025, 4, 1), 2),
        (date(2025, 5, 1), 2),
        (date(2025, 6, 1), 3),
    ]
    assert spread(sites, date(2026, 1, 1), FIRST) == []


def test_months_between():
    assert months_between(FIRST, FIRST) == (FIRST,)
    assert months_between(date(2024, 11, 1), date(2025, 2, 1))[1:3] == (date(2024, 12, 1), date(2025, 1, 1))
    assert len(months_between(date(1900, 1, 1), FIRST)) == LONGEST
