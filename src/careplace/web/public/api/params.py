"""The parameters that several lists share, and how a place is named."""

import re
from datetime import date
from typing import Annotated

from ninja import Schema
from pydantic import BeforeValidator, Field

from careplace.places.area import Area
from careplace.web.public.api.paging import LIMIT, LONGEST, MOST
from careplace.web.public.editions import EditionCursor
from careplace.web.public.place.addresses import place_called
from careplace.web.shell.errors import NoSuchPage

# Bounds keep the longest address that is allowed, percent-encoded, within what the site takes (security.LONGEST_QUERY).
PLACE = r"^[A-Za-z0-9][A-Za-z0-9 .,'()&*-]*$"
KEY = r"^[a-z0-9]+(-[a-z0-9]+)*$"
SOUND = r"^[^\x00-\x1f\x7f-\x9f]+$"
PART = r"^[A-Za-z0-9][A-Za-z0-9 :/=,._-]*$"
ID = r"^[a-z0-9-]+(/[A-Za-z0-9][A-Za-z0-9 :=,._-]*)+$"
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
KEY = r"^[a-z0-9]+(-[a-z0-9]+)*$"


def _as_written(text: str) -> str:
    # Seconds since 1970 would be taken for a day too, and 2021 for one in 1970.
    if not _DAY.fullmatch(str(text)):
        raise ValueError("write a day as 2021-02-01")
    return text


Day = Annotated[date, BeforeValidator(_as_written)]
PlaceText = Annotated[
    str, Field(min_length=1, max_length=100, pattern=PLACE, description="code, slug or name of a place")
]
Key = Annotated[str, Field(min_length=1, max_length=60, pattern=KEY, description="its id")]
Words = Annotated[str, Field(min_length=1, max_length=100, pattern=SOUND)]
Part = Annotated[str, Field(min_length=1, max_length=120, pattern=PART, description="its id")]
Id = Annotated[
    str, Field(min_length=7, max_length=300, pattern=ID, description="measure/place/period/breakdown")
]


class Paged(Schema):
    """Which part of a list."""

    limit: int = Field(LIMIT, ge=1, le=MOST, description="rows of a page")
    cursor: str = Field(
        "",
        max_length=LONGEST,
        pattern=r"^[A-Za-z0-9_-]*$",
        description="where the page begins: taken from `next` of the page before",
    )


def place_of(edition: EditionCursor, text: str) -> Area:
    """The place of a code, a slug or a name.

    Raises:
        NoSuchPage: when none, or several, are called so.
    """
    area = place_called(edition, text)
    if area is None:
        raise NoSuchPage(str(edition.gazetteer.unknown(text)))
    return area
