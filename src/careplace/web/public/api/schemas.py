"""What the API answers with, as the OpenAPI document describes it. Tests hold every answer against these shapes."""

from datetime import date
from typing import Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field, create_model

from careplace.figures import NUMBERS, SCHEMA, Status
from careplace.places.area import KINDS
from careplace.publish.opendata import FIGURE_WORDS

Rating = Literal[
    "outstanding", "good", "requires-improvement", "inadequate", "rated-by-service-group", "not-rated"
]
STATUSES: Any = Literal[tuple(str(status) for status in Status)]
AREA_KINDS: Any = Literal[KINDS]


class Shape(Schema):
    """An object of an answer: nothing is in it that is not told here."""

    model_config = ConfigDict(extra="forbid")


def described(words: str, **more) -> Any:
    return Field(description=words, **more)


def _figure_field(name: str) -> tuple:
    kind = float | None if name in NUMBERS else STATUSES if name == "status" else str
    return kind, described(FIGURE_WORDS[name])


_FIGURE_FIELDS: dict[str, Any] = {name: _figure_field(name) for name in ("id", *SCHEMA.names)}
Figure = create_model(
    "Figure",
    __base__=Shape,
    __doc__="One number, with all that is needed to read it and to find where it came from.",
    **_FIGURE_FIELDS,
)


class PlaceName(Shape):
    """A place, by code and name."""

    code: str = described("official code")
    name: str = described("name")
    kind: AREA_KINDS = described("what kind of area it is")


class Place(PlaceName):
    """A place that pages and figures are about."""

    slug: str = described("the name of the place in addresses of pages")
    official_name: str = described("name as the register of councils has it")
    from_date: date | None = described("first day; null where it stood before the record begins")
    to_date: date | None = described("first day on which it no longer stood; null while it stands")
    council: str | None = described("code of the upper-tier council that a district lies in")
    page: str = described("address of its page")


class FoundPlace(Place):
    """A place of the list of places, with how it matches the words that were looked for."""

    match: str | None = described(
        "with `q`: name where the place bears that name or code, like where it is only like it"
    )


class WholePlace(Place):
    """A place with what it lies in and when it is known."""

    parents: list[PlaceName] = described("what it lies in")
    snapshots: list[date] = described("dates at which a register of the edition covers it, newest first")
    dates: list[date] = described("dates that it has pages of, newest first")
    successors: list[PlaceName] = described("what took its place on `to_date`; empty while it stands")
    predecessors: list[PlaceName] = described("what it took the place of when it began")


class Member(PlaceName):
    """A council of a group."""

    distance: float | None = described("statistical distance, for neighbours only")


class Group(Shape):
    """A group of councils that the place can be compared with, on a day."""

    key: str = described("what `against` names it by")
    name: str = described("name of the group")
    kind: str = described("region, nation, neighbours, named and the like")
    members: list[Member] = described("its councils; empty where `reason` says why there are none")
    notes: list[str] = described("who is left out, or in by the greater part")
    reason: str = described("why the place has no such group")


_FIGURE_OR_NONE: Any = Figure | None
Nearest = create_model(
    "Nearest",
    __base__=Shape,
    __doc__="The published figure that is nearest to a released one, and how the two are defined.",
    measure=(str | None, described("id of the published measure; null where the edition has none")),
    here=(_FIGURE_OR_NONE, described("its figure of the place")),
    england=(_FIGURE_OR_NONE, described("its figure of England, of the same period as `here`")),
    differences=(str, described("how the definitions differ")),
    may_be_compared=(bool, described("whether the definitions allow a comparison")),
    why_not=(str, described("why the two may not be compared; empty where they may")),
)


class Target(Shape):
    """A value that was aimed at."""

    model_config = ConfigDict(extra="allow")


class Measure(Shape):
    """What a number is: counted what, out of what, and how. The dictionary as it was when the edition was made."""

    model_config = ConfigDict(extra="allow")
    id: str = described("the measure's name in the ids of figures")
    title: str = described("title")
    chapter: str = described("providers, populations or system")
    section: str = described("section of the report")
    unit: str = described("unit of its figures")
    question: str = described("the question that it answers")
    polarity: str = described("high or low where that is good, none where neither is")
    numerator: str = described("what is counted")
    denominator: str = described("what it is of")
    method: str = described("how it is calculated")
    caveats: str = described("what to take care of")


class RegisterEntry(Shape):
    """A location as a register listed it, with the ratings that it counted with then."""

    snapshot: date = described("date of the register")
    location_id: str = described("CQC's identifier of the location")
    location_name: str | None = described("name of the location")
    council: str | None = described("code of its council")
    postcode: str | None = described("postcode")
    city: str | None = described("town or city as published")
    category: str | None = described("primary inspection category")
    care_home: bool | None = described("whether it is a care home")
    beds: int | None = described("registered beds; null where none are published")
    provider_id: str | None = described("CQC's identifier of the provider")
    provider_name: str | None = described("name of the registered provider")
    brand_name: str | None = described("name of the brand, where CQC publishes one")
    overall: str | None = described("overall rating, or why there is none; null where nothing is published")
    safe: str | None = described("rating of the key question")
    effective: str | None = described("rating of the key question")
    caring: str | None = described("rating of the key question")
    responsive: str | None = described("rating of the key question")
    well_led: str | None = described("rating of the key question")
    published_on: date | None = described("date on which the overall rating was published")
    inherited: bool | None = described("whether the rating was given under an earlier registration")
    counted: bool = described("whether the location is counted in the figures")
    sectors: list[str] = described("sectors of the report that count it")


class Followed(Shape):
    """A registration that came before or after."""

    location_id: str = described("CQC's identifier of the other registration")
    basis: str = described("published, or how it was inferred")


class LatestRating(Shape):
    """The latest rating of a location, wherever it is published."""

    newer: bool = described("whether it is newer than the newest register that lists the location")
    overall: str | None = described("overall rating, or why there is none; null where nothing is published")
    safe: str | None = described("rating of the key question, where it is published with it")
    effective: str | None = described("rating of the key question, where it is published with it")
    caring: str | None = described("rating of the key question, where it is published with it")
    responsive: str | None = described("rating of the key question, where it is published with it")
    well_led: str | None = described("rating of the key question, where it is published with it")
    published_on: date | None = described("date on which it was published")
    inherited: bool = described("whether it was given under an earlier registration")
    known_from: str = described("register, history, last ratings or inspections: what it is published in")


class ListedLocation(RegisterEntry):
    """A location of a register, and its latest rating in any publication."""

    latest_rating: LatestRating = described("its latest rating, which may be newer than this register")
    ended_on: date | None = described("when its registration ended, where no later register lists it")


class Location(ListedLocation):
    """A location as the newest register that lists it has it, and as it was before."""

    url: str = described("the location's page at CQC")
    earlier: list[RegisterEntry] = described("the location in earlier registers, newest first")
    followed_from: list[Followed] = described("registrations that this one followed")
    followed_by: list[Followed] = described("registrations that followed this one")


class Source(Shape):
    """A published file that the edition was made from."""

    sha256: str = described("SHA-256 of its bytes; figures name it by the first 12 digits")
    name: str = described("file name as published")
    bytes: int = described("size")
    publication: str = described("key of the publication")
    title: str = described("title of the publication")
    publisher: str = described("who published it")
    licence: str = described("under which licence")
    page: str = described("the publisher's page")
    snapshot: date | None = described("the date that it describes, where it has one")


class TableSize(Shape):
    """A table of the edition."""

    name: str = described("name of the table")
    rows: int = described("how many rows it has")


class Edition(Shape):
    """Everything that was calculated from one set of published files."""

    id: str = described("the edition's name")
    made_by: str = described("version of Careplace")
    snapshots: list[date] = described("dates of the registers in it")
    licences: list[str] = described("licences of its sources")
    publishers: list[str] = described("publishers of its sources")
    sources: int = described("how many published files it is made from")
    figures: int = described("how many figures it holds")
    tables: list[TableSize] = described("its tables")


class TraceRow(Shape):
    """A row of a published file that a figure was read from or counts."""

    model_config = ConfigDict(extra="allow")
    source: str | None = Field(None, description="SHA-256 of the file")
    sheet: str | None = Field(None, description="sheet; empty for a file without sheets")
    source_row: int | None = Field(None, description="row as a spreadsheet shows it")


class Trace(Shape):
    """Where a figure comes from."""

    query: str = described("the query that counted it, or how it was calculated")
    query_file: str = described("where the query stands in the code")
    rows: list[TraceRow] = described("the rows behind it; at most 500, the rest by `careplace trace`")
    rows_in_all: int = described("how many rows there are")
    out_of: list[TraceRow] = described(
        "the rows that the denominator counts, or among which none is counted; at most 500"
    )
    out_of_in_all: int = described("how many of these there are")
    formula: str = described("how the rows give the value, where it is summed or modelled")
    parts: list[str] = described("ids of the figures that it is calculated from")
    sources: list[Source] = described("the published files behind it")


def page_of(shape: type, **more) -> type:
    """A page of a list of `shape`."""
    rows: Any = list[shape]  # type: ignore[valid-type]
    return create_model(
        f"{shape.__name__}List",
        __base__=Shape,
        __doc__="A page of a list. Follow `next` until it is null.",
        edition=(str, described("the edition that answered; where it changes between pages, begin again")),
        **more,
        data=(rows, described("the rows")),
        next=(str | None, described("address of the next page; null on the last")),
    )


def one_of(shape: type, **more) -> type:
    """One `shape`."""
    return create_model(
        f"One{shape.__name__}",
        __base__=Shape,
        __doc__="One thing of the edition.",
        edition=(str, described("the edition that answered")),
        data=(shape, described("what was asked for")),
        **more,
    )


class Fault(Shape):
    """What is wrong with one parameter."""

    parameter: str = described("name of the parameter")
    detail: str = described("what is wrong with it")


class Problem(Shape):
    """What went wrong (RFC 9457)."""

    type: str = described("address of the kind of problem, in the documentation")
    title: str = described("kind of problem")
    status: int = described("status of the answer")
    detail: str = described("what happened, and what to do")
    instance: str = described("what was asked for")
    request: str = described("number of the request, to be quoted to whoever runs the site")
    errors: list[Fault] = described("what is wrong with single parameters")
