"""A location's life in order: registrations begun and ended, ratings, and the registers that hold it."""

from dataclasses import dataclass, field
from datetime import date

from careplace.ratings.scale import Kind, words
from careplace.web.public.location.location_page import LocationPage

WITHOUT = {word for _folded, word, kind in words() if kind in (Kind.NOT_YET_RATED, Kind.NOT_RATEABLE)}
"""Words for an overall that is not rated, next to which the ratings of service groups are what was published."""


@dataclass(frozen=True, order=True)
class Event:
    """One day of a location's life. `rating` is a row of rating_history.sql, or None; `id` the registration it is of."""

    on: date
    description: str
    id: str = ""
    rating: dict | None = field(default=None, compare=False)

    @property
    def of_services(self) -> bool:
        """Whether only the ratings of service groups were published: no overall, or a word for there being none."""
        return bool(self.rating and _of_services(self.rating))


def timeline(page: LocationPage) -> list[Event]:
    """What is known of a location and of those before and after it, newest first."""
    rated = [
        Event(rating["published_on"], _rated(rating), rating["rated_id"], rating) for rating in page.history
    ]
    begun = {record["registered_on"] for record in (*page.rows[:1], *page.ended) if record["registered_on"]}
    ends = {(record["ended_on"], page.id) for record in page.ended if record["ended_on"]}
    ends |= {(link["ended_on"], link["location_id"]) for link in page.links if link["ended_on"]}
    return sorted(
        [
            *rated,
            *(Event(on, "This registration began", page.id) for on in begun),
            *(Event(on, "Registration ended", id) for on, id in ends),
        ],
        reverse=True,
    )


def _of_services(rating: dict) -> bool:
    return bool(rating["services"]) and rating["overall"] in (None, *WITHOUT)


def _rated(rating: dict) -> str:
    what = "Ratings of service groups" if _of_services(rating) else "Rating"
    if rating["inherited"]:
        return f"{what} carried over from an earlier registration"
    if _of_services(rating):
        return f"{what} published"
    return "Rating of an inspection published" if rating["inspected"] else "Rating published"
