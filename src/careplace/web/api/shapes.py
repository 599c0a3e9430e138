"""What the API answers with, as the OpenAPI document describes it. Tests hold every answer against these shapes."""

from datetime import date
from typing import Any, Literal

from ninja import Schema
from pydantic import ConfigDict, Field, create_model

from careplace.figures import NUMBERS, SCHEMA, Status
from careplace.places.area import KINDS
from careplace.publish.opendata import FIGURE_WORDS

Rating = Literal["outstanding", "good", "requires-improvement", "inadequate", "not-rated"]
STATUSES = Literal[tuple(str(status) for status in Status)]


class Shape(Schema):
    """An object of an answer: nothing is in it that is not told here."""

    model_config = ConfigDict(extra="forbid")


def said(words: str, **more) -> Any:
    return Field(description=words, **more)


def _figure_field(name: str) -> tuple:
    kind = float | None if name in NUMBERS else STATUSES if name == "status" else str
    return kind, said(FIGURE_WORDS[name])


Figure = create_model(
    "Figure",
    __base__=Shape,
    __doc__="One number, with all that is needed to read it and to find where it came from.",
    **{name: _figure_field(name) for name in ("id", *SCHEMA.names)},
)


class PlaceName(Shape):
    """A place, by code and name."""

    code: str = said("official code")
    name: str = said("name")
    kind: Literal[KINDS] = said("what kind of area it is")


class Place(PlaceName):
    """A place that pages and figures are about."""

    slug: str = said("the name of the place in addresses of pages")
    official_name: str = said("name as the register of councils has it")
    from_date: date | None = said("first day; null where it stood before the record begins")
    to_date: date | None = said("first day on which it no longer stood; null while it stands")
    council: str | None = said("code of the upper-tier council that a district lies in")
    page: str = said("address of its page")


class FoundPlace(Place):
    """A place of the list of places, with how it matches the words that were looked for."""

    match: str | None = said(
        "with `q`: name where the place bears that name or code, like where it is only like it"
    )


class WholePlace(Place):
    """A place with what it lies in and when it is known."""

    parents: list[PlaceName] = said("what it lies in")
    snapshots: list[date] = said("dates at which a register of the edition covers it, newest first")
    dates: list[date] = said("dates that it has pages of, newest first")


class Member(PlaceName):
    """A council of a group."""

    distance: float | None = said("statistical distance, for neighbours only")


class Group(Shape):
    """A group of councils that the place can be compared with, on a day."""

    key: str = said("what `against` names it by")
    name: str = said("name of the group")
    kind: str = said("region, nation, neighbours, named and the like")
    members: list[Member] = said("its councils; empty where `reason` says why there are none")
    notes: list[str] = said("who is left out, or in by the greater part")
    reason: str = said("why the place has no such group")


class Target(Shape):
    """A value that was aimed at."""

    model_config = ConfigDict(extra="allow")


class Measure(Shape):
    """What a number is: counted what, out of what, and how. The dictionary as it was when the edition was made."""

    model_config = ConfigDict(extra="allow")
    id: str = said("the measure's name in the ids of figures")
    title: str = said("title")
    chapter: str = said("providers, populations or system")
    section: str = said("section of the report")
    unit: str = said("unit of its figures")
    question: str = said("the question that it answers")
    polarity: str = said("high or low where that is good, none where neither is")
    numerator: str = said("what is counted")
    denominator: str = said("what it is of")
    method: str = said("how it is reckoned")
    caveats: str = said("what to take care of")


class RegisterEntry(Shape):
    """A location as a register listed it, with the ratings that it counted with then."""

    snapshot: date = said("date of the register")
    location_id: str = said("CQC's identifier of the location")
    location_name: str | None = said("name of the location")
    council: str | None = said("code of its council")
    postcode: str | None = said("postcode")
    city: str | None = said("town or city as published")
    category: str | None = said("primary inspection category")
    care_home: bool | None = said("whether it is a care home")
    beds: int | None = said("registered beds; null where none are published")
    provider_id: str | None = said("CQC's identifier of the provider")
    provider_name: str | None = said("name of the registered provider")
    brand_name: str | None = said("name of the brand, where CQC publishes one")
    overall: str | None = said("overall rating, or why there is none; null where nothing is published")
    safe: str | None = said("rating of the key question")
    effective: str | None = said("rating of the key question")
    caring: str | None = said("rating of the key question")
    responsive: str | None = said("rating of the key question")
    well_led: str | None = said("rating of the key question")
    published_on: date | None = said("date on which the overall rating was published")
    inherited: bool | None = said("whether the rating was given under an earlier registration")
    counted: bool = said("whether the location is counted in the figures")
    sectors: list[str] = said("sectors of the report that count it")


class Followed(Shape):
    """A registration that came before or after."""

    location_id: str = said("CQC's identifier of the other registration")
    basis: str = said("published, or how it was inferred")


class Location(RegisterEntry):
    """A location as the newest register that lists it has it, and as it was before."""

    url: str = said("the location's page at CQC")
    earlier: list[RegisterEntry] = said("the location in earlier registers, newest first")
    followed_from: list[Followed] = said("registrations that this one followed")
    followed_by: list[Followed] = said("registrations that followed this one")


class Source(Shape):
    """A published file that the edition was made from."""

    sha256: str = said("SHA-256 of its bytes; figures name it by the first 12 digits")
    name: str = said("file name as published")
    bytes: int = said("size")
    publication: str = said("key of the publication")
    title: str = said("title of the publication")
    publisher: str = said("who published it")
    licence: str = said("under which licence")
    page: str = said("the publisher's page")
    snapshot: date | None = said("the date that it describes, where it has one")


class TableSize(Shape):
    """A table of the edition."""

    name: str = said("name of the table")
    rows: int = said("how many rows it has")


class Edition(Shape):
    """Everything that was reckoned from one set of published files."""

    id: str = said("the edition's name")
    made_by: str = said("version of Careplace")
    snapshots: list[date] = said("dates of the registers in it")
    licences: list[str] = said("licences of its sources")
    publishers: list[str] = said("publishers of its sources")
    sources: int = said("how many published files it is made from")
    figures: int = said("how many figures it holds")
    tables: list[TableSize] = said("its tables")


class TraceRow(Shape):
    """A row of a published file that a figure was read from or counts."""

    model_config = ConfigDict(extra="allow")
    source: str | None = Field(None, description="SHA-256 of the file")
    sheet: str | None = Field(None, description="sheet; empty for a file without sheets")
    source_row: int | None = Field(None, description="row as a spreadsheet shows it")


class Trace(Shape):
    """Where a figure comes from."""

    query: str = said("the query that counted it, or how it was reckoned")
    query_file: str = said("where the query stands in the code")
    rows: list[TraceRow] = said("the rows behind it; at most 500, the rest by `careplace trace`")
    rows_in_all: int = said("how many rows there are")
    out_of: list[TraceRow] = said(
        "the rows that the denominator counts, or among which none is counted; at most 500"
    )
    out_of_in_all: int = said("how many of these there are")
    formula: str = said("how the rows give the value, where it is summed or modelled")
    parts: list[str] = said("ids of the figures that it is reckoned from")
    sources: list[Source] = said("the published files behind it")


def page_of(shape: type, **more) -> type:
    """A page of a list of `shape`."""
    return create_model(
        f"{shape.__name__}List",
        __base__=Shape,
        __doc__="A page of a list. Follow `next` until it is null.",
        edition=(str, said("the edition that answered; where it changes between pages, begin again")),
        **more,
        data=(list[shape], said("the rows")),
        next=(str | None, said("address of the next page; null on the last")),
    )


def one_of(shape: type, **more) -> type:
    """One `shape`."""
    return create_model(
        f"One{shape.__name__}",
        __base__=Shape,
        __doc__="One thing of the edition.",
        edition=(str, said("the edition that answered")),
        data=(shape, said("what was asked for")),
        **more,
    )


class Fault(Shape):
    """What is wrong with one parameter."""

    parameter: str = said("name of the parameter")
    detail: str = said("what is wrong with it")


class Problem(Shape):
    """What went wrong (RFC 9457)."""

    type: str = said("address of the kind of problem, in the documentation")
    title: str = said("kind of problem")
    status: int = said("status of the answer")
    detail: str = said("what happened, and what to do")
    instance: str = said("what was asked for")
    request: str = said("number of the request, to be quoted to whoever runs the site")
    errors: list[Fault] = said("what is wrong with single parameters")
