"""Which year a page of proof is about."""

from datetime import date

from django.http import HttpRequest

from careplace.casework.assurance.proof.evidence import Evidence
from careplace.casework.assurance.proof.years import Year, year_of
from careplace.web.shell.errors import NoSuchPage

MOST_YEARS = 10


def year_param(request: HttpRequest, today: date) -> Year:
    """The year of `?year=2025` (2025/26); the current one without it.

    Raises:
        NoSuchPage: for what is no year, or one that has not begun.
    """
    text, current = request.GET.get("year", ""), year_of(today)
    if not text:
        return current
    if not (text.isascii() and text.isdigit() and len(text) == 4 and 2000 <= int(text) <= current.first):
        raise NoSuchPage(f"There is no year {text!r}: choose one that has begun, such as {current.first}.")
    return Year(int(text))


def years(evidence: Evidence, today: date) -> list[Year]:
    """The years to choose from, the latest first: from that of the first visit or contract on, at most MOST_YEARS."""
    days = [visit.visited_on for visit in evidence.visits if visit.visited_on]
    days += [service.added_on for service in evidence.services.values()]
    current = year_of(today).first
    first = max(min([year_of(day).first for day in days], default=current) - 1, current - MOST_YEARS + 1)
    return [Year(year) for year in range(current, first - 1, -1)]
