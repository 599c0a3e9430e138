"""Small evidence for tests of figures, as plain values."""

from datetime import date, timedelta

from careplace.casework.assurance.proof.evidence import ActionDates, Evidence, Site, VisitDates
from careplace.casework.assurance.proof.figures import ProofFigure, figures
from careplace.casework.assurance.proof.history import ServiceHistory, Spell
from careplace.casework.assurance.proof.years import Year

YEAR, TODAY = Year(2025), date(2026, 11, 29)
PLACE = "E08000026"


def service(id, kind="care_home", start=date(2020, 1, 1), end=None, added=None, noted=True, location=""):
    """A service under contract from `start` to `end`."""
    on = added or start
    return ServiceHistory(id, f"House {id}", location, on, noted, ((on, kind),), (Spell(start, end),))


def visit(service, visited=None, kind="planned", state="final", planned=None, final=None, below=False):
    """A visit; `planned` is its planned day where it did not take place."""
    id = f"{service}-{visited}-{planned}-{kind}"
    return VisitDates(id, service, kind, state, planned or visited, visited, final, below)


def action(service, agreed, due, done=None, state="agreed", visit=None, moved=False, by="council"):
    """An action."""
    id = f"{service}-{agreed}-{due}-{done}"
    return ActionDates(id, service, visit, by, state, agreed, due, done, moved)


RECORDED = VisitDates("first", "elsewhere", "planned", "cancelled", date(2019, 4, 1))
"""A visit that was planned long ago: the team records its visits here."""


def evidence(services, visits=(), actions=(), sites=(), ratings=None, levels=None):
    """Evidence of these, of a team that has long recorded its visits."""
    all_visits = (RECORDED, *visits)
    return Evidence({s.id: s for s in services}, all_visits, tuple(actions), tuple(sites), ratings, levels)


def figure(key, of: Evidence, year=YEAR, today=TODAY) -> ProofFigure:
    """One figure."""
    return figures(of, PLACE, year, today)[key]


def counted(key, of: Evidence, year=YEAR, today=TODAY) -> tuple[int, int]:
    """(numerator, denominator) of one figure."""
    result = figure(key, of, year, today)
    return result.numerator, result.denominator


def days(count: int) -> timedelta:
    return timedelta(days=count)


__all__ = ["Site", "action", "counted", "days", "evidence", "figure", "service", "visit"]
