"""What each measure counts, from the evidence of a place: one function for each name in measures.toml.

A count of work within some days has only what is over: what may still come in time is not late.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from careplace.casework.assurance.proof.evidence import ActionDates, Evidence, Rating, Site, VisitDates
from careplace.casework.assurance.proof.history import ServiceHistory
from careplace.casework.assurance.proof.measures import Measure
from careplace.casework.assurance.proof.years import Year
from careplace.casework.assurance.visits.actions import DAYS_TO_VISIT_AGAIN
from careplace.ratings.scale import LEVELS

ONE_DAY = timedelta(days=1)
GOOD, BELOW_GOOD = LEVELS[:2], LEVELS[2:]


@dataclass(frozen=True)
class Item:
    """One of the denominator: its service, its own date where it has one, and whether the numerator has it; if not, why.

    `why` is one of few phrases, so that reasons can be counted without naming a service.
    """

    service: str
    counted: bool
    why: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Count:
    """What a measure counts in a year. `as_at` is the date of the denominator.

    `uncertain` has the services that the records cannot place in the denominator or out of it; `notes` say what else is
    not counted; `unavailable` says why nothing can be counted.
    """

    as_at: date
    items: tuple[Item, ...] = ()
    uncertain: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    unavailable: str = ""


class Words(NamedTuple):
    """What a note says of one, and of several."""

    singular: str
    plural: str


LEFT = Words(
    "service was under contract earlier in the year and not on the date",
    "services were under contract earlier in the year and not on the date",
)
OTHER_TEMPLATE = Words(
    "report is of a template that this release does not have",
    "reports are of a template that this release does not have",
)
CONTRACT_ENDED = Words(
    "report is not counted: the contract ended before the seven months",
    "reports are not counted: the contracts ended before the seven months",
)
DATE_MOVED = Words(
    "action had its date moved: the first date counts",
    "actions had their date moved: the first date counts",
)
FOLLOWED_ELSEWHERE = Words(
    "action is followed elsewhere, and not counted",
    "actions are followed elsewhere, and not counted",
)
RATING_UNKNOWN = Words(
    "supported service is not counted: its rating at the start of the year or since is not known",
    "supported services are not counted: their ratings at the start of the year or since are not known",
)
Counting = Callable[[Evidence, Measure, Year, date], Count]


def visited(evidence: Evidence, measure: Measure, year: Year, today: date) -> Count:
    """Contracted services of the measure's kinds, and whether a visit of its kinds took place in the year."""
    as_at = year.last_day(today)
    since = min((min(v.planned_on, v.visited_on or v.planned_on) for v in evidence.visits), default=None)
    if since is None or since > as_at:
        return Count(as_at, unavailable=f"No visit of {year.label} or before is recorded here.")
    of_kind = [s for s in evidence.services.values() if s.kind_on(as_at) in measure.kinds]
    visits = _by_service(evidence.visits)
    items = (
        _visited_item(s, visits.get(s.id, []), measure, year, as_at)
        for s in of_kind
        if s.contracted_on(as_at)
    )
    left = sum(not s.contracted_on(as_at) and _contracted_within(s, year.start, as_at) for s in of_kind)
    uncertain = tuple(s.id for s in of_kind if s.unknown_on(as_at))
    return Count(as_at, tuple(items), uncertain, _notes((left, LEFT)))


def _visited_item(
    service: ServiceHistory, visits: list[VisitDates], measure: Measure, year: Year, as_at: date
) -> Item:
    took_place = [v for v in visits if v.visited_on and year.start <= v.visited_on <= as_at]
    counted = [v.visited_on for v in took_place if v.kind in measure.visit_kinds]
    if counted:
        return Item(service.id, True, on=max(day for day in counted if day))
    return Item(service.id, False, _why_not_visited(service, visits, bool(took_place), year))


def _why_not_visited(service: ServiceHistory, visits: list[VisitDates], other_kind: bool, year: Year) -> str:
    states = {v.state for v in visits if year.has(v.planned_on)}
    if "planned" in states:
        return "a visit was planned and has not taken place"
    if "cancelled" in states:
        return "the visit was cancelled"
    if other_kind:
        return "visited because of a concern only"
    if any(year.has(spell.start) for spell in service.spells):
        return "the contract began in the year"
    return "no visit was planned"


def final_in_time(evidence: Evidence, measure: Measure, year: Year, today: date) -> Count:
    """Visits of the year whose days are over, and whether their report was final by then."""
    days = timedelta(days=measure.days)
    as_at = min(year.end + days, today - ONE_DAY)
    visits = [(v, v.visited_on) for v in evidence.visits if v.visited_on and year.has(v.visited_on)]
    items = [_deadline_item(v.service, on, v.final_on, on + days) for v, on in visits if on + days <= as_at]
    running = Words(
        f"visit is not counted yet: its {measure.days} days are not over",
        f"visits are not counted yet: their {measure.days} days are not over",
    )
    return Count(as_at, tuple(items), notes=_notes((len(visits) - len(items), running)))


def _deadline_item(service: str, on: date, done_on: date | None, due_on: date) -> Item:
    late = "later" if done_on and done_on > due_on else "" if done_on else "not yet"
    return Item(service, not late, late, on)


def visited_again(evidence: Evidence, measure: Measure, year: Year, today: date) -> Count:
    """Final reports below standard whose seven months ended in the year, and whether a visit followed in time."""
    as_at, days = min(year.end, today - ONE_DAY), timedelta(days=measure.days)
    due = [(v, on) for v, on in _final(evidence) if year.has(on + days) and on + days <= as_at]
    below = [(v, on) for v, on in due if v.below_standard]
    standing = [(v, on) for v, on in below if evidence.services[v.service].contracted_on(on + days)]
    visits = _by_service(evidence.visits)
    items = tuple(_again_item(v, on, visits[v.service], days) for v, on in standing)
    unknown = sum(v.below_standard is None for v, _on in due)
    notes = _notes((unknown, OTHER_TEMPLATE), (len(below) - len(standing), CONTRACT_ENDED))
    return Count(as_at, items, notes=notes)


def _final(evidence: Evidence) -> list[tuple[VisitDates, date]]:
    """(visit, the day on which its report became final) of every final report."""
    return [(v, v.final_on) for v in evidence.visits if v.final_on]


def _again_item(report: VisitDates, final_on: date, visits: list[VisitDates], latest: timedelta) -> Item:
    later = [
        v.visited_on for v in visits if v.kind == "re-audit" and v.visited_on and v.visited_on > final_on
    ]
    if not later:
        return Item(report.service, False, "not visited again", final_on)
    after = min(later) - final_on
    why = "earlier" if after.days < DAYS_TO_VISIT_AGAIN else "later" if after > latest else ""
    return Item(report.service, not why, why, final_on)


def plans_agreed(evidence: Evidence, measure: Measure, year: Year, today: date) -> Count:
    """Action plans whose days ended in the year, and whether the provider had agreed to all of each by then."""
    as_at, days = min(year.end, today - ONE_DAY), timedelta(days=measure.days)
    plans: dict[str, list[ActionDates]] = {}
    for action in evidence.actions:
        if action.visit and action.asked_by == "council" and action.state != "moved":
            plans.setdefault(action.visit, []).append(action)
    due = [(v, on) for v, on in _final(evidence) if v.id in plans and year.has(on + days)]
    over = [(v, on) for v, on in due if on + days <= as_at]
    items = [_deadline_item(v.service, on, _all_agreed(plans[v.id]), on + days) for v, on in over]
    return Count(as_at, tuple(items))


def _all_agreed(actions: list[ActionDates]) -> date | None:
    """The day on which the last was agreed; None while one is not."""
    days = [action.agreed_on for action in actions if action.agreed_on]
    return max(days) if len(days) == len(actions) else None


def actions_in_time(evidence: Evidence, measure: Measure, year: Year, today: date) -> Count:
    """Actions whose first agreed date was in the year and is over, and whether they were done by then."""
    as_at = min(year.end, today - ONE_DAY)
    agreed = [(a, a.first_due_on) for a in evidence.actions if a.first_due_on]
    due = [(a, on) for a, on in agreed if year.start <= on <= as_at]
    standing = [(a, on) for a, on in due if a.state != "moved"]
    items = [_deadline_item(a.service, on, a.done_on, on) for a, on in standing]
    moved = sum(a.due_moved for a, _on in standing)
    notes = _notes((moved, DATE_MOVED), (len(due) - len(standing), FOLLOWED_ELSEWHERE))
    return Count(as_at, tuple(items), notes=notes)


def supported_improved(evidence: Evidence, measure: Measure, year: Year, today: date) -> Count:
    """Services supported in the year that were rated below Good at its start, and whether they are Good since."""
    as_at = year.last_day(today)
    if evidence.ratings is None:
        return Count(as_at, unavailable="No edition of CQC's ratings can be read.")
    supported = _supported(evidence, year, as_at)
    rated = [(s, rating) for s in supported if (rating := evidence.ratings.get(s.location_id))]
    items = tuple(_improved_item(s, rating) for s, rating in rated if rating.then in BELOW_GOOD)
    return Count(as_at, items, notes=_notes((len(supported) - len(rated), RATING_UNKNOWN)))


def _supported(evidence: Evidence, year: Year, as_at: date) -> list[ServiceHistory]:
    """Contracted services that were visited, or agreed to an action, in the year."""
    days = [(v.service, v.visited_on) for v in evidence.visits]
    days += [(a.service, a.agreed_on) for a in evidence.actions]
    ids = {service for service, day in days if day and year.start <= day <= as_at}
    return [s for s in evidence.services.values() if s.id in ids and s.contracted_on(as_at)]


def _improved_item(service: ServiceHistory, rating: Rating) -> Item:
    why = "" if rating.latest in GOOD else f"rated {rating.latest}"
    return Item(service.id, not why, why, rating.published_on)


def campaign_sites(evidence: Evidence, measure: Measure, year: Year, today: date) -> Count:
    """Sites of campaigns, and whether the campaign had begun there."""
    as_at = year.last_day(today)
    return Count(as_at, tuple(_site_item(site, as_at) for site in _sites_on(evidence, as_at)))


def _site_item(site: Site, as_at: date) -> Item:
    why = "" if _begun(site, as_at) else "later" if site.starts_on else "no month is set"
    return Item(site.service, not why, why, site.starts_on)


def sites_accredited(evidence: Evidence, measure: Measure, year: Year, today: date) -> Count:
    """Sites where a campaign had begun, and whether one of their accreditations was valid."""
    as_at = year.last_day(today)
    sites = [site for site in _sites_on(evidence, as_at) if _begun(site, as_at)]
    reasons = [_why_not_accredited(site, as_at) for site in sites]
    items = (
        Item(site.service, not why, why, site.starts_on) for site, why in zip(sites, reasons, strict=True)
    )
    return Count(as_at, tuple(items))


def _why_not_accredited(site: Site, day: date) -> str:
    if any(level.valid_on(day) for level in site.accreditations):
        return ""
    return "expired" if any(level.on <= day for level in site.accreditations) else "none by then"


def _sites_on(evidence: Evidence, day: date) -> Iterable[Site]:
    sites = (site for site in evidence.sites if site.listed_on(day))
    return (site for site in sites if evidence.services[site.service].contracted_on(day))


def _begun(site: Site, day: date) -> bool:
    return site.starts_on is not None and site.starts_on <= day


def _by_service(visits: Iterable[VisitDates]) -> dict[str, list[VisitDates]]:
    by_service: dict[str, list[VisitDates]] = {}
    for visit in visits:
        by_service.setdefault(visit.service, []).append(visit)
    return by_service


def _contracted_within(service: ServiceHistory, start: date, end: date) -> bool:
    return any(spell.start <= end and (spell.end is None or spell.end >= start) for spell in service.spells)


def _notes(*counted: tuple[int, Words]) -> tuple[str, ...]:
    """A sentence for each number that is not zero."""
    return tuple(
        f"{count} {words.singular if count == 1 else words.plural}." for count, words in counted if count
    )


COUNTS: dict[str, Counting] = {
    function.__name__: function
    for function in (
        *(visited, final_in_time, visited_again, plans_agreed, actions_in_time),
        *(supported_improved, campaign_sites, sites_accredited),
    )
}
"""{name in measures.toml: what counts it}"""
