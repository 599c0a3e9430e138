"""What the address of a place's page asks for: the place, the day, the comparators."""

from datetime import date

from django.http import HttpResponseRedirect
from django.urls import reverse

from careplace.places.area import Area, UnknownPlace
from careplace.places.comparators import split_specs
from careplace.web.public.editions import EditionCursor
from careplace.web.public.place.addresses import place_called, slug_of, suggested
from careplace.web.public.place.queries import MOST, dates, snapshots
from careplace.web.shell import redirects
from careplace.web.shell.errors import NoSuchPage


def asked_place(request, slug: str) -> Area:
    """The area of this name. Raises NoSuchPage with those that it may have meant."""
    area = place_called(request.edition, slug)
    if area is None:
        words = slug.replace("-", " ")
        raise NoSuchPage(f"No place is called {words!r}.", suggested(request.edition, words))
    return area


def asked_day(request, slug: str, text: str) -> date:
    """The day of this text. Raises NoSuchPage for what is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NoSuchPage(f"{text} is not a date.", suggested(request.edition, slug)) from None


def last_date(edition: EditionCursor, area: Area, day: date) -> date:
    """The last date up to a day at which anything is known of the place. Raises NoSuchPage where there is none."""
    days = dates(edition, area)
    if latest := next((candidate for candidate in days if candidate <= day), None):
        return latest
    message = f"The first date at which anything is known of {area.name} is {days[-1].isoformat()}."
    raise NoSuchPage(message, suggested(edition, area.name))


def last_register(edition: EditionCursor, area: Area, day: date) -> date:
    """The last register up to a day that covers the place. Raises NoSuchPage where there is none."""
    days = snapshots(edition, area)
    if latest := next((snapshot for snapshot in days if snapshot <= day), None):
        return latest
    message = (
        f"The first register that covers {area.name} is of {days[-1].isoformat()}."
        if days
        else f"No register of this edition covers {area.name}."
    )
    raise NoSuchPage(message, suggested(edition, area.name))


def elsewhere(
    request, asked: tuple[str, str], area: Area, on: date, name: str, *more: str
) -> HttpResponseRedirect | None:
    """To the address that a page of a place has, which says what it shows; None where the request is at it.

    Args:
        asked: the slug and the day of the request's address. on: the date that the page shows.
        name: of the page in the urlconf. more: what follows the date in its address.
    """
    own = (slug_of(request.edition, area), str(on))
    return None if asked == own else redirects.with_query(request, reverse(name, args=[*own, *more]))


def comparators(request) -> tuple[str, ...] | None:
    """The comparators of ?against=, given once with commas or several times; None for the usual ones.

    Raises:
        UnknownPlace: for more than MOST.
    """
    specs = split_specs(",".join(request.GET.getlist("against")))
    if len(specs) > MOST:
        raise UnknownPlace(f"{len(specs)} comparators are too many for one page: name at most {MOST}.")
    return specs or None
