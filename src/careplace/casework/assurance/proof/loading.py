"""The evidence of a place, read from its records, its audit and the edition, in a fixed number of queries."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import reduce
from itertools import groupby
from json import loads
from operator import itemgetter, or_
from pathlib import Path
from typing import Any

from django.db.models import Case, F, Min, OuterRef, Q, QuerySet, Subquery, When

from careplace.casework import edition_reader
from careplace.casework.assurance.campaigns.models import CampaignSite
from careplace.casework.assurance.models import Service
from careplace.casework.assurance.proof.action_steps import ActionSteps
from careplace.casework.assurance.proof.counted_actions import counted_actions, dated_actions, needed_events
from careplace.casework.assurance.proof.evidence import (
    Accreditation,
    Evidence,
    Rating,
    Site,
    VisitDates,
)
from careplace.casework.assurance.proof.history import Change, ServiceHistory, service_history
from careplace.casework.assurance.proof.levels import levels_on
from careplace.casework.assurance.proof.measures import measures
from careplace.casework.assurance.proof.models import Contract
from careplace.casework.assurance.proof.years import Year
from careplace.casework.assurance.visits.models import Visit
from careplace.casework.assurance.visits.template import default
from careplace.casework.audit.models import Event
from careplace.casework.clocks import local_day

PACKAGE = "careplace.casework.assurance.proof"
KINDS = ("service", "campaign site")
"""Kinds of records whose whole history counts, beside what they are now."""
_ACCREDITATION = ("accreditations__level", "accreditations__awarded_on", "accreditations__expires_on")


def evidence(place: str, year: Year, today: date, home: Path) -> Evidence:
    """Everything that the figures of a year, and of the one before, are counted from; and the first visit of all."""
    first = _first_day(year)
    dated = dated_actions(place, first)
    audit = _audit(place, needed_events(place, first, dated))
    services, sites = _services(place, audit.changes), _sites(place, audit.changes)
    actions = counted_actions(place, first, dated, audit.steps)
    records = Evidence(services, _visits(place, year), actions, sites)
    levels = levels_on(place, year.last_day(today))
    return with_ratings(replace(records, levels=levels), year, home)


def with_ratings(records: Evidence, year: Year, home: Path) -> Evidence:
    """The same records with the ratings at the start of a year: figures of several years are counted from one reading."""
    locations = [s.location_id for s in records.services.values() if s.location_id]
    return replace(records, ratings=_ratings(home, locations, year.start))


@dataclass(frozen=True)
class _Audit:
    """What is needed of the audit: {(kind, id of the record): its changes, in order}, and {id of an action: its steps}."""

    changes: Mapping[tuple[str, str], list[Change]]
    steps: Mapping[str, ActionSteps]


def _audit(place: str, of_actions: Q) -> _Audit:
    # Sorted here: with an order by number the tables read every event of the place, instead of those of these kinds.
    fields = ("number", "kind", "record", "action", "at", "before", "after")
    changes: dict[tuple[str, str], list[Change]] = {}
    steps: dict[str, ActionSteps] = {}
    for _number, kind, record, action, at, before, after in sorted(
        Event.objects.filter(Q(kind__in=KINDS) | of_actions, place=place).values_list(*fields)
    ):
        if kind == "action":
            steps.setdefault(record, ActionSteps()).add(action, at, before)
        else:
            changes.setdefault((kind, record), []).append(Change(local_day(at), action, loads(after)))
    return _Audit(changes, steps)


def _services(place: str, events: Mapping[tuple[str, str], list[Change]]) -> dict[str, ServiceHistory]:
    began_on = Contract.objects.filter(service=OuterRef("pk")).values("began_on")
    rows = Service.objects.at(place).annotate(began_on=Subquery(began_on))
    return {
        str(pk): service_history(str(pk), name, location, start, events.get(("service", str(pk)), []))
        for pk, name, location, start in rows.values_list("pk", "name", "location_id", "began_on")
    }


def _visits(place: str, year: Year) -> tuple[VisitDates, ...]:
    fields = ("id", "service_id", "kind", "state", "planned_on", "visited_on", "final_on")
    rows = _counted_visits(place, year).annotate(
        known=Case(When(_counted_reports(year), then=F("record__grades")))
    )
    below = {grade.key for grade in default().grades if grade.below_standard}
    return tuple(
        VisitDates(
            str(id),
            str(service),
            kind,
            state,
            planned_on,
            visited_on,
            final_on,
            _below_standard(grades, below),
        )
        for id, service, kind, state, planned_on, visited_on, final_on, grades in rows.values_list(
            *fields, "known"
        )
    )


def _first_day(year: Year) -> date:
    """The first day that a figure of a year, or of the one before, looks at."""
    return year.before.start - timedelta(days=max(measure.days for measure in measures().values()))


def _counted_visits(place: str, year: Year) -> QuerySet[Visit]:
    """The visits with a date from the first day on; and the first that was planned and the first that took place, since the
    records and the choice of years begin with them.

    Of the visits of ten years they are a quarter.
    """
    visits, days = Visit.objects.at(place), ("planned_on", "visited_on", "final_on")
    since = (Q(**{f"{name}__gte": _first_day(year)}) for name in days)
    return visits.filter(
        reduce(or_, since, _is_first(visits, "planned_on") | _is_first(visits, "visited_on"))
    )


def _is_first(visits: QuerySet[Visit], name: str) -> Q:
    """The condition that a date is the earliest of all; no visit meets it where none has that date."""
    first = visits.order_by().values("place").annotate(first=Min(name)).values("first")
    return Q(**{name: Subquery(first)})


def _counted_reports(year: Year) -> Q:
    """The final reports whose grades the figures of a year and of the one before need, of this release's template.

    Grades are in the records of visits, which are long: those of all visits took a quarter of a second.
    """
    of_template = {"template": default().id, "template_version": default().version}
    return Q(final_on__range=(_first_day(year), year.end), **of_template)


def _below_standard(grades: Mapping[str, str] | None, below: Collection[str]) -> bool | None:
    """Whether a report was below standard; None where its grades are not known."""
    if grades is None:
        return None
    standards = default().standards
    return any(grade in below for standard, grade in grades.items() if standard in standards)


def _sites(place: str, events: Mapping[tuple[str, str], list[Change]]) -> tuple[Site, ...]:
    rows = CampaignSite.objects.at(place).exclude(role="none").order_by("pk", "accreditations__awarded_on")
    fields = ("pk", "campaign_id", "service_id", "starts_in", *_ACCREDITATION)
    by_site = groupby(rows.values(*fields), key=itemgetter("pk"))
    return tuple(_site(list(rows), events.get(("campaign site", str(pk)), [])) for pk, rows in by_site)


def _site(rows: list[dict[str, Any]], changes: list[Change]) -> Site:
    """A site, a row for each of its accreditations, from the day on which it was added, or on which the campaign began
    there, to its removal."""
    site, days = rows[0], {change.action: change.on for change in changes}
    since = min(day for day in (days["add"], site["starts_in"]) if day)
    levels = ([row[name] for name in _ACCREDITATION] for row in rows)
    accreditations = (Accreditation(level, *dates) for level, *dates in levels if level is not None)
    ids = str(site["campaign_id"]), str(site["service_id"])
    return Site(*ids, site["starts_in"], since, days.get("remove"), tuple(accreditations))


def _ratings(home: Path, locations: list[str], start: date) -> dict[str, Rating] | None:
    """{location ID: its ratings}; None where no edition can be read."""
    parameters = {"ids": sorted(locations), "start": start}
    try:
        rows = edition_reader.rows(home, PACKAGE, "ratings.sql", parameters)
    except edition_reader.NoEdition:
        return None
    return {r["location_id"]: Rating(r["rating_then"], r["rating_latest"], r["published_on"]) for r in rows}
