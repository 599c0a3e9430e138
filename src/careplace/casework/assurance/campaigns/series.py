"""The months of a campaign's sites as series, and what they show."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from careplace.casework.assurance.campaigns.measurements import Change, Finding, Series, finding, sentences
from careplace.casework.assurance.campaigns.models import Campaign, CampaignSite
from careplace.measures.outcomes.control import POLARITIES
from careplace.publish.wording import number

LONGEST = 240
"""Months of a series: twenty years."""


@dataclass(frozen=True)
class SiteSeries:
    """A site that was measured. `months` are those of `series`, without a gap; `begun` is whether the campaign runs there.

    Where it has not begun, `series.start` is the month in which the campaign began at its first site.
    """

    site: CampaignSite
    months: tuple[date, ...]
    series: Series
    begun: bool
    finding: Finding


def site_series(campaign: Campaign, sites: Iterable[CampaignSite], today: date) -> list[SiteSeries]:
    """The series of every site with a measurement, in the order of the sites. `measurements` of each are prefetched."""
    return [_of_site(campaign, site, today) for site in sites if site.measurements.all()]


def _of_site(campaign: Campaign, site: CampaignSite, today: date) -> SiteSeries:
    values = {row.month: row.value(campaign.per) for row in site.measurements.all()}
    months = months_between(min(values), max(values))
    begun = site.starts_in is not None and site.starts_in <= today
    start = site.starts_in if begun and site.starts_in else campaign.starts_on.replace(day=1)
    before = sum(month < start for month in months)
    series = Series(str(site.service), tuple(values.get(month) for month in months), before)
    return SiteSeries(site, months, series, begun, finding(series, POLARITIES[campaign.polarity]))


def months_between(first: date, last: date) -> tuple[date, ...]:
    """The first days of the months from one to another, both included; at most the last LONGEST of them."""
    start, end = (day.year * 12 + day.month - 1 for day in (first, last))
    return tuple(date(n // 12, n % 12 + 1, 1) for n in range(max(start, end - LONGEST + 1), end + 1))


def campaign_sentences(measured: Sequence[SiteSeries], unmeasured: int) -> list[str]:
    """What may be said of a campaign, and of how many sites nothing can be said because nothing was measured."""
    begun = [site.finding for site in measured if site.begun]
    elsewhere = [site.finding for site in measured if not site.begun]
    if not begun:
        return [
            "Nothing was measured at a site where the campaign has begun, so the data cannot show a change."
        ]
    words = "site was" if unmeasured == 1 else "sites were"
    more = [f"{unmeasured} {words} not measured."] if unmeasured else []
    return [*sentences(begun, elsewhere), *more]


def site_sentence(site: SiteSeries, unit: str) -> str:
    """What a site's series shows: the means, their difference with its limits, and the verdict that they allow."""
    result, words = site.finding, {Change.BETTER: "Better", Change.WORSE: "Worse"}
    if result.difference is None or result.change not in (*words, Change.NOT_CLEAR):
        return f"Cannot be tested: {_why(result)}."
    value, lower, upper = (number(part, 1) for part in result.difference)
    means = (
        f"{number(result.mean_before or 0, 1)} before, {number(result.mean_after or 0, 1)} since, in {unit}"
    )
    since = "the campaign began there" if site.begun else "the campaign began elsewhere"
    verdict = words.get(result.change, "No clear difference")
    return f"{verdict} since {since}: {means}; difference {value} (95% interval {lower} to {upper})."


def _why(result: Finding) -> str:
    if result.change == Change.TOO_FEW_BEFORE:
        return f"{result.months_before} months before are too few"
    if result.change == Change.TOO_FEW_AFTER:
        return f"{result.months_after} months since are too few"
    return "the values do not vary"


def spread(sites: Iterable[CampaignSite], first: date, last: date) -> list[tuple[date, int]]:
    """(month, sites where the campaign had begun by then) of each month."""
    starts = [site.starts_in for site in sites if site.starts_in]
    return [(month, sum(start <= month for start in starts)) for month in months_between(first, last)]
