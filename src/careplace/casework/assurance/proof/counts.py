"""What each measure counts, from the evidence of a place: one function for each name in measures.toml.

A count of work within some days has only what is over: what may still come in time is not late.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from careplace.casework.assurance.proof.evidence import ActionDates, Evidence, Site, VisitDates
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


Counting = Callable[[Evidence, Measure, Year, date], Count]


def visited(evidence: Evidence, measure: Measure, year: Year, today: date) -> Count:
    """Contracted services of the measure's kinds, and whether a visit of its kinds took place in the year."""
    as_at = year.last_day(today)
    since = min((min(v.planned_on, v.visited_on or v.planned_on) for v in evidence.visits), default=None)
    if since is None or since > as_at:
        return Count(as_at, unavailable=f"No visit of {year.label} or before is recorded here.")
    of_kind = [s for s in evidence.services.values() if s.kind_on(as_at) in measure.kinds]
    services = [s for s in of_kind if s.contracted_on(as_at)]
    visits = _by_service(evidence.visits)
    items = [_visited_item(s, visits.get(s.id, []), measure, year, as_at) for s in services]
    left = sum(not s.contracted_on(as_at) and _contracted_within(s, year.start, as_at) for s in of_kind)
    notes = _notes(
        (
            left,
            "service was under contract earlier in the year and not on the date",
            "services were under contract earlier in the year and not on the date",
        )
    )
    uncertain = tuple(s.id for s in of_kind if s.unknown_on(as_at))
    return Count(as_at, tuple(items), uncertain, notes)


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
    running = len(visits) - len(items)
    notes = _notes(
        (
            running,
            f"visit is not counted yet: its {measure.days} days are not over",
            f"visits are not counted yet: their {measure.days} days are not over",
        )
    )
    return Count(as_at, tuple(items), notes=notes)


def _deadline_item(service: str, on: date, done_on: date | None, due_on: date) -> Item:
    late = "later" if done_on and done_on > due_on else "" if done_on else "not yet"
    return Item(service, not late, late, on)


def visited_again(evidence: Evidence, measure: Measure, year: Year, today: date) -> Count:
    """Final reports below standard whose seven months ended in the year, and whether a visit followed in time."""
    as_at, days = min(year.end, today - ONE_DAY), timedelta(days=measure.days)
    final = [(v, v.final_on) for v in evidence.visits if v.final_on and year.has(v.final_on + days)]
    due = [(v, on) for v, on in final if on + days <= as_at]
    below = [(v, on) for v, on in due if v.below_standard]
    standing = [(v, on) for v, on in below if evidence.services[v.service].contracted_on(on + days)]
    visits = _by_service(evidence.visits)
    items = [_again_item(v, on, visits[v.service], days) for v, on in standing]
    notes = _notes(
        (
            sum(v.below_standard is None for v, _on in due),
            "report is of a template that this release does not have",
            "reports are of a template that this release does not have",
        ),
        (
            len(below) - len(standing),
            "report is not counted: the contract ended before the seven months",
            "reports are not counted: the contracts ended before the seven months",
        ),
    )
    return Count(as_at, tuple(items), notes=notes)


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
    final = [(v, v.final_on) for v in evidence.visits if v.final_on and v.id in plans]
    due = [(v, on) for v, on in final if year.has(on + days) and on + days <= as_at]
    items = [_deadline_item(v.service, on, _all_agreed(plans[v.id]), on + days) for v, on in due]
    return Count(as_at, tuple(items))


def _all_agreed(actions: list[ActionDates]) -> date | None:
    """The day on which the last was agreed; None while one is not."""
    days = [action.agreed_on for action in actions if action.agreed_on]
    return max(days) if len(days) == len(actions) else None


def actions_in_time(evidence: Evidence, measure: Measure, year: Year, today: date) -> Count:
    """Actions whose first agreed date was in the year and is over, and whether they were done by then."""
    as_at = min(year.end, today - ONE_DAY)
    due = [
        (a, a.first_due_on)
        for a in evidence.actions
        if a.first_due_on and year.start <= a.first_due_on <= as_at
    ]
    standing = [(a, on) for a, on in due if a.state != "moved"]
    items = [_deadline_item(a.service, on, a.done_on, on) for a, on in standing]
    notes = _notes(
        (
            sum(a.due_moved for a, _on in standing),
            "action had its date moved: the first date counts",
            "actions had their date moved: the first date counts",
        ),
        (
            len(due) - len(standing),
            "action is followed elsewhere, and not counted",
            "actions are followed elsewhere, and not counted",
        ),
    )
    return Count(as_at, tuple(items), notes=notes)


def supported_improved(evidence: Evidence, measure: Measure, year: Year, today: date) -> Count:
    """Services supported in the year that were rated below Good at its start, and whether they are Good since."""
    as_at = year.last_day(today)
    if evidence.ratings is None:
        return Count(as_at, unavailable="No edition of CQC's ratings can be read.")
    worked_at = {v.service for v in evidence.visits if v.visited_on and year.start <= v.visited_on <= as_at}
    worked_at |= {a.service for a in evidence.actions if a.agreed_on and year.start <= a.agreed_on <= as_at}
    supported = [s for s in evidence.services.values() if s.id in worked_at and s.contracted_on(as_at)]
    rated = [(s, rating) for s in supported if (rating := evidence.ratings.get(s.location_id))]
    items = [
        Item(s.id, r.latest in GOOD, "" if r.latest in GOOD else f"rated {r.latest}", r.published_on)
        for s, r in rated
        if r.then in BELOW_GOOD
    ]
    unknown = len(supported) - len(rated)
    notes = _notes(
        (
            unknown,
            "supported service is not counted: its rating at the start of the year or since is not known",
            "supported services are not counted: their ratings at the start of the year or since are not known",
        )
    )
    return Count(as_at, tuple(items), notes=notes)


def campaign_sites(evidence: Evidence, measure: Measure, year: Year, today: date) -> Count:
    """Sites of campaigns, and whether the campaign had begun there."""
    as_at = year.last_day(today)
    items = [
        Item(
            site.service,
            begun,
            "" if begun else "later" if site.starts_on else "no month is set",
            site.starts_on,
        )
        for site in _sites_on(evidence, as_at)
        for begun in [_begun(site, as_at)]
    ]
    return Count(as_at, tuple(items))


def sites_accredited(evidence: Evidence, measure: Measure, year: Year, today: date) -> Count:
    """Sites where a campaign had begun, and whether one of their accreditations was valid."""
    as_at = year.last_day(today)
    items = [
        Item(site.service, not why, why, site.starts_on)
        for site in _sites_on(evidence, as_at)
        if _begun(site, as_at)
        for why in [_why_not_accredited(site, as_at)]
    ]
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


def _notes(*counted: tuple[int, str, str]) -> tuple[str, ...]:
    """A sentence for each (count, words for one, words for several) that is not zero."""
    return tuple(
        f"{count} {singular if count == 1 else several}." for count, singular, several in counted if count
    )


COUNTS: dict[str, Counting] = {
    function.__name__: function
    for function in (
        *(visited, final_in_time, visited_again, plans_agreed, actions_in_time),
        *(supported_improved, campaign_sites, sites_accredited),
    )
}
"""{name in measures.toml: what counts it}"""
