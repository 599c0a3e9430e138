"""A location's life in order: registrations begun and ended, ratings, and the registers that hold it."""

from dataclasses import dataclass, field
from datetime import date

from careplace.web.location.reading import LocationPage


@dataclass(frozen=True, order=True)
class Event:
    """One day of a location's life. `rating` is a row of history.sql, or None; `id` the registration it is of."""

    on: date
    said: str
    id: str = ""
    rating: dict | None = field(default=None, compare=False)


def timeline(page: LocationPage) -> list[Event]:
    """What is known of a location and of those before and after it, newest first."""
    rated = [Event(one["published_on"], _rated(one), one["rated_id"], one) for one in page.history]
    begun = {one["registered_on"] for one in (*page.rows[:1], *page.ended) if one["registered_on"]}
    ends = {(one["ended_on"], page.id) for one in page.ended if one["ended_on"]}
    ends |= {(one["ended_on"], one["location_id"]) for one in page.links if one["ended_on"]}
    return sorted(
        [
            *rated,
            *(Event(on, "This registration began", page.id) for on in begun),
            *(Event(on, "Registration ended", id) for on, id in ends),
        ],
        reverse=True,
    )


def _rated(one: dict) -> str:
    if one["inherited"]:
        return "Rating carried over from an earlier registration"
    return "Rating of an inspection published" if one["inspected"] else "Rating published"
