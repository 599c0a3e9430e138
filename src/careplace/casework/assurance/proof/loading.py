"""The evidence of a place, read from its records, its audit and the edition, in a fixed number of queries."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import groupby
from json import loads
from operator import itemgetter
from pathlib import Path
from typing import Any

from django.db.models import OuterRef, Subquery

from careplace.casework import edition_reader
from careplace.casework.assurance.campaigns.models import CampaignSite
from careplace.casework.assurance.models import Service
from careplace.casework.assurance.proof.evidence import (
    Accreditation,
    ActionDates,
    Evidence,
    Rating,
    Site,
    VisitDates,
)
from careplace.casework.assurance.proof.history import Change, ServiceHistory, service_history
from careplace.casework.assurance.proof.levels import levels_on
from careplace.casework.assurance.proof.models import Contract
from careplace.casework.assurance.proof.years import Year
from careplace.casework.assurance.visits.grading import below_standard
from careplace.casework.assurance.visits.models import Action, Visit
from careplace.casework.assurance.visits.template import default
from careplace.casework.audit.models import Event
from careplace.casework.clocks import local_day

PACKAGE = "careplace.casework.assurance.proof"
KINDS = ("service", "action", "campaign site")
"""Kinds of records whose history counts, beside what they are now."""
_ACCREDITATION = ("accreditations__level", "accreditations__awarded_on", "accreditations__expires_on")


def evidence(place: str, year: Year, today: date, home: Path) -> Evidence:
    """Everything that the figures of a year are counted from."""
    events = _events(place)
    records = Evidence(
        _services(place, events), _visits(place), _actions(place, events), _sites(place, events)
    )
    levels = levels_on(place, year.last_day(today))
    return with_ratings(replace(records, levels=levels), year, home)


def with_ratings(records: Evidence, year: Year, home: Path) -> Evidence:
    """The same records with the ratings at the start of a year: figures of several years are counted from one reading."""
    locations = [s.location_id for s in records.services.values() if s.location_id]
    return replace(records, ratings=_ratings(home, locations, year.start))


def _events(place: str) -> dict[tuple[str, str], list[Change]]:
    """{(kind, id of the record): its changes, in order}"""
    # Sorted here: with an order by number the tables read every event of the place, instead of those of these kinds.
    fields = ("number", "kind", "record", "action", "at", "after")
    rows = Event.objects.filter(place=place, kind__in=KINDS).values_list(*fields)
    changes: dict[tuple[str, str], list[Change]] = {}
    for _number, kind, record, action, at, after in sorted(rows):
        changes.setdefault((kind, record), []).append(Change(local_day(at), action, loads(after)))
    return changes


def _services(place: str, events: Mapping[tuple[str, str], list[Change]]) -> dict[str, ServiceHistory]:
    began_on = Contract.objects.filter(service=OuterRef("pk")).values("began_on")
    rows = Service.objects.at(place).annotate(began_on=Subquery(began_on))
    return {
        str(pk): service_history(str(pk), name, location, start, events.get(("service", str(pk)), []))
        for pk, name, location, start in rows.values_list("pk", "name", "location_id", "began_on")
    }


def _visits(place: str) -> tuple[VisitDates, ...]:
    fields = ("id", "service_id", "kind", "state", "planned_on", "visited_on", "final_on")
    rows = Visit.objects.at(place).values(*fields, "template", "template_version", "record__grades")
    return tuple(_visit(row) for row in rows)


def _visit(row: Mapping[str, Any]) -> VisitDates:
    dates = (row["planned_on"], row["visited_on"], row["final_on"])
    below = _below_standard(row) if row["final_on"] else None
    return VisitDates(str(row["id"]), str(row["service_id"]), row["kind"], row["state"], *dates, below)


def _below_standard(row: Mapping[str, Any]) -> bool | None:
    """Whether a report was below standard; None for a version of the template that this release does not have."""
    template = default()
    if (row["template"], row["template_version"]) != (template.id, template.version):
        return None
    return bool(below_standard(template, row["record__grades"] or {}))


def _actions(place: str, events: Mapping[tuple[str, str], list[Change]]) -> tuple[ActionDates, ...]:
    rows = Action.objects.at(place).values("id", "service_id", "visit_id", "asked_by", "state", "due_on")
    return tuple(action_dates(row, events.get(("action", str(row["id"])), [])) for row in rows)


def action_dates(row: Mapping[str, Any], changes: Iterable[Change]) -> ActionDates:
    """The dates of an action, from what it is now and its changes."""
    listed = list(changes)
    agreed = next((change for change in listed if change.action == "agree"), None)
    first_due_on = _first_due(listed)
    done = [change.on for change in listed if change.action == "report-done"]
    stands = row["state"] in ("done", "verified")
    return ActionDates(
        str(row["id"]),
        str(row["service_id"]),
        row["visit_id"] and str(row["visit_id"]),
        row["asked_by"],
        row["state"],
        agreed.on if agreed else None,
        first_due_on,
        done[-1] if done and stands else None,
        bool(first_due_on and row["due_on"] != first_due_on),
    )


def _first_due(changes: Iterable[Change]) -> date | None:
    """The date to which the provider first agreed. An event has what changed: the date may be older than the agreement."""
    due_on = None
    for change in changes:
        due_on = change.after.get("due_on", due_on)
        if change.action == "agree":
            return date.fromisoformat(due_on) if due_on else None
    return None


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
